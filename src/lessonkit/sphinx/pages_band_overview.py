"""A band's page for teachers: what it is about, its order, its time, its curricula."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from docutils import nodes as dn

from lessonkit.model.course import Course
from lessonkit.model.lesson import Lesson
from lessonkit.model.reference import CurriculumCode, Framework
from lessonkit.sphinx.cited import simple_table, text_list
from lessonkit.sphinx.i18n import _
from lessonkit.sphinx.pages_bands import (
    about,
    document,
    page_link,
    paragraph,
    split_kinds,
    sub_section,
    teacher_list,
)
from lessonkit.sphinx.site import DOWNLOAD_PAGES, TEACHER_INDEX, ages, lessons_of
from lessonkit.sphinx.virtual import VirtualPage, virtual_pages

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class BandOverview:
    """Makes the parts of one band's page."""

    def __init__(self, app: Sphinx, course: Course, band: str) -> None:
        self.app = app
        self.course = course
        self.band = band
        self.here = f"teacher-guides/{band}/index"
        self.six, self.rest = split_kinds(lessons_of(course, band))

    def guide_link(self, lesson: Lesson) -> dn.Node:
        """Return a link to a lesson's guide, or its title if it has none."""
        guide = self.course.guides.get(lesson.id)
        if guide is None:
            return dn.Text(lesson.title)
        return page_link(self.app, lesson.title, guide.docname, self.here)

    def order(self) -> dn.section:
        """Return the lessons in order, and what each takes up from those before."""
        builds = self.course.bands[self.band].text.builds
        items = dn.enumerated_list(
            enumtype="arabic", prefix="", suffix=".", classes=["lesson-list"]
        )
        for lesson in self.six:
            card = dn.list_item("", classes=["card"])
            card += paragraph(dn.strong("", "", self.guide_link(lesson)))
            card += paragraph(lesson.summary)
            if text := builds.get(lesson.slug):
                card += paragraph(dn.emphasis("", _("How it builds on:")), f" {text}")
            pupils_see = _("What pupils see: {0}").format(lesson.title)
            card += dn.paragraph(
                "",
                "",
                dn.Text(f"{about(self.course, lesson)} · "),
                page_link(self.app, pupils_see, lesson.docname, self.here),
                classes=["small"],
            )
            items += card
        title = _("The lessons, and how they build on each other")
        note = _("The order is advice: each lesson also works alone.")
        return sub_section(title, paragraph(note), items)

    def time(self) -> dn.section:
        """Return what to teach in the time that there is."""
        uses = {
            "starter": _("To open a subject in tutor time, or to come back to it."),
            "assembly": _("For a whole year group. A lesson should follow that week."),
            "one-hour": _("If the school has one lesson and no more."),
        }
        rows: list[list[dn.Node]] = []
        extras = [lesson for lesson in self.rest if lesson.kind in uses]
        for lesson in sorted(extras, key=lambda lesson: lesson.minutes):
            use = paragraph(self.guide_link(lesson), f" – {uses[lesson.kind]}")
            time = _("{0} minutes").format(lesson.minutes)
            rows.append([paragraph(time), use])
        if len(self.six) > 1:
            minutes = self.course.bands[self.band].minutes
            times = _("{0} times {1} minutes").format(len(self.six), minutes)
            whole = _("The whole band: one lesson a week, or two projects of three.")
            rows.append([paragraph(times), paragraph(whole)])
        heads = [str(_("You have")), str(_("Teach"))]
        return sub_section(
            _("How much time do you have?"), simple_table(heads, rows, [2, 6])
        )

    def claimed(self) -> dict[str, list[Lesson]]:
        """Return the lessons that claim each curriculum code, by ``framework/code``."""
        found: dict[str, list[Lesson]] = {}
        for lesson in [*self.six, *self.rest]:
            if guide := self.course.guides.get(lesson.id):
                for code in guide.curriculum:
                    found.setdefault(code, []).append(lesson)
        return found

    def curricula(self) -> list[dn.Node]:
        """Return a table for each framework that the band's guides name."""
        claimed = self.claimed()
        parts: list[dn.Node] = []
        for framework in self.course.frameworks.values():
            rows = [
                self._code_row(code, claimed[f"{framework.id}/{code.id}"])
                for code in framework.codes
                if f"{framework.id}/{code.id}" in claimed
            ]
            if rows:
                heads = [str(_("What it says")), str(_("Lessons"))]
                parts.append(paragraph(dn.strong("", framework.title)))
                parts.append(simple_table(heads, rows, [4, 4]))
                parts.append(_source_line(framework))
        if not parts:
            return []
        note = _(
            "Only what was seen in the source is named. The match with the lessons is "
            "our own: no authority has approved it."
        )
        return [sub_section(_("Curriculum links"), paragraph(note), *parts)]

    def _code_row(self, code: CurriculumCode, lessons: list[Lesson]) -> list[dn.Node]:
        said = code.wording
        if code.code and code.code not in said:
            said = f"{code.code}: {said}"
        links = dn.paragraph()
        for number, lesson in enumerate(lessons):
            links += [dn.Text("; ")] if number else []
            links += self.guide_link(lesson)
        return [paragraph(said), links]

    def downloads(self) -> dn.section:
        """Return the way to the band's files."""
        name = f"{DOWNLOAD_PAGES}{self.band}/index"
        link = page_link(self.app, str(_("Files for ages {0}")), name, self.here)
        link[0] = dn.Text(str(_("Files for ages {0}")).format(ages(self.band)))
        text = _(
            ": slides, worksheets, quizzes and guides of the band, on paper and for "
            "your school's system."
        )
        return sub_section(_("Downloads"), paragraph(link, text))

    def page(self) -> VirtualPage:
        """Return the page."""
        text = self.course.bands[self.band].text
        shown = ages(self.band)
        title = str(_("Teaching ages {0}")).format(shown)
        doctree, section = document(title, self.here)
        if text.about:
            section += dn.paragraph("", text.about, classes=["lead"])
        section += paragraph(
            _(
                "Each lesson has a guide with what to say and why, slides, a worksheet "
                "and a quiz. Tell your safeguarding lead before you teach the first "
                "one."
            )
        )
        section += self.time()
        if text.prior:
            section += sub_section(
                _("What pupils bring with them"), text_list(text.prior)
            )
        if self.six:
            section += self.order()
        if self.rest:
            shorter = teacher_list(self.app, self.course, self.rest, self.here)
            section += sub_section(_("When there is less time"), shorter)
        section += self.curricula()
        section += self.downloads()
        return VirtualPage(
            self.here,
            title,
            "teachers",
            str(_("Guides, slides and worksheets for ages {0}.")).format(shown),
            doctree,
            context={"band": self.band, "crumbs": [(TEACHER_INDEX, _("Teachers"))]},
            teacher_only=True,
        )


def _source_line(framework: Framework) -> dn.paragraph:
    source: dn.Node = dn.Text(framework.source)
    if framework.source.startswith("https://"):
        source = dn.reference("", framework.source, refuri=framework.source)
    return dn.paragraph("", "", dn.Text(str(_("Source: "))), source, classes=["small"])


@virtual_pages
def band_overview_pages(app: Sphinx, course: Course) -> Iterator[VirtualPage]:
    """Yield each band's page for teachers."""
    taught = {guide.band for guide in course.guides.values()}
    for band in course.bands:
        if band in taught:
            yield BandOverview(app, course, band).page()
