"""Figure 10: no text of an author runs, in any output, and nothing could make it."""

from __future__ import annotations

import re
from pathlib import Path

from lessonkit.sphinx.theme import __file__ as theme_module
from trust.figures import Built, Measured, figure
from trust.suite import Outcome, run_tests

#: Tests that put 40 and more hostile texts into every field of every output.
HOSTILE = (
    "tests/quiz/test_quiz_safety.py",
    "tests/pdf/test_injection.py",
    "tests/pdf/test_escape.py",
    "tests/export",
    "--ignore=tests/export/test_kolibri.py",
    "tests/marking/test_reports.py",
)
SELECT = "payload or no_text_of_an_author"
SINKS = re.compile(
    r"\b(?:innerHTML|outerHTML|insertAdjacentHTML|document\.write(?:ln)?|srcdoc"
    r"|DOMParser|createContextualFragment)\b|\beval\s*\(|new\s+Function\b"
)
_HREF = re.compile(r"""\s(?:href|src|action)=["']\s*([a-z][a-z0-9+.-]*):""", re.I)
SCHEMES = {"https", "mailto", "tel", "sms", "data"}
SCRIPTS = Path(theme_module).parent


def sinks(folder: Path) -> list[str]:
    """Return where a script turns text into markup or into code."""
    return [
        f"{file.name}: {found}"
        for file in sorted(folder.rglob("*.js"))
        for found in SINKS.findall(file.read_text("utf-8"))
    ]


def schemes(site: Path) -> list[str]:
    """Return links whose scheme is none that we allow."""
    return [
        f"{file.name}: {scheme}:"
        for file in sorted(site.rglob("*.html"))
        for scheme in _HREF.findall(file.read_text("utf-8"))
        if scheme.lower() not in SCHEMES
    ]


@figure(10, "Injection: payloads that run; unsafe calls in scripts; schemes", "0; 0; 0")
def injection(built: Built) -> Measured:
    """Count what runs of hostile texts, and what would let a text run."""
    outcome = run_tests("-k", SELECT, *HOSTILE)
    calls = sinks(built.html) + sinks(SCRIPTS)
    links = schemes(built.html) + schemes(built.learner)
    return injected(outcome, calls, links)


def injected(outcome: Outcome, calls: list[str], links: list[str]) -> Measured:
    """Return the three counts."""
    ran = len(outcome.failed)
    text = f"{ran} in {outcome.run} tests; {len(calls)}; {len(links)}"
    faults = (*outcome.failed, *calls, *links)
    return Measured(text, outcome.run > 0 and not faults, faults)
