"""The locks say what pyproject.toml and package.json say, each package with a hash."""

import json
import re
import tomllib
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
NODE = ROOT / "tests" / "node"
LOCKS = ("book", "test", "forward", "kolibri", "sbom")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def read_lines(name: str) -> list[tuple[Requirement, int]]:
    """Return each line of a lock with the number of its hashes."""
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    lines = "".join(
        line for line in text.splitlines(keepends=True) if "#" not in line
    ).replace("\\\n", " ")
    return [
        (
            Requirement(re.sub(r"\s--hash=\S+", "", line).strip()),
            len(re.findall(r"--hash=sha256:[0-9a-f]{64}", line)),
        )
        for line in filter(None, map(str.strip, lines.splitlines()))
    ]


def read_lock(name: str) -> dict[str, Requirement]:
    """Return the locked packages that count on this machine, by name."""
    return {
        canonicalize_name(requirement.name): requirement
        for requirement, _ in read_lines(name)
        if applies(requirement)
    }


def group(name: str) -> list[Requirement]:
    """Return a dependency group with the groups that it includes."""
    found: list[Requirement] = []
    for entry in PROJECT["dependency-groups"][name]:
        if isinstance(entry, str):
            found.append(Requirement(entry))
        else:
            found += group(entry["include-group"])
    return found


def direct(lock: str) -> list[Requirement]:
    """Return what pyproject.toml asks for in the environment of a lock."""
    if lock in ("kolibri", "sbom"):  # programs by themselves, without our package
        return group(lock)
    project = PROJECT["project"]
    asked = [Requirement(entry) for entry in project["dependencies"]]
    if lock != "forward":
        book = project["optional-dependencies"]["book"]
        asked += [Requirement(entry) for entry in book]
    return asked + group("build" if lock == "book" else lock)


def pinned_version(requirement: Requirement) -> str:
    """Return the version of a ``name==version`` line."""
    (specifier,) = requirement.specifier
    assert specifier.operator == "==", requirement
    return specifier.version


@pytest.mark.parametrize("name", LOCKS)
def test_every_locked_package_has_an_exact_version_and_a_hash(name: str) -> None:
    lines = read_lines(name)
    assert lines
    for requirement, hashes in lines:
        assert pinned_version(requirement)
        assert hashes >= 1, requirement


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_names_no_server(name: str) -> None:
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    assert "://" not in text
    assert "--index" not in text
    assert "--find-links" not in text


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_holds_what_the_project_file_asks_for(name: str) -> None:
    locked = read_lock(name)
    for asked in direct(name):
        version = pinned_version(locked[canonicalize_name(asked.name)])
        assert asked.specifier.contains(version, prereleases=True), asked


def test_the_test_environment_holds_the_book_environment() -> None:
    book, test = read_lock("book"), read_lock("test")
    for name, requirement in book.items():
        assert pinned_version(test[name]) == pinned_version(requirement), name


def test_the_lock_is_closed_over_what_its_packages_need() -> None:
    locked = read_lock("test")
    for name, requirement in locked.items():
        installed = metadata.distribution(name)
        assert installed.version == pinned_version(requirement), name
        for needed in map(Requirement, installed.requires or []):
            if applies(needed):
                pin = locked[canonicalize_name(needed.name)]
                assert needed.specifier.contains(
                    pinned_version(pin), prereleases=True
                ), f"{name} needs {needed}"


def applies(requirement: Requirement) -> bool:
    """Return whether a requirement counts here, without extras."""
    return requirement.marker is None or requirement.marker.evaluate({"extra": ""})


def test_the_package_has_at_most_twelve_direct_dependencies() -> None:
    assert len(PROJECT["project"]["dependencies"]) <= 12


def test_each_direct_dependency_has_its_reason_in_the_decision_record() -> None:
    record = (ROOT / "docs/decisions/0006-dependencies.md").read_text(encoding="utf-8")
    for name in {requirement.name for requirement in direct("test")}:
        assert f"`{name}`" in record, name


def read_json(path: Path) -> dict[str, Any]:
    """Return a JSON file's object."""
    data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return data


def test_the_node_lock_holds_what_package_json_asks_for_each_with_a_hash() -> None:
    packages = read_json(NODE / "package-lock.json")["packages"]
    asked = read_json(NODE / "package.json")["dependencies"]
    assert packages[""]["dependencies"] == asked
    for name, version in asked.items():
        assert packages[f"node_modules/{name}"]["version"] == version
    for name, entry in packages.items():
        assert name == "" or entry["integrity"].startswith("sha512-"), name


def test_the_node_lock_names_no_server() -> None:
    packages = read_json(NODE / "package-lock.json")["packages"]
    assert [name for name, entry in packages.items() if "resolved" in entry] == []
