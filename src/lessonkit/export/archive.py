"""Zip files that are the same, byte for byte, whenever and wherever they are made."""

from __future__ import annotations

import datetime
import io
import os
import re
import unicodedata
import zipfile
from collections.abc import Mapping
from pathlib import Path

#: Zip keeps local times from 1980 on; this is what an unset date becomes.
EARLIEST = (1980, 1, 1, 0, 0, 0)
#: Longest member name: Windows refuses paths over 260 when a teacher unpacks.
MAX_NAME = 180
MAX_MEMBERS = 20_000
_UNSAFE = re.compile(r'[\\:*?"<>|\x00-\x1f\x7f]')
_RESERVED = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)
_REGULAR_FILE = 0o100644 << 16


class UnsafeNameError(ValueError):
    """A member name that could leave its folder or collide when unpacked."""


def build_date() -> datetime.datetime:
    """Return ``SOURCE_DATE_EPOCH`` as UTC, or the earliest date that zip can keep."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdecimal():
        date = datetime.datetime.fromtimestamp(int(epoch), datetime.UTC)
        if date.year >= EARLIEST[0]:
            return date
    return datetime.datetime(*EARLIEST, tzinfo=datetime.UTC)


def check_names(names: list[str]) -> None:
    """Raise :class:`UnsafeNameError` unless every name is safe on every system."""
    if len(names) > MAX_MEMBERS:
        raise UnsafeNameError(f"{len(names)} members, more than {MAX_MEMBERS}")
    seen: set[str] = set()
    for name in names:
        parts = name.split("/")
        if not name or len(name) > MAX_NAME:
            raise UnsafeNameError(f"{name!r} is empty or too long")
        if any(part in ("", ".", "..") for part in parts):
            raise UnsafeNameError(f"{name!r} is absolute or leaves its folder")
        if any(
            _UNSAFE.search(part) or _RESERVED.match(part) or part[-1] in ". "
            for part in parts
        ):
            raise UnsafeNameError(f"{name!r} cannot be unpacked on Windows")
        if unicodedata.normalize("NFC", name) != name:
            raise UnsafeNameError(f"{name!r} is not in Unicode's composed form")
        if name.casefold() in seen:
            raise UnsafeNameError(f"{name!r} stands twice, if case is ignored")
        seen.add(name.casefold())


def file_info(name: str, date: datetime.datetime) -> zipfile.ZipInfo:
    """Return what a zip says of a member: nothing of the machine or of the hour."""
    info = zipfile.ZipInfo(name, date.timetuple()[:6])
    info.create_system = 3
    info.external_attr = _REGULAR_FILE
    info.compress_type = zipfile.ZIP_DEFLATED
    return info


def archive_bytes(
    members: Mapping[str, bytes | str], *, first: tuple[str, ...] = ()
) -> bytes:
    """Return a deterministic zip.

    :param members: contents by name; text is written as UTF-8.
    :param first: names that a format wants at the front; the rest is sorted.
    """
    check_names(list(members))
    date = build_date()
    order = [*first, *sorted(set(members) - set(first))]
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in order:
            data = members[name]
            info = file_info(name, date)
            archive.writestr(
                info,
                data.encode() if isinstance(data, str) else data,
                compresslevel=9,
            )
    return buffer.getvalue()


def write_archive(
    path: Path, members: Mapping[str, bytes | str], *, first: tuple[str, ...] = ()
) -> Path:
    """Write :func:`archive_bytes` to a file and return its path."""
    data = archive_bytes(members, first=first)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path
