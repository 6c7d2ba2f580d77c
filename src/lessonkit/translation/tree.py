"""Write the course in another language: a source tree that every command can read.

The texts are changed in the sources, before anything reads them. So pages, PDFs,
slides, notebooks and packages are all translated by one step, which costs no more than
reading the files; Sphinx's own way translates each paragraph anew with a parser of its
own, takes five times as long, and does not reach front matter, quizzes or data.
"""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from lessonkit.model.course import Course
from lessonkit.model.problem import Place, Problem
from lessonkit.source.course import read_course
from lessonkit.source.places import is_right_to_left
from lessonkit.translation import catalogues
from lessonkit.translation.interface import NAME
from lessonkit.translation.texts import translated

#: What a language may bring along, in its folder of ``locale``.
FONTS = "fonts"
TERMS = "terms.yml"


#: Between the groups of a number. A space would turn their order round in a text that
#: runs from the right ("116 111" would read "111 116"); a no-break space keeps it.
_GROUPS = re.compile(r"(?<=[0-9]) (?=[0-9])")
#: What is true of English alone: the words of a question that is true or false.
ENGLISH_ONLY = frozenset({"quiz-true-false"})


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was written: how many texts there are, and how many are translated."""

    texts: int
    translated: int


def read_translated(
    root: Path, language: str, target: Path
) -> tuple[Course, list[Problem], Outcome]:
    """Write the course in another language below ``target``, and read it there.

    :returns: an empty course when a catalogue has a problem.
    """
    problems: list[Problem] = []
    outcome = write_tree(root, language, target, problems)
    if problems:
        return Course(target), sorted(problems), outcome
    course, found = read_course(target)
    return course, [p for p in found if p.code not in ENGLISH_ONLY], outcome


def write_tree(
    root: Path, language: str, target: Path, problems: list[Problem]
) -> Outcome:
    """Write the sources of ``root`` below ``target``, in another language.

    What has no translation stays as it is in the source.
    """
    folder = root / catalogues.LOCALE / language / "LC_MESSAGES"
    shutil.rmtree(target, ignore_errors=True)
    if not folder.is_dir():
        problems.append(
            Problem(
                Place(f"{catalogues.LOCALE}/{language}"),
                "catalogue-missing",
                f"there are no catalogues for the language “{language}”.",
                f"Begin with: lessonkit catalogue --language {language}",
            )
        )
        return Outcome(0, 0)
    compiled = (target / folder.relative_to(root) / NAME).with_suffix(".mo")
    known: dict[str, dict[str, str]] = {}
    count = done = 0

    def words_of(name: str) -> dict[str, str]:
        if name not in known:
            file = folder / f"{name}.po"
            path = file.relative_to(root).as_posix()
            read = (
                catalogues.read_catalogue(file, path, problems)
                if file.exists()
                else None
            )
            known[name] = catalogues.translations(read, path, problems) if read else {}
            if read and name == NAME:
                catalogues.compile_interface(read, compiled)
        return known[name]

    common = words_of(NAME)
    from_the_right = is_right_to_left(language)
    texts = set(catalogues.source_files(root))
    for name in catalogues.FOLDERS:
        top = root / name
        for file in sorted(top.rglob("*")) if top.is_dir() else [top]:
            if not file.is_file():
                continue
            path = file.relative_to(root).as_posix()
            copy = target / path
            copy.parent.mkdir(parents=True, exist_ok=True)
            if path not in texts:
                shutil.copyfile(file, copy)
                continue
            words = words_of(catalogues.catalogue_of(path))

            def say(text: str, words: dict[str, str] = words) -> str:
                nonlocal count, done
                new = words.get(text) or common.get(text)
                if new and from_the_right:
                    new = _GROUPS.sub("\N{NO-BREAK SPACE}", new)
                count += 1
                done += new is not None
                return new or text

            source = translated(path, file.read_text("utf-8"), say)
            if path == "_config.yml":
                source = with_language(source, language)
            copy.write_text(source, encoding="utf-8")
    own = folder.parent
    if (own / FONTS).is_dir():
        shutil.copytree(own / FONTS, target / FONTS)
    if (own / TERMS).is_file():
        shutil.copyfile(own / TERMS, target / "data" / TERMS)
    return Outcome(count, done)


def with_language(config: str, language: str) -> str:
    """Return ``_config.yml`` with another language."""
    lines = config.split("\n")
    for number, line in enumerate(lines):
        if line.strip().startswith("language:"):
            indent = line[: len(line) - len(line.lstrip())]
            lines[number] = f"{indent}language: {language}"
    return "\n".join(lines)
