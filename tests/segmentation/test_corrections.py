"""A person's word about what a block is wins, keeps every word and every block's number, and reaches the comparison."""

from __future__ import annotations

import pytest

from desktop.model.document import BlockKind, Document
from desktop.model.options import EditionGuess, KindPin, Options, Side
from desktop.segmentation.segment import prepare, printed_words, segment
from tests.making import compare, extract, kinds

TEXT = """1. Inleiding

Het beleid is gericht op veiligheid.

Doelen die wij stellen, en wat zij kosten, in het kort.

De uitgaven dalen met 5 procent.

• Nederland draagt bij.
"""


def read(kinds_by_block: dict[int, BlockKind], text: str = TEXT) -> Document:
    prepared = prepare(extract(text))
    return segment(prepared, printed_words(prepared), EditionGuess(), kinds=kinds_by_block)


def test_a_paragraph_called_a_heading_opens_a_section() -> None:
    plain, document = read({}), read({2: BlockKind.HEADING})
    assert [s.title for s in plain.sections] == ["1. Inleiding"]
    assert [s.title for s in document.sections] == [
        "1. Inleiding",
        "Doelen die wij stellen, en wat zij kosten, in het kort.",
    ]
    assert document.sections[1].blocks == (3, 4)
    assert [b.id for b in document.blocks] == [b.id for b in plain.blocks]


def test_a_heading_called_a_paragraph_opens_none() -> None:
    document = read({0: BlockKind.PARAGRAPH})
    assert [s.heading for s in document.sections] == [None]
    assert kinds(document)[0] == ("paragraph", "1. Inleiding")


def test_furniture_called_text_is_compared_again() -> None:
    assert "De uitgaven dalen met 5 procent." not in [b.text for b in read({3: BlockKind.PAGE_FOOTER}).content]
    assert "De uitgaven dalen met 5 procent." in [b.text for b in read({}).content]


def test_a_heading_of_a_box_ends_at_the_next_heading() -> None:
    document = read({2: BlockKind.BOX_HEADING}, TEXT + "\n2. Slot\n\nEinde van het stuk.\n")
    assert document.blocks[2].kind is BlockKind.BOX_HEADING
    assert [(s.title[:6], s.parent) for s in document.sections] == [("1. Inl", None), ("Doelen", 0), ("2. Slo", None)]


NOTED = """De strategie beschermt de belangen van het land1. Zij is in 2013 vastgesteld.

1 De Strategie Nationale Veiligheid beschouwt deze belangen.
"""


def test_a_note_called_a_paragraph_has_its_number_back() -> None:
    assert kinds(read({}, NOTED))[-1][0] == "footnote"
    assert kinds(read({1: BlockKind.PARAGRAPH}, NOTED))[-1] == (
        "paragraph",
        "1 De Strategie Nationale Veiligheid beschouwt deze belangen.",
    )


@pytest.mark.parametrize("kind", list(BlockKind))
@pytest.mark.parametrize("block", range(5))
def test_every_correction_keeps_every_word(block: int, kind: BlockKind) -> None:
    document, plain = read({block: kind}), read({})
    assert document.blocks[block].kind is kind
    assert sum(len(b.text) for b in document.blocks) == sum(len(b.text) for b in plain.blocks)
    assert [document.text[b.start : b.end] for b in document.blocks] == [b.text for b in document.blocks]


def test_a_correction_is_an_input_of_the_comparison() -> None:
    pins = (KindPin(Side.NEW, 3, BlockKind.PAGE_FOOTER),)
    comparison = compare(TEXT, TEXT, Options(kinds=pins))
    assert comparison.new.blocks[3].is_furniture and not comparison.old.blocks[3].is_furniture
    assert [c.old for c in comparison.changes] == ["De uitgaven dalen met 5 procent."]


def test_of_two_corrections_of_a_block_the_later_counts() -> None:
    options = Options(kinds=(KindPin(Side.OLD, 1, BlockKind.HEADING), KindPin(Side.OLD, 1, BlockKind.PARAGRAPH)))
    assert options.kinds_of(Side.OLD) == {1: BlockKind.PARAGRAPH}
    assert options.kinds_of(Side.NEW) == {}
