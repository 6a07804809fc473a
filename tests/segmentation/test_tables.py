"""Rows of tables in running text."""

from __future__ import annotations

import pytest

from desktop.model.document import BlockKind
from desktop.segmentation.tables import cells_of, find_rows
from desktop.text.lines import split_lines
from tests.making import read


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("Wapenbeheersing 9.377 9.402", ("Wapenbeheersing", "9.377", "9.402")),
        ("Totaal uitgaven 1.000 – 12%", ("Totaal uitgaven", "1.000", "–", "12%")),
        ("9.377 9.402", ("9.377", "9.402")),
        ("Water  € 5  € 6", ("Water", "€ 5", "€ 6")),
        ("Water\t5\t6", ("Water", "5", "6")),
        ("Water | 5 | zes", ("Water", "5", "zes")),
        ("Een gewone zin.", ("Een gewone zin.",)),
        ("Kosten n.v.t. p.m.", ("Kosten", "n.v.t.", "p.m.")),
        ("Saldo -12 −3", ("Saldo", "-12", "−3")),
    ],
)
def test_label_and_figures_of_a_row(text: str, cells: tuple[str, ...]) -> None:
    assert cells_of(text) == cells


def rows(text: str) -> list[tuple[str, ...]]:
    return [row.cells for _, row in sorted(find_rows(split_lines(text), {}).items())]


def test_two_lines_of_figures_make_a_table() -> None:
    assert rows("Doel\nWater 12 13\nWegen 14 15\nSlot.") == [("Water", "12", "13"), ("Wegen", "14", "15")]


def test_a_label_that_wraps_belongs_to_its_row() -> None:
    text = "Water 12 13\nBevordering van rechtsorde in\ninternationaal verband 14 15\nWegen 16 17\n"
    assert rows(text)[1] == ("Bevordering van rechtsorde in internationaal verband", "14", "15")


def test_the_unit_and_the_years_above_are_rows_too() -> None:
    text = "Bedragen x € 1.000 2014 2015\nWater 12 13\nWegen 14 15\n"
    assert len(rows(text)) == 3


@pytest.mark.parametrize(
    "text",
    [
        "Een zin met 12 13\nen geen tweede regel met getallen.",
        "In 2014 en 2015\n\nDe rest.",
        "Water 12 13",
        "1\n2\n3",
        "",
        "Dit staat in de brief van de minister nr. 12 13\nEn dit staat in de brief van een ander nr. 14 15\n",
    ],
)
def test_one_line_of_figures_is_no_table(text: str) -> None:
    assert not rows(text)


def test_lines_taken_by_furniture_are_no_rows() -> None:
    lines = split_lines("Water 12 13\nWegen 14 15\n")
    assert not find_rows(lines, {1: None})


def test_rows_are_blocks_with_cells() -> None:
    document = read("Uitgaven\n\nWater 12 13\nWegen 14 15\n\nDe rest van de tekst volgt hier.")
    assert [(b.kind.value, b.cells) for b in document.blocks[1:3]] == [
        ("table_row", ("Water", "12", "13")),
        ("table_row", ("Wegen", "14", "15")),
    ]


def test_a_row_of_names_above_no_label_begins_with_an_empty_cell() -> None:
    text = (
        "Tabel 8 Uitgaven artikel 4 (bedragen x € 1.000)\n"
        "                Realisatie  Begroting  Verschil\n"
        "                2020        2021       2021\n"
        "Verplichtingen  52.345      49.870     1.134\n"
        "Uitgaven        51.998      49.870     451\n"
    )
    rows = [b.cells for b in read(text).blocks if b.kind is BlockKind.TABLE_ROW]
    assert rows == [
        ("", "Realisatie", "Begroting", "Verschil"),
        ("", "2020", "2021", "2021"),
        ("Verplichtingen", "52.345", "49.870", "1.134"),
        ("Uitgaven", "51.998", "49.870", "451"),
    ]
