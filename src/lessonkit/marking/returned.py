"""Find what was returned, one file after the other, and read each."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from lessonkit.marking.findings import Findings
from lessonkit.marking.keys import Shelf
from lessonkit.marking.moodle_csv import is_moodles, read_moodle
from lessonkit.marking.notebooks import read_notebook
from lessonkit.marking.pupils import salted
from lessonkit.marking.simple_csv import is_ours, read_simple
from lessonkit.marking.submission import Submission
from lessonkit.marking.tables import encoding_of, read_table

SUFFIXES = (".ipynb", ".csv")
#: What may hold returned work, and what to do with it first.
_FIRST = {
    ".zip": "Unpack it first.",
    ".xlsx": "Save it as CSV first.",
    ".xls": "Save it as CSV first.",
    ".ods": "Save it as CSV first.",
}
#: What stands beside nbgrader's ``submitted``: keys, and work that was marked already.
_NOT_RETURNED = frozenset({"source", "release", "autograded", "feedback"})
_MOODLE_FOLDER = "_assignsubmission_file"


class Returned:
    """Walks over files and folders and yields submissions as they are read.

    :param skip: a folder that holds our own reports.
    :ivar files: how many files were opened.
    """

    def __init__(
        self,
        shelf: Shelf,
        findings: Findings,
        quiz_id: str = "",
        skip: Path | None = None,
    ) -> None:
        self.shelf = shelf
        self.findings = findings
        self.quiz_id = quiz_id
        self.skip = skip.resolve() if skip else None
        self.files = 0
        self._pupils: set[int] = set()

    def read(self, paths: Iterable[Path]) -> Iterator[Submission]:
        """Yield every submission below the paths."""
        for path in _apart(paths):
            for file in self._files(path):
                self.files += 1
                if file.suffix.lower() == ".csv":
                    yield from self._table(file)
                elif submission := self._notebook(file):
                    yield submission

    def _files(self, path: Path) -> Iterator[Path]:
        if not path.is_dir():
            if path.suffix.lower() in SUFFIXES and path.is_file():
                yield path
            else:
                self._refuse(path)
            return
        folders = [os.fspath(path)]
        while folders:
            with os.scandir(folders.pop()) as found:
                entries = sorted(found, key=lambda entry: entry.name)
            below = [entry for entry in entries if entry.is_dir(follow_symlinks=False)]
            beside = {entry.name for entry in below}
            skipped = _NOT_RETURNED if "submitted" in beside else frozenset()
            folders += [
                entry.path
                for entry in reversed(below)
                if not entry.name.startswith(".")
                and entry.name not in skipped
                and not self._is_ours(entry)
            ]
            for entry in entries:
                suffix = os.path.splitext(entry.name)[1].lower()  # noqa: PTH122
                if entry.name.startswith(".") or entry.name in beside:
                    continue
                if suffix in _FIRST:
                    self._refuse(Path(entry.path))
                elif suffix in SUFFIXES and entry.is_symlink():
                    message = "it is a link to another file, and was not followed."
                    self.findings.add(Path(entry.path), "grade-file", message)
                elif suffix in SUFFIXES and entry.is_file():
                    yield Path(entry.path)

    def _is_ours(self, entry: os.DirEntry[str]) -> bool:
        """Tell whether a folder is the one of our own reports."""
        return (
            self.skip is not None
            and entry.name == self.skip.name
            and Path(entry.path).resolve() == self.skip
        )

    def _refuse(self, file: Path) -> None:
        self.findings.add(
            file,
            "grade-file",
            "it is neither a notebook (.ipynb) nor a CSV file.",
            _FIRST.get(file.suffix.lower(), ""),
        )

    def _notebook(self, file: Path) -> Submission | None:
        submission = read_notebook(file, self.shelf, self.findings, self.quiz_id)
        pupil = pupil_of(file)
        if submission is None or not pupil:
            return submission
        mark = salted(f"{submission.quiz.quiz.id} {pupil}")
        if mark in self._pupils:
            self.findings.add(
                file,
                "grade-twice",
                "this pupil returned the quiz before. This file was left out.",
                "Delete the other file if this one is to count.",
            )
            return None
        self._pupils.add(mark)
        return submission

    def _table(self, file: Path) -> Iterator[Submission]:
        try:
            encoding = encoding_of(file)
            with file.open(encoding=encoding, errors="replace", newline="") as text:
                table = read_table(
                    text, file, self.findings, lambda name: _column(name) > 0
                )
                if table is None:
                    return
                if not table.look_ahead(1):
                    message = "there is no row below the first one."
                    self.findings.add(file, "grade-row", message)
                    return
                kinds = {_column(name) for name in table.header}
                if 1 in kinds:
                    yield from read_simple(table, self.shelf, self.quiz_id)
                elif 2 in kinds:
                    yield from read_moodle(table, self.shelf, self.quiz_id)
                else:
                    self.findings.add(
                        file,
                        "grade-columns",
                        "these are not the columns of responses: no column is called "
                        '"1" or "Response 1".',
                        "See docs/grading.md for the two forms.",
                    )
        except OSError as error:
            message = f"it cannot be opened: {error.strerror}."
            self.findings.add(file, "grade-file", message)


def _column(name: str) -> int:
    """Return 1 for a column of our own form, 2 for one of Moodle's, 0 for neither."""
    return 1 if is_ours(name) else 2 if is_moodles(name) else 0


def pupil_of(file: Path) -> str:
    """Return the folder that stands for a pupil; "" where no folder does.

    nbgrader: ``submitted/<pupil>/<assignment>/``. Moodle's download of an assignment:
    ``<name>_<number>_assignsubmission_file/``.
    """
    folders = file.parts[:-1]
    for place, folder in enumerate(folders):
        if folder.rstrip("_").endswith(_MOODLE_FOLDER):
            return folder
        if folder == "submitted" and place + 1 < len(folders):
            return folders[place + 1]
    return ""


def _apart(paths: Iterable[Path]) -> list[Path]:
    """Leave out what lies in another path: nothing is read twice."""
    known = list(dict.fromkeys(path.resolve() for path in paths))
    return [
        path
        for path in dict.fromkeys(paths)
        if not any(parent in known for parent in path.resolve().parents)
    ]
