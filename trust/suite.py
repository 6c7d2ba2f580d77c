"""Count what tests find: a figure that a test measures is not written twice."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from pathlib import Path

from trust.figures import ROOT


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many tests ran, and which of them failed."""

    run: int
    failed: tuple[str, ...]


def run_tests(*arguments: str, **environment: str) -> Outcome:
    """Run tests and count them; one that is left out counts as failed."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        subprocess.run(
            [
                *(sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"),
                *(f"--junit-xml={report}", *arguments),
            ],
            cwd=ROOT,
            capture_output=True,
            check=False,
            env={**os.environ, **environment},
        )
        # Written by pytest a moment ago: nothing in it is foreign.
        cases = list(ET.parse(report).iter("testcase")) if report.exists() else []
    failed = [
        f"{case.get('classname')}: {case.get('name')}"
        for case in cases
        if {child.tag for child in case} & {"failure", "error", "skipped"}
    ]
    return Outcome(len(cases), tuple(failed))
