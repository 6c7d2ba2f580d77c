"""Figure 13: how long leaving takes, and whether Back ever shows the lesson."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import Error as PlaywrightError

from trust.browser import chromium, page_names, tab
from trust.figures import Built, Measured, figure

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

RUNS = 20
LIMIT_MS = 50
PATIENCE_MS = 10_000
BACKS = 3
WAYS = ("Escape", "Shift", "click")
MARK = "lessonkit:left"
#: Notes when a key or a click came, and when nothing was shown any more. It runs before
#: the page's own scripts, and writes into the tab's name: that outlives the page, while
#: what a page says on its console as it leaves is lost.
CLOCK = """(() => {
  if (window.name.includes('blank')) return;
  const note = (what, when) => {
    window.name += `${what} ${performance.timeOrigin + when};`;
  };
  addEventListener('keydown', (event) => note('asked', event.timeStamp), true);
  addEventListener('click', (event) => note('asked', event.timeStamp), true);
  const hidden = (element) => {
    const style = getComputedStyle(element);
    return style.visibility === 'hidden' || style.display === 'none';
  };
  const set = Element.prototype.setAttribute;
  Element.prototype.setAttribute = function (name, value) {
    set.call(this, name, value);
    const blank = document.body && (hidden(document.body) || hidden(this));
    if (this === document.documentElement && blank) note('blank', performance.now());
  };
})()"""
STORED = (
    "mark => [localStorage, sessionStorage].flatMap(store => Object.keys(store))"
    ".filter(key => key !== mark)"
)
SETTLED = """() => !window.left && document.readyState === 'complete'
  && !document.documentElement.hasAttribute('data-gone')"""


def walked(page: Page, site: Path, names: list[str]) -> None:
    """Read three pages, and start the clock on the last."""
    for name in names[:-1]:
        page.goto((site / name).as_uri())
    page.add_init_script(CLOCK)
    page.goto((site / names[-1]).as_uri())
    page.evaluate("localStorage.setItem('lessonkit:country', 'PL')")
    page.evaluate("sessionStorage.setItem('lessonkit:quiz:x', '{}')")
    page.evaluate("window.left = true")


def time_of(notes: str) -> float:
    """Return the milliseconds from the last key or click to the first blank page."""
    asked = 0.0
    for note in filter(None, notes.split(";")):
        what, when = note.split()
        if what == "blank":
            return float(when) - asked if asked else float("inf")
        asked = float(when)
    return float("inf")


def leave(page: Page, way: str) -> None:
    """Leave by a key pressed three times, or by the button."""
    if way == "click":
        page.locator("[data-leave]").click()
    else:
        for _ in range(3):
            page.keyboard.press(way)


def one_run(
    browser: Browser, site: Path, names: list[str], way: str
) -> tuple[float, list[str]]:
    """Leave once; return the milliseconds to a blank page, and what went wrong."""
    faults = []
    with tab(browser) as page:
        walked(page, site, names)
        leave(page, way)
        try:
            page.wait_for_function(SETTLED)
        except PlaywrightError:
            return float("inf"), [f"{way}: the lesson is still shown"]
        spent = time_of(page.evaluate("window.name"))
        if kept := page.evaluate(STORED, MARK):
            faults.append(f"{way}: still stored: {kept}")
        if page.context.cookies():
            faults.append(f"{way}: a cookie")
        for _ in range(BACKS):
            page.evaluate("window.left = true; setTimeout(() => history.back())")
            page.wait_for_function(SETTLED)
            if page.url != "about:blank" and "times-tables" not in page.url:
                faults.append(f"{way}: Back shows {page.url.rpartition('/')[2]}")
    return spent, faults


def leave_often(site: Path, names: list[str], runs: int = RUNS) -> Measured:
    """Leave many times, in every way."""
    spent, faults = [], []
    with chromium() as browser:
        for n in range(runs):
            took, wrong = one_run(browser, site, names, WAYS[n % len(WAYS)])
            spent.append(took)
            faults += wrong
        faults += without_script(browser, site, names[-1])
    late = sorted(spent)[max(0, round(len(spent) * 0.95) - 1)]
    text = f"{late:.0f} ms; {len(faults)} in {len(spent)} runs"
    return Measured(text, late <= LIMIT_MS and not faults, tuple(faults))


def without_script(browser: Browser, site: Path, name: str) -> list[str]:
    """Leave with JavaScript off, by touch, offline."""
    with tab(browser, java_script_enabled=False, has_touch=True, offline=True) as page:
        page.goto((site / name).as_uri())
        page.locator("[data-leave]").tap()
        try:
            page.wait_for_url("**/times-tables.html", timeout=PATIENCE_MS)
        except PlaywrightError:
            return ["JavaScript off: still shown"]
    return []


@figure(
    13,
    "Quick exit: p95 from the key or click to a blank page; Back shows the lesson, "
    "or something stays stored",
    "≤ 50 ms; 0",
)
def quick_exit(built: Built) -> Measured:
    """Leave three lessons in three ways, 20 times; press Back three times each."""
    lessons = [n for n in page_names(built.html) if n.startswith("lessons/")]
    named = [name for name in lessons if not name.endswith("index.html")]
    return leave_often(built.html, named[:3])
