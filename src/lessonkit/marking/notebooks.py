"""Read a returned notebook as JSON. No kernel is started and no cell is run."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from lessonkit.marking.answer_cell import read_answer_cell
from lessonkit.marking.findings import Findings, printable
from lessonkit.marking.keys import QuizKey, Shelf
from lessonkit.marking.submission import Submission

#: Ours have 30 KB. What is larger holds outputs that nobody needs.
MAX_BYTES = 4 * 1024 * 1024
MAX_CELLS = 2000
_ANSWER_LINE = re.compile(r"[ \t]*answer_([0-9]{1,2})[ \t]*=")
NAME_IT = "Name it: --quiz 11-13/no-to-nudifying"
_CLEAR = "Clear all outputs and save it again."


def read_notebook(
    path: Path, shelf: Shelf, findings: Findings, quiz_id: str = ""
) -> Submission | None:
    """Return what the notebook answers; None, with a problem, if that is unknown.

    :param quiz_id: the quiz of a notebook that does not say its own.
    """
    cells, named = _load(path, findings)
    if cells is None:
        return None
    quiz = shelf.get(named or quiz_id)
    if quiz is None:
        if named:
            shown = printable(str(named))
            message, hint = f'its quiz "{shown}" is none of this course.', ""
        else:
            message, hint = "it does not say which quiz it is.", NAME_IT
        findings.add(path, "grade-quiz", message, hint)
        return None
    sources, confident = _answer_cells(cells, quiz)
    if not sources:
        findings.add(
            path,
            "grade-file",
            "no answer cell is left in this notebook.",
            "Ask for it again, made from the one that was handed out.",
        )
        return None
    submission = Submission.empty(quiz)
    for number, source in sources.items():
        _mark(path, submission, number, source, findings)
    for when, source in confident.items():
        cell = read_answer_cell(source, f"confidence_{when}")
        levels = quiz.confidence(cell.letters or "")
        if levels is None:
            findings.add(
                path,
                "grade-answer",
                f"how sure the pupil was {when} the lesson cannot be read.",
                "One letter from A to D for each statement.",
            )
        elif when == "before":
            submission.before = levels
        else:
            submission.after = levels
    return submission


def _mark(
    path: Path, submission: Submission, number: int, source: str, findings: Findings
) -> None:
    """Mark one answer cell."""
    question = submission.quiz.questions[number - 1]
    cell = read_answer_cell(source, f"answer_{number}")
    if cell.has_code:
        read = "was not read" if cell.letters is None else "was read all the same"
        findings.add(
            path,
            "grade-code",
            f"the answer cell of question {number} holds code. It was not run; "
            f"the answer {read}.",
            "Look at the cell, and talk to the pupil.",
        )
    elif cell.letters is None:
        findings.add(
            path,
            "grade-answer",
            f"the answer cell of question {number} {cell.fault}.",
            "It counts as not answered.",
        )
    if cell.letters is not None:
        mark = question.mark_letters(cell.letters)
        submission.marks[number - 1] = mark
        if mark.odd:
            findings.add(path, "grade-answer", *odd_answer(number, cell.letters))


def odd_answer(number: int, letters: str) -> tuple[str, str]:
    """Return message and hint for letters that do not fit the question."""
    return (
        f'"{printable(letters, 20)}" does not answer the whole of question {number}.',
        "What is missing or not offered earns nothing.",
    )


class _Refused(Exception):
    """Raised for what is no notebook; holds message, hint and line."""

    def __init__(self, message: str, hint: str = "", line: int = 1) -> None:
        super().__init__(message)
        self.message, self.hint, self.line = message, hint, line


def _load(path: Path, findings: Findings) -> tuple[list[Any] | None, Any]:
    """Return the notebook's cells and the quiz that it names."""
    try:
        with path.open("rb", buffering=0) as file:
            if os.fstat(file.fileno()).st_size > MAX_BYTES:
                raise _Refused(f"it is larger than {MAX_BYTES // 1024**2} MB.", _CLEAR)
            notebook = _parsed(file.read())
        cells = notebook.get("cells") if isinstance(notebook, dict) else None
        if not isinstance(cells, list):
            raise _Refused("it is no notebook of format 4: it has no list of cells.")
        if len(cells) > MAX_CELLS:
            raise _Refused(f"it has more than {MAX_CELLS:,} cells.")
    except _Refused as no:
        findings.add(path, "grade-file", no.message, no.hint, line=no.line)
        return None, None
    except OSError as error:
        findings.add(path, "grade-file", f"it cannot be opened: {error.strerror}.")
        return None, None
    metadata = notebook.get("metadata")
    ours = metadata.get("lessonkit") if isinstance(metadata, dict) else None
    return cells, ours.get("quiz") if isinstance(ours, dict) else None


