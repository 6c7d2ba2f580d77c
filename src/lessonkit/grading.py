"""Scoring: the only place where an answer becomes points.

Every question is worth one point and gives a share of it, from 0 to 1. A question is
reduced to its *key* (:func:`answer_key`), plain JSON that the web page, the notebook
and the packages carry; :func:`score` needs nothing else. ``quiz.js`` holds the same
rules for the browser; ``tests/vectors/grading.json`` is run against both.

An *answer* is plain JSON too, with indexes from 0:

============  ==============================================================
type          answer
============  ==============================================================
single        index of the option (``true_false`` likewise)
multiple      list of indexes of options
ordering      list of all items' indexes (the authored order is 0, 1, 2...)
matching      for each pair an index into :func:`matching_choices`, or None
gap_select    for each gap the index of an option, or None
scenario      index of the choice at each step, from the start to an end
============  ==============================================================

An answer of another shape scores 0: answers also come from files that pupils return.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

from lessonkit.model.quiz import Question

Key = dict[str, Any]
ZERO = Fraction(0)


def matching_choices(question: Question) -> tuple[str, ...]:
    """Return what can stand on the right: each text once, distractors last."""
    rights = [pair.right for pair in question.pairs]
    return tuple(dict.fromkeys([*rights, *question.distractors]))


def answer_key(question: Question) -> Key:
    """Reduce a question to what scoring needs, as plain JSON."""
    key: Key = {"type": question.type}
    if question.type == "ordering":
        key["items"] = len(question.items)
    elif question.type == "matching":
        choices = matching_choices(question)
        key["choices"] = len(choices)
        key["keys"] = [choices.index(pair.right) for pair in question.pairs]
    elif question.type == "gap_select":
        key["options"] = [len(gap.options) for gap in question.gaps]
        key["keys"] = [
            next(n for n, option in enumerate(gap.options) if option.correct)
            for gap in question.gaps
        ]
    elif question.type == "scenario":
        place = {step.id: n for n, step in enumerate(question.steps)}
        key["steps"] = [
            [[int(choice.best), place[choice.goes_to]] for choice in step.choices]
            for step in question.steps
        ]
    else:
        key["options"] = len(question.options)
        key["keys"] = list(question.keys)
    return key


def score(key: Key, answer: Any) -> Fraction:
    """Return the share of the point, 0 to 1, that ``answer`` earns."""
    return _RULES[key["type"]](key, answer)


def is_answered(key: Key, answer: Any) -> bool:
    """Tell whether the answer is complete enough to be marked."""
    kind = key["type"]
    if kind in ("single", "true_false"):
        return _is_index(answer, key["options"])
    if not isinstance(answer, list) or not answer:
        return False
    if kind == "scenario":
        return _walk(key, answer) is not None
    if kind in ("matching", "gap_select"):
        return any(chosen is not None for chosen in answer)
    return True


def _is_index(value: Any, count: int) -> bool:
    return type(value) is int and 0 <= value < count


def _single(key: Key, answer: Any) -> Fraction:
    """Score 1 for the key, 0 for anything else."""
    return Fraction(_is_index(answer, key["options"]) and answer in key["keys"])


def _multiple(key: Key, answer: Any) -> Fraction:
    """Score (right chosen - wrong chosen) / number of right, not below 0.

    Whoever ticks everything earns nothing by it, unless nothing is wrong. The rule
    is "partial credit with penalty" of Canvas New Quizzes: the points divided by
    the number of correct answers, awarded for each correct one chosen and deducted
    for each incorrect one, zero the lowest (community.canvaslms.com, Instructor
    Guide, "How do I create a Multiple Answer question in New Quizzes?"). Moodle's
    fractions say the same when each wrong option has minus the share of a right one.
    """
    if not isinstance(answer, list):
        return ZERO
    if not all(_is_index(chosen, key["options"]) for chosen in answer):
        return ZERO
    chosen = set(answer)
    right = len(chosen.intersection(key["keys"]))
    wrong = len(chosen) - right
    return Fraction(max(0, right - wrong), len(key["keys"]))


def _ordering(key: Key, answer: Any) -> Fraction:
    """Score the share of items that stand in their own place.

    This is "Absolute position", one of the grading types of Moodle's ordering
    question (github.com/gbateson/moodle-qtype_ordering, in Moodle since 4.4; all
    nine are explained at moodleformulas.org). It was chosen because a pupil can
    check it by looking, a teacher can tally it by hand, and every package can say it.
    """
    count = key["items"]
    if not isinstance(answer, list) or not all(_is_index(n, count) for n in answer):
        return ZERO
    if len(answer) != count or len(set(answer)) != count:
        return ZERO
    return Fraction(sum(n == item for n, item in enumerate(answer)), count)


def _each(keys: list[int], counts: list[int], answer: Any) -> Fraction:
    """Score the share of places (pairs, gaps) that hold their key."""
    if not isinstance(answer, list) or len(answer) != len(keys):
        return ZERO
    places = zip(keys, counts, answer, strict=True)
    right = sum(
        _is_index(chosen, count) and chosen == place for place, count, chosen in places
    )
    return Fraction(right, len(keys))


def _matching(key: Key, answer: Any) -> Fraction:
    """Score the share of pairs that are right, as Moodle's matching question does."""
    return _each(key["keys"], [key["choices"]] * len(key["keys"]), answer)


