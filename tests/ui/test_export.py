"""The dialog of reports: its choices reach the file, its page is drawn, nothing half is left, all by keys."""

from __future__ import annotations

import os
import re
import signal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.ui.dialogs.export import ExportDialog
from desktop.ui.memory import load
from desktop.ui.window import Window
from desktop.ui.wishes import Wishes, read_wishes, usable
from tests.ui.conftest import Press

CONTROL = Qt.KeyboardModifier.ControlModifier
PATIENCE_MS = 20_000


@pytest.fixture
def dialog(qtbot: QtBot, opened: Window, press: Press) -> ExportDialog:
    press(Qt.Key.Key_E, CONTROL)
    shown = opened.findChild(ExportDialog)
    assert shown is not None
    qtbot.waitUntil(lambda: shown.isActiveWindow() and shown.path.hasFocus())
    return shown


def write(qtbot: QtBot, opened: Window, press: Press, path: Path) -> str:
    """Type a path, press Enter, wait for the end; what is in the file then."""
    press(Qt.Key.Key_A, CONTROL)
    press(str(path))
    is_end = lambda state: state != "started"  # noqa: E731
    with qtbot.waitSignal(opened.workspace.exporting.changed, check_params_cb=is_end, timeout=PATIENCE_MS):
        press(Qt.Key.Key_Return)
    return path.read_text("utf-8") if path.exists() else ""


def picture(qtbot: QtBot, dialog: ExportDialog) -> QImage:
    """The page, once it is drawn anew."""
    with qtbot.waitSignal(dialog._exporting.previewed, timeout=PATIENCE_MS):
        pass
    return dialog.page.pixmap().toImage()


def test_the_first_page_is_shown_and_follows_the_choices(qtbot: QtBot, dialog: ExportDialog, press: Press) -> None:
    first = picture(qtbot, dialog)
    assert first.height() > 300 and first.pixelColor(2, 2).name() == "#ffffff"
    dialog.form.title.setFocus()
    press("Wapenexport")
    titled = picture(qtbot, dialog)
    assert titled != first
    for kind in ("xlsx", "json", "tracked"):
        dialog.form.choose_kind(kind)
        other = picture(qtbot, dialog)
        assert other != titled
        titled = other


def test_what_is_wrong_with_a_choice_is_said_beside_the_page(qtbot: QtBot, dialog: ExportDialog) -> None:
    picture(qtbot, dialog)
    dialog.form.logo.setText("/nowhere/logo.png")
    qtbot.waitUntil(lambda: "/nowhere/logo.png" in dialog._caption.text(), timeout=PATIENCE_MS)


def test_all_choices_reach_the_report(
    qtbot: QtBot, opened: Window, dialog: ExportDialog, press: Press, tmp_path: Path
) -> None:
    form = dialog.form
    form.language.setCurrentIndex(form.language.findData("nl"))
    form.only.setChecked(True)
    form.title.setText("Over wapens")
    form.author.setText("A. de Vries")
    form.layouts.setCurrentIndex(form.layouts.findData("inline"))
    form.extent.setCurrentIndex(form.extent.findData("chosen"))
    dialog.path.setFocus()
    told = write(qtbot, opened, press, tmp_path / "verslag.html")
    assert "<title>Over wapens</title>" in told and "A. de Vries · " in told and 'lang="nl"' in told
    assert re.search(r'id="inline"[^>]* checked', told)
    assert (
        "Toetsingskader" in told and "paragrafen zijn weggelaten" in told and "miljoen" not in told.split("<main>")[0]
    )


def test_the_sections_chosen_take_those_under_them_along(dialog: ExportDialog) -> None:
    form = dialog.form
    form.extent.setCurrentIndex(form.extent.findData("chosen"))
    assert len(form.wishes().sections or ()) == 1
    form._items[0].setCheckState(0, Qt.CheckState.Unchecked)
    assert form.wishes().sections == () and not dialog.write.isEnabled()
    form.extent.setCurrentIndex(form.extent.findData("all"))
    assert form.wishes().sections is None and dialog.write.isEnabled()


def test_only_what_alters_the_kind_is_asked(dialog: ExportDialog) -> None:
    dialog.form.choose_kind("json")
    assert not dialog.form.title.isVisible() and not dialog.form.template.isVisible()
    dialog.form.choose_kind("docx")
    assert dialog.form.title.isVisible() and dialog.form.template.isVisible()
    assert dialog.path.text().endswith(".docx")


