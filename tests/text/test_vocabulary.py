"""Words inside lines: the first and the last of a line may be halves and do not count."""

from __future__ import annotations

from collections import Counter

from desktop.text.vocabulary import inner_words


def test_only_words_inside_a_line_count() -> None:
    assert inner_words(["De Neder", "landse inzet is groot", "slot"]) == Counter({"inzet": 1, "is": 1})


def test_outer_signs_and_capitals_are_taken_off() -> None:
    assert inner_words(["a (Veiligheid), «EU-lidstaten». z"]) == Counter({"veiligheid": 1, "eu-lidstaten": 1})


def test_a_word_of_two_spellings_adds_up() -> None:
    assert inner_words(["a Water, water. WATER z"])["water"] == 3


def test_lines_without_words_have_none() -> None:
    assert not +inner_words(["", "een", "een twee"])
    assert not inner_words([])


def test_many_lines_are_counted_as_few_are() -> None:
    assert inner_words(["x midden y"] * 70_000)["midden"] == 70_000
