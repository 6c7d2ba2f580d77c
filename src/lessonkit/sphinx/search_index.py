"""The search index: a script that the search page loads, over http and from a folder.

What a page says is noted when it is read, so that an edit re-reads one page only.
Answers (quiz keys, worksheets) are left out: the index is in pupils' hands.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from docutils import nodes as dn

from lessonkit.sphinx import nodes
from lessonkit.sphinx.site import Site, audience_name

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

#: (anchor, heading, text) of each section of a page.
Sections = list[tuple[str, str, str]]
#: The class of what many pages repeat.
UNSEARCHED = "unsearched"
SILENT = (
    nodes.worksheet,
    nodes.answer,
    nodes.quiz_answers,
    nodes.sources,
    nodes.finders,
    nodes.stale_note,
    nodes.citation_mark,
    dn.raw,
    dn.comment,
    dn.system_message,
)


def text_of(node: dn.Node) -> str:
    """Return a node's words, without headings' sections and what stays silent."""
    words: list[str] = []

    def gather(part: dn.Node) -> None:
        if isinstance(part, SILENT) or UNSEARCHED in _classes(part):
            return
        if isinstance(part, dn.Text):
            words.append(part.astext())
        elif isinstance(part, dn.Element):
            for child in part.children:
                gather(child)
            if not isinstance(part, dn.Inline):
                words.append(" ")

    gather(node)
    return " ".join("".join(words).split())


def _classes(part: dn.Node) -> list[str]:
    return part["classes"] if isinstance(part, dn.Element) else []


def sections_of(doctree: dn.document) -> Sections:
    """Return what a page says, in sections of level 2."""
    root = next(iter(doctree.findall(dn.section)), None)
    if root is None:
        return []
    sections = [x for x in root.children if isinstance(x, dn.section)]
    parts = [x for x in sections if UNSEARCHED not in x["classes"]]
    head = [x for x in root.children if not isinstance(x, dn.section | dn.title)]
    found: Sections = [("", "", " ".join(filter(None, map(text_of, head))))]
    for part in parts:
        heading = part[0].astext() if isinstance(part[0], dn.title) else ""
        body = " ".join(filter(None, map(text_of, part.children[1:])))
        found.append((part["ids"][0], heading, body))
    return found


def entries(site: Site, pages: Iterable[tuple[str, Sections]]) -> Iterator[list[str]]:
    """Yield the index's rows: address, title, section, for whom, text."""
    for docname, sections in pages:
        audience = audience_name(site.audience(docname))
        title = site.titles.get(docname, docname)
        for anchor, heading, text in sections:
            if not text and not (heading or not anchor):
                continue
            address = site.uri_of(docname) + (f"#{anchor}" if anchor else "")
            yield [address, str(title), heading, audience, text]


def index_script(rows: Iterable[list[str]]) -> str:
    """Return the index as a script that hands its rows to ``search.js``."""
    text = json.dumps(list(rows), ensure_ascii=False, separators=(",", ":"))
    # These two end lines in older script parsers; "<" may stand in no script.
    for character in "<\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return f"lessonkitSearch({text});\n"


def notes(env: BuildEnvironment) -> dict[str, Sections]:
    """Return the index's notes, kept with what Sphinx has read."""
    if not hasattr(env, "lessonkit_search"):
        env.lessonkit_search = {}  # type: ignore[attr-defined]
    kept: dict[str, Sections] = env.lessonkit_search  # type: ignore[attr-defined]
    return kept


def note_page(app: Sphinx, doctree: dn.document) -> None:
    """Note what a page says, when it has been read."""
    notes(app.env)[app.env.docname] = sections_of(doctree)


def forget_page(_app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    """Forget a page that is gone or is read again."""
    notes(env).pop(docname, None)


def merge_notes(
    _app: Sphinx, env: BuildEnvironment, docnames: Iterable[str], other: Any
) -> None:
    """Take over what another process has read."""
    wanted = set(docnames)
    found = notes(other)
    notes(env).update({name: found[name] for name in wanted if name in found})


def setup_search(app: Sphinx) -> None:
    """Note pages for the search index while they are read."""
    app.connect("doctree-read", note_page)
    app.connect("env-purge-doc", forget_page)
    app.connect("env-merge-info", merge_notes)
