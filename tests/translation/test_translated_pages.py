"""No English stays in a translated course, and no layout breaks: pages and PDFs."""

from __future__ import annotations

import re

import pymupdf
import pytest
from babel import Locale
from tests.translation.made_up import LONGER
from tests.translation.sub_course import LESSON, PAGES

#: Names of programs, files and licences, the same in every language.
NAMES = [
    *("PDF", "PPTX", "DOCX", "ZIP", "IPYNB", "GIFT", "XML", "IMSCC", "JSON", "CC BY"),
    *("Moodle", "Canvas", "Kolibri", "JupyterHub", "Moodle XML", "lessonkit"),
    *("Google Classroom", "Microsoft Teams"),
]
_ADDRESS = re.compile(
    r"https?://\S+|\S+@\S+\.\S+|\b[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}\b(?:/\S*)?|\{\d\}"
)
#: Accents on every vowel: a word of two letters or more without one was forgotten.
_ENGLISH = re.compile(r"\b[A-Za-z]*[aeiouAEIOU][A-Za-z]+\b|\b[A-Za-z]+[aeiouAEIOU]\b")
_LATIN = re.compile(r"[A-Za-z]{2,}")
OPEN = "for (const d of document.querySelectorAll('details')) d.open = true"
#: Everything that a reader sees or hears.
WORDS = """() => {
  const said = [document.documentElement.innerText, document.title];
  for (const e of document.querySelectorAll('*')) {
    for (const name of ['aria-label', 'alt', 'placeholder', 'title', 'label'])
      if (e.hasAttribute(name)) said.push(e.getAttribute(name));
    if (e.matches('option, caption, svg title, svg text')) said.push(e.textContent);
    if (e.matches('meta[name=description]')) said.push(e.content);
  }
  return said.join('\\n');
}"""


def english_in(spoken, text):
    """Return the English words of a text, but for names and addresses."""
    facts = spoken.course.facts.values()
    names = [name for fact in facts for name in (fact.publisher, fact.title) if name]
    if spoken.language == LONGER:  # English countries, languages and months are right
        english = Locale("en")
        names += [*english.territories.values(), *english.languages.values()]
        names += english.months["format"]["wide"].values()
    text = " ".join(_ADDRESS.sub(" ", text).split())
    for name in sorted({*names, *NAMES}, key=len, reverse=True):
        text = text.replace(name, " ")
    word = _ENGLISH if spoken.language == LONGER else _LATIN
    return sorted(set(word.findall(text)))


@pytest.fixture
def read_page(chromium):
    """Return a function that opens a page of a folder."""
    contexts = []

    def opened(folder, name, width=1000):
        context = chromium.new_context(viewport={"width": width, "height": 800})
        contexts.append(context)
        page = context.new_page()
        page.goto((folder / f"{name}.html").as_uri())
        return page

    yield opened
    for context in contexts:
        context.close()


SHOWN = (
    "index",
    *PAGES[1:],
    "book/get-help/countries/index",
    f"book/downloads/{LESSON}",
    f"book/parents/{LESSON}",
    "search",
    "404",
    "times-tables",
)


@pytest.mark.browser
@pytest.mark.parametrize("name", SHOWN)
def test_a_page_says_nothing_in_english(spoken, name, read_page):
    page = read_page(spoken.html, name)
    page.evaluate(OPEN)
    assert english_in(spoken, page.evaluate(WORDS)) == []


@pytest.mark.browser
def test_a_search_says_nothing_in_english(spoken, read_page):
    page = read_page(spoken.html, "search")
    title = spoken.course.lessons[LESSON].title
    page.fill("#search-box", title)
    assert page.query_selector_all("#search-results li")
    assert english_in(spoken, page.evaluate(WORDS)) == []


@pytest.mark.browser
@pytest.mark.parametrize("name", SHOWN)
def test_a_page_fits_a_small_phone(spoken, name, read_page):
    page = read_page(spoken.html, name, width=320)
    page.evaluate(OPEN)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.browser
def test_a_page_runs_the_way_its_language_does(longer, from_the_right, read_page):
    for spoken, way, lang in (
        (longer, "ltr", "en-XA"),
        (from_the_right, "rtl", "ar"),
    ):
        page = read_page(spoken.html, "index")
        root = page.locator("html")
        assert (root.get_attribute("dir"), root.get_attribute("lang")) == (way, lang)


@pytest.mark.browser
def test_the_groups_of_a_phone_number_keep_their_order(from_the_right, read_page):
    page = read_page(from_the_right.html, "book/get-help/countries/GB")
    places = page.evaluate(
        """() => [...document.querySelectorAll('a[href="tel:08001111"]')].map((a) => {
          const place = (from, to) => {
            const range = document.createRange();
            range.setStart(a.firstChild, from);
            range.setEnd(a.firstChild, to);
            return range.getBoundingClientRect().left;
          };
          return [a.textContent, place(0, 4), place(5, 9)];
        })"""
    )
    assert places
    for text, first, second in places:
        assert text == "0800 1111"
        assert first < second


PAPERS = (
    f"{LESSON}-teacher-guide.pdf",
    f"{LESSON}-worksheet-answers.pdf",
    f"{LESSON}-quiz-answers.pdf",
    f"{LESSON}-slides.pdf",
    "help/GB-card.pdf",
)


@pytest.mark.pdf
@pytest.mark.parametrize("name", PAPERS)
def test_a_pdf_says_nothing_in_english(spoken, name):
    with pymupdf.open(spoken.pdf / name) as pdf:
        # A title ends up in pieces where letters are kerned; words are joined again.
        text = "\n".join(page.get_text() for page in pdf)
        text = f"{text}\n{pdf.metadata['title']}"
        assert len(text) > 200
    assert english_in(spoken, text) == []


@pytest.mark.pdf
def test_a_pdf_prints_the_groups_of_a_phone_number_in_order(from_the_right):
    with pymupdf.open(from_the_right.pdf / "help/GB-card.pdf") as pdf:
        words = {word[4]: word[0] for page in pdf for word in page.get_text("words")}
    assert words["0800"] < words["1111"]


@pytest.mark.pdf
def test_a_pdf_of_a_language_from_the_right_begins_at_the_right(from_the_right):
    with pymupdf.open(from_the_right.pdf / f"{LESSON}.pdf") as pdf:
        page = pdf[1]
        lines = [
            line["bbox"]
            for block in page.get_text("dict")["blocks"]
            for line in block.get("lines", ())
        ]
        ends = [page.rect.width - line[2] for line in lines]
        starts = [line[0] for line in lines]
    # Most lines begin at the right margin; where they end differs.
    assert sorted(ends)[len(ends) // 2] < sorted(starts)[len(starts) // 2]
