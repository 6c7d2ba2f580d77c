"""What a school writes into the policy template."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

#: Whom the policy names.
ROLES = ("head", "lead", "stand_in", "families", "press", "devices", "staff")
#: What else a school says in its own words.
WORDS = ("tell", "duty", "records")
#: What the help directory knows about the school's country.
SERVICES = ("emergency", "hotlines", "removal", "helplines")
#: Every blank of the template: what ``{blank}`text <name>` `` may name.
BLANKS = ("school", "country", "adopted", "review", *ROLES, *WORDS, *SERVICES)
#: The page that is the template.
TEMPLATE = "book/school-handbook/policy"


@dataclass(frozen=True, slots=True)
class SchoolPolicy:
    """What one school fills in.

    :param country: its ISO 3166 code.
    :param roles: a name for each of :data:`ROLES`.
    :param words: a text for each of :data:`WORDS`.
    :param emergency: a number that the school adds; needed where the course has none.
    """

    school: str
    country: str
    adopted: datetime.date
    review: datetime.date
    roles: dict[str, str] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    emergency: str = ""
