"""Notebooks: one for practice a quiz, and one for nbgrader.

Both need a plain Python kernel only: the scoring rules are copied from
:mod:`lessonkit.grading` into the first code cell, word for word. A pupil writes
letters between quotes and runs the cell. The practice notebook says at once what is
right and why, so it holds the key; the one for nbgrader holds it in hidden tests.
"""

from __future__ import annotations

import ast
import contextlib
import inspect
import io
import json
import re
import textwrap
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from lessonkit import grading
from lessonkit.export import exporter, notebook_feedback
from lessonkit.export.archive import write_archive
from lessonkit.export.lettered import Lettered, lettered
from lessonkit.grading import (
    Key,
    answer_key,
    presented_order,
    right_answer,
    write_letters,
)
from lessonkit.model.course import Course
from lessonkit.model.quiz import Question, Quiz
from lessonkit.source.inline import inline_runs, plain_text

# nbformat says that it is typed, but its makers of cells are not.
_make: Any = nbformat.v4
_writes: Any = nbformat.writes

KERNEL = {
    "kernelspec": {
        "display_name": "Python 3",
        "language": "python",
        "name": "python3",
    },
    "language_info": {"name": "python"},
}
_RULES = (
    grading._is_index,
    grading._single,
    grading._multiple,
    grading._ordering,
    grading._each,
    grading._walk,
    grading._matching,
    grading._gap_select,
    grading._scenario,
    grading.is_answered,
    grading.read_letters,
)
_MARKDOWN = str.maketrans(
    {mark: "\\" + mark for mark in r"\`*_{}[]|~"}
    | {"<": "&lt;", ">": "&gt;", "&": "&amp;", "$": "&#36;", "\n": " "}
)
# What makes a heading, a list or a rule at the start of a line.
_LINE_START = re.compile(r"^(\s*)(?:([#+=-])|(\d+)([.)]))")
_STYLES = {"emphasis": ("*", "*"), "strong": ("**", "**"), "code": ("", "")}


def markdown(text: str) -> str:
    """Return an author's text as Markdown in which nothing else is markup."""
    parts = []
    for run in inline_runs(text):
        before, after = _STYLES.get(run.style, ("", ""))
        parts.append(before + run.text.translate(_MARKDOWN) + after)
    return _LINE_START.sub(
        lambda found: (
            found[1] + ("\\" + found[2] if found[2] else f"{found[3]}\\{found[4]}")
        ),
        "".join(parts),
    )


def _source(function: Any) -> str:
    """Return a function's source without its docstring: pupils read the cell."""
    lines = textwrap.dedent(inspect.getsource(function)).splitlines()
    body = ast.parse("\n".join(lines)).body[0]
    assert isinstance(body, ast.FunctionDef)
    if ast.get_docstring(body) is not None:
        first = body.body[0]
        del lines[first.lineno - 1 : first.end_lineno]
    return "\n".join(lines)


def rules_source() -> str:
    """Return the scoring rules as one piece of Python that needs nothing of ours."""
    kinds = {kind: rule.__name__ for kind, rule in grading._RULES.items()}
    table = "\n".join(f'    "{kind}": {name},' for kind, name in kinds.items())
    return "\n\n\n".join(
        [
            "# The marking rules. Run this cell first; there is nothing to change here."
            "\nfrom __future__ import annotations\n"
            "\nfrom fractions import Fraction\n\nZERO = Fraction(0)",
            *map(_source, _RULES),
            f"RULES = {{\n{table}\n}}",
        ]
    )


def _literal(value: Any) -> str:
    """Return plain data as a Python literal (JSON without true, false and null)."""
    return json.dumps(value, ensure_ascii=False, indent=1)


def _question_text(number: int, question: Question, shown: Lettered) -> str:
    parts = [f"## Question {number}", f"**{markdown(plain_text(question.stem))}**"]
    for block in shown.blocks:
        if block.title:
            parts.append(f"### {block.title}")
        parts += [_numbered(text) for text in block.texts]
        if block.lines:
            parts.append(
                "\n".join(
                    f"- **{line.letter}** {markdown(line.text)}"
                    + (f" → step {line.goes_to}" if line.goes_to else "")
                    for line in block.lines
                )
            )
    return "\n\n".join([*parts, shown.how])


