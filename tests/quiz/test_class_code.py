"""The code for a class: what Python writes and reads, and which mistakes it notices."""

import json
from dataclasses import replace
from itertools import combinations
from math import prod
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.quiz.answering import answer_by_pointer
from tests.quiz.sample import ANSWERS, QUIZ, SINGLE

from lessonkit.class_code import (
    CAPACITY,
    MARKS,
    SIGNS,
    quiz_mark,
    read_code,
    read_states,
    state,
    states_of,
    write_code,
)
from lessonkit.grading import answer_key
from lessonkit.model.quiz import Option
from lessonkit.source.quiz import read_quiz

ROOT = Path(__file__).parents[2]
VECTORS = json.loads((ROOT / "tests/vectors/class-code.json").read_text("utf-8"))
CASES = [(g["keys"], case) for g in VECTORS["groups"] for case in g["cases"]]
CODES = [case["code"].replace("-", "") for _, case in CASES]
KEYS = [answer_key(question) for question in QUIZ.questions]


def test_there_are_enough_vectors():
    assert len(CASES) >= 80
    assert len(VECTORS["refused"]) >= 25


@pytest.mark.parametrize(("keys", "case"), CASES, ids=[c["code"] for _, c in CASES])
def test_a_code_is_what_the_vector_says_and_is_read_back(keys, case):
    sizes = [states_of(key) for key in keys]
    answers = zip(keys, case["answers"], strict=True)
    assert [state(key, answer) for key, answer in answers] == case["states"]
    assert write_code(case["mark"], keys, case["answers"]) == case["code"]
    mark, number = read_code(case["code"])
    assert mark == case["mark"]
    assert read_states(number, sizes) == case["states"]


@pytest.mark.parametrize("text", VECTORS["refused"])
def test_what_is_no_code_is_refused(text):
    assert read_code(text) is None


@pytest.mark.parametrize(("text", "code"), VECTORS["forms"])
def test_small_letters_gaps_and_misread_signs_are_understood(text, code):
    assert read_code(text) == read_code(code) is not None


def test_any_one_wrong_sign_is_noticed():
    code = CODES[20]
    for place in range(8):
        for sign in SIGNS:
            wrong = code[:place] + sign + code[place + 1 :]
            assert (read_code(wrong) is None) == (sign != code[place])


@pytest.mark.parametrize("code", CODES[::7])
def test_any_two_signs_that_are_swapped_are_noticed(code):
    for first, second in combinations(range(8), 2):
        signs = list(code)
        signs[first], signs[second] = signs[second], signs[first]
        if "".join(signs) != code:
            assert read_code("".join(signs)) is None


@given(st.data(), st.integers(0, MARKS - 1))
def test_every_way_to_answer_has_its_own_code(data, mark):
    answers = [
        data.draw(st.sampled_from([*(a for a in ANSWERS[q.id] if a is not None), None]))
        for q in QUIZ.questions
    ]
    found = read_code(write_code(mark, KEYS, answers))
    assert found is not None
    assert found[0] == mark
    wanted = [state(key, answer) for key, answer in zip(KEYS, answers, strict=True)]
    assert read_states(found[1], [states_of(key) for key in KEYS]) == wanted


@given(st.text(max_size=12))
def test_any_text_can_be_read(text):
    found = read_code(text)
    assert found is None or found[0] < MARKS


def test_a_number_too_large_for_the_quiz_is_no_answer():
    assert read_states(4 * 4, [4, 4]) is None
    assert read_states(4 * 4 - 1, [4, 4]) == [3, 3]


def test_how_sure_a_pupil_is_changes_no_mark():
    assert quiz_mark(replace(QUIZ, confidence=())) == quiz_mark(QUIZ)


def test_another_key_or_another_quiz_has_another_mark():
    turned = replace(SINGLE, options=SINGLE.options[::-1])
    others = [
        replace(QUIZ, slug="other"),
        replace(QUIZ, questions=(turned, *QUIZ.questions[1:])),
        replace(QUIZ, questions=QUIZ.questions[1:]),
    ]
    marks = {quiz_mark(quiz) for quiz in (QUIZ, *others)}
    assert len(marks) == 4
    worded = replace(SINGLE, stem="Why is a fake picture never a joke?")
    same = replace(QUIZ, questions=(worded, *QUIZ.questions[1:]))
    assert quiz_mark(same) == quiz_mark(QUIZ)


def test_a_quiz_that_a_code_has_no_room_for_has_no_mark():
    options = tuple(Option(str(n), n == 0, "Because.") for n in range(9))
    large = replace(SINGLE, options=options)
    assert prod([10] * 6) > CAPACITY
    assert quiz_mark(replace(QUIZ, questions=(large,) * 6)) is None
    # The largest that the rules for quizzes allow: eight times four options.
    assert quiz_mark(replace(QUIZ, questions=(SINGLE,) * 8)) is not None


def test_every_quiz_of_the_course_has_a_mark_of_its_own():
    quizzes = [
        read_quiz(ROOT, file.relative_to(ROOT).as_posix(), [])
        for file in sorted((ROOT / "quizzes").glob("*/*.yml"))
    ]
    marks = [quiz_mark(quiz) for quiz in quizzes]
    assert None not in marks
    assert len(marks) == len(set(marks)) >= 8


@pytest.mark.browser
def test_the_script_writes_every_vectors_code(open_page):
    page = open_page()
    run = "([keys, c]) => lessonkitQuiz.classCode(c.mark, keys, c.answers)"
    got = [page.evaluate(run, [keys, case]) for keys, case in CASES]
    assert got == [case["code"] for _, case in CASES]


@pytest.mark.browser
def test_a_pupil_sees_a_code_of_the_first_answers(open_page):
    page = open_page()
    for question in QUIZ.questions:
        answer = ANSWERS[question.id][2] or ANSWERS[question.id][0]
        answer_by_pointer(page, question.id, answer)
    answer_by_pointer(page, "not-a-joke", 1)
    page.get_by_role("button", name="See my review").click()
    shown = page.locator(".class-code").inner_text()
    wrong = [ANSWERS[q.id][2] or ANSWERS[q.id][0] for q in QUIZ.questions]
    assert shown == write_code(quiz_mark(QUIZ), KEYS, wrong)
    assert "no name" in page.locator(".review").inner_text()


@pytest.mark.browser
def test_unanswered_questions_and_confidence_are_not_in_the_code(open_page):
    page = open_page()
    page.locator("[data-when=before] [data-item=who-i-tell] input").first.check()
    page.get_by_role("button", name="See my review").click()
    nothing = [None] * len(KEYS)
    code = write_code(quiz_mark(QUIZ), KEYS, nothing)
    assert page.locator(".class-code").inner_text() == code


@pytest.mark.browser
def test_the_code_is_gone_when_the_answers_are_cleared(open_page):
    page = open_page()
    answer_by_pointer(page, "not-a-joke", 0)
    page.get_by_role("button", name="See my review").click()
    assert page.locator(".class-code").is_visible()
    page.get_by_role("button", name="Clear my answers").click()
    assert not page.locator(".class-code").is_visible()
