"""Pairs of sentences worth scoring."""

from __future__ import annotations

import numpy as np

from desktop.alignment.candidates import TOP, find_candidates
from desktop.alignment.similarity import common_words, equal_runs, pair_scores
from desktop.alignment.units import LONG_UNIT, find_units
from desktop.text.tokens import tokenize
from tests.making import read

MANY = ("hier", "daar", "nu", "later", "vandaag", "morgen", "snel", "traag", "weer", "ook")


def candidates(old: str, new: str, skip: int | None = None) -> set[tuple[int, int]]:
    tokens = tokenize(read(old), read(new))
    left, right = find_units(tokens.old, tokens), find_units(tokens.new, tokens)
    none_old, none_new = np.zeros(len(left), bool), np.zeros(len(right), bool)
    if skip is not None:
        none_old[skip] = True
    i, j = find_candidates(tokens, left, right, none_old, none_new)
    return set(zip(i.tolist(), j.tolist(), strict=True))


def test_sentences_that_share_two_neighbouring_words_are_candidates() -> None:
    old = "Het water stijgt langzaam. De dijken houden stand."
    new = "Alle dijken houden voorlopig stand. Langzaam stijgt het water."
    assert candidates(old, new) == {(1, 0), (0, 1)}


def test_sentences_with_nothing_in_common_are_none() -> None:
    assert candidates("Het water stijgt.", "Alle bomen bloeien weer.") == set()


def test_a_unit_of_one_word_is_a_pair_with_itself() -> None:
    assert candidates("Doel\n\nHet water stijgt.", "Rol\n\nDoel\n\nDe zon schijnt.") == {(0, 1)}


def test_a_skipped_unit_is_not_asked() -> None:
    assert candidates("Het water stijgt. De zon schijnt.", "Het water stijgt. De zon schijnt.", skip=0) == {(1, 1)}


def test_word_pairs_that_many_sentences_share_do_not_speak() -> None:
    old = " ".join(f"Het water stijgt {w}." for w in MANY)
    assert candidates(old, "Het water stijgt overal.") == set()


def test_no_sentence_has_more_than_five_candidates() -> None:
    old = " ".join(f"Het water stijgt {w}." for w in MANY[:8])
    found = candidates(old, "Het water stijgt overal.")
    assert len(found) == TOP


def test_a_very_long_sentence_is_cut_at_the_same_places_in_both_editions() -> None:
    clauses = [f"deel {k} gaat over onderwerp {k} en over zaak {k} met woorden" for k in range(40)]
    old = ", ".join(clauses) + "."
    new = ", ".join([*clauses[:20], "iets geheel nieuws", *clauses[20:]]) + "."
    tokens = tokenize(read(old), read(new))
    left, right = find_units(tokens.old, tokens), find_units(tokens.new, tokens)
    assert len(left) > 3
    assert int((left.end - left.start).max()) <= LONG_UNIT
    assert len(set(left.hash.tolist()) & set(right.hash.tolist())) >= len(left) - 3


def test_units_cover_all_tokens_once() -> None:
    document = read("Doel\n\nHet is af. De rest volgt! Nu.")
    tokens = tokenize(document, document)
    units = find_units(tokens.old, tokens)
    assert units.start.tolist() == [0, *units.end.tolist()[:-1]]
    assert int(units.end[-1]) == len(tokens.old)
    assert units.words.tolist() == [1, 3, 3, 1]
    assert units.owner.tolist() == [0, *[1] * 4, *[2] * 4, *[3] * 2]


def test_scores_count_what_two_strings_share() -> None:
    assert pair_scores(["abcd", "abcd"], ["abcd", "wxyz"], 0.4).tolist() == [1.0, 0.0]
    assert pair_scores(["ab", "ab", "ab"], ["ab", "ax", "xy"], 0.4).tolist() == [1.0, 0.5, 0.0]
    assert pair_scores([], [], 0.4).tolist() == []
    assert common_words(["abcd", ""], ["xbyd", "a"]).tolist() == [2, 0]
    assert common_words([], []).tolist() == []
    assert equal_runs("abcd", "abxd") == [(0, 0, 2), (3, 3, 1)]
