"""Slides: what python-pptx and LibreOffice find in them."""

import dataclasses
import shutil
import subprocess
import zipfile

import pymupdf
import pytest
from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from tests.quiz.payloads import PAYLOADS

from lessonkit.export.slide_master import BAND_COLOURS
from lessonkit.export.slide_text import RoleReader
from lessonkit.export.slides import Deck, export_slides, fitting_size

GUIDE = "11-13/no-to-nudifying"


@pytest.fixture(scope="module")
def folder(course, tmp_path_factory):
    out = tmp_path_factory.mktemp("slides")
    assert export_slides(course, out) == sorted(
        out / f"{name}.pptx"
        for name, source in [
            *((guide.id, guide) for guide in course.guides.values()),
            *((page.name, page) for page in course.pages.values()),
        ]
        if source.slides
    )
    return out


@pytest.fixture(scope="module")
def deck(folder):
    return Presentation(folder / f"{GUIDE}.pptx")


def deck_of(course, tmp_path, **changes):
    guide = course.guides[GUIDE]
    slide = dataclasses.replace(guide.slides[1], **changes)
    made = Deck(course, dataclasses.replace(guide, slides=(slide,)))
    made.add(slide, 2)
    return Presentation(made.write(tmp_path / "one.pptx")).slides[0]


def pictures(deck):
    return [shape for slide in deck.slides for shape in slide.shapes
            if shape.is_placeholder
            and shape.placeholder_format.type == PP_PLACEHOLDER.PICTURE]  # fmt: skip


def test_each_slide_of_the_guide_is_one_wide_slide_with_its_title(course, deck):
    slides = course.guides[GUIDE].slides
    assert 8 <= len(deck.slides) <= 14
    assert deck.slide_width * 9 == pytest.approx(deck.slide_height * 16, rel=0.001)
    reader = RoleReader(course)
    assert [s.shapes.title.text_frame.text for s in deck.slides] == [
        reader.line(slide.title) for slide in slides
    ]


def test_every_slide_has_the_notes_of_the_guide(course, deck):
    for made, slide in zip(deck.slides, course.guides[GUIDE].slides, strict=True):
        notes = made.notes_slide.notes_text_frame.text
        assert notes
        assert notes.startswith(
            "\n".join(p.plain for p in RoleReader(course).paragraphs(slide.notes))
        )


def test_every_picture_is_a_whole_placeholder_with_its_alt_text(course, deck):
    alts = [s.alt for s in course.guides[GUIDE].slides if s.illustration]
    found = pictures(deck)
    assert [p._element.nvPicPr.cNvPr.get("descr") for p in found] == alts
    for picture in found:
        assert (picture.crop_left, picture.crop_top) == (0, 0)
        wide, high = picture.image.size
        assert picture.width / picture.height == pytest.approx(wide / high, rel=0.01)
        assert picture.left + picture.width <= deck.slide_width


def test_titles_and_texts_are_placeholders_and_nothing_is_empty(deck):
    for slide in deck.slides:
        assert all(shape.is_placeholder for shape in slide.shapes)
        texts = [s.text_frame.text for s in slide.placeholders if s.has_text_frame]
        assert all(texts)
        assert slide.shapes[0] == slide.shapes.title
        ids = [shape.shape_id for shape in slide.shapes]
        assert len(set(ids)) == len(ids)


def test_every_run_says_its_language(deck):
    runs = [
        run
        for slide in deck.slides
        for holder in (*slide.placeholders, slide.notes_slide.notes_placeholder)
        if holder.has_text_frame
        for paragraph in holder.text_frame.paragraphs
        for run in paragraph.runs
    ]
    assert {run._r.rPr.get("lang") for run in runs} == {"en-GB"}


def test_the_file_says_what_it_is(course, deck):
    about = deck.core_properties
    assert about.title == "No to nudifying – Whose Picture?"
    assert about.language == "en-GB"
    assert about.created == about.modified
    assert about.created.date() == max(
        entry.review.last
        for group in (course.lessons, course.guides, course.pages)
        for entry in group.values()
    )


def test_two_exports_are_the_same_bytes(course, folder, tmp_path):
    (again,) = [p for p in export_slides(course, tmp_path) if p.stem in GUIDE]
    assert again.read_bytes() == (folder / f"{GUIDE}.pptx").read_bytes()


