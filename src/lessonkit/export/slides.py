"""Slides to edit: a PowerPoint file for each lesson and each session for staff.

Titles, texts and pictures are real placeholders, so that a screen reader and the
outline view find them, and a new look is one change in the slide master. Teachers
only: the notes are what the teacher says.
"""

from __future__ import annotations

import copy
import datetime
import struct
import zipfile
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import typst
from pptx.oxml import parse_xml
from pptx.util import Inches

from lessonkit.export import exporter
from lessonkit.export import slide_master as look
from lessonkit.export.archive import write_archive
from lessonkit.export.slide_text import (
    RoleReader,
    SlideParagraph,
    SlideRun,
    source_lines,
)
from lessonkit.model.course import Course
from lessonkit.model.lesson import Page, Slide, TeacherGuide
from lessonkit.sphinx.i18n import _
from lessonkit.sphinx.typst.builder import timestamp
from lessonkit.sphinx.typst.words import band_label

COURSE = "Whose Picture?"
#: Sizes that a text may have, the largest that fits being taken.
SIZES = (36, 32, 30, 28, 26, 24, 22, 20, 18)
#: A mean letter of the font is this part of its size wide; a line this part high.
LETTER, LINE, GAP = 0.5, 1.32, 10
#: A size below this part of another one is much smaller.
MUCH_SMALLER = 0.7
LONG_TITLE, LONG_OPENING = 30, 22
#: Short items from this number on stand in two columns.
MANY, SHORT = 6, 30
#: A picture so much wider than high stands below the text.
WIDE = 1.8
DOTS_PER_INCH = 220
_CONTENT_TYPES = "[Content_Types].xml"
_MAIN = "http://schemas.openxmlformats.org/drawingml/2006/main"
_NAMESPACE, _A = f'xmlns:a="{_MAIN}"', f"{{{_MAIN}}}"


@cache
def picture_png(path: Path, ground: str) -> bytes:
    """Return an SVG as PNG: PowerPoint files made here hold no SVG.

    :param ground: the colour behind it, as six hexadecimal digits.
    """
    with TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "picture.svg").write_bytes(path.read_bytes())
        page = root / "page.typ"
        page.write_text(
            "#set page(width: auto, height: auto, margin: 0pt, "
            f'fill: rgb("#{ground}"))\n#image("picture.svg", width: 480pt)\n',
            "utf-8",
        )
        made = typst.compile(str(page), format="png", ppi=DOTS_PER_INCH, root=folder)
    if not isinstance(made, bytes):
        raise TypeError(f"{path.name} has more than one page")
    return made


def is_wide(png: bytes) -> bool:
    """Tell whether a picture is much wider than high."""
    width, height = struct.unpack(">II", png[16:24])
    return bool(width / height > WIDE)


def _lines(paragraph: SlideParagraph, width: float, size: int) -> int:
    inches = width - (0.45 if paragraph.bullet else 0)
    room = max(int(inches * 72 / (size * LETTER)), 1)
    lines, used = 1, 0
    for word in paragraph.plain.split():
        if used and used + 1 + len(word) > room:
            lines, used = lines + 1, 0
        used += len(word) + (1 if used else 0)
    return lines


def fitting_size(
    paragraphs: list[SlideParagraph], box: look.Box, *, padded: bool = True
) -> int:
    """Return the size at which paragraphs fit into a box.

    The largest one, unless one that is hardly smaller breaks no item of a list.

    :param padded: whether the box is a card, which has room at its edges.
    """
    aside, above = look.PADDING if padded else (0.0, 0.0)
    width, height = box[2] - 2 * aside, box[3] - 2 * above
    largest = 0
    for size in SIZES:
        counts = [_lines(paragraph, width, size) for paragraph in paragraphs]
        high = sum(count * size * LINE + GAP for count in counts)
        if high > height * 72:
            continue
        largest = largest or size
        broken = any(
            count > 1
            for count, paragraph in zip(counts, paragraphs, strict=True)
            if paragraph.bullet
        )
        if not broken and size >= largest * MUCH_SMALLER:
            return size
    return largest or SIZES[-1]


