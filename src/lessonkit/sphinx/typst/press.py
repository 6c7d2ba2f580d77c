"""The press: Typst, from the source of a file to its bytes."""

from __future__ import annotations

import hashlib
import shutil
import threading
from importlib.metadata import version
from pathlib import Path

import typst
from sphinx.errors import SphinxError

from lessonkit.source.places import is_right_to_left
from lessonkit.sphinx.typst.escape import FAMILIES, FONTS, lend, value
from lessonkit.sphinx.typst.own_fonts import covered_by

TEMPLATES = Path(__file__).with_name("templates")


class PdfError(SphinxError):
    """Raised when a PDF cannot be written; names the file and the reason."""

    category = "PDF"


class Press:
    """Typst with our fonts and templates: one font scan for all files.

    Typst leaves Python's lock while it works, so threads share the work; each has a
    compiler of its own, since one compiler sets one file at a time.

    :param folder: becomes Typst's root: nothing outside it can be read by a source.
    :param own_fonts: a folder of fonts for a script that the bundled ones lack.
    """

    def __init__(self, folder: Path, date: int, own_fonts: Path | None = None) -> None:
        self.folder = folder
        self.date = date
        self.kit = b""
        self.own_fonts = own_fonts if own_fonts and own_fonts.is_dir() else None
        self._fonts = typst.Fonts(
            include_system_fonts=False,
            include_embedded_fonts=False,
            font_paths=[str(path) for path in (FONTS, self.own_fonts) if path],
        )
        self._own = threading.local()

    def set_up(self, words: dict[str, str], language: str = "en") -> None:
        """Put the templates and the words of the language into the root."""
        lend(covered_by(self.own_fonts))
        kit = self.folder / "kit"
        kit.mkdir(parents=True, exist_ok=True)
        state = hashlib.sha256(f"{version('typst')} {self.date}".encode())
        for file in sorted(TEMPLATES.glob("*.typ")):
            state.update(file.read_bytes())
            shutil.copyfile(file, kit / file.name)
        for font in sorted(FONTS.glob("*.ttf")):
            state.update(f"{font.name} {font.stat().st_size}".encode())
        if self.own_fonts:
            for font in sorted(self.own_fonts.iterdir()):
                state.update(font.read_bytes())
        families = [name for name in self._fonts.families() if name not in FAMILIES]
        source = (
            f"#let words = {value(words)}\n"
            f"#let own-fonts = {value(families)}\n"
            f"#let right-to-left = {value(is_right_to_left(language))}\n"
        )
        state.update(source.encode())
        (self.folder / "words.typ").write_text(source, encoding="utf-8")
        self.kit = state.digest()

    def picture(self, path: Path) -> str:
        """Copy a picture into the root; its name there says what it holds."""
        content = path.read_bytes()
        name = f"{path.stem}-{hashlib.sha256(content).hexdigest()[:12]}{path.suffix}"
        copy = self.folder / "pictures" / name
        if not copy.exists():
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(content)
        return f"/pictures/{name}"

    def print(self, name: str, source: str, target: Path) -> Path:
        """Write one PDF, or copy it if the same source was printed before.

        :param name: the PDF's path below the folder of PDFs.
        """
        key = hashlib.sha256(self.kit + source.encode()).hexdigest()[:32]
        done = self.folder / "done" / f"{key}.pdf"
        if not done.exists():
            file = self.folder / "sources" / f"{name.removesuffix('.pdf')}.typ"
            for folder in (file.parent, done.parent):
                folder.mkdir(parents=True, exist_ok=True)
            file.write_text(source, encoding="utf-8")
            draft = done.with_suffix(".part")
            draft.write_bytes(self.compile(file))
            draft.replace(done)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(done, target)
        return target

    def compile(self, file: Path) -> bytes:
        """Return the PDF/UA-1 of a source file."""
        if not hasattr(self._own, "compiler"):
            self._own.compiler = typst.Compiler(
                root=str(self.folder), font_paths=self._fonts
            )
        try:
            made = self._own.compiler.compile(
                input=str(file),
                format="pdf",
                pdf_standards="ua-1",
                timestamp=self.date,
            )
        except typst.TypstError as error:
            raise PdfError(f"{file.name}: {error.diagnostic or error}") from error
        if not isinstance(made, bytes):
            raise PdfError(f"{file.name}: Typst gave no file.")
        return made
