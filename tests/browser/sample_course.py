"""A small course with every block, built by plain Sphinx for the theme's tests."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from lessonkit.source.course import read_course
from lessonkit.sphinx import nodes
from lessonkit.sphinx.boxes import setup_boxes
from lessonkit.sphinx.cited import setup_cited
from lessonkit.sphinx.theme import setup_theme

ROOT = Path(__file__).parents[2]
REVIEW = 'review: {version: "1.0", last: "2026-11-24", months: 12, by: "none"}'
#: Stands in the teacher guide only.
CANARY = "Zanzibar"

INDEX = f"""---
title: "Whose Picture?"
audience: everyone
summary: "Free lessons."
{REVIEW}
---
# Whose Picture?

A picture of you is yours.

```{{toctree}}
:hidden:
:glob:
../lessons/11-13/*
../teacher-guides/11-13/*
get-help/now
about/leaving-quickly
family-guide/index
family-guide/first-five
```
"""

PAGE = f"""---
title: "TITLE"
audience: everyone
summary: "A page."
{REVIEW}
---
# TITLE

Read on at [a helpful place](https://example.org/x).

## First

- [ ] Tick this
- [x] And this

| When | Who |
|---|---|
| Now | An adult you trust |

:::{{talk}} At breakfast
:say: "I heard about apps that change pictures."
:why: Short and calm keeps the door open.
:avoid: "What did you do?"
:::
"""

LESSON = f"""---
title: "TITLE"
strand: STRAND
minutes: 50
summary: "What a fake picture does, and how to say no."
objectives:
  - {{id: explain-harm, text: "You can explain why a fake picture harms."}}
  - {{id: refuse, text: "You can say no when somebody asks you to join in."}}
vocabulary: [consent]
statement: []
parent: {{taught: ["a"], words: ["b"], not_shown: ["c"], at_home: ["d"]}}
{REVIEW}
---
# TITLE

## Before we start

:::{{before-we-start}}
You can stop at any time.
:::

## What you will learn

:::{{objectives}}
:::

## Starter

Whose picture is it? The word is {{term}}`consent`.

:::{{illustration}} phone
:alt: A phone that shows a drawing
A phone.
:::

:::{{task}} Talk in pairs
:alone: Write one reason down.

Say one reason each.
:::

## Activity 1: The group chat

:::{{scenario}} Ravi and the group
Ravi sees a fake picture of a girl in his class. A wombat walks by.
:::

:::{{chat}} The class group
- Leo: Have you seen this?
- Ravi: That is *not* funny.
:::

:::{{pause}} What would you say to Leo?
You could say: "Stop."
:::

:::{{myth}} It is fake, so nobody is hurt.
The harm is real {{cite}}`nudify-01`.
:::

:::{{fact-chart}} nudify-01 nudify-02
:values: 40; 65
:labels: Heard of it; Would tell someone
:caption: What young people said, in percent
:::

:::{{key-point}}
The fault is never with the person in the picture.
:::

:::{{warning}} Do not share
Not even to show an adult.
:::

:::{{note}}
A plain note.
:::

::::{{worksheet}} My reply
Write.

:::{{write-in}} Name
:::
::::

## Check your understanding

:::{{quiz}}
:::

## To take away

You can tell.

## Get help

:::{{help}}
:::

## Sources

:::{{sources}}
:::
"""

GUIDE = f"""---
title: "No to nudifying: teacher guide"
materials: ["Paper"]
curriculum: []
{REVIEW}
---
# No to nudifying: teacher guide

## Running the lesson

::::{{step}} Settle and open
:minutes: 50

Greet the class in {CANARY}.

:::{{say}}
You can leave at any time.
+++
Choice lowers the stress.
:::
::::

## Question box

:::{{asked}} What if it was me who made it?
Stop. Tell an adult you trust.
:::

## Slides

:::{{slide}} Whose picture is it?
:illustration: phone
:alt: A phone
- One
+++
Say hello.
:::

## Answers

:::{{quiz-answers}}
:::
"""

QUIZ = """title: "No to nudifying"
questions:
  - id: not-a-joke
    objective: explain-harm
    type: single
    stem: "Why is a fake picture *not* a joke?"
    options:
      - {text: "A person is hurt.", correct: true, rationale: "The harm is real."}
      - {text: "It costs money.", rationale: "Money is not the point."}
      - {text: "It is badly made.", rationale: "How good it looks does not matter."}
  - id: your-fault
    objective: refuse
    type: true_false
    stem: "It is the fault of the person in the picture."
    options:
      - {text: "True", rationale: "It never is."}
      - {text: "False", correct: true, rationale: "It never is."}
confidence:
  - {id: who-i-tell, text: "I know who I would tell."}
  - {id: say-no, text: "I can say no."}
"""

ILLUSTRATION = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 200"><defs>'
    '<linearGradient id="g"><stop stop-color="#0f766e"/></linearGradient></defs>'
    '<rect width="400" height="200" fill="url(#g)"/></svg>'
)
SYMBOL = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 120">'
    '<rect width="120" height="120" rx="24" fill="#e8eef5"/></svg>'
)
EASY_READ = f"""---
title: "No to nudifying: easy read"
kind: easy-read
strand: harm-and-respect
minutes: 15
summary: "Short sentences."
objectives: [{{id: tell, text: "You can name an adult."}}]
{REVIEW}
---
# No to nudifying: easy read

## Tell

:::{{easy}} ear
:alt: An ear
The adult listens.
:::

## Get help

:::{{help}}
:::
"""
SITE = "Whose sample?"
CONFIG = {
    "project": SITE,
    "language": "en",
    "extensions": ["myst_parser", "tests.browser.sample_course"],
    "html_theme": "whose-picture",
    "root_doc": "book/index",
    "myst_enable_extensions": ["colon_fence", "tasklist"],
    "html_permalinks": False,
}


def write_course(root: Path) -> None:
    """Write the sources below ``root``; the data is the course's own."""
    shutil.copytree(ROOT / "data", root / "data")
    lessons = {
        "no-to-nudifying": ("No to nudifying", "harm-and-respect"),
        "behind-the-fake": ("Behind the fake", "real-or-made"),
        "more-than-a-yes": ("More than a yes", "consent"),
    }
    texts = {
        "book/index.md": INDEX,
        "teacher-guides/11-13/no-to-nudifying.md": GUIDE,
        "book/illustrations/phone.svg": ILLUSTRATION,
        "book/illustrations/symbols/ear.svg": SYMBOL,
        "lessons/11-13/no-to-nudifying-easy-read.md": EASY_READ,
    }
    for slug, (title, strand) in lessons.items():
        text = LESSON.replace("TITLE", title).replace("STRAND", strand)
        texts[f"lessons/11-13/{slug}.md"] = text
        texts[f"quizzes/11-13/{slug}.yml"] = QUIZ
    for name in ("get-help/now", "family-guide/index", "family-guide/first-five"):
        texts[f"book/{name}.md"] = PAGE.replace("TITLE", f"About {name}")
    leaving = "book/about/leaving-quickly.md"
    texts[leaving] = (ROOT / leaving).read_text("utf-8")
    for name, text in texts.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")


def setup(app: Sphinx) -> dict[str, bool]:
    """Set up what the theme needs, as the course's own extension does."""
    app.lessonkit_course, _problems = read_course(Path(app.srcdir))
    app.add_config_value("lessonkit_edition", "whole", "env", str)
    for node in nodes.ALL:
        app.add_node(node)
    setup_boxes(app)
    setup_cited(app)
    setup_theme(app)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def build(root: Path, out: Path, **config: str) -> Path:
    """Build the course's pages with the theme; any warning is an error."""
    log = io.StringIO()
    with patch_docutils(None), docutils_namespace():
        app = Sphinx(
            srcdir=root,
            confdir=None,
            outdir=out,
            doctreedir=out.parent / f"{out.name}-doctrees",
            buildername="html",
            confoverrides=CONFIG | config,
            status=None,
            warning=log,
        )
        app.build()
    assert log.getvalue() == ""
    return out
