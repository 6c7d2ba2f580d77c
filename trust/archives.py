"""Figure 11: what we pack can be unpacked safely, and we unpack nothing."""

from __future__ import annotations

import io
import re
import stat
import zipfile
from pathlib import Path
from zlib import error as BrokenData

from lessonkit.export.archive import UnsafeNameError, check_names
from trust.figures import ROOT, Built, Measured, figure

MAX_SIZE = 200_000_000
MAX_RATIO = 100
_UNPACKS = re.compile(r"\.extract(?:all)?\(|unpack_archive|tarfile")


def faults_of(name: str, data: bytes) -> list[str]:
    """Return what is unsafe in a zip and in the zips inside it."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return [f"{name}: {fault}" for fault in unsafe_members(archive)]
    except (zipfile.BadZipFile, BrokenData, EOFError) as error:
        return [f"{name}: {error}"]


def unsafe_members(archive: zipfile.ZipFile) -> list[str]:
    """Return what is unsafe in an archive's members."""
    members = [one for one in archive.infolist() if not one.is_dir()]
    faults = []
    try:
        check_names([one.filename for one in members])
    except UnsafeNameError as error:
        faults.append(str(error))
    for one in members:
        mode = one.external_attr >> 16
        if mode and not stat.S_ISREG(mode) and stat.S_IFMT(mode):
            faults.append(f"{one.filename} is a link or a device")
        if one.flag_bits & 1:
            faults.append(f"{one.filename} is encrypted")
        if one.file_size > MAX_RATIO * max(one.compress_size, 1):
            faults.append(f"{one.filename} grows more than {MAX_RATIO} times")
    if sum(one.file_size for one in members) > MAX_SIZE:
        faults.append(f"it grows beyond {MAX_SIZE:,} bytes")
    for one in [] if faults else members:
        inner = archive.read(one) if one.filename.endswith(".zip") else b""
        faults += faults_of(one.filename, inner) if inner else []
    return faults


def archives(folder: Path) -> list[Path]:
    """Return every zip in a folder, whatever its name ends in."""
    files = sorted(file for file in folder.rglob("*") if file.is_file())
    return [file for file in files if file.read_bytes()[:4] == b"PK\x03\x04"]


def unpacking(folder: Path) -> list[str]:
    """Return the modules that unpack an archive that somebody else made."""
    return [
        f"{file.name} unpacks an archive"
        for file in sorted(folder.rglob("*.py"))
        if _UNPACKS.search(file.read_text("utf-8"))
    ]


@figure(11, "Archives: unsafe entries in our zips; code that unpacks foreign ones", "0")
def archive_safety(built: Built) -> Measured:
    """Open every package that we write; look for code that would unpack one."""
    found = archives(built.packages)
    faults = [x for file in found for x in faults_of(file.name, file.read_bytes())]
    foreign = unpacking(ROOT / "src/lessonkit")
    text = f"{len(faults)} in {len(found)} zips; {len(foreign)}"
    return Measured(text, bool(found) and not faults + foreign, (*faults, *foreign))
