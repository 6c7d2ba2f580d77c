"""Numbers, links and emergency numbers from libphonenumber."""

import re

import pytest
from phonenumbers.phonemetadata import PhoneMetadata

from lessonkit.source.emergency import emergency_numbers, expand
from lessonkit.source.phone import read_phone
from lessonkit.source.places import country_codes, country_name, language_name


@pytest.mark.parametrize(
    ("text", "country", "tel"),
    [
        ("0800 1111", "GB", "08001111"),  # free: the national way
        ("116 111", "PL", "116111"),
        ("999", "GB", "999"),
        ("1800 55 1800", "AU", "1800551800"),
        ("020 261 52 75", "NL", "+31202615275"),  # a town's number
        ("+45 22 49 68 25", "DK", "+4522496825"),
        ("1-800-843-5678", "US", "+18008435678"),  # "1" belongs to it
        ("000", "AU", "000"),
    ],
)
def test_a_number_is_linked_the_way_it_is_dialled(
    text: str, country: str, tel: str
) -> None:
    phone = read_phone(text, country)
    assert phone is not None
    assert (phone.text, phone.tel) == (text, tel)


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("0800 111", "GB"),
        ("0800 1111", "PL"),
        ("1480", "CY"),  # real, but not in libphonenumber: needs "unlisted"
        ("0800 HELP", "GB"),
        ("", "GB"),
        ("+", "GB"),
        ("0800 1111; 999", "GB"),
        ("0800 1111", "XX"),
        ("٠٨٠٠١١١١", "GB"),
    ],
)
def test_a_number_that_the_country_does_not_have_is_none(
    text: str, country: str
) -> None:
    assert read_phone(text, country) is None


def test_an_unlisted_number_keeps_its_digits() -> None:
    phone = read_phone("124 123", "BG", unlisted=True)
    assert phone is not None
    assert (phone.tel, phone.unlisted, phone.international) == ("124123", True, "")


def test_expanding_a_pattern_gives_exactly_what_it_matches() -> None:
    assert expand("112|9(?:11|9[7-9])") == ["112", "911", "997", "998", "999"]
    assert expand("9(?:11?|2)") == ["91", "911", "92"]
    assert len(expand(r"1\d[02-4]")) == 40
    for unknown in ("1+", "1{2}", "(1)", "1)2", "."):
        with pytest.raises(ValueError, match="not understood"):
            expand(unknown)


@pytest.mark.parametrize("country", country_codes())
def test_every_emergency_pattern_of_libphonenumber_is_understood(country: str) -> None:
    numbers = emergency_numbers(country)
    metadata = PhoneMetadata.short_metadata_for_region(country)
    if metadata is None or metadata.emergency is None:
        assert numbers == ()
        return
    pattern = metadata.emergency.national_number_pattern
    three_digits = {f"{n:03}" for n in range(1000) if re.fullmatch(pattern, f"{n:03}")}
    assert {n for n in numbers if len(n) == 3} == three_digits
    assert all(re.fullmatch(pattern, number) for number in numbers)
    assert metadata.emergency.example_number in numbers


def test_112_comes_before_the_other_emergency_numbers() -> None:
    assert emergency_numbers("GB") == ("112", "999")
    assert emergency_numbers("AQ") == ()


def test_names_come_in_the_readers_language_and_never_fail() -> None:
    assert country_name("DE", "fr") == "Allemagne"
    assert country_name("QQ") == "QQ"
    assert country_name("DE", "xx-none") == "Germany"
    assert language_name("pl", "de") == "Polnisch"
    assert language_name("zz-none") == "zz-none"
