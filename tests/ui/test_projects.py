"""Projects in the window: opened, saved, decided in, undone; and those that cannot be written."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QFileDialog
from pytestqt.qtbot import QtBot

from desktop.model.document import BlockKind
from desktop.model.options import Side
from desktop.project.decisions import put_notes
from desktop.project.lock import holder_of
from desktop.project.store import Store
from desktop.ui.app import Application
from desktop.ui.memory import load
from desktop.ui.panels.start import UnsavedRow
from desktop.ui.window import Window
from desktop.ui.wishes import Wishes
from tests.project.making import compare, on_change
from tests.ui.conftest import NEW, OLD, Press
from tests.ui.projects import CONTROL, SHIFT, by_palette, choosing, kept, open_by_key, said, save_as, unsaved


def test_a_note_is_there_again_when_the_project_is_opened_again(
    qtbot: QtBot,
    application: Application,
    opened: Window,
    press: Press,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path, workspace = tmp_path / "mine.naast", opened.workspace
    press("n")
    press("c")
    press("Before")
    press(Qt.Key.Key_Escape)
    save_as(qtbot, opened, press, path, monkeypatch)
    assert opened.windowTitle().startswith("mine: ") and "mine.naast" in said(opened)
    opened.panes.focus_text()
    press("c")
    press(" and after")
    assert [n.text for n in kept(path).notes] == ["Before and after"]  # each letter, at once
    press(Qt.Key.Key_Escape)
    opened.panes.focus_text()
    press("3")
    press(Qt.Key.Key_W, CONTROL)
    assert opened.windowTitle() == "Naast"
    assert load(application.folder).recent[0] == (str(path), "")

    open_by_key(qtbot, opened, press, path, monkeypatch)
    press("n")
    note = workspace.annotated.changes[workspace.reader.cursor.change or 0]
    assert (note.text, note.significance) == ("Before and after", 3)
    assert opened.panes.notes.text.toPlainText() == "Before and after"


def test_all_that_was_decided_is_shown(
    qtbot: QtBot, window: Window, press: Press, arms: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_by_key(qtbot, window, press, arms, monkeypatch)
    workspace = window.workspace
    assert workspace.work.options == kept(arms).options
    assert sorted((r.text, r.reviewed) for r in workspace.annotated.changes.values()) == [
        ("", True),
        ("Waarom een ander jaar?", False),
    ]
    assert workspace.result is not None and workspace.result.old.blocks[1].kind is BlockKind.LIST_ITEM


def test_undo_and_redo_have_names_and_are_on_the_disk(
    qtbot: QtBot, window: Window, press: Press, arms: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_by_key(qtbot, window, press, arms, monkeypatch)
    workspace = window.workspace
    before = kept(arms)
    press("n")
    press("c")
    press(" Ja.")
    press(Qt.Key.Key_Escape)
    window.panes.focus_text()
    with qtbot.waitSignal(workspace.result_changed, timeout=20_000):
        press("a")
    after = kept(arms)
    assert [p.level for p in after.options.pins] == ["block"] and "zorgvuldig" in after.places[-1].place.exact + (
        after.places[0].place.exact + after.places[1].place.exact
    )
    with qtbot.waitSignal(workspace.result_changed, timeout=20_000):
        press(Qt.Key.Key_Z, CONTROL)
    assert said(window).startswith("Taken back: accept ")
    press(Qt.Key.Key_Z, CONTROL)
    assert said(window) == "Taken back: note “Waarom een ander jaar? Ja.”"
    assert kept(arms) == before
    press(Qt.Key.Key_Y, CONTROL)
    assert sorted(n.text for n in kept(arms).notes) == ["", "Over het geheel", "Waarom een ander jaar? Ja."]
    assert "Waarom een ander jaar? Ja." in [r.text for r in workspace.annotated.changes.values()]


def test_sides_are_swapped_in_the_file_too(
    qtbot: QtBot, window: Window, press: Press, arms: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_by_key(qtbot, window, press, arms, monkeypatch)
    with qtbot.waitSignal(window.workspace.result_changed, timeout=20_000):
        press(Qt.Key.Key_S, CONTROL, SHIFT)
    assert kept(arms).old.path == "new.txt" and kept(arms).options.kinds[0].side is Side.NEW
    assert "Waarom een ander jaar?" in [r.text for r in window.workspace.annotated.changes.values()]
    with qtbot.waitSignal(window.workspace.result_changed, timeout=20_000):
        press(Qt.Key.Key_Z, CONTROL)
    assert kept(arms).old.path == "old.txt"


def test_a_project_that_somebody_has_open_is_shown_and_not_changed(
    qtbot: QtBot, window: Window, press: Press, arms: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Store.open(str(arms)):
        open_by_key(qtbot, window, press, arms, monkeypatch)
        assert "is being worked in by" in said(window)
        before = kept(arms)
        press("n")
        press("2")
        assert "read only" in said(window) and kept(arms) == before
        assert all(r.significance is None for r in window.workspace.annotated.changes.values())
    copy = arms.with_name("copy.naast")
    save_as(qtbot, window, press, copy, monkeypatch)
    window.panes.focus_text()
    press("2")
    assert 2 in [n.significance for n in kept(copy).notes] and kept(arms) == before


def damaged(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[3000:] = bytes(len(content) - 3000)
    path.write_bytes(content)


def newer(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[60:64] = (99).to_bytes(4, "big")
    path.write_bytes(content)


@pytest.mark.parametrize(
    ("spoil", "words"), [(damaged, "naast recover"), (newer, "later version"), (Path.unlink, "arms.naast")]
)
def test_a_project_that_cannot_be_opened_is_told_and_the_work_stays(
    qtbot: QtBot,
    opened: Window,
    press: Press,
    arms: Path,
    monkeypatch: pytest.MonkeyPatch,
    spoil: Callable[[Path], None],
    words: str,
) -> None:
    spoil(arms)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(arms), ""))
    with qtbot.waitSignal(opened.workspace.noticed, timeout=20_000):
        press(Qt.Key.Key_O, CONTROL, SHIFT)
    assert words in said(opened) and opened.workspace.result is not None


def test_a_name_that_is_taken_is_left_as_it_is(
    qtbot: QtBot, opened: Window, press: Press, arms: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = arms.read_bytes()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(arms), ""))
    with qtbot.waitSignal(opened.workspace.noticed, timeout=20_000):
        press(Qt.Key.Key_S, CONTROL)
    assert "is there already" in said(opened) and arms.read_bytes() == content


def test_a_project_that_is_gone_refuses_decisions_and_says_so(
    qtbot: QtBot, window: Window, press: Press, arms: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_by_key(qtbot, window, press, arms, monkeypatch)
    arms.rename(arms.with_name("away.naast"))
    press("n")
    press("3")
    assert "is gone" in said(window)
    assert all(r.significance is None for r in window.workspace.annotated.changes.values())


# --- nobody has saved it ----------------------------------------------------------------------------------------------


def test_what_nobody_saved_is_kept_from_the_first_decision_and_offered_again(
    qtbot: QtBot, application: Application, opened: Window, press: Press
) -> None:
    workspace = opened.workspace
    assert unsaved(application) == []
    press("n")
    press("3")
    press("c")
    press("Why?")
    (path,) = unsaved(application)
    (note,) = kept(path).notes
    assert (note.text, note.significance) == ("Why?", 3)
    assert opened.windowTitle().startswith("2014 → 2022")
    press(Qt.Key.Key_Escape)
    opened.panes.focus_text()
    with qtbot.waitSignal(workspace.keeper.found, timeout=20_000):
        press(Qt.Key.Key_W, CONTROL)
    (row,) = opened.start.findChildren(UnsavedRow)
    again, _ = row.findChildren(QAbstractButton)
    with qtbot.waitSignal(workspace.result_changed, timeout=20_000):
        qtbot.mouseClick(again, Qt.MouseButton.LeftButton)
    assert "Your last work is here again" in said(opened)
    assert [r.text for r in workspace.annotated.changes.values()] == ["Why?"]
    opened.panes.focus_text()
    press(Qt.Key.Key_W, CONTROL)
    with qtbot.waitSignal(workspace.keeper.found, timeout=20_000):
        qtbot.waitUntil(lambda: len(opened.start.findChildren(UnsavedRow)) == 1)
    with qtbot.waitSignal(workspace.keeper.found, timeout=20_000):
        qtbot.mouseClick(
            opened.start.findChildren(UnsavedRow)[0].findChildren(QAbstractButton)[1], Qt.MouseButton.LeftButton
        )
    assert unsaved(application) == []


def test_the_first_decision_can_be_undone_and_then_nothing_is_left(
    qtbot: QtBot, application: Application, opened: Window, press: Press
) -> None:
    press("n")
    press("3")
    press(Qt.Key.Key_Z, CONTROL)
    assert said(opened) == "Taken back: significance" and not opened.workspace.can_undo
    (path,) = unsaved(application)
    assert kept(path).notes == ()
    opened.panes.focus_text()
    press(Qt.Key.Key_W, CONTROL)
    qtbot.waitUntil(lambda: unsaved(application) == [])


def test_saving_gives_it_its_file_and_keeps_the_way_back(
    qtbot: QtBot,
    application: Application,
    opened: Window,
    press: Press,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = tmp_path / "mine.naast"
    press("n")
    press("3")
    save_as(qtbot, opened, press, path, monkeypatch)
    assert unsaved(application) == [] and [n.significance for n in kept(path).notes] == [3]
    opened.panes.focus_text()
    press(Qt.Key.Key_Z, CONTROL)
    assert kept(path).notes == ()


def test_a_file_read_again_changes_the_text_that_is_kept(
    qtbot: QtBot, application: Application, opened: Window, press: Press, texts: tuple[Path, Path]
) -> None:
    workspace = opened.workspace
    press("n")
    press("3")
    (was,) = kept(*unsaved(application)).notes
    assert was.anchor.new is not None
    texts[1].write_text("Een nieuwe inleiding staat hier voorop.\n\n" + NEW, encoding="utf-8")
    with qtbot.waitSignal(workspace.result_changed, timeout=20_000):
        press(Qt.Key.Key_F5)
    (path,) = unsaved(application)
    qtbot.waitUntil(lambda: "nieuwe inleiding" in kept(path).new.extract().source, timeout=20_000)
    (noted,) = workspace.annotated.changes
    change = workspace.shown.change(noted)
    assert change is not None and change.new == "Toetsingskader 2014"
    (note,) = kept(path).notes
    assert note.anchor.new is not None and note.anchor.new.exact == "Toetsingskader 2014"
    assert note.anchor.new.start - was.anchor.new.start == len("Een nieuwe inleiding staat hier voorop.\n")


DAY = """
import os, signal, sys
from pathlib import Path
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from desktop.ui.app import Application
from desktop.ui.jobs import Jobs
from desktop.ui.process import WorkerProcess

