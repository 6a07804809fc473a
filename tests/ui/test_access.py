"""For those who do not see the window, or see it large: names, order of the focus, the size of the system's letters."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QFont
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QScrollArea,
    QStackedWidget,
    QTabBar,
    QTabWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.ui.app import Application
from desktop.ui.jobs import Jobs
from desktop.ui.window import Window
from tests.ui.conftest import Press


def nameless(root: QWidget) -> list[str]:
    """Widgets that can have the focus and that a screen reader could not name."""
    found = []
    for widget in root.findChildren(QWidget):
        if widget.focusPolicy() is Qt.FocusPolicy.NoFocus or not widget.isVisibleTo(root):
            continue
        if isinstance(widget, QScrollArea | QStackedWidget | QTabBar | QTabWidget) or widget.objectName().startswith(
            "qt_"
        ):
            continue
        said = widget.accessibleName() or (widget.text() if isinstance(widget, QAbstractButton) else "")
        labelled = any(label.buddy() is widget for label in root.findChildren(QLabel))
        if not said and not labelled and not widget.toolTip():
            found.append(f"{type(widget).__name__} {widget.objectName()}")
    return found


def test_all_that_can_have_the_focus_has_a_name(opened: Window) -> None:
    for page in range(3):
        opened.panes.lists.setCurrentIndex(page)
        assert nameless(opened) == []
    opened.run("edit.find")
    assert nameless(opened) == []


@pytest.mark.parametrize("command", ["file.settings", "help.keys", "file.export", "file.reading", "file.paste"])
def test_dialogs_too(qtbot: QtBot, opened: Window, command: str) -> None:
    opened.run(command)
    dialog = next(w for w in QApplication.topLevelWidgets() if w is not opened and w.windowTitle() and w.isVisible())
    assert nameless(dialog) == []


def test_the_start_page_too(window: Window) -> None:
    window.start.set_recent((("/tmp/a.txt", "/tmp/b.txt"),))
    assert nameless(window) == []
    assert window.start.old.accessibleName() == "Older edition: Drop a file here, or press to choose"


def test_lists_say_in_words_what_they_show_in_colour(opened: Window) -> None:
    changes = opened.panes.changes.model
    said = [changes.data(changes.index(i), Qt.ItemDataRole.AccessibleTextRole) for i in range(changes.rowCount())]
    assert said[0] == "Toetsingskader 2009 → Toetsingskader 2014\nnumber · weighty · 1. Regisseren"
    sections = opened.panes.sections.model
    assert sections.data(sections.index(1, 0), Qt.ItemDataRole.AccessibleTextRole).startswith(
        "2. Stimuleren → 2. Bevorderen\nrenamed · "
    )


def test_the_text_is_a_document_to_a_screen_reader(opened: Window) -> None:
    interface = QAccessible.queryAccessibleInterface(opened.panes.view)
    assert interface is not None and interface.isValid()
    assert interface.childCount() > 0


def test_the_window_follows_the_size_of_the_systems_letters(
    qtbot: QtBot, qapp: QApplication, jobs: Jobs, tmp_path: Path
) -> None:
    usual = QFont(qapp.font())

    def height() -> int:
        application = Application(qapp, jobs, tmp_path, "en")
        qtbot.addWidget(application.window)
        application.show()
        result = application.window.panes.changes.list.fontMetrics().height()
        application.close()
        return result

    larger = QFont(usual)
    larger.setPointSizeF(usual.pointSizeF() * 1.5)
    before = height()
    try:
        qapp.setFont(larger)
        assert height() > before * 1.3
    finally:
        qapp.setFont(usual)


def test_the_tab_key_goes_through_the_panes_in_reading_order(opened: Window, qtbot: QtBot) -> None:
    order: list[QWidget] = []
    opened.panes.sections.filter.setFocus()
    for _ in range(40):
        at = QApplication.focusWidget()
        if at is None or at in order:
            break
        order.append(at)
        qtbot.keyClick(at, Qt.Key.Key_Tab)
    panes = opened.panes
    places = [order.index(w) for w in (panes.sections.filter, panes.sections.tree, panes.view, panes.changes.filter)]
    assert places == sorted(places)


def test_a_screen_reader_meets_the_panes_in_reading_order(opened: Window) -> None:
    interface = QAccessible.queryAccessibleInterface(opened.panes.splitter)
    met = [interface.child(i).object() for i in range(interface.childCount())]
    panes = [w for w in met if w in (opened.panes.sections, opened.panes.view.parent(), opened.panes.lists)]
    assert panes == [opened.panes.sections, opened.panes.view.parent(), opened.panes.lists]


def test_panes_become_wider_and_narrower_by_key(opened: Window, press: Press) -> None:
    panes = opened.panes
    shift = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier
    for widget, pane in ((panes.sections.tree, 0), (panes.changes.list, 2), (panes.view, 1)):
        widget.setFocus()
        before = panes.splitter.sizes()[pane]
        press(Qt.Key.Key_Right, *shift)
        wider = panes.splitter.sizes()[pane]
        assert wider > before
        press(Qt.Key.Key_Left, *shift)
        assert panes.splitter.sizes()[pane] < wider
    assert panes.splitter.handle(1).accessibleName() and panes.splitter.handle(2).accessibleName()
