"""The left pane: the sections of both editions in one tree, a filter, and why the current pairing is what it is."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTreeView, QVBoxLayout, QWidget

from desktop.i18n import Translator
from desktop.ui.corrections import Target
from desktop.ui.models.sections import NODE, SectionDelegate, SectionsModel
from desktop.ui.panels.making import field, label
from desktop.ui.panels.pairing import PairingCard
from desktop.ui.theme import Theme
from desktop.ui.workspace import Workspace

MANY = 200


class SectionsPanel(QWidget):
    """See the module."""

    commanded = Signal(str)
    menu_asked = Signal(QPoint)

    def __init__(self, workspace: Workspace, theme: Theme, t: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace, self._theme, self._t = workspace, theme, t
        self.setObjectName("page")
        self.filter = field(t("Filter sections"), t("Filter sections by name or fate"))
        self.filter.textChanged.connect(self._filter)
        self.model = SectionsModel(t, self)
        self.tree = QTreeView()
        self.tree.setModel(self.model)
        self._delegate = SectionDelegate(self.model, theme, t, self.tree)
        self.tree.setItemDelegate(self._delegate)
        self.filter.returnPressed.connect(self.tree.setFocus)
        self.tree.setHeaderHidden(True)
        self.tree.setUniformRowHeights(True)
        self.tree.setIndentation(14)
        self.tree.setMouseTracking(True)
        self.tree.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.tree.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.tree.setAccessibleName(t("Sections"))
        self.tree.setExpandsOnDoubleClick(False)
        self.tree.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.tree.customContextMenuRequested.connect(self._ask_menu)
        self.tree.selectionModel().currentChanged.connect(self._current)
        self._empty = label(t("No section has that in its name."), role="muted", wrap=True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.hide()
        self.card = PairingCard(theme, t)
        self.card.commanded.connect(self.commanded)
        top = QFrame()
        inner = QVBoxLayout(top)
        inner.setContentsMargins(10, 8, 10, 6)
        inner.addWidget(self.filter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(top)
        layout.addWidget(self._empty)
        layout.addWidget(self.tree, 1)
        layout.addWidget(self.card)
        self._following = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._renew)
        workspace.result_changed.connect(self._result_changed)
        workspace.noting.changed.connect(self._annotated)
        workspace.reader.moved.connect(self._follow)
        theme.changed.connect(self.tree.viewport().update)

    def _result_changed(self) -> None:
        """Many sections take a turn of their own, so that the window stays live."""
        result = self._workspace.result
        if result is not None and len(result.sections) > MANY:
            self._soon.start()
        else:
            self._renew()

    def _renew(self) -> None:
        result = self._workspace.result
        self._following = True
        self.model.set_nodes(result.sections if result else (), self._workspace.annotated.sections)
        self.tree.expandAll()
        self._following = False
        self._follow("result")

    def _ask_menu(self, at: QPoint) -> None:
        self.menu_asked.emit(self.tree.viewport().mapToGlobal(at))

    def _annotated(self) -> None:
        self.model.set_notes(self._workspace.annotated.sections)

    def _filter(self, text: str) -> None:
        self._following = True
        self.model.set_filter(text)
        self.tree.expandAll()
        self._following = False
        self._empty.setVisible(bool(text.strip()) and not self.model.rowCount())
        self._follow("filter")

    def _follow(self, origin: str) -> None:
        """Show where the reader is."""
        section = self._workspace.reader.cursor.section
        self.refresh_card()
        if origin == "sections" or section is None:
            return
        index = self.model.index_of(section)
        if not index.isValid() or index == self.tree.currentIndex():
            return
        self._following = True
        flags = QItemSelectionModel.SelectionFlag
        command = flags.NoUpdate if len(self.selected()) > 1 else flags.ClearAndSelect
        self.tree.selectionModel().setCurrentIndex(index, command)
        self.tree.scrollTo(index)
        self._following = False

    def _current(self, current: QModelIndex, _: QModelIndex) -> None:
        if not self._following and current.isValid():
            self._workspace.reader.go_to_section(current.data(NODE).match, "sections")

    def selected(self) -> list[Target]:
        """The sections that are selected, for a pairing command."""
        targets = []
        for index in sorted(self.tree.selectionModel().selectedIndexes(), key=lambda i: i.internalId()):
            target = self._workspace.corrections.target_of_section(index.data(NODE).match)
            if target is not None:
                targets.append(target)
        return targets

    def refresh_card(self) -> None:
        """Say why the current pairing is what it is."""
        self.card.show_pair(self._workspace)
