"""Read CSV as schools' programs write it: row by row, whatever the separator.

A quote that is never closed would swallow all the rows below it; here it costs its own
row only.
"""

from __future__ import annotations

import codecs
import csv
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

from lessonkit.marking.findings import Findings

SEPARATORS = (",", ";", "\t")
#: A row of 100 questions with long texts has 20,000 characters.
MAX_LINE = 256 * 1024
#: How many lines one row may have (a question's text has several).
MAX_ROW_LINES = 100
MAX_COLUMNS = 500
_CHUNK = 1024 * 1024


@dataclass(slots=True)
class Row:
    """One row and the line at which it begins."""

    line: int
    cells: list[str]

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing in it."""
        return not any(cell.strip() for cell in self.cells)


@dataclass(slots=True)
class Table:
    """A CSV file that is being read.

    :param rows: the rows below the first one; read once, while they are asked for.
    """

    path: Path
    header: list[str]
    rows: Iterator[Row]
    findings: Findings
    sample: list[Row] = field(default_factory=list)

    def look_ahead(self, count: int) -> list[Row]:
        """Return the first rows without using them up."""
        while len(self.sample) < count and (row := next(self.rows, None)):
            self.sample.append(row)
        return self.sample

    def __iter__(self) -> Iterator[Row]:
        """Yield each row that has as many cells as the first one has columns."""
        ahead, self.sample = self.sample, []
        width = len(self.header)
        for source in (ahead, self.rows):
            for row in source:
                if row.is_blank:
                    continue
                if any(cell.strip() for cell in row.cells[width:]):
                    self.findings.add(
                        self.path,
                        "grade-row",
                        f"the row has {len(row.cells)} cells, the first row {width}. "
                        "It was left out.",
                        "A text with a separator in it needs quotes.",
                        line=row.line,
                    )
                    continue
                row.cells += [""] * (width - len(row.cells))
                yield row


def encoding_of(path: Path) -> str:
    """Return the file's encoding: what its first bytes say, or UTF-8, or Windows's."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as file:
        chunk = file.read(_CHUNK)
        if chunk.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return "utf-16"
        try:
            while chunk:
                decoder.decode(chunk)
                chunk = file.read(_CHUNK)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8-sig"


def read_table(
    file: TextIO, path: Path, findings: Findings, known: Callable[[str], bool]
) -> Table | None:
    """Read the first row; the others follow while the table is walked.

    :param known: tells whether a column's name means something; the separator that
        gives most of those is taken.
    """
    lines = _Lines(file, path, findings)
    first = lines.take()
    if first and first.lower().startswith("sep="):  # a habit of spreadsheets
        first = lines.take()
    if first is None:
        findings.add(path, "grade-columns", "the file is empty.")
        return None
    lines.give_back([first])

    def columns_known(mark: str) -> int:
        cells = next(csv.reader([first], delimiter=mark), [])
        return sum(map(known, cells))

    separator = max(SEPARATORS, key=columns_known)
    rows = _rows(lines, separator)
    header = next(rows, Row(1, [])).cells
    if len(header) > MAX_COLUMNS:
        message = f"the first row has more than {MAX_COLUMNS} columns."
        findings.add(path, "grade-columns", message)
        return None
    return Table(path, [name.strip() for name in header], rows, findings)


def _rows(lines: _Lines, separator: str) -> Iterator[Row]:
    while True:
        start, used = lines.number + 1, list[str]()
        feed = lines.some(used)
        try:
            cells = next(csv.reader(feed, delimiter=separator, strict=True), None)
        except csv.Error:
            lines.give_back(used[1:])
            lines.findings.add(
                lines.path,
                "grade-row",
                "a quote in this row is opened and never closed, or a text is too "
                "long. The row was left out.",
                line=start,
            )
            continue
        if cells is None:
            return
        yield Row(start, cells)


class _Lines:
    """The lines of a file, none longer than a row can be.

    :ivar number: how many lines have been taken.
    """

    def __init__(self, file: TextIO, path: Path, findings: Findings) -> None:
        self.file = file
        self.path = path
        self.findings = findings
        self.number = 0
        self._waiting: deque[str] = deque()

    def take(self) -> str | None:
        """Return the next line; None at the end. A line too long becomes empty."""
        line = self._waiting.popleft() if self._waiting else self._read()
        self.number += line is not None
        return line

    def give_back(self, lines: list[str]) -> None:
        """Let lines be taken once more."""
        self._waiting.extendleft(reversed(lines))
        self.number -= len(lines)

    def some(self, used: list[str]) -> Iterator[str]:
        """Yield as many lines as one row may have, and note them in ``used``."""
        while len(used) < MAX_ROW_LINES and (line := self.take()) is not None:
            used.append(line)
            yield line

    def _read(self) -> str | None:
        line = self.file.readline(MAX_LINE)
        if len(line) < MAX_LINE or line.endswith("\n"):
            return line or None
        while line and not line.endswith("\n"):
            line = self.file.readline(MAX_LINE)
        message = f"the line has more than {MAX_LINE:,} characters. It was left out."
        self.findings.add(self.path, "grade-row", message, line=self.number + 1)
        return "\n"
