"""The nearest of ascending places before and after one: of lines, the line with text above and below."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence


def place_before(places: Sequence[int], k: int) -> int | None:
    """The last place before k."""
    at = bisect_left(places, k)
    return places[at - 1] if at else None


def place_after(places: Sequence[int], k: int) -> int | None:
    """The first place after k."""
    at = bisect_right(places, k)
    return places[at] if at < len(places) else None
