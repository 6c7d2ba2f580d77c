"""The pages of files to download: one a lesson, one a band, one for the whole course.

They say what each file is for, in which form it is, and how big: the size is filled in
when the files are there. The learner edition lists what pupils and families may have.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from docutils import nodes as dn

from lessonkit.model.course import Course
from lessonkit.sphinx.cited import simple_table
from lessonkit.sphinx.file_sizes import SIZE
from lessonkit.sphinx.i18n import _
from lessonkit.sphinx.package_files import PackageFile, package_files
from lessonkit.sphinx.pages_bands import document, page_link, paragraph, sub_section
from lessonkit.sphinx.site import DOWNLOAD_PAGES, ages, lessons_of
from lessonkit.sphinx.typst.outputs import PaperOutput, paper_outputs
from lessonkit.sphinx.virtual import VirtualPage, virtual_pages

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from lessonkit.model.lesson import Lesson

INDEX = f"{DOWNLOAD_PAGES}index"


def form_and_size(form: str) -> dn.paragraph:
    """Return a file's form, with a place for its size."""
    return paragraph(form, dn.inline("", "", classes=[SIZE]))


def paper_use(kind: str) -> str:
    """Return what a PDF is for, in one sentence."""
    uses = {
        "lesson": _("To read or to work with on paper."),
        "teacher-guide": _("To prepare and to teach: what to say and why."),
        "worksheet": _("One for each pupil."),
        "worksheet-answers": _("To talk the worksheet through."),
        "quiz": _("One for each pupil. No name is asked for."),
        "quiz-large-print": _("The same quiz in 18 point."),
        "quiz-answers": _(
            "The key with reasons, and a sheet to count a class by hand."
        ),
        "slides": _("To project. They open everywhere and cannot be changed."),
        "family-agreement": _("To fill in together, on a screen or on paper."),
        "policy-template": _("To read, and to fill in by hand."),
        "session-slides": _("To project in a session for staff."),
        "parents": _("To hand out or to send home."),
        "workbook": _("One for each pupil, for the whole band."),
        "teacher-pack": _("To prepare the whole band."),
        "slide-deck": _("To project, for the whole band."),
        "book": _("The whole course in one file, teachers' pages and keys included."),
        "family-guide": _("For parents and carers."),
        "family-guide-short": _("The same on a few pages."),
        "help-teacher-card": _("To keep at hand: what to say, and what never to do."),
        "school-handbook": _("For heads, safeguarding leads and staff."),
    }
    return str(uses.get(kind, ""))


