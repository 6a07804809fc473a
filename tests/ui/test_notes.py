"""Notes in the window: on words, rows and the whole; listed, filtered, taken in, chosen between, tagged, deleted."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from shutil import copyfile

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QInputDialog, QMenu
from pytestqt.qtbot import QtBot

from desktop.model.annotation import Annotation, Status, TargetKind
from desktop.model.options import Side
from desktop.project.decisions import put_notes
from desktop.project.merge import Choice
from desktop.project.project import Code
from desktop.project.store import Store
from desktop.ui.app import Application
from desktop.ui.compare.rows import Side as Shown
from desktop.ui.compare.selection import Place, Selection
from desktop.ui.dialogs.codebook import CodebookDialog
from desktop.ui.dialogs.conflicts import ConflictsDialog
from desktop.ui.dialogs.renewal import RenewalDialog
from desktop.ui.window import Window
from tests.making import compare
from tests.project.making import on_change
from tests.ui.conftest import NEW, OLD, Press, back_to, dialog
from tests.ui.projects import CONTROL, SHIFT, by_palette, choosing, kept, open_by_key, said, unsaved

K = Qt.Key


def listed(window: Window) -> list[str]:
    model = window.panes.notes.list.model()
    return [str(model.index(i, 0).data()) for i in range(model.rowCount())]


def write(window: Window, press: Press, text: str) -> None:
    press(text)
    press(K.Key_Escape)
    window.panes.focus_text()


def stored(application: Application) -> list[Annotation]:
    return list(kept(*unsaved(application)).notes)


# --- what a note can be about -----------------------------------------------------------------------------------------


def test_a_note_on_selected_words_on_a_row_and_on_the_whole(
    application: Application, opened: Window, press: Press
) -> None:
    row = next(i for i, r in enumerate(opened.workspace.rows) if r.new and "zorgvuldig" in r.new[0].text)
    text = opened.workspace.rows[row].new[0].text
    at = text.index("transparant")
    opened.panes.view.selection = Selection(Shown.NEW, Place(row, 0, at), Place(row, 0, at + len("transparant")))
    press("c")
    write(opened, press, "On words")
    opened.panes.view.clear_selection()
    opened.workspace.reader.go_to_row(row)
    press("c", SHIFT)
    write(opened, press, "On the row")
    press("c", Qt.KeyboardModifier.AltModifier)
    write(opened, press, "On the whole")
    notes = {n.text: n for n in stored(application)}
    assert {t: n.target.kind for t, n in notes.items()} == {
        "On words": TargetKind.SELECTION,
        "On the row": TargetKind.BLOCK,
        "On the whole": TargetKind.COMPARISON,
    }
    words, whole_row = notes["On words"].anchor.new, notes["On the row"].anchor
    assert words is not None and words.exact == "transparant"
    assert whole_row.new is not None and whole_row.new.exact == text and whole_row.old is not None
    assert [line.split("\n")[1] for line in listed(opened)] == ["On the whole", "On words", "On the row"]
    assert "transparant\nOn words" in listed(opened)
    opened.panes.notes.list.setFocus()
    press(K.Key_Home)
    press(K.Key_Down)
    assert opened.panes.notes.text.toPlainText() == "On words" and opened.workspace.reader.cursor.row == row
    press(K.Key_Delete, CONTROL)
    assert "transparant\nOn words" not in listed(opened) and "deleted" in said(opened)
    press(K.Key_Z, CONTROL)
    assert [n.text for n in stored(application)] == ["On words", "On the row", "On the whole"]


def test_a_note_goes_to_all_equal_changes(qtbot: QtBot, window: Window, press: Press, tmp_path: Path) -> None:
    files = tmp_path / "a.txt", tmp_path / "b.txt"
    line = "De regels over {} gelden vanaf het jaar {} in het hele land.\n\n"
    for path, year in zip(files, ("2009", "2014"), strict=True):
        path.write_text("".join(line.format(w, year) for w in ("wapens", "missies", "geld")), encoding="utf-8")
    with qtbot.waitSignal(window.workspace.result_changed, timeout=20_000):
        window.open_paths(*map(str, files))
    window.panes.focus_text()
    press("n")
    press("c")
    write(window, press, "Why this year?")
    press("e")
    assert [r.text for r in window.workspace.annotated.changes.values()] == ["Why this year?"] * 3
    assert said(window) == "The same note is on 2 more."
    press(K.Key_Z, CONTROL)
    assert len(window.workspace.annotated.changes) == 1


def test_the_next_change_to_review_is_found_and_progress_told(opened: Window, press: Press) -> None:
    press("n")
    press(K.Key_Space)
    press("p")
    press("n", SHIFT)
    change = opened.workspace.shown.change(opened.workspace.reader.cursor.change)
    assert change is not None and change.new == "zorgvuldig"
    press("q")
    remark = opened.workspace.annotated.changes[change.id]
    assert remark.status is Status.QUESTION and "1 of 4 reviewed" in opened.desk.status.labels()[0].text()
    press("d")
    assert opened.workspace.annotated.changes[change.id].status is Status.DISMISSED
    press("d")
    assert change.id not in opened.workspace.annotated.changes


def test_undo_says_what_it_would_take_back_and_strong_words_look_so(opened: Window, press: Press) -> None:
    press("n")
    press("c")
    press("See **page 4**")
    assert opened.binder.actions["edit.undo"].text() == "Undo: note “See **page 4**”"
    (strong,) = [
        f for f in opened.panes.notes.text.document().firstBlock().layout().formats() if f.format.fontWeight() > 500
    ]
    assert (strong.start, strong.length) == (6, 6)
    press(K.Key_Escape)
    opened.panes.focus_text()
    press(K.Key_Z, CONTROL)
    assert opened.binder.actions["edit.undo"].text() == "Undo"
    assert opened.binder.actions["edit.redo"].text() == "Redo: note “See **page 4**”"


# --- filters and tags -------------------------------------------------------------------------------------------------


def triggered(menu: QMenu, *titles: str) -> None:
    """Choose an entry of a menu, or of one in it, by its title."""
    menu.aboutToShow.emit()
    for title in titles[:-1]:
        menu = next(a.menu() for a in menu.actions() if a.text() == title)  # type: ignore[assignment]
    next(a for a in menu.actions() if a.text() == titles[-1]).trigger()


def test_notes_are_filtered_and_a_filter_is_kept(
    qtbot: QtBot, window: Window, press: Press, arms: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Store.open(str(arms)) as store:
        comparison = compare(OLD, NEW)
        note = on_change(comparison, "5 miljoen", "Duurder")
        store.apply(put_notes(replace(note, tags=("geld",), significance=3, author="Fatma", status=Status.QUESTION)))
    open_by_key(qtbot, window, press, arms, monkeypatch)
    press("f", CONTROL, SHIFT)
    notes = window.panes.notes.notes
    assert notes.filter.hasFocus() and len(listed(window)) == 3
    press("duur")
    qtbot.waitUntil(lambda: len(listed(window)) == 1)
    assert "Duurder" in listed(window)[0] and "Fatma" in listed(window)[0]
    notes.filter.clear()
    qtbot.waitUntil(lambda: len(listed(window)) == 3)
    for choice in (("question",), ("significance great and up",), ("Tags", "geld"), ("People", "Fatma")):
        triggered(notes.menu, *choice)
        assert len(listed(window)) == 1, choice
        triggered(notes.menu, *choice)
        assert len(listed(window)) == 3, choice
    triggered(notes.menu, "Tags", "geld")
    monkeypatch.setattr(QInputDialog, "getText", lambda *_: ("Geldzaken", True))
    triggered(notes.menu, "Keep this filter…")
    assert [(f.name, f.tags) for f in kept(arms).filters] == [("Geldzaken", ("geld",))]
    qtbot.mouseClick(notes._clear, Qt.MouseButton.LeftButton)
    assert len(listed(window)) == 3
    triggered(notes.menu, "Geldzaken")
    assert len(listed(window)) == 1
    window.panes.focus_text()
    press(K.Key_Z, CONTROL)
    assert kept(arms).filters == () and said(window) == "Taken back: saved filters"


def test_tags_are_named_anew_everywhere(qtbot: QtBot, application: Application, opened: Window, press: Press) -> None:
    press("n")
    press("t")
    assert opened.panes.notes.tags.completer().model().index(0, 0).data() == "goal"  # of the codebook
    press("money")
    press(K.Key_Return)
    opened.run("note.codebook")
    made = dialog(qtbot, CodebookDialog)
    row = next(i for i in range(made.table.rowCount()) if made.table.item(i, 0).text() == "money")
    assert made.table.item(row, 2).text() == "1"
    made.table.item(row, 0).setText("euros")
    assert [n.tags for n in stored(application)] == [("euros",)]
    qtbot.mouseClick(made.add, Qt.MouseButton.LeftButton)
    assert kept(*unsaved(application)).codebook[-1] == Code("new tag")
    qtbot.mouseClick(made.remove, Qt.MouseButton.LeftButton)
    made.accept()
    back_to(qtbot, opened)
    opened.panes.focus_text()
    for _ in range(3):
        press(K.Key_Z, CONTROL)
    assert said(opened) == "Taken back: tag money → euros"
    assert [n.tags for n in stored(application)] == [("money",)]


# --- copies, files of notes, moved files ------------------------------------------------------------------------------


@pytest.fixture
def copy(arms: Path) -> Path:
    """A colleague's copy of the project: a note more, and the same note changed."""
    path = arms.with_name("copy.naast")
    copyfile(arms, path)
    with Store.open(str(path)) as store:
        note = next(n for n in store.project.notes if n.text.startswith("Waarom"))
        store.apply(put_notes(replace(note, text="Omdat het kader nieuw is.", author="Fatma", significance=2)))
        store.apply(put_notes(replace(on_change(compare(OLD, NEW), "miljoen", "Duurder"), author="Fatma")))
    return path


