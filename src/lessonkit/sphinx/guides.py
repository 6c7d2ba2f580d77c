"""Directives of teacher guides that are drawn from the front matter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes as dn

from lessonkit.model.course import Course
from lessonkit.model.lesson import Lesson, TeacherGuide
from lessonkit.source.reference import DISCLOSURE
from lessonkit.sphinx import nodes
from lessonkit.sphinx.boxes import CourseDirective
from lessonkit.sphinx.cited import course_of, simple_table, text_list
from lessonkit.sphinx.i18n import _

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class AtAGlance(CourseDirective):
    """A table of what a teacher needs to know first."""

    has_content = False
    teacher_only = True

    def make(self) -> list[dn.Node]:
        """Return the table, from the front matter of the guide and its lesson."""
        course = course_of(self.env.app)
        lesson = course.lessons.get(self.lesson_id())
        guide = course.guides.get(self.lesson_id())
        if lesson is None or guide is None:
            self.warn("lesson-unknown", f'there is no lesson "{self.lesson_id()}".')
            return []
        rows: list[list[Any]] = [
            [_paragraph(head), cell]
            for head, cell in glance_rows(course, lesson, guide)
        ]
        table = simple_table([_("What"), _("In this lesson")], rows, [2, 7])
        self.set_source_info(table)
        return [table]


def glance_rows(
    course: Course, lesson: Lesson, guide: TeacherGuide
) -> list[tuple[str, list[dn.Node]]]:
    """Return the rows: a head and what stands beside it."""
    strand = course.strands.get(lesson.strand)
    rows: list[tuple[str, list[dn.Node]]] = [
        (
            _("For"),
            [_paragraph(_("Ages {0}").format(lesson.band.replace("-", "–")))],
        ),
        (_("Time"), [_paragraph(_("{0} minutes").format(lesson.minutes))]),
    ]
    if strand:
        rows.append((_("Strand"), [_paragraph(f"{strand.number}. {strand.title}")]))
    rows.append(
        (_("Objectives"), [text_list([item.text for item in lesson.objectives])])
    )
    if guide.materials:
        rows.append((_("Materials"), [text_list(guide.materials)]))
    if codes := curriculum_texts(course, guide):
        rows.append((_("Curriculum links"), [text_list(codes)]))
    if lines := [
        course.statement[line].plain
        for line in lesson.statement
        if line in course.statement
    ]:
        rows.append((_("Serves the statement"), [text_list(lines)]))
    return rows


def curriculum_texts(course: Course, guide: TeacherGuide) -> list[str]:
    """Return the guide's codes in words: framework, code, wording."""
    texts = []
    for name in guide.curriculum:
        framework_id, _slash, code_id = name.partition("/")
        framework = course.frameworks[framework_id]
        for code in framework.codes:
            if code.id == code_id:
                number = f" {code.code}" if code.code else ""
                texts.append(f"{framework.title}{number}: {code.wording}")
    return texts


class Disclosure(CourseDirective):
    """The disclosure card: the same words on every page."""

    has_content = False
    teacher_only = True

    def make(self) -> list[dn.Node]:
        """Return a warning box with what to say, to do and never to do."""
        card = course_of(self.env.app).disclosure
        self.env.note_dependency(str(course_of(self.env.app).root / DISCLOSURE))
        box = nodes.callout(kind="warning")
        self.set_source_info(box)
        box += nodes.box_title("", _("If a pupil tells you"))
        for head, texts in (
            (_("Say"), card.say),
            (_("Do"), card.do),
            (_("Never"), card.never),
        ):
            box += dn.paragraph("", "", dn.strong(head, head))
            box += text_list(texts)
        return [box]


def _paragraph(text: str) -> dn.paragraph:
    return dn.paragraph(text, text)


def setup_guides(app: Sphinx) -> None:
    """Register the directives of teacher guides."""
    app.add_directive("at-a-glance", AtAGlance)
    app.add_directive("disclosure", Disclosure)
