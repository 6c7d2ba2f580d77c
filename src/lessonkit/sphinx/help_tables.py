"""Directives that draw on the help directory: finders, removal tools, platforms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes as dn
from docutils.parsers.rst import directives

from lessonkit.model.helpservice import INTERNATIONAL, HelpService
from lessonkit.sphinx import nodes
from lessonkit.sphinx.cited import simple_table
from lessonkit.sphinx.country_data import names_of_countries
from lessonkit.sphinx.help_entry import finder_list, service_entry
from lessonkit.sphinx.i18n import _
from lessonkit.sphinx.tables import DataPage, paragraph, strong

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class HelpData(DataPage):
    """Base: read again when the directory changes."""

    data = ("data/help/*.yml",)

    @property
    def language(self) -> str:
        """The language of the book."""
        return str(self.config.language or "en")


class Finders(HelpData):
    """The four finders, and on the web the way to the reader's country."""

    option_spec: ClassVar = {"short": directives.flag}

    def make(self) -> list[dn.Node]:
        """Return ``finders``."""
        node = finder_list(self.course.help, short="short" in self.options)
        node["countries"] = True
        self.set_source_info(node)
        return [node]


class RemovalTools(HelpData):
    """Removal tools compared: who may use each, what it needs, what it cannot do."""

    def make(self) -> list[dn.Node]:
        """Return a table: the world's tools first, then those of countries."""
        directory = self.course.help
        tools = list(directory.international.of_kind("removal_tool"))
        for country in directory.countries.values():
            tools += country.of_kind("removal_tool")
        heads = [
            str(_("Tool")),
            str(_("Who may use it")),
            str(_("What it needs")),
            str(_("What it cannot do")),
        ]
        table = simple_table(heads, [self.row(tool) for tool in tools], [3, 4, 5, 6])
        self.set_source_info(table)
        return [table]

    def row(self, tool: HelpService) -> list[Any]:
        """Return a tool's cells."""
        where = (
            str(_("Every country"))
            if tool.country == INTERNATIONAL
            else names_of_countries(self.language).get(tool.country, tool.country)
        )
        name = nodes.service_link(tool.name, tool.name, service_id=tool.id)
        first = [paragraph(strong(where)), paragraph(name)]
        if tool.confidence == "medium":
            first.append(paragraph(str(_("Not fully sure.")), classes=["small"]))
        texts = (tool.for_whom, tool.needs, tool.limits)
        return [first, *[paragraph(text or str(_("Not known."))) for text in texts]]


class PlatformReports(HelpData):
    """How to report inside apps and sites."""

    def make(self) -> list[dn.Node]:
        """Return an entry for each app or site."""
        services = self.course.help.international.of_kind("platform_report")
        return [service_entry(service, self.language) for service in services]


def setup_help_tables(app: Sphinx) -> None:
    """Register the directives."""
    app.add_directive("finders", Finders)
    app.add_directive("removal-tools", RemovalTools)
    app.add_directive("platform-reports", PlatformReports)