app = QApplication([])
made = Application(app, Jobs(WorkerProcess()), Path(sys.argv[1]), "en")
made.show()
window, workspace = made.window, made.workspace
window.open_paths(*sys.argv[2:])
def until(so):
    for _ in range(2000):
        if so():
            return
        QTest.qWait(10)
    raise SystemExit(2)
until(lambda: workspace.result is not None)
window.activateWindow()
window.panes.focus_text()
QTest.keyClicks(QApplication.focusWidget(), "n")
QTest.keyClicks(QApplication.focusWidget(), "3")
until(lambda: workspace.keeper.project is not None)
QTest.keyClicks(QApplication.focusWidget(), "c")
QTest.keyClicks(QApplication.focusWidget(), "Not lost")
os.kill(workspace.jobs.worker_pid, signal.SIGKILL)
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(os.name == "nt", reason="kills the process as POSIX does")
def test_after_a_crash_the_last_letter_is_there(
    qtbot: QtBot, application: Application, window: Window, texts: tuple[Path, Path]
) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", DAY, str(application.folder), *map(str, texts)], capture_output=True, timeout=60
    )
    assert ended.returncode == -signal.SIGKILL, ended.stderr.decode()
    with qtbot.waitSignal(window.workspace.keeper.found, timeout=20_000):
        window.workspace.keeper.look()
    (row,) = window.start.findChildren(UnsavedRow)
    assert row.findChildren(QAbstractButton)[0].text() == "2014.txt  →  2022.txt"
    with qtbot.waitSignal(window.workspace.result_changed, timeout=20_000):
        qtbot.mouseClick(row.findChildren(QAbstractButton)[0], Qt.MouseButton.LeftButton)
    (note,) = window.workspace.annotated.changes.values()
    assert (note.text, note.significance) == ("Not lost", 3)


