"""Setting up from nothing: promised commands exist and say what is missing."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
TARGETS = set(re.findall(r"^([a-z-]+):", MAKEFILE, flags=re.MULTILINE))


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", ".ci/run"])
def test_every_make_command_that_a_page_names_exists(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    commands = re.findall(r"(?:^|`|exec )make ([a-z][a-z -]*)", text, re.MULTILINE)
    assert commands
    named = {target for command in commands for target in command.split()}
    assert named - TARGETS == set()


def test_make_alone_explains_each_command() -> None:
    make = shutil.which("make")
    assert make
    shown = subprocess.run(
        [make, "--no-print-directory"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert shown.returncode == 0, shown.stderr
    for target in ("book", "test", "serve", "bench", "clean", "lock"):
        assert re.search(rf"^make {target}\s+\S", shown.stdout, re.MULTILINE), target


def test_who_is_not_root_reads_in_one_line_what_is_missing(tmp_path: Path) -> None:
    programs = tmp_path / "bin"
    programs.mkdir()
    (programs / "id").write_text("#!/bin/sh\necho 1000\n", encoding="utf-8")
    (programs / "id").chmod(0o755)
    shell = shutil.which("sh")
    assert shell
    run = subprocess.run(
        [shell, ROOT / "tests/system/install.sh"],
        env={"PATH": str(programs), "JAVA_JARS": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 1
    (line,) = run.stderr.splitlines()
    assert line.startswith("make test needs, as Debian packages:")
    for package in ("chromium", "default-jre-headless", "nodejs", "libjaxb-java"):
        assert package in line
    assert run.stdout == ""


def test_without_a_python_that_fits_make_says_so_in_one_line(tmp_path: Path) -> None:
    shutil.copy(ROOT / "Makefile", tmp_path)
    for folder in ("requirements", "tests/node"):
        (tmp_path / folder).mkdir(parents=True)
    for name in ("pyproject.toml", "requirements/book.txt"):
        (tmp_path / name).touch()
    make = shutil.which("make")
    assert make
    run = subprocess.run(
        [make, "setup-book", "PYTHON="],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode != 0
    assert "needs Python 3.11, 3.12 or 3.13 with pip and venv" in run.stderr
