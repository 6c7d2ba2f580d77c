"""Packages made from the course: notebooks, school systems' formats, slides.

An exporter is a function ``(course, out) -> files``: it writes below ``out`` and
returns what it wrote, sorted. It reads the model only, never the built pages.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from lessonkit.model.course import Course

Exporter = Callable[[Course, Path], list[Path]]

#: Filled by :func:`exporter`, in the order of registration.
EXPORTERS: dict[str, Exporter] = {}

#: The modules that register one or more exporters each.
MODULES: tuple[str, ...] = (
    "notebook",
    "moodle",
    "gift",
    "slides",
    "scorm",
    "qti",
    "cartridge",
)


def exporter(name: str) -> Callable[[Exporter], Exporter]:
    """Register an exporter under ``name``, which is also its folder (decorator)."""

    def register(function: Exporter) -> Exporter:
        EXPORTERS[name] = function
        return function

    return register


def load_exporters() -> dict[str, Exporter]:
    """Import every exporter's module and return the registry."""
    for module in MODULES:
        import_module(f"{__name__}.{module}")
    return EXPORTERS
