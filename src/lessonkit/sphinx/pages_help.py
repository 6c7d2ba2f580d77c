"""Help pages made from the directory: one for each country, one for the world."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from docutils import nodes as dn

from lessonkit.model.course import Course
from lessonkit.model.helpservice import (
    EMERGENCY_KINDS,
    CountryHelp,
    HelpDirectory,
    HelpService,
)
from lessonkit.source.places import alphabetical
from lessonkit.sphinx.country_data import COUNTRY_PAGE, names_of_countries
from lessonkit.sphinx.help_entry import finder_list, numbers, service_entry
from lessonkit.sphinx.i18n import _
from lessonkit.sphinx.pages_bands import document, page_link, paragraph, sub_section
from lessonkit.sphinx.search_index import UNSEARCHED
from lessonkit.sphinx.site import HELP_PAGES
from lessonkit.sphinx.typst.outputs import PaperOutput, help_outputs
from lessonkit.sphinx.virtual import VirtualPage, virtual_pages

if TYPE_CHECKING:
    from sphinx.application import Sphinx

COUNTRY_LIST = "book/get-help/countries/index"
WORLD_PAGE = "book/get-help/international"
REMOVAL_PAGE = "book/get-help/removal-tools"


def groups() -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """Return the parts of a page after the emergency: id, title, kinds."""
    return (
        (
            "talk",
            str(_("Talk to someone")),
            ("child_helpline", "online_safety_helpline", "crisis_line"),
        ),
        ("remove", str(_("Have a picture taken down")), ("removal_tool",)),
        (
            "report",
            str(_("Report it")),
            ("reporting_hotline", "police_online", "platform_report"),
        ),
        (
            "adults",
            str(_("For parents and people who work with children")),
            ("parent_line", "professional_line"),
        ),
        ("more", str(_("More help")), ("other_support",)),
    )


@virtual_pages
def help_pages(app: Sphinx, course: Course) -> Iterator[VirtualPage]:
    """Yield a page for every country and territory, their list, and the world's."""
    directory = course.help
    if not isinstance(directory, HelpDirectory) or not directory.finders:
        return
    language = str(app.config.language or "en")
    names = names_of_countries(language)
    now = next((name for name in HELP_PAGES if name in app.env.found_docs), "")
    crumbs = [(now, str(_("Get help")))] if now else []
    below = [*crumbs, (COUNTRY_LIST, str(_("By country")))]
    maker = _PageMaker(app, directory, language, list(help_outputs(course)))
    named = [(names.get(c.code, c.name), c) for c in directory.countries.values()]
    named.sort(key=lambda pair: (alphabetical(pair[0]), pair[1].code))
    for name, country in named:
        yield maker.country(name, country, below)
    yield maker.country_list(named, crumbs)
    yield maker.world(crumbs)


