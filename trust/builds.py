"""Figures 1 and 2: two builds give the same bytes, and no build gives a warning."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from lessonkit.build import INPUT_FOLDERS
from trust.figures import ROOT, Built, Measured, figure

FOLDERS = ("html", "learner", "pdf", "packages")
FORWARD = ROOT / ".venv-forward/bin/python"


def epoch(root: Path = ROOT) -> str:
    """Return the time of the last commit, as ``SOURCE_DATE_EPOCH``."""
    command = ["git", "-C", str(root), "log", "-1", "--pretty=%ct"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def build_twice(work: Path) -> Built:
    """Build the course from two folders, under another clock, order and language."""
    here, there = work / "one", work / "elsewhere/and/deeper/two"
    said = build(here, {"TZ": "UTC", "PYTHONHASHSEED": "0", "LC_ALL": "C.UTF-8"})
    other = {"TZ": "Pacific/Auckland", "PYTHONHASHSEED": "4242", "LC_ALL": "C"}
    said += build(there, other)
    return Built(here / "out", there / "out", said)


def build(folder: Path, environment: dict[str, str]) -> str:
    """Copy the sources, which gives them new times, and build; return the warnings."""
    shutil.rmtree(folder, ignore_errors=True)
    sources = folder / "course"
    sources.mkdir(parents=True)
    for name in INPUT_FOLDERS:
        source = ROOT / name
        if not source.exists():
            continue
        copy = shutil.copytree if source.is_dir() else shutil.copyfile
        copy(source, sources / name)
    program = Path(sys.executable).with_name("lessonkit")
    done = subprocess.run(
        [program, "--root", sources, "build", "--out", folder / "out"],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **environment, "SOURCE_DATE_EPOCH": epoch().strip()},
    )
    if done.returncode and not done.stderr.strip():
        return f"the build ended with {done.returncode}\n"
    return done.stderr


def hashes(out: Path) -> dict[str, str]:
    """Return the SHA-256 of each file that a school can get, by name."""
    return {
        file.relative_to(out).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for folder in FOLDERS
        for file in sorted((out / folder).rglob("*"))
        if file.is_file()
    }


@figure(1, "Reproducible: files that differ between two builds", "0")
def reproducible(built: Built) -> Measured:
    """Compare two builds of the same sources, byte by byte."""
    if built.second is None:
        return Measured("not measured: there is one build", False)
    one, two = hashes(built.out), hashes(built.second)
    names = sorted({*one, *two})
    faults = tuple(name for name in names if one.get(name) != two.get(name))
    text = f"{len(faults)} of {len(names):,} files"
    return Measured(text, bool(names) and not faults, faults)


def sphinx_warnings(python: Path, conf: Path, source: Path, out: Path) -> list[str]:
    """Return what another Sphinx says about the same sources, nitpicky."""
    done = subprocess.run(
        [
            *(python, "-m", "sphinx", "--quiet", "--nitpicky", "--keep-going"),
            *("--fail-on-warning", "--builder", "html", "--conf-dir", conf),
            *(source, out),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    said = warnings(done.stderr)
    return said or ([f"it ended with {done.returncode}"] if done.returncode else [])


def warnings(text: str) -> list[str]:
    """Return the lines of what a build wrote as warnings."""
    return [line for line in text.splitlines() if line.strip()]


@figure(2, "Clean build: warnings, both editions, PDFs and Sphinx 9", "0")
def clean_build(built: Built) -> Measured:
    """Count the warnings of our builds and of plain Sphinx 9."""
    said = warnings(built.said)
    if FORWARD.exists():
        out = built.out.parent / "forward"
        said += sphinx_warnings(FORWARD, ROOT / "tests/forward", ROOT, out)
    else:
        said.append("Sphinx 9 is not installed: make setup-forward")
    return Measured(str(len(said)), not said, tuple(said))
