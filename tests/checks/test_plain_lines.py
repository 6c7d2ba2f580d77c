"""Lines without a sign are not parsed: that must never change what is read."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from markdown_it.rules_core import inline

from lessonkit.source.markdown import _parser


def leaves(parser, text):
    tokens = [t for t in parser.parse(text) if t.type == "inline"]
    return [[(c.type, c.content) for c in t.children] for t in tokens]


def test_the_short_way_is_taken_only_where_it_changes_nothing():
    whole = _parser.__wrapped__()
    whole.core.ruler.at("inline", inline)
    signs = "aZ 0.,;:'\"()-+=/?#%*_`[]{}<>&!|~\\@$^\n…é"

    @given(st.text(signs, max_size=40))
    def same(text):
        assert leaves(_parser(), text) == leaves(whole, text)

    same()
