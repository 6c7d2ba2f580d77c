"""Scores agree with the hand-written vectors, and never leave 0 to 1."""

import json
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.quiz.sample import ANSWERS, MATCHING, ORDERING, QUIZ, SCENARIO

from lessonkit.grading import (
    answer_key,
    is_answered,
    matching_choices,
    presented_order,
    read_letters,
    right_answer,
    score,
    write_letters,
)

VECTORS = Path(__file__).parents[1] / "vectors" / "grading.json"
GROUPS = json.loads(VECTORS.read_text("utf-8"))["groups"]
KEYS = [answer_key(question) for question in QUIZ.questions]

json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 9) | st.floats() | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=7) | st.dictionaries(st.text(max_size=2), inner)
    ),
    max_leaves=9,
)


def test_there_are_at_least_200_vectors():
    assert sum(len(group["cases"]) for group in GROUPS) >= 200


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group["name"])
def test_the_score_is_what_the_vector_says(group):
    got = [[answer, str(score(group["key"], answer))] for answer, _ in group["cases"]]
    assert got == group["cases"]


@given(st.sampled_from(KEYS), json_values)
def test_any_answer_scores_between_0_and_1(key, answer):
    assert 0 <= score(key, answer) <= 1
    assert is_answered(key, answer) in (True, False)


@pytest.mark.parametrize("question", QUIZ.questions, ids=lambda q: q.id)
def test_right_partly_right_and_wrong_answers_score_so(question):
    key = answer_key(question)
    right, partly, wrong = ANSWERS[question.id]
    assert score(key, right) == 1
    assert partly is None or 0 < score(key, partly) < 1
    assert wrong is None or score(key, wrong) == 0
    assert is_answered(key, right)


@pytest.mark.parametrize("question", QUIZ.questions, ids=lambda q: q.id)
def test_the_key_is_plain_json(question):
    key = answer_key(question)
    assert json.loads(json.dumps(key)) == key


@pytest.mark.parametrize("question", QUIZ.questions, ids=lambda q: q.id)
@pytest.mark.parametrize("nothing", [None, [], "", {}], ids=repr)
def test_nothing_is_no_answer(question, nothing):
    assert not is_answered(answer_key(question), nothing)


def test_a_story_that_has_not_ended_is_no_answer():
    assert not is_answered(answer_key(SCENARIO), [1])
    assert is_answered(answer_key(SCENARIO), [1, 0])


def test_matching_shows_each_right_hand_text_once():
    choices = matching_choices(MATCHING)
    assert len(choices) == len(set(choices)) == 4


@given(st.text(max_size=20))
def test_the_shown_order_is_never_the_right_one(quiz_id):
    for question in (ORDERING, MATCHING):
        order = presented_order(quiz_id, question)
        assert sorted(order) == list(range(4))
        assert list(order) != [0, 1, 2, 3]
        assert order == presented_order(quiz_id, question)


def test_the_shown_order_of_a_known_quiz_never_changes():
    # Printed sheets and returned answers refer to it.
    assert presented_order("11-13/sample", ORDERING) == (2, 1, 3, 0)


def test_the_total_of_a_perfect_quiz_is_its_number_of_questions():
    total = sum(
        (score(answer_key(q), ANSWERS[q.id][0]) for q in QUIZ.questions), Fraction(0)
    )
    assert total == len(QUIZ.questions)


@pytest.mark.parametrize("question", QUIZ.questions, ids=lambda q: q.id)
@pytest.mark.parametrize("which", [0, 1, 2])
def test_letters_and_answers_turn_into_each_other(question, which):
    answer = ANSWERS[question.id][which]
    if answer is not None:
        key, order = answer_key(question), presented_order(QUIZ.id, question)
        letters = write_letters(key, order, answer)
        assert letters.isalpha()
        assert read_letters(key, order, letters) == answer
        assert read_letters(key, order, " ".join(letters.lower())) == answer


@pytest.mark.parametrize("question", QUIZ.questions, ids=lambda q: q.id)
@given(letters=st.text(max_size=9) | st.none() | st.integers())
def test_any_letters_can_be_marked(question, letters):
    key, order = answer_key(question), presented_order(QUIZ.id, question)
    assert 0 <= score(key, read_letters(key, order, letters)) <= 1


@pytest.mark.parametrize("question", QUIZ.questions, ids=lambda q: q.id)
def test_the_right_answer_earns_the_whole_point(question):
    key = answer_key(question)
    assert score(key, right_answer(key)) == 1


def test_an_empty_place_is_a_dash():
    key, order = answer_key(MATCHING), presented_order(QUIZ.id, MATCHING)
    assert write_letters(key, order, [0, None, 2])[1] == "-"
    assert read_letters(key, order, "A-B")[1] is None
