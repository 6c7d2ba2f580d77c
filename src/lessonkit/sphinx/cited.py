"""Directives and roles that draw on the data: objectives, quiz, help, facts, law."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes as dn
from docutils.parsers.rst import directives
from sphinx.transforms import SphinxTransform
from sphinx.util.docutils import SphinxRole

from lessonkit.model.course import Course
from lessonkit.model.lesson import BANDS
from lessonkit.sphinx import nodes
from lessonkit.sphinx.boxes import CourseDirective
from lessonkit.sphinx.i18n import _

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def course_of(app: Sphinx) -> Course:
    """Return the course that the extension has read."""
    course: Course = app.lessonkit_course  # type: ignore[attr-defined]
    return course


def text_list(texts: tuple[str, ...] | list[str]) -> dn.bullet_list:
    """Return a bullet list of plain texts."""
    items = dn.bullet_list(bullet="-")
    for text in texts:
        items += dn.list_item("", dn.paragraph(text, text))
    return items


class Objectives(CourseDirective):
    """The learning objectives from the lesson's front matter."""

    has_content = False

    def make(self) -> list[dn.Node]:
        """Return ``objectives`` with the list inside."""
        lesson = course_of(self.env.app).lessons.get(self.lesson_id())
        if lesson is None:
            self.warn("lesson-unknown", f'there is no lesson "{self.lesson_id()}".')
            return []
        node = nodes.objectives(lesson=lesson.id)
        self.set_source_info(node)
        node += text_list([objective.text for objective in lesson.objectives])
        return [node]


class Illustration(CourseDirective):
    """An own SVG of ``book/illustrations``."""

    required_arguments = 1
    optional_arguments = 0
    option_spec: ClassVar = {"alt": directives.unchanged, "wide": directives.flag}

    def make(self) -> list[dn.Node]:
        """Return an ``illustration``."""
        name = self.arguments[0].strip()
        file = course_of(self.env.app).root / "book/illustrations" / f"{name}.svg"
        if not file.is_file():
            self.warn("illustration-unknown", f'there is no "{name}.svg".')
            return []
        if not self.options.get("alt"):
            self.warn("alt-missing", 'say what it shows: ":alt: ...".')
        self.env.note_dependency(str(file))
        node = nodes.illustration(
            name=name, alt=self.options.get("alt", ""), wide="wide" in self.options
        )
        self.set_source_info(node)
        return [self.fill(node)]


class QuizBlock(CourseDirective):
    """The lesson's quiz, drawn by the writers."""

    has_content = False

    def make(self) -> list[dn.Node]:
        """Return a ``quiz``."""
        return self.quiz_node(nodes.quiz)

    def quiz_node(self, cls: type[dn.Element]) -> list[dn.Node]:
        """Return a node that names the quiz, and note the file it depends on."""
        quiz = course_of(self.env.app).quizzes.get(self.lesson_id())
        if quiz is None:
            self.warn("quiz-missing", f'there is no quiz "{self.lesson_id()}".')
            return []
        self.env.note_dependency(str(course_of(self.env.app).root / quiz.path))
        node = cls(quiz_id=quiz.id)
        self.set_source_info(node)
        return [node]


class QuizAnswers(QuizBlock):
    """The key with rationales."""

    teacher_only = True

    def make(self) -> list[dn.Node]:
        """Return ``quiz_answers``."""
        return self.quiz_node(nodes.quiz_answers)


class HelpBox(CourseDirective):
    """Where to get help; filled from the directory by the writers."""

    has_content = False
    option_spec: ClassVar = {"band": directives.unchanged, "need": directives.unchanged}

    def make(self) -> list[dn.Node]:
        """Return a ``help_box``; the band is the page's own unless given."""
        parts = self.page().split("/")
        own = next((part for part in parts if part in BANDS), "")
        node = nodes.help_box(
            band=self.options.get("band", own), need=self.options.get("need", "")
        )
        self.set_source_info(node)
        return [node]


class Sources(CourseDirective):
    """What the page cites; filled by :class:`NumberSources`."""

    def make(self) -> list[dn.Node]:
        """Return ``sources``; a body may name further reading."""
        node = nodes.sources()
        self.set_source_info(node)
        return [self.fill(node)]


