"""The policy template as parts of text, blank or filled in for one school."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from docutils.utils import smartquotes
from markdown_it.token import Token

from lessonkit.model.course import Course
from lessonkit.model.helpservice import CountryHelp, HelpService
from lessonkit.model.policy import TEMPLATE, SchoolPolicy
from lessonkit.source.markdown import Block, parse_blocks, role_text
from lessonkit.source.places import country_name
from lessonkit.source.references import role_id
from lessonkit.sphinx.country_data import KINDS_TO_TALK
from lessonkit.sphinx.help_entry import seen_date, site_of
from lessonkit.sphinx.i18n import _
from lessonkit.sphinx.typst.words import day

Kind = Literal["heading", "paragraph", "item", "subitem", "row"]
Values = dict[str, tuple[str, ...]]
#: The policy is what stands under numbered headings; the rest of the page is about it.
_NUMBERED = re.compile(r"\d+\. ")
_HEADING_LEVEL = 2
#: In what a school enters, only this is curled: the rest may be meant as it is.
_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)")
#: Whom a policy needs to name, by blank.
_KINDS = {
    "hotlines": ("reporting_hotline",),
    "removal": ("removal_tool",),
    "helplines": (*KINDS_TO_TALK, "professional_line"),
}


@dataclass(frozen=True, slots=True)
class PolicyRun:
    """A stretch of text; ``blank`` names what is still to be filled in there."""

    text: str
    bold: bool = False
    italic: bool = False
    blank: str = ""


Runs = tuple[PolicyRun, ...]


@dataclass(frozen=True, slots=True)
class PolicyPart:
    """A heading, a paragraph, an item of a list, or a row of a table.

    :param cells: one, or as many as the row has.
    :param line: in the page, so that rows of one table can be told from the next.
    """

    kind: Kind
    cells: tuple[Runs, ...]
    line: int = 0

    @property
    def runs(self) -> Runs:
        """The text of what has one cell."""
        return self.cells[0]


def template_parts(course: Course) -> list[PolicyPart]:
    """Return the template with its blanks."""
    page = course.pages[TEMPLATE]
    parts: list[PolicyPart] = []
    inside = False
    for block in parse_blocks(page.body, page.body_line):
        if block.kind == "heading" and block.level == _HEADING_LEVEL:
            inside = bool(_NUMBERED.match(block.plain))
        if inside and block.inline is not None:
            _add(parts, block, _runs(block.inline))
    return parts


def _add(parts: list[PolicyPart], block: Block, runs: Runs) -> None:
    """Add a block; cells on the same line are one row."""
    if block.kind == "table":
        if parts and parts[-1].kind == "row" and parts[-1].line == block.line:
            parts[-1] = replace(parts[-1], cells=(*parts[-1].cells, runs))
        else:
            parts.append(PolicyPart("row", (runs,), block.line))
        return
    kind: Kind = "paragraph"
    if block.kind in {"heading", "item"}:
        kind = block.kind  # type: ignore[assignment]
    parts.append(PolicyPart(kind, (runs,), block.line))


def _runs(inline: Token) -> Runs:
    bold = italic = 0
    found: list[PolicyRun] = []
    for token in inline.children or ():
        match token.type:
            case "strong_open" | "strong_close":
                bold += 1 if token.type == "strong_open" else -1
            case "em_open" | "em_close":
                italic += 1 if token.type == "em_open" else -1
            case "myst_role":
                shown = role_text(token.content)
                name = ""
                if token.meta["name"] == "blank":
                    name, shown = role_id(token.content), f"[{shown}]"
                found.append(PolicyRun(shown, bold > 0, italic > 0, name))
            case "text" | "code_inline":
                found.append(PolicyRun(token.content, bold > 0, italic > 0))
            case "softbreak" | "hardbreak":
                found.append(PolicyRun(" ", bold > 0, italic > 0))
            case _:
                pass
    return _curled(found)


def _curled(runs: Iterable[PolicyRun]) -> Runs:
    """Curl the quotation marks, as the page does."""
    found = list(runs)
    curled = smartquotes.educate_tokens((("plain", run.text) for run in found), "q")
    return tuple(
        replace(run, text=text) for run, text in zip(found, curled, strict=True)
    )


def filled_parts(
    course: Course, policy: SchoolPolicy, language: str = "en"
) -> list[PolicyPart]:
    """Return the policy of one school, with no blank left."""
    values = school_values(course, policy, language)
    return [part for blank in template_parts(course) for part in _fill(blank, values)]


def _fill(part: PolicyPart, values: Values) -> Iterator[PolicyPart]:
    """Yield a part filled in; an item of several values becomes a list of them."""
    long = [run for run in part.runs if len(values.get(run.blank, ())) > 1]
    if part.kind == "item" and long:
        kept = [run for run in part.runs if run is not long[0]]
        yield replace(part, cells=(tuple(_text(run, values) for run in kept),))
        for value in values[long[0].blank]:
            yield PolicyPart("subitem", ((PolicyRun(value),),), part.line)
        return
    yield replace(
        part, cells=tuple(tuple(_text(r, values) for r in cell) for cell in part.cells)
    )


def _text(run: PolicyRun, values: Values) -> PolicyRun:
    if not run.blank:
        return run
    filled = _APOSTROPHE.sub("’", "; ".join(values[run.blank]))
    return replace(run, text=filled, blank="")


def school_values(course: Course, policy: SchoolPolicy, language: str) -> Values:
    """Return what stands in each blank."""
    country = course.help.countries[policy.country]
    values: Values = {
        "school": (policy.school,),
        "country": (country_name(policy.country, language),),
        "adopted": (day(policy.adopted, language),),
        "review": (day(policy.review, language),),
        **{name: (text,) for name, text in {**policy.roles, **policy.words}.items()},
        "emergency": tuple(_emergency(country, policy.emergency, language)),
    }
    world = course.help.international
    finders = tuple(_service(s, language) for s in course.help.finders)
    for blank, kinds in _KINDS.items():
        services = country.of_kind(*kinds)
        if blank == "removal" or (blank == "hotlines" and not services):
            services += world.of_kind(*kinds)
        lines = tuple(_service(s, language) for s in services if s.reachable)
        values[blank] = lines or finders
    return values


def _emergency(country: CountryHelp, own: str, language: str) -> Iterator[str]:
    if own:
        yield own
    for service in country.emergency:
        yield _service(service, language)
    if country.other_emergency:
        words = _("{numbers} (from a telephone directory; ask for the police)")
        yield str(words).format(numbers=", ".join(country.other_emergency))


def _service(service: HelpService, language: str) -> str:
    """Return a service in a line: who, how, and how we know."""
    phones = ", ".join(phone.text for phone in service.phone)
    address = service.url or service.chat
    site = site_of(address) if address else service.site
    ways = ", ".join(filter(None, (phones, site or service.email)))
    if service.checked:
        known = _("checked on its own page on {date}")
        date = day(service.checked.on, language)
    else:
        known = _("seen on {date}, not yet checked on its own page")
        date = seen_date(service.seen, language)
    sure = str(_("not fully sure")) if service.confidence == "medium" else ""
    notes = "; ".join(filter(None, (str(known).format(date=date), sure)))
    return f"{service.name}: {ways} ({notes})"


def policy_title(policy: SchoolPolicy | None) -> str:
    """Return the title of a policy, or of the template."""
    school = policy.school if policy else str(_("[Name of our school]"))
    return str(_("{school}: our policy on pictures, real or fake")).format(
        school=school
    )


def origin_line(course: Course) -> str:
    """Return where the text comes from and what nobody has done with it yet."""
    review = course.pages[TEMPLATE].review
    words = _(
        "Made from the policy template of Whose Picture?, version {version}, CC BY "
        "4.0. It is not legal advice. The template has not yet been reviewed by a "
        "lawyer or a safeguarding professional."
    )
    return str(words).format(version=review.version)
