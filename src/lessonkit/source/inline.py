"""The little markup of quiz texts: emphasis, strong and code, nothing else."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import Literal

Style = Literal["text", "emphasis", "strong", "code"]

_TAGS = {"emphasis": "em", "strong": "strong", "code": "code"}
_MARKUP = re.compile(
    r"`(?P<code>[^`]+)`"
    r"|\*\*(?=[^\s*])(?P<strong>.+?)(?<=[^\s*])\*\*"
    r"|(?<!\*)\*(?=[^\s*])(?P<emphasis>[^*]+?)(?<=[^\s*])\*(?!\*)"
)


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one style."""

    style: Style
    text: str


def inline_runs(text: str) -> list[Run]:
    """Split a quiz text into runs; whatever is no markup stays as it is.

    Styles do not nest, and a mark without its partner is an ordinary character.
    """
    runs: list[Run] = []
    end = 0
    for match in _MARKUP.finditer(text):
        if match.start() > end:
            runs.append(Run("text", text[end : match.start()]))
        style: Style = match.lastgroup  # type: ignore[assignment]
        runs.append(Run(style, match[style]))
        end = match.end()
    if end < len(text):
        runs.append(Run("text", text[end:]))
    return runs


def plain_text(text: str) -> str:
    """Return the text without its marks, for outputs that have no styles."""
    return "".join(run.text for run in inline_runs(text))


def html_text(text: str) -> str:
    """Return the text as HTML: everything escaped, its emphasis and code as tags."""
    parts = []
    for run in inline_runs(text):
        tag = _TAGS.get(run.style)
        escaped = html.escape(run.text)
        parts.append(f"<{tag}>{escaped}</{tag}>" if tag else escaped)
    return "".join(parts)
