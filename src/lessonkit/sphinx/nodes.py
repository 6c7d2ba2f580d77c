"""The course's own doctree nodes: what directives make and both writers draw.

Every node is plain data (strings, numbers, child nodes): doctrees are pickled, and
the HTML and the Typst writer see the same thing. What needs the course (facts, help,
quiz) is resolved by the writer from ``app.lessonkit_course`` through the node's id.
"""

from __future__ import annotations

from docutils import nodes


class callout(nodes.General, nodes.Element):
    """A titled box. ``kind``: before | task | key-point | note | warning | scenario.

    Children: an optional ``nodes.title``-like ``box_title`` first, then the body.
    """


class box_title(nodes.General, nodes.TextElement):
    """The title of a callout, pause, myth, step, say, slide or worksheet."""


class alone(nodes.General, nodes.Element):
    """What a pupil who works alone does instead; stands inside a task."""


class chat(nodes.General, nodes.Element):
    """A fictional chat; children are ``chat_line``."""


class chat_line(nodes.General, nodes.Element):
    """One message; ``sender`` is the fictional name, ``side`` 0 or 1; body inside."""


class pause(nodes.General, nodes.Element):
    """Think first; children: ``box_title`` (the question), then the answer."""


class myth(nodes.General, nodes.Element):
    """A quoted myth (``box_title``) and its answer (the other children)."""


class illustration(nodes.General, nodes.Element):
    """An own SVG. ``name``, ``alt``, ``wide``; children: caption paragraphs."""


class objectives(nodes.General, nodes.Element):
    """The learning objectives of ``lesson`` (``band/slug``); a bullet list inside."""


class quiz(nodes.General, nodes.Element):
    """The quiz of ``quiz_id``; drawn from the model by the writers."""


class story(nodes.General, nodes.Element):
    """The branching story of ``story_id``; drawn from the model by the writers."""


class quiz_answers(nodes.General, nodes.Element):
    """The key with rationales of ``quiz_id``. Teachers only."""


class help_box(nodes.General, nodes.Element):
    """A help box for ``band`` and ``need``; drawn from the model by the writers."""


class finders(nodes.General, nodes.Element):
    """The four finders; a bullet list inside."""


class stale_note(nodes.General, nodes.TextElement):
    """A notice on an old help entry; the browser shows it past the day ``after``."""


class sources(nodes.General, nodes.Element):
    """The list of what the page cites; filled when the document has been read."""


class worksheet(nodes.General, nodes.Element):
    """A worksheet (``box_title``, body): paper only, a link on the web."""


class write_in(nodes.General, nodes.Element):
    """Ruled lines to write on. ``label``, ``lines``."""


class answer(nodes.General, nodes.Element):
    """Shown in the answer version of a worksheet only. Teachers only."""


class step(nodes.General, nodes.Element):
    """A timed step of a teacher guide. ``minutes``; ``box_title`` first."""


class say(nodes.General, nodes.Element):
    """What to say beside why; two ``say_part`` children."""


class say_part(nodes.General, nodes.Element):
    """``part``: say | why | avoid."""


class slide(nodes.General, nodes.Element):
    """A slide: ``number``, ``illustration``, ``alt``; ``box_title``, body, notes."""


class slide_notes(nodes.General, nodes.Element):
    """Speaker notes inside a slide."""


class asked(nodes.General, nodes.Element):
    """A pupil's question (``box_title``) and a model answer."""


class help_path(nodes.General, nodes.Element):
    """A short path on a get-help page (first minute, today, this week)."""


class easy(nodes.General, nodes.Element):
    """Easy read: a symbol (``symbol``, ``alt``) beside one short sentence."""


class fact_chart(nodes.General, nodes.Element):
    """A static bar chart: ``fact_ids``, ``labels``, ``values``, ``caption``.

    Children: the table that says the same.
    """


class citation_mark(nodes.Inline, nodes.TextElement):
    """The mark of a source; ``fact_id`` or ``law_id``; links to the page's sources."""


class glossary_link(nodes.Inline, nodes.TextElement):
    """A word linked to its glossary entry ``term_id``."""


class service_link(nodes.Inline, nodes.TextElement):
    """The name of a help service linked to its entry ``service_id``."""


ALL = (
    callout,
    box_title,
    alone,
    chat,
    chat_line,
    pause,
    myth,
    illustration,
    objectives,
    quiz,
    story,
    quiz_answers,
    help_box,
    finders,
    stale_note,
    sources,
    worksheet,
    write_in,
    answer,
    step,
    say,
    say_part,
    slide,
    slide_notes,
    asked,
    help_path,
    easy,
    fact_chart,
    citation_mark,
    glossary_link,
    service_link,
)

#: Dropped while parsing in the learner edition, so that no trace of them stays.
TEACHER_ONLY = (quiz_answers, answer, step, say, slide)
