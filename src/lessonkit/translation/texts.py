"""Find the texts of a source file, and write the file with other ones in their place.

Three kinds of file: Markdown with front matter, YAML, and drawings with words in them.
Everything that is no text for readers (ids, options, comments, addresses) stays as it
is, to the letter.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import escape, unescape
from typing import Any

import yaml

from lessonkit.source.markdown import Block, parse_blocks, walk
from lessonkit.source.yamltext import Trail
from lessonkit.translation.fields import CODES, is_text, patterns_of

#: What stands between the source's text and the translated one: text in, text out.
Translate = Callable[[str], str]

#: Directives whose argument is a name, a number of ids or nothing.
NAMED = frozenset({"illustration", "quiz", "easy", "fact-chart", "help", "story"})
#: Options that hold words; of those in the second set, several parted by ``;``.
WORDED = frozenset({"alone", "say", "why", "avoid", "alt", "caption", "labels"})
LISTED = frozenset({"labels"})

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_FRONT = re.compile(r"---[ \t]*\n(.*?\n)---[ \t]*\n", re.DOTALL)
_DRAWN = re.compile(r"(<(?:text|tspan|title|desc)\b[^>]*>)([^<>]+)(?=<)")
_ADDRESS = re.compile(r"https?://\S+")
_LETTERS = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Text:
    """A text of a source file: its words, its line, and what it is there."""

    words: str
    line: int
    what: str


@dataclass(frozen=True, slots=True)
class _Change:
    """Put ``words`` in the place of the characters from ``start`` to ``end``."""

    start: int
    end: int
    words: str


def texts_of(path: str, source: str) -> Iterator[Text]:
    """Yield every text of a file, in its order.

    :param path: from the course's folder; says what kind of file it is.
    """
    found: list[Text] = []

    def note(words: str, line: int, what: str) -> str:
        found.append(Text(words, line, what))
        return words

    _write(path, source, note)
    yield from found


def translated(path: str, source: str, translate: Translate) -> str:
    """Return a file with every text translated."""
    return _write(path, source, lambda words, _line, _what: translate(words))


_Say = Callable[[str, int, str], str]


def _write(path: str, source: str, say: _Say) -> str:
    if path.endswith(".svg"):
        return _svg(source, say)
    if path.endswith(".md"):
        front = _FRONT.match(source)
        if front is None:
            return source
        head = _yaml(path, front[1], 2, say)
        body_line = source.count("\n", 0, front.end()) + 1
        body = _markdown(source[front.end() :], body_line, say)
        return f"---\n{head}---\n{body}"
    return _yaml(path, source, 1, say) if patterns_of(path) else source


# --- YAML ---------------------


def _yaml(path: str, source: str, first_line: int, say: _Say) -> str:
    changes: list[_Change] = []

    def walk_node(node: Any, trail: Trail) -> None:
        if isinstance(node, yaml.MappingNode):
            for key, child in node.value:
                walk_node(child, (*trail, key.value))
        elif isinstance(node, yaml.SequenceNode):
            for place, child in enumerate(node.value):
                walk_node(child, (*trail, place))
        elif is_text(path, trail) and _LETTERS.search(node.value):
            words = str(node.value).strip()
            if words in CODES or _ADDRESS.fullmatch(words):
                return
            line = node.start_mark.line + first_line
            key = next(part for part in reversed(trail) if isinstance(part, str))
            new = say(words, line, key)
            if new != words:
                start, end = node.start_mark.index, node.end_mark.index
                # A folded text takes the empty lines below it along.
                end -= len(source[start:end]) - len(source[start:end].rstrip())
                changes.append(_Change(start, end, json.dumps(new, ensure_ascii=False)))

    root = yaml.compose(source, Loader=_LOADER)
    if root is not None:
        walk_node(root, ())
    return _changed(source, changes)


def _changed(source: str, changes: list[_Change]) -> str:
    parts: list[str] = []
    done = 0
    for change in changes:
        parts += (source[done : change.start], change.words)
        done = change.end
    return "".join((*parts, source[done:]))


# --- Markdown ---------------------


def _markdown(source: str, first_line: int, say: _Say) -> str:
    page = _Page(source.split("\n"), first_line, say)
    for block in walk(parse_blocks(source, first_line)):
        if block.kind == "directive":
            page.directive(block)
        elif block.inline is not None and _LETTERS.search(block.text):
            page.text(block)
    return "\n".join(line for n, line in enumerate(page.lines) if n not in page.gone)


@dataclass(slots=True)
class _Page:
    """A page whose texts are being changed.

    :param gone: lines that the text before them has taken over.
    :param done: up to where a line has been changed: cells share one.
    """

    lines: list[str]
    first_line: int
    say: _Say
    gone: set[int] = field(default_factory=set)
    done: dict[int, int] = field(default_factory=dict)

    def directive(self, block: Block) -> None:
        """Change a directive's title and its options of words."""
        at = block.line - self.first_line
        argument = block.argument
        if argument and block.name not in NAMED and _LETTERS.search(argument):
            new = self.say(argument, block.line, f"title of {block.name}")
            head, _found, _tail = self.lines[at].rpartition(argument)
            self.lines[at] = head + new
        for name in WORDED & set(block.options):
            value, line = block.options[name], block.option_lines[name]
            if not _LETTERS.search(value):
                continue
            parts = value.split(";") if name in LISTED else [value]
            what = f"{name} of {block.name}"
            new = "; ".join(self.say(part.strip(), line, what) for part in parts)
            at = line - self.first_line
            head, mark, _tail = self.lines[at].partition(f":{name}:")
            self.lines[at] = f"{head}{mark} {new}"

    def text(self, block: Block) -> None:
        """Change a paragraph, heading, list item or cell."""
        assert block.inline is not None and block.inline.map is not None
        at = block.line - self.first_line
        first = block.text.split("\n", 1)[0]
        start = self.lines[at].find(first, self.done.get(at, 0))
        if start < 0:  # an escape that the parser has taken out; nothing else does this
            return
        what = f"heading {block.level}" if block.kind == "heading" else block.kind
        # A line break of the file means nothing, one with a backslash does.
        words = re.sub(r"(?<!\\)\n", " ", block.text)
        new = self.say(words, block.line, what)
        before = self.lines[at][:start]
        if new == words:
            self.done[at] = start + len(first)
        elif block.kind in {"table", "heading"}:
            new = new.replace("\n", " ")
            self.lines[at] = before + new + self.lines[at][start + len(first) :]
            self.done[at] = start + len(new)
        else:
            hang = re.sub(r"[^\s>]", " ", before)
            self.lines[at] = before + new.replace("\n", f"\n{hang}")
            count = block.inline.map[1] - block.inline.map[0]
            self.gone.update(range(at + 1, at + count))


# --- Drawings ---------------------


def _svg(source: str, say: _Say) -> str:
    def write(match: re.Match[str]) -> str:
        words = unescape(match[2]).strip()
        if not _LETTERS.search(words):
            return match[0]
        line = source.count("\n", 0, match.start()) + 1
        new = say(words, line, "words in a drawing")
        return match[1] + (match[2] if new == words else escape(new, quote=False))

    return _DRAWN.sub(write, source)
