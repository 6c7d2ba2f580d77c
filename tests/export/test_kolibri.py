"""The Kolibri channel: imported by a real server, answered in Chromium."""

import re
import sqlite3
from dataclasses import replace

import pikepdf
import pytest
from tests.export.kolibri_server import PROGRAM, import_channel, serving
from tests.quiz.answering import answer_by_pointer
from tests.quiz.payloads import PAYLOADS, poison
from tests.quiz.sample import ANSWERS, QUIZ

from lessonkit.export.kolibri import (
    CHANNEL,
    FOLDER,
    channel_files,
)
from lessonkit.export.perseus import LEFT_OUT
from lessonkit.grading import answer_key, matching_choices, right_answer
from lessonkit.model.course import Course
from lessonkit.source.inline import plain_text
from lessonkit.sphinx.typst.outputs import paper_outputs

pytestmark = [pytest.mark.browser, pytest.mark.lms]
DATABASE = f"{FOLDER}/content/databases/{CHANNEL}.sqlite3"
STORAGE = f"{FOLDER}/content/storage/"
LESSON = "11-13/no-to-nudifying"
HINT = re.compile(r"^Use a hint \(")
PROGRESS = """async path => {
  const [found] = await (await fetch(path)).json();
  return found?.progress === 1;
}"""
QUESTIONS = {q.id: q for q in QUIZ.questions if q.type not in LEFT_OUT}
#: The first types in which a payload meets Perseus' Markdown and its lists.
WIDGETS = {"radio": "not-a-joke", "dropdown": "what-it-means"}
WIDGET_MARKS = {
    "radio": ".perseus-radio-option",
    "dropdown": ".perseus-widget-container button[aria-haspopup]",
}
SHOWN = """([text, widget]) => {
  const shown = document.querySelector('.framework-perseus');
  return shown?.querySelector(widget) &&
    shown.innerText.split(/\\s+/).join(' ').includes(text);
}"""
#: A server and a browser on one machine, which may be busy.
TIMEOUT = 60_000


def small_course(course):
    """Return the course with one lesson, the sample and the poisoned quizzes."""
    quizzes = {QUIZ.id: QUIZ}
    for n, payload in enumerate(PAYLOADS[:40]):
        for widget, question in WIDGETS.items():
            poisoned = poison(payload)
            asked = next(q for q in poisoned.questions if q.id == question)
            slug = f"payload-{n:02d}-{widget}"
            quiz = replace(poisoned, band="14-16", slug=slug, questions=(asked,))
            quizzes[quiz.id] = quiz
    return Course(
        root=course.root,
        lessons={LESSON: course.lessons[LESSON]},
        guides={LESSON: course.guides[LESSON]},
        quizzes=quizzes,
        help=course.help,
    )


@pytest.fixture(scope="module")
def papers(course, tmp_path_factory):
    """Return a folder with the PDFs of the lesson, empty but real."""
    folder = tmp_path_factory.mktemp("pdf")
    for paper in paper_outputs(small_course(course)):
        if paper.subject == LESSON:
            file = folder / paper.path
            file.parent.mkdir(parents=True, exist_ok=True)
            with pikepdf.new() as pdf:
                pdf.add_blank_page()
                pdf.docinfo["/Title"] = paper.path
                pdf.save(file, deterministic_id=True)
    return folder


@pytest.fixture(scope="module")
def channel(course, papers):
    return channel_files(small_course(course), papers)


@pytest.fixture(scope="module")
def kolibri(channel, tmp_path_factory):
    """Serve the channel; it was imported from a folder."""
    if not PROGRAM.exists():
        pytest.fail(".venv-kolibri is missing; `make setup-kolibri` makes it.")
    stick, home = tmp_path_factory.mktemp("stick"), tmp_path_factory.mktemp("home")
    for name, data in channel.items():
        file = stick / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    import_channel(home, CHANNEL, stick / FOLDER)
    with serving(home) as server:
        yield server


