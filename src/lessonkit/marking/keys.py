"""The keys of the quizzes: read when a submission asks for one, prepared once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from lessonkit.grading import (
    Key,
    answer_key,
    is_answered,
    matching_choices,
    presented_order,
    read_letters,
    score,
)
from lessonkit.model.problem import Problem
from lessonkit.model.quiz import CHOICE_TYPES, Question, Quiz
from lessonkit.source.inline import plain_text
from lessonkit.source.quiz import read_quiz

#: A quiz's id becomes a path, so nothing else is looked up.
_QUIZ_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*/[a-z0-9]+(?:-[a-z0-9]+)*")
#: No answer needs more letters.
MAX_LETTERS = 60
CONFIDENCE_LEVELS = 4


@dataclass(frozen=True, slots=True)
class Choices:
    """One place of a question that holds a choice: the options, a gap, a step...

    :param label: empty where the question has one place only.
    :param texts: what could be chosen.
    :param right: for each text whether it is right there.
    """

    label: str
    texts: tuple[str, ...]
    right: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """One answer, marked.

    :param points: 0 to 1.
    :param chosen: (place, choice) for everything that was chosen.
    :param odd: whether something was written that is no answer to the question:
        a letter that is not offered, a place too few.
    """

    points: float
    answered: bool
    chosen: tuple[tuple[int, int], ...] = ()
    odd: bool = False


NOT_ANSWERED = Mark(0.0, answered=False)
ODD = Mark(0.0, answered=False, odd=True)


class QuestionKey:
    """A question with all that marking needs."""

    def __init__(self, quiz_id: str, number: int, question: Question) -> None:
        self.number = number
        self.question = question
        self.key: Key = answer_key(question)
        self.order = presented_order(quiz_id, question)
        self.places = tuple(_places(question))
        # A class gives few different answers; the cache is bounded all the same.
        self.mark_letters = lru_cache(maxsize=512)(self._mark_letters)

    def _mark_letters(self, letters: str) -> Mark:
        if not letters.strip(" ,;-"):
            return NOT_ANSWERED
        if len(letters) > MAX_LETTERS:
            return ODD
        return self.mark(read_letters(self.key, self.order, letters))

    def mark(self, answer: Any) -> Mark:
        """Mark an answer as :mod:`lessonkit.grading` describes it."""
        if not is_answered(self.key, answer):
            return ODD
        given = [pair for pair in self._chosen(answer) if pair[1] is not None]
        chosen = tuple(
            (place, choice)
            for place, choice in given
            if place < len(self.places) and 0 <= choice < len(self.places[place].texts)
        )
        if not chosen:
            return ODD
        whole = self.question.type not in ("ordering", "matching", "gap_select") or (
            len(answer) == len(self.places)
        )
        return Mark(
            float(score(self.key, answer)),
            answered=True,
            chosen=chosen,
            odd=not whole or len(chosen) < len(given),
        )

    def _chosen(self, answer: Any) -> Iterator[tuple[int, Any]]:
        kind = self.question.type
        if kind == "multiple":
            yield from ((0, choice) for choice in dict.fromkeys(answer))
        elif kind == "scenario":
            here = 0
            for choice in answer:
                yield here, choice
                here = self.key["steps"][here][choice][1]
        elif isinstance(answer, list):
            yield from enumerate(answer)
        else:
            yield 0, answer


def _places(question: Question) -> Iterator[Choices]:
    if question.type in CHOICE_TYPES:
        yield Choices(
            "",
            tuple(plain_text(option.text) for option in question.options),
            tuple(option.correct for option in question.options),
        )
    for place in range(len(question.items)):
        yield Choices(
            f"Place {place + 1}",
            tuple(plain_text(item.text) for item in question.items),
            tuple(n == place for n in range(len(question.items))),
        )
    choices = matching_choices(question)
    for pair in question.pairs:
        yield Choices(
            plain_text(pair.left),
            tuple(map(plain_text, choices)),
            tuple(choice == pair.right for choice in choices),
        )
    for place, gap in enumerate(question.gaps, 1):
        yield Choices(
            f"Gap {place}",
            tuple(plain_text(option.text) for option in gap.options),
            tuple(option.correct for option in gap.options),
        )
    for place, step in enumerate(question.steps, 1):
        yield Choices(
            f"Step {place}",
            tuple(plain_text(choice.text) for choice in step.choices),
            tuple(choice.best for choice in step.choices),
        )


class QuizKey:
    """A quiz with all that marking needs.

    :ivar cells: what the answer cells of a notebook are called.
    :ivar confident: the statements that are rated before and after.
    """

    def __init__(self, quiz: Quiz) -> None:
        self.quiz = quiz
        self.questions = tuple(
            QuestionKey(quiz.id, number, question)
            for number, question in enumerate(quiz.questions, 1)
        )
        self.number_of = {q.question.id: q.number for q in self.questions}
        self.cells = {f"answer-{q.number}": q.number for q in self.questions}
        self.confident = tuple(plain_text(item.text) for item in quiz.confidence)

    def confidence(self, letters: str) -> tuple[int | None, ...] | None:
        """Read a letter for each statement; None if it is something else."""
        marks = [mark for mark in letters.upper() if mark not in " ,;"]
        if not marks:
            return (None,) * len(self.confident)
        levels = [None if mark == "-" else ord(mark) - ord("A") for mark in marks]
        known = all(n is None or 0 <= n < CONFIDENCE_LEVELS for n in levels)
        return tuple(levels) if known and len(levels) == len(self.confident) else None


class Shelf:
    """The quizzes of a course, each read when it is asked for.

    :param root: the course's folder.
    :ivar problems: what is wrong with a quiz that was asked for.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.problems: list[Problem] = []
        self._keys: dict[str, QuizKey | None] = {}

    def ids(self) -> list[str]:
        """Return the ids of all quizzes."""
        files = sorted((self.root / "quizzes").glob("*/*.yml"))
        return [f"{file.parent.name}/{file.stem}" for file in files]

    def get(self, quiz_id: object) -> QuizKey | None:
        """Return a quiz's key; None for what is no quiz of this course.

        :param quiz_id: whatever a returned file says.
        """
        if not isinstance(quiz_id, str) or not _QUIZ_ID.fullmatch(quiz_id):
            return None
        if quiz_id not in self._keys:
            path = f"quizzes/{quiz_id}.yml"
            if not (self.root / path).is_file():
                return None
            found: list[Problem] = []
            quiz = read_quiz(self.root, path, found)
            self.problems += found
            # Marks by a key that has a mistake would be wrong marks.
            self._keys[quiz_id] = QuizKey(quiz) if quiz and not found else None
        return self._keys[quiz_id]
