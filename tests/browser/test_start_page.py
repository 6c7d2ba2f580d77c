"""The pupil's start page: a plain list that can say where the reader stopped."""

import pytest

pytestmark = pytest.mark.browser

START = "lessons/11-13/index.html"
LESSON = "lessons/11-13/no-to-nudifying.html"
TITLE = "No to nudifying"
KEPT = "() => Object.keys(localStorage).filter(key => key.startsWith('lessonkit:'))"
LEFT = "() => document.title === 'Times tables'"


def read_on(page, url):
    """Open the lesson, scroll to its first activity; return that section's id."""
    page.goto(url + LESSON)
    return page.evaluate(
        """() => {
          const part = document.querySelector(".steps section[id^=activity]");
          part.scrollIntoView({ behavior: "instant" });
          return part.id;
        }"""
    )


def stopped_at(page):
    """Return the link to the place, or "" if the page names none."""
    link = page.locator("[data-go] a")
    return link.get_attribute("href") if link.is_visible() else ""


def test_without_javascript_it_is_a_list_with_a_way_to_help(open_page, theme_url):
    page = open_page(theme_url + START, java_script_enabled=False)
    assert page.get_by_role("link", name=TITLE, exact=True).is_visible()
    assert page.get_by_role("heading", name="If it gets too much").is_visible()
    assert page.locator("main").get_by_role("link", name="Get help now").is_visible()
    assert not page.locator("[data-stopped]").is_visible()


def test_at_first_it_names_no_place_and_keeps_nothing(open_page, theme_url):
    page = open_page(theme_url + START)
    assert page.locator("[data-none]").is_visible()
    assert stopped_at(page) == ""
    assert page.evaluate(KEPT) == []


@pytest.mark.parametrize("served", [True, False], ids=["http", "file"])
def test_it_leads_back_to_the_section_in_which_the_reader_stopped(
    open_page, theme_url, theme_site, served
):
    url = theme_url if served else f"{theme_site.as_uri()}/"
    page = open_page(url + START)
    section = read_on(page, url)
    page.goto(url + START)
    assert stopped_at(page) == f"{url}{LESSON}#{section}"
    assert page.locator("[data-go]").inner_text() == f"Go on with: {TITLE}"


def test_unticked_the_place_is_known_in_this_tab_only(open_page, theme_url):
    page = open_page(theme_url + START)
    read_on(page, theme_url)
    page.goto(theme_url + START)
    assert page.evaluate(KEPT) == []
    other = page.context.new_page()
    other.goto(theme_url + START)
    assert stopped_at(other) == ""


def test_ticked_the_place_is_known_in_another_tab(open_page, theme_url):
    page = open_page(theme_url + START)
    page.get_by_label("Keep the place on this device").check()
    section = read_on(page, theme_url)
    page.goto(theme_url + START)
    other = page.context.new_page()
    other.goto(theme_url + START)
    assert stopped_at(other) == f"{theme_url}{LESSON}#{section}"


def test_a_tick_keeps_the_place_that_this_tab_knows(open_page, theme_url):
    page = open_page(theme_url + START)
    section = read_on(page, theme_url)
    page.goto(theme_url + START)
    page.get_by_label("Keep the place on this device").check()
    other = page.context.new_page()
    other.goto(theme_url + START)
    assert stopped_at(other).endswith(f"#{section}")


def test_unticking_forgets_it_on_the_device(open_page, theme_url):
    page = open_page(theme_url + START)
    page.get_by_label("Keep the place on this device").check()
    read_on(page, theme_url)
    page.goto(theme_url + START)
    assert len(page.evaluate(KEPT)) == 2
    page.get_by_label("Keep the place on this device").uncheck()
    assert page.evaluate(KEPT) == []


@pytest.mark.parametrize("start", [START, LESSON])
def test_leaving_quickly_forgets_the_place(open_page, theme_url, start):
    page = open_page(theme_url + START)
    page.get_by_label("Keep the place on this device").check()
    read_on(page, theme_url)
    page.goto(theme_url + start)
    page.locator("[data-leave]").first.click()
    page.wait_for_function(LEFT)
    assert page.evaluate(KEPT) == []
    page.goto(theme_url + START)
    assert stopped_at(page) == ""
    assert not page.get_by_label("Keep the place on this device").is_checked()


@pytest.mark.parametrize(
    "stored",
    [
        "javascript:alert(1)",
        "https://example.org/x.html",
        "no-such-lesson.html#a",
        'no-to-nudifying.html#"><b>',
        "../../index.html",
    ],
)
def test_what_is_no_lesson_of_the_page_is_not_linked(open_page, theme_url, stored):
    page = open_page(theme_url + START)
    page.evaluate("x => sessionStorage.setItem('lessonkit:place:11-13', x)", stored)
    page.reload()
    assert stopped_at(page) == ""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_it_has_no_barrier(open_page, theme_url, violations, width, scheme):
    options = {"viewport": {"width": width, "height": 800}, "color_scheme": scheme}
    page = open_page(theme_url + START, **options)
    read_on(page, theme_url)
    page.goto(theme_url + START)
    assert stopped_at(page)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
