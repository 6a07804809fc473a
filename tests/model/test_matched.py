"""Block matches as columns."""

from __future__ import annotations

import numpy as np

from desktop.model.matched import Matched, members


def test_blocks_of_a_match_stand_in_order_whatever_order_they_come_in() -> None:
    some = members(np.asarray([2, 0, 2]), np.asarray([7, 4, 3]), 4)
    assert some.lists() == [[4], [], [3, 7], []]
    assert some.count.tolist() == [1, 0, 2, 0]
    assert some.match.tolist() == [0, 2, 2]


def test_matches_on_both_sides_are_known() -> None:
    none = np.zeros(3, bool)
    old, new = members(np.asarray([0, 2]), np.asarray([0, 1]), 3), members(np.asarray([1, 2]), np.asarray([0, 1]), 3)
    matched = Matched(old, new, none, none, none, none)
    assert len(matched) == 3
    assert matched.both.tolist() == [False, False, True]
