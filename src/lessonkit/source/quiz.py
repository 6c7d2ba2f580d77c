"""Read a quiz file into the model."""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath

from lessonkit.model.problem import Problem
from lessonkit.model.quiz import (
    CHOICE_TYPES,
    QUESTION_TYPES,
    ConfidenceItem,
    Gap,
    Option,
    Pair,
    Question,
    Quiz,
)
from lessonkit.source.bands import check_band
from lessonkit.source.chat import check_steps, read_step
from lessonkit.source.record import Record, check_unique
from lessonkit.source.yamltext import read_text, read_yaml

_GAP = re.compile(r"\[\[(\d+)\]\]")


def read_quiz(root: Path, path: str, problems: list[Problem]) -> Quiz | None:
    """Read ``quizzes/<band>/<slug>.yml``; ``None`` when it has no usable structure."""
    check_band(path, problems)
    text = read_text(root / path, path, problems)
    if text is None:
        return None
    document = read_yaml(text, path, problems)
    record = Record.root(document, problems) if document else None
    if record is None:
        return None
    title = record.text("title")
    questions = tuple(_question(child) for child in record.children("questions"))
    confidence = tuple(
        _confidence(child) for child in record.children("confidence", required=False)
    )
    record.finish()
    check_unique([(q.id, q.place) for q in questions], "question", problems)
    where = PurePosixPath(path)
    return Quiz(where.parent.name, where.stem, title, questions, confidence, path)


def _confidence(record: Record) -> ConfidenceItem:
    item = ConfidenceItem(record.identifier(), record.text("text"))
    record.finish()
    return item


def _option(record: Record, *, correct: bool | None = None) -> Option:
    option = Option(
        record.text("text"),
        record.flag("correct") if correct is None else correct,
        record.text("rationale"),
    )
    record.finish()
    return option


def _question(record: Record) -> Question:
    question_id = record.identifier()
    objective = record.text("objective")
    kind = record.choice("type", QUESTION_TYPES, default="single")
    stem = record.text("stem")
    place = record.place()
    fields: dict[str, object] = {}
    if kind in CHOICE_TYPES:
        options = tuple(_option(child) for child in record.children("options"))
        fields["options"] = options
        _check_choice(record, kind, options)
    elif kind == "ordering":
        items = tuple(
            _option(child, correct=True) for child in record.children("items")
        )
        fields["items"] = items
        _check_count(record, "items", len(items), 3, 6)
    elif kind == "matching":
        pairs = tuple(_pair(child) for child in record.children("pairs"))
        fields["pairs"] = pairs
        fields["distractors"] = record.texts("distractors")
        _check_count(record, "pairs", len(pairs), 3, 5)
    elif kind == "gap_select":
        fields["gap_text"] = record.text("gap_text")
        gaps = tuple(_gap(child) for child in record.children("gaps"))
        fields["gaps"] = gaps
        _check_gaps(record, str(fields["gap_text"]), gaps)
    else:
        steps = tuple(read_step(child) for child in record.children("steps"))
        fields["steps"] = steps
        check_steps(record, steps)
    record.finish()
    return Question(
        id=question_id,
        objective=objective,
        type=kind,  # type: ignore[arg-type]
        stem=stem,
        place=place,
        **fields,  # type: ignore[arg-type]
    )


def _check_count(record: Record, key: str, count: int, low: int, high: int) -> None:
    if count and not low <= count <= high:
        record.report(
            "quiz-count",
            f'"{key}" has {count} entries; {low} to {high} are allowed.',
            "",
            key,
        )


def _check_choice(record: Record, kind: str, options: tuple[Option, ...]) -> None:
    if not options:
        return
    correct = sum(option.correct for option in options)
    if kind == "true_false":
        if [option.text for option in options] != ["True", "False"]:
            record.report(
                "quiz-true-false",
                'a "true_false" question has the two options "True" and "False".',
                "Write them in this order, each with its rationale.",
                "options",
            )
    else:
        low, high = (3, 4) if kind == "single" else (4, 6)
        _check_count(record, "options", len(options), low, high)
    if kind == "multiple":
        if correct < 2 or correct == len(options):
            record.report(
                "quiz-key",
                f'{correct} of {len(options)} options are correct; a "multiple" '
                "question has two or more, and one distractor at least.",
                "",
                "options",
            )
    elif correct != 1:
        verb = "is" if correct == 1 else "are"
        noun = "option" if correct == 1 else "options"
        record.report(
            "quiz-key",
            f'{correct} {noun} {verb} correct; a "{kind}" question has one.',
            "",
            "options",
        )
    texts = [option.text.casefold() for option in options]
    if len(set(texts)) < len(texts):
        record.report(
            "quiz-same-option", "two options have the same text.", "", "options"
        )


def _pair(record: Record) -> Pair:
    pair = Pair(record.text("left"), record.text("right"), record.text("rationale"))
    record.finish()
    return pair


def _gap(record: Record) -> Gap:
    gap = Gap(tuple(_option(child) for child in record.children("options")))
    correct = sum(option.correct for option in gap.options)
    if gap.options and correct != 1:
        record.report(
            "quiz-key", f"{correct} options of the gap are correct; it needs one."
        )
    _check_count(record, "options", len(gap.options), 2, 4)
    record.finish()
    return gap


def _check_gaps(record: Record, text: str, gaps: tuple[Gap, ...]) -> None:
    numbers = [int(number) for number in _GAP.findall(text)]
    if text and numbers != list(range(1, len(gaps) + 1)):
        record.report(
            "quiz-gaps",
            f'"gap_text" has the gaps {numbers or "none"}, but there are '
            f'{len(gaps)} entries in "gaps".',
            "Number them [[1]], [[2]]... in the order of the text.",
            "gap_text",
        )