class Downloads:
    """Makes the lists and tables of one build."""

    def __init__(self, app: Sphinx, course: Course) -> None:
        self.app = app
        self.course = course
        self.learner = app.config.lessonkit_edition == "learner"
        self.papers = [
            paper
            for paper in paper_outputs(course, app.config.lessonkit_edition)
            # There is one book, printed from the whole edition: it holds the keys.
            if not (self.learner and paper.kind == "book")
        ]
        self.packages = [] if self.learner else package_files(course)

    def link(self, here: str, path: str, text: str) -> dn.reference:
        """Return a link to a file that lies beside the site."""
        uri = str(self.app.builder.get_target_uri(here))
        root = "../" * uri.count("/")
        address = f"{root}{self.app.config.lessonkit_files}{path}"
        return dn.reference("", text, refuri=address, internal=True)

    def files(self, here: str, subject: str) -> list[dn.Node]:
        """Return what there is for a lesson, a band or, with ``""``, the course."""
        papers = [paper for paper in self.papers if paper.subject == subject]
        packages = [package for package in self.packages if package.subject == subject]
        parts: list[dn.Node] = []
        if shared := [paper for paper in papers if not paper.teacher_only]:
            title = str(_("For pupils and families"))
            parts.append(sub_section(title, self.table(here, shared, ())))
        kept = [paper for paper in papers if paper.teacher_only]
        if kept or packages:
            title = str(_("For teachers only"))
            note = str(_("These hold answers or what the teacher says."))
            table = self.table(here, kept, packages)
            parts.append(sub_section(title, paragraph(note), table))
        return parts

    def table(
        self, here: str, papers: Iterable[PaperOutput], packages: Iterable[PackageFile]
    ) -> dn.table:
        """Return files with their form and what they are for."""
        rows: list[list[dn.Node]] = []
        for paper in papers:
            link = self.link(here, f"pdf/{paper.path}", str(paper.label))
            use = paper_use(paper.kind)
            rows.append([paragraph(link), form_and_size("PDF"), paragraph(use)])
        for package in packages:
            link = self.link(here, f"packages/{package.path}", package.label)
            form = form_and_size(package.form)
            rows.append([paragraph(link), form, paragraph(package.use)])
        heads = [str(_("File")), str(_("Form and size")), str(_("What it is for"))]
        return simple_table(heads, rows, [4, 2, 5])

    def which(self) -> dn.section:
        """Return which file a school's system takes."""
        share = _("Link to the lesson's page, or add the PDFs and slides as material.")
        rows = [
            (
                "Moodle",
                _(
                    "The SCORM package is a lesson with its quiz, and reports points. "
                    "The question bank (Moodle XML) is for quizzes of your own."
                ),
            ),
            (
                "Canvas",
                _(
                    "The Common Cartridge of your age group, imported as course "
                    "content: the lessons, and quizzes that Canvas marks."
                ),
            ),
            ("Google Classroom", "{0}"),
            ("Microsoft Teams", "{0}"),
            (
                "Kolibri",
                _(
                    "The channel, for all ages: lessons, exercises that Kolibri marks, "
                    "and PDFs. It is imported from a stick, without internet."
                ),
            ),
            ("JupyterHub", _("The notebooks; with nbgrader, the assignments.")),
            (
                _("Another system"),
                _(
                    "Ask what it imports: SCORM 1.2, QTI 3.0, Common Cartridge 1.3 or "
                    "GIFT. {0}"
                ),
            ),
            (
                _("None of these"),
                _(
                    "The folder with these pages works from a memory stick or a shared "
                    "drive, without internet. On paper: worksheet, quiz and answers."
                ),
            ),
        ]
        made: list[list[dn.Node]] = [
            [
                paragraph(dn.strong("", str(system))),
                paragraph(str(words).format(str(share))),
            ]
            for system, words in rows
        ]
        heads = [str(_("Your system")), str(_("What you need"))]
        return sub_section(
            str(_("Which one do I need?")), simple_table(heads, made, [2, 6])
        )

    def page(
        self, here: str, title: str, parts: list[dn.Node], crumbs: list[tuple[str, str]]
    ) -> VirtualPage:
        """Return a page of files."""
        doctree, section = document(title, here)
        lead = str(_("Free to copy, print and change: CC BY 4.0."))
        section += dn.paragraph("", lead, classes=["lead"])
        section += parts
        summary = str(_("PDFs, and files for schools' systems."))
        if self.learner:
            summary = str(_("Lessons, worksheets and quizzes as PDF."))
        context = {"crumbs": crumbs}
        return VirtualPage(here, title, "everyone", summary, doctree, context=context)

    def lesson(self, lesson: Lesson) -> VirtualPage:
        """Return a lesson's page."""
        here = downloads_page(lesson.id)
        title = str(_("Files to download: {0}")).format(lesson.title)
        parts = self.files(here, lesson.id)
        links = dn.bullet_list(bullet="-")
        for text, name in (
            (lesson.title, lesson.docname),
            (
                _("All files, ages {0}").format(ages(lesson.band)),
                band_page(lesson.band),
            ),
        ):
            link = page_link(self.app, str(text), name, here)
            links += dn.list_item("", paragraph(link))
        if not self.learner:
            parts.append(self.which())
        parts.append(sub_section(str(_("Related pages")), links))
        return self.page(here, title, parts, [(INDEX, str(_("Downloads")))])

    def band(self, band: str, lessons: list[Lesson]) -> VirtualPage:
        """Return a band's page."""
        here = band_page(band)
        title = str(_("Files to download, ages {0}")).format(ages(band))
        links = dn.bullet_list(bullet="-")
        for lesson in lessons:
            name = downloads_page(lesson.id)
            link = page_link(self.app, lesson.title, name, here)
            links += dn.list_item("", paragraph(link))
        parts: list[dn.Node] = [sub_section(str(_("By lesson")), links)]
        parts += self.files(here, band)
        if not self.learner:
            parts.append(self.which())
        return self.page(here, title, parts, [(INDEX, str(_("Downloads")))])

    def index(self, bands: Iterable[str]) -> VirtualPage:
        """Return the page for the whole course."""
        links = dn.bullet_list(bullet="-")
        for band in bands:
            text = str(_("Ages {0}")).format(ages(band))
            link = page_link(self.app, text, band_page(band), INDEX)
            links += dn.list_item("", paragraph(link))
        parts: list[dn.Node] = [sub_section(str(_("By age")), links)]
        if not self.learner:
            parts.insert(0, self.which())
        parts += self.files(INDEX, "")
        return self.page(INDEX, str(_("Files to download")), parts, [])


def downloads_page(lesson_id: str) -> str:
    """Return the name of a lesson's page of files."""
    return f"{DOWNLOAD_PAGES}{lesson_id}"


def band_page(band: str) -> str:
    """Return the name of a band's page of files."""
    return f"{DOWNLOAD_PAGES}{band}/index"


@virtual_pages
def download_pages(app: Sphinx, course: Course) -> Iterator[VirtualPage]:
    """Yield the pages of files."""
    downloads = Downloads(app, course)
    found = app.env.found_docs
    bands = {
        band: [x for x in lessons_of(course, band) if x.docname in found]
        for band in course.bands
    }
    bands = {band: lessons for band, lessons in bands.items() if lessons}
    for band, lessons in bands.items():
        for lesson in lessons:
            yield downloads.lesson(lesson)
        yield downloads.band(band, lessons)
    if bands:
        yield downloads.index(bands)
