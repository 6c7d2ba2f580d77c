"""One help service as a part of a page: who, how, when, for whom, and how sure."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from docutils import nodes as dn

from lessonkit.model.helpservice import EMERGENCY_KINDS, HelpDirectory, HelpService
from lessonkit.source.places import language_name
from lessonkit.sphinx import nodes
from lessonkit.sphinx.i18n import _
from lessonkit.sphinx.search_index import UNSEARCHED
from lessonkit.sphinx.tables import linked, paragraph, strong
from lessonkit.sphinx.typst.words import day

#: The browser says so when an entry was last known to be right longer ago than this.
STALE_DAYS = 180
Row = tuple[str, list[dn.Node]]


def kind_words(kind: str) -> str:
    """Return what a kind of service is, with what you do there: talk, report..."""
    words = {
        "emergency_police": _("The police, when someone is in danger now"),
        "emergency": _("For every emergency. Ask for the police"),
        "emergency_other": _("Ambulance or fire. Not the police"),
        "child_helpline": _("Talk: for children and young people"),
        "online_safety_helpline": _("Talk: about trouble online"),
        "crisis_line": _("Talk: at any age, when it is all too much"),
        "removal_tool": _("Remove: helps to have a picture taken down"),
        "reporting_hotline": _("Report: pictures or pages that break the law"),
        "police_online": _("Report: to the police, when it can wait a little"),
        "parent_line": _("Talk: for parents and carers"),
        "professional_line": _("Talk: for people who work with children"),
        "other_support": _("More help"),
        "platform_report": _("Report: inside an app or site"),
        "finder": _("Find: help in your country"),
    }
    return str(words[kind])


def link(address: str, text: str = "") -> dn.reference:
    """Return a link that leaves the site and shows where it leads."""
    shown = text or site_of(address)
    return dn.reference("", shown, refuri=address, internal=False)


def site_of(address: str) -> str:
    """Return the site of an address, as people write it."""
    return (urlsplit(address).hostname or address).removeprefix("www.")


def numbers(phones: Iterable[tuple[str, str]], scheme: str = "tel") -> list[dn.Node]:
    """Return numbers as links, with commas between: (shown, dialled)."""
    found: list[dn.Node] = []
    for shown, dialled in phones:
        if found:
            found.append(dn.Text(", "))
        found.append(link(f"{scheme}:{dialled}", shown))
    return found


def ways(service: HelpService) -> Iterator[Row]:
    """Yield how to reach a service."""
    if service.phone:
        phones = [(phone.text, phone.tel) for phone in service.phone]
        yield str(_("Call")), numbers(phones)
    if service.sms:
        phones = [(phone.text, phone.tel) for phone in service.sms]
        yield str(_("Text")), numbers(phones, "sms")
    if service.whatsapp:
        shown = ", ".join(phone.text for phone in service.whatsapp)
        yield str(_("WhatsApp")), [dn.inline("", shown, classes=["number"])]
    if service.chat:
        yield str(_("Chat")), [link(service.chat)]
    if service.url:
        yield str(_("Website")), [link(service.url)]
    elif service.site:
        yield str(_("Website")), [dn.Text(service.site)]
    if service.email:
        yield str(_("E-mail")), [link(f"mailto:{service.email}", service.email)]


def facts(service: HelpService, language: str) -> Iterator[Row]:
    """Yield what a reader wants to know before they call."""
    hours = _("Day and night") if service.hours in {"24/7", "24 hours"} else ""
    cost = _("Free") if service.cost == "free" else service.cost
    spoken = [language_name(code, language) for code in service.languages]
    texts = (
        (_("Open"), hours or service.hours),
        (_("Cost"), cost),
        (_("Languages"), ", ".join(spoken)),
        (_("For whom"), service.for_whom),
        (_("What it does"), service.does),
        (_("What it needs"), service.needs),
        (_("What it cannot do"), service.limits),
    )
    for name, text in texts:
        if text:
            yield str(name), [dn.Text(str(text))]


def field_list(rows: Iterable[Row]) -> dn.field_list:
    """Return names beside what belongs to them."""
    fields = dn.field_list(classes=["ways"])
    for name, parts in rows:
        body = dn.field_body("", dn.paragraph("", "", *parts))
        fields += dn.field("", dn.field_name(name, name), body)
    return fields


def seen_words(service: HelpService, language: str) -> dn.paragraph:
    """Return, in plain words, how we know an entry and how sure we are of it."""
    found = paragraph(classes=["small", "seen", UNSEARCHED])
    if service.checked:
        words = _("Checked on its own page on {date}.")
        found += dn.Text(str(words).format(date=day(service.checked.on, language)))
        return found
    if service.confidence == "medium":
        found += [strong(str(_("Not fully sure."))), dn.Text(" ")]
    before, _mark, after = str(_("Seen in {source} on {date}.")).partition("{source}")
    found += dn.Text(before)
    found += list(linked(service.seen_in or service.source or service.source_text))
    found += dn.Text(after.format(date=seen_date(service.seen, language)))
    if service.undated:
        found += dn.Text(" " + str(_("The source carries no date.")))
    words = (
        _("Not yet checked on its own page: if it does not answer, use a finder.")
        if service.kind != "finder"
        else _("Not yet checked on its own page.")
    )
    found += dn.Text(f" {words}")
    return found


def seen_date(text: str, language: str) -> str:
    """Return a day in words; a month or a year as the entry has it."""
    if text.count("-") == 2:
        return day(datetime.date.fromisoformat(text), language)
    return text


def stale_note(service: HelpService) -> nodes.stale_note:
    """Return the notice that the browser shows once an entry is half a year old."""
    after = service.last_known + datetime.timedelta(days=STALE_DAYS)
    words = _(
        "Nobody has looked at this for half a year or more. It may have changed. "
        "If it does not answer, use a finder."
    )
    return nodes.stale_note(str(words), str(words), after=after.isoformat())


def service_entry(service: HelpService, language: str) -> dn.section:
    """Return a service as a section whose id is the service's."""
    name = service.name
    section = dn.section(ids=[service.id], classes=["service"])
    section += dn.title(name, name)
    kind = kind_words(service.kind)
    own = service.names.get(language)
    if own and own != name:
        kind = f"{own}. {kind}"
    section += paragraph(f"{kind}.", classes=["kind"])
    rows = [*ways(service)]
    if service.kind in EMERGENCY_KINDS and service.phone:
        phones = [(phone.text, phone.tel) for phone in service.phone]
        big = paragraph(str(_("Call")), " ", classes=["big-number"])
        big += numbers(phones)
        section += big
        rows = rows[1:]
    rows += facts(service, language)
    if rows:
        section += field_list(rows)
    section += seen_words(service, language)
    section += stale_note(service)
    return section


def finder_list(directory: HelpDirectory, *, short: bool = False) -> nodes.finders:
    """Return the four finders: name, what each does, and what it cannot do.

    :param short: a few words for each, where a reader must see all four at once.
    """
    items = dn.bullet_list(bullet="-", classes=["short"] if short else [])
    for service in directory.finders:
        words = " ".join(filter(None, (service.does, service.limits)))
        if short:
            words = service.short or words.partition(". ")[0]
        name = dn.strong("", "", link(service.url, service.name))
        items += dn.list_item("", paragraph(name, f": {words}"))
    return nodes.finders("", items)
