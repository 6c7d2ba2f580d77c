"""Imports go one way: model <- source <- grading, checks, export, sphinx <- cli."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "src/lessonkit"
#: layer -> the layers that it may import, besides itself.
MAY_IMPORT = {
    "model": set(),
    "source": {"model"},
    "grading": {"model", "source"},
    "class_code": {"model", "grading"},
    "marking": {"model", "source", "grading"},
    "checks": {"model", "source"},
    "sphinx": {"model", "source", "grading", "class_code"},
    "export": {"model", "source", "grading", "sphinx"},
    "translation": {"model", "source"},
    "build": {"model", "source", "checks", "sphinx", "export"},
    "serve": {"model", "source", "build"},
    "templates": set(),
    "scaffold": {"model", "source", "templates"},
    "cli": {
        "model",
        "source",
        "grading",
        "marking",
        "checks",
        "sphinx",
        "export",
        "build",
        "serve",
        "scaffold",
        "translation",
    },
}
NETWORK = {"socket", "http.client", "urllib.request", "requests", "httpx", "aiohttp"}
MODULES = sorted(PACKAGE.rglob("*.py"))
NAMES = [file.relative_to(PACKAGE).as_posix() for file in MODULES]


def imports(file):
    """Yield every module that a file imports."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: a relative import"
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def layer(name):
    """Return the layer of ``lessonkit.<layer>...``; None for the package itself."""
    parts = name.split(".")
    return parts[1] if len(parts) > 1 and parts[1] in MAY_IMPORT else None


@pytest.mark.parametrize("file", MODULES, ids=NAMES)
def test_a_module_imports_only_the_layers_below_it(file):
    own = file.relative_to(PACKAGE).parts[0].removesuffix(".py")
    if own == "__init__":
        assert [name for name in imports(file) if name.startswith("lessonkit")] == []
        return
    used = {
        layer(name) for name in imports(file) if name.split(".")[0] == "lessonkit"
    } - {None, own}
    assert used <= MAY_IMPORT[own]


@pytest.mark.parametrize("file", MODULES, ids=NAMES)
def test_a_module_opens_no_connection(file):
    allowed = {"socket", "http.server"} if file.name in {"serve.py"} else set()
    assert not (set(imports(file)) & NETWORK) - allowed


@pytest.mark.parametrize("file", MODULES, ids=NAMES)
def test_a_module_has_at_most_400_lines(file):
    assert len(file.read_text("utf-8").splitlines()) <= 400


def test_only_the_command_line_prints():
    printing = [
        name
        for file, name in zip(MODULES, NAMES, strict=True)
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "print"
    ]
    # The notebook's feedback is copied into the pupil's notebook, and prints there.
    assert set(printing) <= {"cli.py", "export/notebook_feedback.py"}
