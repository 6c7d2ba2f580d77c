"""The report and the form that help people to settle what a program cannot."""

import csv
import datetime
import io
import shutil
from pathlib import Path

import pytest

from lessonkit.checks.help import (
    check_help,
    emergency_disagreements,
    help_report,
    stale_services,
)
from lessonkit.checks.help_recheck import (
    COLUMNS,
    read_results,
    recheck_form,
    take_back,
)
from lessonkit.model.helpservice import CountryHelp, HelpDirectory, earliest_day
from lessonkit.source.help import read_help

ROOT = Path(__file__).parents[2]
TODAY = datetime.date(2026, 11, 24)
LATER = datetime.date(2026, 12, 1)


def test_every_low_confidence_service_is_in_the_report(
    directory: HelpDirectory,
) -> None:
    report = help_report(directory, TODAY)
    section = report.split("## Low confidence")[1].split("\n## ")[0]
    low = [s.id for s in directory.services() if not s.printable]
    assert low
    for name in low:
        assert f"- {name} (" in section
    assert section.count("\n- ") == len(low)


def test_each_emergency_number_that_libphonenumber_lacks_is_listed(
    directory: HelpDirectory,
) -> None:
    found = {entry.country.code: entry for entry in emergency_disagreements(directory)}
    ours = {code: [number for number, _ in e.ours] for code, e in found.items()}
    assert {code: numbers for code, numbers in ours.items() if numbers} == {
        "AM": ["112"],
        "CL": ["134"],
        "KH": ["1288"],
        "MU": ["112"],
        "NG": ["112"],
        "RS": ["192"],
    }
    assert found["AU"].theirs == ("112",)
    assert "FR" not in found
    assert "DE" not in found  # 110 and 112 are both there
    report = help_report(directory, TODAY)
    assert "- KH Cambodia: kh-police says 1288 (medium confidence" in report


def test_a_disputed_emergency_number_never_hides_the_others(
    directory: HelpDirectory,
) -> None:
    cambodia = directory.countries["KH"]
    assert [p.text for s in cambodia.emergency for p in s.phone] == ["1288"]
    assert cambodia.other_emergency == ("117", "118", "119", "666")
    assert directory.countries["GB"].other_emergency == ()
    kenya = directory.countries["KE"]  # ours has low confidence
    assert kenya.emergency == ()
    assert kenya.other_emergency == ("112", "114", "999")


def test_contradictions_between_sources_are_reported(directory: HelpDirectory) -> None:
    section = help_report(directory, TODAY).split("## Contradictions")[1]
    for name in ("si-tom", "us-childhelp", "mk-alo-bushavko", "th-1387"):
        assert f"- {name} (" in section


def test_a_vague_date_counts_as_its_first_day() -> None:
    assert earliest_day("2024") == datetime.date(2024, 1, 1)
    assert earliest_day("2024-10") == datetime.date(2024, 10, 1)
    assert earliest_day("2024-10-05") == datetime.date(2024, 10, 5)


def test_an_old_entry_stops_a_release_and_nothing_else(
    directory: HelpDirectory,
) -> None:
    assert check_help(directory, TODAY) == []
    stale = check_help(directory, TODAY, release=True)
    assert {problem.code for problem in stale} == {"help-stale"}
    assert any("rw-116" in problem.message for problem in stale)
    fresh = [s.id for s in stale_services(directory, TODAY, 180)]
    assert "gb-report-remove" not in fresh
    much_later = TODAY + datetime.timedelta(days=181)
    old = [s.id for s in stale_services(directory, much_later, 180)]
    assert "gb-report-remove" in old


def test_a_missing_finder_is_a_problem(directory: HelpDirectory) -> None:
    world = directory.international
    fewer = tuple(s for s in world.services if s.id != "xx-inhope")
    broken = HelpDirectory(
        directory.countries, CountryHelp(world.code, world.name, fewer)
    )
    assert [p.code for p in check_help(broken, TODAY)] == ["help-finders"]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "data" / "help", tmp_path / "data" / "help")
    return tmp_path


def form_with(directory: HelpDirectory, answers: dict[str, list[str]]) -> str:
    rows = list(csv.reader(io.StringIO(recheck_form(directory, TODAY))))
    out = io.StringIO()
    writer = csv.writer(out)
    for row in rows:
        writer.writerow(row[:5] + answers.get(row[0], row[5:]))
    return out.getvalue()


def returned(
    root: Path, directory: HelpDirectory, text: str
) -> tuple[list[str], list[str]]:
    form = root / "form.csv"
    form.write_text(text, encoding="utf-8-sig")
    problems = []
    results = read_results(form, directory, LATER, problems)
    changed = take_back(root, results) if not problems else []
    return changed, [f"{p.place.line}:{p.place.column} {p.code}" for p in problems]


