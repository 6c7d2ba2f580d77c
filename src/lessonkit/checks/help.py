"""Check the help directory as a whole, and report what a person must settle."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lessonkit.model.helpservice import (
    EMERGENCY_KINDS,
    CountryHelp,
    HelpDirectory,
    HelpService,
)
from lessonkit.model.problem import Problem
from lessonkit.source.phone import digits

#: After so many days an entry is listed; after STALE_DAYS it stops a release.
OLD_DAYS = 90
STALE_DAYS = 180
_FINDERS = 4
# Numbers that phones all over the world pass on: worth a line when only one side
# has them. Other extra numbers of libphonenumber are mostly ambulance and fire.
_COMMON = ("112", "911")


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A country whose emergency numbers differ between our data and libphonenumber.

    :param ours: our numbers that libphonenumber does not know.
    :param theirs: 112 or 911, known to libphonenumber only.
    """

    country: CountryHelp
    ours: tuple[tuple[str, HelpService], ...] = ()
    theirs: tuple[str, ...] = ()


def emergency_disagreements(directory: HelpDirectory) -> tuple[Disagreement, ...]:
    """Return each disagreement on emergency numbers; none is ever resolved here."""
    found = []
    for country in directory.countries.values():
        known = set(country.known_emergency)
        services = [s for s in country.services if s.kind in EMERGENCY_KINDS]
        numbers = [(digits(p.text), s) for s in services for p in s.phone]
        ours = tuple((number, s) for number, s in numbers if number not in known)
        have = {
            digits(phone.text)
            for service in country.services
            if service.kind in (*EMERGENCY_KINDS, "emergency_other")
            for phone in service.phone
        }
        theirs = tuple(n for n in _COMMON if services and n in known - have)
        if ours or theirs:
            found.append(Disagreement(country, ours, theirs))
    return tuple(found)


def stale_services(
    directory: HelpDirectory, today: datetime.date, days: int
) -> list[HelpService]:
    """Return the shown services that are older than ``days``, oldest first."""
    old = [s for s in directory.services() if s.printable and s.age(today) > days]
    return sorted(old, key=lambda s: (s.last_known, s.id))


def check_help(
    directory: HelpDirectory, today: datetime.date, *, release: bool = False
) -> list[Problem]:
    """Check freshness (for a release) and the four finders.

    :param release: also report each entry past 180 days (``help-stale``).
    """
    problems = []
    if len(directory.finders) < _FINDERS:
        place = next((s.place for s in directory.international.services), None)
        if place:
            problems.append(
                Problem(
                    place,
                    "help-finders",
                    f"{len(directory.finders)} finders may be shown; there are four.",
                    "Child Helpline International, findahelpline.com, Insafe, INHOPE.",
                )
            )
    for service in stale_services(directory, today, STALE_DAYS) if release else ():
        problems.append(
            Problem(
                service.place,
                "help-stale",
                f'"{service.id}" was last known to be right on '
                f"{service.checked.on if service.checked else service.seen}, "
                f"{service.age(today)} days ago.",
                "Let a person open its page: lessonkit help-recheck.",
            )
        )
    return problems


def what_would_settle(service: HelpService) -> str:
    """Say what a person should do to settle a low-confidence entry."""
    if "To settle:" in service.notes:
        text = service.notes.split("To settle:", 1)[1].strip()
        return text[0].upper() + text[1:]
    if service.url:
        return f"Open {service.url} and compare."
    if service.site:
        return f"Open {service.site} and compare."
    return "Find the service's own page."


def help_report(directory: HelpDirectory, today: datetime.date | None = None) -> str:
    """Return the report of ``lessonkit help-report``."""
    today = today or datetime.date.today()
    sections = (
        _summary(directory),
        _low(directory),
        _disagreements(directory),
        _unlisted(directory),
        _contradictions(directory),
        _old(directory, today),
        _gaps(directory),
    )
    return "\n".join("\n".join(section) + "\n" for section in sections)


