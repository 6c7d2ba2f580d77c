"""Emphasis, strong and code are seen; everything else is ordinary text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessonkit.source.inline import Run, inline_runs, plain_text


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("plain", [("text", "plain")]),
        ("*a* b", [("emphasis", "a"), ("text", " b")]),
        ("a **b c** d", [("text", "a "), ("strong", "b c"), ("text", " d")]),
        ("`x*y*z`", [("code", "x*y*z")]),
        ("2 * 3 * 4", [("text", "2 * 3 * 4")]),
        ("*open", [("text", "*open")]),
        ("**open*", [("text", "**open*")]),
        ("<b>&amp;</b>", [("text", "<b>&amp;</b>")]),
        ("", []),
    ],
)
def test_runs_are_split_at_the_marks(text, runs):
    assert inline_runs(text) == [Run(*run) for run in runs]


@given(st.text(alphabet="ab *`<&", max_size=30))
def test_no_character_is_lost_except_marks(text):
    assert plain_text(text).replace("*", "").replace("`", "") == text.replace(
        "*", ""
    ).replace("`", "")
