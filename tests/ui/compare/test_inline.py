"""One column: what is the same stands once, old words before the new ones that replace them."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.model.options import Options
from desktop.ui.compare.inline import ADDED_KINDS, REMOVED_KINDS, inline_cells, inline_stretches
from desktop.ui.compare.rows import Side, ViewCell, build_rows
from desktop.workflow import compare_files
from tests.making import compare
from tests.reports.making import comparison, document
from tests.ui.compare.picture import cell_picture

OLD = "De Minister voert een restrictief beleid conform het kader 2009, in overleg met de Kamer.\n"
NEW = "De Minister voert een zorgvuldig beleid conform het kader 2014, in overleg met de hele Kamer.\n"


def lines(old: str, new: str) -> list[str]:
    return [cell_picture(cell) for row in build_rows(compare(old, new)) for cell in inline_cells(row)]


def test_replaced_words_stand_beside_what_replaced_them() -> None:
    assert lines(OLD, NEW) == [
        "De Minister voert een [-restrictief-] [+zorgvuldig+] beleid conform het kader [-2009-] [+2014+],"
        " in overleg met de [+hele+] Kamer."
    ]


def test_a_change_reaches_over_both() -> None:
    (row,) = build_rows(compare(OLD, NEW))
    (cell,) = inline_cells(row)
    spans = sorted((s.start, s.end) for s in cell.changes)
    assert [cell.text[a:b].strip() for a, b in spans] == ["restrictief zorgvuldig", "2009 2014", "hele"]


def words(cell: ViewCell, without: frozenset[object]) -> str:
    text, at = "", 0
    for run in cell.runs:
        text += cell.text[at : run.start]
        text += " " if run.kind in without else cell.text[run.start : run.end]
        at = run.end
    return "".join((text + cell.text[at:]).split())


@pytest.mark.parametrize(
    "name",
    ["several-small-edits", "paragraphs-merged", "paragraph-split", "table-amount", "dense-rewriting", "clause-moved",
     "sentence-moved-edited", "section-split", "emoji-rtl", "ministry-renamed", "sentence-deleted"],
)  # fmt: skip
def test_leaving_out_what_was_added_gives_the_old_words_and_the_other_way_round(samples: Path, name: str) -> None:
    folder = samples / "phenomena" / name
    compared = compare_files(str(folder / "old.txt"), str(folder / "new.txt"), Options())
    for row in build_rows(compared):
        cells = inline_cells(row)
        if row.new:
            shown = "".join(words(c, REMOVED_KINDS) for c in cells)
            assert shown == "".join("".join(c.text.split()) for c in row.new)
        if row.old:
            shown = "".join(words(c, ADDED_KINDS) for c in cells)
            old = "".join("".join(c.text.split()) for c in row.old)
            assert shown.casefold() == old.casefold()
        for cell in cells:
            assert [cell.text[a:b].strip() for a, b in cell.cuts] == [cell.text[a:b] for a, b in cell.cuts]


def test_a_table_row_keeps_its_cells() -> None:
    old = document([("h1", "T"), ("table_row", "2016  410  gift")])
    new = document([("h1", "T"), ("table_row", "2016  415  gift")])
    rows = build_rows(comparison(old, new, [((0,), (0,)), ((1,), (1,))], [((0,), (0,))]))
    (cell,) = inline_cells(rows[1])
    assert [cell.text[a:b].split() for a, b in cell.cuts] == [["2016"], ["410", "415"], ["gift"]]


def test_each_column_of_a_table_has_its_own_old_value_beside_the_new_one() -> None:
    old = "1 Geld\n\nDeel       2017   2018\nGiften       77     81\nOverig       12     14\n"
    new = "1 Geld\n\nDeel       2017   2018\nGiften       97     91\nOverig       12     14\n"
    row = next(r for r in build_rows(compare(old, new)) if r.new and "Giften" in r.new[0].text)
    (cell,) = inline_cells(row)
    assert [cell.text[a:b].split() for a, b in cell.cuts] == [["Giften"], ["77", "97"], ["81", "91"]]


def test_columns_that_one_edition_does_not_have_are_shown_too() -> None:
    old = document([("h1", "T"), ("table_row", "Giften  77  81")])
    new = document([("h1", "T"), ("table_row", "Giften  97  91  95")])
    rows = build_rows(comparison(old, new, [((0,), (0,)), ((1,), (1,))], [((0,), (0,))]))
    (cell,) = inline_cells(rows[1])
    assert [cell.text[a:b].split() for a, b in cell.cuts] == [["Giften"], ["77", "97"], ["81", "91"], ["95"]]
    fewer = build_rows(comparison(new, old, [((0,), (0,)), ((1,), (1,))], [((0,), (0,))]))
    (cell,) = inline_cells(fewer[1])
    assert words(cell, ADDED_KINDS) == "Giften979195" and words(cell, REMOVED_KINDS) == "Giften7781"


@pytest.mark.parametrize(
    ("side", "word", "shown"),
    [(Side.OLD, "restrictief", ["restrictief"]), (Side.NEW, "zorgvuldig", ["zorgvuldig"]), (Side.NEW, "hele", ["hele"]),
     (Side.OLD, "overleg met de", ["overleg met de"]), (Side.NEW, "kader", ["kader"]), (Side.OLD, "kader", ["kader"]),
     (Side.NEW, "kader 2014", ["kader ", "2014"])],
)  # fmt: skip
def test_what_stands_in_one_edition_is_found_in_the_one_column(side: Side, word: str, shown: list[str]) -> None:
    (row,) = build_rows(compare(OLD, NEW))
    start = row.cells(side)[0].text.index(word)
    (cell,) = inline_cells(row)
    found = sorted(inline_stretches(row, side, 0, start, start + len(word)))
    assert [cell.text[a:b] for _, a, b in found] == shown