class FactChart(CourseDirective):
    """A static bar chart of facts with the table beside it."""

    has_content = False
    required_arguments = 1
    optional_arguments = 0
    option_spec: ClassVar = {
        "values": directives.unchanged_required,
        "labels": directives.unchanged_required,
        "caption": directives.unchanged_required,
    }

    def make(self) -> list[dn.Node]:
        """Return a ``fact_chart`` with its table."""
        ids = self.arguments[0].split()
        labels = [part.strip() for part in self.options.get("labels", "").split(";")]
        try:
            values = [float(v) for v in self.options.get("values", "").split(";")]
        except ValueError:
            self.warn("chart-values", '":values:" must be numbers between ";".')
            return []
        if not len(ids) == len(labels) == len(values):
            self.warn("chart-values", "give one label and one value for each fact.")
            return []
        facts = course_of(self.env.app).facts
        if unknown := [name for name in ids if name not in facts]:
            self.warn("fact-unknown", f"there is no fact {', '.join(unknown)}.")
            return []
        node = nodes.fact_chart(
            fact_ids=ids,
            labels=labels,
            values=values,
            caption=self.options.get("caption", ""),
        )
        self.set_source_info(node)
        node += chart_table(labels, [facts[name] for name in ids])
        return [node]


def chart_table(labels: list[str], facts: list[Any]) -> dn.table:
    """Return the table that says what a fact chart shows."""
    rows: list[list[dn.Node]] = []
    for label, fact in zip(labels, facts, strict=True):
        claim = dn.paragraph("", "", dn.Text(fact.figure or fact.short))
        claim += dn.Text(" ")
        claim += nodes.citation_mark(fact_id=fact.id)
        who = dn.paragraph("", f"{fact.population} ({fact.year})")
        rows.append([dn.paragraph("", label), claim, who])
    heads = [_("What was asked"), _("What was found"), _("Who was asked, and when")]
    return simple_table(heads, rows, [3, 3, 3])


def simple_table(
    heads: list[str], rows: list[list[Any]], widths: list[int]
) -> dn.table:
    """Return a table with a head row; each cell is one node or a list of nodes."""
    table = dn.table()
    group = dn.tgroup(cols=len(heads))
    for width in widths:
        group += dn.colspec(colwidth=width)
    head = dn.row()
    for text in heads:
        head += dn.entry("", dn.paragraph("", text))
    group += dn.thead("", head)
    body = dn.tbody()
    for cells in rows:
        row = dn.row()
        for cell in cells:
            row += dn.entry("", *(cell if isinstance(cell, list) else [cell]))
        body += row
    group += body
    table += group
    return table


def _split(text: str) -> tuple[str, str]:
    """Split a role's text into (shown text or "", id)."""
    text = text.strip()
    if text.endswith(">") and "<" in text:
        shown, _sep, name = text[:-1].rpartition("<")
        return shown.strip(), name.strip()
    return "", text


class DataRole(SphinxRole):
    """Base of the roles that cite an entry by id."""

    attribute: ClassVar[str]
    what: ClassVar[str]

    def run(self) -> tuple[list[dn.Node], list[dn.system_message]]:
        """Return the role's nodes, or a located warning when the id is unknown."""
        shown, name = _split(self.text)
        entries = getattr(course_of(self.env.app), self.attribute)
        if name not in entries:
            message = self.inliner.reporter.error(
                f'there is no {self.what} "{name}".', line=self.lineno
            )
            return [], [message]
        return self.draw(entries[name], shown), []

    def draw(self, entry: Any, shown: str) -> list[dn.Node]:
        """Return the nodes of a known entry."""
        raise AssertionError("a role must say what it draws")


class FactRole(DataRole):
    """A fact's short form with the mark of its source."""

    attribute, what = "facts", "fact"

    def draw(self, entry: Any, shown: str) -> list[dn.Node]:
        """Return the text and the mark."""
        return [
            dn.inline("", shown or entry.short),
            nodes.citation_mark(fact_id=entry.id),
        ]


class CiteRole(DataRole):
    """The mark of a fact's source alone."""

    attribute, what = "facts", "fact"

    def draw(self, entry: Any, shown: str) -> list[dn.Node]:
        """Return the mark."""
        return [nodes.citation_mark(fact_id=entry.id)]


