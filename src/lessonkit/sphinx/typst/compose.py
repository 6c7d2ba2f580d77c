"""What stands in the PDFs of one lesson or page, as the source of a file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from docutils import nodes as dn

from lessonkit.model.course import Course
from lessonkit.model.lesson import BANDS, Lesson, Review
from lessonkit.source.places import is_right_to_left
from lessonkit.sphinx import nodes
from lessonkit.sphinx.i18n import _
from lessonkit.sphinx.pages_parents import parents_page
from lessonkit.sphinx.typst import help_box, paper_quiz, parents
from lessonkit.sphinx.typst.course_nodes import Translator, split_title
from lessonkit.sphinx.typst.escape import Markup, call, join, show, text, value
from lessonkit.sphinx.typst.outputs import PaperOutput
from lessonkit.sphinx.typst.translator import Fragment, palette_of
from lessonkit.sphinx.typst.words import band_label, review_line

IMPORT = '#import "/kit/course.typ": *'
#: Points of type for each band, teachers' pages, and large print.
SIZES = {"8-10": 12.5, "11-13": 10.5, "14-16": 10.5, "16-18": 10.5}
TEACHER_SIZE = 10
PARENTS_SIZE = 10
LARGE_PRINT = 18
EASY_READ = 15
HEAD_WORDS = 6


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the book: its title, ``""`` for the first pages, and its pages."""

    title: str
    docnames: list[str]


@dataclass(slots=True)
class Bookshelf:
    """All that the files are made of.

    :param doctree: gives a page's doctree, ``None`` when there is no such page.
    :param picture: gives a picture's path inside Typst's root.
    """

    course: Course
    doctree: Callable[[str], dn.document | None]
    picture: Callable[[Path], str]
    parts: list[Part] = field(default_factory=list)
    language: str = "en"
    course_title: str = "Whose Picture?"


@dataclass(frozen=True, slots=True)
class Look:
    """How a page is set when it stands among others."""

    size: float
    guide: bool
    pills: list[Markup]


def shorten(title: str) -> str:
    """Return a title for a running head: six words at most."""
    words = title.split()
    return title if len(words) <= HEAD_WORDS else " ".join(words[:HEAD_WORDS]) + " …"


