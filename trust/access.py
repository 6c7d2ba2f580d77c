"""Figure 6: what axe finds, on every page, in every look, before and after answers."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from trust.browser import (
    PRESS_ALL,
    axe_violations,
    chromium,
    page_names,
    spread,
    tab,
)
from trust.figures import Built, Measured, figure

if TYPE_CHECKING:
    from playwright.sync_api import Page

WIDTHS = (320, 1280)
SCHEMES = ("light", "dark")
OPEN_ALL = "for (const d of document.querySelectorAll('details')) d.open = true"


def look(site: Path, names: list[str]) -> list[str]:
    """Run axe on pages; return what it finds."""
    faults = []
    with chromium() as browser, tab(browser) as page:
        for name in names:
            page.goto((site / name).as_uri())
            page.evaluate(f"() => {{ {OPEN_ALL} }}")
            found = all_looks(page)
            if page.locator(".quiz").count():
                page.evaluate(PRESS_ALL)
                found += [f"answered, {fault}" for fault in all_looks(page)]
            page.evaluate("sessionStorage.clear()")
            faults += [f"{name}: {fault}" for fault in found]
    return faults


def all_looks(page: Page) -> list[str]:
    """Run axe on a page narrow and wide, light and dark."""
    faults = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        if page.evaluate("document.documentElement.scrollWidth") > width:
            faults.append(f"{width}: wider than the screen")
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            # The leave button stays in view, and passes over a link as one scrolls.
            page.evaluate("scrollTo(0, 0)")
            faults += [f"{width} {scheme}: {x}" for x in axe_violations(page)]
    return faults


def sample(names: list[str], size: int) -> list[str]:
    """Return so many names, from all over the list; all of them for 0."""
    if not 0 < size < len(names):
        return names
    return [names[n * len(names) // size] for n in range(size)]


@figure(6, "Accessibility: axe violations, 320/1280 px, light/dark, answered", "0")
def accessibility(built: Built) -> Measured:
    """Count what axe finds on the whole edition; ``TRUST_SAMPLE=24`` on 24 pages."""
    names = page_names(built.html)
    chosen = sample(names, int(os.environ.get("TRUST_SAMPLE", "0")))
    faults = spread(look, built.html, chosen)
    part = f"{len(chosen)} of " if len(chosen) < len(names) else ""
    text = f"{len(faults)} on {part}{len(names)} pages{' (a sample)' if part else ''}"
    return Measured(text, bool(names) and not faults, tuple(faults))
