"""What kept its order: the heaviest chain of pairs that rises on both sides. What is left out of it has moved."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from operator import lt

import numpy as np
import numpy.typing as npt

from desktop.alignment.sorting import stable_order

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


def heaviest_chain(old: Sequence[int], new: Sequence[int], weight: Sequence[float]) -> list[int]:
    """Indices of the heaviest set of pairs strictly increasing on both sides, in order.

    A pair of some weight that follows all pairs before it and precedes all after it, on both sides, is in every
    heaviest chain. Between such pairs, and most are, the rest is searched by itself.
    """
    width = max(old, default=0) + 1
    place = [b * width - a for a, b in zip(old, new, strict=True)]
    order = sorted(range(len(old)), key=place.__getitem__)
    rows = [old[k] for k in order]
    if all(map(lt, rows, rows[1:])) and len(set(new)) == len(order) and all(w > 0 for w in weight):
        return order  # nothing crosses
    least_after = [*accumulate(reversed(rows), min)][::-1]
    chain: list[int] = []
    crossing: list[int] = []
    most_before = last_new = -1
    for at, k in enumerate(order):
        follows = old[k] > most_before and new[k] > last_new
        final = at + 1 == len(order)
        precedes = final or (old[k] < least_after[at + 1] and new[k] < new[order[at + 1]])
        if follows and precedes and weight[k] > 0:
            chain += _heaviest(crossing, old, weight)
            chain.append(k)
            crossing = []
        else:
            crossing.append(k)
        most_before, last_new = max(most_before, old[k]), new[k]
    return chain + _heaviest(crossing, old, weight)


def heaviest_rows(old: Ints, new: Ints, weight: Floats) -> Ints:
    """As `heaviest_chain`, of columns of many pairs: cut wherever all pairs before precede all after on both sides."""
    width = int(old.max(initial=0)) + 1
    order = stable_order(new * width + (width - 1 - old))
    if not len(order):
        return order
    rows, columns, weights = old[order], new[order], weight[order]
    most, least = np.maximum.accumulate(rows), np.minimum.accumulate(rows[::-1])[::-1]
    first = np.flatnonzero(np.concatenate([[True], (most[:-1] < least[1:]) & (columns[:-1] < columns[1:])]))
    size = np.diff(np.append(first, len(order)))
    kept = np.zeros(len(order), bool)
    kept[first[size == 1]] = True
    kept &= weights > 0
    for at, n in zip(first[size > 1].tolist(), size[size > 1].tolist(), strict=True):
        crossing = slice(at, at + n)
        for k in _heaviest(range(n), rows[crossing].tolist(), weights[crossing].tolist()):
            kept[at + k] = True
    return order[kept]


def _heaviest(order: Sequence[int], old: Sequence[int], weight: Sequence[float]) -> list[int]:
    """The heaviest chain among pairs in the order of the new side, of equal ones the later old first. O(n log n), a
    Fenwick tree of prefix maxima over `old` (Fredman 1975; weighted as in Jacobson and Vo 1992)."""
    if len(order) < 2:
        return [k for k in order if weight[k] > 0]
    least = min(old[k] for k in order)
    size = max(old[k] for k in order) - least + 2
    best_weight, best_index = [0.0] * (size + 1), [-1] * (size + 1)
    previous: dict[int, int] = {}
    top, last = 0.0, -1
    for k in order:
        value, before, at = 0.0, -1, old[k] - least
        while at > 0:
            if best_weight[at] > value:
                value, before = best_weight[at], best_index[at]
            at &= at - 1
        value += weight[k]
        previous[k] = before
        if value > top:
            top, last = value, k
        at = old[k] - least + 1
        while at <= size:
            if best_weight[at] < value:
                best_weight[at], best_index[at] = value, k
            at += at & -at
    chain = []
    while last >= 0:
        chain.append(last)
        last = previous[last]
    return chain[::-1]
