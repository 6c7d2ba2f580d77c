"""A lesson's steps: its starter and activities, whatever the language calls them."""

from __future__ import annotations

from typing import Any

from docutils import nodes as dn

from lessonkit.sphinx import nodes

#: What a lesson's steps end at.
STEPS_END = (nodes.quiz, nodes.help_box, nodes.sources)


def mark_steps(document: dn.document) -> None:
    """Mark a lesson's starter and activities: what stands between goals and quiz."""
    root = next(iter(document.findall(dn.section)), None)
    after_goals = False
    for section in root.children if root else ():
        if not isinstance(section, dn.section):
            continue
        if any(section.findall(nodes.objectives)):
            after_goals = True
        elif any(any(section.findall(end)) for end in STEPS_END) and after_goals:
            break
        elif after_goals:
            section["classes"].append("lesson-step")


def is_step(node: Any) -> bool:
    """Whether a section of a lesson is its starter or an activity."""
    return isinstance(node, dn.section) and "lesson-step" in node.get("classes", ())
