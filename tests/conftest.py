"""The whole course, built once for all tests that look at what a school gets."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from lessonkit.model.course import Course
from lessonkit.source.course import read_course

ROOT = Path(__file__).parents[1]
EPOCH = "1764000000"


@dataclass(frozen=True)
class Built:
    """What `lessonkit build` wrote."""

    out: Path
    html: Path
    learner: Path
    pdf: Path
    packages: Path


def lessonkit(*arguments: object, **options: object) -> subprocess.CompletedProcess:
    """Run the command as an author does."""
    program = Path(sys.executable).with_name("lessonkit")
    return subprocess.run(
        [program, *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "SOURCE_DATE_EPOCH": EPOCH},
        **options,
    )


@pytest.fixture(scope="session")
def course() -> Course:
    """Return the course as its files say; a problem in them fails every test."""
    found, problems = read_course(ROOT)
    assert problems == []
    return found


@pytest.fixture(scope="session")
def built(tmp_path_factory) -> Built:
    """Return the built course."""
    out = tmp_path_factory.mktemp("course")
    result = lessonkit("--root", ROOT, "build", "--out", out)
    assert result.returncode == 0, result.stderr[-3000:]
    return Built(out, out / "html", out / "learner", out / "pdf", out / "packages")


@pytest.fixture(scope="session")
def chromium():
    """Return real Chromium; one for all tests: Playwright has one loop a process."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium",
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield browser
        browser.close()
