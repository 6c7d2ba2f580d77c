"""The look of the slides: one master and three layouts, all of them editable.

Everything that a teacher may want to change stands in the slide master: colours are
theme colours, places and sizes are those of placeholders. What is only decoration
stands in master and layouts, where no screen reader stops.
"""

from __future__ import annotations

from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.util import Emu, Inches

INK, PAPER, WHITE = "1F2A44", "FDF8EF", "FFFFFF"
BAND_COLOURS = {
    "8-10": "F4B942",
    "11-13": "0F766E",
    "14-16": "3B6FB6",
    "16-18": "8F7AC9",
}
FONT = "Verdana"
LANGUAGE = "en-GB"
WIDTH, HEIGHT = Inches(13.333), Inches(7.5)

Box = tuple[float, float, float, float]
#: Left, top, width and height in inches.
TITLE: Box = (0.85, 0.4, 11.6, 1.15)
BODY: Box = (0.85, 2.05, 11.6, 4.5)
HALF: Box = (0.85, 2.05, 5.6, 4.5)
SECOND_HALF: Box = (6.85, 2.05, 5.6, 4.5)
PICTURE: Box = (6.85, 2.05, 5.6, 4.5)
STRIP: Box = (0.85, 2.0, 11.6, 1.1)
PICTURE_BELOW: Box = (0.85, 3.3, 11.6, 3.35)
OPENING_TITLE: Box = (0.85, 1.7, 5.9, 2.3)
OPENING_TEXT: Box = (0.85, 4.4, 5.9, 1.7)
OPENING_KICKER: Box = (0.85, 0.6, 5.9, 0.5)
OPENING_PICTURE: Box = (7.5, 1.2, 5.5, 5.1)
FOOT: Box = (0.85, 6.85, 10.0, 0.4)
NUMBER: Box = (11.45, 6.85, 1.0, 0.4)
DASH: Box = (0.85, 1.68, 0.9, 0.08)
#: Room between the edge of a card and its text, left and right, and above and below.
PADDING = (0.3, 0.25)
TITLE_SIZE, OPENING_SIZE, BODY_SIZE, FOOT_SIZE = 38, 48, 28, 12

#: Where the layouts stand in the presentation.
OPENING, TEXT, TWO_COLUMNS, PICTURE_UNDER, TEXT_AND_PICTURE = range(5)
#: Layouts of python-pptx's own presentation that become ours.
_KEPT = {
    0: "Opening",
    1: "Text",
    3: "Two columns",
    7: "Text above picture",
    8: "Text and picture",
}
#: Where a layout's text and picture stand.
TEXT_BOXES = {
    OPENING: OPENING_TEXT,
    TEXT: BODY,
    TWO_COLUMNS: HALF,
    PICTURE_UNDER: STRIP,
    TEXT_AND_PICTURE: HALF,
}
PICTURE_BOXES = {
    OPENING: OPENING_PICTURE,
    PICTURE_UNDER: PICTURE_BELOW,
    TEXT_AND_PICTURE: PICTURE,
}
#: Placeholders by what they hold.
TEXT_ID, SECOND_TEXT_ID, FOOT_ID, NUMBER_ID, KICKER_ID, PICTURE_ID = (
    1,
    2,
    11,
    12,
    13,
    14,
)
_NAMESPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def _frame(box: Box) -> str:
    x, y, width, height = (int(Inches(side)) for side in box)
    return (
        f'<a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
    )


def _placeholder(
    number: int, name: str, kind: str, box: Box, text: str = "", **style: Any
) -> Any:
    """Return a placeholder.

    :param style: anchor, size, bold, align, bullet, and card for a white ground.
    """
    bullet = "" if style.get("bullet", True) else "<a:buNone/>"
    indent = "" if style.get("bullet", True) else ' marL="0" indent="0"'
    level = ""
    if "size" in style:
        bold = ' b="1"' if style.get("bold") else ""
        level = (
            f'<a:lvl1pPr algn="{style.get("align", "l")}"{indent}>{bullet}'
            f'<a:defRPr sz="{style["size"]}00"{bold}/></a:lvl1pPr>'
        )
    run = f'<a:r><a:rPr lang="{LANGUAGE}"/><a:t>{text}</a:t></a:r>' if text else ""
    if kind.startswith('type="sldNum"'):
        run = (
            '<a:fld id="{C1FF6DA9-008F-8B48-92A6-B652298478BF}" type="slidenum">'
            f'<a:rPr lang="{LANGUAGE}"/><a:t>‹#›</a:t></a:fld>'
        )
    shape, inset = '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>', (0.0, 0.0)
    if style.get("card"):
        inset = PADDING
        shape = (
            '<a:prstGeom prst="roundRect"><a:avLst><a:gd name="adj" fmla="val 5000"/>'
            '</a:avLst></a:prstGeom><a:solidFill><a:schemeClr val="bg2"/></a:solidFill>'
        )
    aside, above = (int(Inches(side)) for side in inset)
    return parse_xml(
        f"<p:sp {_NAMESPACES}><p:nvSpPr>"
        f'<p:cNvPr id="{number}" name="{name}"/>'
        f'<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph {kind}/></p:nvPr>'
        f"</p:nvSpPr><p:spPr>{_frame(box)}{shape}</p:spPr><p:txBody><a:bodyPr "
        f'lIns="{aside}" tIns="{above}" rIns="{aside}" bIns="{above}" '
        f'anchor="{style.get("anchor", "t")}"><a:normAutofit/></a:bodyPr>'
        f"<a:lstStyle>{level}</a:lstStyle><a:p>{run}"
        f'<a:endParaRPr lang="{LANGUAGE}"/></a:p></p:txBody></p:sp>'
    )


