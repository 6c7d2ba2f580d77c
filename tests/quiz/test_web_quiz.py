"""The quiz in real Chromium: answered, announced, kept, reviewed, cleared, printed."""

import json
import re

import pytest
from tests.quiz.answering import answer_by_keyboard, answer_by_pointer
from tests.quiz.sample import ANSWERS, QUIZ
from tests.quiz.test_grading import GROUPS

from lessonkit.grading import answer_key, score

pytestmark = pytest.mark.browser

IDS = [question.id for question in QUIZ.questions]
HAS_FOCUS = "document.activeElement !== document.body"


def stored(page):
    """Return what is kept on the device: session, local, cookies."""
    session = page.evaluate("({...sessionStorage})")
    return session, page.evaluate("({...localStorage})"), page.context.cookies()


def finish(page, which=0):
    for question_id in IDS:
        answer = ANSWERS[question_id][which]
        answer_by_pointer(page, question_id, answer or ANSWERS[question_id][0])


def test_the_script_scores_every_vector_as_python_does(open_page):
    page = open_page()
    got = page.evaluate(
        "groups => groups.map(g => g.cases.map(c => lessonkitQuiz.score(g.key, c[0])))",
        GROUPS,
    )
    want = [
        [float(score(group["key"], answer)) for answer, _ in group["cases"]]
        for group in GROUPS
    ]
    assert got == want


@pytest.mark.parametrize(
    ("question_id", "which"),
    [(name, n) for name in IDS for n in range(3) if ANSWERS[name][n] is not None],
)
def test_an_answer_is_marked_and_the_mark_is_announced(question, question_id, which):
    page, find = question
    answer = ANSWERS[question_id][which]
    answer_by_pointer(page, question_id, answer)
    root = find(question_id)
    assert root.get_attribute("data-result") == ["right", "partly", "wrong"][which]
    region = root.get_by_role("status")
    assert len(region.inner_text()) > 5
    if question_id == "not-a-joke":
        reason = next(q for q in QUIZ.questions if q.id == question_id).options[answer]
        assert reason.rationale in region.inner_text()


@pytest.mark.parametrize("question_id", IDS)
def test_the_live_region_is_there_and_empty_before_it_speaks(question, question_id):
    _, find = question
    region = find(question_id).locator(".feedback")
    assert region.get_attribute("role") == "status"
    assert region.text_content() == ""


def test_every_type_is_completed_by_keyboard_alone_and_focus_is_never_lost(question):
    page, find = question
    page.evaluate(
        "document.addEventListener('keyup', () => {"
        f" window.lost = window.lost || !({HAS_FOCUS}); }})"
    )
    for question_id in IDS:
        answer_by_keyboard(page, question_id, ANSWERS[question_id][0])
        assert find(question_id).get_attribute("data-result") == "right", question_id
        assert page.evaluate(HAS_FOCUS), question_id
    assert page.evaluate("window.lost") is False


def test_enter_without_an_answer_asks_for_one_and_marks_nothing(question):
    page, find = question
    find("not-a-joke").locator("input").first.focus()
    page.keyboard.press("Enter")
    assert find("not-a-joke").get_by_role("status").inner_text() == (
        "Choose an answer first."
    )
    assert find("not-a-joke").get_attribute("data-result") is None


def test_each_chosen_option_gets_its_own_rationale(question):
    page, find = question
    answer_by_pointer(page, "who-can-help", [0, 1])
    reasons = find("who-can-help").locator(".reasons li").all_inner_texts()
    options = next(q for q in QUIZ.questions if q.id == "who-can-help").options
    assert reasons == [options[0].rationale, options[1].rationale]
    names = find("who-can-help").locator("label.option").all_inner_texts()
    assert [re.search(r"\((.*)\)", name) is not None for name in names] == [
        True,
        True,
        False,
        False,
        False,
    ]


def test_a_changed_answer_loses_its_mark_until_it_is_checked_again(question):
    page, find = question
    answer_by_pointer(page, "your-fault", 0)
    find("your-fault").locator("input").nth(1).check()
    assert find("your-fault").get_attribute("data-result") is None
    assert "Check it again" in find("your-fault").get_by_role("status").inner_text()
    find("your-fault").locator(".check").click()
    assert find("your-fault").get_attribute("data-result") == "right"


def test_answers_are_hidden_until_the_question_is_checked(question):
    page, find = question
    assert not find("not-a-joke").locator("details").is_visible()
    answer_by_pointer(page, "not-a-joke", 0)
    assert find("not-a-joke").locator("details").is_visible()