def _gap_select(key: Key, answer: Any) -> Fraction:
    """Score the share of gaps that are right, as Moodle's cloze question does."""
    return _each(key["keys"], key["options"], answer)


def _scenario(key: Key, answer: Any) -> Fraction:
    """Score the share of best choices on the path taken, once it reached an end.

    A path that turns back from a poor choice keeps its length: each decision counts
    once. There is no published rule for branching stories; this one is ours.
    """
    path = _walk(key, answer)
    return Fraction(sum(path), len(path)) if path else ZERO


def _walk(key: Key, answer: Any) -> list[int] | None:
    """Return best (1) or not (0) for each step; None unless the path ends well."""
    if not isinstance(answer, list):
        return None
    here, path = 0, []
    for chosen in answer:
        choices = key["steps"][here]
        if not _is_index(chosen, len(choices)):
            return None
        best, here = choices[chosen]
        path.append(best)
    return None if key["steps"][here] else path


_RULES: dict[str, Callable[[Key, Any], Fraction]] = {
    "single": _single,
    "true_false": _single,
    "multiple": _multiple,
    "ordering": _ordering,
    "matching": _matching,
    "gap_select": _gap_select,
    "scenario": _scenario,
}


def presented_order(quiz_id: str, question: Question) -> tuple[int, ...]:
    """Return the order in which items (or right-hand choices) are shown.

    The same in every output, drawn from the ids, and never the right order.
    Options of the other types are shown as authored.
    """
    if question.type == "ordering":
        count = len(question.items)
    elif question.type == "matching":
        count = len(matching_choices(question))
    else:
        return tuple(range(len(question.options)))

    def rank(n: int) -> bytes:
        return hashlib.sha256(f"{quiz_id}/{question.id}/{n}".encode()).digest()

    order = sorted(range(count), key=rank)
    if order == list(range(count)):
        order = [*order[1:], order[0]]
    return tuple(order)


def read_letters(key: Key, order: Sequence[int], letters: Any) -> Any:
    """Turn the letters that a pupil writes into an answer.

    Paper, notebook and class code share them: ``B`` is the second option as shown;
    one letter for each tick, line, pair, gap or step; ``-`` leaves a place empty.

    :param order: :func:`presented_order` of the question.
    """
    if not isinstance(letters, str):
        return None
    marks = [mark for mark in letters.upper() if mark not in " ,;"]
    places: list[Any] = [
        None if mark == "-" else ord(mark) - ord("A") for mark in marks
    ]
    if key["type"] in ("ordering", "matching"):
        places = [order[n] if _is_index(n, len(order)) else n for n in places]
    if key["type"] in ("single", "true_false"):
        return places[0] if len(places) == 1 else None
    return places


def write_letters(key: Key, order: Sequence[int], answer: Any) -> str:
    """Turn an answer into letters; the other way round from :func:`read_letters`."""
    places = answer if isinstance(answer, list) else [answer]
    if key["type"] in ("ordering", "matching"):
        places = [None if n is None else order.index(n) for n in places]
    return "".join("-" if n is None else chr(ord("A") + n) for n in places)


def right_answer(key: Key) -> Any:
    """Return an answer that earns the whole point."""
    kind = key["type"]
    if kind in ("single", "true_false"):
        return key["keys"][0]
    if kind == "ordering":
        return list(range(key["items"]))
    return _best_path(key) if kind == "scenario" else list(key["keys"])


def _best_path(key: Key) -> list[int]:
    """Return the shortest path of best choices; the shortest path if there is none."""
    for only_best in (True, False):
        paths: list[tuple[int, list[int]]] = [(0, [])]
        seen = set()
        for here, path in paths:
            if not key["steps"][here]:
                return path
            if here not in seen:
                seen.add(here)
                paths += [
                    (next_step, [*path, n])
                    for n, (best, next_step) in enumerate(key["steps"][here])
                    if best or not only_best
                ]
    return []
