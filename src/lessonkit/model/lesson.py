"""Lessons, teacher guides and the other pages, as their front matter says."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Literal

BANDS = ("8-10", "11-13", "14-16", "16-18")
LessonKind = Literal["lesson", "one-hour", "assembly", "starter", "story", "easy-read"]
EXTRA_KINDS = ("one-hour", "assembly", "starter", "story")
#: An easy-read edition has its lesson's slug and this.
EASY_READ = "-easy-read"
AUDIENCES = ("pupils", "teachers", "parents", "everyone")


@dataclass(frozen=True, slots=True)
class Review:
    """What a page says about its own age and review.

    :param by: the reviewer's role, or ``""`` when nobody with safeguarding
        training has reviewed the page; the page then says so.
    """

    version: str
    last: datetime.date
    months: int
    by: str = ""

    @property
    def due(self) -> datetime.date:
        """The day of the next review: ``months`` after the last one."""
        month = self.last.month - 1 + self.months
        year, month = self.last.year + month // 12, month % 12 + 1
        for day in range(self.last.day, 27, -1):
            try:
                return datetime.date(year, month, day)
            except ValueError:
                continue
        return datetime.date(year, month, min(self.last.day, 28))


@dataclass(frozen=True, slots=True)
class LearningObjective:
    """What a pupil can do afterwards: ``You can <verb> ...``."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class ParentLink:
    """What the page for parents of one lesson says.

    :param taught: short sentences on what is taught.
    :param words: the words that are used.
    :param not_shown: what pupils are not shown.
    :param at_home: ways to talk about it at home.
    """

    taught: tuple[str, ...]
    words: tuple[str, ...]
    not_shown: tuple[str, ...]
    at_home: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lesson:
    """One lesson page, or one of the other kinds of page that a band has.

    :param band: age band, such as ``"11-13"``.
    :param strand: strand id of ``data/curriculum.yml``; ``""`` for extras.
    :param minutes: length of the lesson in class.
    :param statement: ids of the statement's lines that it serves.
    :param body_line: line of the file on which the text after the front matter begins.
    """

    band: str
    slug: str
    kind: LessonKind
    title: str
    strand: str
    minutes: int
    summary: str
    objectives: tuple[LearningObjective, ...]
    vocabulary: tuple[str, ...]
    statement: tuple[str, ...]
    parent: ParentLink | None
    review: Review
    path: str
    body: str
    body_line: int

    @property
    def id(self) -> str:
        """``band/slug``, unique over the course."""
        return f"{self.band}/{self.slug}"

    @property
    def docname(self) -> str:
        """The page's name in the book."""
        return f"lessons/{self.id}"


@dataclass(frozen=True, slots=True)
class Slide:
    """One slide of a lesson, written in the teacher guide.

    :param text: the slide's own Markdown (paragraphs and one level of bullets).
    :param notes: the speaker notes, Markdown.
    :param illustration: name of a file in ``book/illustrations`` or ``""``.
    :param line: line in the guide's file.
    """

    title: str
    text: str
    notes: str
    illustration: str
    alt: str
    line: int


@dataclass(frozen=True, slots=True)
class GuideStep:
    """One timed step of "Running the lesson"."""

    title: str
    minutes: int
    line: int


@dataclass(frozen=True, slots=True)
class TeacherGuide:
    """The teacher guide of a lesson.

    :param curriculum: codes as ``framework/code``, each in ``data/frameworks``.
    """

    band: str
    slug: str
    title: str
    materials: tuple[str, ...]
    curriculum: tuple[str, ...]
    slides: tuple[Slide, ...]
    steps: tuple[GuideStep, ...]
    review: Review
    path: str
    body: str
    body_line: int

    @property
    def id(self) -> str:
        """``band/slug`` of the lesson."""
        return f"{self.band}/{self.slug}"

    @property
    def docname(self) -> str:
        """The page's name in the book."""
        return f"teacher-guides/{self.id}"


@dataclass(frozen=True, slots=True)
class Page:
    """A page that is not a lesson: family guide, handbook, law, about...

    :param minutes: length of a session for staff, whose steps are timed; else 0.
    """

    docname: str
    title: str
    audience: str
    summary: str
    review: Review
    path: str
    body: str
    body_line: int
    minutes: int = 0
    slides: tuple[Slide, ...] = ()
    steps: tuple[GuideStep, ...] = ()

    @property
    def name(self) -> str:
        """The page's name below ``book/``, for the files that are made of it."""
        return self.docname.removeprefix("book/")
