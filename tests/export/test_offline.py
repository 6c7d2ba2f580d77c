"""The zips to carry: all of the course, and nothing of teachers' for learners."""

import hashlib
import zipfile

import pytest

from lessonkit.export.offline import FOLDER, LEARNER, SUMS, WHOLE, write_offline
from lessonkit.sphinx.typst.outputs import paper_outputs


@pytest.fixture
def out(tmp_path, course):
    """Return a build: two editions, every PDF, a package."""
    files = ["html/index.html", "html/_static/search.js", "learner/index.html"]
    files += ["html/teacher-guides/index.html", "packages/slides/a.pptx"]
    files += [f"pdf/{paper.path}" for paper in paper_outputs(course)]
    for name in files:
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(name, "utf-8")
    return tmp_path


def names(path):
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        return archive.namelist()


def test_the_whole_zip_holds_pages_pdfs_and_packages_side_by_side(out, course):
    whole, _learner, _sums = write_offline(course, out)
    found = names(whole)
    assert found[0] == f"{FOLDER}/README.txt"
    for name in ("html/index.html", "pdf/book.pdf", "packages/slides/a.pptx"):
        assert f"{FOLDER}/{name}" in found
    assert not [name for name in found if name.endswith((WHOLE, LEARNER, SUMS))]
    with zipfile.ZipFile(whole) as archive:
        assert b"html/index.html" in archive.read(f"{FOLDER}/README.txt")


def test_the_learner_zip_holds_no_file_of_teachers(out, course):
    _whole, learner, _sums = write_offline(course, out)
    found = {name.removeprefix(f"{FOLDER}/") for name in names(learner)}
    secret = {
        f"pdf/{paper.path}" for paper in paper_outputs(course) if paper.teacher_only
    }
    assert secret
    assert found & (secret | {"pdf/book.pdf"}) == set()
    assert {name.partition("/")[0] for name in found} == {
        "README.txt",
        "learner",
        "pdf",
    }
    assert len(found) > 50


def test_the_same_build_gives_the_same_zips_even_a_second_time(out, course):
    before = [file.read_bytes() for file in write_offline(course, out)]
    assert [file.read_bytes() for file in write_offline(course, out)] == before


def test_the_checksums_hold_every_package(out, course):
    *_zips, sums = write_offline(course, out)
    lines = dict(
        reversed(line.split("  ")) for line in sums.read_text("utf-8").splitlines()
    )
    assert set(lines) == {WHOLE, LEARNER, "slides/a.pptx"}
    for name, digest in lines.items():
        data = (out / "packages" / name).read_bytes()
        assert hashlib.sha256(data).hexdigest() == digest
