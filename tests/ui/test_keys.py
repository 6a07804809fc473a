"""Each command by its real key, with the focus where a reader has it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.model.comparison import Relation
from desktop.model.document import BlockKind
from desktop.model.options import PinKind
from desktop.ui.app import Application
from desktop.ui.compare.folding import ViewMode
from desktop.ui.dialogs.about import AboutDialog
from desktop.ui.dialogs.keys import KeysDialog
from desktop.ui.dialogs.reading import ReadingDialog
from desktop.ui.dialogs.settings import SettingsDialog
from desktop.ui.listing import Review
from desktop.ui.state import Phase
from desktop.ui.window import Window
from tests.ui.conftest import Press, back_to, dialog, tab_to

K = Qt.Key
CONTROL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


def new_words(window: Window) -> str:
    change = window.workspace.shown.change(window.workspace.reader.cursor.change)
    return change.new if change else ""


def section(window: Window) -> str:
    node = window.workspace.shown.node(window.workspace.reader.cursor.section)
    return node.title if node else ""


def said(window: Window) -> str:
    return window.notices.accessibleName() if window.notices.isVisible() else ""


def recomputed(qtbot: QtBot, window: Window, press: Press, *keys: object) -> None:
    """Press a key that changes the result, and wait for it."""
    with qtbot.waitSignal(window.workspace.result_changed, timeout=20_000):
        press(*keys)


def test_from_change_to_change(opened: Window, press: Press) -> None:
    for key, words in (
        ("n", "Toetsingskader 2014"), (K.Key_F8, "zorgvuldig"), ("n", "8 miljoen euro"), ("n", "Bevorderen"),
    ):  # fmt: skip
        press(key)
        assert new_words(opened) == words
    press("n")
    assert new_words(opened) == "Bevorderen" and "last change" in said(opened)
    press("p")
    press(K.Key_F8, SHIFT)
    assert new_words(opened) == "zorgvuldig"
    assert opened.panes.changes.list.currentIndex().row() == 1


def test_from_section_to_section(opened: Window, press: Press) -> None:
    assert section(opened) == "1. Regisseren"
    press(K.Key_Down, CONTROL)
    assert section(opened) == "2. Bevorderen"
    press(K.Key_Down, CONTROL)
    press(K.Key_Down, CONTROL)
    assert section(opened) == "3. Financieren" and "No section further on" in said(opened)
    press(K.Key_Up, CONTROL)
    assert section(opened) == "2. Bevorderen"
    assert opened.panes.sections.tree.currentIndex().data() == "2. Bevorderen"


def test_sections_that_are_quiet_or_reviewed_are_passed_over(opened: Window, press: Press) -> None:
    press(K.Key_Down, ALT)
    assert section(opened) == "2. Bevorderen"
    press(K.Key_Down, ALT)
    assert section(opened) == "2. Bevorderen"  # the third says the same
    press(K.Key_Up, ALT)
    assert section(opened) == "1. Regisseren"
    opened.panes.sections.tree.setFocus()
    press(K.Key_Space)
    assert section(opened) == "2. Bevorderen"
    press(K.Key_Up, ALT)
    assert section(opened) == "2. Bevorderen"  # the first has been reviewed


def test_to_the_ends_of_the_text(opened: Window, press: Press) -> None:
    press(K.Key_End)
    assert opened.workspace.reader.cursor.row == len(opened.workspace.rows) - 1
    press(K.Key_Home)
    assert opened.workspace.reader.cursor.row == 0


def test_to_a_section_by_name(opened: Window, press: Press) -> None:
    press("g")
    press("fin")
    press(K.Key_Return)
    assert section(opened) == "3. Financieren"
    assert opened.panes.view.hasFocus()


def test_enter_goes_from_the_list_to_the_text_and_escape_back(opened: Window, press: Press) -> None:
    opened.panes.changes.list.setFocus()
    press(K.Key_Down)
    press(K.Key_Return)
    assert opened.panes.view.hasFocus()
    press(K.Key_Escape)
    assert opened.panes.changes.list.hasFocus()


def test_f6_goes_round_the_panes(opened: Window, press: Press) -> None:
    panes = opened.panes
    for widget in (panes.changes.list, panes.notes.text, panes.coverage.tree, panes.sections.tree, panes.view):
        press(K.Key_F6)
        assert widget.hasFocus(), widget.accessibleName()
    press(K.Key_F6, SHIFT)
    assert panes.sections.tree.hasFocus()


def test_reviewed_and_on(opened: Window, press: Press) -> None:
    press("n")
    press(K.Key_Space)
    assert new_words(opened) == "zorgvuldig"
    assert opened.workspace.noting.reviewed_count == 1
    assert "1 of 4 reviewed" in opened.desk.status.labels()[0].text()
    press("p")
    press(K.Key_Space)  # once more takes it back, and one stays
    assert opened.workspace.noting.reviewed_count == 0 and new_words(opened) == "Toetsingskader 2014"


def test_when_all_is_reviewed_that_is_said(opened: Window, press: Press) -> None:
    press("n")
    for _ in range(4):
        press(K.Key_Space)
    assert "All changes have been reviewed" in said(opened)


def test_note_tag_and_judgement(opened: Window, press: Press) -> None:
    press("n")
    press("t")
    press("export, new")
    press(K.Key_Return)
    opened.panes.focus_text()
    press("2")
    press("c")
    press("Why 2014?")
    (remark,) = opened.workspace.work.annotations
    assert (remark.tags, remark.significance, remark.text) == (("export", "new"), 2, "Why 2014?")
    opened.panes.focus_text()
    press("2")  # the same again: no judgement
    assert opened.workspace.work.annotations[0].significance is None


def test_letters_are_letters_where_text_is_typed(opened: Window, press: Press) -> None:
    opened.panes.changes.filter.setFocus()
    press("n")
    assert opened.panes.changes.filter.text() == "n"
    assert opened.workspace.reader.cursor.change is None
    great = opened.panes.notes.significance.button(3)
    great.setEnabled(True)
    opened.panes.lists.setCurrentIndex(1)
    great.setFocus()
    press(K.Key_Space)  # presses the button, does not go on
    assert great.isChecked() and opened.workspace.reader.cursor.change is None


def test_undo_and_redo_say_what_they_did(opened: Window, press: Press) -> None:
    press("n")
    press("3")
    press(K.Key_Z, CONTROL)
    assert opened.workspace.work.annotations == () and said(opened) == "Taken back: significance"
    press(K.Key_Z, CONTROL, SHIFT)
    assert opened.workspace.work.annotations[0].significance == 3 and said(opened) == "Done again: significance"


def test_accept_unlink_and_undo_of_a_row(qtbot: QtBot, opened: Window, press: Press) -> None:
    workspace = opened.workspace
    press("n")
    recomputed(qtbot, opened, press, "a")
    (pin,) = workspace.work.options.pins
    assert (pin.kind, pin.level) == (PinKind.LINK, "block")
    match = workspace.shown.match_of_row(workspace.reader.cursor.row)
    assert match is not None and "pinned" in match.marks
    recomputed(qtbot, opened, press, "u")
    assert [p.kind for p in workspace.work.options.pins] == [PinKind.FORBID]
    assert {m.relation for m in workspace.result.block_matches} >= {Relation.ADDED, Relation.REMOVED}
    recomputed(qtbot, opened, press, K.Key_Z, CONTROL)
    recomputed(qtbot, opened, press, K.Key_Z, CONTROL)
    assert workspace.work.options.pins == ()


def test_a_correction_can_be_dropped(qtbot: QtBot, opened: Window, press: Press) -> None:
    press("n")
    recomputed(qtbot, opened, press, "a")
    recomputed(qtbot, opened, press, "a", SHIFT)
    assert opened.workspace.work.options.pins == ()


def test_sections_taken_apart_and_linked_again(qtbot: QtBot, opened: Window, press: Press) -> None:
    workspace = opened.workspace
    press(K.Key_Down, CONTROL)
    press(K.Key_F6, SHIFT)
    assert opened.panes.sections.tree.hasFocus()
    recomputed(qtbot, opened, press, "u")
    titles = [(n.old_title, n.new_title) for n in workspace.result.sections]
    assert ("2. Stimuleren", "") in titles and ("", "2. Bevorderen") in titles
    tree, model = opened.panes.sections.tree, opened.panes.sections.model
    tree.setCurrentIndex(model.index_of(next(n.match for n in workspace.result.sections if not n.new_title)))
    press("l")
    assert "2. Stimuleren" in said(opened)
    tree.setCurrentIndex(model.index_of(next(n.match for n in workspace.result.sections if not n.old_title)))
    recomputed(qtbot, opened, press, "l")
    assert ("2. Stimuleren", "2. Bevorderen") in [(n.old_title, n.new_title) for n in workspace.result.sections]
    assert next(n for n in workspace.result.sections if n.new_title == "2. Bevorderen").by_hand


def test_a_section_linked_with_one_more(qtbot: QtBot, opened: Window, press: Press) -> None:
    workspace = opened.workspace
    opened.panes.sections.tree.setFocus()
    tree, model = opened.panes.sections.tree, opened.panes.sections.model
    nodes = {n.new_title: n for n in workspace.result.sections}
    tree.setCurrentIndex(model.index_of(nodes["2. Bevorderen"].match))
    press("l", SHIFT)
    tree.setCurrentIndex(model.index_of(nodes["3. Financieren"].match))
    recomputed(qtbot, opened, press, "l", SHIFT)
    (both,) = [n for n in workspace.result.sections if "2. Bevorderen" in n.new_title]
    assert both.old_title == "2. Stimuleren + 3. Financieren" or "3. Financieren" in both.new_title


def test_never_link(qtbot: QtBot, opened: Window, press: Press) -> None:
    press("n")
    recomputed(qtbot, opened, press, "u", SHIFT)
    assert [p.kind for p in opened.workspace.work.options.pins] == [PinKind.FORBID]


def test_why_this_pairing(opened: Window, press: Press) -> None:
    press(K.Key_B, CONTROL)
    assert opened.panes.sections.isHidden()
    press("i")
    assert not opened.panes.sections.isHidden()


def test_views(opened: Window, press: Press) -> None:
    press("v")
    assert opened.panes.view.mode is ViewMode.INLINE
    press("v")
    assert opened.panes.view.mode is ViewMode.CHANGES_ONLY
    press(K.Key_1, CONTROL)
    assert opened.panes.view.mode is ViewMode.SIDE_BY_SIDE
    press(K.Key_2, CONTROL)
    assert opened.binder.actions["view.inline"].isChecked()
    press(K.Key_3, CONTROL)
    assert opened.panes.view.mode is ViewMode.CHANGES_ONLY


def test_panes_and_their_pages(opened: Window, press: Press) -> None:
    press(K.Key_J, CONTROL)
    assert opened.panes.lists.isHidden()
    for number, page in enumerate((opened.panes.changes, opened.panes.notes, opened.panes.coverage), 1):
        press(str(number), CONTROL, SHIFT)
        assert opened.panes.lists.currentWidget() is page and not opened.panes.lists.isHidden()


def test_zoom(opened: Window, press: Press) -> None:
    press(K.Key_Plus, CONTROL)
    assert opened.panes.view.zoom == 110 and "zoom 110 %" in opened.desk.status._zoom.text()
    press(K.Key_Minus, CONTROL)
    press(K.Key_Minus, CONTROL)
    assert opened.panes.view.zoom == 90
    press(K.Key_0, CONTROL)
    assert opened.panes.view.zoom == 100


def test_copy_a_change_and_all_of_one_edition(opened: Window, press: Press) -> None:
    press("n")
    press(K.Key_C, CONTROL)
    assert QApplication.clipboard().text() == "Toetsingskader 2009 → Toetsingskader 2014"
    press(K.Key_A, CONTROL)
    press(K.Key_C, CONTROL)
    assert "Toetsingskader 2014" in QApplication.clipboard().text()
    assert "Toetsingskader 2009" not in QApplication.clipboard().text()


def test_find_in_both_in_one_and_in_changes(qtbot: QtBot, opened: Window, press: Press) -> None:
    bar = opened.panes.find_bar
    press(K.Key_F, CONTROL)
    press("nederland")
    qtbot.waitUntil(lambda: bar.count.text() == "1 / 6")
    press(K.Key_Return)
    assert bar.count.text() == "2 / 6"
    press(K.Key_F3)
    press(K.Key_F3, SHIFT)
    assert bar.count.text() == "2 / 6"
    bar.where.setCurrentIndex(1)
    assert bar.count.text() == "1 / 3"
    bar.where.setCurrentIndex(3)
    assert bar.count.text() == "nothing found"
    press(K.Key_Escape)
    assert not bar.isVisible() and opened.panes.view.hasFocus() and not opened.panes.view.hits


def test_a_faulty_pattern_is_explained_in_place(qtbot: QtBot, opened: Window, press: Press) -> None:
    bar = opened.panes.find_bar
    press(K.Key_F, CONTROL)
    bar.regex.setChecked(True)
    press("(2014")
    qtbot.waitUntil(bar.trouble.isVisible)
    assert bar.trouble.text() == "This is no pattern: a bracket “(” is never closed, at character 1."
    press(")")
    qtbot.waitUntil(lambda: bar.count.text() == "1 / 1")
    assert not bar.trouble.isVisible()


def test_the_palette_finds_and_runs_a_command(opened: Window, press: Press) -> None:
    press(K.Key_K, CONTROL)
    press("inl")
    press(K.Key_Return)
    assert opened.panes.view.mode is ViewMode.INLINE and opened.panes.view.hasFocus()
    press(K.Key_K, CONTROL)
    press(K.Key_Escape)
    assert opened.panes.view.hasFocus()


def test_the_key_help_and_the_settings_open(qtbot: QtBot, opened: Window, press: Press) -> None:
    press(K.Key_F1)
    help_dialog = dialog(qtbot, KeysDialog)
    press("unlink")
    shown = [i for _, items in help_dialog._groups for i in items if not i.isHidden()]
    assert [i.text(0) for i in shown] == ["Unlink"]
    press(K.Key_Escape)
    back_to(qtbot, opened)
    press(K.Key_Comma, CONTROL)
    assert dialog(qtbot, SettingsDialog)


def test_about(qtbot: QtBot, window: Window) -> None:
    window.run("help.about")
    assert dialog(qtbot, AboutDialog)


def test_swap_reload_and_close(qtbot: QtBot, opened: Window, press: Press) -> None:
    recomputed(qtbot, opened, press, K.Key_S, CONTROL, SHIFT)
    press("n")
    assert new_words(opened) == "Toetsingskader 2009"
    press("3")
    recomputed(qtbot, opened, press, K.Key_F5)
    assert new_words(opened) == "Toetsingskader 2009"  # the place and the judgement stay
    assert opened.workspace.annotated.changes[opened.workspace.reader.cursor.change].significance == 3
    press(K.Key_W, CONTROL)
    assert opened.workspace.phase is Phase.START and opened.stack.currentWidget() is opened.start


def test_a_kind_is_corrected_in_the_reading_preview(qtbot: QtBot, opened: Window, press: Press) -> None:
    press(K.Key_R, CONTROL, SHIFT)
    reading = dialog(qtbot, ReadingDialog)
    old = reading.sides[0]
    old.choose(2)
    old.kind.setFocus()
    index = old.kind.findData(BlockKind.PAGE_FOOTER)
    with qtbot.waitSignal(opened.workspace.result_changed, timeout=20_000):
        old.kind.setCurrentIndex(index)
        old.kind.activated.emit(index)
    assert opened.workspace.result.old.blocks[2].kind is BlockKind.PAGE_FOOTER
    assert old.block_id() == 2 and old.back.isEnabled()
    old.table.setFocus()
    with qtbot.waitSignal(opened.workspace.result_changed, timeout=20_000):
        press(K.Key_Z, CONTROL)
    assert opened.workspace.result.old.blocks[2].kind is BlockKind.PARAGRAPH


def test_the_sample_opens(qtbot: QtBot, window: Window) -> None:
    with qtbot.waitSignal(window.workspace.result_changed, timeout=20_000):
        window.run("file.sample")
    assert len(window.workspace.result.changes) > 5


def test_full_screen(opened: Window, press: Press) -> None:
    press(K.Key_F11)
    assert opened.isFullScreen()
    press(K.Key_Escape)
    assert not opened.isFullScreen()


def test_quit_closes_the_window(opened: Window, press: Press) -> None:
    press(K.Key_Q, CONTROL)
    assert not opened.isVisible()


def test_a_key_can_be_given_to_a_command(qtbot: QtBot, application: Application, opened: Window, press: Press) -> None:
    press(K.Key_Comma, CONTROL)
    settings = dialog(qtbot, SettingsDialog)
    settings.tabs.setCurrentIndex(1)
    settings.keys.choose("go.next_change")
    settings.keys.edit.setFocus()
    press("u")
    tab_to(press, settings.keys._use)
    press(K.Key_Space)
    assert "taken by “Unlink”" in settings.keys._said.text()
    settings.keys.edit.setFocus()
    press(K.Key_J, ALT)
    tab_to(press, settings.keys._use)
    press(K.Key_Space)
    assert dict(application.settings.keys) == {"go.next_change": "Alt+J"}
    settings.accept()
    back_to(qtbot, opened)
    opened.panes.focus_text()
    press("n")
    assert opened.workspace.reader.cursor.change is None
    press(K.Key_J, ALT)
    assert new_words(opened) == "Toetsingskader 2014"


def test_filters_of_the_list_lead_the_steps(opened: Window, press: Press) -> None:
    opened.panes.changes._set(importance=3)
    press("n")
    press("n")
    assert new_words(opened) == "8 miljoen euro"
    opened.panes.changes._set(importance=0, review=Review.OPEN)
    press(K.Key_Home)
    press("n")
    press(K.Key_Space)
    assert opened.workspace.reader.listed[0].change.new == "zorgvuldig"


@pytest.mark.parametrize("count", [1, 2])
def test_files_come_from_the_command_line(count: int, qtbot: QtBot, window: Window, texts: tuple[Path, Path]) -> None:
    if count == 1:
        window.take_file(str(texts[0]))
        assert window.start.old.path == str(texts[0])
        window.start.take([str(texts[1])])
    else:
        window.open_paths(*map(str, texts))
    qtbot.waitUntil(lambda: window.workspace.result is not None, timeout=20_000)
