"""The Typst builder: every PDF of the course from doctrees that are read already."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Set
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typst
from docutils import nodes as dn
from sphinx import addnodes
from sphinx.builders import Builder
from sphinx.errors import SphinxError
from sphinx.util import logging

from lessonkit.model.course import Course
from lessonkit.sphinx.typst.compose import Bookshelf, Composer, Part
from lessonkit.sphinx.typst.course_nodes import AltTextMissing
from lessonkit.sphinx.typst.escape import FONTS, value
from lessonkit.sphinx.typst.outputs import PaperOutput, paper_outputs
from lessonkit.sphinx.typst.translator import PAGE
from lessonkit.sphinx.typst.words import template_words
from lessonkit.sphinx.virtual import VirtualPage, all_virtual_pages

if TYPE_CHECKING:
    from sphinx.application import Sphinx

logger = logging.getLogger(__name__)
TEMPLATES = Path(__file__).with_name("templates")


class PdfError(SphinxError):
    """Raised when a PDF cannot be written; names the file and the reason."""

    category = "PDF"


class TypstBuilder(Builder):
    """Write the PDFs: ``jupyter-book build . --builder custom --custom-builder typst``."""

    name = "typst"
    format = "typst"
    epilog = "The PDFs are in %(outdir)s."
    allow_parallel = False

    def get_outdated_docs(self) -> Iterator[str]:
        """Return every page: a PDF is made of many."""
        return iter(sorted(self.env.found_docs))

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """Return what the translator knows for a link to a page."""
        return f"{PAGE}{docname}"

    def get_relative_uri(self, from_: str, to: str, typ: str | None = None) -> str:
        """Return the same from everywhere."""
        return self.get_target_uri(to, typ)

    def prepare_writing(self, docnames: Set[str]) -> None:
        """Prepare nothing."""

    def write_doc(self, docname: str, doctree: dn.document) -> None:
        """Write nothing: :meth:`write` writes whole files."""

    def write(self, *_arguments: Any, **_options: Any) -> None:
        """Write the PDFs once everything has been read."""
        write_pdfs(self.app, Path(self.outdir))


def write_pdfs(app: Sphinx, outdir: Path, work: Path | None = None) -> list[Path]:
    """Write every PDF of the edition from the pages that ``app`` has read.

    :param outdir: the folder of PDFs; made if it is missing.
    :param work: keeps Typst sources and finished PDFs for the next build; beside the
        doctrees unless given.
    :raises PdfError: when a picture has no alt text or Typst refuses a file.
    """
    course: Course = app.lessonkit_course  # type: ignore[attr-defined]
    edition = app.config.lessonkit_edition
    with _as_builder(app):
        press = Press(work or Path(app.doctreedir) / "typst", timestamp(course))
        press.set_up(template_words(app.config.project, app.config.author))
        virtual = {page.docname: page for page in all_virtual_pages(app, course)}
        shelf = Bookshelf(
            course,
            _reader(app, virtual),
            press.picture,
            parts=list(book_parts(app)),
            language=app.config.language or "en",
            course_title=app.config.project,
        )
        composer = Composer(shelf)
        written = []
        for output in paper_outputs(course, edition):
            try:
                source = composer.compose(output)
            except AltTextMissing as error:
                raise PdfError(str(error)) from error
            if source is not None:
                written.append(press.print(output, source, outdir / output.path))
    return written


@contextmanager
def _as_builder(app: Sphinx) -> Iterator[None]:
    """Let links resolve for the Typst builder while another one is at work."""
    before = app.builder
    if not isinstance(before, TypstBuilder):
        builder = app.registry.create_builder(app, TypstBuilder.name, app.env)
        builder.outdir, builder.imgpath = before.outdir, ""  # type: ignore[attr-defined]
        app.builder = builder
    try:
        yield
    finally:
        app.builder = before


def _reader(
    app: Sphinx, virtual: dict[str, VirtualPage]
) -> Callable[[str], dn.document | None]:
    """Return a function that gives a page's doctree with its links resolved."""

    @cache
    def doctree(docname: str) -> dn.document | None:
        if docname in virtual:
            return virtual[docname].doctree
        if docname not in app.env.found_docs:
            return None
        tree = app.env.get_doctree(docname)
        app.env.apply_post_transforms(tree, docname)
        return tree

    return doctree


