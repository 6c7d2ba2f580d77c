"""Authors' texts in XML: markup of their own never, emphasis and code as elements."""

from __future__ import annotations

import re

from markupsafe import Markup

from lessonkit.source.inline import html_text, plain_text

#: What XML 1.0 cannot hold, not even escaped.
NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
DECLARATION = Markup('<?xml version="1.0" encoding="UTF-8"?>\n')


def xml_text(text: str) -> Markup:
    """Return a text as XHTML: everything escaped, its emphasis and code as elements."""
    return Markup(html_text(NOT_XML.sub("", text)))


def xml_plain(text: str) -> str:
    """Return a text without its marks, for an attribute or an element of text alone."""
    return NOT_XML.sub("", plain_text(text))


def lines(parts: list[Markup]) -> Markup:
    """Return parts below each other."""
    return Markup("\n").join(parts)