def _parsed(data: bytes) -> Any:
    """Return the file's JSON.

    :raises _Refused: with the reason when it is none.
    """
    if not data.strip():
        raise _Refused("it is empty.", "Ask for the file again.")
    try:
        return json.loads(data)
    except json.JSONDecodeError as error:
        at_end = error.pos >= len(error.doc.rstrip()) - 1
        if at_end or "Unterminated" in error.msg:
            again = "Ask for the file again."
            raise _Refused("it stops in the middle.", again, error.lineno) from None
        raise _Refused(f"it is no notebook: {error.msg}.", "", error.lineno) from None
    except UnicodeDecodeError:
        raise _Refused("it is no notebook: its text is not UTF-8.") from None
    except ValueError:
        raise _Refused("it is no notebook: a number in it is too long.") from None
    except RecursionError:
        raise _Refused("it is nested too deeply for a notebook.") from None


def _answer_cells(
    cells: Iterable[Any], quiz: QuizKey
) -> tuple[dict[int, str], dict[str, str]]:
    """Return the answer cells by question and those about confidence by time.

    Where a program has dropped our marks, the cell that begins with the answer's
    name is taken. Of two cells for one question the later counts, as it would if
    somebody ran them.
    """
    marked: dict[int, str] = {}
    loose: dict[int, str] = {}
    confident: dict[str, str] = {}
    for cell in cells:
        if not isinstance(cell, dict) or cell.get("cell_type") != "code":
            continue
        source = cell.get("source")
        number, when = _whose(cell, quiz)
        if number:
            marked[number] = _text(source)
        elif when:
            confident[when] = _text(source)
        elif found := _ANSWER_LINE.match(_first_line(source)):
            loose[int(found[1])] = _text(source)
    loose = {n: text for n, text in loose.items() if 1 <= n <= len(quiz.questions)}
    return {**loose, **marked}, confident


def _text(source: object) -> str:
    """Return a cell's source, which is a text or a list of lines."""
    try:
        return source if isinstance(source, str) else "".join(source)  # type: ignore[arg-type]
    except TypeError:
        return ""


def _first_line(source: object) -> str:
    first = source[0] if isinstance(source, list) and source else source
    return first if isinstance(first, str) else ""


def _whose(cell: dict[str, Any], quiz: QuizKey) -> tuple[int, str]:
    """Return the number of the question, or when confidence is asked; 0 and ""."""
    metadata = cell.get("metadata")
    metadata = metadata if isinstance(metadata, dict) else {}
    ours = metadata.get("lessonkit")
    if isinstance(ours, dict):
        question, when = ours.get("question"), ours.get("confidence")
        if isinstance(question, str) and question in quiz.number_of:
            return quiz.number_of[question], ""
        if when in ("before", "after"):
            return 0, str(when)
    theirs = metadata.get("nbgrader")
    grade_id = theirs.get("grade_id") if isinstance(theirs, dict) else None
    for name in (grade_id, cell.get("id")):
        if isinstance(name, str) and name in quiz.cells:
            return quiz.cells[name], ""
    return 0, ""
