"""Projects in the window, for tests: opened and saved by keys, and looked at on the disk."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from desktop.project.project import Project
from desktop.project.store import Store
from desktop.ui.app import Application
from desktop.ui.window import Window
from tests.ui.conftest import Press

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def said(window: Window) -> str:
    return window.notices.accessibleName() if not window.notices.isHidden() else ""


def kept(path: Path) -> Project:
    """The project as it stands on the disk, whoever has it open."""
    with Store.open(str(path), read_only=True) as store:
        return store.project


def save_as(qtbot: QtBot, window: Window, press: Press, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    window.panes.focus_text()
    with qtbot.waitSignal(window.workspace.project_opened, timeout=20_000):
        press(Qt.Key.Key_S, CONTROL)


def open_by_key(qtbot: QtBot, window: Window, press: Press, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    with qtbot.waitSignal(window.workspace.result_changed, timeout=20_000):
        press(Qt.Key.Key_O, CONTROL, SHIFT)
    window.activateWindow()
    qtbot.waitUntil(lambda: window.panes.view.hasFocus())


def unsaved(application: Application) -> list[Path]:
    return sorted((application.folder / "unsaved").glob("*.naast"))


def by_palette(window: Window, press: Press, words: str) -> None:
    """Do a command as a person who knows a part of its name."""
    window.panes.focus_text()
    press(Qt.Key.Key_K, CONTROL)
    press(words)
    press(Qt.Key.Key_Return)


def choosing(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    """Whatever dialog asks for a file gets this one."""
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
