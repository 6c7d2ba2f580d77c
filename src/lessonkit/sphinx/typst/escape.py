"""Typst source made from values: the one place where text is escaped.

An author's text never stands in Typst's markup. It becomes a string literal in code
mode (``#"text";``), in which only the backslash and the double quote mean anything,
so there is nothing that a text could start: no function, no label, no maths.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

FONTS = Path(__file__).with_name("fonts")
#: The families in the order in which they are tried; ``coverage.txt`` lists both.
FAMILIES = ("Atkinson Hyperlegible Next", "Source Sans 3")

_NAME = re.compile(r"[a-z][a-z0-9-]*")
_BLANK = re.compile(r"[\s\u2028\u2029]+")
_WORD = re.compile(r"\S+")
#: Some that fonts lack have a plain form that reads the same.
_PLAIN = str.maketrans(
    {
        "\u00ad": "",  # soft hyphen
        "\u200b": "",  # zero-width space
        "\u200c": "",
        "\u200d": "",
        "\ufeff": "",
        "\u2011": "-",  # hyphen that does not break
        "\u202f": "\u00a0",  # narrow space that does not break
        "\u2007": "\u00a0",
    }
)


class Markup(str):
    """Finished Typst markup; every other string is text and gets escaped."""

    __slots__ = ()


class Name(str):
    """A Typst variable, such as the name of a palette."""

    __slots__ = ()


@cache
def coverage() -> dict[str, frozenset[int]]:
    """Return the code points that each bundled family has in every style."""
    found: dict[str, set[int]] = {}
    family = ""
    for line in (FONTS / "coverage.txt").read_text("utf-8").splitlines():
        if not line.startswith(" "):
            family = line
            found[family] = set()
            continue
        for part in line.split():
            first, _sep, last = part.partition("-")
            found[family].update(range(int(first, 16), int(last or first, 16) + 1))
    return {name: frozenset(points) for name, points in found.items()}


#: What the fonts of the course's own language add; see :func:`lend`.
_lent: set[int] = set()


def lend(points: frozenset[int]) -> None:
    """Print these code points too: a language's own fonts have them."""
    _lent.clear()
    _lent.update(points)


def letters_lacking(texts: Iterable[str]) -> str:
    """Return the letters of these texts that no font has, a few at most."""
    known = frozenset.union(*coverage().values()) | _lent
    lacking = {c for words in texts for c in words if c.isalpha()} - {
        chr(point) for point in known
    }
    return "".join(sorted(lacking)[:8])


def printable(text: str) -> str:
    """Return the text without what no font can print.

    A name in a script that is not covered disappears as a whole, with the brackets
    that held nothing else; the page's Latin name of the same thing stays.
    """
    # Between Arabic letters the joiners are spelling; elsewhere they are left out.
    plain = {k: v for k, v in _PLAIN.items() if k not in _lent} if _lent else _PLAIN
    text = unicodedata.normalize("NFC", text).translate(plain)
    first, second = coverage().values()
    if all(ord(c) in first or c.isspace() for c in text):
        return text
    lost = False
    kept = []
    for c in text:
        if c.isspace() or ord(c) in first or ord(c) in second or ord(c) in _lent:
            kept.append(c)
        else:
            lost = True
    if not lost:
        return text
    left = "".join(kept)
    left = re.sub(r"\s*[(\[][\s,;/]*[)\]]", "", left)
    return re.sub(r"[ \t]{2,}", " ", left)


def literal(text: str) -> str:
    """Return a Typst string literal, for code mode; any Unicode text is safe in it."""
    plain = _BLANK.sub(" ", text)
    plain = "".join(c for c in plain if unicodedata.category(c) not in {"Cc", "Cs"})
    plain = plain.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{plain}"'


def text(words: str) -> Markup:
    """Return an author's text as markup; a word the first font lacks takes the second.

    A whole word changes its font, so that no word is set in two.
    """
    shown = printable(str(words))
    first, second = coverage().values()
    if all(ord(c) in first or c.isspace() for c in shown):
        return Markup(f"#{literal(shown)};") if shown else Markup("")
    parts: list[str] = []
    plain_from = 0
    for match in _WORD.finditer(shown):
        if all(ord(c) in first for c in match[0]):
            continue
        if not any(c.isalpha() for c in match[0]):
            continue
        if any(ord(c) not in second for c in match[0]):  # a font of the language has it
            continue
        parts.append(f"#{literal(shown[plain_from : match.start()])};")
        parts.append(f"#other({literal(match[0])});")
        plain_from = match.end()
    parts.append(f"#{literal(shown[plain_from:])};")
    return Markup("".join(part for part in parts if part != '#"";'))


def value(item: Any) -> str:
    """Return a Python value as Typst code; strings are escaped, markup is content."""
    if item is None or isinstance(item, bool):
        return {None: "none", True: "true", False: "false"}[item]
    if isinstance(item, str):
        return _string(item)
    if isinstance(item, int | float):
        return repr(item)
    if isinstance(item, Mapping):
        inner = ", ".join(f"{literal(k)}: {value(v)}" for k, v in item.items())
        return f"({inner or ':'})"
    if isinstance(item, Sequence):
        return "(" + "".join(f"{value(part)}, " for part in item) + ")"
    raise TypeError(f"no Typst value: {item!r}")


def _string(item: str) -> str:
    if isinstance(item, Markup):
        return f"[{item}]"
    if not isinstance(item, Name):
        return literal(item)
    if not _NAME.fullmatch(item):
        raise ValueError(f"no Typst name: {item!r}")
    return str(item)


def _arguments(positional: Sequence[Any], named: Mapping[str, Any]) -> str:
    parts = [value(item) for item in positional]
    parts += [
        f"{key.strip('_').replace('_', '-')}: {value(item)}"
        for key, item in named.items()
    ]
    return ", ".join(parts)


def call(name: str, *positional: Any, **named: Any) -> Markup:
    """Return a call of a template's function as markup.

    :param named: Python's underscores become Typst's hyphens.
    """
    if not _NAME.fullmatch(name):
        raise ValueError(f"no Typst name: {name!r}")
    return Markup(f"#{name}({_arguments(positional, named)});")


def show(name: str, *positional: Any, **named: Any) -> Markup:
    """Return the rule that puts the rest of a file into a template."""
    if not _NAME.fullmatch(name):
        raise ValueError(f"no Typst name: {name!r}")
    return Markup(f"#show: {name}.with({_arguments(positional, named)})")


def join(parts: Sequence[str], between: str = "\n") -> Markup:
    """Join pieces of markup."""
    return Markup(between.join(part for part in parts if part))
