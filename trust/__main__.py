"""Measure the figures, print them as one table, write docs/trust.md; fail above one."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from trust.builds import build_twice
from trust.figures import ROOT, Built, load_figures
from trust.report import Row, commit_date, table, write

#: These compare two builds, or ask what the builds said.
OF_TWO_BUILDS = {1, 2}
SHOWN_FAULTS = 20


def main() -> int:
    """Run the command; return 1 if a figure is over its limit."""
    parser = argparse.ArgumentParser(prog="python -m trust", description=__doc__)
    parser.add_argument("--work", type=Path, default=ROOT / "_build/trust")
    parser.add_argument(
        "--built", type=Path, help="a built course; figures 1 and 2 are left out"
    )
    parser.add_argument("--only", default="", help="numbers, such as 3,7")
    options = parser.parse_args()
    figures = load_figures()
    if options.only:
        wanted = {int(number) for number in options.only.split(",")}
        figures = [figure for figure in figures if figure.number in wanted]
    if options.built:
        built = Built(options.built.resolve())
        figures = [figure for figure in figures if figure.number not in OF_TWO_BUILDS]
    else:
        built = build_twice(options.work.resolve())
    rows = []
    for figure in figures:
        start = time.perf_counter()
        found = figure.measure(built)
        seconds = time.perf_counter() - start
        words = (figure.name, figure.limit, found.text, found.met, commit_date())
        rows.append(Row(figure.number, *words))
        write(rows)
        sys.stderr.write(f"{figure.number}. {found.text} ({seconds:.0f} s)\n")
        sys.stderr.writelines(f"   {fault}\n" for fault in found.faults[:SHOWN_FAULTS])
    sys.stdout.write(table(rows))
    return 0 if all(row.met for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