def test_the_form_has_every_service_and_no_cell_that_a_spreadsheet_would_spoil(
    directory: HelpDirectory,
) -> None:
    rows = list(csv.reader(io.StringIO(recheck_form(directory, TODAY))))
    assert tuple(rows[0]) == COLUMNS
    assert len(rows) - 1 == len(list(directory.services()))
    for row in rows[1:]:
        assert not any(cell[:1] in "=+-@" for cell in row[:5] if cell), row
        assert not row[4][:1].isdigit()
    only = recheck_form(directory, TODAY, countries=["GB"])
    assert {row.split(",")[1] for row in only.splitlines()[1:]} == {"GB"}


def test_results_go_into_the_data_and_only_their_lines_change(
    directory: HelpDirectory, copy: Path
) -> None:
    before = (copy / "data/help/GB.yml").read_text(encoding="utf-8")
    text = form_with(
        directory,
        {
            "gb-childline": ["2026-11-30", "safeguarding lead", "same", ""],
            "gb-shout": ["2026-12-01", "editor", "gone", 'page says "closed"'],
        },
    )
    changed, problems = returned(copy, directory, text)
    assert (changed, problems) == (["data/help/GB.yml"], [])
    after = (copy / "data/help/GB.yml").read_text(encoding="utf-8")
    gone = set(before.splitlines()) - set(after.splitlines())
    assert gone <= {"    checked: null", "    confidence: medium"}
    assert after.startswith(before.split("\n", 1)[0])  # the comment stays
    mistakes = []
    again = read_help(copy, mistakes, LATER)
    assert mistakes == []
    childline, shout = again.by_id["gb-childline"], again.by_id["gb-shout"]
    assert childline.checked is not None
    assert (childline.checked.by, childline.printable) == ("safeguarding lead", True)
    assert childline.last_known == datetime.date(2026, 11, 30)
    assert shout.checked is not None
    assert (shout.checked.note, shout.printable) == ('page says "closed"', False)
    left = recheck_form(again, LATER, days=30)
    assert "gb-childline," not in left
    assert "gb-emergency," in left


def test_taking_the_same_results_back_twice_changes_nothing_more(
    directory: HelpDirectory, copy: Path
) -> None:
    answers = {"pl-116111": ["2026-11-30", "editor", "changed", "new hours"]}
    text = form_with(directory, answers)
    returned(copy, directory, text)
    once = (copy / "data/help/PL.yml").read_text(encoding="utf-8")
    returned(copy, read_help(copy, [], LATER), text)
    assert (copy / "data/help/PL.yml").read_text(encoding="utf-8") == once


def test_a_form_that_nobody_filled_in_changes_no_file(
    directory: HelpDirectory, copy: Path
) -> None:
    assert returned(copy, directory, recheck_form(directory, TODAY)) == ([], [])


def test_a_form_with_semicolons_is_read_too(
    directory: HelpDirectory, copy: Path
) -> None:
    text = "id;checked on;checked by;found;details\ngb-iwf;2026-11-30;editor;same;\n"
    assert returned(copy, directory, text) == (["data/help/GB.yml"], [])


@pytest.mark.parametrize(
    ("row", "wanted"),
    [
        ("gb-none,2026-11-30,editor,same,", ["2:1 recheck-id"]),
        ("gb-iwf,30/11/2026,editor,same,", ["2:2 field-date"]),
        ("gb-iwf,2027-01-01,editor,same,", ["2:2 help-date-future"]),
        ("gb-iwf,2026-11-30,,same,", ["2:3 recheck-by"]),
        ("gb-iwf,2026-11-30,anna@example.org,same,", ["2:3 recheck-by"]),
        ("gb-iwf,2026-11-30,editor,fine,", ["2:4 recheck-found"]),
        ("gb-iwf,2026-11-30,editor,changed,", ["2:5 recheck-details"]),
        ("gb-iwf,2026-11-30", ["2:3 recheck-by", "2:4 recheck-found"]),
    ],
)
def test_a_wrong_row_is_reported_at_its_cell_and_nothing_is_written(
    row: str, wanted: list[str], directory: HelpDirectory, copy: Path
) -> None:
    before = (copy / "data/help/GB.yml").read_bytes()
    text = f"id,checked on,checked by,found,details\n{row}\n"
    assert returned(copy, directory, text) == ([], wanted)
    assert (copy / "data/help/GB.yml").read_bytes() == before


def test_a_row_that_stands_twice_and_a_form_without_columns_are_reported(
    directory: HelpDirectory, copy: Path
) -> None:
    row = "gb-iwf,2026-11-30,editor,same,\n"
    twice = f"id,checked on,checked by,found,details\n{row}{row}"
    assert returned(copy, directory, twice) == ([], ["1:1 recheck-double"])
    assert returned(copy, directory, "a,b\n1,2\n") == ([], ["1:1 recheck-column"])
    assert returned(copy, directory, "\n") == ([], ["1:1 file-empty"])
