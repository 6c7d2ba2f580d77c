"""The code that a pupil may give to the class: first answers of one quiz, no name.

Eight signs, such as ``K7M2-Q4XD``. Seven hold a number of 35 bits, the eighth checks
them: any one wrong sign, and any two that are swapped, are noticed. The number is::

    (answers of all questions, one after the other) * 65536 + mark of the quiz

An answer is 0 for none; for ``single`` and ``true_false`` 1 and the option's index,
so that a class sees which distractor drew whom; for the other types 1 wrong, 2 partly
right, 3 right. How sure a pupil is stays with the pupil. ``quiz.js`` writes the same
codes and ``class-results.js`` reads them; ``tests/vectors/class-code.json`` is run
against all three.

The signs leave out I, L, O and U; whoever types one of the first three is understood.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from functools import reduce
from math import prod
from typing import Any

from lessonkit.grading import Key, answer_key, is_answered, score
from lessonkit.model.quiz import Quiz

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 8
MARKS = 65536
#: How many different ways to answer a quiz a code has room for.
CAPACITY = 32 ** (LENGTH - 1) // MARKS
_MISREAD = str.maketrans("ILO", "110")
#: The field GF(32) that the check counts in: x^5 + x^2 + 1.
_FIELD = 0b100101


def has_options(key: Key) -> bool:
    """Tell whether a code says which option was chosen."""
    return key["type"] in ("single", "true_false")


def states_of(key: Key) -> int:
    """Return how many states an answer to the question has."""
    return key["options"] + 1 if has_options(key) else 4


def state(key: Key, answer: Any) -> int:
    """Return the state of an answer."""
    if not is_answered(key, answer):
        return 0
    if has_options(key):
        return int(answer) + 1
    points = score(key, answer)
    return 3 if points == 1 else 2 if points else 1


def quiz_mark(quiz: Quiz) -> int | None:
    """Return the quiz's mark; None for a quiz that a code has no room for.

    It changes when the quiz's key does: codes of an older edition are not counted.
    """
    keys = [answer_key(question) for question in quiz.questions]
    if prod(map(states_of, keys)) > CAPACITY:
        return None
    text = json.dumps([quiz.id, keys], sort_keys=True)
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:2])


def _check(digits: Sequence[int]) -> int:
    """Return 0 for the digits of a right code.

    Each digit is a coefficient; the sum, with powers of x, is taken in GF(32). A wrong
    digit changes it, and so does a swap, because no two powers are the same.
    """

    def step(sum_: int, digit: int) -> int:
        times_x = sum_ << 1
        return (times_x ^ _FIELD if times_x > 31 else times_x) ^ digit

    return reduce(step, digits, 1)


def write_code(mark: int, keys: Sequence[Key], answers: Sequence[Any]) -> str:
    """Return the code for the answers to a quiz.

    :param mark: :func:`quiz_mark` of the quiz.
    """
    number = 0
    for key, answer in zip(keys, answers, strict=True):
        number = number * states_of(key) + state(key, answer)
    number = number * MARKS + mark
    digits = [number >> 5 * place & 31 for place in range(LENGTH - 2, -1, -1)]
    digits.append(_check([*digits, 0]))
    signs = "".join(SIGNS[digit] for digit in digits)
    return f"{signs[:4]}-{signs[4:]}"


def read_code(text: str) -> tuple[int, int] | None:
    """Return the mark and the answers' number; None for what is no code."""
    signs = "".join(sign for sign in text.upper() if sign not in " -")
    signs = signs.translate(_MISREAD)
    if len(signs) != LENGTH or any(sign not in SIGNS for sign in signs):
        return None
    digits = [SIGNS.index(sign) for sign in signs]
    if _check(digits):
        return None
    number = reduce(lambda sum_, digit: sum_ * 32 + digit, digits[:-1], 0)
    return number % MARKS, number // MARKS


def read_states(number: int, sizes: Sequence[int]) -> list[int] | None:
    """Return the state of each answer; None if the number is too large for the quiz."""
    states = []
    for size in reversed(sizes):
        number, one = divmod(number, size)
        states.append(one)
    return None if number else states[::-1]
