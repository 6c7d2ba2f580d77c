"""Moodle's summaries of responses become answers again, and get Moodle's marks.

The summaries are written here after Moodle's own code (``summarise_response`` of each
question type, ``shorten_text`` for ordering, ``html_to_text``: strong in capitals).
"""

import csv
import io
from dataclasses import replace

import pytest
from tests.marking.returning import answer_of, points_of, sample_shelf, write
from tests.quiz.sample import QUIZ

from lessonkit.grading import matching_choices
from lessonkit.marking.findings import Findings
from lessonkit.marking.moodle_words import fold, split_known
from lessonkit.marking.returned import Returned
from lessonkit.source.inline import inline_runs

PERSON = ["Lovelace", "Ada", "ada@example.org", "Finished"]
HEAD = ["Last name", "First name", "Email address", "Status"]
ASKED = ("start", "pressure")  # the steps of the sample's scenario with two choices


def words(text):
    """Write a text as Moodle's html_to_text does."""
    styles = {"strong": str.upper, "emphasis": "_{}_".format}
    return "".join(styles.get(r.style, str)(r.text) for r in inline_runs(text))


def shortened(text):
    return text if len(text) <= 10 else text[:7] + "..."


def scenario_cells(question, path):
    """Return one cell for each step that Moodle asks at; a wrong one where unseen."""
    cells, here = {}, question.steps[0]
    for choice in path:
        cells[here.id] = words(here.choices[choice].text)
        here = question.step(here.choices[choice].goes_to)
    return [cells.get(name, "-") for name in ASKED]


def cells(question, answer):
    """Return what Moodle writes for an answer, in one cell or several."""
    if question.type == "scenario":
        return scenario_cells(question, answer)
    if question.type == "multiple":
        return ["; ".join(words(question.options[n].text) for n in answer)]
    if question.type == "ordering":
        return ["; ".join(shortened(words(question.items[n].text)) for n in answer)]
    if question.type == "matching":
        choices = matching_choices(question)
        pairs = zip(question.pairs, answer, strict=True)
        return [
            "; ".join(f"{words(p.left)} -> {choices[n]}" for p, n in reversed([*pairs]))
        ]
    if question.type == "gap_select":
        chosen = [
            gap.options[n].text for gap, n in zip(question.gaps, answer, strict=True)
        ]
        return ["; ".join(f"part {n}: {text}" for n, text in enumerate(chosen, 1))]
    return [words(question.options[answer].text)]


def question_cells(question):
    """Return what Moodle writes for the question itself."""
    stem = words(question.stem)
    if question.type != "scenario":
        return [stem + " {something; and more}"]
    return [
        stem + " " + " ".join(f"{m.sender.upper()}: {words(m.text)}" for m in messages)
        for messages in (question.step(name).messages for name in ASKED)
    ]


def row(which, quiz=QUIZ):
    return [c for q in quiz.questions for c in cells(q, answer_of(q, which))]


def table(rows, header=None):
    header = header or [*HEAD, *(f"Response {n + 1}" for n in range(len(rows[0]) - 4))]
    text = io.StringIO()
    csv.writer(text, quoting=csv.QUOTE_ALL).writerows([header, *rows])
    return text.getvalue()


def read(path, quiz=QUIZ, quiz_id=""):
    findings = Findings()
    returned = Returned(sample_shelf(path.parent, quiz), findings, quiz_id)
    return list(returned.read([path])), findings.sorted()


def points(submissions):
    return [[mark.points for mark in s.marks] for s in submissions]


def test_every_type_gets_the_points_of_the_rules(tmp_path):
    rows = [["L", "A", f"{n}@example.org", "Finished", *row(n)] for n in range(3)]
    submissions, problems = read(write(tmp_path / "r.csv", table(rows)))
    assert problems == []
    assert points(submissions) == [points_of(n) for n in range(3)]


