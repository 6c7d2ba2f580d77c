"""Moodle XML: well formed, within Moodle's rules, worth our points, no markup."""

import re
import xml.etree.ElementTree as ET

import pytest
from tests.quiz.payloads import PAYLOADS, poison
from tests.quiz.sample import QUIZ

from lessonkit.export.moodle import export_moodle, question_bank
from lessonkit.model.course import Course

# question/engine/bank.php, question_bank::ensure_grade_options.
FRACTIONS = {
    100, 90, 83.33333, 80, 75, 70, 66.66667, 60, 50, 40, 33.33333, 30, 25, 20,
    16.66667, 14.28571, 12.5, 11.11111, 10, 5, 0,
}  # fmt: skip
TAGS = re.compile(r"</?(?:p|ul|li|strong|em|code)>")


def bank(quiz=QUIZ):
    return ET.fromstring(question_bank("Whose Picture?", [quiz]))


def questions(kind, quiz=QUIZ):
    return bank(quiz).findall(f"question[@type='{kind}']")


def test_each_question_is_there_with_its_number_and_points():
    root = bank()
    ids = [q.findtext("idnumber") for q in root if q.get("type") != "category"]
    assert len(ids) == len(set(ids))
    assert {i.split("/")[2] for i in ids} == {q.id for q in QUIZ.questions}
    points = sum(float(q.findtext("defaultgrade", "0")) for q in root)
    assert points == pytest.approx(len(QUIZ.questions))


def test_the_category_names_course_band_and_quiz():
    assert bank().findtext("question/category/text") == (
        "$course$/top/Whose Picture?/11-13/A sample"
    )


def test_fractions_are_those_that_moodle_offers_and_the_best_is_100():
    for kind in ("multichoice", "truefalse"):
        for question in questions(kind):
            fractions = [float(a.get("fraction")) for a in question.findall("answer")]
            assert {abs(fraction) for fraction in fractions} <= FRACTIONS
            if question.findtext("single") == "false":
                assert sum(f for f in fractions if f > 0) == pytest.approx(
                    100, abs=1e-3
                )
            else:
                assert max(fractions) == 100


def test_every_option_of_a_choice_has_its_rationale():
    for kind in ("multichoice", "truefalse"):
        for question in questions(kind):
            assert all(a.findtext("feedback/text") for a in question.findall("answer"))


def test_true_and_false_are_not_translated():
    (question,) = questions("truefalse")
    words = [a.findtext("text") for a in question.findall("answer")]
    assert words == ["true", "false"]


def test_an_ordering_question_counts_from_one_and_is_marked_by_place():
    (question,) = questions("ordering")
    assert [a.get("fraction") for a in question.findall("answer")] == [
        "1.0000000",
        "2.0000000",
        "3.0000000",
        "4.0000000",
    ]
    assert question.findtext("gradingtype") == "ABSOLUTE_POSITION"


def test_matching_has_its_distractor_without_a_left_side():
    (question,) = questions("matching")
    rows = [
        (row.findtext("text"), row.findtext("answer/text"))
        for row in question.findall("subquestion")
    ]
    assert len([left for left, _ in rows if left]) >= 2
    assert rows[-1] == ("", "a kind of password")


def test_a_gap_is_an_embedded_choice_with_one_right_answer():
    (question,) = questions("cloze")
    gaps = re.findall(
        r"\{1:MULTICHOICE:([^}]*)\}", question.findtext("questiontext/text")
    )
    assert len(gaps) == 2
    assert [gap.count("~") for gap in gaps] == [1, 2]
    assert all(sum(o.startswith("=") for o in gap.split("~")) == 1 for gap in gaps)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_text_of_an_author_becomes_markup_or_a_gap(payload):
    root = bank(poison(payload))
    plain = ("category", "name", "subquestion/answer")
    for path in plain:
        for parent in root.findall(f"question/{path}"):
            parent.clear()
    for element in root.iter("text"):
        assert "<" not in TAGS.sub("", element.text or ""), element.text
    (cloze,) = root.findall("question[@type='cloze']")
    text = cloze.findtext("questiontext/text")
    assert text.count("{") == text.count("}") == 2


def test_the_exporter_writes_one_file_a_band(tmp_path):
    course = Course(root=tmp_path, quizzes={QUIZ.id: QUIZ})
    (path,) = export_moodle(course, tmp_path / "moodle")
    assert path.name == "questions-11-13.xml"
    ET.parse(path)
