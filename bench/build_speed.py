"""Measure the build against stock Jupyter Book, on the same pages in the same run.

Prints ratios: seconds differ from machine to machine, ratios hardly do. The course's
own pages are copied until there are 80 (1x), 320 (4x) and 1,280 (16x) of them.

* ours: ``jupyter-book build`` with the course's own ``_config.yml``.
* stock: ``jupyter-book build`` with Jupyter Book's own theme and settings. It does not
  know the course's directives, so each becomes an admonition and each role its text;
  quizzes and help boxes, which cost us time, are one line there.
"""

from __future__ import annotations

import argparse
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
BASE_PAGES = 80
MIN_GAIN = 3.0
MAX_GROWTH = 1.10
MAX_TYPST_MS = 10.0
_BLOCK = re.compile(r"^(:{3,})\{([a-z-]+)\}[ \t]*(.*)$", re.MULTILINE)
_OPTION = re.compile(r"^:[a-z-]+:.*\n", re.MULTILINE)
_ROLE = re.compile(r"\{[a-z]+\}`([^`<]+?)\s*(?:<[^`>]+>)?`")
_FRONT = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_FRAME = ("index", "search", "404", "times-tables", "book/index")


def plain(text: str) -> str:
    """Return a page's text in Markdown that stock Jupyter Book can read."""
    text = _OPTION.sub("", _FRONT.sub("", text))
    text = _BLOCK.sub(lambda m: f"{m[1]}{{admonition}} {m[3] or m[2]}", text)
    text = re.sub(
        r"^(:{3,})\{admonition\} (.*)\n\1$",
        r"\1{admonition} \2\nSee below.\n\1",
        text,
        flags=re.MULTILINE,
    )
    return _ROLE.sub(r"\1", text)


def made_pages(html: Path, known: list[str]) -> dict[str, str]:
    """Return what our build wrote beyond the sources, as Markdown: name -> text.

    Pages made from data (a country's help, a lesson's downloads) cost us time, so the
    stock build gets them as files.
    """
    pages = {}
    for file in sorted(html.rglob("*.html")):
        name = file.relative_to(html).with_suffix("").as_posix()
        if name in known or name in _FRAME:
            continue
        main = file.read_text("utf-8").partition("<main")[2].partition("</main>")[0]
        parts = [
            " ".join(re.sub(r"<[^>]+>", " ", part).split())
            for part in re.split(r"</(?:p|li|h\d|dd|dt|td)>", main)
        ]
        text = "\n\n".join(
            re.sub(r"([\\`*_{}\[\]<>#])", r"\\\1", p) for p in parts if p
        )
        pages[f"made/{name}"] = f"# Page\n\n{text}\n"
    return pages


def make_tree(
    folder: Path, times: int, *, stock: bool, made: dict[str, str] | None = None
) -> list[str]:
    """Copy the course into ``folder`` until it has 80 x ``times`` pages.

    :returns: the names of its pages.
    """
    for name in ("book", "data", "lessons", "quizzes", "stories", "teacher-guides"):
        shutil.copytree(ROOT / name, folder / name)
    if stock:
        (folder / "_config.yml").write_text(
            "title: Stock\nonly_build_toc_files: true\n"
            'execute: {execute_notebooks: "off"}\n'
        )
    else:
        shutil.copyfile(ROOT / "_config.yml", folder / "_config.yml")
    lessons = sorted(
        file
        for file in folder.glob("lessons/*/*.md")
        if (folder / "teacher-guides" / file.parent.name / file.name).exists()
    )
    files: list[str] = []
    number = 0
    while len(files) < BASE_PAGES * times:
        for lesson in lessons:
            band, slug = lesson.parent.name, lesson.stem
            copy = f"{slug}-n{number}"
            for top, suffix in (
                ("lessons", "md"),
                ("teacher-guides", "md"),
                ("quizzes", "yml"),
                ("stories", "yml"),
            ):
                source = folder / top / band / f"{slug}.{suffix}"
                if source.exists():
                    shutil.copyfile(source, folder / top / band / f"{copy}.{suffix}")
            files += [f"lessons/{band}/{copy}", f"teacher-guides/{band}/{copy}"]
        number += 1
    files = files[: BASE_PAGES * times]
    if stock:
        for name in [*files, "book/index"]:
            page = folder / f"{name}.md"
            page.write_text(plain(page.read_text()))
    for name, text in (made or {}).items():
        page = folder / f"{name}.md"
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(text)
        files.append(name)
    toc = "format: jb-book\nroot: book/index\nparts:\n"
    for start in range(0, len(files), 20):
        toc += f"  - caption: Part {start // 20}\n    chapters:\n"
        toc += "".join(f"      - file: {name}\n" for name in files[start : start + 20])
    (folder / "_toc.yml").write_text(toc)
    return files


