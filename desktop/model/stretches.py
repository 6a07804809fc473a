"""Stretches of columns, many at a time.

starts 3, 8 · sizes 2, 1   →   places 3 4 8
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from desktop.model.words import Ids

Ints = npt.NDArray[np.int64]


def places(start: Ints, size: Ints) -> Ints:
    """All places of stretches, one stretch after the other."""
    return np.repeat(start - (np.cumsum(size) - size), size) + np.arange(int(size.sum()))


def edges_of(column: npt.NDArray[np.integer], count: int) -> Ints:
    """Where each number from 0 to `count` begins in an ascending column, and where the last one ends."""
    return np.searchsorted(column, np.arange(count + 1))


def gaps(old: tuple[Ints, Ints], new: tuple[Ints, Ints], group: Ints, edges: tuple[Ints, Ints]) -> Ints:
    """What lies before, between and after pairs of stretches that rise in each group; shape (pairs + groups, 4): from
    where to where on the old side, and on the new.

    old, new: where the stretches of the pairs begin and end; group: of each pair, ascending; edges: where each group
    begins on the old and on the new side, and where the last one ends. Gaps before pairs come first, in their order;
    then for each group what lies after its last pair.
    """
    first = np.ones(len(group), bool)
    first[1:] = group[1:] != group[:-1]
    last = np.ones(len(group), bool)
    last[:-1] = first[1:]
    columns = []
    for (start, end), edge in ((old, edges[0]), (new, edges[1])):
        before = np.zeros(len(group), np.int64)
        before[1:] = end[:-1]
        before[first] = edge[group[first]]
        after = edge[:-1].copy()
        after[group[last]] = end[last]
        columns += [np.concatenate([before, after]), np.concatenate([start, edge[1:]])]
    return np.stack(columns, axis=1)


def alike(left: Ids, right: Ids, i: Ints, j: Ints, size: Ints) -> Ints:
    """How many numbers are the same in two columns from i and from j on, at most `size`; for many i and j at once."""
    end = np.cumsum(size)
    begin = end - size
    differs = np.flatnonzero(left[places(i, size)] != right[places(j, size)])
    first = np.append(differs, len(left) + len(right))[np.searchsorted(differs, begin)]
    same: Ints = np.minimum(first - begin, size)
    return same
