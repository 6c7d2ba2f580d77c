"""Read the sentences of the statement that the course has to answer."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from lessonkit.model.problem import Problem
from lessonkit.source.record import Record
from lessonkit.source.reference import read_record

SENTENCES = "data/statement-sentences.yml"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of the statement, in its own words.

    :param lines: ids of the statement's lines that take it up; lessons serve those.
    :param pages: names of the pages of the book that serve it, beside lessons.
    """

    text: str
    lines: tuple[str, ...]
    pages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StatementPart:
    """Sentences that stand below one heading of the statement."""

    title: str
    sentences: tuple[Sentence, ...]


def read_sentences(root: Path, problems: list[Problem]) -> tuple[StatementPart, ...]:
    """Read ``data/statement-sentences.yml``; nothing when there is no such file."""
    if not (root / SENTENCES).is_file():
        return ()
    record = read_record(root, SENTENCES, problems)
    if record is None:
        return ()
    record.text("source")
    parts = tuple(_part(child) for child in record.children("parts"))
    record.finish()
    return parts


def _part(record: Record) -> StatementPart:
    title = record.text("title")
    sentences = tuple(_sentence(child) for child in record.children("sentences"))
    record.finish()
    return StatementPart(title, sentences)


def _sentence(record: Record) -> Sentence:
    sentence = Sentence(
        record.text("text"), record.texts("lines", required=True), record.texts("pages")
    )
    record.finish()
    return sentence
