"""Figures 4 and 5: an author's mistake is named at its place, and never a crash."""

from __future__ import annotations

import os

from trust.figures import Built, Measured, figure
from trust.suite import Outcome, run_tests

BAD_FILES = (
    "tests/test_bad_files.py",
    "tests/help/test_bad_help_files.py",
    "tests/marking/test_bad_returns.py",
)
FUZZ = ("tests/checks/test_fuzz.py", "tests/help/test_help_fuzz.py")
ENOUGH = 60
EDITS = int(os.environ.get("LESSONKIT_FUZZ", "10000"))
#: What the tests of ``FUZZ`` make besides the edits: bytes, help lines, phone texts.
OTHERS = EDITS // 10 + 300 + 300


@figure(4, "Located errors: bad files named with file, line and code", "100% of 60+")
def located_errors(_built: Built) -> Measured:
    """Count the bad files that are reported at their place and nowhere else."""
    return located(run_tests("-k", "bad_file_is_reported or bad_help_file", *BAD_FILES))


def located(outcome: Outcome) -> Measured:
    """Return the share of bad files that are named at their place."""
    good = outcome.run - len(outcome.failed)
    met = not outcome.failed and outcome.run >= ENOUGH
    return Measured(f"{good} of {outcome.run}", met, outcome.failed)


@figure(5, "Fuzzing: crashes, or more than 1 s, in 10,000 broken files", "0")
def fuzzing(_built: Built) -> Measured:
    """Break files at random; each must end in problems, at once."""
    return survived(run_tests(*FUZZ, LESSONKIT_FUZZ=str(EDITS)), EDITS + OTHERS)


def survived(outcome: Outcome, made: int) -> Measured:
    """Return how many of the tests that break files found a crash."""
    text = f"{len(outcome.failed)} in {made:,} broken files"
    return Measured(text, outcome.run > 0 and not outcome.failed, outcome.failed)
