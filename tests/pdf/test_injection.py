"""Hostile text in every field of an author, through every kind of PDF."""

import dataclasses
import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from docutils import nodes as dn
from tests.pdf.conftest import Built, pdf_text
from tests.pdf.test_escape import PAYLOADS

from lessonkit.model.quiz import Question
from lessonkit.sphinx.typst.books import Composer
from lessonkit.sphinx.typst.builder import book_parts
from lessonkit.sphinx.typst.compose import Bookshelf
from lessonkit.sphinx.typst.outputs import PaperOutput, paper_outputs
from lessonkit.sphinx.typst.press import Press
from lessonkit.sphinx.typst.words import template_words
from lessonkit.sphinx.virtual import all_virtual_pages

pytestmark = pytest.mark.pdf

#: What is chosen from a list or refers to something, and is checked when read.
IDS = {"id", "objective", "type", "goes_to", "help_need", "band", "slug", "path"}
IDS |= {"place", "kind", "strand", "vocabulary", "statement", "body", "curriculum"}
ATTRIBUTES = ("sender", "label", "alt", "caption")


def hostile(item: Any, payloads: Iterator[str]) -> Any:
    """Return a copy of a model object with a payload in each text."""
    if isinstance(item, str):
        return next(payloads)
    if isinstance(item, tuple):
        return tuple(hostile(part, payloads) for part in item)
    if not dataclasses.is_dataclass(item) or isinstance(item, type):
        return item
    return dataclasses.replace(
        item,
        **{
            field.name: hostile(getattr(item, field.name), payloads)
            for field in dataclasses.fields(item)
            if field.name not in IDS
        },
    )


def hostile_question(question: Question, payloads: Iterator[str]) -> Question:
    """Return a hostile question whose gaps are still there."""
    made: Question = hostile(question, payloads)
    gaps = " ".join(
        f"[[{n}]] {next(payloads)}" for n in range(1, len(question.gaps) + 1)
    )
    return dataclasses.replace(made, gap_text=gaps)


def hostile_tree(tree: dn.document, payloads: Iterator[str]) -> dn.document:
    """Return a copy of a doctree with a payload in each text and attribute."""
    copy = tree.deepcopy()
    for text in list(copy.findall(dn.Text)):
        text.parent.replace(text, dn.Text(next(payloads)))
    for element in copy.findall(dn.Element):
        for name in ATTRIBUTES:
            if element.get(name):
                element[name] = next(payloads)
    return copy


@pytest.fixture(scope="module")
def shelf(
    built: Built, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Composer, Press]:
    press = Press(tmp_path_factory.mktemp("hostile"), 0)
    press.set_up(template_words("Whose Picture?", "nobody"))
    payloads = itertools.cycle(PAYLOADS)
    course = dataclasses.replace(built.app.lessonkit_course)
    course.quizzes = {
        key: dataclasses.replace(
            hostile(quiz, payloads),
            questions=tuple(hostile_question(q, payloads) for q in quiz.questions),
        )
        for key, quiz in course.quizzes.items()
    }
    for name in ("lessons", "guides", "pages", "strands"):
        group = getattr(course, name)
        made = {key: hostile(entry, payloads) for key, entry in group.items()}
        if name == "pages":  # a page's name is a path, checked when it is read
            made = {
                key: dataclasses.replace(entry, docname=key)
                for key, entry in made.items()
            }
        setattr(course, name, made)
    trees = {
        name: hostile_tree(built.app.env.get_doctree(name), payloads)
        for name in sorted(built.app.env.found_docs)
    }
    trees |= {
        page.docname: hostile_tree(page.doctree, payloads)
        for page in all_virtual_pages(built.app, built.app.lessonkit_course)
    }
    parts = [
        dataclasses.replace(part, title=part.title and next(payloads))
        for part in book_parts(built.app)
    ]
    return Composer(
        Bookshelf(course, trees.get, press.picture, parts, "en", "#panic()")
    ), press


def kinds(built: Built) -> list[PaperOutput]:
    return paper_outputs(built.app.lessonkit_course)


def test_no_payload_in_any_field_runs_in_any_kind_of_pdf(
    built: Built, shelf: tuple[Composer, Press], tmp_path: Path
) -> None:
    composer, press = shelf
    seen = set()
    for output in kinds(built):
        source = composer.compose(output)
        assert source is not None, output.kind
        target = press.print(output.path, source, tmp_path / output.path)
        text = pdf_text(target)
        assert "HITHIT" not in text, output.kind
        seen |= {p for p in PAYLOADS if "".join(p.split()) in "".join(text.split())}
    assert len(seen) >= 40
