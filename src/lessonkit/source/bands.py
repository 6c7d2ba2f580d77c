"""The age band that a file's folder names."""

from __future__ import annotations

from pathlib import PurePosixPath

from lessonkit.model.lesson import BANDS
from lessonkit.model.problem import Place, Problem


def check_band(path: str, problems: list[Problem]) -> str:
    """Return the band that a path's folder names; report ``band-unknown``."""
    band = PurePosixPath(path).parent.name
    if band not in BANDS:
        problems.append(
            Problem(
                Place(path),
                "band-unknown",
                f'the folder "{band}" is no age band.',
                f"Use one of: {', '.join(BANDS)}.",
            )
        )
    return band
