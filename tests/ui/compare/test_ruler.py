"""The ruler: where changes are, and a way to them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.ui.compare.find import Query, find
from desktop.ui.compare.rows import RowKind, Side, Sign
from desktop.ui.compare.ruler import Ruler
from desktop.ui.compare.view import CompareView
from tests.ui.compare.test_view import long_rows


@pytest.fixture
def ruler(qtbot: QtBot) -> Ruler:
    view = CompareView()
    qtbot.addWidget(view)
    view.resize(800, 500)
    view.set_rows(long_rows(200))
    made = Ruler(view)
    qtbot.addWidget(made)
    made.resize(made.sizeHint().width(), 500)
    view.show()
    made.show()
    made._kept = view  # type: ignore[attr-defined]
    return made


def test_each_change_has_a_mark_in_its_place_on_both_sides(ruler: Ruler) -> None:
    view = ruler._view
    top, _ = ruler._track()
    for side in (Side.OLD, Side.NEW):
        lines = ruler.lines(side)
        assert set(lines) == {Sign.SAME, Sign.EDITED}
        for row, made in enumerate(view.rows):
            if made.sign is Sign.EDITED:
                assert lines[int(ruler.y_of(view.slot_of(row))) - top] is Sign.EDITED


def test_what_one_edition_lacks_is_on_the_other_half_alone(ruler: Ruler) -> None:
    view = ruler._view
    rows = list(long_rows(20))
    rows[5] = replace(rows[5], kind=RowKind.REMOVED, sign=Sign.REMOVED, new=())
    view.set_rows(rows)
    assert Sign.REMOVED in ruler.lines(Side.OLD) and Sign.REMOVED not in ruler.lines(Side.NEW)


def test_a_click_goes_there(ruler: Ruler, qtbot: QtBot) -> None:
    view = ruler._view
    y = round(ruler.y_of(view.slot_of(120)))
    QTest.mouseClick(ruler, Qt.MouseButton.LeftButton, pos=QPoint(8, y))
    first, last = view.visible_rows()
    assert first <= 120 <= last


def test_a_drag_to_the_end_reaches_the_last_row(ruler: Ruler) -> None:
    view = ruler._view
    QTest.mousePress(ruler, Qt.MouseButton.LeftButton, pos=QPoint(8, 50))
    QTest.mouseMove(ruler, QPoint(8, 499))
    QTest.mouseRelease(ruler, Qt.MouseButton.LeftButton, pos=QPoint(8, 499))
    assert view.visible_rows()[1] == len(view.rows) - 1


def test_hits_are_drawn(ruler: Ruler) -> None:
    view = ruler._view
    before = ruler.grab().toImage()
    view.set_find_hits(find(view.rows, Query("straat 77 ")))
    after = ruler.grab().toImage()
    y = round(ruler.y_of(view.slot_of(77)))
    assert before.pixelColor(1, y) != after.pixelColor(1, y)
    assert after.pixelColor(1, y).name() == view.colors.find_current_back


def test_it_says_what_stands_at_a_height(ruler: Ruler) -> None:
    view = ruler._view
    assert ruler.words_at(ruler.y_of(view.slot_of(10)) + 0.5) == "Vergunningen · edited"
