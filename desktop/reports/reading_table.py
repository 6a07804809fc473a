"""A table in a terminal: cells under each other, as wide as they need and as there is room for.

Onderdeel               │     2014 │     2015      amounts stand to the right of their column;
Uitgaven voor goede     │   16.204 │   15.873      a cell that is too long for its column wraps in it
  samenwerking          │          │
"""

from __future__ import annotations

from collections.abc import Sequence

from desktop.reports.terminal import Pen, safe, visible, wide

BAR = " │ "
LEAST = 6
"""Columns of a column are not made narrower than this, room or not."""
_PLAIN = Pen(False)


def table_lines(rows: Sequence[Sequence[str]], room: int) -> list[list[str]]:
    """The lines of each row. room: how wide they may be."""
    count = max(map(len, rows))
    cells = [[safe(cell) for cell in (*row, *[""] * (count - len(row)))] for row in rows]
    widths = _widths([max(wide(row[k]) for row in cells) for k in range(count)], room - len(BAR) * (count - 1))
    return [_row(row, widths) for row in cells]


def _widths(wanted: list[int], room: int) -> list[int]:
    """Widths of the columns: the widest give way until all fit."""
    widths = [max(w, 1) for w in wanted]
    while sum(widths) > room:
        widest = max(widths)
        if widest <= LEAST:
            break
        at = [k for k, w in enumerate(widths) if w == widest]
        next_widest = max((w for w in widths if w < widest), default=LEAST)
        over = -(-(sum(widths) - room) // len(at))
        for k in at:
            widths[k] = max(widest - over, next_widest, LEAST)
    return widths


def _row(cells: Sequence[str], widths: Sequence[int]) -> list[str]:
    wrapped = [_PLAIN.words([(cell, "")], width) for cell, width in zip(cells, widths, strict=True)]
    lines = []
    for k in range(max(map(len, wrapped))):
        parts = [cell[k] if k < len(cell) else "" for cell in wrapped]
        padded = (_padded(part, width, whole) for part, width, whole in zip(parts, widths, cells, strict=True))
        lines.append(BAR.join(padded).rstrip())
    return lines


def _padded(text: str, width: int, cell: str) -> str:
    space = " " * max(width - visible(text), 0)
    digits = sum(map(str.isdigit, cell))
    return space + text if 0 < len(cell) <= 2 * digits else text + space
