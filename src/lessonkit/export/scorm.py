"""SCORM 1.2: a lesson with its quiz, which reports points and completion once.

The package holds the key, as every quiz that marks itself in a page does: teachers
upload it. It stores nothing in the system but score, status and time.
"""

from __future__ import annotations

from pathlib import Path

from markupsafe import Markup, escape

from lessonkit.export import LEARNER, built_beside, exporter
from lessonkit.export.archive import write_archive
from lessonkit.export.lesson_app import COURSE, lesson_app
from lessonkit.model.course import Course
from lessonkit.model.quiz import Quiz
from lessonkit.source.inline import plain_text

MANIFEST = "imsmanifest.xml"
_MANIFEST = Markup("""\
<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="lessonkit-{name}" version="1.0"
 xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2"
 xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">
<metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>
<organizations default="course">
<organization identifier="course"><title>{course}</title>
<item identifier="quiz" identifierref="page" isvisible="true"><title>{title}</title>
</item></organization>
</organizations>
<resources>
<resource identifier="page" type="webcontent" adlcp:scormtype="sco" href="index.html">
{files}
</resource>
</resources>
</manifest>
""")


def scorm_manifest(quiz: Quiz, names: list[str]) -> str:
    """Return the package's manifest."""
    files = Markup("\n").join(
        Markup('<file href="{0}"/>').format(name) for name in sorted(names)
    )
    return str(
        _MANIFEST.format(
            name=f"{quiz.band}-{quiz.slug}",
            course=COURSE,
            title=escape(plain_text(quiz.title)),
            files=files,
        )
    )


def scorm_package(
    course: Course, quiz: Quiz, learner: Path | None = None
) -> dict[str, bytes | str]:
    """Return the files of a lesson's package by name.

    :param learner: where the learner edition was built.
    """
    files = lesson_app(course, quiz.id, quiz, learner)
    return {MANIFEST: scorm_manifest(quiz, list(files)), **files}


@exporter("scorm")
def export_scorm(course: Course, out: Path) -> list[Path]:
    """Write a SCORM 1.2 package for each lesson with a quiz. Teachers only."""
    learner = built_beside(out, LEARNER)
    return sorted(
        write_archive(
            out / quiz.band / f"{quiz.slug}.zip",
            scorm_package(course, quiz, learner),
            first=(MANIFEST,),
        )
        for quiz in course.quizzes.values()
    )
