"""The class report as CSV: questions, choices and confidence, each in a file.

A spreadsheet runs a cell that begins like a formula, so no text is written as one.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from lessonkit.marking.tally import QuizTally
from lessonkit.source.inline import plain_text

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%", "＝", "＋", "－", "＠")
Cell = str | int | float | None


def safe_cell(cell: Cell) -> str | int | float:
    """Return a cell that no spreadsheet takes for a formula."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        text = "".join(mark for mark in cell if mark.isprintable())
        return f"'{text}" if cell.lstrip().startswith(_FORMULA) else text
    return cell


def write_csv(tallies: Sequence[QuizTally], out: Path) -> list[Path]:
    """Write the three files; return their paths.

    Groups that are too small have no row.
    """
    shown = [tally for tally in tallies if tally.shown]
    tables = {
        "questions.csv": (
            "quiz,number,id,objective,type,stem,pupils,answered,difficulty,"
            "discrimination",
            _questions(shown),
        ),
        "choices.csv": (
            "quiz,number,id,place,choice,right,count,share",
            _choices(shown),
        ),
        "confidence.csv": (
            "quiz,statement,level,before,after,surer,same,less sure",
            _confidence(shown),
        ),
    }
    written = []
    for name, (header, rows) in tables.items():
        path = out / name
        # The mark at the beginning tells spreadsheets that this is UTF-8.
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(header.split(","))
            writer.writerows([safe_cell(cell) for cell in row] for row in rows)
        written.append(path)
    return written


def _questions(tallies: Iterable[QuizTally]) -> Iterator[list[Cell]]:
    for tally in tallies:
        for result in tally.results():
            question = result.key.question
            found = result.discrimination
            yield [
                tally.quiz.quiz.id,
                result.key.number,
                question.id,
                question.objective,
                question.type,
                plain_text(question.stem),
                tally.pupils,
                result.answered,
                round(result.difficulty, 3),
                None if found is None else round(found, 3),
            ]


def _choices(tallies: Iterable[QuizTally]) -> Iterator[list[Cell]]:
    for tally in tallies:
        for result in tally.results():
            for place in result.places:
                rows = zip(
                    place.choices.texts,
                    place.choices.right,
                    place.counts,
                    strict=True,
                )
                for text, right, count in rows:
                    yield [
                        tally.quiz.quiz.id,
                        result.key.number,
                        result.key.question.id,
                        place.choices.label,
                        text,
                        "right" if right else "",
                        count,
                        round(count / result.answered, 3),
                    ]


def _confidence(tallies: Iterable[QuizTally]) -> Iterator[list[Cell]]:
    for tally in tallies:
        for statement in tally.confidence:
            if not statement.shown:
                continue
            levels = zip("ABCD", statement.before, statement.after, strict=True)
            for level, before, after in levels:
                yield [
                    tally.quiz.quiz.id,
                    statement.text,
                    level,
                    before,
                    after,
                    statement.surer,
                    statement.same,
                    statement.less_sure,
                ]