class _PageMaker:
    """Makes the pages of one build."""

    def __init__(
        self,
        app: Sphinx,
        directory: HelpDirectory,
        language: str,
        papers: list[PaperOutput],
    ) -> None:
        self.app = app
        self.directory = directory
        self.language = language
        self.papers: dict[str, list[PaperOutput]] = {}
        for paper in papers:
            self.papers.setdefault(paper.subject, []).append(paper)

    def country(
        self, name: str, country: CountryHelp, crumbs: list[tuple[str, str]]
    ) -> VirtualPage:
        """Return a country's page: the emergency first, the finders last."""
        here = COUNTRY_PAGE.format(code=country.code)
        title = str(_("Get help: {country}")).format(country=name)
        doctree, section = document(title, here)
        lead = _(
            "You are not alone, and it is not your fault. Pick one. If it does not "
            "answer, try the next."
        )
        if not country.of_kind("child_helpline", "online_safety_helpline"):
            lead = _(
                "You are not alone, and it is not your fault. We know no line for "
                "children here that we are sure of. A finder below may know one."
            )
        section += dn.paragraph("", str(lead), classes=["lead", UNSEARCHED])
        section += self.emergency(name, country)
        section += self.services(country)
        if REMOVAL_PAGE in self.app.env.found_docs:
            section += self.everywhere(here)
        more = sub_section(
            str(_("Find more help")),
            paragraph(str(_("These four look for help in many countries."))),
            finder_list(self.directory),
        )
        more["classes"].append(UNSEARCHED)
        section += more
        if papers := self.papers.get(country.code):
            section += self.on_paper(here, papers)
        return VirtualPage(
            here,
            title,
            "everyone",
            str(_("Who helps children and families: {country}.")).format(country=name),
            doctree,
            context={"crumbs": crumbs, "css_class": "help-page"},
        )

    def emergency(self, name: str, country: CountryHelp) -> dn.section:
        """Return whom to call in danger; honest where nobody may choose."""
        part = sub_section(str(_("In danger now?")))
        part["classes"] += ["danger", UNSEARCHED]
        ours = country.of_kind(*EMERGENCY_KINDS, "emergency_other")
        part += [service_entry(service, self.language) for service in ours]
        others = country.other_emergency
        if others:
            words = (
                _(
                    "Another list has other emergency numbers for {country}. We do not "
                    "know which is right now. Try these too, and ask for the police:"
                )
                if ours
                else _(
                    "These are the emergency numbers that we know for {country}. We do "
                    "not know which one is the police. Call one and ask for the police:"
                )
                if len(others) > 1
                else _(
                    "This is the emergency number that we know for {country}. Call it "
                    "and ask for the police:"
                )
            )
            part += paragraph(str(words).format(country=name))
            part += dn.paragraph(
                "",
                "",
                *numbers((number, number) for number in others),
                classes=["big-number"],
            )
            source = _(
                "From libphonenumber, a public list of phone numbers. Not yet checked "
                "in the country."
            )
            part += dn.paragraph("", str(source), classes=["small", "seen", UNSEARCHED])
        elif not ours:
            words = _(
                "No emergency number is known to us for {country}. Go to an adult near "
                "you, now. A finder below may help too."
            )
            part += paragraph(str(words).format(country=name))
        return part

    def services(self, country: CountryHelp) -> Iterator[dn.section]:
        """Yield the parts of a page that have a service."""
        for name, title, kinds in groups():
            shown = country.of_kind(*kinds)
            if shown:
                yield self.part(name, title, shown)

    def part(
        self, name: str, title: str, services: tuple[HelpService, ...]
    ) -> dn.section:
        """Return services under one heading."""
        part = sub_section(title)
        part["ids"] = [name]
        part += [service_entry(service, self.language) for service in services]
        return part

    def on_paper(self, here: str, papers: list[PaperOutput]) -> dn.section:
        """Return the country's card and poster to print."""
        root = "../" * here.count("/")
        links = dn.bullet_list(bullet="-")
        for paper in papers:
            address = f"{root}{self.app.config.lessonkit_files}pdf/{paper.path}"
            text = f"{paper.label} (PDF)"
            link = dn.reference("", text, refuri=address, internal=True)
            links += dn.list_item("", paragraph(link))
        part = sub_section(
            str(_("On paper")),
            paragraph(str(_("Check the numbers before you hand these out."))),
            links,
        )
        part["classes"].append(UNSEARCHED)
        return part

    def everywhere(self, here: str) -> dn.section:
        """Return where to go for what works in every country."""
        links = dn.bullet_list(bullet="-")
        for text, page in (
            (_("Tools that help to take a picture down"), REMOVAL_PAGE),
            (_("Report inside an app or site"), "book/get-help/platforms"),
            (_("What happens when you tell"), "book/get-help/when-you-tell"),
        ):
            if page in self.app.env.found_docs:
                link = page_link(self.app, str(text), page, here)
                links += dn.list_item("", paragraph(link))
        part = sub_section(str(_("In every country")), links)
        part["classes"].append(UNSEARCHED)
        return part

    def country_list(
        self, named: list[tuple[str, CountryHelp]], crumbs: list[tuple[str, str]]
    ) -> VirtualPage:
        """Return the list of all countries, by their first letters."""
        title = str(_("Find help in your country"))
        doctree, section = document(title, COUNTRY_LIST)
        lead = _("Choose a country or territory. We never guess where you are.")
        section += dn.paragraph("", str(lead), classes=["lead"])
        first = {letter: list(group) for letter, group in groupby(named, _letter)}
        jumps = dn.paragraph(classes=["letters"])
        for letter in first:
            jumps += [dn.reference("", letter, refid=f"letter-{letter}"), dn.Text(" ")]
        section += jumps
        for letter, group in first.items():
            links = dn.bullet_list(bullet="-", classes=["countries"])
            for name, country in group:
                page = COUNTRY_PAGE.format(code=country.code)
                link = page_link(self.app, name, page, COUNTRY_LIST)
                links += dn.list_item("", paragraph(link))
            part = sub_section(letter, links)
            part["ids"] = [f"letter-{letter}"]
            section += part
        world = page_link(
            self.app, str(_("Help in every country")), WORLD_PAGE, COUNTRY_LIST
        )
        section += sub_section(
            str(_("Not in the list?")), paragraph(world), finder_list(self.directory)
        )
        return VirtualPage(
            COUNTRY_LIST,
            title,
            "everyone",
            str(_("Help by country, for every country and territory.")),
            doctree,
            context={"crumbs": crumbs, "css_class": "help-page"},
        )

    def world(self, crumbs: list[tuple[str, str]]) -> VirtualPage:
        """Return what works in every country."""
        title = str(_("Help in every country"))
        doctree, section = document(title, WORLD_PAGE)
        danger = _(
            "In danger now? Call the police or the emergency number of your country. "
            "It stands on your country's page."
        )
        section += dn.paragraph("", str(danger), classes=["lead"])
        to_list = page_link(
            self.app, str(_("Find help in your country")), COUNTRY_LIST, WORLD_PAGE
        )
        section += paragraph(to_list)
        finders = self.directory.finders
        section += self.part("find", str(_("Find help where you live")), finders)
        section += self.services(self.directory.international)
        return VirtualPage(
            WORLD_PAGE,
            title,
            "everyone",
            str(_("Finders, removal tools and hotlines that work everywhere.")),
            doctree,
            context={"crumbs": crumbs, "css_class": "help-page"},
        )


def _letter(pair: tuple[str, CountryHelp]) -> str:
    return alphabetical(pair[0])[:1].upper()
