"""HTML of the nodes that the writer fills from the course: quiz, help, facts."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import TYPE_CHECKING, Any

from docutils import nodes as dn

from lessonkit.model.course import Course
from lessonkit.model.quiz import Option, Question
from lessonkit.sphinx.i18n import _
from lessonkit.sphinx.quiz_html import inline, render_quiz
from lessonkit.sphinx.story import render_story

if TYPE_CHECKING:
    from lessonkit.sphinx.html_builder import CourseHTMLBuilder

#: Length of a fact chart's longest bar.
FULL = 100


class DataVisitors:
    """Visitors that need the course; mixed into the translator."""

    body: list[str]
    context: list[str]
    builder: CourseHTMLBuilder
    course: Course
    docname: str
    section_level: int

    # --- Quiz ---------------------

    def visit_quiz(self, node: dn.Element) -> None:
        """Draw the quiz from the model."""
        quiz = self.course.quizzes[node["quiz_id"]]
        lesson = self.course.lessons.get(quiz.id)
        objectives = {x.id: x.text for x in lesson.objectives} if lesson else {}
        self.body.append(
            render_quiz(
                quiz,
                objectives,
                self.need_link,
                course_title=str(self.builder.config.project),
            )
        )
        raise dn.SkipNode

    def visit_story(self, node: dn.Element) -> None:
        """Draw the branching story from the model."""
        story = self.course.stories[node["story_id"]]
        self.body.append(render_story(story, self.need_link))
        raise dn.SkipNode

    def need_link(self, need: str) -> str:
        """Return the address of a need's help path; "" for no need."""
        return self.builder.need_uri(self.docname, need) if need else ""

    def visit_quiz_answers(self, node: dn.Element) -> None:
        """Draw the key with its rationales. Teachers only."""
        quiz = self.course.quizzes[node["quiz_id"]]
        level = min(self.section_level + 1, 6)
        self.body.append('<div class="quiz-key">\n')
        for number, question in enumerate(quiz.questions, 1):
            heading = _("Question {0}").format(number)
            self.body.append(
                f'<h{level}><span class="box-kind">{escape(heading)}</span> '
                f"{inline(question.stem)}</h{level}>\n"
            )
            self.body.append(key_of(question))
        self.body.append("</div>\n")
        raise dn.SkipNode

    # --- Help ---------------------

    def visit_help_box(self, node: dn.Element) -> None:
        """Draw the help box: it always stands out."""
        to = self.builder.need_uri
        need = to(self.docname, node["need"])
        countries = self.builder.country_page_uri(self.docname)
        young = node["band"] == "8-10"
        told = (
            _("Tell a grown-up you trust. You are not in trouble.")
            if young
            else _("Tell an adult you trust. It is not your fault.")
        )
        again = (
            _("If the first grown-up does not help, tell another one.")
            if young
            else _("If the first adult does not help, tell another one.")
        )
        if node["need"] in {"my-child", "my-pupil"}:
            told = _("Keep calm, listen, and say that it is not the child's fault.")
            again = _("You do not have to do this alone.")
        self.body.append(
            '<div class="helpbox" role="group" '
            f'aria-label="{escape(_("Get help"))}">\n'
            f'<p class="box-title"><span>{escape(told)}</span></p>\n'
            f"<ul>\n<li>{escape(again)}</li>\n"
            f'<li data-service><a href="{escape(countries)}">'
            f"{escape(_('Find someone to talk to in your country'))}</a></li>\n</ul>\n"
            f'<p><a class="now" href="{escape(need)}">'
            f"{escape(_('Get help now'))}</a></p>\n</div>\n"
        )
        raise dn.SkipNode

    def visit_finders(self, node: dn.Element) -> None:
        """Draw the four finders."""
        self.body.append('<div class="finders">\n')

    def depart_finders(self, node: dn.Element) -> None:
        """Close the list; an author's block leads to the reader's country too."""
        if node.get("countries"):
            address = escape(self.builder.country_page_uri(self.docname))
            words = escape(_("Find help in your country"))
            self.body.append(f'<p><a class="go" href="{address}">{words}</a></p>\n')
        self.body.append("</div>\n")

    def visit_stale_note(self, node: dn.Element) -> None:
        """Draw a notice that stays hidden until the reader's clock says so."""
        after = escape(node["after"])
        self.body.append(
            f'<p class="stale" data-stale-after="{after}" hidden>'
            f"{escape(node.astext())}</p>\n"
        )
        raise dn.SkipNode

    def visit_service_link(self, node: dn.Element) -> None:
        """Link a service's name to its entry."""
        self._link(self.builder.service_uri(self.docname, node["service_id"]))

    def depart_service_link(self, node: dn.Element) -> None:
        """Close the link."""
        self.body.append(self.context.pop())

    # --- Facts, law, glossary ---------------------

    def visit_sources(self, node: dn.Element) -> None:
        """Draw what the page cites."""
        if not len(node):
            raise dn.SkipNode
        self.body.append('<div class="sources">\n')
        self.context.append("</div>\n")

    def depart_sources(self, node: dn.Element) -> None:
        """Close the list."""
        self.body.append(self.context.pop())

    def visit_citation_mark(self, node: dn.Element) -> None:
        """Draw the mark of a source, linked to the page's list."""
        number = node.get("number", "")
        key = node.get("fact_id") or node.get("law_id", "")
        label = escape(_("Source {0}").format(number))
        self.body.append(
            f'<span class="cite">[<a href="#source-{escape(key)}" '
            f'aria-label="{label}">{number}</a>]</span>'
        )
        raise dn.SkipNode

    def visit_glossary_link(self, node: dn.Element) -> None:
        """Link a word to the glossary."""
        address = self.builder.glossary_uri(self.docname, node["term_id"])
        self._link(address, ' class="term"')

    def depart_glossary_link(self, node: dn.Element) -> None:
        """Close the link."""
        self.body.append(self.context.pop())

    def _link(self, address: str, attributes: str = "") -> None:
        if address:
            self.body.append(f'<a{attributes} href="{escape(address)}">')
        self.context.append("</a>" if address else "")

    def visit_fact_chart(self, node: dn.Element) -> None:
        """Draw bars; the table below says the same to whoever cannot see them."""
        caption = escape(node["caption"])
        top = max([*node["values"], FULL]) or FULL
        self.body.append(f'<figure class="chart"><figcaption>{caption}</figcaption>\n')
        for label, value in zip(node["labels"], node["values"], strict=True):
            width = round(value / top * FULL, 2)
            self.body.append(
                f'<div class="bar" aria-hidden="true">{escape(label)}: '
                f"<b>{value:g}</b>"
                '<svg viewBox="0 0 100 4" preserveAspectRatio="none" focusable="false">'
                f'<rect width="100" height="4"/><rect class="value" width="{width:g}" '
                'height="4"/></svg></div>\n'
            )
        self.context.append("</figure>\n")

    def depart_fact_chart(self, node: dn.Element) -> None:
        """Close the chart after its table."""
        self.body.append(self.context.pop())


