"""Rows of tables: where their cells stand in the text, and how wide the columns are. Knows nothing of Qt.

"Aubrac-le-Haut  45  14"    cuts (0, 14) (16, 18) (20, 22)    columns 14 text, 4 figures, 4 figures
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from desktop.model.document import Block, BlockKind
from desktop.reports.outline import Row

MAX_COLUMN_CHARS = 40
"""A column of long texts does not push the figures beside it out of the way: its texts wrap."""
MIN_COLUMN_CHARS = 4
MAX_FIGURES_SHARE = 0.7
"""Beyond, what is left for the texts would be no column any more."""

_FIGURES = re.compile(r"[^\w]*\d[\d\s.,:/%–−-]*[^\w]*|[-–−—.]?")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its share of the width, in characters, and whether it holds figures."""

    weight: int
    is_numeric: bool


def cell_cuts(block: Block) -> tuple[tuple[int, int], ...]:
    """Where the cells of a table row stand in its text; nothing where they cannot be found or there is but one."""
    if block.kind is not BlockKind.TABLE_ROW or len(block.cells) < 2:
        return ()
    cuts: list[tuple[int, int]] = []
    at = 0
    for cell in block.cells:
        start = block.text.find(cell, at)
        if start < 0 or block.text[at:start].strip():
            return ()
        at = start + len(cell)
        cuts.append((start, at))
    return tuple(cuts) if not block.text[at:].strip() else ()


def column_widths(columns: Sequence[Column], room: float, figure: float) -> list[float]:
    """How wide the columns are, out of the room they share; figure: of one figure. Figures stand on one line as long as
    there are texts that can wrap instead."""
    shared = room / sum(c.weight for c in columns)
    widths = [shared * c.weight for c in columns]
    needed = [max(w, c.weight * figure) if c.is_numeric else 0.0 for w, c in zip(widths, columns, strict=True)]
    texts = sum(c.weight for c in columns if not c.is_numeric)
    if not texts or sum(needed) > room * MAX_FIGURES_SHARE:
        return widths
    rest = (room - sum(needed)) / texts
    return [n if c.is_numeric else rest * c.weight for n, c in zip(needed, columns, strict=True)]


def columns_of(rows: Sequence[Row]) -> dict[int, tuple[Column, ...]]:
    """The columns of the tables of a section, by their number: one width for both editions, so that they compare."""
    texts: dict[int, list[tuple[str, ...]]] = {}
    for row in rows:
        for cell in (*row.old, *row.new):
            if cell_cuts(cell.block):
                texts.setdefault(len(cell.block.cells), []).append(cell.block.cells)
    return {
        count: tuple(
            Column(
                min(max(max(len(x) for x in column), MIN_COLUMN_CHARS), MAX_COLUMN_CHARS),
                sum(bool(_FIGURES.fullmatch(x)) for x in column) * 2 > len(column),
            )
            for column in zip(*table, strict=True)
        )
        for count, table in texts.items()
    }
