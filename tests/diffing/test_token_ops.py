"""Ops in columns: those of one match as objects, moved words cut out of them."""

from __future__ import annotations

import numpy as np
import pytest

from desktop.diffing.token_ops import DELETE, EQUAL, INSERT, REPLACE, MatchOps, TokenOp, covered, mark_moves, table
from desktop.model.comparison import Tag

OPS = MatchOps(
    table([(EQUAL, 0, 2, 0, 2), (REPLACE, 2, 6, 2, 4), (DELETE, 6, 9, 4, 4), (INSERT, 9, 9, 4, 8)]),
    np.asarray([0, 0, 2, 3]),
    4,
)


def test_each_match_has_its_own_ops() -> None:
    assert list(OPS) == [
        [TokenOp(Tag.EQUAL, 0, 2, 0, 2), TokenOp(Tag.REPLACE, 2, 6, 2, 4)],
        [],
        [TokenOp(Tag.DELETE, 6, 9, 4, 4)],
        [TokenOp(Tag.INSERT, 9, 9, 4, 8)],
    ]
    assert OPS[1:3] == [OPS[1], OPS[2]]
    with pytest.raises(IndexError):
        OPS[4]


def test_what_stretches_cover_is_counted() -> None:
    assert covered(np.asarray([1, 4]), np.asarray([3, 5]), 6).tolist() == [0, 0, 1, 2, 2, 3, 3]
    assert covered(np.zeros(0, np.int64), np.zeros(0, np.int64), 2).tolist() == [0, 0, 0]


def test_moved_words_are_cut_out_of_the_op_they_stand_in() -> None:
    marked = mark_moves(OPS, [TokenOp(Tag.MOVE, 7, 9, 5, 7)], (9, 8))
    assert list(marked) == [
        OPS[0],
        [],
        [TokenOp(Tag.DELETE, 6, 7, 4, 4), TokenOp(Tag.MOVE, 7, 9, 4, 4)],
        [TokenOp(Tag.INSERT, 9, 9, 4, 5), TokenOp(Tag.MOVE, 9, 9, 5, 7), TokenOp(Tag.INSERT, 9, 9, 7, 8)],
    ]


def test_without_moves_ops_stay_as_they_are() -> None:
    assert mark_moves(OPS, [], (9, 8)) is OPS