def _fill_text(shape: Any, paragraphs: list[SlideParagraph]) -> None:
    """Write paragraphs into a shape, each run with its language."""
    frame = shape.text_frame
    for number, paragraph in enumerate(paragraphs):
        target = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        for run in paragraph.runs:
            made = target.add_run()
            made.text = run.text
            made.font.bold = run.bold or None
            made.font.italic = run.italic or None
            made._r.get_or_add_rPr().set("lang", look.LANGUAGE)


def _plain(text: str) -> list[SlideParagraph]:
    return [SlideParagraph((SlideRun(text),))]


def _set_size(shape: Any, size: int) -> None:
    """Set the size of a placeholder's text as its style, so that new text has it."""
    style = shape.text_frame._txBody.find(f"{_A}lstStyle")
    for child in list(style):
        style.remove(child)
    style.append(
        parse_xml(f'<a:lvl1pPr {_NAMESPACE}><a:defRPr sz="{size}00"/></a:lvl1pPr>')
    )


def _unmark(shape: Any, paragraphs: list[SlideParagraph]) -> None:
    """Take the bullet from paragraphs that are no list items."""
    for written, paragraph in zip(shape.text_frame.paragraphs, paragraphs, strict=True):
        if not paragraph.bullet:
            place = written._p.get_or_add_pPr()
            place.set("marL", "0")
            place.set("indent", "0")
            place.append(parse_xml(f"<a:buNone {_NAMESPACE}/>"))


