"""Notebooks are valid, mark themselves in a plain kernel and carry no markup."""

import ast
import io
import json
from contextlib import redirect_stdout

import nbconvert
import nbformat
import pytest
from tests.quiz.payloads import PAYLOADS, poison
from tests.quiz.sample import ANSWERS, QUIZ
from tests.quiz.test_grading import GROUPS

from lessonkit.export.lettered import lettered
from lessonkit.export.notebook import (
    export_nbgrader,
    export_notebooks,
    markdown,
    nbgrader_notebook,
    practice_notebook,
    rules_source,
)
from lessonkit.grading import answer_key, presented_order, score, write_letters
from lessonkit.model.course import Course


def letters_of(question, which):
    answer = ANSWERS[question.id][which]
    if answer is None:
        answer = ANSWERS[question.id][0]
    key, order = answer_key(question), presented_order(QUIZ.id, question)
    return write_letters(key, order, answer), score(key, answer)


def run(notebook, answers):
    """Run the notebook's code with these answers; return what it prints."""
    namespace, printed = {}, io.StringIO()
    with redirect_stdout(printed):
        for cell in notebook.cells:
            if cell.cell_type == "code":
                source = cell.source
                for number, letters in enumerate(answers, 1):
                    source = source.replace(
                        f'answer_{number} = ""', f"answer_{number} = {letters!r}"
                    )
                exec(source, namespace)
    return printed.getvalue()


@pytest.fixture
def course(tmp_path):
    return Course(root=tmp_path, quizzes={QUIZ.id: QUIZ})


def test_the_rules_in_the_notebook_score_every_vector():
    namespace = {}
    exec(rules_source(), namespace)
    for group in GROUPS:
        rule = namespace["RULES"][group["key"]["type"]]
        got = [
            [answer, str(rule(group["key"], answer))] for answer, _ in group["cases"]
        ]
        assert got == group["cases"]


def test_the_rules_use_the_standard_library_only():
    tree = ast.parse(rules_source())
    imported = [
        node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)
    ]
    assert imported == ["__future__", "fractions"]


@pytest.mark.parametrize("which", [0, 1, 2], ids=["right", "partly", "wrong"])
def test_the_practice_notebook_says_the_points_that_grading_gives(which):
    pairs = [letters_of(question, which) for question in QUIZ.questions]
    printed = run(practice_notebook(QUIZ), [letters for letters, _ in pairs])
    for number, (_, points) in enumerate(pairs, 1):
        assert f"Question {number}: " in printed
        assert f"{float(points):.2f} of 1 point." in printed
    total = float(sum(points for _, points in pairs))
    assert f"{total:.2f} of 7 points." in printed


def test_the_practice_notebook_gives_the_reason_of_a_wrong_choice():
    printed = run(practice_notebook(QUIZ), ["A"])
    assert "- How good it looks makes no difference." in printed


@pytest.mark.parametrize("answer", ["", "Z", "????", "7", "é", "A" * 5000, "-"])
def test_odd_answers_are_no_error(answer):
    assert "of 7 points." in run(practice_notebook(QUIZ), [answer] * 7)


@pytest.mark.parametrize("make", [practice_notebook, nbgrader_notebook])
def test_a_notebook_is_valid_and_the_same_every_time(make):
    notebook = make(QUIZ)
    nbformat.validate(notebook)
    assert nbformat.writes(notebook) == nbformat.writes(make(QUIZ))
    ids = [cell.id for cell in notebook.cells]
    assert len(ids) == len(set(ids))
    codes = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in codes] == list(range(1, len(codes) + 1))


def test_the_practice_notebook_does_not_show_the_key_in_its_questions():
    texts = [c.source for c in practice_notebook(QUIZ).cells if "question" in c.id]
    assert len(texts) == 7
    shown = lettered(QUIZ, QUIZ.questions[0])
    assert all(reason not in "".join(texts) for reason in shown.reasons.values())


def test_nbgrader_finds_a_locked_test_worth_one_point_for_each_question():
    cells = [
        cell.metadata["nbgrader"]
        for cell in nbgrader_notebook(QUIZ).cells
        if "nbgrader" in cell.metadata
    ]
    tests = [cell for cell in cells if cell["grade"]]
    assert len(tests) == 7
    assert all(cell["locked"] and cell["points"] == 1 for cell in tests)
    ids = [cell["grade_id"] for cell in cells]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_text_of_an_author_leaves_its_place(payload):
    notebook = practice_notebook(poison(payload))
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            assert "<" not in cell.source
            assert "](" not in cell.source.replace("\\](", "")
        else:
            ast.parse(cell.source)
    key = next(cell for cell in notebook.cells if cell.id == "key")
    data = ast.literal_eval(key.source.partition("= ")[2].partition("\n\n\n")[0])
    assert len(data) == 7
    run(notebook, ["A"] * 7)
    ast.parse(nbgrader_notebook(poison(payload)).cells[-1].source or "0")


@pytest.mark.browser
def test_no_payload_runs_in_a_browser_that_shows_the_notebook(chromium, tmp_path):
    # nbconvert passes HTML in Markdown through, as Jupyter's own page does.
    exporter = nbconvert.HTMLExporter(template_name="basic")
    page = chromium.new_page()
    for n, payload in enumerate(PAYLOADS[:40]):
        for make in (practice_notebook, nbgrader_notebook):
            shown, _resources = exporter.from_notebook_node(make(poison(payload)))
            file = tmp_path / f"{n}.html"
            file.write_text(f"<!DOCTYPE html><meta charset=utf-8>{shown}", "utf-8")
            page.goto(file.as_uri())
            assert page.evaluate("window.__hit") is None, payload
            assert page.locator("script, iframe, object, embed, img").count() == 0
    page.close()


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("# no heading", "\\# no heading"),
        ("1. no list", "1\\. no list"),
        ("- no list", "\\- no list"),
        ("a *b* `c*`", "a *b* c\\*"),
        ("<b>&", "&lt;b&gt;&amp;"),
    ],
)
def test_only_emphasis_is_markup_in_a_cell(text, want):
    assert markdown(text) == want


def test_the_exporters_write_one_notebook_a_quiz_and_one_zip(course, tmp_path):
    (path,) = export_notebooks(course, tmp_path / "notebooks")
    assert path.relative_to(tmp_path).as_posix() == "notebooks/11-13/sample.ipynb"
    assert json.loads(path.read_text("utf-8"))["metadata"]["lessonkit"] == {
        "quiz": "11-13/sample"
    }
    (archive,) = export_nbgrader(course, tmp_path / "nbgrader")
    first = archive.read_bytes()
    export_nbgrader(course, tmp_path / "nbgrader")
    assert archive.read_bytes() == first
