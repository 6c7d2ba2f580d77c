"""The page for parents of one lesson on paper, from the doctree of the web page."""

from __future__ import annotations

from docutils import nodes as dn

from lessonkit.sphinx.pages_parents import PANEL, WEB
from lessonkit.sphinx.typst.course_nodes import Translator
from lessonkit.sphinx.typst.escape import Markup, call, join


def draw(tree: dn.document, translator: Translator) -> Markup:
    """Return the panels side by side, and below them what stands below them.

    The lead is left out: it stands under the title of the handout.
    """
    top = next(node for node in tree.children if isinstance(node, dn.section))
    parts = [node for node in top.children[1:] if not {"lead", WEB} & classes(node)]
    panels = [node for node in parts if PANEL in classes(node)]
    rest = [node for node in parts if node not in panels]
    columns: tuple[list[dn.Node], list[dn.Node]] = ([], [])
    for panel in panels:  # into the column that is shorter so far
        min(columns, key=lambda column: sum(map(length, column))).append(panel)
    side_by_side = [translator.blocks(column) for column in columns]
    return join(
        [call("panels", translator.palette, *side_by_side), translator.blocks(rest)],
        "\n\n",
    )


def length(node: dn.Node) -> int:
    """Return about how long a panel is, its heading counted as two lines."""
    return len(node.astext()) + 120


def classes(node: dn.Node) -> set[str]:
    """Return a node's classes."""
    return set(node["classes"]) if isinstance(node, dn.Element) else set()
