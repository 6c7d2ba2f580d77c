"""Virtual pages: pages that have no source file, only a doctree made from data.

A maker is a function ``(app, course) -> iterable of VirtualPage``. The HTML builder
writes each page through ``html-collect-pages``; the Typst builder reads the same
doctree. One page, one doctree, all writers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from docutils import nodes

from lessonkit.model.course import Course

if TYPE_CHECKING:
    from sphinx.application import Sphinx


@dataclass(frozen=True, slots=True)
class VirtualPage:
    """One page made from data.

    :param docname: its name in the book, such as ``book/get-help/countries/PL``.
    :param audience: pupils, teachers, parents or everyone.
    :param doctree: a ``nodes.document`` whose first child is a titled section.
    :param template: the theme's template.
    :param context: extra values for the template.
    :param teacher_only: left out of the learner edition.
    """

    docname: str
    title: str
    audience: str
    summary: str
    doctree: nodes.document
    template: str = "page.html"
    context: dict[str, Any] = field(default_factory=dict)
    teacher_only: bool = False


Maker = Callable[["Sphinx", Course], Iterable[VirtualPage]]
_MAKERS: list[Maker] = []


def virtual_pages(maker: Maker) -> Maker:
    """Register a maker (decorator); makers run in the order of registration."""
    if maker not in _MAKERS:
        _MAKERS.append(maker)
    return maker


def all_virtual_pages(app: Sphinx, course: Course) -> Iterator[VirtualPage]:
    """Yield every virtual page of the edition that is being built."""
    learner = app.config.lessonkit_edition == "learner"
    for maker in _MAKERS:
        for page in maker(app, course):
            if not (learner and page.teacher_only):
                yield page
