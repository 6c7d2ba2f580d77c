"""QTI 3.0: each question played in a player that is not ours, and its score read."""

import functools
import http.server
import threading
import xml.etree.ElementTree as ET
import zipfile

import pytest
import qti_convert
from tests.conftest import ROOT
from tests.quiz.payloads import HIT, PAYLOADS, poison
from tests.quiz.sample import ANSWERS, QUIZ

from lessonkit.export.lettered import letter
from lessonkit.export.qti import MANIFEST, TEST, export_qti, qti_package
from lessonkit.grading import answer_key, presented_order, score

pytestmark = [pytest.mark.browser, pytest.mark.lms]
PLAYER = ROOT / "tests/node/node_modules/@citolab/qti-components/cdn/index.global.js"
HOST = """<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>A player</title>
<link rel="icon" href="data:,"><script src="player.js"></script>
<qti-test navigate="item"><test-navigation>
<test-container test-url="{0}/assessment.xml"></test-container>
<test-end-attempt>Check</test-end-attempt>
</test-navigation></qti-test></html>"""
QUESTIONS = {question.id: question for question in QUIZ.questions}
CP = "{http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1}"
QTI = "{http://www.imsglobal.org/xsd/imsqtiasi_v3p0}"
#: A scenario asks every step: right, half right, wrong.
STEPS = ([0, 0], [0, 1], [1, 1])
CASES = [
    (known, answer)
    for known, answers in ANSWERS.items()
    for answer in (STEPS if known == "ravi-writes" else answers)
    if answer is not None
]
# A wrong tick takes back what a right one gives.
CASES.append(("who-can-help", [0, 1, 2]))


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_arguments):
        pass


def unpack(folder, files):
    for name, text in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")


