"""Re-check help services: a form for a person, and its way back into the data.

The form is a CSV file that any spreadsheet opens. A person opens each page, writes
the day, a role and what was found; the results go into ``data/help`` with the
files' comments and order kept.
"""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.scalarstring import DoubleQuotedScalarString as Quoted

from lessonkit.model.helpservice import FOUND, HelpDirectory, HelpService
from lessonkit.model.problem import Place, Problem
from lessonkit.source.yamltext import read_text

COLUMNS = (
    "id",
    "country",
    "name",
    "open this page",
    "what we show",
    "checked on",
    "checked by",
    "found",
    "details",
)
_FILLED_IN = COLUMNS[5:]
_LINE = 4096
_INDENT = {"mapping": 2, "sequence": 4, "offset": 2}


@dataclass(frozen=True, slots=True)
class Result:
    """What one row of a returned form says."""

    service: HelpService
    on: datetime.date
    by: str
    found: str
    details: str


def recheck_form(
    directory: HelpDirectory,
    today: datetime.date,
    *,
    days: int = 0,
    countries: Iterable[str] = (),
) -> str:
    """Return the form as CSV text, the longest unseen first.

    :param days: leave out services that were checked within so many days.
    :param countries: codes (``XX`` for international); empty means all.
    """
    wanted = set(countries)
    due = [
        s
        for s in directory.services()
        if not (s.checked and s.age(today) <= days)
        and (not wanted or s.country in wanted)
    ]
    due.sort(key=lambda s: (not s.printable, s.last_known, s.id))
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for service in due:
        row = (service.id, service.country, service.name, _page(service))
        writer.writerow((*row, _shown(service), "", "", "", ""))
    return text.getvalue()


def _page(service: HelpService) -> str:
    own = service.url or service.chat or service.site
    return own or f"find its own page (source: {service.source or service.source_text})"


def _shown(service: HelpService) -> str:
    """Return what a page shows, in words: no cell begins with a sign or a zero."""
    phones = [f"phone {p.text}" for p in service.phone]
    phones += [f"text {p.text}" for p in service.sms]
    phones += [f"WhatsApp {p.text}" for p in service.whatsapp]
    others = (("chat", service.chat), ("e-mail", service.email))
    words = [f"{what} {value}" for what, value in others if value]
    facts = (("hours", service.hours), ("cost", service.cost))
    words += [f"{what}: {value}" for what, value in facts if value]
    return "; ".join(phones + words) or "address only"


def read_results(
    form: Path, directory: HelpDirectory, today: datetime.date, problems: list[Problem]
) -> list[Result]:
    """Read a form that came back. Rows that nobody filled in are passed over."""
    path = form.name
    text = read_text(form, path, problems)
    if text is None:
        return []
    # Spreadsheets of half the world write semicolons.
    first_line = text.split("\n", 1)[0]
    delimiter = ";" if first_line.count(";") > first_line.count(",") else ","
    reader = csv.reader(io.StringIO(text), delimiter=delimiter)
    results: list[Result] = []
    try:
        header = [cell.strip().casefold() for cell in next(reader, [])]
        missing = [c for c in ("id", *_FILLED_IN) if c not in header]
        if missing:
            message = f"the form has no column {', '.join(missing)}."
            hint = "Begin again with the form that help-recheck writes."
            problems.append(Problem(Place(path), "recheck-column", message, hint))
            return []
        for cells in reader:
            row = dict(zip(header, (cell.strip() for cell in cells), strict=False))
            row_reader = _RowReader(row, header, Place(path, reader.line_num))
            result = row_reader.read(directory, today, problems)
            if result:
                results.append(result)
    except csv.Error as error:
        place = Place(path, reader.line_num or 1)
        problems.append(
            Problem(place, "recheck-csv", f"the form cannot be read: {error}.")
        )
    _refuse_doubles(results, path, problems)
    return results


