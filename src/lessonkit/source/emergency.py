"""Emergency numbers of every country, from libphonenumber's short-number metadata."""

from __future__ import annotations

from functools import cache

from phonenumbers.phonemetadata import PhoneMetadata

# 112 and 911 are what phones all over the world pass on: they come first.
_FIRST = ("112", "911")


@cache
def emergency_numbers(country: str) -> tuple[str, ...]:
    """Return the emergency numbers of a country; empty when none is known.

    The metadata does not say which of them is the police.
    """
    metadata = PhoneMetadata.short_metadata_for_region(country)
    if metadata is None or metadata.emergency is None:
        return ()
    pattern = metadata.emergency.national_number_pattern
    if not pattern:
        return ()
    numbers = sorted(set(expand(pattern)), key=lambda number: (len(number), number))
    return tuple(sorted(numbers, key=lambda number: number not in _FIRST))


def expand(pattern: str) -> list[str]:
    r"""Return every digit string that a number pattern of the metadata matches.

    :raises ValueError: if the pattern uses more than digits, ``\d``, classes,
        groups, ``|`` and ``?``.
    """
    strings, rest = _alternatives(pattern)
    if rest:
        raise ValueError(f"number pattern not understood: {pattern}")
    return strings


def _alternatives(text: str) -> tuple[list[str], str]:
    found: list[str] = []
    while True:
        strings, text = _sequence(text)
        found += strings
        if not text.startswith("|"):
            return found, text
        text = text[1:]


def _sequence(text: str) -> tuple[list[str], str]:
    found = [""]
    while text and text[0] not in "|)":
        atoms, text = _atom(text)
        if text.startswith("?"):
            atoms, text = ["", *atoms], text[1:]
        found = [head + tail for head in found for tail in atoms]
    return found, text


def _atom(text: str) -> tuple[list[str], str]:
    if text[0].isdigit():
        return [text[0]], text[1:]
    if text.startswith("\\d"):
        return list("0123456789"), text[2:]
    if text.startswith("["):
        inside, _, rest = text[1:].partition("]")
        return _members(inside), rest
    if text.startswith("(?:"):
        strings, rest = _alternatives(text[3:])
        if rest.startswith(")"):
            return strings, rest[1:]
    raise ValueError(f"number pattern not understood: {text}")


def _members(inside: str) -> list[str]:
    members: list[str] = []
    for sign in inside.replace("-", " - ").split():
        members += [sign] if sign == "-" else list(sign)
    digits: list[str] = []
    for number, sign in enumerate(members):
        if sign == "-":
            low, high = int(members[number - 1]), int(members[number + 1])
            digits += [str(digit) for digit in range(low + 1, high)]
        else:
            digits.append(sign)
    return digits
