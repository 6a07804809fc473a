"""Ways to two editions: dropped, chosen, remembered, pasted; and locked files."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.settings import Settings
from desktop.ui.app import Application
from desktop.ui.memory import load
from desktop.ui.panels.start import RecentRow, older_first
from desktop.ui.state import Phase
from desktop.ui.window import Window


def drop(widget: QWidget, *paths: Path) -> None:
    """Drop files on a widget."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(p)) for p in paths])
    event = QDropEvent(
        QPointF(10, 10), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    widget.dropEvent(event)


def names(window: Window) -> list[str]:
    return [Path(s.path).name for s in window.workspace.work.sources or ()]


@pytest.mark.parametrize(
    ("given", "ordered"),
    [
        (["b-2022.txt", "a-2014.txt"], ("a-2014.txt", "b-2022.txt")),
        (["a-2014.txt", "b-2022.txt"], ("a-2014.txt", "b-2022.txt")),
        (["z.txt", "a.txt"], ("z.txt", "a.txt")),
        (["nota-2022.txt", "nota.txt"], ("nota-2022.txt", "nota.txt")),
    ],
)
def test_the_year_in_the_name_tells_which_is_older(given: list[str], ordered: tuple[str, str]) -> None:
    assert older_first(given) == ordered


def test_two_files_dropped_on_the_window_are_compared(qtbot: QtBot, window: Window, texts: tuple[Path, Path]) -> None:
    with qtbot.waitSignal(window.workspace.result_changed, timeout=20_000):
        drop(window, texts[1], texts[0])
    assert names(window) == ["2014.txt", "2022.txt"]


def test_files_dropped_one_by_one_wait_for_each_other(qtbot: QtBot, window: Window, texts: tuple[Path, Path]) -> None:
    drop(window.start.new, texts[1])
    assert window.start.new.path == str(texts[1]) and window.workspace.phase is Phase.START
    with qtbot.waitSignal(window.workspace.result_changed, timeout=20_000):
        drop(window.start, texts[0])
    assert names(window) == ["2014.txt", "2022.txt"]


def test_one_file_dropped_over_a_comparison_waits_on_the_start_page(opened: Window, texts: tuple[Path, Path]) -> None:
    drop(opened, texts[1])
    assert opened.workspace.phase is Phase.START and opened.start.old.path == str(texts[1])
    assert "the other edition" in opened.notices.accessibleName()


def test_a_folder_is_not_taken(window: Window, tmp_path: Path) -> None:
    drop(window, tmp_path)
    assert window.workspace.phase is Phase.START and not window.start.old.path


def test_a_card_is_pressed_to_choose_a_file(
    qtbot: QtBot, window: Window, texts: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(texts[0]), ""))
    qtbot.mouseClick(window.start.old, Qt.MouseButton.LeftButton)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(texts[1]), ""))
    window.start.new.setFocus()
    with qtbot.waitSignal(window.workspace.result_changed, timeout=20_000):
        qtbot.keyClick(window.start.new, Qt.Key.Key_Space)


def test_the_dialog_takes_both_files_at_once_or_one_after_the_other(
    qtbot: QtBot, window: Window, texts: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(texts[1]), str(texts[0])], ""))
    with qtbot.waitSignal(window.workspace.result_changed, timeout=20_000):
        window.run("file.open")
    assert names(window) == ["2014.txt", "2022.txt"]
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(texts[1])], ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(texts[0]), ""))
    with qtbot.waitSignal(window.workspace.result_changed, timeout=20_000):
        window.run("file.open")
    assert names(window) == ["2022.txt", "2014.txt"]


def test_what_was_open_is_on_the_start_page_and_can_be_forgotten(
    qtbot: QtBot, application: Application, opened: Window, texts: tuple[Path, Path]
) -> None:
    opened.run("file.close")
    (row,) = opened.start.findChildren(RecentRow)
    again, *_ = row.findChildren(QPushButton)
    assert again.text() == "2014.txt  →  2022.txt"
    assert load(application.folder).recent == ((str(texts[0]), str(texts[1])),)
    with qtbot.waitSignal(opened.workspace.result_changed, timeout=20_000):
        again.click()
    opened.forget_recent()
    assert load(application.folder).recent == ()


def test_names_are_not_kept_where_that_is_not_wanted(
    qtbot: QtBot, application: Application, window: Window, texts: tuple[Path, Path]
) -> None:
    application.set_settings(Settings().but(remember=False))
    with qtbot.waitSignal(window.workspace.result_changed, timeout=20_000):
        window.open_paths(*map(str, texts))
    assert load(application.folder).recent == ()


def test_a_locked_file_asks_for_its_password(
    qtbot: QtBot, window: Window, texts: tuple[Path, Path], samples: Path
) -> None:
    locked = samples / "formats" / "locked.pdf"
    window.open_paths(str(texts[0]), str(locked))
    qtbot.waitUntil(lambda: window.workspace.phase is Phase.FAILED, timeout=30_000)
    page = window.stack.currentWidget()
    assert page.password.hasFocus() and "Type its password" in page._words.text()
    qtbot.keyClicks(page.password, "fout")
    qtbot.keyClick(page.password, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "another" in page._words.text(), timeout=30_000)
    qtbot.keyClicks(page.password, "geheim")
    with qtbot.waitSignal(window.workspace.result_changed, timeout=30_000):
        qtbot.keyClick(page.password, Qt.Key.Key_Return)


def test_texts_with_nothing_in_common_are_said_to_be_so(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    for name, text in (
        ("a.txt", "Appeltaart\n\nSchil zes appels.\n"),
        ("b.txt", "Fietsenplan\n\nElk dorp krijgt een pad.\n"),
    ):
        (tmp_path / name).write_text(text)
    with qtbot.waitSignal(window.workspace.result_changed, timeout=20_000):
        window.open_paths(str(tmp_path / "a.txt"), str(tmp_path / "b.txt"))
    assert "nothing in common" in window.notices.accessibleName() and window.notices.isVisible()


def test_what_is_wrong_with_the_settings_is_still_said_beside_a_comparison(
    qtbot: QtBot, window: Window, texts: tuple[Path, Path]
) -> None:
    window.notice("settings_damaged", "error")
    with qtbot.waitSignal(window.workspace.result_changed, timeout=20_000):
        window.open_paths(str(texts[0]), str(texts[1]))
    assert "settings could not be read" in window.notices.accessibleName() and window.notices.isVisible()
    window.notice("stopped")
    with qtbot.waitSignal(window.workspace.result_changed, timeout=20_000):
        window.open_paths(str(texts[1]), str(texts[0]))
    assert window.notices.isHidden(), "what was said of the comparison before is gone"
