"""The site's frame: navigation, groups of pages, where help is. Made once a build.

Nothing here is worked out page by page: what a page's frame says is drawn once, with a
mark where the way back to the site's root goes, and filled in by ``str.replace``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from html import escape

from lessonkit.model.course import Course
from lessonkit.model.lesson import BANDS, EXTRA_KINDS, Lesson
from lessonkit.sphinx.i18n import _

#: Stands in drawn-once HTML for the way from a page to the site's root.
ROOT_MARK = "\N{SYMBOL FOR NULL}root/"

#: The pages that the frame may link to, the best one first.
HELP_PAGES = ("book/get-help/now", "book/get-help/index")
COUNTRY_PAGES = (
    "book/get-help/countries/index",
    "book/get-help/countries",
    "book/get-help/index",
)
FAMILY_PAGES = ("book/family-guide/index", "book/family-guide/start")
HANDBOOK_PAGES = ("book/school-handbook/index",)
#: For a school in which it has happened, the best one first.
INCIDENT_PAGES = ("book/school-handbook/if-it-happens-today", "book/get-help/my-pupil")
FACTS_PAGE = "book/facts"
PUPIL_INDEX = "lessons/index"
TEACHER_INDEX = "teacher-guides/index"
#: What the names of the pages for parents of one lesson begin with.
PARENT_PAGES = "book/parents/"
#: What the names of the pages of files to download begin with.
DOWNLOAD_PAGES = "book/downloads/"
#: What the names of the plans for teachers begin with.
PLAN_PAGES = "teacher-guides/plan/"
#: Where a teacher adds up the codes of a class.
CLASS_PAGE = "teacher-guides/class-results"
LEAVING_PAGE = "book/about/leaving-quickly"


@dataclass(frozen=True, slots=True)
class Group:
    """Pages that belong together, in their order: a band's lessons, a book's pages."""

    title: str
    docnames: tuple[str, ...]


@dataclass(slots=True)
class Site:
    """What pages need to know of each other.

    :param docnames: every page of this edition, virtual ones too.
    :param titles: title by page name.
    :param order: page names in the order of the table of contents.
    :param uri_of: the address of a page, seen from the site's root.
    """

    course: Course
    docnames: frozenset[str]
    titles: dict[str, str]
    order: list[str]
    uri_of: Callable[[str], str]
    groups: dict[str, Group] = field(init=False)
    _group_of: dict[str, str] = field(init=False)
    _lists: dict[str, str] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        self.groups = {key: group for key, group in self._make_groups() if group}
        self._group_of = {
            name: key for key, group in self.groups.items() for name in group.docnames
        }

    # --- Groups ---------------------

    def lessons_of(self, band: str) -> list[Lesson]:
        """Return a band's lessons that this edition has."""
        return [x for x in lessons_of(self.course, band) if x.docname in self.docnames]

    def _make_groups(self) -> Iterable[tuple[str, Group | None]]:
        for band in BANDS:
            lessons = self.lessons_of(band)
            shown = ages(band)
            yield (
                f"lessons/{band}",
                Group(
                    _("All lessons, ages {0}").format(shown),
                    tuple(lesson.docname for lesson in lessons),
                ),
            )
            guides = [f"teacher-guides/{lesson.id}" for lesson in lessons]
            yield (
                f"teacher-guides/{band}",
                Group(
                    _("All teacher guides, ages {0}").format(shown),
                    tuple(name for name in guides if name in self.docnames),
                ),
            )
        folders: dict[str, list[str]] = {}
        for name in self.order:
            if name.startswith("book/") and name.count("/") > 1:
                folders.setdefault(name.rpartition("/")[0], []).append(name)
        for folder, names in folders.items():
            if len(names) > 1:
                yield folder, Group(_("More pages of this part"), tuple(names))

    def neighbours(self, docname: str) -> tuple[str, str]:
        """Return the pages before and after one, inside its group; "" for none."""
        key = self._group_of.get(docname)
        if key is None:
            return "", ""
        names = self.groups[key].docnames
        place = names.index(docname)
        before = names[place - 1] if place else ""
        after = names[place + 1] if place + 1 < len(names) else ""
        return before, after

    def section(self, docname: str, root: str) -> tuple[str, str]:
        """Return the title and the list of the group that a page belongs to."""
        key = self._group_of.get(docname)
        if key is None:
            return "", ""
        group = self.groups[key]
        if key not in self._lists:
            self._lists[key] = self.link_list(group.docnames)
        return group.title, self.placed(self._lists[key], docname, root)

    def link_list(self, docnames: Iterable[str]) -> str:
        """Return a list of links, drawn once for all pages."""
        items = (
            f'<li><a href="{ROOT_MARK}{escape(self.uri_of(name))}">'
            f"{escape(self.titles.get(name, name))}</a></li>"
            for name in docnames
        )
        return f"<ul>\n{chr(10).join(items)}\n</ul>"

    def placed(self, html: str, docname: str, root: str) -> str:
        """Fill in a page's way to the root, and mark the link to the page itself."""
        own = f'href="{ROOT_MARK}{escape(self.uri_of(docname))}"'
        html = html.replace(own, f'{own} aria-current="page"')
        return html.replace(ROOT_MARK, root)

    # --- Places that the frame links to ---------------------

    def first(self, candidates: Iterable[str]) -> str:
        """Return the address of the first page that there is; "" for none."""
        for name in candidates:
            if name in self.docnames:
                return self.uri_of(name)
        return ""

    def main_links(self) -> list[tuple[str, str]]:
        """Return the links of the head: text and address from the root."""
        links = (
            (_("Pupils"), self.first([PUPIL_INDEX])),
            (_("Teachers"), self.first([TEACHER_INDEX])),
            (_("Parents"), self.first(FAMILY_PAGES)),
            (_("Search"), "search.html"),
        )
        return [(str(label), uri) for label, uri in links if uri]

    def foot_links(self) -> list[tuple[str, str]]:
        """Return the links of the foot."""
        links = (
            (_("What “Leave quickly” cannot do"), [LEAVING_PAGE]),
            (_("Find help in your country"), COUNTRY_PAGES),
            (_("Words explained"), ["book/glossary"]),
            (_("Facts and sources"), ["book/facts"]),
            (_("The law, by country"), ["book/law", "book/law/index"]),
            (_("The statement and you"), ["book/statement", "book/statement/index"]),
            (_("For schools"), HANDBOOK_PAGES),
            (_("Files to download"), [f"{DOWNLOAD_PAGES}index"]),
            (_("Accessibility"), ["book/about/accessibility"]),
            (_("Privacy"), ["book/about/privacy"]),
            (
                _("About this course"),
                ["book/about/index", "book/about/how-made", "book/about"],
            ),
        )
        found = ((str(label), self.first(names)) for label, names in links)
        return [(label, uri) for label, uri in found if uri]

    @property
    def help_page(self) -> str:
        """The page for whoever needs help now; the first page if there is none."""
        return self.first(HELP_PAGES) or "index.html"

    @property
    def country_page(self) -> str:
        """The list of countries."""
        return self.first(COUNTRY_PAGES) or self.help_page

    def need_page(self, need: str) -> str:
        """Return the page of a need's help path, or where help is."""
        return self.first([f"book/get-help/{need}"]) or self.help_page

    def audience(self, docname: str) -> str:
        """Return for whom a page is: pupils, teachers, parents or everyone."""
        folder = docname.partition("/")[0]
        if folder == "lessons":
            return "pupils"
        if folder == "teacher-guides":
            return "teachers"
        if docname.startswith(PARENT_PAGES):
            return "parents"
        page = self.course.pages.get(docname)
        return page.audience if page else "everyone"


def ages(band: str) -> str:
    """Return ``11–13`` for ``11-13``."""
    return band.replace("-", "–")


def audience_name(audience: str) -> str:
    """Return the words for whom a page is."""
    names = {
        "pupils": _("For pupils"),
        "teachers": _("For teachers"),
        "parents": _("For parents and carers"),
    }
    return str(names.get(audience, _("For everyone")))


def kind_name(lesson: Lesson) -> str:
    """Return the words for a lesson's kind; "" for an ordinary one."""
    names = {
        "one-hour": _("If you have one hour"),
        "assembly": _("Assembly"),
        "starter": _("Five minutes"),
        "story": _("A story with choices"),
        "easy-read": _("Easy read"),
    }
    return str(names.get(lesson.kind, ""))


def lessons_of(course: Course, band: str) -> list[Lesson]:
    """Return a band's lessons: the six strands, then one-hour and the like."""
    order = {kind: n for n, kind in enumerate(("lesson", *EXTRA_KINDS, "easy-read"))}

    def key(lesson: Lesson) -> tuple[int, int, str]:
        strand = course.strands.get(lesson.strand)
        return order[lesson.kind], strand.number if strand else 99, lesson.slug

    return sorted((x for x in course.lessons.values() if x.band == band), key=key)
