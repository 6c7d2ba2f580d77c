"""The class report as one HTML page: no script, nothing loaded, no pupil in it."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from markupsafe import Markup

from lessonkit.marking.tally import (
    MIN_DISCRIMINATION,
    MIN_GROUP,
    ConfidenceTally,
    ItemResult,
    PlaceResult,
    QuizTally,
)
from lessonkit.source.inline import html_text, plain_text

LEVELS = ("Not at all", "A little", "Mostly", "Completely")
#: Below these the report asks the teacher to look.
TEACH_AGAIN = 0.6
WEAK = 0.1
_CSS = Path(__file__).with_name("report.css")

_PAGE = Markup("""\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; \
style-src 'sha256-{style_hash}'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>Class report</title>
<style>{style}</style>
</head>
<body>
<main>
<h1>Class report</h1>
<p class="lead">What the class understood, and what to teach again. It holds no name and
no row about a single pupil. Groups of fewer than {least} pupils are not shown.</p>
{quizzes}
{reading}
</main>
</body>
</html>
""")
_READING = Markup("""\
<h2>How to read this</h2>
<ul>
<li><strong>Points earned</strong>: the share of all points of the question. Whoever
did not answer earned nothing. Below {again} the question stands under “Teach
again”.</li>
<li><strong>Tells apart</strong>: whether pupils who earned this question's points
also earned the points of the others (a correlation, from −1 to 1). Given for {many}
pupils or more. Below {weak}, look at the question before you look at the class: it
may be easy for all, unclear, or have a wrong key.</li>
<li><strong>Choices</strong>: how many chose what. A wrong choice that draws more than
the right one shows a belief to talk about. One that nobody chose teaches nothing.</li>
<li><strong>How sure</strong>: only of those who said it before and after. Nobody
marks it.</li>
<li>In a small class, a number can still show who it was. Do not put this report up on
a wall.</li>
</ul>""")
_TABLE = Markup("""\
<div class="table" role="region" aria-label="{caption}" tabindex="0">
<table>
<caption>{caption}</caption>
<thead><tr>{heads}</tr></thead>
<tbody>
{rows}
</tbody>
</table>
</div>""")


def write_html(
    tallies: Sequence[QuizTally],
    objectives: Mapping[str, Mapping[str, str]],
    path: Path,
) -> Path:
    """Write the report; return its path.

    :param objectives: for each quiz its learning objectives, text by id.
    """
    style = _CSS.read_text("utf-8").strip()
    digest = hashlib.sha256(style.encode()).digest()
    page = _PAGE.format(
        # The stylesheet is ours.
        style=Markup(style),
        style_hash=base64.b64encode(digest).decode(),
        least=MIN_GROUP,
        quizzes=_lines(_quiz(t, objectives.get(t.quiz.quiz.id, {})) for t in tallies),
        reading=_READING.format(
            again=_percent(TEACH_AGAIN), many=MIN_DISCRIMINATION, weak=WEAK
        ),
    )
    path.write_text(str(page), "utf-8")
    return path


def _lines(parts: Iterable[Markup]) -> Markup:
    return Markup("\n").join(parts)


def _percent(share: float) -> str:
    return f"{share:.0%}".replace("%", " %")


def _inline(text: str) -> Markup:
    """Return an author's text: escaped, with its emphasis."""
    return Markup(html_text(text))


def _quiz(tally: QuizTally, objectives: Mapping[str, str]) -> Markup:
    quiz = tally.quiz.quiz
    title = Markup("<h2>{}</h2>\n<p>Ages {}.</p>").format(
        plain_text(quiz.title), quiz.band.replace("-", "–")
    )
    if not tally.shown:
        return title + Markup(
            '\n<p class="note">Fewer than {} pupils returned this quiz. Nothing is '
            "shown, because a single pupil's answers could be recognised.</p>"
        ).format(MIN_GROUP)
    results = tally.results()
    mean = tally.total / tally.pupils
    return _lines(
        [
            title,
            Markup(
                "<p><strong>{}</strong> pupils; {:.1f} of {} points on average.</p>"
            ).format(tally.pupils, mean, len(results)),
            _teach_again(results, objectives),
            _overview(results),
            *(_question(result) for result in results),
            *_confidence(tally),
        ]
    )


