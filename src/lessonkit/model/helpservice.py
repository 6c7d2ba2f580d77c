"""Help services: who to call, write to or report to, by country."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field

from lessonkit.model.problem import Place

#: kind -> what it is, in the order in which a page shows them.
KINDS: dict[str, str] = {
    "emergency_police": "the police, when someone is in danger now",
    "emergency": "the one number for every emergency, police too",
    "emergency_other": "ambulance or fire; never shown without the police",
    "child_helpline": "someone to talk to, for children and young people",
    "online_safety_helpline": "someone to talk to about trouble online",
    "removal_tool": "helps to have a picture taken down",
    "reporting_hotline": "takes reports of illegal content",
    "police_online": "takes reports to the police that are not urgent",
    "crisis_line": "someone to talk to, at any age, when you cannot cope",
    "parent_line": "someone to talk to, for parents and carers",
    "professional_line": "advice for people who work with children",
    "other_support": "other help, such as after violence or a crime",
    "platform_report": "how to report inside an app or site",
    "finder": "finds a helpline or hotline in the reader's country",
}
EMERGENCY_KINDS = ("emergency_police", "emergency")
NETWORKS = ("CHI", "Insafe", "INHOPE", "statement-signatory")
SOURCE_KINDS = ("own", "network", "government", "press", "dataset")
CONFIDENCE = ("high", "medium", "low")
FOUND = ("same", "changed", "gone")
#: The file of services that are not bound to a country; its "country" is XX.
INTERNATIONAL = "XX"


@dataclass(frozen=True, slots=True)
class Phone:
    """A number that was checked against the country's numbering plan.

    :param text: grouped as the service prints it, because that is how it is known.
    :param tel: for a ``tel:`` (or ``sms:``) link, without the scheme.
    :param international: with the country code; empty for a short number.
    :param unlisted: libphonenumber does not know it; the file says so.
    """

    text: str
    tel: str
    international: str = ""
    unlisted: bool = False


@dataclass(frozen=True, slots=True)
class Check:
    """What a person found on the service's own live page."""

    on: datetime.date
    by: str
    found: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class HelpService:
    """One service, as one file of ``data/help`` describes it.

    :param site: an address that was only seen without https; shown, never linked.
    :param short: what a finder finds, in a few words, for a list seen at one glance.
    :param limits: what it cannot do; required for a removal tool.
    :param source: an https address, or ``source_text`` for a source without one.
    :param seen: date on which the entry was found in ``seen_in``; may be a year or
        a month. For a source without a date, the day the data was gathered.
    :param checked: what a person found on its own page; ``None`` if nobody looked.
    :param notes: contradictions between sources, for editors; never on a page.
    """

    id: str
    country: str
    kind: str
    name: str
    place: Place
    names: dict[str, str] = field(default_factory=dict)
    phone: tuple[Phone, ...] = ()
    sms: tuple[Phone, ...] = ()
    whatsapp: tuple[Phone, ...] = ()
    chat: str = ""
    url: str = ""
    site: str = ""
    email: str = ""
    hours: str = ""
    cost: str = ""
    languages: tuple[str, ...] = ()
    for_whom: str = ""
    needs: str = ""
    does: str = ""
    short: str = ""
    limits: str = ""
    networks: tuple[str, ...] = ()
    source: str = ""
    source_text: str = ""
    source_kind: str = ""
    source_date: str = ""
    also: tuple[str, ...] = ()
    seen: str = ""
    seen_in: str = ""
    seen_note: str = ""
    checked: Check | None = None
    confidence: str = "low"
    notes: str = ""

    @property
    def printable(self) -> bool:
        """Whether it may stand on a page, a card or in a package."""
        return self.confidence in {"high", "medium"}

    @property
    def reachable(self) -> bool:
        """Whether there is any way to reach it."""
        ways = (self.phone, self.sms, self.whatsapp, self.chat, self.url)
        return any((*ways, self.site, self.email))

    @property
    def undated(self) -> bool:
        """Whether ``seen`` is only the day on which the data was gathered."""
        return bool(self.seen_note)

    @property
    def last_known(self) -> datetime.date:
        """The day of the check, or the earliest day that ``seen`` can mean."""
        return self.checked.on if self.checked else earliest_day(self.seen)

    def age(self, today: datetime.date) -> int:
        """Return how many days ago it was last known to be right."""
        return (today - self.last_known).days


@dataclass(frozen=True, slots=True)
class CountryHelp:
    """A country's services, in the order of :data:`KINDS`.

    :param known_emergency: numbers that libphonenumber takes for emergency numbers
        of the country. It does not say which of them is the police, so they are
        shown all together or not at all.
    """

    code: str
    name: str
    services: tuple[HelpService, ...] = ()
    known_emergency: tuple[str, ...] = ()

    @property
    def printable(self) -> tuple[HelpService, ...]:
        """The services that may be shown, ambulance and fire only after the police."""
        shown = tuple(s for s in self.services if s.printable)
        if any(s.kind in EMERGENCY_KINDS for s in shown):
            return shown
        return tuple(s for s in shown if s.kind != "emergency_other")

    @property
    def emergency(self) -> tuple[HelpService, ...]:
        """The police and the one emergency number, police first."""
        return tuple(s for s in self.printable if s.kind in EMERGENCY_KINDS)

    @property
    def other_emergency(self) -> tuple[str, ...]:
        """Numbers of libphonenumber that must stand beside ours, or instead of them.

        Empty when both sides agree on a number that we show. Otherwise nobody here
        may choose, and the reader gets both.
        """
        ours = {phone.tel for service in self.emergency for phone in service.phone}
        return () if ours & set(self.known_emergency) else self.known_emergency

    def of_kind(self, *kinds: str) -> tuple[HelpService, ...]:
        """Return the services of some kinds that may be shown."""
        return tuple(s for s in self.printable if s.kind in kinds)


@dataclass(frozen=True, slots=True)
class HelpDirectory:
    """Every country of ISO 3166 (with or without services), and the world.

    :param countries: by ISO 3166 alpha-2 code.
    """

    countries: dict[str, CountryHelp] = field(default_factory=dict)
    international: CountryHelp = field(
        default_factory=lambda: CountryHelp(INTERNATIONAL, "International")
    )

    def services(self) -> Iterator[HelpService]:
        """Yield every service of every file, low confidence too."""
        yield from self.international.services
        for country in self.countries.values():
            yield from country.services

    @property
    def by_id(self) -> dict[str, HelpService]:
        """Every service by its id."""
        return {service.id: service for service in self.services()}

    def get(self, name: str) -> HelpService | None:
        """Return the service with an id, of any confidence."""
        return self.by_id.get(name)

    @property
    def finders(self) -> tuple[HelpService, ...]:
        """The four finders that the statement names, in the file's order."""
        return self.international.of_kind("finder")


def earliest_day(text: str) -> datetime.date:
    """Return the first day of ``"2024"``, ``"2024-10"`` or ``"2024-10-05"``.

    The first, so that a vague date never makes an entry look fresher than it is.
    """
    parts = [int(part) for part in text.split("-")]
    year, month, day = (*parts, 1, 1)[:3]
    return datetime.date(year, month, day)
