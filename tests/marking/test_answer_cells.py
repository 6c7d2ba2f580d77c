"""The letters of an answer cell are read; nothing in it is run."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessonkit.marking.answer_cell import AnswerCell, read_answer_cell


@pytest.mark.parametrize(
    ("source", "letters"),
    [
        ('answer_1 = "B"', "B"),
        ("answer_1 = 'b c'\n\ncheck(1, answer_1)", "b c"),
        ('# mine\nanswer_1="ACD" # sure\n', "ACD"),
        ('answer_1 = ""\nanswer_1 = "B"', "B"),
        ('answer_1 = ["A", "C"]', "AC"),
        ('answer_1 = ("A", "C")', "AC"),
        ('answer_1 = """B"""\n"a note"\nanswer_1', "B"),
        ('answer_1 = ""\n# Write your letters between the quotes.', ""),
    ],
)
def test_what_a_pupil_may_write_is_read(source, letters):
    assert read_answer_cell(source, "answer_1") == AnswerCell(letters)


@pytest.mark.parametrize(
    "source",
    [
        'import os\nanswer_1 = "B"',
        'answer_1 = "B"\ncheck(1, __import__("os").system("true"))',
        'answer_1 = "B"\ncheck(1, *[answer_1])',
        'def f():\n    answer_2 = "A"\nanswer_1 = "B"',
        'answer_1 = "B"\nexec("1")',
        'answer_1 = "B"\nanswer_1.lower()',
        'if True:\n    pass\nanswer_1 = "B"',
    ],
)
def test_code_beside_the_answer_is_noticed(source):
    cell = read_answer_cell(source, "answer_1")
    assert cell.letters == "B"
    assert cell.has_code


@pytest.mark.parametrize(
    "source",
    [
        "answer_1 = open('x').read()",
        'answer_1 = "A"\nanswer_1 += "B"',
        'answer_1 = "A"\nfor answer_1 in "B": pass',
        'answer_1 = f"{1+1}"',
        'answer_1 = "A"\ndel answer_1',
        'answer_1, x = "A", 1',
        'answer_1 = ["A", 1]',
        "answer_1 = [x for x in 'AB']",
        'answer_1: str = "A"',
    ],
)
def test_a_computed_answer_is_none_and_is_noticed(source):
    cell = read_answer_cell(source, "answer_1")
    assert cell.letters is None
    assert cell.has_code


@pytest.mark.parametrize(
    "source",
    [
        "answer_1 = A",
        "answer_1 = 1",
        "answer_1 = None",
        "check(1, answer_1)",
        'answer_1 = "A',
        "",
        "answer_1 = " + "-" * 1900 + "1",
        "answer_1 = " + "(" * 1900,
        "answer_1 = " + "a." * 900 + "a",
        'answer_1 = "A"\n' + "#" * 2000,
        'answer_1 = "\0"',
        "answer_1 = b'A'",
        "\ud800",
    ],
)
def test_what_holds_no_letters_has_none(source):
    assert read_answer_cell(source, "answer_1").letters is None


@given(st.text(max_size=200))
def test_any_text_can_be_read(source):
    read_answer_cell(source, "answer_1")
    read_answer_cell(f"answer_1 = {source}", "answer_1")


@given(st.text(max_size=60))
def test_any_text_in_quotes_is_the_answer(text):
    assert read_answer_cell(f"answer_1 = {text!r}", "answer_1") == AnswerCell(text)
