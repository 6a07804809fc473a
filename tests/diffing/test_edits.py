"""Many stretches at once against each by itself."""

from __future__ import annotations

import itertools

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from desktop.diffing.cleanup import Ints, clean
from desktop.diffing.edits import Edits, in_order, joined
from desktop.diffing.engine import Run, long_runs, word_runs
from desktop.diffing.laid import Laid
from tests.diffing.test_engine import check_tiling

pairs = st.lists(st.tuples(st.text("abc", max_size=9), st.text("abc", max_size=9)), max_size=5)


def laid(texts: list[str]) -> Laid:
    """One unit and one match for each text."""
    text = "".join(texts)
    edge = np.asarray([0, *itertools.accumulate(map(len, texts))], np.int64)
    token, match = np.arange(len(text)), np.arange(len(texts))
    key = np.asarray([ord(c) for c in text], np.int32)
    begins = np.ones(len(text) + 1, bool)
    return Laid(token, key, text, key, begins, edge, match, match, edge)


def sides(texts: list[tuple[str, str]]) -> tuple[Laid, Laid, Ints, list[int]]:
    old, new = laid([a for a, _ in texts]), laid([b for _, b in texts])
    stretches = np.stack([old.edge[:-1], old.edge[1:], new.edge[:-1], new.edge[1:]], axis=1)
    weight = [0, *itertools.accumulate(20 if c == "c" else 5 for c in old.text)]
    return old, new, stretches, weight


def one_by_one(texts: list[tuple[str, str]], compare: object, weight: list[int]) -> list[Run]:
    found: list[Run] = []
    i = j = 0
    for a, b in texts:
        runs = [(e, i1 + i, i2 + i, j1 + j, j2 + j) for e, i1, i2, j1, j2 in compare(a, b)]  # type: ignore[operator]
        found += clean(runs, weight)
        i, j = i + len(a), j + len(b)
    return [run for run in found if run[2] > run[1] or run[4] > run[3]]


@given(pairs)
def test_pairs_have_the_runs_of_each_by_itself(texts: list[tuple[str, str]]) -> None:
    old, new, stretches, weight = sides(texts)
    runs = in_order(Edits(old, new, weight, ()).whole(stretches))
    match = np.searchsorted(old.edge + new.edge, runs[:, 1] + runs[:, 3], side="right") - 1
    runs, _ = joined(runs, match)
    assert [tuple(run) for run in runs.tolist()] == one_by_one(texts, word_runs, weight)


@given(pairs)
def test_what_stands_beside_each_other_has_long_runs_only(texts: list[tuple[str, str]]) -> None:
    old, new, stretches, weight = sides(texts)
    runs = in_order(Edits(old, new, weight, ()).loose(stretches))
    assert [tuple(run) for run in runs.tolist()] == one_by_one(texts, long_runs, weight)


@given(pairs)
def test_joined_runs_alternate_in_each_match(texts: list[tuple[str, str]]) -> None:
    old, new, stretches, weight = sides(texts)
    runs = in_order(Edits(old, new, weight, ()).whole(stretches))
    whole, _ = joined(runs, np.zeros(len(runs), np.int64))
    check_tiling([(bool(e), *place) for e, *place in whole.tolist()], old.text, new.text)
