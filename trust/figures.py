"""What a figure is, and the list of all of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).parents[1]
#: The modules that register one or more figures each.
MODULES = (
    "builds",
    "mistakes",
    "pages",
    "access",
    "injection",
    "archives",
    "supply",
    "leaving",
    "storage",
    "separation",
)


@dataclass(frozen=True, slots=True)
class Built:
    """A built course.

    :param out: what ``lessonkit build`` wrote.
    :param second: the same built another time elsewhere; ``None`` if it was not.
    :param said: what the builds wrote as warnings.
    """

    out: Path
    second: Path | None = None
    said: str = ""

    @property
    def html(self) -> Path:
        """The whole edition's pages."""
        return self.out / "html"

    @property
    def learner(self) -> Path:
        """The learner edition's pages."""
        return self.out / "learner"

    @property
    def packages(self) -> Path:
        """The packages for schools' systems."""
        return self.out / "packages"


@dataclass(frozen=True, slots=True)
class Measured:
    """What was found.

    :param text: the value, as it stands in the table.
    :param met: whether it is inside the limit.
    :param faults: what is wrong and where, for whoever mends it.
    """

    text: str
    met: bool
    faults: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: its name, its limit, and how it is measured."""

    number: int
    name: str
    limit: str
    measure: Callable[[Built], Measured]


#: Filled by :func:`figure`, by number.
FIGURES: dict[int, Figure] = {}


def figure(
    number: int, name: str, limit: str
) -> Callable[[Callable[[Built], Measured]], Callable[[Built], Measured]]:
    """Register a measuring function as a figure (decorator)."""

    def register(measure: Callable[[Built], Measured]) -> Callable[[Built], Measured]:
        FIGURES[number] = Figure(number, name, limit, measure)
        return measure

    return register


def load_figures() -> list[Figure]:
    """Import every module of figures; return the figures in their order."""
    for module in MODULES:
        import_module(f"trust.{module}")
    return [FIGURES[number] for number in sorted(FIGURES)]


def counted(faults: list[str], of: int, what: str) -> Measured:
    """Return ``0 of 12 pages`` with the faults; any fault is over the limit.

    Nothing to look at is no proof, and is over the limit too.
    """
    text = f"{len(faults)} in {of:,} {what}"
    return Measured(text, not faults and of > 0, tuple(faults))
