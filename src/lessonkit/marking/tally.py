"""Add up a class: sums only, so that a thousand pupils need no more room than ten.

Difficulty is the share of the points that was earned. Discrimination is the
correlation of a question's points with the points on all the others (item-rest
correlation); below :data:`MIN_DISCRIMINATION` pupils it says more about chance than
about the question, and is not given. Below :data:`MIN_GROUP` pupils nothing is shown:
a single pupil's answers could be recognised.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import sqrt

from lessonkit.marking.keys import CONFIDENCE_LEVELS, Choices, QuestionKey, QuizKey
from lessonkit.marking.submission import Submission

MIN_GROUP = 5
MIN_DISCRIMINATION = 20
#: A variance below this is that of rounding.
_NOTHING = 1e-9


@dataclass(slots=True)
class ItemTally:
    """The sums of one question.

    :ivar counts: how many chose what, by place and choice.
    """

    key: QuestionKey
    answered: int = 0
    points: float = 0.0
    squares: float = 0.0
    with_total: float = 0.0
    counts: list[list[int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.counts = [[0] * len(place.texts) for place in self.key.places]


@dataclass(slots=True)
class ConfidenceTally:
    """How sure pupils were of one statement, of those who said it both times."""

    text: str
    before: list[int] = field(default_factory=lambda: [0] * CONFIDENCE_LEVELS)
    after: list[int] = field(default_factory=lambda: [0] * CONFIDENCE_LEVELS)
    surer: int = 0
    same: int = 0
    less_sure: int = 0

    @property
    def both(self) -> int:
        """How many said it both times."""
        return self.surer + self.same + self.less_sure

    @property
    def shown(self) -> bool:
        """Whether there are enough of them."""
        return self.both >= MIN_GROUP


class QuizTally:
    """The sums of one quiz."""

    def __init__(self, quiz: QuizKey) -> None:
        self.quiz = quiz
        self.pupils = 0
        self.total = 0.0
        self.total_squares = 0.0
        self.items = [ItemTally(key) for key in quiz.questions]
        self.confidence = [ConfidenceTally(text) for text in quiz.confident]

    def add(self, submission: Submission) -> None:
        """Add one pupil."""
        marks = submission.marks
        total = sum(mark.points for mark in marks)
        self.pupils += 1
        self.total += total
        self.total_squares += total * total
        for item, mark in zip(self.items, marks, strict=True):
            if not mark.answered:
                continue
            item.answered += 1
            item.points += mark.points
            item.squares += mark.points * mark.points
            item.with_total += mark.points * total
            for place, choice in mark.chosen:
                item.counts[place][choice] += 1
        levels = zip(self.confidence, submission.before, submission.after, strict=True)
        for statement, before, after in levels:
            if before is None or after is None:
                continue
            statement.before[before] += 1
            statement.after[after] += 1
            statement.surer += after > before
            statement.same += after == before
            statement.less_sure += after < before

    @property
    def shown(self) -> bool:
        """Whether the group is large enough to say anything about it."""
        return self.pupils >= MIN_GROUP

    def results(self) -> list[ItemResult]:
        """Return what can be said about each question."""
        return [self._result(item) for item in self.items]

    def _result(self, item: ItemTally) -> ItemResult:
        places = []
        if item.answered >= MIN_GROUP:
            places = [
                PlaceResult(choices, tuple(counts))
                for choices, counts in zip(item.key.places, item.counts, strict=True)
                if choices.texts
            ]
        return ItemResult(
            item.key,
            item.answered,
            item.points / self.pupils,
            self._discrimination(item),
            places,
        )

    def _discrimination(self, item: ItemTally) -> float | None:
        n = self.pupils
        if n < MIN_DISCRIMINATION:
            return None
        # The rest is the total without the item: its sums follow from those kept.
        rest = self.total - item.points
        rest_squares = self.total_squares - 2 * item.with_total + item.squares
        together = item.with_total - item.squares
        item_spread = n * item.squares - item.points * item.points
        rest_spread = n * rest_squares - rest * rest
        if item_spread < _NOTHING or rest_spread < _NOTHING:
            return None
        return (n * together - item.points * rest) / sqrt(item_spread * rest_spread)


@dataclass(frozen=True, slots=True)
class PlaceResult:
    """How many chose what at one place of a question."""

    choices: Choices
    counts: tuple[int, ...]

    @property
    def draws_more_than_the_key(self) -> list[bool]:
        """For each choice whether more chose it than any right one."""
        right = [n for n, ok in zip(self.counts, self.choices.right, strict=True) if ok]
        return [
            not ok and n > max(right, default=0)
            for n, ok in zip(self.counts, self.choices.right, strict=True)
        ]


@dataclass(frozen=True, slots=True)
class ItemResult:
    """What can be said about one question.

    :param difficulty: the share of the points earned; not answered earns nothing.
    :param discrimination: None where there are too few pupils or all earned the same.
    :param places: empty where too few answered.
    """

    key: QuestionKey
    answered: int
    difficulty: float
    discrimination: float | None
    places: list[PlaceResult]
