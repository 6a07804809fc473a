"""The page that accounts for every word, and for what was forgiven."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QTreeWidgetItem
from pytestqt.qtbot import QtBot

from desktop.i18n import translator
from desktop.model.options import Ignore, Side
from desktop.ui.dialogs.reading import ReadingDialog
from desktop.ui.panels.coverage import forgiven
from desktop.ui.result import Reading
from desktop.ui.window import Window
from tests.making import read
from tests.ui.conftest import dialog

T = translator("en")


def reading(text: str) -> Reading:
    document = read(text)
    return Reading("a.txt", document.edition, document.warnings, document.blocks, document.sections, document.repairs)


def test_each_rule_says_how_often_it_forgave_and_where() -> None:
    old = reading(
        "Het beleid van Neder-\nland is gericht op vrede en\nveiligheid in de wereld.\n\n• Nederland draagt bij.\n"
    )
    rules = {r.title: r for r in forgiven(old, reading("Niets."), T)}
    assert rules["line ends inside paragraphs"].count == 2
    (hyphen,) = rules["hyphen at the line end taken away"].places
    assert hyphen == (Side.OLD, 0, "line 1: Neder- ⏎ land → Nederland")
    assert rules["bullets and dashes before items"].count == 1


def items(window: Window) -> list[QTreeWidgetItem]:
    tree = window.panes.coverage.tree
    return [item for i in range(tree.topLevelItemCount()) if (item := tree.topLevelItem(i)) is not None]


def test_all_words_are_accounted_for_and_rules_lead_to_their_places(
    qtbot: QtBot, window: Window, samples: Path
) -> None:
    with qtbot.waitSignal(window.workspace.result_changed, timeout=20_000):
        window.run("file.sample")
    window.run("view.coverage")
    panel = window.panes.coverage
    parts = ("compared", "unpaired", "outside", "ignored")
    for side in range(2):
        counts = [int(panel._cells[key, side].text()) for key in parts]
        assert sum(counts) == int(panel._cells["words", side].text()) > 300
    hyphen = next(i for i in items(window) if i.text(0) == "hyphen at the line end taken away")
    panel.tree.expandItem(hyphen)
    assert hyphen.childCount() == int(hyphen.text(1))
    panel.tree.itemActivated.emit(hyphen.child(0), 0)
    assert window.workspace.reader.cursor.row is not None and window.workspace.reader.cursor.row > 0
    foot = next(i for i in items(window) if i.text(0) == "running foot")
    panel.tree.expandItem(foot)
    panel.tree.itemActivated.emit(foot.child(0), 0)
    side = dialog(qtbot, ReadingDialog).sides[0]
    assert side.model.blocks[side.table.currentIndex().row()].is_furniture


def test_differences_can_be_left_out_counted_and_shown_again(qtbot: QtBot, window: Window) -> None:
    with qtbot.waitSignal(window.workspace.result_changed, timeout=20_000):
        window.run("file.sample")
    window.run("view.coverage")
    panel, total = window.panes.coverage, len(window.workspace.result.changes)
    with qtbot.waitSignal(window.workspace.result_changed, timeout=20_000):
        panel.rules[Ignore.CASE].click()
    hidden = total - len(window.workspace.result.changes)
    assert hidden > 0 and panel._hidden[Ignore.CASE].text() == f"hides {hidden}"
    with qtbot.waitSignal(window.workspace.result_changed, timeout=20_000):
        window.run("edit.undo")
    assert len(window.workspace.result.changes) == total and not panel.rules[Ignore.CASE].isChecked()
