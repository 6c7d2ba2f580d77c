"""The PDFs that a school prints: valid for everyone, and without answers for pupils."""

from __future__ import annotations

import subprocess

import pikepdf
import pytest
from tests.pdf.outloud_check import findings
from tests.pdf.verapdf import validate

pytestmark = pytest.mark.pdf


@pytest.fixture(scope="module")
def files(built):
    """Return every PDF of the course, but for the help cards, of which a few do."""
    everything = sorted(built.pdf.rglob("*.pdf"))
    cards = [file for file in everything if file.parent.name == "help"]
    return [file for file in everything if file.parent.name != "help"] + cards[::40]


def test_every_pdf_passes_verapdf_for_pdf_ua_1(files):
    failures = validate(files, profile="ua1")
    assert {str(file): list(map(str, f)) for file, f in failures.items() if f} == {}


def test_outloud_finds_no_error(files):
    one_lesson = [file for file in files if file.stem.startswith("no-to-nudifying")]
    assert one_lesson
    found = findings(one_lesson)
    assert {file: faults for file, faults in found.items() if faults} == {}


def test_every_pdf_has_language_title_bookmarks_and_its_fonts(files):
    for file in files:
        with pikepdf.open(file) as pdf:
            assert str(pdf.Root.Lang) == "en"
            assert pdf.docinfo["/Title"]
            assert pdf.Root.MarkInfo.Marked
            with pdf.open_outline() as outline:
                assert outline.root or len(pdf.pages) <= 2, file
            for page in pdf.pages:
                for font in page.resources.get("/Font", {}).values():
                    inner = font.get("/DescendantFonts", [font])[0]
                    descriptor = inner.FontDescriptor
                    assert {"/FontFile2", "/FontFile3"} & set(descriptor.keys()), file


def words(file):
    """Return a PDF's text with white space folded."""
    command = ["pdftotext", "-layout", str(file), "-"]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return " ".join(text.split())


def test_the_pupils_quiz_holds_no_rationale_and_the_key_holds_them(built, course):
    for quiz in course.quizzes.values():
        rationales = [
            " ".join(option.rationale.split()[:8])
            for question in quiz.questions
            for option in question.options
        ]
        pupil = words(built.pdf / f"{quiz.id}-quiz.pdf")
        assert [text for text in rationales if text in pupil] == []
        key = words(built.pdf / f"{quiz.id}-quiz-answers.pdf")
        assert sum(text.split()[0] in key for text in rationales) == len(rationales)


def test_the_pupils_worksheet_holds_no_answer(built, course):
    for lesson in course.lessons.values():
        sheet = built.pdf / f"{lesson.id}-worksheet.pdf"
        if not sheet.is_file():
            continue
        assert "Answer" not in words(sheet)
        answers = built.pdf / f"{lesson.id}-worksheet-answers.pdf"
        assert len(words(answers)) > len(words(sheet))
