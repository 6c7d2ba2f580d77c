"""The page for parents of one lesson, from the lesson's front matter."""

from __future__ import annotations

from collections.abc import Sequence

from lessonkit.model.course import Course
from lessonkit.model.lesson import Lesson
from lessonkit.sphinx.i18n import _
from lessonkit.sphinx.typst import help_box
from lessonkit.sphinx.typst.escape import Markup, call, join, text
from lessonkit.sphinx.typst.translator import palette_of


def draw(lesson: Lesson, course: Course) -> Markup:
    """Return what is taught, in which words, what is not shown, and talk at home."""
    link = lesson.parent
    if link is None:
        raise ValueError(f"{lesson.id} says nothing to parents")
    palette = palette_of(lesson.docname)
    sections = [
        ("taught", _("What your child learns"), link.taught),
        ("words", _("Words we use"), link.words),
        ("not-shown", _("What your child is not shown"), link.not_shown),
        ("at-home", _("How to talk about it at home"), link.at_home),
    ]
    panels = [_panel(key, str(title), lines) for key, title, lines in sections]
    return join(
        [
            call("panels", palette, *panels),
            help_box.draw(course, palette, "adult"),
        ],
        "\n\n",
    )


def _panel(key: str, title: str, lines: Sequence[str]) -> Markup:
    heading = call("heading-at", 2, [f"parents-{key}"], text(title))
    return join([heading, call("list", *[text(line) for line in lines])], "\n\n")
