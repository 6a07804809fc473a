"""Sorting by counting against sorting by comparing."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from desktop.alignment.sorting import stable_order


@given(st.lists(st.one_of(st.integers(0, 3), st.integers(0, 1 << 18), st.integers(0, (1 << 62) - 1)), max_size=40))
def test_order_is_that_of_a_stable_sort(values: list[int]) -> None:
    column = np.asarray(values, np.int64)
    assert stable_order(column).tolist() == sorted(range(len(values)), key=values.__getitem__)
