"""A band's page for the pupil who works alone: what this is, and how long it takes.

It is a plain list. With JavaScript it also says where the reader stopped, in this tab
only, or on this device if the reader has ticked that (``course.js``, ``start.js``).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from docutils import nodes as dn

from lessonkit.model.course import Course
from lessonkit.model.lesson import Lesson
from lessonkit.source.markdown import parse_blocks
from lessonkit.sphinx.cited import text_list
from lessonkit.sphinx.i18n import _
from lessonkit.sphinx.pages_bands import (
    about,
    document,
    page_link,
    paragraph,
    split_kinds,
    sub_section,
)
from lessonkit.sphinx.site import HELP_PAGES, PUPIL_INDEX, ages, lessons_of
from lessonkit.sphinx.virtual import VirtualPage, virtual_pages

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def steps_of(course: Course, lesson: Lesson) -> list[tuple[str, str]]:
    """Return (step, minutes), as the teacher guide gives them, without its welcome."""
    guide = course.guides.get(lesson.id)
    if guide is None:
        return []
    blocks = parse_blocks(guide.body, guide.body_line)
    steps = [x for block in blocks for x in block.walk() if x.name == "step"]
    return [
        (step.argument.partition(":")[0], step.options.get("minutes", ""))
        for step in steps[1:]
    ]


def lesson_card(app: Sphinx, course: Course, lesson: Lesson, here: str) -> dn.list_item:
    """Return a lesson with what it is about and how long its steps take."""
    link = page_link(app, lesson.title, lesson.docname, here)
    card = dn.list_item("", classes=["card"])
    card += paragraph(dn.strong("", "", link))
    card += paragraph(lesson.summary)
    small = [about(course, lesson)]
    if lesson.kind == "lesson" and (steps := steps_of(course, lesson)):
        small.append(" · ".join(f"{step}: {minutes}" for step, minutes in steps))
    card += [dn.paragraph("", text, classes=["small"]) for text in small]
    return card


def cards(app: Sphinx, course: Course, lessons: list[Lesson], here: str) -> dn.Node:
    """Return lessons in their order."""
    items = dn.bullet_list(bullet="-", classes=["lesson-list"])
    items += [lesson_card(app, course, lesson, here) for lesson in lessons]
    return items


def too_much(app: Sphinx, course: Course, band: str, here: str) -> dn.section:
    """Return what to do if it gets too much, with the way to help."""
    section = sub_section(_("If it gets too much"))
    section += text_list(course.bands[band].text.too_much)
    for name in HELP_PAGES:
        if name in app.env.found_docs:
            link = page_link(app, str(_("Get help now")), name, here)
            section += paragraph(dn.strong("", "", link))
            break
    return section


@virtual_pages
def pupil_start_pages(app: Sphinx, course: Course) -> Iterator[VirtualPage]:
    """Yield each band's page for pupils."""
    for band in course.bands:
        lessons = lessons_of(course, band)
        if not lessons:
            continue
        here = f"lessons/{band}/index"
        title = str(_("Ages {0}")).format(ages(band))
        doctree, section = document(title, here)
        lead = _("Start with any lesson. You can work alone, or with your class.")
        section += dn.paragraph("", str(lead), classes=["lead"])
        text = course.bands[band].text
        if text.alone:
            section += sub_section(_("If you work alone"), text_list(text.alone))
        if text.too_much:
            section += too_much(app, course, band, here)
        six, rest = split_kinds(lessons)
        if six:
            heads = str(_("The lessons, with the minutes that each step takes"))
            section += sub_section(heads, cards(app, course, six, here))
        if rest:
            section += sub_section(_("More"), cards(app, course, rest, here))
        yield VirtualPage(
            here,
            title,
            "pupils",
            str(_("All lessons for ages {0}.")).format(ages(band)),
            doctree,
            template="start.html",
            context={"band": band, "crumbs": [(PUPIL_INDEX, _("Pupils"))]},
        )
