"""What the first page leads to: help first, then three doors."""

from __future__ import annotations

from typing import Any

from lessonkit.sphinx.i18n import _
from lessonkit.sphinx.site import (
    FAMILY_PAGES,
    HANDBOOK_PAGES,
    INCIDENT_PAGES,
    TEACHER_INDEX,
    Site,
    ages,
)


def home_doors(site: Site, root: str) -> dict[str, Any]:
    """Return what the first page leads to."""
    bands = []
    for band in site.course.bands:
        index = f"lessons/{band}/index"
        if index in site.docnames:
            label = _("Ages {0}").format(ages(band))
            bands.append((band, label, root + site.uri_of(index)))
    first = site.first
    doors = (
        (
            "teachers",
            "11-13",
            _("I teach"),
            _("Lessons that are ready to teach, with guides, slides and quizzes."),
            (
                (_("Find a lesson to teach"), first([TEACHER_INDEX])),
                (_("For the whole school"), first(HANDBOOK_PAGES)),
            ),
        ),
        (
            "families",
            "14-16",
            _("I am a parent or carer"),
            _("What this is about, how to talk about it, and what to do first."),
            (
                (_("Read the family guide"), first(FAMILY_PAGES)),
                (
                    _("It has happened to my child"),
                    first(["book/get-help/my-child"]),
                ),
            ),
        ),
    )
    shown = [
        {
            "name": name,
            "band": band,
            "title": title,
            "text": text,
            "links": [(label, root + uri) for label, uri in links if uri],
        }
        for name, band, title, text, links in doors
    ]
    adults = (
        (_("It is about my child"), first(["book/get-help/my-child"])),
        (_("It is about my school"), first(INCIDENT_PAGES)),
    )
    return {
        "adults": [(label, root + uri) for label, uri in adults if uri],
        "bands": bands,
        "doors": [door for door in shown if door["links"]],
        "help_page": site.help_page,
    }
