"""Read YAML as hostile input: plain values plus the place of each one.

The events of libyaml's parser (C, iterative: deep nesting cannot exhaust the
stack) are turned into dict, list, str, int, bool and None. Nothing is guessed:
a bare ``0116111``, ``2026-11-24``, ``12:30`` or ``NO`` is a :class:`Problem`,
because YAML readers disagree about what they are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from lessonkit.model.problem import Place, Problem

MAX_BYTES = 256 * 1024
MAX_DEPTH = 20

Key = str | int
Trail = tuple[Key, ...]

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_BIDI = re.compile(r"[\u200e\u200f\u202a-\u202e\u2066-\u2069\u061c]")
_SMALL_INT = re.compile(r"(?:0|[1-9][0-9]{0,3})\Z")
_DATE = re.compile(r"[0-9]{4}-[0-9]{1,2}(?:-[0-9]{1,2})?\Z")
_NUMBERISH = re.compile(r"[+(]?[0-9][0-9 ().:/_,-]*\Z")
_BARE_WORDS = frozenset({"y", "n", "yes", "no", "on", "off"})
_PARSER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(slots=True)
class YamlText:
    """A YAML document: its value, and where each part of it stands.

    :param places: trail of keys and indexes -> place of the value.
    :param key_places: trail -> place of the key, for mappings' entries.
    """

    path: str
    value: Any = None
    places: dict[Trail, Place] = field(default_factory=dict)
    key_places: dict[Trail, Place] = field(default_factory=dict)

    def place(self, trail: Trail) -> Place:
        """Return the place of the value at ``trail``, or of its nearest parent."""
        while trail:
            if trail in self.places:
                return self.places[trail]
            trail = trail[:-1]
        return self.places.get((), Place(self.path))

    def key_place(self, trail: Trail) -> Place:
        """Return the place of the key at ``trail``, or of the value if it has none."""
        return self.key_places.get(trail) or self.place(trail)


def read_text(file: Path, path: str, problems: list[Problem]) -> str | None:
    """Read a source file as UTF-8 text, or report why it cannot be read.

    :param path: the name to use in messages.
    :returns: the text without a byte-order mark; ``None`` after a problem
        (``file-missing``, ``file-size``, ``file-encoding``, ``file-empty``,
        ``file-control-character``).
    """

    def refuse(code: str, message: str, hint: str, line: int = 1, col: int = 1) -> None:
        problems.append(Problem(Place(path, line, col), code, message, hint))

    try:
        raw = file.read_bytes()
    except OSError as error:
        refuse(
            "file-missing",
            f"the file cannot be read ({error.strerror}).",
            "Check its name.",
        )
        return None
    if len(raw) > MAX_BYTES:
        refuse(
            "file-size",
            f"the file has {len(raw):,} bytes; {MAX_BYTES:,} is the limit.",
            "Split it.",
        )
        return None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        refuse(
            "file-encoding",
            "the file is not UTF-8 text.",
            "Save it as UTF-8.",
            line,
        )
        return None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        refuse("file-empty", "the file is empty.", "Write it, or delete it.")
        return None
    for pattern, what in ((_CONTROL, "control"), (_BIDI, "text-direction")):
        if found := pattern.search(text):
            line = text.count("\n", 0, found.start()) + 1
            column = found.start() - (text.rfind("\n", 0, found.start()) + 1) + 1
            refuse(
                "file-control-character",
                f"there is an invisible {what} character (U+{ord(found[0]):04X}).",
                "Delete it: it can make text look different from what it is.",
                line,
                column,
            )
            return None
    return text


def read_yaml(
    text: str, path: str, problems: list[Problem], first_line: int = 1
) -> YamlText | None:
    """Parse one YAML document.

    :param first_line: line of the file on which ``text`` begins (front matter).
    :returns: the document, or ``None`` when it has no usable structure.
        Bare numbers, dates and words are reported and kept as text, so that the
        rest of the file is still checked.
    """
    document, found = _read_yaml(text, path, first_line)
    problems += found
    return document


@lru_cache(maxsize=1024)
def _read_yaml(
    text: str, path: str, first_line: int
) -> tuple[YamlText | None, list[Problem]]:
    """Readers and checks ask for the same files: the result is shared."""
    found: list[Problem] = []
    return _Reader(path, found, first_line).read(text), found


@dataclass(slots=True)
class _Reader:
    path: str
    problems: list[Problem]
    first_line: int

    def _place(self, mark: Any) -> Place:
        return Place(self.path, mark.line + self.first_line, mark.column + 1)

    def _refuse(self, place: Place, code: str, message: str, hint: str) -> None:
        self.problems.append(Problem(place, code, message, hint))

    def read(self, text: str) -> YamlText | None:
        document = YamlText(self.path)
        stack: list[tuple[Any, Trail]] = []
        pending: list[Key | None] = []  # the key waiting for its value, per level
        try:
            for event in yaml.parse(text, Loader=_PARSER):
                if not self._event(event, document, stack, pending):
                    return None
        except yaml.YAMLError as error:
            self._syntax(error, text)
            return None
        except ValueError:  # a character libyaml's own reader refuses
            self._refuse(
                Place(self.path, self.first_line),
                "yaml-syntax",
                "this is not YAML text.",
                "Look for an odd character.",
            )
            return None
        return document

    def _syntax(self, error: yaml.YAMLError, text: str) -> None:
        mark = getattr(error, "problem_mark", None)
        place = self._place(mark) if mark else Place(self.path, self.first_line)
        lines = text.split("\n")
        index = place.line - self.first_line
        line = lines[index] if 0 <= index < len(lines) else ""
        if "\t" in line[: len(line) - len(line.lstrip())]:
            self._refuse(
                Place(self.path, place.line, line.index("\t") + 1),
                "yaml-tab",
                "the line is indented with a tab.",
                "Use spaces: two for each level.",
            )
            return
        what = getattr(error, "problem", None) or "the structure is broken"
        self._refuse(
            place,
            "yaml-syntax",
            f"the YAML cannot be read here: {what}.",
            "Look at this line and the one above: a missing quote, colon or indent?",
        )

    def _event(
        self,
        event: Any,
        document: YamlText,
        stack: list[tuple[Any, Trail]],
        pending: list[Key | None],
    ) -> bool:
        """Take one event in; return False when the document must be refused."""
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            self._refuse(
                self._place(event.start_mark),
                "yaml-anchor",
                "anchors (&) and aliases (*) are not used here.",
                'Write the text out; put quotes round a text with "&" or "*".',
            )
            return False
        if getattr(event, "tag", None):
            self._refuse(
                self._place(event.start_mark),
                "yaml-tag",
                f"the tag {event.tag!r} is not used here.",
                'Put quotes round a text that starts with "!".',
            )
            return False
        if isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            stack.pop()
            pending.pop()
            return True
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, document, stack, pending)
        if isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            place = self._place(event.start_mark)
            if len(stack) >= MAX_DEPTH:
                self._refuse(
                    place,
                    "yaml-nesting",
                    f"values are nested more than {MAX_DEPTH} deep.",
                    "A bracket too many?",
                )
                return False
            if stack and isinstance(stack[-1][0], dict) and pending[-1] is None:
                self._refuse(
                    place, "yaml-syntax", "a key must be a text.", "Quotes missing?"
                )
                return False
            is_map = isinstance(event, yaml.MappingStartEvent)
            value: Any = {} if is_map else []
            trail = self._store(value, place, document, stack, pending)
            stack.append((value, trail))
            pending.append(None)
        if isinstance(event, yaml.DocumentStartEvent) and document.places:
            self._refuse(
                self._place(event.start_mark),
                "yaml-syntax",
                'there is a second document ("---") in the file.',
                "Keep one.",
            )
            return False
        return True

    def _scalar(
        self,
        event: Any,
        document: YamlText,
        stack: list[tuple[Any, Trail]],
        pending: list[Key | None],
    ) -> bool:
        place = self._place(event.start_mark)
        if stack and isinstance(stack[-1][0], dict) and pending[-1] is None:
            mapping, trail = stack[-1]
            key = event.value
            if key in mapping:
                first = document.key_places[(*trail, key)].line
                self._refuse(
                    place,
                    "yaml-duplicate-key",
                    f'the key "{key}" stands here again; it was first on line {first}.',
                    "Keep one of the two.",
                )
                return False
            pending[-1] = key
            document.key_places[(*trail, key)] = place
            return True
        value = event.value if event.style else self._plain(event.value, place)
        self._store(value, place, document, stack, pending)
        return True

    def _store(
        self,
        value: Any,
        place: Place,
        document: YamlText,
        stack: list[tuple[Any, Trail]],
        pending: list[Key | None],
    ) -> Trail:
        if not stack:
            document.value = value
            document.places[()] = place
            return ()
        parent, trail = stack[-1]
        if isinstance(parent, dict):
            key = pending[-1]
            assert key is not None
            parent[key] = value
            pending[-1] = None
        else:
            key = len(parent)
            parent.append(value)
        here = (*trail, key)
        document.places[here] = place
        return here

    def _plain(self, text: str, place: Place) -> Any:
        """Give a value without quotes its meaning, or report that it has two."""
        if text in {"", "~", "null"}:
            return None
        if text in {"true", "false"}:
            return text == "true"
        if _SMALL_INT.match(text):
            return int(text)
        if _DATE.match(text):
            self._refuse(
                place,
                "yaml-bare-date",
                f"the date {text} has no quotes.",
                f'Put quotes round it: "{text}".',
            )
        elif _NUMBERISH.match(text):
            self._refuse(
                place,
                "yaml-bare-number",
                f"the number {text} has no quotes, so its zeros and signs can be lost.",
                f'Put quotes round it: "{text}".',
            )
        elif text.casefold() in _BARE_WORDS:
            self._refuse(
                place,
                "yaml-bare-word",
                f"the bare word {text} means true or false to some programs.",
                f'Put quotes round it: "{text}", or write true or false.',
            )
        return text
