"""Many ops as columns read like a tuple of ops."""

from __future__ import annotations

import numpy as np

from desktop.model.comparison import Op, Ops, Tag

OPS = Ops([Tag.EQUAL, Tag.REPLACE], np.asarray([[0, 3, 0, 3], [3, 5, 3, 9]]))
ALONE = (Op(Tag.EQUAL, 0, 3, 0, 3), Op(Tag.REPLACE, 3, 5, 3, 9))


def test_ops_are_made_when_asked_for() -> None:
    assert tuple(OPS) == ALONE
    assert (OPS[0], OPS[-1], len(OPS)) == (*ALONE, 2)
    assert OPS[1:] == ALONE[1:]
    assert isinstance(OPS[0].old_end, int)


def test_ops_are_equal_when_each_is() -> None:
    assert OPS == ALONE
    assert ALONE[:1] != OPS
    assert Ops([Tag.EQUAL, Tag.DELETE], OPS.spans) != OPS
    assert Ops([], np.zeros((0, 4), np.int64)) == ()
