"""Rows of the view: each word once, runs where words differ, changes where they stand."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.model.comparison import Comparison
from desktop.model.options import Options
from desktop.reports.outline import build_outline
from desktop.ui.compare.rows import RowKind, Side, build_rows, change_order, part_rows
from desktop.ui.compare.tables import cell_cuts
from desktop.workflow import compare_files
from tests.making import compare
from tests.reports.making import comparison, document
from tests.ui.compare.picture import picture

OLD = """Regisseren

De procedure verloopt conform het Toetsingskader 2009, in overleg met de Minister van Defensie.

De Minister draagt zorg voor een restrictief en transparant wapenexportbeleid in alle landen.
"""
NEW = """Regisseren

De procedure verloopt conform het Toetsingskader 2014, in overleg met de Minister van Defensie.

De Minister draagt zorg voor een zorgvuldig en transparant wapenexportbeleid in alle landen.
"""


def test_words_that_differ_are_runs_and_each_change_has_its_place() -> None:
    rows = build_rows(compare(OLD, NEW))
    assert picture(rows) == [
        "= Regisseren | Regisseren",
        "≈ De procedure verloopt conform het Toetsingskader [-2009-], in overleg met de Minister van Defensie."
        " | De procedure verloopt conform het Toetsingskader [+2014+], in overleg met de Minister van Defensie.",
        "≈ De Minister draagt zorg voor een [-restrictief-] en transparant wapenexportbeleid in alle landen."
        " | De Minister draagt zorg voor een [+zorgvuldig+] en transparant wapenexportbeleid in alle landen.",
    ]
    cell = rows[1].old[0]
    assert [cell.text[s.start : s.end] for s in cell.changes] == ["Toetsingskader 2009"]
    assert change_order(rows) == (1, 2)
    assert [row.head is not None for row in rows] == [True, False, False]


def samples_compared(samples: Path, name: str) -> Comparison:
    folder = samples / "phenomena" / name
    return compare_files(str(folder / "old.txt"), str(folder / "new.txt"), Options())


@pytest.mark.parametrize(
    "name",
    ["paragraph-moved", "section-split", "sections-merged", "table-row-added", "footnotes", "excerpt-mid-sentence",
     "emoji-rtl", "nothing-in-common", "clause-moved", "chapters-reordered"],
)  # fmt: skip
def test_each_word_of_both_editions_stands_once(samples: Path, name: str) -> None:
    compared = samples_compared(samples, name)
    rows = build_rows(compared)
    for side, document_ in ((Side.OLD, compared.old), (Side.NEW, compared.new)):
        shown = [cell.block.id for row in rows for cell in row.cells(side)]
        assert sorted(shown) == [b.id for b in document_.content]
        for cell in (c for row in rows for c in row.cells(side)):
            assert cell.text == cell.block.text
            ends = [0, *(x for run in cell.runs for x in (run.start, run.end)), len(cell.text)]
            assert ends == sorted(ends)


def test_each_change_is_in_a_row(samples: Path) -> None:
    for name in ("clause-moved", "section-removed-and-added", "several-small-edits", "sentence-moved-edited"):
        compared = samples_compared(samples, name)
        assert set(change_order(build_rows(compared))) == {c.id for c in compared.changes}


def test_moved_text_has_its_inner_changes(samples: Path) -> None:
    rows = build_rows(samples_compared(samples, "sentence-moved-edited"))
    assert any(
        "[~De commissie brengt ~][+halfjaarlijks+][~ verslag uit van haar bevindingen" in line for line in picture(rows)
    )


def test_where_a_block_stood_there_is_a_row_that_leads_on() -> None:
    old = document([("h1", "A"), ("paragraph", "een twee drie"), ("h1", "B"), ("paragraph", "vier vijf zes")])
    new = document([("h1", "A"), ("h1", "B"), ("paragraph", "vier vijf zes"), ("paragraph", "een twee drie")])
    made = comparison(
        old,
        new,
        [((0,), (0,)), ((1,), (3,), "moved"), ((2,), (1,)), ((3,), (2,))],
        [((0,), (0,)), ((1,), (1,))],
    )
    rows = build_rows(made)
    assert picture(rows) == [
        "= A | A",
        "⇄ moved to B: een twee drie |",
        "= B | B",
        "= vier vijf zes | vier vijf zes",
        "⇄ een twee drie | een twee drie",
    ]
    assert rows[1].match == rows[4].match
    assert (rows[1].kind, rows[4].place) == (RowKind.STOOD, "A")


def test_an_excerpt_has_its_edges(samples: Path) -> None:
    compared = compare_files(
        str(samples / "2014-bz-jaarverslag-artikel-2.txt"),
        str(samples / "2022-bz-jaarverslag-artikel-2.txt"),
        Options(),
    )
    rows = build_rows(compared)
    edges = [i for i, row in enumerate(rows) if row.kind is RowKind.EDGE]
    assert [(rows[i].side, rows[i].begins) for i in edges] == [(Side.NEW, True), (Side.OLD, False)]
    begins, ends = edges
    assert all(row.kind is RowKind.OUTSIDE and row.old and not row.new for row in rows[:begins])
    assert all(row.kind is RowKind.OUTSIDE and row.new and not row.old for row in rows[ends + 1 :])


def test_tables_have_one_set_of_columns_for_both_editions() -> None:
    old = document([("h1", "T"), ("table_row", "Gemeente  Plaatsen"), ("table_row", "Aubrac-le-Haut  45")])
    new = document([("h1", "T"), ("table_row", "Gemeente  Plaatsen"), ("table_row", "Aubrac-le-Haut  1.250")])
    rows = build_rows(comparison(old, new, [((0,), (0,)), ((1,), (1,)), ((2,), (2,))], [((0,), (0,))]))
    cells = [cell for row in rows[1:] for cell in (*row.old, *row.new)]
    assert [[c.text[a:b] for a, b in c.cuts] for c in cells[2:]] == [
        ["Aubrac-le-Haut", "45"],
        ["Aubrac-le-Haut", "1.250"],
    ]
    assert len({c.columns for c in cells}) == 1
    assert [(c.weight, c.is_numeric) for c in cells[0].columns] == [(14, False), (8, False)]
    assert rows[1].is_table and not rows[0].is_table


def test_a_column_of_figures_is_known() -> None:
    lines = [("table_row", "Jaar  Bedrag"), ("table_row", "2014  € 1.250,00"), ("table_row", "2022  − 3,5%")]
    made = document([("h1", "T"), *lines])
    rows = build_rows(comparison(made, made, [((i,), (i,)) for i in range(4)], [((0,), (0,))]))
    assert [c.is_numeric for c in rows[1].old[0].columns] == [True, True]


def test_a_row_whose_cells_are_not_its_text_is_set_as_text() -> None:
    block = document([("table_row", "een  twee")]).blocks[0]
    assert cell_cuts(block) == ((0, 3), (5, 9))
    assert cell_cuts(document([("paragraph", "een  twee")]).blocks[0]) == ()


def test_rows_stream_in_order() -> None:
    compared = compare(OLD, NEW)
    assert tuple(part_rows(build_outline(compared))) == build_rows(compared)
