"""Gettext catalogues in the layout of ``sphinx-intl``.

``locale/pot/<file>.pot`` are the templates, ``locale/<language>/LC_MESSAGES/<file>.po``
the translations: one for each lesson, quiz, guide and page, so that a whole page is
translated and reviewed by one person; one for all help files, which say the same
things; and ``lessonkit`` for the words of the theme, quiz, help and PDF.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po, write_po

from lessonkit.model.problem import Place, Problem
from lessonkit.translation.interface import NAME, interface_texts
from lessonkit.translation.markup import lost
from lessonkit.translation.texts import texts_of

LOCALE = "locale"
TEMPLATES = "pot"
#: What the course's texts stand in, below its folder.
FOLDERS = (
    "_config.yml",
    "_toc.yml",
    "book",
    "data",
    "lessons",
    "quizzes",
    "stories",
    "teacher-guides",
)
SUFFIXES = (".md", ".yml", ".svg")
_FORMS = (
    '"POT-Creation-Date',
    '"PO-Revision-Date: YEAR',
    '"Report-Msgid-Bugs-To: EMAIL',
    '"Last-Translator: FULL',
    '"Language-Team: LANGUAGE',
)


def source_files(root: Path) -> Iterator[str]:
    """Yield the paths of the files that hold texts, sorted."""
    for name in FOLDERS:
        top = root / name
        for file in sorted(top.rglob("*")) if top.is_dir() else [top]:
            if file.suffix in SUFFIXES and file.is_file():
                yield file.relative_to(root).as_posix()


def catalogue_of(path: str) -> str:
    """Return the name of the catalogue that a file's texts stand in."""
    if path.startswith("_"):
        return "course"
    folder, _slash, name = path.rpartition("/")
    if folder in ("data/help", "data/law", "data/frameworks"):
        return folder
    if path.endswith(".svg"):
        return "illustrations"
    return f"{folder}/{name.rpartition('.')[0]}"


def templates(root: Path) -> dict[str, Catalog]:
    """Return a template for each catalogue, from the sources as they are."""
    made: dict[str, Catalog] = {}

    def add(name: str, path: str, line: int, words: str, what: str) -> None:
        catalogue = made.setdefault(name, Catalog(project=name, charset="utf-8"))
        catalogue.add(
            words, locations=[(path, line)], auto_comments=[what] if what else []
        )

    common = set()
    for path, text in interface_texts():
        add(NAME, f"src/lessonkit/{path}", text.line, text.words, text.what)
        common.add(text.words)
    for path in source_files(root):
        source = (root / path).read_text("utf-8")
        for text in texts_of(path, source):
            # "Get help" and its like are said by the theme too: once is enough.
            if text.words not in common:
                add(catalogue_of(path), path, text.line, text.words, text.what)
    return made


def write_templates(root: Path, target: Path) -> list[Path]:
    """Write every template below ``target``; leave out dates, which change daily."""
    written = []
    for name, catalogue in templates(root).items():
        written.append(save(catalogue, target / f"{name}.pot"))
    return written


def update(root: Path, language: str, problems: list[Problem]) -> list[Path]:
    """Bring a language's catalogues up to date with the sources.

    Translations are kept; those of a text that changed are marked ``fuzzy``, and are
    not used until a person has looked at them. A file that cannot be read is left
    alone, and is a problem.
    """
    folder = root / LOCALE / language / "LC_MESSAGES"
    written = []
    for name, template in templates(root).items():
        file = folder / f"{name}.po"
        new = Catalog(locale=_locale(language), project=name, charset="utf-8")
        path = file.relative_to(root).as_posix()
        old = read_catalogue(file, path, problems) if file.exists() else new
        if old is not None:
            old.update(template)
            written.append(save(old, file))
    return written


def _locale(language: str) -> str:
    return language.replace("-", "_")


def save(catalogue: Catalog, file: Path) -> Path:
    """Write a catalogue; leave the file alone when nothing in it has changed."""
    catalogue.fuzzy = False
    catalogue.header_comment = ""
    written = BytesIO()
    write_po(written, catalogue, width=88)
    lines = written.getvalue().decode("utf-8").lstrip("\n").splitlines(keepends=True)
    # Dates and blank forms would change, or say nothing, in every file of a catalogue.
    text = "".join(line for line in lines if not line.startswith(_FORMS))
    file.parent.mkdir(parents=True, exist_ok=True)
    if not file.exists() or file.read_text("utf-8") != text:
        file.write_text(text, encoding="utf-8")
    return file


def read_catalogue(file: Path, path: str, problems: list[Problem]) -> Catalog | None:
    """Read a ``.po`` file; a broken one is a problem (``catalogue-syntax``)."""
    try:
        with file.open("rb") as stream:
            return read_po(stream, abort_invalid=True, charset="utf-8")
    except (PoFileError, UnicodeDecodeError, ValueError) as error:
        line = getattr(error, "lineno", 0) or 1
        problems.append(
            Problem(
                Place(path, line),
                "catalogue-syntax",
                f"the catalogue cannot be read: {error}.",
                "Open it in a translation editor, such as Poedit.",
            )
        )
        return None


def translations(
    catalogue: Catalog, path: str, problems: list[Problem]
) -> dict[str, str]:
    """Return what is translated, text by text; fuzzy ones are not.

    A translation that lost a role, a link, a gap or a placeholder is a problem
    (``catalogue-markup``).
    """
    found: dict[str, str] = {}
    for message in catalogue:
        words, other = message.id, message.string
        if not (isinstance(words, str) and isinstance(other, str)):
            continue
        if not words or not other or message.fuzzy:
            continue
        if wrong := lost(words, other):
            problems.append(
                Problem(
                    Place(path, message.lineno or 1),
                    "catalogue-markup",
                    f"in the translation of “{_short(words)}” {wrong}.",
                    "Keep roles, links and numbered gaps to the letter.",
                )
            )
            continue
        found[words] = other
    return found


def _short(words: str) -> str:
    return f"{words[:40]}..." if len(words) > 43 else words


def compile_interface(catalogue: Catalog, file: Path) -> None:
    """Write the interface's catalogue in the form that gettext reads."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("wb") as stream:
        write_mo(stream, catalogue)
