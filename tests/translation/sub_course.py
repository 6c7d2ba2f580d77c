"""A few real pages of the course, with its data: small enough to build in a test."""

from __future__ import annotations

import posixpath
import re
import shutil
from pathlib import Path

from ruamel.yaml import YAML

ROOT = Path(__file__).parents[2]
LESSON = "11-13/no-to-nudifying"
PAGES = (
    "book/index",
    "book/get-help/now",
    "book/about/leaving-quickly",
    f"lessons/{LESSON}",
    f"teacher-guides/{LESSON}",
)
COUNTRIES = ("GB", "international")
_LINK = re.compile(r"\[([^\]]*)\]\(([^()\s]+\.md)(?:#[^)\s]*)?\)")


def write_sub_course(root: Path) -> Path:
    """Write the pages below ``root``; a link to a page left out becomes its words."""
    for name in PAGES:
        text = (ROOT / f"{name}.md").read_text("utf-8")

        def without(match: re.Match[str], name: str = name) -> str:
            folder = posixpath.dirname(name)
            target = posixpath.normpath(posixpath.join(folder, match[2]))
            return match[0] if target.removesuffix(".md") in PAGES else match[1]

        file = root / f"{name}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(_LINK.sub(without, text), "utf-8")
    for name in ("data", "book/illustrations"):
        shutil.copytree(ROOT / name, root / name)
    for file in (root / "data/help").glob("*.yml"):
        if file.stem not in COUNTRIES:
            file.unlink()
    quiz = root / f"quizzes/{LESSON}.yml"
    quiz.parent.mkdir(parents=True)
    shutil.copyfile(ROOT / f"quizzes/{LESSON}.yml", quiz)
    shutil.copyfile(ROOT / "_config.yml", root / "_config.yml")
    chapters = [{"file": name} for name in PAGES[1:]]
    toc = {
        "format": "jb-book",
        "root": PAGES[0],
        "parts": [{"caption": "Pages", "chapters": chapters}],
    }
    YAML().dump(toc, root / "_toc.yml")
    return root
