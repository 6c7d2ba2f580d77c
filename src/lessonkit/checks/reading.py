"""Measure how hard a text is to read, and name its three hardest sentences.

English: Flesch-Kincaid grade, ``0.39 * words/sentences + 11.8 * syllables/words -
15.59``, over the syllables that Pyphen's en_US patterns find. Any other language:
LIX, ``words/sentences + 100 * long words/words`` (more than six letters), which
needs no dictionary. Other programs count syllables in other ways (Pyphen finds one
in "adult") and differ by about half a grade, hence the margin.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

import pyphen

from lessonkit.checks.passages import ELSEWHERE, SourceText, sentences
from lessonkit.model.course import Course
from lessonkit.model.lesson import Lesson, Page, TeacherGuide
from lessonkit.model.problem import Place, Problem
from lessonkit.source.reference import read_record

MARGIN = 0.5
MINIMUM_WORDS = 100
LONG_WORD = 6
HARDEST = 3
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d[\d.,]*%?")


@dataclass(frozen=True, slots=True)
class Limits:
    """How hard a page may be; ``grade`` for English, ``lix`` for the rest."""

    grade: float
    mean_words: float
    longest: int
    lix: float


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, its place and its words."""

    place: Place
    text: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Readability:
    """What was measured over some sentences."""

    words: int
    mean: float
    grade: float
    lix: float


@cache
def _hyphenation() -> pyphen.Pyphen:
    return pyphen.Pyphen(lang="en_US")


@lru_cache(maxsize=20_000)
def syllables(word: str) -> int:
    """Return how many syllables an English word has, as Pyphen parts it."""
    parts = [part for part in re.split(r"['’-]", word) if part]
    return sum(len(_hyphenation().positions(part)) + 1 for part in parts)


def measure(parts: Iterable[Sentence], known: frozenset[str]) -> Readability:
    """Measure sentences.

    :param known: words that the course explains; they weigh nothing.
    """
    parts = list(parts)
    counts = Counter(word for part in parts for word in part.words)
    total = counts.total()
    for word in [word for word in counts if word.casefold() in known]:
        del counts[word]
    weighed = counts.total()
    if not parts or not weighed:
        return Readability(total, 0, 0, 0)
    mean = total / len(parts)
    per_word = sum(n * syllables(word) for word, n in counts.items()) / weighed
    long = sum(n for word, n in counts.items() if len(word) > LONG_WORD) / weighed
    grade = 0.39 * mean + 11.8 * per_word - 15.59
    return Readability(total, mean, grade, mean + 100 * long)


def known_words(course: Course) -> frozenset[str]:
    """Return the words of the glossary's terms, with a plural s."""
    words = {
        word.casefold()
        for term in course.glossary.values()
        for word in _WORD.findall(term.term)
    }
    return frozenset(words | {f"{word}s" for word in words})


def read_sentences(text: SourceText) -> Iterator[Sentence]:
    """Yield a file's sentences of prose: no headings, titles, roles or code."""
    for passage in text.passages:
        if not passage.prose:
            continue
        # A row of short notes parted by dots is a list, not one long sentence.
        for offset, part in sentences(passage.text.replace(" · ", ".  ")):
            words = tuple(_WORD.findall(part.replace(ELSEWHERE, " ")))
            if words:
                place = passage.place_at(offset, words[0])
                yield Sentence(place, part.strip(), words)


def read_limits(course: Course) -> dict[str, Limits]:
    """Return the limits by band, and of ``help``, ``easy-read`` and the guides.

    They stand in ``data/curriculum.yml``, whose mistakes were reported before.
    """
    limits: dict[str, Limits] = {}
    record = read_record(course.root, "data/curriculum.yml", [])
    if record is None:
        return limits
    for key in ("bands", "reading_limits"):
        for child in record.children(key, required=False):
            limits[child.text("id")] = Limits(
                child.integer("grade", 1, 16, default=16),
                child.integer("mean_words", 1, 40, default=40),
                child.integer("longest", 1, 60, default=60),
                child.integer("lix", 1, 90, default=90),
            )
    return limits


def limits_of(text: SourceText, limits: dict[str, Limits]) -> Limits | None:
    """Return the limits of a file; ``None`` if none are set for it."""
    item = text.item
    if isinstance(item, Lesson):
        band = limits.get(item.band)
        return limits.get("easy-read", band) if item.kind == "easy-read" else band
    if isinstance(item, TeacherGuide) or (
        isinstance(item, Page) and item.audience == "teachers"
    ):
        return limits.get("teacher-guide")
    if isinstance(item, Page):
        is_help = item.docname.startswith("book/get-help")
        return limits.get("help" if is_help else "family-guide")
    return limits.get(text.path.split("/")[1])


def check_reading(
    text: SourceText,
    limits: Limits,
    known: frozenset[str],
    language: str = "en",
) -> Iterator[Problem]:
    """Yield what makes a file harder to read than its readers' limits."""
    parts = list(read_sentences(text))
    found = measure(parts, known)
    for part in parts:
        if len(part.words) > limits.longest:
            yield Problem(
                part.place,
                "reading-longest",
                f"this sentence has {len(part.words)} words; {limits.longest} is the "
                f'limit here: "{_short(part.text)}".',
                "Make two of it.",
            )
    if found.words < MINIMUM_WORDS:
        return
    english = language == "en"
    value, limit = (found.grade, limits.grade) if english else (found.lix, limits.lix)
    if value > limit + MARGIN:
        name = "the Flesch-Kincaid grade" if english else "the LIX"
        yield Problem(
            Place(text.path),
            "reading-grade",
            f"{name} is {value:.1f}; {limit:g} is the limit here.",
            _hardest_named(parts, known),
        )
    if found.mean > limits.mean_words + MARGIN:
        yield Problem(
            Place(text.path),
            "reading-mean",
            f"a sentence has {found.mean:.1f} words on average; "
            f"{limits.mean_words:g} is the limit here.",
            _hardest_named(parts, known),
        )


def hardest(parts: list[Sentence], known: frozenset[str]) -> list[Sentence]:
    """Return the three sentences with the highest grade, the hardest first."""
    return sorted(parts, key=lambda part: -measure([part], known).grade)[:HARDEST]


def _hardest_named(parts: list[Sentence], known: frozenset[str]) -> str:
    named = (f"line {p.place.line}: {_short(p.text)}" for p in hardest(parts, known))
    return f"The hardest sentences: {'; '.join(named)}."


def _short(text: str) -> str:
    words = text.split()
    return " ".join(words[:8]) + (" ..." if len(words) > 8 else "")
