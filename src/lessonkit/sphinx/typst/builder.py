"""The Typst builder: every PDF of the course from doctrees that are read already."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Set
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes as dn
from sphinx import addnodes
from sphinx.builders import Builder

from lessonkit.model.course import Course
from lessonkit.sphinx.typst.books import Composer
from lessonkit.sphinx.typst.compose import Bookshelf, Part
from lessonkit.sphinx.typst.course_nodes import AltTextMissing
from lessonkit.sphinx.typst.escape import letters_lacking
from lessonkit.sphinx.typst.form import print_form
from lessonkit.sphinx.typst.outputs import paper_outputs
from lessonkit.sphinx.typst.own_fonts import FOLDER as OWN_FONTS
from lessonkit.sphinx.typst.press import PdfError, Press
from lessonkit.sphinx.typst.translator import PAGE
from lessonkit.sphinx.typst.words import template_words
from lessonkit.sphinx.virtual import VirtualPage, all_virtual_pages

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class TypstBuilder(Builder):
    """Write the PDFs; Jupyter Book takes it as ``--custom-builder typst``."""

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
        language = app.config.language or "en"
        press = Press(
            work or Path(app.doctreedir) / "typst",
            timestamp(course),
            course.root / OWN_FONTS,
        )
        words = template_words(app.config.project, app.config.author)
        press.set_up(words, language)
        if lacking := letters_lacking(words.values()):
            raise PdfError(
                f"no font has the letters {lacking}: put fonts for the language "
                f"“{language}” into locale/{language}/{OWN_FONTS}."
            )
        virtual = {page.docname: page for page in all_virtual_pages(app, course)}
        shelf = Bookshelf(
            course,
            _reader(app, virtual),
            press.picture,
            parts=list(book_parts(app)),
            language=language,
            course_title=app.config.project,
        )
        composer = Composer(shelf)
        jobs = []
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            for output in paper_outputs(course, edition):
                try:
                    source = composer.compose(output)
                except AltTextMissing as error:
                    raise PdfError(str(error)) from error
                if source is not None:
                    target = outdir / output.path
                    job = partial(print_form, press) if output.fields else press.print
                    jobs.append(pool.submit(job, output.path, source, target))
    return [job.result() for job in jobs]


@contextmanager
def _as_builder(app: Sphinx) -> Iterator[None]:
    """Let links resolve for the Typst builder while another one is at work."""
    before = app.builder
    if not isinstance(before, TypstBuilder):
        builder = app.registry.create_builder(app, TypstBuilder.name, app.env)
        builder.outdir, builder.imgpath = before.outdir, ""
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
        names = [
            name for _title, name in toctree["entries"] if name in app.env.found_docs
        ]
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
    reviews = [
        *(lesson.review for lesson in course.lessons.values()),
        *(guide.review for guide in course.guides.values()),
        *(page.review for page in course.pages.values()),
    ]
    newest = max((review.last for review in reviews), default=None)
    if newest is None:
        return 0
    return int(datetime(newest.year, newest.month, newest.day, tzinfo=UTC).timestamp())


def setup_typst(app: Sphinx) -> None:
    """Register the Typst builder."""
    app.add_builder(TypstBuilder)
