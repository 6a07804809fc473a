"""The tree of heights against plain addition."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from desktop.ui.compare.heights import Heights

SIZES = st.lists(st.integers(1, 60), min_size=1, max_size=70)


def test_places_of_three_rows() -> None:
    heights = Heights([10, 20, 5])
    assert [heights.before(i) for i in range(4)] == [0, 10, 30, 35]
    assert [heights.at(y) for y in (0, 9, 10, 29, 30, 34, 35, 99)] == [
        (0, 0), (0, 9), (1, 0), (1, 19), (2, 0), (2, 4), (2, 5), (2, 5),
    ]  # fmt: skip


def test_nothing_has_no_height() -> None:
    heights = Heights([])
    assert (heights.total, heights.at(5), heights.before(0), len(heights)) == (0, (0, 0), 0, 0)


@given(SIZES, st.lists(st.tuples(st.integers(0, 69), st.integers(0, 99)), max_size=30))
def test_running_sums_after_any_settings(sizes: list[int], settings: list[tuple[int, int]]) -> None:
    heights = Heights(sizes)
    for row, height in settings:
        if row < len(sizes):
            assert heights.set(row, height) == height - sizes[row]
            sizes[row] = height
    assert heights.total == sum(sizes)
    assert [heights[i] for i in range(len(sizes))] == sizes
    assert [heights.before(i) for i in range(len(sizes) + 1)] == [sum(sizes[:i]) for i in range(len(sizes) + 1)]
    assert heights.starts().tolist() == [sum(sizes[:i]) for i in range(len(sizes))]


@given(SIZES, st.integers(0, 4000))
def test_the_row_at_a_height_holds_it(sizes: list[int], y: int) -> None:
    heights = Heights(sizes)
    row, into = heights.at(y)
    if y < sum(sizes):
        assert sum(sizes[:row]) + into == y and into < sizes[row]
    else:
        assert (row, into) == (len(sizes) - 1, sizes[-1])
