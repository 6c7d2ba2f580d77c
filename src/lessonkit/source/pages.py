"""Read lessons, teacher guides and the other pages into the model."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from lessonkit.model.lesson import (
    AUDIENCES,
    EXTRA_KINDS,
    GuideStep,
    LearningObjective,
    Lesson,
    Page,
    ParentLink,
    Slide,
    TeacherGuide,
)
from lessonkit.model.problem import Place, Problem
from lessonkit.source.bands import check_band
from lessonkit.source.frontmatter import MarkdownFile, read_markdown_file, read_review
from lessonkit.source.markdown import Block, parse_blocks, split_at_break, walk
from lessonkit.source.record import Record, check_unique

LESSON_KINDS = ("lesson", *EXTRA_KINDS, "easy-read")


def read_lesson(root: Path, path: str, problems: list[Problem]) -> Lesson | None:
    """Read ``lessons/<band>/<slug>.md``."""
    band = check_band(path, problems)
    file = read_markdown_file(root, path, problems)
    if file is None:
        return None
    record = file.record
    kind = record.choice("kind", LESSON_KINDS, required=False, default="lesson")
    title = record.text("title")
    in_strand = kind in {"lesson", "easy-read"}
    strand = record.text("strand", required=in_strand)
    minutes = record.integer("minutes", 1, 120)
    summary = record.text("summary")
    objectives = tuple(_objective(child) for child in record.children("objectives"))
    check_unique(
        [(o.id, record.place("objectives", n)) for n, o in enumerate(objectives)],
        "objective",
        problems,
    )
    vocabulary = record.texts("vocabulary")
    statement = record.texts("statement")
    parent = _parent(record, required=kind == "lesson")
    review = read_review(record)
    record.finish()
    return Lesson(
        band,
        PurePosixPath(path).stem,
        kind,  # type: ignore[arg-type]
        title,
        strand,
        minutes,
        summary,
        objectives,
        vocabulary,
        statement,
        parent,
        review,
        path,
        file.body,
        file.body_line,
    )


def _objective(record: Record) -> LearningObjective:
    objective = LearningObjective(record.identifier(), record.text("text"))
    record.finish()
    return objective


def _parent(record: Record, *, required: bool) -> ParentLink | None:
    child = record.child("parent", required=required)
    if child is None:
        return None
    link = ParentLink(
        child.texts("taught", required=True),
        child.texts("words", required=True),
        child.texts("not_shown", required=True),
        child.texts("at_home", required=True),
    )
    child.finish()
    return link


def read_guide(root: Path, path: str, problems: list[Problem]) -> TeacherGuide | None:
    """Read ``teacher-guides/<band>/<slug>.md`` with its slides and timed steps."""
    band = check_band(path, problems)
    file = read_markdown_file(root, path, problems)
    if file is None:
        return None
    record = file.record
    title = record.text("title")
    materials = record.texts("materials")
    curriculum = record.texts("curriculum")
    review = read_review(record)
    record.finish()
    slides, steps = _session(file, problems)
    return TeacherGuide(
        band,
        PurePosixPath(path).stem,
        title,
        materials,
        curriculum,
        slides,
        steps,
        review,
        path,
        file.body,
        file.body_line,
    )


def _session(
    file: MarkdownFile, problems: list[Problem]
) -> tuple[tuple[Slide, ...], tuple[GuideStep, ...]]:
    """Read the slides and the timed steps of a guide, or of a session for staff."""
    slides: list[Slide] = []
    steps: list[GuideStep] = []
    for block in walk(parse_blocks(file.body, file.body_line)):
        if block.kind != "directive":
            continue
        if block.name == "slide":
            slides.append(_slide(block))
        elif block.name == "step":
            steps.append(_step(block, file, problems))
    return tuple(slides), tuple(steps)


def _slide(block: Block) -> Slide:
    text, notes = split_at_break(block)
    return Slide(
        block.argument,
        text.strip(),
        notes.strip(),
        block.options.get("illustration", ""),
        block.options.get("alt", ""),
        block.line,
    )


def _step(block: Block, file: MarkdownFile, problems: list[Problem]) -> GuideStep:
    text = block.options.get("minutes", "")
    if not text.isdigit() or not 1 <= int(text) <= 60:
        problems.append(
            Problem(
                Place(file.path, block.option_lines.get("minutes", block.line)),
                "guide-minutes",
                f'the step "{block.argument}" has no minutes.',
                'Add a line ":minutes: 10" under its first line.',
            )
        )
        return GuideStep(block.argument, 0, block.line)
    return GuideStep(block.argument, int(text), block.line)


def read_page(root: Path, path: str, problems: list[Problem]) -> Page | None:
    """Read a page of ``book/``."""
    file = read_markdown_file(root, path, problems)
    if file is None:
        return None
    record = file.record
    slides, steps = _session(file, problems)
    page = Page(
        path.removesuffix(".md"),
        record.text("title"),
        record.choice("audience", AUDIENCES, default="everyone"),
        record.text("summary"),
        read_review(record),
        path,
        file.body,
        file.body_line,
        record.integer("minutes", 1, 120, required=False),
        slides,
        steps,
    )
    record.finish()
    return page
