"""Read the small file from which the policy template is filled."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from pathlib import Path

from lessonkit.model.helpservice import HelpDirectory
from lessonkit.model.policy import ROLES, WORDS, SchoolPolicy
from lessonkit.model.problem import Problem
from lessonkit.source.places import country_codes, country_name
from lessonkit.source.record import Record
from lessonkit.source.reference import unknown_id
from lessonkit.source.yamltext import read_text, read_yaml

#: A policy that is looked at more rarely is out of date.
MOST_DAYS = 2 * 366
#: What people leave where something is still to be filled in.
_UNFILLED = re.compile(r"\[.*\]|<.*>|[.…_?\s-]+|n/?a|tbc|tbd|xx+", re.IGNORECASE)


def read_policy(
    file: Path, directory: HelpDirectory, problems: list[Problem]
) -> SchoolPolicy | None:
    """Read what a school fills in; ``None`` after any problem."""
    before = len(problems)
    text = read_text(file, file.name, problems)
    document = read_yaml(text, file.name, problems) if text else None
    record = Record.root(document, problems) if document else None
    if record is None:
        return None
    school = _filled(record, "school")
    country = record.text("country")
    adopted, review = record.date("adopted"), record.date("review")
    named = record.child("roles")
    roles = {role: _filled(named, role) for role in ROLES} if named else {}
    if named:
        named.finish()
    words = {name: _filled(record, name) for name in WORDS}
    emergency = record.text("emergency", required=False)
    record.finish()
    problems += _check_country(record, country, emergency, directory)
    problems += _check_people(record, roles)
    if not (adopted and review):
        return None
    problems += _check_dates(record, adopted, review)
    if len(problems) > before:
        return None
    return SchoolPolicy(school, country, adopted, review, roles, words, emergency)


def _filled(record: Record, key: str) -> str:
    text = record.text(key)
    if text and _UNFILLED.fullmatch(text):
        record.report(
            "policy-unfilled",
            f'"{key}" still is a blank: "{text}".',
            "Write a name, or what holds for your school.",
            key,
        )
    return text


def _check_country(
    record: Record, country: str, emergency: str, directory: HelpDirectory
) -> Iterator[Problem]:
    if not country:
        return
    place = record.place("country")
    if country not in country_codes():
        hint = 'Use its code of two capital letters in quotes, such as "GB".'
        yield unknown_id(place, "country", country, country_codes(), hint)
        return
    known = directory.countries.get(country)
    if not emergency and not (known and (known.emergency or known.known_emergency)):
        yield Problem(
            place,
            "policy-emergency",
            f"the course has no emergency number for {country_name(country)}.",
            'Look it up and add a line "emergency: ...".',
        )


def _check_people(record: Record, roles: dict[str, str]) -> Iterator[Problem]:
    lead, stand_in = roles.get("lead", ""), roles.get("stand_in", "")
    if lead and lead.casefold() == stand_in.casefold():
        yield Problem(
            record.place("roles", "stand_in"),
            "policy-stand-in",
            "the safeguarding lead cannot stand in for themselves.",
            "Name someone else.",
        )


def _check_dates(
    record: Record, adopted: datetime.date, review: datetime.date
) -> Iterator[Problem]:
    if not 0 < (review - adopted).days <= MOST_DAYS:
        yield Problem(
            record.place("review"),
            "policy-review",
            f"the review on {review} is not within two years after {adopted}.",
            "Review the policy after each case, and at least every second year.",
        )