def _numbered(text: str) -> str:
    """Return a line of a block; the number of a pair stays an ordinary number."""
    number, dot, rest = text.partition(". ")
    return (
        f"{number}\\. {markdown(rest)}"
        if dot and number.isdecimal()
        else markdown(text)
    )


def _hidden(cell: NotebookNode) -> NotebookNode:
    cell.metadata["jupyter"] = {"source_hidden": True}
    return cell


def _notebook(quiz: Quiz, cells: list[NotebookNode]) -> NotebookNode:
    metadata = {**KERNEL, "lessonkit": {"quiz": quiz.id}}
    notebook: NotebookNode = _make.new_notebook(cells=cells, metadata=metadata)
    _store_outputs(notebook)
    nbformat.validate(notebook)
    return notebook


def _store_outputs(notebook: NotebookNode) -> None:
    """Run the code cells, which are ours, and keep what they print."""
    namespace: dict[str, Any] = {}
    codes = (cell for cell in notebook.cells if cell.cell_type == "code")
    for count, cell in enumerate(codes, 1):
        printed = io.StringIO()
        tree = ast.parse(cell.source)
        last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
        with contextlib.redirect_stdout(printed):
            exec(compile(tree, "cell", "exec", dont_inherit=True), namespace)
            value = None
            if isinstance(last, ast.Expr):
                value = eval(
                    compile(ast.Expression(last.value), "cell", "eval"), namespace
                )
        cell.execution_count = count
        if printed.getvalue():
            cell.outputs.append(
                _make.new_output("stream", name="stdout", text=printed.getvalue())
            )
        if value is not None:
            cell.outputs.append(
                _make.new_output(
                    "execute_result",
                    data={"text/plain": repr(value)},
                    execution_count=count,
                )
            )


def _confidence_cells(quiz: Quiz, when: str) -> list[NotebookNode]:
    if not quiz.confidence:
        return []
    statements = "\n".join(
        f"{n}. {markdown(item.text)}" for n, item in enumerate(quiz.confidence, 1)
    )
    text = (
        f"## How sure are you {'now' if when == 'after' else 'before you start'}?\n\n"
        "Nobody marks this. Write one letter for each statement: **A** not at all, "
        f"**B** a little, **C** mostly, **D** completely.\n\n{statements}"
    )
    return [
        _make.new_markdown_cell(text, id=f"confidence-{when}-text"),
        _make.new_code_cell(
            f'confidence_{when} = ""',
            id=f"confidence-{when}",
            metadata={"lessonkit": {"confidence": when}},
        ),
    ]


def practice_notebook(quiz: Quiz) -> NotebookNode:
    """Return the notebook that a pupil works through alone."""
    facts = []
    for question in quiz.questions:
        shown = lettered(quiz, question)
        facts.append(
            {
                "key": answer_key(question),
                "order": list(presented_order(quiz.id, question)),
                "reasons": {k: plain_text(v) for k, v in shown.reasons.items()},
            }
        )
    feedback = "\n\n\n".join(
        _source(function) for function in notebook_feedback.FUNCTIONS
    )
    cells = [
        _make.new_markdown_cell(
            f"# {markdown(quiz.title)}\n\nA quiz to practise. Write your letters "
            "between the quotes and run the cell (Shift + Enter). Nothing is sent "
            "anywhere. Choose **Run all cells** first.",
            id="title",
        ),
        _hidden(_make.new_code_cell(rules_source(), id="rules")),
        _hidden(
            _make.new_code_cell(
                "# The key and the reasons.\nfrom __future__ import annotations\n\n"
                f"QUESTIONS = {_literal(facts)}\n\n\n{feedback}",
                id="key",
            )
        ),
        *_confidence_cells(quiz, "before"),
    ]
    for number, question in enumerate(quiz.questions, 1):
        shown = lettered(quiz, question)
        cells += [
            _make.new_markdown_cell(
                _question_text(number, question, shown), id=f"question-{number}"
            ),
            _make.new_code_cell(
                f'answer_{number} = ""\n\ncheck({number}, answer_{number})',
                id=f"answer-{number}",
                metadata={"lessonkit": {"question": question.id}},
            ),
        ]
    answers = ", ".join(f"answer_{n}" for n in range(1, len(quiz.questions) + 1))
    cells += [
        *_confidence_cells(quiz, "after"),
        _make.new_markdown_cell("## Your points", id="points-text"),
        _make.new_code_cell(f"review([{answers}])", id="points"),
    ]
    return _notebook(quiz, cells)


