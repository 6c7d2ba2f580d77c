"""Four people with little time find the first thing to do: by keyboard, on a phone.

Seconds are words on the way at 200 a minute. On the first page every word counts that
can be seen before the link; the frame (name, menu, help bar) is the same on each page,
so that after the first page only the words of the text count. The last page's words
count to the end of the first thing that can be done. docs/user-trials.md has the table.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass

import pytest
from tests.browser.conftest import open_page, serving  # noqa: F401

pytestmark = pytest.mark.browser
PHONE = {"viewport": {"width": 360, "height": 740}, "java_script_enabled": False}
MOST_CLICKS, MOST_SECONDS, WORDS_A_SECOND = 3, 30, 200 / 60
MOST_TABS = 80

#: Counts the words that can be seen from the start of a page to an element's end.
WORDS = """([stop, whole]) => {
  const seen = node => {
    const range = document.createRange();
    range.selectNodeContents(node);
    const box = range.getBoundingClientRect();
    return node.parentElement.checkVisibility() && box.width && box.right > 0;
  };
  const root = whole ? document.body : document.querySelector("main");
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  let count = 0;
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const place = stop.compareDocumentPosition(node);
    if (place & Node.DOCUMENT_POSITION_FOLLOWING && !stop.contains(node)) break;
    if (seen(node)) count += (node.data.match(/\\S*[\\p{L}\\p{N}]\\S*/gu) || []).length;
  }
  return count;
}"""


@dataclass(frozen=True)
class Trial:
    """Who it is, the links on the way (CSS), and the first thing to do."""

    who: str
    links: tuple[str, ...]
    first_act: str
    says: str


TRIALS = (
    Trial(
        "a teacher who teaches tomorrow",
        (
            ".nav a[href='teacher-guides/index.html']",
            "main a[href='plan/11-13/one-lesson.html']",
        ),
        "#tell-your-safeguarding-lead p",
        "Say which class",
    ),
    Trial(
        "a parent whose child was just threatened",
        ("main a[href='book/get-help/my-child.html']",),
        ".help-path li",
        "Thank you for telling me",
    ),
    Trial(
        "a 13-year-old with a fake of her going round",
        (".help-first a.now",),
        "main blockquote",
        "I need help",
    ),
    Trial(
        "a head teacher at ten past eight",
        ("main a[href='book/school-handbook/if-it-happens-today.html']",),
        "main h1 + p",
        "Make the pupil safe",
    ),
)


@pytest.fixture(scope="module")
def url(built):
    """Return the address at which the real book is served."""
    with serving(built.html) as address:
        yield address


def go_by_keyboard(page, link):
    """Press Tab until the link has the focus, then Enter."""
    target = page.locator(link).first
    for _tab in range(MOST_TABS):
        page.keyboard.press("Tab")
        if target.evaluate("a => a === document.activeElement"):
            break
    assert target.evaluate("a => a === document.activeElement"), link
    address = target.evaluate("a => a.href")
    page.keyboard.press("Enter")
    page.wait_for_url(address)


def words_to(page, selector, *, whole):
    """Return how many words stand before the end of an element."""
    element = page.locator(selector).first.element_handle()
    return page.evaluate(WORDS, [element, whole])


@pytest.mark.parametrize("trial", TRIALS, ids=lambda trial: trial.who)
def test_the_first_useful_act_is_three_clicks_and_thirty_seconds_away(
    open_page,  # noqa: F811
    url,
    trial,
):
    page = open_page(f"{url}index.html", **PHONE)
    words = 0
    for number, link in enumerate(trial.links):
        words += words_to(page, link, whole=number == 0)
        go_by_keyboard(page, link)
    words += words_to(page, trial.first_act, whole=False)
    seconds = words / WORDS_A_SECOND
    # `pytest -rP` shows it.
    clicks = len(trial.links)
    sys.stdout.write(f"{trial.who}: {clicks} clicks, {words} words, {seconds:.0f} s\n")
    assert trial.says in page.locator(trial.first_act).first.inner_text()
    assert clicks <= MOST_CLICKS
    assert seconds <= MOST_SECONDS, f"{words} words"


def test_help_for_a_fake_is_two_clicks_away(open_page, url):  # noqa: F811
    page = open_page(f"{url}index.html", **PHONE)
    go_by_keyboard(page, ".help-first a.now")
    go_by_keyboard(page, "main a[href='fake-of-me.html']")
    assert "It is not your fault." in page.locator("main").inner_text()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_danger_an_adult_and_four_finders_are_seen_without_scrolling(
    open_page,  # noqa: F811
    url,
    course,
    scripts,
    scheme,
):
    page = open_page(
        f"{url}book/get-help/now.html",
        viewport=PHONE["viewport"],
        java_script_enabled=scripts,
        color_scheme=scheme,
    )
    wanted = [
        page.get_by_text("Are you in danger?"),
        page.locator("main").get_by_text("Tell an adult you trust."),
        page.locator("main blockquote"),
        *(page.locator(f".finders a[href='{x.url}']") for x in course.help.finders),
    ]
    assert len(wanted) == 7
    for part in wanted:
        box = part.bounding_box()
        assert box["y"] + box["height"] <= PHONE["viewport"]["height"], part
