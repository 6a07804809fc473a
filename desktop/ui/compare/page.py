"""Which rows are on the page and where: heights, boxes of laid-out rows, and the place the reader is at.

In: shown rows, a writer of boxes. Out: where rows stand. The place is a row and how far into it, not a distance
from the top: what is above may turn out higher than thought without moving what is read.

    top = (row 812, 30 px into it)
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence

import numpy as np

from desktop.ui.compare.boxes import RowBox
from desktop.ui.compare.heights import Heights
from desktop.ui.compare.rows import ViewRow

CACHED_ROWS = 128
"""Laid-out rows that are kept: some screenfuls of 10 to 40. Laying one out takes 0.2 ms, keeping it 50 kB."""


class Page:
    """Rows of one width, one above the other, behind a window of a height."""

    def __init__(self, rows: Sequence[ViewRow], make: Callable[[ViewRow], RowBox], line: int, per_line: float) -> None:
        self.rows, self.make = rows, make
        self.line, self.per_line = line, per_line
        self.heights = Heights(self._estimate(rows))
        self.top = (0, 0)
        self.height = 0
        self._boxes: OrderedDict[int, RowBox] = OrderedDict()

    def _estimate(self, rows: Sequence[ViewRow]) -> np.ndarray[tuple[int, ...], np.dtype[np.int64]]:
        chars = np.fromiter((row.chars for row in rows), dtype=np.int64, count=len(rows))
        lines: np.ndarray[tuple[int, ...], np.dtype[np.int64]] = (chars / self.per_line).astype(np.int64) + 1
        return lines * self.line + self.line // 2

    def extend(self, rows: Sequence[ViewRow], added: int) -> None:
        """More rows at the end: `rows` are all of them, the last `added` new."""
        known = self.heights.values()
        self.rows = rows
        self.heights = Heights(np.concatenate((known, self._estimate(rows[len(rows) - added :]))))

    def box(self, slot: int) -> RowBox:
        """The row, laid out; its exact height is known from then on."""
        found = self._boxes.get(slot)
        if found is not None:
            self._boxes.move_to_end(slot)
            return found
        found = self.make(self.rows[slot])
        self._boxes[slot] = found
        self.heights.set(slot, found.height)
        if len(self._boxes) > CACHED_ROWS:
            self._boxes.popitem(last=False)
        return found

    def visible(self) -> Iterator[tuple[int, RowBox, int]]:
        """The rows in the window with where each begins, from the top."""
        slot, offset = self.top
        y = -offset
        while y < self.height and slot < len(self.rows):
            box = self.box(slot)
            yield slot, box, y
            y += box.height
            slot += 1

    def scroll(self, pixels: int) -> None:
        """Move the window down (or up) by exact heights."""
        slot, offset = self.top
        offset += pixels
        while offset < 0 and slot > 0:
            slot -= 1
            offset += self.box(slot).height
        while slot < len(self.rows) - 1 and offset >= self.box(slot).height:
            offset -= self.box(slot).height
            slot += 1
        self.top = slot, max(offset, 0)
        self.settle()

    def jump(self, y: int) -> None:
        """To a height as the scroll bar counts it."""
        self.top = self.heights.at(y)
        self.settle()

    def place(self, slot: int, y_in_row: int, y_in_window: int) -> None:
        """Bring a place in a row to a height in the window."""
        self.top = slot, 0
        self._walk(y_in_row - y_in_window)
        self.settle()

    def _walk(self, pixels: int) -> None:
        slot, offset = self.top
        offset += pixels
        while offset < 0 and slot > 0:
            slot -= 1
            offset += self.box(slot).height
        self.top = slot, max(offset, 0)

    def settle(self) -> None:
        """No white space under the last row while there are rows above to fill it."""
        if not self.rows:
            self.top = 0, 0
            return
        bottom = self.height
        for slot, box, y in self.visible():
            bottom = y + box.height
            if slot < len(self.rows) - 1:
                bottom = max(bottom, self.height) if bottom >= self.height else bottom
        if bottom < self.height:
            self._walk(bottom - self.height)

    def y(self) -> int:
        """Where the window is, as the scroll bar counts it."""
        return self.heights.before(self.top[0]) + self.top[1]

    def distance(self, before: tuple[int, int]) -> int:
        """How far the window moved since its top was `before`."""
        return self.y() - self.heights.before(before[0]) - before[1]

    def slot_at(self, y: float) -> tuple[int, RowBox, int] | None:
        """The row at a height in the window."""
        last = None
        for slot, box, top in self.visible():
            if y < top + box.height:
                return slot, box, top
            last = slot, box, top
        return last

    def where(self, slot: int) -> tuple[int, int] | None:
        """Top and bottom of a row in the window, when it is there."""
        for visible, box, y in self.visible():
            if visible == slot:
                return y, y + box.height
        return None
