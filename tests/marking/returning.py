"""What pupils return, made from our own exports with the sample quiz."""

import json
from pathlib import Path

import nbformat
from tests.quiz.sample import ANSWERS, QUIZ

from lessonkit.export.notebook import practice_notebook
from lessonkit.grading import answer_key, presented_order, score, write_letters
from lessonkit.marking.keys import QuizKey, Shelf

NOTEBOOK = nbformat.writes(practice_notebook(QUIZ))


def answer_of(question, which):
    """Return the right, a partly right or a wrong answer; a right one for None."""
    answer = ANSWERS[question.id][which]
    return ANSWERS[question.id][0] if answer is None else answer


def letters_of(which):
    """Return the letters of all questions."""
    return [
        write_letters(
            answer_key(question),
            presented_order(QUIZ.id, question),
            answer_of(question, which),
        )
        for question in QUIZ.questions
    ]


def points_of(which):
    """Return the points of all questions, by the rules themselves."""
    return [
        float(score(answer_key(question), answer_of(question, which)))
        for question in QUIZ.questions
    ]


def notebook(letters, before="", after="", change=None):
    """Return the practice notebook with these letters, as a file's text.

    :param change: a function that is given the notebook before it is written.
    """
    made = json.loads(NOTEBOOK)
    for cell in made["cells"]:
        cell["source"] = "".join(cell["source"])
        for number, answer in enumerate(letters, 1):
            if cell["id"] == f"answer-{number}":
                cell["source"] = cell["source"].replace('""', f'"{answer}"')
        for when, levels in (("before", before), ("after", after)):
            if cell["id"] == f"confidence-{when}":
                cell["source"] = f'confidence_{when} = "{levels}"'
    if change:
        change(made)
    return json.dumps(made)


def write(path: Path, text: str) -> Path:
    """Write a file and the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def sample_shelf(root: Path, quiz=QUIZ) -> Shelf:
    """Return a shelf that holds the sample quiz."""
    shelf = Shelf(root)
    shelf._keys[quiz.id] = QuizKey(quiz)
    shelf.ids = lambda: [quiz.id]
    return shelf
