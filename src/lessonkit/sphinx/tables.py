"""Pages drawn from the data: words, the statement, and what all of them share."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import urlsplit

from docutils import nodes as dn
from sphinx import addnodes

from lessonkit.model.course import Course
from lessonkit.model.reference import StatementLine
from lessonkit.sphinx.boxes import CourseDirective
from lessonkit.sphinx.cited import course_of, simple_table, text_list
from lessonkit.sphinx.i18n import _

if TYPE_CHECKING:
    from sphinx.application import Sphinx

#: An address in running text, without the full stop after it.
ADDRESS = re.compile(r"https://[^\s()]+[^\s().,;:]")


def paragraph(*parts: dn.Node | str, classes: Sequence[str] = ()) -> dn.paragraph:
    """Return a paragraph of texts and inline nodes."""
    inlines = [x if isinstance(x, dn.Node) else dn.Text(str(x)) for x in parts]
    return dn.paragraph("", "", *inlines, classes=list(classes))


def strong(text: str) -> dn.strong:
    """Return a text in bold."""
    return dn.strong(text, text)


def source_link(source: str, text: str = "") -> dn.Node:
    """Return a link to a source, or its name when it has no address."""
    if not source.startswith("https://"):
        return dn.Text(source)
    host = (urlsplit(source).hostname or "").removeprefix("www.")
    return dn.reference("", text or host, refuri=source, internal=False)


def linked(text: str) -> Iterator[dn.Node]:
    """Yield a text whose addresses are links that show the site's name."""
    end = 0
    for match in ADDRESS.finditer(text):
        yield dn.Text(text[end : match.start()])
        yield source_link(match[0])
        end = match.end()
    yield dn.Text(text[end:])


class DataPage(CourseDirective):
    """Base: sections and lists of entries, read again when the data change."""

    has_content = False
    optional_arguments = 0
    data: ClassVar[tuple[str, ...]] = ()

    def run(self) -> list[dn.Node]:
        """Return the nodes, and note the files that they depend on."""
        for pattern in self.data:
            for file in sorted(self.course.root.glob(pattern)):
                self.env.note_dependency(str(file))
        return super().run()

    @property
    def course(self) -> Course:
        """The course."""
        return course_of(self.env.app)

    def section(self, name: str, title: str, *children: dn.Node) -> dn.section:
        """Return a section with an id of its own."""
        section = dn.section("", dn.title(title, title), *children, ids=[name])
        self.set_source_info(section)
        return section

    def lesson_link(self, lesson_id: str) -> dn.Node | None:
        """Return a link to a lesson, ``None`` when this edition has no such page."""
        lesson = self.course.lessons.get(lesson_id)
        if lesson is None or lesson.docname not in self.env.found_docs:
            return None
        text = f"{lesson.title} ({lesson.band.replace('-', '–')})"
        link = addnodes.pending_xref(
            "",
            dn.inline(text, text),
            refdomain="std",
            reftype="doc",
            reftarget=f"/{lesson.docname}",
            refexplicit=True,
            refwarn=True,
            refdoc=self.env.docname,
        )
        self.set_source_info(link)
        return link


def entries(
    items: Iterable[tuple[str, list[dn.Node]]], *, cards: bool = False
) -> dn.bullet_list:
    """Return a list whose items can be linked to: (id, what stands in it)."""
    listed = dn.bullet_list(bullet="-", classes=["entry-list"] if cards else [])
    for name, children in items:
        item = dn.list_item("", *children, ids=[name])
        if cards:
            item["classes"].append("card")
        listed += item
    return listed


class GlossaryList(DataPage):
    """All words with their meaning; then the words that adults had better not use."""

    data = ("data/glossary.yml",)

    def make(self) -> list[dn.Node]:
        """Return a list of words, and a table of words to avoid."""
        terms = sorted(self.course.glossary.values(), key=lambda x: x.term.casefold())
        words = entries(
            (
                f"term-{term.id}",
                [paragraph(strong(term.term), ": ", term.definition.strip())],
            )
            for term in terms
        )
        rows: list[list[Any]] = [
            [
                paragraph(term.term),
                text_list([f"“{word}”" for word in term.avoid]),
                paragraph(term.why),
            ]
            for term in terms
            if term.avoid
        ]
        heads = [_("Say"), _("Better not"), _("Why")]
        return [
            self.section("words", _("The words"), words),
            self.section(
                "words-to-avoid",
                _("For adults: words to use and to avoid"),
                paragraph(
                    _(
                        "Words can blame, or make harm sound small. These are the ones "
                        "to replace when you teach, write or report."
                    )
                ),
                simple_table(heads, rows, [3, 3, 5]),
            ),
        ]


def audience_heading(audience: str) -> str:
    """Return the heading of the lines that speak to someone."""
    names = {
        "everyone": _("To everyone"),
        "governments": _("To governments"),
        "companies": _("To companies"),
        "institutions and citizens": _("To institutions and citizens"),
        "anyone affected": _("To anyone affected"),
        "anyone affected in Europe": _("To anyone affected in Europe"),
        "anyone under 18": _("To anyone under 18"),
    }
    return str(names.get(audience, audience[:1].upper() + audience[1:]))


class StatementLines(DataPage):
    """Each line of the statement by audience: quote, plain words, what to do."""

    data = ("data/statement.yml",)

    def make(self) -> list[dn.Node]:
        """Return a section for each audience."""
        by_audience: dict[str, list[StatementLine]] = {}
        for line in self.course.statement.values():
            by_audience.setdefault(line.audience, []).append(line)
        return [
            self.section(
                dn.make_id(f"to-{audience}"),
                audience_heading(audience),
                entries(
                    ((f"line-{line.id}", self.line_entry(line)) for line in lines),
                    cards=True,
                ),
            )
            for audience, lines in by_audience.items()
        ]

    def line_entry(self, line: StatementLine) -> list[dn.Node]:
        """Return a line with its plain words, what a reader can do, and lessons."""
        quote = f"“{line.quote.strip()}”"
        shown: list[dn.Node] = [
            paragraph(dn.emphasis(quote, quote)),
            paragraph(strong(_("In plain words:")), f" {line.plain.strip()}"),
        ]
        if line.you_can:
            shown.append(paragraph(strong(_("You can:")), f" {line.you_can.strip()}"))
        links = [link for x in line.lessons if (link := self.lesson_link(x))]
        if links:
            last = paragraph(strong(_("Lessons:")), " ", classes=["small"])
            for number, link in enumerate(links):
                last += [dn.Text(" · " if number else ""), link]
            shown.append(last)
        return shown


class Signatories(DataPage):
    """Who signed the statement, in its own order and spelling."""

    data = ("data/statement.yml",)

    def make(self) -> list[dn.Node]:
        """Return a list for each group."""
        return [
            self.section(
                dn.make_id(f"signed-{group.group}"),
                f"{group.heading} ({len(group.names)})",
                text_list(group.names),
            )
            for group in self.course.signatories
        ]


def setup_tables(app: Sphinx) -> None:
    """Register the directives of pages that are drawn from data."""
    from lessonkit.sphinx.tables_reference import FactsTable, LawTable

    for name, directive in (
        ("glossary-list", GlossaryList),
        ("law-table", LawTable),
        ("facts-table", FactsTable),
        ("statement-lines", StatementLines),
        ("signatories", Signatories),
    ):
        app.add_directive(name, directive)
