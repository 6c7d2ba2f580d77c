"""What the pages of the age bands share, and the pupils' way to a band."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from docutils import nodes as dn
from sphinx.util.docutils import new_document

from lessonkit.model.course import Course
from lessonkit.model.lesson import Lesson
from lessonkit.sphinx.i18n import _
from lessonkit.sphinx.site import (
    PUPIL_INDEX,
    ages,
    kind_name,
    lessons_of,
)
from lessonkit.sphinx.virtual import VirtualPage, virtual_pages

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def page_link(app: Sphinx, text: str, to: str, here: str) -> dn.reference:
    """Return a link from one page to another, for every writer."""
    return dn.reference(
        "", text, internal=True, refuri=app.builder.get_relative_uri(here, to)
    )


def document(title: str, docname: str) -> tuple[dn.document, dn.section]:
    """Return an empty document with its titled section."""
    doctree = new_document(docname)
    section = dn.section(
        ids=[dn.make_id(title)], names=[dn.fully_normalize_name(title)]
    )
    section += dn.title(title, title)
    doctree += section
    return doctree, section


def paragraph(*parts: dn.Node | str) -> dn.paragraph:
    """Return a paragraph of texts and inline nodes."""
    inlines = [x if isinstance(x, dn.Node) else dn.Text(str(x)) for x in parts]
    return dn.paragraph("", "", *inlines)


def sub_section(title: str, *children: dn.Node) -> dn.section:
    """Return a titled section."""
    section = dn.section(ids=[dn.make_id(title)])
    section += dn.title(title, title)
    section += list(children)
    return section


def about(course: Course, lesson: Lesson) -> str:
    """Return a lesson's strand and minutes in one line."""
    strand = course.strands.get(lesson.strand)
    words = [strand.title] if strand else [kind_name(lesson)]
    return " · ".join([*words, _("{0} minutes").format(lesson.minutes)])


def teacher_list(
    app: Sphinx, course: Course, lessons: Iterable[Lesson], here: str
) -> dn.Node:
    """Return lessons in order with guide and lesson page."""
    items = dn.bullet_list(bullet="-", classes=["lesson-list"])
    for lesson in lessons:
        guide = course.guides.get(lesson.id)
        title: dn.Node = dn.Text(lesson.title)
        if guide:
            title = page_link(app, lesson.title, guide.docname, here)
        item = dn.list_item("", classes=["card"])
        item += paragraph(dn.strong("", "", title))
        item += paragraph(lesson.summary)
        links = dn.paragraph("", about(course, lesson), classes=["small"])
        pupils_see = _("What pupils see: {0}").format(lesson.title)
        links += [
            dn.Text(" · "),
            page_link(app, pupils_see, lesson.docname, here),
        ]
        item += links
        items += item
    return items


def split_kinds(lessons: list[Lesson]) -> tuple[list[Lesson], list[Lesson]]:
    """Return the six lessons, and the rest."""
    six = [x for x in lessons if x.kind == "lesson"]
    return six, [x for x in lessons if x.kind != "lesson"]


@virtual_pages
def pupil_pages(app: Sphinx, course: Course) -> Iterator[VirtualPage]:
    """Yield the page that leads pupils to all bands."""
    bands = [band for band in course.bands if lessons_of(course, band)]
    if bands:
        doctree, section = document(_("Choose your age"), PUPIL_INDEX)
        lead = _("Each lesson works alone. Take the one that you need.")
        section += dn.paragraph("", lead, classes=["lead"])
        for band in bands:
            name = f"lessons/{band}/index"
            six, rest = split_kinds(lessons_of(course, band))
            heading = _("Ages {0}").format(ages(band))
            links = dn.bullet_list(bullet="-")
            for lesson in [*six, *rest]:
                link = page_link(app, lesson.title, lesson.docname, PUPIL_INDEX)
                links += dn.list_item("", paragraph(link))
            every = _("Ages {0}: all lessons").format(ages(band))
            more = paragraph(page_link(app, every, name, PUPIL_INDEX))
            section += sub_section(heading, links, more)
        yield VirtualPage(
            PUPIL_INDEX,
            _("Choose your age"),
            "pupils",
            _("All lessons, by age."),
            doctree,
        )
