"""The table of figures: printed, and kept in docs/trust.md and data/measured.yml."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from ruamel.yaml import YAML

from trust.figures import ROOT

DATA = Path("data/measured.yml")
DOCS = Path("docs/trust.md")
STATEMENT = Path("book/about/accessibility.md")
_DOCS_TABLE = re.compile(r"(?<=<!-- figures -->\n).*?(?=<!-- end of figures -->)", re.S)
_PAGE_TABLE = re.compile(r"(?<=% figures\n).*?(?=% end of figures)", re.S)
#: The figures that the accessibility statement shows, and what it calls them.
SHOWN = {
    6: "Faults that a program (axe) found, at two widths, light and dark",
    7: "Pages that lose text, help or quiz answers without JavaScript",
    3: "Pages that fail without internet, from a folder",
    13: "Leaving quickly: time to a blank page, and failures",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table."""

    number: int
    name: str
    limit: str
    measured: str
    met: bool
    day: str = ""


def table(rows: Sequence[Row]) -> str:
    """Return the figures as a Markdown table."""
    lines = [
        "| # | Figure | Limit | Measured | On the commit of |",
        "|---|---|---|---|---|",
    ]
    for row in rows:
        measured = row.measured if row.met else f"**{row.measured}** (over the limit)"
        cells = (row.number, row.name, row.limit, measured, row.day)
        lines.append(f"| {' | '.join(map(str, cells))} |")
    return "\n".join(lines) + "\n"


def commit_date() -> str:
    """Return the date of the last commit."""
    command = ["git", "-C", str(ROOT), "log", "-1", "--pretty=%cs"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def write(rows: Sequence[Row], root: Path = ROOT) -> None:
    """Write figures as data, beside those measured before, and into the two pages."""
    kept = {row.number: row for row in read(root)} | {row.number: row for row in rows}
    yaml = YAML()
    yaml.width = 1000
    with (root / DATA).open("w", encoding="utf-8") as file:
        file.write("# Written by `make trust`. Do not edit.\n")
        yaml.dump({"figures": [asdict(kept[n]) for n in sorted(kept)]}, file)
    for path, text in pages(root).items():
        (root / path).write_text(text, "utf-8")


def read(root: Path = ROOT) -> list[Row]:
    """Return the figures that were measured."""
    data = YAML(typ="safe").load(root / DATA)
    return [Row(**figure) for figure in data["figures"]]


def pages(root: Path = ROOT) -> dict[Path, str]:
    """Return the pages that show figures, as the data has them."""
    rows = read(root)
    docs = (root / DOCS).read_text("utf-8")
    page = (root / STATEMENT).read_text("utf-8")
    shown = {row.number: row for row in rows}
    lines = ["| What was measured | Aim | Found | When |", "|---|---|---|---|"]
    for number, name in SHOWN.items():
        if row := shown.get(number):
            lines.append(f"| {name} | {row.limit} | {row.measured} | {row.day} |")
    part = f"\n{chr(10).join(lines)}\n\n" if len(lines) > 2 else "\n"
    return {
        DOCS: _DOCS_TABLE.sub(lambda _: f"\n{table(rows)}\n", docs),
        STATEMENT: _PAGE_TABLE.sub(lambda _: part, page),
    }
