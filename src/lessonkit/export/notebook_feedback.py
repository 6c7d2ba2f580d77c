"""What the practice notebook says; its functions are copied into a cell.

They use names of that notebook: ``QUESTIONS``, ``RULES``, ``is_answered`` and
``read_letters``; here these are stand-ins, so that the module can be read and typed.
"""

# Printing is what a notebook does.
# ruff: noqa: T201
from __future__ import annotations

from typing import Any

from lessonkit.grading import _RULES as RULES
from lessonkit.grading import is_answered, read_letters

QUESTIONS: list[dict[str, Any]] = []


def points(number: int, letters: str) -> Any:
    """Return the points of one answer, or None if there is no answer yet."""
    question = QUESTIONS[number - 1]
    key = question["key"]
    answer = read_letters(key, question["order"], letters)
    return RULES[key["type"]](key, answer) if is_answered(key, answer) else None


def reasons(number: int, letters: str) -> list[str]:
    """Return the reasons that belong to what was chosen."""
    question = QUESTIONS[number - 1]
    kind = question["key"]["type"]
    answer = read_letters(question["key"], question["order"], letters)
    places = [str(n) for n in (answer if isinstance(answer, list) else [answer])]
    if kind == "gap_select":
        places = [f"{place}-{n}" for place, n in enumerate(answer)]
    elif kind == "matching":
        places = [str(place) for place in range(len(answer))]
    elif kind == "scenario":
        here, places = 0, []
        for n in answer:
            places.append(f"{here}-{n}")
            here = question["key"]["steps"][here][n][1]
    told = question["reasons"]
    return [told[place] for place in places if place in told]


def check(number: int, letters: str) -> None:
    """Say whether an answer is right, and why."""
    got = points(number, letters)
    if got is None:
        print(f"Question {number}: no answer yet.")
        return
    verdict = "right." if got == 1 else "not yet." if got == 0 else "partly right."
    print(f"Question {number}: {verdict} {float(got):.2f} of 1 point.")
    for reason in reasons(number, letters):
        print("-", reason)


def review(answers: list[str]) -> None:
    """Say the points of all answers and what to look at again."""
    got = [points(number, letters) for number, letters in enumerate(answers, 1)]
    total = float(sum(share or 0 for share in got))
    print(f"{total:.2f} of {len(got)} points.")
    again = [str(number) for number, share in enumerate(got, 1) if share != 1]
    print("Look at again:", ", ".join(again) or "nothing, you know all of it.")


FUNCTIONS = (points, reasons, check, review)
