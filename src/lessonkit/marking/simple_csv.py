"""Our own form of responses: one row a pupil, letters as on paper.

Columns: ``1``, ``2``... (or the questions' ids), and where wanted ``quiz``, ``pupil``,
``confidence before`` and ``confidence after``. Described in ``docs/grading.md``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lessonkit.marking.findings import printable
from lessonkit.marking.keys import QuizKey, Shelf
from lessonkit.marking.notebooks import NAME_IT, odd_answer
from lessonkit.marking.pupils import Pupils
from lessonkit.marking.submission import Submission
from lessonkit.marking.tables import Row, Table

NAMED = ("quiz", "pupil", "confidence before", "confidence after")
_NUMBER = re.compile(r"q?([0-9]{1,2})")
#: What spreadsheets put before a text so that it is no formula.
_GUARD = "'"


def is_ours(name: str) -> bool:
    """Tell whether a column's name is one of this form, without knowing the quiz."""
    name = name.strip().casefold()
    return name in NAMED or bool(_NUMBER.fullmatch(name))


def read_simple(table: Table, shelf: Shelf, quiz_id: str) -> Iterator[Submission]:
    """Yield a submission for each row that can be read."""
    columns = _Columns(table, shelf, quiz_id)
    if not columns.found:
        return
    pupils = Pupils(table)
    for row in table:
        quiz = columns.quiz_of(row)
        if quiz is None:
            continue
        pupil = columns.cell(row, "pupil")
        if pupil and pupils.seen(f"{quiz.quiz.id} {pupil.casefold()}", row):
            continue
        yield _submission(table, columns, quiz, row)


class _Columns:
    """Which column is what.

    :ivar found: whether any column holds answers.
    """

    def __init__(self, table: Table, shelf: Shelf, quiz_id: str) -> None:
        self.table = table
        self.shelf = shelf
        self.quiz_id = quiz_id
        self.named: dict[str, int] = {}
        # The quiz of the option, or of the first row, says which ids there are.
        for place, name in enumerate(table.header):
            if name.casefold() in NAMED:
                self.named.setdefault(name.casefold(), place)
        ahead = table.look_ahead(1)
        quiz = shelf.get(self.cell(ahead[0], "quiz") if ahead else "")
        quiz = quiz or shelf.get(quiz_id)
        self.places: dict[int, int] = {}
        unknown = []
        for place, name in enumerate(table.header):
            number = self._number(name, quiz)
            if number and number not in self.places:
                self.places[number] = place
            elif self.named.get(name.casefold()) != place and name:
                unknown.append(name)
        self.found = bool(self.places)
        if not self.found:
            table.findings.add(
                table.path,
                "grade-columns",
                "no column holds answers.",
                "Call them 1, 2, 3... as in docs/grading.md.",
            )
        elif unknown:
            names = ", ".join(f'"{printable(name, 30)}"' for name in unknown[:5])
            table.findings.add(
                table.path,
                "grade-columns",
                f"columns that mean nothing here, or stand there twice: {names}.",
                "They were not read.",
            )

    @staticmethod
    def _number(name: str, quiz: QuizKey | None) -> int:
        last = len(quiz.questions) if quiz else 99
        if found := _NUMBER.fullmatch(name.casefold()):
            number = int(found[1])
            return number if number <= last else 0
        return quiz.number_of.get(name, 0) if quiz else 0

    def cell(self, row: Row, name: str) -> str:
        """Return the cell of a named column; "" without one."""
        place = self.named.get(name, len(row.cells))
        return row.cells[place].strip() if place < len(row.cells) else ""

    def quiz_of(self, row: Row) -> QuizKey | None:
        """Return the quiz of a row."""
        named = self.cell(row, "quiz")
        quiz = self.shelf.get(named or self.quiz_id)
        if quiz is None:
            about = f'the quiz "{printable(named)}" is none of this course.'
            self.table.findings.add(
                self.table.path,
                "grade-quiz",
                about if named else "the row does not say which quiz it is.",
                "" if named else NAME_IT,
                line=row.line,
            )
        return quiz


def _submission(table: Table, columns: _Columns, quiz: QuizKey, row: Row) -> Submission:
    submission = Submission.empty(quiz)
    for number, place in columns.places.items():
        if number > len(quiz.questions):
            continue
        letters = row.cells[place].strip().removeprefix(_GUARD)
        mark = quiz.questions[number - 1].mark_letters(letters)
        submission.marks[number - 1] = mark
        if mark.odd:
            message, hint = odd_answer(number, letters)
            table.findings.add(table.path, "grade-answer", message, hint, line=row.line)
    for when in ("before", "after"):
        letters = columns.cell(row, f"confidence {when}").removeprefix(_GUARD)
        levels = quiz.confidence(letters)
        if levels is None:
            table.findings.add(
                table.path,
                "grade-answer",
                f"how sure the pupil was {when} the lesson cannot be read.",
                "One letter from A to D for each statement.",
                line=row.line,
            )
        elif when == "before":
            submission.before = levels
        else:
            submission.after = levels
    return submission
