"""Moodle's responses download: Quiz, Results, Responses, Download as CSV.

Each cell is Moodle's summary of a response, in words; so options are known by their
texts. Moodle writes ``-`` for no response, ``part 1: ...; part 2: ...`` for gaps,
``left -> right; ...`` for pairs, and shortens the lines of an ordering question to
ten characters. A scenario is a question for each step there (``export/moodle.py``);
its path is put together again here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lessonkit.marking.findings import printable
from lessonkit.marking.keys import QuizKey, Shelf
from lessonkit.marking.moodle_words import ResponseReader, fold, readers
from lessonkit.marking.pupils import Pupils
from lessonkit.marking.submission import Submission
from lessonkit.marking.tables import Row, Table

_NUMBERED = re.compile(r"(\D*\D) ?([0-9]{1,3})")
#: What tells pupils apart, the surest first.
_IDENTITY = ("email address", "id number", "username")
NO_RESPONSE = ("", "-")
#: How many rows are looked at to see which quiz a file belongs to.
SAMPLE = 30
_HELP = "Download it in Moodle under Results, Responses, with the question text ticked."


def is_moodles(name: str) -> bool:
    """Tell whether a column's name is one of Moodle's, such as ``Response 3``."""
    return bool(_NUMBERED.fullmatch(name.strip()))


@dataclass(slots=True)
class _Columns:
    """Where the responses are.

    :param responses: places by number of the question.
    :param questions: places of the questions' texts; may be empty.
    :param pupil: the columns that tell pupils apart.
    """

    responses: dict[int, int]
    questions: dict[int, int]
    pupil: list[int] = field(default_factory=list)


def read_moodle(table: Table, shelf: Shelf, quiz_id: str) -> Iterator[Submission]:
    """Yield a submission for each row that can be read."""
    columns = _columns(table)
    if columns is None:
        return
    found = _quiz(table, columns, shelf, quiz_id)
    if found is None:
        return
    quiz, parts = found
    pupils = Pupils(table)
    for row in table:
        responses = {
            number: row.cells[place].strip()
            for number, place in columns.responses.items()
        }
        if all(text in NO_RESPONSE for text in responses.values()):
            continue  # never begun, or the average that Moodle puts at the end
        name = "\n".join(row.cells[place].strip() for place in columns.pupil)
        if name.strip() and pupils.seen(name.casefold(), row):
            continue
        yield _submission(table, row, quiz, parts, responses)


def _columns(table: Table) -> _Columns | None:
    groups: dict[str, dict[int, int]] = {}
    for place, name in enumerate(table.header):
        if found := _NUMBERED.fullmatch(name):
            prefix = found[1].strip().casefold()
            groups.setdefault(prefix, {}).setdefault(int(found[2]), place)
    responses = groups.get("response")
    if responses is None and len(groups) == 1:
        # In another language, and without the questions: there is one group.
        (responses,) = groups.values()
    if responses is None:
        table.findings.add(
            table.path,
            "grade-columns",
            "it cannot be told which columns hold responses.",
            'Set Moodle to English before the download: "Response 1", "Response 2"...',
        )
        return None
    names = [name.casefold() for name in table.header]
    pupil = [names.index(name) for name in _IDENTITY if name in names][:1]
    pupil = pupil or [n for n in (0, 1) if n < min(responses.values())]
    return _Columns(responses, groups.get("question", {}), pupil)


Parts = dict[int, ResponseReader]


def _quiz(
    table: Table, columns: _Columns, shelf: Shelf, quiz_id: str
) -> tuple[QuizKey, Parts] | None:
    """Return the quiz that the responses belong to, and what each column answers."""
    sample = table.look_ahead(SAMPLE)
    best: tuple[int, QuizKey, Parts] | None = None
    for name in [quiz_id] if quiz_id else shelf.ids():
        quiz = shelf.get(name)
        parts = _parts(quiz, columns, sample) if quiz else None
        if quiz is None or parts is None:
            continue
        fits = sum(
            reader.read(row.cells[columns.responses[number]].strip()) is not None
            for row in sample
            for number, reader in parts.items()
            if columns.responses[number] < len(row.cells)
        )
        if fits and (best is None or fits > best[0]):
            best = fits, quiz, parts
    if best is None:
        about = f'the quiz "{printable(quiz_id)}"' if quiz_id else "any quiz here"
        message = f"the responses do not belong to {about}, or not to all of it."
        table.findings.add(table.path, "grade-quiz", message, _HELP)
        return None
    return best[1], best[2]


def _parts(quiz: QuizKey, columns: _Columns, sample: list[Row]) -> Parts | None:
    """Return what each column answers: by the question's text, else by its place."""
    every = readers(quiz)
    if not columns.questions:
        numbers = sorted(columns.responses)
        if len(numbers) != len(every):
            return None
        return dict(zip(numbers, every, strict=True))
    parts: Parts = {}
    for number, place in columns.questions.items():
        if number not in columns.responses:
            continue
        asked = {
            fold(row.cells[place])
            for row in sample
            if place < len(row.cells) and row.cells[place].strip() not in NO_RESPONSE
        }
        for reader in every:
            if any(reader.asks(text) for text in asked):
                parts[number] = reader
    return parts or None


def _submission(
    table: Table, row: Row, quiz: QuizKey, parts: Parts, responses: dict[int, str]
) -> Submission:
    submission = Submission.empty(quiz)
    steps: dict[int, dict[int, int]] = {}
    for number, reader in parts.items():
        text = responses[number]
        if text in NO_RESPONSE:
            continue
        answer = reader.read(text)
        question = reader.question
        if answer is None:
            table.findings.add(
                table.path,
                "grade-answer",
                f'"{printable(text)}" is no answer to question {question.number} '
                f"(Response {number}).",
                reader.hint,
                line=row.line,
            )
        elif reader.step is not None:
            steps.setdefault(question.number, {})[reader.step] = answer
        else:
            submission.marks[question.number - 1] = question.mark(answer)
    for number, chosen in steps.items():
        question = quiz.questions[number - 1]
        if path := _path(question.key["steps"], chosen):
            submission.marks[number - 1] = question.mark(path)
    return submission


def _path(steps: list[list[list[int]]], chosen: dict[int, int]) -> list[int] | None:
    """Return the way through a scenario; None when it leads to no end."""
    here, path = 0, list[int]()
    while steps[here]:
        # Where there is one choice only, Moodle does not ask.
        choice = chosen.get(here, 0 if len(steps[here]) == 1 else None)
        if choice is None or len(path) > len(steps):
            return None
        path.append(choice)
        here = steps[here][choice][1]
    return path
