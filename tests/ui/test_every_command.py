"""Each command by each of its real keys, and by a click in its menu; what it then does is tested elsewhere."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.actions.table import GROUPS, TABLE, TOOL_BAR, Action, Facts, Group
from desktop.ui.window import Window

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def ran(opened: Window, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids of the commands that were run; all of them make sense, and none does anything."""
    found: list[str] = []
    monkeypatch.setattr(opened.handlers, "run", found.append)
    everything = Facts(**dict.fromkeys(Facts._fields, True))
    monkeypatch.setattr("desktop.ui.desk.facts_of", lambda *_: everything)
    opened.desk.renew_facts()
    return found


def focus_for(window: Window, action: Action) -> QWidget:
    """Where the keyboard is when a command is wanted: in the list for the way to the text, else in the text."""
    widget: QWidget = window.panes.changes.list if action.id == "go.text" else window.panes.view
    widget.setFocus()
    return widget


def test_each_key_of_each_command_runs_it_and_no_other(qtbot: QtBot, opened: Window, ran: list[str]) -> None:
    assert sum(len(a.keys) for a in TABLE) > 70
    for action in TABLE:
        for key in action.keys:
            pressed = QKeySequence(key)[0]
            qtbot.keyClick(focus_for(opened, action), pressed.key(), pressed.keyboardModifiers())
            assert ran == [action.id], (action.id, key)
            ran.clear()


def opened_menu(qtbot: QtBot, window: Window, group: Group) -> QMenu:
    """A menu, by a click on its title."""
    bar = window.menuBar()
    title = bar.actions()[list(GROUPS).index(group)]
    qtbot.mouseClick(bar, LEFT, pos=bar.actionGeometry(title).center())
    menu = title.menu()
    assert isinstance(menu, QMenu)
    qtbot.waitUntil(menu.isVisible)
    return menu


def test_each_command_is_run_by_a_click_in_its_menu(qtbot: QtBot, opened: Window, ran: list[str]) -> None:
    for action in TABLE:
        menu = opened_menu(qtbot, opened, action.group)
        place = menu.actionGeometry(opened.binder.actions[action.id]).center()
        qtbot.mouseMove(menu, place + QPoint(1, 0))
        qtbot.mouseClick(menu, LEFT, pos=place)
        assert ran == [action.id]
        ran.clear()
        assert not menu.isVisible()


def test_each_tool_is_a_button_to_click(qtbot: QtBot, opened: Window, ran: list[str]) -> None:
    opened.resize(1600, 900)
    for id in TOOL_BAR:
        if id in opened.binder.actions:
            button = opened.tools.widgetForAction(opened.binder.actions[id])
            assert button is not None and button.isVisible(), id
            qtbot.mouseClick(button, LEFT)
            assert ran == [id]
            ran.clear()


def test_a_command_that_makes_no_sense_is_not_run(qtbot: QtBot, opened: Window, ran: list[str]) -> None:
    opened.binder.set_facts(Facts())
    for action in TABLE:
        if action.when != "always":
            for key in action.keys:
                pressed = QKeySequence(key)[0]
                qtbot.keyClick(focus_for(opened, action), pressed.key(), pressed.keyboardModifiers())
    assert ran == []
