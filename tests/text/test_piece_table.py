"""Words looked up by the thousand: each the same number as a dict would give it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.text import piece_table
from desktop.text.char_tables import codes_of
from desktop.text.pieces import Pieces


def numbers(pieces: Pieces, words: list[str]) -> list[int]:
    text = " ".join(words)
    size = np.asarray([len(word) for word in words], np.int64)
    ends = np.cumsum(size + 1) - 1
    return pieces.numbers(text, codes_of(text), ends - size, ends).tolist()


@given(st.lists(st.lists(st.text("abc\0\x01é👩\ud83d", min_size=1, max_size=6), max_size=30), max_size=4))
def test_words_have_the_numbers_of_their_first_appearance(texts: list[list[str]]) -> None:
    pieces, expected = Pieces(), dict[str, int]()
    for words in texts:
        assert numbers(pieces, words) == [expected.setdefault(word, len(expected)) for word in words]
    assert dict(pieces) == expected


def test_a_word_numbered_by_itself_keeps_its_number() -> None:
    pieces = Pieces()
    alone = pieces["Nederlandse"]
    assert numbers(pieces, ["de", "Nederlandse", "inzet", "de"]) == [1, alone, 2, 1]


def test_the_table_grows_with_the_words() -> None:
    words = [f"woord{k}" for k in range(20_000)]
    pieces = Pieces()
    assert numbers(pieces, words) == list(range(20_000))
    assert numbers(pieces, words[::-1]) == list(range(20_000))[::-1]


def test_a_long_text_is_hashed_in_stretches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(piece_table, "BLOCK_CHARS", 16)
    assert numbers(Pieces(), ["een", "woord", "x" * 40, "woord", "een", "x" * 40, "x" * 39]) == [0, 1, 2, 1, 0, 2, 3]
