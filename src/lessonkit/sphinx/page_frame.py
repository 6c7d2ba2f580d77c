"""What a template says about one page, beside its text."""

from __future__ import annotations

from dataclasses import dataclass, field

from lessonkit.model.course import Course
from lessonkit.model.lesson import EASY_READ, Lesson, Review
from lessonkit.model.policy import TEMPLATE
from lessonkit.sphinx.i18n import _
from lessonkit.sphinx.package_files import POLICY_FILE
from lessonkit.sphinx.site import (
    CLASS_PAGE,
    DOWNLOAD_PAGES,
    PARENT_PAGES,
    PUPIL_INDEX,
    TEACHER_INDEX,
    Site,
    ages,
    kind_name,
)
from lessonkit.sphinx.typst.outputs import (
    AGREEMENT_FORM,
    FAMILY_AGREEMENT,
    POLICY_PAPER,
)
from lessonkit.sphinx.typst.words import review_line

Link = tuple[str, str]


@dataclass(slots=True)
class PageFrame:
    """One page as its template sees it. Addresses are relative to the page.

    :param crumbs: where the page stands, from the top.
    :param files: what can be printed or projected.
    :param also: pages about the same lesson, for families and for whoever prints.
    :param edition: the lesson in easy read, or the lesson that an edition belongs to.
    :param section: the list of the pages that belong together, as HTML.
    """

    title: str = ""
    summary: str = ""
    band: str = ""
    css_class: str = ""
    has_quiz: bool = False
    has_story: bool = False
    facts: list[str] = field(default_factory=list)
    crumbs: list[Link] = field(default_factory=list)
    files: list[Link] = field(default_factory=list)
    also: list[Link] = field(default_factory=list)
    edition: Link | None = None
    previous: Link | None = None
    next: Link | None = None
    section: str = ""
    section_title: str = ""
    review: str = ""


