"""What the tests of marking share."""

from pathlib import Path

import pytest

AXE = Path(__file__).parents[2] / "tests/node/node_modules/axe-core/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="session")
def axe():
    """Return a function that lists what axe finds on a page."""
    if not AXE.exists():
        pytest.fail("tests/node/node_modules is missing; `make test` installs it.")
    source = AXE.read_text("utf-8")

    def violations(page):
        page.evaluate(source)
        run = "rules => axe.run(document, {runOnly: rules, preload: false})"
        found = page.evaluate(run, RULES)["violations"]
        return [(rule["id"], [n["target"] for n in rule["nodes"]]) for rule in found]

    return violations
