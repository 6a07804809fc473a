"""Reading order of a printed page: columns, notes in the margin, tables, lines.

In: the pieces of a sheet. Out: lines in the order in which a person reads them, each with the frame it was set in
and, in a table, its row and cell.

    ┌ Heading over both columns ┐      a gutter is white space with text on both sides over several lines;
    │ one   │ three │                  it makes columns when both sides are prose (lines mostly filled),
    │ two   │ four  │                  else what stands in it may be a table
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field

from desktop.readers.column_kinds import groups_of, is_marker, mean_letters
from desktop.readers.drawn_tables import TableRow, take_tables
from desktop.readers.page_grid import Stroke
from desktop.readers.page_gutters import MAX_ROWS, Free, Gutters, Kind, Span
from desktop.readers.page_lines import Piece, Sheet, merged, rows_of
from desktop.readers.page_tables import MAX_RUNNING, find_tables
from desktop.readers.table_rows import Cells, Column

MAX_DEPTH = 3
"""Columns in columns in columns."""


@dataclass(slots=True)
class Line:
    """A line of a page in reading order. row, cell: its place in a table, -1 outside one."""

    piece: Piece
    frame: int
    row: int = -1
    cell: int = -1


@dataclass(slots=True)
class Arranged:
    """Lines in reading order, the frames they stand in, and the gutters that were found. rows: how many rows of tables
    there are. columns: of the table that ends the last frame."""

    lines: list[Line] = field(default_factory=list)
    frames: list[Span] = field(default_factory=list)
    gutters: list[float] = field(default_factory=list)
    rows: int = 0
    columns: Sequence[Column] = ()


def arrange(sheet: Sheet, hints: Sequence[float] = (), columns: Sequence[Column] = ()) -> Arranged:
    """Put the pieces of a sheet in reading order. hints: where the page before had its gutters; columns: those of the
    table it ended with."""
    result = Arranged(columns=columns)
    pieces, rows, across = take_tables(sheet)
    _Order(across, rows, hints, result).run(rows_of([*pieces, *rows]), 0)
    return result


class _Order:
    def __init__(
        self, across: Sequence[Stroke], drawn: Sequence[TableRow], hints: Sequence[float], out: Arranged
    ) -> None:
        self.across, self.out = across, out
        self.gutters = Gutters(across, hints)
        self.drawn: dict[int, list[TableRow]] = {}
        self.has_drawn = bool(drawn)
        for row in drawn:
            self.drawn.setdefault(row.table, []).append(row)

    def run(self, rows: list[list[Piece]], depth: int) -> None:
        """Columns first; what is not in columns goes on as it stands."""
        if not rows:
            return
        waiting: list[list[Piece]] = []
        k = 0
        free = Free(rows)
        last = free.last if depth < MAX_DEPTH and len(rows) <= MAX_ROWS else -1
        while k < len(rows):
            found = self.gutters.find(rows, k, free) if k < last and free.may_begin(k) else None
            if found is None:
                waiting.append(rows[k])
                k += 1
                continue
            self._plain(waiting)
            waiting = []
            self.out.gutters.extend(found.gutters)
            if found.kind is Kind.MARGIN:
                self._margin(*found.sides)
            elif found.kind is Kind.LABELLED:
                self._labelled(*found.sides)
            else:
                for side in found.rows:
                    self.run(side, depth + 1)
            k = found.end
        self._plain(waiting)

    def _margin(self, left: list[Piece], right: list[Piece]) -> None:
        """A column of short notes or headings beside the text: each stands before the line it begins at."""
        main, side = (
            (left, right) if mean_letters(left) * len(left) >= mean_letters(right) * len(right) else (right, left)
        )
        groups = groups_of(side)
        waiting: list[list[Piece]] = []
        for row in rows_of(main):
            while groups and groups[0][0][0].y <= row[0].y + 0.5 * row[0].size:
                self._plain(waiting)
                waiting = []
                self._plain(groups.pop(0))
            waiting.append(row)
        self._plain(waiting)
        for group in groups:
            self._plain(group)

    def _labelled(self, left: list[Piece], right: list[Piece]) -> None:
        """Labels beside texts: the rows of a table, each from a label to the line above the next."""
        out = self.out
        out.frames.append((min(p.x0 for p in left), max(p.x1 for p in right)))
        starts = [group[0][0].y - 0.5 * group[0][0].size for group in groups_of(left)]
        for above, below in itertools.pairwise([*starts, float("inf")]):
            self._row([[p for row in rows_of(c) for p in row if above <= p.y < below] for c in (left, right)])

    # ---- lines and tables --------------------------------------------------------------------------------------

    def _plain(self, rows: list[list[Piece]]) -> None:
        """Rows of one column: tables by row and cell, all else line by line. A drawn table stands where it begins."""
        if not rows:
            return
        out = self.out
        out.frames.append((min(p.x0 for r in rows for p in r), max(p.x1 for r in rows for p in r)))
        waiting: list[list[Piece]] = []
        for row in rows:
            if not self.has_drawn:
                waiting.append(row)
                continue
            drawn = {p.table for p in row if isinstance(p, TableRow)}
            beside = [p for p in row if not isinstance(p, TableRow)]
            if beside:
                waiting.append(beside)
            for table in sorted(drawn & self.drawn.keys()):
                self._lines(waiting)
                waiting = []
                for line in self.drawn.pop(table):
                    self._row(line.cells)
                out.columns = ()
        self._lines(waiting)

    def _lines(self, rows: list[list[Piece]]) -> None:
        """Rows of one column, none of a drawn table among them."""
        if not rows:
            return
        out = self.out
        tables = find_tables(rows, self.across, is_marker, out.columns)
        out.columns = ()
        k = 0
        while k < len(rows):
            table = tables.get(k)
            if table is None:
                out.lines.append(Line(_as_line(rows[k]), len(out.frames) - 1))
                k += 1
                continue
            for row in table.rows:
                self._row(row)
            k = table.end
            out.columns = table.columns if len(rows) - k <= MAX_RUNNING else ()

    def _row(self, cells: Cells) -> None:
        out = self.out
        for cell, pieces in enumerate(cells):
            out.lines.extend(Line(p, len(out.frames) - 1, out.rows, cell) for p in pieces)
        out.rows += 1


def _as_line(row: Sequence[Piece]) -> Piece:
    if len(row) == 1:
        return row[0]
    row = sorted(row, key=lambda p: p.x0)
    line = row[0]
    for piece in row[1:]:
        line = merged(line, piece)
    return line
