"""Each type of question as an item of QTI 3.0, worth one point as everywhere.

The names of choices are letters in the order in which they are shown. A scenario
becomes one item with a choice for each step, because QTI follows no path: every step
is asked, and says after which choice it comes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from markupsafe import Markup

from lessonkit.export.lettered import GAP, choices_before, letter
from lessonkit.export.moodle import scored_steps, step_options
from lessonkit.export.qti_item import (
    CHOICE,
    FLOAT,
    IF,
    NAME,
    OUTCOME,
    PARAGRAPH,
    SET,
    VARIABLE,
    Item,
    gain,
)
from lessonkit.export.xmltext import lines, xml_plain, xml_text
from lessonkit.grading import answer_key, matching_choices, presented_order
from lessonkit.model.quiz import ChatStep, Option, Question, Quiz
from lessonkit.sphinx.i18n import _

_ORDER = Markup("""\
<qti-order-interaction response-identifier="RESPONSE" shuffle="false" \
orientation="vertical">
<qti-prompt>{0}</qti-prompt>
{1}
</qti-order-interaction>""")
# A table of buttons: it can be worked by keyboard, and nothing is dragged.
_MATCH = Markup("""\
<qti-match-interaction class="qti-match-tabular" response-identifier="RESPONSE" \
shuffle="false" max-associations="{most}">
<qti-prompt>{prompt}</qti-prompt>
<qti-simple-match-set>
{lefts}
</qti-simple-match-set>
<qti-simple-match-set>
{rights}
</qti-simple-match-set>
</qti-match-interaction>""")
_ASSOCIABLE = Markup(
    '<qti-simple-associable-choice identifier="{0}" match-max="{1}">{2}'
    "</qti-simple-associable-choice>"
)
_INLINE = Markup(
    '<qti-inline-choice-interaction response-identifier="{0}" shuffle="false">{1}'
    "</qti-inline-choice-interaction>"
)
_INLINE_CHOICE = Markup('<qti-inline-choice identifier="{0}">{1}</qti-inline-choice>')
_ENDING = Markup("""\
<qti-feedback-block outcome-identifier="ENDING" identifier="END" show-hide="show">
<qti-content-body>
{0}
</qti-content-body>
</qti-feedback-block>""")


def _shares(options: Sequence[Option]) -> list[tuple[str, int]]:
    """Return a point for each right option."""
    return [(letter(n), int(option.correct)) for n, option in enumerate(options)]


def _keys(options: Sequence[Option]) -> list[str]:
    return [letter(n) for n, option in enumerate(options) if option.correct]


def _single(quiz: Quiz, question: Question) -> Item:
    item = Item(1)
    item.response("RESPONSE", "single", _keys(question.options))
    matched = Markup("<qti-match>{0}{1}</qti-match>").format(
        VARIABLE.format("RESPONSE"), Markup('<qti-correct identifier="RESPONSE"/>')
    )
    item.rules.append(IF.format(test=matched, then=gain(FLOAT.format(1))))
    item.choice("RESPONSE", xml_text(question.stem), question.options, many=False)
    item.reasons("FEEDBACK", "RESPONSE", question.options, many=False)
    return item


def _multiple(quiz: Quiz, question: Question) -> Item:
    item = Item(len(question.keys))
    shares = [
        (letter(n), 1 if option.correct else -1)
        for n, option in enumerate(question.options)
    ]
    item.response("RESPONSE", "multiple", _keys(question.options), shares)
    item.choice("RESPONSE", xml_text(question.stem), question.options, many=True)
    item.reasons("FEEDBACK", "RESPONSE", question.options, many=True)
    return item


def _ordering(quiz: Quiz, question: Question) -> Item:
    order = presented_order(quiz.id, question)
    right = [letter(order.index(n)) for n in range(len(order))]
    item = Item(len(right))
    item.response("RESPONSE", "ordered", right)
    for place, name in enumerate(right, 1):
        here = Markup('<qti-index n="{0}">{1}</qti-index>').format(
            place, VARIABLE.format("RESPONSE")
        )
        test = Markup("<qti-match>{0}{1}</qti-match>").format(here, NAME.format(name))
        item.rules.append(IF.format(test=test, then=gain(FLOAT.format(1))))
    choices = [
        CHOICE.format(name=letter(shown), text=xml_text(question.items[n].text))
        for shown, n in enumerate(order)
    ]
    item.body.append(_ORDER.format(xml_text(question.stem), lines(choices)))
    told = [(line.text, line.rationale) for line in question.items]
    item.all_reasons("RESPONSE", told)
    return item


def _matching(quiz: Quiz, question: Question) -> Item:
    order = presented_order(quiz.id, question)
    texts = matching_choices(question)
    right = [
        f"L{n} {letter(order.index(key))}"
        for n, key in enumerate(answer_key(question)["keys"], 1)
    ]
    item = Item(len(right))
    item.response(
        "RESPONSE", "multiple", right, [(pair, 1) for pair in right], "directedPair"
    )
    item.body.append(
        _MATCH.format(
            most=len(right),
            prompt=xml_text(question.stem),
            lefts=lines(
                [
                    _ASSOCIABLE.format(f"L{n}", 1, xml_text(pair.left))
                    for n, pair in enumerate(question.pairs, 1)
                ]
            ),
            rights=lines(
                [
                    _ASSOCIABLE.format(letter(shown), len(right), xml_text(texts[n]))
                    for shown, n in enumerate(order)
                ]
            ),
        )
    )
    told = [(f"{pair.left}: {pair.right}", pair.rationale) for pair in question.pairs]
    item.all_reasons("RESPONSE", told)
    return item


def _gap_select(quiz: Quiz, question: Question) -> Item:
    item = Item(len(question.gaps))
    # Every other part is the number of a gap.
    first, *others = (xml_text(text) for text in GAP.split(question.gap_text)[::2])
    text = first
    for n, (gap, after) in enumerate(zip(question.gaps, others, strict=True), 1):
        name = f"RESPONSE_{n}"
        item.response(name, "single", _keys(gap.options), _shares(gap.options))
        item.reasons(f"FEEDBACK_{n}", name, gap.options, many=False)
        choices = Markup("").join(
            _INLINE_CHOICE.format(letter(place), xml_plain(option.text))
            for place, option in enumerate(gap.options)
        )
        text += _INLINE.format(name, choices)
        text += after
    item.body += [PARAGRAPH.format(xml_text(question.stem)), PARAGRAPH.format(text)]
    return item


def _said(step: ChatStep) -> Markup:
    return lines(
        [
            Markup("<p><strong>{0}:</strong> {1}</p>").format(
                xml_plain(message.sender), xml_text(message.text)
            )
            for message in step.messages
        ]
    )


def _scenario(quiz: Quiz, question: Question) -> Item:
    steps = scored_steps(question)
    item = Item(len(steps))
    item.body.append(PARAGRAPH.format(xml_text(question.stem)))
    for n, step in enumerate(steps, 1):
        name, options = f"RESPONSE_{n}", step_options(step)
        item.response(name, "single", _keys(options)[:1], _shares(options))
        item.reasons(f"FEEDBACK_{n}", name, options, many=False)
        if before := choices_before(question, step):
            told = " / ".join(xml_plain(text) for text in before)
            comes = str(_("This comes after: {0}")).format(told)
            item.body.append(Markup("<p><em>{0}</em></p>").format(comes))
        item.body.append(_said(step))
        item.choice(name, Markup(str(_("What do you do?"))), options, many=False)
    item.outcomes.append(OUTCOME.format(name="ENDING", cardinality="single"))
    item.rules.append(SET.format(name="ENDING", value=NAME.format("END")))
    ends = [_said(step) for step in question.steps if step.is_end]
    helps = PARAGRAPH.format(str(_("The story ends here: somebody helps.")))
    item.body.append(_ENDING.format(lines([*ends, helps])))
    return item


_KINDS: dict[str, Callable[[Quiz, Question], Item]] = {
    "single": _single,
    "true_false": _single,
    "multiple": _multiple,
    "ordering": _ordering,
    "matching": _matching,
    "gap_select": _gap_select,
    "scenario": _scenario,
}


def item_name(question: Question) -> str:
    """Return the item's identifier, which may not begin with a digit."""
    return f"item-{question.id}"


def item_xml(quiz: Quiz, question: Question) -> str:
    """Return a question as the file of an item."""
    item = _KINDS[question.type](quiz, question)
    return item.xml(item_name(question), xml_plain(question.stem))
