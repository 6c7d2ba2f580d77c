"""Cards to cut out (A6) and posters (A4): a title, a few ways to help, a QR code."""

from __future__ import annotations

from dataclasses import dataclass, field

from lessonkit.source.places import is_right_to_left
from lessonkit.sphinx.typst.compose import IMPORT
from lessonkit.sphinx.typst.escape import Markup, Name, call, join, show, text

#: An A4 page is twice as wide and as high as an A6 page.
POSTER_SCALE = 2


@dataclass(frozen=True, slots=True)
class CardRow:
    """One way to help.

    :param name: who helps, such as a service's name.
    :param way: a number or an address, set large.
    :param note: hours, languages or what it does; may be empty.
    """

    name: str
    way: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """What stands on a card or a poster; every text is plain.

    :param qr_svg: a QR code as SVG, ``""`` for none; ``qr_alt`` says where it leads.
    :param foot: dates, and "check before you hand out".
    """

    title: str
    lead: str
    rows: tuple[CardRow, ...]
    foot: str
    qr_svg: str = ""
    qr_alt: str = ""
    language: str = "en"
    palette: Name = field(default=Name("p-course"))


def card_source(card: Card, course_title: str, *, poster: bool = False) -> str:
    """Return the Typst source of a card (A6) or a poster (A4), for ``Press.print``."""
    language = card.language.replace("_", "-").partition("-")[0]
    face = call(
        "card-face",
        card.palette,
        text(card.title),
        text(card.lead) or None,
        [(text(row.name), text(row.way), text(row.note) or None) for row in card.rows],
        qr_code=(card.qr_svg, card.qr_alt) if card.qr_svg else None,
        foot=text(card.foot),
        scale=POSTER_SCALE if poster else 1,
    )
    head = show(
        "poster" if poster else "card",
        card.palette,
        title=f"{card.title} – {course_title}",
        lang=language,
        dir="rtl" if is_right_to_left(language) else "ltr",
        description=card.lead or None,
    )
    return join([Markup(IMPORT), head, face], "\n\n")
