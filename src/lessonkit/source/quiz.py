"""Read a quiz file into the model."""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath

from lessonkit.model.problem import Problem
from lessonkit.model.quiz import (
    CHOICE_TYPES,
    QUESTION_TYPES,
    ChatChoice,
    ChatMessage,
    ChatStep,
    ConfidenceItem,
    Gap,
    Option,
    Pair,
    Question,
    Quiz,
)
from lessonkit.source.bands import check_band
from lessonkit.source.record import Record, check_unique
from lessonkit.source.yamltext import read_text, read_yaml

NEEDS = (
    "picture-of-me",
    "threat",
    "fake-of-me",
    "i-made-one",
    "friend",
    "my-child",
    "my-pupil",
)
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
        steps = tuple(_step(child) for child in record.children("steps"))
        fields["steps"] = steps
        _check_scenario(record, steps)
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


def _step(record: Record) -> ChatStep:
    messages = []
    for child in record.children("messages"):
        messages.append(ChatMessage(child.text("from"), child.text("text")))
        child.finish()
    choices = []
    for child in record.children("choices", required=False):
        choices.append(
            ChatChoice(
                child.text("text"),
                child.flag("best"),
                child.text("rationale"),
                child.text("goes_to"),
            )
        )
        child.finish()
    need = record.choice("help_need", NEEDS, required=not choices)
    step = ChatStep(record.identifier(), tuple(messages), tuple(choices), need)
    record.finish()
    return step


def _check_scenario(record: Record, steps: tuple[ChatStep, ...]) -> None:
    """Check that every path goes somewhere, ends, and ends at help."""
    if not steps:
        return
    check_unique(
        [(step.id, record.place("steps", n)) for n, step in enumerate(steps)],
        "step",
        record.problems,
    )
    by_id = {step.id: n for n, step in enumerate(steps)}
    for n, step in enumerate(steps):
        for m, choice in enumerate(step.choices):
            if choice.goes_to not in by_id:
                record.report(
                    "quiz-scenario-step",
                    f'the choice goes to "{choice.goes_to}", which is no step.',
                    f"Steps: {', '.join(by_id)}.",
                    "steps",
                    n,
                    "choices",
                    m,
                    "goes_to",
                )
        if step.choices and not any(choice.best for choice in step.choices):
            record.report(
                "quiz-scenario-best",
                "no choice of this step is the best one.",
                'Mark one with "best: true".',
                "steps",
                n,
            )
        if len(step.choices) == 1 or len(step.choices) > 4:
            record.report(
                "quiz-count",
                f"the step has {len(step.choices)} choices; 2 to 4 are allowed.",
                "",
                "steps",
                n,
            )
    reached = _reached(steps, by_id)
    for n, step in enumerate(steps):
        if n not in reached:
            record.report(
                "quiz-scenario-lost",
                f'no choice leads to the step "{step.id}".',
                "Link it, or delete it.",
                "steps",
                n,
            )
    if _has_loop(steps, by_id):
        record.report(
            "quiz-scenario-loop",
            "the choices go round in a circle.",
            "Every path must come to an end with help.",
            "steps",
        )


def _reached(steps: tuple[ChatStep, ...], by_id: dict[str, int]) -> set[int]:
    reached: set[int] = set()
    waiting = [0]
    while waiting:
        number = waiting.pop()
        if number in reached:
            continue
        reached.add(number)
        waiting += [
            by_id[choice.goes_to]
            for choice in steps[number].choices
            if choice.goes_to in by_id
        ]
    return reached


def _has_loop(steps: tuple[ChatStep, ...], by_id: dict[str, int]) -> bool:
    """Peel off the steps that lead on to nothing unpeeled; a circle stays."""
    left = {
        n: {by_id[c.goes_to] for c in s.choices if c.goes_to in by_id}
        for n, s in enumerate(steps)
    }
    while done := [n for n, goes in left.items() if not goes & left.keys()]:
        for n in done:
            del left[n]
    return bool(left)
