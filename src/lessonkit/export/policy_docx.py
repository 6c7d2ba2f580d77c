"""The policy as a DOCX file: real headings, lists and tables, to be edited."""

from __future__ import annotations

import datetime
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from lessonkit.export.archive import write_archive
from lessonkit.export.policy_text import PolicyPart, Runs, origin_line, policy_title
from lessonkit.model.course import Course
from lessonkit.model.policy import SchoolPolicy
from lessonkit.sphinx.i18n import _
from lessonkit.sphinx.typst.builder import timestamp

COURSE = "Whose Picture?"
FONT, LANGUAGE = "Verdana", "en-GB"
INK = RGBColor(0x1F, 0x2A, 0x44)
_STYLES = {"item": "List Bullet", "subitem": "List Bullet 2", "paragraph": "Normal"}
_SIZES = {"Normal": 10, "Title": 22, "Heading 1": 13, "Footer": 8}


def write_docx(
    course: Course, parts: list[PolicyPart], path: Path, policy: SchoolPolicy | None
) -> Path:
    """Write the policy, or with no ``policy`` the template with marked blanks."""
    document = Document()
    title = policy_title(policy)
    _set_look(document)
    document.add_heading(title, 0)
    rows: list[PolicyPart] = []
    for part in parts:
        if part.kind == "row":
            rows.append(part)
            continue
        _add_table(document, rows)
        rows = []
        if part.kind == "heading":
            _write(document.add_heading(level=1), part.runs)
        else:
            _write(document.add_paragraph(style=_STYLES[part.kind]), part.runs)
    _add_table(document, rows)
    note = document.add_paragraph().add_run(origin_line(course))
    note.italic, note.font.size = True, Pt(_SIZES["Footer"])
    _add_foot(document, title)
    _describe(document, course, title)
    return _save(document, path)


def _set_look(document: Any) -> None:
    """Set font, sizes, language and margins, in the styles that schools change."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.3)
    section.top_margin = section.bottom_margin = Cm(2.2)
    for name, size in _SIZES.items():
        style = document.styles[name]
        style.font.size, style.font.name = Pt(size), FONT
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for kind in [key for key in fonts.attrib if key.endswith("Theme")]:
            del fonts.attrib[kind]
        for kind in ("w:hAnsi", "w:cs", "w:eastAsia"):
            fonts.set(qn(kind), FONT)
        if name != "Footer":
            style.font.color.rgb = INK
    document.styles["Normal"].paragraph_format.space_after = Pt(6)
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), LANGUAGE)


def _write(paragraph: Any, runs: Runs) -> None:
    """Write text; what is to be filled in is marked in yellow."""
    for run in runs:
        made = paragraph.add_run(run.text)
        made.bold = run.bold or None
        made.italic = run.italic or None
        if run.blank:
            made.font.highlight_color = WD_COLOR_INDEX.YELLOW


def _add_table(document: Any, rows: list[PolicyPart]) -> None:
    """Add a table whose first row is its head, on every page that it reaches."""
    if not rows:
        return
    table = document.add_table(rows=0, cols=len(rows[0].cells), style="Table Grid")
    for number, row in enumerate(rows):
        cells = table.add_row().cells
        for cell, runs in zip(cells, row.cells, strict=True):
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.space_before = Pt(3)
            paragraph.paragraph_format.space_after = Pt(3)
            _write(paragraph, runs)
            for run in paragraph.runs if number == 0 else ():
                run.bold = True
    head = table.rows[0]._tr.get_or_add_trPr()
    head.append(OxmlElement("w:tblHeader"))
    document.add_paragraph()


def _add_foot(document: Any, title: str) -> None:
    """Put the title and the page's number at the foot."""
    foot = document.sections[0].footer.paragraphs[0]
    foot.add_run(f"{title} · {_('page')!s} ")
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    foot._p.append(field)


def _describe(document: Any, course: Course, title: str) -> None:
    """Fill in the properties: no date of this machine, no name of a person."""
    date = datetime.datetime.fromtimestamp(timestamp(course), datetime.UTC)
    about = document.core_properties
    about.title, about.language, about.comments = title, LANGUAGE, "CC BY 4.0"
    about.author = about.last_modified_by = f"the {COURSE} contributors"
    about.created = about.modified = date.replace(tzinfo=None)
    about.revision = 1


def _save(document: Any, path: Path) -> Path:
    """Write the file; the same text always gives the same bytes."""
    made = BytesIO()
    document.save(made)
    with zipfile.ZipFile(made) as archive:
        members: dict[str, bytes | str] = {
            name: archive.read(name) for name in archive.namelist()
        }
    return write_archive(path, members, first=("[Content_Types].xml",))
