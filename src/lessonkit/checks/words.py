"""Find words that the course does not use: the rules of ``data/terms.yml``.

How a pattern is read stands on top of that file.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import Literal

from lessonkit.checks.passages import Passage, sentences
from lessonkit.model.problem import Level, Problem
from lessonkit.source.record import Record, check_unique
from lessonkit.source.reference import read_record

FILE = "data/terms.yml"
GROUPS = (
    "terms",
    "blame",
    "scare",
    "promise",
    "how-to",
    "image-handling",
    "figures",
    "law",
)
WHERE = ("lessons", "quizzes", "guides", "book")
_TOKEN = re.compile(r"[0-9][0-9.,]*[0-9]%?|[0-9]%?|[^\W\d_]+(?:['’][^\W\d_]+)*")
_NEGATION_REACH = 8
_NUMBERS = {
    "#": re.compile(r"[0-9][0-9.,]*%?\Z"),
    "#%": re.compile(r"[0-9][0-9.,]*%\Z"),
    "#y": re.compile(r"(?:19|20)[0-9]{2}\Z"),
}


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or percentage of a sentence: folded, with its offset."""

    text: str
    start: int


def tokens_of(text: str) -> list[Token]:
    """Return the tokens of a sentence."""
    return [Token(_folded(m[0]), m.start()) for m in _TOKEN.finditer(text)]


def _folded(word: str) -> str:
    if word.isascii():
        return word.lower()
    return unicodedata.normalize("NFC", word).casefold().replace("’", "'")


@dataclass(frozen=True)
class Item:
    """One item of a pattern: words and beginnings of words, or a number or a gap."""

    kind: Literal["words", "number", "gap"]
    words: frozenset[str] = frozenset()
    starts: tuple[str, ...] = ()
    number: str = ""
    gap: int = 0
    optional: bool = False

    def takes(self, token: str) -> bool:
        """Return whether the item matches one token."""
        if self.kind == "number":
            return bool(_NUMBERS[self.number].match(token))
        return token in self.words or token.startswith(self.starts)


def read_item(text: str) -> Item:
    """Read one item of a pattern; ValueError if it is none."""
    if text.startswith("~"):
        return Item("gap", gap=int(text[1:]))
    optional = text.startswith("?")
    text = text.removeprefix("?")
    if text in _NUMBERS:
        return Item("number", number=text, optional=optional)
    parts = text.split("|")
    if not all(part.rstrip("*") for part in parts):
        raise ValueError(text)
    words = frozenset(part for part in parts if not part.endswith("*"))
    starts = tuple(part[:-1] for part in parts if part.endswith("*"))
    return Item("words", words, starts, optional=optional)


Pattern = tuple[Item, ...]


def read_pattern(text: str) -> Pattern:
    """Read a pattern; ValueError if an item is none or it begins with a gap."""
    items = tuple(read_item(item) for item in text.casefold().split())
    if not items or items[0].kind == "gap" or all(item.optional for item in items):
        raise ValueError(text)
    return items


def match_at(pattern: Pattern, tokens: list[Token], at: int, item: int = 0) -> bool:
    """Return whether a pattern matches from one token on."""
    if item == len(pattern):
        return True
    this = pattern[item]
    if this.kind == "gap":
        last = min(this.gap, len(tokens) - at)
        return any(
            match_at(pattern, tokens, at + skip, item + 1) for skip in range(last + 1)
        )
    if (
        at < len(tokens)
        and this.takes(tokens[at].text)
        and match_at(pattern, tokens, at + 1, item + 1)
    ):
        return True
    return this.optional and match_at(pattern, tokens, at, item + 1)


