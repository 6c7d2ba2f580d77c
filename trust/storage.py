"""Figure 14: what stays on the device after everything was answered and chosen."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from trust.browser import PRESS_ALL, chromium, page_names, spread, tab
from trust.figures import Built, Measured, figure

if TYPE_CHECKING:
    from playwright.sync_api import Page

OURS = "lessonkit:"
QUIZ = "lessonkit:quiz:"
ALL = (
    "() => ({session: {...sessionStorage}, local: {...localStorage},"
    " cookie: document.cookie})"
)
#: Where a reader could type a text; the search box and a class's codes stay in memory.
TYPING = (
    "input:is([type=text], [type=email], [type=file], :not([type])), textarea,"
    " [contenteditable]"
)
_ID = re.compile(r"[a-z0-9-]{1,80}")


def plain(value: Any) -> bool:
    """Tell whether a stored value holds numbers and ids only: no text of a reader."""
    if isinstance(value, dict):
        return all(_ID.fullmatch(key) for key in value) and all(
            plain(x) for x in value.values()
        )
    if isinstance(value, list):
        return all(plain(x) for x in value)
    return value is None or isinstance(value, int | float) or bool(_ID.fullmatch(value))


def stored_faults(kept: dict[str, Any]) -> list[str]:
    """Return what should not be on the device."""
    faults = ["a cookie"] if kept["cookie"] else []
    for store in ("session", "local"):
        for key, value in kept[store].items():
            if not key.startswith(OURS):
                faults.append(f"{store}: the key {key!r} is not ours")
            elif key.startswith(QUIZ) and not (
                store == "session" and plain(json.loads(value))
            ):
                faults.append(f"{store}: {key!r} keeps more than answers in a tab")
    return faults


def look(site: Path, names: list[str]) -> list[str]:
    """Use pages fully; return what stays that should not."""
    faults = []
    with chromium() as browser:
        for name in names:
            with tab(browser) as page:
                page.goto((site / name).as_uri())
                faults += [f"{name}: {fault}" for fault in use_and_clear(page)]
    return faults


def use_and_clear(page: Page) -> list[str]:
    """Answer all, choose a country, clear the answers; return what is wrong."""
    faults = []
    if page.locator(TYPING).count():
        faults.append("a field for a reader's own text")
    page.evaluate(PRESS_ALL)
    chooser = page.locator(".chooser select")
    if chooser.count():
        chooser.first.select_option("PL", force=True)
    kept = page.evaluate(ALL)
    faults += stored_faults(kept)
    faults += ["kept beyond the tab, unasked"] if kept["local"] else []
    if page.locator(".quiz").count() and not kept["session"]:
        faults.append("the answers are not kept in the tab")
    clear = page.locator(".quiz .clear")
    if clear.count():
        clear.first.evaluate("button => button.click()")
        after = page.evaluate(ALL)["session"]
        faults += [f"{key} survives clearing" for key in after if key.startswith(QUIZ)]
    return faults


@figure(14, "Storage: foreign keys, cookies, text, answers that survive clearing", "0")
def storage(built: Built) -> Measured:
    """Use every page with a quiz, the help pages and the first page."""
    names = [
        name
        for name in page_names(built.html)
        if 'class="quiz"' in (built.html / name).read_text("utf-8")
        or name == "index.html"
    ]
    faults = spread(look, built.html, names)
    return Measured(
        f"{len(faults)} on {len(names)} pages", bool(names) and not faults, (*faults,)
    )
