"""The commands: what authors, teachers and CI type.

Exit codes: 0 clean, 1 problems were found, 2 wrong usage.
"""

from __future__ import annotations

import argparse
import datetime
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from lessonkit import __version__
from lessonkit.model.course import Course
from lessonkit.model.helpservice import KINDS as HELP_KINDS
from lessonkit.model.problem import Problem
from lessonkit.scaffold import KINDS, CannotWrite, new_files, new_help

#: Those of ``checks.report``; the checks take longer to load than a class to mark.
FORMATS = ("text", "json", "github")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; return the exit code."""
    parser = make_parser()
    options = parser.parse_args(argv)
    code: int = options.run(options)
    return code


def make_parser() -> argparse.ArgumentParser:
    """Return the parser of all commands."""
    parser = argparse.ArgumentParser(
        prog="lessonkit", description="Build and check the course Whose Picture?."
    )
    parser.add_argument("--version", action="version", version=__version__)
    parser.add_argument(
        "--root", type=Path, default=Path(), help="the course's folder (default: here)"
    )
    commands = parser.add_subparsers(required=True, metavar="command")

    add_build(commands)

    serve = commands.add_parser("serve", help="show every edit in the browser")
    serve.add_argument("--out", type=Path, default=None, help="default: _build")
    serve.add_argument("--port", type=int, default=8000, help="0 for any free one")
    serve.set_defaults(run=run_serve)

    check = commands.add_parser("check", help="report every mistake, with its place")
    check.add_argument("--format", choices=FORMATS, default="text")
    check.add_argument("--fix", action="store_true", help="mend what can be mended")
    check.add_argument("--release", action="store_true", help="refuse old help entries")
    add_today(check)
    check.set_defaults(run=run_check)

    grade = commands.add_parser("grade", help="mark returned notebooks and CSV files")
    grade.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    grade.add_argument("--quiz", default="", help="of files that do not say their own")
    grade.add_argument(
        "--out", type=Path, default=Path("class-report"), help="default: class-report"
    )
    grade.set_defaults(run=run_grade)

    policy = commands.add_parser("policy", help="fill in the school's policy template")
    policy.add_argument("school", type=Path, help="a file like docs/school-policy.yml")
    policy.add_argument(
        "--out", type=Path, default=Path("policy"), help="default: policy"
    )
    policy.set_defaults(run=run_policy)

    due = commands.add_parser("review-due", help="list what to look at again")
    add_today(due)
    due.set_defaults(run=run_review_due)

    covered = commands.add_parser("coverage", help="write docs/coverage.md anew")
    covered.set_defaults(run=run_coverage)

    helped = commands.add_parser("help-report", help="list what help data must settle")
    add_today(helped)
    helped.set_defaults(run=run_help_report)

    recheck = commands.add_parser(
        "help-recheck", help="write the form to check services by hand, or take it back"
    )
    recheck.add_argument("form", type=Path, help="a CSV file")
    recheck.add_argument("--take-back", action="store_true", help="read it into data")
    recheck.add_argument("--days", type=int, default=0, help="leave out the newer ones")
    recheck.add_argument("--country", action="append", default=[], metavar="CC")
    add_today(recheck)
    recheck.set_defaults(run=run_help_recheck)

    new = commands.add_parser("new", help="write the files that a lesson begins with")
    new.add_argument("kind", choices=KINDS)
    new.add_argument("name", help='"<band>/<slug>", or a country code for help')
    new.add_argument("--title", default="", help="of the lesson, or the service's name")
    new.add_argument("--url", default="", help="help: the service's own page")
    new.add_argument("--source", default="", help="help: where it was seen")
    new.add_argument("--service", choices=HELP_KINDS, default="child_helpline")
    add_today(new)
    new.set_defaults(run=run_new)
    return parser


def add_build(commands: Any) -> None:
    """Add the build, and the catalogues that one in another language reads."""
    build = commands.add_parser("build", help="write the site, PDFs and packages")
    build.add_argument("--out", type=Path, default=None, help="default: _build")
    build.add_argument("--again", action="store_true", help="even if nothing changed")
    build.add_argument("--language", default="", help="one of locale/, not English")
    build.set_defaults(run=run_build)
    catalogue = commands.add_parser("catalogue", help="write all texts to translate")
    catalogue.add_argument("--language", default="", help="update this one's too")
    catalogue.set_defaults(run=run_catalogue)


def add_today(command: argparse.ArgumentParser) -> None:
    """Give a command the option to take another day for today."""
    command.add_argument(
        "--today",
        type=datetime.date.fromisoformat,
        default=datetime.date.today(),
        metavar="YYYY-MM-DD",
        help="take this day for today",
    )


def show(problems: Sequence[Problem]) -> None:
    """Print a count first, then each problem on a line."""
    from lessonkit.checks.report import report

    print(report(problems), file=sys.stderr)


def read(
    root: Path, today: datetime.date | None = None, *, release: bool = False
) -> tuple[Course, list[Problem]]:
    """Read the course and check it."""
    from lessonkit.checks import check_course
    from lessonkit.source.course import read_course

    course, problems = read_course(root)
    today = today or datetime.date.today()
    found = check_course(course, today=today, release=release)
    return course, sorted({*problems, *found})


def run_check(options: argparse.Namespace) -> int:
    """Check the course."""
    from lessonkit.checks.fixes import fix
    from lessonkit.checks.report import report

    course, problems = read(options.root, options.today, release=options.release)
    if options.fix and (count := fix(options.root, problems)):
        print(f"Mended {count}.", file=sys.stderr)
        course, problems = read(options.root, options.today, release=options.release)
    if options.format != "text":
        print(report(problems, options.format))
        return 1 if problems else 0
    if problems:
        show(problems)
        return 1
    print(
        f"No problems in {len(course.lessons)} lessons, {len(course.quizzes)} quizzes, "
        f"{len(course.guides)} teacher guides and {len(course.pages)} other pages."
    )
    return 0


def run_grade(options: argparse.Namespace) -> int:
    """Mark what a class returned; write a report that holds no names."""
    from lessonkit.marking.grade import grade, write_reports

    for path in options.paths:
        if not path.exists():
            print(f"{path}: there is no such file or folder.", file=sys.stderr)
            return 2
    outcome = grade(options.root, options.paths, quiz_id=options.quiz, out=options.out)
    if outcome.problems:
        show(outcome.problems)
    if outcome.more:
        print(f"And {outcome.more} more of the same kinds.", file=sys.stderr)
    if outcome.empty:
        print(f"{outcome.empty} without any answer; not counted.", file=sys.stderr)
    if not outcome.pupils:
        print("Nothing could be marked; no report was written.", file=sys.stderr)
        return 1
    for tally in outcome.tallies:
        print(f"{tally.quiz.quiz.id}: {tally.pupils} marked")
    try:
        for path in write_reports(options.root, outcome, options.out):
            print(f"Wrote {path}")
    except OSError as error:
        print(f"{options.out}: {error.strerror}.", file=sys.stderr)
        return 2
    return 1 if outcome.problems else 0


def run_policy(options: argparse.Namespace) -> int:
    """Fill in the policy template for one school, to edit and to print."""
    from lessonkit.export.policy import write_policy
    from lessonkit.model.policy import TEMPLATE
    from lessonkit.source.course import read_course
    from lessonkit.source.policy import read_policy

    course, problems = read_course(options.root)
    policy = read_policy(options.school, course.help, problems)
    if problems or policy is None:
        show(sorted(problems))
        return 1
    if TEMPLATE not in course.pages:
        print(f"{TEMPLATE}.md: this course has no template.", file=sys.stderr)
        return 2
    try:
        for path in write_policy(course, policy, options.out):
            print(f"Wrote {path}")
    except OSError as error:
        print(f"{options.out}: {error.strerror}.", file=sys.stderr)
        return 2
    return 0


def run_review_due(options: argparse.Namespace) -> int:
    """List pages and help services that a person should look at again."""
    from lessonkit.checks.dates import what_is_due
    from lessonkit.source.course import read_course

    course, _ = read_course(options.root)
    due = what_is_due(course, options.today)
    for one in due:
        print(f"{one.place}: due since {one.since}: {one.what}")
    if not due:
        print("Nothing is due.")
    return 1 if due else 0


def run_coverage(options: argparse.Namespace) -> int:
    """Write the tables of what the course covers."""
    from lessonkit.checks.coverage import PATH, coverage
    from lessonkit.source.course import read_course

    course, problems = read_course(options.root)
    if problems:
        show(problems)
        return 1
    (options.root / PATH).write_text(coverage(course), encoding="utf-8")
    print(f"Written: {PATH}")
    return 0


def run_help_report(options: argparse.Namespace) -> int:
    """Report on the help directory: low confidence, contradictions, gaps, age."""
    from lessonkit.checks.help import help_report
    from lessonkit.source.help import read_help

    problems: list[Problem] = []
    directory = read_help(options.root, problems, options.today)
    print(help_report(directory, options.today))
    if problems:
        show(problems)
    return 1 if problems else 0


def run_help_recheck(options: argparse.Namespace) -> int:
    """Write the form for a person who opens every service's page, or read it back."""
    from lessonkit.checks.help_recheck import read_results, recheck_form, take_back
    from lessonkit.source.help import read_help

    problems: list[Problem] = []
    directory = read_help(options.root, problems, options.today)
    results = []
    if options.take_back and not problems:
        results = read_results(options.form, directory, options.today, problems)
    if problems:
        show(problems)
        return 1
    if options.take_back:
        for path in take_back(options.root, results):
            print(f"Changed {path}")
        print(f"Took back {len(results)} results.")
        return 0
    codes = [code.upper() for code in options.country]
    form = recheck_form(directory, options.today, days=options.days, countries=codes)
    try:
        options.form.write_text(form, encoding="utf-8")
    except OSError as error:
        print(f"{options.form}: {error.strerror}.", file=sys.stderr)
        return 2
    print(f"Wrote {options.form}: open each page, fill in the last columns, then:")
    print(f"lessonkit help-recheck --take-back {options.form}")
    return 0


