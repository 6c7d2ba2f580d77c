"""A channel for Kolibri, to import from a folder or a memory stick without internet.

For each lesson there are its page (the text, and every question of the quiz with the
story), the quiz as an exercise that Kolibri marks, and the PDFs. What is meant for
teachers is coach content, which Kolibri hides from learners.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lessonkit.export import LEARNER, PDF, built_beside, exporter
from lessonkit.export.archive import archive_bytes, write_archive
from lessonkit.export.kolibri_database import (
    Node,
    StoredFile,
    channel_database,
    known_id,
)
from lessonkit.export.lesson_app import COURSE, LANGUAGE, lesson_app
from lessonkit.export.perseus import LEFT_OUT, exercise_files
from lessonkit.export.xmltext import xml_plain
from lessonkit.model.course import Course
from lessonkit.model.lesson import BANDS
from lessonkit.model.quiz import Quiz
from lessonkit.sphinx.i18n import _
from lessonkit.sphinx.site import lessons_of
from lessonkit.sphinx.typst.outputs import PaperOutput, paper_outputs
from lessonkit.sphinx.typst.words import band_label

CHANNEL = known_id("channel")
#: What Kolibri looks for on a stick; ``importchannel disk`` takes this folder.
FOLDER = "KOLIBRI_DATA"
PACKAGE = "kolibri-channel.zip"
#: How many of an exercise's questions are enough, so that nobody gets stuck.
ENOUGH = 0.7
#: PDFs that would only repeat others.
_LEFT_OUT = ("book", "slide-deck")


class _Papers:
    """The PDFs that were printed, by what they belong to."""

    def __init__(self, course: Course, folder: Path) -> None:
        self.folder = folder
        self.papers = [
            paper
            for paper in paper_outputs(course)
            if paper.kind not in _LEFT_OUT and (folder / paper.path).is_file()
        ]

    def nodes(self, subject: str, title: str = "") -> Iterator[Node]:
        """Yield a document for each PDF of a lesson, a band or, with ``""``, of all.

        :param title: what each document's title begins with.
        """
        for paper in self.papers:
            if paper.subject == subject:
                yield self.document(paper, title)

    def document(self, paper: PaperOutput, title: str) -> Node:
        """Return a PDF as a document."""
        return Node(
            f"pdf/{paper.path}",
            "document",
            _titled(title, str(paper.label)),
            coach=paper.teacher_only,
            file=StoredFile((self.folder / paper.path).read_bytes(), "pdf"),
        )


def _titled(title: str, what: str) -> str:
    """Return a title that says enough in a search's list of results."""
    return f"{title}: {what}" if title else what


def lesson_page(
    course: Course, known: str, title: str, learner: Path | None
) -> Iterator[Node]:
    """Yield the lesson's page, if there is a text or a quiz to show."""
    quiz = course.quizzes.get(known)
    text = learner is not None and (learner / f"lessons/{known}.html").is_file()
    if not (quiz or text):
        return
    what, told = _("lesson"), _("To read, and to talk about in class.")
    if quiz:
        what = _("lesson and quiz") if text else _("quiz with the story")
        told = _("The quiz says at once what is right and why.")
    files = lesson_app(course, known, quiz, learner)
    yield Node(
        f"app/{known}",
        "html5",
        _titled(title, str(what)),
        str(told),
        file=StoredFile(archive_bytes(files), "zip"),
    )


def exercise(quiz: Quiz, title: str) -> Node:
    """Return the quiz as an exercise, without what Perseus cannot say."""
    names = {
        question.id: known_id(f"item/{quiz.id}/{question.id}")
        for question in quiz.questions
        if question.type not in LEFT_OUT
    }
    enough = max(1, math.floor(len(names) * ENOUGH))
    mastery = {"type": "m_of_n", "m": enough, "n": len(names)}
    data = archive_bytes(exercise_files(quiz, names, mastery))
    return Node(
        f"exercise/{quiz.id}",
        "exercise",
        _titled(title, str(_("exercise"))),
        str(
            _("The questions of the quiz without the story. A hint tells the reasons.")
        ),
        file=StoredFile(data, "perseus"),
        items=tuple(names.values()),
        mastery=mastery,
    )


@dataclass(frozen=True, slots=True)
class _Tree:
    """Puts the channel's topics together."""

    course: Course
    papers: _Papers
    learner: Path | None

    def lesson(self, known: str) -> Node:
        course = self.course
        lesson, quiz = course.lessons.get(known), course.quizzes.get(known)
        title = lesson.title if lesson else xml_plain(quiz.title if quiz else known)
        node = Node(f"lesson/{known}", "topic", title, lesson.summary if lesson else "")
        node.children += lesson_page(course, known, title, self.learner)
        if quiz:
            node.children.append(exercise(quiz, title))
        node.children += self.papers.nodes(known, title)
        return node

    def band(self, band: str) -> Node:
        node = Node(f"band/{band}", "topic", band_label(band))
        lessons = [lesson.id for lesson in lessons_of(self.course, band)]
        for known in dict.fromkeys([*lessons, *self.course.quizzes]):
            if known.startswith(f"{band}/"):
                node.children.append(self.lesson(known))
        node.children += self.papers.nodes(band)
        return node


def channel_tree(course: Course, pdf: Path, learner: Path | None = None) -> Node:
    """Return everything of the channel, topics that hold something only.

    :param pdf: where the PDFs were printed.
    :param learner: where the learner edition was built.
    """
    tree = _Tree(course, _Papers(course, pdf), learner)
    everyone = Node("everyone", "topic", str(_("For families and schools")))
    everyone.children += tree.papers.nodes("")
    bands = [tree.band(band) for band in BANDS]
    root = Node("root", "topic", COURSE, children=[*bands, everyone])
    for node in list(root.walk()):
        node.children = [
            child
            for child in node.children
            if any(below.file for below in child.walk())
        ]
    return root


def channel_files(
    course: Course, pdf: Path, learner: Path | None = None
) -> dict[str, bytes]:
    """Return the channel's folder by name; see :func:`channel_tree`."""
    root = channel_tree(course, pdf, learner)
    description = str(
        _("Lessons for ages 8 to 18 on fake pictures, consent and getting help.")
    )
    database = channel_database(CHANNEL, root, description, (LANGUAGE, "English"))
    content = f"{FOLDER}/content"
    files = {f"{content}/databases/{CHANNEL}.sqlite3": database}
    for node in root.walk():
        if node.file:
            files[f"{content}/storage/{node.file.path}"] = node.file.data
    return files


@exporter("kolibri")
def export_kolibri(course: Course, out: Path) -> list[Path]:
    """Write the channel, as a folder to unpack onto a stick or a server."""
    files = channel_files(course, built_beside(out, PDF), built_beside(out, LEARNER))
    return [write_archive(out / PACKAGE, files)]
