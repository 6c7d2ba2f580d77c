"""The theme's files in the site: one stylesheet, few scripts, named by content."""

from __future__ import annotations

import hashlib
import re
from functools import cache
from pathlib import Path
from urllib.parse import quote

from markupsafe import Markup

THEME = Path(__file__).parent / "theme"
#: Stylesheets and their sources, in this order: one for every page, and what only
#: the first page, teacher guides and stories need.
STYLES = {
    "course.css": ("base", "frame", "blocks", "lesson", "quiz", "print"),
    "home.css": ("home",),
    "teacher.css": ("teacher",),
    "story.css": ("story",),
}
QUIZ_STYLES = THEME / "static" / "quiz-part.css"
SCRIPTS = (
    "course.js",
    "quiz.js",
    "story.js",
    "search.js",
    "class-results.js",
    "start.js",
    "facts.js",
)
ASSETS = (*STYLES, "times-tables.css", *SCRIPTS)
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'"
)
_SVG_ID = re.compile(r'(\bid="|href="#|url\(#)([\w-]+)')


@cache
def art(name: str) -> Markup:
    """Return one of the theme's own drawings, as SVG to stand in the page."""
    # Our own files, in the package: the only HTML that is not escaped.
    return Markup((THEME / "art" / f"{name}.svg").read_text("utf-8").strip())


@cache
def icon() -> str:
    """Return the site's icon as an address that needs no request."""
    return data_address("icon")


def data_address(name: str) -> str:
    """Return a drawing as a ``data:`` address."""
    svg = (THEME / "art" / f"{name}.svg").read_text("utf-8").strip()
    if "xmlns=" not in svg:
        svg = svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    return "data:image/svg+xml," + quote(svg.replace('"', "'"), safe="=/:'.-")


def squeeze_css(text: str) -> str:
    """Return CSS without comments and without space that means nothing."""
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    text = re.sub(r"\s+", " ", text)
    text = re.sub(r"\s*([{};,>])\s*", r"\1", text)
    text = re.sub(r":\s+", ":", text)
    return text.replace(";}", "}").strip() + "\n"


def squeeze_script(text: str) -> str:
    """Return a script without indents and without comments that begin a line.

    Our scripts hold no text that spans lines, so that this changes nothing else.
    """
    text = re.sub(r"^\s*/\*.*?\*/\s*$", "", text, flags=re.DOTALL | re.MULTILINE)
    lines = (line.strip() for line in text.splitlines())
    kept = (line for line in lines if line and not line.startswith("//"))
    return "\n".join(kept) + "\n"


@cache
def stylesheet(name: str) -> str:
    """Return a stylesheet: its parts in one, with the drawings that it names."""
    parts = [
        QUIZ_STYLES if part == "quiz" else THEME / "styles" / f"{part}.css"
        for part in STYLES[name]
    ]
    text = squeeze_css("\n".join(part.read_text("utf-8") for part in parts))
    # The drawings of every page are loaded once, with the stylesheet.
    return re.sub(r"art\((\w+)\)", lambda m: f'url("{data_address(m[1])}")', text)


@cache
def asset_text(name: str) -> str:
    """Return the text of a file of ``_static``."""
    if name in STYLES:
        return stylesheet(name)
    text = (THEME / "static" / name).read_text("utf-8")
    return squeeze_script(text) if name.endswith(".js") else text


@cache
def asset_uri(name: str) -> str:
    """Return where a file is, from the site's root, with a mark of its content."""
    return f"_static/{name}?v={mark_of(asset_text(name))}"


def mark_of(text: str) -> str:
    """Return a short mark that changes when the text does."""
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def assets_mark() -> str:
    """Return a mark of all files that the theme writes."""
    return "".join(asset_uri(name) for name in ASSETS)


def write_assets(out: Path) -> None:
    """Write the stylesheets and scripts below ``out/_static``."""
    static = out / "_static"
    static.mkdir(parents=True, exist_ok=True)
    for name in ASSETS:
        write_if_changed(static / name, asset_text(name))


def write_if_changed(file: Path, text: str) -> None:
    """Write a file unless it says so already: its time stays, so caches stay."""
    if not file.is_file() or file.read_text("utf-8") != text:
        file.write_text(text, "utf-8")


def headers() -> str:
    """Return the ``_headers`` file: what ``<meta>`` cannot say."""
    return f"""/*
  Content-Security-Policy: {POLICY}; frame-ancestors 'self'
  Referrer-Policy: no-referrer
  X-Content-Type-Options: nosniff
  Permissions-Policy: camera=(), microphone=(), geolocation=(), interest-cohort=()
/_static/*
  Cache-Control: public, max-age=31536000, immutable
"""


def inline_svg(svg: str, prefix: str, alt: str) -> str:
    """Return an illustration's SVG to stand in a page, with its alternative text.

    :param prefix: put before the drawing's ids, which are then unique in the page.
    """
    svg = re.sub(r"<\?xml.*?\?>|<!--.*?-->|<!DOCTYPE.*?>", "", svg, flags=re.DOTALL)
    svg = re.sub(r"\s*<(title|desc)\b.*?</\1>", "", svg, flags=re.DOTALL)
    svg = re.sub(r">\s+<", "><", svg.strip())
    svg = _SVG_ID.sub(rf"\1{prefix}\2", svg)
    named = str(Markup('role="img" aria-label="{}"').format(alt))
    head, rest = svg.split(">", 1)
    head = re.sub(r'\s(?:role|aria-\w+|xmlns(?::\w+)?|version)="[^"]*"', "", head)
    return f"{head.replace('<svg', f'<svg {named}', 1)}>{rest}"
