"""The reading level, against texts whose level was worked out by hand."""

import pytest

from lessonkit.checks.passages import Passage, SourceText
from lessonkit.checks.reading import (
    Limits,
    check_reading,
    measure,
    read_sentences,
    syllables,
)
from lessonkit.model.problem import Place

EASY = Limits(4, 10, 18, 25)
HARD_SENTENCE = (
    "The subsequent consideration of international regulatory instruments "
    "demonstrates considerable administrative complexity. "
)


def text_of(*paragraphs: str) -> SourceText:
    passages = [
        Passage(Place("a.md", n), text, "lessons", lines=(text,), prose=True)
        for n, text in enumerate(paragraphs, 1)
    ]
    return SourceText("a.md", "lessons", passages)


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("cat", 1),
        ("picture", 2),
        ("computer", 3),
        ("self-harm", 2),
        ("understanding", 4),
    ],
)
def test_syllables_are_those_that_pyphen_finds(word: str, count: int) -> None:
    assert syllables(word) == count


def test_the_grade_is_that_of_the_formula() -> None:
    parts = list(read_sentences(text_of("The cat sat. The dog ran to the cat.")))
    found = measure(parts, frozenset())
    assert found.words == 9
    assert found.mean == 4.5
    assert found.grade == pytest.approx(0.39 * 4.5 + 11.8 * 1 - 15.59)
    assert found.lix == 4.5


def test_words_of_the_glossary_weigh_nothing() -> None:
    parts = list(read_sentences(text_of("The safeguarding lead can help you now.")))
    assert (
        measure(parts, frozenset({"safeguarding"})).grade
        < measure(parts, frozenset()).grade
    )


def test_a_hard_text_names_its_three_hardest_sentences() -> None:
    text = text_of("It is fine. " * 20, HARD_SENTENCE * 9)
    codes = {p.code: p for p in check_reading(text, EASY, frozenset())}
    assert "reading-grade" in codes
    assert codes["reading-grade"].hint.count("line 2: The subsequent") == 3


def test_a_text_of_less_than_a_hundred_words_is_not_measured() -> None:
    text = text_of(HARD_SENTENCE * 8)
    assert len([w for s in read_sentences(text) for w in s.words]) < 100
    assert list(check_reading(text, EASY, frozenset())) == []


def test_other_languages_are_measured_by_lix() -> None:
    text = text_of(HARD_SENTENCE * 12)
    (problem,) = [
        p
        for p in check_reading(text, EASY, frozenset(), "de")
        if p.code == "reading-grade"
    ]
    assert "LIX" in problem.message


def test_half_a_grade_is_left_as_a_margin() -> None:
    text = text_of("The cat sat on the mat and the dog ran to it. " * 12)
    grade = measure(read_sentences(text), frozenset()).grade
    near, far = Limits(grade - 0.4, 99, 99, 99), Limits(grade - 0.6, 99, 99, 99)
    assert list(check_reading(text, near, frozenset())) == []
    assert [p.code for p in check_reading(text, far, frozenset())] == ["reading-grade"]


def test_notes_parted_by_dots_are_a_list_and_no_long_sentence() -> None:
    notes = " · ".join(["1 sick at each buzz"] * 9)
    assert list(check_reading(text_of(notes), EASY, frozenset())) == []
