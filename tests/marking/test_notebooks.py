"""Returned notebooks get the marks that grading gives, whatever programs do to them."""

import pytest
from tests.marking.returning import (
    letters_of,
    notebook,
    points_of,
    sample_shelf,
    write,
)
from tests.quiz.sample import QUIZ

from lessonkit.marking.findings import Findings
from lessonkit.marking.notebooks import read_notebook
from lessonkit.marking.returned import Returned, pupil_of


def read(path, quiz_id=""):
    findings = Findings()
    submission = read_notebook(path, sample_shelf(path.parent), findings, quiz_id)
    return submission, findings.sorted()


@pytest.mark.parametrize("which", [0, 1, 2], ids=["right", "partly", "wrong"])
def test_a_notebook_gets_the_points_of_the_rules(tmp_path, which):
    path = write(tmp_path / "quiz.ipynb", notebook(letters_of(which)))
    submission, problems = read(path)
    assert problems == []
    assert [mark.points for mark in submission.marks] == points_of(which)
    assert all(mark.answered for mark in submission.marks)


def test_an_untouched_notebook_answers_nothing(tmp_path):
    submission, problems = read(write(tmp_path / "quiz.ipynb", notebook([])))
    assert problems == []
    assert submission.is_empty


def test_confidence_is_read_before_and_after(tmp_path):
    text = notebook(letters_of(0), before="A B", after="d-")
    submission, problems = read(write(tmp_path / "quiz.ipynb", text))
    assert problems == []
    assert submission.before == (0, 1)
    assert submission.after == (3, None)


def drop_metadata(made):
    for cell in made["cells"]:
        cell["metadata"] = {}


def drop_all_marks(made):
    drop_metadata(made)
    for cell in made["cells"]:
        del cell["id"]


def split_lines(made):
    for cell in made["cells"]:
        cell["source"] = cell["source"].splitlines(keepends=True)


def only_nbgrader(made):
    drop_all_marks(made)
    cells = [c for c in made["cells"] if c["source"].startswith("answer_")]
    for number, cell in enumerate(cells, 1):
        cell["metadata"] = {"nbgrader": {"grade_id": f"answer-{number}"}}


def other_way_round(made):
    made["cells"].reverse()


@pytest.mark.parametrize(
    "change",
    [drop_metadata, drop_all_marks, split_lines, only_nbgrader, other_way_round],
)
def test_what_other_programs_do_to_a_notebook_changes_no_mark(tmp_path, change):
    path = write(tmp_path / "quiz.ipynb", notebook(letters_of(1), change=change))
    submission, problems = read(path)
    assert problems == []
    assert [mark.points for mark in submission.marks] == points_of(1)


def test_the_later_of_two_cells_for_a_question_counts(tmp_path):
    def twice(made):
        cell = next(c for c in made["cells"] if c["id"] == "answer-1")
        made["cells"].append({**cell, "source": 'answer_1 = "A"', "id": "again"})

    path = write(tmp_path / "quiz.ipynb", notebook(letters_of(0), change=twice))
    submission, _ = read(path)
    assert submission.marks[0].chosen == ((0, 0),)


def test_the_option_names_the_quiz_of_a_notebook_that_does_not(tmp_path):
    def forget(made):
        made["metadata"] = {}

    path = write(tmp_path / "quiz.ipynb", notebook(letters_of(0), change=forget))
    assert read(path)[0] is None
    submission, problems = read(path, QUIZ.id)
    assert problems == []
    assert [mark.points for mark in submission.marks] == points_of(0)


def test_a_file_that_cannot_be_opened_is_reported(tmp_path):
    submission, problems = read(tmp_path / "gone.ipynb")
    assert submission is None
    assert problems[0].code == "grade-file"


def test_a_pupils_second_notebook_is_left_out(tmp_path):
    for name in ("submitted/ada/hw/quiz.ipynb", "submitted/ada/hw/quiz-Copy1.ipynb"):
        write(tmp_path / name, notebook(letters_of(0)))
    write(tmp_path / "submitted/grace/hw/quiz.ipynb", notebook(letters_of(0)))
    findings = Findings()
    read_all = Returned(sample_shelf(tmp_path), findings).read([tmp_path])
    assert len(list(read_all)) == 2
    assert [problem.code for problem in findings.sorted()] == ["grade-twice"]


def test_keys_and_marked_work_beside_nbgraders_folder_are_not_counted(tmp_path):
    for folder in ("submitted/ada", "source", "release", "autograded/ada", ".hidden"):
        write(tmp_path / folder / "hw/quiz.ipynb", notebook(letters_of(0)))
    write(tmp_path / "submitted/ada/hw/.ipynb_checkpoints/x.ipynb", notebook([]))
    returned = Returned(sample_shelf(tmp_path), Findings())
    assert len(list(returned.read([tmp_path]))) == 1
    assert returned.files == 1


def test_nothing_is_read_twice_when_paths_overlap(tmp_path):
    path = write(tmp_path / "a/quiz.ipynb", notebook(letters_of(0)))
    returned = Returned(sample_shelf(tmp_path), Findings())
    paths = [tmp_path, path, tmp_path / "a", tmp_path]
    assert len(list(returned.read(paths))) == 1


@pytest.mark.parametrize(
    ("path", "pupil"),
    [
        ("course/submitted/ada/hw/quiz.ipynb", "ada"),
        ("Ada Lovelace_17_assignsubmission_file/quiz.ipynb", "Ada Lovelace_17_"),
        ("Ada_17_assignsubmission_file_/quiz.ipynb", "Ada_17_"),
        ("class/ada.ipynb", ""),
        ("submitted/quiz.ipynb", ""),
    ],
)
def test_a_folder_stands_for_a_pupil_where_it_is_known_to(tmp_path, path, pupil):
    assert pupil_of(tmp_path / path).startswith(pupil)
    assert bool(pupil_of(tmp_path / path)) == bool(pupil)
