"""The Sphinx extension: directives, roles, theme and the Typst builder."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lessonkit.model.course import Course

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

#: Set by Jupyter Book for extensions that are not loaded here.
JUPYTER_BOOK_SETTINGS = (
    "comments_config",
    "copybutton_selector",
    "bibtex_bibfiles",
    "latex_individualpages",
    "nb_execution_allow_errors",
    "nb_execution_cache_path",
    "nb_execution_excludepatterns",
    "nb_execution_in_temp",
    "nb_execution_mode",
    "nb_execution_timeout",
    "nb_output_stderr",
    "suppress_warnings_nb",
    "thebe_config",
    "use_jupyterbook_latex",
    "use_multitoc_numbering",
)

#: Courses that a caller has read and checked already, by their folder: one read, many
#: writers. ``jupyter-book build`` gives none, and the extension reads for itself.
GIVEN: dict[Path, Course] = {}


def read_the_course(app: Sphinx, _config: Config) -> None:
    """Read the course before Sphinx reads a page; stop at the first broken file.

    :raises SphinxError: with every problem, one a line, before anything is written.
    """
    from sphinx.errors import SphinxError

    from lessonkit.source.course import read_course
    from lessonkit.source.markdown import parse_blocks

    course = GIVEN.get(Path(app.srcdir))
    if course is None:
        course, problems = read_course(Path(app.srcdir))
        if problems:
            lines = "\n".join(str(problem) for problem in problems)
            raise SphinxError(f"{len(problems)} problems in the course:\n{lines}")
    app.lessonkit_course = course  # type: ignore[attr-defined]
    # The pages' blocks have done their work, and the course is here to stay: Python
    # need not look through either while the pages are made.
    parse_blocks.cache_clear()
    gc.collect()
    gc.freeze()


def drop_front_matter(_app: Sphinx, docname: str, source: list[str]) -> None:
    """Blank the front matter: it has been read, and MyST would parse it again.

    Blank lines stay in its place, so that messages name the right line.
    """
    del docname
    text = source[0]
    if text.startswith("---\n") and (end := text.find("\n---\n", 3)) > 0:
        end += len("\n---\n")
        source[0] = "\n" * text.count("\n", 0, end) + text[end:]


def setup(app: Sphinx) -> dict[str, Any]:
    """Register everything."""
    from sphinx.locale import translators

    from lessonkit import __version__
    from lessonkit.sphinx.blanks import setup_blanks
    from lessonkit.sphinx.boxes import setup_boxes
    from lessonkit.sphinx.cited import setup_cited
    from lessonkit.sphinx.guides import setup_guides
    from lessonkit.sphinx.help_tables import setup_help_tables
    from lessonkit.sphinx.i18n import CATALOG
    from lessonkit.sphinx.story import setup_story
    from lessonkit.sphinx.tables import setup_tables
    from lessonkit.sphinx.theme import setup_theme
    from lessonkit.sphinx.typst.builder import setup_typst

    # Sphinx would keep the language of the build before this one in the same process.
    translators.pop(("general", CATALOG), None)
    app.add_message_catalog(CATALOG, str(Path(app.srcdir) / "locale"))
    app.add_config_value("lessonkit_edition", "whole", "env", str)
    for name in JUPYTER_BOOK_SETTINGS:
        if name not in app.config:
            app.add_config_value(name, None, "", ())
    app.connect("config-inited", read_the_course, priority=400)
    app.connect("source-read", drop_front_matter)
    setup_blanks(app)
    setup_boxes(app)
    setup_cited(app)
    setup_story(app)
    setup_guides(app)
    setup_tables(app)
    setup_help_tables(app)
    setup_theme(app)
    setup_typst(app)
    # Doctrees are millions of small objects that live long: looking for garbage among
    # them is a sixth of a build, and there is hardly any.
    gc.set_threshold(200_000, 20, 20)
    # Warnings are errors, however the book is built.
    app.warningiserror = True
    return {
        "version": __version__,
        "env_version": 1,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
