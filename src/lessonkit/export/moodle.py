"""Moodle XML: a question bank a band, with a category for each quiz.

Moodle's own rules are kept: the right answer's fraction is 100, ``true`` and
``false`` are not translated, and a fraction is one of those that its form offers.
An ordering question needs Moodle 4.4 (or the plugin that it was before); it is
marked by absolute position, as ours. A scenario becomes a question for each step,
because Moodle marks no path; the points of the steps add up to one.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator
from pathlib import Path

from lessonkit.export import exporter
from lessonkit.export.lettered import GAP
from lessonkit.export.xmltext import NOT_XML
from lessonkit.grading import ZERO, answer_key, score
from lessonkit.model.course import Course
from lessonkit.model.quiz import ChatStep, Gap, Option, Question, Quiz
from lessonkit.source.inline import html_text, plain_text

#: Inside a cloze gap these open or end something; as entities they are text.
_IN_GAP = {ord(mark): f"&#{ord(mark)};" for mark in "&<>\"'{}~#=%/\\:*"}
#: Beside the gaps only braces matter.
_BESIDE_GAP = {ord(mark): f"&#{ord(mark)};" for mark in "{}"}


def percent(share: float) -> str:
    """Write a fraction as Moodle's form writes it: 100, 33.33333, -50."""
    return f"{share * 100:.5f}".rstrip("0").rstrip(".")


def scored_steps(question: Question) -> list[ChatStep]:
    """Return the steps of a scenario at which something is chosen."""
    return [step for step in question.steps if len(step.choices) > 1]


def step_options(step: ChatStep) -> list[Option]:
    """Return the choices of a step as options."""
    return [Option(c.text, c.best, c.rationale) for c in step.choices]


def multiple_shares(question: Question) -> Iterator[float]:
    """Yield what each option of a ``multiple`` question adds or takes."""
    key = answer_key(question)
    one = float(score(key, [key["keys"][0]]))
    assert score(key, []) == ZERO
    for option in question.options:
        yield one if option.correct else -one


def _text(parent: ET.Element, tag: str, text: str, **attributes: str) -> ET.Element:
    """Add ``<tag><text>...</text></tag>``."""
    element = ET.SubElement(parent, tag, attributes)
    ET.SubElement(element, "text").text = NOT_XML.sub("", text)
    return element


def _question(bank: ET.Element, kind: str, name: str, text: str) -> ET.Element:
    element = ET.SubElement(bank, "question", type=kind)
    _text(element, "name", name)
    _text(element, "questiontext", text, format="html")
    return element


def _grade(element: ET.Element, points: float, number: str) -> None:
    ET.SubElement(element, "defaultgrade").text = f"{points:.7f}"
    ET.SubElement(element, "penalty").text = "0"
    ET.SubElement(element, "hidden").text = "0"
    ET.SubElement(element, "idnumber").text = number


def _answers(element: ET.Element, options: Iterable[tuple[str, str, str]]) -> None:
    for text, fraction, why in options:
        answer = _text(element, "answer", text, fraction=fraction, format="html")
        _text(answer, "feedback", html_text(why), format="html")


def _choice(
    element: ET.Element, options: list[tuple[Option, float]], one: bool
) -> None:
    ET.SubElement(element, "single").text = "true" if one else "false"
    ET.SubElement(element, "shuffleanswers").text = "0"
    ET.SubElement(element, "answernumbering").text = "abc"
    _answers(
        element,
        ((html_text(o.text), percent(share), o.rationale) for o, share in options),
    )


def _reasons(question: Question) -> str:
    """Return the rationales of a type that has no feedback an option."""
    told = [(item.text, item.rationale) for item in question.items]
    told += [(pair.left, pair.rationale) for pair in question.pairs]
    rows = "".join(f"<li>{html_text(text)} {html_text(why)}</li>" for text, why in told)
    return f"<ul>{rows}</ul>"


def _cloze_gap(gap: Gap) -> str:
    options = "~".join(
        ("=" if option.correct else "")
        + plain_text(option.text).translate(_IN_GAP)
        + "#"
        + plain_text(option.rationale).translate(_IN_GAP)
        for option in gap.options
    )
    return "{1:MULTICHOICE:" + options + "}"


