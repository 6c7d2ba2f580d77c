"""Pages that are drawn from data: nothing is missing, nothing is in a wrong place."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

from lessonkit.model.course import Course
from lessonkit.sphinx.tables import linked
from lessonkit.sphinx.tables_reference import law_cell
from lessonkit.sphinx.typst.outputs import LETTER_HOME

#: 20 minutes at 220 words a minute.
FAMILY_GUIDE_WORDS = 4_400


@pytest.fixture(scope="module")
def page(built):
    """Return a function that reads a page of an edition, without its marks-up."""

    def read(name: str, edition: Path | None = None) -> str:
        html = ((edition or built.html) / f"{name}.html").read_text("utf-8")
        return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())

    return read


def ids(built, name: str) -> set[str]:
    """Return the anchors of a page."""
    return set(re.findall(r'\bid="([^"]+)"', (built.html / f"{name}.html").read_text()))


def staff_only(course: Course) -> set[str]:
    """Return the ids of facts that are for staff alone."""
    return {x.id for x in course.facts.values() if x.suitable_for == ("teacher",)}


def test_every_word_of_the_glossary_has_its_anchor(built, course):
    assert {f"term-{name}" for name in course.glossary} <= ids(built, "book/glossary")


def test_every_law_and_every_line_of_the_statement_is_shown(built, course):
    assert {f"law-{name}" for name in course.laws} <= ids(built, "book/law")
    assert {f"line-{name}" for name in course.statement} <= ids(built, "book/statement")


def test_a_fact_for_staff_alone_stands_on_no_page_for_everyone(built, course):
    shown = ids(built, "book/facts")
    hidden = {f"fact-{name}" for name in staff_only(course)}
    assert hidden
    assert not hidden & shown
    assert {f"fact-{name}" for name in course.facts} - hidden <= shown


def test_the_short_form_of_a_staff_fact_is_not_told_beside_another(page, course):
    text = page("book/facts")
    assert [x for x in staff_only(course) if course.facts[x].short in text] == []


def test_facts_for_staff_are_on_the_staff_page_and_not_in_the_pupils_edition(
    built, course
):
    name = "book/school-handbook/facts-for-staff"
    assert {f"fact-{x}" for x in staff_only(course)} <= ids(built, name)
    assert not (built.learner / f"{name}.html").exists()


def test_a_law_that_was_not_verified_says_so(page, course):
    unverified = sum(not law.verified for law in course.laws.values())
    assert page("book/law").count("Not verified.") == unverified


def test_a_cell_of_the_law_table_shows_the_strongest_status_with_its_star(course):
    laws = [law for law in course.laws.values() if law.country == "GB"]
    assert law_cell(laws, "sharing") == "in force"
    assert law_cell(laws, "tools") == "passed*"
    assert law_cell([], "tools") == ""


def test_everyone_who_signed_is_named(page, course):
    names = [name for group in course.signatories for name in group.names]
    assert len(names) == 107
    text = page("book/statement")
    assert [name for name in names if " ".join(name.split()) not in text] == []


def test_an_address_in_a_note_becomes_a_link_that_shows_the_site():
    nodes = list(linked("Seen at https://www.example.org/a/b. More (https://x.org/c)."))
    assert "".join(x.astext() for x in nodes) == "Seen at example.org. More (x.org)."
    assert nodes[1]["refuri"] == "https://www.example.org/a/b"
    assert nodes[3]["refuri"] == "https://x.org/c"


def test_the_family_guide_is_read_in_twenty_minutes(course):
    words = 0
    for page in course.pages.values():
        if page.docname == LETTER_HOME:  # for schools to send
            continue
        if page.docname.startswith("book/family-guide/"):
            prose = re.sub(r"\{[a-z-]+\}|`[a-z]+_?[a-z]*-\d+`|:[a-z]+:", " ", page.body)
            words += len(re.findall(r"[^\W\d_][\w’'-]*", prose))
    assert 3_000 < words <= FAMILY_GUIDE_WORDS
