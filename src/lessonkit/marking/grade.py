"""Mark everything that was returned, and write the reports of the class."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from lessonkit.marking.findings import Findings
from lessonkit.marking.keys import Shelf
from lessonkit.marking.report_csv import write_csv
from lessonkit.marking.report_html import write_html
from lessonkit.marking.returned import Returned
from lessonkit.marking.tally import QuizTally
from lessonkit.model.problem import Problem
from lessonkit.source.frontmatter import read_markdown_file


@dataclass(slots=True)
class Outcome:
    """What one run came to.

    :param tallies: by quiz, in the order of their ids.
    :param files: how many files were read.
    :param empty: how many returned a quiz without any answer; they are not counted.
    :param more: how many further problems are not listed.
    """

    tallies: list[QuizTally]
    files: int
    empty: int
    problems: list[Problem]
    more: int

    @property
    def pupils(self) -> int:
        """How many submissions were marked."""
        return sum(tally.pupils for tally in self.tallies)


def grade(
    root: Path, paths: Iterable[Path], *, quiz_id: str = "", out: Path | None = None
) -> Outcome:
    """Mark what lies below the paths; nothing in it is run.

    :param root: the course's folder.
    :param quiz_id: the quiz of files that do not say which one they answer.
    :param out: the folder of reports, which is not searched for responses.
    """
    shelf, findings = Shelf(root), Findings()
    returned = Returned(shelf, findings, quiz_id, out)
    tallies: dict[str, QuizTally] = {}
    empty = 0
    for submission in returned.read(paths):
        if submission.is_empty:
            empty += 1
            continue
        name = submission.quiz.quiz.id
        if name not in tallies:
            tallies[name] = QuizTally(submission.quiz)
        tallies[name].add(submission)
    findings.extend(shelf.problems)
    return Outcome(
        [tallies[name] for name in sorted(tallies)],
        returned.files,
        empty,
        findings.sorted(),
        findings.more,
    )


def write_reports(root: Path, outcome: Outcome, out: Path) -> list[Path]:
    """Write the report as one HTML page and as CSV; return the paths."""
    out.mkdir(parents=True, exist_ok=True)
    ids = [tally.quiz.quiz.id for tally in outcome.tallies]
    objectives = {quiz_id: _objectives(root, quiz_id) for quiz_id in ids}
    return [
        write_html(outcome.tallies, objectives, out / "report.html"),
        *write_csv(outcome.tallies, out),
    ]


def _objectives(root: Path, quiz_id: str) -> dict[str, str]:
    """Return the learning objectives of the quiz's lesson, text by id."""
    path = f"lessons/{quiz_id}.md"
    file = read_markdown_file(root, path, []) if (root / path).is_file() else None
    children = file.record.children("objectives") if file else []
    return {child.identifier(): child.text("text") for child in children}
