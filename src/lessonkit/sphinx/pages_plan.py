"""A plan for each age and time: from zero to a lesson.

A plan says in order what to do before, in and after the lesson. It is drawn from the
guide's front matter and from what there is to download. Two tick boxes hide what a
room without a projector or a school without a printer does not need; CSS alone does
it, and where it cannot, both ways stand there and say for whom they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from docutils import nodes as dn
from markupsafe import escape

from lessonkit.model.course import Course
from lessonkit.model.lesson import Lesson, TeacherGuide
from lessonkit.source.inline import inline_runs
from lessonkit.sphinx.cited import text_list
from lessonkit.sphinx.file_sizes import SIZE
from lessonkit.sphinx.i18n import _
from lessonkit.sphinx.pages_bands import document, page_link, paragraph, sub_section
from lessonkit.sphinx.pages_downloads import Downloads, band_page, downloads_page
from lessonkit.sphinx.pages_parents import curled, first_page, parents_page
from lessonkit.sphinx.search_index import UNSEARCHED
from lessonkit.sphinx.site import (
    CLASS_PAGE,
    INCIDENT_PAGES,
    PLAN_PAGES,
    TEACHER_INDEX,
    ages,
    lessons_of,
)
from lessonkit.sphinx.virtual import VirtualPage, virtual_pages

if TYPE_CHECKING:
    from sphinx.application import Sphinx

#: The kinds of lessons that fill the time, in the order in which they are offered.
TIMES = {
    "one-lesson": "one-hour",
    "six-lessons": "lesson",
    "assembly": "assembly",
    "five-minutes": "starter",
}
SELF_BRIEFING = "book/school-handbook/self-briefing"
DISCLOSURE_CARD = "book/school-handbook/disclosure-card"
LETTER_HOME = "book/family-guide/letter-home"
WORDS_A_MINUTE = 200
#: Classes of what is shown in some rooms only, see ``styles/teacher.css``.
PROJECTOR, PRINTER = "with-projector", "with-printer"
NO_PRINTER, WITHOUT = "no-printer", "without"
PROJECTED = ("slides",)
PRINTED = ("worksheet", "quiz", "quiz-large-print")
KEPT = ("worksheet-answers", "quiz-answers")
BAND_PRINTED = ("teacher-pack", "workbook")
#: How a guide begins the line that says how to teach with a board alone.
_BARE_ROOM = re.compile(r"^\*\*No projector.*$", re.MULTILINE)


def time_name(time: str) -> str:
    """Return the words for the time that a teacher has."""
    names = {
        "one-lesson": _("One lesson"),
        "six-lessons": _("Six lessons"),
        "assembly": _("Assembly"),
        "five-minutes": _("Five minutes"),
    }
    return str(names[time])


def plan_page(band: str, time: str) -> str:
    """Return the name of a plan's page."""
    return f"{PLAN_PAGES}{band}/{time}"


def planned(course: Course, band: str, time: str) -> list[Lesson]:
    """Return the lessons of a plan, in order: those that have a guide."""
    return [
        lesson
        for lesson in lessons_of(course, band)
        if lesson.kind == TIMES[time] and lesson.id in course.guides
    ]


def reading_minutes(text: str) -> int:
    """Return how long a text takes to read, at least a minute."""
    return max(1, round(len(text.split()) / WORDS_A_MINUTE))


def bare_room(guide: TeacherGuide) -> list[dn.Node]:
    """Return what a guide says for a room that has a board alone; [] for nothing."""
    match = _BARE_ROOM.search(guide.body)
    kinds = {"strong": dn.strong, "emphasis": dn.emphasis}
    return [
        kinds[run.style]("", curled(run.text))
        if run.style in kinds
        else dn.Text(curled(run.text))
        for run in inline_runs(match[0] if match else "")
    ]


class setting(dn.General, dn.Element):
    """Two tick boxes: what the room and the school have."""


