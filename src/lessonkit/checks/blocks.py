"""Blocks, links and pictures inside a page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from markdown_it.token import Token

from lessonkit.model.course import Course
from lessonkit.model.lesson import Lesson, Page, TeacherGuide
from lessonkit.model.problem import Place, Problem
from lessonkit.source.markdown import Block, walk
from lessonkit.source.reference import unknown_id


@dataclass(frozen=True, slots=True)
class Shape:
    """What a block must and may have.

    :param where: lesson, guide, book; empty means all.
    """

    where: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    title: bool = False
    body: bool = False


#: Every block that a page may hold.
SHAPES: dict[str, Shape] = {
    "before-we-start": Shape(("lesson",), body=True),
    "objectives": Shape(("lesson", "guide")),
    "scenario": Shape(body=True),
    "chat": Shape(body=True),
    "pause": Shape(title=True, body=True),
    "task": Shape(options=("alone",), body=True),
    "myth": Shape(title=True, body=True),
    "key-point": Shape(body=True),
    "note": Shape(body=True),
    "warning": Shape(body=True),
    "illustration": Shape(options=("alt", "wide"), required=("alt",), title=True),
    "quiz": Shape(),
    "story": Shape(("lesson",)),
    "help": Shape(options=("band", "need")),
    "sources": Shape(),
    "worksheet": Shape(("lesson", "book"), title=True, body=True),
    "write-in": Shape(options=("lines",), title=True),
    "answer": Shape(body=True),
    "fact-chart": Shape(
        options=("values", "labels", "caption"),
        required=("values", "labels", "caption"),
        title=True,
    ),
    "step": Shape(("guide", "book"), options=("minutes",), title=True),
    "say": Shape(body=True),
    "asked": Shape(title=True, body=True),
    "talk": Shape(options=("say", "why", "avoid"), required=("say",), title=True),
    "slide": Shape(("guide", "book"), options=("illustration", "alt"), title=True),
    "at-a-glance": Shape(("guide",)),
    "disclosure": Shape(("guide", "book")),
    "quiz-answers": Shape(("guide",)),
    "facts-table": Shape(("book",), options=("staff",)),
    "glossary-list": Shape(("book",)),
    "law-table": Shape(("book",)),
    "statement-lines": Shape(("book",)),
    "signatories": Shape(("book",)),
    "finders": Shape(("book",), options=("short",)),
    "removal-tools": Shape(("book",)),
    "platform-reports": Shape(("book",)),
    "path": Shape(title=True, body=True),
    "easy": Shape(options=("alt",), required=("alt",), title=True, body=True),
}
#: Words that say nothing about where a link leads.
EMPTY_LINK_TEXTS = frozenset(
    {"here", "click here", "this", "this page", "link", "this link", "read more"}
    | {"more", "page", "website"}
)
_TASK_BOX = '<input class="task-list-item-checkbox"'


def check_blocks(
    course: Course, page: Lesson | TeacherGuide | Page, blocks: list[Block]
) -> Iterator[Problem]:
    """Yield blocks of a wrong shape, pictures without text, links that mislead."""
    kinds = {Lesson: "lesson", TeacherGuide: "guide", Page: "book"}
    where = kinds[type(page)]
    for block in walk(blocks):
        if block.kind == "directive":
            yield from _check_shape(page.path, block, where)
            yield from _check_picture(course, page.path, block)
        elif block.kind == "html":
            yield _html(Place(page.path, block.line))
        if block.inline is not None:
            yield from _check_inline(course, page.path, block, block.inline)


def _check_shape(path: str, block: Block, where: str) -> Iterator[Problem]:
    shape = SHAPES.get(block.name)
    place = Place(path, block.line)
    if shape is None:
        yield unknown_id(place, "block", block.name, SHAPES)
        return
    if shape.where and where not in shape.where:
        yield Problem(
            place,
            "block-place",
            f'the block "{block.name}" does not belong here.',
            f"It belongs in: {', '.join(shape.where)}.",
        )
    if shape.title and not block.argument:
        yield Problem(
            place,
            "block-title",
            f'the block "{block.name}" needs a text on its first line.',
            f'Write ":::{{{block.name}}} text".',
        )
    if shape.body and not block.text.strip():
        code = "myth-answer" if block.name == "myth" else "block-empty"
        what = (
            "a myth never stands without its answer"
            if block.name == "myth"
            else (f'the block "{block.name}" is empty')
        )
        yield Problem(place, code, f"{what}.", "Write it, or delete the block.")
    allowed = shape.options
    for name in block.options:
        if name not in allowed:
            at = Place(path, block.option_lines.get(name, block.line))
            known = ", ".join(allowed) or "none"
            yield Problem(
                at,
                "block-option",
                f'the block "{block.name}" has no option "{name}".',
                f"Options: {known}.",
            )
    for name in shape.required:
        if not block.options.get(name):
            code = "alt-missing" if name == "alt" else "block-option"
            yield Problem(
                place,
                code,
                f'the block "{block.name}" has no "{name}".',
                f'Add a line ":{name}: ..." below its first line.',
            )


def _check_picture(course: Course, path: str, block: Block) -> Iterator[Problem]:
    name, folder = "", "book/illustrations"
    if block.name == "illustration":
        name = block.argument
    elif block.name == "easy":
        name, folder = block.argument, "book/illustrations/symbols"
    elif block.name == "slide":
        name = block.options.get("illustration", "")
        if name and not block.options.get("alt"):
            yield Problem(
                Place(path, block.option_lines["illustration"]),
                "alt-missing",
                "the slide's illustration has no alt text.",
                'Add a line ":alt: ..." below it.',
            )
    if name and not (course.root / folder / f"{name}.svg").is_file():
        yield Problem(
            Place(path, block.option_lines.get("illustration", block.line)),
            "illustration-unknown",
            f'there is no "{folder}/{name}.svg".',
            "Check the name.",
        )


def _check_inline(
    course: Course, path: str, block: Block, inline: Token
) -> Iterator[Problem]:
    line = block.line
    children = inline.children or []
    for index, child in enumerate(children):
        if child.type in {"softbreak", "hardbreak"}:
            line += 1
        elif child.type == "html_inline":
            # The parser itself draws the box of a task list's item.
            if not (index == 0 and child.content.startswith(_TASK_BOX)):
                yield _html(Place(path, line))
        elif child.type == "image":
            yield Problem(
                Place(path, line),
                "image-plain",
                "pictures are drawn by an illustration block.",
                'Write ":::{illustration} name" with its alt text.',
            )
        elif child.type == "link_open":
            text = ""
            for other in children[index + 1 :]:
                if other.type == "link_close":
                    break
                text += other.content
            href = str(child.attrs.get("href", ""))
            yield from _check_link(course, Place(path, line), href, text)


def _check_link(
    course: Course, place: Place, href: str, text: str
) -> Iterator[Problem]:
    plain = text.strip().casefold().rstrip(".")
    if len(plain) <= 1 or plain in EMPTY_LINK_TEXTS or plain.startswith("http"):
        yield Problem(
            place,
            "link-text",
            f'the link text "{text}" does not say where it leads.',
            "Name the page.",
        )
    try:
        parts = urlsplit(href)
    except ValueError:
        parts = urlsplit("bad:")
    if parts.scheme or parts.netloc:
        if parts.scheme != "https" or not parts.netloc:
            yield Problem(
                place,
                "link-scheme",
                f'"{href}" is not an https address.',
                "Use the page's https:// address, or a path in the course.",
            )
        return
    if not parts.path:
        return
    target = course.root / PurePosixPath(place.path).parent / parts.path
    if parts.path.startswith("/") or not target.is_file():
        yield Problem(
            place,
            "link-target",
            f'there is no file "{parts.path}" beside this one.',
            "Write the path from this file, with its ending: ../get-help/now.md.",
        )


def _html(place: Place) -> Problem:
    return Problem(
        place,
        "html-raw",
        "raw HTML is not used here.",
        "Use a block of docs/formats.md.",
    )
