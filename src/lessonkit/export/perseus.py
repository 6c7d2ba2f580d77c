"""Questions as Perseus items, the form in which Kolibri marks exercises.

Every question but a story becomes one item. Lines to put in order and pairs are lists
to choose from, because Perseus' own widgets for them can only be dragged. Kolibri
marks an item right or wrong as a whole. The reasons are the item's hint; whoever asks
for it has not answered, and Kolibri says so in its log.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from typing import Any

from lessonkit.export.lettered import GAP
from lessonkit.export.xmltext import NOT_XML
from lessonkit.grading import answer_key, matching_choices, presented_order
from lessonkit.model.quiz import Option, Question, Quiz
from lessonkit.source.inline import inline_runs, plain_text
from lessonkit.sphinx.i18n import _

#: Told on the page of practice instead, where a story can be walked.
LEFT_OUT = ("scenario",)
#: Lines that show nothing, below lists: Kolibri's bar covers the foot of the page, and
#: the last list opens downwards. (A space alone would be no line in Markdown.)
_ROOM = "\n\n\u200b" * 10
_MARKS = {"text": "", "emphasis": "*", "strong": "**", "code": ""}
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
Item = dict[str, Any]


def _literal(text: str) -> str:
    return _PUNCTUATION.sub(r"\\\1", text)


def perseus_text(text: str) -> str:
    """Return a text in Perseus' Markdown: each mark of punctuation is only itself.

    Code loses its style, because inside code Perseus reads no backslash.
    """
    parts = []
    for run in inline_runs(" ".join(NOT_XML.sub("", text).split())):
        mark = _MARKS[run.style]
        parts.append(mark + _literal(run.text) + mark)
    return "".join(parts)


def _plain(text: str) -> str:
    """Return a text for a list to choose from, which knows no Markdown."""
    return " ".join(NOT_XML.sub("", plain_text(text)).split())


def _widget(kind: str, options: Item) -> Item:
    return {
        "type": kind,
        "alignment": "default",
        "static": False,
        "graded": True,
        "options": options,
        "version": {"major": 0, "minor": 0},
    }


def _radio(options: Sequence[Option], *, many: bool) -> Item:
    return _widget(
        "radio",
        {
            "choices": [
                {
                    "content": perseus_text(option.text),
                    "correct": option.correct,
                    "clue": perseus_text(option.rationale),
                }
                for option in options
            ],
            "randomize": False,
            "multipleSelect": many,
            "countChoices": False,
            "displayCount": None,
            "hasNoneOfTheAbove": False,
            "deselectEnabled": False,
            "onePerLine": True,
        },
    )


def _dropdown(options: Iterable[tuple[str, bool]]) -> Item:
    return _widget(
        "dropdown",
        {
            "placeholder": str(_("Choose")),
            "choices": [
                {"content": _plain(text), "correct": correct}
                for text, correct in options
            ],
        },
    )


def _name(kind: str, number: int) -> str:
    return f"{kind} {number}"


def _shown(kind: str, number: int) -> str:
    return f"[[☃ {_name(kind, number)}]]"


def _item(content: str, widgets: Sequence[Item], hint: str) -> Item:
    kind = widgets[0]["type"]
    return {
        "question": {
            "content": content,
            "images": {},
            "widgets": {_name(kind, n): widget for n, widget in enumerate(widgets, 1)},
        },
        "answerArea": {"calculator": False},
        "itemDataVersion": {"major": 0, "minor": 1},
        "hints": [{"content": hint, "images": {}, "widgets": {}}],
    }


def _reasons(told: Iterable[tuple[str, str]]) -> str:
    return "\n\n".join(
        f"**{_literal(_plain(what))}** {perseus_text(why)}" for what, why in told
    )


def _lists(lefts: Sequence[str], stem: str) -> str:
    """Return a line for each list, with what stands before it."""
    rows = [
        f"{left} {_shown('dropdown', n)}".strip() for n, left in enumerate(lefts, 1)
    ]
    return "\n\n".join([stem, *rows]) + _ROOM


def perseus_item(quiz: Quiz, question: Question) -> Item:
    """Return a question as an item; KeyError if Perseus cannot say it."""
    stem = perseus_text(question.stem)
    if question.type in ("single", "true_false", "multiple"):
        told = [(option.text, option.rationale) for option in question.options]
        radio = _radio(question.options, many=question.type == "multiple")
        return _item(f"{stem}\n\n{_shown('radio', 1)}", [radio], _reasons(told))
    if question.type == "ordering":
        order = presented_order(quiz.id, question)
        widgets = [
            _dropdown((question.items[n].text, n == place) for n in order)
            for place in range(len(order))
        ]
        told = [(item.text, item.rationale) for item in question.items]
        lefts = [rf"{n}\." for n in range(1, len(order) + 1)]
    elif question.type == "matching":
        texts, keys = matching_choices(question), answer_key(question)["keys"]
        order = presented_order(quiz.id, question)
        widgets = [_dropdown((texts[n], n == key) for n in order) for key in keys]
        told = [
            (f"{pair.left}: {pair.right}", pair.rationale) for pair in question.pairs
        ]
        lefts = [f"**{perseus_text(pair.left)}**" for pair in question.pairs]
    elif question.type == "gap_select":
        widgets = [
            _dropdown((option.text, option.correct) for option in gap.options)
            for gap in question.gaps
        ]
        told = [
            (option.text, option.rationale)
            for gap in question.gaps
            for option in gap.options
        ]
        # Every other part is the number of a gap.
        parts = [perseus_text(text) for text in GAP.split(question.gap_text)[::2]]
        text = parts[0]
        for n, part in enumerate(parts[1:], 1):
            text += f" {_shown('dropdown', n)} {part}"
        return _item(f"{stem}\n\n{text}{_ROOM}", widgets, _reasons(told))
    else:
        raise KeyError(question.type)
    return _item(_lists(lefts, stem), widgets, _reasons(told))


def exercise_files(
    quiz: Quiz, names: dict[str, str], mastery: dict[str, Any]
) -> dict[str, str]:
    """Return the members of a ``.perseus`` file.

    :param names: the items' names by question.
    """
    files = {
        f"{names[question.id]}.json": json.dumps(
            perseus_item(quiz, question), ensure_ascii=False, sort_keys=True
        )
        for question in quiz.questions
        if question.id in names
    }
    listed = list(names.values())
    exercise = {
        "mastery_model": mastery["type"],
        "m": mastery["m"],
        "n": mastery["n"],
        "randomize": False,
        "all_assessment_items": listed,
        "assessment_mapping": dict.fromkeys(listed, "perseus_question"),
    }
    return {"exercise.json": json.dumps(exercise, sort_keys=True), **files}
