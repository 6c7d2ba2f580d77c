"""Cards and posters of the help directory: a country's, and one for teachers."""

from __future__ import annotations

from functools import cache

import segno

from lessonkit.model.course import Course
from lessonkit.model.helpservice import CountryHelp, HelpService
from lessonkit.sphinx.country_data import KINDS_TO_TALK, names_of_countries
from lessonkit.sphinx.help_entry import kind_words, site_of
from lessonkit.sphinx.i18n import _
from lessonkit.sphinx.typst.cards import Card, CardRow, card_source
from lessonkit.sphinx.typst.help_box import seen_line
from lessonkit.sphinx.typst.words import day

#: After the emergency number; a card is small.
MOST_LINES = 3


def country_card(
    course: Course, code: str, title: str, language: str, *, poster: bool
) -> str:
    """Return the source of a country's card or poster."""
    directory = course.help
    country = directory.countries[code]
    name = names_of_countries(language).get(code, country.name)
    lines = _lines(country)
    shown = [*country.emergency, *lines]
    rows = [*_emergency_rows(country), *map(_line_row, lines)]
    target = next((s for s in lines if s.url), directory.finders[0])
    oldest = min(s.last_known for s in shown) if shown else None
    card = Card(
        title=str(_("Get help: {country}")).format(country=name),
        lead=str(_("It is not your fault. Tell an adult you trust.")),
        rows=tuple(rows),
        foot=_foot(oldest and day(oldest, language), shown),
        qr_svg=_qr(target.url),
        qr_alt=str(_("QR code: {site}")).format(site=site_of(target.url)),
        language=language,
    )
    return card_source(card, title, poster=poster)


def teacher_card(course: Course, title: str, language: str) -> str:
    """Return the source of the card for teachers: if a pupil tells you."""
    finder = course.help.finders[0]
    card = Card(
        title=str(_("If a pupil tells you")),
        lead=str(_("Stay calm. Listen. You do not need all the answers.")),
        rows=(
            CardRow(
                str(_("Say")),
                str(_("Thank you for telling me. It is not your fault.")),
                str(_("I cannot keep it secret. Only people who need to will know.")),
            ),
            CardRow(
                str(_("Never")),
                str(_("look at, copy, save or send the picture.")),
                str(_("Do not ask for details, and do not take the phone at once.")),
            ),
            CardRow(
                str(_("Then")),
                str(_("tell your safeguarding lead at once.")),
                str(_("Write down the pupil's own words. Let the pupil come along.")),
            ),
            CardRow(
                str(_("In danger now?")),
                str(_("Call the emergency number of your country.")),
            ),
        ),
        foot=seen_line(course, language),
        qr_svg=_qr(finder.url),
        qr_alt=str(_("QR code: {site}")).format(site=site_of(finder.url)),
        language=language,
    )
    return card_source(card, title)


def _lines(country: CountryHelp) -> list[HelpService]:
    """Return whom to call or write to, numbers first, in the directory's order."""
    talk = [s for s in country.of_kind(*KINDS_TO_TALK) if s.reachable]
    return sorted(talk, key=lambda s: not s.phone)[:MOST_LINES]


def _emergency_rows(country: CountryHelp) -> list[CardRow]:
    """Return the emergency first; where nobody may choose, all numbers and why."""
    rows = [
        CardRow(
            str(_("In danger now? {service}")).format(service=service.name),
            ", ".join(phone.text for phone in service.phone),
            _mark(service),
        )
        for service in country.emergency
        if service.phone
    ]
    if country.other_emergency:
        also = _("Also known. We do not know which is right. Ask for the police.")
        note = (
            also
            if rows
            else _("We do not know which one is the police. Ask for the police.")
        )
        head = _("Other emergency numbers") if rows else _("In danger now? Call")
        numbers = ", ".join(country.other_emergency)
        rows.append(CardRow(str(head), numbers, str(note)))
    return rows


def _line_row(service: HelpService) -> CardRow:
    way = ", ".join(phone.text for phone in service.phone)
    address = service.url or service.chat
    way = way or (site_of(address) if address else service.site or service.email)
    hours = _("Day and night") if service.hours in {"24/7", "24 hours"} else ""
    open_ = str(hours or service.hours)
    parts = [
        f"{kind_words(service.kind)}.",
        f"{open_.removesuffix('.')}." if open_ else "",
        _mark(service),
    ]
    return CardRow(service.name, way, " ".join(filter(None, parts)))


def _mark(service: HelpService) -> str:
    """Return the mark of an entry that one older or second-hand source has."""
    return str(_("Not fully sure.")) if service.confidence == "medium" else ""


def _foot(date: str | None, services: list[HelpService]) -> str:
    if services and all(service.checked for service in services):
        words = _("Checked on {date}. Check before you hand it out.")
    else:
        words = _(
            "Oldest entry seen on {date}. Not yet checked on the services' own pages: "
            "check before you hand out."
        )
    return str(words).format(date=date)


@cache
def _qr(address: str) -> str:
    return str(segno.make(address, error="m").svg_inline(border=4))
