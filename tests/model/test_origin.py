"""The way back from the clean text to the file."""

from __future__ import annotations

from itertools import accumulate

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from desktop.model.document import OriginMap

steps = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 6)), max_size=6)


@given(steps, st.lists(st.integers(0, 25), max_size=12))
def test_many_places_lead_back_as_each_by_itself(runs: list[tuple[int, int]], offsets: list[int]) -> None:
    text_at = np.asarray([0, *accumulate(a for a, _ in runs)], np.int64)
    source_at = text_at + np.asarray([0, *accumulate(b for _, b in runs)], np.int64)
    origin = OriginMap(text_at, source_at)
    ascending = np.asarray(sorted(offsets), np.int64)
    assert origin.all_to_source(ascending).tolist() == origin.to_source(ascending).tolist()
