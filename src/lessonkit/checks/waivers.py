"""Waivers: one message, at one block, for a reason that is written down.

In Markdown ``% lessonkit: allow <rule-id> -- reason`` on the line above the block; in
YAML the same behind ``#``, on the line above the value.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from lessonkit.checks.passages import SourceText
from lessonkit.model.problem import Place, Problem
from lessonkit.source.markdown import Block

#: What may be waived beside the word rules. Rules that protect a child (help boxes,
#: facts that are not for pupils) may not.
WAIVABLE = ("reading-longest", "phone-number", "fact-mixed")
MINIMUM_REASON = 10
_COMMENT = re.compile(r"lessonkit:\s*(.*)")
_ALLOW = re.compile(r"allow\s+([a-z0-9-]+)\s+--\s+(.+)")
_YAML_COMMENT = re.compile(r"[ \t]*#[ \t]*(lessonkit:.*)")
_END = 10**9


@dataclass(frozen=True, slots=True)
class Waiver:
    """A rule that may be broken on the lines ``first`` to ``last``, and why."""

    place: Place
    rule: str
    reason: str
    first: int
    last: int


def find_waivers(text: SourceText, problems: list[Problem]) -> list[Waiver]:
    """Return the waivers of a file; report those that are malformed."""
    found: list[Waiver] = []
    comments = [*_in_yaml(text.raw), *_in_blocks(text.blocks, _END)]
    for line, comment, first, last in comments:
        match = _COMMENT.match(comment.strip())
        if match is None:
            continue
        place = Place(text.path, line)
        allow = _ALLOW.fullmatch(match[1].strip())
        if allow is None or len(allow[2].strip()) < MINIMUM_REASON:
            problems.append(
                Problem(
                    place,
                    "waiver-form",
                    f'"{comment.strip()}" allows nothing.',
                    'Write "lessonkit: allow <rule> -- <why, in a few words>".',
                )
            )
        else:
            found.append(Waiver(place, allow[1], allow[2].strip(), first, last))
    return found


def _in_yaml(raw: list[tuple[int, str]]) -> Iterator[tuple[int, str, int, int]]:
    for index, (number, line) in enumerate(raw):
        match = _YAML_COMMENT.fullmatch(line)
        if match is None:
            continue
        following = next(
            (n for n, text in raw[index + 1 :] if not text.lstrip().startswith("#")),
            number,
        )
        yield number, match[1], following, following


def _in_blocks(blocks: list[Block], end: int) -> Iterator[tuple[int, str, int, int]]:
    for index, block in enumerate(blocks):
        rest = [other for other in blocks[index + 1 :] if other.kind != "comment"]
        if block.kind == "comment":
            first = rest[0].line if rest else block.line
            last = rest[1].line - 1 if len(rest) > 1 else end
            for row, comment in enumerate(block.text.split("\n")):
                yield block.line + row, comment, first, last
        else:
            last = rest[0].line - 1 if rest else end
            yield from _in_blocks(block.children, last)


def apply_waivers(
    problems: list[Problem], waivers: list[Waiver], rules: Collection[str]
) -> list[Problem]:
    """Take away what is waived; add each waiver that waives nothing."""
    allowed = {*rules, *WAIVABLE}
    used: set[Waiver] = set()
    left = []
    for problem in problems:
        here = [
            waiver
            for waiver in waivers
            if waiver.rule == problem.code
            and waiver.rule in allowed
            and waiver.place.path == problem.place.path
            and waiver.first <= problem.place.line <= waiver.last
        ]
        used.update(here)
        if not here:
            left.append(problem)
    for waiver in waivers:
        if waiver.rule not in allowed:
            left.append(
                Problem(
                    waiver.place,
                    "waiver-unknown",
                    f'"{waiver.rule}" cannot be waived.',
                    "Only word rules, and what docs/checks.md says so of, can be.",
                )
            )
        elif waiver not in used:
            left.append(
                Problem(
                    waiver.place,
                    "waiver-unused",
                    f'nothing below breaks "{waiver.rule}".',
                    "Delete the waiver.",
                )
            )
    return left