class LessonComposer:
    """Make the source of the PDFs of one lesson or one page."""

    def __init__(self, shelf: Bookshelf) -> None:
        self.shelf = shelf
        self.course = shelf.course
        self._fragments: dict[tuple[str, bool], Fragment | None] = {}

    # --- pieces -----------------------------------------------------------------

    def translator(self, docname: str, **options: bool) -> Translator:
        """Return a translator for a page."""
        return Translator(self.course, docname, self.shelf.picture, **options)

    def fragment(self, docname: str, *, bound: bool = False) -> Fragment | None:
        """Return a page in Typst, translated once for all files that hold it."""
        key = (docname, bound)
        if key not in self._fragments:
            tree = self.shelf.doctree(docname)
            made = self.translator(docname, bound=bound).page(tree) if tree else None
            self._fragments[key] = made
        return self._fragments[key]

    def common(self, title: str, description: str = "") -> dict[str, Any]:
        """Return what every template wants to know."""
        language = self.shelf.language
        right_to_left = is_right_to_left(language)
        return {
            "title": f"{title} – {self.shelf.course_title}",
            "lang": language.partition("_")[0].partition("-")[0],
            "dir": "rtl" if right_to_left else "ltr",
            "description": description or None,
        }

    def foot(self, review: Review | None, *, contacts: bool) -> list[Markup]:
        """Return the short lines at every page's foot."""
        lines = []
        if contacts and (date := help_box.seen_on(self.course, self.shelf.language)):
            words = str(_("Check before handing out · {date}")).format(date=date)
            lines.append(call("strong", text(words)))
        parts = [self.shelf.course_title]
        if review:
            parts.append(str(_("Version {0}")).format(review.version))
            parts.append(str(_("reviewed {0}")).format(review.last.isoformat()))
        lines.append(text(" · ".join([*parts, "CC BY 4.0"])))
        return lines

    def end_note(self, review: Review | None, *, contacts: bool) -> list[Markup]:
        """Return what stands once, at the end: age, review, contacts, licence."""
        lines = []
        if contacts and (seen := help_box.seen_line(self.course, self.shelf.language)):
            lines.append(call("strong", text(seen)))
        if review:
            lines.append(text(review_line(review, self.shelf.language)))
        lines.append(text(_("Free to copy and change: CC BY 4.0, the makers named.")))
        return lines

    def review_of(self, docname: str) -> Review | None:
        """Return what a page says about its review."""
        for group in (self.course.lessons, self.course.guides):
            entry = group.get(docname.partition("/")[2])
            if entry and entry.docname == docname:
                return entry.review
        page = self.course.pages.get(docname)
        return page.review if page else None

    def lesson_of(self, docname: str) -> Lesson | None:
        """Return the lesson of a lesson's or a guide's page."""
        folder, _sep, name = docname.partition("/")
        if folder not in {"lessons", "teacher-guides"}:
            return None
        return self.course.lessons.get(name)

    def look(self, docname: str) -> Look:
        """Return type size, margins and labels of a page."""
        lesson = self.lesson_of(docname)
        band = next((part for part in docname.split("/") if part in BANDS), "")
        guide = docname.startswith("teacher-guides/")
        pills = [text(band_label(band))] if band else []
        if lesson and not guide:
            pills.append(text(_("{n} minutes").format(n=lesson.minutes)))
            strand = self.course.strands.get(lesson.strand)
            if strand:
                pills.append(text(f"{strand.number} · {strand.title}"))
        if guide:
            pills.append(text(_("Teacher guide")))
            if lesson:
                pills.append(text(_("{n} minutes").format(n=lesson.minutes)))
        if lesson and lesson.kind == "easy-read":
            return Look(EASY_READ, guide, pills)
        page = self.course.pages.get(docname)
        if page and page.steps:
            pills.append(text(_("{n} minutes").format(n=page.minutes)))
            return Look(TEACHER_SIZE, True, pills)
        size = SIZES.get(band, 10.5) if not guide else TEACHER_SIZE
        return Look(size, guide, pills)

    def summary(self, docname: str) -> str:
        """Return a page's one sentence."""
        lesson, page = self.lesson_of(docname), self.course.pages.get(docname)
        if lesson and docname.startswith("lessons/"):
            return lesson.summary
        return page.summary if page else ""

    def file(self, head: Markup, labels: set[str], *body: str) -> str:
        """Return a whole source file."""
        known = value(dict.fromkeys(sorted(labels), True))
        return join(
            [
                IMPORT,
                f"#let known = {known}",
                "#let goto = goto.with(known)",
                "#let mark = mark.with(known: known)",
                head,
                *body,
            ],
            "\n\n",
        )

    def handout(
        self, docname: str, title: Markup, plain: str, body: Markup, **options: Any
    ) -> str:
        """Return the source of a handout about one page."""
        look = self.look(docname)
        review = options.pop("review", self.review_of(docname))
        contacts = options.pop("contacts", False)
        labels = options.pop("labels", set())
        noted = options.pop("noted", True)
        settings: dict[str, Any] = {
            "size": look.size,
            "guide": look.guide,
            "pills": look.pills,
            "head": text(shorten(plain)),
            "foot": self.foot(review, contacts=contacts),
            "review": self.end_note(review, contacts=contacts) if noted else [],
            **self.common(plain, options.pop("description", "")),
            **options,
        }
        settings["shown"] = title
        head = show("handout", palette_of(docname), **settings)
        return self.file(head, labels, body)

    # --- a lesson's files -------------------------------------------------------

    def page_file(self, docname: str) -> str | None:
        """Return a page by itself."""
        made = self.fragment(docname)
        return self.page_of(docname, made) if made else None

    def page_of(self, docname: str, made: Fragment) -> str:
        """Return a translated page as a file."""
        summary = self.summary(docname)
        return self.handout(
            docname,
            made.title,
            made.plain_title,
            made.body,
            keys=made.keys,
            labels=made.labels,
            contacts=made.contacts,
            summary=text(summary) or None,
            description=summary,
        )

    def lesson(self, output: PaperOutput) -> str | None:
        """Return a lesson for pupils."""
        return self.page_file(f"lessons/{output.subject}")

    def guide(self, output: PaperOutput) -> str | None:
        """Return a teacher guide."""
        return self.page_file(f"teacher-guides/{output.subject}")

    def worksheets(self, lesson: Lesson, *, answers: bool) -> Iterator[tuple[Any, ...]]:
        """Yield title, plain title and body of a lesson's worksheets."""
        tree = self.shelf.doctree(lesson.docname)
        for node in tree.findall(nodes.worksheet) if tree else ():
            translator = self.translator(lesson.docname, answers=answers)
            title, rest = split_title(node)
            shown = translator.line_of(title) if title is not None else Markup("")
            plain = title.astext() if title is not None else lesson.title
            yield shown, plain, translator.blocks(rest), translator.labels

    def worksheet(self, output: PaperOutput) -> str | None:
        """Return a lesson's worksheets, with or without answers."""
        lesson = self.course.lessons[output.subject]
        answers = output.kind == "worksheet-answers"
        sheets = list(self.worksheets(lesson, answers=answers))
        if not sheets:
            return None
        shown, plain, body, labels = sheets[0]
        bodies = [body]
        for more_shown, _plain, more_body, more_labels in sheets[1:]:
            heading = call("heading-at", 2, ["worksheet"], more_shown)
            bodies += [Markup("#pagebreak(weak: true)"), heading, more_body]
            labels |= more_labels
        kind = _("Worksheet with answers") if answers else _("Worksheet")
        return self.handout(
            lesson.docname,
            shown,
            f"{plain}, {lesson.title}",
            join(bodies, "\n\n"),
            labels=labels,
            compact=True,
            pills=[text(kind), text(band_label(lesson.band)), text(lesson.title)],
            description=str(_("A worksheet for “{0}”.")).format(lesson.title),
            noted=answers,
        )

    def quiz(self, output: PaperOutput) -> str:
        """Return the pupil's quiz."""
        lesson = self.course.lessons.get(output.subject)
        quiz = self.course.quizzes[output.subject]
        docname = f"lessons/{output.subject}"
        body = paper_quiz.pupil_sheet(quiz, palette_of(docname))
        large = {"size": LARGE_PRINT} if output.kind == "quiz-large-print" else {}
        title = str(_("Quiz: {0}")).format(quiz.title)
        return self.handout(
            docname,
            text(title),
            title,
            body,
            compact=True,
            review=lesson.review if lesson else None,
            pills=[text(_("Quiz")), text(band_label(quiz.band))],
            summary=text(_("You do not need to write your name.")),
            noted=False,
            description=str(_("A quiz to answer on paper.")),
            **large,
        )

    def quiz_answers(self, output: PaperOutput) -> str:
        """Return the key and the tally grid."""
        quiz = self.course.quizzes[output.subject]
        palette = palette_of(f"lessons/{output.subject}")
        title = str(_("Quiz answers: {0}")).format(quiz.title)
        count = str(_("Count the class by hand"))
        how = _(
            "One stroke for each sheet, or for each raised hand. Nobody's name is "
            "written down. The tick shows the key."
        )
        body = join(
            [
                paper_quiz.key_sheet(quiz, palette),
                Markup("#pagebreak(weak: true)"),
                call("heading-at", 2, ["tally"], text(count)),
                text(how),
                paper_quiz.tally_grid(quiz, palette),
            ],
            "\n\n",
        )
        return self.handout(
            f"lessons/{output.subject}",
            text(title),
            title,
            body,
            compact=True,
            size=TEACHER_SIZE,
            pills=[text(_("For teachers")), text(band_label(quiz.band))],
            description=str(_("The key with a reason for every answer.")),
        )

    def faces(self, docname: str, title: str, label: str) -> list[Markup]:
        """Return the slides of a page.

        :param title: of the lesson or session, for the foot of each slide.
        :param label: for whom it is.
        """
        tree = self.shelf.doctree(docname)
        foot = f"{self.shelf.course_title} · {title}" if title else ""
        translator = self.translator(docname)
        return [
            translator.slide_face(node, level=2 if n else 1, band=label, foot=foot)
            for n, node in enumerate(tree.findall(nodes.slide) if tree else ())
        ]

    def lesson_faces(self, lesson_id: str) -> list[Markup]:
        """Return the slides of a lesson, which stand in its guide."""
        lesson = self.course.lessons.get(lesson_id)
        label = band_label(lesson_id.partition("/")[0])
        title = lesson.title if lesson else ""
        return self.faces(f"teacher-guides/{lesson_id}", title, label)

    def slides(self, output: PaperOutput) -> str | None:
        """Return the slides of a lesson."""
        lesson = self.course.lessons.get(output.subject)
        title = lesson.title if lesson else output.subject
        return self.deck(self.lesson_faces(output.subject), title)

    def session_slides(self, output: PaperOutput) -> str | None:
        """Return the slides of a session for staff."""
        name = output.path.removesuffix("-slides.pdf")
        page = self.course.pages[f"book/{name}"]
        faces = self.faces(page.docname, page.title, str(_("For schools")))
        return self.deck(faces, page.title)

    def deck(self, faces: list[Markup], title: str) -> str | None:
        """Return slides as a file, ``None`` when there are none."""
        if not faces:
            return None
        head = show("deck", **self.common(str(_("Slides: {0}")).format(title)))
        return self.file(head, set(), join(faces, "\n#pagebreak();\n"))

    def parents(self, output: PaperOutput) -> str | None:
        """Return the page for parents."""
        lesson = self.course.lessons[output.subject]
        docname = parents_page(lesson)
        tree = self.shelf.doctree(docname)
        if tree is None:
            return None
        translator = self.translator(docname)
        body = parents.draw(tree, translator)
        title = str(_("For parents: {0}")).format(lesson.title)
        return self.handout(
            lesson.docname,
            text(title),
            title,
            body,
            contacts=True,
            pills=[text(_("For parents and carers")), text(band_label(lesson.band))],
            summary=text(lesson.summary),
            description=lesson.summary,
            labels=translator.labels,
            compact=True,
            size=PARENTS_SIZE,
        )
