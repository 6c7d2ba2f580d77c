"""A small good site, made by hand, into which each test plants one fault."""

from __future__ import annotations

import pytest
from trust.figures import Built

from lessonkit.sphinx.assets import POLICY

PAGE = f"""<!DOCTYPE html>
<html lang="en" dir="ltr">
<head>
<meta http-equiv="Content-Security-Policy" content="{POLICY}">
<meta charset="utf-8">
<title>Whose sample?</title>
<script src="leave.js"></script>
</head>
<body>
<nav aria-label="Quick ways"><a class="leave" data-leave href="times-tables.html">\
Leave quickly</a></nav>
<main>
<h1>A lesson</h1>
<p>A picture of you is yours. Nobody may change it without your yes, not even as a \
joke, and it is not your fault if somebody does.</p>
</main>
<footer class="helpbar"><a href="times-tables.html">Tell an adult you trust</a></footer>
</body>
</html>
"""
NEUTRAL = PAGE.replace('<script src="leave.js"></script>\n', "").replace(
    "A lesson", "Times tables"
)
#: The same as the course's own script, as short as it can be.
LEAVE = """(() => {
  const page = document.documentElement;
  const left = 'lessonkit:left';
  const go = () => {
    page.style.visibility = 'hidden';
    page.setAttribute('data-gone', '');
    localStorage.clear(); sessionStorage.clear();
    sessionStorage.setItem(left, '1');
    location.replace('times-tables.html');
  };
  const entry = performance.getEntriesByType('navigation')[0];
  if (sessionStorage.getItem(left)) {
    if (entry.type === 'back_forward') go(); else sessionStorage.removeItem(left);
  }
  addEventListener('pageshow', (event) => { if (event.persisted) go(); });
  let presses = 0;
  addEventListener('keydown', () => { if ((presses += 1) === 3) go(); }, true);
  addEventListener('click', (event) => {
    if (event.target.matches('[data-leave]')) { event.preventDefault(); go(); }
  }, true);
})();
"""


@pytest.fixture
def site(tmp_path):
    """Return a folder with good pages."""
    folder = tmp_path / "out/html"
    folder.mkdir(parents=True)
    for name in ("one", "two", "three"):
        (folder / f"{name}.html").write_text(PAGE, "utf-8")
    (folder / "times-tables.html").write_text(NEUTRAL, "utf-8")
    (folder / "leave.js").write_text(LEAVE, "utf-8")
    return folder


@pytest.fixture
def built(site):
    """Return the good site as a built course."""
    learner = site.parent / "learner"
    learner.mkdir()
    (learner / "times-tables.html").write_text(NEUTRAL, "utf-8")
    return Built(site.parent)


@pytest.fixture
def plant(site):
    """Return a function that changes a text in the first page."""

    def planted(old, new):
        page = site / "one.html"
        text = page.read_text("utf-8")
        assert old in text
        page.write_text(text.replace(old, new), "utf-8")

    return planted
