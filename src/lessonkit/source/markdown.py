"""Parse a page's Markdown into a tree of blocks with positions.

The same CommonMark parser that the book uses (markdown-it-py, with MyST's colon
fences, roles and comments), so that checks, slides and worksheets see what the page
shows. Nothing here knows what a directive means.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from mdit_py_plugins.colon_fence import colon_fence_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.myst_blocks import myst_block_plugin
from mdit_py_plugins.myst_role import myst_role_plugin
from mdit_py_plugins.tasklists import tasklists_plugin

_DIRECTIVE = re.compile(r"\{([a-z][a-z-]*)\}[ \t]*(.*)")
_OPTION = re.compile(r":([a-z][a-z-]*):[ \t]*(.*)")
MAX_NESTING = 8
#: What Markdown and its plugins may read as a mark, inside a line.
_SIGNS = re.compile(r"[\\`*_\[\]<>!&{}~|$^\n]")


@dataclass(slots=True)
class Block:
    """A block of a page.

    :param kind: heading, paragraph, item (a list item's paragraph), directive, table,
        quote, code, html, comment, break.
    :param line: line in the file, from 1; ``column`` of its text.
    :param level: of a heading.
    :param inline: the inline token of a text block, or ``None``.
    :param name: a directive's name, with ``argument``, ``options`` and ``children``.
    :param text: the source text of a code block, comment or directive's body.
    """

    kind: str
    line: int
    column: int = 1
    level: int = 0
    inline: Token | None = None
    name: str = ""
    argument: str = ""
    options: dict[str, str] = field(default_factory=dict)
    option_lines: dict[str, int] = field(default_factory=dict)
    children: list[Block] = field(default_factory=list)
    text: str = ""
    body_line: int = 0

    def walk(self) -> Iterator[Block]:
        """Yield this block and everything below it, in the order of the page."""
        yield self
        for child in self.children:
            yield from child.walk()

    @property
    def plain(self) -> str:
        """The text of a heading, paragraph or item without its marks."""
        return plain_text(self.inline) if self.inline else ""


def _inline(state: StateCore) -> None:
    """Parse the text of each block; most have no sign that could mean anything."""
    for token in state.tokens:
        if token.type == "inline":
            token.children = []
            if _SIGNS.search(token.content):
                state.md.inline.parse(
                    token.content, state.md, state.env, token.children
                )
            elif token.content:
                token.children.append(Token("text", "", 0, content=token.content))


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark")
    parser.core.ruler.at("inline", _inline)
    return (
        parser.enable("table")
        .use(colon_fence_plugin)
        .use(deflist_plugin)
        .use(tasklists_plugin)
        .use(myst_role_plugin)
        .use(myst_block_plugin)
    )


@lru_cache(maxsize=4096)
def parse_blocks(text: str, first_line: int = 1) -> list[Block]:
    """Parse Markdown into blocks; ``first_line`` is the line of its first line.

    Readers and checks ask for the same pages: the result is shared, so leave it as
    it is.
    """
    return _parse(text, first_line, 0)


def _parse(text: str, first_line: int, depth: int) -> list[Block]:
    tokens = _parser().parse(text)
    lines = text.split("\n")
    blocks: list[Block] = []
    in_item = 0
    open_heading = 0
    in_table = 0
    in_quote = 0
    for token in tokens:
        line = first_line + (token.map[0] if token.map else 0)
        match token.type:
            case "list_item_open" | "dd_open":
                in_item += 1
            case "list_item_close" | "dd_close":
                in_item -= 1
            case "table_open":
                in_table += 1
            case "table_close":
                in_table -= 1
            case "blockquote_open":
                in_quote += 1
            case "blockquote_close":
                in_quote -= 1
            case "heading_open":
                open_heading = int(token.tag[1:])
            case "heading_close":
                open_heading = 0
            case "inline":
                kind = "paragraph"
                if open_heading:
                    kind = "heading"
                elif in_table:
                    kind = "table"
                elif in_item:
                    kind = "item"
                elif in_quote:
                    kind = "quote"
                column = _column(lines, token)
                blocks.append(
                    Block(kind, line, column, open_heading, token, text=token.content)
                )
            case "fence" | "colon_fence":
                blocks.append(_fence(token, line, depth))
            case "code_block":
                blocks.append(Block("code", line, text=token.content))
            case "html_block":
                blocks.append(Block("html", line, text=token.content))
            case "myst_line_comment":
                blocks.append(Block("comment", line, text=token.content))
            case "myst_block_break":
                blocks.append(Block("break", line, text=token.content))
            case _:
                pass
    return blocks


def _column(lines: list[str], token: Token) -> int:
    if not token.map or token.map[0] >= len(lines):
        return 1
    first = token.content.split("\n", 1)[0]
    found = lines[token.map[0]].find(first)
    return found + 1 if found >= 0 else 1


def _fence(token: Token, line: int, depth: int) -> Block:
    match = _DIRECTIVE.fullmatch(token.info.strip())
    if match is None:
        return Block("code", line, text=token.content)
    block = Block("directive", line, name=match[1], argument=match[2].strip())
    body = token.content.split("\n")
    used = 0
    for number, text in enumerate(body):
        option = _OPTION.match(text.strip())
        if option is None:
            break
        block.options[option[1]] = option[2].strip()
        block.option_lines[option[1]] = line + 1 + number
        used = number + 1
    while used < len(body) and not body[used].strip():
        used += 1
    block.text = "\n".join(body[used:]).rstrip("\n")
    block.body_line = line + 1 + used
    if block.text and depth < MAX_NESTING:
        block.children = _parse(block.text, block.body_line, depth + 1)
    return block


def walk(blocks: list[Block]) -> Iterator[Block]:
    """Yield every block of a page, in order, directives' bodies included."""
    for block in blocks:
        yield from block.walk()


def plain_text(inline: Token) -> str:
    """Return an inline token's text without its marks; a role gives its text."""
    parts = []
    for child in inline.children or []:
        if child.type in {"text", "code_inline"}:
            parts.append(child.content)
        elif child.type in {"softbreak", "hardbreak"}:
            parts.append(" ")
        elif child.type == "myst_role":
            parts.append(role_text(child.content))
        elif child.type == "image":
            parts.append(child.content)
    return "".join(parts)


def role_text(content: str) -> str:
    """Return the text of a role's content: ``text`` of ``text <id>``, else the id."""
    match = re.fullmatch(r"(.*?)\s*<([^<>]+)>", content, re.DOTALL)
    return match[1] if match else content


def split_at_break(block: Block) -> tuple[str, str]:
    """Split a directive's body at its first ``+++`` line: (before, after)."""
    lines = block.text.split("\n")
    for number, line in enumerate(lines):
        if line.strip() == "+++":
            return "\n".join(lines[:number]), "\n".join(lines[number + 1 :])
    return block.text, ""
