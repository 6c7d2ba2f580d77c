"""A small course that uses every block and question type, built once a session."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pymupdf
import pytest
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace

from lessonkit.sphinx.typst.builder import write_pdfs

SAMPLE = Path(__file__).with_name("sample")
ROOT = Path(__file__).parents[2]
SETTINGS = {
    "extensions": ["myst_parser", "sphinx_external_toc", "lessonkit.sphinx"],
    "project": "Whose Picture?",
    "author": "the Whose Picture? contributors",
    "language": "en",
    "html_theme": "basic",
    "exclude_patterns": ["data"],
    "myst_enable_extensions": ["colon_fence", "deflist", "tasklist", "attrs_inline"],
    "myst_heading_anchors": 3,
}
NAME = "11-13/no-to-nudifying"


@dataclass(frozen=True)
class Built:
    """A built course: the application and its folder of PDFs."""

    app: Sphinx
    folder: Path

    def text(self, path: str) -> str:
        """Return a PDF's text, runs of white space as one space."""
        return pdf_text(self.folder / path)

    def paths(self) -> list[Path]:
        """Return every PDF."""
        return sorted(self.folder.rglob("*.pdf"))


def pdf_text(path: Path) -> str:
    with pymupdf.open(path) as pdf:
        return " ".join(" ".join(page.get_text() for page in pdf).split())


def copy_sample(folder: Path) -> Path:
    shutil.copytree(SAMPLE, folder)
    (folder / "data").symlink_to(ROOT / "data")
    return folder


def make_app(
    source: Path, out: Path, *, builder: str = "typst", **settings: object
) -> Sphinx:
    overrides = {**SETTINGS, **settings}
    return Sphinx(
        source, None, out / "out", out / "doctrees", builder, overrides, status=None
    )


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Built]:
    """Return the sample course, read and printed."""
    folder = tmp_path_factory.mktemp("pdf")
    source = copy_sample(folder / "course")
    with docutils_namespace():
        app = make_app(source, folder)
        app.build(force_all=True)
        yield Built(app, folder / "out")


@pytest.fixture(scope="session")
def built_again(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the same PDFs, printed a second time with nothing kept."""
    folder = tmp_path_factory.mktemp("again")
    write_pdfs(built.app, folder / "out", folder / "work")
    return folder / "out"
