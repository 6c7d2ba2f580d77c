"""The shape of lessons, guides and the tree: sections, objectives, minutes, blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from lessonkit.checks.blocks import check_blocks
from lessonkit.checks.quizzes import check_quiz
from lessonkit.checks.stories import check_story
from lessonkit.model.course import Course
from lessonkit.model.lesson import EASY_READ, EXTRA_KINDS, Lesson, Page, TeacherGuide
from lessonkit.model.problem import Place, Problem
from lessonkit.source.frontmatter import read_markdown_file
from lessonkit.source.markdown import Block, parse_blocks, walk
from lessonkit.source.yamltext import Trail, read_text, read_yaml

LESSON_SECTIONS = (
    "Before we start",
    "What you will learn",
    "Starter",
    "Activity",
    "Check your understanding",
    "To take away",
    "Get help",
    "Sources",
)
GUIDE_SECTIONS = (
    "At a glance",
    "Safeguarding before you teach",
    "Ground rules",
    "Running the lesson",
    "Misconceptions",
    "Question box",
    "If a pupil discloses",
    "Adapting",
    "Slides",
    "Answers",
    "Assessment and follow-up",
    "Sources",
)
ACTIVITIES = (2, 3)
OBJECTIVES = (2, 4)
SLIDES = (8, 14)
MAX_MINUTES = 120
LESSON_BLOCKS = (
    "before-we-start",
    "objectives",
    "quiz",
    "worksheet",
    "help",
    "sources",
)
GUIDE_BLOCKS = ("at-a-glance", "disclosure", "quiz-answers", "sources")
#: Verbs that nobody can see done.
UNSEEN_VERBS = frozenset(
    {"understand", "know", "learn", "appreciate", "realise", "realize", "feel"}
    | {"believe", "be", "become", "consider", "think", "remember", "see"}
)
_ACTIVITY = re.compile(r"Activity (\d+): \S")
_OBJECTIVE = re.compile(r"You can ([a-z]+)\b")


def check_structure(course: Course) -> Iterator[Problem]:
    """Yield what is out of shape in lessons, guides, pages, quizzes and the tree."""
    for lesson in course.lessons.values():
        yield from _check_lesson(course, lesson)
    for guide in course.guides.values():
        yield from _check_guide(course, guide)
    for page in course.pages.values():
        blocks = parse_blocks(page.body, page.body_line)
        yield from check_headings(page, blocks)
        yield from check_blocks(course, page, blocks)
        yield from _check_minutes(page, page.minutes, "page")
    for quiz in course.quizzes.values():
        yield from check_quiz(course, quiz)
    for story in course.stories.values():
        yield from check_story(course, story)
    yield from check_toc(course)


def _check_lesson(course: Course, lesson: Lesson) -> Iterator[Problem]:
    blocks = parse_blocks(lesson.body, lesson.body_line)
    yield from check_headings(lesson, blocks)
    yield from check_blocks(course, lesson, blocks)
    yield from _check_objectives(course, lesson)
    whole = lesson.kind == "lesson"
    if whole:
        yield from check_sections(lesson.path, blocks, LESSON_SECTIONS)
        yield from require_blocks(lesson.path, blocks, LESSON_BLOCKS)
    else:
        own = ("story",) if lesson.kind == "story" else ()
        yield from require_blocks(lesson.path, blocks, (*own, "help"))
    if lesson.kind == "easy-read" and not _edition_of(course, lesson):
        yield Problem(
            Place(lesson.path),
            "easy-read-lesson",
            "no lesson has this easy-read edition.",
            f'Name it after its lesson, with "{EASY_READ}" behind.',
        )
    if lesson.kind in {"lesson", *EXTRA_KINDS}:
        partners = [("teacher guide", f"teacher-guides/{lesson.id}.md")]
        if lesson.kind == "story":
            partners.append(("story", f"stories/{lesson.id}.yml"))
        elif lesson.kind != "starter":
            partners.append(("quiz", f"quizzes/{lesson.id}.yml"))
        for what, path in partners:
            if not (course.root / path).exists():
                yield Problem(
                    Place(lesson.path),
                    "lesson-alone",
                    f"the lesson has no {what}.",
                    f"Write {path}.",
                )


def _edition_of(course: Course, lesson: Lesson) -> bool:
    """Return whether the lesson that an easy-read page is named after is there."""
    name = lesson.id.removesuffix(EASY_READ)
    return name != lesson.id and (course.root / f"lessons/{name}.md").exists()


def _check_objectives(course: Course, lesson: Lesson) -> Iterator[Problem]:
    low, high = OBJECTIVES if lesson.kind == "lesson" else (1, OBJECTIVES[1])
    count = len(lesson.objectives)
    place = _front_place(course, lesson.path, "objectives")
    if count and not low <= count <= high:
        yield Problem(
            place,
            "objective-count",
            f"the lesson has {count} objectives; {low} to {high} are allowed.",
            "Teach less, and teach it well.",
        )
    quiz = course.quizzes.get(lesson.id)
    for number, objective in enumerate(lesson.objectives):
        here = _front_place(course, lesson.path, "objectives", number, "text")
        verb = _OBJECTIVE.match(objective.text)
        if objective.text and (verb is None or verb[1] in UNSEEN_VERBS):
            yield Problem(
                here,
                "objective-verb",
                f'"{objective.text}" does not say what can be seen.',
                'Write "You can name / explain / choose / show ...".',
            )
        if quiz is None or lesson.kind not in {"lesson", "one-hour"}:
            continue
        asked = sum(q.objective == objective.id for q in quiz.questions)
        wanted = 2 if lesson.kind == "lesson" else 1
        if asked < wanted:
            yield Problem(
                here,
                "objective-questions",
                f'{asked} of the quiz\'s questions ask for "{objective.id}"; '
                f"{wanted} or more must.",
                f"Add a question to {quiz.path}.",
            )


def _check_guide(course: Course, guide: TeacherGuide) -> Iterator[Problem]:
    blocks = parse_blocks(guide.body, guide.body_line)
    yield from check_headings(guide, blocks)
    yield from check_blocks(course, guide, blocks)
    lesson = course.lessons.get(guide.id)
    if lesson is None:
        if not (course.root / "lessons" / f"{guide.id}.md").exists():
            yield Problem(
                Place(guide.path),
                "guide-without-lesson",
                f"there is no lesson {guide.id}.",
                "Give the guide the same folder and name as its lesson.",
            )
        return
    if 0 < lesson.minutes <= MAX_MINUTES:
        yield from _check_minutes(guide, lesson.minutes, "lesson")
    if lesson.kind != "lesson":
        return
    yield from check_sections(guide.path, blocks, GUIDE_SECTIONS)
    yield from require_blocks(guide.path, blocks, GUIDE_BLOCKS)
    low, high = SLIDES
    if not low <= len(guide.slides) <= high:
        yield Problem(
            Place(guide.path, guide.slides[0].line if guide.slides else 1),
            "slide-count",
            f"the guide has {len(guide.slides)} slides; {low} to {high} are allowed.",
        )


def _check_minutes(
    page: TeacherGuide | Page, minutes: int, what: str
) -> Iterator[Problem]:
    """Yield steps that take more or less time than the whole that they make."""
    total = sum(step.minutes for step in page.steps)
    whole = bool(page.steps) and all(step.minutes for step in page.steps)
    if whole and total != minutes:
        yield Problem(
            Place(page.path, page.steps[0].line),
            "guide-minutes-sum",
            f"the steps take {total} minutes, the {what} {minutes}.",
            "Make the two the same.",
        )


def check_sections(
    path: str, blocks: list[Block], expected: Sequence[str]
) -> Iterator[Problem]:
    """Yield sections that are missing, unknown, twice, or in another order."""
    found = [b for b in blocks if b.kind == "heading" and b.level == 2]
    names: list[str] = []
    for block in found:
        activity = _ACTIVITY.match(block.plain)
        name = "Activity" if activity else block.plain
        if name not in expected:
            near = next((e for e in expected if e.casefold() == name.casefold()), "")
            hint = f'Write "{near}".' if near else f"Sections: {'; '.join(expected)}."
            yield Problem(
                Place(path, block.line, block.column),
                "section-unknown",
                f'there is no section "{block.plain}" here.',
                hint,
            )
            name = near
        elif name in names and not activity:
            yield Problem(
                Place(path, block.line, block.column),
                "section-twice",
                f'the section "{name}" stands here again.',
                "Make one of the two.",
            )
        elif activity and int(activity[1]) != names.count("Activity") + 1:
            yield Problem(
                Place(path, block.line, block.column),
                "activity-number",
                f"this is activity {names.count('Activity') + 1}, not {activity[1]}.",
                "Number the activities from 1.",
            )
        if name and any(expected.index(n) > expected.index(name) for n in names):
            yield Problem(
                Place(path, block.line, block.column),
                "section-order",
                f'the section "{name}" stands too late.',
                f"The order is: {'; '.join(expected)}.",
            )
        elif name:
            names.append(name)
    present = {b.plain for b in found} | set(names)
    for name in expected:
        if name not in present:
            yield Problem(
                Place(path, found[-1].line if found else 1),
                "section-missing",
                f'the section "{name}" is missing.',
                f'Add "## {name}" in its place.',
            )
    count = names.count("Activity")
    if "Activity" in expected and count and not count >= ACTIVITIES[0]:
        yield Problem(
            Place(path, found[-1].line),
            "activity-number",
            f"there is {count} activity; a lesson has 2 or 3.",
            "Part it in two.",
        )
    if count > ACTIVITIES[1]:
        yield Problem(
            Place(path, found[-1].line),
            "activity-number",
            f"there are {count} activities; a lesson has 2 or 3.",
            "Leave one out.",
        )


def require_blocks(
    path: str, blocks: list[Block], names: Sequence[str]
) -> Iterator[Problem]:
    """Yield each block that every such page has and this one has not."""
    present = {block.name for block in walk(blocks) if block.kind == "directive"}
    for name in names:
        if name not in present:
            yield Problem(
                Place(path),
                "block-missing",
                f'the block "{name}" is missing.',
                f'Add ":::{{{name}}}" and ":::" in its section.',
            )


def check_headings(
    page: Lesson | TeacherGuide | Page, blocks: list[Block]
) -> Iterator[Problem]:
    """Yield a title that differs, levels that jump, and headings without text."""
    headings = [block for block in blocks if block.kind == "heading"]
    first = headings[0] if headings else None
    if page.title and (first is None or first.level != 1 or first.plain != page.title):
        yield Problem(
            Place(page.path, first.line if first else page.body_line),
            "heading-title",
            "the first heading must repeat the title of the front matter.",
            f'Write "# {page.title}".',
        )
    level = 1
    for block in headings[1:]:
        if block.level == 1 or block.level > level + 1:
            yield Problem(
                Place(page.path, block.line),
                "heading-level",
                f'"{block.plain}" is of level {block.level}, after level {level}.',
                'Begin sections with "##" and parts of them with "###".',
            )
        level = block.level


def check_toc(course: Course) -> Iterator[Problem]:
    """Yield pages that ``_toc.yml`` misses, and entries that have no page."""
    path = "_toc.yml"
    problems: list[Problem] = []
    listed = list(_toc_entries(course.root, path, problems))
    yield from problems
    if problems and not listed:
        return
    for name, line in listed:
        if "\0" in name or not (course.root / f"{name}.md").is_file():
            yield Problem(
                Place(path, line),
                "toc-unknown",
                f'there is no file "{name}.md".',
                "Delete the entry, or write the page.",
            )
    names = {name for name, _ in listed}
    pages: tuple[Lesson | TeacherGuide | Page, ...] = (
        *course.lessons.values(),
        *course.guides.values(),
        *course.pages.values(),
    )
    for page in pages:
        name = page.path.removesuffix(".md")
        if name not in names:
            yield Problem(
                Place(page.path),
                "toc-missing",
                "the page is not in _toc.yml, so no reader can find it.",
                f'Add "- file: {name}" to a chapter of _toc.yml.',
            )


def _toc_entries(
    root: Path, path: str, problems: list[Problem]
) -> Iterator[tuple[str, int]]:
    """Yield (page, line) of each ``root:`` and ``file:`` of the table of contents."""
    raw = read_text(root / path, path, problems)
    document = read_yaml(raw, path, problems) if raw else None
    if document is None:
        return
    waiting: list[tuple[Any, Trail]] = [(document.value, ())]
    while waiting:
        value, trail = waiting.pop()
        if isinstance(value, list):
            waiting += [(child, (*trail, n)) for n, child in enumerate(value)]
        elif isinstance(value, dict):
            waiting += [(child, (*trail, key)) for key, child in value.items()]
        elif trail and trail[-1] in {"root", "file"}:
            yield str(value), document.place(trail).line


def _front_place(course: Course, path: str, *keys: str | int) -> Place:
    """Return where a value of a page's front matter stands."""
    file = read_markdown_file(course.root, path, [])
    return file.record.place(*keys) if file else Place(path)
