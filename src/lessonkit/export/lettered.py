"""A question as lettered text: what notebook, paper and plain formats have in common.

Options, lines and choices get letters in the order in which they are shown, so that
every answer is a short string such as ``B`` or ``CADB``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lessonkit.grading import matching_choices, presented_order
from lessonkit.model.quiz import ChatStep, Question, Quiz

GAP = re.compile(r"\[\[(\d+)\]\]")

HOW = {
    "single": "Write one letter.",
    "true_false": "Write one letter.",
    "multiple": "Write the letters of all that are right.",
    "ordering": "Write the letters in the right order.",
    "matching": "Write one letter for each number, in order.",
    "gap_select": "Write one letter for each gap, in order.",
    "scenario": "Start at step 1. Write the letter of each choice that you make.",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One lettered line.

    :param goes_to: for a choice of a scenario, the number of the next step.
    """

    letter: str
    text: str
    goes_to: int = 0


@dataclass(frozen=True, slots=True)
class Block:
    """A heading or message lines, and the lettered lines below."""

    title: str = ""
    texts: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Lettered:
    """What is shown of a question, and a reason for each place that has one."""

    how: str
    blocks: tuple[Block, ...]
    reasons: dict[str, str] = field(default_factory=dict)


def letter(n: int) -> str:
    """Return the letter of the place ``n``, from 0."""
    return chr(ord("A") + n)


def _lines(texts: list[str]) -> tuple[Line, ...]:
    return tuple(Line(letter(n), text) for n, text in enumerate(texts))


def gap_text(question: Question) -> str:
    """Return the text with ``(1) ____`` for each gap."""
    return GAP.sub(r"(\1) ____", question.gap_text)


def one_gap(text: str, number: int) -> str:
    """Return a text with one gap open, for formats that ask gap by gap."""
    return GAP.sub(lambda found: "_____" if int(found[1]) == number else "(…)", text)


def choices_before(question: Question, step: ChatStep) -> list[str]:
    """Return the choices that lead to a step, for formats that ask step by step."""
    return [
        choice.text
        for other in question.steps
        for choice in other.choices
        if choice.goes_to == step.id
    ]


def lettered(quiz: Quiz, question: Question) -> Lettered:
    """Return the question as it is shown, with letters."""
    how = HOW[question.type]
    order = presented_order(quiz.id, question)
    if question.type == "ordering":
        lines = _lines([question.items[n].text for n in order])
        reasons = {str(n): item.rationale for n, item in enumerate(question.items)}
        return Lettered(how, (Block(lines=lines),), reasons)
    if question.type == "matching":
        choices = matching_choices(question)
        lefts = tuple(f"{n}. {p.left}" for n, p in enumerate(question.pairs, 1))
        lines = _lines([choices[n] for n in order])
        reasons = {str(n): pair.rationale for n, pair in enumerate(question.pairs)}
        return Lettered(how, (Block(texts=lefts, lines=lines),), reasons)
    if question.type == "gap_select":
        return _gaps(question, how)
    if question.type == "scenario":
        return _scenario(question, how)
    lines = _lines([option.text for option in question.options])
    reasons = {str(n): option.rationale for n, option in enumerate(question.options)}
    return Lettered(how, (Block(lines=lines),), reasons)


def _gaps(question: Question, how: str) -> Lettered:
    blocks = [Block(texts=(gap_text(question),))]
    reasons = {}
    for place, gap in enumerate(question.gaps):
        texts = [option.text for option in gap.options]
        blocks.append(Block(f"Gap {place + 1}", lines=_lines(texts)))
        for n, option in enumerate(gap.options):
            reasons[f"{place}-{n}"] = option.rationale
    return Lettered(how, tuple(blocks), reasons)


def _scenario(question: Question, how: str) -> Lettered:
    number = {step.id: n for n, step in enumerate(question.steps, 1)}
    blocks, reasons = [], {}
    for place, step in enumerate(question.steps):
        said = tuple(f"{message.sender}: {message.text}" for message in step.messages)
        end = ("The story ends here: somebody helps.",) if step.is_end else ()
        lines = tuple(
            Line(letter(n), choice.text, number[choice.goes_to])
            for n, choice in enumerate(step.choices)
        )
        blocks.append(Block(f"Step {place + 1}", (*said, *end), lines))
        for n, choice in enumerate(step.choices):
            reasons[f"{place}-{n}"] = choice.rationale
    return Lettered(how, tuple(blocks), reasons)
