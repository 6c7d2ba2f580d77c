"""From a page's doctree to Typst markup: the course's own nodes."""

from __future__ import annotations

from docutils import nodes as dn

from lessonkit.sphinx import nodes
from lessonkit.sphinx.i18n import _
from lessonkit.sphinx.typst import help_box, paper_quiz, paper_story
from lessonkit.sphinx.typst.escape import Markup, call, join, text
from lessonkit.sphinx.typst.translator import DocutilsTranslator
from lessonkit.sphinx.typst.words import box_words

#: Pages whose entries the links of two roles lead to.
GLOSSARY = "book/glossary"


class AltTextMissing(Exception):
    """Raised for a picture without alt text: such a file would not be PDF/UA."""


def split_title(node: dn.Element) -> tuple[dn.Element | None, list[dn.Node]]:
    """Return a box's title, if it has one, and its other children."""
    title = next((n for n in node.children if isinstance(n, nodes.box_title)), None)
    return title, [n for n in node.children if n is not title]


class Translator(DocutilsTranslator):
    """Translate a page of the course."""

    def titled(self, node: dn.Element) -> tuple[Markup | None, Markup]:
        """Translate a box's title and body."""
        title, rest = split_title(node)
        made = self.line_of(title) if title is not None else None
        return made or None, self.blocks(rest)

    def picture_of(self, node: dn.Element, folder: str, name: str) -> str:
        """Return the path of a drawing inside Typst's root; it must have alt text."""
        if not node.get("alt"):
            where = f"{node.source or self.docname}:{node.line or 1}"
            raise AltTextMissing(f'{where}: the picture "{name}" has no alt text.')
        return self.picture(self.course.root / folder / f"{name}.svg")

    @staticmethod
    def repeats_heading(node: dn.Element, name: str) -> bool:
        """Tell whether a box stands right under a heading of the same words."""
        section = node.parent
        if not isinstance(section, dn.section) or section.index(node) != 1:
            return False
        return section.children[0].astext() == name

    # --- boxes ------------------------------------------------------------------

    def callout(self, node: dn.Element) -> Markup:
        """Set a titled box."""
        head, _rest = split_title(node)
        title, body = self.titled(node)
        kind = node["kind"]
        name = head.astext() if head is not None else ""
        made = call(
            "callout",
            self.palette,
            kind,
            body,
            title=None if name == box_words()[kind] else title,
            keep=self.keeps(node),
            bare=self.repeats_heading(node, name),
        )
        return self.anchored(node, made)

    def box_title(self, node: dn.Element) -> Markup:
        """Set a title that stands by itself."""
        return call("strong", self.line_of(node))

    def alone(self, node: dn.Element) -> Markup:
        """Say what a pupil who works alone does."""
        return call("alone", self.palette, self.blocks(node.children))

    def chat(self, node: dn.Element) -> Markup:
        """Set a chat as bubbles."""
        title, rest = split_title(node)
        head = self.line_of(title) if title is not None else None
        return call("chat", self.palette, *[self.node(n) for n in rest], title=head)

    def chat_line(self, node: dn.Element) -> Markup:
        """Set one message."""
        body = self.line_of(node)
        return call("chat-line", self.palette, node["sender"], node["side"], body)

    def pause(self, node: dn.Element) -> Markup:
        """Set the question, a rule, and what others might say."""
        title, body = self.titled(node)
        return call("pause", self.palette, title, body, keep=self.keeps(node))

    def myth(self, node: dn.Element) -> Markup:
        """Set a myth and its answer."""
        title, body = self.titled(node)
        return call("myth", self.palette, title, body, keep=self.keeps(node))

    def objectives(self, node: dn.Element) -> Markup:
        """Set the learning objectives."""
        items = [i for n in node.findall(dn.bullet_list) for i in n.children]
        return call("objectives", self.palette, *[self.item(item) for item in items])

    def asked(self, node: dn.Element) -> Markup:
        """Set a question and its model answer."""
        title, body = self.titled(node)
        return call("asked", self.palette, title, body, keep=self.keeps(node))

    def help_path(self, node: dn.Element) -> Markup:
        """Set a short path."""
        title, body = self.titled(node)
        return self.anchored(node, call("help-path", self.palette, title, body))

    # --- teacher guide ----------------------------------------------------------

    def step(self, node: dn.Element) -> Markup:
        """Set a timed step, its minutes in the margin."""
        title, body = self.titled(node)
        return call("step", self.palette, int(node["minutes"]), title, body)

    def say(self, node: dn.Element) -> Markup:
        """Set what to say beside why."""
        title, rest = split_title(node)
        parts = {
            part["part"]: self.blocks(part.children)
            for part in node.findall(nodes.say_part)
        }
        others = [n for n in rest if not isinstance(n, nodes.say_part)]
        if others:
            parts["rest"] = self.blocks(others)
        head = self.line_of(title) if title is not None else None
        keep = self.keeps(node)
        return call("say", self.palette, title=head, keep=keep, **parts)

    def slide(self, node: dn.Element) -> Markup:
        """Set a slide small, beside its speaker notes."""
        notes = [n for n in node.children if isinstance(n, nodes.slide_notes)]
        spoken = join([self.blocks(n.children) for n in notes], "\n\n")
        face = self.slide_face(node, level=None)
        return call("slide-row", self.palette, int(node["number"]), face, spoken)

    def slide_face(
        self, node: dn.Element, level: int | None, band: str = "", foot: str = ""
    ) -> Markup:
        """Set a slide; ``level`` is its heading's, ``None`` makes it no heading."""
        title, rest = split_title(node)
        body = self.blocks([n for n in rest if not isinstance(n, nodes.slide_notes)])
        picture = None
        if node.get("illustration"):
            name = node["illustration"]
            source = self.picture_of(node, "book/illustrations", name)
            picture = call("slide-picture", source, node["alt"])
        return call(
            "slide-face",
            self.palette,
            int(node["number"]),
            self.line_of(title) if title is not None else text(_("Slide")),
            body,
            picture=picture,
            first=int(node["number"]) == 1,
            level=level,
            band=band,
            foot=foot,
        )

    # --- worksheet, quiz, help --------------------------------------------------

    def worksheet(self, node: dn.Element) -> Markup:
        """Name the worksheet, which is a file of its own; in a book, set it here."""
        title, rest = split_title(node)
        name = self.line_of(title) if title is not None else Markup("")
        if self.bound:
            heading = call(
                "heading-at", 2, [f"{self.docname}#worksheet-{len(self.labels)}"], name
            )
            sheet = join([heading, self.blocks(rest)], "\n\n")
            return call("worksheet-part", sheet)
        words = text(_("This worksheet is a sheet of its own, to write on."))
        return call("worksheet-link", self.palette, name, words)

    def write_in(self, node: dn.Element) -> Markup:
        """Set ruled lines to write on."""
        band = self.docname.split("/")[1] if "/" in self.docname else ""
        label = text(node["label"]) if node.get("label") else None
        gap = {"8-10": 11.5}.get(band, 9)
        return call("write-in", label, int(node["lines"]), gap_mm=gap)

    def answer(self, node: dn.Element) -> Markup:
        """Show a worksheet's answer, in the answer version only."""
        if not self.answers:
            return Markup("")
        return call("key-answer", self.palette, self.blocks(node.children))

    def quiz(self, node: dn.Element) -> Markup:
        """Set the pupil's quiz, without its key."""
        quiz = self.course.quizzes[node["quiz_id"]]
        return paper_quiz.pupil_sheet(quiz, self.palette)

    def story(self, node: dn.Element) -> Markup:
        """Set the branching story."""
        story = self.course.stories[node["story_id"]]
        return paper_story.story_parts(story, self.palette)

    def quiz_answers(self, node: dn.Element) -> Markup:
        """Set the key with rationales."""
        quiz = self.course.quizzes[node["quiz_id"]]
        return paper_quiz.key_sheet(quiz, self.palette)

    def help_box(self, node: dn.Element) -> Markup:
        """Set where help is."""
        self.contacts = True
        band, need = node.get("band", ""), node.get("need", "")
        return help_box.draw(
            self.course,
            self.palette,
            help_box.reader_of(band, need),
            short=self.bound,
            bare=self.repeats_heading(node, box_words()["help"]),
        )

    def finders(self, node: dn.Element) -> Markup:
        """Set the four finders."""
        self.contacts = True
        return self.blocks(node.children)

    def stale_note(self, _node: dn.Element) -> Markup:
        """Leave out: paper has no clock, the date that an entry was seen stays."""
        return Markup("")

    # --- pictures, facts, links -------------------------------------------------

    def illustration(self, node: dn.Element) -> Markup:
        """Set an illustration with its caption."""
        source = self.picture_of(node, "book/illustrations", node["name"])
        caption = self.blocks(node.children) or None
        wide = bool(node.get("wide"))
        return call("illustration", source, node["alt"], wide=wide, caption=caption)

    def easy(self, node: dn.Element) -> Markup:
        """Set a symbol beside one short sentence."""
        folder = "book/illustrations/symbols"
        source = self.picture_of(node, folder, node["symbol"])
        return call("easy", source, node["alt"], self.blocks(node.children))

    def fact_chart(self, node: dn.Element) -> Markup:
        """Set a bar chart, and below it the table that says the same."""
        values = [float(value) for value in node["values"]]
        labels = [str(label) for label in node["labels"]]
        shown = [f"{value:g}" for value in values]
        alt = _("Bar chart: {bars}. The table below says the same.").format(
            bars="; ".join(f"{a}: {b}" for a, b in zip(labels, shown, strict=True))
        )
        chart = call(
            "bar-chart",
            self.palette,
            str(alt),
            text(node.get("caption", "")) or None,
            [text(label) for label in labels],
            values,
            [text(figure) for figure in shown],
        )
        return join([chart, self.blocks(node.children)], "\n\n")

    def sources(self, node: dn.Element) -> Markup:
        """Set what the page cites."""
        body = self.blocks(node.children)
        return self.anchored(node, call("sources", body) if body else body)

    def citation_mark(self, node: dn.Element) -> Markup:
        """Set the number of a source, linked to it."""
        target = f"{self.docname}#{node.get('refid', '')}"
        return call("mark", node.astext(), target)

    def glossary_link(self, node: dn.Element) -> Markup:
        """Set a word of the glossary; on paper it is a word like others."""
        return self.line_of(node)

    def service_link(self, node: dn.Element) -> Markup:
        """Set a service's name, linked to its own page."""
        body = self.line_of(node)
        services = self.course.help.by_id if self.course.help else {}
        service = services.get(node["service_id"])
        if service is None or not service.url:
            return body
        return call("link", service.url, body)
