"""Read the help directory: ``data/help/<CC>.yml`` and ``international.yml``."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

from lessonkit.model.helpservice import (
    CONFIDENCE,
    FOUND,
    INTERNATIONAL,
    KINDS,
    NETWORKS,
    SOURCE_KINDS,
    Check,
    CountryHelp,
    HelpDirectory,
    HelpService,
    Phone,
    earliest_day,
)
from lessonkit.model.problem import Place, Problem
from lessonkit.source.emergency import emergency_numbers
from lessonkit.source.phone import digits, read_phone
from lessonkit.source.places import country_codes, country_name, is_language
from lessonkit.source.record import Record, check_unique
from lessonkit.source.yamltext import read_text, read_yaml

FOLDER = "data/help"
_PARTIAL_DATE = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?\Z")
_SITE = re.compile(r"[a-z0-9.-]+\.[a-z]{2,}(?:/\S*)?\Z")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[a-z]{2,}\Z")
_WAYS = ("phone", "sms", "whatsapp")


def read_help(
    root: Path, problems: list[Problem], today: datetime.date | None = None
) -> HelpDirectory:
    """Read every file of the help directory.

    :param today: a date after it is a mistake (``help-date-future``).
    :returns: every country of ISO 3166, with the services of its file if it has one.
    """
    today = today or datetime.date.today()
    services: dict[str, list[HelpService]] = {}
    for path, code in _files(root, problems):
        read = _read_file(root, path, code, problems, today)
        services.setdefault(code, []).extend(read)
    everything = [s for group in services.values() for s in group]
    places = [(service.id, service.place) for service in everything]
    check_unique(places, "help service", problems)
    _check_emergency(services, problems)
    countries = {
        code: CountryHelp(
            code,
            country_name(code),
            _sorted(services.get(code, [])),
            emergency_numbers(code),
        )
        for code in country_codes()
    }
    world = _sorted(services.get(INTERNATIONAL, []))
    return HelpDirectory(countries, CountryHelp(INTERNATIONAL, "International", world))


def _sorted(services: list[HelpService]) -> tuple[HelpService, ...]:
    order = list(KINDS)
    return tuple(sorted(services, key=lambda s: order.index(s.kind)))


def _files(root: Path, problems: list[Problem]) -> list[tuple[str, str]]:
    """Return (path, country) of each file; report names that are no country."""
    found: list[tuple[str, str]] = []
    first: dict[str, str] = {}
    for file in sorted((root / FOLDER).glob("*")):
        path = file.relative_to(root).as_posix()
        stem = file.stem
        code = INTERNATIONAL if stem.casefold() == "international" else stem.upper()
        if code in first:
            problems.append(
                Problem(
                    Place(path),
                    "help-country-duplicate",
                    f"this is a second file for one country; see {first[code]}.",
                    "Move its services there and delete it.",
                )
            )
            continue
        first[code] = path
        known = code == INTERNATIONAL or code in country_codes()
        right = "international" if code == INTERNATIONAL else code
        if not known or file.name != f"{right}.yml":
            problems.append(
                Problem(
                    Place(path),
                    "help-file-name",
                    f'"{file.name}" is not the name of a country\'s file.',
                    'Name it after ISO 3166, like "GB.yml", or "international.yml".',
                )
            )
            if not known:
                continue
        found.append((path, code))
    return found


def _read_file(
    root: Path, path: str, code: str, problems: list[Problem], today: datetime.date
) -> list[HelpService]:
    text = read_text(root / path, path, problems)
    document = read_yaml(text, path, problems) if text is not None else None
    record = Record.root(document, problems) if document else None
    if record is None:
        return []
    country = record.text("country")
    if country and country != code:
        record.report(
            "country-file",
            f'the file is named {code}, but it says "{country}".',
            "Make the two the same.",
            "country",
        )
    services = []
    for child in record.children("services"):
        reader = _ServiceReader(child, code, today)
        services.append(reader.read())
        child.finish()
    record.finish()
    return [service for service in services if service.kind]


def _check_emergency(
    services: dict[str, list[HelpService]], problems: list[Problem]
) -> None:
    """Report an ambulance or fire number that would stand without the police."""
    for group in services.values():
        kinds = {s.kind for s in group if s.printable}
        for service in group:
            alone = service.kind == "emergency_other" and service.printable
            if alone and not kinds & {"emergency", "emergency_police"}:
                problems.append(
                    Problem(
                        service.place,
                        "help-emergency-alone",
                        f'"{service.id}" is not the police, and the file has no '
                        "police number that may be shown.",
                        "Add the police, or delete it.",
                    )
                )


class _ServiceReader:
    """Reads one service of a file."""

    def __init__(self, record: Record, country: str, today: datetime.date) -> None:
        self.record = record
        self.country = country
        self.today = today
        self.bad_number = False

    def read(self) -> HelpService:
        record = self.record
        service = HelpService(
            id=self._id(),
            country=self.country,
            kind=record.choice("kind", KINDS),
            name=record.text("name"),
            place=record.place(),
            names=self._names(),
            **self._numbers(),
            chat=record.url("chat"),
            url=record.url("url"),
            site=self._matching("site", _SITE, 'like "example.org", without http://'),
            email=self._matching("email", _EMAIL, 'like "help@example.org"'),
            hours=record.text("hours", required=False),
            cost=record.text("cost", required=False),
            languages=self._languages(),
            for_whom=record.text("for_whom", required=False),
            needs=record.text("needs", required=False),
            does=record.text("does", required=False),
            short=record.text("short", required=False),
            limits=record.text("limits", required=False),
            networks=record.choices("networks", NETWORKS),
            source=record.url("source"),
            source_text=record.text("source_text", required=False),
            source_kind=record.choice("source_kind", SOURCE_KINDS),
            source_date=self._date("source_date", required=False),
            also=record.texts("also"),
            seen=self._date("seen") or "1970",
            seen_in=record.text("seen_in", required=False),
            seen_note=record.text("seen_note", required=False),
            checked=self._checked(),
            confidence=record.choice("confidence", CONFIDENCE, default="low"),
            notes=record.text("notes", required=False),
        )
        self._check(service)
        return service

    def _id(self) -> str:
        name = self.record.identifier()
        prefix = f"{self.country.lower()}-"
        if name and not name.startswith(prefix):
            self.record.report(
                "help-id",
                f'the id "{name}" must begin with "{prefix}".',
                f'Write "{prefix}{name}".',
                "id",
            )
        return name

    def _names(self) -> dict[str, str]:
        names = self.record.text_map("names")
        for code in names:
            self._check_language(code, "names", code)
        return names

    def _languages(self) -> tuple[str, ...]:
        codes = self.record.texts("languages")
        for number, code in enumerate(codes):
            self._check_language(code, "languages", number)
        return codes

    def _check_language(self, code: str, *keys: str | int) -> None:
        if not is_language(code):
            self.record.report(
                "help-language",
                f'"{code}" is not a language code.',
                'Write it like "en", "pt" or "zh".',
                *keys,
            )

    def _numbers(self) -> dict[str, tuple[Phone, ...]]:
        unlisted = self.record.texts("unlisted")
        used: set[str] = set()
        found: dict[str, tuple[Phone, ...]] = {}
        for key in _WAYS:
            phones = []
            for number, text in enumerate(self.record.texts(key)):
                phone = read_phone(text, self.country)
                if phone is None and text in unlisted:
                    phone = read_phone(text, self.country, unlisted=True)
                    used.add(text)
                # A text message goes to short codes that no metadata lists.
                if phone is None and key == "sms" and digits(text) == text:
                    phone = read_phone(text, self.country, unlisted=True)
                if phone is None:
                    self._bad_number(text, key, number)
                else:
                    phones.append(phone)
            found[key] = tuple(phones)
        for number, text in enumerate(unlisted):
            if text not in used:
                self.record.report(
                    "help-unlisted",
                    f'"{text}" is marked as unlisted, but it need not be.',
                    "Delete it from the list.",
                    "unlisted",
                    number,
                )
        return found

    def _bad_number(self, text: str, key: str, number: int) -> None:
        self.bad_number = True
        where = "" if self.country == INTERNATIONAL else f" in {self.country}"
        self.record.report(
            "help-phone",
            f'"{text}" is not a telephone number{where}.',
            "Look at the source again. If it is printed so there, also add it to "
            f'"unlisted: ["{text}"]".',
            key,
            number,
        )

    def _matching(self, key: str, pattern: re.Pattern[str], how: str) -> str:
        text = self.record.text(key, required=False)
        if text and not pattern.match(text):
            self.record.report(
                f"help-{key}", f'"{text}" cannot be used here.', f"Write it {how}.", key
            )
        return text

    def _date(self, key: str, *, required: bool = True) -> str:
        text = self.record.text(key, required=required)
        if not text:
            return ""
        try:
            if not _PARTIAL_DATE.match(text):
                raise ValueError
            day = earliest_day(text)
        except ValueError:
            self.record.report(
                "field-date",
                f'"{text}" is not a date.',
                'Write it as "2026-11-24", "2026-11" or "2026".',
                key,
            )
            return ""
        self._not_later(day, text, key)
        return text

    def _not_later(self, day: datetime.date, text: str, key: str) -> None:
        if day > self.today:
            self.record.report(
                "help-date-future",
                f'"{key}" is {text}, which is still to come.',
                "Write the day on which it was seen.",
                key,
            )

    def _checked(self) -> Check | None:
        record = self.record
        on = record.date("checked", required=False)
        by = record.text("checked_by", required=on is not None)
        found = record.choice("checked_found", FOUND, required=on is not None)
        note = record.text("checked_note", required=False)
        if on is None:
            return None
        self._not_later(on, on.isoformat(), "checked")
        return Check(on, by, found, note)

    def _check(self, service: HelpService) -> None:
        """Report what only several fields together can show."""
        record = self.record
        if not service.source and not service.source_text:
            record.report(
                "help-source",
                f'"{service.id}" has no source.',
                'Add "source" (an https address) or "source_text".',
            )
        if service.kind == "removal_tool" and not service.limits:
            record.report(
                "help-limits",
                f'"{service.id}" does not say what it cannot do.',
                'Add "limits", as plainly as what it does.',
            )
        reachable = service.reachable or self.bad_number
        if service.printable and not reachable:
            record.report(
                "help-contact",
                f'"{service.id}" would be shown, but gives no way to reach it.',
                "Add a number or an address, or set its confidence to low.",
            )
        if (
            service.checked
            and service.checked.found in {"changed", "gone"}
            and service.printable
        ):
            record.report(
                "help-checked",
                f'a person found "{service.checked.found}", but the entry is shown.',
                "Correct the entry and check it again, or set its confidence to low.",
                "confidence",
            )
