"""Read the data files that pages cite by id."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from lessonkit.model.lesson import BANDS
from lessonkit.model.problem import Place, Problem
from lessonkit.model.reference import (
    CONFIDENCE,
    FACT_AUDIENCES,
    LAW_COVERS,
    Band,
    BandText,
    CurriculumCode,
    DisclosureCard,
    Fact,
    Framework,
    GlossaryTerm,
    Law,
    SignatoryGroup,
    StatementLine,
    Strand,
)
from lessonkit.source.record import Record, check_unique
from lessonkit.source.yamltext import read_text, read_yaml

Entry = TypeVar("Entry")
DISCLOSURE = "data/disclosure.yml"


def read_record(root: Path, path: str, problems: list[Problem]) -> Record | None:
    """Read a YAML file's top mapping."""
    text = read_text(root / path, path, problems)
    document = read_yaml(text, path, problems) if text is not None else None
    return Record.root(document, problems) if document else None


def _read_list(
    root: Path,
    path: str,
    key: str,
    read: Callable[[Record], Entry],
    problems: list[Problem],
) -> tuple[Record | None, list[Entry]]:
    record = read_record(root, path, problems)
    if record is None:
        return None, []
    entries = []
    for child in record.children(key):
        entries.append(read(child))
        child.finish()
    return record, entries


def _by_id(
    entries: list[Entry], what: str, problems: list[Problem]
) -> dict[str, Entry]:
    places = [(e.id, e.place) for e in entries]  # type: ignore[attr-defined]
    check_unique(places, what, problems)
    return {e.id: e for e in entries}  # type: ignore[attr-defined]


def _source(record: Record) -> str:
    """Return the source: an https address, or the name of one that has none."""
    text = record.text("source_text", required=False)
    return record.url("source", required=not text) or text


def read_facts(root: Path, problems: list[Problem]) -> dict[str, Fact]:
    """Read ``data/facts.yml``."""

    def read(record: Record) -> Fact:
        fact = Fact(
            id=record.identifier(),
            topic=record.text("topic"),
            claim=record.text("claim"),
            short=record.text("short"),
            figure=record.text("figure", required=False),
            population=record.text("population", required=False),
            year=record.text("year", required=False),
            publisher=record.text("publisher"),
            title=record.text("title", required=False),
            source=_source(record),
            confidence=record.choice("confidence", CONFIDENCE),
            suitable_for=record.choices("suitable_for", FACT_AUDIENCES),
            seen=record.date("seen"),
            note=record.text("note", required=False),
            do_not_mix_with=record.texts("do_not_mix_with"),
            place=record.place(),
        )
        record.seen |= {"source_kind", "evidence", "also"}
        return fact

    path = "data/facts.yml"
    record, facts = _read_list(root, path, "facts", read, problems)
    if record:
        record.finish()
    return _by_id(facts, "fact", problems)


def read_laws(root: Path, problems: list[Problem]) -> dict[str, Law]:
    """Read ``data/law/*.yml``, one file a jurisdiction."""
    laws: list[Law] = []
    for file in sorted((root / "data/law").glob("*.yml")):
        country = file.stem

        def read(record: Record, country: str = country) -> Law:
            law = Law(
                id=record.identifier(),
                country=country,
                law=record.text("law"),
                status=record.text("status"),
                date=record.text("date", required=False),
                what_it_does=record.text("what_it_does"),
                covers=record.choices("covers", LAW_COVERS),
                source=_source(record),
                confidence=record.choice("confidence", CONFIDENCE),
                as_of=record.text("as_of", required=False),
                verified=record.flag("verified"),
                note=record.text("note", required=False),
                place=record.place(),
            )
            record.seen |= {"source_kind", "evidence", "also"}
            return law

        path = file.relative_to(root).as_posix()
        record, entries = _read_list(root, path, "laws", read, problems)
        if record:
            name = record.text("country", required=False) or record.text("jurisdiction")
            record.seen |= {"jurisdiction", "title"}
            if name != country:
                record.report(
                    "country-file",
                    f'the file is named {country}, but it says "{name}".',
                    "Make the two the same.",
                )
            record.finish()
        laws += entries
    return _by_id(laws, "law", problems)


def read_glossary(root: Path, problems: list[Problem]) -> dict[str, GlossaryTerm]:
    """Read ``data/glossary.yml``."""

    def read(record: Record) -> GlossaryTerm:
        return GlossaryTerm(
            id=record.identifier(),
            term=record.text("term"),
            from_band=record.choice("from_band", BANDS),
            definition=record.text("definition"),
            avoid=record.texts("avoid"),
            why=record.text("why", required=False),
            source=record.text("source", required=False),
            place=record.place(),
        )

    path = "data/glossary.yml"
    record, terms = _read_list(root, path, "terms", read, problems)
    if record:
        record.finish()
    return _by_id(terms, "glossary", problems)


