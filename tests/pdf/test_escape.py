"""No text of an author is ever Typst code."""

import json
from pathlib import Path

import pytest
import typst
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.pdf.conftest import pdf_text

from lessonkit.sphinx.typst import escape
from lessonkit.sphinx.typst.escape import Markup, Name, call, literal, text, value
from lessonkit.sphinx.typst.press import Press
from lessonkit.sphinx.typst.words import template_words

#: Each would show HITHIT, or stop the compiler, if it were code.
PAYLOADS = [
    '#("HIT" * 2)',
    '#{"HIT" * 2}',
    '#eval("\\"HIT\\" * 2")',
    '";#("HIT" * 2);"',
    '"; #("HIT" * 2); #"',
    '\\";#("HIT" * 2);\\"',
    '\\\\";#("HIT" * 2);"',
    '");#("HIT" * 2)//',
    '"]#("HIT" * 2)[',
    ']#("HIT" * 2)[',
    '})#("HIT" * 2)({',
    ')]#panic("HIT")',
    '#panic("HIT")',
    "#assert(false)",
    '#read("/words.typ")',
    '#include "/words.typ"',
    '#import "/kit/base.typ": *',
    '#image("/etc/passwd")',
    '#json("/words.typ")',
    "#sys.inputs",
    '#link("javascript:alert(1)")[HIT]',
    '#show "start": "HIT" + "HIT"',
    "#set page(width: 1pt)",
    '#metadata("HIT") <HIT>',
    '#plugin("/x.wasm")',
    '$ "HIT" * 2 $',
    "`#HIT`",
    '```typ #("HIT" * 2)```',
    "<label>",
    "@reference",
    "= Heading",
    "- item",
    "+ item",
    "/ term: HIT",
    "_a_ *b* ~ -- ---",
    "// comment",
    "/* comment",
    "*/ comment",
    "\\u{48}\\u{49}\\u{54}",
    "\\n\\r\\t\\x48",
    '\u2028#("HIT" * 2)\u2029',
    '\n#("HIT" * 2)\n',
    '\r\n"#("HIT" * 2)',
    '\u202e#("HIT" * 2)',
    "'; \" ' ` { } ( ) [ ] # $ % ^ & ~ \\",
]


@pytest.fixture(scope="module")
def press(tmp_path_factory: pytest.TempPathFactory) -> Press:
    made = Press(tmp_path_factory.mktemp("press"), 0)
    made.set_up(template_words("Whose Picture?", "nobody"))
    return made


def compile_source(press: Press, folder: Path, source: str) -> str:
    file = press.folder / "test.typ"
    file.write_text(source, encoding="utf-8")
    target = folder / "test.pdf"
    target.write_bytes(press.compile(file))
    return pdf_text(target)


HEAD = '#import "/kit/course.typ": *\n#show: base.with(title: "Test")\n= Test\n'


@pytest.mark.parametrize("payload", PAYLOADS, ids=range(len(PAYLOADS)))
def test_a_payload_is_printed_and_never_run(
    payload: str, press: Press, tmp_path: Path
) -> None:
    shown = compile_source(press, tmp_path, f"{HEAD}start {text(payload)} end")
    assert "HITHIT" not in shown
    expected = escape.printable(payload)
    assert "".join(expected.split()) in "".join(shown.split()).replace("\u202e", "")


def test_there_are_forty_payloads_and_more() -> None:
    assert len(set(PAYLOADS)) >= 40


@settings(max_examples=150, suppress_health_check=list(HealthCheck), deadline=None)
@given(words=st.text(min_size=1, max_size=60))
def test_any_text_comes_back_as_it_was(words: str, press: Press) -> None:
    source = f"#metadata({literal(words)})<it>"
    found = json.loads(typst.query(source.encode(), "<it>", field="value", one=True))
    kept = "".join(c for c in words if c.isprintable() or c.isspace() or ord(c) > 159)
    flat = "".join(found.split())
    for char in kept:
        if not char.isspace() and char.isprintable():
            assert char in flat


def test_values_become_code_of_their_kind() -> None:
    assert value(None) == "none"
    assert value(True) == "true"
    assert value(1.5) == "1.5"
    assert value('a"b\\') == '"a\\"b\\\\"'
    assert value(Markup('#"a";')) == '[#"a";]'
    assert value(["a", 1]) == '("a", 1, )'
    assert value([]) == "()"
    assert value({"a": True}) == '("a": true)'
    assert value({}) == "(:)"
    assert call("box", Name("p-8-10"), a_b=None) == "#box(p-8-10, a-b: none);"


@pytest.mark.parametrize("name", ["", "A", "a b", "a;b", "#a", "a(", '"a"'])
def test_a_name_that_is_no_name_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="no Typst name"):
        value(Name(name))
    with pytest.raises(ValueError, match="no Typst name"):
        call(name)


def test_an_unknown_kind_of_value_is_refused() -> None:
    with pytest.raises(TypeError, match="no Typst value"):
        value(object())


def test_a_word_the_first_font_lacks_is_set_whole_in_the_second() -> None:
    assert text("Tiếng Anh") == '#other("Tiếng");#" Anh";'
    assert text("a → b") == '#"a → b";'


def test_a_script_that_no_font_has_is_left_out_with_its_brackets() -> None:
    assert escape.printable("Egypt (مصر), Cairo") == "Egypt, Cairo"
    assert escape.printable("Polska (Poland)") == "Polska (Poland)"
