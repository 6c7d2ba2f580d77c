"""The page of facts can be searched by word, topic and audience."""

from __future__ import annotations

import pytest
from tests.browser.conftest import open_page  # noqa: F401

pytestmark = pytest.mark.browser
SHOWN = "main [id^=fact-]:visible"


@pytest.fixture
def page(built, open_page):  # noqa: F811
    """Return the page of facts, opened from its folder."""
    return open_page((built.html / "book/facts.html").as_uri())


def test_a_word_and_an_audience_leave_the_facts_that_fit(page, course):
    every = page.locator(SHOWN).count()
    page.get_by_label("Words, a country, a year").fill("survey 2025")
    page.get_by_label("May be shown to").select_option(label="pupils from 14")
    found = page.locator(SHOWN)
    assert 0 < found.count() < every
    for fact in found.all():
        words = fact.text_content().lower()
        assert "survey" in words
        assert "2025" in words
        name = fact.get_attribute("id").removeprefix("fact-")
        assert "14+" in course.facts[name].suitable_for
    said = page.locator("[data-facts] [role=status]").text_content()
    assert said == f"{found.count()} of {every} facts"


def test_a_topic_without_a_fact_that_fits_is_not_shown(page):
    page.get_by_label("Words, a country, a year").fill("zzzz")
    assert page.locator(SHOWN).count() == 0
    assert page.locator("main h2:visible", has_text="Fake nude pictures").count() == 0
    said = page.locator("[data-facts] [role=status]")
    assert said.text_content() == "No fact fits. Try another word, or show all."
    page.get_by_role("button", name="Show all").click()
    assert page.locator(SHOWN).count() > 50


def test_a_link_to_one_fact_finds_it_whatever_was_asked(page):
    page.get_by_label("Words, a country, a year").fill("zzzz")
    page.evaluate("location.hash = 'fact-nudify-02'")
    page.locator("#fact-nudify-02").wait_for(state="visible")
    assert page.get_by_label("Words, a country, a year").input_value() == ""


def test_without_javascript_every_fact_is_there_and_no_box(built, open_page):  # noqa: F811
    page = open_page(
        (built.html / "book/facts.html").as_uri(), java_script_enabled=False
    )
    assert page.locator(SHOWN).count() > 50
    assert page.locator("[data-facts]:visible").count() == 0
