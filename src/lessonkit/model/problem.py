"""Problems: what is wrong in an author's file, where, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Level = Literal["error", "review"]


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A position in a source file; line and column count from 1.

    :param path: path relative to the project's root, with forward slashes.
    """

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One located mistake.

    :param code: short stable name, documented in ``docs/checks.md``.
    :param message: what is wrong, in plain words, as one sentence.
    :param hint: what to do about it; may be empty.
    :param level: ``error`` blocks; ``review`` blocks until a waiver names a reason.
    """

    place: Place
    code: str
    message: str
    hint: str = ""
    level: Level = "error"

    def __str__(self) -> str:
        hint = f" {self.hint}" if self.hint else ""
        return (
            f"{self.place}: {self.code}: {self.message}{hint} "
            f"See docs/checks.md#{self.code}"
        )