class Deck:
    """The presentation of one lesson or session for staff, slide by slide."""

    def __init__(self, course: Course, source: TeacherGuide | Page) -> None:
        self.course = course
        self.title = source.title
        self.band = ""
        self.audience = str(_("For schools"))
        if isinstance(source, TeacherGuide):
            lesson = course.lessons.get(source.id)
            self.title = lesson.title if lesson else source.title
            self.band = source.band
            self.audience = band_label(source.band)
        self.foot = f"{COURSE} · {self.title} · CC BY 4.0"
        self.presentation: Any = look.new_presentation(self.band, self.foot)

    def add(self, slide: Slide, number: int) -> None:
        """Add a slide with its text, picture and notes."""
        reader = RoleReader(self.course)
        text = reader.paragraphs(slide.text)
        layout, picture = self._layout(slide, number, text)
        made = self.presentation.slides.add_slide(
            self.presentation.slide_layouts[layout]
        )
        for shape in made.placeholders:
            shape.name = shape.name.rpartition(" Placeholder")[0] or shape.name
        self._title(made, reader.line(slide.title), opening=layout == look.OPENING)
        self._body(made, text, layout)
        if layout == look.OPENING:
            kicker = f"{COURSE} · {self.audience}"
            _fill_text(made.placeholders[look.KICKER_ID], _plain(kicker))
        if picture:
            self._place(made, picture, slide.alt, look.PICTURE_BOXES[layout])
        self._feet(made, number)
        notes = reader.paragraphs(slide.notes)
        sources = [
            SlideParagraph((SlideRun(str(_("Source: {0}")).format(line)),))
            for line in source_lines(reader.cited.values())
        ]
        _fill_text(made.notes_slide.notes_placeholder, [*notes, *sources])

    def _layout(
        self, slide: Slide, number: int, text: list[SlideParagraph]
    ) -> tuple[int, bytes | None]:
        """Choose a slide's layout; return it with the slide's picture."""
        path = self.course.root / "book/illustrations" / f"{slide.illustration}.svg"
        if slide.illustration and path.is_file():
            if number == 1:
                band = look.BAND_COLOURS.get(self.band, look.INK)
                return look.OPENING, picture_png(path, band)
            png = picture_png(path, look.PAPER)
            return look.PICTURE_UNDER if is_wide(png) else look.TEXT_AND_PICTURE, png
        short = all(p.bullet and len(p.plain) <= SHORT for p in text)
        return look.TWO_COLUMNS if len(text) >= MANY and short else look.TEXT, None

    def _title(self, made: Any, title: str, *, opening: bool) -> None:
        shape = made.shapes.title
        _fill_text(shape, _plain(title))
        if opening and len(title) > LONG_OPENING:
            _set_size(shape, 40)
        elif not opening and len(title) > LONG_TITLE:
            _set_size(shape, 32)

    def _body(self, made: Any, text: list[SlideParagraph], layout: int) -> None:
        shape = made.placeholders[look.TEXT_ID]
        if not text:
            shape._element.getparent().remove(shape._element)
            return
        parts = {look.TEXT_ID: text}
        if layout == look.TWO_COLUMNS:
            half = (len(text) + 1) // 2
            parts = {look.TEXT_ID: text[:half], look.SECOND_TEXT_ID: text[half:]}
        box = look.TEXT_BOXES[layout]
        padded = layout != look.PICTURE_UNDER
        size = min(fitting_size(x, box, padded=padded) for x in parts.values())
        for place, part in parts.items():
            shape = made.placeholders[place]
            shape.name = "Text" if place == look.TEXT_ID else "More text"
            _fill_text(shape, part)
            if layout != look.OPENING:
                _set_size(shape, size)
                _unmark(shape, part)

    def _place(self, made: Any, png: bytes, alt: str, box: look.Box) -> None:
        """Put a picture into its placeholder, whole, with its alt text."""
        left, top, width, height = box
        shape = made.placeholders[look.PICTURE_ID].insert_picture(BytesIO(png))
        shape.crop_left = shape.crop_right = shape.crop_top = shape.crop_bottom = 0
        wide, high = shape.image.size
        scale = min(width / wide, height / high)
        shape.width, shape.height = Inches(wide * scale), Inches(high * scale)
        shape.left = Inches(left + (width - wide * scale) / 2)
        shape.top = Inches(top + (height - high * scale) / 2)
        shape.name = "Picture"
        shape._element.nvPicPr.cNvPr.set("descr", alt)

    def _feet(self, made: Any, number: int) -> None:
        """Show the foot and the number: python-pptx leaves them out."""
        for shape in made.slide_layout.placeholders:
            if shape.placeholder_format.idx in {look.FOOT_ID, look.NUMBER_ID}:
                foot = copy.deepcopy(shape._element)
                foot.nvSpPr.cNvPr.set("id", str(len(made.shapes) + 20))
                place = foot.spPr
                for child in list(place):
                    place.remove(child)
                for shown in foot.iter(f"{_A}fld"):
                    shown.find(f"{_A}t").text = str(number)
                made.shapes._spTree.append(foot)

    def write(self, path: Path) -> Path:
        """Write the file; the same course always gives the same bytes."""
        date = datetime.datetime.fromtimestamp(timestamp(self.course), datetime.UTC)
        date = date.replace(tzinfo=None)
        about = self.presentation.core_properties
        about.title = f"{self.title} – {COURSE}"
        about.subject = f"Slides, {self.audience}"
        about.author = about.last_modified_by = f"the {COURSE} contributors"
        about.language = look.LANGUAGE
        about.comments = "CC BY 4.0"
        about.keywords = ""
        about.revision = 1
        about.created = about.modified = date
        made = BytesIO()
        self.presentation.save(made)
        with zipfile.ZipFile(made) as archive:
            members: dict[str, bytes | str] = {
                name: archive.read(name) for name in archive.namelist()
            }
        return write_archive(path, members, first=(_CONTENT_TYPES,))


@exporter("slides")
def export_slides(course: Course, out: Path) -> list[Path]:
    """Write a PowerPoint file for each guide and page with slides. Teachers only."""
    sources: dict[str, TeacherGuide | Page] = {
        **{guide.id: guide for guide in course.guides.values()},
        **{page.name: page for page in course.pages.values()},
    }
    written = []
    for name, source in sources.items():
        if source.slides:
            deck = Deck(course, source)
            for number, slide in enumerate(source.slides, 1):
                deck.add(slide, number)
            written.append(deck.write(out / f"{name}.pptx"))
    return sorted(written)
