"""The page on which a teacher adds up the codes of a class.

It holds the keys, so the learner edition has none. Nothing that is typed is kept or
sent: the page counts in its own memory, from a folder as well as from a server.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from docutils import nodes as dn
from markupsafe import Markup

from lessonkit.class_code import quiz_mark, states_of
from lessonkit.grading import answer_key
from lessonkit.model.course import Course
from lessonkit.model.quiz import Quiz
from lessonkit.sphinx.i18n import _
from lessonkit.sphinx.pages_bands import document, paragraph, sub_section
from lessonkit.sphinx.quiz_html import environment
from lessonkit.sphinx.site import CLASS_PAGE, TEACHER_INDEX
from lessonkit.sphinx.virtual import VirtualPage, virtual_pages

if TYPE_CHECKING:
    from sphinx.application import Sphinx

#: Below the first nothing is shown; below the second there is a warning.
MIN_GROUP = 5
SMALL_GROUP = 10


def sizes(quiz: Quiz) -> list[int]:
    """Return how many states the answer to each question has."""
    return [states_of(answer_key(question)) for question in quiz.questions]


def script_texts() -> dict[str, str]:
    """Return the words that ``class-results.js`` says; ``{0}`` is filled in."""
    few = _(
        "Fewer than {0} codes: nothing is shown, because the answers of a single pupil "
        "could be recognised."
    )
    small = _(
        "This is a small group. A number can show who gave an answer: keep the results "
        "to yourself."
    )
    return {
        key: str(text)
        for key, text in {
            "added": _("Added: {0}."),
            "same": _(
                "Added: {0}. The same code was there before: pupils with the same "
                "answers have the same code. Remove one if you typed it twice."
            ),
            "wrong": _("{0} is no code. A sign is wrong: ask for it once more."),
            "length": _("A code has 8 signs, such as K7M2-Q4XD."),
            "other": _(
                "{0} belongs to no quiz here. The pupil's page may be of another "
                "edition of the course."
            ),
            "removed": _("Removed: {0}."),
            "cleared": _("All codes are cleared."),
            "undone": _("The last step is undone."),
            "remove": _("Remove {0}"),
            "one": _("1 code."),
            "many": _("{0} codes."),
            "few": str(few).replace("{0}", str(MIN_GROUP)),
            "small": small,
        }.items()
    }


def render_class_results(course: Course) -> Markup:
    """Return the tables of every quiz, hidden until codes are typed in."""
    marked = ((quiz, quiz_mark(quiz)) for quiz in course.quizzes.values())
    html = (
        environment()
        .get_template("class_results.html")
        .render(
            {
                "_": lambda text: str(_(text)),
                "quizzes": [pair for pair in marked if pair[1] is not None],
                "sizes": sizes,
                "texts": {
                    **script_texts(),
                    "least": str(MIN_GROUP),
                    "enough": str(SMALL_GROUP),
                },
            }
        )
    )
    return Markup(html.strip())


@virtual_pages
def class_page(_app: Sphinx, course: Course) -> Iterator[VirtualPage]:
    """Yield the page, if there is a quiz."""
    if not course.quizzes:
        return
    title = str(_("Class results"))
    doctree, section = document(title, CLASS_PAGE)
    lead = _(
        "See what a class understood, without names. Pupils read out the code that "
        "stands under their review; you type it in."
    )
    section += dn.paragraph("", str(lead), classes=["lead"])
    rules = dn.bullet_list(bullet="-")
    for text in (
        _("A code holds the first answers to one quiz. It holds no name."),
        _("Giving it is up to each pupil. Do not write down who gave which code."),
        _("Nothing is sent or kept. When you close this page, the codes are gone."),
        _("From five codes on you see the results. Print them if you need them."),
    ):
        rules += dn.list_item("", paragraph(str(text)))
    section += sub_section(str(_("Before you begin")), rules)
    yield VirtualPage(
        CLASS_PAGE,
        title,
        "teachers",
        str(_("Add up the codes of a class, without names and without a server.")),
        doctree,
        template="class-results.html",
        context={
            "class_results": render_class_results(course),
            "css_class": "teacher",
            "crumbs": [(TEACHER_INDEX, _("Teachers"))],
        },
        teacher_only=True,
    )
