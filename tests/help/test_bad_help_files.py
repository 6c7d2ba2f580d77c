"""Each bad file of tests/bad/help gives exactly the messages that it should."""

import datetime
import shutil
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from lessonkit.source.help import read_help

BAD = Path(__file__).parents[1] / "bad" / "help"
EXPECTED: dict[str, list[str]] = YAML(typ="safe").load(BAD / "expected.yml")
CASES = sorted(folder.name for folder in BAD.iterdir() if folder.is_dir())
TODAY = datetime.date(2026, 11, 24)


@pytest.mark.parametrize("case", CASES)
def test_a_bad_help_file_is_reported_at_its_line(case: str, tmp_path: Path) -> None:
    shutil.copytree(BAD / case, tmp_path / "data" / "help")
    problems = []
    read_help(tmp_path, problems, TODAY)
    found: dict[str, list[str]] = {f"{case}/{f.name}": [] for f in files(case)}
    for problem in sorted(problems):
        name = f"{case}/{Path(problem.place.path).name}"
        found[name].append(f"{problem.place.line} {problem.code}")
        assert problem.place.path.startswith("data/help/")
        assert problem.message.endswith(".")
    wanted = {name: EXPECTED[name] for name in found}
    assert found == wanted


def test_every_bad_help_file_has_an_expectation() -> None:
    names = {f"{case}/{file.name}" for case in CASES for file in files(case)}
    assert names == set(EXPECTED)


def test_every_case_has_at_least_one_mistake() -> None:
    for case in CASES:
        assert any(EXPECTED[f"{case}/{file.name}"] for file in files(case)), case


def files(case: str) -> list[Path]:
    return sorted((BAD / case).iterdir())
