"""Figure 12: what the course is made with is pinned, hashed, listed and licensed."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import tomllib
from pathlib import Path

from trust.figures import ROOT, Built, Measured, figure

LOCKS = ("book", "test", "forward")
MAX_DIRECT = 12
SBOM_PROGRAM = ROOT / ".venv-sbom/bin/cyclonedx-py"
FONTS = ROOT / "src/lessonkit/sphinx/typst/fonts"
_PIN = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)==(\S+)")
_ROW = re.compile(r"^\| `([^`]+)` \|[^|]*\| `([0-9a-f]{64})` \|", re.MULTILINE)


def entries(lock: Path) -> list[tuple[str, str, int]]:
    """Return each package of a lock: its name, its version, how many hashes."""
    text = lock.read_text("utf-8").replace("\\\n", " ")
    found = []
    for line in text.splitlines():
        if pin := _PIN.match(line):
            found.append((pin[1], pin[2], line.count("--hash=sha256:")))
    return found


def without_hash(lock: Path) -> list[str]:
    """Return the packages of a lock that anybody could replace."""
    return [f"{lock.name}: {name}" for name, _, count in entries(lock) if not count]


def write_sbom(lock: Path, target: Path) -> None:
    """Write the bill of materials (CycloneDX 1.6) of a lock, always the same."""
    target.parent.mkdir(parents=True, exist_ok=True)
    options = ("--output-reproducible", "--short-PURLs", "--of", "JSON", "-o", target)
    subprocess.run(
        [SBOM_PROGRAM, "requirements", lock, *options], capture_output=True, check=True
    )


def differs_from_sbom(lock: Path, sbom: Path) -> list[str]:
    """Return packages that only one of the lock and its bill of materials has."""
    components = json.loads(sbom.read_text("utf-8"))["components"]
    listed = {(one["name"], one["version"]) for one in components}
    locked = {(name, version) for name, version, _ in entries(lock)}
    return [f"SBOM: {name} {version}" for name, version in sorted(listed ^ locked)]


def vendored(folder: Path) -> list[str]:
    """Return vendored files that the manifest does not hold with their checksum."""
    rows = dict(_ROW.findall((folder / "MANIFEST.md").read_text("utf-8")))
    ours = {"MANIFEST.md", "coverage.txt"}
    faults = []
    for file in sorted(folder.iterdir()):
        if file.is_file() and file.name not in ours:
            found = hashlib.sha256(file.read_bytes()).hexdigest()
            if rows.get(file.name) != found:
                faults.append(f"{file.name} is not what MANIFEST.md says")
    return faults


def unlicensed(folder: Path) -> list[str]:
    """Return vendored fonts whose family has no licence text beside them."""
    return [
        f"{file.name} has no licence beside it"
        for file in sorted(folder.glob("*.ttf"))
        if not (folder / f"OFL-{file.stem.partition('-')[0]}.txt").is_file()
    ]


def direct(project: Path) -> list[str]:
    """Return the direct run-time dependencies."""
    data = tomllib.loads(project.read_text("utf-8"))
    found: list[str] = data["project"]["dependencies"]
    return found


@figure(
    12,
    "Supply chain: packages without a hash; SBOM against lock; vendored files without "
    "licence or checksum; direct dependencies",
    "0; equal; 0; ≤ 12",
)
def supply_chain(built: Built) -> Measured:
    """Compare the locks, the bill of materials and the vendored files."""
    locks = [ROOT / f"requirements/{name}.txt" for name in LOCKS]
    count = sum(len(entries(lock)) for lock in locks)
    bare = [fault for lock in locks for fault in without_hash(lock)]
    sbom = built.out.parent / "sbom.cdx.json"
    write_sbom(locks[0], sbom)
    unequal = differs_from_sbom(locks[0], sbom)
    foreign = vendored(FONTS) + unlicensed(FONTS)
    many = len(direct(ROOT / "pyproject.toml"))
    faults = (*bare, *unequal, *foreign)
    listed = len(entries(locks[0]))
    text = (
        f"{len(bare)} of {count}; {listed} = {listed}; {len(foreign)}; {many}"
        if not unequal
        else f"{len(bare)} of {count}; {len(unequal)} differ; {len(foreign)}; {many}"
    )
    return Measured(text, count > 0 and not faults and many <= MAX_DIRECT, faults)
