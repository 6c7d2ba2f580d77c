"""The PDFs of the sample course, opened with programs that are not ours."""

import os
from pathlib import Path

import pikepdf
import pymupdf
import pytest
from sphinx.util.docutils import docutils_namespace
from tests.pdf import outloud_check, verapdf
from tests.pdf.conftest import NAME, Built, copy_sample, make_app

from lessonkit.sphinx.typst import press
from lessonkit.sphinx.typst.builder import write_pdfs
from lessonkit.sphinx.typst.outputs import paper_outputs
from lessonkit.sphinx.typst.press import PdfError

pytestmark = pytest.mark.pdf

PUPILS = (
    f"{NAME}.pdf",
    f"{NAME}-quiz.pdf",
    f"{NAME}-quiz-large-print.pdf",
    f"{NAME}-worksheet.pdf",
    "11-13/workbook.pdf",
)


def test_every_planned_pdf_is_written_and_no_other(built: Built) -> None:
    planned = {o.path for o in paper_outputs(built.app.lessonkit_course)}
    written = {path.relative_to(built.folder).as_posix() for path in built.paths()}
    assert written == planned
    assert {"book.pdf", f"{NAME}-slides.pdf", "family-guide.pdf"} < written


def test_every_pdf_passes_verapdf_for_pdf_ua_1(built: Built) -> None:
    failures = verapdf.validate(built.paths())
    assert {path.name: found for path, found in failures.items() if found} == {}


def test_outloud_finds_no_error_in_any_pdf(built: Built) -> None:
    found = outloud_check.findings(built.paths())
    assert {path.name: list(map(str, f)) for path, f in found.items() if f} == {}


def test_every_pdf_has_a_title_a_language_bookmarks_and_its_own_fonts(
    built: Built,
) -> None:
    for path in built.paths():
        with pikepdf.open(path) as pdf, pdf.open_outline() as outline:
            assert pdf.Root.Lang == "en", path.name
            assert str(pdf.docinfo.Title).endswith("Whose Picture?"), path.name
            assert pdf.Root.ViewerPreferences.DisplayDocTitle, path.name
            assert outline.root, path.name
            for number, page in enumerate(pdf.pages):
                for font in page.resources.get("/Font", {}).values():
                    for part in font.DescendantFonts:
                        embedded = {"/FontFile2", "/FontFile3"} & set(
                            part.FontDescriptor.keys()
                        )
                        assert embedded, f"{path.name} page {number + 1}"


def test_no_pupils_pdf_holds_a_rationale_or_a_worksheets_answer(built: Built) -> None:
    for path in PUPILS:
        text = built.text(path)
        assert "KEY-ONLY" not in text, path
        assert "leaves her the choice" not in text, path


def test_the_pupils_quiz_looks_the_same_whatever_the_key_is(built: Built) -> None:
    course = built.app.lessonkit_course
    sheet = built.text(f"{NAME}-quiz.pdf")
    for question in course.quizzes[NAME].questions:
        for option in question.options:
            assert option.text.replace("*", "").split('"')[0].strip() in sheet
    assert "Right." not in sheet
    assert "Safe and kind" not in sheet


def test_the_key_holds_every_rationale_and_the_grid_for_a_count_by_hand(
    built: Built,
) -> None:
    key = built.text(f"{NAME}-quiz-answers.pdf")
    quiz = built.app.lessonkit_course.quizzes[NAME]
    rationales = [o.rationale for q in quiz.questions for o in (*q.options, *q.items)]
    rationales += [p.rationale for q in quiz.questions for p in q.pairs]
    rationales += [
        o.rationale for q in quiz.questions for g in q.gaps for o in g.options
    ]
    rationales += [
        c.rationale for q in quiz.questions for s in q.steps for c in s.choices
    ]
    assert len(rationales) > 25
    assert [r for r in rationales if r not in key] == []
    assert "Count the class by hand" in key


def test_the_answer_version_of_a_worksheet_shows_the_answer(built: Built) -> None:
    assert "leaves her the choice" in built.text(f"{NAME}-worksheet-answers.pdf")
    assert "leaves her the choice" in built.text("11-13/teacher-pack.pdf")


def test_large_print_is_set_in_18_points(built: Built) -> None:
    with pymupdf.open(built.folder / f"{NAME}-quiz-large-print.pdf") as pdf:
        spans = [
            span
            for page in pdf
            for block in page.get_text("dict")["blocks"]
            for line in block.get("lines", [])
            for span in line["spans"]
        ]
    sizes = {span["size"] for span in spans if "Because it takes" in span["text"]}
    assert sizes == {18.0}


