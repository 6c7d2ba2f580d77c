"""Help in the reader's country: two presses from every page, script or not."""

import pytest

pytestmark = pytest.mark.browser

LESSON = "lessons/11-13/no-to-nudifying.html"
SMALL = {"viewport": {"width": 320, "height": 640}}
ACTIVE = "document.activeElement.tagName"


@pytest.fixture
def folder(theme_site):
    """Return the site as a folder that a USB stick holds."""
    return f"{theme_site.as_uri()}/"


def open_chooser(page):
    """Open the chooser by keyboard alone."""
    page.locator(".chooser summary").focus()
    page.keyboard.press("Enter")
    page.locator(".chooser option").nth(200).wait_for(state="attached")


def choose_poland(page):
    """Open the chooser and choose Poland by typing."""
    open_chooser(page)
    assert page.evaluate(ACTIVE) == "SELECT"
    page.keyboard.type("Poland")
    page.locator(".helpbar a[href='tel:116111']").wait_for()


def test_a_country_is_chosen_by_keyboard_on_the_smallest_screen(open_page, folder):
    page = open_page(folder + LESSON, **SMALL)
    choose_poland(page)
    assert "116 111" in page.locator(".helpbar [data-service]").inner_text()
    assert (
        page.evaluate("document.documentElement.scrollWidth")
        == SMALL["viewport"]["width"]
    )


def test_the_choice_fills_help_bar_and_help_box_with_a_number_to_call(
    open_page, folder
):
    page = open_page(folder + LESSON)
    choose_poland(page)
    for place in (".helpbar", ".helpbox"):
        link = page.locator(f"{place} [data-service] a[href='tel:116111']").first
        assert link.inner_text() == "116 111"
    page.locator(".helpbar [data-service] a").first.click()
    assert page.get_by_role("heading", level=1).inner_text() == "Get help: Poland"


def test_the_choice_is_kept_in_the_tab_and_on_the_device_only_when_ticked(
    open_page, folder
):
    page = open_page(folder + LESSON)
    box = page.get_by_label("Remember it on this device")
    assert not box.is_checked()
    choose_poland(page)
    assert page.evaluate("localStorage.length") == 0
    page.reload()
    page.wait_for_selector(".helpbar a[href='tel:116111']")
    page.locator(".chooser summary").click()
    box.check()
    assert page.evaluate("localStorage.getItem('lessonkit:country')") == "PL"
    box.uncheck()
    assert page.evaluate("localStorage.length") == 0


def test_leaving_quickly_forgets_the_country(open_page, folder):
    page = open_page(folder + LESSON)
    choose_poland(page)
    page.get_by_label("Remember it on this device").check()
    page.locator(".leave").click()
    page.wait_for_url("**/times-tables.html")
    page.goto(folder + LESSON)
    assert page.evaluate("localStorage.length") == 0
    assert page.evaluate("sessionStorage.getItem('lessonkit:country')") is None


def test_without_javascript_two_clicks_lead_to_a_country(open_page, folder):
    page = open_page(folder + LESSON, java_script_enabled=False, **SMALL)
    assert not page.locator(".chooser").is_visible()
    page.locator(".helpbar").get_by_text("Help in your country").click()
    page.get_by_role("link", name="Poland", exact=True).click()
    assert page.get_by_role("heading", level=1).inner_text() == "Get help: Poland"
    assert page.locator("a[href='tel:112']").first.is_visible()


def test_an_entry_says_that_it_is_old_by_the_readers_clock(chromium, theme_site):
    url = (theme_site / "book/get-help/countries/PL.html").as_uri()
    seen = {}
    for day in ("2026-11-24", "2027-11-24"):
        context = chromium.new_context()
        page = context.new_page()
        page.clock.set_fixed_time(f"{day}T12:00:00Z")
        page.goto(url)
        seen[day] = page.locator("#pl-116111 .stale").is_visible()
        context.close()
    assert seen == {"2026-11-24": False, "2027-11-24": True}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["PL", "CU", "AQ", "index", "../international"])
def test_a_help_page_has_no_fault_that_axe_finds(
    open_page, theme_url, violations, name, scheme
):
    url = f"{theme_url}book/get-help/countries/{name}.html"
    page = open_page(url, color_scheme=scheme, **SMALL)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
