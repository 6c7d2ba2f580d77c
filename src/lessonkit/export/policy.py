"""The policy template: blank for everyone, and filled in for one school."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from lessonkit.export import exporter
from lessonkit.export.policy_docx import write_docx
from lessonkit.export.policy_text import filled_parts, template_parts
from lessonkit.model.course import Course
from lessonkit.model.policy import TEMPLATE, SchoolPolicy
from lessonkit.sphinx.package_files import POLICY_FILE

#: Below the folder of the exporter.
BLANK_FILE = PurePosixPath(POLICY_FILE).name
#: What ``lessonkit policy`` writes.
FILLED_FILES = ("school-policy.docx", "school-policy.pdf")


@exporter("policy")
def export_template(course: Course, out: Path) -> list[Path]:
    """Write the template with marked blanks, if the course has the page."""
    if TEMPLATE not in course.pages:
        return []
    return [write_docx(course, template_parts(course), out / BLANK_FILE, None)]


def write_policy(course: Course, policy: SchoolPolicy, out: Path) -> list[Path]:
    """Write the policy of a school, to edit and to print."""
    from lessonkit.export.policy_pdf import write_pdf

    parts = filled_parts(course, policy)
    docx, pdf = (out / name for name in FILLED_FILES)
    return [
        write_docx(course, parts, docx, policy),
        write_pdf(course, parts, pdf, policy),
    ]