class Plans:
    """Makes the plans of one build."""

    def __init__(self, app: Sphinx, course: Course) -> None:
        self.app = app
        self.course = course
        self.downloads = Downloads(app, course)

    def to(self, here: str, name: str, text: str) -> dn.reference:
        """Return a link to a page."""
        return page_link(self.app, text, name, here)

    def known(self, name: str) -> bool:
        """Tell whether the book has a page."""
        return name in self.app.env.found_docs

    # --- Files ---------------------

    def files(
        self, here: str, subject: str, kinds: Iterable[str]
    ) -> Iterator[list[dn.Node]]:
        """Yield links to PDFs, each with its form and room for its size."""
        for paper in self.downloads.papers:
            if paper.subject == subject and paper.kind in kinds:
                yield self.file(here, f"pdf/{paper.path}", paper.label, "PDF")

    def slides(self, here: str, lesson: Lesson) -> Iterator[list[dn.Node]]:
        """Yield links to a lesson's slides in both forms."""
        yield from self.files(here, lesson.id, PROJECTED)
        path = f"slides/{lesson.id}.pptx"
        for package in self.downloads.packages:
            if package.path == path:
                text = str(_("Slides to edit"))
                yield self.file(here, f"packages/{path}", text, package.form)

    def file(self, here: str, path: str, text: str, form: str) -> list[dn.Node]:
        """Return a link to a file; its size is filled in once the file is there."""
        size = dn.inline("", "", classes=[SIZE])
        link = self.downloads.link(here, path, text)
        return [link, dn.Text(f" ({form}"), size, dn.Text(")")]

    def listed(
        self, items: Iterable[list[dn.Node]], name: str
    ) -> Iterator[dn.bullet_list]:
        """Yield a list of files, if there is one, shown in some rooms only."""
        files = dn.bullet_list(bullet="-", classes=["plan-files", name])
        for parts in items:
            files += dn.list_item("", dn.paragraph("", "", *parts))
        if len(files):
            yield files

    # --- Steps ---------------------

    def page(self, band: str, time: str, lessons: list[Lesson]) -> VirtualPage:
        """Return a plan's page."""
        here = plan_page(band, time)
        title = f"{time_name(time)}, {_('ages {0}').format(ages(band))}"
        doctree, section = document(title, here)
        section += dn.paragraph("", str(_("Your plan, in order.")), classes=["lead"])
        six = len(lessons) > 1
        rooms = [self.room(here, lesson, six) for lesson in lessons]
        if any(part["classes"] for room in rooms for part in room):
            section += setting()
        section += self.tell(here, lessons)
        section += self.read(here, lessons)
        if six:
            section += self.all_lessons(here, band, lessons, rooms)
        else:
            part = sub_section(str(_("3. Get the room ready")))
            part += text_list(lesson_materials(self.course, lessons[0]))
            part += rooms[0]
            section += [part, self.teach(here, lessons[0])]
        section += self.after(here, band, time)
        for part in section.findall(dn.section):
            part["classes"].append(UNSEARCHED)
        section["classes"].remove(UNSEARCHED)
        words = _("From telling your safeguarding lead to the hour after the lesson.")
        return VirtualPage(
            here,
            title,
            "teachers",
            str(words),
            doctree,
            template="plan.html",
            context={"band": band, "crumbs": [(TEACHER_INDEX, str(_("Teachers")))]},
            teacher_only=True,
        )

    def tell(self, here: str, lessons: list[Lesson]) -> dn.section:
        """Return the first step: the lead, then the families."""
        words = _(
            "Say which class, which lesson and when. Ask whether a pupil of the class "
            "is in a case now, and who can be reached after the lesson."
        )
        part = sub_section(
            str(_("1. Tell your safeguarding lead")), paragraph(str(words))
        )
        found = []
        if self.known(LETTER_HOME):
            found.append(self.to(here, LETTER_HOME, str(_("A letter home"))))
        if lessons[0].parent:
            text = str(_("For parents: {0}")).format(lessons[0].title)
            found.append(self.to(here, parents_page(lessons[0]), text))
        if found:
            part += paragraph(f"{_('Tell the families too:')} ", *joined(found))
        return part

    def read(self, here: str, lessons: list[Lesson]) -> dn.section:
        """Return the second step: what to read, with minutes."""
        guide = self.course.guides[lessons[0].id]
        items = [(guide.docname, guide.title, reading_minutes(guide.body))]
        for name in (DISCLOSURE_CARD, SELF_BRIEFING):
            page = self.course.pages.get(name)
            if page and self.known(name):
                card = self.course.disclosure if name == DISCLOSURE_CARD else None
                said = (*card.say, *card.do, *card.never) if card else ()
                text = " ".join((page.body, *said))
                minutes = page.minutes or reading_minutes(text)
                items.append((name, page.title, minutes))
        links = dn.bullet_list(bullet="-")
        for name, text, minutes in items:
            long = f" · {_('{0} minutes').format(minutes)}"
            links += dn.list_item("", paragraph(self.to(here, name, text), long))
        part = sub_section(str(_("2. Read")), links)
        if "ten minutes to prepare" in guide.body:
            words = _("No time? The guide begins with what to do in ten minutes.")
            part += paragraph(str(words))
        return part

    def room(self, here: str, lesson: Lesson, short: bool) -> list[dn.Element]:
        """Return what to project and print, and how to do without."""
        kinds = PRINTED[:2] if short else PRINTED
        parts: list[dn.Element] = []
        projected = list(self.slides(here, lesson))
        printed = list(self.files(here, lesson.id, kinds))
        if projected:
            if not short:
                parts.append(self.heading(_("To project"), PROJECTOR))
            parts += self.listed(projected, PROJECTOR)
        if printed:
            if not short:
                parts.append(self.heading(_("To print, one for each pupil"), PRINTER))
            parts += self.listed(printed, PRINTER)
        if bare := bare_room(self.course.guides[lesson.id]):
            parts.append(dn.paragraph("", "", *bare, classes=[WITHOUT]))
        if lesson.id in self.course.quizzes and not short:
            words = _(
                "No printer: read the quiz aloud. With eyes closed, pupils show the "
                "number of their answer with their fingers."
            )
            parts.append(dn.paragraph("", str(words), classes=[NO_PRINTER]))
        if not short and (kept := list(self.files(here, lesson.id, KEPT))):
            parts.append(self.heading(_("For you"), ""))
            parts += self.listed(kept, "")
        return parts

    def heading(self, text: str, name: str) -> dn.paragraph:
        """Return a small heading above a list, shown where the list is."""
        shown = dn.strong("", str(text))
        return dn.paragraph("", "", shown, classes=["plan-kind", name] if name else [])

    def all_lessons(
        self,
        here: str,
        band: str,
        lessons: list[Lesson],
        rooms: list[list[dn.Element]],
    ) -> dn.section:
        """Return the third step of six lessons: each with its files."""
        words = _("Each works alone. In this order each builds on the one before.")
        part = sub_section(str(_("3. Teach, in this order")), paragraph(str(words)))
        cards = dn.bullet_list(bullet="-", classes=["lesson-list"])
        for lesson, room in zip(lessons, rooms, strict=True):
            guide = self.course.guides[lesson.id]
            item = dn.list_item("", classes=["card"])
            link = self.to(here, lesson.docname, lesson.title)
            item += paragraph(dn.strong("", "", link), f" · {lesson.minutes} min")
            minutes = _("{0} minutes to read").format(reading_minutes(guide.body))
            item += paragraph(
                self.to(here, guide.docname, str(_("Teacher guide"))),
                f" · {minutes} · ",
                self.to(here, downloads_page(lesson.id), str(_("All files"))),
            )
            item += room
            cards += item
        part += cards
        packs = list(self.files(here, band, (*BAND_PRINTED, "slide-deck")))
        if packs:
            part += paragraph(dn.strong("", str(_("All six in one file"))))
            part += self.listed(packs, "")
        return part

    def teach(self, here: str, lesson: Lesson) -> dn.section:
        """Return the fourth step: the lesson itself."""
        words = _(
            "Follow the guide minute by minute. What to say stands beside why: drop "
            "the words, keep the point."
        )
        link = self.to(here, lesson.docname, lesson.title)
        minutes = _("{0} minutes").format(lesson.minutes)
        return sub_section(
            str(_("4. Teach")),
            paragraph(f"{_('What pupils see:')} ", link, f" · {minutes}"),
            paragraph(str(words)),
        )

    def after(self, here: str, band: str, time: str) -> dn.section:
        """Return the last step: stay, listen, pass on, go on."""
        number = 4 if time == "six-lessons" else 5
        part = sub_section(f"{number}. {_('After the lesson')}")
        items = dn.bullet_list(bullet="-")
        stay = _("Stay ten minutes. Children tell after such lessons.")
        items += dn.list_item("", paragraph(str(stay)))
        for lead, name, text in (
            (_("A pupil tells you:"), DISCLOSURE_CARD, _("The disclosure card")),
            (
                _("Something has happened:"),
                first_page(self.app, INCIDENT_PAGES),
                _("If it happens today"),
            ),
        ):
            if name and self.known(name):
                link = self.to(here, name, str(text))
                items += dn.list_item("", paragraph(f"{lead} ", link))
        if self.course.quizzes and time in {"one-lesson", "six-lessons"}:
            link = self.to(here, CLASS_PAGE, str(_("Class results")))
            words = f"{_('What the class understood, without names:')} "
            items += dn.list_item("", paragraph(words, link))
        if time != "six-lessons" and planned(self.course, band, "six-lessons"):
            name = plan_page(band, "six-lessons")
            link = self.to(here, name, str(_("Six lessons")))
            items += dn.list_item("", paragraph(f"{_('More time later:')} ", link))
        all_files = self.to(here, band_page(band), str(_("Files to download")))
        words = f"{_('For Moodle and other systems:')} "
        items += dn.list_item("", paragraph(words, all_files))
        part += items
        return part


