"""Column widths from what the columns hold."""

from __future__ import annotations

from collections.abc import Sequence

_LONGEST = 260


def column_weights(rows: Sequence[Sequence[str]]) -> list[float]:
    """Return a fraction of the width for each column.

    A column needs room for its longest word, and beyond that grows with the square
    root of its text, which keeps the rows of a table about equally deep.
    """
    count = max(len(row) for row in rows)
    weights = []
    for n in range(count):
        cells = [row[n] for row in rows if n < len(row)]
        longest_word = max(
            (len(word) for cell in cells for word in cell.split()), default=1
        )
        longest = min(_LONGEST, max((len(cell) for cell in cells), default=1))
        mean = sum(min(_LONGEST, len(cell)) for cell in cells) / len(cells)
        weights.append(max(longest_word * 0.9, ((longest + mean) / 2) ** 0.5 * 2.2, 3))
    total = sum(weights)
    return [round(max(weight / total, 0.06), 3) for weight in weights]
