"""The content database of a Kolibri channel: a tree of nodes and the files they have.

Schema 5 of Kolibri's content database, which every Kolibri since 0.15 imports.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lessonkit.export.archive import build_date
from lessonkit.export.lesson_app import APP

SCHEMA = APP / "kolibri.sql"
SCHEMA_VERSION = "5"
AUTHOR = "the Whose Picture? contributors"
LICENCE = "CC BY"
#: Kolibri's names for what is done with a resource, and for its files.
ACTIVITIES = {"document": "wA01urpi", "exercise": "VwRCom7G", "html5": "#j8L0eq3"}
PRESETS = {"pdf": "document", "perseus": "exercise", "zip": "html5_zip"}
#: Where SQLite notes its own version in a file's head; it decides nothing.
_VERSION_NOTES = slice(92, 100)


def known_id(name: str) -> str:
    """Return the id that a thing has in every build: 32 hexadecimal digits."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"whose-picture/{name}").hex


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file of the channel, stored under the name of its contents."""

    data: bytes
    extension: str

    @property
    def id(self) -> str:
        """The MD5 of the contents, which Kolibri checks."""
        return hashlib.md5(self.data, usedforsecurity=False).hexdigest()

    @property
    def path(self) -> str:
        """The path below ``content/storage``."""
        return f"{self.id[0]}/{self.id[1]}/{self.id}.{self.extension}"


@dataclass(slots=True)
class Node:
    """A topic (with children) or a resource (with a file).

    :param name: unique in the channel, the same in every build.
    :param coach: hidden from learners.
    :param items: names of an exercise's items; ``mastery`` says how many are enough.
    """

    name: str
    kind: str
    title: str
    description: str = ""
    coach: bool = False
    file: StoredFile | None = None
    items: tuple[str, ...] = ()
    mastery: dict[str, Any] = field(default_factory=dict)
    children: list[Node] = field(default_factory=list)

    def walk(self) -> Iterator[Node]:
        """Yield this node and all below it."""
        yield self
        for child in self.children:
            yield from child.walk()


class _Writer:
    """Writes one database; counts up Kolibri's nested sets as it walks the tree."""

    def __init__(self, channel: str, language: str) -> None:
        self.channel = channel
        self.language = language
        self.database = sqlite3.connect(":memory:")
        self.database.executescript(SCHEMA.read_text("utf-8"))
        self.edge = 0

    def insert(self, table: str, **row: Any) -> None:
        """Insert one row."""
        names = ", ".join(row)
        marks = ", ".join("?" * len(row))
        self.database.execute(
            f"INSERT INTO content_{table} ({names}) VALUES ({marks})",
            list(row.values()),
        )

    def node(self, node: Node, parent: str | None, place: int, level: int) -> None:
        """Insert a node, its file and its children."""
        self.edge += 1
        # Kolibri's own channels give the root the channel's id.
        left, own = self.edge, known_id(f"node/{node.name}") if parent else self.channel
        for number, child in enumerate(node.children, 1):
            self.node(child, own, number, level + 1)
        self.edge += 1
        self.insert(
            "contentnode",
            id=own,
            license_name=None if node.kind == "topic" else LICENCE,
            license_description="",
            title=node.title[:200],
            coach_content=node.coach,
            content_id=known_id(f"content/{node.name}"),
            channel_id=self.channel,
            description=node.description,
            sort_order=float(place),
            license_owner="" if node.kind == "topic" else AUTHOR,
            author=AUTHOR,
            kind=node.kind,
            available=False,
            # Kolibri reads this as JSON: an empty column would stop its viewer.
            options="{}",
            learning_activities=ACTIVITIES.get(node.kind),
            lft=left,
            rght=self.edge,
            tree_id=1,
            level=level,
            lang_id=self.language,
            parent_id=parent,
        )
        if node.file:
            self.insert(
                "file",
                id=known_id(f"file/{node.name}"),
                preset=PRESETS[node.file.extension],
                supplementary=False,
                thumbnail=False,
                priority=1,
                contentnode_id=own,
                lang_id=self.language,
                local_file_id=node.file.id,
            )
        if node.items:
            self.insert(
                "assessmentmetadata",
                id=known_id(f"assessment/{node.name}"),
                assessment_item_ids=json.dumps(node.items),
                number_of_assessments=len(node.items),
                mastery_model=json.dumps(node.mastery),
                randomize=False,
                is_manipulable=True,
                contentnode_id=own,
            )


def channel_database(
    channel: str, root: Node, description: str, language: tuple[str, str]
) -> bytes:
    """Return the channel's database, the same bytes for the same channel.

    :param channel: the channel's id, which is also its root's.
    :param language: code and name.
    """
    code, name = language
    date = build_date()
    writer = _Writer(channel, code)
    writer.insert(
        "language", id=code, lang_code=code, lang_name=name, lang_direction="ltr"
    )
    files = {node.file.id: node.file for node in root.walk() if node.file}
    for known in sorted(files):
        writer.insert(
            "localfile",
            id=known,
            extension=files[known].extension,
            available=False,
            file_size=len(files[known].data),
        )
    writer.node(root, None, 1, 0)
    writer.insert(
        "channelmetadata",
        id=channel,
        name=root.title,
        description=description[:400],
        author=AUTHOR,
        # Kolibri offers an update when this number is higher.
        version=int(f"{date:%Y%m%d}"),
        thumbnail="",
        last_updated=f"{date:%Y-%m-%d %H:%M:%S}",
        min_schema_version=SCHEMA_VERSION,
        root_id=channel,
    )
    writer.database.commit()
    data = bytearray(writer.database.serialize())
    writer.database.close()
    data[_VERSION_NOTES] = bytes(8)
    return bytes(data)
