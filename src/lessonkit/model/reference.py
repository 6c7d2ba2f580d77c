"""Data that pages cite by id: facts, law, glossary, statement, curricula."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

from lessonkit.model.problem import Place

FACT_AUDIENCES = ("teacher", "family", "11+", "14+", "16+")
CONFIDENCE = ("high", "medium", "low")
LAW_COVERS = (
    "making",
    "sharing",
    "threatening",
    "possessing",
    "tools",
    "platform_removal",
)


@dataclass(frozen=True, slots=True)
class Fact:
    """A sourced figure or finding.

    :param claim: our own sentence; ``short`` is its inline form.
    :param suitable_for: audiences to whom it may be shown.
    :param seen: the day on which the source was read.
    """

    id: str
    topic: str
    claim: str
    short: str
    figure: str
    population: str
    year: str
    publisher: str
    title: str
    source: str
    confidence: str
    suitable_for: tuple[str, ...]
    seen: datetime.date | None
    note: str
    do_not_mix_with: tuple[str, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Law:
    """One law of one jurisdiction, in plain words; never legal advice."""

    id: str
    country: str
    law: str
    status: str
    date: str
    what_it_does: str
    covers: tuple[str, ...]
    source: str
    confidence: str
    as_of: str
    verified: bool
    note: str
    place: Place


@dataclass(frozen=True, slots=True)
class GlossaryTerm:
    """A term with a plain definition.

    :param from_band: the youngest age band that uses it.
    :param avoid: words that it replaces; ``why`` says the reason.
    """

    id: str
    term: str
    from_band: str
    definition: str
    avoid: tuple[str, ...]
    why: str
    source: str
    place: Place


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One call of the statement "No to Nudify".

    :param lessons: ids (``band/slug``) of the lessons that serve it.
    """

    id: str
    part: str
    quote: str
    plain: str
    audience: str
    you_can: str
    lessons: tuple[str, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class SignatoryGroup:
    """Those who signed the statement in one capacity, in its order and spelling."""

    group: str
    heading: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CurriculumCode:
    """One code of a published curriculum, as it was seen in a source."""

    id: str
    code: str
    wording: str
    lessons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Framework:
    """A published curriculum or framework."""

    id: str
    title: str
    source: str
    codes: tuple[CurriculumCode, ...]


@dataclass(frozen=True, slots=True)
class DisclosureCard:
    """What an adult says, does and never does when a pupil tells."""

    say: tuple[str, ...] = ()
    do: tuple[str, ...] = ()
    never: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Strand:
    """One of the six strands that return in every band."""

    id: str
    number: int
    title: str
    about: str
    statement: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BandText:
    """What a band's pages say to teachers, and to the pupil who works alone.

    :param prior: what pupils bring with them.
    :param builds: how each lesson takes up the ones before, by slug.
    :param alone: what the lessons are, for the pupil.
    :param too_much: what to do if it gets too much.
    """

    about: str = ""
    prior: tuple[str, ...] = ()
    builds: dict[str, str] = field(default_factory=dict)
    alone: tuple[str, ...] = ()
    too_much: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Band:
    """An age band and what its pages may hold.

    :param grade: highest Flesch-Kincaid grade.
    :param mean_words: highest mean sentence length; ``longest`` the longest one.
    :param audiences: fact audiences that may be shown to these pupils.
    :param words: how many words a lesson has, at least and at most.
    """

    id: str
    title: str
    minutes: int
    grade: float
    mean_words: int
    longest: int
    audiences: tuple[str, ...]
    words: tuple[int, int]
    text: BandText = field(default_factory=BandText)
