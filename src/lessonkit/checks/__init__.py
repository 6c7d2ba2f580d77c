"""The checks: from a course that could be read to the problems it still has."""

from __future__ import annotations

import datetime

from lessonkit.model.course import Course
from lessonkit.model.problem import Problem


def check_course(course: Course, *, today: datetime.date) -> list[Problem]:
    """Return every problem that the files have together, sorted by place."""
    problems: list[Problem] = []
    return sorted(set(problems))
