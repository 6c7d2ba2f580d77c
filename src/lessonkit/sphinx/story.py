"""The branching story: its directive, and its HTML, which stands without a script.

Like a book of adventures, the page holds every part with its number, and each choice
says where to go on. ``story.js`` tells the same parts one by one.
"""

from __future__ import annotations

from string import ascii_uppercase as LETTERS
from typing import TYPE_CHECKING

from docutils import nodes as dn
from markupsafe import Markup

from lessonkit.model.course import Course
from lessonkit.model.story import Story
from lessonkit.sphinx import nodes
from lessonkit.sphinx.boxes import CourseDirective
from lessonkit.sphinx.i18n import _
from lessonkit.sphinx.quiz_html import HelpLink, environment

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class StoryBlock(CourseDirective):
    """The page's story, drawn by the writers."""

    has_content = False
    optional_arguments = 0

    def make(self) -> list[dn.Node]:
        """Return a ``story``, and note the file that it depends on."""
        course: Course = self.env.app.lessonkit_course  # type: ignore[attr-defined]
        story = course.stories.get(self.lesson_id())
        if story is None:
            self.warn("story-missing", f'there is no story "{self.lesson_id()}".')
            return []
        self.env.note_dependency(str(course.root / story.path))
        node = nodes.story(story_id=story.id)
        self.set_source_info(node)
        return [node]


def script_texts() -> dict[str, str]:
    """Return the words that ``story.js`` says; ``{0}`` is filled in."""
    return {
        key: str(text)
        for key, text in {
            "you": _("You chose:"),
            "part": _("This is part {0} of your way. You can take your time."),
            "back": _("Go back one step"),
            "again": _("Start again"),
            "text": _("Read the whole story as text"),
            "play": _("Choose your way, part by part"),
        }.items()
    }


def render_story(story: Story, help_link: HelpLink) -> Markup:
    """Return the story as HTML.

    :param help_link: the address of a need's help path, ``""`` if there is none.
    """
    html = (
        environment()
        .get_template("story.html")
        .render(
            _=lambda text: str(_(text)),
            story=story,
            numbers=story.numbers,
            letters=LETTERS,
            help_link=help_link,
            script_texts=script_texts(),
        )
    )
    return Markup(html.strip())


def setup_story(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("story", StoryBlock)
