"""The checks: from a course that could be read to the problems it still has."""

from __future__ import annotations

import datetime

from lessonkit.checks.dates import check_dates
from lessonkit.checks.facts import check_facts, check_phone_numbers
from lessonkit.checks.help import check_help
from lessonkit.checks.length import check_lengths
from lessonkit.checks.passages import course_texts
from lessonkit.checks.reading import (
    check_reading,
    known_words,
    limits_of,
    read_limits,
)
from lessonkit.checks.structure import check_structure
from lessonkit.checks.tools import check_tool_names, read_tool_names
from lessonkit.checks.waivers import Waiver, apply_waivers, find_waivers
from lessonkit.checks.words import check_words, read_word_rules
from lessonkit.model.course import Course
from lessonkit.model.problem import Problem


def check_course(
    course: Course, *, today: datetime.date, release: bool = False
) -> list[Problem]:
    """Return every problem that the files have together, sorted by place.

    :param release: also report help entries that are too old for a release.
    """
    problems: list[Problem] = []
    waivers: list[Waiver] = []
    rules = read_word_rules(course.root, problems)
    tools = read_tool_names(course.root, problems)
    limits = read_limits(course)
    known = known_words(course)
    for text in course_texts(course):
        waivers += find_waivers(text, problems)
        for passage in text.passages:
            problems += check_words(passage, rules)
            problems += check_phone_numbers(passage)
            problems += check_tool_names(passage, tools)
        problems += check_facts(text, course)
        limit = limits_of(text, limits)
        if limit is not None:
            problems += check_reading(text, limit, known)
    problems += check_lengths(course)
    problems += check_structure(course)
    problems += check_dates(course, today)
    problems += check_help(course.help, today, release=release)
    names = {rule.id for rule in rules.rules}
    return sorted(set(apply_waivers(problems, waivers, names)))
