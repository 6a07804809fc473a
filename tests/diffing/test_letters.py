"""Letters inside one replaced word, where that helps."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.diffing.letters import letter_runs


@pytest.mark.parametrize(
    ("old", "new", "runs"),
    [
        ("gebied", "gebieden", (("=", "gebied"), ("+", "en"))),
        ("gebieden", "gebied", (("=", "gebied"), ("-", "en"))),
        ("versterken", "verwerken", None),
        ("nationaal", "internationaal", (("+", "inter"), ("=", "nationaal"))),
    ],
)
def test_an_ending_or_a_prefix_is_shown_by_itself(old: str, new: str, runs: tuple[tuple[str, str], ...] | None) -> None:
    found = letter_runs(old, new)
    if runs is None:
        assert "".join(t for s, t in found if s != "+") in (old, "")
    else:
        assert found == runs


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("2009", "2014"),
        ("F-35", "F-16"),
        ("vrede", "oorlog"),
        ("", "woord"),
        ("woord", ""),
        ("a" * 300, "a" * 299),
        ("abxxxxxxx", "abyyyyyyy"),
    ],
)
def test_numbers_and_words_with_little_in_common_stay_whole(old: str, new: str) -> None:
    assert letter_runs(old, new) == ()


@given(st.text("abé👩", max_size=12), st.text("abé👩", max_size=12))
def test_letters_give_both_words_back(old: str, new: str) -> None:
    runs = letter_runs(old, new)
    if runs:
        assert "".join(t for sign, t in runs if sign != "+") == old
        assert "".join(t for sign, t in runs if sign != "-") == new
