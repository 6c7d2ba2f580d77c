"""The sample course, built once, and real Chromium to read it."""

from __future__ import annotations

import contextlib
import functools
import http.server
import shutil
import threading
from pathlib import Path

import pytest
from tests.browser import sample_course

ROOT = Path(__file__).parents[2]
AXE = ROOT / "tests/node/node_modules/axe-core/axe.min.js"
AXE_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    """Serves files without writing a log."""

    def log_message(self, *_args):
        """Write nothing."""


@contextlib.contextmanager
def serving(folder):
    """Serve a folder on the loopback; yield its address."""
    handler = functools.partial(QuietHandler, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="session")
def theme_source(tmp_path_factory):
    """Return the sample course's sources."""
    root = tmp_path_factory.mktemp("sample") / "course"
    sample_course.write_course(root)
    return root


@pytest.fixture(scope="session")
def theme_site(theme_source, tmp_path_factory):
    """Return the sample course's pages."""
    return sample_course.build(theme_source, tmp_path_factory.mktemp("site") / "html")


@pytest.fixture(scope="session")
def theme_url(theme_site):
    """Return the address at which the pages are served."""
    with serving(theme_site) as url:
        yield url


@pytest.fixture
def editable_source(theme_source, tmp_path):
    """Return a copy of the sources that a test may change."""
    return Path(shutil.copytree(theme_source, tmp_path / "course"))


@pytest.fixture
def open_page(chromium):
    """Open an address; fail on a console message, a failed or an outside request."""
    contexts, faults = [], []

    def opened(url, **options):
        context = chromium.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(5000)
        home = url.split("/")[2]

        def watch(request):
            if (
                not request.url.startswith("data:")
                and request.url.split("/")[2] != home
            ):
                faults.append(f"outside: {request.url}")

        def note_failure(request):
            # A page that is left while it loads gives up its requests.
            if request.failure != "net::ERR_ABORTED":
                faults.append(f"{request.failure}: {request.url}")

        page.on("console", lambda message: faults.append(message.text))
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("requestfailed", note_failure)
        page.on("request", watch)
        page.goto(url)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert faults == []


@pytest.fixture(scope="session")
def axe_source():
    """Return axe-core."""
    if not AXE.exists():
        pytest.fail("tests/node/node_modules is missing; `make test` installs it.")
    return AXE.read_text("utf-8")


@pytest.fixture
def violations(axe_source):
    """Return a function that lists what axe finds: (rule, targets)."""

    def found(page):
        page.evaluate(axe_source)
        result = page.evaluate(
            "rules => axe.run(document, {runOnly: rules, preload: false})", AXE_RULES
        )
        return [
            (rule["id"], [node["target"] for node in rule["nodes"]])
            for rule in result["violations"]
        ]

    return found
