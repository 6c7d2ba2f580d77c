"""`lessonkit build`: all of it or nothing, and the same as Jupyter Book's own."""

from __future__ import annotations

import filecmp
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.conftest import EPOCH, ROOT, lessonkit

from lessonkit.build import INPUT_FOLDERS, is_built


@pytest.fixture
def editable(tmp_path):
    """Return a copy of the sources that a test may break."""
    root = tmp_path / "course"
    root.mkdir()
    for name in INPUT_FOLDERS:
        source = ROOT / name
        copy = shutil.copytree if source.is_dir() else shutil.copyfile
        copy(source, root / name)
    return root


def without_sizes(file):
    """Return a file; a page without the sizes of files, which it gets with them."""
    return re.sub(rb'(?<=<span class="size">)[^<]*', b"", file.read_bytes())


def differences(one, other, below=""):
    """Return the names that are not the same in two folders."""
    found = filecmp.dircmp(one, other, ignore=[".buildinfo", ".doctrees"])
    changed = [
        name
        for name in found.diff_files
        if without_sizes(Path(one, name)) != without_sizes(Path(other, name))
    ]
    names = [*found.left_only, *found.right_only, *changed, *found.funny_files]
    here = [f"{below}{name}" for name in names]
    for name in found.common_dirs:
        here += differences(Path(one, name), Path(other, name), f"{below}{name}/")
    return here


def test_every_lesson_has_its_pages_and_pdfs(built, course):
    for lesson in course.lessons.values():
        assert (built.html / f"{lesson.docname}.html").is_file()
        assert (built.pdf / f"{lesson.id}.pdf").is_file()
        if lesson.id in course.guides:
            assert (built.pdf / f"{lesson.id}-teacher-guide.pdf").is_file()
            slides = bool(course.guides[lesson.id].slides)
            assert (built.pdf / f"{lesson.id}-slides.pdf").is_file() == slides
        if lesson.id in course.quizzes:
            assert (built.pdf / f"{lesson.id}-quiz.pdf").is_file()
            assert (built.pdf / f"{lesson.id}-quiz-answers.pdf").is_file()
    assert (built.html / "index.html").is_file()
    assert (built.pdf / "book.pdf").is_file()


def test_a_second_build_without_a_change_writes_nothing(built):
    before = {file: file.stat().st_mtime_ns for file in built.html.rglob("*")}
    result = lessonkit("--root", ROOT, "build", "--out", built.out)
    assert result.stdout == "Nothing has changed since the last build.\n"
    assert {file: file.stat().st_mtime_ns for file in built.html.rglob("*")} == before


def test_jupyter_book_by_itself_gives_the_same_pages(built, editable):
    result = subprocess.run(
        [Path(sys.executable).with_name("jupyter-book"), "build", str(editable)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "SOURCE_DATE_EPOCH": EPOCH},
    )
    assert result.returncode == 0, result.stderr[-3000:]
    assert differences(built.html, editable / "_build/html") == []


def test_jupyter_book_stops_at_a_broken_file_and_writes_nothing(editable):
    lesson = next(editable.glob("lessons/*/*.md"))
    lesson.write_text(lesson.read_text("utf-8").replace("title:", "titel:", 1), "utf-8")
    result = subprocess.run(
        [Path(sys.executable).with_name("jupyter-book"), "build", str(editable)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode != 0
    assert "field-missing" in result.stderr + result.stdout
    assert not list(editable.glob("_build/html/**/*.html"))


def test_a_broken_source_is_named_and_the_last_good_book_stays(editable, tmp_path):
    out = tmp_path / "out"
    (out / "html").mkdir(parents=True)
    (out / "html/index.html").write_text("the last good book", "utf-8")
    quiz = next(editable.glob("quizzes/*/*.yml"))
    quiz.write_text(quiz.read_text("utf-8").replace("type: single", "type: singel", 1))
    result = lessonkit("--root", editable, "build", "--out", out)
    assert result.returncode == 1
    assert "Traceback" not in result.stderr
    assert ": field-choice: " in result.stderr
    assert (out / "html/index.html").read_text("utf-8") == "the last good book"
    assert not is_built(editable, out)


def test_an_unknown_directive_stops_the_build_without_a_traceback(editable, tmp_path):
    page = editable / "book/about/leaving-quickly.md"
    page.write_text(page.read_text("utf-8") + "\n:::{nonsense}\ntext\n:::\n", "utf-8")
    result = lessonkit("--root", editable, "build", "--out", tmp_path / "out")
    assert result.returncode == 1
    assert "Traceback" not in result.stderr
    assert "nonsense" in result.stderr
    assert not (tmp_path / "out/html").exists()


def test_the_learner_edition_has_no_trace_of_teachers_text(built, course):
    secret = [
        " ".join(answer.split())[:60]
        for guide in course.guides.values()
        for answer in [slide.notes for slide in guide.slides][:3]
        if answer and "{" not in answer
    ]
    assert secret
    text = " ".join(
        " ".join(file.read_text("utf-8", errors="replace").split())
        for file in built.learner.rglob("*")
        if file.suffix in {".html", ".js", ".json", ".txt", ".md"}
    )
    assert [words for words in secret if words in text] == []
    assert not (built.learner / "teacher-guides").exists()
    assert list(built.learner.rglob("*.md")) == []


def test_every_file_that_a_page_offers_was_built(built):
    offered = {
        (file.parent / href.partition("#")[0]).resolve()
        for file in built.html.rglob("*.html")
        for href in re.findall(r'<a [^>]*href="([^":]*)"', file.read_text("utf-8"))
        if href.partition("#")[0]
    }
    assert [str(file) for file in sorted(offered) if not file.is_file()] == []
