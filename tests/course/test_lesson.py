"""The pattern lesson as a pupil gets it, in real Chromium."""

from __future__ import annotations

import gzip

import pytest
from tests.browser.conftest import (  # noqa: F401
    axe_source,
    open_page,
    serving,
    violations,
)
from tests.quiz.answering import answer_by_keyboard, tab_to

from lessonkit.grading import answer_key, right_answer

pytestmark = pytest.mark.browser
LESSON = "lessons/11-13/no-to-nudifying"
MAX_KB = 40
MAX_REQUESTS = 6


@pytest.fixture(scope="module")
def url(built):
    """Return the address at which the real book is served."""
    with serving(built.html) as address:
        yield address


@pytest.fixture
def quiz(course):
    """Return the lesson's quiz."""
    return course.quizzes["11-13/no-to-nudifying"]


@pytest.mark.parametrize("width", [360, 1280])
def test_the_quiz_is_answered_by_keyboard_and_marked_right(open_page, url, quiz, width):  # noqa: F811
    page = open_page(f"{url}{LESSON}.html", viewport={"width": width, "height": 800})
    for question in quiz.questions:
        root = page.locator(f"[data-question={question.id}]")
        answer_by_keyboard(page, question.id, right_answer(answer_key(question)), quiz)
        assert root.get_attribute("data-result") == "right", question.id
        assert len(root.get_by_role("status").inner_text()) > 5
        assert page.evaluate("document.activeElement !== document.body")


LOOKS = [(320, "light"), (320, "dark"), (1280, "light"), (1280, "dark")]


@pytest.mark.parametrize("look", LOOKS, ids=str)
@pytest.mark.parametrize("name", ["index", LESSON, f"teacher-guides/{LESSON[8:]}"])
def test_axe_finds_nothing(open_page, violations, url, name, look):  # noqa: F811
    width, scheme = look
    page = open_page(
        f"{url}{name}.html",
        viewport={"width": width, "height": 800},
        color_scheme=scheme,
        bypass_csp=True,
    )
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_without_javascript_questions_and_answers_can_be_read(open_page, url, quiz):  # noqa: F811
    page = open_page(f"{url}{LESSON}.html", java_script_enabled=False)
    for question in quiz.questions:
        root = page.locator(f"[data-question={question.id}]")
        assert root.is_visible()
        root.locator("details summary").first.click()
        assert root.locator("details").first.get_attribute("open") is not None
    assert page.get_by_role("link", name="Get help now").first.is_visible()


def test_from_a_file_with_the_network_cut_nothing_fails(chromium, built, quiz):
    context = chromium.new_context(offline=True)
    page = context.new_page()
    faults, outside = [], []
    page.on("console", lambda message: faults.append(message.text))
    page.on("requestfailed", lambda request: faults.append(request.url))
    page.on(
        "request",
        lambda r: (
            None if r.url.startswith(("file:", "data:")) else outside.append(r.url)
        ),
    )
    page.goto((built.html / f"{LESSON}.html").as_uri())
    first = quiz.questions[0]
    tab_to(page, f"[data-question={first.id}] input")
    assert faults == []
    assert outside == []
    context.close()


def test_a_first_visit_is_light(chromium, built, url):
    asked = []
    page = chromium.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{url}{LESSON}.html", wait_until="networkidle")
    names = [
        one.removeprefix(url).split("?")[0] for one in asked if one.startswith(url)
    ]
    size = sum(len(gzip.compress((built.html / name).read_bytes())) for name in names)
    page.close()
    assert 1 < len(names) <= MAX_REQUESTS, names
    assert size <= MAX_KB * 1024, size


OVERLAPS = """() => {
  const box = e => e.getBoundingClientRect();
  const leave = box(document.querySelector(".leave"));
  return [...document.querySelectorAll(".nav a, .brand, .helpbar a")].filter(e => {
    const b = box(e);
    return b.width && b.right > leave.left && b.left < leave.right
      && b.bottom > leave.top && b.top < leave.bottom;
  }).map(e => e.textContent.trim());
}"""


@pytest.mark.parametrize("width", [320, 480, 600, 700, 768, 900, 1100, 1280, 1600])
def test_the_leave_quickly_button_covers_no_link(open_page, url, width):  # noqa: F811
    page = open_page(f"{url}{LESSON}.html", viewport={"width": width, "height": 700})
    assert page.evaluate(OVERLAPS) == []
