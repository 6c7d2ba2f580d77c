"""A lesson's text out of its page of the learner edition, to stand by itself.

The page was drawn by Sphinx, so that nothing has to be drawn twice. Only the lesson's
own sections are taken. Links into the site become links inside the text, where it has
what they lead to, or plain words; pictures are named, to be packed beside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from html.parser import HTMLParser
from pathlib import Path
from posixpath import basename

from markupsafe import Markup

#: Elements that have no end tag.
_VOID = frozenset({"br", "col", "hr", "img", "input", "wbr"})
#: Where a page of the site keeps what it says; and what is of no use outside it.
_TEXT = "prose"
_QUIZ = "quiz"
#: Stands beside the sections, in a lesson that has no section for it.
_SOURCES = "sources"
_LEFT_OUT = frozenset({_QUIZ, "paper-link", "for-teachers"})
_NEW_WINDOW = ' target="_blank" rel="noopener noreferrer"'
_GLOSSARY = "glossary.html#term-"
_HELP = "/get-help/"


@dataclass(frozen=True, slots=True)
class LessonText:
    """A lesson's text.

    :param before: what stands before the quiz; all of it in a lesson without one.
    :param after: what stands after the quiz.
    :param pictures: names of the illustrations, such as ``ripples.svg``.
    :param terms: ids of the words that the text links to, in its order.
    """

    before: Markup
    after: Markup
    pictures: tuple[str, ...]
    terms: tuple[str, ...]


class _Reader(HTMLParser):
    """Copies a page's sections.

    ``ends`` holds, for each element that is open, the end tag to write; None inside
    what is left out.
    """

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.parts: list[list[str]] = [[]]
        self.ends: list[str | None] = []
        self.done = False
        self.pictures: dict[str, None] = {}
        self.terms: dict[str, None] = {}

    @property
    def copies(self) -> bool:
        return bool(self.ends) and self.ends[-1] is not None

    def write(self, text: str) -> None:
        if self.copies:
            self.parts[-1].append(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        classes = set(found.get("class", "").split())
        if not self.ends:
            if tag == "div" and _TEXT in classes and not self.done:
                self.ends.append("")
            return
        if tag in _VOID:
            self.write(self._picture(found) if tag == "img" else self._raw())
            return
        if not self.copies:
            self.ends.append(None)
            return
        if tag == "section" and _QUIZ in classes:
            self.parts.append([])
        # Beside its text a page holds ways to other pages.
        own = tag == "section" or _SOURCES in classes
        outside = len(self.ends) == 1 and not own
        if outside or classes & _LEFT_OUT:
            self.ends.append(None)
            return
        text, end = self._raw(), f"</{tag}>"
        if tag == "a":
            text, end = self._link(found, end)
        self.write(text)
        self.ends.append(end)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "img":
            self.handle_starttag(tag, attrs)
        else:
            self.write(self._raw())

    def handle_endtag(self, tag: str) -> None:
        if self.ends and tag not in _VOID:
            self.write(self.ends[-1] or "")
            self.ends.pop()
            self.done = not self.ends

    def handle_data(self, data: str) -> None:
        self.write(data)

    def handle_entityref(self, name: str) -> None:
        self.write(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.write(f"&#{name};")

    def _raw(self) -> str:
        return self.get_starttag_text() or ""

    def _link(self, found: dict[str, str], end: str) -> tuple[str, str]:
        """Return a link's tags; none if it leads where the text cannot follow."""
        address = found.get("href", "")
        raw = self._raw()
        if address.startswith("#"):
            return raw, end
        if address.startswith(("https:", "http:")):
            return f'<a href="{escape(address)}"{_NEW_WINDOW}>', end
        if address.startswith(("tel:", "sms:", "mailto:")):
            return raw, end
        if _GLOSSARY in address and self.copies:
            term = address.rpartition(_GLOSSARY)[2]
            self.terms[term] = None
            return f'<a class="term" href="#term-{escape(term)}">', end
        if _HELP in address:
            return f'<a class="{escape(found.get("class", ""))}" href="#help">', end
        return "", ""

    def _picture(self, found: dict[str, str]) -> str:
        """Return an illustration; its file will lie beside the page."""
        source = found.get("src", "")
        if not source or source.startswith("data:"):
            return self._raw()
        name = basename(source)
        if self.copies:
            self.pictures[source.partition("_images/")[2]] = None
        return self._raw().replace(escape(source), escape(name), 1)


def lesson_text(page: Path) -> LessonText | None:
    """Return the text of a lesson's page; None if the page was not built.

    :param page: in the learner edition, which has no answers and no teachers' text.
    """
    if not page.is_file():
        return None
    reader = _Reader()
    reader.feed(page.read_text("utf-8"))
    reader.close()
    before, *after = (Markup("".join(part)) for part in reader.parts)
    return LessonText(
        before,
        Markup("").join(after),
        tuple(reader.pictures),
        tuple(reader.terms),
    )
