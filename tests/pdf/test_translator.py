"""Doctrees become Typst: each node has a form, tables fit, quizzes keep their key."""

from pathlib import Path

import pytest
from docutils import nodes as dn

from lessonkit.model.course import Course
from lessonkit.model.problem import Place
from lessonkit.model.quiz import Option, Pair, Question, Quiz
from lessonkit.sphinx import nodes
from lessonkit.sphinx.typst import paper_quiz
from lessonkit.sphinx.typst.course_nodes import AltTextMissing, Translator
from lessonkit.sphinx.typst.escape import Name
from lessonkit.sphinx.typst.tables import column_weights

INSIDE_OTHERS = {nodes.box_title, nodes.say_part, nodes.slide_notes}


def translator(docname: str = "lessons/11-13/x", **options: bool) -> Translator:
    return Translator(Course(Path()), docname, lambda path: f"/{path.name}", **options)


@pytest.mark.parametrize(
    "node", [n for n in nodes.ALL if n not in INSIDE_OTHERS], ids=lambda n: n.__name__
)
def test_every_node_of_the_course_has_a_typst_form(node: type[dn.Element]) -> None:
    assert callable(getattr(Translator, node.__name__, None))


def test_the_band_of_a_page_gives_its_colours() -> None:
    assert translator("lessons/8-10/x").palette == "p-8-10"
    assert translator("teacher-guides/16-18/x").palette == "p-16-18"
    assert translator("book/family-guide/start").palette == "p-family"
    assert translator("book/about").palette == "p-course"


def test_headings_go_down_one_level_at_a_time() -> None:
    inner = dn.section("", dn.title("", "C"), dn.paragraph("", "c"), ids=["c"])
    middle = dn.section("", dn.title("", "B"), inner, ids=["b"])
    top = dn.section("", dn.title("", "A"), middle, ids=["a"])
    document = dn.document(None, None)  # type: ignore[arg-type]
    document += top
    made = translator().page(document)
    assert made.plain_title == "A"
    assert '#heading-at(2, ("lessons/11-13/x#b", ), [#"B";]);' in made.body
    assert '#heading-at(3, ("lessons/11-13/x#c", ), [#"C";]);' in made.body
    assert made.labels == {f"lessons/11-13/x#{end}" for end in ("", "a", "b", "c")}


def test_a_heading_over_nothing_is_left_out_but_its_label_stays() -> None:
    node = dn.section("", dn.title("", "Sources"), nodes.sources(), ids=["sources"])
    made = translator().node(node)
    assert "heading-at" not in made
    assert 'anchor("lessons/11-13/x#sources")' in made


def test_links_lead_to_pages_to_the_web_or_nowhere() -> None:
    page = dn.reference("", "a page", refuri="page:book/law#pl")
    assert translator().node(page).startswith('#goto("book/law#pl", [')
    web = dn.reference("", "Source", refuri="https://www.example.org/a")
    made = translator().node(web)
    assert made.startswith('#link("https://www.example.org/a", [')
    assert "(example.org)" in made
    script = dn.reference("", "no", refuri="javascript:alert(1)")
    assert translator().node(script) == '#"no";'


def test_an_answer_is_shown_in_the_answer_version_only() -> None:
    node = nodes.answer("", dn.paragraph("", "kind words"))
    assert translator().node(node) == ""
    assert "kind words" in translator(answers=True).node(node)


def test_a_picture_without_alt_text_is_refused() -> None:
    with pytest.raises(AltTextMissing, match="has no alt text"):
        translator().node(nodes.illustration(name="ring", alt=""))


def test_a_box_that_repeats_the_heading_above_it_has_no_head() -> None:
    box = nodes.callout("", kind="before")
    box += nodes.box_title("", "Before we start")
    box += dn.paragraph("", "A lesson about unkind pictures.")
    section = dn.section("", dn.title("", "Before we start"), box, ids=["b"])
    assert "bare: true" in translator().node(section)


def test_raw_html_never_reaches_a_pdf() -> None:
    assert translator().node(dn.raw("", "<b>x</b>", format="html")) == ""


def test_columns_are_as_wide_as_what_they_hold_needs() -> None:
    long = "A sentence that goes on for a while and needs some room on the page."
    narrow, wide = column_weights([["Step", "What happens"], ["1", long]])
    assert narrow < wide / 2
    assert narrow + wide == pytest.approx(1, abs=0.01)
    even = column_weights([["a b c", "d e f"], ["g h i", "j k l"]])
    assert even[0] == even[1]


def test_a_column_has_room_for_its_longest_word() -> None:
    first, second = column_weights([["Gleichberechtigungsgesetz", "x"], ["y", "z"]])
    assert first > second * 3


def question(**parts: object) -> Question:
    basis = {"id": "q", "objective": "o", "stem": "Why?", "place": Place("q.yml")}
    return Question(**{**basis, **parts})  # type: ignore[arg-type]


def quiz(*questions: Question) -> Quiz:
    return Quiz("11-13", "x", "X", questions, (), "q.yml")


def test_the_pupils_sheet_is_the_same_whichever_option_is_the_key() -> None:
    sheets = set()
    for key in range(3):
        options = tuple(
            Option(f"option {n}", n == key, f"because {n}") for n in range(3)
        )
        made = quiz(question(type="single", options=options))
        sheets.add(paper_quiz.pupil_sheet(made, Name("p-11-13")))
    assert len(sheets) == 1
    assert "because" not in sheets.pop()


def test_ordering_is_never_shown_in_its_right_order() -> None:
    items = tuple(Option(f"item {n}", True, f"because {n}") for n in range(4))
    sheet = paper_quiz.pupil_sheet(
        quiz(question(type="ordering", items=items)), Name("p-11-13")
    )
    places = [sheet.index(f"item {n}") for n in range(4)]
    assert places != sorted(places)


def test_the_letters_of_a_matching_key_are_those_on_the_sheet() -> None:
    pairs = tuple(Pair(f"left {n}", f"right {n}", f"because {n}") for n in range(3))
    made = quiz(question(type="matching", pairs=pairs, distractors=("right 9",)))
    sheet = paper_quiz.pupil_sheet(made, Name("p-11-13"))
    key = paper_quiz.key_sheet(made, Name("p-11-13"))
    for n in range(3):
        letter = sheet.split(f'[#"right {n}";]')[0].rsplit('("', 1)[1][0]
        assert f'([#"left {n}";], [#"{letter}";], [#"right {n}";]' in key


def test_straight_quotation_marks_become_typographic_ones() -> None:
    assert paper_quiz.curl('Ask "How are you?" first') == "Ask “How are you?” first"
    assert paper_quiz.curl("It's 'her' call") == "It’s ‘her’ call"