def _nbgrader(grade_id: str, **flags: Any) -> dict[str, Any]:
    marks = {"grade": False, "solution": False, "locked": False, **flags}
    return {
        "nbgrader": {"grade_id": grade_id, "schema_version": 3, "task": False, **marks}
    }


def nbgrader_notebook(quiz: Quiz) -> NotebookNode:
    """Return what ``nbgrader generate_assignment`` takes; it holds the key."""
    cells = [
        _make.new_markdown_cell(
            f"# {markdown(quiz.title)}\n\nWrite your letters between the quotes. "
            "Do not write your name in this file.",
            id="title",
            metadata=_nbgrader("title", locked=True),
        ),
        _hidden(
            _make.new_code_cell(
                rules_source(), id="rules", metadata=_nbgrader("rules", locked=True)
            )
        ),
        *_confidence_cells(quiz, "before"),
    ]
    for number, question in enumerate(quiz.questions, 1):
        cells += _nbgrader_question(quiz, number, question)
    return _notebook(quiz, [*cells, *_confidence_cells(quiz, "after")])


def _nbgrader_question(
    quiz: Quiz, number: int, question: Question
) -> list[NotebookNode]:
    key: Key = answer_key(question)
    order = list(presented_order(quiz.id, question))
    letters = write_letters(key, order, right_answer(key))
    name = f"answer_{number}"
    return [
        _make.new_markdown_cell(
            _question_text(number, question, lettered(quiz, question)),
            id=f"question-{number}",
            metadata=_nbgrader(f"question-{number}", locked=True),
        ),
        _make.new_code_cell(
            f'{name} = ""\n### BEGIN SOLUTION\n{name} = "{letters}"\n### END SOLUTION',
            id=f"answer-{number}",
            metadata={
                **_nbgrader(f"answer-{number}", solution=True),
                "lessonkit": {"question": question.id},
            },
        ),
        _make.new_code_cell(
            f"assert isinstance({name}, str)\n### BEGIN HIDDEN TESTS\n"
            f"key = {json.dumps(key)}\n"
            f"points = RULES[key['type']](key, read_letters(key, {order}, {name}))\n"
            "float(points)\n### END HIDDEN TESTS",
            id=f"points-{number}",
            metadata=_nbgrader(f"points-{number}", grade=True, locked=True, points=1),
        ),
    ]


NBGRADER_CONFIG = """\
# Put this file and the folder "source" into your nbgrader course.
c = get_config()
c.ClearSolutions.code_stub = {"python": "# Write your letters between the quotes."}
"""


@exporter("notebooks")
def export_notebooks(course: Course, out: Path) -> list[Path]:
    """Write a practice notebook for each quiz."""
    written = []
    for quiz in course.quizzes.values():
        path = out / quiz.band / f"{quiz.slug}.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_writes(practice_notebook(quiz)) + "\n", "utf-8")
        written.append(path)
    return sorted(written)


@exporter("nbgrader")
def export_nbgrader(course: Course, out: Path) -> list[Path]:
    """Write one zip with an nbgrader assignment for each quiz. Teachers only."""
    members: dict[str, bytes | str] = {"nbgrader_config.py": NBGRADER_CONFIG}
    for quiz in course.quizzes.values():
        name = f"{quiz.band}-{quiz.slug}"
        members[f"source/{name}/{name}.ipynb"] = _writes(nbgrader_notebook(quiz)) + "\n"
    return [write_archive(out / "nbgrader-course.zip", members)]
