"""Which packages there are beside the PDFs: asked by the pages that list them.

The exporters write these files; a test compares this list with what they write.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lessonkit.model.course import Course
from lessonkit.model.policy import TEMPLATE
from lessonkit.sphinx.i18n import _
from lessonkit.sphinx.site import ages

#: The blank template, below the folder of packages.
POLICY_FILE = "policy/school-policy-template.docx"


@dataclass(frozen=True, slots=True)
class PackageFile:
    """One file below the folder of packages.

    All of them hold keys or what teachers say, so the learner edition offers none.

    :param path: such as ``slides/11-13/no-to-nudifying.pptx``.
    :param subject: the lesson's id or the band; ``""`` for the whole course.
    :param form: the file's form, such as ``PPTX``.
    """

    path: str
    label: str
    form: str
    use: str
    subject: str = ""


def slide_files(course: Course) -> Iterator[PackageFile]:
    """Yield the slides to edit."""
    for guide in course.guides.values():
        if guide.slides:
            yield PackageFile(
                f"slides/{guide.id}.pptx",
                str(_("Slides to edit, with speaker notes")),
                "PPTX",
                str(_("Change them as you like, in PowerPoint or LibreOffice.")),
                guide.id,
            )
    for page in course.pages.values():
        if page.slides:
            yield PackageFile(
                f"slides/{page.name}.pptx",
                str(_("{0}: slides to edit, with speaker notes")).format(page.title),
                "PPTX",
                str(_("Change them as you like, in PowerPoint or LibreOffice.")),
            )


def policy_files(course: Course) -> Iterator[PackageFile]:
    """Yield the policy template to edit."""
    if TEMPLATE in course.pages:
        yield PackageFile(
            POLICY_FILE,
            str(_("Policy template to fill in")),
            "DOCX",
            str(_("Change it as you like, in Word, LibreOffice or Google Docs.")),
        )


def quiz_files(course: Course) -> Iterator[PackageFile]:
    """Yield what is made of each quiz."""
    for quiz in course.quizzes.values():
        yield PackageFile(
            f"notebooks/{quiz.id}.ipynb",
            str(_("Quiz as a notebook, to practise")),
            "IPYNB",
            str(_("For Jupyter. It says at once what is right and why.")),
            quiz.id,
        )
        yield PackageFile(
            f"scorm/{quiz.id}.zip",
            str(_("Lesson with its quiz as a SCORM 1.2 package")),
            "ZIP",
            str(_("For systems that read SCORM. It reports points and completion.")),
            quiz.id,
        )
        yield PackageFile(
            f"qti/{quiz.id}.zip",
            str(_("Quiz as a QTI 3.0 package")),
            "ZIP",
            str(_("For systems that read QTI 3. It says why each answer is right.")),
            quiz.id,
        )
        yield PackageFile(
            f"gift/{quiz.id}.gift.txt",
            str(_("Quiz in GIFT, without questions that put lines in order")),
            "GIFT",
            str(_("For systems that read GIFT. Moodle takes the question bank.")),
            quiz.id,
        )


def bank_files(course: Course) -> Iterator[PackageFile]:
    """Yield the question banks and the assignments."""
    for band in dict.fromkeys(quiz.band for quiz in course.quizzes.values()):
        yield PackageFile(
            f"moodle/questions-{band}.xml",
            str(_("Question bank, ages {0}")).format(ages(band)),
            "Moodle XML",
            str(_("Import it into Moodle's question bank.")),
            band,
        )
        yield PackageFile(
            f"cartridge/quizzes-{band}.imscc",
            str(_("Lessons and quizzes, ages {0}, as a Common Cartridge")).format(
                ages(band)
            ),
            "IMSCC",
            str(
                _(
                    "For systems that import Common Cartridge 1.3. Its first page says "
                    "which questions it cannot mark."
                )
            ),
            band,
        )
    if course.quizzes:
        yield PackageFile(
            "nbgrader/nbgrader-course.zip",
            str(_("All quizzes as nbgrader assignments")),
            "ZIP",
            str(_("For JupyterHub with nbgrader. It holds the keys.")),
        )
        yield PackageFile(
            "kolibri/kolibri-channel.zip",
            str(_("The course as a Kolibri channel")),
            "ZIP",
            str(
                _(
                    "Unpack it onto a stick or the server, and import it there without "
                    "internet. Teachers' files are for coaches only."
                )
            ),
        )


def package_files(course: Course) -> list[PackageFile]:
    """Return every package, in the order of the course."""
    return [
        *slide_files(course),
        *policy_files(course),
        *quiz_files(course),
        *bank_files(course),
    ]
