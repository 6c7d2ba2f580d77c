"""The class report: true, without names, and safe wherever it is opened."""

import csv
import io
import re

import pytest
from tests.marking.returning import letters_of, sample_shelf
from tests.quiz.payloads import PAYLOADS, poison
from tests.quiz.sample import OBJECTIVES, QUIZ

from lessonkit.marking.keys import QuizKey
from lessonkit.marking.report_csv import safe_cell, write_csv
from lessonkit.marking.report_html import write_html
from lessonkit.marking.submission import Submission
from lessonkit.marking.tally import QuizTally

SPREADSHEET_RUNS = re.compile(r"^\s*[=+\-@|%\t\r\n＝＋－＠]")


def tally_of(counts, quiz=QUIZ, both=True):
    """Return the tally of so many pupils with right, partly right, wrong answers."""
    key = QuizKey(quiz)
    tally = QuizTally(key)
    for which, count in enumerate(counts):
        marks = [
            q.mark_letters(x)
            for q, x in zip(key.questions, letters_of(which), strict=True)
        ]
        after = (3, 1) if both else (None, None)
        for _ in range(count):
            tally.add(Submission(key, marks, (1, 1), after))
    return tally


def html_of(tallies, tmp_path, objectives=OBJECTIVES):
    objectives = {tally.quiz.quiz.id: objectives for tally in tallies}
    return write_html(tallies, objectives, tmp_path / "r.html").read_text("utf-8")


def rows_of(path):
    text = path.read_text("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def text_of(html):
    body = html.partition("<body>")[2]
    return " ".join(re.sub(r"<[^>]+>", " ", body).split())


def test_the_page_says_what_was_earned_chosen_and_believed(tmp_path):
    text = text_of(html_of([tally_of([10, 4, 11])], tmp_path))
    assert "25 pupils" in text
    assert "Question 1, 56 %: Why is a fake picture not a joke?" in text
    assert "You can explain why a fake picture harms a real person." in text
    assert "Because it is made badly. 11 44 %" in text
    assert "nobody chose it" in text
    assert "25 surer than before, 0 the same, 0 less sure." in text


def test_a_distractor_that_beats_the_key_is_pointed_out(tmp_path):
    text = text_of(html_of([tally_of([2, 0, 5])], tmp_path))
    assert "Because it is made badly. draws more than the right one 5" in text


def test_the_csv_files_say_the_same(tmp_path):
    questions, choices, confidence = write_csv([tally_of([10, 4, 11])], tmp_path)
    first = rows_of(questions)[0]
    assert first["difficulty"] == "0.56"
    assert first["pupils"] == first["answered"] == "25"
    assert -1 <= float(first["discrimination"]) <= 1
    drawn = [r for r in rows_of(choices) if r["id"] == "not-a-joke"]
    assert [r["count"] for r in drawn] == ["11", "14", "0", "0"]
    assert [r["right"] for r in drawn] == ["", "right", "", ""]
    sure = [r for r in rows_of(confidence) if r["statement"].startswith("I know")]
    assert [(r["before"], r["after"]) for r in sure] == [
        ("0", "0"),
        ("25", "0"),
        ("0", "0"),
        ("0", "25"),
    ]


def test_without_twenty_pupils_there_is_no_discrimination(tmp_path):
    (questions, *_) = write_csv([tally_of([5, 5, 5])], tmp_path)
    assert {row["discrimination"] for row in rows_of(questions)} == {""}


def test_a_group_of_four_is_not_shown_anywhere(tmp_path):
    small, large = tally_of([4, 0, 0]), tally_of([0, 0, 6])
    html = html_of([small], tmp_path)
    assert "Fewer than 5 pupils" in html
    assert "<table" not in html
    assert "not a joke" not in text_of(html)
    for path in write_csv([small], tmp_path):
        assert rows_of(path) == []
    assert all(rows_of(path) for path in write_csv([small, large], tmp_path))


def test_confidence_of_fewer_than_five_is_not_shown(tmp_path):
    tally = tally_of([10, 0, 0], both=False)
    for statement in tally.confidence:
        statement.surer = 2
    html = html_of([tally], tmp_path)
    assert html.count("said how sure they were before and after: not shown") == 2
    (*_, confidence) = write_csv([tally], tmp_path)
    assert rows_of(confidence) == []


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "\n=1", "|calc", "%0A=1", "＝1"],
)
def test_no_cell_is_a_formula(text):
    assert not SPREADSHEET_RUNS.match(str(safe_cell(text)))


def test_an_ordinary_cell_stays_as_it_is():
    assert safe_cell("A = B") == "A = B"
    assert safe_cell(-0.25) == -0.25
    assert safe_cell(None) == ""


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_text_of_an_author_is_a_formula_in_a_spreadsheet(payload, tmp_path):
    tally = tally_of([5, 5, 5], poison(payload))
    for path in write_csv([tally], tmp_path):
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.reader(file):
                for cell in row:
                    number = re.fullmatch(r"-?\d+(\.\d+)?", cell)
                    assert number or not SPREADSHEET_RUNS.match(cell)


@pytest.mark.browser
@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_text_of_an_author_runs_in_the_page(chromium, tmp_path, payload):
    objectives = dict.fromkeys(OBJECTIVES, payload)
    html = html_of([tally_of([0, 5, 5], poison(payload))], tmp_path, objectives)
    # Without the policy, so that the page and not the browser must hold.
    html = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", html)
    assert "default-src" not in html
    page_file = tmp_path / "bare.html"
    page_file.write_text(html, "utf-8")
    context = chromium.new_context(offline=True)
    page = context.new_page()
    dialogs = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog), dialog.dismiss()))
    page.goto(page_file.as_uri())
    assert page.evaluate("window.__hit") is None
    assert dialogs == []
    assert page.locator("script").count() == 0
    context.close()


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_is_accessible_loads_nothing_and_keeps_its_policy(
    chromium, tmp_path, scheme, axe
):
    html_of([tally_of([10, 4, 11]), tally_of([1, 0, 0])], tmp_path)
    context = chromium.new_context(
        offline=True, color_scheme=scheme, viewport={"width": 360, "height": 700}
    )
    page = context.new_page()
    messages = []
    page.on("console", lambda message: messages.append(message.text))
    page.goto((tmp_path / "r.html").as_uri())
    assert messages == []
    # The stylesheet's hash is right: its rule holds.
    assert page.locator(".lead").evaluate("e => getComputedStyle(e).padding") != "0px"
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert axe(page) == []
    context.close()


def test_the_sample_shelf_knows_one_quiz_alone(tmp_path):
    shelf = sample_shelf(tmp_path)
    assert shelf.get(QUIZ.id)
    for other in ("11-13/other", "../11-13/sample", "", None, 3, ["11-13/sample"]):
        assert shelf.get(other) is None
