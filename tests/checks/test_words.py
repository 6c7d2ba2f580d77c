"""The word rules find what they must, and leave honest sentences alone."""

from pathlib import Path

import pytest

from lessonkit.checks.passages import Passage
from lessonkit.checks.words import WordRules, check_words, read_pattern, read_word_rules
from lessonkit.model.problem import Place

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def rules() -> WordRules:
    problems: list = []
    read = read_word_rules(ROOT, problems)
    assert problems == []
    return read


def found(rules: WordRules, text: str) -> set[str]:
    return {hit.rule.id for hit in rules.hits(text)}


def test_recall_and_false_alarms_over_the_sentences_of_the_rules(
    rules: WordRules, capsys: pytest.CaptureFixture[str]
) -> None:
    planted = [(rule.id, text) for rule in rules.rules for text in rule.catch]
    honest = [(rule.id, text) for rule in rules.rules for text in rule.passes]
    missed = [pair for pair in planted if pair[0] not in found(rules, pair[1])]
    # An honest sentence is a false alarm if *any* rule fires on it.
    false = [(i, text, f) for i, text in honest if (f := found(rules, text))]
    recall = 1 - len(missed) / len(planted)
    alarms = len(false) / len(honest)
    with capsys.disabled():
        print(  # noqa: T201
            f"\nword rules: {len(rules.rules)}; recall {recall:.1%} of {len(planted)} "
            f"planted, false alarms {alarms:.1%} of {len(honest)} honest sentences"
        )
    assert len(planted) >= 60 and len(honest) >= 60
    assert recall >= 0.95, missed
    assert alarms <= 0.05, false


def test_each_rule_has_three_sentences_to_catch_and_three_to_pass(
    rules: WordRules,
) -> None:
    for rule in rules.rules:
        assert len(rule.catch) >= 3, rule.id
        assert len(rule.passes) >= 3, rule.id


HARD = [
    "Never say that she asked for it.",
    "Report it to the removal tool.",
    "Do not send the picture to anyone, not even to a teacher.",
    "You do not have to show it to anyone.",
    "The picture got better when Mina drew the hat.",
    "It is never the fault of the person in the picture.",
    "No one can promise that every copy is gone.",
    "Ask the school to keep the record safe.",
    "In many countries it is a crime to make such a picture.",
    "Leave your phone as it is.",
    "Adults must not ask to see the picture.",
    "Some people wait a long time before they tell.",
    "A hash is a fingerprint of a picture; the picture stays with you.",
]


@pytest.mark.parametrize("text", HARD)
def test_an_honest_sentence_that_looks_bad_is_left_alone(
    rules: WordRules, text: str
) -> None:
    assert found(rules, text) == set()


@pytest.mark.parametrize("text", ["", "~3 word", "word ~x", "a||b", "*"])
def test_a_pattern_that_means_nothing_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        read_pattern(text)


def test_a_word_is_placed_on_its_own_line(rules: WordRules) -> None:
    text = "Kim drew it. Some say that she asked for it."
    passage = Passage(
        Place("lessons/x.md", 4, 3),
        text,
        "lessons",
        lines=("Kim drew it. Some say", "that she asked for it."),
        breaks=(22,),
    )
    places = {p.code: p.place for p in check_words(passage, rules)}
    assert places["blame-asked-for-it"].line == 5


def test_a_quoted_myth_is_quiet_and_its_answer_is_not(rules: WordRules) -> None:
    text = "She asked for it."
    myth = Passage(Place("a.md"), text, "lessons", frozenset({"terms", "blame"}))
    answer = Passage(Place("a.md"), text, "lessons")
    assert list(check_words(myth, rules)) == []
    assert [p.code for p in check_words(answer, rules)] == ["blame-asked-for-it"]


def test_a_rule_is_quiet_where_it_does_not_belong(rules: WordRules) -> None:
    for rule in rules.rules:
        if "quizzes" not in rule.where:
            for text in rule.catch:
                passage = Passage(Place("a.yml"), text, "quizzes")
                assert rule.id not in {p.code for p in check_words(passage, rules)}


def test_each_rule_is_documented_as_it_is_now(rules: WordRules) -> None:
    text = (ROOT / "docs" / "checks.md").read_text("utf-8")
    for rule in rules.rules:
        section = text.split(f"\n### {rule.id}\n")[1].split("\n#")[0]
        assert rule.why.strip() in section
        assert rule.instead.strip().rstrip(".") in section
        assert rule.catch[0] in section and rule.passes[0] in section
