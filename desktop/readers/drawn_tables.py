"""Texts in drawn tables: each goes to the cell it stands in, however it is set there.

In: pieces of lines and the lines drawn on a sheet. Out: the pieces outside tables, and a `TableRow` for each row, which
stands in the order of the page as one line.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.readers.page_grid import Box, Grid, Stroke, find_grids
from desktop.readers.page_lines import Piece, Sheet, rows_of
from desktop.readers.table_rows import Cells, is_figure

OVER_PT = 3.0
"""So far a text may stand over the side of its cell: slanted letters, and ends that were estimated."""
ROOM_PT = 14.0
"""A narrower column without a text is a border: the bars around a listing, the gap between two lines."""
INSIDE_SHARE = 0.8
"""Of the texts in a grid; in a chart many stand across its lines."""
MAX_LONE_LINES = 6
"""Lines in a grid with text in one of its cells only: more is a page with a frame around it."""
MAX_PROSE_LINES = 12
"""Two cells of one row with more lines each are columns with a line between them, when that row is the whole table."""


@dataclass(slots=True)
class TableRow(Piece):
    """A row of a drawn table as one line. table: its number on the sheet. cells: from the left, pieces from the top."""

    table: int = 0
    cells: Cells = ()


def take_tables(sheet: Sheet) -> tuple[list[Piece], list[TableRow], list[Stroke]]:
    """The pieces of a sheet that stand in no drawn table, the rows of those tables, and the lines across the sheet that
    may lie between rows of other tables: not those around a listing or another text."""
    rest = list(sheet.pieces)
    rows: list[TableRow] = []
    across = list(sheet.across)
    for number, grid in enumerate(find_grids(sheet.across, sheet.down)):
        inside = [p for p in rest if grid.at(*_middle(p)) is not None]
        placed = [(p, box) for p in inside if (box := _box_of(p, grid)) is not None]
        within = sum(box.x0 - OVER_PT <= p.x0 and p.x1 <= box.x1 + OVER_PT for p, box in placed)
        columns = _columns(placed, grid)
        if len(columns) < 2:
            across = [s for s in across if not (_is_in(s.at, grid.ys) and _is_in(s.low, grid.xs))]
        if within < INSIDE_SHARE * len(inside) or len(columns) < 2 or not _is_table(placed, grid):
            continue
        taken = {id(p) for p, _ in placed}
        rest = [p for p in rest if id(p) not in taken]
        rows.extend(_rows(placed, grid, columns, number))
    return rest, rows, across


def _is_in(value: float, places: Sequence[float]) -> bool:
    return places[0] - OVER_PT <= value <= places[-1] + OVER_PT


def _middle(piece: Piece) -> tuple[float, float]:
    return (piece.x0 + piece.x1) / 2, piece.y - 0.3 * piece.size


def _box_of(piece: Piece, grid: Grid) -> Box | None:
    """The cell a piece stands in, or begins in where it is too long for it."""
    x, y = _middle(piece)
    box = grid.at(x, y)
    if box is not None and piece.x0 < box.x0 - OVER_PT:
        return grid.at(piece.x0 + OVER_PT, y) or box
    return box


def _columns(placed: Sequence[tuple[Piece, Box]], grid: Grid) -> list[int]:
    """The columns of a grid that are those of its table: broad enough for a text, or with one."""
    width: dict[int, float] = {}
    for box in grid.boxes:
        width[box.column] = min(width.get(box.column, float("inf")), box.x1 - box.x0)
    used = {box.column for _, box in placed}
    return [column for column in range(grid.columns) if column in used or width.get(column, 0.0) >= ROOM_PT]


def _is_table(placed: Sequence[tuple[Piece, Box]], grid: Grid) -> bool:
    """Whether a grid holds a table, and is no frame around a page and no line between two columns of text."""
    lines: dict[Box, list[Piece]] = {}
    for piece, box in placed:
        lines.setdefault(box, []).append(piece)
    many = sorted((len(rows_of(pieces)) for pieces in lines.values()), reverse=True)
    if len(many) <= 1:
        return bool(many) and many[0] <= MAX_LONE_LINES
    return grid.rows > 1 or many[1] <= MAX_PROSE_LINES


def _rows(placed: Sequence[tuple[Piece, Box]], grid: Grid, columns: Sequence[int], number: int) -> list[TableRow]:
    by_row: dict[int, list[list[Piece]]] = {}
    at = {column: i for i, column in enumerate(columns)}
    for piece, box in placed:
        by_row.setdefault(box.row, [[] for _ in columns])[at[box.column]].append(piece)
    result: list[TableRow] = []
    for row in sorted(by_row):
        cells = [sorted(cell, key=lambda p: (round(p.y), p.x0)) for cell in by_row[row]]
        result.extend(_as_line(part, grid, number) for part in _parts(cells))
    return result


def _parts(cells: list[list[Piece]]) -> list[list[list[Piece]]]:
    """A row of the grid as rows of the table: no lines are drawn between those of some tables. An amount is one line:
    where cells hold several below each other, beside lines of other cells, each is a row's."""
    figures = [[p for p in cell if is_figure(p.text)] for cell in cells]
    amounts = max(figures, key=len)
    shared = [p for p in amounts if any(_level(p, q) for cell in cells for q in cell if q not in amounts)]
    if len(shared) < 2 or len(shared) < len(amounts) or len(rows_of(amounts)) < len(amounts):
        return [cells]
    starts = [p.y - p.size / 2 for p in shared]
    parts: list[list[list[Piece]]] = [[[] for _ in cells] for _ in starts]
    for column, cell in enumerate(cells):
        for piece in cell:
            at = max((i for i, y in enumerate(starts) if piece.y >= y), default=0)
            parts[at][column].append(piece)
    return parts


def _level(one: Piece, two: Piece) -> bool:
    return abs(one.y - two.y) <= 0.3 * max(one.size, two.size)


def _as_line(cells: list[list[Piece]], grid: Grid, number: int) -> TableRow:
    pieces = [p for cell in cells for p in cell]
    first = min(pieces, key=lambda p: p.y)
    text = " ".join(p.text for p in pieces)
    return TableRow(
        text, grid.xs[0], grid.xs[-1], first.y, first.size, first.weight, first.italic, first.font, False,
        table=number, cells=cells,
    )  # fmt: skip
