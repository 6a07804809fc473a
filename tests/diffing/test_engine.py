"""Word runs: they tile both sides, equal runs are equal, and no shorter edit exists."""

from __future__ import annotations

import itertools
from difflib import SequenceMatcher

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.diffing import engine
from desktop.diffing.engine import Run, common_tokens, long_runs, word_runs

text = st.text("abcd", max_size=14)


def check_tiling(runs: list[Run], left: str, right: str) -> None:
    i = j = 0
    for equal, i1, i2, j1, j2 in runs:
        assert (i1, j1) == (i, j)
        assert i2 > i1 or j2 > j1
        if equal:
            assert left[i1:i2] == right[j1:j2]
        i, j = i2, j2
    assert (i, j) == (len(left), len(right))
    assert all(a[0] != b[0] for a, b in itertools.pairwise(runs)), "equal and changed runs alternate"


def kept(runs: list[Run]) -> int:
    return sum(b - a for equal, a, b, _, _ in runs if equal)


def longest(left: str, right: str) -> int:
    """Length of the longest common subsequence, the slow and certain way."""
    row = [0] * (len(right) + 1)
    for a in left:
        before = row[:]
        for j, b in enumerate(right):
            row[j + 1] = before[j] + 1 if a == b else max(before[j + 1], row[j])
    return row[-1]


@given(text, text)
def test_word_runs_tile_both_sides_and_keep_all_that_can_be_kept(left: str, right: str) -> None:
    runs = word_runs(left, right)
    check_tiling(runs, left, right)
    assert kept(runs) == longest(left, right) == common_tokens(left, right)


@given(text, text)
def test_word_runs_keep_no_less_than_difflib(left: str, right: str) -> None:
    other = SequenceMatcher(None, left, right, autojunk=False).get_matching_blocks()
    assert kept(word_runs(left, right)) >= sum(block.size for block in other)


@given(text, text)
def test_long_runs_tile_both_sides_and_match_three_and_more(left: str, right: str) -> None:
    runs = long_runs(left, right)
    if left or right:
        check_tiling(runs, left, right)
    assert all(b - a >= 3 for equal, a, b, _, _ in runs if equal)


@pytest.mark.parametrize(
    ("left", "right", "runs"),
    [
        ("", "", []),
        ("abc", "abc", [(True, 0, 3, 0, 3)]),
        ("abc", "", [(False, 0, 3, 0, 0)]),
        ("", "abc", [(False, 0, 0, 0, 3)]),
        ("abc", "axc", [(True, 0, 1, 0, 1), (False, 1, 2, 1, 2), (True, 2, 3, 2, 3)]),
        ("abcd", "xabcd", [(False, 0, 0, 0, 1), (True, 0, 4, 1, 5)]),
        ("aaa", "aa", [(True, 0, 2, 0, 2), (False, 2, 3, 2, 2)]),
    ],
)
def test_small_edits(left: str, right: str, runs: list[Run]) -> None:
    assert word_runs(left, right) == runs


@pytest.mark.parametrize(
    ("left", "right", "equal"),
    [
        ("xabcy", "zabcw", ["abc"]),
        ("xaby", "zabw", []),
        ("abcdefxyz", "abcpdefqxyz", ["abc", "def", "xyz"]),
        ("ab", "ab", []),
    ],
)
def test_a_stray_word_is_no_common_text(left: str, right: str, equal: list[str]) -> None:
    assert [left[a:b] for same, a, b, _, _ in long_runs(left, right) if same] == equal


def test_what_is_too_large_is_one_changed_run_between_equal_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "MAX_CELLS", 3)
    assert word_runs("abcd", "axyd") == [(True, 0, 1, 0, 1), (False, 1, 3, 1, 3), (True, 3, 4, 3, 4)]
    assert long_runs("abcx", "abcy") == [(False, 0, 4, 0, 4)]
