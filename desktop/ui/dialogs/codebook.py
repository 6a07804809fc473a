"""The codebook: the tags to choose from and what each is for. Every edit is a decision that undo takes back."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHeaderView, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from desktop.i18n import Translator
from desktop.project.decisions import rename_tag, set_codebook
from desktop.project.project import Code
from desktop.ui.panels.making import button, by_letters, label, row
from desktop.ui.workspace import Workspace

FIXED = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled


class CodebookDialog(QDialog):
    """See the module."""

    def __init__(self, workspace: Workspace, t: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace, self._t = workspace, t
        self._filling = False
        self.setWindowTitle(t("Tags"))
        self.resize(by_letters(self, 620), 420)
        self.table = QTableWidget(0, 3)
        self.table.setHorizontalHeaderLabels([t("Tag"), t("What it is for"), t("Notes")])
        self.table.verticalHeader().hide()
        self.table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        self.table.setAccessibleName(t("Tags"))
        self.table.setTabKeyNavigation(False)
        self.table.setShowGrid(False)
        header = self.table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.ResizeToContents)
        self.table.itemChanged.connect(self._edited)
        self.add = button(t("New tag"), self._add)
        self.remove = button(t("Take away"), self._remove)
        close = button(t("Close"), self.accept, "primary")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 16)
        layout.setSpacing(10)
        layout.addWidget(self.table, 1)
        layout.addWidget(
            label(
                t("A new name goes to all notes with that tag. What is taken away stays on the notes that have it."),
                role="muted",
                wrap=True,
            )
        )
        layout.addLayout(row(self.add, self.remove, None, close))
        workspace.noting.changed.connect(self.renew)
        self.renew()
        self.table.setCurrentCell(0, 0)

    def renew(self) -> None:
        """Show it as the project has it."""
        counts: dict[str, int] = {}
        for note in self._workspace.record.notes:
            for tag in note.tags:
                counts[tag] = counts.get(tag, 0) + 1
        self._filling = True
        here = self.table.currentRow()
        codes = self._workspace.record.codebook
        self.table.setRowCount(len(codes))
        for at, code in enumerate(codes):
            for column, text in enumerate((code.name, code.meaning, self._t.number(counts.get(code.name, 0)))):
                item = QTableWidgetItem(text)
                if column == 2:
                    item.setFlags(FIXED)
                    item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                self.table.setItem(at, column, item)
        if codes:
            self.table.setCurrentCell(min(max(here, 0), len(codes) - 1), max(self.table.currentColumn(), 0))
        self.remove.setEnabled(bool(codes))
        self._filling = False

    def _edited(self, item: QTableWidgetItem) -> None:
        if self._filling:
            return
        codes, text = list(self._workspace.record.codebook), item.text().strip()
        code = codes[item.row()]
        if item.column() == 1 and text != code.meaning:
            codes[item.row()] = replace(code, meaning=text)
            self._workspace.change_project(set_codebook(codes))
        elif item.column() == 0 and text and text != code.name and "," not in text:
            self._workspace.change_project(rename_tag(code.name, text))
        else:
            self.renew()  # a tag without a name, or with a comma, which separates tags where they are typed

    def _add(self) -> None:
        codes, t = self._workspace.record.codebook, self._t
        names = {c.name for c in codes}
        title, k = t("new tag"), 2
        while title in names:
            title, k = f"{t('new tag')} {k}", k + 1
        if self._workspace.change_project(set_codebook((*codes, Code(title)))):
            item = self.table.item(len(codes), 0)
            if item is not None:
                self.table.setCurrentItem(item)
                self.table.editItem(item)

    def _remove(self) -> None:
        codes, at = self._workspace.record.codebook, self.table.currentRow()
        if 0 <= at < len(codes):
            self._workspace.change_project(set_codebook((*codes[:at], *codes[at + 1 :])))
