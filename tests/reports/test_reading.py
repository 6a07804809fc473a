"""How one file was read, for a terminal."""

from __future__ import annotations

import io
from dataclasses import replace

from desktop.i18n import translator
from desktop.model.document import Repair, Warning
from desktop.reports.base import ReportOptions
from desktop.reports.reading import READING
from desktop.reports.reading_table import table_lines
from tests.reports.making import document


def test_headings_by_level_furniture_named_repairs_and_warnings() -> None:
    one = document(
        [
            ("h1", "Beleidsartikel 2"),
            ("paragraph", "Nederland draagt bij."),
            ("h2", "Regisseren"),
            ("list_item", "Een punt"),
            ("table_row", "Uitgaven  12"),
            ("page_footer", "Tweede Kamer 33"),
        ],
        repairs=(Repair("soft_hyphen", 2, "Neder-⏎land", "Nederland", False),),
        warnings=(Warning("nul_characters", (("count", "1"),)),),
    )
    stream = io.BytesIO()
    READING.write_document(one, stream, ReportOptions(translator("en"), columns=60))
    assert (
        stream.getvalue().decode()
        == """\
old.txt                       2014 · Dutch · sha256 abababab

1  Beleidsartikel 2                                  heading

2    Nederland draagt bij.

3    Regisseren                                      heading

4        • Een punt

5      Uitgaven │ 12                            table, 1 row

6  Tweede Kamer 33                              running foot

Repairs
2  Neder-⏎land → Nederland
                  hyphen at the line end taken away, perhaps

Warnings
! 1 NUL characters stand in the text; they were kept but are
not shown.

────────────────────────────────────────────────────────────
2 sections · heading 2 · paragraph 1 · list item 1 · table
row 1 · running foot 1 · 1 repair
"""
    )


def test_dots_that_lead_to_a_page_number_are_not_all_shown() -> None:
    stream = io.BytesIO()
    one = document(
        [("contents", "2.1 Doel . . . . . . . . . . . . . . . . . . . . . . . . . . . . 7"), ("paragraph", "Ja.")]
    )
    READING.write_document(one, stream, ReportOptions(translator("en"), columns=60))
    assert "2.1 Doel … 7" in stream.getvalue().decode()


def test_tables_stand_in_columns_with_amounts_to_the_right() -> None:
    rows = (("Onderdeel", "2014", "2015"), ("Uitgaven voor goede samenwerking", "16.204", "9"), ("Missies", "", "12"))
    assert [line for row in table_lines(rows, 36) for line in row] == [
        "Onderdeel            │   2014 │ 2015",
        "Uitgaven voor goede  │ 16.204 │    9",
        "samenwerking         │        │",
        "Missies              │        │   12",
    ]


def test_the_pages_of_a_printed_file_are_told() -> None:
    blocks = document([("paragraph", "Een."), ("paragraph", "Twee."), ("paragraph", "Drie.")])
    paged = tuple(
        b._replace(page=p, printed_page=n) for b, p, n in zip(blocks.blocks, (1, 1, 2), ("i", "i", "2"), strict=True)
    )
    stream = io.BytesIO()
    READING.write_document(replace(blocks, blocks=paged), stream, ReportOptions(translator("en"), columns=60))
    shown = [line.strip("─ ") for line in stream.getvalue().decode().split("\n") if line.startswith("──")]
    assert shown[:2] == ["page 1 of the file, printed i", "page 2 of the file"]


def test_no_orders_from_the_document() -> None:
    one = document([("paragraph", "a\x1b[2J")], title="t\x1b[1m", path="p\x1b.txt")
    stream = io.BytesIO()
    READING.write_document(one, stream, ReportOptions())
    assert b"\x1b" not in stream.getvalue()
