"""The figures of files, locks, zips and tests catch what they are there for."""

import datetime
import io
import shutil
import stat
import sys
import zipfile

import pytest
from tests.conftest import ROOT
from trust.figures import Built
from trust.suite import Outcome, run_tests

from lessonkit.source.course import read_course
from trust import archives, builds, figures, injection, mistakes, separation, supply

GOOD = ROOT / "tests/good/course"
LOCK = (
    "rich==15.0.0 \\\n    --hash=sha256:{0}\nsegno==1.6.6 \\\n    --hash=sha256:{0}\n"
)


def test_there_are_fifteen_figures_in_their_order():
    assert [one.number for one in figures.load_figures()] == [*range(1, 16)]


@pytest.fixture
def twice(tmp_path):
    """Return the same build two times."""
    for name in ("one", "two"):
        for folder in builds.FOLDERS:
            file = tmp_path / name / folder / "a.html"
            file.parent.mkdir(parents=True)
            file.write_text("same", "utf-8")
    return Built(tmp_path / "one", tmp_path / "two")


def test_the_same_files_are_reproducible(twice):
    assert builds.reproducible(twice).text == "0 of 4 files"
    assert builds.reproducible(twice).met


@pytest.mark.parametrize("folder", builds.FOLDERS)
def test_one_other_byte_is_caught(twice, folder):
    (twice.second / folder / "a.html").write_text("Same", "utf-8")
    found = builds.reproducible(twice)
    assert not found.met
    assert found.faults == (f"{folder}/a.html",)


def test_a_file_that_only_one_build_has_is_caught(twice):
    (twice.out / "html/b.html").write_text("more", "utf-8")
    assert builds.reproducible(twice).faults == ("html/b.html",)


def test_one_build_alone_is_not_reproducible(twice):
    assert not builds.reproducible(Built(twice.out)).met


@pytest.mark.parametrize("body", ["Fine.", "A :doc:`lost` page."])
def test_a_warning_of_sphinx_is_caught(tmp_path, body):
    (tmp_path / "conf.py").write_text("project = 'x'\n", "utf-8")
    (tmp_path / "index.rst").write_text(f"Title\n=====\n\n{body}\n", "utf-8")
    said = builds.sphinx_warnings(sys.executable, tmp_path, tmp_path, tmp_path / "out")
    assert bool(said) == ("lost" in body)


def test_a_warning_of_our_build_is_caught(tmp_path, monkeypatch):
    monkeypatch.setattr(builds, "FORWARD", tmp_path / "none")
    assert "not installed" in builds.clean_build(Built(tmp_path)).faults[0]
    found = builds.clean_build(Built(tmp_path, said="a.md:3: WARNING: no\n\n"))
    assert not found.met
    assert found.faults[0] == "a.md:3: WARNING: no"


@pytest.fixture
def one_of_each(tmp_path):
    """Return what running a good, a bad and a skipped test gives."""
    file = tmp_path / "test_x.py"
    file.write_text(
        "import pytest\ndef test_good(): pass\ndef test_bad(): assert False\n"
        "@pytest.mark.skip\ndef test_skipped(): pass\n"
    )
    return run_tests(str(file), "-c", "/dev/null", f"--rootdir={tmp_path}")


def test_a_test_that_fails_or_is_left_out_counts(one_of_each):
    assert one_of_each.run == 3
    names = [name.rpartition(" ")[2] for name in one_of_each.failed]
    assert sorted(names) == ["test_bad", "test_skipped"]


def test_figures_that_tests_measure_fail_with_them(one_of_each):
    assert not mistakes.located(one_of_each).met
    assert not mistakes.survived(one_of_each, 10).met
    assert not injection.injected(one_of_each, [], []).met


def test_figures_that_tests_measure_pass_with_them():
    fine = Outcome(70, ())
    assert mistakes.located(fine).met
    assert mistakes.survived(fine, 10).met
    assert injection.injected(fine, [], []).met
    assert not injection.injected(fine, ["eval"], []).met
    assert not injection.injected(fine, [], ["javascript:"]).met


def test_no_test_at_all_proves_nothing():
    nothing = Outcome(0, ())
    assert not mistakes.located(nothing).met
    assert not mistakes.survived(nothing, 10).met
    assert not injection.injected(nothing, [], []).met


