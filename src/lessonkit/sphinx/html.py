"""HTML of the course's own nodes and of what Sphinx draws otherwise.

Every page stands under a policy that allows no inline style and no inline script, so
Sphinx's own HTML is changed where it has them (column widths).
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Any

from docutils import nodes as dn
from sphinx.writers.html5 import HTML5Translator

from lessonkit.model.course import Course
from lessonkit.sphinx import nodes
from lessonkit.sphinx.assets import art, inline_svg
from lessonkit.sphinx.html_data import DataVisitors
from lessonkit.sphinx.i18n import _
from lessonkit.sphinx.lesson_steps import is_step, mark_steps

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from lessonkit.sphinx.html_builder import CourseHTMLBuilder

#: A drawing up to this size stands in the page itself: one request less. An easy-read
#: page has a symbol beside each sentence, all of them seen at once.
INLINE_UP_TO = 1_000
INLINE_SYMBOL_UP_TO = 4_000
_VIEW_BOX = re.compile(r'viewBox="\s*[\d.-]+\s+[\d.-]+\s+([\d.]+)\s+([\d.]+)')


class CourseHTMLTranslator(DataVisitors, HTML5Translator):
    """Draws doctrees for the theme."""

    builder: CourseHTMLBuilder

    def __init__(self, document: dn.document, builder: Any) -> None:
        super().__init__(document, builder)
        self.course: Course = builder.course
        self.docname: str = builder.current_docname
        # A lesson's and a guide's title stands in the template's head.
        self.titled_by_template = builder.titled_by_template(self.docname)
        self.drawings = 0
        self.tables = 0
        if self.docname.startswith("lessons/"):
            mark_steps(document)

    # --- Sections ---------------------

    def visit_section(self, node: dn.section) -> None:
        """Draw a section; in lessons, mark the starter and the activities."""
        if self.section_level == 0 and self.titled_by_template:
            self.section_level = 1
            return
        super().visit_section(node)

    def depart_section(self, node: dn.section) -> None:
        """Close a section."""
        if self.section_level == 1 and self.titled_by_template:
            self.section_level = 0
            return
        super().depart_section(node)

    def visit_title(self, node: dn.Element) -> None:
        """Draw a heading; ``Activity 1: Who said it?`` in two parts."""
        section = node.parent
        if self.section_level == 1 and self.titled_by_template:
            raise dn.SkipNode
        super().visit_title(node)
        text = node.astext()
        part, colon, rest = text.partition(": ")
        if is_step(section) and len(node) == 1:
            if colon:
                self.body.append(f'<span class="part">{escape(part)}</span> ')
                self.body.append(escape(rest))
            else:
                self.body.append(f'<span class="part">{escape(text)}</span>')
            node.children = []

    def heading(self, node: dn.Element, css_class: str = "") -> None:
        """Open a heading one level below the section that holds a block."""
        level = min(self.section_level + 1, 6)
        self.body.append(self.starttag(node, f"h{level}", "", CLASS=css_class))
        self.context.append(f"</h{level}>\n")

    # --- Boxes ---------------------

    def open(self, html: str, close: str) -> None:
        """Write an opening tag and remember what closes it."""
        self.body.append(html)
        self.context.append(close)

    def close(self, node: dn.Element) -> None:
        """Close what :meth:`open` opened."""
        self.body.append(self.context.pop())

    def kind(self, words: str) -> None:
        """Write the small line that says what a box is."""
        self.body.append(f'<p class="box-kind">{escape(words)}</p>\n')

    def visit_callout(self, node: dn.Element) -> None:
        """Draw a titled box."""
        kind = node["kind"]
        self.open(f'<div class="box {escape(kind)}">\n', "</div>\n")
        words = {
            "scenario": _("A story"),
            "task": _("Do this"),
            "note": _("Good to know"),
            "warning": _("Take care"),
        }.get(kind)
        if words:
            self.kind(words)
        elif kind == "before" and self.repeats_heading(node):
            node.pop(0)

    depart_callout = close

    def repeats_heading(self, node: dn.Element) -> bool:
        """Whether a box's title says the same as the heading above it."""
        title = node[0] if len(node) else None
        heading = node.parent[0] if isinstance(node.parent, dn.section) else None
        return (
            isinstance(title, nodes.box_title)
            and heading is not None
            and title.astext() == heading.astext()
        )

    def visit_box_title(self, node: dn.Element) -> None:
        """Draw a box's title as what the box needs it to be."""
        box = node.parent
        if isinstance(box, nodes.step | nodes.slide | nodes.help_path):
            self.heading(node)
        elif isinstance(box, nodes.pause):
            self.open(
                f'<summary><span class="box-kind">{_("Pause and think")}</span> ',
                '</summary>\n<div class="pause-body">\n',
            )
        elif isinstance(box, nodes.chat):
            self.open(" ", "</figcaption>\n<ol>\n")
        elif isinstance(box, nodes.myth):
            self.open(
                '<p class="box-title"><span class="box-kind">'
                f"{_('Some people say')}</span> <q>",
                f'</q></p>\n<div class="myth-answer">\n'
                f'<p class="box-kind">{_("What is true")}</p>\n',
            )
        else:
            self.open('<p class="box-title">', "</p>\n")

    depart_box_title = close

    def visit_alone(self, node: dn.Element) -> None:
        """Draw what a pupil who works alone does."""
        self.open('<div class="alone">\n', "</div>\n")
        self.kind(_("Working alone?"))

    depart_alone = close

    def visit_chat(self, node: dn.Element) -> None:
        """Draw a fictional chat as bubbles."""
        words = escape(_("A made-up chat"))
        self.open(
            f'<figure class="chat">\n<figcaption><span class="box-kind">{words}</span>',
            "</ol>\n</figure>\n",
        )
        if not (len(node) and isinstance(node[0], nodes.box_title)):
            self.body.append("</figcaption>\n<ol>\n")

    depart_chat = close

    def visit_chat_line(self, node: dn.Element) -> None:
        """Draw one message."""
        sender = escape(node["sender"])
        self.open(
            f'<li class="side-{node["side"]}"><b class="sender">{sender}'
            '<span class="visually-hidden">:</span></b> <span class="bubble">',
            "</span></li>\n",
        )

    depart_chat_line = close

    def visit_pause(self, node: dn.Element) -> None:
        """Draw a question whose answer opens."""
        self.open('<details class="pause">', "</div>\n</details>\n")

    depart_pause = close

    def visit_myth(self, node: dn.Element) -> None:
        """Draw a misconception and its answer."""
        self.open('<div class="box myth">\n', "</div>\n</div>\n")

    depart_myth = close

    def visit_objectives(self, node: dn.Element) -> None:
        """Draw the learning objectives."""
        self.open('<div class="objectives">\n', "</div>\n")

    depart_objectives = close

    def visit_worksheet(self, node: dn.Element) -> None:
        """Draw a link: a worksheet is for paper."""
        title = node[0].astext() if len(node) else _("Worksheet")
        address = self.builder.worksheet_uri(self.docname)
        name = escape(title)
        if address:
            name = f'<a href="{escape(address)}">{name}</a>'
        self.body.append(
            f'<p class="paper-link">{art("paper")}<span>'
            f"{escape(_('Worksheet on paper (PDF):'))} {name}</span></p>\n"
        )
        raise dn.SkipNode

    def visit_write_in(self, node: dn.Element) -> None:
        """Draw ruled lines."""
        rules = '<span class="rule"></span>' * node["lines"]
        label = f"<p>{escape(node['label'])}</p>" if node["label"] else ""
        self.body.append(f'<div class="write-in">{label}{rules}</div>\n')
        raise dn.SkipNode

    def visit_answer(self, node: dn.Element) -> None:
        """Leave out: a worksheet's answer is for paper."""
        raise dn.SkipNode

    # --- Teacher guides and talk scripts ---------------------

    def visit_step(self, node: dn.Element) -> None:
        """Draw a timed step: minutes in a column of their own."""
        minutes = _("{0} min").format(f"<b>{node['minutes']}</b>")
        self.open(
            f'<div class="step">\n<p class="minutes"><span>{minutes}</span></p>\n'
            '<div class="step-body">\n',
            "</div>\n</div>\n",
        )

    depart_step = close

    def visit_say(self, node: dn.Element) -> None:
        """Draw what to say beside why."""
        self.open('<div class="say">\n', "</div>\n")

    depart_say = close

    def visit_say_part(self, node: dn.Element) -> None:
        """Draw one part: say, why or what better not to say."""
        part = node["part"]
        self.open(f'<div class="say-part say-{escape(part)}">\n', "</div>\n")
        words = {"say": _("Say"), "why": _("Why"), "avoid": _("Better not")}
        self.kind(words[part])

    depart_say_part = close

    def visit_slide(self, node: dn.Element) -> None:
        """Draw a slide and its speaker notes."""
        self.open('<div class="slide">\n', "</div>\n")
        self.kind(_("Slide {0}").format(node["number"]))
        if node["illustration"]:
            # Below its title, as on the slide itself.
            place = 1 if len(node) and isinstance(node[0], nodes.box_title) else 0
            drawing = nodes.illustration(
                name=node["illustration"], alt=node["alt"], wide=False
            )
            node.insert(place, drawing)

    depart_slide = close

    def visit_slide_notes(self, node: dn.Element) -> None:
        """Draw speaker notes, closed at first."""
        if not len(node):
            raise dn.SkipNode
        self.open(
            f"<details><summary>{escape(_('Speaker notes'))}</summary>\n",
            "</details>\n",
        )

    depart_slide_notes = close

    def visit_asked(self, node: dn.Element) -> None:
        """Draw a question and a model answer."""
        self.open('<div class="asked">\n', "</div>\n")

    depart_asked = close

    def visit_help_path(self, node: dn.Element) -> None:
        """Draw a short help path."""
        self.open('<div class="help-path">\n', "</div>\n")

    depart_help_path = close

    # --- Drawings ---------------------

    def drawing(self, name: str, alt: str) -> str:
        """Return an illustration: in the page itself when it is small."""
        file = self.course.root / "book/illustrations" / f"{name}.svg"
        svg = file.read_text("utf-8")
        self.drawings += 1
        limit = INLINE_SYMBOL_UP_TO if name.startswith("symbols/") else INLINE_UP_TO
        if len(svg) <= limit:
            return inline_svg(svg, f"a{self.drawings}-", alt)
        address = self.builder.illustration_uri(self.docname, name)
        size = ""
        if match := _VIEW_BOX.search(svg):
            width, height = (round(float(side)) for side in match.groups())
            size = f' width="{width}" height="{height}"'
        return f'<img src="{escape(address)}" alt="{escape(alt)}"{size} loading="lazy">'

    def visit_illustration(self, node: dn.Element) -> None:
        """Draw an illustration with its caption."""
        wide = " wide" if node["wide"] else ""
        self.body.append(f'<figure class="art{wide}">')
        self.body.append(self.drawing(node["name"], node["alt"]))
        if len(node):
            self.open("\n<figcaption>", "</figcaption>\n</figure>\n")
        else:
            self.context.append("</figure>\n")

    depart_illustration = close

    def visit_easy(self, node: dn.Element) -> None:
        """Draw easy read: a symbol beside one short sentence."""
        symbol = self.drawing(f"symbols/{node['symbol']}", node["alt"])
        self.open(f'<div class="easy">{symbol}<div>\n', "</div></div>\n")

    depart_easy = close

    # --- What Sphinx draws otherwise ---------------------

    def visit_table(self, node: dn.Element) -> None:
        """Draw a table in a frame that scrolls by itself on a small screen."""
        self.tables += 1
        heads = ", ".join(entry.astext() for entry in table_heads(node))
        words = escape(_("Table {0}: {1}").format(self.tables, heads))
        self.body.append(
            f'<div class="table" tabindex="0" role="region" aria-label="{words}">'
        )
        self._table_row_indices.append(0)
        self.body.append(self.starttag(node, "table"))

    def depart_table(self, node: dn.Element) -> None:
        """Close a table."""
        self._table_row_indices.pop()
        self.body.append("</table></div>\n")

    def visit_tgroup(self, node: dn.Element) -> None:
        """Leave out column widths: the policy allows no inline style."""

    def depart_tgroup(self, node: dn.Element) -> None:
        """Close nothing."""

    def visit_colspec(self, node: dn.Element) -> None:
        """Leave out a column's width."""
        raise dn.SkipNode

    def visit_entry(self, node: dn.Element) -> None:
        """Draw a cell; a head cell says what it is the head of."""
        in_head = isinstance(node.parent.parent, dn.thead)
        tag = "th" if in_head else "td"
        attributes: dict[str, Any] = {"scope": "col"} if in_head else {}
        for name, key in (("colspan", "morecols"), ("rowspan", "morerows")):
            if node.get(key):
                attributes[name] = str(node[key] + 1)
        self.open(self.starttag(node, tag, "", **attributes), f"</{tag}>\n")

    depart_entry = close

    def visit_raw(self, node: dn.Element) -> None:
        """Draw a task list's box; any other raw text is left out."""
        if "task-list-item-checkbox" in node.astext():
            self.body.append('<span class="tick-box"></span>')
        raise dn.SkipNode

    def visit_reference(self, node: dn.Element) -> None:
        """Draw a link; one that leaves the site tells it nothing."""
        if not node.get("internal") and node.get("refuri", "").startswith("http"):
            node["rel"] = "noopener noreferrer"
        super().visit_reference(node)


def setup_html(app: Sphinx) -> None:
    """Use the theme's translator for HTML."""
    app.set_translator("html", CourseHTMLTranslator, override=True)


def table_heads(table: dn.Element) -> list[dn.Node]:
    """Return the cells of a table's first row of heads."""
    head = next(iter(table.findall(dn.thead)), None)
    row = head[0] if head is not None and len(head) else None
    return list(row.children) if row is not None else []
