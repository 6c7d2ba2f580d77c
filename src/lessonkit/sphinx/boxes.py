"""Directives that make boxes: scenario, pause, task, myth, step, say, slide..."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from docutils import nodes as dn
from docutils.parsers.rst import directives
from docutils.statemachine import StringList
from sphinx.util.docutils import SphinxDirective

from lessonkit.sphinx import nodes
from lessonkit.sphinx.i18n import _
from lessonkit.sphinx.typst.words import box_words

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class CourseDirective(SphinxDirective):
    """Base: inline titles, split bodies, warnings with a type, learner edition."""

    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True
    teacher_only: ClassVar[bool] = False

    def run(self) -> list[dn.Node]:
        """Make the nodes, or nothing for teacher-only text in the learner edition."""
        if self.teacher_only and self.config.lessonkit_edition == "learner":
            return []
        return self.make()

    def make(self) -> list[dn.Node]:
        """Return the directive's nodes."""
        raise AssertionError("a directive must say what it makes")

    def page(self) -> str:
        """Return the name of the page: ``lessons/11-13/no-to-nudifying``."""
        return str(self.env.docname)

    def lesson_id(self) -> str:
        """Return ``band/slug`` of the page, or of the argument if there is one."""
        if self.arguments:
            return str(self.arguments[0]).strip()
        return "/".join(self.page().split("/")[-2:])

    def titled(self, node: dn.Element, fallback: str = "") -> dn.Element:
        """Give a node its location and its ``box_title`` from the argument."""
        self.set_source_info(node)
        text = self.arguments[0].strip() if self.arguments else fallback
        if text:
            title = nodes.box_title(text, "")
            parsed, messages = self.state.inline_text(text, self.lineno)
            title += parsed
            title += messages
            self.set_source_info(title)
            node += title
        return node

    def fill(self, node: dn.Element, content: StringList | None = None) -> dn.Element:
        """Parse the body into a node."""
        body = self.content if content is None else content
        if len(body):
            self.state.nested_parse(body, self.content_offset, node)
        return node

    def halves(self) -> tuple[StringList, StringList]:
        """Split the body at its first ``+++`` line."""
        for number, line in enumerate(self.content):
            if line.strip() == "+++":
                return self.content[:number], self.content[number + 1 :]
        return self.content, self.content[:0]

    def need_body(self, why: str) -> None:
        """Warn when the body is empty."""
        if not len(self.content):
            self.warn("box-empty", why)

    def warn(self, code: str, message: str) -> None:
        """Log a warning of the type ``lessonkit.<code>`` at the directive's line."""
        from sphinx.util import logging

        logging.getLogger(__name__).warning(
            "%s: %s",
            self.name,
            message,
            location=self.get_location(),
            type="lessonkit",
            subtype=code,
        )


def _callout(kind: str, *, titled: bool) -> type[CourseDirective]:
    class Callout(CourseDirective):
        option_spec: ClassVar = {"alone": directives.unchanged}

        def make(self) -> list[dn.Node]:
            self.need_body("the box has no text.")
            title = box_words()[kind] if titled else ""
            node = self.fill(self.titled(nodes.callout(kind=kind), title))
            if text := self.options.get("alone"):
                alone = nodes.alone()
                paragraph = dn.paragraph(text, "")
                parsed, messages = self.state.inline_text(text, self.lineno)
                paragraph += parsed
                paragraph += messages
                alone += paragraph
                node += alone
            return [node]

    Callout.__name__ = f"Callout{kind.title().replace('-', '')}"
    return Callout


class Pause(CourseDirective):
    """Think first; the answer opens."""

    def make(self) -> list[dn.Node]:
        """Return a ``pause``."""
        self.need_body("a pause has an answer.")
        return [self.fill(self.titled(nodes.pause(), str(_("What do you think?"))))]


class Myth(CourseDirective):
    """A quoted myth and its answer."""

    required_arguments = 1
    optional_arguments = 0

    def make(self) -> list[dn.Node]:
        """Return a ``myth``."""
        self.need_body("a myth never stands without its answer.")
        return [self.fill(self.titled(nodes.myth()))]


class Chat(CourseDirective):
    """A fictional chat; every list item is ``Name: text``."""

    def make(self) -> list[dn.Node]:
        """Return a ``chat`` with its lines; the first sender is on side 0."""
        chat = self.titled(nodes.chat())
        senders: list[str] = []
        for number, line in enumerate(self.content):
            if not line.strip():
                continue
            sender, colon, text = line.strip().removeprefix("- ").partition(":")
            if not colon or not line.lstrip().startswith("- "):
                self.warn("chat-line", f'"{line.strip()}" is not "- Name: text".')
                continue
            if sender not in senders:
                senders.append(sender)
            message = nodes.chat_line(
                sender=sender.strip(), side=senders.index(sender) % 2
            )
            lineno = self.content_offset + number
            parsed, messages = self.state.inline_text(text.strip(), lineno)
            message += parsed
            message += messages
            chat += message
        return [chat]


