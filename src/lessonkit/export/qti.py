"""QTI 3.0: a package for each quiz, with a test and an item for each question.

The package holds the key: teachers upload it. Confidence is left out, because it is
never scored and a test of QTI would keep it beside the points.
"""

from __future__ import annotations

from pathlib import Path

from markupsafe import Markup

from lessonkit.export import exporter
from lessonkit.export.archive import write_archive
from lessonkit.export.lesson_app import COURSE, LANGUAGE, help_body
from lessonkit.export.qti_item import NAMESPACE, SCHEMA
from lessonkit.export.qti_questions import item_name, item_xml
from lessonkit.export.xmltext import DECLARATION, lines, xml_plain
from lessonkit.model.course import Course
from lessonkit.model.quiz import Quiz
from lessonkit.sphinx.i18n import _

MANIFEST = "imsmanifest.xml"
TEST = "assessment.xml"
_MANIFEST = Markup("""\
<manifest xmlns="http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1"
 xmlns:lom="http://ltsc.ieee.org/xsd/LOM"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
 xsi:schemaLocation="http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1 \
https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd/imsqtiv3p0_imscpv1p2_v1p0.xsd \
http://ltsc.ieee.org/xsd/LOM \
https://purl.imsglobal.org/spec/md/v1p3/schema/xsd/imsmd_loose_v1p3p2.xsd"
 identifier="{name}-package">
<metadata>
<schema>QTI Package</schema>
<schemaversion>3.0.0</schemaversion>
<lom:lom>
<lom:general>
<lom:title><lom:string language="{language}">{title}</lom:string></lom:title>
<lom:language>{language}</lom:language>
</lom:general>
<lom:rights>
<lom:description><lom:string language="{language}">CC BY 4.0</lom:string>\
</lom:description>
</lom:rights>
</lom:lom>
</metadata>
<organizations/>
<resources>
<resource identifier="{name}" type="imsqti_test_xmlv3p0" href="{test}">
<file href="{test}"/>
{dependencies}
</resource>
{items}
</resources>
</manifest>
""")
_DEPENDENCY = Markup('<dependency identifierref="{0}"/>')
_RESOURCE = Markup(
    '<resource identifier="{name}" type="imsqti_item_xmlv3p0" href="{path}">'
    '<file href="{path}"/></resource>'
)
_TEST = Markup("""\
<qti-assessment-test xmlns="{namespace}"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
 xsi:schemaLocation="{namespace} {schema}"
 identifier="{name}" title="{title}" xml:lang="{language}">
<qti-outcome-declaration identifier="SCORE" cardinality="single" base-type="float">
<qti-default-value><qti-value>0</qti-value></qti-default-value>
</qti-outcome-declaration>
<qti-test-part identifier="part" navigation-mode="nonlinear" \
submission-mode="individual">
<qti-item-session-control max-attempts="0" show-feedback="true"/>
<qti-assessment-section identifier="questions" title="{title}" visible="true">
<qti-rubric-block view="candidate" use="instructions"><qti-content-body>
<p>{practice}</p>
{help}
</qti-content-body></qti-rubric-block>
{items}
</qti-assessment-section>
</qti-test-part>
<qti-outcome-processing>
<qti-set-outcome-value identifier="SCORE">
<qti-sum><qti-test-variables variable-identifier="SCORE"/></qti-sum>
</qti-set-outcome-value>
</qti-outcome-processing>
</qti-assessment-test>
""")
_ITEM_REF = Markup('<qti-assessment-item-ref identifier="{name}" href="{path}"/>')


def qti_package(course: Course, quiz: Quiz) -> dict[str, str]:
    """Return the files of a quiz's package by name."""
    names = {question.id: item_name(question) for question in quiz.questions}
    paths = [
        {"name": name, "path": f"items/{known}.xml"} for known, name in names.items()
    ]
    said = {
        "name": f"quiz-{quiz.band}-{quiz.slug}",
        "title": f"{COURSE} {xml_plain(quiz.title)}",
        "language": LANGUAGE,
    }
    test = _TEST.format(
        **said,
        namespace=NAMESPACE,
        schema=SCHEMA,
        practice=str(_("This is practice. Nobody has to get everything right.")),
        help=help_body(course),
        items=lines([_ITEM_REF.format(**path) for path in paths]),
    )
    manifest = _MANIFEST.format(
        **said,
        test=TEST,
        dependencies=lines([_DEPENDENCY.format(path["name"]) for path in paths]),
        items=lines([_RESOURCE.format(**path) for path in paths]),
    )
    items = {
        path["path"]: item_xml(quiz, question)
        for path, question in zip(paths, quiz.questions, strict=True)
    }
    return {
        MANIFEST: str(DECLARATION + manifest),
        TEST: str(DECLARATION + test),
        **items,
    }


@exporter("qti")
def export_qti(course: Course, out: Path) -> list[Path]:
    """Write a QTI 3.0 package for each quiz. Teachers only."""
    return sorted(
        write_archive(
            out / quiz.band / f"{quiz.slug}.zip",
            qti_package(course, quiz),
            first=(MANIFEST,),
        )
        for quiz in course.quizzes.values()
    )
