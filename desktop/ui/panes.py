"""The panes around the comparison, beside each other, and the way from one to the other; made when the first comparison
is opened.

sections │ find bar        │ changes, notes, coverage
         │ text     ruler  │
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSplitter, QTabWidget, QVBoxLayout, QWidget

from desktop.i18n import Translator
from desktop.ui.compare.ruler import Ruler
from desktop.ui.compare.view import CompareView
from desktop.ui.panels.changes import ChangesPanel
from desktop.ui.panels.coverage import CoveragePanel
from desktop.ui.panels.find_bar import FindBar
from desktop.ui.panels.notes import NotesPanel
from desktop.ui.panels.sections import SectionsPanel
from desktop.ui.theme import Theme
from desktop.ui.workspace import Target, Workspace

PAGES = ("changes", "notes", "coverage")


class Panes(QWidget):
    """Lays the panes out."""

    toggled = Signal()

    def __init__(self, workspace: Workspace, theme: Theme, t: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
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

    def is_about_sections(self) -> bool:
        """Whether the reader is in the list of sections."""
        return self.sections.tree.hasFocus()

    def targets(self) -> list[Target]:
        """What pairing commands are about: selected sections while their list has the focus, else the current row."""
        if self.is_about_sections():
            return self.sections.selected()
        target = self._workspace.target_of_row(self._workspace.cursor.row)
        return [target] if target else []

    def toggle(self, name: str) -> None:
        """Show or hide a pane: sections or lists."""
        pane = self.sections if name == "sections" else self.lists
        pane.setVisible(pane.isHidden())
        self.toggled.emit()

    def show_page(self, name: str, focus: bool = True) -> None:
        """Bring a page of the right pane into sight."""
        if self.lists.isHidden():
            self.toggle("lists")
        self.lists.setCurrentIndex(PAGES.index(name))
        if focus:
            widgets = {"changes": self.changes.list, "notes": self.notes.text, "coverage": self.coverage.tree}
            widgets[name].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def focus_text(self) -> None:
        """The focus to the text of the editions."""
        self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def step(self, step: int) -> None:
        """The focus to the next pane."""
        stops: list[QWidget] = [self.sections.tree, self.view, self.changes.list, self.notes.text, self.coverage.tree]
        now = next((i for i, w in enumerate(stops) if w.hasFocus()), None)
        if now is None:
            at = QApplication.focusWidget()
            owners: list[QWidget] = [self.sections, self.view, self.changes, self.notes, self.coverage]
            now = next((i for i, w in enumerate(owners) if at is not None and w.isAncestorOf(at)), 1)
        for _ in stops:
            now = (now + step) % len(stops)
            if (now == 0 and self.sections.isHidden()) or (now > 1 and self.lists.isHidden()):
                continue
            if now > 1:
                self.lists.setCurrentIndex(now - 2)
            if stops[now].isHidden():  # an empty list
                continue
            stops[now].setFocus(Qt.FocusReason.ShortcutFocusReason)
            return
