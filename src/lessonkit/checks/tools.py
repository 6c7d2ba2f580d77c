"""Names of nudifying tools: found by their hashes, and never printed.

``data/tool-names.sha256`` holds a salt and hashes. That is no secrecy: it keeps the
repository from being a directory of such tools. Before each hash stands a checksum
of three hex digits, so that most words need no hashing.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lessonkit.checks.passages import Passage
from lessonkit.model.problem import Place, Problem

FILE = "data/tool-names.sha256"
LONGEST_NAME = 3
SHORTEST_LETTERS = 5
_BITS = 0xFFF
_WORD = re.compile(r"[^\W_]+")
_LINE = re.compile(r"([0-9a-f]{3}) ([0-9a-f]{64})\Z")
_SALT = "salt "


@dataclass(frozen=True, slots=True)
class ToolNames:
    """The hashes, and the checksums of the names that they stand for."""

    salt: str = ""
    hashes: frozenset[str] = field(default_factory=frozenset)
    checksums: frozenset[int] = field(default_factory=frozenset)

    def has(self, name: str) -> bool:
        """Return whether letters and digits, folded, are a tool's name."""
        return (
            len(name) >= SHORTEST_LETTERS
            and checksum(name) in self.checksums
            and hash_name(self.salt, name) in self.hashes
        )


def checksum(name: str) -> int:
    """Return 12 bits of a name."""
    return zlib.crc32(name.encode()) & _BITS


def hash_name(salt: str, name: str) -> str:
    """Return the salted SHA-256 of a name."""
    return hashlib.sha256(f"{salt}{name}".encode()).hexdigest()


def line_of(salt: str, name: str) -> str:
    """Return the line to add to the file for a name, however it is written."""
    plain = "".join(_WORD.findall(name.casefold()))
    return f"{checksum(plain):03x} {hash_name(salt, plain)}"


def read_tool_names(root: Path, problems: list[Problem]) -> ToolNames:
    """Read the file; a course without it looks for no names."""
    try:
        lines = (root / FILE).read_text("utf-8", "replace").splitlines()
    except OSError:
        return ToolNames()
    salt = next((s.removeprefix(_SALT) for s in lines if s.startswith(_SALT)), "")
    found = []
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith(("#", _SALT)):
            continue
        if (match := _LINE.match(line)) and salt:
            found.append(match)
        else:
            problems.append(
                Problem(
                    Place(FILE, number),
                    "tool-hash",
                    "this line is no checksum and salted hash.",
                    "Write the salt first, and a hash a line; never a name.",
                )
            )
    return ToolNames(
        salt,
        frozenset(match[2] for match in found),
        frozenset(int(match[1], 16) for match in found),
    )


def check_tool_names(passage: Passage, names: ToolNames) -> Iterator[Problem]:
    """Yield where one to three words are the name of a tool."""
    if not names.hashes:
        return
    words = _WORD.findall(passage.text)
    coded = [word.casefold().encode() for word in words]
    for at, word in enumerate(words):
        # The checksum of "ab" goes on from that of "a": nothing is joined in vain.
        crc = 0
        for end, part in enumerate(coded[at : at + LONGEST_NAME], at + 1):
            crc = zlib.crc32(part, crc)
            if crc & _BITS not in names.checksums:
                continue
            if names.has(b"".join(coded[at:end]).decode()):
                found = list(_WORD.finditer(passage.text))[at]
                yield Problem(
                    passage.place_at(found.start(), word),
                    "tool-name",
                    "here stands the name of a nudifying tool.",
                    'Say "a nudifying tool": to name one spreads it.',
                )
