"""Cards and posters: one page each, tagged, with a QR code that says where it leads."""

from pathlib import Path

import pikepdf
import pytest
import segno
from tests.pdf import outloud_check, verapdf
from tests.pdf.conftest import pdf_text

from lessonkit.sphinx.typst.cards import Card, CardRow, card_source
from lessonkit.sphinx.typst.press import PdfError, Press
from lessonkit.sphinx.typst.words import template_words

pytestmark = pytest.mark.pdf

CARD = Card(
    title="Help in Examplia",
    lead="You are not alone, and it is not your fault.",
    rows=(
        CardRow("In danger now", "the emergency number"),
        CardRow("Example Helpline", "example.org/help", "Every day, free"),
        CardRow('A "#panic()" line', "example.org/#{1}", "// no code"),
    ),
    foot="Seen on 24 November 2026. Check before you hand it out.",
    qr_svg=segno.make("https://example.org/help").svg_inline(),
    qr_alt="QR code: example.org/help",
)


@pytest.fixture
def press(tmp_path: Path) -> Press:
    made = Press(tmp_path / "press", 0)
    made.set_up(template_words("Whose Picture?", "nobody"))
    return made


@pytest.mark.parametrize(
    ("poster", "millimetres"), [(False, (105, 148)), (True, (210, 297))]
)
def test_a_card_is_one_tagged_page_of_its_size(
    poster: bool, millimetres: tuple[int, int], press: Press, tmp_path: Path
) -> None:
    source = card_source(CARD, "Whose Picture?", poster=poster)
    path = press.print("card.pdf", source, tmp_path / "card.pdf")
    with pikepdf.open(path) as pdf:
        assert len(pdf.pages) == 1
        width, height = (float(n) / 72 * 25.4 for n in pdf.pages[0].mediabox[2:])
        assert (round(width), round(height)) == millimetres
    text = pdf_text(path)
    for row in CARD.rows:
        assert row.name in text
        assert row.way in text
    assert "Check before you hand it out" in text
    assert verapdf.validate([path])[path] == []
    assert outloud_check.findings([path])[path] == []


def test_a_qr_code_without_alt_text_is_refused(press: Press, tmp_path: Path) -> None:
    source = card_source(CARD, "Whose Picture?").replace(
        '"QR code: example.org/help"', "none"
    )
    with pytest.raises(PdfError, match="alt"):
        press.print("card.pdf", source, tmp_path / "card.pdf")
