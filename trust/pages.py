"""Figures 3, 7, 8 and 9: every page alone, from a folder, without net or script."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import Error as PlaywrightError

from lessonkit.sphinx.assets import POLICY
from trust.browser import PRESS_ALL, chromium, page_names, spread, tab
from trust.figures import Built, Measured, counted, figure

if TYPE_CHECKING:
    from playwright.sync_api import Page, Request

NEUTRAL = "times-tables.html"
SEARCH = "search.html"
WORD = "consent"
PATIENCE_MS = 10_000
_POLICY_FIRST = f'<head>\n<meta http-equiv="Content-Security-Policy" content="{POLICY}"'
#: What a browser loads by itself, and where from.
_LOADED = re.compile(
    r"""<(?:script|img|iframe|source|video|audio|embed|object|link|use|image)\b[^>]*?
        \s(?:src|href|srcset|data|poster)=["'](?P<from>[^"']+)["']""",
    re.VERBOSE | re.IGNORECASE,
)
_CSS_LOADED = re.compile(r"""(?:url\(|@import)\s*["']?(?P<from>[^"')\s]+)""")
_OUTSIDE = re.compile(r"(?:[a-z]+:)?//", re.IGNORECASE)
_INLINE = re.compile(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Visit:
    """What happened when a page was opened and used, from a folder, offline.

    :param messages: of the console, and requests that failed.
    :param outside: addresses that it asked for and that are not in the folder.
    """

    name: str
    messages: tuple[str, ...]
    outside: tuple[str, ...]


def visit(site: Path, names: list[str]) -> list[Visit]:
    """Open pages from a folder, offline, and use what is on them."""
    messages: list[str] = []
    outside: list[str] = []
    seen = []
    home = site.as_uri()

    def asked(address: str) -> None:
        if not address.startswith((home, "data:")):
            outside.append(address)

    def failed(request: Request) -> None:
        # A page that is left while it loads gives up its requests.
        if request.failure != "net::ERR_ABORTED":
            messages.append(request.url)

    with chromium() as browser, tab(browser, offline=True) as page:
        page.on("console", lambda said: messages.append(said.text))
        page.on("pageerror", lambda error: messages.append(str(error)))
        page.on("requestfailed", failed)
        page.on("request", lambda request: asked(request.url))
        for name in names:
            page.goto((site / name).as_uri())
            messages += use(page, name)
            seen.append(
                Visit(
                    name,
                    tuple(f"{name}: {message}" for message in messages),
                    tuple(f"{name}: {address}" for address in outside),
                )
            )
            messages.clear()
            outside.clear()
    return seen


def use(page: Page, name: str) -> list[str]:
    """Answer the quiz, search, open what is closed; return what does not work."""
    faults = []
    if page.locator(".quiz").count():
        asked = page.locator(".question").count()
        page.evaluate(PRESS_ALL)
        if page.locator(".review-list li").count() != asked:
            faults.append("the quiz gives no review")
    if name == SEARCH:
        page.locator("#search-box").fill(WORD)
        try:
            page.locator("#search-results a").first.wait_for(timeout=PATIENCE_MS)
        except PlaywrightError:
            faults.append(f"the search does not find {WORD!r}")
    if name != NEUTRAL and not page.locator(".helpbar a").count():
        faults.append("there is no help bar")
    return faults


@cache
def visits(site: Path) -> list[Visit]:
    """Open and use all pages of a site; once for all figures that ask."""
    return spread(visit, site, page_names(site))


def both(built: Built) -> list[Visit]:
    """Return the visits to both editions."""
    return [*visits(built.html), *visits(built.learner)]


@figure(3, "Offline: pages with a fault from file://, quiz and search used", "0")
def offline(built: Built) -> Measured:
    """Count pages that report a fault when they are used without a network."""
    seen = both(built)
    bad = [one for one in seen if one.messages]
    faults = [message for one in bad for message in one.messages]
    return Measured(
        f"{len(bad)} of {len(seen)} pages", bool(seen) and not bad, (*faults,)
    )


@figure(8, "Third parties: requests, and addresses that a browser would load", "0")
def third_parties(built: Built) -> Measured:
    """Count what pages ask for elsewhere, and what they would."""
    seen = both(built)
    faults = [address for one in seen for address in one.outside]
    faults += [fault for site in (built.html, built.learner) for fault in loads(site)]
    return counted(faults, len(seen), "pages")


def loads(site: Path) -> list[str]:
    """Return the foreign addresses that pages and styles of a site load from."""
    faults = []
    for file in sorted(site.rglob("*")):
        pattern = {".html": _LOADED, ".css": _CSS_LOADED, ".svg": _LOADED}
        if file.suffix in pattern:
            text = file.read_text("utf-8")
            found = (match["from"] for match in pattern[file.suffix].finditer(text))
            faults += [f"{file.name}: {x}" for x in found if _OUTSIDE.match(x)]
    return faults


@figure(9, "Strict policy (CSP): pages without it, and violations in use", "0; 0")
def strict_policy(built: Built) -> Measured:
    """Count pages whose head does not begin with the policy, and broken rules."""
    without = [
        f"{site.name}/{name}: the policy does not stand first, or markup breaks it"
        for site in (built.html, built.learner)
        for name in page_names(site)
        if not keeps_policy((site / name).read_text("utf-8"))
    ]
    broken = [
        message
        for one in both(built)
        for message in one.messages
        if "Content Security Policy" in message
    ]
    pages = sum(len(page_names(site)) for site in (built.html, built.learner))
    text = f"{len(without)} of {pages} pages; {len(broken)}"
    return Measured(text, bool(pages) and not without + broken, (*without, *broken))


def keeps_policy(html: str) -> bool:
    """Tell whether a page has the policy first and nothing that it forbids."""
    return (
        _POLICY_FIRST in html
        and not re.search(r"unsafe-(?:inline|eval|hashes)", html)
        and not _INLINE.search(re.sub(r"<(code|pre)\b.*?</\1>", "", html, flags=re.S))
    )


def read_without_script(site: Path, names: list[str]) -> list[str]:
    """Open pages with JavaScript off; return what cannot be read."""
    faults = []
    with chromium() as browser, tab(browser, java_script_enabled=False) as page:
        for name in names:
            page.goto((site / name).as_uri())
            faults += [f"{name}: {fault}" for fault in unreadable(page, name)]
    return faults


def unreadable(page: Page, name: str) -> list[str]:
    """Return what a page does not show without JavaScript."""
    faults = []
    if not page.locator("h1").first.is_visible():
        faults.append("no heading")
    if len(page.locator("main").inner_text()) < 80:
        faults.append("no text")
    if name == NEUTRAL:
        return faults
    if not page.locator(".helpbar a").first.is_visible():
        faults.append("no help")
    leave = page.locator(".leave")
    if not (leave.is_visible() and "times-tables" in leave.get_attribute("href")):
        faults.append("no way to leave")
    for question in page.locator(".question").all():
        stem, answer = question.locator("legend"), question.locator("details")
        if not (stem.first.is_visible() and answer.first.is_visible()):
            faults.append("a question without its stem or its answer")
    return faults


@figure(7, "JavaScript off: pages without text, help, exit or quiz answers", "0")
def script_off(built: Built) -> Measured:
    """Count pages that lose something with JavaScript off."""
    names = page_names(built.html)
    faults = spread(read_without_script, built.html, names)
    bad = {fault.partition(":")[0] for fault in faults}
    text = f"{len(bad)} of {len(names)} pages"
    return Measured(text, bool(names) and not bad, tuple(faults))