def test_a_copy_is_taken_in_and_what_both_changed_stands_side_by_side(
    qtbot: QtBot, window: Window, press: Press, arms: Path, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_by_key(qtbot, window, press, arms, monkeypatch)
    press("n")
    press("c")
    write(window, press, " Ja.")
    before = kept(arms)
    choosing(monkeypatch, copy)
    with qtbot.waitSignal(window.workspace.result_changed, timeout=20_000):
        by_palette(window, press, "Take in a copy")
    assert "1 notes added" in said(window) and "Changed by both: 1" in said(window)
    assert sorted(n.text for n in kept(arms).notes if n.text) == [
        "Duurder", "Omdat het kader nieuw is.", "Over het geheel", "Waarom een ander jaar? Ja.",
    ]  # fmt: skip
    by_palette(window, press, "two people")
    made = dialog(qtbot, ConflictsDialog)
    assert (made.mine.text.toPlainText(), made.theirs.text.toPlainText()) == (
        "Waarom een ander jaar? Ja.",
        "Omdat het kader nieuw is.",
    )
    qtbot.mouseClick(made.choices[Choice.JOINED], Qt.MouseButton.LeftButton)
    assert not made.mine.isVisible()
    made.accept()
    (joined,) = [n for n in kept(arms).notes if "Omdat" in n.text]
    assert joined.text == "Waarom een ander jaar? Ja.\n\nOmdat het kader nieuw is." and joined.significance == 2
    back_to(qtbot, window)
    window.panes.focus_text()
    press(K.Key_Z, CONTROL)
    with qtbot.waitSignal(window.workspace.noting.changed, timeout=20_000):
        press(K.Key_Z, CONTROL)
    assert said(window) == "Taken back: take in a copy" and kept(arms).notes == before.notes
    with qtbot.waitSignal(window.workspace.result_changed, timeout=20_000):  # as if it had not been seen
        by_palette(window, press, "Take in a copy")
    assert len([n for n in kept(arms).notes if n.text]) == 4


def test_a_file_that_is_no_copy_is_refused(
    qtbot: QtBot, window: Window, press: Press, arms: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_by_key(qtbot, window, press, arms, monkeypatch)
    before = kept(arms)
    other = tmp_path / "other.naast"
    other.write_bytes(b"nothing")
    choosing(monkeypatch, other)
    with qtbot.waitSignal(window.workspace.noticed, timeout=20_000):
        by_palette(window, press, "Take in a copy")
    assert "other.naast" in said(window) and kept(arms) == before


@pytest.mark.parametrize("suffix", [".json", ".xlsx"])
def test_notes_go_out_and_come_back_changed(
    qtbot: QtBot, window: Window, press: Press, arms: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str
) -> None:
    open_by_key(qtbot, window, press, arms, monkeypatch)
    path = tmp_path / f"notes{suffix}"
    choosing(monkeypatch, path)
    with qtbot.waitSignal(window.workspace.noticed, timeout=20_000):
        by_palette(window, press, "Export notes")
    assert path.name in said(window)
    if suffix == ".json":
        told = json.loads(path.read_text(encoding="utf-8"))
        next(n for n in told["notes"] if n["text"].startswith("Waarom"))["text"] = "Outside"
        path.write_text(json.dumps(told), encoding="utf-8")
    with qtbot.waitSignal(window.workspace.result_changed, timeout=20_000):
        by_palette(window, press, "Import notes")
    changed = suffix == ".json"
    assert said(window) == f"Taken in: 0 notes new, {int(changed)} changed."
    assert ("Outside" in [n.text for n in kept(arms).notes]) is changed
    assert ("Outside" in [r.text for r in window.workspace.annotated.changes.values()]) is changed


def test_a_file_that_was_moved_is_found_again(
    qtbot: QtBot, application: Application, opened: Window, press: Press, texts: tuple[Path, Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    press("n")
    press("3")
    moved = texts[0].with_name("moved.txt")
    texts[0].rename(moved)
    choosing(monkeypatch, moved)
    by_palette(opened, press, "Where a file is")
    press("Older")
    with qtbot.waitSignal(opened.workspace.noticed, timeout=20_000):
        press(K.Key_Return)
    assert said(opened) == "The file is now moved.txt." and kept(*unsaved(application)).old.path == str(moved)
    choosing(monkeypatch, texts[1])
    by_palette(opened, press, "Where a file is")
    press("Older")
    with qtbot.waitSignal(opened.workspace.noticed, timeout=20_000):
        press(K.Key_Return)
    assert "2022.txt" in said(opened) and kept(*unsaved(application)).edition(Side.OLD).path == str(moved)


def test_what_a_corrected_file_changed_is_reported(
    qtbot: QtBot, opened: Window, press: Press, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    press("n")
    press("3")
    corrected = tmp_path / "corrected.txt"
    corrected.write_text("Vooraf een zin.\n\n" + NEW.replace("8 miljoen", "9 miljoen"), encoding="utf-8")
    choosing(monkeypatch, corrected)
    by_palette(opened, press, "Replace an edition")
    press("Newer")
    with qtbot.waitSignal(opened.workspace.result_changed, timeout=20_000):
        press(K.Key_Return)
    assert said(opened) == "The text was taken in; corrections and notes are where they were."
    by_palette(opened, press, "What the new text")
    made = dialog(qtbot, RenewalDialog)
    assert "2 changes in its text · 0 notes" not in made.summary.text()
    assert "2 changes in its text · 1 note · 1 moved with its words" in made.summary.text()
    rows = [made.tree.topLevelItem(i) for i in range(made.tree.topLevelItemCount())]
    assert ("8 miljoen euro", "9 miljoen euro") in [(r.text(0), r.text(1)) for r in rows if r is not None]
    made.accept()
