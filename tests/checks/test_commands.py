"""The commands of authors: check, new, review-due."""

import datetime
import json
import shutil
from pathlib import Path

import pytest

from lessonkit.checks import check_course
from lessonkit.checks.report import report
from lessonkit.cli import main
from lessonkit.model.problem import Place, Problem
from lessonkit.source.course import read_course

ROOT = Path(__file__).parents[2]
GOOD = ROOT / "tests" / "good" / "course"
BAD = ROOT / "tests" / "bad" / "course"
TODAY = ["--today", "2026-11-24"]


@pytest.fixture
def course(tmp_path: Path) -> Path:
    shutil.copytree(GOOD, tmp_path / "course")
    return tmp_path / "course"


def lay_over(course: Path, case: str) -> None:
    shutil.copytree(BAD / case, course, dirs_exist_ok=True)


def test_a_clean_course_ends_with_0(
    course: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--root", str(course), "check", *TODAY]) == 0
    assert capsys.readouterr().out.startswith("No problems in 1 lessons")


def test_a_problem_ends_with_1_and_stands_behind_the_count(
    course: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lay_over(course, "single-with-two-keys")
    assert main(["--root", str(course), "check", *TODAY]) == 1
    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == "1 problem."
    assert lines[1].startswith("quizzes/8-10/whose-drawing.yml:8:7: quiz-key: 2 ")
    assert lines[1].endswith("See docs/checks.md#quiz-key")


def test_wrong_usage_ends_with_2(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["check", "--format", "xml"])
    assert stop.value.code == 2


def test_json_is_for_programs(course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lay_over(course, "tab-in-yaml")
    assert main(["--root", str(course), "check", "--format", "json", *TODAY]) == 1
    (found,) = json.loads(capsys.readouterr().out)
    assert found["code"] == "yaml-tab"
    assert found["line"] == 4


def test_an_annotation_cannot_be_ended_by_a_file_name() -> None:
    problem = Problem(Place("a,b:c.md", 3, 4), "x-y", "100% wrong.\n::error::", "")
    assert report([problem], "github") == (
        "::error file=a%2Cb%3Ac.md,line=3,col=4,title=x-y::100%25 wrong.%0A::error::"
    )


@pytest.mark.parametrize(
    "case",
    [
        "date-without-quotes",
        "version-without-quotes",
        "section-with-a-capital",
    ],
)
def test_fix_mends_what_is_safe(course: Path, case: str) -> None:
    lay_over(course, case)
    assert main(["--root", str(course), "check", "--fix", *TODAY]) == 0
    for file in BAD.joinpath(case).rglob("*.*"):
        path = file.relative_to(BAD / case)
        assert (course / path).read_text() == (GOOD / path).read_text()


def test_fix_leaves_alone_what_needs_a_person(course: Path) -> None:
    lay_over(course, "blame-in-a-lesson")
    before = {file: file.read_bytes() for file in course.rglob("*.*")}
    assert main(["--root", str(course), "check", "--fix", *TODAY]) == 1
    assert {file: file.read_bytes() for file in course.rglob("*.*")} == before


@pytest.mark.parametrize("name", ["8-10/a-new-one", "11-13/a-new-one"])
def test_a_new_lesson_passes_with_its_quiz_and_guide(course: Path, name: str) -> None:
    shutil.copy(ROOT / "data" / "terms.yml", course / "data")
    new = ["--root", str(course), "new"]
    assert main([*new, "lesson", name, "--title", 'A "new" one', *TODAY]) == 0
    assert main(["--root", str(course), "check", *TODAY]) == 0
    assert main([*new, "lesson", name, *TODAY]) == 2


@pytest.mark.parametrize("kind", ["quiz", "guide"])
def test_a_new_quiz_or_guide_fits_its_lesson(course: Path, kind: str) -> None:
    folder, end = {"quiz": ("quizzes", "yml"), "guide": ("teacher-guides", "md")}[kind]
    (course / folder / f"8-10/whose-drawing.{end}").unlink()
    new = ["--root", str(course), "new", kind, "8-10/whose-drawing", *TODAY]
    assert main(new) == 0
    assert main(["--root", str(course), "check", *TODAY]) == 0


def test_a_new_help_service_passes_and_is_not_shown(course: Path) -> None:
    new = ["--root", str(course), "new", "help", "FR", *TODAY]
    address = "https://example.org/"
    more = ["--title", "Ligne d'exemple", "--url", address, "--source", address]
    assert main([*new, *more]) == 0
    assert main(["--root", str(course), "check", *TODAY]) == 0
    read, _ = read_course(course)
    assert not read.help.by_id["fr-ligne-d-exemple"].printable
    assert main(new) == 2


@pytest.mark.parametrize("name", ["9-12/x", "8-10/", "8-10/../../x", "x"])
def test_a_name_that_is_none_is_refused(course: Path, name: str) -> None:
    assert main(["--root", str(course), "new", "lesson", name, *TODAY]) == 2


def test_review_due_lists_what_is_old(
    course: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--root", str(course), "review-due", *TODAY]) == 0
    assert main(["--root", str(course), "review-due", "--today", "2028-01-01"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert "gb-example-line" in lines[1]
    assert any("lessons/8-10/whose-drawing.md" in line for line in lines)


def test_a_release_refuses_an_old_help_entry(course: Path) -> None:
    late = ["--today", "2027-10-01"]
    assert main(["--root", str(course), "check", *late]) == 0
    assert main(["--root", str(course), "check", "--release", *late]) == 1


def test_a_waiver_holds_for_its_block(course: Path) -> None:
    lesson = course / "lessons/8-10/whose-drawing.md"
    text = lesson.read_text()
    waiver = "% lessonkit: allow blame-asked-for-it -- quoted from a story\n"
    lesson.write_text(text.replace("Mina draws", f"{waiver}She asked for it. Mina d"))
    assert main(["--root", str(course), "check", *TODAY]) == 0


def test_a_waiver_in_a_quiz_holds_for_its_value(course: Path) -> None:
    quiz = course / "quizzes/8-10/whose-drawing.yml"
    text = quiz.read_text()
    old = '    stem: "A yes can turn into a no."'
    waiver = "    # lessonkit: allow blame-asked-for-it -- said in a story\n"
    quiz.write_text(text.replace(old, f'{waiver}    stem: "Tom asked for it."'))
    assert main(["--root", str(course), "check", *TODAY]) == 0


def test_the_whole_course_is_clean() -> None:
    course, problems = read_course(ROOT)
    today = datetime.date.today()
    assert [str(p) for p in (*problems, *check_course(course, today=today))] == []
