"""The sample quiz in a bare page with the strict policy, opened in real Chromium."""

import functools
from pathlib import Path

import pytest
from markupsafe import Markup
from tests.quiz.sample import OBJECTIVES, QUIZ

from lessonkit.sphinx.quiz_html import render_quiz

ROOT = Path(__file__).parents[2]
STATIC = ROOT / "src/lessonkit/sphinx/theme/static"
AXE = ROOT / "tests/node/node_modules/axe-core/axe.min.js"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
    " font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'"
)
# The theme's variables, so that contrast can be measured without the theme.
COLOURS = """
:root { --ink: #1d2433; --paper: #fff; --card: #f6f7fa; --band: #1f5fa8;
  --band-soft: #e4eefa; --line: #7b8496; --good: #0b6138; --warn: #9a3a00;
  --focus: #b3005e; }
@media (prefers-color-scheme: dark) { :root { --ink: #eef1f7; --paper: #12161f;
  --card: #1b2130; --band: #8fbcf5; --band-soft: #24354d; --line: #8b95a9;
  --good: #7fdca9; --warn: #ffb482; --focus: #ff9ed0; } }
body { color: var(--ink); background: var(--paper); font: 1.0625rem/1.5 sans-serif;
  max-width: 44rem; margin: 0 auto; padding: 1rem; }
a { color: inherit; }
"""
PAGE = Markup(
    '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">'
    '<meta http-equiv="Content-Security-Policy" content="{policy}">'
    '<meta name="viewport" content="width=device-width, initial-scale=1">'
    '<title>Lesson</title><link rel="stylesheet" href="page.css">'
    '<link rel="stylesheet" href="quiz-part.css">'
    '<script src="quiz.js" defer></script></head>'
    "<body><main><h1>Lesson</h1><h2>Check your understanding</h2>{quiz}</main>"
    "</body></html>"
)


def write_page(folder: Path, quiz=QUIZ, objectives=OBJECTIVES) -> Path:
    """Write the bare page with its script and style; return its path."""
    html = render_quiz(
        quiz, objectives, lambda need: f"help.html#{need}", course_title="A course"
    )
    for name in ("quiz.js", "quiz-part.css"):
        (folder / name).write_bytes((STATIC / name).read_bytes())
    (folder / "page.css").write_text(COLOURS, "utf-8")
    page = folder / "index.html"
    page.write_text(PAGE.format(policy=POLICY, quiz=html), "utf-8")
    return page


@pytest.fixture(scope="session")
def browser(chromium):
    return chromium


@pytest.fixture(scope="session")
def page_url(tmp_path_factory):
    return write_page(tmp_path_factory.mktemp("quiz")).as_uri()


@pytest.fixture
def open_page(browser, page_url):
    """Open the sample; fail on any message in the console and on any request."""
    contexts, messages = [], []

    def opened(url=page_url, **options):
        context = browser.new_context(offline=True, **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(5000)
        page.on("console", lambda message: messages.append(message.text))
        page.on("pageerror", lambda error: messages.append(str(error)))
        page.on("requestfailed", lambda request: messages.append(request.url))
        page.goto(url)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert messages == []


@pytest.fixture(scope="session")
def axe_source():
    if not AXE.exists():
        pytest.fail("tests/node/node_modules is missing; `make test` installs it.")
    return AXE.read_text("utf-8")


@pytest.fixture
def axe_violations(axe_source):
    """Return the violations of WCAG 2.0-2.2 A and AA as (rule, targets)."""
    run = (
        "axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa',"
        " 'wcag22aa', 'best-practice'], preload: false})"
    )

    def violations(page):
        page.evaluate(axe_source)
        found = page.evaluate(run)["violations"]
        return [
            (rule["id"], [node["target"] for node in rule["nodes"]]) for rule in found
        ]

    return violations


@pytest.fixture
def question(open_page):
    """Open the sample and return its page with a function that finds a question."""
    page = open_page()
    return page, functools.partial(_find, page)


def _find(page, question_id):
    return page.locator(f"[data-question={question_id}]")
