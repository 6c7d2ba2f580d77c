"""A quiz in QTI 1.2, in the profile that Common Cartridge allows.

The profile knows one choice and several choices. A gap, a pair and a step of a story
become a choice each; lines to put in order have no form there and are left out. All
options of a ``multiple`` question count together or not at all: the profile has no
shares. The choices made of one question share its weight.

The right answer is asked for first, with ``continue="No"``: readers that take every
condition for a right answer stop there.
"""

from __future__ import annotations

import math
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lessonkit.export.lettered import choices_before, letter, one_gap
from lessonkit.export.moodle import scored_steps, step_options
from lessonkit.export.xmltext import NOT_XML, xml_plain
from lessonkit.grading import matching_choices, presented_order
from lessonkit.model.quiz import ChatStep, Option, Pair, Question, Quiz
from lessonkit.source.inline import html_text
from lessonkit.sphinx.i18n import _

NAMESPACE = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"
SCHEMA = "http://www.imsglobal.org/profile/cc/ccv1p3/ccv1p3_qtiasiv1p2p1_v1p0.xsd"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
#: Types that the profile cannot say at all.
LEFT_OUT = ("ordering",)
_ANSWER = "answer"
#: The profile's bounds for a weight.
_MOST = 99


@dataclass(frozen=True, slots=True)
class Choice:
    """One item: what is asked, as HTML, and the options.

    :param kind: the profile's name between ``cc.`` and ``.v0p1``.
    """

    name: str
    asked: str
    options: tuple[Option, ...]
    kind: str = "multiple_choice"
    weight: int = 1


def text_html(text: str) -> str:
    """Return a text as HTML in which quotation marks stay what they are."""
    escaped = html_text(NOT_XML.sub("", text))
    return escaped.replace("&quot;", '"').replace("&#x27;", "'")


def _gap_choices(question: Question) -> Iterator[tuple[str, Sequence[Option]]]:
    for number, gap in enumerate(question.gaps, 1):
        shown = one_gap(question.gap_text, number)
        yield f"<p>{text_html(shown)}</p>", gap.options


def _pair_choices(
    quiz: Quiz, question: Question
) -> Iterator[tuple[str, Sequence[Option]]]:
    texts = matching_choices(question)
    order = presented_order(quiz.id, question)

    def option(pair: Pair, text: str) -> Option:
        return Option(text, text == pair.right, pair.rationale)

    for pair in question.pairs:
        options = [option(pair, texts[n]) for n in order]
        yield f"<p><strong>{text_html(pair.left)}</strong></p>", options


def _step_choices(question: Question) -> Iterator[tuple[str, Sequence[Option]]]:
    for step in scored_steps(question):
        comes = ""
        if before := choices_before(question, step):
            told = " / ".join(text_html(text) for text in before)
            comes = f"<p><em>{_('This comes after: {0}')}</em></p>".format(told)
        yield comes + said_html(step), step_options(step)


def said_html(step: ChatStep) -> str:
    """Return the messages of a step."""
    return "".join(
        f"<p><strong>{text_html(message.sender)}:</strong> "
        f"{text_html(message.text)}</p>"
        for message in step.messages
    )


def question_choices(quiz: Quiz, question: Question) -> list[Choice]:
    """Return the items that a question becomes, none if it is left out."""
    stem = f"<p>{text_html(question.stem)}</p>"
    if question.type in LEFT_OUT:
        return []
    if question.type in ("single", "true_false", "multiple"):
        kind = {
            "single": "multiple_choice",
            "multiple": "multiple_response",
            "true_false": "true_false",
        }[question.type]
        return [Choice(question.id, stem, question.options, kind)]
    if question.type == "gap_select":
        parts = _gap_choices(question)
    elif question.type == "matching":
        parts = _pair_choices(quiz, question)
    else:
        parts = _step_choices(question)
    return [
        Choice(f"{question.id}-{n}", stem + asked, tuple(options))
        for n, (asked, options) in enumerate(parts, 1)
    ]


