"""From the first page to tomorrow's lesson, in a few clicks and without JavaScript."""

from __future__ import annotations

import re

import pytest
from tests.browser.conftest import (  # noqa: F401
    axe_source,
    open_page,
    serving,
    violations,
)
from tests.course.test_user_trials import PHONE, go_by_keyboard

from lessonkit.sphinx.pages_plan import TIMES, bare_room, plan_page, planned

pytestmark = pytest.mark.browser
MOST_CLICKS = 5
PLAN = "teacher-guides/plan/11-13/one-lesson.html"


@pytest.fixture(scope="module")
def url(built):
    """Return the address at which the built course is served, files and all."""
    with serving(built.out) as address:
        yield f"{address}html/"


def test_from_the_first_page_to_the_slides_in_at_most_five_clicks(
    open_page,  # noqa: F811
    url,
):
    page = open_page(f"{url}index.html", **PHONE)
    links = [
        ".nav a[href='teacher-guides/index.html']",
        "main a[href='plan/11-13/one-lesson.html']",
    ]
    for link in links:
        go_by_keyboard(page, link)
    slides = page.locator("a[href$='-slides.pdf']")
    for _tab in range(60):
        page.keyboard.press("Tab")
        if slides.evaluate("a => a === document.activeElement"):
            break
    assert slides.evaluate("a => a === document.activeElement")
    answer = page.request.get(slides.evaluate("a => a.href"))
    assert answer.ok
    assert answer.body().startswith(b"%PDF")
    assert len(links) + 1 <= MOST_CLICKS


def test_each_age_and_time_has_a_plan_whose_links_lead_somewhere(built, course):
    for band in course.bands:
        for time in TIMES:
            assert planned(course, band, time), (band, time)
            file = built.html / f"{plan_page(band, time)}.html"
            text = file.read_text("utf-8")
            main = text.partition("<main")[2].partition("</main>")[0]
            links = re.findall(r'<a [^>]*href="([^"#]+)"', main)
            assert len(links) > 5, file
            missing = [x for x in links if not (file.parent / x).resolve().exists()]
            assert missing == [], file


def test_each_file_of_a_plan_says_its_size(built):
    plans = [*(built.html / "teacher-guides/plan").rglob("*.html")]
    assert plans
    for file in plans:
        places = re.findall(r'<span class="size">([^<]*)</span>', file.read_text())
        wrong = [x for x in places if not re.fullmatch(r", [\d.]+ [kM]B", x)]
        assert wrong == [], file


@pytest.mark.parametrize("missing", ["projector", "printer"])
def test_a_room_without_it_sees_how_to_do_without(
    open_page,  # noqa: F811
    url,
    missing,
):
    page = open_page(url + PLAN, **PHONE)
    files = page.locator(f".plan-files.with-{missing}")
    without = page.locator(".without")
    assert files.is_visible()
    assert not without.is_visible()
    page.locator(f".has-{missing}").focus()
    page.keyboard.press("Space")
    assert not files.is_visible()
    assert without.is_visible()
    assert "on the board" in without.inner_text()
    other = {"projector": "printer", "printer": "projector"}[missing]
    assert page.locator(f".plan-files.with-{other}").is_visible()


def test_a_plan_begins_with_the_safeguarding_lead_and_ends_after_the_bell(
    open_page,  # noqa: F811
    url,
):
    page = open_page(url + PLAN, **PHONE)
    heads = page.locator("main h2").all_inner_texts()
    assert [head[0] for head in heads] == ["1", "2", "3", "4", "5"]
    assert "safeguarding lead" in heads[0]
    assert "After" in heads[-1]
    assert "Stay ten minutes" in page.locator("main").inner_text()
    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_every_guide_of_a_lesson_says_how_to_teach_with_a_board_alone(course):
    for guide in course.guides.values():
        if course.lessons[guide.id].kind in {"lesson", "one-hour", "assembly"}:
            assert bare_room(guide), guide.path


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["teacher-guides/index.html", PLAN])
def test_axe_finds_nothing(open_page, violations, url, name, scheme):  # noqa: F811
    page = open_page(
        url + name,
        viewport=PHONE["viewport"],
        color_scheme=scheme,
        bypass_csp=True,
    )
    assert violations(page) == []


def test_pupils_edition_has_no_plan(built):
    assert not list(built.learner.rglob("plan"))
