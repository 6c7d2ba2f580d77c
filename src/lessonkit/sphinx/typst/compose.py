"""What stands in each PDF: from pages and quizzes to the source of one file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from docutils import nodes as dn

from lessonkit.model.course import Course
from lessonkit.model.lesson import BANDS, Lesson, Review
from lessonkit.sphinx import nodes
from lessonkit.sphinx.i18n import _
from lessonkit.sphinx.typst import help_box, paper_quiz, parents
from lessonkit.sphinx.typst.course_nodes import Translator, split_title
from lessonkit.sphinx.typst.escape import Markup, Name, call, join, show, text, value
from lessonkit.sphinx.typst.outputs import (
    FAMILY_GUIDE,
    FAMILY_SHORT,
    SCHOOL_HANDBOOK,
    PaperOutput,
    has_worksheet,
)
from lessonkit.sphinx.typst.translator import Fragment, palette_of
from lessonkit.sphinx.typst.words import band_label, review_line

IMPORT = '#import "/kit/course.typ": *'
#: Points of type for each band, teachers' pages, and large print.
SIZES = {"8-10": 12.5, "11-13": 11, "14-16": 10.5, "16-18": 10.5}
TEACHER_SIZE = 10
LARGE_PRINT = 18
EASY_READ = 15
HEAD_WORDS = 6
RIGHT_TO_LEFT = {"ar", "fa", "he", "ur", "ps", "sd", "ug", "yi", "dv", "ckb"}


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


class Composer:
    """Make the source of each PDF."""

    def __init__(self, shelf: Bookshelf) -> None:
        self.shelf = shelf
        self.course = shelf.course
        self._fragments: dict[tuple[str, bool], Fragment | None] = {}

    def compose(self, output: PaperOutput) -> str | None:
        """Return the source of a PDF, ``None`` when its pages do not exist."""
        maker = {
            "lesson": self._lesson,
            "teacher-guide": self._guide,
            "worksheet": self._worksheet,
            "worksheet-answers": self._worksheet,
            "quiz": self._quiz,
            "quiz-large-print": self._quiz,
            "quiz-answers": self._quiz_answers,
            "slides": self._slides,
            "parents": self._parents,
            "workbook": self._workbook,
            "teacher-pack": self._teacher_pack,
            "slide-deck": self._slide_deck,
            "family-guide": self._family_guide,
            "family-guide-short": self._family_short,
            "school-handbook": self._handbook,
            "book": self._book,
        }[output.kind]
        return maker(output)

    # --- pieces -----------------------------------------------------------------

    def translator(self, docname: str, **options: bool) -> Translator:
        """Return a translator for a page."""
        return Translator(self.course, docname, self.shelf.picture, **options)

    def fragment(self, docname: str, *, sheets: bool = False) -> Fragment | None:
        """Return a page in Typst, translated once for all files that hold it."""
        key = (docname, sheets)
        if key not in self._fragments:
            tree = self.shelf.doctree(docname)
            made = self.translator(docname, sheets=sheets).page(tree) if tree else None
            self._fragments[key] = made
        return self._fragments[key]

    def common(self, title: str, description: str = "") -> dict[str, Any]:
        """Return what every template wants to know."""
        language = self.shelf.language
        right_to_left = language.partition("_")[0] in RIGHT_TO_LEFT
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
        settings: dict[str, Any] = {
            "size": look.size,
            "guide": look.guide,
            "pills": look.pills,
            "head": text(shorten(plain)),
            "foot": self.foot(review, contacts=contacts),
            "review": self.end_note(review, contacts=contacts),
            **self.common(plain, options.pop("description", "")),
            **options,
        }
        settings["shown"] = title
        head = show("handout", palette_of(docname), **settings)
        return self.file(head, labels, body)

    # --- a lesson's files -------------------------------------------------------

    def _page_file(self, docname: str) -> str | None:
        made = self.fragment(docname)
        if made is None:
            return None
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

    def _lesson(self, output: PaperOutput) -> str | None:
        return self._page_file(f"lessons/{output.subject}")

    def _guide(self, output: PaperOutput) -> str | None:
        return self._page_file(f"teacher-guides/{output.subject}")

    def worksheets(self, lesson: Lesson, *, answers: bool) -> Iterator[tuple[Any, ...]]:
        """Yield title, plain title and body of a lesson's worksheets."""
        tree = self.shelf.doctree(lesson.docname)
        for node in tree.findall(nodes.worksheet) if tree else ():
            translator = self.translator(lesson.docname, answers=answers)
            title, rest = split_title(node)
            shown = translator.line_of(title) if title is not None else Markup("")
            plain = title.astext() if title is not None else lesson.title
            yield shown, plain, translator.blocks(rest), translator.labels

    def _worksheet(self, output: PaperOutput) -> str | None:
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
            description=str(_("A worksheet for the lesson “{0}”.")).format(lesson.title),
        )

    def _quiz(self, output: PaperOutput) -> str:
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
            description=str(_("A quiz to answer on paper.")),
            **large,
        )

    def _quiz_answers(self, output: PaperOutput) -> str:
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

    def faces(self, lesson_id: str, *, first_level: int = 1) -> list[Markup]:
        """Return the slides of a lesson."""
        docname = f"teacher-guides/{lesson_id}"
        tree = self.shelf.doctree(docname)
        lesson = self.course.lessons.get(lesson_id)
        foot = f"{self.shelf.course_title} · {lesson.title}" if lesson else ""
        band = band_label(lesson_id.partition("/")[0])
        translator = self.translator(docname)
        return [
            translator.slide_face(
                node,
                level=first_level if n == 0 else first_level + 1,
                band=band,
                foot=foot,
            )
            for n, node in enumerate(tree.findall(nodes.slide) if tree else ())
        ]

    def _slides(self, output: PaperOutput) -> str | None:
        faces = self.faces(output.subject)
        if not faces:
            return None
        lesson = self.course.lessons.get(output.subject)
        title = lesson.title if lesson else output.subject
        head = show("deck", **self.common(str(_("Slides: {0}")).format(title)))
        return self.file(head, set(), join(faces, "\n#pagebreak();\n"))

    def _parents(self, output: PaperOutput) -> str:
        lesson = self.course.lessons[output.subject]
        title = str(_("For parents: {0}")).format(lesson.title)
        body = parents.draw(lesson, self.course)
        return self.handout(
            lesson.docname,
            text(title),
            title,
            body,
            contacts=True,
            pills=[text(_("For parents and carers")), text(band_label(lesson.band))],
            summary=text(lesson.summary),
            description=lesson.summary,
            size=10.5,
        )

    # --- books ------------------------------------------------------------------

    def chapter(self, docname: str, *, level: int, sheets: bool = False) -> list[Any]:
        """Return a page as a chapter, and its labels; nothing if there is no page."""
        made = self.fragment(docname, sheets=sheets)
        if made is None:
            return [Markup(""), set()]
        review = self.review_of(docname)
        look, summary = self.look(docname), self.summary(docname)
        band = next((part for part in docname.split("/") if part in BANDS), "")
        markup = call(
            "chapter",
            palette_of(docname),
            made.title,
            made.body,
            level=level,
            keys=made.keys,
            guide=look.guide,
            size=look.size,
            pills=look.pills,
            summary=text(summary) or None,
            head=text(shorten(made.plain_title)),
            tab=text(band.replace("-", "–")) if band else None,
            tab_place=BANDS.index(band) if band else 0,
            foot=self.foot(None, contacts=made.contacts),
            review=[text(review_line(review, self.shelf.language))] if review else [],
        )
        return [markup, made.labels]

    def bound(
        self, title: str, subtitle: str, chapters: list[Any], **options: Any
    ) -> str:
        """Return a book with cover, imprint and contents.

        :param chapters: pairs of markup and labels.
        """
        palette = options.get("palette", Name("p-course"))
        reviews = sorted({r.last for r in self._reviews()})
        lines = [text(self.shelf.course_title), *self.foot(None, contacts=False)]
        head = show("book", **self.common(title, subtitle))
        parts = [
            call(
                "cover",
                palette,
                text(title),
                text(subtitle),
                label_text=options.get("label"),
                lines=lines,
                bands=options.get("bands", Name("p-bands")),
            ),
            call("imprint-page", palette, _imprint(bool(reviews)), foot=lines[-1:]),
            call("contents-page", palette, text(_("Contents")), foot=lines[-1:]),
            *[markup for markup, _labels in chapters],
        ]
        labels = set().union(*[labels for _markup, labels in chapters])
        return self.file(head, labels, *parts)

    def _reviews(self) -> Iterator[Review]:
        for lesson in self.course.lessons.values():
            yield lesson.review

    def _workbook(self, output: PaperOutput) -> str | None:
        chapters: list[Any] = []
        for lesson in self._band_lessons(output.subject):
            for shown, plain, body, labels in self.worksheets(lesson, answers=False):
                chapters.append([self._sheet(lesson, shown, plain, body), labels])
        return self._band_book(output, _("Workbook"), chapters)

    def _sheet(self, lesson: Lesson, shown: Markup, plain: str, body: Markup) -> Markup:
        band = lesson.band
        return call(
            "chapter",
            palette_of(lesson.docname),
            shown,
            body,
            level=1,
            size=SIZES[band],
            pills=[text(_("Worksheet")), text(lesson.title)],
            head=text(shorten(plain)),
            tab=text(band.replace("-", "–")),
            tab_place=BANDS.index(band),
            foot=self.foot(lesson.review, contacts=False),
        )

    def _teacher_pack(self, output: PaperOutput) -> str | None:
        chapters = []
        for lesson in self._band_lessons(output.subject):
            docname = f"teacher-guides/{lesson.id}"
            chapters.append(self.chapter(docname, level=1))
            for shown, plain, body, labels in self.worksheets(lesson, answers=True):
                sheet = self._sheet(lesson, shown, plain, body)
                chapters.append([sheet, labels])
        return self._band_book(output, _("Teacher pack"), chapters)

    def _band_book(
        self, output: PaperOutput, title: str, chapters: list[Any]
    ) -> str | None:
        if not any(markup for markup, _labels in chapters):
            return None
        palette = palette_of(f"lessons/{output.subject}/any")
        return self.bound(
            str(title),
            f"{self.shelf.course_title} {band_label(output.subject)}",
            chapters,
            palette=palette,
            bands=[palette],
            label=text(band_label(output.subject)),
        )

    def _band_lessons(self, band: str) -> list[Lesson]:
        return [lesson for lesson in self.course.lessons.values() if lesson.band == band]

    def _slide_deck(self, output: PaperOutput) -> str | None:
        faces = [
            face
            for lesson in self._band_lessons(output.subject)
            for face in self.faces(lesson.id)
        ]
        if not faces:
            return None
        title = f"{_('All slides')}, {band_label(output.subject)}"
        head = show("deck", **self.common(title))
        return self.file(head, set(), join(faces, "\n#pagebreak();\n"))

    def _family_guide(self, _output: PaperOutput) -> str | None:
        names = [n for n in self._folder(FAMILY_GUIDE) if n != FAMILY_SHORT]
        chapters = [self.chapter(name, level=1) for name in names]
        title = str(_("Family guide"))
        subtitle = str(_("Nudifying tools, threats over pictures, and how to talk"))
        return self.bound(title, subtitle, chapters, palette=Name("p-family"))

    def _family_short(self, _output: PaperOutput) -> str | None:
        return self._page_file(FAMILY_SHORT)

    def _handbook(self, _output: PaperOutput) -> str | None:
        names = self._folder(SCHOOL_HANDBOOK)
        chapters = [self.chapter(name, level=1) for name in names]
        subtitle = str(_("Ready before it happens, and calm when it does"))
        return self.bound(str(_("School handbook")), subtitle, chapters)

    def _folder(self, folder: str) -> list[str]:
        """Return the pages of a folder in the book's order, then the others."""
        ordered = [name for part in self.shelf.parts for name in part.docnames]
        names = [*ordered, *sorted(self.course.pages)]
        inside = [n for n in names if n == folder or n.startswith(f"{folder}/")]
        return list(dict.fromkeys(inside))

    def _book(self, _output: PaperOutput) -> str:
        chapters: list[Any] = []
        number = 0
        for part in self.shelf.parts:
            if part.title:
                number += 1
                label = str(_("Part {0}")).format(number)
                band = next(
                    (b for b in BANDS if any(f"/{b}/" in f"/{n}" for n in part.docnames)),
                    "",
                )
                palette = palette_of(f"lessons/{band}/any" if band else part.docnames[0])
                page = call("part-page", palette, text(part.title), number=text(label))
                chapters.append([page, set()])
            level = 2 if part.title else 1
            for name in part.docnames:
                chapters.append(self.chapter(name, level=level, sheets=True))
        subtitle = _(
            "A course about nudifying tools, consent, threats over pictures, and where "
            "to get help. For ages 8 to 18, their teachers and their families."
        )
        return self.bound(self.shelf.course_title, str(subtitle), chapters)


def _imprint(_dated: bool) -> Markup:
    """Return what stands behind the cover."""
    lines = [
        _(
            "This course may be copied, printed, translated and changed, if its "
            "makers are named (Creative Commons Attribution 4.0)."
        ),
        _("The people in its stories are made up."),
        _(
            "Every page says when it was last reviewed and by whom. Phone numbers and "
            "addresses change: check them before you hand anything out."
        ),
        _("What it says about the law is no legal advice."),
    ]
    return join([text(line) for line in lines], "\n\n")
