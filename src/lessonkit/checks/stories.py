"""What a branching story must have beside steps that can be read."""

from __future__ import annotations

from collections.abc import Iterator

from lessonkit.model.course import Course
from lessonkit.model.problem import Place, Problem
from lessonkit.model.story import Story

#: A choice that changes nothing is none: long enough to matter, short enough to read.
STEPS = (12, 18)
ENDS = (3, 5)


def check_story(course: Course, story: Story) -> Iterator[Problem]:
    """Yield what is wrong with a story as a whole."""
    if not (course.root / "lessons" / f"{story.id}.md").exists():
        yield Problem(
            Place(story.path),
            "story-without-lesson",
            f"there is no lesson {story.id}.",
            "Give the story the same folder and name as its lesson.",
        )
    ends = sum(step.is_end for step in story.steps)
    for what, count, (low, high) in (
        ("steps", len(story.steps), STEPS),
        ("ends", ends, ENDS),
    ):
        if not low <= count <= high:
            yield Problem(
                Place(story.path),
                "story-size",
                f"the story has {count} {what}; {low} to {high} are allowed.",
                "Every path ends at help, and there is more than one to go.",
            )
