"""The built help pages: every country, emergency first, nothing that is unsure."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pikepdf
import pytest

from lessonkit.model.helpservice import HelpService
from lessonkit.source.places import alphabetical

COUNTRIES = "book/get-help/countries"
NONE_KNOWN = "No emergency number is known to us"


def read(file: Path) -> str:
    """Return a page's words."""
    html = file.read_text("utf-8")
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def main_of(file: Path) -> str:
    """Return the HTML of a page between its frame."""
    return file.read_text("utf-8").partition("<main")[2].partition("</main>")[0]


@pytest.fixture(scope="module", params=["html", "learner"])
def countries(request, built) -> Path:
    return getattr(built, request.param) / COUNTRIES


def test_every_country_and_territory_has_a_page_with_the_four_finders(
    countries, course
):
    finders = course.help.finders
    assert len(finders) == 4
    assert len(course.help.countries) >= 249
    for code in course.help.countries:
        page = main_of(countries / f"{code}.html")
        missing = [f.id for f in finders if f'href="{f.url}"' not in page]
        assert missing == [], code


def test_every_page_has_an_emergency_number_or_says_that_none_is_known(
    countries, course
):
    for code, country in course.help.countries.items():
        page = main_of(countries / f"{code}.html")
        danger = page.partition('class="danger')[2]
        shown = {p.tel for s in country.emergency for p in s.phone}
        shown |= set(country.other_emergency)
        assert all(f'href="tel:{number}"' in danger for number in shown), code
        assert (NONE_KNOWN in page) == (not country.emergency and not shown), code


def test_the_police_stands_before_everything_else_on_a_page(countries, course):
    for code, country in course.help.countries.items():
        page = main_of(countries / f"{code}.html")
        first = re.search(r'class="service" id="([^"]+)"', page)
        if country.emergency:
            assert first and first[1] == country.emergency[0].id


def test_every_entry_says_where_and_when_it_was_seen_and_that_nobody_checked_it(
    countries, course
):
    for code, country in course.help.countries.items():
        page = main_of(countries / f"{code}.html")
        for service in country.printable:
            entry = page.partition(f'id="{service.id}"')[2].partition("</section>")[0]
            words = " ".join(unescape(re.sub(r"<[^>]+>", "", entry)).split())
            assert "Seen in" in words, service.id
            assert re.search(r" on [^.]*\d{4}", words), service.id
            assert "Not yet checked on its own page" in words, service.id
            marked = "Not fully sure." in words
            assert marked == (service.confidence == "medium"), service.id
            assert "data-stale-after=" in entry, service.id


def test_the_list_of_countries_is_in_the_order_of_the_alphabet(countries):
    page = main_of(countries / "index.html")
    lists = "".join(re.findall(r'<ul class="countries.*?</ul>', page, re.DOTALL))
    names = [unescape(x) for x in re.findall(r">([^<>\n]+)</a>", lists)]
    assert len(names) >= 249
    assert names == sorted(names, key=alphabetical)
    assert names.index("Åland Islands") < names.index("Albania")


def secrets(service: HelpService) -> set[str]:
    """Return what would give a service away in a text: its longer numbers, its id."""
    numbers = {phone.text for phone in (*service.phone, *service.sms)}
    return {n for n in numbers if len(re.sub(r"\D", "", n)) > 4} | {service.id}


def test_no_entry_of_low_confidence_stands_in_anything_that_was_built(built, course):
    services = list(course.help.services())
    shown = {text for s in services if s.printable for text in secrets(s)}
    low = {text for s in services if not s.printable for text in secrets(s)} - shown
    assert len(low) > 50
    pattern = re.compile("|".join(rf"(?<!\w){re.escape(x)}(?!\w)" for x in low))
    found = []
    for file in built.out.rglob("*"):
        if file.suffix in {".html", ".js", ".json", ".xml", ".ipynb", ".txt"}:
            found += [(file.name, x) for x in pattern.findall(file.read_text("utf-8"))]
    assert found == []


def test_a_low_entry_is_on_no_page_of_its_country(countries, course):
    for service in course.help.services():
        if not service.printable and service.country in course.help.countries:
            page = main_of(countries / f"{service.country}.html")
            assert f'id="{service.id}"' not in page


def test_a_country_with_something_to_print_has_a_card_and_a_poster(built, course):
    cards = {file.name for file in (built.pdf / "help").glob("*.pdf")}
    assert {"PL-card.pdf", "PL-poster.pdf", "teacher-card.pdf"} <= cards
    assert "AQ-card.pdf" not in cards
    for name in ("PL-card.pdf", "PL-poster.pdf", "teacher-card.pdf"):
        with pikepdf.open(built.pdf / "help" / name) as pdf:
            assert len(pdf.pages) == 1


def test_pages_for_teachers_are_not_in_the_learners_edition(built):
    assert (built.html / "book/get-help/my-pupil.html").exists()
    assert not (built.learner / "book/get-help/my-pupil.html").exists()
    assert (built.learner / "book/get-help/threat.html").exists()


def test_the_page_for_whoever_needs_help_now_needs_no_choice(built, course):
    page = main_of(built.html / "book/get-help/now.html")
    first = page.partition("<h2")[0]
    assert "Are you in danger?" in first
    assert "Tell an adult you trust." in first
    assert all(f'href="{finder.url}"' in first for finder in course.help.finders)


def test_every_removal_tool_says_what_it_cannot_do(built, course):
    page = read(built.html / "book/get-help/removal-tools.html")
    tools = [s for s in course.help.services() if s.kind == "removal_tool"]
    shown = [tool for tool in tools if tool.printable]
    assert len(shown) > 5
    for tool in shown:
        assert tool.name in page
        assert tool.limits in page