@pytest.fixture(scope="module")
def nodes(channel, tmp_path_factory):
    """Return the rows of the channel's own database by title and kind."""
    file = tmp_path_factory.mktemp("database") / "channel.sqlite3"
    file.write_bytes(channel[DATABASE])
    connection = sqlite3.connect(file)
    connection.row_factory = sqlite3.Row
    rows = connection.execute("SELECT * FROM content_contentnode ORDER BY lft")
    found = [dict(row) for row in rows]
    connection.close()
    return found


def node(nodes, kind, title):
    (found,) = [n for n in nodes if n["kind"] == kind and n["title"].startswith(title)]
    return found["id"]


@pytest.fixture
def page(chromium):
    context = chromium.new_context()
    page = context.new_page()
    page.set_default_timeout(TIMEOUT)
    yield page
    context.close()


def dropdowns(page):
    return page.locator(".framework-perseus .perseus-widget-container button")


def pick(page, place, text):
    # As a reader scrolls, so that the open list is not below Kolibri's bar.
    opener = dropdowns(page).nth(place)
    opener.evaluate("element => element.scrollIntoView({block: 'center'})")
    opener.click()
    page.get_by_role("option", name=text, exact=True).click()


def answer(page, question, given, before=()):
    """Set the controls of the item on the page; ``before`` is what is set already."""
    if question.type in ("single", "true_false", "multiple"):
        chosen = set(given if isinstance(given, list) else [given])
        options = page.locator(".perseus-radio-option button")
        for place in sorted(chosen ^ set(before)):
            options.nth(place).click()
        return chosen if question.type == "multiple" else ()
    if question.type == "gap_select":
        lists = [[option.text for option in gap.options] for gap in question.gaps]
    elif question.type == "matching":
        lists = [list(matching_choices(question))] * len(question.pairs)
    else:
        lists = [[item.text for item in question.items]] * len(question.items)
    for place, n in enumerate(given):
        pick(page, place, plain_text(lists[place][n]))
    return ()


def item_on_page(page, done):
    """Return the question that the page asks, once it asks another one."""
    stems = {plain_text(q.stem): q for q in QUESTIONS.values()}
    page.wait_for_function(
        """([stems, last]) => {
          const text = document.querySelector('.framework-perseus')?.innerText ?? '';
          return stems.some(stem => stem !== last && text.startsWith(stem));
        }""",
        arg=[list(stems), plain_text(done.stem) if done else ""],
    )
    text = page.locator(".framework-perseus").first.inner_text()
    return next(q for stem, q in stems.items() if text.startswith(stem))


def check(page):
    page.get_by_role("button", name="Check", exact=True).click()


def test_kolibri_counts_every_resource_of_the_channel(kolibri, page, nodes):
    kolibri.log_in(page)
    (found,) = kolibri.api(page, "/api/public/v1/channels")
    resources = [n for n in nodes if n["kind"] != "topic"]
    assert found["id"] == CHANNEL
    assert found["total_resource_count"] == len(resources)
    listed = kolibri.api(page, "/api/content/contentnode/?kind=exercise")
    assert {n["id"] for n in listed} == {
        n["id"] for n in nodes if n["kind"] == "exercise"
    }
    assert all(n["available"] for n in listed)


def test_kolibri_hides_from_learners_what_is_for_teachers(kolibri, page, nodes):
    topic = node(nodes, "topic", "No to nudifying")
    page.goto(f"{kolibri.address}/en/learn/#/topics/t/{topic}/folders")
    page.get_by_text("No to nudifying: Worksheet", exact=True).wait_for()
    shown = page.locator("body").inner_text()
    for_teachers = [n["title"] for n in nodes if n["coach_content"]]
    assert "No to nudifying: Teacher guide" in for_teachers
    assert [title for title in for_teachers if title in shown] == []