def _refuse_doubles(results: list[Result], path: str, problems: list[Problem]) -> None:
    seen: set[str] = set()
    for result in results:
        if result.service.id in seen:
            message = f'"{result.service.id}" stands in the form twice.'
            problems.append(Problem(Place(path), "recheck-double", message))
        seen.add(result.service.id)


@dataclass(slots=True)
class _RowReader:
    row: dict[str, str]
    header: list[str]
    place: Place

    def read(
        self, directory: HelpDirectory, today: datetime.date, problems: list[Problem]
    ) -> Result | None:
        """Return the row's result; ``None`` if it is empty or wrong."""
        if not any(self.row.get(column) for column in _FILLED_IN):
            return None
        before = len(problems)
        service = directory.get(self.row.get("id", ""))
        if service is None:
            message = f'there is no service "{self.row.get("id", "")}".'
            self._refuse(problems, "id", "recheck-id", message)
        on = self._day(today, problems)
        by = self.row.get("checked by", "")
        if not by or "@" in by:
            message = "it does not say in what role the page was opened."
            hint = 'Write a role, not a name: "safeguarding lead".'
            self._refuse(problems, "checked by", "recheck-by", message, hint)
        found = self.row.get("found", "").casefold()
        if found not in FOUND:
            message = f'"{found}" is not known.'
            hint = f"Use one of: {', '.join(FOUND)}."
            self._refuse(problems, "found", "recheck-found", message, hint)
        details = self.row.get("details", "")
        if found == "changed" and not details:
            message = "it does not say what changed."
            hint = "Write what the page says now."
            self._refuse(problems, "details", "recheck-details", message, hint)
        if len(problems) > before or service is None or on is None:
            return None
        return Result(service, on, by, found, details)

    def _day(
        self, today: datetime.date, problems: list[Problem]
    ) -> datetime.date | None:
        text = self.row.get("checked on", "")
        try:
            day = datetime.date.fromisoformat(text)
        except ValueError:
            message = f'"{text}" is not a date.'
            hint = 'Write it as "2026-11-24".'
            self._refuse(problems, "checked on", "field-date", message, hint)
            return None
        if day > today:
            message = f"{text} is still to come."
            self._refuse(problems, "checked on", "help-date-future", message)
        return day

    def _refuse(
        self,
        problems: list[Problem],
        column: str,
        code: str,
        message: str,
        hint: str = "",
    ) -> None:
        number = self.header.index(column) + 1
        place = Place(self.place.path, self.place.line, number)
        problems.append(Problem(place, code, message, hint))


def take_back(root: Path, results: Iterable[Result]) -> list[str]:
    """Write results into the data files; comments, order and quotes are kept.

    What was found the same is now known first hand: high confidence. What changed or
    is gone is not shown any more until an editor has corrected it: low.

    :returns: the paths of the files that changed.
    """
    by_path: dict[str, list[Result]] = {}
    for result in results:
        by_path.setdefault(result.service.place.path, []).append(result)
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = _LINE
    yaml.indent(**_INDENT)
    yaml.representer.add_representer(type(None), _write_null)
    for path, group in by_path.items():
        file = root / path
        data = yaml.load(file.read_text(encoding="utf-8"))
        entries = {entry["id"]: entry for entry in data["services"]}
        for result in group:
            _write(entries[result.service.id], result)
        text = io.StringIO()
        yaml.dump(data, text)
        file.write_text(text.getvalue(), encoding="utf-8")
    return sorted(by_path)


def _write_null(representer: Any, value: None) -> Any:
    return representer.represent_scalar("tag:yaml.org,2002:null", "null")


def _write(entry: Any, result: Result) -> None:
    entry["checked"] = Quoted(result.on.isoformat())
    after = list(entry).index("checked") + 1
    fields = {
        "checked_by": result.by,
        "checked_found": result.found,
        "checked_note": result.details,
    }
    for key, value in fields.items():
        if key in entry:
            del entry[key]
        if value:
            entry.insert(after, key, Quoted(value))
            after += 1
    entry["confidence"] = "high" if result.found == "same" else "low"
