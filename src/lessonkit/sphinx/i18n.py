"""Words of the theme, quiz, help and PDF, from one gettext catalogue.

``_`` translates into the language of the build; Sphinx loads the catalogue
``sphinx/locale/<language>/LC_MESSAGES/lessonkit.mo`` when the extension is set up.
"""

from __future__ import annotations

from sphinx.locale import get_translation

CATALOG = "lessonkit"

_ = get_translation(CATALOG)
