"""What a translation must keep: roles and their ids, links, gaps, placeholders.

A fact, a law or a help service is cited by its id, so that no translation can change a
figure or a phone number. What is lost or made up here is refused; so is a number of
three digits or more that differs.
"""

from __future__ import annotations

import re
from collections import Counter

_ROLE = re.compile(r"\{([a-z]+)\}`(?:[^`<>]*<)?([^`<>]+)>?`")
_LINK = re.compile(r"\]\(\s*<?([^()\s>]+)")
_GAP = re.compile(r"\[\[\d+\]\]")
_NUMBER = re.compile(r"[0-9]{3,}")
_NAMED = re.compile(r"\{[a-z_0-9]*\}|%\d*\$?[sd]")


def kept(words: str) -> Counter[str]:
    """Return what a translation of ``words`` must hold, as often as they do."""
    found = Counter(
        f"{{{name}}}`{target.strip()}`" for name, target in _ROLE.findall(words)
    )
    found.update(_LINK.findall(words))
    found.update(_GAP.findall(words))
    plain = _ROLE.sub("", words)
    found.update(_NAMED.findall(plain))
    found.update(_NUMBER.findall(plain))
    return found


def lost(words: str, translation: str) -> str:
    """Return what a translation lost or added; ``""`` if it is whole."""
    before, after = kept(words), kept(translation)
    parts = [f"{item} is missing" for item in (before - after)]
    parts += [f"{item} is new" for item in (after - before)]
    return ", ".join(parts)
