"""A branching story on paper: numbered parts, each choice with its way on."""

import shutil
from pathlib import Path

import pytest
from sphinx.util.docutils import docutils_namespace
from tests.pdf.conftest import ROOT, copy_sample, make_app, pdf_text

from lessonkit.source.story import read_story

STORY = "11-13/story"


@pytest.fixture(scope="module")
def printed(tmp_path_factory) -> Path:
    """Return the PDF of the story's page, in the sample course."""
    folder = tmp_path_factory.mktemp("story")
    source = copy_sample(folder / "course")
    for path in (f"lessons/{STORY}.md", f"stories/{STORY}.yml"):
        (source / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / path, source / path)
    for svg in (ROOT / "book/illustrations").glob("*.svg"):
        shutil.copy(svg, source / "book/illustrations")
    toc = source / "_toc.yml"
    entry = "      - file: lessons/11-13/no-to-nudifying\n"
    assert entry in toc.read_text()
    toc.write_text(
        toc.read_text().replace(entry, f"{entry}      - file: lessons/{STORY}\n")
    )
    with docutils_namespace():
        make_app(source, folder).build(force_all=True)
    return folder / "out" / f"{STORY}.pdf"


def test_every_part_stands_on_paper_and_every_choice_says_where_to_go(printed):
    story = read_story(ROOT, f"stories/{STORY}.yml", [])
    words = pdf_text(printed)
    for step in story.steps:
        assert step.messages[0].text.split()[0] in words
        for choice in step.choices:
            assert f"→ go to {story.numbers[choice.goes_to]}" in words
    assert words.count("→ go to ") == sum(len(step.choices) for step in story.steps)
    assert words.count("From 1 A:") == 1
    assert words.count("The story ends here") == sum(s.is_end for s in story.steps)
