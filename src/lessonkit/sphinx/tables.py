"""Pages drawn from the data: glossary, law, facts, statement and who signed it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar
from urllib.parse import urlsplit

from docutils import nodes as dn
from docutils.parsers.rst import directives
from sphinx import addnodes

from lessonkit.model.course import Course
from lessonkit.model.reference import LAW_COVERS, Fact, Law, StatementLine
from lessonkit.sphinx.boxes import CourseDirective
from lessonkit.sphinx.cited import course_of, simple_table, text_list
from lessonkit.sphinx.country_data import names_of_countries
from lessonkit.sphinx.i18n import _

if TYPE_CHECKING:
    from sphinx.application import Sphinx

#: Jurisdictions that no list of countries has.
COUNCIL_OF_EUROPE = "COE"
#: The weakest status first: a cell of the comparison shows the strongest.
STATUSES = ("no_specific_law", "proposed", "adopted", "in_force")
STAFF_ONLY = ("teacher",)


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


def entries(items: Iterable[tuple[str, list[dn.Node]]]) -> dn.bullet_list:
    """Return a list whose items can be linked to: (id, what stands in it)."""
    listed = dn.bullet_list(bullet="-")
    for name, children in items:
        listed += dn.list_item("", *children, ids=[name])
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
        rows: list[list[dn.Node]] = [
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


def covers_name(cover: str) -> str:
    """Return the words for what a law covers."""
    names = {
        "making": _("Making"),
        "sharing": _("Sharing"),
        "threatening": _("Threats"),
        "possessing": _("Having"),
        "tools": _("The tools"),
        "platform_removal": _("Removal by platforms"),
    }
    return str(names[cover])


def status_name(status: str) -> str:
    """Return the words for a law's status."""
    names = {
        "in_force": _("in force"),
        "adopted": _("passed"),
        "proposed": _("proposed"),
        "no_specific_law": _("no law of its own"),
    }
    return str(names.get(status, status))


class LawTable(DataPage):
    """What the law covers, compared; then each jurisdiction's rows with their dates."""

    data = ("data/law/*.yml",)

    def make(self) -> list[dn.Node]:
        """Return the table of comparison and a section for each jurisdiction."""
        known = names_of_countries(str(self.config.language or "en"))
        known[COUNCIL_OF_EUROPE] = str(_("Council of Europe"))
        by_place: dict[str, list[Law]] = {}
        for law in self.course.laws.values():
            by_place.setdefault(law.country, []).append(law)
        names = {code: known.get(code) or code for code in by_place}
        places = sorted(by_place, key=lambda code: names[code].casefold())
        rows: list[list[dn.Node]] = [
            [
                paragraph(strong(names[code])),
                *(paragraph(law_cell(by_place[code], cover)) for cover in LAW_COVERS),
            ]
            for code in places
        ]
        heads = [_("Where"), *map(covers_name, LAW_COVERS)]
        comparison = self.section(
            "compare",
            _("Side by side"),
            paragraph(
                _(
                    "A star means: not verified. We have not seen that it is in force, "
                    "or something in the row has to be checked. An empty cell means "
                    "that we have seen no source. It does not mean that something is "
                    "allowed."
                )
            ),
            simple_table(heads, rows, [4, *(2 for _cover in LAW_COVERS)]),
        )
        sections = [
            self.section(
                f"in-{code.lower()}",
                names[code],
                entries((f"law-{law.id}", law_entry(law)) for law in by_place[code]),
            )
            for code in places
        ]
        return [comparison, *sections]


def law_cell(laws: Iterable[Law], cover: str) -> str:
    """Return the strongest status of what is covered; a star when not verified."""
    found = [law for law in laws if cover in law.covers]
    if not found:
        return ""
    best = max(
        found,
        key=lambda law: (
            STATUSES.index(law.status) if law.status in STATUSES else -1,
            law.verified,
        ),
    )
    return status_name(best.status) + ("" if best.verified else "*")