def test_a_line_is_dragged_by_its_grip(question):
    page, find = question
    root = find("first-steps")
    root.scroll_into_view_if_needed()
    last = root.locator(".item").last
    name = last.get_attribute("data-item")
    grip = last.locator(".grip").bounding_box()
    top = root.locator(".item").first.bounding_box()
    page.mouse.move(grip["x"] + 4, grip["y"] + 4)
    page.mouse.down()
    page.mouse.move(grip["x"] + 4, top["y"] + 8, steps=12)
    page.mouse.up()
    assert root.locator(".item").first.get_attribute("data-item") == name
    assert "place 1 of 4" in root.get_by_role("status").inner_text()
    assert not root.locator(".dragged").count()


def test_a_choice_is_dragged_to_its_pair_and_marked(question):
    page, find = question
    root = find("what-it-means")
    key = answer_key(next(q for q in QUIZ.questions if q.id == "what-it-means"))
    selects = root.locator(".pair select")
    for n, choice in enumerate(key["keys"]):
        root.scroll_into_view_if_needed()
        words = selects.nth(n).locator(f"option[value='{choice}']").text_content()
        card = root.locator(".cards .item", has_text=words)
        grip = card.locator(".grip").bounding_box()
        box = root.locator(".pair").nth(n).bounding_box()
        page.mouse.move(grip["x"] + 8, grip["y"] + 8)
        page.mouse.down()
        page.mouse.move(box["x"] + 20, box["y"] + box["height"] / 2, steps=8)
        page.mouse.up()
        assert selects.nth(n).input_value() == str(choice)
    assert not root.locator(".dragged").count()
    assert page.evaluate("Object.keys(sessionStorage)") == [
        "lessonkit:quiz:11-13/sample"
    ]
    root.locator(".check").click()
    assert root.get_attribute("data-result") == "right"


def test_a_card_that_is_dropped_beside_the_pairs_changes_nothing(question):
    page, find = question
    root = find("what-it-means")
    root.scroll_into_view_if_needed()
    grip = root.locator(".cards .grip").first.bounding_box()
    page.mouse.move(grip["x"] + 8, grip["y"] + 8)
    page.mouse.down()
    pair = root.locator(".pair").first.bounding_box()
    page.mouse.move(pair["x"] + 20, pair["y"] + pair["height"] / 2, steps=4)
    assert root.locator("select").first.input_value() != ""
    page.mouse.move(grip["x"] + 60, grip["y"] + 60, steps=4)
    page.mouse.up()
    assert {s.input_value() for s in root.locator("select").all()} == {""}
    assert not root.locator(".dragged").count()


def test_a_long_choice_is_not_cut_off_once_it_is_chosen(open_page):
    page = open_page(viewport={"width": 320, "height": 640})
    select = page.locator("[data-question=what-it-means] select").first
    before = select.bounding_box()["height"]
    select.evaluate("e => { e.options[0].text = 'a long choice of words '.repeat(5); }")
    assert select.bounding_box()["height"] > 2 * before


def test_the_first_and_last_line_say_that_they_cannot_move_further(question):
    _, find = question
    items = find("first-steps").locator(".item")
    assert items.first.locator(".up").get_attribute("aria-disabled") == "true"
    assert items.last.locator(".down").get_attribute("aria-disabled") == "true"
    items.first.locator(".up").click(force=True)
    items.first.locator(".down").click()
    assert items.first.locator(".up").get_attribute("aria-disabled") == "true"


def test_the_story_waits_for_the_reader_and_ends_at_help(question):
    page, find = question
    play = find("ravi-writes").locator(".story-play")
    assert play.locator(".story-step").count() == 1
    play.locator("button.choice").nth(1).click()
    assert "Looking at it hurts him again." in play.inner_text()
    assert play.locator(".story-step").count() == 1, "the reader has not gone on"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert play.locator(".story-step").count() == 2
    play.locator("button.choice").nth(0).click()
    play.get_by_role("button", name="Go on").click()
    assert play.get_by_role("link").get_attribute("href") == "help.html#friend"
    assert (
        "1 of your 2 choices" in find("ravi-writes").get_by_role("status").inner_text()
    )


