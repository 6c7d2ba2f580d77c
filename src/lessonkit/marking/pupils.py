"""Who returned already: known only as a salted mark, and only while a file is read."""

from __future__ import annotations

import hashlib
import secrets

from lessonkit.marking.tables import Row, Table

#: Made anew at every run and written nowhere, so that no mark leads back to a name.
_SALT = secrets.token_bytes(16)


def salted(name: str) -> int:
    """Return a mark of a name: 8 bytes, good for this run only."""
    digest = hashlib.blake2b(name.encode("utf-8", "replace"), digest_size=8, key=_SALT)
    return int.from_bytes(digest.digest())


class Pupils:
    """The pupils of one file."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self._marks: set[int] = set()

    def seen(self, name: str, row: Row) -> bool:
        """Tell whether a pupil stood in a row above; if so, say that this one is out.

        The first row counts: item statistics are made from first attempts.
        """
        mark = salted(name)
        if mark not in self._marks:
            self._marks.add(mark)
            return False
        self.table.findings.add(
            self.table.path,
            "grade-twice",
            "this pupil stands in a row above. This row was left out.",
            "Delete the other row if this one is to count.",
            line=row.line,
        )
        return True
