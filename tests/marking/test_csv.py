"""Rows of our own form, in every dress that spreadsheets give them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.marking.returning import letters_of, points_of, sample_shelf, write
from tests.quiz.sample import QUIZ

from lessonkit.marking.findings import Findings
from lessonkit.marking.returned import Returned

HEADER = ["quiz", "pupil", *(str(n) for n in range(1, 8))]


def read(path, quiz_id=""):
    findings = Findings()
    returned = Returned(sample_shelf(path.parent), findings, quiz_id)
    return list(returned.read([path])), findings


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["unix", "windows"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("quote", ["", '"'], ids=["bare", "quoted"])
def test_every_dress_gives_the_points_of_the_rules(
    tmp_path, separator, end, encoding, quote
):
    rows = [HEADER, *([QUIZ.id, f"é{n}", *letters_of(n)] for n in range(3))]
    lines = [separator.join(f"{quote}{x}{quote}" for x in row) for row in rows]
    path = tmp_path / "class.csv"
    path.write_bytes((end.join(lines) + end).encode(encoding))
    submissions, findings = read(path)
    assert not len(findings)
    got = [[mark.points for mark in s.marks] for s in submissions]
    assert got == [points_of(n) for n in range(3)]


def test_a_short_row_is_a_pupil_who_stopped(tmp_path):
    path = write(tmp_path / "c.csv", f"quiz,1,2\n{QUIZ.id},B\n")
    (submission,), findings = read(path)
    assert not len(findings)
    assert [mark.answered for mark in submission.marks[:2]] == [True, False]


def test_pupils_of_two_classes_may_have_the_same_code(tmp_path):
    for name in ("7a.csv", "7b.csv"):
        write(tmp_path / name, f"quiz,pupil,1\n{QUIZ.id},p01,B\n")
    submissions, findings = read(tmp_path)
    assert len(submissions) == 2
    assert not len(findings)


def test_a_pupil_may_answer_two_quizzes_in_one_file(tmp_path):
    text = f"quiz,pupil,1\n{QUIZ.id},p01,B\n11-13/unknown,p01,B\n{QUIZ.id},p02,B\n"
    submissions, findings = read(write(tmp_path / "c.csv", text))
    assert len(submissions) == 2
    assert [problem.code for problem in findings.sorted()] == ["grade-quiz"]


def test_a_text_over_several_lines_is_one_cell(tmp_path):
    text = f'quiz,pupil,1\n{QUIZ.id},"p\n01",B\n{QUIZ.id},p02,Z\n'
    submissions, findings = read(write(tmp_path / "c.csv", text))
    assert len(submissions) == 2
    assert [problem.place.line for problem in findings.sorted()] == [4]


@pytest.mark.parametrize("kept", [1, 5, 30])
def test_open_quotes_cost_their_own_rows_only(tmp_path, kept):
    rows = [f"{QUIZ.id},p{n},B" for n in range(kept)]
    broken = [f'{QUIZ.id},"p{n}x,B' for n in range(3)]
    text = "\n".join(["quiz,pupil,1", broken[0], *rows, broken[1], broken[2]])
    submissions, findings = read(write(tmp_path / "c.csv", text + "\n"))
    assert len(submissions) == kept
    assert {problem.code for problem in findings.sorted()} == {"grade-row"}


def test_a_spreadsheets_own_file_with_a_wrong_name_is_reported(tmp_path):
    path = tmp_path / "class.csv"
    path.write_bytes(b"PK\x03\x04" + bytes(range(256)) * 40)
    submissions, findings = read(path)
    assert submissions == []
    assert len(findings)


@settings(deadline=None, max_examples=200)
@given(st.binary(max_size=400))
def test_any_bytes_can_be_read(tmp_path_factory, data):
    path = tmp_path_factory.mktemp("any") / "class.csv"
    path.write_bytes(data)
    read(path, QUIZ.id)
    path.write_bytes(b"quiz,pupil,1,2,confidence before\n" + data)
    read(path, QUIZ.id)
    path.write_bytes(b"Surname,Response 1,Response 2\n" + data)
    read(path, QUIZ.id)