def zipped(*members, mode=stat.S_IFREG | 0o644):
    """Return a zip of (name, data)."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            info = zipfile.ZipInfo(name)
            info.external_attr = mode << 16
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, data)
    return buffer.getvalue()


HOSTILE = {
    "up": zipped(("../evil", b"x")),
    "absolute": zipped(("/etc/x", b"x")),
    "inside-up": zipped(("a/../../b", b"x")),
    "drive": zipped(("C:/w", b"x")),
    "case": zipped(("A.txt", b"x"), ("a.TXT", b"x")),
    "decomposed": zipped(("a\u0308.txt", b"x")),
    "link": zipped(("a", b"/etc/passwd"), mode=stat.S_IFLNK | 0o777),
    "bomb": zipped(("a", b"0" * 5_000_000)),
    "inner": zipped(("a.zip", zipped(("../evil", b"x")))),
    "torn": zipped(("a", b"x" * 100))[:-30],
}


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_zip_is_caught(built, case):
    built.packages.mkdir()
    (built.packages / "good.zip").write_bytes(zipped(("a/b.txt", b"fine")))
    assert archives.archive_safety(built).text == "0 in 1 zips; 0"
    (built.packages / "x.imscc").write_bytes(HOSTILE[case])
    assert not archives.archive_safety(built).met


def test_code_that_unpacks_an_archive_is_caught(tmp_path):
    (tmp_path / "x.py").write_text("archive.extractall(folder)\n")
    assert archives.unpacking(tmp_path) == ["x.py unpacks an archive"]


def test_a_package_without_a_hash_is_caught(tmp_path):
    lock = tmp_path / "book.txt"
    lock.write_text(LOCK.format("a" * 64))
    assert supply.without_hash(lock) == []
    lock.write_text(LOCK.format("a" * 64) + "loose==1.0\n")
    assert supply.without_hash(lock) == ["book.txt: loose"]


def test_a_bill_of_materials_that_is_not_the_lock_is_caught(tmp_path):
    lock, sbom = tmp_path / "book.txt", tmp_path / "sbom.json"
    lock.write_text(LOCK.format("a" * 64))
    supply.write_sbom(lock, sbom)
    assert supply.differs_from_sbom(lock, sbom) == []
    supply.write_sbom(lock, tmp_path / "again.json")
    assert (tmp_path / "again.json").read_bytes() == sbom.read_bytes()
    lock.write_text(LOCK.format("a" * 64).replace("1.6.6", "1.6.7"))
    assert len(supply.differs_from_sbom(lock, sbom)) == 2


def test_a_vendored_file_that_was_changed_or_added_is_caught(tmp_path):
    fonts = tmp_path / "fonts"
    shutil.copytree(supply.FONTS, fonts)
    assert supply.vendored(fonts) == supply.unlicensed(fonts) == []
    (fonts / "Other-Regular.ttf").write_bytes(b"font")
    with (fonts / "SourceSans3-Bold.ttf").open("ab") as file:
        file.write(b"x")
    assert len(supply.vendored(fonts)) == 2
    assert len(supply.unlicensed(fonts)) == 1


def test_a_thirteenth_dependency_is_counted(tmp_path):
    project = tmp_path / "pyproject.toml"
    project.write_text(f"[project]\ndependencies = {['x'] * 13}\n")
    assert len(supply.direct(project)) > supply.MAX_DIRECT


SENTENCE = "Let the class stand near the door and count the old wooden chairs"


def test_a_sentence_of_a_teachers_page_is_a_canary_and_is_found(built, tmp_path):
    root = tmp_path / "course"
    shutil.copytree(GOOD, root)
    guide = next((root / "teacher-guides").rglob("*.md"))
    guide.write_text(f"{guide.read_text('utf-8')}\n{SENTENCE}.\n", "utf-8")
    course, _ = read_course(root)
    secret = separation.canaries(root, course)
    assert len(secret) == len(SENTENCE.split()) - separation.RUN + 1
    page = built.learner / "x.html"
    page.write_text(f"<p>{SENTENCE.replace('near', 'by')}</p>", "utf-8")
    assert separation.leaks(secret, separation.texts(built.learner)) == []
    page.write_text(f"<p>{SENTENCE.upper().replace(' ', '</b> <b>')}</p>", "utf-8")
    (fault,) = separation.leaks(secret, separation.texts(built.learner))
    assert fault.startswith("x.html: ")
    lesson = next((root / "lessons").rglob("*.md"))
    lesson.write_text(f"{lesson.read_text('utf-8')}\n{SENTENCE}.\n", "utf-8")
    assert separation.canaries(root, course) == set()


def test_a_canary_inside_a_zip_is_found(built):
    words = "a very secret sentence of ten words in a guide"
    secret = {tuple(words.split())}
    inner = zipped(("a/index.html", f"{words.title()}.".encode()))
    (built.learner / "x.zip").write_bytes(zipped(("b.zip", inner)))
    (fault,) = separation.leaks(secret, separation.texts(built.learner))
    assert fault.startswith("x.zip!b.zip!a/index.html: ")


def test_a_service_that_cannot_say_that_it_is_old_is_caught(tmp_path):
    page = tmp_path / "GB.html"
    good = '<section class="service" id="a"><p data-stale-after="2027-01-01"></p>'
    page.write_text(good, "utf-8")
    assert separation.silent(tmp_path) == []
    page.write_text(good + '<section id="b" class="service">', "utf-8")
    assert len(separation.silent(tmp_path)) == 1


def test_services_are_counted_by_the_day_on_which_they_were_seen(course):
    shown, fresh, checked = separation.seen_since(course, datetime.date(2026, 8, 26))
    assert shown > fresh > checked
    assert separation.seen_since(course, datetime.date(1900, 1, 1))[1] == shown
