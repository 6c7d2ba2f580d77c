"""Common Cartridge 1.3: within the profile, marked as QTI 1.2 says, inert.

No importer of cartridges is to be had as a package that could run in a test, and no
schema of the profile is in any package. So the rules of the profile are written down
here, a small reader does what QTI 1.2 says a system does, and Chromium shows the HTML.
"""

import xml.etree.ElementTree as ET
import zipfile

import pytest
from tests.quiz.answering import answer_by_pointer
from tests.quiz.payloads import PAYLOADS, poison
from tests.quiz.sample import ANSWERS, QUIZ

from lessonkit.export.cartridge import MANIFEST, cartridge, export_cartridge
from lessonkit.export.lettered import letter
from lessonkit.export.qti_profile import assessment_xml, quiz_choices
from lessonkit.grading import matching_choices, presented_order
from lessonkit.source.inline import plain_text

pytestmark = [pytest.mark.browser, pytest.mark.lms]
CC = {"cc": "http://www.imsglobal.org/xsd/imsccv1p3/imscp_v1p1"}
Q = "{http://www.imsglobal.org/xsd/ims_qtiasiv1p2}"
# What the profile allows, and how many labels and which cardinality each kind has.
KINDS = {
    "cc.multiple_choice.v0p1": ("Single", 2, 99),
    "cc.true_false.v0p1": ("Single", 2, 2),
    "cc.multiple_response.v0p1": ("Multiple", 2, 99),
}
QUESTIONS = {question.id: question for question in QUIZ.questions}


def assessment(quiz=QUIZ):
    return ET.fromstring(assessment_xml(quiz, "quiz", "<p>Help</p>"))


def items(quiz=QUIZ):
    return {item.get("ident"): item for item in assessment(quiz).iter(f"{Q}item")}


def metadata(parent):
    fields = parent.find(f"{Q}qtimetadata")
    return {
        field.findtext(f"{Q}fieldlabel"): field.findtext(f"{Q}fieldentry")
        for field in fields
    }


def holds(test, chosen):
    """Tell whether a test of a condition is true for the chosen letters."""
    kind = test.tag.removeprefix(Q)
    if kind == "varequal":
        return test.text in chosen
    if kind == "not":
        return not holds(test[0], chosen)
    if kind == "other":
        return True
    assert kind in ("and", "conditionvar")
    return all(holds(part, chosen) for part in test)


def mark(item, chosen):
    """Return score and feedback, going through the conditions as QTI 1.2 says."""
    points, told = 0, []
    for condition in item.find(f"{Q}resprocessing").findall(f"{Q}respcondition"):
        if not holds(condition.find(f"{Q}conditionvar"), chosen):
            continue
        for setting in condition.findall(f"{Q}setvar"):
            assert setting.get("varname") == "SCORE"
            points = int(setting.text)
        told += [f.get("linkrefid") for f in condition.findall(f"{Q}displayfeedback")]
        if condition.get("continue") == "No":
            break
    return points, told


def feedback(item, name):
    for found in item.findall(f"{Q}itemfeedback"):
        if found.get("ident") == name:
            return found.findtext(f".//{Q}mattext")
    raise KeyError(name)


@pytest.mark.parametrize("place", range(4))
def test_a_single_choice_is_marked_and_answered_with_its_own_reason(place):
    item = items()["not-a-joke"]
    points, told = mark(item, {letter(place)})
    assert points == (100 if place == 1 else 0)
    (name,) = told
    rationale = QUESTIONS["not-a-joke"].options[place].rationale
    assert feedback(item, name).endswith(f"<p>{rationale}</p>")


@pytest.mark.parametrize(
    ("chosen", "points"),
    [("ACD", 100), ("AC", 0), ("ABCD", 0), ("BE", 0), ("", 0)],
)
def test_several_choices_count_together(chosen, points):
    item = items()["who-can-help"]
    found, told = mark(item, set(chosen))
    assert found == points
    assert told == ["general_fb"]
    text = feedback(item, "general_fb")
    assert all(o.rationale in text for o in QUESTIONS["who-can-help"].options)


def test_false_is_the_right_word():
    item = items()["your-fault"]
    assert [mark(item, {name})[0] for name in "AB"] == [0, 100]


@pytest.mark.parametrize("n", range(3))
def test_each_pair_is_a_choice_with_every_right_hand_text(n):
    question = QUESTIONS["what-it-means"]
    item = items()[f"what-it-means-{n + 1}"]
    texts, order = matching_choices(question), presented_order(QUIZ.id, question)
    labels = [x.findtext(f".//{Q}mattext") for x in item.iter(f"{Q}response_label")]
    assert labels == [texts[place] for place in order]
    worth = {labels[k]: mark(item, {letter(k)})[0] for k in range(len(labels))}
    assert worth == {t: 100 * (t == question.pairs[n].right) for t in texts}


@pytest.mark.parametrize("n", range(2))
def test_each_gap_is_a_choice_with_the_other_gap_closed(n):
    item = items()[f"a-hash-{n + 1}"]
    right = ANSWERS["a-hash"][0][n]
    options = QUESTIONS["a-hash"].gaps[n].options
    for place in range(len(options)):
        assert mark(item, {letter(place)})[0] == 100 * (place == right)
    asked = item.find(f"{Q}presentation").findtext(f".//{Q}mattext")
    assert asked.count("_____") == asked.count("(…)") == 1


