"""Letters that are small drawings: how large they are where the file does not tell."""

from __future__ import annotations

import numpy as np
import pytest

from desktop.model.layout import Floats, Ints
from desktop.readers.drawn_letters import drawn_sizes, is_size_told


def line(words: str, em: float, high: float) -> tuple[str, Floats, Ints, Ints, Floats]:
    """Words on one base line, letters half an em wide: characters, boxes, where words begin and end, their places."""
    first = np.array([0, *(k + 1 for k, c in enumerate(words) if c == " ")])
    after = np.array([*(k for k, c in enumerate(words) if c == " "), len(words)])
    tall = np.array([high if c in "bdfhklT" else 0.6 * high for c in words])
    left = np.arange(len(words)) * 0.5 * em
    boxes = np.stack([left, np.zeros(len(words)), left + 0.4 * em, tall], axis=1)
    return words, boxes, first, after, np.stack([left[first], np.zeros(len(first))], axis=1)


def test_a_size_that_fits_the_letters_is_told() -> None:
    _, _, first, after, start = line("The folk hid behind the bold old ford", 11, 7.6)
    assert is_size_told(start, after - first, np.full(len(first), 11.0))
    assert not is_size_told(start, after - first, np.full(len(first), 0.12))


def test_a_size_in_units_of_the_font_is_found_by_tall_letters() -> None:
    chars, boxes, first, after, _ = line("The folk hid behind the bold old ford", 11, 7.6)
    face = (np.arange(len(first)) == 2).astype(np.int64)  # one word in a face of its own, with few tall letters
    sizes = drawn_sizes(chars, boxes, first, after, face, np.array([0.12, 0.24]))
    assert sizes == pytest.approx([11.0, 22.0], rel=0.02)


def test_words_that_stand_far_apart_keep_their_size() -> None:
    chars, boxes, first, after, _ = line("The folk hid behind the bold old ford", 11, 7.6)
    told = np.array([10.5])
    assert drawn_sizes(chars, boxes, first, after, np.zeros(len(first), np.int64), told).tolist() == [10.5]