def read_statement(root: Path, problems: list[Problem]) -> dict[str, StatementLine]:
    """Read the lines of ``data/statement.yml``."""

    def read(record: Record) -> StatementLine:
        return StatementLine(
            id=record.identifier(),
            part=record.text("part"),
            quote=record.text("quote"),
            plain=record.text("plain"),
            audience=record.text("audience"),
            you_can=record.text("you_can", required=False),
            lessons=record.texts("lessons"),
            place=record.place(),
        )

    _, lines = _read_list(root, "data/statement.yml", "lines", read, problems)
    return _by_id(lines, "statement", problems)


def read_signatories(root: Path, problems: list[Problem]) -> tuple[SignatoryGroup, ...]:
    """Read who signed the statement, from ``data/statement.yml``."""

    def read(record: Record) -> SignatoryGroup:
        return SignatoryGroup(
            record.text("group"),
            record.text("heading"),
            record.texts("names", required=True),
        )

    # What is wrong with the file as a whole has been reported with its lines.
    found: list[Problem] = []
    record, groups = _read_list(root, "data/statement.yml", "signatories", read, found)
    if record:
        problems += found
    return tuple(groups)


def read_frameworks(root: Path, problems: list[Problem]) -> dict[str, Framework]:
    """Read ``data/frameworks/*.yml``."""
    frameworks: dict[str, Framework] = {}
    for file in sorted((root / "data/frameworks").glob("*.yml")):

        def read(record: Record) -> CurriculumCode:
            return CurriculumCode(
                record.identifier(),
                record.text("code", required=False),
                record.text("wording"),
                record.texts("lessons"),
            )

        path = file.relative_to(root).as_posix()
        record, codes = _read_list(root, path, "codes", read, problems)
        if record is None:
            continue
        frameworks[file.stem] = Framework(
            file.stem, record.text("title"), record.text("source"), tuple(codes)
        )
        record.seen |= {"id", "publisher", "year", "note", "source_text", "seen"}
        record.finish()
    return frameworks


def read_curriculum(
    root: Path, problems: list[Problem]
) -> tuple[dict[str, Band], dict[str, Strand]]:
    """Read the bands and strands of ``data/curriculum.yml``."""
    record = read_record(root, "data/curriculum.yml", problems)
    if record is None:
        return {}, {}
    bands: dict[str, Band] = {}
    for child in record.children("bands"):
        band = Band(
            id=child.choice("id", BANDS),
            title=child.text("title"),
            minutes=child.integer("minutes", 1, 120),
            grade=child.integer("grade", 1, 16),
            mean_words=child.integer("mean_words", 1, 40),
            longest=child.integer("longest", 1, 60),
            audiences=child.choices("audiences", FACT_AUDIENCES),
            words=(
                child.integer("fewest_words", 1, 5000),
                child.integer("most_words", 1, 5000),
            ),
            text=_band_text(child),
        )
        bands[band.id] = band
    strands: dict[str, Strand] = {}
    for number, child in enumerate(record.children("strands"), 1):
        strand = Strand(
            id=child.identifier(),
            number=number,
            title=child.text("title"),
            about=child.text("about"),
            statement=child.texts("statement"),
        )
        strands[strand.id] = strand
    return bands, strands


def _band_text(band: Record) -> BandText:
    """Read what a band's pages say; a course can leave it out."""
    teaching = band.child("teaching", required=False)
    alone = band.child("alone", required=False)
    if teaching is None or alone is None:
        return BandText()
    builds = {x.text("lesson"): x.text("text") for x in teaching.children("builds")}
    text = BandText(
        about=teaching.text("about"),
        prior=teaching.texts("prior", required=True),
        builds=builds,
        alone=alone.texts("about", required=True),
        too_much=alone.texts("too_much", required=True),
    )
    teaching.finish()
    alone.finish()
    return text


def read_disclosure(root: Path, problems: list[Problem]) -> DisclosureCard:
    """Read ``data/disclosure.yml``."""
    record = read_record(root, DISCLOSURE, problems)
    if record is None:
        return DisclosureCard()
    card = DisclosureCard(
        record.texts("say", required=True),
        record.texts("do", required=True),
        record.texts("never", required=True),
    )
    record.finish()
    return card


def unknown_id(
    place: Place, what: str, name: str, known: object, hint: str = ""
) -> Problem:
    """Return the problem of an id that no data file has (``<what>-unknown``)."""
    import difflib

    near = difflib.get_close_matches(name, list(known), n=3)  # type: ignore[call-overload]
    near_text = f" Did you mean {', '.join(near)}?" if near else ""
    return Problem(
        place,
        f"{what}-unknown",
        f'there is no {what} "{name}".',
        (hint + near_text).strip(),
    )
