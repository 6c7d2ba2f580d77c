"""One pupil's answers to one quiz, marked, without the pupil."""

from __future__ import annotations

from dataclasses import dataclass

from lessonkit.marking.keys import NOT_ANSWERED, Mark, QuizKey

Levels = tuple[int | None, ...]


@dataclass(slots=True)
class Submission:
    """What one pupil returned.

    :param marks: one for each question.
    :param before: for each statement how sure the pupil was, 0 to 3, or None.
    """

    quiz: QuizKey
    marks: list[Mark]
    before: Levels
    after: Levels

    @classmethod
    def empty(cls, quiz: QuizKey) -> Submission:
        """Return a submission in which nothing is answered."""
        nothing = (None,) * len(quiz.confident)
        return cls(quiz, [NOT_ANSWERED] * len(quiz.questions), nothing, nothing)

    @property
    def is_empty(self) -> bool:
        """Whether no question is answered."""
        return not any(mark.answered for mark in self.marks)