class FrameMaker:
    """Makes the frames of one build.

    :param files: where PDFs and slides are, seen from the site's root.
    """

    def __init__(self, site: Site, language: str, files: str) -> None:
        self.site = site
        self.course: Course = site.course
        self.language = language
        self.files = files
        self._reviews: dict[Review, str] = {}

    def make(self, docname: str, root: str) -> PageFrame:
        """Return a page's frame.

        :param root: the way from the page to the site's root.
        """
        site, course = self.site, self.course
        lesson_id = docname.partition("/")[2]
        frame = PageFrame(title=site.titles.get(docname, ""))
        if lesson := course.lessons.get(lesson_id):
            guide = course.guides.get(lesson_id)
            if docname == lesson.docname:
                self._lesson(frame, lesson, root)
            elif guide and docname == guide.docname:
                self._guide(frame, lesson, root)
                frame.review = self.review(guide.review)
        if page := course.pages.get(docname):
            frame.title = page.title
            frame.summary = page.summary
            frame.review = self.review(page.review)
            if page.steps:
                frame.css_class = "teacher"
                frame.facts = [
                    _("For schools"),
                    _("{0} minutes").format(page.minutes),
                ]
                frame.files = self.slides(page.name, root) if page.slides else []
            if docname == TEMPLATE:
                frame.css_class = "teacher"
                frame.facts = [_("For schools")]
                frame.files = self.policy(root)
            if docname == FAMILY_AGREEMENT:
                frame.facts = [_("For families")]
                address = f"{root}{self.files}pdf/{AGREEMENT_FORM}"
                frame.files = [(str(_("To fill in or print (PDF)")), address)]
        before, after = site.neighbours(docname)
        frame.previous = self.link(before, root) if before else None
        frame.next = self.link(after, root) if after else None
        frame.section_title, frame.section = site.section(docname, root)
        return frame

    def link(self, docname: str, root: str, text: str = "") -> Link:
        """Return a page's title (or another text) and address."""
        title = text or self.site.titles.get(docname, docname)
        return title, root + self.site.uri_of(docname)

    def review(self, review: Review) -> str:
        """Return the line at a page's foot."""
        if review not in self._reviews:
            self._reviews[review] = review_line(review, self.language) + "."
        return self._reviews[review]

    def _lesson(self, frame: PageFrame, lesson: Lesson, root: str) -> None:
        site = self.site
        frame.title, frame.summary = lesson.title, lesson.summary
        frame.band = lesson.band
        frame.has_quiz = lesson.id in self.course.quizzes
        frame.has_story = lesson.id in self.course.stories
        frame.css_class = "lesson easy-read" if lesson.kind == "easy-read" else "lesson"
        strand = self.course.strands.get(lesson.strand)
        frame.facts = [
            _("Ages {0}").format(ages(lesson.band)),
            *([strand.title] if strand else []),
            *filter(None, [kind_name(lesson)]),
            _("{0} minutes").format(lesson.minutes),
        ]
        frame.review = self.review(lesson.review)
        frame.crumbs = self._crumbs(
            ((PUPIL_INDEX, _("Pupils")), (f"lessons/{lesson.band}/index", "")), root
        )
        frame.also = self.also(lesson, root)
        frame.edition = self.edition(lesson, root)
        guide = f"teacher-guides/{lesson.id}"
        if guide in site.docnames:
            frame.files = [
                self.link(guide, root, _("Teacher guide")),
                *self.handouts(lesson, root),
            ]

    def _guide(self, frame: PageFrame, lesson: Lesson, root: str) -> None:
        frame.band = lesson.band
        frame.css_class = "teacher"
        frame.summary = _("Teacher guide: {0}").format(lesson.summary)
        frame.facts = [
            _("Teacher guide"),
            _("Ages {0}").format(ages(lesson.band)),
            _("{0} minutes").format(lesson.minutes),
        ]
        frame.crumbs = self._crumbs(
            (
                (TEACHER_INDEX, _("Teachers")),
                (f"teacher-guides/{lesson.band}/index", ""),
            ),
            root,
        )
        frame.files = [
            self.link(lesson.docname, root, _("The lesson, for pupils")),
            *self.handouts(lesson, root),
            *self.also(lesson, root),
        ]
        if lesson.id in self.course.quizzes:
            label = _("Class results, from the quiz's codes")
            frame.files.append(self.link(CLASS_PAGE, root, str(label)))

    def _crumbs(self, pages: tuple[tuple[str, str], ...], root: str) -> list[Link]:
        return [
            self.link(name, root, text)
            for name, text in pages
            if name in self.site.docnames
        ]

    def worksheet(self, lesson: Lesson) -> str:
        """Return where a lesson's worksheet is, from the root; "" for none."""
        if ":::{worksheet}" not in lesson.body:
            return ""
        return f"{self.files}pdf/{lesson.id}-worksheet.pdf"

    def handouts(self, lesson: Lesson, root: str) -> list[Link]:
        """Return what a teacher prints or projects."""
        pdf = f"{root}{self.files}pdf/{lesson.id}"
        guide = self.course.guides.get(lesson.id)
        links: list[Link] = []
        if guide and guide.slides:
            links += self.slides(lesson.id, root)
        if self.worksheet(lesson):
            links.append((_("Worksheet (PDF)"), f"{pdf}-worksheet.pdf"))
        return [(str(text), address) for text, address in links]

    def slides(self, name: str, root: str) -> list[Link]:
        """Return the slides of a lesson or of a session for staff, in two forms."""
        files = f"{root}{self.files}"
        return [
            (str(_("Slides (PDF)")), f"{files}pdf/{name}-slides.pdf"),
            (str(_("Slides to edit (PPTX)")), f"{files}packages/slides/{name}.pptx"),
        ]

    def policy(self, root: str) -> list[Link]:
        """Return the policy template, to edit and to print."""
        files = f"{root}{self.files}"
        return [
            (str(_("Template to edit (DOCX)")), f"{files}packages/{POLICY_FILE}"),
            (str(_("Template to print (PDF)")), f"{files}pdf/{POLICY_PAPER}"),
        ]

    def edition(self, lesson: Lesson, root: str) -> Link | None:
        """Return the way to a lesson's easy-read edition, or back from it."""
        if lesson.kind == "easy-read":
            name, text = lesson.id.removesuffix(EASY_READ), _("The whole lesson")
        else:
            name, text = lesson.id + EASY_READ, _("Easy read")
        other = self.course.lessons.get(name)
        if other is None or other is lesson:
            return None
        return self.link(other.docname, root, str(text))

    def also(self, lesson: Lesson, root: str) -> list[Link]:
        """Return the lesson's page for parents and its page of files."""
        pages = (
            (f"{PARENT_PAGES}{lesson.id}", _("For parents")),
            (f"{DOWNLOAD_PAGES}{lesson.id}", _("All files to download")),
        )
        return [
            self.link(name, root, str(text))
            for name, text in pages
            if name in self.site.docnames
        ]
