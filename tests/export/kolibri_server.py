"""A real Kolibri server on the loopback, in a home of its own, with our channel."""

import http.client
import os
import signal
import socket
import subprocess
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.conftest import ROOT

PROGRAM = ROOT / ".venv-kolibri/bin/kolibri"
USER, PASSWORD = "admin", "password"
SETTINGS = {
    "KOLIBRI_LISTEN_ADDRESS": "127.0.0.1",
    "KOLIBRI_DISABLE_PING": "true",
    "KOLIBRI_ZEROCONF_ENABLED": "false",
}
READY = "/api/public/info/"
LOG_IN = """async ([username, password]) => {
  const [{id}] = await (await fetch('/api/auth/facility/')).json();
  const token = document.cookie.match(/kolibri_csrftoken=([^;]+)/)[1];
  const answer = await fetch('/api/auth/session/', {
    method: 'POST',
    headers: {'Content-Type': 'application/json', 'X-CSRFToken': token},
    body: JSON.stringify({username, password, facility: id}),
  });
  return answer.status;
}"""


@dataclass(frozen=True)
class Kolibri:
    """Where the server answers."""

    address: str

    def log_in(self, page):
        """Open a page of the server as its administrator."""
        page.goto(f"{self.address}/en/user/")
        page.wait_for_function("document.cookie.includes('kolibri_csrftoken')")
        assert page.evaluate(LOG_IN, [USER, PASSWORD]) == 200

    def api(self, page, path):
        """Return what the server's interface says to whoever is logged in."""
        return page.evaluate("async path => (await fetch(path)).json()", path)

    def open(self, page, kind, node):
        """Open a resource as a learner does."""
        page.goto(f"{self.address}/en/learn/#/topics/c/{node}")
        page.locator(f".content-renderer, .framework-{kind}, iframe").first.wait_for()


def environment(home):
    return {**os.environ, **SETTINGS, "KOLIBRI_HOME": str(home)}


def manage(home, *arguments):
    """Run one of Kolibri's own commands."""
    done = subprocess.run(
        [PROGRAM, "manage", *arguments],
        env=environment(home),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    return done.stdout + done.stderr


def free_ports(count):
    """Return ports that nobody listens on."""
    sockets = [socket.socket() for _ in range(count)]
    for one in sockets:
        one.bind(("127.0.0.1", 0))
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports


def answers(port):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", READY)
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def import_channel(home: Path, channel: str, folder: Path):
    """Set Kolibri up and import the channel from a folder, as from a stick."""
    manage(
        home,
        "provisiondevice",
        *("--facility", "A school", "--preset", "nonformal", "--language_id", "en"),
        *("--superusername", USER, "--superuserpassword", PASSWORD, "--noinput"),
    )
    manage(home, "importchannel", "disk", channel, str(folder))
    manage(home, "importcontent", "disk", channel, str(folder))


@contextmanager
def serving(home: Path):
    """Start the server, and end it and all that it started."""
    port, zip_port = free_ports(2)
    process = subprocess.Popen(
        [PROGRAM, "start", "--foreground", f"--port={port}", f"--zip-port={zip_port}"],
        env=environment(home),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    pause = threading.Event()
    try:
        for _ in range(240):
            if answers(port):
                break
            assert process.poll() is None, "Kolibri ended"
            pause.wait(0.5)
        else:
            pytest.fail("Kolibri does not answer")
        yield Kolibri(f"http://127.0.0.1:{port}")
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