def key_of(question: Question) -> str:
    """Return a question's key with rationales, as an HTML list."""
    if question.options:
        return options_html(question.options)
    if question.items:
        items = "".join(
            f"<li>{inline(item.text)} <em>{inline(item.rationale)}</em></li>\n"
            for item in question.items
        )
        return f"<ol>\n{items}</ol>\n"
    if question.pairs:
        items = "".join(
            f"<li><strong>{inline(pair.left)}: {inline(pair.right)}</strong> "
            f"{inline(pair.rationale)}</li>\n"
            for pair in question.pairs
        )
        return f"<ul>\n{items}</ul>\n"
    if question.gaps:
        items = "".join(
            f"<li>{options_html(gap.options)}</li>" for gap in question.gaps
        )
        return f"<ol>\n{items}</ol>\n"
    choices = [choice for step in question.steps for choice in step.choices]
    return options_html(Option(x.text, x.best, x.rationale) for x in choices)


def options_html(options: Iterable[Option]) -> str:
    """Return options with their rationales; the key is marked in words."""
    right = escape(_("right"))
    items: list[Any] = []
    for option in options:
        mark = f" <strong>({right})</strong>" if option.correct else ""
        items.append(f"<li>{inline(option.text)}{mark} {inline(option.rationale)}</li>")
    return "<ul>\n" + "\n".join(items) + "\n</ul>\n"