@dataclass(frozen=True)
class WordRule:
    """What to look for, why, what to say instead, and sentences that prove it."""

    id: str
    group: str
    level: Level
    where: tuple[str, ...]
    patterns: tuple[Pattern, ...]
    unless: tuple[Pattern, ...]
    negated_passes: bool
    why: str
    instead: str
    source: str
    catch: tuple[str, ...]
    passes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule that matched, with the offset and the word at which it did."""

    rule: WordRule
    offset: int
    word: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A pattern of a rule; ``needs`` has a bit for each item that it must have."""

    rule: WordRule
    pattern: Pattern
    needs: int


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a word may be: the items that take it, as bits, and what they begin."""

    items: int
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True)
class WordRules:
    """All rules, indexed so that most sentences meet none of their patterns."""

    rules: tuple[WordRule, ...] = ()
    negations: Item = field(default_factory=lambda: Item("words"))

    @cached_property
    def _items(self) -> dict[Item, int]:
        """A number for each item that a pattern cannot do without."""
        every = (p for rule in self.rules for p in rule.patterns)
        return {
            item: n for n, item in enumerate(dict.fromkeys(chain(*map(needed, every))))
        }

    @cached_property
    def _by_anchor(self) -> dict[Item, list[Candidate]]:
        found: dict[Item, list[Candidate]] = {}
        for rule in self.rules:
            for pattern in rule.patterns:
                needs = sum(1 << self._items[item] for item in set(needed(pattern)))
                candidate = Candidate(rule, pattern, needs)
                found.setdefault(anchor(pattern), []).append(candidate)
        return found

    @cached_property
    def _by_word(self) -> tuple[dict[str, list[Item]], tuple[int, ...]]:
        """The items by word, by beginning (with its lengths) and by number."""
        index: dict[str, list[Item]] = {}
        for item in self._items:
            for key in (
                *(f"={word}" for word in item.words),
                *item.starts,
                item.number,
            ):
                index.setdefault(key, []).append(item)
        lengths = {len(start) for item in self._items for start in item.starts}
        return index, tuple(sorted(lengths))

    @cached_property
    def _known(self) -> dict[str, Meaning]:
        """What each word seen so far means: a course repeats its words."""
        return {}

    def _look_up(self, word: str) -> Meaning:
        token = _folded(word)
        index, lengths = self._by_word
        found = {*index.get(f"={token}", ())}
        for length in lengths:
            if len(token) >= length:
                found.update(index.get(token[:length], ()))
        if token[0].isdigit():
            found |= {item for item in self._items if item.number and item.takes(token)}
        return Meaning(
            sum(1 << self._items[item] for item in found),
            tuple(chain(*(self._by_anchor.get(item, ()) for item in found))),
        )

    def _candidates(self, text: str) -> list[Candidate]:
        """Return the patterns of which a text has every item; mostly none."""
        known = self._known
        items = 0
        found: list[Candidate] = []
        for word in set(_TOKEN.findall(text)):
            if (meaning := known.get(word)) is None:
                meaning = known[word] = self._look_up(word)
            if meaning.items:
                items |= meaning.items
                found += meaning.candidates
        return [one for one in found if items & one.needs == one.needs]

    def hits(self, text: str) -> list[Hit]:
        """Return what the rules find in a text, once a rule and sentence."""
        if not self._candidates(text):
            return []
        return [hit for part in sentences(text) for hit in self._in_sentence(*part)]

    def _in_sentence(self, offset: int, sentence: str) -> Iterator[Hit]:
        by_rule: dict[str, tuple[WordRule, set[Pattern]]] = {}
        for found in self._candidates(sentence):
            by_rule.setdefault(found.rule.id, (found.rule, set()))[1].add(found.pattern)
        if not by_rule:
            return
        tokens = tokens_of(sentence)
        hits = (self._first(*one, tokens) for one in by_rule.values())
        for rule, at in sorted(filter(None, hits), key=lambda hit: (hit[1], hit[0].id)):
            if not any(
                match_at(unless, tokens, start)
                for unless in rule.unless
                for start in range(len(tokens))
            ):
                yield Hit(rule, offset + tokens[at].start, tokens[at].text)

    def _first(
        self, rule: WordRule, patterns: set[Pattern], tokens: list[Token]
    ) -> tuple[WordRule, int] | None:
        """Return where the first of a rule's patterns matches, not negated."""
        for at in range(len(tokens)):
            if any(match_at(pattern, tokens, at) for pattern in patterns) and not (
                rule.negated_passes and self._negated(tokens, at)
            ):
                return rule, at
        return None

    def _negated(self, tokens: list[Token], at: int) -> bool:
        before = tokens[max(0, at - _NEGATION_REACH) : at]
        return any(self.negations.takes(token.text) for token in before)


def needed(pattern: Pattern) -> list[Item]:
    """Return the items that a pattern cannot do without."""
    return [item for item in pattern if item.kind != "gap" and not item.optional]


def anchor(pattern: Pattern) -> Item:
    """Return the item to look for first: long words are rare, "the" is not."""
    return max(
        needed(pattern),
        key=lambda item: min(map(len, (*item.words, *item.starts, "a number"))),
    )


def read_word_rules(root: Path, problems: list[Problem]) -> WordRules:
    """Read ``data/terms.yml``."""
    record = read_record(root, FILE, problems)
    if record is None:
        return WordRules()
    negations = record.texts("negations")
    rules = []
    places = []
    for child in record.children("rules"):
        places.append((child.identifier(), child.place()))
        rule = _rule(child)
        child.finish()
        if "en" in child.texts("languages"):
            rules.append(rule)
    record.finish()
    check_unique(places, "rule", problems)
    item = read_item("|".join(negations)) if negations else Item("words")
    return WordRules(tuple(rules), item)


def _rule(record: Record) -> WordRule:
    record.texts("languages", required=True)
    return WordRule(
        record.text("id"),
        record.choice("group", GROUPS),
        "error" if record.choice("level", ("error", "review")) == "error" else "review",
        record.choices("where", WHERE),
        _patterns(record, "patterns"),
        _patterns(record, "unless"),
        record.flag("negated_passes"),
        record.text("why"),
        record.text("instead"),
        record.text("source"),
        record.texts("catch", required=True),
        record.texts("pass", required=True),
    )


def _patterns(record: Record, key: str) -> tuple[Pattern, ...]:
    patterns = []
    for number, text in enumerate(record.texts(key, required=key == "patterns")):
        try:
            patterns.append(read_pattern(text))
        except ValueError:
            record.report(
                "word-pattern",
                f'the pattern "{text}" cannot be read.',
                f"How to write one stands on top of {FILE}.",
                key,
                number,
            )
    return tuple(patterns)


def check_words(passage: Passage, rules: WordRules) -> Iterator[Problem]:
    """Yield what the rules find in a passage."""
    for hit in rules.hits(passage.text):
        rule = hit.rule
        if passage.where not in rule.where or rule.group in passage.quiet:
            continue
        place = passage.place_at(hit.offset, hit.word)
        what = "not used here" if rule.level == "error" else "for a person to decide"
        yield Problem(
            place,
            rule.id,
            f'"{_around(passage.text, hit.offset)}" is {what}: {rule.why}',
            f"Instead: {rule.instead.rstrip('.')}.",
            rule.level,
        )


def _around(text: str, offset: int) -> str:
    words = text[offset:].split()
    return " ".join(words[:5]).strip("\"'*.,;: ")
