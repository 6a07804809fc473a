"""The heaviest chain against all subsets."""

from __future__ import annotations

from itertools import combinations, pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.alignment.order import heaviest_chain, heaviest_rows

pair = st.tuples(st.integers(0, 6), st.integers(0, 6), st.integers(1, 9))


def rises(pairs: list[tuple[int, int, int]]) -> bool:
    return all(a[0] < b[0] and a[1] < b[1] for a, b in pairwise(pairs))


def heaviest(pairs: list[tuple[int, int, int]]) -> int:
    ordered = sorted(pairs)
    return max(
        (sum(p[2] for p in c) for n in range(len(pairs) + 1) for c in combinations(ordered, n) if rises(list(c))),
        default=0,
    )


@given(st.lists(pair, max_size=8))
def test_chain_rises_and_none_is_heavier(pairs: list[tuple[int, int, int]]) -> None:
    chain = heaviest_chain([a for a, _, _ in pairs], [b for _, b, _ in pairs], [float(w) for _, _, w in pairs])
    chosen = [pairs[k] for k in chain]
    assert rises(chosen)
    assert len(set(chain)) == len(chain)
    assert sum(w for _, _, w in chosen) == heaviest(pairs)


@given(st.lists(pair, max_size=9))
def test_columns_have_a_chain_as_heavy(pairs: list[tuple[int, int, int]]) -> None:
    old, new, weight = (np.asarray([p[k] for p in pairs], np.int64) for k in range(3))
    chosen = [pairs[k] for k in heaviest_rows(old, new, weight.astype(np.float64)).tolist()]
    assert rises(chosen)
    assert sum(w for _, _, w in chosen) == heaviest(pairs)


@pytest.mark.parametrize(
    ("old", "new", "weight", "chain"),
    [
        ([], [], [], []),
        ([0], [0], [1.0], [0]),
        ([0, 1, 2], [2, 0, 1], [1.0, 1.0, 1.0], [1, 2]),
        ([0, 1, 2], [2, 0, 1], [5.0, 1.0, 1.0], [0]),
        ([0, 0], [0, 1], [1.0, 2.0], [1]),
        ([0, 1], [0, 0], [1.0, 2.0], [1]),
    ],
)
def test_small_chains(old: list[int], new: list[int], weight: list[float], chain: list[int]) -> None:
    assert heaviest_chain(old, new, weight) == chain
    assert heaviest_rows(np.asarray(old, np.int64), np.asarray(new, np.int64), np.asarray(weight)).tolist() == chain
