"""Zip files are deterministic and hold safe names only."""

import time
import zipfile

import pytest

from lessonkit.export.archive import UnsafeNameError, build_date, write_archive


def test_two_archives_of_the_same_members_are_the_same_bytes(tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1796000000")
    one = write_archive(tmp_path / "one.zip", {"b.txt": "b", "a/ä.txt": b"a"})
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    time.tzset()
    try:
        two = write_archive(tmp_path / "two.zip", {"a/ä.txt": b"a", "b.txt": "b"})
    finally:
        monkeypatch.undo()
        time.tzset()
    assert one.read_bytes() == two.read_bytes()


def test_members_are_sorted_dated_and_plain_files(tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1796000000")
    path = write_archive(tmp_path / "x.zip", {"z": "", "a": "", "m": ""}, first=("m",))
    with zipfile.ZipFile(path) as archive:
        infos = archive.infolist()
    assert [info.filename for info in infos] == ["m", "a", "z"]
    assert {info.date_time for info in infos} == {(2026, 11, 30, 0, 53, 20)}
    assert {info.create_system for info in infos} == {3}
    assert {info.external_attr >> 16 for info in infos} == {0o100644}


@pytest.mark.parametrize("epoch", [None, "", "12 June", "0"])
def test_a_missing_or_odd_date_becomes_the_earliest_one(monkeypatch, epoch):
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    if epoch is not None:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    assert build_date().year == 1980


@pytest.mark.parametrize(
    "names",
    [
        ["../evil"],
        ["/abs"],
        ["a/../../b"],
        ["a//b"],
        ["a\\b"],
        ["C:/w"],
        ["", "a"],
        ["a/./b"],
        ["nul.txt"],
        ["a\x00b"],
        ["name."],
        ["a\u0308.txt"],
        ["A.txt", "a.TXT"],
        ["x" * 200],
    ],
    ids=repr,
)
def test_an_unsafe_name_is_refused_before_anything_is_written(tmp_path, names):
    with pytest.raises(UnsafeNameError):
        write_archive(tmp_path / "x.zip", dict.fromkeys(names, ""))
    assert list(tmp_path.iterdir()) == []
