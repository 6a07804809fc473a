"""Ops in code points of the two clean texts. Those of each match cover the texts of its blocks whole, for each op
reaches to the start of the next."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from desktop.diffing.token_ops import TAGS, MatchOps, TokenOp
from desktop.model.comparison import Op, Tag
from desktop.model.document import Document
from desktop.text.tokens import TokenRow

Ints = npt.NDArray[np.int64]


def text_ops(ops: MatchOps, rows: tuple[TokenRow, TokenRow], old: Document, new: Document) -> list[tuple[Op, ...]]:
    """Ops of each match."""
    tag, i1, i2, j1, j2 = ops.rows.T
    tags = [TAGS[k] for k in tag.tolist()]
    made = [*map(Op, tags, *_reach(rows[0], old, i1, i2), *_reach(rows[1], new, j1, j2))]
    first = ops.first.tolist()
    return [tuple(made[a:b]) for a, b in itertools.pairwise(first)]


def _reach(row: TokenRow, document: Document, first: Ints, last: Ints) -> tuple[list[int], list[int]]:
    """Where each op begins and ends in the clean text. An empty side stands where its next token begins."""
    if not len(row):
        return [0] * len(first), [0] * len(first)
    count = len(document.blocks)
    begin = np.fromiter((b.start for b in document.blocks), np.int64, count)
    end = np.fromiter((b.end for b in document.blocks), np.int64, count)
    fresh = np.ones(len(row), bool)  # the first token of its block
    fresh[1:] = row.block[1:] != row.block[:-1]
    empty = last <= first
    at, behind = np.minimum(first, len(row) - 1), np.minimum(last, len(row) - 1)
    start = np.where(fresh[at] & ~empty, begin[row.block[at]], row.start[at])
    start[empty & (first >= len(row))] = len(document.text)
    goes_on = (last < len(row)) & (row.block[behind] == row.block[at])
    stop = np.where(goes_on, row.start[behind], end[row.block[np.maximum(last - 1, 0)]])
    return start.tolist(), np.where(empty, start, stop).tolist()


def move_ops(moves: Sequence[TokenOp], rows: tuple[TokenRow, TokenRow]) -> tuple[Op, ...]:
    """Moved runs, from their first letter to their last."""
    old, new = rows
    return tuple(
        Op(Tag.MOVE, int(old.start[m.i1]), int(old.end[m.i2 - 1]), int(new.start[m.j1]), int(new.end[m.j2 - 1]))
        for m in moves
    )
