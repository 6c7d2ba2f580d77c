"""The branching stories: every way ends at help, and real Chromium tells them."""

import re

import pytest
from tests.quiz.answering import tab_to
from tests.quiz.conftest import COLOURS, PAGE, POLICY, ROOT, STATIC

from lessonkit.source.course import read_course
from lessonkit.sphinx.story import render_story

browser_test = pytest.mark.browser
STORIES = read_course(ROOT)[0].stories
CHOICES = ".story-told .story-choices button"
FOCUSED = "document.activeElement"


def ways(story, step=None, taken=()):
    """Yield every way through a story: the choices taken, and the end."""
    step = step or story.steps[0]
    if step.is_end:
        yield taken, step
    assert len(taken) <= len(story.steps), "a circle"
    for n, choice in enumerate(step.choices):
        after = next(s for s in story.steps if s.id == choice.goes_to)
        yield from ways(story, after, (*taken, n))


def write_story(folder, story):
    """Write the bare page of a story with its script and style; return its address."""
    html = render_story(story, lambda need: f"help.html#{need}")
    (folder / "page.css").write_text(COLOURS, "utf-8")
    (folder / "quiz.js").write_bytes((STATIC / "story.js").read_bytes())
    style = STATIC.parent / "styles" / "story.css"
    (folder / "quiz-part.css").write_bytes(style.read_bytes())
    page = folder / "index.html"
    page.write_text(PAGE.format(policy=POLICY, quiz=html), "utf-8")
    return page.as_uri()


@pytest.fixture(scope="module", params=STORIES, ids=str)
def story(request):
    return STORIES[request.param]


@pytest.fixture
def address(story, tmp_path):
    return write_story(tmp_path, story)


def test_each_band_from_eleven_up_has_a_story():
    assert {story.band for story in STORIES.values()} == {"11-13", "14-16", "16-18"}


def test_every_way_ends_at_help_and_every_end_is_reached(story):
    found = list(ways(story))
    assert all(end.help_need for _taken, end in found)
    assert {end.id for _, end in found} == {s.id for s in story.steps if s.is_end}
    assert max(len(taken) for taken, _end in found) < len(story.steps)


def test_nothing_is_best_and_every_choice_has_a_consequence(story):
    choices = [choice for step in story.steps for choice in step.choices]
    assert not any(choice.best for choice in choices)
    assert all(len(choice.rationale) > 20 for choice in choices)


@pytest.mark.parametrize(
    ("name", "needs"),
    [
        ("11-13/story", {"fake-of-me", "friend", "i-made-one"}),
        ("14-16/story", {"friend", "threat"}),
        ("16-18/story", {"friend", "i-made-one"}),
    ],
)
def test_the_ends_lead_to_the_help_that_the_story_is_about(name, needs):
    assert {s.help_need for s in STORIES[name].steps if s.is_end} == needs


def test_a_text_of_the_author_is_escaped_and_arrivals_name_the_choice(story):
    html = render_story(story, lambda need: "")
    second = story.steps[1]
    came = list(story.arrivals(second))
    assert came
    for number, index, _words in came:
        assert f'data-from="{number}-{index}"' in html
        assert story.steps[number - 1].choices[index].goes_to == second.id
    assert re.search(r"<script|style=|onclick", html) is None


@browser_test
def test_one_way_is_walked_by_keyboard_alone(open_page, story, address):
    page = open_page(address, viewport={"width": 360, "height": 740})
    taken, end = max(ways(story), key=lambda way: len(way[0]))
    for n, choice in enumerate(taken):
        for _ in range(choice + 1):
            tab_to(page, CHOICES)
        page.keyboard.press("Enter")
        assert page.evaluate(f"{FOCUSED}.matches('.story-part:last-child')")
        status = page.get_by_role("status").inner_text()
        assert f"part {n + 2} of your way" in status
        assert page.evaluate("document.documentElement.scrollWidth") == 360
    last = page.locator(".story-told .story-part").last
    assert end.messages[-1].text[:20] in last.inner_text()
    help_link = last.get_by_role("link", name="Where to get help")
    assert help_link.get_attribute("href") == f"help.html#{end.help_need}"
    assert page.locator(CHOICES).count() == 0


@browser_test
def test_a_choice_shows_what_comes_of_it_and_is_taken_back(open_page, story, address):
    page = open_page(address)
    first = story.steps[0].choices[1]
    before = page.locator(".story-told").inner_text()
    page.locator(CHOICES).nth(1).click()
    told = page.locator(".story-told")
    assert first.rationale[:25] in told.inner_text()
    assert page.locator(".story-told .story-came").count() == 1
    page.get_by_role("button", name="Go back one step").click()
    assert told.inner_text() == before
    assert page.evaluate(f"{FOCUSED}.matches('.story-part:last-child')")
    assert page.locator(CHOICES).count() == len(story.steps[0].choices)
    assert not page.get_by_role("button", name="Go back one step").is_visible()


@browser_test
def test_every_way_can_be_walked_in_the_page(open_page, story, address):
    page = open_page(address)
    seen = {}
    for taken, end in ways(story):
        seen.setdefault((end.id, taken[:2]), taken)
    for (end, _), taken in seen.items():
        for choice in taken:
            page.locator(CHOICES).nth(choice).click()
        text = next(s for s in story.steps if s.id == end).messages[0].text
        assert text[:20] in page.locator(".story-told .story-part").last.inner_text()
        page.get_by_role("button", name="Start again").click()
        assert page.locator(".story-told .story-part").count() == 1


@browser_test
def test_nothing_is_kept_on_the_device_and_no_score_is_shown(open_page, story, address):
    page = open_page(address)
    page.locator(CHOICES).first.click()
    assert page.evaluate("sessionStorage.length + localStorage.length") == 0
    assert page.context.cookies() == []
    words = page.locator("main").inner_text().casefold()
    assert not re.search(r"\bscore|points|correct|wrong answer|\d+ of \d+", words)


@browser_test
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_while_it_is_told_and_as_text(
    open_page, axe_violations, address, scheme
):
    page = open_page(address, bypass_csp=True, color_scheme=scheme)
    page.locator(CHOICES).first.click()
    assert axe_violations(page) == []
    page.get_by_role("button", name="Read the whole story as text").click()
    assert page.locator(".story-parts").is_visible()
    assert not page.locator(".story-told").is_visible()
    assert axe_violations(page) == []


@browser_test
def test_without_javascript_it_reads_like_a_book_of_adventures(
    open_page, story, address
):
    page = open_page(address, java_script_enabled=False)
    parts = page.locator(".story-part")
    assert parts.count() == len(story.steps)
    link = page.locator("#story-1 .story-choices a").first
    goes = story.numbers[story.steps[0].choices[0].goes_to]
    assert f"go to {goes}" in link.inner_text()
    link.click()
    assert page.url.endswith(f"#story-{goes}")
    assert "You come from 1 A:" in page.locator(f"#story-{goes}").inner_text()


@browser_test
def test_it_prints_every_part(open_page, story, address):
    page = open_page(address)
    page.emulate_media(media="print")
    assert page.locator(".story-parts .story-part:visible").count() == len(story.steps)
    assert not page.locator(".story-play").is_visible()
