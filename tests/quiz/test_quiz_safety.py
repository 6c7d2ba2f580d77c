"""No author's text runs in the page, and the script never writes markup."""

import gzip
import re

import pytest
from tests.quiz.conftest import POLICY, STATIC, write_page
from tests.quiz.payloads import PAYLOADS, poison
from tests.quiz.sample import OBJECTIVES

# Press everything that can be pressed; programs answer faster than people.
PRESS_ALL = """() => {
  for (const box of document.querySelectorAll('.option input')) box.click();
  for (const s of document.querySelectorAll('.quiz select')) s.selectedIndex = 1;
  for (let n = 0; n < 9; n++) {
    for (const b of document.querySelectorAll('.quiz button:not(.clear)')) {
      if (!b.matches('.print, .print-certificate')) b.click();
    }
  }
  for (const d of document.querySelectorAll('details')) d.open = true;
}"""


@pytest.mark.browser
@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_text_of_an_author_runs_in_the_page(browser, tmp_path, payload):
    page_file = write_page(
        tmp_path, poison(payload), dict.fromkeys(OBJECTIVES, payload)
    )
    # Without the policy, so that the page and not the browser must hold.
    html = page_file.read_text("utf-8")
    page_file.write_text(html.replace(POLICY.replace("'", "&#39;"), ""), "utf-8")
    assert "default-src" not in page_file.read_text("utf-8")
    context = browser.new_context(offline=True)
    page = context.new_page()
    dialogs = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog), dialog.dismiss()))
    page.goto(page_file.as_uri())
    page.evaluate(PRESS_ALL)
    assert page.locator(".review-list li").count() == 7
    assert page.evaluate("window.__hit") is None
    assert dialogs == []
    assert payload.strip("*`") in page.locator(".quiz-title").text_content()
    context.close()


@pytest.mark.parametrize(
    "word",
    [
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "eval(",
        "new Function",
        "setTimeout",
        "DOMParser",
        "srcdoc",
        ".style",
        "fetch(",
        "XMLHttpRequest",
        "localStorage",
        "document.cookie",
        "console.",
    ],
)
def test_the_script_does_without(word):
    assert word not in (STATIC / "quiz.js").read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "limit"), [("quiz.js", 8 * 1024), ("quiz-part.css", 2560)]
)
def test_the_script_and_the_style_stay_small(name, limit):
    assert len(gzip.compress((STATIC / name).read_bytes(), 9)) <= limit


def test_the_page_has_no_inline_style_or_script(tmp_path):
    html = write_page(tmp_path).read_text("utf-8")
    assert not re.search(r"\sstyle=|<style|\son\w+=|<form|<script(?! src)", html)
    assert 'type="submit"' not in html
    assert html.count("<button") == html.count('<button type="button"')