def test_kolibris_own_log_says_wrong_and_then_right(kolibri, page, nodes):
    kolibri.log_in(page)
    kolibri.open(page, "perseus", node(nodes, "exercise", "A sample"))
    # Once enough is right, Kolibri asks whether to go on to something else.
    stay = page.get_by_role("button", name="Stay here")
    page.add_locator_handler(stay, stay.click)
    asked, done = [], None
    # Two rounds: in the first each question is answered wrong, then right, because
    # Kolibri goes on only then; in the second it is right at once.
    for turn in range(2 * len(QUESTIONS)):
        done = item_on_page(page, done)
        asked.append(done)
        before = ()
        if turn < len(QUESTIONS):
            before = answer(page, done, ANSWERS[done.id][2])
            check(page)
            page.get_by_text("Try again").wait_for()
        answer(page, done, right_answer(answer_key(done)), before)
        check(page)
        page.get_by_role("button", name="Next", exact=True).click()
    assert {q.type for q in asked[: len(QUESTIONS)]} == {
        q.type for q in QUESTIONS.values()
    }
    page.goto(f"{kolibri.address}/en/user/")
    log = kolibri.api(page, "/api/logger/attemptlog/")
    tries = [
        (entry["item"], entry["correct"], entry["hinted"])
        for entry in sorted(log, key=lambda entry: entry["start_timestamp"])
        if entry["complete"]
    ]
    assert [correct for _, correct, _ in tries] == [0] * 6 + [1] * 6
    assert len({item for item, _, _ in tries}) == len(QUESTIONS)


def test_a_hint_tells_the_reasons(kolibri, page, nodes):
    kolibri.open(page, "perseus", node(nodes, "exercise", "A sample"))
    page.get_by_text(HINT).click()
    question = item_on_page(page, None)
    told = page.locator(".perseus-hint-renderer").inner_text()
    parts = (*question.options, *question.items, *question.pairs)
    assert all(plain_text(part.rationale) in told for part in parts)


def test_the_page_of_practice_works_in_kolibris_frame_and_reports_points(
    kolibri, page, nodes
):
    kolibri.log_in(page)
    known = node(nodes, "html5", "A sample")
    kolibri.open(page, "html5", known)
    frame = page.frame_locator("iframe").frame_locator("iframe")
    for question in QUIZ.questions:
        answer_by_pointer(frame, question.id, right_answer(answer_key(question)))
    frame.locator(".show-review").click()
    page.get_by_role("button", name="Go back").click()
    progress = f"/api/content/contentnodeprogress/?ids={known}"
    page.wait_for_function(PROGRESS, arg=progress)


@pytest.fixture(scope="module")
def visitor(chromium):
    """Return one page for many exercises: Kolibri loads once."""
    context = chromium.new_context()
    page = context.new_page()
    page.set_default_timeout(TIMEOUT)
    yield page
    context.close()


@pytest.mark.parametrize("kind", WIDGETS)
@pytest.mark.parametrize("n", range(40))
def test_a_payload_in_every_field_does_not_run(kolibri, visitor, nodes, n, kind):
    flat = " ".join(plain_text(PAYLOADS[n]).split())
    # A quiz's title is a payload too, so that the exercise is found by its place.
    exercises = [x["id"] for x in nodes if x["kind"] == "exercise"]
    known = exercises[1 + len(WIDGETS) * n + list(WIDGETS).index(kind)]
    kolibri.open(visitor, "perseus", known)
    visitor.wait_for_function(SHOWN, arg=[flat, WIDGET_MARKS[kind]])
    if kind == "dropdown":
        dropdowns(visitor).first.click()
        visitor.get_by_role("option").nth(1).wait_for()
        visitor.keyboard.press("Escape")
    visitor.get_by_text(HINT).click()
    visitor.locator(".perseus-hint-renderer").first.wait_for()
    assert visitor.evaluate("window.__hit") is None
