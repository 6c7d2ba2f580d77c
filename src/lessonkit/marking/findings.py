"""What was wrong with returned files: located, bounded, without a pupil's name."""

from __future__ import annotations

from pathlib import Path

from lessonkit.model.problem import Place, Problem

#: How many problems of one code are listed for one file, and for all files.
PER_FILE = 20
IN_ALL = 200


def printable(text: str, limit: int = 40) -> str:
    """Return what a pupil wrote so that it can stand in a message.

    Control characters could steer the terminal that shows the message.
    """
    shown = text if len(text) <= limit else text[:limit] + "…"
    return "".join(mark if mark.isprintable() else "?" for mark in shown)


class Findings:
    """Collects problems, so many that a million bad rows fill no memory.

    :ivar more: how many problems are not listed.
    """

    def __init__(self) -> None:
        self._problems: list[Problem] = []
        self._counts: dict[tuple[str, str], int] = {}
        self.more = 0

    def __len__(self) -> int:
        return len(self._problems) + self.more

    def add(
        self, path: Path, code: str, message: str, hint: str = "", *, line: int = 1
    ) -> None:
        """Note one problem of a returned file."""
        shown = printable(path.as_posix(), 500)
        count = self._counts.get((shown, code), 0)
        if count >= PER_FILE or len(self._problems) >= IN_ALL:
            self.more += 1
            return
        self._counts[shown, code] = count + 1
        self._problems.append(Problem(Place(shown, line), code, message, hint))

    def extend(self, problems: list[Problem]) -> None:
        """Add problems of the course's own files."""
        self._problems += problems

    def sorted(self) -> list[Problem]:
        """Return the listed problems by place."""
        return sorted(set(self._problems))
