"""``countries.js``: one service for each country, for the help bar."""

from __future__ import annotations

import json

from babel import Locale, UnknownLocaleError

from lessonkit.model.helpservice import CountryHelp, HelpDirectory
from lessonkit.source.places import alphabetical
from lessonkit.sphinx.i18n import _
from lessonkit.sphinx.site import Site

#: Whom the bar names first: someone to talk to, then whoever finds such a one.
KINDS_TO_TALK = ("child_helpline", "online_safety_helpline", "crisis_line")
COUNTRY_PAGE = "book/get-help/countries/{code}"


def names_of_countries(language: str) -> dict[str, str]:
    """Return the countries' names in a language, by ISO 3166 code."""
    try:
        locale = Locale.parse(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        locale = Locale("en")
    return dict(locale.territories)


def service_of(country: CountryHelp) -> list[str]:
    """Return the name and number that the bar shows, and the number to dial."""
    for service in country.of_kind(*KINDS_TO_TALK):
        if service.phone:
            phone = service.phone[0]
            return [service.name, phone.text, phone.tel]
    for service in country.emergency:
        if service.phone:
            phone = service.phone[0]
            return [_("in danger now, call"), phone.text, phone.tel]
    return [_("help for your country"), "", ""]


def country_rows(site: Site, language: str) -> dict[str, list[str]]:
    """Return ``code: [name, page, service, number, number to dial]``, by name."""
    directory = site.course.help
    if not isinstance(directory, HelpDirectory):
        return {}
    names = names_of_countries(language)
    rows = []
    for code, country in directory.countries.items():
        page = COUNTRY_PAGE.format(code=code)
        if page in site.docnames:
            name = names.get(code, country.name)
            rows.append((alphabetical(name), code, [name, site.uri_of(page)], country))
    return {
        code: [*name_and_page, *map(str, service_of(country))]
        for _key, code, name_and_page, country in sorted(rows, key=lambda row: row[:2])
    }


def country_script(rows: dict[str, list[str]]) -> str:
    """Return the rows as a script."""
    text = json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
    return f"window.lessonkitCountries={text.replace('<', chr(92) + 'u003c')};\n"
