"""A branching story, told as a fictional chat: no test, and every path ends at help."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lessonkit.model.quiz import ChatStep


@dataclass(frozen=True, slots=True)
class Story:
    """The branching story of one age band.

    The first step starts. A choice's ``rationale`` is what comes of it; none is the
    best one, and nothing is scored.

    :param band: age band, such as ``"11-13"``.
    :param slug: the file name, without suffix, of the page that holds the story.
    """

    band: str
    slug: str
    title: str
    steps: tuple[ChatStep, ...]
    path: str

    @property
    def id(self) -> str:
        """``band/slug``, unique over the course."""
        return f"{self.band}/{self.slug}"

    @property
    def numbers(self) -> dict[str, int]:
        """The number of each step, by its id, from 1."""
        return {step.id: number for number, step in enumerate(self.steps, 1)}

    def arrivals(self, step: ChatStep) -> Iterator[tuple[int, int, str]]:
        """Yield the choices that lead to a step: where, which, what comes of it.

        :returns: the number of the step that is left, the index of the choice there
            and its rationale.
        """
        for number, left in enumerate(self.steps, 1):
            for index, choice in enumerate(left.choices):
                if choice.goes_to == step.id:
                    yield number, index, choice.rationale