def law_entry(law: Law) -> list[dn.Node]:
    """Return a law in plain words, with its dates and whether it was verified."""
    covers = ", ".join(covers_name(cover) for cover in law.covers)
    status = status_name(law.status)
    dated = f"{status} ({law.date})" if law.date else status
    last = paragraph(classes=["small"])
    last += [
        dn.Text(
            _("Status: {0}. About: {1}. As of {2}. ").format(dated, covers, law.as_of)
        )
    ]
    if not law.verified:
        last += [strong(_("Not verified.")), dn.Text(" ")]
    last += [dn.Text(_("Source: ")), source_link(law.source), dn.Text(".")]
    shown: list[dn.Node] = [
        paragraph(strong(law.law)),
        paragraph(law.what_it_does.strip()),
        last,
    ]
    if law.note:
        note = _("To know or to check: {0}").format(law.note.strip())
        shown.append(paragraph(note, classes=["small"]))
    return shown


def topic_name(topic: str) -> str:
    """Return the words for a topic of the facts."""
    names = {
        "nudify": _("Fake nude pictures"),
        "sextortion": _("Threats over pictures"),
        "sharing": _("Sharing"),
        "consent": _("Consent and attitudes"),
        "schools": _("Schools"),
        "platforms": _("Platforms and rules"),
        "market": _("Who earns from it"),
        "help_seeking": _("Asking for help"),
    }
    return str(names.get(topic, topic))


def audience_names(fact: Fact) -> str:
    """Return the words for whom a fact may be shown."""
    names = {
        "teacher": _("staff"),
        "family": _("families"),
        "11+": _("pupils from 11"),
        "14+": _("pupils from 14"),
        "16+": _("pupils from 16"),
    }
    return ", ".join(str(names[audience]) for audience in fact.suitable_for)


class FactsTable(DataPage):
    """All facts by topic; with ``:staff:`` those that are for staff alone."""

    data = ("data/facts.yml",)
    option_spec: ClassVar = {"staff": directives.flag}

    def make(self) -> list[dn.Node]:
        """Return a section for each topic; nothing for staff in pupils' edition."""
        staff = "staff" in self.options
        if staff and self.config.lessonkit_edition == "learner":
            return []
        by_topic: dict[str, list[Fact]] = {}
        for fact in self.course.facts.values():
            if (fact.suitable_for == STAFF_ONLY) == staff:
                by_topic.setdefault(fact.topic, []).append(fact)
        return [
            self.section(
                f"topic-{topic.replace('_', '-')}",
                topic_name(topic),
                entries(
                    (f"fact-{fact.id}", self.fact_entry(fact))
                    for fact in by_topic[topic]
                ),
            )
            for topic in sorted(by_topic, key=topic_name)
        ]

    def fact_entry(self, fact: Fact) -> list[dn.Node]:
        """Return a fact with its source, dates and what not to set beside it."""
        who = _("Asked or counted: {0} ({1}). ").format(fact.population, fact.year)
        where = paragraph(who if fact.population else "", classes=["small"])
        where += [
            dn.Text(_("Source: ")),
            dn.Text(f"{fact.publisher}, " if fact.title else ""),
            source_link(fact.source, fact.title or fact.publisher),
            dn.Text(
                ". "
                + _("Seen on {0}; confidence {1}. May be shown to: {2}.").format(
                    fact.seen, fact.confidence, audience_names(fact)
                )
            ),
        ]
        shown: list[dn.Node] = [paragraph(strong(fact.claim.strip())), where]
        others = [self.course.facts[x] for x in fact.do_not_mix_with]
        if others:
            mixed = "; ".join(f"“{other.short}”" for other in others)
            shown.append(
                paragraph(
                    strong(_("Do not mix with:")), f" {mixed}.", classes=["small"]
                )
            )
        if fact.note:
            shown.append(paragraph(fact.note.strip(), classes=["small"]))
        return shown


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
                entries((f"line-{line.id}", self.line_entry(line)) for line in lines),
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
    for name, directive in (
        ("glossary-list", GlossaryList),
        ("law-table", LawTable),
        ("facts-table", FactsTable),
        ("statement-lines", StatementLines),
        ("signatories", Signatories),
    ):
        app.add_directive(name, directive)
