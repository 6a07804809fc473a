"""Units that say the same word for word."""

from __future__ import annotations

import pytest

from desktop.alignment import similarity
from desktop.alignment.equals import Equals, find_equals, in_order, repeated_equals, unique_equals
from desktop.alignment.similarity import equal_runs
from desktop.alignment.units import find_units
from desktop.model.units import Units
from desktop.text.tokens import tokenize
from tests.making import read

RAIN, SUN = "Het water stijgt heel langzaam.", "De zon schijnt de hele dag."


def equals(old: str, new: str) -> tuple[Equals, Units, Units]:
    tokens = tokenize(read(old), read(new))
    left, right = find_units(tokens.old, tokens), find_units(tokens.new, tokens)
    return find_equals(left, right), left, right


def pairs(found: tuple[object, object]) -> list[tuple[int, int]]:
    return list(zip(*(column.tolist() for column in found), strict=True))  # type: ignore[attr-defined]


def test_sentences_that_stand_once_on_each_side_are_pairs() -> None:
    found = equals(f"{RAIN} {SUN} Ja.", f"{SUN} {RAIN} Nee.")
    assert sorted(pairs(unique_equals(*found))) == [(0, 1), (1, 0)]


def test_a_sentence_that_stands_twice_on_one_side_is_left_to_others() -> None:
    found = equals(f"{RAIN} {SUN}", f"{SUN} {RAIN} {RAIN}")
    assert pairs(unique_equals(*found)) == [(1, 0)]


def test_a_sentence_that_stands_often_is_paired_in_order() -> None:
    found, _, _ = equals(" ".join([RAIN] * 9), " ".join([SUN, *[RAIN] * 8]))
    assert pairs(repeated_equals(found)) == [(k, k + 1) for k in range(8)]
    few, _, _ = equals(" ".join([RAIN] * 8), " ".join([RAIN] * 8))
    assert pairs(repeated_equals(few)) == []


def test_units_that_one_side_has_are_alike_in_no_other() -> None:
    found, _, _ = equals(f"{RAIN} Ja. Wel.", f"Nee. {RAIN}")
    old, new = found.text
    assert old[0] == new[1]
    assert not {old[1], old[2]} & {new[0], new[1]}


def test_runs_are_pairs_of_places() -> None:
    assert pairs(in_order([(0, 2, 2), (5, 5, 1)])) == [(0, 2), (1, 3), (5, 5)]
    assert pairs(in_order([])) == []


def test_of_very_long_texts_the_common_ends_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = equal_runs("abcdxyfg", "abqcdfg")
    assert whole == [(0, 0, 2), (2, 3, 2), (6, 5, 2)]
    monkeypatch.setattr(similarity, "MAX_CELLS", 20)
    assert equal_runs("abcdxyfg", "abqcdfg") == whole
    monkeypatch.setattr(similarity, "MAX_CELLS", 5)
    assert equal_runs("abcdxyfg", "abqcdfg") == [(0, 0, 2), (6, 5, 2)]
