"""The policy template: blank, filled in, refused; what word processors find in it."""

import shutil
import subprocess
from pathlib import Path

import pymupdf
import pytest
from docx import Document
from docx.oxml.ns import qn
from ruamel.yaml import YAML
from tests.conftest import ROOT, lessonkit
from tests.quiz.payloads import PAYLOADS

from lessonkit.export.policy import (
    BLANK_FILE,
    FILLED_FILES,
    export_template,
    write_policy,
)
from lessonkit.export.policy_text import filled_parts, template_parts
from lessonkit.model.policy import BLANKS, ROLES, WORDS
from lessonkit.source.policy import read_policy

EXAMPLE = ROOT / "docs/school-policy.yml"
BAD = ROOT / "tests/bad/policy"
EXPECTED = YAML(typ="safe").load(BAD / "expected.yml")
FIELDS = YAML(typ="safe").load(EXAMPLE)


@pytest.fixture(scope="module")
def policy(course):
    problems = []
    found = read_policy(EXAMPLE, course.help, problems)
    assert problems == []
    return found


@pytest.fixture(scope="module")
def folder(course, policy, tmp_path_factory):
    out = tmp_path_factory.mktemp("policy")
    export_template(course, out)
    assert write_policy(course, policy, out) == [out / name for name in FILLED_FILES]
    return out


def school_file(tmp_path, **changes):
    path = tmp_path / "school.yml"
    fields = {**FIELDS, **changes}
    quoted = YAML()
    quoted.default_style = '"'
    with path.open("w", encoding="utf-8") as file:
        quoted.dump(fields, file)
    return path


def docx_text(path):
    document = Document(path)
    texts = [paragraph.text for paragraph in document.paragraphs]
    for table in document.tables:
        texts += [cell.text for row in table.rows for cell in row.cells]
    return "\n".join(texts)


def pdf_text(path):
    with pymupdf.open(path) as pdf:
        return " ".join(" ".join(page.get_text() for page in pdf).split())


def entered():
    texts = [FIELDS["school"], *FIELDS["roles"].values()]
    texts += [FIELDS[name] for name in WORDS]
    return [*texts, "United Kingdom", "30 November 2026", "30 November 2027"]


def plain(text):
    return text.replace("’", "'").replace("“", '"').replace("”", '"')


@pytest.mark.parametrize("case", sorted(file.stem for file in BAD.glob("*.yml")))
def test_a_bad_file_is_refused_at_its_line(course, case):
    if case == "expected":
        return
    problems = []
    assert read_policy(BAD / f"{case}.yml", course.help, problems) is None
    found = [f"{p.place.line} {p.code}" for p in sorted(problems)]
    assert found == EXPECTED[case]
    assert all(problem.message.endswith(".") for problem in problems)


def test_every_bad_file_has_an_expectation():
    assert {file.stem for file in BAD.glob("*.yml")} - {"expected"} == set(EXPECTED)


def test_the_template_asks_for_every_blank_and_the_example_gives_each(course):
    runs = [
        run for part in template_parts(course) for cell in part.cells for run in cell
    ]
    assert {run.blank for run in runs} - {""} == set(BLANKS)
    assert set(FIELDS["roles"]) == set(ROLES)


@pytest.mark.parametrize("name", FILLED_FILES)
def test_a_filled_policy_says_all_that_was_entered_and_has_no_blank_left(folder, name):
    read = docx_text if name.endswith(".docx") else pdf_text
    text = plain(read(folder / name))
    assert [entry for entry in entered() if entry not in text] == []
    assert "[" not in text
    assert "{" not in text


def test_the_numbers_are_those_of_the_country_each_with_its_date(course, folder):
    text = docx_text(folder / "school-policy.docx")
    country = course.help.countries["GB"]
    for service in [*country.emergency, *country.of_kind("child_helpline")]:
        (line,) = [x for x in text.splitlines() if f"{service.name}:" in x]
        assert service.phone[0].text in line
        assert "seen on" in line
        assert "not yet checked on its own page" in line
    assert "Take It Down" in text