class Worksheet(CourseDirective):
    """A worksheet: for paper."""

    required_arguments = 1
    optional_arguments = 0

    def make(self) -> list[dn.Node]:
        """Return a ``worksheet``."""
        return [self.fill(self.titled(nodes.worksheet()))]


class WriteIn(CourseDirective):
    """Ruled lines to write on."""

    has_content = False
    option_spec: ClassVar = {"lines": directives.positive_int}

    def make(self) -> list[dn.Node]:
        """Return a ``write_in``."""
        label = self.arguments[0].strip() if self.arguments else ""
        node = nodes.write_in(label=label, lines=self.options.get("lines", 2))
        self.set_source_info(node)
        return [node]


class Answer(CourseDirective):
    """Shown in the answer version of a worksheet only."""

    teacher_only = True

    def make(self) -> list[dn.Node]:
        """Return an ``answer``."""
        return [self.fill(self.titled(nodes.answer()))]


class Step(CourseDirective):
    """A timed step of a teacher guide."""

    required_arguments = 1
    optional_arguments = 0
    teacher_only = True
    option_spec: ClassVar = {"minutes": directives.nonnegative_int}

    def make(self) -> list[dn.Node]:
        """Return a ``step``."""
        node = nodes.step(minutes=self.options.get("minutes", 0))
        return [self.fill(self.titled(node))]


class Say(CourseDirective):
    """What to say beside why."""

    teacher_only = True

    def make(self) -> list[dn.Node]:
        """Return a ``say`` with its two parts."""
        words, why = self.halves()
        node = self.titled(nodes.say())
        node += self.fill(nodes.say_part(part="say"), words)
        if not len(why):
            self.warn("say-why", 'after the words comes a line "+++" and why.')
        else:
            node += self.fill(nodes.say_part(part="why"), why)
        return [node]


class Talk(CourseDirective):
    """A talk script for families: say, why, avoid."""

    option_spec: ClassVar = {
        "say": directives.unchanged_required,
        "why": directives.unchanged_required,
        "avoid": directives.unchanged_required,
    }

    def make(self) -> list[dn.Node]:
        """Return a ``say`` with three parts, and the body after it."""
        node = self.titled(nodes.say())
        for part in ("say", "why", "avoid"):
            text = self.options.get(part, "")
            if not text:
                self.warn("talk-part", f'the line ":{part}:" is missing.')
                continue
            holder = nodes.say_part(part=part)
            paragraph = dn.paragraph(text, "")
            parsed, messages = self.state.inline_text(text, self.lineno)
            paragraph += parsed
            paragraph += messages
            holder += paragraph
            node += holder
        return [self.fill(node)]


class Asked(CourseDirective):
    """A question and a model answer."""

    required_arguments = 1
    optional_arguments = 0

    def make(self) -> list[dn.Node]:
        """Return an ``asked``."""
        self.need_body("a question has a model answer.")
        return [self.fill(self.titled(nodes.asked()))]


class Slide(CourseDirective):
    """One slide with its speaker notes."""

    required_arguments = 1
    optional_arguments = 0
    teacher_only = True
    option_spec: ClassVar = {
        "illustration": directives.unchanged,
        "alt": directives.unchanged,
    }

    def make(self) -> list[dn.Node]:
        """Return a ``slide``; its number counts the slides of the page."""
        words, notes = self.halves()
        count = self.env.temp_data.get("lessonkit_slides", 0) + 1
        self.env.temp_data["lessonkit_slides"] = count
        node = self.titled(
            nodes.slide(
                number=count,
                illustration=self.options.get("illustration", ""),
                alt=self.options.get("alt", ""),
            )
        )
        self.fill(node, words)
        node += self.fill(nodes.slide_notes(), notes)
        return [node]


class HelpPath(CourseDirective):
    """A short path on a get-help page."""

    required_arguments = 1
    optional_arguments = 0

    def make(self) -> list[dn.Node]:
        """Return a ``help_path``."""
        return [self.fill(self.titled(nodes.help_path()))]


class Easy(CourseDirective):
    """Easy read: a symbol beside one short sentence."""

    required_arguments = 1
    optional_arguments = 0
    option_spec: ClassVar = {"alt": directives.unchanged}

    def make(self) -> list[dn.Node]:
        """Return an ``easy``."""
        node = nodes.easy(
            symbol=self.arguments[0].strip(), alt=self.options.get("alt", "")
        )
        self.set_source_info(node)
        return [self.fill(node)]


def setup_boxes(app: Sphinx) -> None:
    """Register the box directives."""
    for name in ("before", "scenario", "task", "key-point", "note", "warning"):
        directive = "before-we-start" if name == "before" else name
        # These two always say what they are; the others have a title, or a colour.
        callout = _callout(name, titled=name in {"before", "key-point"})
        app.add_directive(directive, callout, override=True)
    for directive, cls in (
        ("pause", Pause),
        ("myth", Myth),
        ("chat", Chat),
        ("worksheet", Worksheet),
        ("write-in", WriteIn),
        ("answer", Answer),
        ("step", Step),
        ("say", Say),
        ("talk", Talk),
        ("asked", Asked),
        ("slide", Slide),
        ("path", HelpPath),
        ("easy", Easy),
    ):
        app.add_directive(directive, cls)