def joined(links: Iterable[dn.Node]) -> Iterator[dn.Node]:
    """Yield links with dots between."""
    for number, link in enumerate(links):
        if number:
            yield dn.Text(" · ")
        yield link


def lesson_materials(course: Course, lesson: Lesson) -> list[str]:
    """Return what a lesson needs, as its guide says."""
    return [curled(text) for text in course.guides[lesson.id].materials]


def draw_setting(translator: Any, _node: setting) -> None:
    """Draw the tick boxes; both are ticked at first."""
    boxes = (
        ("has-projector", _("I have a projector")),
        ("has-printer", _("I can print")),
    )
    labels = "\n".join(
        f'<label><input type="checkbox" class="{name}" checked> '
        f"{escape(str(words))}</label>"
        for name, words in boxes
    )
    translator.body.append(f'<div class="setting">\n{labels}\n</div>\n')
    raise dn.SkipNode


def setup_plans(app: Sphinx) -> None:
    """Register what a plan draws."""
    app.add_node(setting, html=(draw_setting, None))


def taught_bands(course: Course) -> list[str]:
    """Return the bands that have a teacher guide."""
    taught = {guide.band for guide in course.guides.values()}
    return [band for band in course.bands if band in taught]


@virtual_pages
def plan_pages(app: Sphinx, course: Course) -> Iterator[VirtualPage]:
    """Yield a plan for each age and time."""
    plans = Plans(app, course)
    for band in taught_bands(course):
        for time in TIMES:
            if lessons := planned(course, band, time):
                yield plans.page(band, time, lessons)
