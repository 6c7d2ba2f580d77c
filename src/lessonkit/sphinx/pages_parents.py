"""A page for parents of each lesson, from the lesson's front matter.

Web and print read the same doctree: the sections of the class ``panel`` stand side by
side on paper, and the one of the class ``web`` is left out there.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from docutils import nodes as dn
from docutils.utils import smartquotes

from lessonkit.model.course import Course
from lessonkit.model.lesson import Lesson, ParentLink
from lessonkit.sphinx import nodes
from lessonkit.sphinx.cited import text_list
from lessonkit.sphinx.i18n import _
from lessonkit.sphinx.pages_bands import (
    document,
    page_link,
    paragraph,
    sub_section,
)
from lessonkit.sphinx.site import FAMILY_PAGES, PARENT_PAGES, ages
from lessonkit.sphinx.virtual import VirtualPage, virtual_pages

if TYPE_CHECKING:
    from sphinx.application import Sphinx

STATEMENT_PAGES = ("book/statement", "book/statement/index")
HELP_FOR_PARENTS = ("book/get-help/my-child", "book/get-help/now")
PANEL, WEB = "panel", "web"
MOST_LINES = 2


def parents_page(lesson: Lesson) -> str:
    """Return the name of a lesson's page for parents."""
    return f"{PARENT_PAGES}{lesson.id}"


def first_page(app: Sphinx, names: tuple[str, ...]) -> str:
    """Return the first page that has been read; "" for none."""
    return next((name for name in names if name in app.env.found_docs), "")


@virtual_pages
def parent_pages(app: Sphinx, course: Course) -> Iterator[VirtualPage]:
    """Yield the page for parents of every lesson that says something to them."""
    for lesson in course.lessons.values():
        if lesson.parent is None or lesson.docname not in app.env.found_docs:
            continue
        here = parents_page(lesson)
        title = str(_("For parents: {0}")).format(lesson.title)
        doctree, section = document(title, here)
        section += dn.paragraph("", lesson.summary, classes=["lead"])
        section += panels(lesson.parent)
        if lesson.statement:
            section += statement_part(course, lesson)
        section += more_part(app, lesson, here)
        section += nodes.help_box(band="", need="my-child")
        yield VirtualPage(
            here,
            title,
            "parents",
            str(_("What “{0}” teaches, and how to talk about it at home.")).format(
                lesson.title
            ),
            doctree,
            context={"band": lesson.band, "crumbs": crumbs(app, lesson)},
        )


def crumbs(app: Sphinx, lesson: Lesson) -> list[tuple[str, str]]:
    """Return where the page stands."""
    family = first_page(app, FAMILY_PAGES)
    start = [(family, str(_("Parents")))] if family else []
    band = str(_("Ages {0}")).format(ages(lesson.band))
    return [*start, (f"lessons/{lesson.band}/index", band)]


def panels(link: ParentLink) -> list[dn.section]:
    """Return the four lists: taught, words, not shown, at home."""
    found = []
    for title, texts in (
        (_("What your child learns"), link.taught),
        (_("Words we use"), link.words),
        (_("What is not shown"), link.not_shown),
        (_("Talk about it at home"), link.at_home),
    ):
        part = sub_section(str(title), text_list([curled(text) for text in texts]))
        part["classes"].append(PANEL)
        found.append(part)
    return found


def curled(text: str) -> str:
    """Curl the quotation marks of a text of the front matter, as the pages do."""
    return "".join(smartquotes.educate_tokens([("plain", text)], "q"))


def statement_part(course: Course, lesson: Lesson) -> dn.section:
    """Return what the statement says, in our words: a page has room for two."""
    lines = [course.statement[x] for x in lesson.statement if x in course.statement]
    intro = _("The statement “No to Nudify” says, in plain words:")
    part = sub_section(str(_("Why schools teach it")), paragraph(str(intro)))
    part["classes"].append(PANEL)
    part += text_list([curled(line.plain) for line in lines[:MOST_LINES]])
    return part


def more_part(app: Sphinx, lesson: Lesson, here: str) -> dn.section:
    """Return links to the lesson, the family guide, the statement and help."""
    links = dn.bullet_list(bullet="-")
    wanted = (
        (str(_("The lesson, as your child sees it")), lesson.docname),
        (str(_("Family guide")), first_page(app, FAMILY_PAGES)),
        (str(_("The statement and you")), first_page(app, STATEMENT_PAGES)),
        (str(_("Get help for your child")), first_page(app, HELP_FOR_PARENTS)),
    )
    for text, name in wanted:
        if name:
            links += dn.list_item("", paragraph(page_link(app, text, name, here)))
    part = sub_section(str(_("Read more")), links)
    part["classes"].append(WEB)
    return part
