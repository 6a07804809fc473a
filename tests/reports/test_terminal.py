"""The terminal: columns as drawn, wrapping, and documents that try to give orders."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from desktop.reports.terminal import Pen, beside, cut, safe, visible, wide

PLAIN, COLOR = Pen(False), Pen(True)


def test_columns_are_those_a_terminal_draws() -> None:
    assert [wide(x) for x in ("abc", "é", "e\u0301", "中文", "a\u200bb")] == [3, 1, 1, 4, 2]


def test_control_characters_never_reach_the_terminal() -> None:
    assert safe("a\x1b[2Jb\x07\x9bc\r\nd") == "a␛[2Jb␇\ufffdc  d"
    assert safe("links \u202eomgekeerd\u202c") == "links omgekeerd"


def test_words_wrap_and_styles_go_around_them() -> None:
    assert PLAIN.words([("een twee", "old"), ("→", "dim"), ("drie", "new")], 8) == ["een twee", "→ drie"]
    assert COLOR.words([("een", "old"), ("twee", "new")], 20) == ["\x1b[38;5;166meen\x1b[0m\x1b[38;5;32m twee\x1b[0m"]


def test_a_word_longer_than_a_line_is_broken() -> None:
    assert PLAIN.words([("x" * 25, "")], 10) == ["x" * 9, "x" * 9, "x" * 7]


def test_too_many_lines_end_in_an_ellipsis() -> None:
    assert PLAIN.words([("een twee drie vier", "")], 9, max_lines=1) == ["een twee …"[:10]]


def test_no_style_adds_no_codes() -> None:
    assert PLAIN("a", "old") == "a"
    assert COLOR("a", "") == "a" and COLOR("", "old") == ""


def test_cut_prefers_a_space() -> None:
    assert cut("De minister van Buitenlandse Zaken", 18) == "De minister van…"
    assert cut("kort", 18) == "kort"


def test_two_texts_stand_at_both_edges_or_on_two_lines() -> None:
    assert beside("links", "rechts", 20) == ["links         rechts"]
    assert beside("links", "rechts", 10) == ["links", "    rechts"]


@given(st.text(), st.integers(4, 60))
def test_nothing_is_wider_than_asked(text: str, columns: int) -> None:
    for line in COLOR.words([(text, "old")], columns):
        assert visible(line) <= columns
        assert "\n" not in line
    assert wide(cut(safe(text), columns)) <= columns


@given(st.text())
def test_wrapping_loses_no_word(text: str) -> None:
    joined = "".join(PLAIN.words([(text, "")], 30)).replace(" ", "")
    assert joined == "".join(safe(text).split())
