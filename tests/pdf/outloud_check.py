"""Check PDFs for what a screen reader would stumble over, with ``outloud``.

It asks some questions that veraPDF does not (is the reading order the one seen, do
table headings head something), needs no Java, and is quick enough for each handout.
"""

from collections.abc import Iterable
from pathlib import Path

import outloud
from outloud.findings import Finding


class OutloudError(Exception):
    """Raised when a file could not be read or a rule broke down."""


def findings(
    paths: Iterable[Path | str],
    *,
    severities: tuple[str, ...] = ("error",),
    skip: Iterable[str] = (),
) -> dict[Path, list[Finding]]:
    """Return what ``outloud`` finds in each PDF; an empty list is a pass.

    :param paths: the PDFs
    :param severities: which to return, of ``error``, ``warning`` and ``info``
    :param skip: ids of rules to leave out; say why where this is called
    :raises OutloudError: when a file could not be checked by every rule
    """
    skipped = list(skip)
    found: dict[Path, list[Finding]] = {}
    for path in map(Path, paths):
        result = outloud.check(str(path), skip=skipped)
        if result.error:
            raise OutloudError(f"{path}: {result.error}")
        crashed = [run.rule for run in result.runs if run.status == "crashed"]
        if crashed:
            raise OutloudError(f"{path}: rules broke down: {', '.join(crashed)}")
        found[path] = [
            finding
            for finding in result.sorted_findings()
            if finding.severity in severities
        ]
    return found
