"""A quiz as a small site of its own, for systems that show pages in a frame.

The same files make a SCORM package and an HTML5 app of Kolibri: the page is whole
without any system around it, asks nothing of the network and has no form to send.
"""

from __future__ import annotations

from pathlib import Path

from markupsafe import Markup

from lessonkit.export.archive import check_names
from lessonkit.model.course import Course
from lessonkit.model.quiz import Quiz
from lessonkit.sphinx.assets import THEME
from lessonkit.sphinx.i18n import _
from lessonkit.sphinx.quiz_html import render_quiz
from lessonkit.sphinx.typst.words import band_label

COURSE = "Whose Picture?"
LANGUAGE = "en"
APP = Path(__file__).with_name("app")
FILES = {
    "base.css": THEME / "styles/base.css",
    "quiz-part.css": THEME / "static/quiz-part.css",
    "app.css": APP / "app.css",
    "quiz.js": THEME / "static/quiz.js",
    "scorm.js": APP / "scorm.js",
}
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "base-uri 'none'; form-action 'none'"
)
_PAGE = Markup("""\
<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="stylesheet" href="base.css">
<link rel="stylesheet" href="quiz-part.css">
<link rel="stylesheet" href="app.css">
<script src="scorm.js" defer></script>
<script src="quiz.js" defer></script>
</head>
<body data-band="{band}" data-note="{note}">
<main class="app">
<p class="lead">{course} · {age}</p>
<h1>{title}</h1>
<p class="lead">{summary}</p>
<h2>{check}</h2>
{quiz}
{help}
</main>
</body>
</html>
""")
_HELP = Markup("""\
<section class="app-help" id="help" aria-labelledby="help-title">
<h2 id="help-title" tabindex="-1">{title}</h2>
{body}
</section>""")
_HELP_BODY = Markup("""\
<p>{danger}</p>
<p>{tell}</p>
<ul>
{finders}
</ul>
<p><small>{seen}</small></p>""")
_FINDER = Markup('<li><a href="{url}"{window}>{name}</a>: {does}</li>')
_NEW_WINDOW = Markup(' target="_blank" rel="noopener noreferrer"')


def help_body(course: Course, *, new_window: bool = False) -> Markup:
    """Return where help is, as XHTML: the finders of the world, with their date."""
    finders = course.help.finders if course.help else ()
    dates = [service.last_known for service in finders]
    seen = str(_("Addresses seen on {0}.")).format(min(dates)) if dates else ""
    return _HELP_BODY.format(
        danger=str(
            _("In danger now? Call the police or your country's emergency number.")
        ),
        tell=str(_("Tell an adult you trust. It is not your fault.")),
        finders=Markup("\n").join(
            _FINDER.format(
                url=service.url,
                window=_NEW_WINDOW if new_window else "",
                name=service.name,
                does=service.does,
            )
            for service in finders
            if service.url
        ),
        seen=seen,
    )


def help_part(course: Course) -> Markup:
    """Return the app's part on help."""
    body = help_body(course, new_window=True)
    return _HELP.format(title=str(_("Get help")), body=body)


def quiz_app(course: Course, quiz: Quiz) -> dict[str, bytes | str]:
    """Return the files of a quiz's app by name; ``index.html`` starts it."""
    lesson = course.lessons.get(quiz.id)
    objectives = {x.id: x.text for x in lesson.objectives} if lesson else {}
    page = _PAGE.format(
        language=LANGUAGE,
        policy=POLICY,
        title=lesson.title if lesson else quiz.title,
        band=quiz.band,
        note=str(
            _(
                "This is practice. When everything is answered and you open the "
                "review, your points go to your school's system, and that you have "
                "finished. Nothing else is sent."
            )
        ),
        course=COURSE,
        age=band_label(quiz.band),
        summary=lesson.summary if lesson else "",
        check=str(_("Check your understanding")),
        quiz=render_quiz(
            quiz, objectives, lambda _need: "#help", course_title=COURSE, prefix="quiz"
        ),
        help=help_part(course),
    )
    files: dict[str, bytes | str] = {"index.html": str(page)}
    files |= {name: path.read_bytes() for name, path in FILES.items()}
    check_names(list(files))
    return files
