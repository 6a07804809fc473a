"""How high each row is, and where that puts it: a Fenwick tree of whole pixels. Knows nothing of Qt.

In: estimates, later exact heights one by one. Out: where a row begins, which row is at a height; both in O(log n).

    Heights([10, 20, 5])    before(2) = 30    at(29) = (1, 19)    total = 35
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt


class Heights:
    """Heights in pixels with their running sums."""

    __slots__ = ("_heights", "_top", "_tree", "total")

    def __init__(self, heights: Sequence[int] | npt.NDArray[np.int64]) -> None:
        values = np.asarray(heights, dtype=np.int64)
        count = len(values)
        sums = np.concatenate(([0], np.cumsum(values)))
        places = np.arange(1, count + 1, dtype=np.int64)
        self._heights = array("q", values.tobytes())
        self._tree = array("q", (0,)) + array("q", (sums[1:] - sums[places - (places & -places)]).tobytes())
        self._top = 1 << (count.bit_length() - 1) if count else 0
        self.total = int(sums[-1])

    def __len__(self) -> int:
        return len(self._heights)

    def __getitem__(self, row: int) -> int:
        return self._heights[row]

    def set(self, row: int, height: int) -> int:
        """Give a row its height; returns by how much the whole grew."""
        grown = height - self._heights[row]
        if grown:
            self._heights[row] = height
            self.total += grown
            at, size = row + 1, len(self._heights)
            while at <= size:
                self._tree[at] += grown
                at += at & -at
        return grown

    def before(self, row: int) -> int:
        """Where a row begins: the sum of the heights before it."""
        total = 0
        while row > 0:
            total += self._tree[row]
            row &= row - 1
        return total

    def at(self, y: int) -> tuple[int, int]:
        """The row at a height and how far into it; the last row for all that lies beyond. (0, 0) when empty."""
        if not self._heights:
            return 0, 0
        place, step, size = 0, self._top, len(self._heights)
        y = max(y, 0)
        while step:
            following = place + step
            if following <= size and self._tree[following] <= y:
                place = following
                y -= self._tree[following]
            step >>= 1
        if place == size:
            return size - 1, self._heights[-1]
        return place, y

    def starts(self) -> npt.NDArray[np.int64]:
        """Where each row begins, for all rows at once."""
        return np.concatenate(([0], np.cumsum(self.values())[:-1]))

    def values(self) -> npt.NDArray[np.int64]:
        """The height of each row, for all rows at once."""
        return np.frombuffer(self._heights, dtype=np.int64)
