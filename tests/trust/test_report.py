"""The table says what was measured, and the pages say what the table says."""

import shutil

import pytest
from tests.conftest import ROOT
from trust.report import Row

from trust import report

ROWS = [
    Row(3, "Offline", "0", "0 of 9 pages", True, "2026-11-24"),
    Row(6, "Accessibility", "0", "2 on 9 pages", False, "2026-11-20"),
]


@pytest.fixture
def root(tmp_path):
    """Return a folder with the pages that show figures."""
    for path in (report.DOCS, report.STATEMENT, report.DATA):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / path, tmp_path / path)
    return tmp_path


def test_a_figure_over_its_limit_is_marked_in_the_table():
    lines = report.table(ROWS).splitlines()
    assert lines[2] == "| 3 | Offline | 0 | 0 of 9 pages | 2026-11-24 |"
    assert "| **2 on 9 pages** (over the limit) |" in lines[3]


def test_what_was_measured_is_written_as_data_and_into_both_pages(root):
    (root / report.DATA).write_text("figures: []\n", "utf-8")
    report.write(ROWS, root)
    assert report.read(root) == ROWS
    docs = (root / report.DOCS).read_text("utf-8")
    assert report.table(ROWS) in docs
    assert "## What the figures do not say" in docs
    page = (root / report.STATEMENT).read_text("utf-8")
    assert "| 0 | 2 on 9 pages | 2026-11-20 |" in page
    assert "No one with a disability has tried this course" in page


def test_a_figure_that_is_measured_again_leaves_the_others_as_they_were(root):
    (root / report.DATA).write_text("figures: []\n", "utf-8")
    report.write(ROWS, root)
    again = Row(6, "Accessibility", "0", "0 on 9 pages", True, "2026-11-25")
    report.write([again], root)
    assert report.read(root) == [ROWS[0], again]
    assert "2 on 9 pages" not in (root / report.DOCS).read_text("utf-8")
    assert "2 on 9 pages" not in (root / report.STATEMENT).read_text("utf-8")


def test_the_pages_say_what_the_data_says():
    for path, text in report.pages().items():
        assert (ROOT / path).read_text("utf-8") == text, f"{path}: run make trust"
