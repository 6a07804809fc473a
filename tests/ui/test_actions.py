"""The one table of commands: each has a name in both languages, keys of its own, a function, a place in a menu."""

from __future__ import annotations

import re
from collections import Counter

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication

from desktop.i18n import translator
from desktop.ui.actions.finder import rank
from desktop.ui.actions.table import BY_ID, GROUPS, TABLE, TOOL_BAR, Facts, conflicts, is_offered, keys_of
from desktop.ui.desk import CHANGE_MENU, ROW_MENU, SECTION_MENU
from desktop.ui.icons import FOLDER, SIZE, pixmap
from desktop.ui.window import Window


def test_ids_are_unique_and_tell_the_group() -> None:
    assert [id for id, n in Counter(a.id for a in TABLE).items() if n > 1] == []
    assert {a.id.partition(".")[0] for a in TABLE} == {g.value for g in GROUPS}


def test_no_key_belongs_to_two_commands() -> None:
    assert conflicts({}) == {}


def test_every_key_is_one_that_qt_knows() -> None:
    for action in TABLE:
        for key in action.keys:
            written = QKeySequence(key).toString(QKeySequence.SequenceFormat.PortableText)
            assert written, (action.id, key)


def test_the_keys_are_those_that_were_promised() -> None:
    promised = {
        "go.next_change": "F8 N", "go.previous_change": "Shift+F8 P", "go.next_section": "Ctrl+Down",
        "go.previous_section": "Ctrl+Up", "go.next_open_section": "Alt+Down", "go.previous_open_section": "Alt+Up",
        "go.start": "Home", "go.end": "End", "go.text": "Return Enter", "go.back": "Esc", "go.section": "G",
        "go.other_end": "M", "note.reviewed": "Space", "note.write": "C", "note.tag": "T", "note.significance_0": "0",
        "note.significance_3": "3", "pair.link": "L", "pair.unlink": "U", "pair.accept": "A", "edit.undo": "Ctrl+Z",
        "edit.redo": "Ctrl+Shift+Z Ctrl+Y", "edit.find": "Ctrl+F", "view.cycle": "V", "file.export": "Ctrl+E",
        "go.next_pane": "F6", "view.zoom_out": "Ctrl+-", "view.zoom_reset": "Ctrl+0", "help.palette": "Ctrl+K",
        "help.keys": "F1 ?",
    }  # fmt: skip
    assert {id: " ".join(BY_ID[id].keys) for id in promised} == promised


def test_every_command_is_titled_and_explained_in_both_languages() -> None:
    nl = translator("nl")
    for action in TABLE:
        assert nl(action.title) != action.title or action.title in ("Stop",), action.id
        assert nl(action.help) != action.help, action.id
        assert re.search(r"[.…]$", action.help), action.id


def test_every_icon_is_there_and_takes_the_colour_of_the_theme() -> None:
    for action in TABLE:
        if action.icon:
            assert "currentColor" in (FOLDER / f"{action.icon}.svg").read_text(encoding="utf-8")


def test_every_drawing_says_its_size_at_its_head() -> None:
    for path in FOLDER.glob("*.svg"):
        assert SIZE in path.read_text(encoding="utf-8").partition(">")[0], path.name


def test_an_icon_is_drawn_as_large_and_as_sharp_as_asked_for(qapp: QApplication) -> None:
    picture = pixmap("open", "#ff0000", 24, 2.0)
    assert (picture.width(), picture.deviceIndependentSize().width()) == (48, 24)
    inked = {picture.toImage().pixelColor(x, y).name() for x in range(48) for y in range(48)}
    assert "#ff0000" in inked
    pale = pixmap("open", "#ff0000", 24, opacity=0.5).toImage()
    assert 0 < max(pale.pixelColor(x, y).alpha() for x in range(24) for y in range(24)) < 200


def test_menus_and_tool_bar_name_commands_that_are_there() -> None:
    for id in (*TOOL_BAR, *ROW_MENU, *SECTION_MENU, *CHANGE_MENU):
        assert id in BY_ID or id in ("|", "->")


def test_every_command_has_one_function(window: Window) -> None:
    assert set(window.handlers.all()) == set(BY_ID)


def test_every_command_stands_in_a_menu(window: Window) -> None:
    menus = [action.menu() for action in window.menuBar().actions()]
    menus[0].aboutToShow.emit()  # as when it is opened: until then a start does not wait for it
    listed = [a for menu in menus for a in menu.actions() if not a.isSeparator()]
    assert {a.objectName() for a in listed} == set(BY_ID)


def test_a_command_is_offered_when_its_fact_is_so() -> None:
    assert all(hasattr(Facts(), a.when) for a in TABLE)
    assert not is_offered(BY_ID["pair.accept"], Facts())
    assert is_offered(BY_ID["pair.accept"], Facts(pair=True))
    assert is_offered(BY_ID["file.open"], Facts())


def test_keys_can_be_changed_and_taken_away() -> None:
    assert keys_of(BY_ID["pair.accept"], {"pair.accept": "Ctrl+Alt+A"}) == ("Ctrl+Alt+A",)
    assert keys_of(BY_ID["pair.accept"], {"pair.accept": ""}) == ()
    assert conflicts({"pair.accept": "U"}) == {"u": ("pair.accept", "pair.unlink")}


def test_the_finder_knows_runs_initials_and_accents() -> None:
    names = ("Next change", "Previous change", "Open a sample", "Évaluer")
    assert [names[i] for i, _ in rank("chan", names)] == ["Next change", "Previous change"]
    assert names[rank("nc", names)[0][0]] == "Next change"
    assert names[rank("eval", names)[0][0]] == "Évaluer"
    assert rank("change", names)[0][1] == (5, 6, 7, 8, 9, 10)
    assert rank("xyz", names) == []
    assert [i for i, _ in rank("", names)] == [0, 1, 2, 3]
