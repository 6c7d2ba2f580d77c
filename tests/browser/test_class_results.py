"""The page that adds up a class's codes, opened from a folder in real Chromium."""

import gzip
import json
import random
import re
from dataclasses import replace
from pathlib import Path

import pytest
from tests.quiz.payloads import PAYLOADS, poison
from tests.quiz.sample import QUIZ

from lessonkit.class_code import quiz_mark, read_code, states_of, write_code
from lessonkit.grading import answer_key
from lessonkit.model.course import Course
from lessonkit.source.quiz import read_quiz
from lessonkit.sphinx.pages_class import render_class_results

pytestmark = pytest.mark.browser

PAGE = "teacher-guides/class-results.html"
ROOT = Path(__file__).parents[2]
STATIC = ROOT / "src/lessonkit/sphinx/theme/static"
VECTORS = json.loads((ROOT / "tests/vectors/class-code.json").read_text("utf-8"))


@pytest.fixture
def quiz(theme_source):
    """Return the sample course's quiz: one single and one true_false question."""
    return read_quiz(theme_source, "quizzes/11-13/no-to-nudifying.yml", [])


@pytest.fixture
def code_of(quiz):
    """Return a function that writes a code for two answers."""
    keys = [answer_key(question) for question in quiz.questions]
    return lambda *answers: write_code(quiz_mark(quiz), keys, answers)


@pytest.fixture
def page(open_page, theme_site):
    return open_page((theme_site / PAGE).as_uri(), offline=True)


def type_in(page, code):
    page.get_by_label("Code", exact=True).fill(code)
    page.keyboard.press("Enter")


def said(page):
    return page.locator(".said").inner_text()


def counts(page):
    """Return the numbers of the tables that are shown."""
    rows = page.locator(".class-quiz:not([hidden]) .counted:not([hidden]) tbody tr")
    return [
        (row.locator("th").inner_text(), int(row.locator("td").first.inner_text()))
        for row in rows.all()
    ]


def test_the_page_reads_every_vectors_code_as_python_does(page):
    for group in VECTORS["groups"]:
        sizes = [states_of(key) for key in group["keys"]]
        for case in group["cases"]:
            mark, number = page.evaluate("lessonkitClass.readCode", case["code"])
            assert (mark, number) == read_code(case["code"])
            run = "([n, sizes]) => lessonkitClass.readStates(n, sizes)"
            assert page.evaluate(run, [number, sizes]) == case["states"]
    for text in VECTORS["refused"]:
        assert page.evaluate("lessonkitClass.readCode", text) is None
    for text, code in VECTORS["forms"]:
        found = page.evaluate("lessonkitClass.readCode", text)
        assert tuple(found) == read_code(code)


def test_a_class_is_added_up_with_the_keyboard_alone(page, code_of):
    for answers in [(0, 1)] * 6 + [(1, 1)] * 3 + [(2, None)] * 2:
        type_in(page, code_of(*answers))
        assert "Added" in said(page)
    assert counts(page) == [
        ("A person is hurt. (right)", 6),
        ("It costs money.", 3),
        ("It is badly made.", 2),
        ("Not answered", 0),
        ("True", 0),
        ("False (right)", 9),
        ("Not answered", 2),
    ]
    shown = page.locator(".class-quiz:not([hidden])")
    assert shown.count() == 1
    assert "11 codes." in shown.inner_text()
    assert "55 %" in shown.inner_text()
    assert shown.locator(".too-few").inner_text() == ""


def test_below_five_codes_nothing_is_shown_and_below_ten_there_is_a_warning(
    page, code_of
):
    for n in range(1, 11):
        type_in(page, code_of(n % 3, n % 2))
        warning = page.locator(".class-quiz:not([hidden]) .too-few").inner_text()
        assert ("Fewer than 5 codes" in warning) == (n < 5)
        assert ("small group" in warning) == (5 <= n < 10)
        assert bool(counts(page)) == (n >= 5)
        if n < 5:
            hidden = page.locator("td[data-state]").all_inner_texts()
            assert set(hidden) <= {"0", ""}


