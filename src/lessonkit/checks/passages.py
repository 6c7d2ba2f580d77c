"""The texts of the course with their places: what the word checks read.

Markdown is read off the parse tree (never off the raw text), YAML off its values.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from markdown_it.token import Token

from lessonkit.model.course import Course
from lessonkit.model.lesson import Lesson, Page, TeacherGuide
from lessonkit.model.problem import Place
from lessonkit.source.frontmatter import read_markdown_file
from lessonkit.source.markdown import Block, parse_blocks, role_text
from lessonkit.source.yamltext import Trail, YamlText, read_text, read_yaml

#: Stands for a role's text that is not the author's own: a fact, a service, a law.
ELSEWHERE = "…"
#: Fields that hold ids, not sentences.
_NO_PROSE = frozenset(
    {"id", "objective", "type", "goes_to", "help_need", "kind", "strand"}
    | {"vocabulary", "statement", "curriculum", "review", "audience"}
)
#: Directive options that hold sentences.
_PROSE_OPTIONS = ("alone", "say", "why", "avoid", "caption", "alt", "labels")
_NO_TITLE = frozenset({"quiz", "illustration", "fact-chart", "easy", "help"})
#: A wrong answer of a quiz is a misconception, and its rationale answers it.
_DISTRACTOR = frozenset({"blame", "scare", "promise", "image-handling"})
#: What readers ask and what they had better not say are quoted, and answered.
_QUOTED = {
    "myth": frozenset({"terms", "blame"}),
    "asked": _DISTRACTOR | {"law"},
    "avoid": _DISTRACTOR,
}


@dataclass(frozen=True, slots=True)
class Passage:
    """One stretch of text: a paragraph, a list item, a title, a YAML value.

    :param where: lessons, quizzes, guides or book.
    :param quiet: groups of word rules that are off here.
    :param lines: the source lines, for the place of a word.
    :param breaks: offsets in ``text`` at which the next source line begins.
    :param prose: whether it counts for the reading level.
    """

    place: Place
    text: str
    where: str
    quiet: frozenset[str] = frozenset()
    lines: tuple[str, ...] = ()
    breaks: tuple[int, ...] = ()
    prose: bool = False

    def place_at(self, offset: int, word: str) -> Place:
        """Return the place of the word that begins at an offset of the text."""
        row = sum(1 for start in self.breaks if start <= offset)
        line = self.lines[row] if row < len(self.lines) else ""
        found = line.casefold().find(word.casefold())
        column = self.place.column + max(found, 0)
        return Place(self.place.path, self.place.line + row, column)


@dataclass(slots=True)
class SourceText:
    """All passages of one file, and what is needed to waive a message in it.

    :param blocks: the Markdown blocks; empty for a quiz.
    :param raw: the raw lines of its YAML, with the number of the first one.
    """

    path: str
    where: str
    passages: list[Passage] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    raw: list[tuple[int, str]] = field(default_factory=list)
    item: Lesson | TeacherGuide | Page | None = None


def course_texts(course: Course) -> Iterator[SourceText]:
    """Yield every file that holds sentences, in a fixed order."""
    groups: tuple[tuple[str, tuple[Lesson | TeacherGuide | Page, ...]], ...] = (
        ("lessons", tuple(course.lessons.values())),
        ("guides", tuple(course.guides.values())),
        ("book", tuple(course.pages.values())),
    )
    for where, pages in groups:
        for page in pages:
            yield _page_text(course, where, page)
    for group in (course.quizzes, course.stories):
        for file in group.values():
            yield _quiz_text(course, file.path)


def _page_text(
    course: Course, where: str, page: Lesson | TeacherGuide | Page
) -> SourceText:
    blocks = parse_blocks(page.body, page.body_line)
    text = SourceText(page.path, where, blocks=blocks, item=page)
    file = read_markdown_file(course.root, page.path, [])
    if file is not None:
        document = file.record.document
        text.passages += _yaml_passages(document, where)
        raw = read_text(course.root / page.path, page.path, []) or ""
        lines = raw.split("\n")[: page.body_line - 1]
        text.raw = list(enumerate(lines, 1))
    reader = _BlockReader(course, page.path, where)
    text.passages += reader.read(blocks)
    return text


def _quiz_text(course: Course, path: str) -> SourceText:
    text = SourceText(path, "quizzes")
    raw = read_text(course.root / path, path, []) or ""
    document = read_yaml(raw, path, []) if raw else None
    if document is not None:
        text.passages += _yaml_passages(document, "quizzes")
        text.raw = list(enumerate(raw.split("\n"), 1))
    return text


def _yaml_passages(document: YamlText, where: str) -> Iterator[Passage]:
    def walk(value: Any, trail: Trail, parent: dict[str, Any]) -> Iterator[Passage]:
        if isinstance(value, dict):
            for key, child in value.items():
                if key not in _NO_PROSE:
                    yield from walk(child, (*trail, key), value)
        elif isinstance(value, list):
            for number, child in enumerate(value):
                yield from walk(child, (*trail, number), parent)
        elif isinstance(value, str):
            quiet = _DISTRACTOR if _is_wrong(trail, parent) else frozenset()
            prose = where == "quizzes" and trail[-1] != "from"
            place = document.place(trail)
            yield Passage(place, value, where, quiet, (value,), prose=prose)

    yield from walk(document.value, (), {})


def _is_wrong(trail: Trail, parent: dict[str, Any]) -> bool:
    """Return whether a text is a wrong answer, or a statement that is false."""
    if "distractors" in trail:
        return True
    if trail[-1] == "stem" and parent.get("type") == "true_false":
        options = parent.get("options")
        first = options[0] if isinstance(options, list) and options else None
        return isinstance(first, dict) and not first.get("correct")
    if trail[-1] != "text" or "items" in trail or "rationale" not in parent:
        return False
    return not parent.get("correct") and not parent.get("best")


class _BlockReader:
    """Reads the passages off a page's blocks."""

    def __init__(self, course: Course, path: str, where: str) -> None:
        self.course = course
        self.path = path
        self.where = where

    def read(self, blocks: list[Block]) -> Iterator[Passage]:
        """Yield the passages of blocks and of everything inside them."""
        for block in blocks:
            if block.inline is not None:
                yield self._inline(block, block.inline)
            elif block.kind == "directive":
                yield from self._titles(block)
                yield from self.read(block.children)

    def _titles(self, block: Block) -> Iterator[Passage]:
        if block.argument and block.name not in _NO_TITLE:
            quiet = _QUOTED.get(block.name, frozenset())
            place = Place(self.path, block.line, len(block.name) + 7)
            text = block.argument
            yield Passage(place, text, self.where, quiet, (text,))
        for name in _PROSE_OPTIONS:
            if text := block.options.get(name, ""):
                line = block.option_lines.get(name, block.line)
                quiet = _QUOTED.get(name, frozenset())
                place = Place(self.path, line, len(name) + 4)
                yield Passage(place, text, self.where, quiet, (text,))

    def _inline(self, block: Block, inline: Token) -> Passage:
        text = ""
        breaks: list[int] = []
        for child in inline.children or []:
            if child.type in {"softbreak", "hardbreak"}:
                text += " "
                breaks.append(len(text))
            elif child.type == "myst_role":
                text += self._role(str(child.meta["name"]), child.content)
            elif child.type in {"text", "image"}:
                text += child.content
            elif child.type == "code_inline":
                text += ELSEWHERE
        lines = tuple(block.text.split("\n"))
        place = Place(self.path, block.line, block.column)
        prose = block.kind in {"paragraph", "item", "quote"}
        return Passage(
            place, text, self.where, frozenset(), lines, tuple(breaks), prose
        )

    def _role(self, name: str, content: str) -> str:
        if name != "term":
            return "" if name == "cite" else ELSEWHERE
        text = role_text(content)
        term = self.course.glossary.get(text)
        return term.term if term else text


_SENTENCE_END = re.compile(r"(?<=[.!?])[\"”’)*]*\s+")


def sentences(text: str) -> Iterator[tuple[int, str]]:
    """Yield (offset, sentence): split after ``.``, ``!``, ``?`` and closing quotes."""
    start = 0
    for match in _SENTENCE_END.finditer(text):
        if text[start : match.start()].strip():
            yield start, text[start : match.start()]
        start = match.end()
    if text[start:].strip():
        yield start, text[start:]
