"""The quiz as HTML: native controls that stand without a script.

The page is drawn from ``quiz.html`` beside this module; every text of an author goes
through :func:`inline`, which escapes it. ``quiz.js`` reads what it needs from the
elements and their ``data-`` attributes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from lessonkit.class_code import quiz_mark
from lessonkit.grading import answer_key, matching_choices, presented_order
from lessonkit.model.quiz import Question, Quiz
from lessonkit.source.inline import html_text, plain_text
from lessonkit.sphinx.i18n import _

_GAP = re.compile(r"\[\[(\d+)\]\]")

HelpLink = Callable[[str], str]


def inline(text: str) -> Markup:
    """Return an author's text as HTML: escaped, with its emphasis and code."""
    return Markup(html_text(text))


def gap_parts(question: Question) -> Iterator[str | int]:
    """Yield the texts around the gaps and, between them, each gap's index."""
    for n, part in enumerate(_GAP.split(question.gap_text)):
        if n % 2:
            yield int(part) - 1
        elif part:
            yield part


def confidence_levels() -> tuple[str, ...]:
    """Return the words for how sure a reader is, from least to most."""
    return (_("Not at all"), _("A little"), _("Mostly"), _("Completely"))


def script_texts() -> dict[str, str]:
    """Return the words that ``quiz.js`` says; ``{0}`` and ``{1}`` are filled in."""
    return {
        key: str(text)
        for key, text in {
            "right": _("Right."),
            "partly": _("Partly right: {0} of {1}."),
            "wrong": _("Not yet. Try again, or open the answer below."),
            "notyet": _("Not yet."),
            "choose": _("Choose an answer first."),
            "changed": _("You changed your answer. Check it again."),
            "place": _("Now in place {0} of {1}."),
            "best": _("{0} of your {1} choices were safe and kind."),
            "ok": _("right"),
            "notok": _("not right"),
            "you": _("You chose:"),
            "on": _("Go on"),
            "again": _("Start the story again"),
            "progress": _("You have checked {0} of {1} questions."),
            "total": _("First try: {0} of {1} points. Now: {2} of {1}."),
            "open": _("not answered yet"),
            "question": _("Question {0}"),
            "all": _("Nothing: you know all of it."),
            "cleared": _("Your answers are cleared."),
            "change": _("Before: {0}. Now: {1}."),
        }.items()
    }


@cache
def environment() -> Environment:
    """Return where templates that escape everything are drawn."""
    made = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["inline"] = inline
    made.filters["plain"] = plain_text
    made.globals["gap_parts"] = gap_parts
    made.globals["key"] = answer_key
    made.globals["choices"] = matching_choices
    return made


def render_quiz(
    quiz: Quiz,
    objectives: Mapping[str, str],
    help_link: HelpLink,
    *,
    course_title: str,
    prefix: str = "quiz",
) -> Markup:
    """Return the quiz as HTML.

    :param objectives: the lesson's learning objectives, text by id.
    :param help_link: the address of a need's help path, ``""`` if there is none.
    :param prefix: what the ids of the page's elements begin with.
    """
    context: dict[str, Any] = {
        "_": lambda text: str(_(text)),
        "quiz": quiz,
        "objectives": objectives,
        "help_link": help_link,
        "course_title": course_title,
        "prefix": prefix,
        "levels": [str(level) for level in confidence_levels()],
        "script_texts": script_texts(),
        "code_mark": quiz_mark(quiz),
        "order": lambda question: presented_order(quiz.id, question),
    }
    html = environment().get_template("quiz.html").render(context)
    return Markup(html.strip())
