"""Countries and languages: their codes and names (babel's copy of Unicode CLDR)."""

from __future__ import annotations

import unicodedata
from functools import cache

from babel import Locale, UnknownLocaleError

# CLDR's territories that are not countries or territories of ISO 3166-1: groups,
# parts, old or test codes. XK (Kosovo) is no ISO code either, but people there
# need the page and CLDR, libphonenumber and the EU use it.
_NOT_ISO = frozenset(
    {"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN"}
    | {"XA", "XB", "ZZ"}
)
_CODE_LENGTH = 2


@cache
def country_codes() -> tuple[str, ...]:
    """Return the codes of ISO 3166-1 alpha-2, and XK, sorted."""
    codes = [str(code) for code in Locale("en").territories]
    return tuple(
        sorted(
            code
            for code in codes
            if len(code) == _CODE_LENGTH and code.isalpha() and code not in _NOT_ISO
        )
    )


@cache
def country_name(code: str, locale: str = "en") -> str:
    """Return a country's name in a language, or its code if there is none."""
    return str(_locale(locale).territories.get(code, code))


def alphabetical(name: str) -> str:
    """Return a key that puts a name where readers look for it: ``Åland`` under A."""
    spread = unicodedata.normalize("NFD", name.casefold())
    return "".join(sign for sign in spread if not unicodedata.combining(sign))


@cache
def language_name(code: str, locale: str = "en") -> str:
    """Return a language's name in a language, or its code if there is none."""
    return str(_locale(locale).languages.get(code.replace("-", "_"), code))


@cache
def is_language(code: str) -> bool:
    """Return whether a code is a language that CLDR can name."""
    return code.replace("-", "_") in Locale("en").languages


@cache
def is_right_to_left(code: str) -> bool:
    """Return whether a language is written from right to left."""
    return _locale(code).text_direction == "rtl"


def _locale(name: str) -> Locale:
    try:
        return Locale.parse(name, sep="-" if "-" in name else "_")
    except (UnknownLocaleError, ValueError):
        return Locale("en")
