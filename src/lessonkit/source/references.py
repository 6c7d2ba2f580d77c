"""Check that every id that is cited exists."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from lessonkit.model.course import Course
from lessonkit.model.lesson import Lesson, Page, TeacherGuide
from lessonkit.model.policy import BLANKS
from lessonkit.model.problem import Place, Problem
from lessonkit.source.frontmatter import read_markdown_file
from lessonkit.source.markdown import Block, parse_blocks, walk
from lessonkit.source.reference import unknown_id

#: role -> (what it cites, name of the course's mapping)
ROLES = {
    "fact": ("fact", "facts"),
    "cite": ("fact", "facts"),
    "term": ("term", "glossary"),
    "law": ("law", "laws"),
    "line": ("line", "statement"),
    "service": ("service", "help"),
    "blank": ("blank", "blanks"),
}


#: front-matter field -> what it cites
_CITES = {"vocabulary": "term", "statement": "line", "strand": "strand"}


def role_id(content: str) -> str:
    """Return the id of a role's content: ``id`` or ``text <id>``."""
    content = content.strip()
    if content.endswith(">") and "<" in content:
        return content[content.rindex("<") + 1 : -1].strip()
    return content


def cited_ids(block: Block) -> Iterable[tuple[str, str]]:
    """Yield (role, id) for each role in a block's inline text."""
    for child in (block.inline.children or []) if block.inline else []:
        if child.type == "myst_role":
            yield child.meta["name"], role_id(child.content)


def check_references(course: Course, problems: list[Problem]) -> None:
    """Report ids that lead nowhere: ``fact-unknown``, ``term-unknown``..."""
    known = {name: _ids(course, attribute) for name, (_, attribute) in ROLES.items()}
    pages: list[Lesson | TeacherGuide | Page] = [
        *course.lessons.values(),
        *course.guides.values(),
        *course.pages.values(),
    ]
    for page in pages:
        _check_roles(page, known, problems)
    for lesson in course.lessons.values():
        pairs: tuple[tuple[str, Iterable[str], Collection[str]], ...] = (
            ("vocabulary", lesson.vocabulary, course.glossary),
            ("statement", lesson.statement, course.statement),
            ("strand", [lesson.strand] if lesson.strand else [], course.strands),
        )
        for key, names, ids in pairs:
            for name in names:
                if ids and name not in ids:
                    place = _field_place(course, lesson.path, key, name)
                    problems.append(unknown_id(place, _CITES[key], name, ids))
    for guide in course.guides.values():
        codes = {
            f"{framework.id}/{code.id}"
            for framework in course.frameworks.values()
            for code in framework.codes
        }
        for name in guide.curriculum:
            if name not in codes:
                place = _field_place(course, guide.path, "curriculum", name)
                problems.append(unknown_id(place, "code", name, codes))
    _check_quizzes(course, problems)


def _field_place(course: Course, path: str, key: str, name: str) -> Place:
    """Find where a front matter names an id; only read again when it is wrong."""
    file = read_markdown_file(course.root, path, [])
    if file is None:
        return Place(path)
    value = file.record.value.get(key)
    if isinstance(value, list) and name in value:
        return file.record.place(key, value.index(name))
    return file.record.place(key)


def _ids(course: Course, attribute: str) -> Collection[str]:
    if attribute == "help":
        return {service.id for service in course.help.services()}
    if attribute == "blanks":
        return BLANKS
    ids: Collection[str] = getattr(course, attribute)
    return ids


def _check_roles(
    page: Lesson | TeacherGuide | Page,
    known: dict[str, Collection[str]],
    problems: list[Problem],
) -> None:
    for block in walk(parse_blocks(page.body, page.body_line)):
        for role, name in cited_ids(block):
            place = Place(page.path, block.line, block.column)
            if role not in ROLES:
                problems.append(
                    Problem(
                        place,
                        "role-unknown",
                        f'there is no role "{role}".',
                        f"Roles: {', '.join(ROLES)}.",
                    )
                )
            elif name not in known[role]:
                problems.append(unknown_id(place, ROLES[role][0], name, known[role]))
        if block.kind == "directive" and block.name == "fact-chart":
            for name in block.argument.split():
                if name not in known["fact"]:
                    place = Place(page.path, block.line)
                    problems.append(unknown_id(place, "fact", name, known["fact"]))


def _check_quizzes(course: Course, problems: list[Problem]) -> None:
    for quiz in course.quizzes.values():
        lesson = course.lessons.get(quiz.id)
        if lesson is None:
            # A lesson that is there but cannot be read has its own message.
            if (course.root / "lessons" / f"{quiz.id}.md").exists():
                continue
            problems.append(
                Problem(
                    Place(quiz.path),
                    "quiz-without-lesson",
                    f"there is no lesson {quiz.id}.",
                    "Give the quiz the same folder and name as its lesson.",
                )
            )
            continue
        objectives = {objective.id for objective in lesson.objectives}
        for question in quiz.questions:
            if question.objective and question.objective not in objectives:
                problems.append(
                    unknown_id(
                        question.place, "objective", question.objective, objectives
                    )
                )
