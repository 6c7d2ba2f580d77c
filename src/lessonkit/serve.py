"""Show the course while it is being written: an edit appears in the open page.

The server listens on the loopback only. It adds one script to each page that it sends
(never to the files), which waits for the next build and loads the page again.
"""

from __future__ import annotations

import http.server
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from lessonkit.build import INPUT_FOLDERS, BuildFailed, build_course
from lessonkit.source.course import read_course

POLL_SECONDS = 0.2
WAIT_SECONDS = 25.0
SCRIPT = b"""(function () {
  "use strict";
  function wait(number) {
    fetch("/_serve/next?after=" + number).then(function (r) { return r.text(); })
      .then(function (now) {
        if (now === number) { wait(now); } else { location.reload(); }
      })
      .catch(function () { setTimeout(function () { wait(number); }, 1000); });
  }
  fetch("/_serve/now").then(function (r) { return r.text(); }).then(wait);
}());
"""


class Builds:
    """Counts the builds, and lets pages wait for the next one."""

    def __init__(self) -> None:
        self.number = 0
        self._changed = threading.Condition()

    def finished(self) -> None:
        """Tell every waiting page that there is a new build."""
        with self._changed:
            self.number += 1
            self._changed.notify_all()

    def wait_after(self, number: int, seconds: float = WAIT_SECONDS) -> int:
        """Return the number of the newest build once it is not ``number``."""
        with self._changed:
            self._changed.wait_for(lambda: self.number != number, seconds)
            return self.number


class Handler(http.server.SimpleHTTPRequestHandler):
    """Sends the site's files, and the script that loads a page again."""

    def __init__(self, *arguments: Any, builds: Builds, **options: Any) -> None:
        self.builds = builds
        super().__init__(*arguments, **options)

    def do_GET(self) -> None:
        """Answer a request."""
        path, _mark, query = self.path.partition("?")
        if path == "/_serve/reload.js":
            self._send(SCRIPT, "text/javascript")
        elif path == "/_serve/now":
            self._send(str(self.builds.number).encode(), "text/plain")
        elif path == "/_serve/next":
            after = query.removeprefix("after=")
            number = self.builds.wait_after(int(after) if after.isdigit() else -1)
            self._send(str(number).encode(), "text/plain")
        elif path.endswith((".html", "/")):
            self._send_page()
        else:
            super().do_GET()

    def _send_page(self) -> None:
        file = Path(self.translate_path(self.path))
        if file.is_dir():
            file /= "index.html"
        if not file.is_file():
            self.send_error(404)
            return
        script = b'<script src="/_serve/reload.js" defer></script></head>'
        page = file.read_bytes().replace(b"</head>", script, 1)
        self._send(page, "text/html; charset=utf-8")

    def _send(self, body: bytes, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_arguments: Any) -> None:
        """Write no log: who reads what stays on the device."""


def changes(root: Path) -> Iterator[bool]:
    """Yield whether a source file has changed since the last time; first True."""
    before: dict[Path, int] = {}
    while True:
        now = {
            file: file.stat().st_mtime_ns
            for name in INPUT_FOLDERS
            for file in (
                [root / name] if (root / name).is_file() else (root / name).rglob("*")
            )
            if file.is_file()
        }
        yield now != before
        before = now


def rebuild(root: Path, out: Path, say: Callable[[str], None]) -> bool:
    """Build the site again; say what is wrong and return False if it cannot be."""
    start = time.perf_counter()
    course, problems = read_course(root)
    if problems:
        say(f"{len(problems)} problems; the last good page stays.")
        for problem in problems:
            say(str(problem))
        return False
    try:
        build_course(course, out, lambda _text: None, quick=True)
    except BuildFailed as error:
        say(str(error))
        return False
    say(f"Built in {time.perf_counter() - start:.1f} s.")
    return True


def serve(
    root: Path, out: Path, port: int, say: Callable[[str], None], *, once: bool = False
) -> None:
    """Build, serve on the loopback, and build again at every change.

    :param once: return after the first build, for tests of the set-up.
    """
    builds = Builds()
    (out / "html").mkdir(parents=True, exist_ok=True)
    handler = partial(Handler, builds=builds, directory=str(out / "html"))
    with http.server.ThreadingHTTPServer(("127.0.0.1", port), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        say(f"Open http://127.0.0.1:{server.server_port}/ (Ctrl+C stops)")
        try:
            for changed in changes(root):
                if changed and rebuild(root, out, say):
                    builds.finished()
                if once:
                    break
                time.sleep(POLL_SECONDS)
        except KeyboardInterrupt:
            say("Stopped.")
        finally:
            server.shutdown()
