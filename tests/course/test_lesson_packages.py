"""The lessons in the packages of a built course: whole, and learners' text only."""

import io
import re
import sqlite3
import zipfile

import pytest

from lessonkit.export.kolibri import CHANNEL, FOLDER, PACKAGE

_ADDRESS = re.compile(r'(?:href|src)="([^"]*)"')
STORAGE = f"{FOLDER}/content/storage"


def read(data):
    """Return a zip's members by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def check_lesson(course, known, files):
    """Check a lesson's page of a package against the model."""
    lesson = course.lessons[known]
    text = files["index.html"].decode()
    flat = " ".join(re.sub(r"<[^>]+>", " ", text).split())
    # As a browser reads it; the page escapes no more than that.
    flat = flat.replace("&#39;", "'").replace("&#x27;", "'").replace("&quot;", '"')
    assert lesson.title in flat
    if lesson.kind == "lesson":
        for objective in lesson.objectives:
            assert objective.text in flat, known
    assert "To take away" in flat or lesson.kind != "lesson", known
    assert "Teaching this lesson?" not in flat
    for address in _ADDRESS.findall(text):
        if address.startswith("#"):
            assert f'id="{address[1:]}"' in text, (known, address)
        elif not address.startswith(("https://", "http://", "tel:", "sms:", "data:")):
            assert address in files, (known, address)


def test_a_scorm_package_holds_the_lesson_in_front_of_its_quiz(built, course):
    for known in course.quizzes:
        path = built.packages / f"scorm/{known}.zip"
        files = read(path.read_bytes())
        check_lesson(course, known, files)
        text = files["index.html"].decode()
        before = text.partition('id="quiz-title"')[0]
        assert "<h2>Before we start</h2>" in before


@pytest.fixture(scope="module")
def channel(built, tmp_path_factory):
    """Return the channel's resources by kind: row of the database and file."""
    files = read((built.packages / "kolibri" / PACKAGE).read_bytes())
    file = tmp_path_factory.mktemp("channel") / "channel.sqlite3"
    file.write_bytes(files[f"{FOLDER}/content/databases/{CHANNEL}.sqlite3"])
    connection = sqlite3.connect(file)
    rows = connection.execute(
        "SELECT kind, title, coach_content, author, license_name, local.id, extension"
        " FROM content_contentnode AS node"
        " JOIN content_file AS file ON file.contentnode_id = node.id"
        " JOIN content_localfile AS local ON local.id = file.local_file_id"
    ).fetchall()
    connection.close()
    found = {}
    for kind, title, coach, author, licence, known, extension in rows:
        data = files[f"{STORAGE}/{known[0]}/{known[1]}/{known}.{extension}"]
        found.setdefault(kind, []).append((title, coach, author, licence, data))
    return found


def test_the_channel_has_each_lesson_each_quiz_and_each_pdf_that_it_should(
    channel, course, built
):
    assert len(channel["html5"]) == len(course.lessons)
    assert len(channel["exercise"]) == len(course.quizzes)
    known = {file.read_bytes() for file in built.pdf.rglob("*.pdf")}
    assert {data for *_, data in channel["document"]} <= known
    for lesson in course.lessons.values():
        (data,) = [
            data
            for title, *_, data in channel["html5"]
            if title.startswith(f"{lesson.title}: lesson")
            and f'data-band="{lesson.band}"' in read(data)["index.html"].decode()
        ]
        check_lesson(course, lesson.id, read(data))


def test_the_channel_is_ours_and_free_and_keeps_keys_for_coaches(channel):
    rows = [row for rows in channel.values() for row in rows]
    assert {row[2] for row in rows} == {"the Whose Picture? contributors"}
    assert {row[3] for row in rows} == {"CC BY"}
    for_coaches = {title for title, coach, *_ in rows if coach}
    for title, *_ in channel["document"]:
        word = title.rpartition(": ")[2].lower()
        secret = "answer" in word or "teacher" in word or "key" in word
        assert not secret or title in for_coaches, title
