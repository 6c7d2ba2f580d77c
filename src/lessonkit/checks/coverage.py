"""What the course covers: lessons by strand, statement and curriculum code.

``lessonkit coverage`` writes it to ``docs/coverage.md``; a test keeps the two the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lessonkit.model.course import Course
from lessonkit.model.lesson import BANDS, Lesson
from lessonkit.source.sentences import Sentence, read_sentences

PATH = "docs/coverage.md"
HEAD = """# What the course covers

Made by `lessonkit coverage` from the lessons, the teacher guides and the data.
A test fails when it is out of date. A curriculum code stands here only if it was
seen in a source (`data/frameworks/`).
"""


def coverage(course: Course) -> str:
    """Return the page as Markdown."""
    served: dict[str, list[Lesson]] = {line: [] for line in course.statement}
    for lesson in sorted(course.lessons.values(), key=_place_in_course):
        for line in lesson.statement:
            served[line].append(lesson)
    parts = [
        HEAD,
        *_strands(course),
        *_sentences(course, served),
        *_statement(course, served),
        *_codes(course),
    ]
    return "\n".join(parts).rstrip() + "\n"


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _table(heads: list[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    yield _row(heads)
    yield _row("---" for _ in heads)
    yield from map(_row, rows)
    yield ""


def _link(lesson: Lesson) -> str:
    return f"[{lesson.title}](../{lesson.path})"


def _strands(course: Course) -> Iterator[str]:
    yield "## Lessons by strand and age band\n"
    lessons = [x for x in course.lessons.values() if x.kind == "lesson"]
    rows = []
    for strand in course.strands.values():
        cells = [f"{strand.number} {strand.title}"]
        for band in BANDS:
            found = [x for x in lessons if (x.band, x.strand) == (band, strand.id)]
            cells.append(", ".join(map(_link, found)) or "none yet")
        rows.append(cells)
    yield from _table(["Strand", *BANDS], rows)
    yield "## What else a band has\n"
    extras = [x for x in course.lessons.values() if x.kind != "lesson"]
    kinds = ("one-hour", "assembly", "starter", "story", "easy-read")
    rows = []
    for kind in kinds:
        of_kind = [
            [x for x in extras if (x.band, x.kind) == (band, kind)] for band in BANDS
        ]
        rows.append([kind, *(", ".join(map(_link, v)) or "none" for v in of_kind)])
    yield from _table(["Kind", *BANDS], rows)


def _place_in_course(lesson: Lesson) -> tuple[int, str]:
    return BANDS.index(lesson.band), lesson.slug


def _sentences(course: Course, served: dict[str, list[Lesson]]) -> Iterator[str]:
    yield "## The statement, sentence by sentence\n"
    yield (
        "Its calls to institutions and citizens, and its help section, whole and in "
        "its own words."
    )
    yield "Lessons stand first, then other pages.\n"
    for part in read_sentences(course.root, []):
        yield f"### {part.title}\n"
        rows = (
            (sentence.text, ", ".join(places(course, served, sentence)))
            for sentence in part.sentences
        )
        yield from _table(["What the statement says", "Where it is served"], rows)


def places(
    course: Course, served: dict[str, list[Lesson]], sentence: Sentence
) -> Iterator[str]:
    """Yield links to the lessons and pages that serve a sentence."""
    lessons = dict.fromkeys(x for line in sentence.lines for x in served.get(line, ()))
    for lesson in sorted(lessons, key=_place_in_course):
        yield _link(lesson)
    for name in sentence.pages:
        page = course.pages.get(name)
        if page:
            yield f"[{page.title}](../{name}.md)"


def _statement(course: Course, served: dict[str, list[Lesson]]) -> Iterator[str]:
    yield "## Lines of the statement, and the lessons that serve them\n"
    rows = []
    for said in course.statement.values():
        lessons = ", ".join(map(_link, served[said.id]))
        pages = "[The statement and you](../book/statement.md)"
        rows.append([f"`{said.id}`", said.plain, lessons or pages])
    yield from _table(["Line", "In plain words", "Where the course serves it"], rows)


def _codes(course: Course) -> Iterator[str]:
    yield "## Curriculum codes, and the lessons that teach them\n"
    rows = []
    for framework in course.frameworks.values():
        for code in framework.codes:
            name = f"{framework.id}/{code.id}"
            found = [
                course.lessons[guide.id]
                for guide in course.guides.values()
                if name in guide.curriculum and guide.id in course.lessons
            ]
            if found:
                text = f"{code.code}: {code.wording}" if code.code else code.wording
                rows.append([framework.title, text, ", ".join(map(_link, found))])
    yield from _table(["Framework", "Code", "Lessons"], rows)
