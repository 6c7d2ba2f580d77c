"""From a page's doctree to Typst markup: what docutils and Sphinx define.

The course's own nodes are in :mod:`lessonkit.sphinx.typst.course_nodes`. A method has
the name of the node's class and returns markup; there is no depart step.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from docutils import nodes as dn
from sphinx.util import logging

from lessonkit.model.course import Course
from lessonkit.model.lesson import BANDS
from lessonkit.sphinx.typst.escape import Markup, Name, call, join, text
from lessonkit.sphinx.typst.tables import column_weights

logger = logging.getLogger(__name__)

#: What ``get_relative_uri`` of the builder puts before a page's name.
PAGE = "page:"
#: A box with less text than this stays on one page.
KEEP = 900


@dataclass(slots=True)
class Fragment:
    """A page in Typst: title, body, and the labels inside.

    :param keys: labels that lead to the page itself.
    :param contacts: whether a way to reach a help service is printed.
    """

    title: Markup
    plain_title: str
    keys: tuple[str, ...]
    body: Markup
    labels: set[str] = field(default_factory=set)
    contacts: bool = False


def palette_of(docname: str) -> Name:
    """Return the palette of a page: its band's, the families' or the course's."""
    parts = docname.split("/")
    band = next((part for part in parts if part in BANDS), "")
    if band:
        return Name(f"p-{band}")
    if "family-guide" in parts or docname.endswith("-parents"):
        return Name("p-family")
    return Name("p-course")