def cpu_seconds(folder: Path) -> float:
    """Build a tree with ``jupyter-book build``; return the CPU seconds it took."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    result = subprocess.run(
        [Path(sys.executable).with_name("jupyter-book"), "build", "-q", str(folder)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "SOURCE_DATE_EPOCH": "1764000000"},
    )
    if (
        not (folder / "_build/html/book/index.html").exists()
        and not (folder / "_build/html/index.html").exists()
    ):
        sys.exit(
            f"bench: the build failed\n{result.stdout[-2000:]}{result.stderr[-2000:]}"
        )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def measure_ours(times: int) -> tuple[int, float, dict[str, str]]:
    """Return (pages, CPU seconds, the pages made from data) of our build."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "course"
        folder.mkdir()
        files = make_tree(folder, times, stock=False)
        seconds = cpu_seconds(folder)
        made = made_pages(folder / "_build/html", files)
        return len(files) + len(made), seconds, made


def measure_stock(made: dict[str, str]) -> tuple[int, float]:
    """Return (pages, CPU seconds) of the stock build of the same pages."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "course"
        folder.mkdir()
        files = make_tree(folder, 1, stock=True, made=made)
        return len(files), cpu_seconds(folder)


def typst_ms_a_page() -> tuple[int, float]:
    """Return (pages, milliseconds a page) of compiling the whole book anew."""
    import pikepdf
    import typst

    from lessonkit.sphinx.typst.escape import FONTS

    with tempfile.TemporaryDirectory() as name:
        out = Path(name)
        subprocess.run(
            [
                Path(sys.executable).with_name("lessonkit"),
                "--root",
                str(ROOT),
                "build",
                "--out",
                name,
            ],
            check=True,
            capture_output=True,
        )
        work = out / ".work/doctrees-whole/typst"
        fonts = typst.Fonts(
            include_system_fonts=False,
            include_embedded_fonts=False,
            font_paths=[str(FONTS)],
        )
        compiler = typst.Compiler(root=str(work), font_paths=fonts)
        source = str(work / "sources/book.typ")
        start = time.perf_counter()
        compiler.compile(input=source, format="pdf", pdf_standards="ua-1")
        seconds = time.perf_counter() - start
        with pikepdf.open(out / "pdf/book.pdf") as pdf:
            pages = len(pdf.pages)
        return pages, 1000 * seconds / pages


def main() -> int:
    """Print the table; return 1 when a figure is outside its limit."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="leave 16x out")
    quick = parser.parse_args().quick
    bad = False

    def row(what: str, value: float, limit: float, *, at_least: bool = False) -> None:
        nonlocal bad
        good = value >= limit if at_least else value <= limit
        bad |= not good
        sign = ">=" if at_least else "<="
        print(
            f"{what:<52} {value:8.2f}  {sign} {limit:<6g} {'ok' if good else 'MISSED'}",
            flush=True,
        )

    sizes = (1, 4) if quick else (1, 4, 16)
    results = {times: measure_ours(times) for times in sizes}
    pages, stock = measure_stock(results[1][2])
    ours = {times: result[:2] for times, result in results.items()}
    print(f"stock Jupyter Book: {pages} pages, {stock:.1f} CPU s")
    for times, (count, seconds) in ours.items():
        print(
            f"ours {times}x: {count} pages, {seconds:.1f} CPU s, "
            f"{1000 * seconds / count:.0f} ms a page"
        )
    row(
        f"stock CPU / our CPU, {pages} pages",
        stock / ours[1][1],
        MIN_GAIN,
        at_least=True,
    )
    row("CPU of 4x against 4 times 1x", ours[4][1] / ours[1][1] / 4, MAX_GROWTH)
    if not quick:
        # What a further page costs: no constant part can hide a growth in it.
        first = (ours[4][1] - ours[1][1]) / (ours[4][0] - ours[1][0])
        then = (ours[16][1] - ours[4][1]) / (ours[16][0] - ours[4][0])
        row("a page added after 4x against one before", then / first, MAX_GROWTH)
    count, each = typst_ms_a_page()
    row(f"Typst, whole book ({count} pages), ms a page", each, MAX_TYPST_MS)
    return int(bad)


if __name__ == "__main__":
    sys.exit(main())
