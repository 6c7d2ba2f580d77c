"""Which fields of the YAML files are texts for readers; the rest is names and codes.

A pattern is a row of keys; ``*`` stands for any one key or place in a list, ``**/``
at its beginning for whatever comes before.
"""

from __future__ import annotations

from fnmatch import fnmatch
from functools import cache

from lessonkit.source.yamltext import Trail

FRONT_MATTER = (
    "title",
    "summary",
    "objectives/*/text",
    "parent/*/*",
    "materials/*",
)
QUIZ = (
    "title",
    "**/stem",
    "**/text",
    "**/rationale",
    "**/left",
    "**/right",
    "**/distractors/*",
    "**/gap_text",
    "**/from",
)
#: The file's pattern -> its texts. Sources, numbers and addresses are none. Names of
#: services are, because many say what the service is; the name itself is kept.
FIELDS: dict[str, tuple[str, ...]] = {
    "_config.yml": ("title", "author", "sphinx/config/project"),
    "_toc.yml": ("parts/*/caption",),
    "*.md": FRONT_MATTER,
    "quizzes/*.yml": QUIZ,
    "stories/*.yml": QUIZ,
    "data/curriculum.yml": (
        "title",
        "bands/*/title",
        "strands/*/title",
        "strands/*/about",
    ),
    "data/disclosure.yml": ("say/*", "do/*", "never/*"),
    "data/facts.yml": (
        "facts/*/claim",
        "facts/*/short",
        "facts/*/figure",
        "facts/*/population",
        "facts/*/note",
        "facts/*/source_text",
    ),
    "data/glossary.yml": (
        "terms/*/term",
        "terms/*/definition",
        "terms/*/avoid/*",
        "terms/*/why",
        "terms/*/source",
    ),
    "data/statement.yml": (
        "title",
        "lines/*/quote",
        "lines/*/plain",
        "lines/*/you_can",
        "signatories/*/heading",
    ),
    "data/law/*.yml": (
        "laws/*/law",
        "laws/*/what_it_does",
        "laws/*/note",
        "laws/*/source_text",
    ),
    "data/frameworks/*.yml": ("title", "codes/*/wording", "codes/*/code"),
    "data/help/*.yml": (
        "services/*/name",
        "services/*/hours",
        "services/*/cost",
        "services/*/for_whom",
        "services/*/needs",
        "services/*/does",
        "services/*/limits",
        "services/*/short",
        "services/*/seen_in",
        "services/*/source_text",
    ),
}
#: Values that the program understands, and says in words of the theme.
CODES = frozenset({"free", "24/7", "24 hours"})


@cache
def patterns_of(path: str) -> tuple[str, ...]:
    """Return the patterns of a file's texts; empty for a file without any."""
    for pattern, fields in FIELDS.items():
        if fnmatch(path, pattern):
            return fields
    return ()


@cache
def is_text(path: str, trail: Trail) -> bool:
    """Tell whether the value at ``trail`` of a file is a text to translate."""
    return any(_matches(pattern.split("/"), trail) for pattern in patterns_of(path))


def _matches(pattern: list[str], trail: Trail) -> bool:
    if pattern[0] == "**":  # the rest of the pattern is where the trail ends
        pattern = pattern[1:]
        trail = trail[-len(pattern) :]
    return len(pattern) == len(trail) and all(
        want in ("*", str(key)) for want, key in zip(pattern, trail, strict=True)
    )
