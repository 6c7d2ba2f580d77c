"""The HTML builder: Sphinx's own, with our frame and without what we do not use.

It takes the place of Sphinx's ``html``, so that ``jupyter-book build`` and
``sphinx-build`` give the same pages. Sphinx's search index (most of the time it spends
on a page), tables of contents, stylesheets and scripts are not made at all.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from docutils import nodes as dn
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util.osutil import relative_uri

from lessonkit.model.course import Course
from lessonkit.model.policy import TEMPLATE
from lessonkit.source.places import is_right_to_left
from lessonkit.sphinx.assets import (
    POLICY,
    art,
    asset_uri,
    headers,
    icon,
    mark_of,
    write_assets,
    write_if_changed,
)
from lessonkit.sphinx.country_data import country_rows, country_script
from lessonkit.sphinx.home_page import home_doors
from lessonkit.sphinx.html import CourseHTMLTranslator
from lessonkit.sphinx.i18n import _
from lessonkit.sphinx.page_frame import FrameMaker, PageFrame
from lessonkit.sphinx.search_index import entries, index_script, notes, sections_of
from lessonkit.sphinx.site import FACTS_PAGE, LEAVING_PAGE, ROOT_MARK, Site
from lessonkit.sphinx.site_reading import make_site
from lessonkit.sphinx.tables_reference import audience_choices
from lessonkit.sphinx.typst.outputs import FAMILY_AGREEMENT
from lessonkit.sphinx.virtual import VirtualPage, all_virtual_pages

TEMPLATE_LANGUAGE = "en"


class CourseHTMLBuilder(StandaloneHTMLBuilder):
    """Writes the site."""

    default_translator_class = CourseHTMLTranslator
    search = False
    copysource = False
    html_scaled_image_link = False
    site: Site
    frames: FrameMaker
    course: Course

    # --- What Sphinx would add ---------------------

    def init_css_files(self) -> None:
        """Add no stylesheet of Sphinx."""
        self._css_files = []

    def init_js_files(self) -> None:
        """Add no script of Sphinx."""
        self._js_files = []

    def create_pygments_style_file(self) -> None:
        """Write no highlighter's stylesheet: the course shows no code."""

    def copy_translation_js(self) -> None:
        """Copy no script of Sphinx."""

    def copy_theme_static_files(self, context: dict[str, Any]) -> None:
        """Write the theme's own files."""
        write_assets(Path(self.outdir))

    def gen_indices(self) -> None:
        """Write no index of program objects."""

    def dump_inventory(self) -> None:
        """Write no inventory: no other documentation links into the course."""

    # --- Names and places ---------------------

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """Return a page's address from the root; the first page is ``index.html``."""
        if docname == self.config.root_doc:
            return "index.html"
        return str(super().get_target_uri(docname, typ))

    def get_outfilename(self, pagename: str) -> Any:
        """Return a page's file (until Sphinx 8)."""
        return super().get_outfilename(self.file_name(pagename))

    def get_output_path(self, page_name: str, /) -> Path:
        """Return a page's file (from Sphinx 9)."""
        return Path(self.outdir, self.file_name(page_name) + self.out_suffix)

    def file_name(self, pagename: str) -> str:
        """Return a page's file name without its suffix."""
        return "index" if pagename == self.config.root_doc else pagename

    def titled_by_template(self, docname: str) -> bool:
        """Whether the template draws a page's title."""
        page = self.course.pages.get(docname)
        return (
            docname.removeprefix("lessons/") in self.course.lessons
            or docname.removeprefix("teacher-guides/") in self.course.guides
            or bool(page and page.steps)
            or docname in (TEMPLATE, FAMILY_AGREEMENT)
        )

    def from_page(self, docname: str, uri: str) -> str:
        """Return an address of the site as a page must write it; "" stays ""."""
        return relative_uri(self.get_target_uri(docname), uri) if uri else ""

    def need_uri(self, docname: str, need: str) -> str:
        """Return where a need's help path is."""
        return self.from_page(docname, self.site.need_page(need))

    def country_page_uri(self, docname: str) -> str:
        """Return where the list of countries is."""
        return self.from_page(docname, self.site.country_page)

    def glossary_uri(self, docname: str, term_id: str) -> str:
        """Return where a term is explained; "" without a glossary."""
        page = self.site.first(["book/glossary"])
        return self.from_page(docname, page) + f"#term-{term_id}" if page else ""

    def service_uri(self, docname: str, service_id: str) -> str:
        """Return where a help service is described; "" if nowhere."""
        service = self.course.help.by_id.get(service_id)
        if service is None:
            return ""
        names = (
            f"book/get-help/countries/{service.country}",
            "book/get-help/international",
        )
        page = self.site.first(names)
        return self.from_page(docname, page) + f"#{service_id}" if page else ""

    def worksheet_uri(self, docname: str) -> str:
        """Return where the page's worksheet is as PDF; "" for none."""
        lesson = self.course.lessons.get(docname.removeprefix("lessons/"))
        if lesson is None:
            return ""
        return self.from_page(docname, "x")[:-1] + self.frames.worksheet(lesson)

    def illustration_uri(self, docname: str, name: str) -> str:
        """Return where an illustration that is not drawn in the page is."""
        return self.from_page(docname, f"_images/{name}.svg")

    # --- Writing ---------------------

    def prepare_writing(self, docnames: Any) -> None:
        """Work out once what all pages share."""
        super().prepare_writing(docnames)
        self.course = self.app.lessonkit_course  # type: ignore[attr-defined]
        self.virtual = {
            page.docname: page for page in all_virtual_pages(self.app, self.course)
        }
        self.site = make_site(self, self.env, self.course, self.virtual)
        language = str(self.config.language or TEMPLATE_LANGUAGE)
        files = str(self.config.lessonkit_files)
        self.frames = FrameMaker(self.site, language, files)
        self.countries = country_script(country_rows(self.site, language))
        self.has_countries = bool(country_rows(self.site, language))
        self.shared = self._shared_context(language)
        self.head = self._draw_once("frame-head.html", self.site.main_links())
        self.foot = self._draw_once("frame-foot.html", self.site.foot_links())

    def _shared_context(self, language: str) -> dict[str, Any]:
        tag = language.replace("_", "-")
        return {
            "language": tag,
            "direction": "rtl" if is_right_to_left(language) else "ltr",
            "policy": POLICY,
            "icon": icon(),
            "site": str(self.config.project),
            "about": _("Lessons on pictures, respect and getting help."),
            "countries": f"_static/countries.js?v={mark_of(self.countries)}",
            "search_index": "_static/search-index.js",
        }

    def _draw_once(self, template: str, links: list[tuple[str, str]]) -> str:
        context = {
            "_": _text,
            "art": art,
            "root": ROOT_MARK,
            "site": self.shared["site"],
            "links": links,
            "help_page": self.site.help_page,
            "countries_page": self.site.country_page,
            "leaving_page": self.site.first([LEAVING_PAGE]),
            "has_countries": self.has_countries,
        }
        return str(self.templates.render(template, context))

    def write_doc(self, docname: str, doctree: dn.document) -> None:
        """Write one page."""
        self.secnumbers = {}
        self.fignumbers = {}
        self.imgpath = self.from_page(docname, "_images")
        self.dlpath = self.from_page(docname, "_downloads")
        self.current_docname = docname
        body = self.draw(doctree)
        self.handle_page(docname, {"body": body}, event_arg=doctree)

    def draw(self, doctree: dn.document) -> str:
        """Return a page's text as HTML."""
        doctree.settings = self.docsettings
        translator: Any = self.create_translator(doctree, self)
        doctree.walkabout(translator)
        return "".join(translator.fragment)

    def write_doc_serialized(self, docname: str, doctree: dn.document) -> None:
        """Find a page's images; the rest is written in parallel."""
        self.post_process_images(doctree)

    def handle_page(
        self,
        pagename: str,
        addctx: dict[str, Any],
        templatename: str = "page.html",
        outfilename: Any = None,
        event_arg: Any = None,
    ) -> None:
        """Give a page its frame and template, and write it."""
        root = self.root_of(pagename)
        page: PageFrame = self.frames.make(pagename, root)
        virtual = self.virtual.get(pagename)
        if virtual:
            page.summary = virtual.summary
            page.band = virtual.context.get("band", "")
            page.css_class = virtual.context.get("css_class", "")
            page.crumbs = [
                self.frames.link(name, root, text)
                for name, text in virtual.context.get("crumbs", ())
                if name in self.site.docnames
            ]
        if templatename == "page.html":
            templatename = self.template_of(pagename)
        context = {
            "_": _text,
            "art": art,
            "asset": lambda name: root + asset_uri(name),
            "foot": self.site.placed(self.foot, pagename, root),
            "frame": self.shared,
            "nav": self.site.placed(self.head, pagename, root),
            "page": page,
            "root": root,
        }
        if pagename == self.config.root_doc:
            context["home"] = home_doors(self.site, root)
        elif pagename == FACTS_PAGE:
            context["audiences"] = audience_choices()
        super().handle_page(
            pagename,
            context | addctx,
            templatename=templatename,
            outfilename=outfilename,
            event_arg=event_arg,
        )

    def root_of(self, pagename: str) -> str:
        """Return the way from a page to the site's root."""
        return "../" * self.get_target_uri(pagename).count("/")

    def template_of(self, pagename: str) -> str:
        """Return the template of a page that has a source file."""
        if pagename == self.config.root_doc:
            return "home.html"
        if self.titled_by_template(pagename):
            return "lesson.html" if pagename.startswith("lessons/") else "teacher.html"
        return "facts.html" if pagename == FACTS_PAGE else "page.html"

    # --- Pages and files without a source ---------------------

    def gen_pages_from_extensions(self) -> None:
        """Write the virtual pages and the theme's own."""
        super().gen_pages_from_extensions()
        for page in self.virtual.values():
            self.write_virtual(page)
        sitemap = self.site.placed(self.site.link_list(self.site.order), "search", "")
        self.handle_page("search", {"sitemap": sitemap}, "search.html")
        self.handle_page("404", {}, "404.html")
        self.handle_page("times-tables", {}, "times-tables.html")
        self.write_data()

    def write_virtual(self, page: VirtualPage) -> None:
        """Write one virtual page."""
        doctree = page.doctree
        self.env.apply_post_transforms(doctree, page.docname)
        self.current_docname = page.docname
        context = dict(page.context) | {"body": self.draw(doctree)}
        self.handle_page(page.docname, context, page.template, event_arg=doctree)

    def copy_illustrations(self, target: Path) -> None:
        """Copy the course's illustrations, each once."""
        source = self.course.root / "book/illustrations"
        for file in sorted(source.rglob("*.svg")):
            copy = target / file.relative_to(source)
            copy.parent.mkdir(parents=True, exist_ok=True)
            write_if_changed(copy, file.read_text("utf-8"))

    def write_data(self) -> None:
        """Write the search index, the countries and the host's headers."""
        out = Path(self.outdir)
        (out / "_static").mkdir(exist_ok=True)
        noted = notes(self.env)
        pages = [(name, noted[name]) for name in self.site.order if name in noted]
        pages += [(p.docname, sections_of(p.doctree)) for p in self.virtual.values()]
        index = index_script(entries(self.site, pages))
        self.copy_illustrations(out / "_images")
        write_if_changed(out / "_static/search-index.js", index)
        write_if_changed(out / "_static/countries.js", self.countries)
        write_if_changed(out / "_headers", headers())


def _text(words: str) -> str:
    return str(_(words))
