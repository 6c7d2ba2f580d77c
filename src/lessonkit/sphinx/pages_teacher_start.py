"""The page from which teachers start: an age and a time lead to a plan."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from docutils import nodes as dn

from lessonkit.model.course import Course
from lessonkit.sphinx.i18n import _
from lessonkit.sphinx.pages_bands import (
    about,
    document,
    page_link,
    paragraph,
    sub_section,
)
from lessonkit.sphinx.pages_plan import (
    TIMES,
    plan_page,
    planned,
    taught_bands,
    time_name,
)
from lessonkit.sphinx.site import CLASS_PAGE, TEACHER_INDEX, ages, lessons_of
from lessonkit.sphinx.virtual import VirtualPage, virtual_pages

if TYPE_CHECKING:
    from sphinx.application import Sphinx


@virtual_pages
def start_page(app: Sphinx, course: Course) -> Iterator[VirtualPage]:
    """Yield the page that leads a teacher to a plan, a guide or a band."""
    bands = taught_bands(course)
    if not bands:
        return
    here, title = TEACHER_INDEX, str(_("For teachers"))
    doctree, section = document(title, here)
    lead = _("Choose an age and the time you have. You get a plan, with its files.")
    section += dn.paragraph("", str(lead), classes=["lead"])
    for band in bands:
        times = dn.bullet_list(bullet="-", classes=["plan-times"])
        for time in TIMES:
            if planned(course, band, time):
                link = page_link(app, time_name(time), plan_page(band, time), here)
                times += dn.list_item("", paragraph(link))
        heading = str(_("Ages {0}")).format(ages(band))
        section += sub_section(heading, times)
    if course.quizzes:
        link = page_link(app, str(_("Class results")), CLASS_PAGE, here)
        what = _(": what the class understood, added up from codes, without names.")
        section += sub_section(str(_("After a quiz")), paragraph(link, str(what)))
    guides = sub_section(str(_("All teacher guides")))
    for band in bands:
        links = dn.bullet_list(bullet="-")
        for lesson in lessons_of(course, band):
            if guide := course.guides.get(lesson.id):
                link = page_link(app, lesson.title, guide.docname, here)
                text = f" · {about(course, lesson)}"
                links += dn.list_item("", paragraph(link, text))
        every = str(_("Teaching ages {0}")).format(ages(band))
        more = page_link(app, every, f"teacher-guides/{band}/index", here)
        guides += [paragraph(dn.strong("", "", more)), links]
    section += guides
    yield VirtualPage(
        here,
        title,
        "teachers",
        str(_("From here to tomorrow's lesson: choose an age and your time.")),
        doctree,
        template="plan.html",
        teacher_only=True,
    )
