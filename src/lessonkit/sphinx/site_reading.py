"""What Sphinx has read, as the site's frame needs it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lessonkit.model.course import Course
from lessonkit.sphinx.assets import assets_mark, mark_of
from lessonkit.sphinx.site import Site
from lessonkit.sphinx.virtual import VirtualPage

if TYPE_CHECKING:
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment


def make_site(
    builder: Builder,
    env: BuildEnvironment,
    course: Course,
    virtual: dict[str, VirtualPage],
) -> Site:
    """Return the frame's knowledge of all pages."""
    order = reading_order(env)
    titles = {name: title.astext() for name, title in env.titles.items()}
    titles |= {name: page.title for name, page in virtual.items()}
    for lesson in course.lessons.values():
        titles[lesson.docname] = lesson.title
    return Site(
        course=course,
        docnames=frozenset(env.found_docs) | frozenset(virtual),
        titles=titles,
        order=order,
        uri_of=builder.get_target_uri,
    )


def reading_order(env: BuildEnvironment) -> list[str]:
    """Return page names as the table of contents has them, the first page first."""
    found: list[str] = []
    seen: set[str] = set()
    waiting = [env.config.root_doc]
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        found.append(name)
        waiting.extend(reversed(env.toctree_includes.get(name, [])))
    return found + sorted(set(env.found_docs) - seen)


def outline(course: Course) -> str:
    """Return a mark of what pages show beside their own text.

    That is titles and order of other pages, the data, and the theme itself. Sphinx
    writes only pages whose source has changed; when this mark has, all are written.
    """
    lessons = [
        (x.id, x.title, x.kind, x.strand, x.minutes, x.summary, x.parent, x.review)
        for x in course.lessons.values()
    ]
    guides = [(x.id, x.title, x.review, len(x.slides)) for x in course.guides.values()]
    pages = [
        (x.docname, x.title, x.audience, x.minutes, len(x.slides))
        for x in course.pages.values()
    ]
    data = (
        course.bands,
        course.strands,
        course.facts,
        course.laws,
        course.glossary,
        course.statement,
        course.frameworks,
        course.help,
        course.quizzes,
        course.stories,
    )
    shown = (lessons, guides, pages, data, assets_mark())
    return mark_of(repr(shown))
