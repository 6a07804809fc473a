"""How one file was read, for a terminal."""

from __future__ import annotations

import io

from desktop.i18n import translator
from desktop.model.document import Repair, Warning
from desktop.reports.base import ReportOptions
from desktop.reports.reading import READING
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

5      Uitgaven │ 12                               table row

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


def test_no_orders_from_the_document() -> None:
    one = document([("paragraph", "a\x1b[2J")], title="t\x1b[1m", path="p\x1b.txt")
    stream = io.BytesIO()
    READING.write_document(one, stream, ReportOptions())
    assert b"\x1b" not in stream.getvalue()
