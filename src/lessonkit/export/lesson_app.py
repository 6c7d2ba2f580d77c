"""A lesson with its quiz as a small site of its own, for systems that show pages.

The same files make a SCORM package, a page of a cartridge and an HTML5 app of Kolibri.
The page is whole without any system around it, asks nothing of the network and has no
form to send. The lesson's text is that of the learner edition, which was built before;
where it was not, the page holds the quiz alone.
"""

from __future__ import annotations

from pathlib import Path
from posixpath import basename

from markupsafe import Markup

from lessonkit.export.archive import check_names
from lessonkit.export.lesson_text import LessonText, lesson_text
from lessonkit.model.course import Course
from lessonkit.model.lesson import Lesson
from lessonkit.model.quiz import Quiz
from lessonkit.sphinx.assets import asset_text
from lessonkit.sphinx.i18n import _
from lessonkit.sphinx.quiz_html import render_quiz
from lessonkit.sphinx.typst.words import band_label, review_line

COURSE = "Whose Picture?"
LANGUAGE = "en"
APP = Path(__file__).with_name("app")
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
<link rel="stylesheet" href="course.css">
<link rel="stylesheet" href="app.css">
<script src="scorm.js" defer></script>
<script src="quiz.js" defer></script>
</head>
<body data-band="{band}" data-note="{note}"{css_class}>
<main class="app prose steps">
<p class="lead">{course} · {age}</p>
<h1>{title}</h1>
<p class="lead">{summary}</p>
{text}
{help}
{foot}
</main>
</body>
</html>
""")
_QUIZ = Markup("<section>\n<h2>{title}</h2>\n{quiz}\n</section>")
_WORDS = Markup("<section>\n<h2>{title}</h2>\n<dl>\n{words}\n</dl>\n</section>")
_WORD = Markup('<dt id="term-{id}">{term}</dt>\n<dd>{definition}</dd>')
_FOOT = Markup('<p class="reviewed">{review}. {free}</p>')
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
    return _HELP.format(title=str(_("Find help where you are")), body=body)


def words_part(course: Course, text: LessonText) -> Markup:
    """Return the app's list of the words that a lesson's text links to."""
    known = [course.glossary[term] for term in text.terms if term in course.glossary]
    if not known:
        return Markup()
    words = Markup("\n").join(
        _WORD.format(id=term.id, term=term.term, definition=term.definition)
        for term in known
    )
    return _WORDS.format(title=str(_("Words explained")), words=words)


def app_text(
    course: Course, lesson: Lesson | None, quiz: Quiz | None, text: LessonText | None
) -> Markup:
    """Return what the app says: the lesson's text with the quiz in its place."""
    drawn = Markup()
    if quiz:
        objectives = {x.id: x.text for x in lesson.objectives} if lesson else {}
        drawn = render_quiz(
            quiz, objectives, lambda _need: "#help", course_title=COURSE, prefix="quiz"
        )
    if text is None:
        title = str(_("Check your understanding"))
        return _QUIZ.format(title=title, quiz=drawn) if quiz else Markup()
    return text.before + drawn + text.after + words_part(course, text)


def lesson_app(
    course: Course, known: str, quiz: Quiz | None, learner: Path | None = None
) -> dict[str, bytes | str]:
    """Return the files of a lesson's app by name; ``index.html`` starts it.

    :param known: the lesson's id.
    :param learner: where the learner edition was built.
    """
    lesson = course.lessons.get(known)
    text = lesson_text(learner / f"lessons/{known}.html") if learner else None
    band = known.partition("/")[0]
    easy = lesson is not None and lesson.kind == "easy-read"
    page = _PAGE.format(
        language=LANGUAGE,
        policy=POLICY,
        title=lesson.title if lesson else quiz.title if quiz else known,
        band=band,
        css_class=Markup(' class="easy-read"') if easy else "",
        note=str(
            _(
                "This is practice. When everything is answered and you open the "
                "review, your points go to your school's system, and that you have "
                "finished. Nothing else is sent."
            )
        ),
        course=COURSE,
        age=band_label(band),
        summary=lesson.summary if lesson else "",
        text=app_text(course, lesson, quiz, text),
        help=help_part(course),
        foot=_FOOT.format(
            review=review_line(lesson.review, LANGUAGE),
            free=str(_("Free to copy, print and change: CC BY 4.0.")),
        )
        if lesson
        else "",
    )
    files: dict[str, bytes | str] = {
        "index.html": str(page),
        "course.css": asset_text("course.css"),
        "app.css": (APP / "app.css").read_bytes(),
        "quiz.js": asset_text("quiz.js"),
        "scorm.js": (APP / "scorm.js").read_bytes(),
    }
    for picture in text.pictures if text else ():
        files[basename(picture)] = (
            course.root / "book/illustrations" / picture
        ).read_bytes()
    check_names(list(files))
    return files
