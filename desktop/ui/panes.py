"""The panes around the comparison, beside each other; made when the first comparison is opened.

sections │ find bar        │ changes, notes, coverage
         │ text     ruler  │
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QTabWidget, QVBoxLayout, QWidget

from desktop.i18n import Translator
from desktop.ui.compare.ruler import Ruler
from desktop.ui.compare.view import CompareView
from desktop.ui.panels.changes import ChangesPanel
from desktop.ui.panels.coverage import CoveragePanel
from desktop.ui.panels.find_bar import FindBar
from desktop.ui.panels.notes import NotesPanel
from desktop.ui.panels.sections import SectionsPanel
from desktop.ui.theme import Theme
from desktop.ui.workspace import Workspace


class Panes(QWidget):
    """Lays the panes out."""

    def __init__(self, workspace: Workspace, theme: Theme, t: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sections = SectionsPanel(workspace, theme, t)
        self.view = CompareView(t)
        self.ruler = Ruler(self.view)
        self.find_bar = FindBar(theme, t)
        self.changes = ChangesPanel(workspace, theme, t)
        self.notes = NotesPanel(workspace, theme, t)
        self.coverage = CoveragePanel(workspace, theme, t)
        self.lists = QTabWidget()
        self.lists.setDocumentMode(True)
        for page, title in ((self.changes, t("Changes")), (self.notes, t("Notes")), (self.coverage, t("Coverage"))):
            self.lists.addTab(page, title)
        middle = QWidget()
        text = QHBoxLayout()
        text.setSpacing(0)
        text.addWidget(self.view, 1)
        text.addWidget(self.ruler)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.find_bar)
        column.addLayout(text, 1)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        for pane, least, stretch in ((self.sections, 190, 0), (middle, 320, 1), (self.lists, 230, 0)):
            pane.setMinimumWidth(least)
            self.splitter.addWidget(pane)
            self.splitter.setStretchFactor(self.splitter.count() - 1, stretch)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.splitter)
