"""Every quiz of the course, as it stands on its page, done with keys alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.browser.conftest import open_page  # noqa: F401
from tests.quiz.answering import answer_by_keyboard, tab_to

from lessonkit.class_code import quiz_mark, write_code
from lessonkit.grading import answer_key, right_answer

pytestmark = pytest.mark.browser
ROOT = Path(__file__).parents[2]
NAMES = sorted(
    file.relative_to(ROOT / "quizzes").with_suffix("").as_posix()
    for file in (ROOT / "quizzes").glob("*/*.yml")
)
#: Notes whether a key ever left the focus nowhere.
WATCH = """document.addEventListener('keyup', () => {
  window.lost = window.lost || document.activeElement === document.body;
})"""
FOCUS = "document.activeElement.className"


@pytest.fixture(scope="module")
def pages(built):
    """Return the folder of the real site."""
    return built.html


def test_the_course_has_quizzes(course):
    assert sorted(course.quizzes) == NAMES
    assert len(NAMES) >= 24


@pytest.mark.parametrize("name", NAMES)
def test_a_quiz_is_done_by_keyboard_from_its_start_to_its_end(
    open_page,  # noqa: F811
    pages,
    course,
    name,
):
    quiz = course.quizzes[name]
    page = open_page(
        (pages / f"lessons/{name}.html").as_uri(),
        viewport={"width": 360, "height": 740},
    )
    page.evaluate(WATCH)
    keys = [answer_key(question) for question in quiz.questions]
    answers = [right_answer(key) for key in keys]
    for question, answer in zip(quiz.questions, answers, strict=True):
        answer_by_keyboard(page, question.id, answer, quiz)
        root = page.locator(f"[data-question='{question.id}']")
        assert root.get_attribute("data-result") == "right", question.id
        assert root.locator(".feedback").inner_text().strip(), question.id
        if question.type == "scenario":
            assert root.locator(".story-play .story-end a").count() == 1
    tab_to(page, ".show-review")
    page.keyboard.press("Enter")
    assert page.evaluate(FOCUS) == "review-title"
    assert page.locator(".review-list > .right").count() == len(keys)
    code = page.locator(".class-code").inner_text()
    assert code == write_code(quiz_mark(quiz), keys, answers)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    tab_to(page, ".print-certificate")
    page.keyboard.press("Shift+Tab")
    assert page.evaluate(FOCUS) == "print"
    assert page.evaluate("window.lost") is False


@pytest.mark.parametrize("name", NAMES[::8])
def test_answers_are_cleared_by_keyboard(open_page, pages, course, name):  # noqa: F811
    quiz = course.quizzes[name]
    page = open_page((pages / f"lessons/{name}.html").as_uri())
    first = quiz.questions[0]
    answer_by_keyboard(page, first.id, right_answer(answer_key(first)), quiz)
    tab_to(page, ".quiz-end .clear")
    page.keyboard.press("Enter")
    assert page.evaluate(FOCUS) == "quiz-title"
    assert page.locator("[data-result]").count() == 0
    assert not [key for key in page.evaluate("Object.keys(sessionStorage)") if key]
