"""The whole way without a mouse: open, next change, accept, note, export."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.ui.app import Application
from desktop.ui.dialogs.export import ExportDialog
from desktop.ui.dialogs.paste import PasteDialog
from tests.ui.conftest import NEW, OLD, Press, dialog

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def test_from_two_texts_to_a_report_with_the_keyboard_alone(
    qtbot: QtBot, application: Application, press: Press, tmp_path: Path
) -> None:
    window, workspace = application.window, application.workspace
    press(Qt.Key.Key_V, CONTROL, SHIFT)
    pasting = dialog(qtbot, PasteDialog)
    QApplication.clipboard().setText(OLD)
    press(Qt.Key.Key_V, CONTROL)
    press(Qt.Key.Key_Tab)
    assert pasting.new.hasFocus()
    QApplication.clipboard().setText(NEW)
    press(Qt.Key.Key_V, CONTROL)
    with qtbot.waitSignal(workspace.result_changed, timeout=20_000):
        press(Qt.Key.Key_Return, CONTROL)
    window.activateWindow()
    qtbot.waitUntil(lambda: window.panes.view.hasFocus())

    press("n")
    first = workspace.shown.change(workspace.reader.cursor.change)
    assert first is not None and first.new == "Toetsingskader 2014"
    with qtbot.waitSignal(workspace.result_changed, timeout=20_000):
        press("a")
    assert [p.level for p in workspace.work.options.pins] == ["block"]
    assert workspace.shown.change(workspace.reader.cursor.change) == first  # the place was kept

    press("c")
    press("New year, n is a letter here")
    press(Qt.Key.Key_Escape)
    press("3")
    press(Qt.Key.Key_Space)
    remark = workspace.work.annotations[0]
    assert (remark.text, remark.significance, remark.reviewed) == ("New year, n is a letter here", 3, True)
    second = workspace.shown.change(workspace.reader.cursor.change)
    assert second is not None and second.new == "zorgvuldig"

    press(Qt.Key.Key_E, CONTROL)
    exporting = dialog(qtbot, ExportDialog)
    press(Qt.Key.Key_A, CONTROL)
    target = tmp_path / "report.md"
    press(str(target))
    with qtbot.waitSignal(workspace.exporting.changed, check_params_cb=lambda s: s == "done", timeout=20_000):
        press(Qt.Key.Key_Return)
    assert "Toetsingskader 2014" in target.read_text(encoding="utf-8")
    press(Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not exporting.isVisible())
