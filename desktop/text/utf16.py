"""Offsets between Python (code points) and Qt (UTF-16 units), which differ after each character beyond U+FFFF.

In: a text. Out: `Utf16`, which turns offsets of one kind into the other; nearly every text needs no table.

    Utf16("a😀b").units(2)     3        Utf16("a😀b").points(3)     2
"""

from __future__ import annotations

from bisect import bisect_left


class Utf16:
    """Both kinds of offsets of one text."""

    __slots__ = ("_far",)

    def __init__(self, text: str) -> None:
        self._far = () if text.isascii() else tuple(i for i, c in enumerate(text) if c > "\uffff")

    def units(self, points: int) -> int:
        """Where a code point begins, in UTF-16 units."""
        return points + bisect_left(self._far, points) if self._far else points

    def points(self, units: int) -> int:
        """Which code point a UTF-16 unit belongs to; the second half of a pair belongs to its character."""
        if not self._far:
            return units
        low, high = 0, len(self._far)
        while low < high:  # how many far characters begin before the unit: the k-th begins at far[k] + k
            middle = (low + high) // 2
            if self._far[middle] + middle < units:
                low = middle + 1
            else:
                high = middle
        return units - low