# --- notes whose place is in doubt ------------------------------------------------------------------------------------


def test_a_note_whose_words_are_gone_stands_in_the_list_and_is_put_where_it_belongs(
    qtbot: QtBot, application: Application, opened: Window, press: Press, texts: tuple[Path, Path]
) -> None:
    workspace = opened.workspace
    press("n")
    press("3")
    press("c")
    press("Mine")
    press(Qt.Key.Key_Escape)
    (path,) = unsaved(application)
    quite_other = "Vissen\n\nDe haven van {} ligt open voor kleine boten uit het noorden.\n"
    for file, town in zip(texts, ("Urk", "Den Oever"), strict=True):
        file.write_text(quite_other.format(town), encoding="utf-8")
    opened.panes.focus_text()
    with qtbot.waitSignal(workspace.result_changed, timeout=20_000):
        press(Qt.Key.Key_F5)
    assert list(workspace.noting.doubts.values()) == ["orphan"] and not workspace.annotated.changes
    first = opened.panes.notes.list.model().index(0, 0)
    assert "not found again" in first.data() and "Mine" in first.data() and "Toetsingskader 2014" in first.data()
    qtbot.waitUntil(lambda: "Den Oever" in kept(path).new.extract().source, timeout=20_000)
    assert [n.text for n in kept(path).notes] == ["Mine"]

    opened.panes.show_page("notes", focus=False)
    opened.panes.notes.list.setFocus()
    press(Qt.Key.Key_Home)
    opened.panes.focus_text()
    press("n")  # where it belongs
    press("y")
    assert said(opened) == "The note belongs here now." and workspace.noting.doubts == {}
    (note,) = workspace.annotated.changes.values()
    assert (note.text, note.significance) == ("Mine", 3)
    (stored,) = kept(path).notes
    assert stored.anchor.new is not None and stored.anchor.new.exact == "Den Oever"
    opened.panes.focus_text()
    press(Qt.Key.Key_Z, CONTROL)
    assert list(workspace.noting.doubts.values()) == ["orphan"] and not workspace.annotated.changes


