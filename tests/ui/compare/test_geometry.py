"""Columns for any width."""

from __future__ import annotations

import pytest

from desktop.ui.compare.geometry import lay_out
from desktop.ui.compare.rows import Side

EM, CHAR = 16.0, 7.4


@pytest.mark.parametrize("width", [0, 100, 320, 641, 1280, 2560])
@pytest.mark.parametrize("chars", [0, 60])
@pytest.mark.parametrize("has_pages", [False, True])
def test_columns_are_equal_and_do_not_overlap(width: int, chars: int, has_pages: bool) -> None:
    g = lay_out(width, EM, CHAR, False, has_pages, chars)
    assert g.text >= 5 * EM
    assert g.old_x + g.text == g.gutter_x and g.gutter_x + g.gutter == g.new_x
    assert g.old_x >= g.margin - 1
    assert not chars or g.text <= chars * CHAR + 1
    if width >= 220:
        assert g.new_x + g.text + g.margin <= width + 1


@pytest.mark.parametrize("width", [100, 640, 2560])
def test_one_column_is_not_wider_than_can_be_read(width: int) -> None:
    g = lay_out(width, EM, CHAR, True, False)
    assert g.old_x == g.new_x and g.text <= 84 * CHAR + 1
    assert g.sides == (Side.BOTH,) and g.side_at(5) is Side.BOTH


def test_the_gutter_belongs_to_the_nearer_column() -> None:
    g = lay_out(1000, EM, CHAR, False, False)
    middle = g.gutter_x + g.gutter / 2
    assert (g.side_at(middle - 1), g.side_at(middle + 1)) == (Side.OLD, Side.NEW)
