"""All commands with their keys, searchable: what F1 shows."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHeaderView,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.i18n import Translator
from desktop.ui.actions.finder import plain
from desktop.ui.actions.table import GROUPS, TABLE, Scope, keys_of
from desktop.ui.panels.making import by_letters, field, label


def native(keys: tuple[str, ...]) -> str:
    """Keys as the system writes them."""
    return "   ".join(QKeySequence(k).toString(QKeySequence.SequenceFormat.NativeText) for k in keys)


class KeysDialog(QDialog):
    """A table by group; typing narrows it."""

    def __init__(self, changed: Mapping[str, str], t: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(t("Keys"))
        self.resize(by_letters(self, 920), 620)
        self.search = field(t("Search a command or a key"), t("Search a command or a key"))
        self.tree = QTreeWidget()
        self.tree.setColumnCount(3)
        self.tree.setHeaderLabels([t("Command"), t("Keys"), t("What it does")])
        self.tree.setRootIsDecorated(False)
        self.tree.setIndentation(8)
        self.tree.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.tree.setAccessibleName(t("Keys"))
        self._groups: list[tuple[QTreeWidgetItem, list[QTreeWidgetItem]]] = []
        header = self.tree.header()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        for group, title in GROUPS.items():
            top = QTreeWidgetItem([t(title).replace("&", "")])
            top.setFlags(Qt.ItemFlag.ItemIsEnabled)
            font = top.font(0)
            font.setBold(True)
            top.setFont(0, font)
            self.tree.addTopLevelItem(top)
            items: list[QTreeWidgetItem] = []
            self._groups.append((top, items))
            for entry in TABLE:
                if entry.group is group:
                    keys = native(keys_of(entry, changed))
                    said = t(entry.help) + (f" {t('(in the text)')}" if entry.scope is Scope.TEXT else "")
                    item = QTreeWidgetItem([t(entry.title).rstrip("…"), keys, said])
                    item.setToolTip(2, said)
                    top.addChild(item)
                    items.append(item)
        self.tree.expandAll()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(10)
        layout.addWidget(self.search)
        layout.addWidget(self.tree, 1)
        layout.addWidget(
            label(
                t("Single letters act only where no text is being typed. Keys can be changed in the settings."),
                "muted",
                True,
            )
        )
        self.search.textChanged.connect(self._narrow)
        self.search.setFocus()

    def _narrow(self, text: str) -> None:
        words = plain(text).split()
        for top, items in self._groups:
            some = False
            for item in items:
                said = plain(" ".join(item.text(column) for column in range(3)))
                hit = all(w in said for w in words)
                item.setHidden(not hit)
                some = some or hit
            top.setHidden(not some)
