"""Settings and what the window remembers: kept whole, read with care, never in the way of the start."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.i18n import translator
from desktop.settings import DAMAGED_NAME, FIELDS, FILE_NAME, Settings, load, plain, read, save
from desktop.ui import memory as memories
from desktop.ui.app import Application
from desktop.ui.dialogs.settings import SettingsDialog
from desktop.ui.jobs import Jobs
from tests.ui.conftest import dialog


def test_every_setting_is_described_in_both_languages() -> None:
    nl = translator("nl")
    assert tuple(f.name for f in FIELDS) == Settings._fields
    for f in FIELDS:
        assert nl(f.title) != f.title and nl(f.help) != f.help and f.help.endswith("."), f.name
        if f.kind == "number":
            assert f.range[0] <= f.default <= f.range[1] and f.unit
        if f.kind == "choice":
            assert f.default in {c.value for c in f.choices}


def test_what_is_saved_is_read_again(tmp_path: Path) -> None:
    settings = Settings(theme="dark", reading_size_pt=16, ignore=("case",), keys=(("go.next_change", "Alt+J"),))
    save(settings, tmp_path)
    assert load(tmp_path) == (settings, "")
    assert set(json.loads((tmp_path / FILE_NAME).read_text())) == {"theme", "reading_size_pt", "ignore", "keys"}


def test_without_a_file_the_usual_settings_apply(tmp_path: Path) -> None:
    assert load(tmp_path / "nowhere") == (Settings(), "")


@pytest.mark.parametrize("damage", ["", "{", "[]", "null", "\x00\x01", '{"theme": '])
def test_a_damaged_file_is_set_aside(tmp_path: Path, damage: str) -> None:
    (tmp_path / FILE_NAME).write_text(damage)
    assert load(tmp_path) == (Settings(), "settings_damaged")
    assert (tmp_path / DAMAGED_NAME).exists() and load(tmp_path) == (Settings(), "")


def test_one_bad_value_does_not_spoil_the_others() -> None:
    assert read({"theme": "pink", "reading_size_pt": 14, "unknown": 1}) == (
        Settings(reading_size_pt=14),
        "settings_value",
    )


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda x: st.lists(x, max_size=3) | st.dictionaries(st.text(max_size=4), x, max_size=3),
    max_leaves=5,
)


@given(st.dictionaries(st.sampled_from([f.name for f in FIELDS]), VALUES))
def test_whatever_stands_in_the_file_the_settings_can_be_used(kept: dict[str, object]) -> None:
    settings, _ = read(kept)
    assert read(json.loads(json.dumps(plain(settings)))) == (settings, "")


def test_memory_forgets_nothing_it_was_told(tmp_path: Path) -> None:
    memory = memories.Memory().opened("a", "b").opened("c", "d").opened("a", "b")
    memory = memory.but(zoom_percent=125, panes=(1, 2, 3))
    memories.save(memory, tmp_path)
    assert memories.load(tmp_path) == memory
    assert memory.recent == (("a", "b"), ("c", "d"))
    assert memory.forgot(("a", "b")).recent == (("c", "d"),) and memory.forgot().recent == ()


@pytest.mark.parametrize("damage", ["", "[]", '{"recent": [1]}', '{"panes": "x"}', '{"zoom_percent": 5}', "null"])
def test_a_damaged_memory_is_as_good_as_none(tmp_path: Path, damage: str) -> None:
    (tmp_path / memories.FILE_NAME).write_text(damage)
    assert memories.load(tmp_path).zoom_percent == 100


def test_the_window_starts_with_damaged_settings_and_says_so(
    qtbot: QtBot, qapp: QApplication, jobs: Jobs, tmp_path: Path
) -> None:
    (tmp_path / FILE_NAME).write_text("{")
    application = Application(qapp, jobs, tmp_path, "en")
    qtbot.addWidget(application.window)
    application.show()
    assert "could not be read" in application.window.notices.accessibleName()
    application.close()


def test_what_is_changed_in_the_dialog_is_seen_and_kept_at_once(qtbot: QtBot, application: Application) -> None:
    window = application.window
    window.run("file.settings")
    settings = dialog(qtbot, SettingsDialog)
    theme = settings.editors["theme"]
    theme.setCurrentIndex(theme.findData("dark"))
    assert application.theme.colors.name == "dark"
    settings.editors["reading_size_pt"].setValue(18)
    assert load(application.folder)[0] == Settings(theme="dark", reading_size_pt=18)


def test_another_language_gives_another_window_on_the_same_work(
    qtbot: QtBot, application: Application, texts: tuple[Path, Path]
) -> None:
    old = application.window
    with qtbot.waitSignal(application.workspace.result_changed, timeout=20_000):
        old.open_paths(*map(str, texts))
    application.workspace.reader.next_change(1)
    application.set_settings(application.settings.but(language="nl"))
    window = application.window
    assert window is not old and window.isVisible() and not old.isVisible()
    assert window.panes.lists.tabText(0) == "Wijzigingen"
    menu = window.panes.changes.filter.createStandardContextMenu()
    assert any("Alles selecteren" in action.text() for action in menu.actions()), "Qt's own words, too"
    assert window.panes.view.rows and window.panes.view.current_change == application.workspace.reader.cursor.change
    application.workspace.reader.next_change(1)  # the old window is not asked any more


def test_settings_that_cannot_be_kept_hold_until_the_window_closes(
    application: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("desktop.ui.app.save_settings", full)
    application.set_settings(application.settings.but(theme="dark"))
    assert application.theme.colors.name == "dark"
    assert "cannot be kept (No space left on device)" in application.window.notices.accessibleName()
