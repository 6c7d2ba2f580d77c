"""Each bad file of tests/bad/marking gets its message, and the rest is still marked."""

import re
import shutil
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from lessonkit.marking.grade import grade

ROOT = Path(__file__).parents[2]
COURSE = ROOT / "tests/good/course"
BAD = ROOT / "tests/bad/marking"
EXPECTED = YAML(typ="safe").load(BAD / "expected.yml")["cases"]
CASES = sorted(folder.name for folder in BAD.iterdir() if folder.is_dir())
CODE = re.compile(r'"(grade-[a-z]+)"')


def said(outcome):
    return [
        f"{Path(p.place.path).name}:{p.place.line} {p.code}: {p.message}"
        for p in outcome.problems
    ]


@pytest.mark.parametrize("case", CASES)
def test_a_bad_file_is_reported_and_what_can_be_read_is_marked(case):
    outcome = grade(COURSE, [BAD / case])
    expected = EXPECTED[case]
    assert said(outcome) == expected.get("said", [])
    assert outcome.pupils == expected["marked"]
    points = sum(tally.total for tally in outcome.tallies)
    assert points == pytest.approx(expected.get("points", 0), abs=0.01)
    assert all(p.message.endswith(".") or '".' in p.message for p in outcome.problems)


@pytest.mark.parametrize("case", CASES)
def test_one_bad_file_costs_the_class_nothing(case, tmp_path):
    shutil.copytree(BAD / case, tmp_path / "bad")
    good = "quiz,1,2,3,4,5,6\n" + "8-10/whose-drawing,A,AB,A,CBA,A,A\n" * 7
    for name in ("a.csv", "z.csv"):
        (tmp_path / name).write_text(good, "utf-8")
    outcome = grade(COURSE, [tmp_path])
    assert outcome.pupils == 14 + EXPECTED[case]["marked"]
    assert said(outcome) == EXPECTED[case].get("said", [])


def test_no_bad_file_runs(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    grade(COURSE, [BAD])
    assert list(tmp_path.iterdir()) == []


def test_every_case_has_an_expectation_and_there_are_fifty_or_more():
    assert set(CASES) == set(EXPECTED)
    assert len(CASES) >= 50


def test_every_code_is_shown_by_a_file_and_documented():
    code = "".join(
        file.read_text("utf-8")
        for file in (ROOT / "src/lessonkit/marking").glob("*.py")
    )
    used = set(CODE.findall(code))
    shown = {
        line.split()[1].rstrip(":")
        for case in EXPECTED.values()
        for line in case.get("said", [])
    }
    assert used == shown
    text = (ROOT / "docs/checks.md").read_text("utf-8")
    assert used <= set(re.findall(r"^### ([a-z-]+)$", text, re.MULTILINE))


def test_a_notebook_with_huge_outputs_is_refused_before_it_is_parsed(tmp_path):
    path = tmp_path / "huge.ipynb"
    path.write_text('{"cells": [{"outputs": ["' + "x" * 5_000_000 + '"]}]}', "utf-8")
    outcome = grade(COURSE, [path])
    assert said(outcome) == ["huge.ipynb:1 grade-file: it is larger than 4 MB."]
    assert "Clear all outputs" in outcome.problems[0].hint


def test_a_line_without_end_is_left_out_and_the_next_row_is_read(tmp_path):
    path = tmp_path / "class.csv"
    long = "8-10/whose-drawing," + "A" * 1_000_000
    rows = ["quiz,1", "8-10/whose-drawing,A", long, "8-10/whose-drawing,A"]
    path.write_text("\n".join(rows) + "\n", "utf-8")
    outcome = grade(COURSE, [path])
    assert said(outcome) == [
        "class.csv:3 grade-row: the line has more than 262,144 characters. "
        "It was left out."
    ]
    assert outcome.pupils == 2


def test_a_link_to_another_file_is_not_followed(tmp_path):
    secret = tmp_path / "secret.csv"
    secret.write_text("quiz,1\n8-10/whose-drawing,A\n", "utf-8")
    folder = tmp_path / "returned"
    folder.mkdir()
    (folder / "class.csv").symlink_to(secret)
    outcome = grade(COURSE, [folder])
    assert outcome.pupils == 0
    assert [p.code for p in outcome.problems] == ["grade-file"]


def test_a_file_with_a_thousand_bad_rows_is_not_listed_row_by_row(tmp_path):
    path = tmp_path / "class.csv"
    path.write_text("quiz,1\n" + "8-10/whose-drawing,Z\n" * 1000, "utf-8")
    outcome = grade(COURSE, [path])
    assert len(outcome.problems) == 20
    assert outcome.more == 980


def test_a_quiz_with_a_mistake_marks_nobody(tmp_path):
    shutil.copytree(COURSE, tmp_path / "course")
    quiz = tmp_path / "course/quizzes/8-10/whose-drawing.yml"
    quiz.write_text(quiz.read_text("utf-8").replace("correct: true, ", "", 1), "utf-8")
    outcome = grade(tmp_path / "course", [BAD / "csv-with-tabs"])
    assert outcome.pupils == 0
    codes = {problem.code for problem in outcome.problems}
    assert "grade-quiz" in codes
    assert any(code.startswith("quiz-") for code in codes)
