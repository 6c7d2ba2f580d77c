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
from lessonkit.source.pages import read_lesson


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
    objectives: dict[str, dict[str, str]] = {}
    for tally in outcome.tallies:
        quiz = tally.quiz.quiz
        path = f"lessons/{quiz.id}.md"
        lesson = read_lesson(root, path, []) if (root / path).is_file() else None
        found = lesson.objectives if lesson else ()
        objectives[quiz.id] = {objective.id: objective.text for objective in found}
    return [
        write_html(outcome.tallies, objectives, out / "report.html"),
        *write_csv(outcome.tallies, out),
    ]
