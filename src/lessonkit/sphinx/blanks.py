"""The blanks of the policy template: what a school fills in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes as dn
from sphinx.util.docutils import SphinxRole

from lessonkit.source.markdown import role_text

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class BlankRole(SphinxRole):
    """What belongs into a blank, in square brackets."""

    def run(self) -> tuple[list[dn.Node], list[dn.system_message]]:
        """Return the text, which the page marks and paper prints."""
        shown = f"[{role_text(self.text)}]"
        return [dn.inline(shown, shown, classes=["blank"])], []


def setup_blanks(app: Sphinx) -> None:
    """Register the role."""
    app.add_role("blank", BlankRole())
