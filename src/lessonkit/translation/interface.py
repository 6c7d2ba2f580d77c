"""The words that the program itself says: theme, quiz, help, PDF, packages."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path

from jinja2.ext import babel_extract

from lessonkit.translation.texts import Text

PACKAGE = Path(__file__).parents[1]
#: The catalogue of ``lessonkit.sphinx.i18n``.
NAME = "lessonkit"
#: The options of a question that is true or false, the same in every quiz.
TRUE_FALSE = ("True", "False")


def interface_texts() -> Iterator[tuple[str, Text]]:
    """Yield the file (from the package's folder) and every text marked with ``_``."""
    for words in TRUE_FALSE:
        yield "source/quiz.py", Text(words, 1, "an option of a quiz")
    for file in sorted(PACKAGE.rglob("*.py")):
        yield from _texts(file, marked(ast.parse(file.read_text("utf-8"))))
    for file in sorted(PACKAGE.rglob("*.html")):
        with file.open("rb") as stream:
            calls = babel_extract(stream, ["_"], [], {})
            yield from _texts(file, ((line, words) for line, _f, words, _c in calls))


def marked(module: ast.Module) -> Iterator[tuple[int, object]]:
    """Yield line and words of every ``_("...")``, also inside of an f-string."""
    calls = (
        node
        for node in ast.walk(module)
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "_"
    )
    for call in sorted(calls, key=lambda node: (node.lineno, node.col_offset)):
        if call.args and isinstance(call.args[0], ast.Constant):
            yield call.args[0].lineno, call.args[0].value


def _texts(
    file: Path, found: Iterable[tuple[int, object]]
) -> Iterator[tuple[str, Text]]:
    path = file.relative_to(PACKAGE).as_posix()
    for line, words in found:
        if isinstance(words, str) and words:
            yield path, Text(words, line, "")
