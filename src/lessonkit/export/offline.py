"""The course to carry: the whole of it, and what learners may have, each in one zip.

Both open from a folder, search included. Unlike the other packages these are made of
what was built, so they come last, together with the checksums of all packages.
"""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from lessonkit.export.archive import build_date, check_names, file_info
from lessonkit.model.course import Course
from lessonkit.sphinx.i18n import _
from lessonkit.sphinx.typst.outputs import paper_outputs

#: The folder that unpacking makes.
FOLDER = "whose-picture"
WHOLE, LEARNER, SUMS = f"{FOLDER}.zip", f"{FOLDER}-learner.zip", "SHA256SUMS"
#: Packed already: trying again would only cost time.
PACKED = {".pdf", ".zip", ".pptx", ".docx", ".imscc", ".kolibri"}


def files_of(out: Path, *folders: str) -> dict[str, Path]:
    """Return the files of a build's folders, by their name in the zip."""
    return {
        f"{FOLDER}/{file.relative_to(out).as_posix()}": file
        for folder in folders
        for file in (out / folder).rglob("*")
        if file.is_file()
        and not file.name.startswith(".")
        and file.name not in (WHOLE, LEARNER, SUMS)
    }


def learner_files(course: Course, out: Path) -> dict[str, Path]:
    """Return the learner edition's pages, and the PDFs without teachers' text."""
    files = files_of(out, "learner")
    for paper in paper_outputs(course, "learner"):
        file = out / "pdf" / paper.path
        # There is one book, printed from the whole edition: it holds the keys.
        if not paper.teacher_only and paper.kind != "book" and file.is_file():
            files[f"{FOLDER}/pdf/{paper.path}"] = file
    return files


def write_zip(path: Path, files: Mapping[str, Path], pages: str) -> Path:
    """Write a deterministic zip of files, one after the other."""
    first = f"{FOLDER}/README.txt"
    check_names([first, *files])
    words = str(
        _("Unpack this file. Then open {0} in a browser. No internet is needed.")
    )
    with zipfile.ZipFile(path, "w") as archive:
        info = file_info(first, build_date())
        archive.writestr(info, words.format(f"{pages}/index.html") + "\n")
        for name in sorted(files):
            info = file_info(name, build_date())
            if files[name].suffix in PACKED:
                info.compress_type = zipfile.ZIP_STORED
            archive.writestr(info, files[name].read_bytes())
    return path


def checksums(folder: Path) -> Iterator[str]:
    """Yield a line for each file, as ``sha256sum --check`` reads it."""
    for file in sorted(folder.rglob("*")):
        if file.is_file() and file.name != SUMS:
            digest = hashlib.sha256(file.read_bytes()).hexdigest()
            yield f"{digest}  {file.relative_to(folder).as_posix()}\n"


def write_offline(course: Course, out: Path) -> list[Path]:
    """Write both zips and the checksums into the packages of a build."""
    packages = out / "packages"
    whole = files_of(out, "html", "pdf", "packages")
    made = [
        write_zip(packages / WHOLE, whole, "html"),
        write_zip(packages / LEARNER, learner_files(course, out), "learner"),
    ]
    sums = packages / SUMS
    sums.write_text("".join(checksums(packages)), "utf-8")
    return [*made, sums]
