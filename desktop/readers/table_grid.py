"""Cells of a table on its grid: a cell over several columns or rows stands once, where it begins; the places it covers
are empty. So the same table has the same cells in every format.

    ┌──────────┬───┐
    │ Uitgaven │ x │      Uitgaven  ·   x
    ├────┬─────┤   │
    │ 9  │ 12  │   │      9         12  ·
    └────┴─────┴───┘
"""

from __future__ import annotations

from desktop.readers.rendition import Text

MAX_SPAN = 64
"""Word allows 63 columns; a span that says more is damage or malice."""
MAX_ROW_SPAN = 10_000
MAX_COLUMNS = 256
"""Beyond this column no cell covers others any more; the cells themselves all stay."""


class Grid:
    """Places cells row by row."""

    def __init__(self) -> None:
        self._covered: dict[int, int] = {}  # column → rows, this one included, that a cell from above or here takes
        self._row: list[Text] = []

    def begin_row(self) -> None:
        self._row = []
        self._fill()

    def cell(self, text: Text, columns: int = 1, rows: int = 1) -> None:
        """The next cell. A span of no sense counts as one."""
        width = min(max(columns, 1), MAX_SPAN)
        height = min(max(rows, 1), MAX_ROW_SPAN)
        for k in range(width):
            if k and len(self._row) >= MAX_COLUMNS:
                break
            if height > 1 and len(self._row) < MAX_COLUMNS:
                self._covered[len(self._row)] = height
            self._row.append(Text() if k else text)
        self._fill()

    def skip_to(self, column: int) -> None:
        """Leave places empty up to a column that the next cell names."""
        while len(self._row) < min(column, MAX_SPAN):
            self._row.append(Text())
        self._fill()

    def end_row(self) -> list[Text]:
        """The row with the places that cells from above cover."""
        row, self._row = self._row, []
        self._covered = {column: left - 1 for column, left in self._covered.items() if left > 1}
        return row

    def _fill(self) -> None:
        while len(self._row) in self._covered:
            self._row.append(Text())
