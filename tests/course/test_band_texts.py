"""What the bands' pages say: complete, readable, and under the rules for words."""

from pathlib import Path

import pytest

from lessonkit.checks.passages import Passage, sentences
from lessonkit.checks.reading import MARGIN, Sentence, known_words, measure
from lessonkit.checks.words import check_words, read_word_rules
from lessonkit.model.lesson import BANDS
from lessonkit.model.problem import Place
from lessonkit.source.course import read_course

ROOT = Path(__file__).parents[2]
PLACE = Place("data/curriculum.yml")


@pytest.fixture(scope="module")
def read():
    """Return the course as it is read, without building it."""
    course, problems = read_course(ROOT)
    assert problems == []
    return course


def parts_of(texts):
    """Return the sentences of texts."""
    return [
        Sentence(PLACE, part, tuple(part.replace('"', " ").split()))
        for text in texts
        for _offset, part in sentences(text)
    ]


@pytest.mark.parametrize("band", BANDS)
def test_each_of_the_six_lessons_says_what_it_takes_up(read, band):
    six = {
        x.slug for x in read.lessons.values() if (x.band, x.kind) == (band, "lesson")
    }
    assert len(six) == 6
    assert set(read.bands[band].text.builds) == six


@pytest.mark.parametrize("band", BANDS)
def test_what_a_pupil_reads_alone_keeps_to_the_limits_of_the_band(read, band):
    text, limits = read.bands[band].text, read.bands[band]
    parts = parts_of([*text.alone, *text.too_much])
    found = measure(parts, known_words(read))
    assert found.grade <= limits.grade + MARGIN
    assert found.mean <= limits.mean_words + MARGIN
    assert max(len(part.words) for part in parts) <= limits.longest


@pytest.mark.parametrize("band", BANDS)
def test_no_word_rule_is_broken(read, band):
    text = read.bands[band].text
    rules = read_word_rules(ROOT, [])
    for where, texts in (
        ("lessons", [*text.alone, *text.too_much]),
        ("guides", [text.about, *text.prior, *text.builds.values()]),
    ):
        for sentence in texts:
            assert list(check_words(Passage(PLACE, sentence, where), rules)) == []
