"""What a quiz must have beside questions that can be read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lessonkit.model.course import Course
from lessonkit.model.lesson import Lesson
from lessonkit.model.problem import Place, Problem
from lessonkit.model.quiz import Quiz

TYPES = 4
#: A key that stands out by its length teaches to count letters.
LONGEST_KEY_SHARE = 0.4
_EXTRA_SIZES = {"one-hour": 5, "assembly": 3}
_YOUNGEST = "8-10"
_ALL = re.compile(r"\b(all|none|both|neither) of (the above|these|them)\b", re.I)


def _size(lesson: Lesson) -> int:
    if lesson.kind == "lesson":
        return 6 if lesson.band == _YOUNGEST else 8
    return _EXTRA_SIZES.get(lesson.kind, 0)


def check_quiz(course: Course, quiz: Quiz) -> Iterator[Problem]:
    """Yield what is wrong with a quiz as a whole."""
    lesson = course.lessons.get(quiz.id)
    if lesson is not None:
        size = _size(lesson)
        if len(quiz.questions) != size and size:
            yield Problem(
                Place(quiz.path),
                "quiz-size",
                f"the quiz has {len(quiz.questions)} questions; this one needs {size}.",
                "docs/formats.md says how many for each band.",
            )
        if lesson.kind == "lesson":
            yield from _check_types(quiz)
    yield from _check_longest(quiz)
    for question in quiz.questions:
        for option in question.options:
            if _ALL.search(option.text):
                yield Problem(
                    question.place,
                    "quiz-all-of-these",
                    f'"{option.text}" is no answer of its own.',
                    'Ask a "multiple" question in place of it.',
                )


def _check_types(quiz: Quiz) -> Iterator[Problem]:
    types = {question.type for question in quiz.questions}
    if len(types) < TYPES:
        yield Problem(
            Place(quiz.path),
            "quiz-types",
            f"the questions are of {len(types)} types; {TYPES} or more are needed.",
            "Change one or two of them.",
        )
    scenarios = sum(question.type == "scenario" for question in quiz.questions)
    if scenarios != 1:
        yield Problem(
            Place(quiz.path),
            "quiz-scenario-count",
            f"the quiz has {scenarios} scenarios; every lesson has one.",
            'Make one question a "scenario".',
        )


def _check_longest(quiz: Quiz) -> Iterator[Problem]:
    single = [q for q in quiz.questions if q.type == "single" and len(q.keys) == 1]
    longest = []
    for question in single:
        lengths = [len(option.text) for option in question.options]
        top = max(lengths)
        if lengths[question.keys[0]] == top and lengths.count(top) == 1:
            longest.append(question)
    if len(longest) > max(1, int(LONGEST_KEY_SHARE * len(single))):
        yield Problem(
            longest[-1].place,
            "quiz-longest-key",
            f"in {len(longest)} of {len(single)} questions the longest option is the "
            "key.",
            "Shorten the key, or make a distractor longer.",
        )
