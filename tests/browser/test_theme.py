"""The pages of the theme in real Chromium: access, policy, weight, search, help."""

import gzip
import itertools
import re
import subprocess
from pathlib import Path

import pytest
from tests.browser import sample_course

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
LESSON = "lessons/11-13/no-to-nudifying.html"
EASY_READ = "lessons/11-13/no-to-nudifying-easy-read.html"
GUIDE = "teacher-guides/11-13/no-to-nudifying.html"
PAGES = [
    "index.html",
    LESSON,
    EASY_READ,
    GUIDE,
    "book/family-guide/index.html",
    "book/about/leaving-quickly.html",
    "lessons/11-13/index.html",
    "teacher-guides/index.html",
    "search.html",
    "404.html",
    "times-tables.html",
]


def html_files(site):
    """Return every page of the site."""
    return sorted(site.rglob("*.html"))


@pytest.mark.parametrize(
    "look", [*itertools.product(PAGES, [320, 1280], ["light", "dark"])], ids=str
)
def test_axe_finds_nothing_and_no_page_is_wider_than_the_screen(
    open_page, theme_site, violations, look
):
    name, width, scheme = look
    page = open_page(
        (theme_site / name).as_uri(),
        viewport={"width": width, "height": 900},
        color_scheme=scheme,
    )
    page.locator("details").evaluate_all("all => all.forEach(x => { x.open = true })")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_every_page_has_the_policy_first_and_a_neutral_title(theme_site):
    for file in html_files(theme_site):
        text = file.read_text("utf-8")
        head = text.partition("<head>\n")[2]
        assert head.startswith('<meta http-equiv="Content-Security-Policy"'), file
        assert "default-src 'none'; script-src 'self'; style-src 'self';" in head
        assert '<meta name="referrer" content="no-referrer">' in head
        assert '<meta name="description" content="' in head
        title = "Times tables" if file.stem == "times-tables" else sample_course.SITE
        assert f"<title>{title}</title>" in head, file


def test_no_page_has_inline_style_or_script_or_loads_from_elsewhere(theme_site):
    for file in html_files(theme_site):
        text = file.read_text("utf-8")
        assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)", text)
        assert not re.search(r'\ssrc="(?:https?:)?//', text), file
        assert not re.search(r'<link[^>]+href="(?:https?:)?//', text), file


