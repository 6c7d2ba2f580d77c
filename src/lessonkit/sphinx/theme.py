"""The theme ``whose-picture``: registers theme, builder, translator and search."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lessonkit.sphinx import (
    pages_band_overview,
    pages_bands,
    pages_class,
    pages_downloads,
    pages_help,
    pages_parents,
    pages_plan,
    pages_pupil_start,
    pages_teacher_start,
)
from lessonkit.sphinx.assets import THEME
from lessonkit.sphinx.html import setup_html
from lessonkit.sphinx.html_builder import CourseHTMLBuilder
from lessonkit.sphinx.search_index import setup_search
from lessonkit.sphinx.site_reading import outline

#: Modules that make virtual pages when they are imported.
PAGE_MAKERS = (
    pages_bands,
    pages_pupil_start,
    pages_band_overview,
    pages_plan,
    pages_teacher_start,
    pages_parents,
    pages_downloads,
    pages_help,
    pages_class,
)

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def write_all_after_a_new_outline(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Write every page again when what pages show of each other has changed."""
    now = outline(app.lessonkit_course)  # type: ignore[attr-defined]
    before = getattr(env, "lessonkit_outline", "")
    env.lessonkit_outline = now  # type: ignore[attr-defined]
    return sorted(env.found_docs) if before and before != now else []


def setup_theme(app: Sphinx) -> None:
    """Register the theme."""
    app.add_html_theme("whose-picture", str(THEME))
    # Where the PDFs and packages lie, seen from the site's root.
    app.add_config_value("lessonkit_files", "../", "html", str)
    app.add_builder(CourseHTMLBuilder, override=True)
    app.connect("env-updated", write_all_after_a_new_outline)
    setup_html(app)
    pages_plan.setup_plans(app)
    setup_search(app)