def quiz_choices(quiz: Quiz) -> list[Choice]:
    """Return the items of a quiz, weighted so that each question counts the same."""
    parts = [question_choices(quiz, question) for question in quiz.questions]
    whole = math.lcm(*(len(choices) for choices in parts if choices))
    whole = whole if whole <= _MOST else max(len(choices) for choices in parts)
    return [
        Choice(c.name, c.asked, c.options, c.kind, max(1, whole // len(choices)))
        for choices in parts
        for c in choices
    ]


def left_out(quiz: Quiz) -> list[Question]:
    """Return the questions that the profile cannot say."""
    return [question for question in quiz.questions if question.type in LEFT_OUT]


def assessment_xml(quiz: Quiz, name: str, told: str) -> str:
    """Return the quiz as the file of an assessment.

    :param name: the assessment's identifier.
    :param told: what stands before the questions, as HTML.
    """
    root = ET.Element(
        "questestinterop",
        {
            "xmlns": NAMESPACE,
            "xmlns:xsi": XSI,
            "xsi:schemaLocation": f"{NAMESPACE} {SCHEMA}",
        },
    )
    title = xml_plain(quiz.title)
    assessment = ET.SubElement(root, "assessment", ident=name, title=title)
    _metadata(
        assessment,
        cc_profile="cc.exam.v0p1",
        qmd_assessmenttype="Examination",
        qmd_scoretype="Percentage",
        qmd_feedbackpermitted="Yes",
        cc_maxattempts="unlimited",
    )
    _material(ET.SubElement(assessment, "rubric"), told)
    section = ET.SubElement(assessment, "section", ident="root_section")
    for choice in quiz_choices(quiz):
        _item(section, choice)
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(
        root, encoding="unicode"
    )


def _metadata(parent: ET.Element, **entries: str) -> None:
    fields = ET.SubElement(parent, "qtimetadata")
    for label, entry in entries.items():
        one = ET.SubElement(fields, "qtimetadatafield")
        ET.SubElement(one, "fieldlabel").text = label
        ET.SubElement(one, "fieldentry").text = entry


def _material(parent: ET.Element, html: str) -> None:
    material = ET.SubElement(parent, "material")
    ET.SubElement(material, "mattext", texttype="text/html").text = html


def _item(section: ET.Element, choice: Choice) -> None:
    item = ET.SubElement(section, "item", ident=choice.name)
    _metadata(
        ET.SubElement(item, "itemmetadata"),
        cc_profile=f"cc.{choice.kind}.v0p1",
        cc_weighting=str(choice.weight),
    )
    shown = ET.SubElement(item, "presentation")
    _material(shown, choice.asked)
    many = choice.kind == "multiple_response"
    cardinality = "Multiple" if many else "Single"
    asked = ET.SubElement(
        shown, "response_lid", ident=_ANSWER, rcardinality=cardinality
    )
    choices = ET.SubElement(asked, "render_choice")
    for n, option in enumerate(choice.options):
        label = ET.SubElement(choices, "response_label", ident=letter(n))
        _material(label, text_html(option.text))
    processing = ET.SubElement(item, "resprocessing")
    outcomes = ET.SubElement(processing, "outcomes")
    ET.SubElement(
        outcomes,
        "decvar",
        varname="SCORE",
        vartype="Decimal",
        minvalue="0",
        maxvalue="100",
    )
    if many:
        _all_right(processing, choice.options)
    else:
        _one_right(processing, choice.options)
    if many:
        reasons = "".join(_reason(option) for option in choice.options)
        _feedback(item, "general_fb", reasons)
    else:
        for n, option in enumerate(choice.options):
            _feedback(item, f"{letter(n)}_fb", _reason(option))


def _reason(option: Option) -> str:
    what, why = text_html(option.text), text_html(option.rationale)
    return f"<p><strong>{what}</strong></p><p>{why}</p>"


def _feedback(item: ET.Element, name: str, html: str) -> None:
    feedback = ET.SubElement(item, "itemfeedback", ident=name)
    _material(ET.SubElement(feedback, "flow_mat"), html)


def _condition(
    processing: ET.Element, feedback: str, *, right: bool, last: bool
) -> ET.Element:
    """Add a condition and return where its test goes."""
    condition = ET.SubElement(
        processing, "respcondition", {"continue": "No" if last else "Yes"}
    )
    test = ET.SubElement(condition, "conditionvar")
    if right:
        ET.SubElement(condition, "setvar", action="Set", varname="SCORE").text = "100"
    ET.SubElement(
        condition, "displayfeedback", feedbacktype="Response", linkrefid=feedback
    )
    return test


def _equal(test: ET.Element, place: int) -> None:
    ET.SubElement(test, "varequal", respident=_ANSWER).text = letter(place)


def _one_right(processing: ET.Element, options: Sequence[Option]) -> None:
    by_right = sorted(enumerate(options), key=lambda pair: not pair[1].correct)
    for place, option in by_right:
        feedback = f"{letter(place)}_fb"
        test = _condition(processing, feedback, right=option.correct, last=True)
        _equal(test, place)


def _all_right(processing: ET.Element, options: Sequence[Option]) -> None:
    together = ET.SubElement(
        _condition(processing, "general_fb", right=True, last=True), "and"
    )
    for place, option in enumerate(options):
        parent = together if option.correct else ET.SubElement(together, "not")
        _equal(parent, place)
    # Whatever else was chosen: the reasons, and no points.
    test = _condition(processing, "general_fb", right=False, last=True)
    ET.SubElement(test, "other")