def book_parts(app: Sphinx) -> Iterator[Part]:
    """Yield the parts of the book and their pages, as ``_toc.yml`` orders them."""
    root = app.config.root_doc
    for toctree in app.env.get_doctree(root).findall(addnodes.toctree):
        names = [name for _title, name in toctree["entries"] if name in app.env.found_docs]
        pages = list(dict.fromkeys(_below(app, names)))
        yield Part(toctree.get("caption") or "", pages)


def _below(app: Sphinx, names: Iterable[str]) -> Iterator[str]:
    for name in names:
        yield name
        yield from _below(app, app.env.toctree_includes.get(name, ()))


def timestamp(course: Course) -> int:
    """Return the date that the PDFs carry.

    :returns: ``SOURCE_DATE_EPOCH``, else the day of the newest review, so that the
        same sources always give the same bytes.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdigit():
        return int(epoch)
    pages = [*course.lessons.values(), *course.guides.values(), *course.pages.values()]
    newest = max((page.review.last for page in pages), default=None)
    if newest is None:
        return 0
    return int(datetime(newest.year, newest.month, newest.day, tzinfo=UTC).timestamp())


class Press:
    """Typst with our fonts and templates; one compiler for all files.

    :param folder: becomes Typst's root: nothing outside it can be read by a source.
    """

    def __init__(self, folder: Path, date: int) -> None:
        self.folder = folder
        self.date = date
        self.kit = b""
        self._compiler: typst.Compiler | None = None

    def set_up(self, words: dict[str, str]) -> None:
        """Put the templates and the words of the language into the root."""
        kit = self.folder / "kit"
        kit.mkdir(parents=True, exist_ok=True)
        state = hashlib.sha256(f"{version('typst')} {self.date}".encode())
        for file in sorted(TEMPLATES.glob("*.typ")):
            state.update(file.read_bytes())
            shutil.copyfile(file, kit / file.name)
        for font in sorted(FONTS.glob("*.ttf")):
            state.update(f"{font.name} {font.stat().st_size}".encode())
        source = f"#let words = {value(words)}\n"
        state.update(source.encode())
        (self.folder / "words.typ").write_text(source, encoding="utf-8")
        self.kit = state.digest()

    def picture(self, path: Path) -> str:
        """Copy a picture into the root; its name there says what it holds."""
        content = path.read_bytes()
        name = f"{path.stem}-{hashlib.sha256(content).hexdigest()[:12]}{path.suffix}"
        copy = self.folder / "pictures" / name
        if not copy.exists():
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(content)
        return f"/pictures/{name}"

    def print(self, output: PaperOutput, source: str, target: Path) -> Path:
        """Write one PDF, or copy it if the same source was printed before."""
        key = hashlib.sha256(self.kit + source.encode()).hexdigest()[:32]
        done = self.folder / "done" / f"{key}.pdf"
        if not done.exists():
            file = self.folder / "sources" / f"{output.path.removesuffix('.pdf')}.typ"
            for folder in (file.parent, done.parent):
                folder.mkdir(parents=True, exist_ok=True)
            file.write_text(source, encoding="utf-8")
            draft = done.with_suffix(".part")
            draft.write_bytes(self.compile(file))
            draft.replace(done)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(done, target)
        return target

    def compile(self, file: Path) -> bytes:
        """Return the PDF/UA-1 of a source file."""
        if self._compiler is None:
            fonts = typst.Fonts(
                include_system_fonts=False,
                include_embedded_fonts=False,
                font_paths=[str(FONTS)],
            )
            self._compiler = typst.Compiler(root=str(self.folder), font_paths=fonts)
        try:
            made = self._compiler.compile(
                input=str(file),
                format="pdf",
                pdf_standards="ua-1",
                timestamp=self.date,
            )
        except typst.TypstError as error:
            raise PdfError(f"{file.name}: {error.diagnostic or error}") from error
        if not isinstance(made, bytes):
            raise PdfError(f"{file.name}: Typst gave no file.")
        return made


def setup_typst(app: Sphinx) -> None:
    """Register the Typst builder."""
    app.add_builder(TypstBuilder)
