"""Mend what can be mended safely: quotes, and the capitals of section names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from lessonkit.model.problem import Problem

_QUOTES = frozenset({"yaml-bare-number", "yaml-bare-date", "yaml-bare-word"})
_QUOTE_HINT = re.compile(r'Put quotes round it: ("[^"]*")')
_SECTION_HINT = re.compile(r'Write "([^"]*)"\.')


def fix(root: Path, problems: Sequence[Problem]) -> int:
    """Mend files in place; return how many problems were mended.

    A place where the file says something else than the problem is left alone.
    """
    mended = 0
    by_path: dict[str, list[Problem]] = {}
    for problem in problems:
        by_path.setdefault(problem.place.path, []).append(problem)
    for path, group in by_path.items():
        file = root / path
        try:
            lines = file.read_bytes().decode("utf-8").split("\n")
        except (OSError, UnicodeDecodeError):
            continue
        count = 0
        # From the end, so that the places before stay right.
        for problem in sorted(set(group), reverse=True):
            count += _fix_line(lines, problem)
        if count:
            file.write_bytes("\n".join(lines).encode("utf-8"))
            mended += count
    return mended


def _fix_line(lines: list[str], problem: Problem) -> bool:
    number = problem.place.line - 1
    if number >= len(lines):
        return False
    line = lines[number]
    if problem.code in _QUOTES and (hint := _QUOTE_HINT.search(problem.hint)):
        start, bare = problem.place.column - 1, hint[1].strip('"')
        if line[start : start + len(bare)] != bare:
            return False
        lines[number] = line[:start] + hint[1] + line[start + len(bare) :]
        return True
    if problem.code == "section-unknown" and (
        hint := _SECTION_HINT.match(problem.hint)
    ):
        wrong = line.removeprefix("## ").strip()
        if wrong.casefold() != hint[1].casefold():
            return False
        lines[number] = line.replace(wrong, hint[1])
        return True
    return False
