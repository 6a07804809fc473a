"""Words inside lines: the first and the last of a line may be halves and do not count."""

from __future__ import annotations

from collections import Counter

from desktop.text.lines import split_lines
from desktop.text.pieces import Pieces
from desktop.text.vocabulary import counted_words, inner_words


def inner(*lines: str) -> Counter[str]:
    return inner_words(split_lines("\n".join(lines)))


def test_only_words_inside_a_line_count() -> None:
    assert inner("De Neder", "landse inzet is groot", "slot") == Counter({"inzet": 1, "is": 1})
    assert inner("De\tNeder", "landse\tinzet  is\tgroot") == Counter({"inzet": 1, "is": 1})


def test_outer_signs_and_capitals_are_taken_off() -> None:
    assert inner("a (Veiligheid), «EU-lidstaten». z") == Counter({"veiligheid": 1, "eu-lidstaten": 1})


def test_a_word_of_two_spellings_adds_up() -> None:
    assert inner("a Water, water. WATER z")["water"] == 3


def test_lines_without_words_have_none() -> None:
    assert not inner("", "een", "een twee")
    assert not inner()


def test_many_lines_are_counted_as_few_are() -> None:
    assert inner(*["x midden y"] * 70_000)["midden"] == 70_000


def test_editions_are_counted_together() -> None:
    pieces = Pieces()
    old, new = split_lines("de inzet is groot", pieces), split_lines("de Inzet blijft groot", pieces)
    assert inner_words(old, new) == Counter({"inzet": 2, "is": 1, "blijft": 1})
    assert inner_words(old) == Counter({"inzet": 1, "is": 1})


def test_words_nobody_asks_for_are_counted_together() -> None:
    lines = split_lines("x Het is de inzet. Het y")
    assert counted_words(lines, {"het", "de"}) == Counter({"het": 2, "de": 1, "": 2})
