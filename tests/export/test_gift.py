"""GIFT, as read by a parser that is not ours."""

import json
import subprocess
from pathlib import Path

import pytest
from tests.quiz.payloads import PAYLOADS, poison
from tests.quiz.sample import QUIZ

from lessonkit.export.gift import export_gift, gift_bank
from lessonkit.model.course import Course
from lessonkit.source.inline import plain_text

pytestmark = pytest.mark.lms
PARSER = Path(__file__).with_name("parse-gift.cjs")
KINDS = ["MC", "MC", "TF", "Matching", "MC", "MC", "MC", "MC"]


def parsed(gift):
    done = subprocess.run(
        ["node", PARSER], input=gift, capture_output=True, text=True, check=True
    )
    return [q for q in json.loads(done.stdout) if q["type"] != "Category"]


def flat(text):
    return " ".join(plain_text(text).split()).replace("->", "→")


@pytest.fixture(scope="module")
def sample():
    return parsed(gift_bank("A course", [QUIZ]))


def test_a_foreign_parser_reads_every_question_but_the_ordering(sample):
    assert [question["type"] for question in sample] == KINDS


def test_single_and_true_false_keep_their_key(sample):
    right = [o["text"]["text"] for o in sample[0]["choices"] if o["isCorrect"]]
    assert right == ["Because a real person is hurt."]
    assert sample[2]["isTrue"] is False


def test_multiple_keeps_its_weights_and_rationales(sample):
    weights = [choice["weight"] for choice in sample[1]["choices"]]
    third = 33.33333
    assert weights == [third, -third, third, third, -third]
    told = [choice["feedback"]["text"] for choice in sample[1]["choices"]]
    assert told == [flat(option.rationale) for option in QUIZ.questions[1].options]


def test_pairs_belong_together(sample):
    pairs = [
        (pair["subquestion"]["text"], pair["subanswer"])
        for pair in sample[3]["matchPairs"]
    ]
    assert pairs == [(pair.left, pair.right) for pair in QUIZ.questions[4].pairs]


def test_no_text_of_an_author_is_read_as_a_mark():
    bank = "\n".join(gift_bank("A course", [poison(text)]) for text in PAYLOADS)
    questions = parsed(bank)
    assert [question["type"] for question in questions] == KINDS * len(PAYLOADS)
    for n, payload in enumerate(PAYLOADS):
        first = questions[n * len(KINDS)]
        assert flat(first["stem"]["text"]) == flat(payload), payload
        assert first["stem"]["format"] == "plain"
        assert len(first["choices"]) == 4


def test_the_exporter_writes_one_file_a_quiz(tmp_path):
    course = Course(root=tmp_path, quizzes={QUIZ.id: QUIZ})
    (path,) = export_gift(course, tmp_path / "gift")
    assert path.relative_to(tmp_path).as_posix() == "gift/11-13/sample.gift.txt"
