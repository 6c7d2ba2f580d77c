"""Split a Markdown file into its YAML front matter and its body."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from lessonkit.model.lesson import Review
from lessonkit.model.problem import Place, Problem
from lessonkit.source.record import Record
from lessonkit.source.yamltext import read_text, read_yaml

_FENCE = re.compile(r"^---[ \t]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class MarkdownFile:
    """A Markdown file: its front matter's record, its body and where that begins."""

    path: str
    record: Record
    body: str
    body_line: int


def read_markdown_file(
    root: Path, path: str, problems: list[Problem]
) -> MarkdownFile | None:
    """Read a Markdown file with front matter.

    :returns: ``None`` after ``frontmatter-missing``, ``frontmatter-open`` or any
        problem of :func:`read_text` and :func:`read_yaml` that leaves no record.
    """
    text = read_text(root / path, path, problems)
    if text is None:
        return None
    if not text.startswith("---"):
        problems.append(
            Problem(
                Place(path),
                "frontmatter-missing",
                "the file does not begin with front matter.",
                'Begin with a line "---", the fields, and a line "---".',
            )
        )
        return None
    fences = list(_FENCE.finditer(text))
    if len(fences) < 2 or fences[0].start() != 0:
        problems.append(
            Problem(
                Place(path),
                "frontmatter-open",
                "the front matter has no end.",
                'Close it with a line "---".',
            )
        )
        return None
    front = text[fences[0].end() + 1 : fences[1].start()]
    body = text[fences[1].end() + 1 :]
    body_line = text.count("\n", 0, fences[1].end()) + 2
    if not front.strip():
        problems.append(
            Problem(
                Place(path),
                "frontmatter-missing",
                "the front matter is empty.",
                "See docs/formats.md for the fields.",
            )
        )
        return None
    document = read_yaml(front, path, problems, first_line=2)
    record = Record.root(document, problems) if document else None
    return MarkdownFile(path, record, body, body_line) if record else None


def read_review(record: Record) -> Review:
    """Read the ``review`` mapping: version, last, months, by.

    ``by: "none"`` means that nobody with safeguarding training has reviewed the page.
    """
    import datetime

    child = record.child("review")
    if child is None:
        return Review("0", datetime.date(1970, 1, 1), 12)
    version = child.text("version")
    last = child.date("last") or datetime.date(1970, 1, 1)
    months = child.integer("months", 1, 24, default=12)
    by = child.text("by")
    child.finish()
    return Review(version, last, months, "" if by == "none" else by)
