"""The lesson's app: the text out of its page, its pictures, and nothing of the site."""

import re
from dataclasses import replace

import pytest
from tests.export.lesson_page import PICTURE, learner_edition
from tests.quiz.payloads import PAYLOADS, poison
from tests.quiz.sample import QUIZ

from lessonkit.export.lesson_app import lesson_app
from lessonkit.export.lesson_text import lesson_text
from lessonkit.model.lesson import LearningObjective

_POLICY = re.compile('<meta http-equiv="Content-Security-Policy"[^>]*>')
_ADDRESS = re.compile(r'(?:href|src)="([^"]*)"')


@pytest.fixture
def learner(tmp_path):
    return learner_edition(tmp_path)


@pytest.fixture
def app(course, learner):
    return lesson_app(course, QUIZ.id, QUIZ, learner)


def main(app):
    return app["index.html"].partition("<main")[2]


def test_the_quiz_stands_where_the_lesson_has_it(app):
    text = main(app)
    order = ("Starter", "Check your understanding", 'id="quiz-title"', "Sources")
    places = [text.index(words) for words in order]
    assert places == sorted(places)
    assert "own quiz" not in text
    assert text.count('id="quiz"') == 1


def test_what_belongs_to_the_site_is_left_out(app):
    text = app["index.html"]
    for words in ("Out of the text", "On paper", "Teaching this", "For parents"):
        assert words not in text
    assert "After the text" not in text
    assert "Next</a>" not in text


def test_every_address_is_in_the_app_or_on_the_web(app):
    text = app["index.html"]
    for address in _ADDRESS.findall(text):
        if address.startswith("#"):
            assert f'id="{address[1:]}"' in text, address
        elif not address.startswith("https://"):
            assert address in app


def test_a_term_leads_to_its_words_and_a_way_to_help_to_the_helps_part(app, course):
    text = main(app)
    assert '<a class="term" href="#term-upstander">upstander</a>' in text
    assert course.glossary["upstander"].definition in text
    assert '<a class="now" href="#help">Get help now</a>' in text
    assert "a law, said &lt;once&gt;." in text


def test_a_link_to_the_web_opens_a_window_of_its_own_and_stays_what_it_was(app):
    found = '<a href="https://example.org/?a=1&amp;b=2" target="_blank"'
    assert found in main(app)


def test_the_pictures_lie_beside_the_page(app, course):
    assert f'src="{PICTURE}"' in main(app)
    file = course.root / "book/illustrations" / PICTURE
    assert app[PICTURE] == file.read_bytes()


def test_elements_are_closed_as_often_as_they_are_opened(app):
    text = main(app)
    for tag in ("section", "div", "p", "a", "details", "figure"):
        assert len(re.findall(f"<{tag}[ >]", text)) == text.count(f"</{tag}>"), tag


def test_without_a_built_page_the_app_holds_the_quiz_alone(course, tmp_path):
    assert lesson_text(tmp_path / "missing.html") is None
    text = main(lesson_app(course, QUIZ.id, QUIZ, tmp_path))
    assert "Starter" not in text
    assert 'id="quiz-title"' in text


def test_a_lesson_without_a_quiz_is_text_alone(course, learner):
    text = main(lesson_app(course, QUIZ.id, None, learner))
    assert "Starter" in text
    assert "Sources" in text
    assert 'id="quiz-title"' not in text


@pytest.mark.parametrize("payload", PAYLOADS[:40])
def test_a_payload_in_every_field_of_a_lesson_does_not_run(
    course, chromium, tmp_path, payload
):
    lesson = next(iter(course.lessons.values()))
    poisoned = replace(
        lesson,
        title=payload,
        summary=payload,
        objectives=tuple(
            LearningObjective(q.objective, payload) for q in QUIZ.questions
        ),
        review=replace(lesson.review, version=payload, by=payload),
    )
    term = replace(course.glossary["upstander"], term=payload, definition=payload)
    hostile = replace(course, lessons={QUIZ.id: poisoned}, glossary={"upstander": term})
    app = lesson_app(hostile, QUIZ.id, poison(payload), learner_edition(tmp_path))
    # Without the policy, so that the page and not the browser must hold.
    page_text = _POLICY.sub("", app["index.html"])
    folder = tmp_path / "app"
    folder.mkdir()
    for name, data in (app | {"index.html": page_text}).items():
        (folder / name).write_bytes(data if isinstance(data, bytes) else data.encode())
    page = chromium.new_page()
    page.goto((folder / "index.html").as_uri())
    assert page.locator("h1").inner_text().split() == payload.split()
    assert page.locator("#term-upstander").inner_text().split() == payload.split()
    assert page.evaluate("window.__hit") is None
    page.close()