@pytest.fixture(scope="module")
def site(course, tmp_path_factory):
    """Serve the player with the sample's package on the loopback."""
    folder = tmp_path_factory.mktemp("player")
    (folder / "player.js").write_bytes(PLAYER.read_bytes())
    (folder / "sample.html").write_text(HOST.format("sample"), "utf-8")
    unpack(folder / "sample", qti_package(course, QUIZ))
    handler = functools.partial(Quiet, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield folder, f"http://127.0.0.1:{server.server_port}"
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


def open_item(page, question_id):
    """Go to a question as the player's own list of questions does."""
    page.locator("qti-assessment-test").wait_for(state="attached")
    page.evaluate(
        "name => document.querySelector('qti-test').navigateTo('item', name)",
        f"item-{question_id}",
    )
    item = page.locator(f"qti-assessment-item[identifier=item-{question_id}]")
    item.wait_for(state="attached")
    return item


@pytest.fixture
def played(page, site):
    """Open the sample; return what opens one of its questions."""
    page.goto(f"{site[1]}/sample.html")
    return functools.partial(open_item, page)


def check(page):
    page.locator("test-end-attempt").click()


def outcome(item, name="SCORE"):
    return item.evaluate(
        "(item, name) => item.variables.find(v => v.identifier === name).value", name
    )


def choose(item, chosen):
    """Click the choices, a list for each interaction."""
    asked = item.locator("qti-choice-interaction")
    for n, places in enumerate(chosen):
        for place in places:
            choice = f"qti-simple-choice[identifier={letter(place)}]"
            asked.nth(n).locator(choice).click()


def put_in_order(page, item, shown):
    """Take each line with the keyboard and put it into its place."""
    item.locator("drop-list").first.wait_for()
    for place, name in enumerate(shown):
        item.locator(f"qti-simple-choice[identifier={name}]").first.focus()
        page.keyboard.press("Enter")
        for _ in range(place):
            page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")


def answer_in_player(page, item, question, answer):
    """Answer through the player's own controls."""
    order = presented_order(QUIZ.id, question)
    if question.type == "scenario":
        choose(item, [[place] for place in answer])
    elif question.type == "ordering":
        put_in_order(page, item, [letter(order.index(n)) for n in answer])
    elif question.type == "matching":
        for n, chosen in enumerate(answer, 1):
            value = f"L{n} {letter(order.index(chosen))}"
            item.locator(f"input[value='{value}']").click()
    elif question.type == "gap_select":
        for n, chosen in enumerate(answer):
            gap = item.locator("qti-inline-choice-interaction").nth(n)
            gap.locator("button[part=trigger]").click()
            name = letter(chosen)
            gap.locator(f"qti-inline-choice[identifier={name}]").click()
    else:
        choose(item, [answer if isinstance(answer, list) else [answer]])


def expected(question, answer):
    if question.type == "scenario":
        return 1 - sum(answer) / len(answer)
    return float(score(answer_key(question), answer))


@pytest.mark.parametrize(("question_id", "answer"), CASES)
def test_the_player_reads_our_score(page, played, question_id, answer):
    item, question = played(question_id), QUESTIONS[question_id]
    answer_in_player(page, item, question, answer)
    check(page)
    found = float(outcome(item))
    assert found == pytest.approx(expected(question, answer), abs=0.001)


def test_every_type_has_a_right_and_a_wrong_answer_in_the_cases_above():
    worth = {kind: set() for kind in {q.type for q in QUIZ.questions}}
    for question_id, answer in CASES:
        question = QUESTIONS[question_id]
        worth[question.type].add(expected(question, answer))
    assert all({0, 1} <= found for found in worth.values())
    assert len(worth) == 7


@pytest.mark.parametrize("question_id", list(QUESTIONS))
def test_no_answer_is_worth_nothing(page, played, question_id):
    item = played(question_id)
    check(page)
    assert float(outcome(item)) == 0


@pytest.mark.parametrize("place", range(4))
def test_each_option_shows_its_own_reason(page, played, place):
    item = played("not-a-joke")
    choose(item, [[place]])
    check(page)
    shown = item.locator("qti-modal-feedback dialog[open]")
    assert shown.count() == 1
    feedback = item.locator("qti-modal-feedback").nth(place)
    told = feedback.locator("qti-content-body").inner_text()
    assert QUESTIONS["not-a-joke"].options[place].rationale in told
    assert feedback.locator("dialog").is_visible()


def test_a_story_ends_with_help_once_it_is_answered(page, played):
    item = played("ravi-writes")
    ending = item.get_by_text("The story ends here: somebody helps.")
    assert not ending.is_visible()
    choose(item, [[0], [0]])
    check(page)
    assert ending.is_visible()
    assert item.get_by_text("Thank you for telling me. I can help.").is_visible()


def test_the_player_walks_the_whole_test_and_shows_where_help_is(page, played):
    for question_id in QUESTIONS:
        played(question_id)
    refs = page.locator("qti-assessment-item-ref")
    assert refs.count() == len(QUIZ.questions)
    help_text = page.locator("qti-rubric-block").first.text_content()
    assert "It is not your fault." in help_text


@pytest.mark.parametrize("payload", PAYLOADS[:40])
def test_a_payload_in_every_field_does_not_run(course, page, site, payload):
    folder, address = site
    files = qti_package(course, poison(payload))
    unpack(folder / "poisoned", files)
    (folder / "poisoned.html").write_text(HOST.format("poisoned"), "utf-8")
    page.goto(f"{address}/poisoned.html")
    for question in QUIZ.questions:
        item = open_item(page, question.id)
        check(page)
        assert HIT in item.text_content() or HIT not in payload
    assert page.evaluate("window.__hit") is None


@pytest.mark.parametrize("payload", ["\x00", "\x08\ufffe", "a\x1bb"])
def test_what_xml_cannot_hold_is_left_out(course, payload):
    for text in qti_package(course, poison(payload)).values():
        ET.fromstring(text)


def test_a_tool_that_is_not_ours_converts_the_package_to_qti_2(course):
    done = qti_convert.downgrade_package_files(qti_package(course, QUIZ))
    codes = {warning.code for warning in done.warnings}
    # The table of buttons is a word of QTI 3; its style goes along. "use" is new too.
    assert codes == {"shared-vocabulary-stylesheet", "removed-attribute"}
    items = [ET.fromstring(t) for n, t in done.files.items() if n.startswith("items/")]
    assert len(items) == len(QUIZ.questions)
    assert all(item.find(".//{*}responseProcessing") is not None for item in items)


def test_the_manifest_lists_every_file_and_the_test_every_item(course, tmp_path):
    paths = export_qti(course, tmp_path)
    assert len(paths) == len(course.quizzes)
    for path in paths:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            manifest = ET.fromstring(archive.read(MANIFEST))
            test = ET.fromstring(archive.read(TEST))
            items = {
                name: ET.fromstring(archive.read(name))
                for name in names
                if name.startswith("items/")
            }
        assert names[0] == MANIFEST
        files = {file.get("href") for file in manifest.iter(f"{CP}file")}
        assert files == set(names) - {MANIFEST}
        known = {r.get("identifier") for r in manifest.iter(f"{CP}resource")}
        needed = {d.get("identifierref") for d in manifest.iter(f"{CP}dependency")}
        assert known == {*needed, test.get("identifier")}
        refs = test.iter(f"{QTI}qti-assessment-item-ref")
        assert {ref.get("href"): ref.get("identifier") for ref in refs} == {
            name: item.get("identifier") for name, item in items.items()
        }


def test_every_answer_and_every_reason_of_the_course_is_declared(course):
    for quiz in course.quizzes.values():
        for name, text in qti_package(course, quiz).items():
            if not name.startswith("items/"):
                continue
            item = ET.fromstring(text)
            declared = {
                found.get("identifier")
                for kind in ("response", "outcome")
                for found in item.iter(f"{QTI}qti-{kind}-declaration")
            }
            used = {
                found.get("response-identifier") or found.get("outcome-identifier")
                for found in item.iter()
            } - {None}
            used |= {
                found.get("identifier")
                for kind in ("variable", "map-response", "set-outcome-value")
                for found in item.iter(f"{QTI}qti-{kind}")
            }
            assert used <= declared, (quiz.id, name)


def test_confidence_is_left_out(course):
    package = "".join(qti_package(course, QUIZ).values())
    assert QUIZ.confidence[0].text not in package


def test_two_exports_are_the_same_bytes(course, tmp_path):
    one, two = (export_qti(course, tmp_path / name) for name in "ab")
    pairs = zip(one, two, strict=True)
    assert all(a.read_bytes() == b.read_bytes() for a, b in pairs)
