"""Write the files that an author begins with. They pass the checks as they are."""

from __future__ import annotations

import datetime
import re
from importlib.resources import files
from itertools import cycle
from pathlib import Path
from string import Template

from lessonkit.model.course import Course
from lessonkit.model.helpservice import INTERNATIONAL
from lessonkit.model.lesson import BANDS
from lessonkit.source.record import ID

KINDS = ("lesson", "quiz", "guide", "help")
_FOLDERS = {
    "lesson": ("lessons", "md"),
    "quiz": ("quizzes", "yml"),
    "guide": ("teacher-guides", "md"),
}
_OLDER = re.compile(r"#older\n(.*?)#end\n", re.DOTALL)
_OBJECTIVE = re.compile(r"^    objective: \S+$", re.MULTILINE)
_STARTER_MINUTES = 15


class CannotWrite(Exception):
    """What was asked for cannot be written; the text says why."""


def new_files(
    course: Course, kind: str, name: str, title: str, today: datetime.date
) -> list[str]:
    """Write a lesson with its quiz and guide, or one of the two.

    :param name: ``band/slug``.
    :returns: the paths that were written or changed.
    :raises CannotWrite: if the name is none, or a file is there already.
    """
    band, _, slug = name.partition("/")
    if band not in BANDS or not ID.match(slug):
        raise CannotWrite(f'Write the name as "<band>/<slug>"; bands: {_bands()}.')
    kinds = ("lesson", "quiz", "guide") if kind == "lesson" else (kind,)
    if kind != "lesson" and name not in course.lessons:
        raise CannotWrite(f"There is no lesson {name} yet.")
    paths = {k: f"{_FOLDERS[k][0]}/{name}.{_FOLDERS[k][1]}" for k in kinds}
    for path in paths.values():
        if (course.root / path).exists():
            raise CannotWrite(f"{path} is there already.")
    lesson = course.lessons.get(name)
    if lesson is not None:
        title, minutes = lesson.title, lesson.minutes
    else:
        title = title or slug.replace("-", " ").capitalize()
        minutes = course.bands[band].minutes if band in course.bands else 40
    first = min(_STARTER_MINUTES, minutes // 2)
    values = {
        "title": title.replace('"', "'"),
        "strand": next(iter(course.strands), "consent"),
        "minutes": str(minutes),
        "first": str(first),
        "rest": str(minutes - first),
        "today": today.isoformat(),
    }
    for this, path in paths.items():
        text = _filled(this, band, values)
        if this == "quiz" and lesson is not None:
            text = _ask_for(text, [o.id for o in lesson.objectives])
        write(course.root / path, text)
    written = list(paths.values())
    pages = [path.removesuffix(".md") for path in written if path.endswith(".md")]
    add_to_toc(course.root / "_toc.yml", pages)
    return [*written, "_toc.yml"]


def _bands() -> str:
    return ", ".join(BANDS)


def _filled(kind: str, band: str, values: dict[str, str]) -> str:
    name = f"{kind}.{_FOLDERS[kind][1]}"
    text = files("lessonkit.templates").joinpath(name).read_text("utf-8")
    text = _OLDER.sub("" if band == BANDS[0] else r"\1", text)
    return Template(text).substitute(values)


def _ask_for(quiz: str, objectives: list[str]) -> str:
    """Let the questions ask for a lesson's own objectives, in turn."""
    turn = cycle(objectives or ["ask-first"])
    return _OBJECTIVE.sub(lambda _: f"    objective: {next(turn)}", quiz)


def write(file: Path, text: str) -> None:
    """Write a text file, with its folders."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8", newline="\n")


def add_to_toc(file: Path, pages: list[str]) -> None:
    """Add pages to ``_toc.yml``, each behind the last one of its folder."""
    lines = file.read_text("utf-8").splitlines() if file.exists() else []
    for page in pages:
        entry = f"- file: {page}"
        if any(line.strip() == entry for line in lines):
            continue
        folder = page.rsplit("/", 1)[0]
        beside = [n for n, s in enumerate(lines) if f"- file: {folder}/" in s]
        if beside:
            last = lines[beside[-1]]
            indent = last[: len(last) - len(last.lstrip())]
            lines.insert(beside[-1] + 1, f"{indent}{entry}")
        else:
            kind, band = folder.split("/", 1)
            what = "Teacher guides, ages" if kind == "teacher-guides" else "Ages"
            lines += [f"  - caption: {what} {band}", "    chapters:", f"      {entry}"]
    write(file, "\n".join(lines) + "\n")


def new_help(
    root: Path,
    country: str,
    service: dict[str, str],
    today: datetime.date,
) -> str:
    """Write or lengthen a country's help file with a service.

    The entry is of low confidence, so no page shows it before a person has looked.

    :param service: kind, name, url and source.
    :returns: the path.
    """
    international = country.casefold() in {"international", INTERNATIONAL.casefold()}
    code = INTERNATIONAL if international else country.upper()
    stem = "international" if international else code
    path = f"data/help/{stem}.yml"
    slug = re.sub(r"[^a-z0-9]+", "-", service["name"].casefold()).strip("-")
    if not slug:
        raise CannotWrite("Give the service a name in Latin letters as well.")
    file = root / path
    head = f'country: "{code}"\nservices:\n'
    text = file.read_text("utf-8").rstrip("\n") + "\n\n" if file.exists() else head
    fields = {
        "name": service["name"],
        "url": service["url"],
        "source": service["source"],
        "seen": today.isoformat(),
    }
    lines = [f"  - id: {code.lower()}-{slug}", f"    kind: {service['kind']}"]
    lines += [f"    {key}: {_quoted(value)}" for key, value in fields.items()]
    lines += ["    source_kind: own", "    checked: null", "    confidence: low"]
    write(file, text + "\n".join(lines) + "\n")
    return path


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