def _cloze(question: Question) -> str:
    first, *others = (
        html_text(text).translate(_BESIDE_GAP)
        for text in GAP.sub("\x00", question.gap_text).split("\x00")
    )
    gaps = zip(question.gaps, others, strict=True)
    return first + "".join(_cloze_gap(gap) + after for gap, after in gaps)


def _add(bank: ET.Element, quiz: Quiz, number: int, question: Question) -> None:
    name = f"{number}. {plain_text(question.stem)}"[:250]
    known = f"{quiz.id}/{question.id}"
    stem = f"<p>{html_text(question.stem)}</p>"
    if question.type == "scenario":
        _add_scenario(bank, name, known, question)
    elif question.type == "ordering":
        element = _question(bank, "ordering", name, stem)
        _text(element, "generalfeedback", _reasons(question), format="html")
        _grade(element, 1, known)
        for tag, text in (
            ("layouttype", "VERTICAL"),
            ("selecttype", "ALL"),
            ("selectcount", str(len(question.items))),
            ("gradingtype", "ABSOLUTE_POSITION"),
            ("showgrading", "SHOW"),
            ("numberingstyle", "none"),
        ):
            ET.SubElement(element, tag).text = text
        for place, item in enumerate(question.items, 1):
            _text(
                element,
                "answer",
                html_text(item.text),
                fraction=f"{place}.0000000",
                format="html",
            )
    elif question.type == "matching":
        element = _question(bank, "matching", name, stem)
        _text(element, "generalfeedback", _reasons(question), format="html")
        _grade(element, 1, known)
        ET.SubElement(element, "shuffleanswers").text = "true"
        for left, right in [
            *((pair.left, pair.right) for pair in question.pairs),
            *(("", distractor) for distractor in question.distractors),
        ]:
            row = _text(element, "subquestion", html_text(left), format="html")
            _text(row, "answer", plain_text(right))
    elif question.type == "gap_select":
        element = _question(
            bank,
            "cloze",
            name,
            f"{stem.translate(_BESIDE_GAP)}<p>{_cloze(question)}</p>",
        )
        _grade(element, 1, known)
    elif question.type == "true_false":
        element = _question(bank, "truefalse", name, stem)
        _grade(element, 1, known)
        _answers(
            element,
            (
                (word, "100" if option.correct else "0", option.rationale)
                for word, option in zip(
                    ("true", "false"), question.options, strict=True
                )
            ),
        )
    else:
        element = _question(bank, "multichoice", name, stem)
        _grade(element, 1, known)
        one = question.type == "single"
        shares = (
            [float(option.correct) for option in question.options]
            if one
            else list(multiple_shares(question))
        )
        _choice(element, list(zip(question.options, shares, strict=True)), one)


def _add_scenario(bank: ET.Element, name: str, known: str, question: Question) -> None:
    steps = scored_steps(question)
    for place, step in enumerate(steps, 1):
        said = "".join(
            f"<p><strong>{html_text(message.sender)}:</strong> "
            f"{html_text(message.text)}</p>"
            for message in step.messages
        )
        text = f"<p>{html_text(question.stem)}</p>{said}"
        element = _question(bank, "multichoice", f"{name[:240]} ({place})", text)
        _grade(element, 1 / len(steps), f"{known}/{step.id}")
        options = step_options(step)
        _choice(element, [(o, float(o.correct)) for o in options], one=True)


def question_bank(course_title: str, quizzes: Iterable[Quiz]) -> str:
    """Return Moodle XML with a category for each quiz."""
    bank = ET.Element("quiz")
    for quiz in quizzes:
        names = [course_title, quiz.band, plain_text(quiz.title)]
        path = "/".join(["$course$", "top", *(n.replace("/", "//") for n in names)])
        _text(ET.SubElement(bank, "question", type="category"), "category", path)
        for number, question in enumerate(quiz.questions, 1):
            _add(bank, quiz, number, question)
    ET.indent(bank)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(
        bank, encoding="unicode"
    )


@exporter("moodle")
def export_moodle(course: Course, out: Path) -> list[Path]:
    """Write a question bank for each band."""
    out.mkdir(parents=True, exist_ok=True)
    written = []
    for band in dict.fromkeys(quiz.band for quiz in course.quizzes.values()):
        path = out / f"questions-{band}.xml"
        quizzes = [quiz for quiz in course.quizzes.values() if quiz.band == band]
        path.write_text(question_bank("Whose Picture?", quizzes) + "\n", "utf-8")
        written.append(path)
    return sorted(written)
