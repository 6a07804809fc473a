"""Stretches of columns."""

from __future__ import annotations

import numpy as np

from desktop.model.stretches import alike, edges_of, gaps, places


def test_places_of_stretches_stand_one_after_the_other() -> None:
    assert places(np.asarray([3, 8, 0]), np.asarray([2, 1, 0])).tolist() == [3, 4, 8]
    assert places(np.zeros(0, np.int64), np.zeros(0, np.int64)).tolist() == []


def test_what_is_alike_from_several_places_on_is_counted() -> None:
    left, right = np.asarray([1, 2, 3, 4, 5], np.int32), np.asarray([1, 2, 9, 4, 5], np.int32)
    at = np.asarray([0, 1, 3, 3, 2])
    assert alike(left, right, at, at, np.asarray([5, 1, 2, 0, 1])).tolist() == [2, 1, 2, 0, 0]
    assert alike(left, right, np.asarray([0]), np.asarray([1]), np.asarray([4])).tolist() == [0]


def test_each_number_has_its_edges_also_one_that_is_not_there() -> None:
    assert edges_of(np.asarray([0, 0, 2]), 3).tolist() == [0, 2, 2, 3]


def test_gaps_lie_before_between_and_after_the_pairs_of_each_group() -> None:
    """Group 0: old 0–6, new 0–4, with two pairs. Group 1: old 6–8, new 4–9, with none."""
    old = np.asarray([1, 4]), np.asarray([3, 5])
    new = np.asarray([0, 2]), np.asarray([2, 3])
    found = gaps(old, new, np.asarray([0, 0]), (np.asarray([0, 6, 8]), np.asarray([0, 4, 9])))
    assert found.tolist() == [[0, 1, 0, 0], [3, 4, 2, 2], [5, 6, 3, 4], [6, 8, 4, 9]]


def test_without_pairs_whole_groups_are_gaps() -> None:
    none = np.zeros(0, np.int64)
    edges = np.asarray([0, 2, 3]), np.asarray([0, 0, 4])
    assert gaps((none, none), (none, none), none, edges).tolist() == [[0, 2, 0, 0], [2, 3, 0, 4]]
