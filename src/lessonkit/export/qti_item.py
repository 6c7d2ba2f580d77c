"""An item of QTI 3.0: what is declared, shown, counted and answered with a reason.

A response template of QTI sets the score alone; to show the reason of the option that
was chosen takes one rule more, so ``match_correct`` and ``map_response`` are written
out. A share of the point is counted in whole numbers and divided once, so that three
thirds are one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

from lessonkit.export.lettered import letter
from lessonkit.export.xmltext import DECLARATION, lines, xml_text
from lessonkit.model.quiz import Option

NAMESPACE = "http://www.imsglobal.org/xsd/imsqtiasi_v3p0"
SCHEMA = "https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd/imsqti_asiv3p0_v1p0.xsd"
_ITEM = Markup("""\
<qti-assessment-item xmlns="{namespace}"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
 xsi:schemaLocation="{namespace} {schema}"
 identifier="{name}" title="{title}" xml:lang="en"
 adaptive="false" time-dependent="false">
{declarations}
<qti-item-body>
{body}
</qti-item-body>
<qti-response-processing>
{rules}
</qti-response-processing>
{feedback}
</qti-assessment-item>
""")
_RESPONSE = Markup("""\
<qti-response-declaration identifier="{name}" cardinality="{cardinality}" \
base-type="{base}">
<qti-correct-response>{correct}</qti-correct-response>
{mapping}</qti-response-declaration>""")
OUTCOME = Markup(
    '<qti-outcome-declaration identifier="{name}" cardinality="{cardinality}" '
    'base-type="identifier"/>'
)
_NUMBER = Markup(
    '<qti-outcome-declaration identifier="{name}" cardinality="single" '
    'base-type="float"{limits}>'
    "<qti-default-value><qti-value>{value}</qti-value></qti-default-value>"
    "</qti-outcome-declaration>"
)
IF = Markup(
    "<qti-response-condition><qti-response-if>{test}\n{then}"
    "</qti-response-if></qti-response-condition>"
)
SET = Markup(
    '<qti-set-outcome-value identifier="{name}">{value}</qti-set-outcome-value>'
)
FLOAT = Markup('<qti-base-value base-type="float">{0}</qti-base-value>')
NAME = Markup('<qti-base-value base-type="identifier">{0}</qti-base-value>')
VARIABLE = Markup('<qti-variable identifier="{0}"/>')
_ANSWERED = Markup(
    '<qti-not><qti-is-null><qti-variable identifier="{0}"/></qti-is-null></qti-not>'
)
_MODAL = Markup(
    '<qti-modal-feedback outcome-identifier="{outcome}" identifier="{name}" '
    'show-hide="show"><qti-content-body>{text}</qti-content-body></qti-modal-feedback>'
)
_CHOICES = Markup("""\
<qti-choice-interaction response-identifier="{name}" shuffle="false" \
max-choices="{most}">
<qti-prompt>{prompt}</qti-prompt>
{choices}
</qti-choice-interaction>""")
CHOICE = Markup('<qti-simple-choice identifier="{name}">{text}</qti-simple-choice>')
PARAGRAPH = Markup("<p>{0}</p>")


@dataclass(slots=True)
class Item:
    """The parts of an item, which the schema wants in another order than we make them.

    :param count: how many points are the whole of it.
    """

    count: int
    declarations: list[Markup] = field(default_factory=list)
    outcomes: list[Markup] = field(default_factory=list)
    body: list[Markup] = field(default_factory=list)
    rules: list[Markup] = field(default_factory=list)
    feedback: list[Markup] = field(default_factory=list)

    def response(
        self,
        name: str,
        cardinality: str,
        correct: Iterable[str],
        shares: Iterable[tuple[str, int]] = (),
        base: str = "identifier",
    ) -> None:
        """Declare an answer; with ``shares``, its points are the sum of them."""
        entries = Markup("").join(
            Markup('<qti-map-entry map-key="{0}" mapped-value="{1}"/>').format(*share)
            for share in shares
        )
        mapping = Markup(
            '<qti-mapping default-value="0" lower-bound="0">{0}</qti-mapping>\n'
        )
        self.declarations.append(
            _RESPONSE.format(
                name=name,
                cardinality=cardinality,
                base=base,
                correct=Markup("").join(
                    Markup("<qti-value>{0}</qti-value>").format(x) for x in correct
                ),
                mapping=mapping.format(entries) if entries else "",
            )
        )
        if entries:
            gained = Markup('<qti-map-response identifier="{0}"/>').format(name)
            self.rules.append(IF.format(test=_ANSWERED.format(name), then=gain(gained)))

    def reasons(
        self, outcome: str, response: str, options: Sequence[Option], *, many: bool
    ) -> None:
        """Show, for each option that is chosen, why it is right or wrong."""
        self.outcomes.append(
            OUTCOME.format(name=outcome, cardinality="multiple" if many else "single")
        )
        chosen = SET.format(name=outcome, value=VARIABLE.format(response))
        self.rules.append(IF.format(test=_ANSWERED.format(response), then=chosen))
        for n, option in enumerate(options):
            text = _reason(option.text, option.rationale)
            self.feedback.append(
                _MODAL.format(outcome=outcome, name=letter(n), text=text)
            )

    def all_reasons(self, response: str, told: Iterable[tuple[str, str]]) -> None:
        """Show every reason once there is an answer."""
        self.outcomes.append(OUTCOME.format(name="FEEDBACK", cardinality="single"))
        then = SET.format(name="FEEDBACK", value=NAME.format("REASONS"))
        self.rules.append(IF.format(test=_ANSWERED.format(response), then=then))
        text = lines([_reason(what, why) for what, why in told])
        self.feedback.append(
            _MODAL.format(outcome="FEEDBACK", name="REASONS", text=text)
        )

    def choice(
        self, name: str, prompt: Markup, options: Sequence[Option], *, many: bool
    ) -> None:
        """Ask for one option or for several."""
        choices = [
            CHOICE.format(name=letter(n), text=xml_text(option.text))
            for n, option in enumerate(options)
        ]
        self.body.append(
            _CHOICES.format(
                name=name,
                most=0 if many else 1,
                prompt=prompt,
                choices=lines(choices),
            )
        )

    def xml(self, name: str, title: str) -> str:
        """Return the item's file."""
        one = Markup(' normal-minimum="0" normal-maximum="1"')
        share = Markup("<qti-divide>{0}{1}</qti-divide>").format(
            VARIABLE.format("POINTS"), FLOAT.format(self.count)
        )
        return str(
            DECLARATION
            + _ITEM.format(
                namespace=NAMESPACE,
                schema=SCHEMA,
                name=name,
                title=title,
                declarations=lines(
                    [
                        *self.declarations,
                        _NUMBER.format(name="SCORE", limits=one, value=0),
                        _NUMBER.format(name="MAXSCORE", limits="", value=1),
                        _NUMBER.format(name="POINTS", limits="", value=0),
                        *self.outcomes,
                    ]
                ),
                body=lines(self.body),
                rules=lines([*self.rules, SET.format(name="SCORE", value=share)]),
                feedback=lines(self.feedback),
            )
        )


def gain(value: Markup) -> Markup:
    """Return the rule that adds to the points."""
    total = Markup("<qti-sum>{0}{1}</qti-sum>").format(VARIABLE.format("POINTS"), value)
    return SET.format(name="POINTS", value=total)


def _reason(what: str, why: str) -> Markup:
    return Markup("<p><strong>{0}</strong></p><p>{1}</p>").format(
        xml_text(what), xml_text(why)
    )
