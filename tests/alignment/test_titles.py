"""Likeness of titles, word by word."""

from __future__ import annotations

from desktop.alignment.titles import Titles


def likeness(left: str, right: str, *others: str) -> float:
    return Titles([left, right, *others]).likeness(left, right)


def test_equal_titles_are_alike_and_different_ones_are_not() -> None:
    assert likeness("doel", "doel") == 1.0
    assert likeness("doel", "toezicht") == 0.0


def test_titles_may_have_their_words_in_another_order() -> None:
    assert likeness("water en lucht", "lucht en water") == 1.0


def test_an_inflected_word_is_nearly_the_same_word() -> None:
    assert 0.9 < likeness("limitation of liability", "limitations of liability") < 1.0
    assert likeness("begroting", "begrotingen") > 0.85


def test_a_word_is_matched_once() -> None:
    assert likeness("water water", "water") < 0.8


def test_what_many_titles_say_makes_two_of_them_less_alike() -> None:
    pair = "versterken van toezicht", "versterken van handhaving"
    many = [f"versterken van {what}" for what in ("water", "bos", "wegen", "muziek", "zorg", "natuur")]
    assert likeness(*pair, *many) < 0.5 < likeness("versterken van toezicht", "versterking van het toezicht", *many)


def test_signs_alone_are_like_nothing() -> None:
    assert likeness("…", "–") == 0.0
