"""Where things are among the rows."""

from __future__ import annotations

from dataclasses import replace

from desktop.model.document import Document
from desktop.ui.compare.places import Places
from desktop.ui.compare.rows import RowKind, Side, ViewRow, build_rows
from tests.reports.making import comparison, document


def with_notes(made: Document) -> Document:
    """ "text1" before "note 1" on each of two pages, both with the label 1."""
    blocks = tuple(
        b._replace(label="1") if b.kind.value == "footnote" else b._replace(refs=("1",)) if "*" in b.text else b
        for b in made.blocks
    )
    return replace(made, blocks=blocks)


def noted_rows() -> tuple[ViewRow, ...]:
    page = [("paragraph", "tekst *"), ("paragraph", "meer tekst"), ("footnote", "de noot")]
    made = with_notes(document([("h1", "A"), *page, *page]))
    return build_rows(comparison(made, made, [((i,), (i,)) for i in range(7)], [((0,), (0,))]))


def test_notes_come_after_what_refers_to_them_and_labels_begin_again() -> None:
    places = Places(noted_rows())
    found = {row: places.note(row, Side.NEW) for row in (1, 3, 4, 6)}
    assert found == {1: (3, Side.NEW), 3: (1, Side.NEW), 4: (6, Side.NEW), 6: (4, Side.NEW)}
    assert places.note(2, Side.NEW) is None


def rows_of(*sizes: int) -> list[ViewRow]:
    return [ViewRow(RowKind.PAIR, part=p) for p, size in enumerate(sizes) for _ in range(size)]


def test_sections_forwards_and_backwards() -> None:
    places = Places(rows_of(3, 1, 2))
    assert [places.next_section(row, 1) for row in range(6)] == [3, 3, 3, 4, None, None]
    assert [places.next_section(row, -1) for row in range(6)] == [None, 0, 0, 0, 3, 4]
    assert [places.section_start(part) for part in range(4)] == [0, 3, 4, None]


def test_changes_in_order_with_several_in_a_row() -> None:
    rows = [ViewRow(RowKind.PAIR, changes=c) for c in ((), (4, 2), (), (9,))]
    places = Places(rows)
    assert places.next_change(-1, None, 1) == (1, 4)
    assert places.next_change(1, 4, 1) == (1, 2)
    assert places.next_change(1, 2, 1) == (3, 9)
    assert places.next_change(3, 9, 1) is None
    assert places.next_change(3, 9, -1) == (1, 2)
    assert places.next_change(1, 4, -1) is None
    assert places.next_change(4, None, -1) == (3, 9)
    assert [places.row_of_change(c) for c in (2, 9, 5, None)] == [1, 3, None, None]


def test_no_rows_no_places() -> None:
    places = Places(())
    assert places.next_section(0, 1) is places.next_section(0, -1) is places.next_change(-1, None, 1) is None