class LawRole(DataRole):
    """A law: what it does, where, and as of when."""

    attribute, what = "laws", "law"

    def draw(self, entry: Any, shown: str) -> list[dn.Node]:
        """Return the text and the mark."""
        return [
            dn.inline("", shown or entry.what_it_does),
            nodes.citation_mark(law_id=entry.id),
        ]


class TermRole(DataRole):
    """A word linked to the glossary."""

    attribute, what = "glossary", "term"

    def draw(self, entry: Any, shown: str) -> list[dn.Node]:
        """Return the link."""
        text = shown or entry.term
        return [nodes.glossary_link(text, text, term_id=entry.id)]


class LineRole(DataRole):
    """A line of the statement, quoted."""

    attribute, what = "statement", "line"

    def draw(self, entry: Any, shown: str) -> list[dn.Node]:
        """Return the quotation."""
        return [dn.emphasis("", shown or entry.quote)]


class ServiceRole(SphinxRole):
    """A help service's name, linked to its entry; never its number."""

    def run(self) -> tuple[list[dn.Node], list[dn.system_message]]:
        """Return the link, or a located error when the service is unknown."""
        shown, name = _split(self.text)
        service = course_of(self.env.app).help.get(name)
        if service is None or not service.printable:
            message = self.inliner.reporter.error(
                f'there is no help service "{name}" that may be shown.',
                line=self.lineno,
            )
            return [], [message]
        text = shown or service.name
        return [nodes.service_link(text, text, service_id=name)], []


class NumberSources(SphinxTransform):
    """Number the citation marks of a page and list what they stand for."""

    default_priority = 700

    def apply(self, **_kwargs: Any) -> None:
        """Fill the page's ``sources`` node, making one if there is none."""
        marks = list(self.document.findall(nodes.citation_mark))
        if not marks:
            return
        numbers: dict[str, int] = {}
        for mark in marks:
            key = mark.get("fact_id") or mark["law_id"]
            number = numbers.setdefault(key, len(numbers) + 1)
            mark["number"] = number
            mark["refid"] = f"source-{key}"
            mark.append(dn.Text(str(number)))
        holder = next(iter(self.document.findall(nodes.sources)), None)
        if holder is None:
            holder = nodes.sources()
            sections = list(self.document.findall(dn.section))
            (sections[0] if sections else self.document).append(holder)
        course = course_of(self.app)
        items = dn.enumerated_list(enumtype="arabic", prefix="", suffix=".")
        for key in numbers:
            entry = course.facts.get(key) or course.laws[key]
            item = dn.list_item("", source_paragraph(entry), ids=[f"source-{key}"])
            items += item
        holder.insert(0, items)


def source_paragraph(entry: Any) -> dn.paragraph:
    """Return one line on where a fact or law was seen, with its dates."""
    paragraph = dn.paragraph()
    if hasattr(entry, "claim"):
        who = f"{entry.publisher}, {entry.title}" if entry.title else entry.publisher
        paragraph += dn.Text(f"{who} ({entry.year}). ")
        paragraph += dn.Text(f"{entry.population}. " if entry.population else "")
        dated = _("Seen on {date}.").format(date=entry.seen)
    else:
        paragraph += dn.Text(f"{entry.country}: {entry.law}. ")
        dated = _("As of {date}; not legal advice.").format(date=entry.as_of)
    if entry.source.startswith("https://"):
        link = dn.reference("", _("Source"), refuri=entry.source, internal=False)
        paragraph += link
        paragraph += dn.Text(". ")
    else:
        paragraph += dn.Text(f"{entry.source}. ")
    paragraph += dn.Text(dated)
    return paragraph


def setup_cited(app: Sphinx) -> None:
    """Register the directives, roles and the transform."""
    for name, directive in (
        ("objectives", Objectives),
        ("illustration", Illustration),
        ("quiz", QuizBlock),
        ("quiz-answers", QuizAnswers),
        ("help", HelpBox),
        ("sources", Sources),
        ("fact-chart", FactChart),
    ):
        app.add_directive(name, directive)
    for name, role in (
        ("fact", FactRole()),
        ("cite", CiteRole()),
        ("law", LawRole()),
        ("line", LineRole()),
        ("service", ServiceRole()),
    ):
        app.add_role(name, role)
    # Sphinx has a role of this name in its standard domain; ours replaces it.
    app.add_role_to_domain("std", "term", TermRole(), override=True)
    app.add_transform(NumberSources)
