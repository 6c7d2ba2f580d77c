"""The commands: what authors, teachers and CI type.

Exit codes: 0 clean, 1 problems were found, 2 wrong usage.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from lessonkit import __version__
from lessonkit.model.course import Course
from lessonkit.model.problem import Problem


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

    build = commands.add_parser("build", help="write the site, PDFs and packages")
    build.add_argument("--out", type=Path, default=None, help="default: _build")
    build.add_argument("--again", action="store_true", help="even if nothing changed")
    build.set_defaults(run=run_build)

    serve = commands.add_parser("serve", help="show every edit in the browser")
    serve.add_argument("--out", type=Path, default=None, help="default: _build")
    serve.add_argument("--port", type=int, default=8000, help="0 for any free one")
    serve.set_defaults(run=run_serve)

    check = commands.add_parser("check", help="report every mistake, with its place")
    check.set_defaults(run=run_check)
    return parser


def show(problems: Sequence[Problem]) -> None:
    """Print a count first, then each problem on a line."""
    noun = "problem" if len(problems) == 1 else "problems"
    print(f"{len(problems)} {noun}.", file=sys.stderr)
    for problem in problems:
        print(problem, file=sys.stderr)


def read(root: Path) -> tuple[Course, list[Problem]]:
    """Read the course and check it."""
    from lessonkit.source.course import read_course

    return read_course(root)


def run_check(options: argparse.Namespace) -> int:
    """Check the course."""
    course, problems = read(options.root)
    if problems:
        show(problems)
        return 1
    print(
        f"No problems in {len(course.lessons)} lessons, {len(course.quizzes)} quizzes, "
        f"{len(course.guides)} teacher guides and {len(course.pages)} other pages."
    )
    return 0


def run_build(options: argparse.Namespace) -> int:
    """Build the course; leave the last good book when something is wrong."""
    from lessonkit.build import BuildFailed, build_course, is_built

    root = options.root.resolve()
    out = (options.out or root / "_build").resolve()
    if not options.again and is_built(root, out):
        print("Nothing has changed since the last build.")
        return 0
    start = time.perf_counter()
    course, problems = read(root)
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
