"""Fonts that a language brings along: which letters they have.

The bundled fonts cover the Latin, Greek and Cyrillic scripts. A translation into
another script puts open fonts into ``locale/<language>/fonts``, from where a build
takes them; nothing is taken from the machine, so that every machine prints the same.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

#: Below the folder of a language, and of the translated sources.
FOLDER = "fonts"
SUFFIXES = (".ttf", ".otf")


def covered_by(folder: Path | None) -> frozenset[int]:
    """Return the code points that every font of a folder has."""
    if folder is None:
        return frozenset()
    files = [file for file in sorted(folder.iterdir()) if file.suffix in SUFFIXES]
    found = [frozenset(code_points(file.read_bytes())) for file in files]
    return frozenset.intersection(*found) if found else frozenset()


def code_points(font: bytes) -> Iterator[int]:
    """Yield the code points of an OpenType font: formats 4 and 12 of its ``cmap``."""
    for number in range(struct.unpack_from(">H", font, 4)[0]):
        tag, _sum, start, _length = struct.unpack_from(">4sIII", font, 12 + 16 * number)
        if tag == b"cmap":
            break
    else:
        return
    for number in range(struct.unpack_from(">H", font, start + 2)[0]):
        _platform, _encoding, offset = struct.unpack_from(
            ">HHI", font, start + 4 + 8 * number
        )
        table = start + offset
        kind = struct.unpack_from(">H", font, table)[0]
        if kind == 4:
            yield from _segments(font, table)
        elif kind == 12:
            for group in range(struct.unpack_from(">I", font, table + 12)[0]):
                first, last = struct.unpack_from(">II", font, table + 16 + 12 * group)
                yield from range(first, last + 1)


def _segments(font: bytes, table: int) -> Iterator[int]:
    double = struct.unpack_from(">H", font, table + 6)[0]
    for place in range(0, double, 2):
        last = struct.unpack_from(">H", font, table + 14 + place)[0]
        first = struct.unpack_from(">H", font, table + 16 + double + place)[0]
        if first <= last < 0xFFFF:
            yield from range(first, last + 1)
