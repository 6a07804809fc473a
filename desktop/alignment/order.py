"""What kept its order: the heaviest chain of pairs that rises on both sides. What is left out of it has moved."""

from __future__ import annotations

from collections.abc import Sequence


def heaviest_chain(old: Sequence[int], new: Sequence[int], weight: Sequence[float]) -> list[int]:
    """Indices of the heaviest set of pairs strictly increasing on both sides, in order. O(n log n), a Fenwick tree of
    prefix maxima over `old` while walking along `new` (Fredman 1975; weighted as in Jacobson and Vo 1992)."""
    if not old:
        return []
    order = sorted(range(len(old)), key=lambda k: (new[k], -old[k]))
    size = max(old) + 2
    best_weight, best_index = [0.0] * (size + 1), [-1] * (size + 1)
    previous = [-1] * len(old)
    top, last = 0.0, -1
    for k in order:
        value, before, at = 0.0, -1, old[k]
        while at > 0:
            if best_weight[at] > value:
                value, before = best_weight[at], best_index[at]
            at &= at - 1
        value += weight[k]
        previous[k] = before
        if value > top:
            top, last = value, k
        at = old[k] + 1
        while at <= size:
            if best_weight[at] < value:
                best_weight[at], best_index[at] = value, k
            at += at & -at
    chain = []
    while last >= 0:
        chain.append(last)
        last = previous[last]
    return chain[::-1]
