"""Read the letters out of an answer cell. Nothing in it is ever run.

A cell that stands as we made it holds ``answer_3 = "B"``, perhaps a comment, and in
the practice notebook ``check(3, answer_3)``. Everything else is code of somebody's: it
is not run, and a teacher is told.
"""

from __future__ import annotations

import ast
import warnings
from dataclasses import dataclass
from functools import lru_cache

#: Python's parser recurses in C; so short a text cannot exhaust it.
MAX_SOURCE = 2000


@dataclass(frozen=True, slots=True)
class AnswerCell:
    """What a cell says.

    :param letters: None when no letters could be read.
    :param fault: why not, as the end of a sentence that begins with the cell.
    :param has_code: whether the cell does more than ours.
    """

    letters: str | None
    fault: str = ""
    has_code: bool = False


@lru_cache(maxsize=4096)
def read_answer_cell(source: str, name: str) -> AnswerCell:
    """Return the letters that the cell gives ``name``."""
    if len(source) > MAX_SOURCE:
        return AnswerCell(None, f"is longer than {MAX_SOURCE:,} characters")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            body = ast.parse(source).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return AnswerCell(None, "is no Python that can be read")
    letters: str | None = None
    fault = f"gives {name} no letters"
    has_code = False
    for statement in body:
        match statement:
            case ast.Assign(targets=[ast.Name(id=target)], value=value) if (
                target == name
            ):
                letters = _letters(value)
                fault = "" if letters is not None else "holds no letters in quotes"
                computed = not isinstance(value, ast.Constant | ast.Name)
                has_code = has_code or (letters is None and computed)
            case ast.Expr(value=value) if _is_harmless(value):
                pass
            case _:
                has_code = True
                if _binds(statement, name):
                    letters, fault = None, f"computes {name}"
    return AnswerCell(letters, fault, has_code)


def _letters(value: ast.expr) -> str | None:
    """Return a text, or texts in a list as one; what `ast.literal_eval` would read."""
    match value:
        case ast.Constant(value=str(text)):
            return text
        case ast.List(elts=parts) | ast.Tuple(elts=parts):
            texts = [
                part.value
                for part in parts
                if isinstance(part, ast.Constant) and isinstance(part.value, str)
            ]
            return "".join(texts) if len(texts) == len(parts) else None
    return None


def _is_harmless(value: ast.expr) -> bool:
    match value:
        case ast.Constant() | ast.Name():
            return True
        case ast.Call(func=ast.Name(id="check"), args=args, keywords=[]):
            return all(isinstance(arg, ast.Constant | ast.Name) for arg in args)
    return False


def _binds(statement: ast.stmt, name: str) -> bool:
    return any(
        isinstance(node, ast.Name)
        and node.id == name
        and not isinstance(node.ctx, ast.Load)
        for node in ast.walk(statement)
    )