class DocutilsTranslator:
    """Translate the nodes of docutils and Sphinx.

    :param picture: gives the path inside Typst's root of a picture's file.
    :param answers: show what only the answer version of a worksheet shows.
    :param bound: the page stands in a book: worksheets are set where they stand, and
        help boxes, of which a book has many, are short.
    """

    def __init__(
        self,
        course: Course,
        docname: str,
        picture: Callable[[Path], str],
        *,
        answers: bool = False,
        bound: bool = False,
    ) -> None:
        self.course = course
        self.docname = docname
        self.picture = picture
        self.answers = answers
        self.bound = bound
        self.palette = palette_of(docname)
        self.labels: set[str] = set()
        self.contacts = False
        self.depth = 1

    # --- pages and pieces -------------------------------------------------------

    def page(self, document: dn.document) -> Fragment:
        """Translate a whole page; its first title becomes the title band."""
        top = next((n for n in document.children if isinstance(n, dn.section)), None)
        keys = [f"{self.docname}#"]
        if top is None:
            title, plain, children = Markup(""), "", list(document.children)
        else:
            keys += [f"{self.docname}#{name}" for name in top["ids"]]
            heading = next((n for n in top.children if isinstance(n, dn.title)), None)
            title = self.line_of(heading) if heading else Markup("")
            plain = heading.astext() if heading else ""
            children = [n for n in top.children if n is not heading]
            children += [n for n in document.children if n is not top]
        self.labels.update(keys)
        body = self.blocks(children)
        return Fragment(title, plain, tuple(keys), body, self.labels, self.contacts)

    def node(self, node: dn.Node) -> Markup:
        """Translate one node by the method of its class, or of a class it extends."""
        for cls in type(node).__mro__:
            method = getattr(self, cls.__name__, None)
            if method is not None:
                made: Markup = method(node)
                return made
        logger.warning(
            "no Typst form for the node %s",
            type(node).__name__,
            location=node,
            type="lessonkit",
            subtype="typst-node",
        )
        return self.blocks(node.children)

    def blocks(self, children: Iterable[dn.Node]) -> Markup:
        """Translate nodes that stand below one another."""
        return join([self.node(child) for child in children], "\n\n")

    def line_of(self, node: dn.Element) -> Markup:
        """Translate what stands in a line."""
        return join([self.node(child) for child in node.children], "")

    def anchored(self, node: dn.Element, made: Markup) -> Markup:
        """Put the node's ids before it, for links that lead to it."""
        if not node.get("ids"):
            return made
        keys = [f"{self.docname}#{name}" for name in node["ids"]]
        self.labels.update(keys)
        return join([call("anchor", *keys), made], "")

    # --- text -------------------------------------------------------------------

    def Text(self, node: dn.Text) -> Markup:
        """Escape the text."""
        return text(node.astext())

    def emphasis(self, node: dn.Element) -> Markup:
        """Set in italics."""
        return call("emph", self.line_of(node))

    def strong(self, node: dn.Element) -> Markup:
        """Set bold."""
        return call("strong", self.line_of(node))

    def inline(self, node: dn.Element) -> Markup:
        """Give the content as it is."""
        return self.anchored(node, self.line_of(node))

    literal = emphasis
    title_reference = emphasis
    abbreviation = inline
    generated = inline

    def superscript(self, node: dn.Element) -> Markup:
        """Set above the line."""
        return call("super", self.line_of(node))

    def subscript(self, node: dn.Element) -> Markup:
        """Set below the line."""
        return call("sub", self.line_of(node))

    def reference(self, node: dn.Element) -> Markup:
        """Link inside the file, to the web, or not at all."""
        body = self.line_of(node)
        target = str(node.get("refuri", ""))
        if node.get("refid"):
            return call("goto", f"{self.docname}#{node['refid']}", body)
        if target.startswith(PAGE):
            page, _sep, name = target.removeprefix(PAGE).partition("#")
            return call("goto", f"{page or self.docname}#{name}", body, paged=True)
        if target.startswith("https://"):
            shown = node.astext()
            host = (urlsplit(target).hostname or "").removeprefix("www.")
            if host and host not in shown:
                body = join([body, text(f" ({host})")], "")
            return call("link", target, body)
        if target.startswith(("mailto:", "tel:", "sms:")):
            return call("link", target, body)
        return body

    download_reference = inline
    number_reference = inline
    pending_xref = inline

    def target(self, node: dn.Element) -> Markup:
        """Leave the anchor."""
        return self.anchored(node, self.line_of(node))

    # --- paragraphs, sections, lists --------------------------------------------

    def paragraph(self, node: dn.Element) -> Markup:
        """Set a paragraph."""
        return self.anchored(node, self.line_of(node))

    def section(self, node: dn.Element) -> Markup:
        """Set a heading one level down and what follows it."""
        self.depth += 1
        heading = next((n for n in node.children if isinstance(n, dn.title)), None)
        keys = [f"{self.docname}#{name}" for name in node["ids"]]
        self.labels.update(keys)
        body = self.blocks([n for n in node.children if n is not heading])
        if heading is not None and body:
            depth = min(self.depth, 5)
            title = call("heading-at", depth, keys, self.line_of(heading))
        else:  # paper needs no heading over nothing, but a link may lead there
            title = call("anchor", *keys)
        self.depth -= 1
        return join([title, body], "\n\n")

    def rubric(self, node: dn.Element) -> Markup:
        """Set a heading that is not in the contents."""
        return call("strong", self.line_of(node))

    title = rubric
    subtitle = rubric

    def list_of(self, name: str, node: dn.Element, **options: object) -> Markup:
        """Set a list; it is tight when no item has more than one paragraph."""
        items = [self.item(child) for child in node.children]
        tight = all(
            sum(isinstance(n, dn.paragraph) for n in child.children) <= 1
            for child in node.children
        )
        if not tight:
            options["spacing"] = Name("loose")
        return self.anchored(node, call(name, *items, **options))

    def item(self, node: dn.Node) -> Markup:
        """Translate what a list item holds."""
        if not isinstance(node, dn.Element):
            return Markup("")
        first, *rest = node.children or [dn.comment()]
        if not rest or not isinstance(first, dn.paragraph):
            return self.anchored(node, self.blocks(node.children))
        # The first line is what the others are about: it never stays behind alone.
        lead = call("lead", self.node(first))
        return self.anchored(node, join([lead, self.blocks(rest)], "\n\n"))

    def bullet_list(self, node: dn.Element) -> Markup:
        """Set a list with bullets, or with boxes to tick."""
        if "contains-task-list" in node.get("classes", []):
            return call("tick-list", *[self.item(child) for child in node.children])
        return self.list_of("list", node)

    def enumerated_list(self, node: dn.Element) -> Markup:
        """Set a numbered list."""
        return self.list_of("enum", node, start=int(node.get("start", 1)))

    def definition_list(self, node: dn.Element) -> Markup:
        """Set terms with what they mean."""
        return join([self.node(child) for child in node.children], "\n\n")

    def definition_list_item(self, node: dn.Element) -> Markup:
        """Set a term and what it means."""
        heads = [n for n in node.children if not isinstance(n, dn.definition)]
        bodies = [n for n in node.children if isinstance(n, dn.definition)]
        head = join([self.line_of(n) for n in heads if isinstance(n, dn.Element)], " ")
        body = join([self.blocks(n.children) for n in bodies], "\n\n")
        return self.anchored(node, call("definition", head, body))

    def field_list(self, node: dn.Element) -> Markup:
        """Set names beside what belongs to them."""
        pairs = []
        for entry in node.children:
            name, body = entry.findall(dn.field_name), entry.findall(dn.field_body)
            names = join([self.line_of(part) for part in name], " ")
            bodies = join([self.blocks(part.children) for part in body], "\n\n")
            pairs.append((names, bodies))
        return call("facts-table", self.palette, *pairs)

    def block_quote(self, node: dn.Element) -> Markup:
        """Set a quotation."""
        return call("quotation", self.palette, self.blocks(node.children))

    def attribution(self, node: dn.Element) -> Markup:
        """Say who is quoted."""
        return call("emph", self.line_of(node))

    def line_block(self, node: dn.Element) -> Markup:
        """Keep the line breaks."""
        return join([self.node(child) for child in node.children], "#linebreak();")

    def line(self, node: dn.Element) -> Markup:
        """Set one line of a line block."""
        return self.line_of(node)

    def transition(self, _node: dn.Element) -> Markup:
        """Set a rule."""
        return call("rule")

    def children_only(self, node: dn.Element) -> Markup:
        """Set what the node holds."""
        return self.anchored(node, self.blocks(node.children))

    document = children_only
    container = children_only
    compound = children_only
    compact_paragraph = children_only
    topic = children_only
    sidebar = children_only
    legend = children_only
    definition = children_only
    glossary = children_only
    only = children_only

    def nothing(self, _node: dn.Node) -> Markup:
        """Leave it out."""
        return Markup("")

    comment = nothing
    raw = nothing
    toctree = nothing
    index = nothing
    meta = nothing
    pending = nothing
    substitution_definition = nothing
    tabular_col_spec = nothing
    highlightlang = nothing
    system_message = nothing
    problematic = nothing
    colspec = nothing

    def admonition(self, node: dn.Element) -> Markup:
        """Set a plain callout."""
        heading = next((n for n in node.children if isinstance(n, dn.title)), None)
        rest = [n for n in node.children if n is not heading]
        serious = type(node).__name__ in {"warning", "caution", "danger", "attention"}
        return call(
            "callout",
            self.palette,
            "warning" if serious else "note",
            self.blocks(rest),
            title=self.line_of(heading) if heading else None,
            keep=self.keeps(node),
        )

    Admonition = admonition

    def keeps(self, node: dn.Element) -> bool:
        """Tell whether a box is short enough to stay on one page."""
        return len(node.astext()) < KEEP

    # --- pictures and tables ----------------------------------------------------

    def image(self, node: dn.Element) -> Markup:
        """Set a picture of the source tree; Typst refuses one without alt text."""
        path = self.course.root / str(node["uri"]).lstrip("/")
        source = self.picture(path)
        return call("illustration", source, node.get("alt", ""), wide=True)

    def figure(self, node: dn.Element) -> Markup:
        """Set a picture and its caption."""
        return self.anchored(node, self.blocks(node.children))

    def caption(self, node: dn.Element) -> Markup:
        """Set a caption."""
        return call("emph", self.line_of(node))

    def table(self, node: dn.Element) -> Markup:
        """Set a table with its head row, columns as wide as they need."""
        group = next(iter(node.findall(dn.tgroup)))
        heads = [row for part in group.findall(dn.thead) for row in part.children]
        bodies = [row for part in group.findall(dn.tbody) for row in part.children]
        texts = [[cell.astext() for cell in row.children] for row in heads + bodies]
        title = next((n for n in node.children if isinstance(n, dn.title)), None)
        made = call(
            "grid-table",
            column_weights(texts),
            [self.blocks(cell.children) for cell in heads[0].children]
            if heads
            else None,
            *[self.blocks(cell.children) for row in bodies for cell in row.children],
        )
        parts = [call("strong", self.line_of(title))] if title else []
        return self.anchored(node, join([*parts, made], "\n\n"))
