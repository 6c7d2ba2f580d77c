"""A slide's Markdown as paragraphs of runs: what a slide and its notes can hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from docutils.utils import smartquotes
from markdown_it.token import Token

from lessonkit.model.course import Course
from lessonkit.model.reference import Fact, Law
from lessonkit.source.markdown import parse_blocks, role_text, walk

_SPACES = {"softbreak": " ", "hardbreak": " "}


@dataclass(frozen=True, slots=True)
class SlideRun:
    """A stretch of text in one style; code keeps its quotation marks."""

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False


@dataclass(frozen=True, slots=True)
class SlideParagraph:
    """A paragraph, or one item of a list."""

    runs: tuple[SlideRun, ...]
    bullet: bool = False

    @property
    def plain(self) -> str:
        """The text without its styles."""
        return "".join(run.text for run in self.runs)


@dataclass(slots=True)
class RoleReader:
    """Turns roles into plain text, and remembers what they cite.

    :param cited: the facts and laws that were met, in order.
    """

    course: Course
    cited: dict[str, Fact | Law] = field(default_factory=dict)

    def paragraphs(self, markdown: str) -> list[SlideParagraph]:
        """Return the paragraphs and list items of a Markdown text."""
        return [
            SlideParagraph(_curled(self._runs(block.inline)), block.kind == "item")
            for block in walk(parse_blocks(markdown))
            if block.inline is not None
        ]

    def line(self, markdown: str) -> str:
        """Return a title in one line, without styles."""
        return " ".join(paragraph.plain for paragraph in self.paragraphs(markdown))

    def _runs(self, inline: Token) -> Iterator[SlideRun]:
        bold = italic = 0
        for token in inline.children or ():
            match token.type:
                case "strong_open":
                    bold += 1
                case "strong_close":
                    bold -= 1
                case "em_open":
                    italic += 1
                case "em_close":
                    italic -= 1
                case _:
                    if text := self._text(token):
                        code = token.type == "code_inline"
                        yield SlideRun(text, bold > 0, italic > 0, code)

    def _text(self, token: Token) -> str:
        if token.type in {"text", "code_inline"}:
            return token.content
        if token.type == "myst_role":
            return self._role(str(token.meta.get("name", "")), token.content)
        return _SPACES.get(token.type, "")

    def _role(self, role: str, content: str) -> str:
        shown = role_text(content)
        name = content.rpartition("<")[2].rstrip("> ") if shown != content else content
        own = "" if shown == content else shown
        course = self.course
        if role in {"fact", "cite"} and (fact := course.facts.get(name)):
            self.cited[name] = fact
            return own or fact.short if role == "fact" else ""
        if role == "law" and (law := course.laws.get(name)):
            self.cited[name] = law
            return own or law.what_it_does
        if role == "term" and (term := course.glossary.get(name)):
            return own or term.term
        if role == "line" and (line := course.statement.get(name)):
            return own or f"“{line.quote}”"
        if role == "service" and (service := course.help.get(name)):
            return own or service.name
        return shown


def _curled(runs: Iterable[SlideRun]) -> tuple[SlideRun, ...]:
    """Curl the quotation marks, as the pages do."""
    found = list(runs)
    tokens = smartquotes.educate_tokens(
        (("literal" if run.code else "plain", run.text) for run in found), "q"
    )
    return tuple(
        replace(run, text=text) for run, text in zip(found, tokens, strict=True)
    )


def source_lines(cited: Iterable[Fact | Law]) -> list[str]:
    """Return one line a source, for the end of the notes."""
    lines = []
    for entry in cited:
        if isinstance(entry, Fact):
            title = f", {entry.title}" if entry.title else ""
            lines.append(f"{entry.publisher}{title} ({entry.year}). {entry.source}")
        else:
            lines.append(
                f"{entry.country}: {entry.law}. As of {entry.as_of}; not legal "
                f"advice. {entry.source}"
            )
    return lines