def test_choices_are_remembered_but_for_those_of_one_comparison(
    qtbot: QtBot, opened: Window, dialog: ExportDialog, press: Press, tmp_path: Path
) -> None:
    dialog.form.author.setText("A. de Vries")
    dialog.form.title.setText("Over wapens")
    dialog.path.setFocus()
    write(qtbot, opened, press, tmp_path / "verslag.md")
    press(Qt.Key.Key_Escape)
    kept = load(tmp_path / "settings")
    assert kept.report == Wishes("md", "en", author="A. de Vries")
    assert kept.report_folder == str(tmp_path)
    opened.activateWindow()
    qtbot.waitUntil(opened.panes.view.hasFocus)
    press(Qt.Key.Key_E, CONTROL)
    again = [d for d in opened.findChildren(ExportDialog) if d.isVisible()][-1]
    assert again.form.author.text() == "A. de Vries" and again.path.text().startswith(str(tmp_path))
    assert again.path.text().endswith(".md")


def test_damaged_wishes_are_the_usual_ones() -> None:
    assert usable(read_wishes({"key": "exe"})) == read_wishes({"layout": 3, "notes": "no"}) == Wishes()


def test_a_file_that_is_there_is_replaced_only_when_asked_twice(
    qtbot: QtBot, opened: Window, dialog: ExportDialog, press: Press, tmp_path: Path
) -> None:
    path = tmp_path / "a.md"
    path.write_text("before")
    press(Qt.Key.Key_A, CONTROL)
    press(str(path))
    press(Qt.Key.Key_Return)
    assert path.read_text() == "before" and dialog.write.text() == "Write over it"
    with qtbot.waitSignal(
        opened.workspace.exporting.changed, check_params_cb=lambda s: s == "done", timeout=PATIENCE_MS
    ):
        press(Qt.Key.Key_Return)
    assert "Toetsingskader 2014" in path.read_text("utf-8")
    assert dialog.open_file.isVisible() and dialog.show_folder.isVisible()


@pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="a worker can be held only on Unix")
def test_cancel_leaves_nothing_and_the_dialog_stays(
    qtbot: QtBot, opened: Window, dialog: ExportDialog, press: Press, tmp_path: Path
) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    press(Qt.Key.Key_A, CONTROL)
    press(str(folder / "a.pdf"))
    picture(qtbot, dialog)
    worker = opened.workspace.jobs.worker_pid
    os.kill(worker, signal.SIGSTOP)  # else it may be done before a key is pressed
    press(Qt.Key.Key_Return)
    assert dialog._bar.isVisible() and not dialog.form.isEnabled()
    press(Qt.Key.Key_Escape)
    os.kill(worker, signal.SIGCONT)
    assert "nothing was written" in dialog._said.text() and dialog.isVisible()
    dialog.path.setFocus()
    assert "Toetsingskader 2014" in write(qtbot, opened, press, tmp_path / "b.md")
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("place", ["missing/a.md", "taken.md"])
def test_what_cannot_be_written_is_said_and_can_be_mended(
    qtbot: QtBot, opened: Window, dialog: ExportDialog, press: Press, tmp_path: Path, place: str
) -> None:
    (tmp_path / "taken.md").mkdir()
    press(Qt.Key.Key_A, CONTROL)
    press(str(tmp_path / place))
    press(Qt.Key.Key_Return)
    assert place.split("/")[0] in dialog._said.text() and dialog._said.property("role") == "error"
    assert "Toetsingskader 2014" in write(qtbot, opened, press, tmp_path / "good.md")


def test_neither_a_source_nor_the_logo_is_written_over(
    dialog: ExportDialog, press: Press, tmp_path: Path, texts: tuple[Path, Path]
) -> None:
    before = texts[0].read_text()
    link = tmp_path / "link.md"
    link.symlink_to(texts[0])
    press(Qt.Key.Key_A, CONTROL)
    press(str(link))
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Return)
    assert "another name" in dialog._said.text() and texts[0].read_text() == before


def test_the_file_and_its_folder_can_be_opened(
    qtbot: QtBot, opened: Window, dialog: ExportDialog, press: Press, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []
    monkeypatch.setattr(ExportDialog, "_show", staticmethod(shown.append))
    write(qtbot, opened, press, tmp_path / "a.csv")
    assert QApplication.focusWidget() is dialog.open_file
    press(Qt.Key.Key_Space)
    dialog.show_folder.click()
    assert shown == [str(tmp_path / "a.csv"), str(tmp_path)]
