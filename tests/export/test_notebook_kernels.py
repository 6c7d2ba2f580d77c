"""The notebooks in programs that are not ours: nbval, and nbgrader's own autograde."""

import os
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from pathlib import Path

import nbformat
import pytest
from tests.quiz.sample import ANSWERS, QUIZ

from lessonkit.export.notebook import export_nbgrader, practice_notebook
from lessonkit.grading import answer_key, presented_order, score, write_letters
from lessonkit.model.course import Course

pytestmark = pytest.mark.lms
ASSIGNMENT = "11-13-sample"
PUPILS = {"right": 0, "partly": 1, "wrong": 2}


def run(command, folder):
    environment = {
        **os.environ,
        "HOME": str(folder),
        "JUPYTER_PLATFORM_DIRS": "1",
        # nbgrader calls alembic by its name.
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
    }
    done = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def answer_of(question, which):
    answer = ANSWERS[question.id][which]
    return ANSWERS[question.id][0] if answer is None else answer


def test_nbval_gets_the_stored_outputs_again(tmp_path):
    nbformat.write(practice_notebook(QUIZ), tmp_path / "quiz.ipynb")
    run(["pytest", "--nbval", "-q", "-p", "no:randomly", "quiz.ipynb"], tmp_path)


def test_nbval_sees_a_changed_output(tmp_path):
    notebook = practice_notebook(QUIZ)
    notebook.cells[-1].outputs[0].text = "7.00 of 7 points.\n"
    nbformat.write(notebook, tmp_path / "quiz.ipynb")
    with pytest.raises(AssertionError, match="1 failed"):
        run(["pytest", "--nbval", "-q", "-p", "no:randomly", "quiz.ipynb"], tmp_path)


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """Generate the assignment, hand it in for three pupils, autograde it."""
    folder = tmp_path_factory.mktemp("nbgrader")
    course = Course(root=folder, quizzes={QUIZ.id: QUIZ})
    (archive,) = export_nbgrader(course, folder)
    with zipfile.ZipFile(archive) as packed:
        packed.extractall(folder)
    run(["nbgrader", "generate_assignment", ASSIGNMENT, "--create"], folder)
    released = folder / "release" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
    for pupil, which in PUPILS.items():
        notebook = nbformat.read(released, as_version=4)
        for number, question in enumerate(QUIZ.questions, 1):
            key, order = answer_key(question), presented_order(QUIZ.id, question)
            letters = write_letters(key, order, answer_of(question, which))
            cell = next(c for c in notebook.cells if c.id == f"answer-{number}")
            cell.source = cell.source.replace('""', f'"{letters}"')
        target = folder / "submitted" / pupil / ASSIGNMENT / released.name
        target.parent.mkdir(parents=True)
        nbformat.write(notebook, target)
    run(["nbgrader", "autograde", ASSIGNMENT, "--create"], folder)
    yield folder
    shutil.rmtree(folder)


def test_the_released_notebook_holds_no_key(graded):
    released = graded / "release" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
    text = released.read_text("utf-8")
    assert '\\"keys\\"' not in text.replace('key[\\"keys\\"]', "")
    assert "HIDDEN TESTS" not in text
    assert "NotImplementedError" not in text


@pytest.mark.parametrize("pupil", PUPILS)
def test_autograde_gives_our_points_for_every_question(graded, pupil):
    with sqlite3.connect(graded / "gradebook.db") as book:
        rows = book.execute(
            "SELECT base_cell.name, grade.auto_score FROM grade"
            " JOIN base_cell ON base_cell.id = grade.cell_id"
            " JOIN submitted_notebook ON submitted_notebook.id = grade.notebook_id"
            " JOIN submitted_assignment"
            " ON submitted_assignment.id = submitted_notebook.assignment_id"
            " WHERE submitted_assignment.student_id = ?",
            (pupil,),
        ).fetchall()
    book.close()
    want = {
        f"points-{number}": pytest.approx(
            float(score(answer_key(q), answer_of(q, PUPILS[pupil])))
        )
        for number, q in enumerate(QUIZ.questions, 1)
    }
    assert dict(rows) == want
