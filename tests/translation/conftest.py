"""The small course in two made-up languages, built once: pages and PDFs."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.translation.made_up import LONGER, RIGHT_TO_LEFT, write_catalogues
from tests.translation.sub_course import write_sub_course

from lessonkit.build import EDITIONS, print_pdfs, run_sphinx, sphinx_app
from lessonkit.model.course import Course
from lessonkit.translation.tree import Outcome, read_translated

FONTS = Path("/usr/share/fonts/truetype/dejavu")


@dataclass(frozen=True)
class Spoken:
    """The course in a made-up language."""

    language: str
    source: Path
    course: Course
    outcome: Outcome
    html: Path
    pdf: Path


@pytest.fixture(scope="session")
def sub_course(tmp_path_factory) -> Path:
    """Return the sources of the small course, in English."""
    return write_sub_course(tmp_path_factory.mktemp("english") / "course")


def speak(sub_course: Path, folder: Path, language: str) -> Spoken:
    root = Path(shutil.copytree(sub_course, folder / "course"))
    write_catalogues(root, language)
    if language == RIGHT_TO_LEFT:
        fonts = root / "locale" / language / "fonts"
        fonts.mkdir()
        for name in ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf"):
            shutil.copyfile(FONTS / name, fonts / name)
    work = folder / "work"
    work.mkdir()
    course, problems, outcome = read_translated(root, language, folder / "translated")
    assert problems == []
    with sphinx_app(course, work, EDITIONS[0]) as app:
        run_sphinx(app)
        print_pdfs(app, work)
    return Spoken(language, root, course, outcome, work / "html", work / "pdf")


@pytest.fixture(scope="session")
def longer(sub_course, tmp_path_factory) -> Spoken:
    """Return the course in accents, a third longer."""
    return speak(sub_course, tmp_path_factory.mktemp("longer"), LONGER)


@pytest.fixture(scope="session")
def from_the_right(sub_course, tmp_path_factory) -> Spoken:
    """Return the course in Arabic letters."""
    return speak(sub_course, tmp_path_factory.mktemp("right"), RIGHT_TO_LEFT)


@pytest.fixture(params=[LONGER, RIGHT_TO_LEFT])
def spoken(request) -> Spoken:
    """Return the course in each of the two."""
    names = {LONGER: "longer", RIGHT_TO_LEFT: "from_the_right"}
    found: Spoken = request.getfixturevalue(names[request.param])
    return found
