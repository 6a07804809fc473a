"""Clean text: lines joined, wide gaps squeezed, and every character led back to its place in the file."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.model.document import BlockKind, Document
from tests.making import read

PROSE = (
    "Het kabinet zet zich in voor een veilige\n"
    "en stabiele omgeving, waarin mensen vrij\n"
    "en zonder zorgen kunnen leven.\n"
)


def led_back(document: Document) -> str:
    return "".join(document.source[k] for k in document.origin.to_source(range(len(document.text))).tolist())


ROWS = "Noord   1.234   5.678\nZuid\t\t345\t678\nOost 90 12   3\n"


def test_rows_lose_their_wide_gaps() -> None:
    document = read(PROSE + "\n" + ROWS)
    rows = [b.text for b in document.blocks if b.kind is BlockKind.TABLE_ROW]
    assert rows == ["Noord 1.234 5.678", "Zuid 345 678", "Oost 90 12 3"]


def test_words_of_rows_are_found_where_they_stand() -> None:
    document = read(PROSE + "\n" + ROWS)
    back = document.origin.to_source(document.words.start).tolist()
    names = list(document.words.pieces)
    for piece, start, at in zip(document.words.piece.tolist(), document.words.start.tolist(), back, strict=True):
        assert document.text.startswith(names[piece], start)
        assert document.source.startswith(names[piece], at)


@pytest.mark.parametrize("gap", ["  ", "\t", "   ", " \u00a0", "\u00a0\u00a0", "\u00a0"])
def test_all_kinds_of_gaps_lead_back(gap: str) -> None:
    document = read(f"{PROSE}\nEen zin{gap}met een gat erin, die verder{gap}gewoon loopt.\n")
    for mine, theirs in zip(document.text, led_back(document), strict=True):
        assert mine == theirs or (mine.isspace() and theirs.isspace())


@given(
    st.lists(st.sampled_from(["Doel", "van", "inzet-", "12,5", "  ", "\t", "\n", "\n\n", ". ", "•  ", "ﬁ", "\u00ad"]))
)
def test_every_word_of_the_clean_text_is_in_its_columns(parts: list[str]) -> None:
    document = read(PROSE + " ".join(parts) + "\n" + PROSE)
    names = list(document.words.pieces)
    words = [names[k] for k in document.words.piece.tolist()]
    assert words == document.text.split()
    assert [document.text[s:].split(None, 1)[0] for s in document.words.start.tolist()] == words
    assert [document.text[b.start : b.end] for b in document.blocks] == [b.text for b in document.blocks]


def test_markers_alone_and_wide_gaps_behind_a_bullet() -> None:
    document = read(PROSE + "\n•   eerste   punt van de lijst;\n•   tweede punt.\n")
    items = [(b.marker, b.text) for b in document.blocks if b.kind is BlockKind.LIST_ITEM]
    assert items == [("•", "eerste punt van de lijst;"), ("•", "tweede punt.")]


def test_odd_characters_in_one_very_long_line_are_mended_one_by_one() -> None:
    document = read("1 Noot.\n\n" + "ef\ufb01ciënt1 en\u00a0 \u00adwel " * 20_000 + "\n")
    assert document.blocks[-1].text == ("efficiënt1 en wel " * 20_000).strip()
