"""Dates: none in the future, and what is due for review."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from lessonkit.checks.help import OLD_DAYS, STALE_DAYS
from lessonkit.model.course import Course
from lessonkit.model.lesson import Lesson, Page, TeacherGuide
from lessonkit.model.problem import Place, Problem


@dataclass(frozen=True, slots=True, order=True)
class Due:
    """Something that a person should look at again, and since when."""

    since: datetime.date
    place: Place
    what: str


def _pages(course: Course) -> Iterator[Lesson | TeacherGuide | Page]:
    yield from course.lessons.values()
    yield from course.guides.values()
    yield from course.pages.values()


def check_dates(course: Course, today: datetime.date) -> Iterator[Problem]:
    """Yield reviews that are dated after today."""
    for page in _pages(course):
        if page.review.last > today:
            yield Problem(
                Place(page.path),
                "review-future",
                f"the last review is dated {page.review.last}, still to come.",
                "Write the day on which it was done.",
            )


def what_is_due(course: Course, today: datetime.date) -> list[Due]:
    """Return pages and help services that are due, the longest overdue first."""
    due = [
        Due(page.review.due, Place(page.path), f"review of {page.title}")
        for page in _pages(course)
        if page.review.due <= today
    ]
    old = datetime.timedelta(days=OLD_DAYS)
    for service in course.help.services():
        if service.printable and service.age(today) > OLD_DAYS:
            stale = service.age(today) > STALE_DAYS
            what = f"help service {service.id}, last known {service.last_known}"
            due.append(
                Due(
                    service.last_known + old,
                    service.place,
                    f"{what} (stops a release)" if stale else what,
                )
            )
    return sorted(due)
