"""A page as a PDF form: what is written in, and what is agreed to, becomes a field.

Typst has no form fields. So each field is set as a link of its size, which Typst tags
and places; afterwards the link becomes a field, in the same place of the tag tree.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

import pikepdf
from docutils import nodes as dn
from pikepdf import Array, Dictionary, Name

from lessonkit.sphinx.typst.course_nodes import Translator
from lessonkit.sphinx.typst.escape import Markup, call, text
from lessonkit.sphinx.typst.press import Press

#: No such site can exist: such a link is a field.
ADDRESS = "https://form.invalid/"
MULTILINE = 1 << 12
#: Type and colour of what is entered.
LOOK = "/Helv 11 Tf 0.12 0.16 0.27 rg"


class FormTranslator(Translator):
    """Sets lines to write on as text fields, boxes to tick as check boxes."""

    def write_in(self, node: dn.Element) -> Markup:
        """Set a text field over the lines."""
        label, lines = str(node["label"]), int(node["lines"])
        kind = "lines" if lines > 1 else "line"
        return call("form-text", text(label), lines, address(kind, label))

    def bullet_list(self, node: dn.Element) -> Markup:
        """Set a check box before each item of a task list."""
        if "contains-task-list" not in node.get("classes", []):
            return super().bullet_list(node)
        items = [
            (address("check", words_of(child)), self.item(child))
            for child in node.children
        ]
        return call("form-checks", *items)


def words_of(item: dn.Node) -> str:
    """Return what an item says, without the box that the web page draws."""
    texts = item.findall(dn.Text)
    return "".join(t.astext() for t in texts if not isinstance(t.parent, dn.raw))


def address(kind: str, label: str) -> str:
    """Return the address that says what a field is."""
    return f"{ADDRESS}{kind}/{quote(' '.join(label.split()), safe='')}"


@dataclass(frozen=True, slots=True)
class _Place:
    """A link that becomes a field, on its page."""

    kind: str
    label: str
    link: Any


def print_form(press: Press, name: str, source: str, target: Path) -> Path:
    """Print a file and make its fields; the same source gives the same bytes."""
    press.print(name, source, target)
    with pikepdf.open(target, allow_overwriting_input=True) as pdf:
        add_fields(pdf)
        pdf.save(target, deterministic_id=True)
    return target


def add_fields(pdf: pikepdf.Pdf) -> None:
    """Turn the links that stand for fields into fields."""
    elements = {
        part.Obj.objgen: element
        for element in _elements(pdf.Root.StructTreeRoot)
        for part in _kids(element)
        if isinstance(part, Dictionary) and part.get("/Type") == Name.OBJR
    }
    fields = Array()
    for number, place in enumerate(_places(pdf), 1):
        elements[place.link.objgen].S = Name.Form
        _make_field(pdf, place, f"field-{number}")
        fields.append(place.link)
    font = Dictionary(
        Type=Name.Font,
        Subtype=Name.Type1,
        BaseFont=Name.Helvetica,
        Encoding=Name.WinAnsiEncoding,
    )
    pdf.Root.AcroForm = Dictionary(
        Fields=fields,
        DA=pikepdf.String(LOOK),
        DR=Dictionary(Font=Dictionary(Helv=pdf.make_indirect(font))),
    )


def _places(pdf: pikepdf.Pdf) -> Iterator[_Place]:
    for page in pdf.pages:
        for link in page.get("/Annots", Array()):
            target = str(link.get("/A", Dictionary()).get("/URI", ""))
            if target.startswith(ADDRESS):
                kind, _slash, label = target.removeprefix(ADDRESS).partition("/")
                yield _Place(kind, unquote(label), link)


def _kids(element: Any) -> list[Any]:
    kids = element.get("/K", Array())
    return list(kids) if isinstance(kids, Array) else [kids]


def _elements(root: Any) -> Iterator[Any]:
    """Yield every element of the tag tree."""
    waiting = [root]
    while waiting:
        element = waiting.pop()
        yield element
        waiting += [
            kid for kid in _kids(element) if isinstance(kid, Dictionary) and "/S" in kid
        ]


def _make_field(pdf: pikepdf.Pdf, place: _Place, name: str) -> None:
    field = place.link
    for key in ("/A", "/Contents", "/Border", "/QuadPoints"):
        if key in field:
            del field[key]
    field.Subtype = Name.Widget
    field.T, field.TU = pikepdf.String(name), pikepdf.String(place.label)
    left, bottom, right, top = (float(x) for x in field.Rect)
    width, height = right - left, top - bottom
    empty = _drawing(pdf, width, height, b"")
    if place.kind == "check":
        cross = (
            f"1.2 w 0.12 0.16 0.27 RG 2 2 m {width - 2:.2f} {height - 2:.2f} l "
            f"2 {height - 2:.2f} m {width - 2:.2f} 2 l S"
        )
        ticked = _drawing(pdf, width, height, cross.encode())
        field.FT, field.V, field.AS = Name.Btn, Name.Off, Name.Off
        field.AP = Dictionary(N=Dictionary(Yes=ticked, Off=empty))
        return
    field.FT, field.DA = Name.Tx, pikepdf.String(LOOK)
    if place.kind == "lines":
        field.Ff = MULTILINE
    field.AP = Dictionary(N=empty)


def _drawing(
    pdf: pikepdf.Pdf, width: float, height: float, content: bytes
) -> pikepdf.Stream:
    """Return what a viewer draws for a field in one state."""
    drawing = pdf.make_stream(content)
    drawing.Type, drawing.Subtype = Name.XObject, Name.Form
    drawing.BBox = Array([0, 0, round(width, 2), round(height, 2)])
    drawing.Resources = Dictionary()
    return drawing
