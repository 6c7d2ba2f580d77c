"""The words that the PDFs say themselves, through the course's catalogue."""

from __future__ import annotations

import datetime

from babel.dates import format_date

from lessonkit.model.lesson import Review
from lessonkit.sphinx.i18n import _


def box_words() -> dict[str, str]:
    """Return what each kind of callout is called."""
    return {
        "before": str(_("Before we start")),
        "task": str(_("Task")),
        "key-point": str(_("Remember")),
        "note": str(_("Note")),
        "warning": str(_("Take care")),
        "scenario": str(_("Story")),
        "help": str(_("Get help")),
    }


def template_words(course_title: str, author: str) -> dict[str, str]:
    """Return the words of the Typst templates, translated."""
    words = {
        "course": course_title,
        "author": author,
        "statement": _("Statement"),
        **box_words(),
        "alone": _("Working alone?"),
        "chat": _("A made-up chat"),
        "pause": _("Pause and think"),
        "others": _("What others might say"),
        "myth": _("What some people say"),
        "truth": _("What is true"),
        "learn": _("What you will learn"),
        "say": _("Say"),
        "why": _("Why"),
        "avoid": _("Better not"),
        "minutes": _("min"),
        "asked": _("A question"),
        "answer": _("You could say"),
        "key": _("Answer"),
        "slide": _("Slide"),
        "notes": _("Say"),
        "contents": _("Contents"),
        "page": _("page {0}"),
        "of": _("{0} of {1}"),
        "correct": _("Key"),
        "go": _("go to {0}"),
        "part": _("Part {0}"),
        "end": _("The end of this path"),
        "sources": _("Sources"),
        "best": _("Safe and kind"),
        "other-choice": _("Another way"),
        "seen": _("Check before you hand out."),
        "cut": _("Cut here"),
    }
    return {key: str(text) for key, text in words.items()}


def day(date: datetime.date, language: str) -> str:
    """Return a date as people write it: ``24 November 2026``."""
    if language.startswith("en"):
        return f"{date.day} {date:%B %Y}"
    return str(format_date(date, "long", locale=language.replace("-", "_")))


def review_line(review: Review, language: str) -> str:
    """Return version, review dates and who reviewed, in one line."""
    who = (
        _("reviewed by: {role}").format(role=review.by)
        if review.by
        else _("not yet reviewed by a safeguarding professional")
    )
    return " · ".join(
        (
            str(_("Version {0}")).format(review.version),
            str(_("last reviewed {0}")).format(day(review.last, language)),
            str(_("next review {0}")).format(day(review.due, language)),
            str(who),
        )
    )


def band_label(band: str) -> str:
    """Return ``Age 11–13`` for ``11-13``."""
    return str(_("Age {0}")).format(band.replace("-", "–"))
