"""The two PDF checkers pass a good file and fail a bad one, before we trust them."""

from pathlib import Path

import pikepdf
import pytest
import typst
from tests.pdf import outloud_check, verapdf

pytestmark = pytest.mark.pdf

SOURCE = """
#set document(title: "Who can help", date: none)
#set text(lang: "en")
= Who can help
Tell an adult you trust.
- a parent
- a teacher
#table(columns: 2, table.header([Who], [When]), [Teacher], [At school])
#link("https://example.org")[A page about help]
"""


@pytest.fixture(scope="session")
def tagged_pdf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tagged")
    (folder / "help.typ").write_text(SOURCE, encoding="utf-8")
    path = folder / "help.pdf"
    typst.compile(
        str(folder / "help.typ"),
        output=str(path),
        pdf_standards="ua-1",
        ignore_system_fonts=True,
    )
    return path


@pytest.fixture(scope="session")
def untagged_pdf(tagged_pdf: Path) -> Path:
    path = tagged_pdf.with_name("untagged.pdf")
    with pikepdf.open(tagged_pdf) as pdf:
        del pdf.Root.StructTreeRoot
        del pdf.Root.MarkInfo
        pdf.save(path)
    return path


def test_verapdf_judges_many_files_in_one_run(
    tagged_pdf: Path, untagged_pdf: Path
) -> None:
    failures = verapdf.validate([tagged_pdf, untagged_pdf])
    assert failures[tagged_pdf] == []
    assert {failure.rule for failure in failures[untagged_pdf]} >= {"6.2-1", "7.1-11"}


def test_verapdf_never_passes_a_file_that_it_could_not_read(tmp_path: Path) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7 and nothing more")
    with pytest.raises(verapdf.VeraPdfError, match=r"broken\.pdf"):
        verapdf.validate([broken])


def test_verapdf_refuses_a_profile_that_it_does_not_know(tagged_pdf: Path) -> None:
    with pytest.raises(verapdf.VeraPdfError, match="unknown profile"):
        verapdf.validate([tagged_pdf], profile="ua9")


def test_outloud_passes_the_tagged_file_and_fails_the_untagged_one(
    tagged_pdf: Path, untagged_pdf: Path
) -> None:
    found = outloud_check.findings([tagged_pdf, untagged_pdf])
    assert found[tagged_pdf] == []
    assert found[untagged_pdf] != []


def test_outloud_never_passes_a_file_that_it_could_not_read(tmp_path: Path) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"no PDF at all")
    with pytest.raises(outloud_check.OutloudError, match=r"broken\.pdf"):
        outloud_check.findings([broken])
