"""The course's own help directory, read once."""

import datetime
from pathlib import Path

import pytest

from lessonkit.model.helpservice import HelpDirectory
from lessonkit.model.problem import Problem
from lessonkit.source.help import read_help

ROOT = Path(__file__).parents[2]
TODAY = datetime.date(2026, 11, 24)


@pytest.fixture(scope="session")
def read() -> tuple[HelpDirectory, list[Problem]]:
    problems: list[Problem] = []
    return read_help(ROOT, problems, TODAY), problems


@pytest.fixture(scope="session")
def directory(read: tuple[HelpDirectory, list[Problem]]) -> HelpDirectory:
    return read[0]
