"""Common Cartridge 1.3: the quizzes of a band for systems that import courses.

For each lesson there is an assessment that the system marks, and a page: the lesson's
text with the quiz to practise, which has the types that an assessment cannot hold. The
first page says which these are. The cartridge holds the key: teachers import it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup

from lessonkit.export import LEARNER, built_beside, exporter
from lessonkit.export.archive import write_archive
from lessonkit.export.lesson_app import COURSE, LANGUAGE, help_body, lesson_app
from lessonkit.export.qti_profile import assessment_xml, left_out
from lessonkit.export.xmltext import DECLARATION, lines, xml_plain, xml_text
from lessonkit.model.course import Course
from lessonkit.model.quiz import Quiz
from lessonkit.sphinx.i18n import _
from lessonkit.sphinx.typst.words import band_label

MANIFEST = "imsmanifest.xml"
ABOUT = "about.html"
ASSESSMENT = "imsqti_xmlv1p2/imscc_xmlv1p3/assessment"
_MANIFEST = Markup("""\
<manifest identifier="whose-picture-{band}"
 xmlns="http://www.imsglobal.org/xsd/imsccv1p3/imscp_v1p1"
 xmlns:lomm="http://ltsc.ieee.org/xsd/imsccv1p3/LOM/manifest"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
 xsi:schemaLocation="http://www.imsglobal.org/xsd/imsccv1p3/imscp_v1p1 \
http://www.imsglobal.org/profile/cc/ccv1p3/ccv1p3_imscp_v1p2_v1p0.xsd \
http://ltsc.ieee.org/xsd/imsccv1p3/LOM/manifest \
http://www.imsglobal.org/profile/cc/ccv1p3/LOM/ccv1p3_lommanifest_v1p0.xsd">
<metadata>
<schema>IMS Common Cartridge</schema>
<schemaversion>1.3.0</schemaversion>
<lomm:lom>
<lomm:general>
<lomm:title><lomm:string language="{language}">{title}</lomm:string></lomm:title>
<lomm:language>{language}</lomm:language>
</lomm:general>
<lomm:rights>
<lomm:copyrightAndOtherRestrictions><lomm:value>yes</lomm:value>\
</lomm:copyrightAndOtherRestrictions>
<lomm:description><lomm:string language="{language}">CC BY 4.0</lomm:string>\
</lomm:description>
</lomm:rights>
</lomm:lom>
</metadata>
<organizations>
<organization identifier="course" structure="rooted-hierarchy">
<item identifier="root">
{items}
</item>
</organization>
</organizations>
<resources>
{resources}
</resources>
</manifest>
""")
_FOLDER = Markup('<item identifier="{name}"><title>{title}</title>\n{items}\n</item>')
_ENTRY = Markup(
    '<item identifier="{name}-item" identifierref="{name}"><title>{title}</title>'
    "</item>"
)
_RESOURCE = Markup(
    '<resource identifier="{name}" type="{kind}"{href}>{files}</resource>'
)
_HREF = Markup(' href="{0}"')
_FILE = Markup('<file href="{0}"/>')
_ABOUT = Markup("""\
<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
</head>
<body>
<main>
<h1>{title}</h1>
<p>{holds}</p>
<p>{keys}</p>
{missing}
<h2>{help_title}</h2>
{help}
<p>{free}</p>
</main>
</body>
</html>
""")


@dataclass(frozen=True, slots=True)
class Resource:
    """One entry of the cartridge.

    :param start: the file that opens it; ``""`` for an assessment, which is a file.
    """

    name: str
    title: str
    kind: str
    files: tuple[str, ...]
    start: str = ""


def _lesson_resources(quiz: Quiz, app: list[str]) -> tuple[Resource, Resource]:
    """Return the two entries of a lesson."""
    return (
        Resource(
            f"quiz-{quiz.slug}",
            str(_("Quiz, marked by this system")),
            ASSESSMENT,
            (f"{quiz.slug}/assessment.xml",),
        ),
        Resource(
            f"practice-{quiz.slug}",
            str(_("Lesson, and its quiz to practise")),
            "webcontent",
            tuple(f"{quiz.slug}/practice/{name}" for name in sorted(app)),
            f"{quiz.slug}/practice/index.html",
        ),
    )


def _missing(quizzes: list[Quiz]) -> Iterator[Markup]:
    """Yield a line for each question that is in no assessment."""
    for quiz in quizzes:
        for question in left_out(quiz):
            yield Markup("<li>{0}: {1}</li>").format(
                xml_text(quiz.title), xml_text(question.stem)
            )


def about_page(course: Course, band: str, quizzes: list[Quiz]) -> str:
    """Return the first page: what is here, what is left out, and where help is."""
    missing = lines(list(_missing(quizzes)))
    told = _(
        "A cartridge cannot hold questions that put lines in order. These are on the "
        "lessons' pages only:"
    )
    none = _("Every question is in both.")
    title = f"{COURSE} {band_label(band)}"
    return str(
        _ABOUT.format(
            language=LANGUAGE,
            title=title,
            holds=str(
                _(
                    "For each lesson there is the quiz twice: marked by this system, "
                    "and in the lesson's page to practise, where nothing is sent."
                )
            ),
            keys=str(
                _(
                    "In the marked quiz, a question with several right answers gives "
                    "its points for all of them together. Gaps, pairs and the steps "
                    "of a story are asked one by one and share the weight of one "
                    "question."
                )
            ),
            missing=Markup("<p>{0}</p>\n<ul>\n{1}\n</ul>").format(str(told), missing)
            if missing
            else Markup("<p>{0}</p>").format(str(none)),
            help_title=str(_("Get help")),
            help=help_body(course, new_window=True),
            free=str(_("Free to copy, print and change: CC BY 4.0.")),
        )
    )


def cartridge(
    course: Course, band: str, quizzes: list[Quiz], learner: Path | None = None
) -> dict[str, bytes | str]:
    """Return the files of a band's cartridge by name.

    :param learner: where the learner edition was built.
    """
    files: dict[str, bytes | str] = {ABOUT: about_page(course, band, quizzes)}
    about = Resource(
        "about", str(_("About this cartridge")), "webcontent", (ABOUT,), ABOUT
    )
    resources, items = [about], [_entry(about)]
    told = str(help_body(course, new_window=True))
    for quiz in quizzes:
        app = lesson_app(course, quiz.id, quiz, learner)
        files |= {f"{quiz.slug}/practice/{name}": data for name, data in app.items()}
        files[f"{quiz.slug}/assessment.xml"] = assessment_xml(
            quiz, f"quiz-{quiz.slug}", told
        )
        parts = _lesson_resources(quiz, list(app))
        resources += parts
        items.append(
            _FOLDER.format(
                name=f"lesson-{quiz.slug}",
                title=xml_plain(quiz.title),
                items=lines([_entry(part) for part in parts]),
            )
        )
    manifest = _MANIFEST.format(
        band=band,
        language=LANGUAGE,
        title=f"{COURSE} {band_label(band)}",
        items=lines(items),
        resources=lines([_resource(resource) for resource in resources]),
    )
    return {MANIFEST: str(DECLARATION + manifest), **files}


def _entry(resource: Resource) -> Markup:
    return _ENTRY.format(name=resource.name, title=resource.title)


def _resource(resource: Resource) -> Markup:
    return _RESOURCE.format(
        name=resource.name,
        kind=resource.kind,
        href=_HREF.format(resource.start) if resource.start else "",
        files=Markup("").join(_FILE.format(name) for name in resource.files),
    )


@exporter("cartridge")
def export_cartridge(course: Course, out: Path) -> list[Path]:
    """Write a cartridge for each band. Teachers only."""
    written = []
    for band in dict.fromkeys(quiz.band for quiz in course.quizzes.values()):
        quizzes = [quiz for quiz in course.quizzes.values() if quiz.band == band]
        written.append(
            write_archive(
                out / f"quizzes-{band}.imscc",
                cartridge(course, band, quizzes, built_beside(out, LEARNER)),
                first=(MANIFEST,),
            )
        )
    return sorted(written)
