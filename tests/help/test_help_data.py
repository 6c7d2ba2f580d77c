"""What must hold for the course's own data."""

import re

from lessonkit.model.helpservice import KINDS, HelpDirectory
from lessonkit.source.emergency import emergency_numbers
from lessonkit.source.places import country_codes

FINDERS = {
    "xx-child-helpline-international": "https://childhelplineinternational.org/helplines/",
    "xx-find-a-helpline": "https://findahelpline.com",
    "xx-insafe": "https://better-internet-for-kids.europa.eu/en/online-abuse-get-help-report",
    "xx-inhope": "https://www.inhope.org/EN/our-members",
}
#: Named "do not print", closed, or without any way to reach them in their sources.
NEVER_SHOWN = {
    "nz-whats-up",
    "sk-stopline",
    "mk-sos",
    "ge-116111",
    "am-child-protection",
    "xk-0800-1111-2",
    "gh-helpline-of-hope",
    "sg-shecares",
    "xx-telegram",
}


def test_the_data_has_no_mistakes(read) -> None:
    assert [str(problem) for problem in read[1]] == []


def test_every_country_of_iso_3166_is_in_the_directory(
    directory: HelpDirectory,
) -> None:
    assert len(country_codes()) == 250  # 249 of ISO 3166-1, and Kosovo
    assert tuple(directory.countries) == country_codes()
    assert {"GB", "NO", "ZA", "XK", "AQ"} <= set(country_codes())
    assert not {"EU", "UK", "XX", "ZZ"} & set(country_codes())


def test_every_country_has_an_emergency_number_or_none_is_known_anywhere(
    directory: HelpDirectory,
) -> None:
    without = {
        code
        for code, country in directory.countries.items()
        if not country.emergency and not country.other_emergency
    }
    assert without == {
        code
        for code in country_codes()
        if not emergency_numbers(code) and not directory.countries[code].emergency
    }
    assert len(without) == 11
    assert "GN" in without  # Guinea: people live there, so its page must say it


def test_the_four_finders_of_the_statement_may_be_shown(
    directory: HelpDirectory,
) -> None:
    assert {s.id: s.url for s in directory.finders} == FINDERS


def test_no_closed_or_doubtful_service_may_be_shown(directory: HelpDirectory) -> None:
    for name in NEVER_SHOWN:
        service = directory.get(name)
        assert service is not None and not service.printable, name


def test_no_low_confidence_service_leaves_a_country(directory: HelpDirectory) -> None:
    shown = [s for c in directory.countries.values() for s in c.printable]
    assert len(shown) > 300
    assert {s.confidence for s in shown} == {"high", "medium"}


def test_every_service_has_a_source_and_the_date_on_which_it_was_seen(
    directory: HelpDirectory,
) -> None:
    for service in directory.services():
        assert service.source or service.source_text, service.id
        assert service.seen, service.id
        if service.undated:
            assert service.seen == "2026-11-24" and not service.source_date


def test_no_service_claims_a_check_that_did_not_happen(
    directory: HelpDirectory,
) -> None:
    assert [s.id for s in directory.services() if s.checked] == []


def test_every_removal_tool_says_what_it_cannot_do(directory: HelpDirectory) -> None:
    tools = [s for s in directory.services() if s.kind == "removal_tool"]
    assert len(tools) >= 13
    for tool in tools:
        assert len(tool.limits.split()) >= 8, tool.id
    take_it_down = directory.by_id["xx-take-it-down"].limits
    assert "encrypted" in take_it_down and "other people's phones" in take_it_down
    assert "18 or over" in directory.by_id["xx-stopncii"].for_whom


def test_the_police_or_the_one_number_stands_first(directory: HelpDirectory) -> None:
    for country in directory.countries.values():
        kinds = [service.kind for service in country.printable]
        assert kinds == sorted(kinds, key=list(KINDS).index), country.code
        if any(kind.startswith("emergency") for kind in kinds):
            assert kinds[0] in {"emergency_police", "emergency"}, country.code


def test_the_police_numbers_are_not_those_of_the_ambulance(
    directory: HelpDirectory,
) -> None:
    # Combined entries of the source carry the ambulance's number first.
    police = {"AL": "129", "BA": "122", "LI": "117", "ME": "122", "MK": "192"}
    police |= {"NO": "112", "RS": "192", "UA": "102", "XK": "192", "DE": "110"}
    police |= {"BE": "101", "LU": "113", "EG": "122", "TN": "197", "BR": "190"}
    for code, number in police.items():
        first = directory.countries[code].emergency[0]
        assert [phone.text for phone in first.phone] == [number], code


def test_known_misprints_are_in_no_number(directory: HelpDirectory) -> None:
    shown = {
        phone.tel
        for service in directory.services()
        for phone in service.phone
        if service.printable
    }
    misprints = {"111116", "166111", "800919090", "70000116", "18004222253"}
    assert not shown & (misprints | {"+18004222253"})
    assert directory.by_id["si-tom"].phone[0].tel == "116111"
    assert directory.by_id["mx-089"].phone[0].tel == "089"


def test_free_text_is_short_and_no_number_hides_in_it(
    directory: HelpDirectory,
) -> None:
    texts = [
        (s.id, text)
        for s in directory.services()
        for text in (s.for_whom, s.needs, s.does, s.limits)
        if text
    ]
    assert len(texts) > 300
    words = sum(len(text.split()) for _, text in texts)
    sentences = sum(len(re.split(r"(?<=[.!?])\s+", text)) for _, text in texts)
    assert words / sentences <= 9
    for name, text in texts:
        for sentence in re.split(r"(?<=[.!?])\s+", text):
            assert len(sentence.split()) <= 22, (name, sentence)
        assert not re.search(r"\d{4,}", text.replace("686868", "")) or name in {
            "in-cybercrime"
        }, (name, text)
