"""Read the whole source tree once."""

from __future__ import annotations

from pathlib import Path

from lessonkit.model.course import Course
from lessonkit.model.problem import Place, Problem
from lessonkit.source.help import read_help
from lessonkit.source.pages import read_guide, read_lesson, read_page
from lessonkit.source.quiz import read_quiz
from lessonkit.source.reference import (
    read_curriculum,
    read_disclosure,
    read_facts,
    read_frameworks,
    read_glossary,
    read_laws,
    read_signatories,
    read_statement,
)
from lessonkit.source.references import check_references
from lessonkit.source.story import read_story


def _paths(root: Path, pattern: str) -> list[str]:
    return sorted(file.relative_to(root).as_posix() for file in root.glob(pattern))


def read_course(root: Path) -> tuple[Course, list[Problem]]:
    """Read lessons, quizzes, stories, guides, pages and data below ``root``.

    :returns: the course as far as it could be read, and every problem, sorted by
        place. Ids that lead nowhere are problems too.
    """
    problems: list[Problem] = []
    course = Course(root)
    course.bands, course.strands = read_curriculum(root, problems)
    course.facts = read_facts(root, problems)
    course.laws = read_laws(root, problems)
    course.glossary = read_glossary(root, problems)
    course.statement = read_statement(root, problems)
    course.signatories = read_signatories(root, problems)
    course.frameworks = read_frameworks(root, problems)
    course.disclosure = read_disclosure(root, problems)
    course.help = read_help(root, problems)
    for path in _paths(root, "lessons/*/*.md"):
        if lesson := read_lesson(root, path, problems):
            course.lessons[lesson.id] = lesson
    for path in _paths(root, "quizzes/*/*.yml"):
        if quiz := read_quiz(root, path, problems):
            course.quizzes[quiz.id] = quiz
    for path in _paths(root, "stories/*/*.yml"):
        if story := read_story(root, path, problems):
            course.stories[story.id] = story
    for path in _paths(root, "teacher-guides/*/*.md"):
        if guide := read_guide(root, path, problems):
            course.guides[guide.id] = guide
    for path in _paths(root, "book/**/*.md"):
        if page := read_page(root, path, problems):
            course.pages[page.docname] = page
    if not course.lessons and not problems:
        problems.append(
            Problem(
                Place("lessons"),
                "course-empty",
                "there is no lesson here.",
                "Run this in the folder that holds lessons/ and quizzes/.",
            )
        )
    check_references(course, problems)
    return course, sorted(set(problems))