def test_the_html_checker_finds_no_error(theme_site):
    jar = ROOT / "tests/node/node_modules/vnu-jar/build/dist/vnu.jar"
    files = [str(file) for file in html_files(theme_site)]
    result = subprocess.run(
        ["java", "-jar", str(jar), "--errors-only", *files],
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.stderr == ""


def test_every_link_inside_the_site_leads_to_a_page_and_a_place(theme_site):
    for file in html_files(theme_site):
        for href in re.findall(r'<a [^>]*href="([^"]*)"', file.read_text("utf-8")):
            outside = "../packages/" in href or href.endswith((".pdf", ".pptx"))
            if re.match(r"[a-z]+:", href) or outside:
                continue
            path, _hash, anchor = href.partition("#")
            target = (file.parent / path).resolve() if path else file
            assert target.is_file(), f"{file}: {href}"
            if anchor:
                assert f'id="{anchor}"' in target.read_text("utf-8"), f"{file}: {href}"


def test_a_lesson_and_its_easy_read_edition_lead_to_each_other(theme_site):
    for here, there in ((LESSON, EASY_READ), (EASY_READ, LESSON)):
        text = (theme_site / here).read_text("utf-8")
        link = f'<p class="edition"><a href="../../{there}">'
        assert link in text.partition('<div class="prose')[0]
    other = (theme_site / "lessons/11-13/behind-the-fake.html").read_text("utf-8")
    assert 'class="edition"' not in other


def test_easy_read_has_its_symbol_in_the_page(theme_site):
    text = (theme_site / EASY_READ).read_text("utf-8")
    symbol = r'<div class="easy"><svg role="img" aria-label="An ear" [^>]*>'
    assert re.search(symbol, text)


def test_the_first_page_stands_at_the_root(theme_site):
    assert 'class="hero"' in (theme_site / "index.html").read_text("utf-8")
    assert not (theme_site / "book/index.html").exists()


def test_the_search_works_from_a_folder_without_a_network(open_page, theme_site):
    page = open_page((theme_site / "search.html").as_uri(), offline=True)
    page.get_by_label("What are you looking for?").fill("WOMBAT")
    first = page.locator("#search-results a").first
    first.wait_for()
    assert page.locator("#search-count").inner_text() == "3 pages"
    assert page.locator("#search-results mark").first.inner_text() == "wombat"
    first.click()
    page.get_by_text("A wombat walks by").wait_for()
    assert page.url.split("#")[1] == "activity-1-the-group-chat"


def test_the_search_says_when_it_finds_nothing(open_page, theme_site):
    page = open_page((theme_site / "search.html").as_uri())
    page.get_by_label("What are you looking for?").fill("qwertz")
    page.get_by_text("Nothing found").wait_for()


def test_the_search_index_holds_no_quiz_answer(theme_site):
    index = (theme_site / "_static/search-index.js").read_text("utf-8")
    assert "The harm is real" in index
    assert "Money is not the point" not in index


def test_a_lesson_with_its_quiz_is_light(chromium, theme_url):
    context = chromium.new_context(viewport={"width": 390, "height": 800})
    page = context.new_page()
    weight, urls = [], []

    def weigh(response):
        body = response.body()
        urls.append(response.url)
        weight.append(len(gzip.compress(body, 9)))

    page.on("response", weigh)
    page.goto(theme_url + LESSON, wait_until="networkidle")
    urls = [url for url in urls if not url.startswith("data:")]
    context.close()
    assert len(urls) <= 6, urls
    assert sum(weight) <= 25_000
    assert max(weight) <= 10_000  # a second page brings its HTML only


def test_stylesheet_and_script_keep_their_budgets(theme_site):
    static = theme_site / "_static"
    assert len(gzip.compress((static / "course.css").read_bytes(), 9)) <= 9_000
    assert len(gzip.compress((static / "course.js").read_bytes(), 9)) <= 4_000


def test_a_country_is_chosen_never_guessed_and_forgotten_unless_asked(
    open_page, theme_url
):
    page = open_page(theme_url + LESSON, locale="pl-PL", timezone_id="Europe/Warsaw")
    bar = page.locator(".helpbar [data-service]")
    assert bar.inner_text() == "Help in your country"
    page.get_by_text("Choose your country").click()
    page.locator(".chooser select").select_option(label="Poland")
    assert "116 111" in bar.inner_text()
    assert "116 111" in page.locator(".helpbox [data-service]").inner_text()
    number = bar.locator("a[href^='tel:']")
    assert number.get_attribute("href") == "tel:116111"
    assert page.evaluate("Object.keys(localStorage)") == []
    page.goto(theme_url + GUIDE)
    bar.get_by_text("116 111").first.wait_for()
    page.get_by_text("Choose your country").click()
    page.get_by_label("Remember it on this device").check()
    assert page.evaluate("Object.keys(localStorage)") == ["lessonkit:country"]
    page.locator(".chooser select").select_option("")
    assert bar.inner_text() == "Help in your country"
    assert page.evaluate("Object.keys(localStorage)") == []


def test_without_javascript_text_help_and_answers_are_there(open_page, theme_site):
    page = open_page((theme_site / LESSON).as_uri(), java_script_enabled=False)
    assert page.locator(".helpbar a").count() >= 2
    assert page.get_by_text("Choose your country").count() == 0 or not (
        page.get_by_text("Choose your country").is_visible()
    )
    page.locator(".pause summary").click()
    assert page.get_by_text("You could say:").is_visible()
    page.locator(".quiz-answer summary").first.click()
    assert page.get_by_text("The harm is real.").first.is_visible()


def test_on_paper_every_answer_is_open_and_closes_again(open_page, theme_site):
    page = open_page((theme_site / LESSON).as_uri())
    closed = "document.querySelectorAll('main details:not([open])').length"
    before = page.evaluate(closed)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.evaluate(closed) == 0
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.evaluate(closed) == before > 0


def test_text_at_four_times_its_size_needs_no_scrolling_sideways(open_page, theme_site):
    # 1280 pixels at 400% are 320; the type grows too.
    page = open_page(
        (theme_site / LESSON).as_uri(), viewport={"width": 320, "height": 256}
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.locator(".leave").bounding_box()["y"] < 256


def test_chosen_colours_keep_the_borders_of_boxes(open_page, theme_site):
    page = open_page((theme_site / LESSON).as_uri(), forced_colors="active")
    for box in (".leave", ".helpbox", ".key-point", ".bubble"):
        width = page.locator(box).first.evaluate(
            "x => getComputedStyle(x).borderTopWidth"
        )
        assert width != "0px", box


def test_a_right_to_left_language_turns_the_page(open_page, theme_source, tmp_path):
    site = sample_course.build(theme_source, tmp_path / "html", language="ar")
    page = open_page((site / LESSON).as_uri(), viewport={"width": 1280, "height": 900})
    assert page.locator("html").get_attribute("dir") == "rtl"
    assert page.locator("html").get_attribute("lang") == "ar"
    leave, brand = page.locator(".leave"), page.locator(".brand")
    assert leave.bounding_box()["x"] < 640 < brand.bounding_box()["x"]
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280


def test_what_is_old_says_so(open_page, theme_site, tmp_path):
    page = open_page((theme_site / LESSON).as_uri())
    page.evaluate(
        """() => {
          document.querySelector('main').insertAdjacentHTML('afterbegin',
            '<p hidden data-stale-after="2020-01-01">old</p>' +
            '<p hidden data-stale-after="2999-01-01">new</p>');
          document.dispatchEvent(new Event('DOMContentLoaded'));
        }"""
    )
    assert page.get_by_text("old", exact=True).is_visible()
    assert not page.get_by_text("new", exact=True).is_visible()


def test_the_learner_edition_has_no_link_to_teacher_pages(editable_source, tmp_path):
    (editable_source / "teacher-guides/11-13/no-to-nudifying.md").unlink()
    index = editable_source / "book/index.md"
    text = index.read_text("utf-8").replace("../teacher-guides/11-13/*\n", "")
    index.write_text(text, "utf-8")
    site = sample_course.build(
        editable_source, tmp_path / "html", lessonkit_edition="learner"
    )
    for file in site.rglob("*"):
        if file.is_file():
            text = file.read_text("utf-8")
            assert "teacher-guides" not in text, file
            assert sample_course.CANARY not in text, file


def test_an_edit_of_a_title_reaches_the_pages_that_show_it(editable_source, tmp_path):
    site = sample_course.build(editable_source, tmp_path / "html")
    lesson = editable_source / "lessons/11-13/behind-the-fake.md"
    text = lesson.read_text("utf-8").replace("Behind the fake", "Before the fake")
    lesson.write_text(text, "utf-8")
    sample_course.build(editable_source, tmp_path / "html")
    assert "Before the fake" in (site / LESSON).read_text("utf-8")


def test_an_edit_of_the_data_reaches_the_pages_made_from_it(editable_source, tmp_path):
    site = sample_course.build(editable_source, tmp_path / "html")
    data = editable_source / "data/curriculum.yml"
    text = data.read_text("utf-8")
    assert "Harm and respect" in (site / "lessons/11-13/index.html").read_text("utf-8")
    data.write_text(text.replace("Harm and respect", "Respect first"), "utf-8")
    sample_course.build(editable_source, tmp_path / "html")
    assert "Respect first" in (site / "lessons/11-13/index.html").read_text("utf-8")
    assert "Respect first" in (site / LESSON).read_text("utf-8")