def test_nothing_of_the_presentation_that_we_start_from_is_left(folder):
    with zipfile.ZipFile(folder / f"{GUIDE}.pptx") as archive:
        names = archive.namelist()
        looks = [archive.read(n) for n in names if "slideMaster" in n or "Layout" in n]
    assert names[0] == "[Content_Types].xml"
    assert not [n for n in names if "thumbnail" in n or "printerSettings" in n]
    assert len([n for n in names if n.startswith("ppt/slideLayouts/slideL")]) == 5
    assert not [look for look in looks if b"Click to edit" in look]


def test_list_items_are_bullets_and_paragraphs_are_not(course, tmp_path):
    text = "A **bold** start.\n\n- one\n- two"
    slide = deck_of(course, tmp_path, text=text, illustration="")
    first, one, two = slide.placeholders[1].text_frame.paragraphs
    assert [(r.text, bool(r.font.bold)) for r in first.runs] == [
        ("A ", False),
        ("bold", True),
        (" start.", False),
    ]
    assert first._p.pPr is not None
    assert [p._p.pPr for p in (one, two)] == [None, None]


def test_roles_become_plain_text_and_their_sources_stand_in_the_notes(course, tmp_path):
    fact = course.facts["nudify-04"]
    text = "{fact}`nudify-04`, {term}`helpers <upstander>`, {service}`xx-take-it-down`"
    slide = deck_of(course, tmp_path, text=text, notes="Say it.")
    shown = slide.placeholders[1].text_frame.text
    service = course.help.get("xx-take-it-down").name
    assert shown == f"{fact.short}, helpers, {service}"
    notes = slide.notes_slide.notes_text_frame.text
    assert fact.source in notes
    assert fact.publisher in notes


def test_many_short_items_stand_in_two_columns(course, tmp_path):
    text = "\n".join(f"- item {n}" for n in range(7))
    slide = deck_of(course, tmp_path, text=text, illustration="")
    assert slide.placeholders[1].text_frame.text == "item 0\nitem 1\nitem 2\nitem 3"
    assert slide.placeholders[2].text_frame.text == "item 4\nitem 5\nitem 6"


def test_a_long_text_gets_a_smaller_size(course):
    reader = RoleReader(course)
    box = (0.0, 0.0, 10.0, 4.0)
    short, long = (reader.paragraphs("word " * n) for n in (5, 90))
    assert fitting_size(long, box) < fitting_size(short, box)


@pytest.mark.parametrize("payload", PAYLOADS[:40])
def test_a_payload_stays_text(course, tmp_path, payload):
    code = f"`{payload}`" if "`" not in payload and "\n" not in payload else "safe"
    slide = deck_of(course, tmp_path, text=code, notes=code, alt=payload)
    assert slide.placeholders[1].text_frame.text == code.strip("`").strip()


@pytest.mark.parametrize("band", BAND_COLOURS)
def test_each_band_has_its_own_colour_as_first_accent(course, band, tmp_path):
    guide = dataclasses.replace(course.guides[GUIDE], band=band, slides=())
    path = Deck(course, guide).write(tmp_path / "band.pptx")
    with zipfile.ZipFile(path) as archive:
        theme = archive.read("ppt/theme/theme1.xml").decode()
    accent = theme.partition("<a:accent1>")[2].partition("</a:accent1>")[0]
    assert BAND_COLOURS[band] in accent


def test_the_staff_session_has_slides_with_what_to_say(course, folder):
    deck = Presentation(folder / "school-handbook/staff-session.pptx")
    titles = [slide.shapes.title.text for slide in deck.slides]
    assert titles[0] == "If a pupil tells you"
    assert len(titles) == 12
    assert all(slide.notes_slide.notes_text_frame.text for slide in deck.slides)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
def test_libreoffice_shows_every_slide_with_its_words(course, folder, tmp_path):
    command = [
        "soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless",
        "--convert-to", "pdf", "--outdir", tmp_path, folder / f"{GUIDE}.pptx",
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True)
    with pymupdf.open(tmp_path / "no-to-nudifying.pdf") as pdf:
        pages = [" ".join(page.get_text().split()) for page in pdf]
    slides = course.guides[GUIDE].slides
    assert len(pages) == len(slides)
    for page, slide in zip(pages, slides, strict=True):
        assert RoleReader(course).line(slide.title) in page
    assert "Whose Picture? · No to nudifying · CC BY 4.0 12" in pages[11]
