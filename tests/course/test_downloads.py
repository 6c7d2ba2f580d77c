"""Pages for parents and pages of files: what they say, and where their links lead."""

import re

import pymupdf
import pytest

from lessonkit.export import load_exporters
from lessonkit.sphinx.file_sizes import size_text
from lessonkit.sphinx.package_files import package_files
from lessonkit.sphinx.typst.outputs import paper_outputs

LESSON = "11-13/no-to-nudifying"
PARENTS = f"book/parents/{LESSON}.html"
DOWNLOADS = f"book/downloads/{LESSON}.html"
PAGES = (DOWNLOADS, "book/downloads/11-13/index.html", "book/downloads/index.html")
_LINK = re.compile(r'href="([^"#]+)')
_FILE_ROW = re.compile(
    r'<tr[^>]*>(?:(?!</tr>).)*?href="([^"#]+)"(?:(?!</tr>).)*?<span class="size">'
    r"([^<]*)</span>",
    re.DOTALL,
)
SYSTEMS = ("Moodle", "Canvas", "Google Classroom", "Teams", "Kolibri", "JupyterHub")
_TAG = re.compile(r"<[^>]+>")


def links(page):
    """Return the files that a page's text leads to."""
    main = page.read_text("utf-8").partition("<main")[2].partition("</main>")[0]
    return [(page.parent / found).resolve() for found in _LINK.findall(main)]


def words(text):
    return " ".join(_TAG.sub(" ", text).replace("&#x27;", "'").split())


def test_the_list_of_packages_is_what_the_exporters_write(course, tmp_path):
    written = {
        file.relative_to(tmp_path).as_posix()
        for name, exporter in load_exporters().items()
        for file in exporter(course, tmp_path / name)
    }
    assert {package.path for package in package_files(course)} == written


@pytest.mark.parametrize("edition", ["html", "learner"])
@pytest.mark.parametrize("page", PAGES)
def test_every_file_that_a_page_offers_is_there(built, edition, page):
    found = links(built.out / edition / page)
    assert len(found) > 2
    assert [file for file in found if not file.is_file()] == []


def test_the_whole_edition_offers_every_file(built, course):
    pages = list((built.html / "book/downloads").rglob("*.html"))
    # A country's card and poster stand on the country's own page.
    pages += (built.html / "book/get-help/countries").glob("*.html")
    offered = {file for page in pages for file in links(page)}
    papers = {built.pdf / paper.path for paper in paper_outputs(course)}
    packages = {built.packages / package.path for package in package_files(course)}
    assert papers | packages <= {file for file in offered if file.suffix != ".html"}


def test_a_size_is_said_as_people_say_it():
    assert size_text(1, "en") == "1 kB"
    assert size_text(84_499, "en") == "84 kB"
    assert size_text(999_700, "en") == "1 MB"
    assert size_text(14_719_014, "en") == "14.7 MB"
    assert size_text(14_719_014, "de") == "14,7 MB"


@pytest.mark.parametrize("edition", ["html", "learner"])
@pytest.mark.parametrize("page", PAGES)
def test_every_row_says_how_big_its_file_is(built, edition, page):
    file = built.out / edition / page
    rows = _FILE_ROW.findall(file.read_text("utf-8"))
    assert rows
    for address, said in rows:
        count = (file.parent / address).stat().st_size
        assert said == f", {size_text(count, 'en')}", address


def test_each_system_of_schools_has_a_row_that_says_what_it_takes(built):
    for page in PAGES:
        text = words((built.html / page).read_text("utf-8"))
        told = text.partition("Which one do I need?")[2]
        for system in SYSTEMS:
            assert system in told, page


def test_the_learner_edition_offers_no_file_with_a_key_or_teachers_text(built, course):
    offered = {
        file
        for page in built.learner.rglob("*.html")
        for file in links(page)
        if file.is_relative_to(built.pdf) or file.is_relative_to(built.packages)
    }
    allowed = {
        built.pdf / paper.path
        for paper in paper_outputs(course)
        if not paper.teacher_only and paper.kind != "book"
    }
    assert offered
    assert offered <= allowed


def test_the_keys_own_words_are_in_no_file_that_the_learner_edition_offers(
    built, course
):
    rationales = [
        option.rationale
        for quiz in course.quizzes.values()
        for question in quiz.questions
        for option in question.options
    ]
    assert rationales
    for page in PAGES:
        for file in links(built.learner / page):
            if file.suffix == ".pdf":
                with pymupdf.open(file) as pdf:
                    text = " ".join(" ".join(p.get_text() for p in pdf).split())
                assert [found for found in rationales if found in text] == [], file


@pytest.mark.parametrize("edition", ["html", "learner"])
@pytest.mark.parametrize("page", [PARENTS, DOWNLOADS])
def test_a_lesson_leads_to_its_page_for_parents_and_to_its_files(built, edition, page):
    folder = built.out / edition
    assert (folder / page).resolve() in links(folder / f"lessons/{LESSON}.html")


def test_paper_and_web_say_the_same_to_parents(built, course):
    html = words((built.html / PARENTS).read_text("utf-8"))
    with pymupdf.open(built.pdf / f"{LESSON}-parents.pdf") as pdf:
        assert len(pdf) == 1
        paper = " ".join(pdf[0].get_text().split())
    link = course.lessons[LESSON].parent
    for text in (*link.taught, *link.words, *link.not_shown):
        assert text in html
        assert text in paper
    for heading in ("What your child learns", "Words we use", "Why schools teach it"):
        assert heading in html
        assert heading in paper
    assert "Read more" not in paper


def test_the_help_box_of_parents_speaks_to_parents(built):
    html = words((built.html / PARENTS).read_text("utf-8").partition("<main")[2])
    assert "Keep calm, listen, and say that it is not the child's fault." in html
    assert "Tell an adult you trust." not in html
