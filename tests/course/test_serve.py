"""`lessonkit serve`: an edit appears in the open page; a mistake changes nothing."""

from __future__ import annotations

import shutil
import threading
import urllib.request

import pytest
from playwright.sync_api import expect
from tests.conftest import ROOT

from lessonkit.build import INPUT_FOLDERS
from lessonkit.serve import Builds, serve


@pytest.fixture
def served(tmp_path):
    """Serve a copy of the course; yield its folder, its address and what was said."""
    root = tmp_path / "course"
    root.mkdir()
    for name in INPUT_FOLDERS:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copyfile
        copy(ROOT / name, root / name)
    said, heard = [], threading.Condition()

    def say(text):
        with heard:
            said.append(text)
            heard.notify_all()

    def wait_for(words):
        with heard:
            assert heard.wait_for(lambda: any(words in text for text in said), 120), (
                said
            )

    thread = threading.Thread(
        target=serve, args=(root, tmp_path / "out", 0, say), daemon=True
    )
    thread.start()
    wait_for("Built in")
    address = next(text for text in said if "http://" in text).split()[1]
    return root, address, wait_for


@pytest.mark.browser
def test_an_edit_appears_in_the_open_page_and_a_mistake_leaves_it(served, chromium):
    root, address, wait_for = served
    page = chromium.new_page()
    page.goto(f"{address}book/about/leaving-quickly.html")
    source = root / "book/about/leaving-quickly.md"
    text = source.read_text("utf-8")
    source.write_text(f"{text}\nA new line for the reader.\n", "utf-8")
    expect(page.get_by_text("A new line for the reader.")).to_be_visible(timeout=60_000)
    source.write_text(text.replace("title:", "titel:", 1), "utf-8")
    wait_for("field-missing")
    page.reload()
    assert page.get_by_text("A new line for the reader.").is_visible()
    page.close()


def test_the_files_on_disk_hold_no_reload_script(served):
    root, address, _ = served
    with urllib.request.urlopen(f"{address}index.html") as answer:
        assert b"/_serve/reload.js" in answer.read()
    file = root.parent / "out/html/index.html"
    assert b"_serve" not in file.read_bytes()


def test_a_waiting_page_is_told_of_the_next_build():
    builds = Builds()
    told = []
    thread = threading.Thread(target=lambda: told.append(builds.wait_after(0)))
    thread.start()
    builds.finished()
    thread.join(10)
    assert told == [1]
