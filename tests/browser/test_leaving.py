"""Leaving quickly: at once, by key, click or link, and Back never shows the lesson."""

import pytest

pytestmark = pytest.mark.browser

LESSONS = [f"lessons/11-13/{x}.html" for x in ("behind-the-fake", "more-than-a-yes")]
LAST = "lessons/11-13/no-to-nudifying.html"
STORED = (
    "() => [localStorage, sessionStorage].flatMap(store => Object.keys(store))"
    ".filter(key => key !== 'lessonkit:left')"
)


@pytest.fixture(params=["http", "file"])
def site(request, theme_site, theme_url):
    """Return the site's address, served and as a folder."""
    return theme_url if request.param == "http" else f"{theme_site.as_uri()}/"


def walk(open_page, site, **options):
    """Read three lessons, answer a question and choose a country."""
    page = open_page(site + LESSONS[0], **options)
    page.goto(site + LESSONS[1])
    page.goto(site + LAST)
    page.get_by_text("Choose your country").click()
    page.locator(".chooser select").select_option("PL")
    page.get_by_label("Remember it on this device").check()
    page.locator(".question input").first.check()
    return page


SETTLED = """() => !window.left && document.readyState === 'complete'
  && !document.documentElement.hasAttribute('data-gone')"""


def shows_times_tables(page):
    """Wait for the page to settle; return whether it is the neutral one."""
    page.wait_for_function(SETTLED)
    return page.title() == "Times tables" and "Picture" not in page.content()


def go_back(page):
    """Press Back as a reader does, and wait until what is shown has settled."""
    page.evaluate("window.left = true; setTimeout(() => history.back())")
    page.wait_for_function(SETTLED)


def press_three_times(page, key):
    """Press a key three times, and wait until the page has gone."""
    page.evaluate("window.left = true")
    for _press in range(3):
        page.keyboard.press(key)


@pytest.mark.parametrize("key", ["Escape", "Shift"])
def test_three_presses_of_a_key_leave_and_back_never_shows_the_lesson(
    open_page, site, key
):
    page = walk(open_page, site)
    press_three_times(page, key)
    assert shows_times_tables(page)
    for _back in range(2):
        go_back(page)
        assert shows_times_tables(page)
    go_back(page)
    assert page.url == "about:blank"


def test_a_click_leaves_and_nothing_stays_stored(open_page, site):
    page = walk(open_page, site)
    assert page.evaluate(STORED) != []
    page.evaluate("window.left = true")
    page.locator(".leave").click()
    assert shows_times_tables(page)
    assert page.evaluate(STORED) == []
    assert page.context.cookies() == []


def test_a_tap_leaves(open_page, site):
    page = open_page(
        site + LAST, has_touch=True, viewport={"width": 360, "height": 700}
    )
    page.evaluate("window.left = true")
    page.locator(".leave").tap()
    assert shows_times_tables(page)


def test_leaving_is_the_first_stop_of_the_tab_key_and_enter_leaves(open_page, site):
    page = open_page(site + LAST)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "leave"
    page.evaluate("window.left = true")
    page.keyboard.press("Enter")
    assert shows_times_tables(page)


def test_presses_that_are_mixed_or_of_other_keys_do_not_leave(open_page, site):
    page = open_page(site + LAST)
    for key in ("Escape", "Escape", "a", "Escape", "Shift", "Shift", "Tab", "Shift"):
        page.keyboard.press(key)
    assert page.url.endswith(LAST)


def test_the_course_opens_again_after_leaving(open_page, site):
    page = walk(open_page, site)
    press_three_times(page, "Escape")
    assert shows_times_tables(page)
    page.goto(site + LAST)
    assert page.get_by_role("heading", name="No to nudifying").first.is_visible()
    page.goto(site + LESSONS[0])
    go_back(page)
    assert page.get_by_role("heading", name="No to nudifying").first.is_visible()


def test_without_javascript_the_button_is_a_link_to_the_neutral_page(open_page, site):
    page = open_page(site + LAST, java_script_enabled=False)
    page.locator(".leave").click()
    assert page.url.endswith("/times-tables.html")


def test_leaving_works_before_the_page_has_been_parsed(chromium, theme_url):
    """The script stands first; the rest of the page never comes here."""
    context = chromium.new_context()
    page = context.new_page()

    def only_the_head(route):
        text = route.fetch().text()
        route.fulfill(
            body=text.partition("<body")[0] + "<body>", content_type="text/html"
        )

    page.route(f"**/{LAST}", only_the_head)
    page.goto(theme_url + LAST, wait_until="commit")
    page.wait_for_function("() => document.body")
    press_three_times(page, "Escape")
    page.wait_for_url("**/times-tables.html")
    context.close()


def test_a_page_that_comes_back_from_the_browsers_memory_can_be_seen(
    open_page, theme_url
):
    page = open_page(theme_url + LESSONS[0])
    page.goto(theme_url + LAST)
    go_back(page)
    assert page.get_by_role("heading", name="Behind the fake").first.is_visible()


def test_the_page_about_leaving_is_linked_from_every_page(theme_site):
    for file in theme_site.rglob("*.html"):
        if file.name != "times-tables.html":
            assert "about/leaving-quickly.html" in file.read_text("utf-8"), file