def test_slides_are_wide_pages_one_for_each_slide(built: Built) -> None:
    with pikepdf.open(built.folder / f"{NAME}-slides.pdf") as pdf:
        guide = built.app.lessonkit_course.guides[NAME]
        assert len(pdf.pages) == len(guide.slides) == 3
        for page in pdf.pages:
            _x, _y, width, height = (float(n) for n in page.mediabox)
            assert width / height == pytest.approx(16 / 9, rel=0.01)


def test_a_link_inside_the_book_says_its_page_and_elsewhere_is_plain_text(
    built: Built,
) -> None:
    assert "the quiz (page" in built.text("book.pdf")
    assert "the quiz (page" not in built.text(f"{NAME}-teacher-guide.pdf")
    assert "the quiz" in built.text(f"{NAME}-teacher-guide.pdf")


def test_what_holds_contacts_says_to_check_them_before_handing_out(
    built: Built,
) -> None:
    for path in (f"{NAME}.pdf", f"{NAME}-parents.pdf", "family-guide.pdf"):
        assert "Check before handing out" in built.text(path), path
    assert "Check before handing out" not in built.text(f"{NAME}-worksheet.pdf")


def test_a_page_says_its_version_its_review_and_that_nobody_reviewed_it(
    built: Built,
) -> None:
    text = built.text(f"{NAME}.pdf")
    for part in (
        "Version 1.0",
        "last reviewed 24 November 2026",
        "next review 24 November 2027",
        "not yet reviewed by a safeguarding professional",
        "CC BY 4.0",
    ):
        assert part in text


def test_the_same_sources_give_the_same_bytes(built: Built, built_again: Path) -> None:
    for path in built.paths():
        other = built_again / path.relative_to(built.folder)
        assert other.read_bytes() == path.read_bytes(), path.name


def test_the_date_in_a_pdf_is_source_date_epoch(
    built: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    write_pdfs(built.app, tmp_path / "out", tmp_path / "work")
    with pikepdf.open(tmp_path / "out/family-guide.pdf") as pdf:
        assert str(pdf.docinfo.CreationDate).startswith("D:20231114221320")


def test_a_second_build_without_changes_sets_nothing_again(
    built: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_self: press.Press, file: Path) -> bytes:
        raise AssertionError(f"{file} was set again")

    monkeypatch.setattr(press.Press, "compile", refuse)
    written = write_pdfs(built.app, tmp_path / "out")
    assert len(written) == len(built.paths())


def test_writing_pdfs_leaves_the_applications_own_builder_in_place(
    built: Built, tmp_path: Path
) -> None:
    own = built.app.builder
    write_pdfs(built.app, tmp_path / "out")
    assert built.app.builder is own


def test_the_html_build_prints_the_same_pdfs_without_reading_twice(
    built: Built, tmp_path: Path
) -> None:
    with docutils_namespace():
        app = make_app(copy_sample(tmp_path / "course"), tmp_path, builder="dummy")
        app.build(force_all=True)
        write_pdfs(app, tmp_path / "pdf")
    for path in built.paths():
        other = tmp_path / "pdf" / path.relative_to(built.folder)
        assert other.read_bytes() == path.read_bytes(), path.name


def test_the_learner_edition_has_no_teachers_pdf_and_no_key_in_any(
    tmp_path: Path,
) -> None:
    with docutils_namespace():
        source = copy_sample(tmp_path / "course")
        app = make_app(source, tmp_path, lessonkit_edition="learner")
        app.build(force_all=True)
        learner = Built(app, tmp_path / "out")
    names = [path.name for path in learner.paths()]
    assert "no-to-nudifying-quiz.pdf" in names
    for word in ("answers", "guide.pdf", "slides", "teacher", "handbook"):
        assert [n for n in names if word in n and n != "family-guide.pdf"] == []
    for path in learner.paths():
        text = learner.text(path.relative_to(learner.folder).as_posix())
        assert "KEY-ONLY" not in text, path.name
        assert "leaves her the choice" not in text, path.name
        assert "Pupils choose what they share" not in text, path.name


def test_a_picture_without_alt_text_fails_the_build_and_names_the_page(
    tmp_path: Path,
) -> None:
    source = copy_sample(tmp_path / "course")
    page = source / "book/family-guide/start.md"
    text = page.read_text("utf-8")
    page.write_text(text.replace(":alt: One stone and three rings in water.\n", ""))
    with docutils_namespace():
        app = make_app(source, tmp_path, suppress_warnings=["lessonkit.alt-missing"])
        with pytest.raises(PdfError, match=r"start\.md:\d+: the picture \"ripple\""):
            app.build(force_all=True)
    assert not os.listdir(tmp_path / "out")  # noqa: PTH208
