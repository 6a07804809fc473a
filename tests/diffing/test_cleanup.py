"""Boundaries a reader expects."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.diffing.cleanup import Ints, clean, clean_edges, running_weight, slide
from desktop.diffing.engine import Run, word_runs
from tests.diffing.test_engine import check_tiling

FUNCTION = {"de", "van", "en", "het", "in"}


def totals(words: list[str]) -> Ints:
    weights = [0.25 if w in FUNCTION else 0.1 if not w.isalnum() else 1.0 for w in words]
    return running_weight(np.asarray(weights, np.float32), np.arange(len(words), dtype=np.int32))


def with_clean_edges(runs: list[Run], weight: Ints) -> list[Run]:
    table = np.asarray(runs, np.int64).reshape(-1, 5)
    return as_runs(clean_edges(table, np.zeros(len(table), np.int64), weight)[0])


def slid_runs(runs: list[Run], left: str, right: str, begins: tuple[list[bool], list[bool]]) -> list[Run]:
    table = np.asarray(runs, np.int64).reshape(-1, 5)
    return as_runs(slide(table, np.zeros(len(table), np.int64), left, right, *([*b, True] for b in begins)))


def as_runs(table: Ints) -> list[Run]:
    return [(bool(equal), i1, i2, j1, j2) for equal, i1, i2, j1, j2 in table.tolist()]


def runs_of(old: str, new: str) -> tuple[list[Run], list[str], list[str]]:
    a, b = old.split(), new.split()
    chars = {w: chr(200 + k) for k, w in enumerate(dict.fromkeys([*a, *b]))}
    return word_runs("".join(chars[w] for w in a), "".join(chars[w] for w in b)), a, b


def picture(runs: list[Run], old: list[str], new: list[str]) -> str:
    """`same [old → new] same`"""
    parts = []
    for equal, i1, i2, j1, j2 in runs:
        parts.append(" ".join(old[i1:i2]) if equal else f"[{' '.join(old[i1:i2])} → {' '.join(new[j1:j2])}]")
    return " ".join(parts)


def cleaned(old: str, new: str) -> str:
    runs, a, b = runs_of(old, new)
    weight = totals(a)
    return picture(with_clean_edges(clean(runs, weight.tolist(), [w[0].isdigit() for w in a]), weight), a, b)


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        # function words alone are no anchors
        ("dief steelt geld van boer", "hond vindt bot van koe", "[dief steelt geld van boer → hond vindt bot van koe]"),
        # two figures that changed are two changes, two words beside a light one are one
        ("in 2021 voor 12 miljoen", "in 2025 voor 15 miljoen", "in [2021 → 2025] voor [12 → 15] miljoen"),
        ("dit snel en goed gebeurt", "dit traag en slecht gebeurt", "dit [snel en goed → traag en slecht] gebeurt"),
        # a content word is
        (
            "restrictief en transparant internationaal beleid",
            "open en transparant nationaal beleid",
            "[restrictief → open] en transparant [internationaal → nationaal] beleid",
        ),
        # one word replaced
        ("het kader 2009 geldt", "het kader 2014 geldt", "het kader [2009 → 2014] geldt"),
        # small edits far apart stay apart
        (
            "vijf schepen varen langs alle kusten naar twee havens",
            "zes schepen varen langs alle kusten naar drie havens",
            "[vijf → zes] schepen varen langs alle kusten naar [twee → drie] havens",
        ),
        # a lone article before a rewritten sentence
        ("de boer zaait geen graan", "de hond vindt elk bot", "[de boer zaait geen graan → de hond vindt elk bot]"),
        ("gelijk blijft alles", "gelijk blijft alles", "gelijk blijft alles"),
    ],
)  # fmt: skip
def test_light_words_between_changes_go_with_them(old: str, new: str, shown: str) -> None:
    assert cleaned(old, new) == shown


words = st.lists(st.sampled_from(["de", "van", "vrede", "recht", "orde", ","]), max_size=12)


@given(words, words)
def test_cleaning_and_sliding_keep_both_sides_whole(old: list[str], new: list[str]) -> None:
    runs, a, b = runs_of(" ".join(old), " ".join(new))
    chars = {w: chr(200 + k) for k, w in enumerate(dict.fromkeys([*a, *b]))}
    left, right = "".join(chars[w] for w in a), "".join(chars[w] for w in b)
    weight = totals(a)
    result = with_clean_edges(clean(runs, weight.tolist()), weight)
    check_tiling(result, left, right)
    starts = [w == "," for w in a], [w == "," for w in b]
    check_tiling(slid_runs(result, left, right, starts), left, right)


def slid(old: str, new: str) -> str:
    runs, a, b = runs_of(old, new)
    chars = {w: chr(200 + k) for k, w in enumerate(dict.fromkeys([*a, *b]))}
    first, second = ([k == 0 or words[k - 1] in ",." for k in range(len(words))] for words in (a, b))
    left, right = "".join(chars[w] for w in a), "".join(chars[w] for w in b)
    return picture(slid_runs(runs, left, right, (first, second)), a, b)


def test_an_insertion_begins_where_a_clause_begins() -> None:
    old = "dat geldt , hij komt , zij blijft"
    new = "dat geldt , hij gaat , hij komt , zij blijft"
    assert slid(old, new) == "dat geldt , [ → hij gaat ,] hij komt , zij blijft"


def test_a_deletion_begins_where_a_clause_begins() -> None:
    old = "dat geldt , hij gaat , hij komt , zij blijft"
    new = "dat geldt , hij komt , zij blijft"
    assert slid(old, new) == "dat geldt , [hij gaat , → ] hij komt , zij blijft"


def test_a_replacement_is_not_slid() -> None:
    assert slid("dat een geldt", "dat twee geldt") == "dat [een → twee] geldt"


def test_ends_are_those_of_each_match() -> None:
    """Two matches: "de" before four new words in the second is taken along, in the first nothing is."""
    runs = np.asarray([(1, 0, 3, 0, 3), (1, 3, 4, 3, 4), (0, 4, 8, 4, 8)])
    weight = totals(["twee", "rode", "vissen", "de", "boer", "zaait", "geen", "graan"])
    found, match = clean_edges(runs, np.asarray([0, 1, 1]), weight)
    assert found.tolist() == [[1, 0, 3, 0, 3], [0, 3, 8, 3, 8]]
    assert match.tolist() == [0, 1]


def test_nothing_slides_from_one_match_into_the_next() -> None:
    old, new = "abab", "abxab"
    runs = np.asarray([(1, 0, 2, 0, 2), (0, 2, 2, 2, 3), (1, 2, 4, 3, 5)])
    assert slide(runs, np.asarray([0, 1, 1]), old, new, [1] * 5, [1] * 6).tolist() == runs.tolist()
