"""No change reaches over two cells of a table row."""

from __future__ import annotations

from desktop.diffing.cells import cell_starts, cut_at_cells
from desktop.model.document import Block, BlockKind
from tests.making import compare, shown


def row(*cells: str) -> Block:
    return Block(0, BlockKind.TABLE_ROW, " ".join(cells), 0, ((1, 1),), cells=cells)


def test_cells_are_found_in_the_text_of_their_row() -> None:
    assert cell_starts(row("North", "12", "12")) == [0, 6, 9]
    assert cell_starts(Block(0, BlockKind.PARAGRAPH, "North 12", 0, ((1, 1),))) == []


def test_a_stretch_over_two_cells_is_cut() -> None:
    assert cut_at_cells(row("North", "12", "340"), row("North", "14", "355"), [6, 9], [6, 9]) == [
        (0, 1, 0, 1),
        (1, 2, 1, 2),
    ]


def test_rows_of_different_width_are_left_whole() -> None:
    assert cut_at_cells(row("North", "12"), row("North", "14", "355"), [6], [6, 9]) == [(0, 1, 0, 2)]


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