def test_a_mistyped_code_is_noticed_and_stays_to_be_mended(page, code_of):
    code = code_of(0, 1)
    wrong = code[:-1] + ("A" if code[-1] != "A" else "B")
    type_in(page, wrong)
    assert f"{wrong} is no code" in said(page)
    assert page.get_by_label("Code", exact=True).input_value().replace("-", "") == (
        wrong.replace("-", "")
    )
    assert page.evaluate("document.activeElement.id") == "class-code-box"
    type_in(page, "K7M2")
    assert "8 signs" in said(page)
    assert page.locator(".how-many").inner_text() == "0"


def test_small_letters_and_misread_signs_are_understood(page, code_of):
    code = next(
        code
        for code in (code_of(a, b) for a in range(3) for b in range(2))
        if set(code) & set("01")
    )
    type_in(page, code.lower().replace("0", "o").replace("1", "l").replace("-", " "))
    assert said(page) == f"Added: {code}."


def test_a_code_of_another_quiz_or_edition_is_not_counted(page):
    keys = [answer_key(question) for question in QUIZ.questions]
    type_in(page, write_code(quiz_mark(QUIZ), keys, [None] * len(keys)))
    assert "belongs to no quiz here" in said(page)
    assert page.locator(".how-many").inner_text() == "0"


def test_codes_of_two_quizzes_are_counted_apart(page, code_of, quiz):
    other = replace(quiz, slug="behind-the-fake")
    keys = [answer_key(question) for question in other.questions]
    for _ in range(5):
        type_in(page, code_of(0, 1))
        type_in(page, write_code(quiz_mark(other), keys, [1, 0]))
    assert page.locator(".class-quiz:not([hidden])").count() == 2
    assert sorted(n for _, n in counts(page) if n) == [5, 5, 5, 5]


def test_the_same_code_twice_counts_twice_and_can_be_taken_back(page, code_of):
    type_in(page, code_of(0, 1))
    type_in(page, code_of(0, 1))
    assert "there before" in said(page)
    assert page.locator(".how-many").inner_text() == "2"
    page.get_by_text("Codes so far").click()
    page.get_by_role("button", name=f"Remove {code_of(0, 1)}").first.click()
    assert page.locator(".how-many").inner_text() == "1"
    assert page.evaluate("document.activeElement !== document.body")


def test_many_codes_are_pasted_at_once_and_wrong_ones_stay(page, code_of):
    good = [code_of(n % 3, n % 2) for n in range(6)]
    type_in(page, "; ".join([*good[:3], "K7M2-Q4XD", *good[3:]]))
    assert page.locator(".how-many").inner_text() == "6"
    assert page.get_by_label("Code", exact=True).input_value() == "K7M2Q4XD"
    assert said(page).startswith("K7M2-Q4XD ")


def test_before_the_first_code_the_page_says_so_and_offers_no_empty_print(
    page, code_of
):
    empty = page.get_by_text("No codes yet")
    names = ("Print the results", "Undo the last step", "Clear all codes")
    buttons = [page.get_by_role("button", name=name) for name in names]
    assert empty.is_visible()
    assert not any(button.is_visible() for button in buttons)
    type_in(page, code_of(0, 1))
    assert not empty.is_visible()
    assert all(button.is_visible() for button in buttons)


def test_each_step_is_undone_by_keyboard_and_the_focus_is_back_in_the_box(
    page, code_of
):
    def undo():
        page.get_by_role("button", name="Undo the last step").press("Enter")
        assert page.evaluate("document.activeElement.id") == "class-code-box"
        return page.locator(".how-many").inner_text()

    type_in(page, " ".join(code_of(n, 1) for n in range(3)))
    type_in(page, code_of(0, 0))
    page.get_by_text("Codes so far").click()
    page.get_by_role("button", name=f"Remove {code_of(0, 0)}").click()
    page.get_by_role("button", name="Clear all codes").click()
    assert [undo(), undo(), undo(), undo()] == ["3", "4", "3", "0"]
    assert not page.get_by_role("button", name="Undo the last step").is_visible()


def test_on_a_phone_no_number_is_cut_off(open_page, theme_site, code_of):
    page = open_page(
        (theme_site / PAGE).as_uri(), viewport={"width": 360, "height": 740}
    )
    type_in(page, " ".join(code_of(n % 3, 1) for n in range(6)))
    for table in page.locator(".class-quiz:not([hidden]) .table").all():
        assert table.evaluate("e => e.scrollWidth <= e.clientWidth")


