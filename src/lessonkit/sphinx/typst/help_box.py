"""The help box on paper: no country is known, so the finders and room to write."""

from __future__ import annotations

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


def draw(course: Course, palette: Name, band: str, need: str) -> Markup:
    """Return the help box for a band and a need."""
    young = band == "8-10"
    adult = need in {"my-child", "my-pupil"} or not band
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
    if not adult and not young:
        intro.append(
            text(_("It is not your fault, and there are people who can help."))
        )
    finders = [
        (text(s.name), text(first_sentence(s.does)), _address(s.url))
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
        local=local,
        seen=text(seen_line(course)) or None,
    )


def _address(url: str) -> tuple[str, Markup] | None:
    if not url:
        return None
    return url, text(url.removeprefix("https://").removeprefix("www.").rstrip("/"))
