"""Measure ``lessonkit grade`` against nbgrader's autograde: same quiz, same run.

Prints ratios: seconds differ from machine to machine, ratios hardly do. The notebooks
are those that ``nbgrader generate_assignment`` released, with answers drawn by chance.
Times are CPU seconds of a program and all that it starts, so that other work on the
machine does not count; neither does the time that nbgrader waits for its kernels.

* theirs: what one further submission costs ``nbgrader autograde``; its own start-up is
  taken off. It starts a kernel for each.
* ours: the whole command ``lessonkit grade``, start-up and reports included.

First both mark the same submissions: a ratio between two programs that do not agree
would say nothing.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path
from typing import NamedTuple

from lessonkit.export.notebook import export_nbgrader
from lessonkit.marking.keys import QuizKey
from lessonkit.model.course import Course
from lessonkit.model.quiz import Quiz
from lessonkit.source.quiz import read_quiz

ROOT = Path(__file__).parents[1]
QUIZ = "11-13/no-to-nudifying"
NAME = QUIZ.replace("/", "-")
THEIR_PUPILS = 20
SIZES = (1_000, 10_000)
MIN_RATIO = 2_000
MAX_GROWTH = 1.10


class Cost(NamedTuple):
    """What a command took.

    :param cpu: seconds of work; ``wall`` are those on the clock.
    :param peak: the most memory, in KB.
    """

    cpu: float
    wall: float
    peak: int


def run(command: list[str], folder: Path) -> Cost:
    """Run a command and everything that it starts."""
    environment = {**os.environ, "HOME": str(folder), "JUPYTER_PLATFORM_DIRS": "1"}
    programs = str(Path(sys.executable).parent)
    environment["PATH"] = os.pathsep.join([programs, os.environ["PATH"]])
    with (folder / "output.txt").open("w+", encoding="utf-8") as output:
        start = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=folder, env=environment, stdout=output, stderr=output
        )
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            output.seek(0)
            sys.exit(f"bench: {' '.join(command)} failed\n{output.read()[-3000:]}")
    return Cost(usage.ru_utime + usage.ru_stime, seconds, usage.ru_maxrss)


def released(quiz: Quiz, folder: Path) -> str:
    """Set up an nbgrader course; return the notebook that it gives to pupils."""
    course = Course(root=folder, quizzes={quiz.id: quiz})
    (archive,) = export_nbgrader(course, folder)
    with zipfile.ZipFile(archive) as packed:
        packed.extractall(folder)
    run([sys.executable, "-m", "nbgrader", "generate_assignment", NAME], folder)
    return (folder / "release" / NAME / f"{NAME}.ipynb").read_text("utf-8")


class Pupils:
    """Makes submissions, the same ones in every run.

    :param notebook: what was handed out.
    """

    def __init__(self, key: QuizKey, notebook: str) -> None:
        self.key = key
        self.notebook = json.loads(notebook)
        self.chance = random.Random(24)

    def letters(self) -> list[str]:
        """Return answers of the right shape, right or wrong by chance."""
        found = []
        for question in self.key.questions:
            places = question.places
            kind = question.question.type
            if kind == "ordering":
                marks = self.chance.sample("ABCDEF"[: len(places)], len(places))
            elif kind == "scenario":
                marks = [self.chance.choice("AB")]
                while not question.mark_letters("".join(marks)).answered:
                    if len(marks) == len(places):
                        marks = []
                    marks.append(self.chance.choice("AB"))
            else:
                marks = [
                    self.chance.choice("ABCDEF"[: len(place.texts)]) for place in places
                ]
            found.append("".join(marks))
        return found

    def hand_in(self, folder: Path, names: range) -> None:
        """Write one submission for each name, as nbgrader lays them out."""
        for name in names:
            letters = self.letters()
            for cell in self.notebook["cells"]:
                number = cell["id"].removeprefix("answer-")
                if cell["id"] != number:
                    answer = letters[int(number) - 1]
                    cell["source"] = f'answer_{number} = "{answer}"\n'
            target = folder / "submitted" / f"p{name:05}" / NAME / f"{NAME}.ipynb"
            target.parent.mkdir(parents=True)
            target.write_text(json.dumps(self.notebook, indent=1) + "\n", "utf-8")


def theirs(pupils: Pupils, folder: Path) -> tuple[float, float]:
    """Return what one further submission costs nbgrader: CPU and clock seconds."""
    command = [sys.executable, "-m", "nbgrader", "autograde", NAME, "--create"]
    pupils.hand_in(folder, range(1))
    run(command, folder)
    # What is marked already is not marked again: this is the start-up alone.
    nothing = run(command, folder)
    pupils.hand_in(folder, range(1, THEIR_PUPILS + 1))
    all_of_them = run(command, folder)
    return (
        (all_of_them.cpu - nothing.cpu) / THEIR_PUPILS,
        (all_of_them.wall - nothing.wall) / THEIR_PUPILS,
    )


def ours(folder: Path) -> Cost:
    """Return what it costs to mark everything handed in: the best of five runs."""
    program = Path(sys.executable).with_name("lessonkit")
    command = [str(program), "--root", str(ROOT), "grade", "submitted"]
    return min(run(command, folder) for _ in range(5))


def check_agreement(folder: Path) -> None:
    """Stop unless nbgrader's points of each question, summed, are ours."""
    with sqlite3.connect(folder / "gradebook.db") as book:
        theirs = dict(
            book.execute(
                "SELECT base_cell.name, AVG(grade.auto_score) FROM grade"
                " JOIN base_cell ON base_cell.id = grade.cell_id GROUP BY 1"
            )
        )
    book.close()
    report = folder / "class-report/questions.csv"
    with report.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            their = theirs[f"points-{row['number']}"]
            if abs(their - float(row["difficulty"])) > 0.001:
                sys.exit(f"bench: the marks of question {row['number']} differ")


def main() -> int:
    """Print the table; return 1 when a figure is outside its limit."""
    argparse.ArgumentParser(description=__doc__.splitlines()[0]).parse_args()
    quiz = read_quiz(ROOT, f"quizzes/{QUIZ}.yml", [])
    assert quiz is not None
    bad = False

    def row(what: str, value: float, limit: float, *, at_least: bool = False) -> None:
        nonlocal bad
        good = value >= limit if at_least else value <= limit
        bad = bad or not good
        sign = ">=" if at_least else "<="
        print(f"{what:<52}{value:>9,.2f}  {sign} {limit:,} {'' if good else 'MISSED'}")

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pupils = Pupils(QuizKey(quiz), released(quiz, folder))
        cpu, wall = theirs(pupils, folder)
        ours(folder)
        check_agreement(folder)
        print(f"nbgrader: {1 / wall:.2f} submissions a second; its marks are ours")
        peaks = []
        for size in SIZES:
            done = len(list((folder / "submitted").iterdir()))
            pupils.hand_in(folder, range(done, size))
            cost = ours(folder)
            peaks.append(cost.peak)
            print(f"ours, {size:,}: {size / cost.wall:,.0f} a second")
            ratio = cpu * size / cost.cpu
            row(f"times nbgrader's rate, {size:,}", ratio, MIN_RATIO, at_least=True)
            print(f"  by the clock: {wall * size / cost.wall:,.0f}")
        row(f"memory, {peaks[1] // 1024} MB at 10,000", peaks[1] / peaks[0], MAX_GROWTH)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