def test_each_step_with_a_choice_is_asked_and_says_what_comes_before():
    found = items()
    first, second = found["ravi-writes-1"], found["ravi-writes-2"]
    assert "ravi-writes-3" not in found
    assert [mark(second, {name})[0] for name in "AB"] == [100, 0]
    asked = second.find(f"{Q}presentation").findtext(f".//{Q}mattext")
    assert "This comes after: “Send it to me, I want to see it.”" in asked
    assert "comes after" not in ET.tostring(first, "unicode")


def test_a_reader_that_stops_at_the_first_no_finds_the_key(course):
    for quiz in course.quizzes.values():
        for item in items(quiz).values():
            condition = item.find(f".//{Q}respcondition")
            assert condition.get("continue") == "No"
            assert condition.findtext(f"{Q}setvar") == "100"


def test_every_question_that_is_asked_has_the_same_weight(course):
    for quiz in [QUIZ, *course.quizzes.values()]:
        weights = {}
        for choice in quiz_choices(quiz):
            known = max(
                (q.id for q in quiz.questions if choice.name.startswith(q.id)), key=len
            )
            weights[known] = weights.get(known, 0) + choice.weight
        assert len(set(weights.values())) == 1


def test_every_assessment_keeps_to_the_profile(course):
    for quiz in [QUIZ, *course.quizzes.values()]:
        root = assessment(quiz)
        whole = metadata(root.find(f"{Q}assessment"))
        assert whole["cc_profile"] == "cc.exam.v0p1"
        order = [child.tag.removeprefix(Q) for child in root.find(f"{Q}assessment")]
        assert order == ["qtimetadata", "rubric", "section"]
        for item in root.iter(f"{Q}item"):
            said = metadata(item.find(f"{Q}itemmetadata"))
            assert set(said) == {"cc_profile", "cc_weighting"}
            assert 1 <= int(said["cc_weighting"]) <= 99
            cardinality, least, most = KINDS[said["cc_profile"]]
            (asked,) = item.iter(f"{Q}response_lid")
            assert asked.get("rcardinality") == cardinality
            labels = [x.get("ident") for x in item.iter(f"{Q}response_label")]
            assert least <= len(labels) <= most
            assert len(set(labels)) == len(labels)
            named = {x.get("respident") for x in item.iter(f"{Q}varequal")}
            assert named == {asked.get("ident")}
            links = {x.get("linkrefid") for x in item.iter(f"{Q}displayfeedback")}
            known = {x.get("ident") for x in item.iter(f"{Q}itemfeedback")}
            assert links == known


def test_the_manifest_lists_every_file_and_every_entry_leads_somewhere(
    course, tmp_path
):
    paths = export_cartridge(course, tmp_path)
    assert len(paths) == len({quiz.band for quiz in course.quizzes.values()})
    for path in paths:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            manifest = ET.fromstring(archive.read(MANIFEST))
        assert names[0] == MANIFEST
        files = [file.get("href") for file in manifest.iterfind(".//cc:file", CC)]
        assert len(files) == len(set(files))
        assert set(files) == set(names) - {MANIFEST}
        resources = {
            r.get("identifier") for r in manifest.iterfind(".//cc:resource", CC)
        }
        entries = {
            item.get("identifierref") for item in manifest.iterfind(".//cc:item", CC)
        } - {None}
        assert entries == resources
        ids = [e.get("identifier") for e in manifest.iter() if e.get("identifier")]
        assert len(ids) == len(set(ids))
        version = manifest.findtext("cc:metadata/cc:schemaversion", None, CC)
        assert version == "1.3.0"


def unpack(folder, files):
    for name, data in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data.encode() if isinstance(data, str) else data)


@pytest.fixture
def page(chromium):
    context = chromium.new_context(offline=True)
    page = context.new_page()
    page.set_default_timeout(5000)
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    context.close()
    assert errors == []


def test_the_first_page_names_what_is_left_out_and_where_help_is(
    course, page, tmp_path
):
    unpack(tmp_path, cartridge(course, QUIZ.band, [QUIZ]))
    page.goto((tmp_path / "about.html").as_uri())
    text = page.locator("main").inner_text()
    assert "A sample: Put the first steps in order." in text
    assert "It is not your fault." in text
    assert "What does each word mean?" not in text


def test_what_is_left_out_can_be_answered_on_the_page_to_practise(
    course, page, tmp_path
):
    unpack(tmp_path, cartridge(course, QUIZ.band, [QUIZ]))
    page.goto((tmp_path / "sample/practice/index.html").as_uri())
    answer_by_pointer(page, "first-steps", ANSWERS["first-steps"][0])
    feedback = page.locator("[data-question=first-steps]").inner_text()
    assert QUESTIONS["first-steps"].items[0].rationale in feedback


@pytest.mark.parametrize("payload", PAYLOADS[:40])
def test_a_payload_in_every_field_does_not_run(course, page, payload):
    files = cartridge(course, QUIZ.band, [poison(payload)])
    ET.fromstring(files[MANIFEST])
    root = ET.fromstring(files["sample/assessment.xml"])
    texts = [text.text for text in root.iter(f"{Q}mattext")]
    # As a system shows them: the text of an element of HTML.
    page.set_content(f"<!DOCTYPE html><main>{'<hr>'.join(texts)}</main>")
    shown = page.locator("main").text_content()
    assert plain_text(payload) in shown
    insert = "text => document.body.insertAdjacentHTML('beforeend', text)"
    page.evaluate(insert, "".join(texts))
    page.set_content(files["about.html"])
    assert page.evaluate("window.__hit") is None


def test_two_exports_are_the_same_bytes(course, tmp_path):
    one, two = (export_cartridge(course, tmp_path / name) for name in "ab")
    pairs = zip(one, two, strict=True)
    assert all(a.read_bytes() == b.read_bytes() for a, b in pairs)
