"""Made-up languages for the tests: every text is changed, and no one could mistake it.

``en_XA`` is English with accents, a third longer, as software firms use it to find what
was forgotten. ``ar`` is written with Arabic letters from right to left; it says
nothing. Neither is a translation, and none of it is kept.
"""

from __future__ import annotations

import re
from pathlib import Path

from lessonkit.translation.catalogues import LOCALE, save, templates

LONGER = "en_XA"
RIGHT_TO_LEFT = "ar"

#: Roles' names and ids, links' targets, gaps, placeholders, code, addresses.
_KEPT = re.compile(
    r"\{[a-z]+\}`(?:[^`<>]*<)?[^`<>]+>?`"
    r"|\]\([^)]*\)|\[\[\d+\]\]|\{[a-z_0-9]*\}|%\d*\$?[sd]"
    r"|https?://\S+|\S+@\S+\.\S+|`[^`]*`|^\[[ xX]\] |&[a-z]+;"
)
_ROLE_TEXT = re.compile(r"(\{[a-z]+\}`)([^`<>]+?)(\s*<[^<>]+>`)")
_ACCENTS = str.maketrans("aeiouyAEIOUYcnsz", "åéïöüÿÅÉÏÖÜÝçñšž")
_LETTERS = "ابجدهوزحطيكلمنسعفصقرشتثخذض"
_ARABIC = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", _LETTERS * 2
)
_VOWEL = re.compile(r"[aeiou]")


def longer(words: str) -> str:
    """Return English with accents, every second vowel doubled."""
    count = 0

    def double(match: re.Match[str]) -> str:
        nonlocal count
        count += 1
        return match[0] * (2 if count % 2 else 1)

    doubled = _VOWEL.sub(double, words)
    return doubled.translate(_ACCENTS)


def from_the_right(words: str) -> str:
    """Return the words in Arabic letters."""
    return words.translate(_ARABIC)


CHANGES = {LONGER: longer, RIGHT_TO_LEFT: from_the_right}


def said_in(language: str, words: str) -> str:
    """Return a text in a made-up language; what it must keep stays as it is."""
    change = CHANGES[language]
    parts, done = [], 0
    for match in _KEPT.finditer(words):
        parts.append(change(words[done : match.start()]))
        role = _ROLE_TEXT.fullmatch(match[0])
        parts.append(role[1] + change(role[2]) + role[3] if role else match[0])
        done = match.end()
    return "".join((*parts, change(words[done:])))


def write_catalogues(root: Path, language: str) -> None:
    """Write the catalogues of a made-up language into a course's folder."""
    for name, catalogue in templates(root).items():
        for message in catalogue:
            if message.id:
                message.string = said_in(language, message.id)
        save(catalogue, root / LOCALE / language / "LC_MESSAGES" / f"{name}.po")