def _decoration(number: int, name: str, box: Box, colour: str, shape: str) -> Any:
    return parse_xml(
        f'<p:sp {_NAMESPACES}><p:nvSpPr><p:cNvPr id="{number}" name="{name}"/>'
        f'<p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr>{_frame(box)}'
        f'<a:prstGeom prst="{shape}"><a:avLst/></a:prstGeom><a:solidFill>'
        f'<a:schemeClr val="{colour}"/></a:solidFill><a:ln><a:noFill/></a:ln></p:spPr>'
        "<p:txBody><a:bodyPr/><a:lstStyle/><a:p>"
        f'<a:endParaRPr lang="{LANGUAGE}"/></a:p></p:txBody></p:sp>'
    )


def _feet(first: int, foot: str, box: Box = FOOT) -> list[Any]:
    return [
        _placeholder(
            first, "Footer", 'type="ftr" sz="quarter" idx="11"', box, foot,
            anchor="ctr", size=FOOT_SIZE, bullet=False,
        ),
        _placeholder(
            first + 1, "Slide number", 'type="sldNum" sz="quarter" idx="12"', NUMBER,
            anchor="ctr", size=FOOT_SIZE, align="r", bullet=False,
        ),
    ]  # fmt: skip


def _fill(holder: Any, shapes: list[Any]) -> None:
    """Put shapes in the place of those of a master or layout."""
    tree = holder.shapes._spTree
    for shape in list(tree)[2:]:
        tree.remove(shape)
    tree.extend(shapes)


def _text_style(kind: str) -> Any:
    """Return the master's style of titles or of text."""
    font = "mj" if kind == "titleStyle" else "mn"
    size, bold = (TITLE_SIZE, ' b="1"') if font == "mj" else (BODY_SIZE, "")
    levels = []
    for level in range(1, 2 if font == "mj" else 6):
        mark = (
            '<a:buClr><a:schemeClr val="accent1"/></a:buClr><a:buFont '
            'typeface="Arial"/><a:buChar char="•"/>'
        )
        left = 400050 * level
        place = f'marL="{left}" indent="-400050"'
        if font == "mj":
            mark, place = "<a:buNone/>", 'marL="0" indent="0"'
        space = "90000" if font == "mj" else "105000"
        before = 0 if font == "mj" else 1000
        levels.append(
            f'<a:lvl{level}pPr {place} algn="l" rtl="0" eaLnBrk="1" hangingPunct="1">'
            f'<a:lnSpc><a:spcPct val="{space}"/></a:lnSpc><a:spcBef><a:spcPts '
            f'val="{before}"/></a:spcBef>{mark}<a:defRPr lang="{LANGUAGE}" '
            f'sz="{max(size - 2 * (level - 1), 18)}00"{bold} kern="1200"><a:solidFill>'
            f'<a:schemeClr val="tx1"/></a:solidFill><a:latin typeface="+{font}-lt"/>'
            f'<a:ea typeface="+{font}-ea"/><a:cs typeface="+{font}-cs"/></a:defRPr>'
            f"</a:lvl{level}pPr>"
        )
    return parse_xml(f"<p:{kind} {_NAMESPACES}>{''.join(levels)}</p:{kind}>")


def _paint(presentation: Any, band: str) -> None:
    """Give the theme our colours and font; the band's colour is the first accent."""
    part = presentation.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    theme = etree.fromstring(part.blob)
    theme.set("name", "Whose Picture?")
    others = [colour for name, colour in BAND_COLOURS.items() if name != band]
    own = BAND_COLOURS.get(band, INK)
    colours = dict(zip(
        ("dk1", "lt1", "dk2", "lt2", "accent1", "accent2", "accent3", "accent4",
         "accent5", "accent6", "hlink", "folHlink"),
        (INK, PAPER, INK, WHITE, own, *others[:3], "E4572E", "99D5CC", INK, INK),
        strict=True,
    ))  # fmt: skip
    for name, colour in colours.items():
        holder = next(theme.iter(f"{_A}{name}"))
        for child in list(holder):
            holder.remove(child)
        etree.SubElement(holder, f"{_A}srgbClr", val=colour)
    for name in ("majorFont", "minorFont"):
        latin = next(theme.iter(f"{_A}{name}")).find(f"{_A}latin")
        if latin is not None:
            latin.set("typeface", FONT)
    part._blob = etree.tostring(theme, encoding="UTF-8", standalone=True)


