"""Make the pictures of the README from the build.

Run it (``make screenshots``) after ``make book``, with what ``make test`` installs.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

HERE = Path(__file__).parent
BUILT = HERE.parents[1] / "_build"
LESSON = "11-13/no-to-nudifying"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
#: name -> (page, width, height, colour scheme)
PAGES = {
    "home": ("index.html", 1280, 900, "light"),
    "lesson": (f"lessons/{LESSON}.html", 1280, 900, "light"),
    "lesson-phone-dark": (f"lessons/{LESSON}.html", 360, 720, "dark"),
    "teacher-guide": (f"teacher-guides/{LESSON}.html", 1280, 900, "light"),
}
#: name -> (PDF, page)
SHEETS = {
    "worksheet": (f"{LESSON}-worksheet.pdf", 1),
    "guide-on-paper": (f"{LESSON}-teacher-guide.pdf", 3),
}


def main() -> int:
    """Write every picture; return 1 when there is no build."""
    if not (BUILT / "html/index.html").is_file():
        sys.stderr.write("There is no build: run make book first.\n")
        return 1
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=FLAGS
        )
        for name, (file, width, height, scheme) in PAGES.items():
            page = browser.new_page(
                viewport={"width": width, "height": height}, color_scheme=scheme
            )
            page.goto((BUILT / "html" / file).as_uri())
            page.screenshot(path=HERE / f"{name}.png")
            page.close()
        browser.close()
    with tempfile.TemporaryDirectory() as folder:
        for name, (file, number) in SHEETS.items():
            stem = Path(folder, name)
            command = ["pdftoppm", "-r", "60", "-png", "-singlefile"]
            pages = ["-f", str(number), "-l", str(number)]
            subprocess.run([*command, *pages, BUILT / "pdf" / file, stem], check=True)
            (HERE / f"{name}.png").write_bytes(stem.with_suffix(".png").read_bytes())
    return 0


if __name__ == "__main__":
    sys.exit(main())
