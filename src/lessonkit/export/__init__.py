"""Packages made from the course: notebooks, school systems' formats, slides.

An exporter is a function ``(course, out) -> files``: it writes below ``out`` and
returns what it wrote, sorted. It reads the model. What was built before, the
lessons' text and the PDFs, it takes from beside the folder of packages, and does
without where there is none.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from lessonkit.model.course import Course

Exporter = Callable[[Course, Path], list[Path]]

#: Where a build puts the PDFs and the learner edition.
PDF, LEARNER = "pdf", "learner"

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
    "kolibri",
    "policy",
)


def exporter(name: str) -> Callable[[Exporter], Exporter]:
    """Register an exporter under ``name``, which is also its folder (decorator)."""

    def register(function: Exporter) -> Exporter:
        EXPORTERS[name] = function
        return function

    return register


def built_beside(out: Path, name: str) -> Path:
    """Return a folder of the build that lies beside the folder of packages.

    :param out: an exporter's own folder.
    """
    return out.parents[1] / name


def load_exporters() -> dict[str, Exporter]:
    """Import every exporter's module and return the registry."""
    for module in MODULES:
        import_module(f"{__name__}.{module}")
    return EXPORTERS
