"""Law and facts: every row with its source, its date and how sure it is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from docutils import nodes as dn
from docutils.parsers.rst import directives

from lessonkit.model.reference import LAW_COVERS, Fact, Law
from lessonkit.sphinx.cited import simple_table
from lessonkit.sphinx.country_data import names_of_countries
from lessonkit.sphinx.i18n import _
from lessonkit.sphinx.tables import (
    DataPage,
    entries,
    linked,
    paragraph,
    source_link,
    strong,
)

#: Jurisdictions that no list of countries has.
COUNCIL_OF_EUROPE = "COE"
#: The weakest status first: a cell of the comparison shows the strongest.
STATUSES = ("no_specific_law", "proposed", "adopted", "in_force")
STAFF_ONLY = ("teacher",)


def covers_name(cover: str) -> str:
    """Return the words for what a law covers."""
    names = {
        "making": _("Making"),
        "sharing": _("Sharing"),
        "threatening": _("Threats"),
        "possessing": _("Having"),
        "tools": _("The tools"),
        "platform_removal": _("Removal"),
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
        rows: list[list[Any]] = [
            [
                [paragraph(strong(names[code])), *without_cover(by_place[code])],
                *(paragraph(law_cell(by_place[code], cover)) for cover in LAW_COVERS),
            ]
            for code in places
        ]
        heads = [_("Where"), *map(covers_name, LAW_COVERS)]
        table = simple_table(heads, rows, [4, *(2 for _cover in LAW_COVERS)])
        table["classes"].append("compare")
        comparison = self.section(
            "compare",
            _("Side by side"),
            paragraph(
                _(
                    "Having means to have such a picture. Removal means that platforms "
                    "have to take it down. A star means: not verified. We have not "
                    "seen that it is in force, or something in the row needs a check. "
                    "An empty cell means that we have seen no source. It does not mean "
                    "that something is allowed."
                )
            ),
            table,
        )
        sections = [
            self.section(
                f"in-{code.lower()}",
                names[code],
                entries(
                    ((f"law-{law.id}", law_entry(law)) for law in by_place[code]),
                    cards=True,
                ),
            )
            for code in places
        ]
        return [comparison, *sections]


def without_cover(laws: Iterable[Law]) -> list[dn.Node]:
    """Return the status of laws that cover nothing of their own."""
    found = list(laws)
    if any(law.covers for law in found):
        return []
    return [paragraph(status_name(law.status), classes=["small"]) for law in found]


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


def is_dated(text: str) -> bool:
    """Tell whether a text begins with a year."""
    return text[:4].isdigit()


def law_entry(law: Law) -> list[dn.Node]:
    """Return a law in plain words, with its dates and whether it was verified."""
    covers = ", ".join(covers_name(cover) for cover in law.covers)
    status = status_name(law.status)
    dated = f"{status} ({law.date})" if is_dated(law.date) else status
    as_of = _("As of {0}.").format(law.as_of)
    if not is_dated(law.as_of):
        as_of = _("The source has no date.")
    last = paragraph(classes=["small"])
    last += [
        dn.Text(_("Status: {0}. About: {1}.").format(dated, covers) + f" {as_of} ")
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
        shown.append(paragraph(*linked(note), classes=["small"]))
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


def audience_words() -> dict[str, str]:
    """Return the words for each audience that a fact may be shown to."""
    return {
        "teacher": str(_("staff")),
        "family": str(_("families")),
        "11+": str(_("pupils from 11")),
        "14+": str(_("pupils from 14")),
        "16+": str(_("pupils from 16")),
    }


def audience_names(fact: Fact) -> str:
    """Return the words for whom a fact may be shown."""
    names = audience_words()
    return ", ".join(names[audience] for audience in fact.suitable_for)


def audience_class(audience: str) -> str:
    """Return the class by which the page of facts picks out an audience."""
    return f"for-{audience.rstrip('+')}"


def audience_choices() -> list[tuple[str, str]]:
    """Return what a reader of the page of facts may choose: (class, words)."""
    return [(audience_class(name), words) for name, words in audience_words().items()]


def sureness(confidence: str) -> str:
    """Return the word for how sure we are of a fact."""
    words = {"high": _("high"), "medium": _("medium"), "low": _("low")}
    return str(words[confidence])


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
                self.fact_list(by_topic[topic]),
            )
            for topic in sorted(by_topic, key=topic_name)
        ]

    def fact_list(self, facts: list[Fact]) -> dn.bullet_list:
        """Return the facts of a topic; each says for whom it is by its classes."""
        listed = entries(
            ((f"fact-{fact.id}", self.fact_entry(fact)) for fact in facts), cards=True
        )
        for item, fact in zip(listed.findall(dn.list_item), facts, strict=True):
            item["classes"] += map(audience_class, fact.suitable_for)
        return listed

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
                    fact.seen, sureness(fact.confidence), audience_names(fact)
                )
            ),
        ]
        shown: list[dn.Node] = [paragraph(strong(fact.claim.strip())), where]
        # What is for staff alone is not told on the page for everyone either.
        staff = fact.suitable_for == STAFF_ONLY
        others = [
            other
            for name in fact.do_not_mix_with
            if (other := self.course.facts.get(name))
            and (staff or other.suitable_for != STAFF_ONLY)
        ]
        if others:
            mixed = "; ".join(f"“{other.short}”" for other in others)
            shown.append(
                paragraph(
                    strong(_("Do not mix with:")), f" {mixed}.", classes=["small"]
                )
            )
        if fact.note:
            shown.append(paragraph(*linked(fact.note.strip()), classes=["small"]))
        return shown
