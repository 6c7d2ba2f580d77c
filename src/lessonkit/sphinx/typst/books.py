"""What stands in the PDFs that bind many pages: the book, packs, guides."""

from __future__ import annotations

from typing import Any

from lessonkit.model.lesson import BANDS, Lesson
from lessonkit.model.policy import TEMPLATE
from lessonkit.sphinx.i18n import _
from lessonkit.sphinx.typst import help_cards
from lessonkit.sphinx.typst.compose import SIZES, LessonComposer, Part, shorten
from lessonkit.sphinx.typst.escape import Markup, Name, call, join, show, text
from lessonkit.sphinx.typst.form import FormTranslator
from lessonkit.sphinx.typst.outputs import (
    FAMILY_AGREEMENT,
    FAMILY_GUIDE,
    FAMILY_SHORT,
    FORM,
    LETTER_HOME,
    SCHOOL_HANDBOOK,
    PaperOutput,
)
from lessonkit.sphinx.typst.translator import palette_of
from lessonkit.sphinx.typst.words import band_label, day, review_line


class Composer(LessonComposer):
    """Make the source of each PDF."""

    def compose(self, output: PaperOutput) -> str | None:
        """Return the source of a PDF, ``None`` when its pages do not exist."""
        maker = {
            "lesson": self.lesson,
            "teacher-guide": self.guide,
            "worksheet": self.worksheet,
            "worksheet-answers": self.worksheet,
            "quiz": self.quiz,
            "quiz-large-print": self.quiz,
            "quiz-answers": self.quiz_answers,
            "slides": self.slides,
            "session-slides": self.session_slides,
            "parents": self.parents,
            "workbook": self._workbook,
            "teacher-pack": self._teacher_pack,
            "slide-deck": self._slide_deck,
            "family-guide": self._family_guide,
            "family-guide-short": self._family_short,
            "school-handbook": self._handbook,
            FORM: self._form,
            "policy-template": lambda _output: self.page_file(TEMPLATE),
            "help-card": self._help_card,
            "help-poster": self._help_card,
            "help-teacher-card": self._teacher_card,
            "book": self._book,
        }[output.kind]
        return maker(output)

    def chapter(self, docname: str, *, level: int) -> list[Any]:
        """Return a page as a chapter, and its labels; nothing if there is no page."""
        made = self.fragment(docname, bound=True)
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
        lines = self.foot(None, contacts=False)
        dates = [lesson.review.last for lesson in self.course.lessons.values()]
        dates += [page.review.last for page in self.course.pages.values()]
        if dates:
            words = str(_("Last reviewed {0}"))
            newest = day(max(dates), self.shelf.language)
            lines.insert(0, text(words.format(newest)))
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
            call("imprint-page", palette, _imprint(), foot=lines[-1:]),
            call("contents-page", palette, text(_("Contents")), foot=lines[-1:]),
            *[markup for markup, _labels in chapters],
        ]
        labels = set().union(*[labels for _markup, labels in chapters])
        return self.file(head, labels, *parts)

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
        return [
            lesson for lesson in self.course.lessons.values() if lesson.band == band
        ]

    def _slide_deck(self, output: PaperOutput) -> str | None:
        faces = [
            face
            for lesson in self._band_lessons(output.subject)
            for face in self.lesson_faces(lesson.id)
        ]
        if not faces:
            return None
        title = f"{_('All slides')}, {band_label(output.subject)}"
        head = show("deck", **self.common(title))
        return self.file(head, set(), join(faces, "\n#pagebreak();\n"))

    def _family_guide(self, _output: PaperOutput) -> str | None:
        apart = {FAMILY_SHORT, LETTER_HOME}
        names = [n for n in self._folder(FAMILY_GUIDE) if n not in apart]
        chapters = [self.chapter(name, level=1) for name in names]
        title = str(_("Family guide"))
        subtitle = str(_("Nudifying tools, threats over pictures, and how to talk"))
        return self.bound(title, subtitle, chapters, palette=Name("p-family"))

    def _family_short(self, _output: PaperOutput) -> str | None:
        return self.page_file(FAMILY_SHORT)

    def _form(self, _output: PaperOutput) -> str | None:
        tree = self.shelf.doctree(FAMILY_AGREEMENT)
        if tree is None:
            return None
        made = FormTranslator(self.course, FAMILY_AGREEMENT, self.shelf.picture).page(
            tree
        )
        return self.page_of(FAMILY_AGREEMENT, made)

    def _handbook(self, _output: PaperOutput) -> str | None:
        names = [*self._folder(SCHOOL_HANDBOOK), LETTER_HOME]
        chapters = [self.chapter(name, level=1) for name in names]
        subtitle = str(_("Ready before it happens, and calm when it does"))
        return self.bound(str(_("School handbook")), subtitle, chapters)

    def _help_card(self, output: PaperOutput) -> str:
        return help_cards.country_card(
            self.course,
            output.subject,
            self.shelf.course_title,
            self.shelf.language,
            poster=output.kind == "help-poster",
        )

    def _teacher_card(self, _output: PaperOutput) -> str:
        shelf = self.shelf
        return help_cards.teacher_card(self.course, shelf.course_title, shelf.language)

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
                palette = self._part_palette(part)
                page = call("part-page", palette, text(part.title), number=text(label))
                chapters.append([page, set()])
            level = 2 if part.title else 1
            for name in part.docnames:
                chapters.append(self.chapter(name, level=level))
        subtitle = _(
            "A course about nudifying tools, consent, threats over pictures, and where "
            "to get help. For ages 8 to 18, their teachers and their families."
        )
        return self.bound(self.shelf.course_title, str(subtitle), chapters)

    def _part_palette(self, part: Part) -> Name:
        """Return the palette of a part: its pages' own if they agree."""
        palettes = {palette_of(name) for name in part.docnames}
        return palettes.pop() if len(palettes) == 1 else Name("p-course")


def _imprint() -> Markup:
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
