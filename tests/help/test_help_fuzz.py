"""Whatever a help file holds, reading it ends in problems, never in a crash."""

import datetime
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from lessonkit.source.help import read_help
from lessonkit.source.phone import read_phone
from lessonkit.source.places import country_codes

TODAY = datetime.date(2026, 11, 24)
GOOD = (
    Path(__file__).parents[1] / "bad/help/duplicate-country-file/GB.yml"
).read_text()
VALUES = st.one_of(
    st.text(max_size=30),
    st.sampled_from(["null", "[]", "{}", '"0000"', '"9999-99"', "NO", "&a", "- x"]),
)


@settings(max_examples=300, deadline=None)
@given(line=st.integers(0, len(GOOD.splitlines()) - 1), value=VALUES)
def test_any_value_in_any_line_is_read_without_a_crash(line: int, value: str) -> None:
    lines = GOOD.splitlines()
    key, colon, _ = lines[line].partition(":")
    lines[line] = f"{key}{colon} {value}"
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "data/help/GB.yml"
        file.parent.mkdir(parents=True)
        file.write_bytes("\n".join(lines).encode("utf-8", "surrogatepass"))
        problems = []
        directory = read_help(Path(folder), problems, TODAY)
    assert len(directory.countries) == len(country_codes())
    for problem in problems:
        assert problem.place.path == "data/help/GB.yml"
        assert problem.place.line <= len("\n".join(lines).splitlines()) + 1


@settings(max_examples=300, deadline=None)
@given(
    text=st.one_of(st.text(max_size=20), st.text("0123456789+-() .", max_size=300)),
    country=st.sampled_from([*country_codes(), "XX"]),
)
def test_any_text_is_a_phone_number_or_none(text: str, country: str) -> None:
    phone = read_phone(text, country)
    if phone is not None:
        assert set(phone.tel) <= set("+0123456789")
        assert phone.tel.lstrip("+")
