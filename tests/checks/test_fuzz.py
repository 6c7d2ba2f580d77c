"""Whatever an author types: problems, never a traceback, and never a long wait."""

import datetime
import os
import shutil
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lessonkit.checks import check_course
from lessonkit.source.course import read_course

ROOT = Path(__file__).parents[2]
GOOD = ROOT / "tests" / "good" / "course"
TODAY = datetime.date(2026, 11, 24)
FILES = (
    "lessons/8-10/whose-drawing.md",
    "quizzes/8-10/whose-drawing.yml",
    "teacher-guides/8-10/whose-drawing.md",
    "book/index.md",
    "_toc.yml",
    "data/terms.yml",
    "data/curriculum.yml",
)
#: ``LESSONKIT_FUZZ=10000`` for a longer night.
EXAMPLES = int(os.environ.get("LESSONKIT_FUZZ", "2000"))
SNIPPETS = st.sampled_from(
    [
        "---\n",
        ":::{myth} ",
        "::::",
        ":::\n",
        ":alt: ",
        "{fact}`asked-01`",
        "{term}`x <",
        "[a](b)",
        "[a](//[)",
        "![](",
        "<b>",
        "% lessonkit: allow ",
        "# lessonkit: allow a -- b\n",
        " -- ",
        "- ",
        "  ",
        "\t",
        "? ",
        "&a ",
        "*a",
        "!!t ",
        "{",
        "[",
        "]]",
        "[[1]]",
        "options:",
        "type: matching",
        "type: scenario",
        "null",
        "~",
        "0800 1111",
        "2026-11-24",
        "patterns: ['~']",
        "NO",
        "\u202e",
        "\x00",
        "é",
        "\U0001f600",
        "\r",
        "\n",
        "\n\n",
        "| a | b |\n|---|---|\n",
        "## Starter\n",
        "## Activity 99999999999999999999: x\n",
        "+++\n",
        "`",
        "**",
    ]
)
EDITS = st.lists(
    st.tuples(
        st.floats(0, 1),  # where
        st.integers(0, 40),  # how many signs are taken out
        st.one_of(SNIPPETS, st.text(max_size=12)),
    ),
    min_size=1,
    max_size=6,
)


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("fuzz") / "course"
    shutil.copytree(GOOD, folder)
    return folder


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
@given(st.sampled_from(FILES), EDITS)
def test_no_edit_of_a_file_makes_a_traceback(
    course: Path, name: str, edits: list[tuple[float, int, str]]
) -> None:
    text = (GOOD / name).read_text("utf-8")
    for where, taken, put in edits:
        at = int(where * len(text))
        text = text[:at] + put + text[at + taken :]
    file = course / name
    file.write_bytes(text.encode("utf-8", "surrogatepass"))
    try:
        start = time.process_time()
        read, problems = read_course(course)
        problems += check_course(read, today=TODAY)
        for problem in problems:
            assert problem.place.line >= 1
            assert str(problem)
        assert time.process_time() - start < 1
    finally:
        shutil.copy(GOOD / name, file)


@settings(max_examples=EXAMPLES // 10, deadline=None)
@given(name=st.sampled_from(FILES), raw=st.binary(max_size=300))
def test_no_bytes_make_a_traceback(course: Path, name: str, raw: bytes) -> None:
    (course / name).write_bytes(raw)
    try:
        read, _ = read_course(course)
        check_course(read, today=TODAY)
    finally:
        shutil.copy(GOOD / name, course / name)