def run_new(options: argparse.Namespace) -> int:
    """Write the files that an author begins with."""
    from lessonkit.source.course import read_course

    try:
        if options.kind == "help":
            service = {
                "kind": options.service,
                "name": options.title,
                "url": options.url,
                "source": options.source,
            }
            if not all(service.values()):
                raise CannotWrite("A service needs --title, --url and --source.")
            paths = [new_help(options.root, options.name, service, options.today)]
        else:
            course, _ = read_course(options.root)
            paths = new_files(
                course, options.kind, options.name, options.title, options.today
            )
    except CannotWrite as error:
        print(error, file=sys.stderr)
        return 2
    for path in paths:
        print(f"Wrote {path}")
    return 0


def run_build(options: argparse.Namespace) -> int:
    """Build the course; leave the last good book when something is wrong."""
    from lessonkit.build import BuildFailed, build_course, is_built

    root = options.root.resolve()
    out = (options.out or root / "_build").resolve()
    if not options.again and not options.language and is_built(root, out):
        print("Nothing has changed since the last build.")
        return 0
    start = time.perf_counter()
    course, problems = read(root)
    if options.language and not problems:
        course, problems, out = translate(root, options.language, options.out)
    if problems:
        show(problems)
        print("Nothing was built; the last good book is kept.", file=sys.stderr)
        return 1
    try:
        build_course(course, out, lambda text: print(f"{text} ...", flush=True))
    except BuildFailed as error:
        print(f"{error}", file=sys.stderr)
        print("Nothing was built; the last good book is kept.", file=sys.stderr)
        return 1
    print(f"Built in {time.perf_counter() - start:.1f} s.")
    return 0


