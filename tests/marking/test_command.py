"""`lessonkit grade` as a teacher types it."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from lessonkit import cli
from lessonkit.checks import report
from lessonkit.cli import main

ROOT = Path(__file__).parents[2]
COURSE = ROOT / "tests/good/course"
GOOD = "8-10/whose-drawing,{},A,AB,A,CBA,A,A,B,C\n"
HEADER = "quiz,pupil,1,2,3,4,5,6,confidence before,confidence after\n"
NAMES = ("Ada Lovelace", "ada@example.org", "Grace Hopper")


@pytest.fixture
def returned(tmp_path, monkeypatch):
    """Return a folder with a class of eight, and stand above it."""
    monkeypatch.chdir(tmp_path)
    rows = "".join(GOOD.format(name) for name in [*NAMES, "p4", "p5", "p6", "p7", "p8"])
    folder = tmp_path / "class-9x"
    folder.mkdir()
    (folder / "Ada Lovelace.csv").write_text(HEADER + rows, "utf-8")
    return folder


def grade(*arguments):
    return main(["--root", str(COURSE), "grade", *map(str, arguments)])


def test_a_class_is_marked_and_the_reports_are_written(returned, capsys):
    assert grade(returned) == 0
    shown = capsys.readouterr()
    assert "8-10/whose-drawing: 8 marked" in shown.out
    assert shown.err == ""
    written = {file.name for file in Path("class-report").iterdir()}
    assert written == {
        "report.html",
        "questions.csv",
        "choices.csv",
        "confidence.csv",
    }
    page = Path("class-report/report.html").read_text("utf-8")
    assert "8</strong> pupils; 6.0 of 6 points" in page


def test_no_report_holds_a_name_a_row_or_a_file_of_a_pupil(returned, capsys):
    second = returned / "second.csv"
    second.write_text(HEADER + GOOD.format(NAMES[0]) * 2, "utf-8")
    assert grade(returned) == 1
    for file in Path("class-report").iterdir():
        text = file.read_text("utf-8")
        assert not any(name in text for name in (*NAMES, "p4", "second.csv", "9x"))
    said = capsys.readouterr().err
    assert "second.csv:3:1: grade-twice" in said
    assert not any(name in said for name in NAMES)


def test_reports_of_the_last_run_are_not_taken_for_responses(returned, capsys):
    assert grade(".") == 0
    assert grade(".") == 0
    assert "8 marked" in capsys.readouterr().out


def test_what_could_not_be_read_is_said_and_ends_with_1(returned, capsys):
    (returned / "broken.ipynb").write_text('{"cells": [', "utf-8")
    assert grade(returned) == 1
    shown = capsys.readouterr()
    assert "1 problem." in shown.err
    assert "broken.ipynb:1:1: grade-file: it stops in the middle." in shown.err
    assert "docs/checks.md#grade-file" in shown.err
    assert "8 marked" in shown.out


def test_when_nothing_can_be_marked_no_report_is_written(returned, capsys):
    (returned / "Ada Lovelace.csv").write_text("shoe size\n37\n", "utf-8")
    assert grade(returned) == 1
    assert "no report was written" in capsys.readouterr().err
    assert not Path("class-report").exists()


def test_whoever_answered_nothing_is_not_counted(returned, capsys):
    (returned / "empty.csv").write_text(HEADER + "8-10/whose-drawing,p9\n", "utf-8")
    assert grade(returned) == 0
    shown = capsys.readouterr()
    assert "1 without any answer; not counted." in shown.err
    assert "8 marked" in shown.out


def test_a_path_that_is_not_there_is_wrong_usage(returned, capsys):
    assert grade(returned, "nowhere") == 2
    assert "no such file" in capsys.readouterr().err


def test_a_report_that_cannot_be_written_is_wrong_usage(returned, capsys):
    Path("taken").write_text("", "utf-8")
    assert grade(returned, "--out", "taken") == 2
    assert "taken: " in capsys.readouterr().err


def test_the_example_of_the_documentation_is_marked(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    text = (ROOT / "docs/grading.md").read_text("utf-8")
    (example,) = re.findall(r"```\n(quiz,pupil.*?)```", text, re.DOTALL)
    Path("class.csv").write_text(example, "utf-8")
    assert main(["--root", str(ROOT), "grade", "class.csv"]) == 0


def test_every_option_is_in_the_documentation(capsys):
    with pytest.raises(SystemExit):
        grade("--help")
    options = set(re.findall(r"--[a-z]+", capsys.readouterr().out)) - {"--help"}
    text = (ROOT / "docs/grading.md").read_text("utf-8")
    assert options == {"--quiz", "--out"}
    assert all(option in text for option in options)


def test_marking_does_not_wait_for_the_checks_to_load():
    script = "import sys, lessonkit.cli, lessonkit.marking.grade as g; " + (
        "print(sorted(m for m in sys.modules if m.startswith('lessonkit.checks')))"
    )
    run = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == "[]"
    assert cli.FORMATS == report.FORMATS
