"""Words of the theme, quiz, help and PDF, from one gettext catalogue.

``_`` translates into the language of the build; Sphinx loads the catalogue
``locale/<language>/LC_MESSAGES/lessonkit.mo`` of the course when the extension is set
up. ``lessonkit.translation`` makes it.
"""

from __future__ import annotations

from sphinx.locale import get_translation

CATALOG = "lessonkit"

_ = get_translation(CATALOG)
