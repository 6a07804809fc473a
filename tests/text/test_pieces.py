"""Distinct pieces, and what is asked of many words."""

from __future__ import annotations

import numpy as np

from desktop.text.pieces import Pieces, bare_word, of_pieces, words_of


def test_each_distinct_word_is_asked_once() -> None:
    asked: list[str] = []

    def is_long(word: str) -> bool:
        asked.append(word)
        return len(word) > 2

    words = words_of("de inzet is de inzet", Pieces())
    assert of_pieces(words.pieces, words.piece, is_long).tolist() == [False, True, False, False, True]
    assert asked == ["de", "inzet", "is"]
    assert of_pieces(words.pieces, np.zeros(0, np.int32), is_long).tolist() == []


def test_a_word_is_bare_without_its_outer_signs_and_capitals() -> None:
    assert [bare_word(piece) for piece in ("(Zie", "Noord-Afrika.", "«3,5»", "–")] == [
        "zie",
        "noord-afrika",
        "3,5",
        "–",
    ]
