"""Read a story file into the model."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from lessonkit.model.problem import Problem
from lessonkit.model.story import Story
from lessonkit.source.bands import check_band
from lessonkit.source.chat import check_steps, read_step
from lessonkit.source.record import Record
from lessonkit.source.yamltext import read_text, read_yaml


def read_story(root: Path, path: str, problems: list[Problem]) -> Story | None:
    """Read ``stories/<band>/<slug>.yml``; ``None`` when it has no usable structure."""
    check_band(path, problems)
    text = read_text(root / path, path, problems)
    document = read_yaml(text, path, problems) if text is not None else None
    record = Record.root(document, problems) if document else None
    if record is None:
        return None
    title = record.text("title")
    steps = tuple(read_step(child, scored=False) for child in record.children("steps"))
    check_steps(record, steps, scored=False)
    record.finish()
    where = PurePosixPath(path)
    return Story(where.parent.name, where.stem, title, steps, path)
