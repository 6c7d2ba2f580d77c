"""Which PDFs there are: asked by the Typst builder and by the pages that list them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lessonkit.model.course import Course
from lessonkit.model.lesson import BANDS, Lesson
from lessonkit.model.policy import TEMPLATE
from lessonkit.sphinx.country_data import KINDS_TO_TALK
from lessonkit.sphinx.i18n import _
from lessonkit.sphinx.typst.words import band_label

FAMILY_GUIDE = "book/family-guide"
FAMILY_SHORT = "book/family-guide/short"
FAMILY_AGREEMENT = "book/family-guide/agreement"
AGREEMENT_FORM = "family-guide/agreement.pdf"
#: The kind of PDF that has fields to fill in.
FORM = "family-agreement"
#: For schools to send: it is printed in the handbook, not in the family guide.
LETTER_HOME = "book/family-guide/letter-home"
SCHOOL_HANDBOOK = "book/school-handbook"
POLICY_PAPER = "school-handbook/policy-template.pdf"
_WORKSHEET = re.compile(r"^:{3,}\{worksheet\}", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class PaperOutput:
    """One PDF.

    :param path: below the folder of PDFs, such as ``11-13/no-to-nudifying-quiz.pdf``.
    :param kind: ``lesson``, ``teacher-guide``, ``worksheet``, ``worksheet-answers``,
        ``quiz``, ``quiz-answers``, ``quiz-large-print``, ``slides``, ``parents``,
        ``session-slides``, ``workbook``, ``teacher-pack``, ``slide-deck``,
        ``book``, ``family-guide``, ``family-guide-short``, ``school-handbook``,
        ``family-agreement``, ``policy-template``, ``help-card``, ``help-poster`` or
        ``help-teacher-card``.
    :param label: what it is, for a list of downloads.
    :param subject: the lesson's id, the band or the country; ``""`` for the others.
    :param teacher_only: left out of the learner edition.
    """

    path: str
    kind: str
    label: str
    subject: str = ""
    teacher_only: bool = False

    @property
    def fields(self) -> bool:
        """Whether it is a form, with fields to fill in."""
        return self.kind == FORM


def has_worksheet(lesson: Lesson) -> bool:
    """Tell whether a lesson brings a worksheet."""
    return bool(_WORKSHEET.search(lesson.body))


def lesson_outputs(course: Course, lesson: Lesson) -> Iterator[PaperOutput]:
    """Yield the PDFs of one lesson."""
    stem, subject = lesson.id, lesson.id
    yield PaperOutput(f"{stem}.pdf", "lesson", str(_("Lesson")), subject)
    guide = course.guides.get(lesson.id)
    if guide:
        path = f"{stem}-teacher-guide.pdf"
        yield PaperOutput(path, "teacher-guide", str(_("Teacher guide")), subject, True)
    if has_worksheet(lesson):
        yield PaperOutput(
            f"{stem}-worksheet.pdf", "worksheet", str(_("Worksheet")), subject
        )
        label = str(_("Worksheet with answers"))
        path = f"{stem}-worksheet-answers.pdf"
        yield PaperOutput(path, "worksheet-answers", label, subject, True)
    if lesson.id in course.quizzes:
        yield PaperOutput(f"{stem}-quiz.pdf", "quiz", str(_("Quiz on paper")), subject)
        path = f"{stem}-quiz-large-print.pdf"
        label = str(_("Quiz on paper, large print"))
        yield PaperOutput(path, "quiz-large-print", label, subject)
        path = f"{stem}-quiz-answers.pdf"
        label = str(_("Quiz answers and tally sheet"))
        yield PaperOutput(path, "quiz-answers", label, subject, True)
    if guide and guide.slides:
        yield PaperOutput(
            f"{stem}-slides.pdf", "slides", str(_("Slides")), subject, True
        )
    if lesson.parent:
        path = f"{stem}-parents.pdf"
        yield PaperOutput(path, "parents", str(_("Page for parents")), subject)


def band_outputs(course: Course, band: str) -> Iterator[PaperOutput]:
    """Yield the PDFs of one age band."""
    lessons = [lesson for lesson in course.lessons.values() if lesson.band == band]
    name = band_label(band)
    if any(has_worksheet(lesson) for lesson in lessons):
        label = str(_("Workbook: every worksheet"))
        yield PaperOutput(f"{band}/workbook.pdf", "workbook", f"{label} ({name})", band)
    guides = [guide for guide in course.guides.values() if guide.band == band]
    if guides:
        label = f"{_('Teacher pack: every guide and key')!s} ({name})"
        yield PaperOutput(f"{band}/teacher-pack.pdf", "teacher-pack", label, band, True)
    if any(guide.slides for guide in guides):
        label = f"{_('All slides')!s} ({name})"
        yield PaperOutput(f"{band}/all-slides.pdf", "slide-deck", label, band, True)


def help_outputs(course: Course) -> Iterator[PaperOutput]:
    """Yield the cards and posters of every country that has something to print."""
    if not course.help or not course.help.finders:
        return
    for code, country in course.help.countries.items():
        if country.emergency or country.of_kind(*KINDS_TO_TALK):
            label = f"{_('Card')!s}: {country.name}"
            yield PaperOutput(f"help/{code}-card.pdf", "help-card", label, code)
            label = f"{_('Poster')!s}: {country.name}"
            yield PaperOutput(f"help/{code}-poster.pdf", "help-poster", label, code)
    label = str(_("Card for teachers: if a pupil tells you"))
    kind = "help-teacher-card"
    yield PaperOutput("help/teacher-card.pdf", kind, label, "", True)


def paper_outputs(course: Course, edition: str = "whole") -> list[PaperOutput]:
    """Return every PDF of an edition, in the order of the course."""
    planned = [PaperOutput("book.pdf", "book", str(_("The whole book")))]
    for lesson in course.lessons.values():
        planned += lesson_outputs(course, lesson)
    for band in BANDS:
        planned += band_outputs(course, band)
    if _pages(course, FAMILY_GUIDE):
        label = str(_("Family guide"))
        planned.append(PaperOutput("family-guide.pdf", "family-guide", label))
    if FAMILY_SHORT in course.pages:
        label = str(_("Family guide in short"))
        kind = "family-guide-short"
        planned.append(PaperOutput("family-guide-short.pdf", kind, label))
    if FAMILY_AGREEMENT in course.pages:
        label = str(_("Family picture agreement, to fill in"))
        planned.append(PaperOutput(AGREEMENT_FORM, FORM, label))
    if _pages(course, SCHOOL_HANDBOOK):
        label = str(_("School handbook"))
        path = "school-handbook.pdf"
        planned.append(PaperOutput(path, "school-handbook", label, "", True))
    if TEMPLATE in course.pages:
        label = str(_("Policy template"))
        planned.append(PaperOutput(POLICY_PAPER, "policy-template", label, "", True))
    for page in course.pages.values():
        if page.slides:
            label = str(_("{0}: slides")).format(page.title)
            path = f"{page.name}-slides.pdf"
            planned.append(PaperOutput(path, "session-slides", label, "", True))
    planned += help_outputs(course)
    if edition == "learner":
        return [output for output in planned if not output.teacher_only]
    return planned


def _pages(course: Course, folder: str) -> list[str]:
    return [
        name for name in course.pages if name == folder or name.startswith(f"{folder}/")
    ]
