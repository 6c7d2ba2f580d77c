"""The agreement as a form: fields that a screen reader names, a viewer fills in."""

import pikepdf
import pymupdf
import pytest
from pikepdf import Name
from tests.pdf import verapdf
from tests.pdf.conftest import Built

from lessonkit.sphinx.typst.outputs import AGREEMENT_FORM

pytestmark = pytest.mark.pdf

LABELS = [
    "We ask “first” (each time), & 100%: no\\yes/maybe?",
    "We look away.",
    "We add:",
    "Name:",
]


@pytest.fixture
def form(built: Built):
    with pikepdf.open(built.folder / AGREEMENT_FORM) as pdf:
        yield pdf


def test_each_box_and_each_line_is_a_field_with_a_name_for_a_screen_reader(form):
    fields = list(form.Root.AcroForm.Fields)
    assert [str(field.TU) for field in fields] == LABELS
    assert [str(field.FT) for field in fields] == ["/Btn", "/Btn", "/Tx", "/Tx"]
    assert len({str(field.T) for field in fields}) == len(fields)
    assert [int(field.get("/Ff", 0)) for field in fields] == [0, 0, 4096, 0]


def test_each_field_stands_in_the_tag_tree_as_a_form_and_is_no_link(form):
    waiting, found = [form.Root.StructTreeRoot], {}
    while waiting:
        element = waiting.pop()
        kids = element.get("/K", pikepdf.Array())
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == Name.OBJR:
                found[kid.Obj.objgen] = str(element.S)
            elif isinstance(kid, pikepdf.Dictionary):
                waiting.append(kid)
    for field in form.Root.AcroForm.Fields:
        assert found[field.objgen] == "/Form"
        assert field.Subtype == Name.Widget
        assert "/A" not in field
    assert b"form.invalid" not in b"".join(
        obj.unparse() for obj in form.objects if isinstance(obj, pikepdf.Dictionary)
    )


def test_the_fields_are_reached_in_the_order_of_the_page(form):
    assert all(page.Tabs == Name.S for page in form.pages if "/Annots" in page)


def test_another_program_fills_it_in_and_the_words_stay(built: Built, tmp_path):
    path = tmp_path / "filled.pdf"
    with pymupdf.open(built.folder / AGREEMENT_FORM) as pdf:
        for page in pdf:
            for widget in page.widgets():
                if widget.field_type_string == "CheckBox":
                    widget.field_value = True
                else:
                    widget.field_value = f"Filled in: {widget.field_label}"
                widget.update()
        pdf.save(path)
    with pymupdf.open(path) as pdf:
        values = [widget.field_value for page in pdf for widget in page.widgets()]
        text = " ".join(page.get_text() for page in pdf)
    assert values == ["Yes", "Yes", "Filled in: We add:", "Filled in: Name:"]
    assert "Filled in: Name:" in text


def test_the_form_is_pdf_ua(built: Built):
    path = built.folder / AGREEMENT_FORM
    assert verapdf.validate([path])[path] == []
