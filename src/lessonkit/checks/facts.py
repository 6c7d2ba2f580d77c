"""Facts only for whom they are meant; phone numbers only out of the directory."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lessonkit.checks.passages import Passage, SourceText
from lessonkit.model.course import Course
from lessonkit.model.lesson import Lesson, Page
from lessonkit.model.problem import Place, Problem
from lessonkit.source.markdown import Block, walk
from lessonkit.source.references import cited_ids

_PAGE_AUDIENCES = {
    "pupils": ("11+",),
    "parents": ("family", "11+", "14+", "16+"),
    "everyone": ("family", "11+", "14+", "16+"),
}
_MINIMUM_DIGITS = 7
_DIGITS = re.compile(r"\d{3}|\d[ ()./-]")
_RUN = re.compile(r"(?<![\w.,:/-])\+?\(?\d[\d ()./-]{2,}\d(?![\w,:])")
_NO_NUMBER = re.compile(
    r"\d{4}-\d{2}-\d{2}|(?:(?:19|20)\d{2}[ /-]*)+|\d{1,3}(?: 000)+|[\d ]+/[\d ]+"
)
_CALL = re.compile(
    r"\b(?:call|dial|ring|phone|text|telephone)s?\s+(?:on\s+|to\s+)?(\d{3,6})\b",
    re.IGNORECASE,
)


def check_facts(text: SourceText, course: Course) -> Iterator[Problem]:
    """Yield facts that are not for a page's readers, and figures that do not mix."""
    for block in walk(text.blocks):
        names = _facts_in(block)
        place = Place(text.path, block.line, block.column)
        for name in names:
            fact = course.facts.get(name)
            allowed = _audiences(text, course)
            if fact and allowed is not None and not set(allowed) & {*fact.suitable_for}:
                who = ", ".join(fact.suitable_for) or "nobody"
                yield Problem(
                    place,
                    "fact-audience",
                    f'the fact "{name}" is for {who} only.',
                    "Leave it out, or say the same without a figure.",
                )
        for name in names:
            fact = course.facts.get(name)
            for other in fact.do_not_mix_with if fact else ():
                if other in names:
                    yield Problem(
                        place,
                        "fact-mixed",
                        f'"{name}" and "{other}" count different things.',
                        "Keep one of the two here.",
                    )


def _facts_in(block: Block) -> list[str]:
    names = [name for role, name in cited_ids(block) if role in {"fact", "cite"}]
    if block.kind == "directive" and block.name == "fact-chart":
        names += block.argument.split()
    return names


def _audiences(text: SourceText, course: Course) -> tuple[str, ...] | None:
    """Return the audiences of a file; ``None`` for staff, who may see every fact."""
    if isinstance(text.item, Lesson):
        band = course.bands.get(text.item.band)
        return band.audiences if band else ()
    if isinstance(text.item, Page):
        return _PAGE_AUDIENCES.get(text.item.audience)
    return None


def check_phone_numbers(passage: Passage) -> Iterator[Problem]:
    """Yield what looks like a phone number: they stand in ``data/help`` only."""
    if not _DIGITS.search(passage.text):
        return
    found = [(m.start(), m[0]) for m in _RUN.finditer(passage.text)]
    numbers = [(start, run) for start, run in found if _is_number(run)]
    numbers += [(m.start(1), m[1]) for m in _CALL.finditer(passage.text)]
    for start, number in numbers:
        yield Problem(
            passage.place_at(start, number.split(" ", maxsplit=1)[0]),
            "phone-number",
            f'"{number}" looks like a phone number.',
            "Numbers are kept in data/help: cite the service, {service}`...`.",
        )


def _is_number(run: str) -> bool:
    digits = sum(sign.isdigit() for sign in run)
    return digits >= _MINIMUM_DIGITS and not _NO_NUMBER.fullmatch(run.strip())
