"""docs/coverage.md says what the course covers, and stays true."""

from __future__ import annotations

import dataclasses

from tests.conftest import ROOT

from lessonkit.checks.coverage import PATH, coverage


def test_the_page_is_what_the_course_says(course):
    written = (ROOT / PATH).read_text("utf-8")
    assert written == coverage(course), "run: lessonkit coverage"


def test_a_lesson_that_is_taken_away_leaves_the_page(course):
    lesson = next(iter(course.lessons.values()))
    rest = {k: v for k, v in course.lessons.items() if k != lesson.id}
    less = coverage(dataclasses.replace(course, lessons=rest))
    assert f"../{lesson.path}" in coverage(course)
    assert f"../{lesson.path}" not in less


def test_every_call_to_citizens_and_every_help_line_is_served(course):
    wanted = [x for x in course.statement if x.startswith(("citizens-", "help-"))]
    served = {line for x in course.lessons.values() for line in x.statement}
    assert len(wanted) > 6
    assert [line for line in wanted if line not in served] == []


def test_no_code_is_claimed_that_no_framework_file_has(course):
    known = {f"{f.id}/{c.id}" for f in course.frameworks.values() for c in f.codes}
    claimed = {code for guide in course.guides.values() for code in guide.curriculum}
    assert claimed
    assert claimed <= known
