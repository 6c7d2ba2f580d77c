"""Problems as text for people, JSON for programs, annotations for GitHub."""

from __future__ import annotations

import json
from collections.abc import Sequence

from lessonkit.model.problem import Problem

FORMATS = ("text", "json", "github")


def report(problems: Sequence[Problem], form: str = "text") -> str:
    """Return the report in one of :data:`FORMATS`, without a last line end."""
    if form == "json":
        return json.dumps([_record(problem) for problem in problems], indent=2)
    if form == "github":
        return "\n".join(_annotation(problem) for problem in problems)
    noun = "problem" if len(problems) == 1 else "problems"
    lines = [f"{len(problems)} {noun}.", *(str(problem) for problem in problems)]
    return "\n".join(lines)


def _record(problem: Problem) -> dict[str, str | int]:
    return {
        "path": problem.place.path,
        "line": problem.place.line,
        "column": problem.place.column,
        "code": problem.code,
        "level": problem.level,
        "message": problem.message,
        "hint": problem.hint,
    }


def _annotation(problem: Problem) -> str:
    """Return a workflow command; its values must not end it early."""
    place = problem.place
    text = f"{problem.message} {problem.hint}".strip()
    return (
        f"::error file={_value(place.path)},line={place.line},col={place.column},"
        f"title={_value(problem.code)}::{_data(text)}"
    )


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _value(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
