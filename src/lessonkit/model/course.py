"""The whole course, as one value that every writer reads."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lessonkit.model.lesson import Lesson, Page, TeacherGuide
from lessonkit.model.quiz import Quiz
from lessonkit.model.reference import (
    Band,
    DisclosureCard,
    Fact,
    Framework,
    GlossaryTerm,
    Law,
    SignatoryGroup,
    StatementLine,
    Strand,
)
from lessonkit.model.story import Story


@dataclass(slots=True)
class Course:
    """Everything that was read from one source tree.

    Mappings are keyed by id; lessons, quizzes, stories, guides by ``band/slug``.

    :param root: the source tree, for reading illustrations.
    :param help: the help directory (``model.helpservice.HelpDirectory``).
    """

    root: Path
    bands: dict[str, Band] = field(default_factory=dict)
    strands: dict[str, Strand] = field(default_factory=dict)
    lessons: dict[str, Lesson] = field(default_factory=dict)
    quizzes: dict[str, Quiz] = field(default_factory=dict)
    stories: dict[str, Story] = field(default_factory=dict)
    guides: dict[str, TeacherGuide] = field(default_factory=dict)
    pages: dict[str, Page] = field(default_factory=dict)
    facts: dict[str, Fact] = field(default_factory=dict)
    laws: dict[str, Law] = field(default_factory=dict)
    glossary: dict[str, GlossaryTerm] = field(default_factory=dict)
    statement: dict[str, StatementLine] = field(default_factory=dict)
    signatories: tuple[SignatoryGroup, ...] = ()
    frameworks: dict[str, Framework] = field(default_factory=dict)
    disclosure: DisclosureCard = field(default_factory=DisclosureCard)
    help: Any = None