def test_the_story_can_be_started_again(question):
    page, find = question
    answer_by_pointer(page, "ravi-writes", [1, 1, 0])
    find("ravi-writes").get_by_role("button", name="Start the story again").click()
    assert page.evaluate("document.activeElement.className") == "story-step"
    answer_by_pointer(page, "ravi-writes", [0])
    assert find("ravi-writes").get_attribute("data-result") == "right"


@pytest.mark.parametrize("which", [0, 1, 2], ids=["right", "partly", "wrong"])
def test_the_review_says_the_score_that_grading_gives(question, which):
    page, _ = question
    finish(page, which)
    page.get_by_role("button", name="See my review").click()
    assert page.evaluate("document.activeElement.className") == "review-title"
    total = sum(
        score(answer_key(q), ANSWERS[q.id][which] or ANSWERS[q.id][0])
        for q in QUIZ.questions
    )
    points = f"{float(total):.1f}".removesuffix(".0")
    text = page.locator(".total").inner_text()
    assert text == f"First try: {points} of 7 points. Now: {points} of 7."


def test_the_review_shows_own_answers_and_what_to_look_at_again(question):
    page, _ = question
    answer_by_pointer(page, "not-a-joke", 0)
    answer_by_pointer(page, "first-steps", [1, 0, 2, 3])
    page.get_by_role("button", name="See my review").click()
    lines = page.locator(".review-list li").all_inner_texts()
    assert lines[0] == "Question 1: Not yet. Because it is made badly."
    assert lines[1].startswith("Question 2: not answered yet")
    assert lines[3].startswith("Question 4: Partly right: 2 of 4. Do not reply. →")
    again = page.locator(".again-list li").all_inner_texts()
    assert again[0] == (
        "You can explain why a fake picture harms a real person."
        " Question 1 Question 3 Question 5"
    )


def test_a_second_try_counts_as_now_and_not_as_first(question):
    page, _ = question
    answer_by_pointer(page, "not-a-joke", 0)
    answer_by_pointer(page, "not-a-joke", 1)
    page.get_by_role("button", name="See my review").click()
    assert page.locator(".total").inner_text() == (
        "First try: 0 of 7 points. Now: 1 of 7."
    )


def test_confidence_before_and_after_is_shown_to_the_reader_and_not_scored(question):
    page, _ = question
    page.locator("[data-when=before] [data-item=say-no] input").nth(1).check()
    page.get_by_role("button", name="See my review").click()
    page.locator("[data-when=after] [data-item=say-no] input").nth(2).check()
    change = page.locator("[data-when=after] [data-item=say-no]").get_by_role("status")
    assert change.inner_text() == "Before: A little. Now: Mostly."
    assert page.locator(".total").inner_text().startswith("First try: 0 of 7")


def test_answers_survive_a_reload_and_are_kept_under_our_own_name_only(question):
    page, find = question
    finish(page, 1)
    page.locator("[data-when=before] input").first.check()
    before = page.locator(".quiz").inner_text()
    page.reload()
    assert page.locator(".quiz").inner_text() == before
    assert page.locator("[data-when=before] input").first.is_checked()
    assert find("first-steps").get_attribute("data-result") == "partly"
    session, local, cookies = stored(page)
    assert list(session) == ["lessonkit:quiz:11-13/sample"]
    assert (local, cookies) == ({}, [])
    assert set(json.loads(session.popitem()[1])) == {"answers", "ratings"}


def test_clear_my_answers_leaves_nothing(question):
    page, _ = question
    fresh = page.locator(".quiz").inner_text()
    finish(page, 2)
    page.locator("[data-when=before] input").first.check()
    page.get_by_role("button", name="See my review").click()
    page.get_by_role("button", name="Clear my answers").click()
    assert page.locator(".cleared").inner_text() == "Your answers are cleared."
    assert page.evaluate("document.activeElement.className") == "quiz-title"
    assert stored(page) == ({}, {}, [])
    page.reload()
    assert page.locator(".quiz").inner_text() == fresh


@pytest.mark.parametrize(
    "value",
    [
        "not json",
        "[]",
        "null",
        '{"answers": {"not-a-joke": {"now": 99, "first": 99, "checked": true}}}',
        '{"answers": {"first-steps": {"now": [9, 9], "first": 1, "checked": true}}}',
        '{"answers": {"ravi-writes": {"now": [7], "first": [7], "checked": true}}}',
        '{"answers": {"a-hash": {"now": "x", "first": {}, "checked": true}}}',
    ],
)
def test_odd_things_in_the_storage_do_not_break_the_quiz(question, value):
    page, find = question
    page.evaluate(
        "value => sessionStorage.setItem('lessonkit:quiz:11-13/sample', value)", value
    )
    page.reload()
    finish(page)
    page.get_by_role("button", name="See my review").click()
    assert "Now: 7 of 7" in page.locator(".total").inner_text()
    assert find("not-a-joke").get_attribute("data-result") == "right"


