"""A branching story on paper: numbered parts, like a book of adventures."""

from __future__ import annotations

from string import ascii_uppercase as LETTERS

from lessonkit.model.quiz import ChatStep
from lessonkit.model.story import Story
from lessonkit.sphinx.i18n import _
from lessonkit.sphinx.typst.escape import Markup, Name, call, join, text
from lessonkit.sphinx.typst.paper_quiz import rich


def story_parts(story: Story, palette: Name) -> Markup:
    """Return every part with its number, and where each choice goes on."""
    how = _("Start at 1. Tick what you would do, and go on at that number.")
    parts = [text(how), *(_part(story, step, palette) for step in story.steps)]
    return join(parts, "\n\n")


def _part(story: Story, step: ChatStep, palette: Name) -> Markup:
    came = [
        (text(_("From {0}:").format(f"{number} {LETTERS[index]}")), rich(words))
        for number, index, words in story.arrivals(step)
    ]
    messages = [(text(m.sender), rich(m.text)) for m in step.messages]
    choices = [
        (LETTERS[n], rich(choice.text), story.numbers[choice.goes_to], None, None)
        for n, choice in enumerate(step.choices)
    ]
    words = _("The story ends here, and help goes on: it stands on the last page.")
    return call(
        "story-step",
        palette,
        story.numbers[step.id],
        messages,
        choices,
        end=text(words) if step.is_end else None,
        came=came,
    )
