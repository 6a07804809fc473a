"""What is selected and how it is copied."""

from __future__ import annotations

from desktop.ui.compare.rows import Side, build_rows
from desktop.ui.compare.selection import Place, Selection, change_text, plain_text, rich_text, selected_parts
from tests.making import compare
from tests.reports.making import comparison, document

OLD = "Kader\n\nHet beleid is restrictief & open.\n\nDe rest blijft gelijk aan wat er stond.\n"
NEW = "Kader\n\nHet beleid is zorgvuldig & open.\n\nDe rest blijft gelijk aan wat er stond.\n"


def test_either_way_round_it_is_the_same_text() -> None:
    rows = build_rows(compare(OLD, NEW))
    for a, b in ((Place(1, 0, 14), Place(2, 0, 7)), (Place(2, 0, 7), Place(1, 0, 14))):
        parts = selected_parts(rows, Selection(Side.OLD, a, b), lambda row: True)
        assert plain_text(parts) == "restrictief & open.\nDe rest"


def test_rows_that_are_folded_away_are_not_copied() -> None:
    rows = build_rows(compare(OLD, NEW))
    chosen = Selection(Side.NEW, Place(0, 0, 0), Place(2, 0, 7))
    assert plain_text(selected_parts(rows, chosen, lambda row: row != 1)) == "Kader\nDe rest"


def test_rich_text_marks_the_changes_and_is_safe() -> None:
    rows = build_rows(compare(OLD, NEW))
    chosen = Selection(Side.NEW, Place(0, 0, 0), Place(1, 0, 99))
    html = rich_text(selected_parts(rows, chosen, lambda row: True), lambda role: f"#{role}")
    assert html == (
        "<h2>Kader</h2><p>Het beleid is "
        '<ins style="color:#added;background-color:#added_back;text-decoration:underline">zorgvuldig</ins>'
        " &amp; open.</p>"
    )


def test_rows_of_a_table_come_with_tabs() -> None:
    made = document([("h1", "T"), ("table_row", "Jaar  Bedrag"), ("table_row", "2014  250")])
    rows = build_rows(comparison(made, made, [((i,), (i,)) for i in range(3)], [((0,), (0,))]))
    chosen = Selection(Side.OLD, Place(1, 0, 0), Place(2, 0, 9))
    assert plain_text(selected_parts(rows, chosen, lambda row: True)) == "Jaar\tBedrag\n2014\t250"
    html = rich_text(selected_parts(rows, chosen, lambda row: True), str)
    assert html == "<table><tr><td>Jaar</td><td>Bedrag</td></tr><tr><td>2014</td><td>250</td></tr></table>"


def test_a_change_is_copied_with_an_arrow() -> None:
    rows = build_rows(compare(OLD, NEW))
    assert change_text(rows[1], rows[1].changes[0]) == "restrictief → zorgvuldig"
