"""Figure 15: help entries say how old they are; pupils get no word of a guide."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

import pymupdf

from lessonkit.source.course import read_course
from lessonkit.sphinx.typst.outputs import paper_outputs
from trust.figures import ROOT, Built, Measured, figure

if TYPE_CHECKING:
    from lessonkit.model.course import Course

#: So many words in a row are a sentence of its own, not a common phrase.
RUN = 10
FRESH_DAYS = 90
TEXTS = {".html", ".js", ".json", ".txt", ".md", ".css", ".svg", ".xml", ".ipynb"}
LEARNER_SOURCES = (
    "stories",
    "book",
    "lessons",
    "quizzes",
    "data",
    "src/lessonkit/sphinx",
)
_WORD = re.compile(r"\w+")
_END = re.compile(r"[.!?:;|“”\"()\n]")
_ROLE = re.compile(r"\{[a-z]+\}`([^`<]+?)\s*(?:<[^`>]+>)?`")
_MARKUP = re.compile(r"\]\([^)]*\)|^:{3,}\{[a-z-]+\}|^:[a-z]+:", re.MULTILINE)
_TAG = re.compile(r"<[^>]*>")
_STALE = 'data-stale-after="'
_SERVICE = re.compile(r'<section [^>]*class="[^"]*\bservice\b')


def runs(texts: Iterable[str]) -> set[tuple[str, ...]]:
    """Return every run of ten words in a row, text by text."""
    found = set()
    for text in texts:
        words = _WORD.findall(text.casefold())
        found |= {tuple(words[n : n + RUN]) for n in range(len(words) - RUN + 1)}
    return found


def canaries(root: Path, course: Course) -> set[tuple[str, ...]]:
    """Return what teachers' pages say and no page of pupils or families does."""
    kept = {page.path for page in course.pages.values() if page.audience == "teachers"}
    teachers = [*sorted((root / "teacher-guides").rglob("*.md"))]
    teachers += [root / path for path in sorted(kept)]
    others = [
        file
        for name in LEARNER_SOURCES
        for file in sorted((root / name).rglob("*"))
        if file.is_file() and file.relative_to(root).as_posix() not in kept
    ]
    # Inside a sentence only: what stands apart in a guide may stand together in a
    # lesson by chance, such as two names in a list.
    secret = runs(part for file in teachers for part in _END.split(read(file)))
    return secret - runs(plain(read(file)) for file in others)


def read(file: Path) -> str:
    """Return a source's text; none if it is no text."""
    try:
        return file.read_text("utf-8")
    except UnicodeDecodeError:
        return ""


def plain(text: str) -> str:
    """Return a source as a page shows it: a role is its text."""
    return _MARKUP.sub(" ", _ROLE.sub(r"\1", text))


def texts(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield each file of a folder with its text; PDFs and zips are opened."""
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            for name, text in text_of(file.name, file.read_bytes()):
                yield f"{file.relative_to(folder).as_posix()}{name}", text


def text_of(name: str, data: bytes) -> Iterator[tuple[str, str]]:
    """Yield the text of a file, and of what is inside it."""
    suffix = Path(name).suffix
    if suffix == ".pdf":
        with pymupdf.open(stream=data, filetype="pdf") as pdf:
            yield "", " ".join(page.get_text() for page in pdf)
    elif data[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for inner in archive.namelist():
                for below, text in text_of(inner, archive.read(inner)):
                    yield f"!{inner}{below}", text
    elif suffix in TEXTS:
        text = data.decode("utf-8", "replace")
        yield "", unescape(_TAG.sub(" ", text)) if suffix == ".html" else text


def leaks(secret: set[tuple[str, ...]], files: Iterable[tuple[str, str]]) -> list[str]:
    """Return the files that hold a run of words of teachers' text."""
    faults = []
    for name, text in files:
        if found := secret & runs([text]):
            faults.append(f"{name}: {' '.join(sorted(found)[0])}")
    return faults


def learner_files(built: Built, course: Course) -> Iterator[tuple[str, str]]:
    """Yield what a pupil can get: the learner pages, their PDFs, the learner zip."""
    yield from texts(built.learner)
    for paper in paper_outputs(course, "learner"):
        file = built.out / "pdf" / paper.path
        if paper.kind != "book" and not paper.teacher_only and file.is_file():
            for _, text in text_of(file.name, file.read_bytes()):
                yield f"pdf/{paper.path}", text
    for file in sorted(built.packages.glob("*learner*.zip")):
        for name, text in text_of(file.name, file.read_bytes()):
            if not name.endswith(".pdf"):  # read above
                yield f"{file.name}{name}", text


def silent(pages: Path) -> list[str]:
    """Return the pages of countries with a service that cannot say that it is old."""
    faults = []
    for file in sorted(pages.glob("*.html")):
        text = file.read_text("utf-8")
        if len(_SERVICE.findall(text)) > text.count(_STALE):
            faults.append(f"{file.name}: a service without the day on which it is old")
    return faults


def seen_since(course: Course, day: datetime.date) -> tuple[int, int, int]:
    """Return how many services are shown, seen since a day, checked by a person."""
    shown = [one for one in course.help.services() if one.printable]
    fresh = [one for one in shown if one.seen >= day.isoformat()]
    return len(shown), len(fresh), sum(one.checked is not None for one in shown)


@figure(
    15,
    "Freshness: services that do not say when they were seen. "
    "Separation: files for learners with teachers' words",
    "0; 0",
)
def freshness_and_separation(built: Built) -> Measured:
    """Look for silent services, and for teachers' sentences where pupils read."""
    course, _ = read_course(ROOT)
    files = [*learner_files(built, course)]
    found = leaks(canaries(ROOT, course), files)
    old = silent(built.html / "book/get-help/countries")
    today = datetime.date.today()
    shown, fresh, checked = seen_since(
        course, today - datetime.timedelta(days=FRESH_DAYS)
    )
    text = (
        f"{len(old)} of {shown} services ({fresh} seen in the last {FRESH_DAYS} days, "
        f"{checked} checked by a person on their own page); "
        f"{len(found)} of {len(files):,} files"
    )
    return Measured(text, shown > 0 and bool(files) and not old + found, (*old, *found))