def test_a_note_whose_words_changed_is_marked_as_a_guess_until_that_is_accepted(
    qtbot: QtBot, application: Application, opened: Window, press: Press, texts: tuple[Path, Path]
) -> None:
    workspace = opened.workspace
    press("n")
    press("3")
    texts[1].write_text(NEW.replace("Toetsingskader 2014", "Afwegingskader 2015"), encoding="utf-8")
    with qtbot.waitSignal(workspace.result_changed, timeout=20_000):
        press(Qt.Key.Key_F5)
    assert list(workspace.noting.doubts.values()) == ["guess"]
    (change,) = workspace.annotated.changes
    workspace.reader.go_to_change(change)
    opened.panes.show_page("notes", focus=False)
    assert opened.panes.notes.accept.isVisible()
    qtbot.mouseClick(opened.panes.notes.accept, Qt.MouseButton.LeftButton)
    assert workspace.noting.doubts == {} and not opened.panes.notes.accept.isVisible()
    (path,) = unsaved(application)
    (stored,) = kept(path).notes
    assert stored.anchor.new is not None and "2015" in stored.anchor.new.exact


# --- another file in the place of an edition --------------------------------------------------------------------------


def replace_newer(qtbot: QtBot, window: Window, press: Press, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the palette of commands and the keyboard alone."""
    choosing(monkeypatch, path)
    by_palette(window, press, "Replace an edition")
    press("Newer")
    with qtbot.waitSignal(window.workspace.result_changed, timeout=20_000):
        press(Qt.Key.Key_Return)
    window.activateWindow()


def test_a_corrected_file_takes_the_place_of_an_edition_and_undo_brings_the_other_back(
    qtbot: QtBot, window: Window, press: Press, arms: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_by_key(qtbot, window, press, arms, monkeypatch)
    workspace, before = window.workspace, kept(arms)
    workspace.reader.go_to_row(len(workspace.rows) - 1)
    with qtbot.waitSignal(workspace.result_changed, timeout=20_000):
        press("a")  # a pin on the last row, which the corrected file does not have
    corrected = tmp_path / "corrected.txt"
    corrected.write_text("Vooraf.\n\n" + NEW[: NEW.index("3. Financieren")], encoding="utf-8")
    replace_newer(qtbot, window, press, corrected, monkeypatch)
    qtbot.waitUntil(lambda: kept(arms).new.path == str(corrected), timeout=20_000)
    after = kept(arms)
    assert after.new.extract().source.startswith("Vooraf.")
    told = [n for n in after.notes if before.note(n.id) is None]  # of the pin that has no place
    assert len(after.notes) == len(before.notes) + 1 and "is not found again" in told[0].text
    assert "Waarom een ander jaar?" in [r.text for r in workspace.annotated.changes.values()]
    assert after.options.kinds == before.options.kinds and after.options.pins == ()
    qtbot.waitUntil(lambda: "corrections without their place: 1" in said(window))
    window.panes.focus_text()
    with qtbot.waitSignal(workspace.result_changed, timeout=20_000):
        press(Qt.Key.Key_Z, CONTROL)
    assert kept(arms).new == before.new and len(kept(arms).options.pins) == 1
    assert "Vooraf." not in [c.text for row in workspace.rows for c in row.new]


def test_a_file_that_cannot_be_read_leaves_the_edition_as_it_was(
    qtbot: QtBot, window: Window, press: Press, arms: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_by_key(qtbot, window, press, arms, monkeypatch)
    before = kept(arms)
    empty = tmp_path / "empty.txt"
    empty.write_text("", encoding="utf-8")
    replace_newer(qtbot, window, press, empty, monkeypatch)
    qtbot.waitUntil(lambda: "empty.txt" in said(window), timeout=20_000)
    assert kept(arms) == before and len(window.workspace.annotated.changes) == 2


# --- reports ----------------------------------------------------------------------------------------------------------


def test_a_report_leaves_out_no_note_of_the_project(
    qtbot: QtBot, window: Window, press: Press, arms: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Store.open(str(arms)) as store:  # a colleague's note on the same words, as after merging
        store.apply(put_notes(on_change(compare(OLD, NEW), "2014", "Ook van een collega")))
    open_by_key(qtbot, window, press, arms, monkeypatch)
    report = tmp_path / "report.md"
    with qtbot.waitSignal(window.workspace.exporting.changed, check_params_cb=lambda s: s == "done", timeout=20_000):
        window.workspace.exporting.write(str(report), Wishes("md", "en"))
    told = report.read_text(encoding="utf-8")
    for words in ("Waarom een ander jaar?", "Over het geheel", "Ook van een collega"):
        assert told.count(words) >= 1, words
    window.panes.show_page("notes")
    listed = [window.panes.notes.list.model().index(i, 0).data() for i in range(3)]
    assert ["Ook van een collega" in x for x in listed] == [False, False, True]


def test_notes_that_stand_elsewhere_are_looked_for_and_others_are_not(
    qtbot: QtBot, window: Window, press: Press, arms: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    place = window.workspace.jobs.place
    monkeypatch.setattr(
        window.workspace.jobs, "place", lambda *given: (asked.extend(n.text for n in given[3]), place(*given))[1]
    )
    open_by_key(qtbot, window, press, arms, monkeypatch)
    assert asked == [] and len(window.workspace.annotated.changes) == 2
    press(Qt.Key.Key_W, CONTROL)
    qtbot.waitUntil(lambda: holder_of(str(arms)) is None)
    with Store.open(str(arms)) as store:
        note = next(n for n in store.project.notes if n.text.startswith("Waarom"))
        assert note.anchor.new is not None
        shifted = replace(note.anchor, new=replace(note.anchor.new, start=note.anchor.new.start + 7))
        store.apply(put_notes(replace(note, anchor=shifted)))
    open_by_key(qtbot, window, press, arms, monkeypatch)
    assert asked == ["Waarom een ander jaar?"] and window.workspace.noting.doubts == {}
    changes = [window.workspace.shown.change(c) for c in window.workspace.annotated.changes]
    assert "Toetsingskader 2014" in [c.new for c in changes if c is not None]
