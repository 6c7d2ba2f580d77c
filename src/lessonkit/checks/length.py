"""Check that a lesson can be read in the time that it has.

Counted is what a pupil reads from the top of the page down to "Get help": sentences,
tables and the titles of blocks. Not counted: section names, the worksheet, and what
roles such as ``{fact}`` put in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lessonkit.model.course import Course
from lessonkit.model.lesson import Lesson
from lessonkit.model.problem import Place, Problem
from lessonkit.source.markdown import Block, parse_blocks, role_text

_WORD = re.compile(r"[^\W_]+(?:[.,'’-][^\W_]+)*")
#: Sections in which a lesson of its own ends.
_AFTER = frozenset({"Get help", "Sources"})
_NOT_READ = frozenset({"worksheet"})
#: Directives whose argument is an id.
_NO_TITLE = frozenset({"illustration", "fact-chart", "quiz", "help", "easy"})


def pupil_words(blocks: Iterable[Block]) -> int:
    """Return how many words of a lesson's own text a pupil reads."""
    count = 0
    for block in blocks:
        if block.kind == "heading":
            if block.level == 2 and block.plain.strip() in _AFTER:
                break
        elif block.kind == "directive":
            if block.name in _NOT_READ:
                continue
            if block.name not in _NO_TITLE:
                count += len(_WORD.findall(block.argument))
            count += pupil_words(block.children)
        else:
            count += len(_WORD.findall(_own_text(block)))
    return count


def _own_text(block: Block) -> str:
    parts = []
    for child in (block.inline.children if block.inline else None) or ():
        if child.type == "text":
            parts.append(child.content)
        elif child.type in {"softbreak", "hardbreak"}:
            parts.append(" ")
        elif child.type == "myst_role" and child.meta["name"] == "term":
            parts.append(role_text(child.content))
    return "".join(parts)


def check_lengths(course: Course) -> Iterator[Problem]:
    """Yield the lessons that are shorter or longer than their band's limits.

    A version that begins with 0 is a draft: it may still be short.
    """
    for lesson in course.lessons.values():
        if lesson.kind == "lesson" and lesson.band in course.bands:
            fewest, most = course.bands[lesson.band].words
            draft = lesson.review.version.startswith("0")
            yield from _check_length(lesson, 0 if draft else fewest, most)


def _check_length(lesson: Lesson, fewest: int, most: int) -> Iterator[Problem]:
    count = pupil_words(parse_blocks(lesson.body, lesson.body_line))
    if not fewest <= count <= most:
        yield Problem(
            Place(lesson.path),
            "lesson-length",
            f"a pupil reads {count} words; here it should be {fewest} to {most}.",
            "Cut what the lesson can do without."
            if count > most
            else "Say more: an activity may be missing.",
        )
