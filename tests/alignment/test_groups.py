"""What hangs together under a set of links."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.alignment.groups import connected


@pytest.mark.parametrize(
    ("links", "groups"),
    [
        ([], [([0], []), ([1], []), ([2], []), ([], [0]), ([], [1]), ([], [2])]),
        ([(0, 0), (0, 1)], [([0], [0, 1]), ([1], []), ([2], []), ([], [2])]),
        ([(2, 0), (1, 2)], [([0], []), ([1], [2]), ([2], [0]), ([], [1])]),
        ([(0, 0), (1, 0), (1, 1), (2, 1)], [([0, 1, 2], [0, 1]), ([], [2])]),
        ([(0, 9), (7, 1)], [([0], []), ([1], []), ([2], []), ([], [0]), ([], [1]), ([], [2])]),
    ],
)
def test_groups_by_their_first_member(links: list[tuple[int, int]], groups: list[tuple[list[int], list[int]]]) -> None:
    assert connected(links, range(3), range(3)) == groups


@given(st.sets(st.tuples(st.integers(0, 6), st.integers(0, 6))))
def test_every_item_is_in_one_group_and_no_link_leaves_it(links: set[tuple[int, int]]) -> None:
    groups = connected(links, range(7), range(7))
    assert sorted(a for left, _ in groups for a in left) == list(range(7))
    assert sorted(b for _, right in groups for b in right) == list(range(7))
    home = {a: k for k, (left, _) in enumerate(groups) for a in left}
    assert all(b in groups[home[a]][1] for a, b in links)
