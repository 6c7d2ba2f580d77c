"""Moodle's words for a response, read back into an answer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from lessonkit.grading import matching_choices
from lessonkit.marking.keys import QuestionKey, QuizKey
from lessonkit.model.quiz import ChatStep
from lessonkit.source.inline import plain_text

MAX_RESPONSE = 8000
_GAP = re.compile(r"(?:^|; )[^\d:;]{1,20}([0-9]{1,2}): ")
#: ``shorten_text($item, 10, true)`` in Moodle's ordering question.
_SHORTENED = "..."
SHORT = 10


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """Return letters and digits alone.

    Moodle writes strong words in capitals, puts marks around emphasis and joins what
    was chosen with ``; ``: none of it is left.
    """
    return "".join(mark for mark in text.casefold() if mark.isalnum())


def split_known(text: str, known: Mapping[str, Any]) -> list[Any] | None:
    """Return what a folded text is made of; None if of something else.

    :param known: what each folded piece stands for.
    """
    # Each end of a beginning that is made of known pieces, with its last piece.
    reached: dict[int, tuple[int, Any]] = {0: (-1, None)}
    for start in range(len(text)):
        if start in reached:
            for piece, value in known.items():
                if piece and text.startswith(piece, start):
                    reached.setdefault(start + len(piece), (start, value))
    if not text or len(text) not in reached:
        return None
    found, end = [], len(text)
    while end > 0:
        start, value = reached[end]
        found.append(value)
        end = start
    return found[::-1]


class ResponseReader:
    """Reads the column of one question, or of one step of a scenario.

    :ivar step: the index of the step; None for other questions.
    """

    def __init__(self, question: QuestionKey, step: int | None = None) -> None:
        self.question = question
        self.step = step
        self.hint = "It counts as not answered."
        self._stem = fold(plain_text(question.question.stem))
        pieces = list(self._pieces())
        folded = [piece for piece, _ in pieces]
        # Two pieces that fold alike cannot be told apart.
        self._known = {p: value for p, value in pieces if folded.count(p) == 1}
        self.read = lru_cache(maxsize=1024)(self._read)

    def asks(self, text: str) -> bool:
        """Tell whether a folded text of Moodle is this question's."""
        if self.step is None:
            return text.startswith(self._stem)
        messages = self.question.question.steps[self.step].messages
        said = fold(" ".join(f"{m.sender} {plain_text(m.text)}" for m in messages))
        return text == self._stem + said

    def _pieces(self) -> Iterator[tuple[str, Any]]:
        question = self.question.question
        if self.step is not None:
            for n, choice in enumerate(question.steps[self.step].choices):
                yield fold(plain_text(choice.text)), n
        for n, option in enumerate((*question.options, *question.items)):
            yield fold(plain_text(option.text)), n
        choices = matching_choices(question)
        for n, pair in enumerate(question.pairs):
            for m, right in enumerate(choices):
                yield fold(plain_text(pair.left) + plain_text(right)), (n, m)

    def _read(self, text: str) -> Any:
        """Return the answer; None if the text is none."""
        if len(text) > MAX_RESPONSE:
            return None
        kind = self.question.question.type
        if kind == "multiple":
            return split_known(fold(text), self._known)
        if kind == "matching":
            return self._matching(text)
        if kind == "ordering":
            return self._ordering(text)
        if kind == "gap_select":
            return self._gaps(text)
        return self._known.get(fold(text))

    def _matching(self, text: str) -> list[int | None] | None:
        found = split_known(fold(text), self._known)
        if found is None:
            return None
        answer: list[int | None] = [None] * len(self.question.places)
        for pair, choice in found:
            answer[pair] = choice
        return answer

    def _gaps(self, text: str) -> list[int | None] | None:
        _, *parts = _GAP.split(text)
        answer: list[int | None] = [None] * len(self.question.places)
        for number, words in zip(parts[::2], parts[1::2], strict=True):
            place = int(number) - 1
            if not 0 <= place < len(answer):
                return None
            options = self.question.places[place].texts
            folded = [fold(option) for option in options]
            if fold(words) in folded:
                answer[place] = folded.index(fold(words))
            elif words.strip(" -"):
                return None
        return answer if parts else None

    def _ordering(self, text: str) -> list[int] | None:
        items = [plain_text(i.text) for i in self.question.question.items]
        left = list(range(len(items)))
        answer: list[int] = []
        for piece in text.split("; "):
            fits = [n for n in left if _is_short_for(piece, items[n])]
            if len(fits) != 1:
                self.hint = (
                    f"Moodle shows {SHORT} characters of each line; lines that begin "
                    "alike cannot be told apart. It counts as not answered."
                )
                return None
            answer += fits
            left.remove(fits[0])
        return answer


def _is_short_for(piece: str, item: str) -> bool:
    piece = piece.strip()
    if piece.endswith(_SHORTENED):
        return fold(item).startswith(fold(piece))
    return fold(piece) == fold(item)


def readers(quiz: QuizKey) -> list[ResponseReader]:
    """Return a reader for each question that Moodle asks, in the bank's order."""
    found = []
    for question in quiz.questions:
        if question.question.type != "scenario":
            found.append(ResponseReader(question))
            continue
        found += [
            ResponseReader(question, n)
            for n, step in enumerate(question.question.steps)
            if is_asked(step)
        ]
    return found


def is_asked(step: ChatStep) -> bool:
    """Tell whether Moodle asks at a step: not where there is one choice only."""
    return len(step.choices) > 1