def _summary(directory: HelpDirectory) -> Iterator[str]:
    services = list(directory.services())
    counts = {
        level: sum(1 for s in services if s.confidence == level)
        for level in ("high", "medium", "low")
    }
    with_file = sum(1 for c in directory.countries.values() if c.services)
    checked = sum(1 for s in services if s.checked)
    yield "# The help directory"
    yield ""
    yield (
        f"{len(services)} services: {counts['high']} high, {counts['medium']} medium, "
        f"{counts['low']} low confidence. {with_file} of {len(directory.countries)} "
        "countries have services of their own."
    )
    yield f"{checked} of {len(services)} were checked on their own page by a person."


def _heading(title: str, count: int, about: str) -> Iterator[str]:
    yield f"## {title} ({count})"
    yield ""
    yield about
    yield ""


def _service_line(service: HelpService, text: str) -> str:
    return f"- {service.id} ({service.name}): {text} [{service.place}]"


def _low(directory: HelpDirectory) -> Iterator[str]:
    low = [s for s in directory.services() if not s.printable]
    about = "On no page, card or package. What would settle each:"
    yield from _heading("Low confidence", len(low), about)
    yield from (_service_line(s, what_would_settle(s)) for s in low)


def _disagreements(directory: HelpDirectory) -> Iterator[str]:
    found = emergency_disagreements(directory)
    about = (
        "Our data and libphonenumber differ. Both stand on the country's page until a "
        "person settles it."
    )
    yield from _heading("Emergency numbers that disagree", len(found), about)
    for entry in found:
        known = ", ".join(entry.country.known_emergency) or "none"
        parts = [
            f"{s.id} says {number} ({s.confidence} confidence, {_origin(s)})"
            for number, s in entry.ours
        ]
        if entry.theirs:
            parts.append(f"only libphonenumber has {', '.join(entry.theirs)}")
        head = f"- {entry.country.code} {entry.country.name}"
        yield f"{head}: {'; '.join(parts)}. libphonenumber knows: {known}."


def _origin(service: HelpService) -> str:
    return service.source or service.source_text


def _unlisted(directory: HelpDirectory) -> Iterator[str]:
    def numbers(service: HelpService) -> Iterable[str]:
        phones = (*service.phone, *service.whatsapp)
        return (phone.text for phone in phones if phone.unlisted)

    rows = [(s, text) for s in directory.services() for text in numbers(s)]
    about = "In their source, but not in libphonenumber's data of the country."
    yield from _heading("Numbers that libphonenumber does not know", len(rows), about)
    yield from (_service_line(s, text) for s, text in rows)


def _contradictions(directory: HelpDirectory) -> Iterator[str]:
    rows = [s for s in directory.services() if "CONTRADICTION" in s.notes]
    about = "Sources that say different things, as noted in the entry."
    yield from _heading("Contradictions", len(rows), about)
    yield from (_service_line(s, s.notes) for s in rows)


def _old(directory: HelpDirectory, today: datetime.date) -> Iterator[str]:
    old = stale_services(directory, today, OLD_DAYS)
    past = sum(1 for s in old if s.age(today) > STALE_DAYS)
    about = (
        f"Not known to be right within {OLD_DAYS} days of {today}; {past} of them not "
        f"within {STALE_DAYS} days, which stops a release. Oldest first."
    )
    yield from _heading("Old", len(old), about)
    yield from (_service_line(s, f"{s.last_known}, {s.age(today)} days") for s in old)


def _gaps(directory: HelpDirectory) -> Iterator[str]:
    countries = list(directory.countries.values())
    no_number = [c for c in countries if not c.emergency and not c.known_emergency]
    no_line = [c for c in countries if c.services and not _has_line(c)]
    count = len(no_number) + len(no_line)
    about = "Their pages say so, and show the four finders."
    yield from _heading("Gaps", count, about)
    yield f"- No emergency number is known: {_names(no_number)}."
    yield f"- A file, but no line for children that may be shown: {_names(no_line)}."


def _has_line(country: CountryHelp) -> bool:
    return bool(country.of_kind("child_helpline", "online_safety_helpline"))


def _names(countries: Iterable[CountryHelp]) -> str:
    return ", ".join(f"{c.name} ({c.code})" for c in countries) or "none"
