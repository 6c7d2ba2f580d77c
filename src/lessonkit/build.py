"""Build the whole course: one read, many writers, and all of it or nothing."""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lessonkit.model.course import Course

if TYPE_CHECKING:
    from sphinx.application import Sphinx

#: What a build reads, below the source tree.
INPUTS = ("_config.yml", "_toc.yml", "book", "data", "lessons", "quizzes", "stories")
INPUT_FOLDERS = (*INPUTS, "teacher-guides")
WORK = ".work"
MARK = ".built"
Say = Callable[[str], None]


class BuildFailed(Exception):
    """Raised when the book cannot be built; the text says why."""


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition of the site: ``whole``, or ``learner`` without teachers' text."""

    name: str
    folder: str


EDITIONS = (Edition("whole", "html"), Edition("learner", "learner"))


def fingerprint(root: Path) -> str:
    """Return a mark of everything that a build depends on: sources and this code."""
    from importlib.metadata import version

    mark = hashlib.sha256()
    for name in (
        "sphinx",
        "myst-parser",
        "typst",
        "nbformat",
        "python-pptx",
        "python-docx",
    ):
        mark.update(f"{name} {version(name)}\n".encode())
    mark.update(os.environ.get("SOURCE_DATE_EPOCH", "").encode())
    code = Path(__file__).parent
    for top in (*(root / name for name in INPUT_FOLDERS), code):
        for file in sorted(top.rglob("*")) if top.is_dir() else [top]:
            if file.is_file() and "__pycache__" not in file.parts:
                mark.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return mark.hexdigest()


def is_built(root: Path, out: Path) -> bool:
    """Tell whether ``out`` holds what the sources would give."""
    mark = out / MARK
    return (out / "html/index.html").is_file() and (
        mark.is_file() and mark.read_text() == fingerprint(root)
    )


def build_course(course: Course, out: Path, say: Say, *, quick: bool = False) -> None:
    """Write the site, the PDFs and the packages of a course that has no problem.

    Everything is written to a folder of work first; only when all of it succeeded
    does it take the place of the last good book.

    :param quick: write the site alone, for ``lessonkit serve``.
    :raises BuildFailed: with the warnings, which count as errors.
    """
    root, work = course.root, out / WORK
    work.mkdir(parents=True, exist_ok=True)
    before = fingerprint(root)
    made: list[str] = []
    for edition in EDITIONS[:1] if quick else EDITIONS:
        say(f"Writing the {edition.name} edition")
        with sphinx_app(course, work, edition) as app:
            language = str(app.config.language or "en")
            run_sphinx(app)
            made.append(edition.folder)
            if edition.name == "whole" and not quick:
                say("Printing the PDFs")
                print_pdfs(app, work)
                made.append("pdf")
    if not quick:
        say("Packing for schools' systems")
        export_packages(course, work / "packages")
        made.append("packages")
        note_sizes(work, language)
        pack_to_carry(course, work)
    for name in made:
        publish(work / name, out / name)
    (out / MARK).write_text("" if quick else before)


@contextmanager
def sphinx_app(course: Course, work: Path, edition: Edition) -> Iterator[Sphinx]:
    """Make the Sphinx application that Jupyter Book would make.

    :raises BuildFailed: when Sphinx does not accept the configuration.
    """
    from jupyter_book.config import get_final_config
    from sphinx.application import Sphinx
    from sphinx.util.docutils import docutils_namespace, patch_docutils

    from lessonkit.sphinx import GIVEN

    root = course.root
    overrides: dict[str, Any] = {"lessonkit_edition": edition.name}
    if edition.name == "learner":
        overrides["external_toc_path"] = str(learner_toc(course, work))
    config, _meta = get_final_config(
        user_yaml=root / "_config.yml",
        cli_config={"latex_individualpages": False},
        sourcedir=root,
    )
    config |= overrides
    GIVEN[root] = course
    errors = StringIO()
    sys.setrecursionlimit(max(sys.getrecursionlimit(), 5000))
    try:
        with patch_docutils(str(root)), docutils_namespace():
            app = Sphinx(
                srcdir=str(root),
                confdir=None,
                outdir=str(work / edition.folder),
                doctreedir=str(work / f"doctrees-{edition.name}"),
                buildername="html",
                confoverrides=config,
                status=None,
                warning=errors,
                warningiserror=True,
                keep_going=True,
            )
            app.lessonkit_warnings = errors  # type: ignore[attr-defined]
            yield app
    except BuildFailed:
        raise
    except Exception as error:
        text = errors.getvalue().strip()
        raise BuildFailed(f"{text}\n{type(error).__name__}: {error}".strip()) from error


def run_sphinx(app: Sphinx) -> None:
    """Write the site; every warning fails the build."""
    app.build()
    text = app.lessonkit_warnings.getvalue().strip()  # type: ignore[attr-defined]
    if app.statuscode or text:
        raise BuildFailed(text or "Sphinx reported an error.")


def learner_toc(course: Course, work: Path) -> Path:
    """Write the table of contents without teachers' pages; return its path."""
    from ruamel.yaml import YAML

    yaml = YAML()
    toc = yaml.load((course.root / "_toc.yml").read_text(encoding="utf-8"))

    def for_learners(entry: dict[str, Any]) -> bool:
        name = str(entry.get("file", ""))
        page = course.pages.get(name)
        return not name.startswith("teacher-guides/") and (
            page is None or page.audience != "teachers"
        )

    def prune(entries: list[Any]) -> list[Any]:
        kept = [entry for entry in entries if for_learners(entry)]
        for entry in kept:
            if "sections" in entry:
                entry["sections"] = prune(entry["sections"])
                if not entry["sections"]:
                    del entry["sections"]
        return kept

    parts = []
    for part in toc.get("parts", []):
        part["chapters"] = prune(part.get("chapters", []))
        if part["chapters"]:
            parts.append(part)
    toc["parts"] = parts
    path = work / "learner-toc.yml"
    with path.open("w", encoding="utf-8") as file:
        yaml.dump(toc, file)
    return path


def print_pdfs(app: Sphinx, work: Path) -> None:
    """Print every PDF from the doctrees that are read already."""
    from lessonkit.sphinx.typst.builder import write_pdfs

    target = work / "pdf"
    shutil.rmtree(target, ignore_errors=True)
    write_pdfs(app, target)


def export_packages(course: Course, target: Path) -> None:
    """Write the packages for schools' systems."""
    from lessonkit.export import load_exporters

    shutil.rmtree(target, ignore_errors=True)
    for name, exporter in load_exporters().items():
        exporter(course, target / name)


def pack_to_carry(course: Course, work: Path) -> None:
    """Pack the course for a memory stick, and write the packages' checksums."""
    from lessonkit.export.offline import write_offline

    write_offline(course, work)


def note_sizes(work: Path, language: str) -> None:
    """Say on the pages of files how big each file is."""
    from lessonkit.sphinx.file_sizes import write_sizes

    for edition in EDITIONS:
        write_sizes(work / edition.folder, language)


def publish(made: Path, target: Path) -> None:
    """Put a finished folder in the place of the last one, in one move."""
    new, old = (
        target.with_name(f".{target.name}-new"),
        target.with_name(f".{target.name}-old"),
    )
    for folder in (new, old):
        shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(made, new)
    if target.exists():
        target.rename(old)
    new.rename(target)
    shutil.rmtree(old, ignore_errors=True)