def _drop_leftovers(presentation: Any) -> None:
    """Drop what the presentation that we start from brings: preview and printer."""
    package = presentation.part.package
    for holder in (package, presentation.part):
        for key, rel in list(holder._rels.items()):
            if rel.reltype in {
                RELATIONSHIP_TYPE.THUMBNAIL,
                RELATIONSHIP_TYPE.PRINTER_SETTINGS,
            }:
                holder._rels.pop(key)


def new_presentation(band: str, foot: str) -> Any:
    """Return an empty 16:9 presentation with our master.

    :param foot: the line at the foot of every slide; plain text.
    """
    presentation: Any = Presentation()
    presentation.slide_width, presentation.slide_height = Emu(WIDTH), Emu(HEIGHT)
    for number, layout in enumerate(list(presentation.slide_layouts)):
        if number not in _KEPT:
            presentation.slide_layouts.remove(layout)
        else:
            layout._element.cSld.set("name", _KEPT[number])
    _drop_leftovers(presentation)
    _paint(presentation, band)
    foot = foot.replace("&", "&amp;").replace("<", "&lt;")
    master = presentation.slide_master
    title = _placeholder(2, "Title", 'type="title"', TITLE, "Title", anchor="b")
    body = _placeholder(3, "Text", 'type="body" idx="1"', BODY, "Text")
    stripe = _decoration(20, "Stripe", (0, 0, 0.28, 7.5), "accent1", "rect")
    _fill(master, [stripe, title, body, *_feet(4, foot)])
    styles = master._element.find(
        "{http://schemas.openxmlformats.org/presentationml/2006/main}txStyles"
    )
    for position, kind in enumerate(("titleStyle", "bodyStyle")):
        styles.replace(styles[position], _text_style(kind))
    _lay_out(list(presentation.slide_layouts), foot)
    background = master._element.cSld.find(
        "{http://schemas.openxmlformats.org/presentationml/2006/main}bg"
    )
    master._element.cSld.replace(
        background,
        parse_xml(
            f'<p:bg {_NAMESPACES}><p:bgPr><a:solidFill><a:schemeClr val="bg1"/>'
            "</a:solidFill><a:effectLst/></p:bgPr></p:bg>"
        ),
    )
    return presentation


def _lay_out(layouts: list[Any], foot: str) -> None:
    """Fill the layouts."""
    _fill(
        layouts[OPENING],
        [
            _decoration(20, "Panel", (7.2, 0, 6.134, 7.5), "accent1", "rect"),
            _decoration(21, "Dash", (0.85, 4.14, 0.9, 0.08), "accent1", "rect"),
            _placeholder(
                2, "Title", 'type="ctrTitle"', OPENING_TITLE, "Title", anchor="b",
                size=OPENING_SIZE, bold=True, bullet=False,
            ),
            _placeholder(
                3, "Subtitle", f'type="subTitle" idx="{TEXT_ID}"', OPENING_TEXT,
                "Text", size=28, bullet=False,
            ),
            _placeholder(
                6, "Course and age", f'type="body" sz="quarter" idx="{KICKER_ID}"',
                OPENING_KICKER, "Course and age", size=16, bold=True, bullet=False,
            ),
            _picture_place(OPENING_PICTURE),
            *_feet(4, foot, (0.85, 6.85, 6.0, 0.4))[:1],
        ],
    )  # fmt: skip
    for number in (TEXT, TWO_COLUMNS, PICTURE_UNDER, TEXT_AND_PICTURE):
        shapes = [
            _decoration(20, "Dash", DASH, "accent1", "rect"),
            _placeholder(2, "Title", 'type="title"', TITLE, "Title", anchor="b"),
            _placeholder(
                3, "Text", f'type="body" idx="{TEXT_ID}"', TEXT_BOXES[number], "Text",
                card=number != PICTURE_UNDER, anchor="ctr",
            ),
        ]  # fmt: skip
        if number == TWO_COLUMNS:
            kind = f'type="body" idx="{SECOND_TEXT_ID}"'
            more = _placeholder(
                8, "More text", kind, SECOND_HALF, "Text", card=True, anchor="ctr"
            )
            shapes.append(more)
        if number in PICTURE_BOXES:
            shapes.append(_picture_place(PICTURE_BOXES[number]))
        _fill(layouts[number], [*shapes, *_feet(4, foot)])
    for layout in layouts:
        layout._element.attrib.pop("type", None)


def _picture_place(box: Box) -> Any:
    kind = f'type="pic" idx="{PICTURE_ID}"'
    return _placeholder(7, "Picture", kind, box, bullet=False)
