"""The tutorial, followed key by key: what it says is what happens."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.ui.window import Window
from tests.ui.conftest import Press

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def sample(qtbot: QtBot, window: Window) -> Window:
    """The window on the sample, as "Open a sample" leaves it."""
    with qtbot.waitSignal(window.workspace.result_changed, timeout=20_000):
        window.run("file.sample")
    return window


def test_what_the_tutorial_says_of_the_sections_and_changes(sample: Window) -> None:
    result = sample.workspace.result
    assert result is not None
    fates = {n.title: str(n.fate) for n in result.sections}
    assert list(fates.values()).count("outside_excerpt") == 5
    assert fates["Regisseren"] == fates["Stimuleren"] == "edited"
    words = [(c.old, c.new) for c in result.changes]
    assert len(words) == 11
    assert all(old == "" and new for old, new in words[:3])
    assert words[3] == ("Toetsingskader 2009", "Toetsingskader 2014")
    assert ("Veiligheid en Justitie", "Justitie en Veiligheid") in words
    assert ("restrictief", "zorgvuldig") in words
    joined = [r for d in (result.old, result.new) for r in d.repairs if r.kind in ("soft_hyphen", "lost_hyphen")]
    assert len(joined) == 9


def test_the_keys_of_the_tutorial(sample: Window, press: Press, qtbot: QtBot) -> None:
    workspace = sample.workspace
    result = workspace.result
    assert result is not None
    sample.run("go.text")
    for _ in range(4):
        press("n")
    there = workspace.reader.cursor.change
    assert there is not None and workspace.shown.change(there).old == "Toetsingskader 2009"  # type: ignore[union-attr]
    press("p")
    press("n")
    assert workspace.reader.cursor.change == there
    modes = []
    for _ in range(3):
        press("v")
        modes.append(sample.panes.view.mode.value)
    assert modes == ["inline", "changes_only", "side_by_side"]
    while (now := workspace.shown.change(workspace.reader.cursor.change or 0)) is not None and now.old != "restrictief":
        press("n")
    press("3")
    noted = workspace.annotated.changes[workspace.reader.cursor.change or 0]
    assert noted.significance == 3


def test_a_pair_is_taken_apart_and_comes_back(sample: Window, press: Press, qtbot: QtBot) -> None:
    workspace = sample.workspace
    sample.run("go.text")
    for _ in range(4):
        press("n")
    qtbot.waitUntil(lambda: sample.binder.actions["pair.unlink"].isEnabled())
    before = len(workspace.result.block_matches)  # type: ignore[union-attr]
    press("u")
    qtbot.waitUntil(lambda: not workspace.is_busy and len(workspace.result.block_matches) == before + 1)  # type: ignore[union-attr]
    press(Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: not workspace.is_busy and len(workspace.result.block_matches) == before)  # type: ignore[union-attr]


def test_the_coverage_adds_up(sample: Window, press: Press) -> None:
    press("3", CTRL, SHIFT)
    assert sample.panes.lists.currentWidget() is sample.panes.coverage
    result = sample.workspace.result
    assert result is not None
    for c in (result.coverage_old, result.coverage_new):
        assert c.compared + c.ignored + c.unpaired + c.outside == c.words
