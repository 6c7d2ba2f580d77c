"""The sizes on pages of files and on plans: filled in when the files are written.

A row of such a page names a file and keeps a place for its size. `jupyter-book build`
makes no files, so that the place stays empty there.
"""

from __future__ import annotations

import re
from pathlib import Path

from babel.units import format_unit

from lessonkit.sphinx.site import DOWNLOAD_PAGES, PLAN_PAGES

#: The class of the place in a row.
SIZE = "size"
_KILO, _MEGA = 1_000, 1_000_000
_ROW = re.compile(
    r'(<a [^>]*?href="(?P<file>[^"#]+)"(?:(?!</tr>|</li>).)*?'
    rf'<span class="{SIZE}">)[^<]*(?=</span>)',
    re.DOTALL,
)


def size_text(count: int, language: str) -> str:
    """Return a number of bytes as people say it, such as ``1.2 MB``."""
    if count < _MEGA:
        value, unit = max(1, round(count / _KILO)), "digital-kilobyte"
        # A rounded 1,000 kB is the next unit's 1 MB.
        if value < _KILO:
            return format_unit(value, unit, length="short", locale=language)
    return format_unit(
        count / _MEGA,
        "digital-megabyte",
        length="short",
        format="0.#",
        locale=language,
    )


def _with_sizes(text: str, folder: Path, language: str) -> str:
    """Return a page with the size of each file that is there."""

    def sized(row: re.Match[str]) -> str:
        file = folder / row["file"]
        if not file.is_file():
            return row[0]
        return f"{row[1]}, {size_text(file.stat().st_size, language)}"

    return _ROW.sub(sized, text)


def write_sizes(site: Path, language: str) -> None:
    """Fill in the size of each file that the pages of a built site offer."""
    folders = (site / DOWNLOAD_PAGES, site / PLAN_PAGES)
    for page in sorted(x for folder in folders for x in folder.rglob("*.html")):
        text = page.read_text("utf-8")
        filled = _with_sizes(text, page.parent, language)
        if filled != text:
            page.write_text(filled, "utf-8")
