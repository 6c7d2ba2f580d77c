"""Check and write telephone numbers by libphonenumber's metadata."""

from __future__ import annotations

import phonenumbers
from phonenumbers import PhoneNumberFormat, PhoneNumberType, shortnumberinfo

from lessonkit.model.helpservice import INTERNATIONAL, Phone

# Free and shared-cost numbers often work only when dialled the national way, so
# their links carry the national digits; the others carry the country code.
_WORLDWIDE = frozenset(
    {
        PhoneNumberType.FIXED_LINE,
        PhoneNumberType.MOBILE,
        PhoneNumberType.FIXED_LINE_OR_MOBILE,
    }
)
# One dialling plan for some 25 countries, where "1" comes first for free numbers too.
_NORTH_AMERICA = 1
_SIGNS = frozenset("0123456789 +-().")


def digits(text: str) -> str:
    """Return the digits of a number, and a leading plus sign."""
    plus = "+" if text.strip().startswith("+") else ""
    return plus + "".join(sign for sign in text if sign.isdigit())


def read_phone(text: str, country: str, *, unlisted: bool = False) -> Phone | None:
    """Return a number in its forms, or ``None`` if the country has no such number.

    :param unlisted: take a number that the metadata does not know as it stands.
    """
    if not digits(text) or not set(text) <= _SIGNS:
        return None
    if unlisted:
        return Phone(text, digits(text), unlisted=True)
    region = None if country == INTERNATIONAL else country
    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return None
    if region and shortnumberinfo.is_valid_short_number_for_region(number, region):
        return Phone(text, digits(text))
    return _long(text, number) if _is_long(text, number, region) else None


def _is_long(text: str, number: phonenumbers.PhoneNumber, region: str | None) -> bool:
    if text.startswith("+"):
        return bool(phonenumbers.is_valid_number(number))
    return bool(region and phonenumbers.is_valid_number_for_region(number, region))


def _long(text: str, number: phonenumbers.PhoneNumber) -> Phone:
    international = phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL)
    worldwide = (
        phonenumbers.number_type(number) in _WORLDWIDE
        or number.country_code == _NORTH_AMERICA
        or text.startswith("+")
    )
    if worldwide:
        tel = phonenumbers.format_number(number, PhoneNumberFormat.E164)
    else:
        tel = digits(phonenumbers.format_number(number, PhoneNumberFormat.NATIONAL))
    return Phone(text, tel, international)
