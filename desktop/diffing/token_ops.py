"""Ops in token indices, as columns: what the differ finds and what everything after it reads.

`MatchOps` holds the ops of all block matches in one table; the ops of one match are made into objects when asked for.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import overload

import numpy as np
import numpy.typing as npt

from desktop.model.comparison import Tag
from desktop.model.words import Ids

Rows = npt.NDArray[np.int64]
Row = tuple[int, int, int, int, int]

TAGS = tuple(Tag)
EQUAL, REPLACE, DELETE, INSERT, MOVE = range(len(TAGS))
"""Tags as numbers, for columns: their place in `TAGS`."""


@dataclass(frozen=True, slots=True)
class TokenOp:
    """A run in token indices; empty sides have start == end at the place where the text would stand."""

    tag: Tag
    i1: int
    i2: int
    j1: int
    j2: int


def tag_of(equal: bool, a: int, b: int, c: int, d: int) -> int:
    """The number of the tag of a run from a to b and from c to d."""
    if equal:
        return EQUAL
    return REPLACE if b > a and d > c else DELETE if b > a else INSERT


class MatchOps(Sequence[list[TokenOp]]):
    """The ops of each match. rows: shape (n, 5), tag number, i1, i2, j1, j2, match after match; owner: shape (n,), to
    which match each row belongs."""

    def __init__(self, rows: Rows, owner: Rows, matches: int) -> None:
        self.rows, self.owner, self.matches = rows, owner, matches
        self.first = np.searchsorted(owner, np.arange(matches + 1))

    def __len__(self) -> int:
        return self.matches

    @overload
    def __getitem__(self, index: int) -> list[TokenOp]: ...
    @overload
    def __getitem__(self, index: slice) -> list[list[TokenOp]]: ...
    def __getitem__(self, index: int | slice) -> list[TokenOp] | list[list[TokenOp]]:
        if isinstance(index, slice):
            return [self[k] for k in range(*index.indices(len(self)))]
        if not 0 <= index < len(self):
            raise IndexError(index)
        rows = self.rows[self.first[index] : self.first[index + 1]].tolist()
        return [TokenOp(TAGS[tag], *place) for tag, *place in rows]


def table(rows: Sequence[Row]) -> Rows:
    """Rows as a table of shape (n, 5)."""
    return np.asarray(rows, np.int64).reshape(-1, 5)


def covered(start: Rows, end: Rows, size: int) -> Ids:
    """How many of the first k tokens lie in stretches that do not overlap; shape (size + 1,)."""
    step = np.zeros(size + 1, np.int32)
    np.add.at(step, start, 1)
    np.add.at(step, end, -1)
    inside = np.cumsum(step[:size], out=step[:size]) > 0
    total = np.zeros(size + 1, np.int32)
    np.cumsum(inside, out=total[1:])
    return total


def mark_moves(ops: MatchOps, moves: Sequence[TokenOp], sizes: tuple[int, int]) -> MatchOps:
    """Cut the moved words out of deletions and insertions, as one-sided MOVE ops. sizes: tokens of both sides."""
    old = sorted((m.i1, m.i2) for m in moves if m.i2 > m.i1)
    new = sorted((m.j1, m.j2) for m in moves if m.j2 > m.j1)
    moved_old, moved_new = (
        covered(np.asarray([a for a, _ in spans], np.int64), np.asarray([b for _, b in spans], np.int64), size)
        for spans, size in ((old, sizes[0]), (new, sizes[1]))
    )
    tag, i1, i2, j1, j2 = ops.rows.T
    touched = (moved_old[i2] > moved_old[i1]) | (moved_new[j2] > moved_new[j1])
    at = np.flatnonzero(touched & (tag != EQUAL))
    marked: list[Row] = []
    owner: list[int] = []
    place: list[int] = []
    for k, (_, a1, a2, b1, b2) in zip(at.tolist(), ops.rows[at].tolist(), strict=True):
        cut = [(MOVE if m else DELETE, a, b, b1, b1) for a, b, m in cut_at_moves(a1, a2, old)]
        cut += [(MOVE if m else INSERT, a2, a2, a, b) for a, b, m in cut_at_moves(b1, b2, new)]
        marked += cut
        owner += [int(ops.owner[k])] * len(cut)
        place += [k] * len(cut)
    if not marked:
        return ops
    kept = np.ones(len(tag), bool)
    kept[at] = False
    order = np.argsort(np.concatenate([np.flatnonzero(kept), np.asarray(place, np.int64)]), kind="stable")
    return MatchOps(
        np.concatenate([ops.rows[kept], table(marked)])[order],
        np.concatenate([ops.owner[kept], np.asarray(owner, np.int64)])[order],
        ops.matches,
    )


def cut_at_moves(start: int, end: int, moved: Sequence[tuple[int, int]]) -> list[tuple[int, int, bool]]:
    """A stretch in pieces, each moved or not. moved: stretches in order that do not overlap."""
    parts: list[tuple[int, int, bool]] = []
    at = start
    k = max(0, bisect_right(moved, (start, 1 << 60)) - 1)
    while at < end and k < len(moved):
        lo, hi = max(moved[k][0], at), min(moved[k][1], end)
        if lo >= end:
            break
        if hi > lo:
            if lo > at:
                parts.append((at, lo, False))
            parts.append((lo, hi, True))
            at = hi
        k += 1
    if at < end:
        parts.append((at, end, False))
    return parts
