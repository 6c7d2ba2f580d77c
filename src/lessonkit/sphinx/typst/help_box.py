"""The help box on paper: no country is known, so the finders and room to write."""

from __future__ import annotations

from typing import Literal

from lessonkit.model.course import Course
from lessonkit.sphinx.i18n import _
from lessonkit.sphinx.typst.escape import Markup, Name, call, join, text
from lessonkit.sphinx.typst.words import day


def seen_on(course: Course, language: str = "en") -> str:
    """Return the oldest day on which a printed contact was known to be right."""
    finders = course.help.finders if course.help else ()
    if not finders:
        return ""
    return day(min(service.last_known for service in finders), language)


def seen_line(course: Course, language: str = "en") -> str:
    """Return when the contacts were last known to be right, and what to do then."""
    date = seen_on(course, language)
    if not date:
        return ""
    checked = all(service.checked for service in course.help.finders)
    words = (
        _("Contacts checked on {date}. Check them before you hand this out.")
        if checked
        else _(
            "Contacts seen on {date}, not yet checked on the services' own pages. "
            "Check them before you hand this out."
        )
    )
    return str(words).format(date=date)


def first_sentence(words: str) -> str:
    """Return the first sentence of what a service does."""
    head, dot, _rest = words.partition(". ")
    return head + "." if dot else head


Reader = Literal["young", "pupil", "adult"]


def reader_of(band: str, need: str) -> Reader:
    """Return who reads a help box of a band and a need."""
    if need in {"my-child", "my-pupil"} or not band:
        return "adult"
    return "young" if band == "8-10" else "pupil"


def draw(
    course: Course,
    palette: Name,
    reader: Reader,
    *,
    short: bool = False,
    bare: bool = False,
) -> Markup:
    """Return the help box for a kind of reader.

    :param short: names and addresses alone, for a book that has the box many times.
    :param bare: without a head, under a heading that says the same.
    """
    adult = reader == "adult"
    intro = [
        text(_("In danger now? Call the police or your country's emergency number."))
    ]
    if adult:
        intro.append(
            text(_("Keep calm, listen, and say that it is not the child's fault."))
        )
    else:
        intro.append(text(_("Tell a grown-up you trust. You can start like this:")))
        intro.append(
            call("strong", text(_("“Something happened online. Can you help me?”")))
        )
    if reader == "pupil":
        intro.append(
            text(_("It is not your fault, and there are people who can help."))
        )
    finders = [
        (
            text(s.name),
            None if short else text(first_sentence(s.does)),
            _address(s.url),
        )
        for s in (course.help.finders if course.help else ())
    ]
    local = (
        [text(_("The helpline in our country:"))]
        if adult
        else [
            text(_("The helpline in our country:")),
            text(_("A grown-up I can tell:")),
        ]
    )
    return call(
        "help-box",
        palette,
        join(intro, "\n\n"),
        finders,
        local=None if short else local,
        bare=bare,
        seen=text(seen_line(course)) or None,
    )


def _address(url: str) -> tuple[str, Markup] | None:
    if not url:
        return None
    return url, text(url.removeprefix("https://").removeprefix("www.").rstrip("/"))
