"""Each bad file of tests/bad/course is reported at its place, and nothing else is."""

import datetime
import re
import shutil
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from lessonkit.checks import check_course
from lessonkit.source.course import read_course

ROOT = Path(__file__).parents[1]
GOOD = ROOT / "tests" / "good" / "course"
BAD = ROOT / "tests" / "bad" / "course"
EXPECTED: dict[str, list[str]] = YAML(typ="safe").load(BAD / "expected.yml")["cases"]
CASES = sorted(folder.name for folder in BAD.iterdir() if folder.is_dir())
HELP = YAML(typ="safe").load(ROOT / "tests" / "bad" / "help" / "expected.yml")
POLICY = YAML(typ="safe").load(ROOT / "tests" / "bad" / "policy" / "expected.yml")
TODAY = datetime.date(2026, 11, 24)
#: A code is the second argument of Problem(...), or the first of a report.
_IN_CODE = re.compile(
    r"(?:Problem\(\s*(?:Place\((?:[^()]|\([^()]*\))*\)|[a-z_.]+(?:\([^()]*\))?)"
    r"|report\(|refuse\(|_refuse\(\s*[a-z_.]+(?:\([^()]*\)|\((?:[^()]|\([^()]*\))*\))?)"
    r'\s*,?\s*"([a-z][a-z-]*-[a-z-]+)"'
)


def found_in(folder: Path) -> list[str]:
    course, problems = read_course(folder)
    problems = [*problems, *check_course(course, today=TODAY)]
    for problem in problems:
        assert problem.message.endswith((".", "?")), problem
        assert problem.place.line >= 1 and problem.place.column >= 1
    return sorted({f"{p.place.path}:{p.place.line} {p.code}" for p in problems})


def codes_in_code() -> set[str]:
    codes = set()
    for folder in ("source", "checks"):
        for file in (ROOT / "src" / "lessonkit" / folder).glob("*.py"):
            if not file.name.startswith("help_"):  # what a person sends back
                codes |= set(_IN_CODE.findall(file.read_text("utf-8")))
    kinds = ("fact", "term", "law", "line", "service", "strand", "code", "objective")
    kinds += ("blank", "country")
    return codes | {f"{kind}-unknown" for kind in kinds}


def test_the_good_course_is_clean() -> None:
    assert found_in(GOOD) == []


@pytest.mark.parametrize("case", CASES)
def test_a_bad_file_is_reported_at_its_place(case: str, tmp_path: Path) -> None:
    shutil.copytree(GOOD, tmp_path / "course")
    shutil.copytree(BAD / case, tmp_path / "course", dirs_exist_ok=True)
    assert found_in(tmp_path / "course") == sorted(set(EXPECTED[case]))


def test_every_case_has_an_expectation_and_there_are_sixty_or_more() -> None:
    assert set(CASES) == set(EXPECTED)
    assert all(EXPECTED.values())
    assert len(CASES) >= 60


def test_every_code_has_a_bad_file() -> None:
    tables = (EXPECTED, HELP, POLICY)
    texts = [t for table in tables for found in table.values() for t in found]
    shown = {text.split()[1] for text in texts}
    # None of these can be shown as a file laid over a course: see tests/help.
    cannot = {"file-missing", "course-empty", "help-stale", "help-finders"}
    assert codes_in_code() - shown - cannot == set()


def test_every_code_is_documented_with_what_is_right() -> None:
    text = (ROOT / "docs" / "checks.md").read_text("utf-8")
    documented = set(re.findall(r"^### ([a-z0-9-]+)$", text, re.MULTILINE))
    shown = {t.split()[1] for found in EXPECTED.values() for t in found}
    assert (codes_in_code() | shown) - documented == set()


def test_a_folder_without_a_course_is_reported(tmp_path: Path) -> None:
    _, problems = read_course(tmp_path)
    assert "file-missing" in {problem.code for problem in problems}