def translate(
    root: Path, language: str, out: Path | None
) -> tuple[Course, list[Problem], Path]:
    """Return the course in another language, its problems, and where it is built."""
    from lessonkit.build import WORK
    from lessonkit.translation.tree import read_translated

    out = (out or root / "_build" / language).resolve()
    course, problems, outcome = read_translated(root, language, out / WORK / "source")
    print(f"{language}: {outcome.translated} of {outcome.texts} texts are translated.")
    return course, problems, out


def run_catalogue(options: argparse.Namespace) -> int:
    """Write the templates of all texts; bring a language's catalogues up to date."""
    from lessonkit.translation.catalogues import LOCALE, TEMPLATES, update
    from lessonkit.translation.catalogues import write_templates as write

    root = options.root.resolve()
    problems: list[Problem] = []
    target = root / LOCALE / TEMPLATES
    print(f"Wrote {len(write(root, target))} templates below {target}")
    if options.language:
        written = update(root, options.language, problems)
        print(f"Brought {len(written)} catalogues of {options.language} up to date.")
    if problems:
        show(problems)
    return 1 if problems else 0


def run_serve(options: argparse.Namespace) -> int:
    """Serve the course on the loopback and build it again at every change."""
    from lessonkit.serve import serve

    root = options.root.resolve()
    out = (options.out or root / "_build/serve").resolve()
    try:
        serve(root, out, options.port, lambda text: print(text, flush=True))
    except OSError as error:
        print(f"Port {options.port} cannot be used: {error.strerror}.", file=sys.stderr)
        print("Choose another one: lessonkit serve --port 0", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
