"""The right pane, first page: every change as a line, with filters and an order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QListView, QMenu, QToolButton, QVBoxLayout, QWidget

from desktop.i18n import Translator
from desktop.model.comparison import ChangeKind
from desktop.ui.listing import ChangeFilter, Review, Sort
from desktop.ui.models.changes import ROW, ChangeDelegate, ChangesModel
from desktop.ui.panels.making import button, field, label, restyle
from desktop.ui.theme import Theme
from desktop.ui.workspace import Workspace
from desktop.wording import KINDS, importance_name, name

BATCH = 1000
"""Lines of the list that are laid out in one turn: some 3 ms."""
PAUSE_MS = 10
"""Between two turns: Qt would do all that wait for nothing in one go."""


class ChangesPanel(QWidget):
    """See the module."""

    menu_asked = Signal(QPoint)

    def __init__(self, workspace: Workspace, theme: Theme, t: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace, self._theme, self._t = workspace, theme, t
        self._is_stale = False
        self.setObjectName("page")
        self.model = ChangesModel(t, self._title_of, self)
        self.list = QListView()
        self.list.setModel(self.model)
        self._delegate = ChangeDelegate(theme, t, self._title_of, self.list)
        self.list.setItemDelegate(self._delegate)
        self.list.setUniformItemSizes(True)
        self.list.setLayoutMode(QListView.LayoutMode.Batched)  # tens of thousands are laid out in many short turns
        self.list.setBatchSize(BATCH)
        self.list.verticalScrollBar().rangeChanged.connect(self._laid_out)
        self.list.setMouseTracking(True)
        self.list.setAccessibleName(t("Changes"))
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(
            lambda at: self.menu_asked.emit(self.list.viewport().mapToGlobal(at))
        )
        self.list.selectionModel().currentChanged.connect(self._current)
        self.filter = field(t("Filter changes"), t("Filter changes by their words"))
        self.filter.textChanged.connect(lambda text: self._set(text=text))
        self.filter.returnPressed.connect(lambda: self.list.setFocus(Qt.FocusReason.ShortcutFocusReason))
        self._menu_button = QToolButton()
        self._menu_button.setText(t("Show"))
        self._menu_button.setAccessibleName(t("Which changes are shown"))
        self._menu_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._menu_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._menu_button.setMenu(self._filter_menu())
        self.sort = QComboBox()
        self.sort.setAccessibleName(t("Order of the changes"))
        for value, title in (
            (Sort.PLACE, t("as in the text")),
            (Sort.IMPORTANCE, t("weightiest first")),
            (Sort.KIND, t("by kind")),
            (Sort.COUNT, t("most frequent first")),
        ):
            self.sort.addItem(title, value)
        self.sort.currentIndexChanged.connect(lambda _: self._set(sort=Sort(self.sort.currentData())))
        top = QFrame()
        inner = QVBoxLayout(top)
        inner.setContentsMargins(10, 8, 10, 4)
        inner.setSpacing(6)
        inner.addWidget(self.filter)
        line = QHBoxLayout()
        line.setSpacing(6)
        line.addWidget(self._menu_button)
        line.addStretch(1)
        line.addWidget(self.sort)
        inner.addLayout(line)
        self._count = label(role="muted", scale=0.9)
        self._clear = button(
            t("Show all"), lambda: workspace.reader.set_filter(ChangeFilter(sort=workspace.reader.filter.sort)), "quiet"
        )
        count = QHBoxLayout()
        count.setContentsMargins(2, 0, 0, 0)
        count.addWidget(self._count, 1)
        count.addWidget(self._clear)
        inner.addLayout(count)
        self._empty = label(role="muted", wrap=True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._empty.setContentsMargins(24, 32, 24, 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(top)
        layout.addWidget(self.list, 1)
        layout.addWidget(self._empty, 1)
        self._following = self._is_awaited = False
        # After the text and the sections, in a turn of its own: each turn is short, so that the window stays live.
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._choose)
        workspace.result_changed.connect(self._result_changed)
        workspace.reader.filter_changed.connect(self._renew)
        workspace.noting.changed.connect(self._noted)
        workspace.reader.moved.connect(self._follow)
        theme.changed.connect(self._recolor)
        self._recolor()
        self._renew()

    def _recolor(self) -> None:
        self._menu_button.setIcon(self._theme.icons("filter"))
        self.list.viewport().update()

    def _title_of(self, section: int | None) -> str:
        node = self._workspace.shown.node(section)
        return node.title if node else ""

    def _filter_menu(self) -> QMenu:
        t = self._t
        menu = QMenu(self)
        self._review_actions = {}
        for review, title in (
            (Review.ALL, t("All changes")),
            (Review.OPEN, t("Not reviewed yet")),
            (Review.DONE, t("Reviewed")),
            (Review.NOTED, t("With a note, tag or judgement")),
        ):
            self._review_actions[review] = self._check(menu, title, self._setter(review=review))
        menu.addSeparator()
        self._importance_actions = {}
        for least in range(4):
            title = t("{importance} and up", importance=importance_name(least, t)) if least else t("of any weight")
            self._importance_actions[least] = self._check(menu, title, self._setter(importance=least))
        menu.addSeparator()
        self._kind_actions = {}
        for kind in ChangeKind:
            self._kind_actions[kind] = self._check(menu, name(KINDS, kind.value, t), partial(self._kind, kind))
        menu.addSeparator()
        self._section_action = self._check(menu, t("Only the current section"), self._section)
        self._group_action = self._check(menu, t("Equal changes as one"), lambda on: self._set(grouped=on))
        return menu

    @staticmethod
    def _check(menu: QMenu, title: str, then: Callable[[bool], object]) -> QAction:
        action = menu.addAction(title)
        action.setCheckable(True)
        action.triggered.connect(lambda on: then(on))
        return action

    def _set(self, **changed: object) -> None:
        self._workspace.reader.set_filter(replace(self._workspace.reader.filter, **changed))  # type: ignore[arg-type]

    def _setter(self, **changed: object) -> Callable[[bool], None]:
        return lambda _: self._set(**changed)

    def _kind(self, kind: ChangeKind, on: bool) -> None:
        kinds = self._workspace.reader.filter.kinds
        self._set(kinds=kinds | {kind} if on else kinds - {kind})

    def _section(self, on: bool) -> None:
        self._set(section=self._workspace.reader.cursor.section if on else None)

    def _result_changed(self) -> None:
        result = self._workspace.result
        self._soon.start(PAUSE_MS if result is not None and len(result.changes) > BATCH else 0)

    def _choose(self) -> None:
        """Which changes are listed is worked out in one turn and shown in the next."""
        if len(self._workspace.reader.listed) > BATCH:
            QTimer.singleShot(PAUSE_MS, self, self._renew)
        else:
            self._renew()

    def _noted(self) -> None:
        """Something was noted: seen at once where the list is in sight."""
        if self.isVisible():
            self._renew()
        else:
            self._is_stale = True

    def showEvent(self, event: QShowEvent) -> None:
        if self._is_stale:
            self._renew()
        super().showEvent(event)

    def _renew(self) -> None:
        self._is_stale = False
        t, wanted = self._t, self._workspace.reader.filter
        self._following = True
        self.model.set_rows(self._workspace.reader.listed)
        self._following = False
        if self.filter.text() != wanted.text:
            self.filter.setText(wanted.text)
        at = self.sort.findData(wanted.sort)
        if at != self.sort.currentIndex():
            self.sort.setCurrentIndex(at)
        for review, action in self._review_actions.items():
            action.setChecked(review is wanted.review)
        for least, action in self._importance_actions.items():
            action.setChecked(least == wanted.importance)
        for kind, action in self._kind_actions.items():
            action.setChecked(kind in wanted.kinds)
        self._section_action.setChecked(wanted.section is not None)
        self._group_action.setChecked(wanted.grouped)
        restyle(self._menu_button, wrong=False)
        result = self._workspace.result
        count = self.model.rows.total
        total = len(result.changes) if result else 0
        said = t.plural("{n} change", "{n} changes", count)
        if wanted.hides:
            said = t("{shown} of {all}", shown=said, all=t.number(total))
        elif len(self.model.rows) != count:
            said += " · " + t.plural("{n} different", "{n} different ones", len(self.model.rows))
        self._count.setText(said if result else "")
        self._clear.setVisible(wanted.hides)
        is_empty = not self.model.rows
        self.list.setVisible(not is_empty)
        self._empty.setVisible(is_empty)
        if result is None:
            self._empty.setText(t("The changes are listed here as soon as they are known."))
        elif total:
            self._empty.setText(t("No change fits this filter."))
        else:
            self._empty.setText(t("No changes: both editions say the same in the same words."))
        self._follow("result")

    def _follow(self, origin: str) -> None:
        if origin == "changes":
            return
        change = self._workspace.shown.change(self._workspace.reader.cursor.change)
        row = self.model.row_of(change)
        self._following = True
        if row >= 0:
            index = self.model.index(row)
            self.list.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self.list.scrollTo(index)
        elif change is None:
            self.list.clearSelection()
        self._following = False
        self._is_awaited = row >= 0 and not self.list.visualRect(self.model.index(row)).isValid()

    def _laid_out(self) -> None:
        """More lines have their place; the current one may be among them."""
        if self._is_awaited:
            index = self.list.currentIndex()
            self._is_awaited = not self.list.visualRect(index).isValid()
            self.list.scrollTo(index)

    def _current(self, current: QModelIndex, _: QModelIndex) -> None:
        if not self._following and current.isValid():
            self._workspace.reader.go_to_change(current.data(ROW).change.id, "changes")