def test_the_quiz_works_where_the_browser_refuses_storage(browser, page_url):
    page = browser.new_page()
    page.add_init_script(
        "Object.defineProperty(window, 'sessionStorage',"
        " {get() { throw new Error('refused'); }})"
    )
    page.goto(page_url)
    finish(page)
    page.get_by_role("button", name="See my review").click()
    assert "Now: 7 of 7" in page.locator(".total").inner_text()
    page.context.close()


def test_without_javascript_questions_and_answers_are_all_there(open_page):
    page = open_page(java_script_enabled=False)
    assert page.locator("fieldset legend .stem").count() == len(QUIZ.questions)
    for question in QUIZ.questions:
        details = page.locator(f"[data-question={question.id}] details")
        assert details.is_visible()
        details.locator("summary").click()
        assert details.locator(".rationale").first.is_visible()
    visible = [b for b in page.locator("button").all() if b.is_visible()]
    assert visible == [], "a button without a script does nothing"
    page.locator("a.choice").first.click()
    assert page.url.endswith("#quiz-ravi-writes-step-tell")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_before_and_after_answering(
    open_page, axe_violations, scheme, width
):
    page = open_page(
        color_scheme=scheme, viewport={"width": width, "height": 800}, bypass_csp=True
    )
    assert axe_violations(page) == []
    finish(page, 2)
    answer_by_pointer(page, "what-it-means", [0, 1, 3])
    page.get_by_role("button", name="See my review").click()
    for details in page.locator("details").all():
        details.locator("summary").click()
    assert axe_violations(page) == []


@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_is_wider_than_the_screen(open_page, width):
    page = open_page(viewport={"width": width, "height": 800})
    finish(page, 1)
    page.get_by_role("button", name="See my review").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_controls_are_large_enough_for_a_finger(open_page):
    page = open_page(viewport={"width": 360, "height": 800})
    page.get_by_role("button", name="See my review").click()
    for control in page.locator(".quiz button, .quiz label, .quiz select").all():
        if control.is_visible() and control.get_attribute("for") is None:
            assert control.bounding_box()["height"] >= 44


def test_the_certificate_prints_alone_and_asks_for_no_name_on_screen(question):
    page, _ = question
    assert page.locator("input[type=text], textarea, [contenteditable]").count() == 0
    assert not page.locator(".certificate").is_visible()
    page.get_by_role("button", name="See my review").click()
    page.evaluate("window.print = () => { window.printed = document.body.className }")
    page.get_by_role("button", name="Print a certificate").click()
    assert page.evaluate("window.printed") == "only-certificate"
    assert page.evaluate("document.body.className") == ""
    page.emulate_media(media="print")
    page.evaluate("document.body.className = 'only-certificate'")
    assert page.locator(".certificate").is_visible()
    assert not page.locator(".question").first.is_visible()
    assert not page.locator("h1").is_visible()


def test_the_review_prints_alone_with_what_was_asked(question):
    page, _ = question
    finish(page, 1)
    page.get_by_role("button", name="See my review").click()
    stem = page.locator(".review-list").get_by_text(QUIZ.questions[1].stem)
    assert not stem.is_visible()
    page.evaluate("window.print = () => { window.printed = document.body.className }")
    page.get_by_role("button", name="Print my review").click()
    assert page.evaluate("window.printed") == "only-review"
    assert page.evaluate("document.body.className") == ""
    page.emulate_media(media="print")
    page.evaluate("document.body.className = 'only-review'")
    assert stem.is_visible()
    assert page.get_by_text("Quiz: A sample").is_visible()
    assert not page.locator(".question").first.is_visible()
    assert not page.locator("h1").is_visible()
    assert not any(b.is_visible() for b in page.locator(".quiz button").all())


def test_print_shows_own_answers_without_buttons(question):
    page, find = question
    finish(page, 1)
    page.get_by_role("button", name="See my review").click()
    page.emulate_media(media="print")
    assert find("who-can-help").locator(".verdict").is_visible()
    assert page.locator(".review-list").is_visible()
    assert not any(b.is_visible() for b in page.locator(".quiz button").all())
    assert not page.locator(".certificate").is_visible()
