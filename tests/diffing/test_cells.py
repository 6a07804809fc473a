"""No change reaches over two cells of a table row."""

from __future__ import annotations

from desktop.diffing.cells import by_cell, cell_starts
from desktop.diffing.token_ops import TokenOp
from desktop.model.comparison import Tag
from desktop.model.document import Block, BlockKind
from tests.making import compare, shown


def row(*cells: str) -> Block:
    return Block(0, BlockKind.TABLE_ROW, " ".join(cells), 0, ((1, 1),), cells=cells)


def test_cells_are_found_in_the_text_of_their_row() -> None:
    assert cell_starts(row("North", "12", "12")) == [0, 6, 9]
    assert cell_starts(Block(0, BlockKind.PARAGRAPH, "North 12", 0, ((1, 1),))) == []


def test_a_stretch_over_two_cells_is_cut() -> None:
    ops = [TokenOp(Tag.EQUAL, 4, 5, 7, 8), TokenOp(Tag.REPLACE, 5, 7, 8, 10)]
    assert by_cell(ops, [1, 2, 3], [1, 2, 3]) == [
        [TokenOp(Tag.EQUAL, 4, 5, 7, 8)],
        [TokenOp(Tag.REPLACE, 5, 6, 8, 9)],
        [TokenOp(Tag.REPLACE, 6, 7, 9, 10)],
    ]


def test_equal_words_in_another_cell_keep_the_row_whole() -> None:
    ops = [TokenOp(Tag.EQUAL, 0, 2, 0, 2), TokenOp(Tag.REPLACE, 2, 3, 2, 3)]
    assert by_cell(ops, [1, 2, 3], [1, 1, 3]) == [ops]


def test_rows_of_different_width_are_left_whole() -> None:
    old, new = TABLE.format("203.114"), TABLE.format("211.900   88.000")
    assert ("number", "203.114", "211.900 88.000") in shown(compare(old, new).changes)


TABLE = """Tabel 1

Begroting per regio         2014      2015      2016
Noord                       {}   206.214   214.008
Zuid                        103.500   120.114   140.000
West                         98.511   101.220   107.300
"""


def test_amounts_that_changed_side_by_side_are_changes_of_their_own() -> None:
    new = TABLE.format("211.900").replace("206.214", "219.001")
    found = shown(compare(TABLE.format("203.114"), new).changes)
    assert found == [("number", "203.114", "211.900"), ("number", "206.214", "219.001")]


def test_a_date_is_not_widened_into_the_cell_before_it() -> None:
    old = "Overzicht\n\nZitting op 5 mei      2014      206.214\nZitting op 3 mei      2013      101.220\n"
    found = shown(compare(old, old.replace("2014", "2015")).changes)
    assert found == [("number", "2014", "2015")]
