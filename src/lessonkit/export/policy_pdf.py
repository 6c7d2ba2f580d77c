"""The policy of one school as a PDF/UA, from our press."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory

from lessonkit.export.policy_text import PolicyPart, Runs, origin_line, policy_title
from lessonkit.model.course import Course
from lessonkit.model.policy import TEMPLATE, SchoolPolicy
from lessonkit.sphinx.typst.builder import timestamp
from lessonkit.sphinx.typst.compose import Bookshelf, LessonComposer
from lessonkit.sphinx.typst.escape import Markup, call, join, text
from lessonkit.sphinx.typst.press import Press
from lessonkit.sphinx.typst.words import template_words

COURSE = "Whose Picture?"


def write_pdf(
    course: Course, parts: list[PolicyPart], path: Path, policy: SchoolPolicy
) -> Path:
    """Write the PDF; only its folder need exist."""
    with TemporaryDirectory() as folder:
        press = Press(Path(folder), timestamp(course))
        press.set_up(template_words(COURSE, f"the {COURSE} contributors"))
        composer = LessonComposer(Bookshelf(course, lambda _name: None, press.picture))
        title = policy_title(policy)
        source = composer.handout(
            TEMPLATE,
            text(title),
            title,
            _body(parts),
            pills=[text(policy.school)],
            review=None,
            noted=False,
            contacts=False,
            compact=True,
            size=10,
            description=origin_line(course),
        )
        note = call("review-note", [text(origin_line(course))])
        return press.print(path.name, f"{source}\n\n{note}", path)


def _body(parts: list[PolicyPart]) -> Markup:
    """Return the parts as Typst: items stand together as lists, rows as tables."""
    groups = groupby(parts, key=lambda part: part.kind.removeprefix("sub"))
    made: list[Markup] = []
    for kind, group in groups:
        found = list(group)
        if kind == "item":
            made.append(_list(found))
        elif kind == "row":
            head, *rows = found
            cells = [_line(cell) for row in rows for cell in row.cells]
            made.append(
                call("grid-table", [2, 3], [_line(cell) for cell in head.cells], *cells)
            )
        elif kind == "heading":
            made += [
                call("heading-at", 2, [f"part-{part.line}"], _line(part.runs))
                for part in found
            ]
        else:
            made += [_line(part.runs) for part in found]
    return join(made, "\n\n")


def _list(parts: list[PolicyPart]) -> Markup:
    items: list[list[Markup]] = []
    for part in parts:
        if part.kind == "item":
            items.append([_line(part.runs)])
        else:
            items[-1].append(_line(part.runs))
    shown = [
        join([first, call("list", *rest)], "\n\n") if rest else first
        for first, *rest in items
    ]
    return call("list", *shown)


def _line(runs: Runs) -> Markup:
    made = []
    for run in runs:
        shown = text(run.text)
        if run.italic:
            shown = call("emph", shown)
        if run.bold:
            shown = call("strong", shown)
        made.append(shown)
    return join(made, "")