def _teach_again(
    results: Sequence[ItemResult], objectives: Mapping[str, str]
) -> Markup:
    weak = [result for result in results if result.difficulty < TEACH_AGAIN]
    if not weak:
        return Markup("<p>No question is below {}.</p>").format(_percent(TEACH_AGAIN))
    items = _lines(
        Markup("<li>Question {}, {}: {} {}</li>").format(
            result.key.number,
            _percent(result.difficulty),
            _inline(result.key.question.stem),
            objectives.get(result.key.question.objective, ""),
        )
        for result in sorted(weak, key=lambda result: result.difficulty)
    )
    return Markup("<h3>Teach again</h3>\n<ol>\n{}\n</ol>").format(items)


def _cell(text: object, name: str = "") -> Markup:
    if name:
        return Markup('<td class="{}">{}</td>').format(name, text)
    return Markup("<td>{}</td>").format(text)


def _table(
    caption: str, heads: Sequence[tuple[str, bool]], rows: Iterable[list[Markup]]
) -> Markup:
    """Return a table.

    :param heads: each with whether its column holds numbers.
    """
    return _TABLE.format(
        caption=caption,
        heads=Markup("").join(
            Markup('<th scope="col"{}>{}</th>').format(
                Markup(' class="number"') if number else "", text
            )
            for text, number in heads
        ),
        rows=_lines(
            Markup("<tr>{}</tr>").format(Markup("").join(cells)) for cells in rows
        ),
    )


def _bar(share: float) -> Markup:
    return Markup(
        '<meter class="bar" min="0" max="1" value="{:.3f}" aria-hidden="true"></meter> '
        "{}"
    ).format(share, _percent(share))


def _overview(results: Sequence[ItemResult]) -> Markup:
    rows = []
    for result in results:
        found = result.discrimination
        apart = Markup("–") if found is None else Markup("{:.2f}").format(found)
        if found is not None and found < WEAK:
            apart += Markup(' <span class="note">look at it</span>')
        rows.append(
            [
                _cell(result.key.number, "number"),
                _cell(_inline(result.key.question.stem)),
                _cell(result.answered, "number"),
                _cell(_bar(result.difficulty)),
                _cell(apart, "number"),
            ]
        )
    heads = [
        ("No.", True),
        ("Question", False),
        ("Answered", True),
        ("Points earned", False),
        ("Tells apart", True),
    ]
    return _table("All questions", heads, rows)


def _question(result: ItemResult) -> Markup:
    question = result.key.question
    head = Markup("<h3>Question {}: {}</h3>").format(
        result.key.number, _inline(question.stem)
    )
    if not result.places:
        return head + Markup(
            '\n<p class="note">Fewer than {} answered: the choices are not shown.</p>'
        ).format(MIN_GROUP)
    return _lines([head, *(_place(result, place) for place in result.places)])


def _place(result: ItemResult, place: PlaceResult) -> Markup:
    number = result.key.number
    label = place.choices.label
    caption = f"Question {number}: {label}" if label else f"Question {number}: choices"
    # At a step of a story, and at a gap, only those count who came there.
    several = result.key.question.type == "multiple"
    whole = result.answered if several else sum(place.counts)
    rows = []
    for text, right, count, more in zip(
        place.choices.texts,
        place.choices.right,
        place.counts,
        place.draws_more_than_the_key,
        strict=True,
    ):
        said = Markup('<span class="right">right</span>') if right else Markup("")
        if more:
            said = Markup('<span class="note">draws more than the right one</span>')
        elif not count and not right:
            said = Markup("nobody chose it")
        rows.append(
            [
                _cell(text),
                _cell(said),
                _cell(count, "number"),
                _cell(_bar(count / whole if whole else 0.0)),
            ]
        )
    heads = [
        ("Choice", False),
        ("What it is", False),
        ("Pupils", True),
        ("Share", False),
    ]
    return _table(caption, heads, rows)


def _confidence(tally: QuizTally) -> Iterator[Markup]:
    if not any(statement.both for statement in tally.confidence):
        return
    yield Markup("<h3>How sure pupils were</h3>")
    for statement in tally.confidence:
        yield _statement(statement)


def _statement(statement: ConfidenceTally) -> Markup:
    if not statement.shown:
        return Markup(
            '<p>{} <span class="note">Fewer than {} said how sure they were before and '
            "after: not shown.</span></p>"
        ).format(statement.text, MIN_GROUP)
    rows = [
        [_cell(level), _cell(before, "number"), _cell(after, "number")]
        for level, before, after in zip(
            LEVELS, statement.before, statement.after, strict=True
        )
    ]
    heads = [("How sure", False), ("Before", True), ("After", True)]
    return _table(statement.text, heads, rows) + Markup(
        "\n<p>{} surer than before, {} the same, {} less sure.</p>"
    ).format(statement.surer, statement.same, statement.less_sure)