def test_nothing_is_stored_or_sent_and_clear_forgets_all(page, code_of):
    for n in range(6):
        type_in(page, code_of(n % 3, 1))
    assert page.evaluate("[{...sessionStorage}, {...localStorage}]") == [{}, {}]
    assert page.context.cookies() == []
    page.get_by_role("button", name="Clear all codes").click()
    assert counts(page) == []
    assert page.locator(".class-quiz:not([hidden])").count() == 0
    page.reload()
    assert page.locator(".how-many").inner_text() == "0"


def test_random_classes_are_counted_as_python_counts_them(page, code_of):
    chance = random.Random(5)
    answers = [
        (chance.choice([None, 0, 1, 2]), chance.choice([None, 0, 1])) for _ in range(30)
    ]
    type_in(page, " ".join(code_of(*pair) for pair in answers))
    got = [n for _, n in counts(page)]
    for place, options in ((0, [0, 1, 2, None]), (1, [0, 1, None])):
        wanted = [sum(pair[place] == n for pair in answers) for n in options]
        assert got[: len(wanted)] == wanted
        got = got[len(wanted) :]


@pytest.mark.parametrize(
    ("width", "scheme"), [(320, "light"), (1280, "dark"), (1280, "light")]
)
def test_the_page_is_accessible_with_results_and_without(
    open_page, theme_site, code_of, violations, width, scheme
):
    page = open_page(
        (theme_site / PAGE).as_uri(),
        viewport={"width": width, "height": 700},
        color_scheme=scheme,
    )
    assert violations(page) == []
    for n in range(6):
        type_in(page, code_of(n % 3, 1))
    page.get_by_text("Codes so far").click()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_without_javascript_the_page_says_what_to_do(open_page, theme_site):
    page = open_page((theme_site / PAGE).as_uri(), java_script_enabled=False)
    assert page.locator("noscript p").is_visible()
    assert not page.get_by_text("A person is hurt.").first.is_visible()


def test_on_paper_there_are_the_results_alone(page, code_of):
    for n in range(6):
        type_in(page, code_of(n % 3, 1))
    page.emulate_media(media="print")
    assert page.locator(".counted:not([hidden]) table").first.is_visible()
    assert not page.locator(".code-box").is_visible()
    assert not page.locator(".codes").is_visible()


def test_teachers_are_led_to_the_page_and_pupils_never(theme_site):
    index = (theme_site / "teacher-guides/index.html").read_text("utf-8")
    assert 'href="class-results.html"' in index
    guide = (theme_site / "teacher-guides/11-13/no-to-nudifying.html").read_text()
    assert 'href="../../teacher-guides/class-results.html"' in guide
    assert (theme_site / PAGE).is_file()
    for file in (theme_site / "lessons").rglob("*.html"):
        main = file.read_text("utf-8").partition("<main")[2].partition("</main>")[0]
        assert "class-results" not in main


def test_the_keys_on_the_page_are_not_in_the_search_index(theme_site):
    index = (theme_site / "_static/search-index.js").read_text("utf-8")
    assert "Class results" in index
    assert "It is badly made." not in index


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_text_of_an_author_runs_in_the_page(chromium, tmp_path, payload):
    course = Course(root=tmp_path, quizzes={QUIZ.id: poison(payload)})
    html = render_class_results(course)
    assert not re.search(r"\sstyle=|<style|<script", html)
    (tmp_path / "class-results.js").write_bytes(
        (STATIC / "class-results.js").read_bytes()
    )
    page_file = tmp_path / "page.html"
    page_file.write_text(
        '<!DOCTYPE html><meta charset="utf-8"><title>x</title>'
        f'<main>{html}</main><script src="class-results.js"></script>',
        "utf-8",
    )
    context = chromium.new_context(offline=True)
    page = context.new_page()
    dialogs = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog), dialog.dismiss()))
    page.goto(page_file.as_uri())
    type_in(page, payload)
    page.evaluate("document.querySelectorAll('[hidden]').forEach(e => {e.hidden = 0})")
    assert page.evaluate("window.__hit") is None
    assert dialogs == []
    context.close()


@pytest.mark.parametrize(
    "word",
    ["innerHTML", "insertAdjacentHTML", "eval(", "fetch(", "Storage", "setTimeout"],
)
def test_the_script_does_without(word):
    assert word not in (STATIC / "class-results.js").read_text("utf-8")


def test_the_script_stays_small():
    script = (STATIC / "class-results.js").read_bytes()
    assert len(gzip.compress(script, 9)) <= 2_560
