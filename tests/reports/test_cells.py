"""Rows of tables in columns: every letter stays, dropped text stands in its cell."""

from __future__ import annotations

import pytest

from desktop.model.document import Block
from desktop.reports.cells import by_cell, edges, stops, tabbed
from desktop.reports.inline import InlineRun
from desktop.reports.runs import RunKind
from tests.reports.making import document

SAME, REMOVED, ADDED = RunKind.SAME, RunKind.REMOVED, RunKind.ADDED


def row(*cells: str) -> Block:
    block = document([("table_row", " ".join(cells))]).blocks[0]
    return block._replace(cells=cells)


def picture(block: Block, *runs: tuple[RunKind, str]) -> str:
    signs = {SAME: "{}", REMOVED: "[{}]", ADDED: "{{{}}}"}
    cells = by_cell(block, [InlineRun(kind, text) for kind, text in runs])
    return "|".join("".join(signs[run.kind].format(run.text) for run in cell) for cell in cells)


def test_cells_begin_where_their_text_does() -> None:
    assert edges(row("Groen en water", "310", "31")) == (15, 19)


@pytest.mark.parametrize("block", [row("een"), row("a", "b")._replace(cells=("b", "a")), row("a b")._replace(cells=())])
def test_where_cells_cannot_be_told_the_row_is_one_text(block: Block) -> None:
    assert edges(block) == ()
    assert picture(block, (SAME, block.text)) == block.text


def test_runs_are_cut_where_cells_begin() -> None:
    block = row("Woningbouw", "2.400", "1.350")
    assert picture(block, (SAME, "Woningbouw "), (ADDED, "2.400"), (SAME, " 1.350")) == "Woningbouw |{2.400} |1.350"
    assert picture(block, (ADDED, block.text)) == "{Woningbouw }|{2.400 }|{1.350}"


def test_what_was_dropped_stands_in_the_cell_where_it_stood() -> None:
    block = row("Woningbouw", "2.400", "1.350")
    runs = ((SAME, "Woningbouw "), (REMOVED, "1.200"), (ADDED, "2.400"), (SAME, " 1.350"), (REMOVED, " oud"))
    assert picture(block, *runs) == "Woningbouw |[1.200]{2.400} |1.350[ oud]"


def test_a_tab_takes_the_place_of_a_blank() -> None:
    block = row("Water", "310", "42")
    runs, places = tabbed(block, [(SAME, block.text)], 400.0, lambda said: 10.0 * len(said))
    assert "".join(text for _, text in runs) == "Water\t310\t42"
    assert places == stops(3, 400.0) == [200.0, 300.0]


def test_an_empty_cell_keeps_its_column() -> None:
    block = row("Water", "42")._replace(cells=("Water", "", "42"))
    runs, _ = tabbed(block, [(SAME, block.text)], 400.0, lambda said: 10.0 * len(said))
    assert "".join(text for _, text in runs).split("\t") == ["Water", "", "42"]


def test_a_cell_that_does_not_fit_leaves_the_row_as_it_is() -> None:
    block = row("Water", "310 duizend euro", "42")
    assert tabbed(block, [(SAME, block.text)], 400.0, lambda said: 10.0 * len(said)) == ([(SAME, block.text)], [])