def test_a_country_without_services_gets_the_four_finders(course, tmp_path):
    file = school_file(tmp_path, country="GN", emergency="117, as our office told us")
    problems = []
    policy = read_policy(file, course.help, problems)
    assert problems == []
    parts = filled_parts(course, policy)
    text = "\n".join("".join(run.text for run in part.runs) for part in parts)
    assert "117, as our office told us" in text
    assert all(service.name in text for service in course.help.finders)


def test_the_blank_template_marks_each_blank_in_yellow(folder):
    document = Document(folder / BLANK_FILE)
    marked = [
        "".join(text.text for text in run.iter(qn("w:t")))
        for run in document.element.iter(qn("w:r"))
        if run.find(f"{qn('w:rPr')}/{qn('w:highlight')}") is not None
    ]
    assert len(marked) >= len(BLANKS)
    assert all(text.startswith("[") and text.endswith("]") for text in marked)
    filled = Document(folder / "school-policy.docx")
    assert list(filled.element.iter(qn("w:highlight"))) == []


def test_the_file_has_real_headings_lists_and_a_table_with_a_head(folder):
    document = Document(folder / "school-policy.docx")
    styles = [paragraph.style.name for paragraph in document.paragraphs]
    assert styles[0] == "Title"
    assert styles.count("Heading 1") == 18
    assert {"List Bullet", "List Bullet 2"} <= set(styles)
    (table,) = document.tables
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert document.core_properties.language == "en-GB"
    assert document.core_properties.title.startswith("Hillside School")


def test_the_same_answers_give_the_same_bytes(course, policy, folder, tmp_path):
    write_policy(course, policy, tmp_path)
    for name in FILLED_FILES:
        assert (tmp_path / name).read_bytes() == (folder / name).read_bytes()


def test_what_a_school_enters_is_text_and_nothing_else(course, tmp_path):
    nasty = " ".join(PAYLOADS)
    file = school_file(tmp_path, tell=nasty)
    problems = []
    policy = read_policy(file, course.help, problems)
    assert problems == []
    write_policy(course, policy, tmp_path)
    wanted = "".join(nasty.split())
    assert wanted in plain("".join(docx_text(tmp_path / FILLED_FILES[0]).split()))
    assert (tmp_path / FILLED_FILES[1]).read_bytes().startswith(b"%PDF")


@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
@pytest.mark.parametrize("name", ["school-policy.docx", BLANK_FILE])
def test_libreoffice_opens_it_without_a_warning_and_finds_each_text(
    folder, tmp_path, name
):
    command = [
        "soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless",
        "--convert-to", "txt:Text (encoded):UTF8", "--outdir", tmp_path, folder / name,
    ]  # fmt: skip
    run = subprocess.run(command, check=True, capture_output=True, text=True)
    # What it says about its own Java, when it starts, is not about the file.
    said = [line for line in run.stderr.splitlines() if "javaldx" not in line]
    assert [line for line in said if line.strip()] == []
    text = (tmp_path / name).with_suffix(".txt").read_text("utf-8-sig")
    assert "18. Review" in text
    if name == BLANK_FILE:
        assert text.count("[") >= len(BLANKS)
    else:
        assert [entry for entry in entered() if entry not in plain(text)] == []
        assert "[" not in text


def test_the_command_writes_both_files_and_says_so(tmp_path):
    result = lessonkit("--root", ROOT, "policy", EXAMPLE, "--out", tmp_path)
    assert result.returncode == 0, result.stderr
    assert result.stdout.split("\n")[:-1] == [
        f"Wrote {tmp_path / name}" for name in FILLED_FILES
    ]


def test_the_command_writes_nothing_when_the_file_is_wrong(tmp_path):
    out = tmp_path / "out"
    result = lessonkit("--root", ROOT, "policy", BAD / "syntax.yml", "--out", out)
    assert result.returncode == 1
    assert "syntax.yml:5:" in result.stderr
    assert not out.exists()
    missing = lessonkit("--root", ROOT, "policy", Path("none.yml"), "--out", out)
    assert missing.returncode == 1
    assert "file-missing" in missing.stderr
