"""Read the steps of a fictional chat that waits for its reader.

A quiz has a short one, a scenario, whose choices are scored; a story is a long one.
"""

from __future__ import annotations

from lessonkit.model.quiz import ChatChoice, ChatMessage, ChatStep
from lessonkit.source.record import Record, check_unique

NEEDS = (
    "picture-of-me",
    "threat",
    "fake-of-me",
    "i-made-one",
    "friend",
    "my-child",
    "my-pupil",
)


def read_step(record: Record, *, scored: bool = True) -> ChatStep:
    """Read a step: who says what, and what the reader may do.

    :param scored: whether a choice may be the best one. In a story, none is.
    """
    messages = []
    for child in record.children("messages"):
        messages.append(ChatMessage(child.text("from"), child.text("text")))
        child.finish()
    choices = []
    for child in record.children("choices", required=False):
        choices.append(
            ChatChoice(
                child.text("text"),
                scored and child.flag("best"),
                child.text("rationale"),
                child.text("goes_to"),
            )
        )
        child.finish()
    need = record.choice("help_need", NEEDS, required=not choices)
    step = ChatStep(record.identifier(), tuple(messages), tuple(choices), need)
    record.finish()
    return step


def check_steps(
    record: Record, steps: tuple[ChatStep, ...], *, scored: bool = True
) -> None:
    """Check that every path goes somewhere, ends, and ends at help."""
    if not steps:
        return
    check_unique(
        [(step.id, record.place("steps", n)) for n, step in enumerate(steps)],
        "step",
        record.problems,
    )
    by_id = {step.id: n for n, step in enumerate(steps)}
    for n, step in enumerate(steps):
        for m, choice in enumerate(step.choices):
            if choice.goes_to not in by_id:
                record.report(
                    "quiz-scenario-step",
                    f'the choice goes to "{choice.goes_to}", which is no step.',
                    f"Steps: {', '.join(by_id)}.",
                    "steps",
                    n,
                    "choices",
                    m,
                    "goes_to",
                )
        if scored and step.choices and not any(choice.best for choice in step.choices):
            record.report(
                "quiz-scenario-best",
                "no choice of this step is the best one.",
                'Mark one with "best: true".',
                "steps",
                n,
            )
        if len(step.choices) == 1 or len(step.choices) > 4:
            record.report(
                "quiz-count",
                f"the step has {len(step.choices)} choices; 2 to 4 are allowed.",
                "",
                "steps",
                n,
            )
    reached = _reached(steps, by_id)
    for n, step in enumerate(steps):
        if n not in reached:
            record.report(
                "quiz-scenario-lost",
                f'no choice leads to the step "{step.id}".',
                "Link it, or delete it.",
                "steps",
                n,
            )
    if _has_loop(steps, by_id):
        record.report(
            "quiz-scenario-loop",
            "the choices go round in a circle.",
            "Every path must come to an end with help.",
            "steps",
        )


def _reached(steps: tuple[ChatStep, ...], by_id: dict[str, int]) -> set[int]:
    reached: set[int] = set()
    waiting = [0]
    while waiting:
        number = waiting.pop()
        if number in reached:
            continue
        reached.add(number)
        waiting += [
            by_id[choice.goes_to]
            for choice in steps[number].choices
            if choice.goes_to in by_id
        ]
    return reached


def _has_loop(steps: tuple[ChatStep, ...], by_id: dict[str, int]) -> bool:
    """Peel off the steps that lead on to nothing unpeeled; a circle stays."""
    left = {
        n: {by_id[c.goes_to] for c in s.choices if c.goes_to in by_id}
        for n, s in enumerate(steps)
    }
    while done := [n for n, goes in left.items() if not goes & left.keys()]:
        for n in done:
            del left[n]
    return bool(left)
