"""A quiz on paper: the pupil's sheet, the key with rationales, the tally grid.

The three are drawn from the same questions in the same order, but only the key and
the tally ever read ``correct``, ``best`` or a rationale.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from string import ascii_uppercase as LETTERS

from lessonkit.grading import matching_choices, presented_order
from lessonkit.model.quiz import CHOICE_TYPES, ChatStep, Question, Quiz
from lessonkit.source.inline import inline_runs
from lessonkit.sphinx.i18n import _
from lessonkit.sphinx.typst.escape import Markup, Name, call, join, text

_GAP = re.compile(r"\[\[(\d+)\]\]")
_OPENING = re.compile(r"(^|[\s(\[–—])\"(?=\S)")
_OPENING_SINGLE = re.compile(r"(^|[\s(\[–—“])'(?=\S)")
_KEEP = 1400


def curl(words: str) -> str:
    """Return the text with typographic quotation marks, as pages have them."""
    words = _OPENING.sub("\\1“", words).replace('"', "”")
    return _OPENING_SINGLE.sub("\\1‘", words).replace("'", "’")


def rich(words: str) -> Markup:
    """Return a quiz text with its emphasis."""
    parts = []
    for run in inline_runs(curl(words)):
        plain = text(run.text)
        name = {"strong": "strong", "emphasis": "emph", "code": "emph"}.get(run.style)
        parts.append(call(name, plain) if name else plain)
    return join(parts, "")


def confidence_levels() -> list[Markup]:
    """Return the words for how sure a reader is, from least to most."""
    words = (_("Not at all"), _("A little"), _("Mostly"), _("Completely"))
    return [text(str(word)) for word in words]


def hint(question: Question) -> str:
    """Return what to do with a question on paper."""
    hints = {
        "single": _("Tick one box."),
        "true_false": _("Tick one box."),
        "multiple": _("Tick every box that is right. There is more than one."),
        "ordering": _("Write 1 beside what comes first, then 2, and so on."),
        "matching": _("Write the letter that belongs to each line into its box."),
        "gap_select": _("Write one of the words into each gap."),
        "scenario": _("Start at 1. Tick what you would do, and go on at that number."),
    }
    return str(hints[question.type])


# --- the pupil's sheet ----------------------------------------------------------


def pupil_sheet(quiz: Quiz, palette: Name) -> Markup:
    """Return every question with room to answer; nothing says what is right."""
    parts = [
        _question(quiz, number, question, palette, _pupil_body)
        for number, question in enumerate(quiz.questions, 1)
    ]
    if quiz.confidence:
        before = str(_("Before you begin"))
        after = str(_("When you have finished"))
        parts.insert(0, _confidence(quiz, palette, before))
        parts.append(_confidence(quiz, palette, after))
    return join(parts, "\n\n")


def _confidence(quiz: Quiz, palette: Name, title: str) -> Markup:
    return call(
        "confidence",
        palette,
        text(title),
        text(_("How sure are you? Mark one circle in each row. This is no test.")),
        [rich(item.text) for item in quiz.confidence],
        confidence_levels(),
    )


Body = Callable[[Quiz, Question, Name], Markup]


def _question(
    quiz: Quiz, number: int, question: Question, palette: Name, body: Body
) -> Markup:
    size = len(repr(question))
    made = body(quiz, question, palette)
    how = text(hint(question)) if body is _pupil_body else None
    keep = question.type != "scenario" and (body is _pupil_body or size < _KEEP)
    stem = rich(question.stem)
    return call("question", palette, number, stem, how, made, keep=keep)


def _pupil_body(quiz: Quiz, question: Question, palette: Name) -> Markup:
    if question.type in CHOICE_TYPES:
        rows = [
            (LETTERS[n], rich(option.text), None, None)
            for n, option in enumerate(question.options)
        ]
        return call("options", palette, rows)
    order = presented_order(quiz.id, question)
    if question.type == "ordering":
        shown = [(None, rich(question.items[n].text), None) for n in order]
        return call("ordering", palette, shown)
    if question.type == "matching":
        choices = matching_choices(question)
        rights = [(LETTERS[place], rich(choices[n])) for place, n in enumerate(order)]
        lefts = [rich(pair.left) for pair in question.pairs]
        return call("matching", palette, lefts, rights)
    if question.type == "gap_select":
        banks = [
            (number, [rich(option.text) for option in gap.options])
            for number, gap in enumerate(question.gaps, 1)
        ]
        sentence = _gap_text(question, lambda n: call("blank", str(n)))
        return join([sentence, call("gap-banks", palette, banks)], "\n\n")
    return _story(question, palette, key=False)


def _gap_text(question: Question, gap: Callable[[int], Markup]) -> Markup:
    parts = []
    for n, part in enumerate(_GAP.split(question.gap_text)):
        parts.append(gap(int(part)) if n % 2 else rich(part))
    return join(parts, "")


def _story(question: Question, palette: Name, *, key: bool) -> Markup:
    numbers = {step.id: n for n, step in enumerate(question.steps, 1)}
    return join(
        [_story_step(step, numbers, palette, key=key) for step in question.steps], "\n"
    )


def _story_step(
    step: ChatStep, numbers: dict[str, int], palette: Name, *, key: bool
) -> Markup:
    choices = [
        (
            LETTERS[n],
            rich(choice.text),
            numbers[choice.goes_to],
            choice.best if key else None,
            rich(choice.rationale) if key else None,
        )
        for n, choice in enumerate(step.choices)
    ]
    messages = [(text(m.sender), rich(m.text)) for m in step.messages]
    words = _("The story ends here. Need help yourself? Tell a grown-up you trust.")
    end = text(words) if step.is_end else None
    number = numbers[step.id]
    return call("story-step", palette, number, messages, choices, end=end)


# --- the key --------------------------------------------------------------------


def key_sheet(quiz: Quiz, palette: Name) -> Markup:
    """Return every question with its key and all rationales."""
    parts = [
        _question(quiz, number, question, palette, _key_body)
        for number, question in enumerate(quiz.questions, 1)
    ]
    return join(parts, "\n\n")


def _key_body(quiz: Quiz, question: Question, palette: Name) -> Markup:
    if question.type in CHOICE_TYPES:
        rows = [
            (LETTERS[n], rich(option.text), option.correct, rich(option.rationale))
            for n, option in enumerate(question.options)
        ]
        return call("options", palette, rows)
    if question.type == "ordering":
        shown = [
            (text(str(place)), rich(item.text), rich(item.rationale))
            for place, item in enumerate(question.items, 1)
        ]
        return call("ordering", palette, shown)
    if question.type == "matching":
        letters = _matching_letters(quiz, question)
        pairs = [
            (
                rich(pair.left),
                text(letters[pair.right]),
                rich(pair.right),
                rich(pair.rationale),
            )
            for pair in question.pairs
        ]
        return call("matching-key", palette, pairs)
    if question.type == "gap_select":
        return _gap_key(question, palette)
    return _story(question, palette, key=True)


def _matching_letters(quiz: Quiz, question: Question) -> dict[str, str]:
    choices = matching_choices(question)
    order = presented_order(quiz.id, question)
    return {choices[n]: LETTERS[place] for place, n in enumerate(order)}


def _gap_key(question: Question, palette: Name) -> Markup:
    words = {
        number: next(option for option in gap.options if option.correct)
        for number, gap in enumerate(question.gaps, 1)
    }

    def solved(number: int) -> Markup:
        shown = join([text(f"({number}) "), rich(words[number].text)], "")
        return call("strong", shown)

    parts = [_gap_text(question, solved)]
    for number, gap in enumerate(question.gaps, 1):
        rows = [
            (f"({number})", rich(option.text), option.correct, rich(option.rationale))
            for option in gap.options
        ]
        parts.append(call("options", palette, rows))
    return join(parts, "\n\n")


# --- the tally ------------------------------------------------------------------


def tally_grid(quiz: Quiz, palette: Name) -> Markup:
    """Return the grid for counting a class by hand, without names."""
    parts = []
    choice = [(n, q) for n, q in enumerate(quiz.questions, 1) if q.type in CHOICE_TYPES]
    others = [
        (n, q) for n, q in enumerate(quiz.questions, 1) if q.type not in CHOICE_TYPES
    ]
    if choice:
        width = max(len(question.options) for _n, question in choice)
        heads = [text(_("Question")), *[text(LETTERS[n]) for n in range(width)]]
        rows = [
            (
                text(str(number)),
                [
                    (option.correct or False) if option else None
                    for option in [
                        *question.options,
                        *[None] * (width - len(question.options)),
                    ]
                ],
            )
            for number, question in choice
        ]
        parts.append(call("tally", palette, heads, rows))
    if others:
        heads = [
            text(str(word))
            for word in (_("Question"), _("All right"), _("Partly"), _("Not yet"))
        ]
        rows = [(text(str(number)), [False] * 3) for number, _q in others]
        parts.append(call("tally", palette, heads, rows))
    if quiz.confidence:
        heads = [text(_("Statement")), *confidence_levels()]
        for when in (_("before"), _("after")):
            rows = [
                (text(f"{n} ({when})"), [False] * 4)
                for n, _item in enumerate(quiz.confidence, 1)
            ]
            parts.append(call("tally", palette, heads, rows))
    return join(parts, "\n\n")
