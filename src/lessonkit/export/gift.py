"""GIFT: the plain-text format that Moodle and many small programs read.

GIFT has no ordering question and no lists of gaps: an ordering question is left out
with a comment that says so, each gap becomes a question of its own, and so does each
step of a scenario. Distractors of a matching question are left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from lessonkit.export import exporter
from lessonkit.export.lettered import one_gap
from lessonkit.export.moodle import (
    multiple_shares,
    percent,
    scored_steps,
    step_options,
)
from lessonkit.model.course import Course
from lessonkit.model.quiz import ChatStep, Option, Question, Quiz
from lessonkit.source.inline import plain_text

_MARKS = str.maketrans({mark: "\\" + mark for mark in "\\~=#{}:"})


def gift_text(text: str) -> str:
    """Return a text in which GIFT sees no mark of its own, on one line."""
    flat = " ".join(plain_text(text).split()).replace("->", "→")
    return flat.translate(_MARKS)


def _stem(name: str, text: str) -> str:
    return f"::{gift_text(name)}::[plain]{gift_text(text)}"


def _option(option: Option, mark: str) -> str:
    return f"\t{mark}{gift_text(option.text)}#{gift_text(option.rationale)}"


def _choice(stem: str, options: Iterable[Option]) -> str:
    options = list(options)
    one = sum(option.correct for option in options) == 1
    # Several right answers of which one is enough: each is worth all of it.
    right = "=" if one else "~%100%"
    rows = (_option(o, right if o.correct else "~") for o in options)
    return stem + "{\n" + "\n".join(rows) + "\n}"


def _entry(stem: str, rows: Iterable[str]) -> str:
    return stem + "{\n" + "\n".join(rows) + "\n}"


def _true_false(stem: str, question: Question) -> str:
    true, false = question.options
    right, wrong = (true, false) if true.correct else (false, true)
    word = "TRUE" if true.correct else "FALSE"
    return f"{stem}{{{word}#{gift_text(wrong.rationale)}#{gift_text(right.rationale)}}}"


def _multiple(stem: str, question: Question) -> str:
    shares = zip(question.options, multiple_shares(question), strict=True)
    return _entry(stem, (_option(o, f"~%{percent(share)}%") for o, share in shares))


def _matching(stem: str, question: Question) -> str:
    return _entry(
        stem,
        (
            f"\t={gift_text(pair.left)} -> {gift_text(pair.right)}"
            for pair in question.pairs
        ),
    )


_ONE_ENTRY: dict[str, Callable[[str, Question], str]] = {
    "single": lambda stem, question: _choice(stem, question.options),
    "true_false": _true_false,
    "multiple": _multiple,
    "matching": _matching,
}


def gift_question(quiz: Quiz, question: Question) -> list[str]:
    """Return the question in GIFT; several entries for gaps and steps."""
    name = f"{quiz.id}/{question.id}"
    if question.type in _ONE_ENTRY:
        stem = _stem(name, question.stem)
        return [_ONE_ENTRY[question.type](stem, question)]
    if question.type == "gap_select":
        return [
            _choice(_stem(f"{name}/{n}", one_gap(question.gap_text, n)), gap.options)
            for n, gap in enumerate(question.gaps, 1)
        ]
    if question.type == "scenario":
        return [_step(name, question, step) for step in scored_steps(question)]
    return [f"// {gift_text(name)} puts lines in order, which GIFT cannot say."]


def _step(name: str, question: Question, step: ChatStep) -> str:
    said = [f"{message.sender}: “{message.text}”" for message in step.messages]
    text = " ".join([question.stem, *said])
    return _choice(_stem(f"{name}/{step.id}", text), step_options(step))


def gift_bank(course_title: str, quizzes: Iterable[Quiz]) -> str:
    """Return the quizzes in GIFT, each in its own category."""
    parts = []
    for quiz in quizzes:
        names = [course_title, quiz.band, " ".join(plain_text(quiz.title).split())]
        path = "/".join(name.replace("/", "//") for name in names)
        parts.append(f"$CATEGORY: $course$/top/{path}")
        for question in quiz.questions:
            parts += gift_question(quiz, question)
    return "\n\n".join(parts) + "\n"


@exporter("gift")
def export_gift(course: Course, out: Path) -> list[Path]:
    """Write a GIFT file for each quiz."""
    written = []
    for quiz in course.quizzes.values():
        path = out / quiz.band / f"{quiz.slug}.gift.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(gift_bank("Whose Picture?", [quiz]), "utf-8")
        written.append(path)
    return sorted(written)
