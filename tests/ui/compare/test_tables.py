"""Columns of tables share the room."""

from __future__ import annotations

from desktop.ui.compare.tables import Column, column_widths

TABLE = (Column(27, False), Column(4, True), Column(4, True))


def test_figures_stand_on_one_line_and_texts_wrap() -> None:
    text, *figures = column_widths(TABLE, 210.0, 9.0)
    assert figures == [36.0, 36.0] and text == 138.0


def test_with_room_for_all_each_has_its_share() -> None:
    assert column_widths(TABLE, 700.0, 9.0) == [540.0, 80.0, 80.0]


def test_where_figures_would_take_all_the_room_everything_wraps() -> None:
    many = (Column(10, False), *[Column(8, True)] * 6)
    assert column_widths(many, 290.0, 9.0) == [50.0, *[40.0] * 6]
    assert column_widths((Column(4, True),) * 2, 50.0, 9.0) == [25.0, 25.0]
