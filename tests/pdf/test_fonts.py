"""The bundled fonts are those of the manifest, and cover what we print."""

import hashlib
import re

import pytest
from fontTools.ttLib import TTFont

from lessonkit.sphinx.typst.escape import FAMILIES, FONTS, coverage
from lessonkit.sphinx.typst.press import TEMPLATES

POLISH = "ąćęłńóśźż ĄĆĘŁŃÓŚŹŻ"
VIETNAMESE = "ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỷỹỵ"
OTHERS = "äöüßéèêçñøåæœšžčřďťňğışőűāēīūțșŋ¿¡ αβγ абв"
MARKS = "“”‘’–—…•·→←↑↓✓✗☐☑×½€£§©°"


def test_the_manifest_names_every_font_file_with_its_hash() -> None:
    manifest = (FONTS / "MANIFEST.md").read_text("utf-8")
    rows = dict(
        re.findall(r"^\| `([^`]+)` \|[^|]*\| `([0-9a-f]{64})` \|", manifest, re.M)
    )
    files = [
        f for f in FONTS.iterdir() if f.suffix == ".ttf" or f.name.startswith("OFL")
    ]
    assert rows == {
        file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in files
    }


@pytest.mark.parametrize("family", FAMILIES)
def test_the_coverage_file_says_what_the_fonts_have(family: str) -> None:
    start = family.replace(" ", "")
    maps = [set(TTFont(file).getBestCmap()) for file in FONTS.glob(f"{start}-*.ttf")]
    assert maps
    assert coverage()[family] == {
        point for point in set.intersection(*maps) if point >= 0x20
    }


@pytest.mark.parametrize("sample", [POLISH, VIETNAMESE, OTHERS, MARKS])
def test_the_fonts_cover_the_languages_and_marks_that_we_print(sample: str) -> None:
    known = frozenset().union(*coverage().values())
    assert [c for c in sample if not c.isspace() and ord(c) not in known] == []


def test_the_templates_use_no_letter_that_the_fonts_lack() -> None:
    known = frozenset().union(*coverage().values())
    for file in TEMPLATES.glob("*.typ"):
        letters = set(file.read_text("utf-8")) - {"\n"}
        assert [c for c in letters if ord(c) not in known] == [], file.name