def test_with_the_questions_texts_any_selection_in_any_order_is_known(tmp_path):
    picked = [QUIZ.questions[n] for n in (6, 4, 1, 2)]
    texts = [cell for question in picked for cell in question_cells(question)]
    header = list(HEAD)
    for n in range(len(texts)):
        header += [f"Question {n + 1}", f"Response {n + 1}", f"Right answer {n + 1}"]
    rows = []
    for which in range(3):
        answers = [c for q in picked for c in cells(q, answer_of(q, which))]
        trio = [(q, a, "?") for q, a in zip(texts, answers, strict=True)]
        rows.append(["L", "A", f"{which}@x.org", "Finished", *sum(trio, ())])
    submissions, problems = read(write(tmp_path / "r.csv", table(rows, header)))
    assert problems == []
    for which, got in enumerate(points(submissions)):
        wanted = points_of(which)
        for n, question in enumerate(QUIZ.questions):
            assert got[n] == (wanted[n] if question in picked else 0.0)


def test_a_story_is_walked_in_its_own_order_not_in_moodles(tmp_path):
    # The pupil took the best way at once; what stands at the other step is nothing.
    answers = row(0)
    answers[-1] = words(QUIZ.questions[6].step("pressure").choices[1].text)
    path = write(tmp_path / "r.csv", table([[*PERSON, *answers]]))
    (submission,), problems = read(path)
    assert problems == []
    assert submission.marks[6].points == 1.0


def test_a_step_with_one_choice_needs_no_response(tmp_path):
    story = QUIZ.questions[6]
    answers = row(0)
    answers[-2:] = [
        words(story.step("start").choices[1].text),
        words(story.step("pressure").choices[1].text),
    ]
    (submission,), _ = read(write(tmp_path / "r.csv", table([[*PERSON, *answers]])))
    assert submission.marks[6].points == pytest.approx(1 / 3)


def test_lines_that_begin_alike_cannot_be_told_apart_and_a_teacher_is_told(tmp_path):
    ordering = QUIZ.questions[3]
    items = tuple(
        replace(item, text=f"Tell it to {item.text}") for item in ordering.items
    )
    questions = list(QUIZ.questions)
    questions[3] = replace(ordering, items=items)
    quiz = replace(QUIZ, questions=tuple(questions))
    path = write(tmp_path / "r.csv", table([[*PERSON, *row(0, quiz)]]))
    (submission,), problems = read(path, quiz)
    assert not submission.marks[3].answered
    assert submission.marks[4].points == 1.0
    (problem,) = problems
    assert "10 characters" in problem.hint


def test_the_second_attempt_and_the_row_of_averages_are_not_counted(tmp_path):
    other = ["Lovelace", "Ada", "ADA@example.org", "Finished", *row(2)]
    average = ["", "", "Overall average", "", *["-"] * len(row(0))]
    rows = [[*PERSON, *row(0)], other, average]
    submissions, problems = read(write(tmp_path / "r.csv", table(rows)))
    assert points(submissions) == [points_of(0)]
    assert [problem.code for problem in problems] == ["grade-twice"]


def test_namesakes_with_different_addresses_are_two_pupils(tmp_path):
    rows = [[*PERSON, *row(0)], ["Lovelace", "Ada", "b@x.org", "Finished", *row(1)]]
    submissions, problems = read(write(tmp_path / "r.csv", table(rows)))
    assert len(submissions) == 2
    assert problems == []


def test_no_message_holds_a_pupils_name(tmp_path):
    broken = [*PERSON, "Nothing of this", *row(0)[1:]]
    path = write(tmp_path / "r.csv", table([broken, [*PERSON, *row(0)]]))
    _, problems = read(path)
    assert len(problems) == 2
    said = " ".join(str(problem) for problem in problems)
    assert not any(word in said for word in ("Ada", "Lovelace", "example.org"))


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("abc", ["x"]),
        ("abcab", ["x", "y"]),
        ("ababc", ["y", "x"]),
        ("abab", ["y", "y"]),
        ("ab c", None),
        ("", None),
        ("abca", None),
    ],
)
def test_a_text_is_split_into_what_is_known(text, pieces):
    assert split_known(text, {"abc": "x", "ab": "y"}) == pieces


def test_a_long_text_is_split_in_no_time_that_grows_out_of_hand():
    assert split_known("ab" * 4000 + "c", {"ab": 1, "abab": 2, "aba": 3}) is None


def test_folding_leaves_letters_and_digits():
    assert fold("A _real_ PERSON; 2!") == "arealperson2"
