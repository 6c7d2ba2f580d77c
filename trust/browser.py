"""Real Chromium, in two processes: a machine has two cores, and pages are many."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from playwright.sync_api import sync_playwright

from trust.figures import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PROGRAM = "/usr/bin/chromium"
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")
AXE = ROOT / "tests/node/node_modules/axe-core/axe.min.js"
AXE_RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
WORKERS = 2
#: Press everything in a quiz that can be pressed, and open what is closed.
PRESS_ALL = """() => {
  for (const box of document.querySelectorAll('.option input')) box.click();
  for (const s of document.querySelectorAll('.quiz select')) s.selectedIndex = 1;
  for (let n = 0; n < 9; n++) {
    for (const b of document.querySelectorAll('.quiz button:not(.clear)')) {
      // A story replaces its buttons: one that is gone cannot be pressed.
      if (b.isConnected && !b.matches('.print, .print-certificate')) b.click();
    }
  }
  for (const d of document.querySelectorAll('details')) d.open = true;
}"""
Found = TypeVar("Found")


@contextmanager
def chromium() -> Iterator[Browser]:
    """Open Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=PROGRAM, args=[*FLAGS])
        yield browser
        browser.close()


@contextmanager
def tab(browser: Browser, **options: Any) -> Iterator[Page]:
    """Open a tab that keeps nothing from the one before."""
    context = browser.new_context(**options)
    page = context.new_page()
    page.set_default_timeout(10_000)
    yield page
    context.close()


def page_names(site: Path) -> list[str]:
    """Return the names of a site's pages, sorted."""
    return sorted(file.relative_to(site).as_posix() for file in site.rglob("*.html"))


def spread(
    look: Callable[[Path, list[str]], list[Found]], site: Path, names: list[str]
) -> list[Found]:
    """Look at pages in two processes; ``look`` gets a share of the names."""
    shares = [share for n in range(WORKERS) if (share := names[n::WORKERS])]
    if len(names) < 2 * WORKERS:
        return look(site, names)
    with ProcessPoolExecutor(WORKERS, mp_context=get_context("spawn")) as pool:
        parts = pool.map(look, [site] * len(shares), shares)
        return [found for part in parts for found in part]


def axe_violations(page: Page) -> list[str]:
    """Return what axe finds in a page as it stands: rule and places."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text("utf-8"))
    result = page.evaluate(
        "rules => axe.run(document, {runOnly: rules, preload: false,"
        " resultTypes: ['violations']})",
        [*AXE_RULES],
    )
    return [
        f"{rule['id']} {[node['target'] for node in rule['nodes']]}"
        for rule in result["violations"]
    ]
