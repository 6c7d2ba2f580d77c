"""A quiz: questions with a stem, options, a key and a rationale for each option.

Texts hold emphasis (``*a*``, ``**a**``) and code only; they are never markup.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from lessonkit.model.problem import Place

QuestionType = Literal[
    "single",
    "multiple",
    "true_false",
    "ordering",
    "matching",
    "gap_select",
    "scenario",
]
CHOICE_TYPES = ("single", "multiple", "true_false")
QUESTION_TYPES = (*CHOICE_TYPES, "ordering", "matching", "gap_select", "scenario")


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to choose, with the rationale shown to whoever chose it."""

    text: str
    correct: bool
    rationale: str


@dataclass(frozen=True, slots=True)
class Pair:
    """One left-hand text of a matching question and the text that belongs to it."""

    left: str
    right: str
    rationale: str


@dataclass(frozen=True, slots=True)
class Gap:
    """One gap of a gap-select question; exactly one option is correct."""

    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class ChatMessage:
    """One line of a fictional chat."""

    sender: str
    text: str


@dataclass(frozen=True, slots=True)
class ChatChoice:
    """What the reader may do at a step of a scenario.

    :param best: whether it is a safe and kind thing to do; scored.
    :param goes_to: id of the next step.
    """

    text: str
    best: bool
    rationale: str
    goes_to: str


@dataclass(frozen=True, slots=True)
class ChatStep:
    """A step of a scenario: messages, then choices; an end has no choices.

    :param help_need: for an end, the need whose help path it leads to.
    """

    id: str
    messages: tuple[ChatMessage, ...]
    choices: tuple[ChatChoice, ...]
    help_need: str = ""

    @property
    def is_end(self) -> bool:
        """Whether the story stops here."""
        return not self.choices


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question; which of the fields below are filled depends on ``type``.

    ``single``, ``multiple``, ``true_false``: ``options``. ``ordering``: ``items``,
    in the right order, each an :class:`Option` with ``correct=True``.
    ``matching``: ``pairs`` and ``distractors``. ``gap_select``: ``gap_text`` with
    ``[[1]]``, ``[[2]]``... and ``gaps``. ``scenario``: ``steps``, the first one starts.
    Each question is worth one point.
    """

    id: str
    objective: str
    type: QuestionType
    stem: str
    place: Place
    options: tuple[Option, ...] = ()
    items: tuple[Option, ...] = ()
    pairs: tuple[Pair, ...] = ()
    distractors: tuple[str, ...] = ()
    gap_text: str = ""
    gaps: tuple[Gap, ...] = ()
    steps: tuple[ChatStep, ...] = ()

    @property
    def keys(self) -> tuple[int, ...]:
        """Indexes of the correct options, from 0."""
        return tuple(n for n, option in enumerate(self.options) if option.correct)

    def step(self, step_id: str) -> ChatStep:
        """Return the scenario's step of that id; KeyError if there is none."""
        for step in self.steps:
            if step.id == step_id:
                return step
        raise KeyError(step_id)


@dataclass(frozen=True, slots=True)
class ConfidenceItem:
    """A statement rated before and after the lesson; never scored."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Quiz:
    """The quiz of one lesson.

    :param band: age band, such as ``"11-13"``.
    :param slug: the lesson's file name without suffix.
    """

    band: str
    slug: str
    title: str
    questions: tuple[Question, ...]
    confidence: tuple[ConfidenceItem, ...]
    path: str

    @property
    def id(self) -> str:
        """``band/slug``, unique over the course."""
        return f"{self.band}/{self.slug}"
