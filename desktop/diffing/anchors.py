"""Sentence pairs inside matches: what is compared with what, in order.

A pair that stands in two matches, or crosses another, is no anchor; what moved with it is looked for later. A sentence
that was split has its rest beside it, without a partner: the anchor takes it in when half of its words are its own.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from desktop.diffing.engine import common_tokens
from desktop.diffing.laid import Laid

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

GROWTH_SHARE = 0.5
MIN_GROWTH = 3
MAX_GROWTH = 8


@dataclass(frozen=True, slots=True, eq=False)
class Anchors:
    """Columns of shape (n,), ascending: i1, i2, j1, j2 in places as laid; match. apart: shape (old units,), whether a
    unit has a partner but is no anchor."""

    i1: Ints
    i2: Ints
    j1: Ints
    j2: Ints
    match: Ints
    apart: Bools


def find_anchors(old: Laid, new: Laid, mate_old: Ints, mate_new: Ints) -> Anchors:
    """The sentence pairs of each match that rise. mate_old, mate_new: the partner of each unit, or -1."""
    place_new = np.full(len(mate_new) + 1, -1)  # one more, for units without partner
    place_new[new.unit] = np.arange(len(new.unit))
    mate = place_new[mate_old[old.unit]]
    inside = mate >= 0
    inside[inside] = new.unit_match[mate[inside]] == old.unit_match[inside]
    mate[~inside] = -1
    before = np.full(len(mate), -1)
    np.maximum.accumulate(mate[:-1], out=before[1:])
    rising = mate > before
    at, to = np.flatnonzero(rising), mate[rising]
    anchors = Anchors(
        old.unit_at[at],
        old.unit_at[at + 1],
        new.unit_at[to],
        new.unit_at[to + 1],
        old.unit_match[at],
        (mate_old[old.unit] >= 0) & ~rising,
    )
    _grow(anchors, at, to, old, new, mate_old[old.unit] < 0, mate_new[new.unit] < 0)
    return anchors


def _grow(anchors: Anchors, at: Ints, to: Ints, old: Laid, new: Laid, free_old: Bools, free_new: Bools) -> None:
    """Let anchors take a free sentence beside them. at, to: their units, as laid."""
    if not free_old.any() and not free_new.any():
        return
    (before_old, after_old), (before_new, after_new) = (
        _beside(free_old, old.unit_match),
        _beside(free_new, new.unit_match),
    )
    beside = before_old[at] | after_old[at] | before_new[to] | after_new[to]
    x, y, starts_old, starts_new = old.text, new.text, old.unit_at.tolist(), new.unit_at.tolist()
    for k in np.flatnonzero(beside).tolist():
        # first and last + 1 unit on both sides
        a1, b1 = int(at[k]), int(to[k])
        a2, b2 = a1 + 1, b1 + 1
        if x[starts_old[a1] : starts_old[a2]] == y[starts_new[b1] : starts_new[b2]]:
            continue
        base = common_tokens(x[starts_old[a1] : starts_old[a2]], y[starts_new[b1] : starts_new[b2]])
        for _ in range(MAX_GROWTH):
            trials = []
            if after_new[b2 - 1]:
                trials.append((a1, a2, b1, b2 + 1))
            if after_old[a2 - 1]:
                trials.append((a1, a2 + 1, b1, b2))
            if before_new[b1]:
                trials.append((a1, a2, b1 - 1, b2))
            if before_old[a1]:
                trials.append((a1 - 1, a2, b1, b2))
            size = starts_old[a2] - starts_old[a1] + starts_new[b2] - starts_new[b1]
            for c1, c2, d1, d2 in trials:
                i1, i2, j1, j2 = starts_old[c1], starts_old[c2], starts_new[d1], starts_new[d2]
                common = common_tokens(x[i1:i2], y[j1:j2])
                if common - base >= max(MIN_GROWTH, GROWTH_SHARE * (i2 - i1 + j2 - j1 - size)):
                    base = common
                    a1, a2, b1, b2 = c1, c2, d1, d2
                    break
            else:
                break
        anchors.i1[k], anchors.i2[k] = starts_old[a1], starts_old[a2]
        anchors.j1[k], anchors.j2[k] = starts_new[b1], starts_new[b2]
        if k:  # the anchor before may have taken the same sentence
            anchors.i1[k] = max(anchors.i1[k], anchors.i2[k - 1])
            anchors.j1[k] = max(anchors.j1[k], anchors.j2[k - 1])


def _beside(free: Bools, match: Ints) -> tuple[Bools, Bools]:
    """Whether the unit before and the one after each unit is free, and in the same match."""
    before, after = np.zeros(len(free), bool), np.zeros(len(free), bool)
    same = match[1:] == match[:-1]
    before[1:] = free[:-1] & same
    after[:-1] = free[1:] & same
    return before, after
