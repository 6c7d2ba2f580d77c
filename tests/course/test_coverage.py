"""docs/coverage.md says what the course covers, and stays true."""

from __future__ import annotations

import dataclasses
import re

from tests.conftest import ROOT

from lessonkit.checks.coverage import PATH, coverage
from lessonkit.source.sentences import SENTENCES, read_sentences

#: How the parts of the statement begin and end of which every sentence is answered.
ENDS = {
    "We also call on institutions, companies, and citizens": "clear transparency.",
    "Recognize the harm.": "It takes a village to safely raise a child.",
    "If you've been affected by a nudifying app": "the support you need.",
}


def test_the_page_is_what_the_course_says(course):
    written = (ROOT / PATH).read_text("utf-8")
    assert written == coverage(course), "run: lessonkit coverage"


def test_a_lesson_that_is_taken_away_leaves_the_page(course):
    lesson = next(iter(course.lessons.values()))
    rest = {k: v for k, v in course.lessons.items() if k != lesson.id}
    less = coverage(dataclasses.replace(course, lessons=rest))
    assert f"../{lesson.path}" in coverage(course)
    assert f"../{lesson.path}" not in less


def test_every_call_to_citizens_and_every_help_line_is_served(course):
    wanted = [x for x in course.statement if x.startswith(("citizens-", "help-"))]
    served = {line for x in course.lessons.values() for line in x.statement}
    assert len(wanted) > 6
    assert [line for line in wanted if line not in served] == []


def test_no_code_is_claimed_that_no_framework_file_has(course):
    known = {f"{f.id}/{c.id}" for f in course.frameworks.values() for c in f.codes}
    claimed = {code for guide in course.guides.values() for code in guide.curriculum}
    assert claimed
    assert claimed <= known


def test_every_sentence_of_the_calls_and_of_the_help_section_is_served(course):
    problems = []
    parts = read_sentences(ROOT, problems)
    assert problems == []
    sentences = [sentence for part in parts for sentence in part.sentences]
    assert len(sentences) == 25
    toc = (ROOT / "_toc.yml").read_text("utf-8")
    served = {line for x in course.lessons.values() for line in x.statement}
    for sentence in sentences:
        assert set(sentence.lines) <= set(course.statement), sentence.text
        assert served & set(sentence.lines) or sentence.pages, sentence.text
        for name in sentence.pages:
            assert name in course.pages, name
            assert re.search(rf"(file|root): {name}$", toc, re.MULTILINE), name


def test_each_sentence_and_each_of_its_links_stands_in_the_page(course):
    rows = (ROOT / PATH).read_text("utf-8").splitlines()
    for part in read_sentences(ROOT, []):
        for sentence in part.sentences:
            row = next(row for row in rows if row.startswith(f"| {sentence.text}"))
            links = re.findall(r"\]\(\.\./([^)]+)\)", row)
            assert links, sentence.text
            assert all((ROOT / link).is_file() for link in links), row


def test_the_sentences_are_the_statements_own_whole_and_in_order(course):
    said = [x.text for part in read_sentences(ROOT, []) for x in part.sentences]
    for begin, end in ENDS.items():
        assert any(text.startswith(begin) for text in said)
        assert any(text.endswith(end) for text in said)
    # What data/statement.yml quotes of these parts is in the sentences, in one order.
    text = " ".join(said)
    parts = {"commitments", "citizens", "help"}
    quotes = [x.quote for x in course.statement.values() if x.part in parts]
    assert [quote for quote in quotes if " ".join(quote.split()) not in text] == []
    found = [text.index(" ".join(quote.split())) for quote in quotes]
    assert found == sorted(found)


def test_a_sentence_that_nothing_serves_is_seen(tmp_path, course):
    copy = tmp_path / SENTENCES
    copy.parent.mkdir()
    copy.write_text(
        'source: "x"\nparts:\n  - title: "t"\n    sentences:\n'
        '      - {text: "Nobody does this.", lines: [no-such-line]}\n'
    )
    alone = dataclasses.replace(course, root=tmp_path)
    assert "| Nobody does this. |  |" in coverage(alone)
