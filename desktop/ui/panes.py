"""The panes around the comparison, beside each other, and the way from one to the other; made when the first comparison
is opened.

sections │ find bar        │ changes, notes, coverage
         │ text     ruler  │
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.i18n import Translator
from desktop.ui.compare.ruler import Ruler
from desktop.ui.compare.view import CompareView
from desktop.ui.corrections import Target
from desktop.ui.panels.changes import ChangesPanel
from desktop.ui.panels.coverage import CoveragePanel
from desktop.ui.panels.find_bar import FindBar
from desktop.ui.panels.making import by_letters
from desktop.ui.panels.notes import NotesPanel
from desktop.ui.panels.sections import SectionsPanel
from desktop.ui.theme import Theme
from desktop.ui.workspace import Workspace

PAGES = ("changes", "notes", "coverage")
LEAST_LISTS = 230
STEP = 32
"""Pixels by which a pane becomes wider with a key."""


class Panes(QWidget):
    """Lays the panes out."""

    toggled = Signal()

    def __init__(self, workspace: Workspace, theme: Theme, t: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace, self._theme, self._t = workspace, theme, t
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.splitter)

    def make(self) -> Iterator[None]:
        """Put the panes into their places, in turns that are short enough not to be noticed."""
        workspace, theme, t = self._workspace, self._theme, self._t
        self.sections = SectionsPanel(workspace, theme, t)
        self._put(self.sections, 190, 0)
        yield
        middle = QWidget()
        self._put(middle, 320, 1)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.find_bar = FindBar(theme, t)
        column.addWidget(self.find_bar)
        yield
        self.view = CompareView(t)
        self.ruler = Ruler(self.view)
        text = QHBoxLayout()
        text.setSpacing(0)
        text.addWidget(self.view, 1)
        text.addWidget(self.ruler)
        column.addLayout(text, 1)
        yield
        self.lists = QTabWidget()
        self.lists.setDocumentMode(True)
        self._put(self.lists, LEAST_LISTS, 0)
        self.changes = ChangesPanel(workspace, theme, t)
        self.lists.addTab(self.changes, t("Changes"))
        yield
        self.notes = NotesPanel(workspace, theme, t)
        self.lists.addTab(self.notes, t("Notes"))
        yield
        self.coverage = CoveragePanel(workspace, theme, t)
        self.lists.addTab(self.coverage, t("Coverage"))
        for at in range(self.splitter.count()):  # what is laid over the others last is read last, too
            pane = self.splitter.widget(at)
            if pane is not None:
                pane.raise_()
        for at, name in ((1, t("Between sections and text")), (2, t("Between text and lists"))):
            self.splitter.handle(at).raise_()
            self.splitter.handle(at).setAccessibleName(name)
        yield
        for widget in self.findChildren(QWidget):
            widget.ensurePolished()
        head = self.sections.card.minimumSizeHint().width()
        self.sections.setMinimumWidth(max(self.sections.minimumWidth(), head))
        tabs, pages = self.lists.tabBar().sizeHint(), [p.minimumSizeHint() for p in (self.changes, self.notes)]
        self.lists.setMinimumWidth(max(self.lists.minimumWidth(), tabs.width(), *(p.width() for p in pages)))

    def _put(self, pane: QWidget, least_width: int, stretch: int) -> None:
        pane.setMinimumWidth(by_letters(self, least_width))
        self.splitter.addWidget(pane)
        self.splitter.setStretchFactor(self.splitter.count() - 1, stretch)

    def is_about_sections(self) -> bool:
        """Whether the reader is in the list of sections."""
        return self.sections.tree.hasFocus()

    def is_typed_in(self) -> bool:
        """Whether the focus is in a field of the lists or the sections, as that of a note."""
        at = QApplication.focusWidget()
        sides = any(pane.isAncestorOf(at) for pane in (self.sections, self.lists)) if at is not None else False
        return sides and isinstance(at, QLineEdit | QPlainTextEdit)

    def targets(self) -> list[Target]:
        """What pairing commands are about: selected sections while their list has the focus, else the current row."""
        if self.is_about_sections():
            return self.sections.selected()
        target = self._workspace.corrections.target_of_row(self._workspace.reader.cursor.row)
        return [target] if target else []

    def toggle(self, name: str) -> None:
        """Show or hide a pane: sections or lists."""
        pane = self.sections if name == "sections" else self.lists
        pane.setVisible(pane.isHidden())
        self.toggled.emit()

    def widen(self, step: int) -> None:
        """Make the pane that has the focus wider or narrower, at the cost of the text; the text at that of the lists,
        else of the sections."""
        at = QApplication.focusWidget()
        panes = [self.splitter.widget(i) for i in range(self.splitter.count())]
        here = next((i for i, p in enumerate(panes) if p is not None and at is not None and p.isAncestorOf(at)), 1)
        other = 1 if here != 1 else 0 if self.lists.isHidden() else 2
        sizes = self.splitter.sizes()
        by = by_letters(self, STEP) * step
        sizes[here], sizes[other] = sizes[here] + by, sizes[other] - by
        self.splitter.setSizes(sizes)

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
