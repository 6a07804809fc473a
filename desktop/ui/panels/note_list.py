"""All notes of a project as a list, with filters that can be kept under a name."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import partial
from operator import attrgetter

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHeaderView, QInputDialog, QMenu, QTableView, QToolButton, QVBoxLayout, QWidget

from desktop.i18n import Translator
from desktop.model.annotation import Annotation, Status, TargetKind
from desktop.project.project import SavedFilter
from desktop.ui.models.changes import said
from desktop.ui.models.notes import SIGNIFICANCE, NoteDelegate, NoteRow, NotesModel, height_of
from desktop.ui.note_filter import NoteFilter, find_named, named, without
from desktop.ui.panels.making import button, field, label, restyle, row
from desktop.ui.theme import Theme
from desktop.ui.workspace import Workspace
from desktop.wording import STATUSES, name, shown

MAX_AUTHORS = 30
"""In the menu; whoever is not among them is found by typing."""


FEW = 8
"""Up to so many notes that changed at once are put in their places one by one."""


@dataclass(frozen=True, slots=True)
class _Listed:
    """What a list was made from."""

    notes: tuple[Annotation, ...]
    wanted: NoteFilter
    result: object
    doubts: dict[str, str]
    conflicts: frozenset[str]
    several: bool


class _Lines(QTableView):
    """A list of lines of one height. A list view would ask for each of ten thousand lines whenever one changes."""

    def __init__(self) -> None:
        super().__init__()
        self.horizontalHeader().hide()
        self.horizontalHeader().setStretchLastSection(True)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setMinimumSectionSize(1)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self._measure()

    def _measure(self) -> None:
        self.verticalHeader().setDefaultSectionSize(height_of(self.fontMetrics()))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._measure()


class NoteList(QWidget):
    """See the module. chosen: the id of the note a person went to, "" where none."""

    chosen = Signal(str)
    menu_asked = Signal(QPoint)

    def __init__(self, workspace: Workspace, theme: Theme, t: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace, self._theme, self._t = workspace, theme, t
        self.wanted = NoteFilter()
        self._is_stale = False
        self._following = False
        self._listed: _Listed | None = None
        self._total = 0
        self.model = NotesModel(t, self._about, self)
        self.list = _Lines()
        self.list.setModel(self.model)
        self.list.setItemDelegate(NoteDelegate(self.model, theme, self.list))
        self.list.setAccessibleName(t("All notes"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(
            lambda at: self.menu_asked.emit(self.list.viewport().mapToGlobal(at))
        )
        self.list.selectionModel().currentChanged.connect(self._current)
        self.list.clicked.connect(self._current)
        self.filter = field(t("Filter notes"), t("Filter notes by their words"))
        self._typed = QTimer(self)  # each letter of a word need not be looked for
        self._typed.setSingleShot(True)
        self._typed.setInterval(80)
        self._typed.timeout.connect(lambda: self._set(text=self.filter.text()))
        self.filter.textChanged.connect(self._typed.start)
        self.filter.returnPressed.connect(lambda: self.list.setFocus(Qt.FocusReason.ShortcutFocusReason))
        self._show = QToolButton()
        self._show.setText(t("Show"))
        self._show.setAccessibleName(t("Which notes are shown"))
        self._show.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._show.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._show.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.menu = QMenu(self)
        self.menu.aboutToShow.connect(self._fill_menu)
        self._show.setMenu(self.menu)
        self._count = label(role="muted", scale=0.9)
        self._clear = button(t("Show all"), lambda: self.choose(NoteFilter()), "quiet")
        self._empty = label(role="muted", wrap=True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(row(self.filter, self._show, spacing=4))
        layout.addLayout(row(self._count, None, self._clear))
        layout.addWidget(self.list, 1)
        layout.addWidget(self._empty, 1)
        workspace.noting.changed.connect(self.renew)
        workspace.result_changed.connect(self.renew)
        theme.changed.connect(self._recolor)
        self._recolor()
        self.renew()

    def _recolor(self) -> None:
        self._show.setIcon(self._theme.icons("filter"))
        self.list.viewport().update()

    # --- what is listed ----------------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        if self._is_stale:
            self.renew(now=True)
        super().showEvent(event)

    def renew(self, now: bool = False) -> None:
        """List anew; once it is in sight."""
        if not (now or self.isVisible()):
            self._is_stale = True
            return
        self._is_stale = False
        t, notes = self._t, self._workspace.record.notes
        self._following = True
        was, state = self._listed, self._state(notes)
        changed = _changed(was, state) if was is not None else None
        if changed is None:
            self._total = sum(not n.is_mark for n in notes)
            self.model.set_rows(self._rows(self.wanted.choose(notes), state))
        else:
            for before, after in changed:
                self._change(before, after, state)
        self._following = False
        self._listed = state
        rows, total = self.model.rows, self._total
        self.list.setVisible(bool(rows))
        self._empty.setVisible(not rows)
        self._empty.setText(
            t("No note fits this filter.")
            if total
            else t("Nothing noted yet. C writes a note, T tags, 0–3 judge, Space marks as reviewed.")
        )
        count = t.plural("{n} note", "{n} notes", len(rows))
        if self.wanted.hides:
            count = t("{shown} of {all}", shown=count, all=t.number(total))
        self._count.setText(count if total else "")
        for widget in (self.filter, self._show):
            widget.setVisible(bool(total) or self.wanted.hides)
        self._clear.setVisible(self.wanted.hides)
        restyle(self._show, wrong=False)

    def _state(self, notes: tuple[Annotation, ...]) -> _Listed:
        """What the list was made from."""
        workspace = self._workspace
        several = len({n.author for n in notes if n.author}) > 1
        conflicts = workspace.record.conflicts
        return _Listed(notes, self.wanted, workspace.result, dict(workspace.noting.doubts), conflicts, several)

    def _change(self, before: Annotation | None, after: Annotation | None, state: _Listed) -> None:
        """One line more, less or other."""
        self._total += int(after is not None and not after.is_mark) - int(before is not None and not before.is_mark)
        at = self.model.row_of((before or after).id)  # type: ignore[union-attr]
        row = next(iter(self._rows(self.wanted.choose((after,)), state)), None) if after is not None else None
        if row is not None and at >= 0 and self.model.rows[at].order == row.order:
            self.model.put(at, row)
            return
        if at >= 0:
            self.model.remove(at)
        if row is not None:
            self.model.insert(bisect_right(self.model.rows, row.order, key=lambda r: r.order), row)

    def _rows(self, notes: Iterable[Annotation], state: _Listed) -> list[NoteRow]:
        """Notes not found again first, then those on the whole, then as they stand in the text."""
        workspace = self._workspace
        doubts, conflicts, several = state.doubts, state.conflicts, state.several
        where, row_of = workspace.annotated.where, workspace.noting.row_of
        found: list[NoteRow] = []
        for note in notes:
            id = note.id
            doubt = doubts.get(id, "conflict" if id in conflicts else "")
            place = where.get(id)
            row = row_of(place) if place is not None else None
            found.append(NoteRow(note, -2 if doubt == "orphan" else -1 if row is None else row, doubt, several))
        found.sort(key=attrgetter("order"))
        return found

    def _about(self, row: NoteRow) -> str:
        """What a note is about, in words."""
        workspace, note, t = self._workspace, row.note, self._t
        where = workspace.annotated.where.get(note.id)
        if note.target.kind is TargetKind.COMPARISON:
            return t("About the whole comparison")
        if where is not None and where.kind == "section":
            node = workspace.shown.node(where.id)
            return (node.title if node else "") or t("Before the first heading")
        if where is not None and where.kind == "change":
            change = workspace.shown.change(where.id)
            return said(change, t) if change else ""
        return words_of(note)

    # --- going about -------------------------------------------------------------------------------------------------

    @property
    def current(self) -> str:
        """The id of the note that is chosen; "" where none is."""
        index = self.list.currentIndex()
        return self.model.rows[index.row()].note.id if index.isValid() else ""

    def follow(self, id: str) -> None:
        """The note of the place where the reader is."""
        at = self.model.row_of(id) if id else -1
        self._following = True
        if at >= 0:
            index = self.model.index(at)
            self.list.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self.list.scrollTo(index)
        else:
            self.list.setCurrentIndex(QModelIndex())
        self._following = False

    def _current(self, current: QModelIndex, _: QModelIndex | None = None) -> None:
        if not self._following and current.isValid():
            self.chosen.emit(self.model.rows[current.row()].note.id)

    # --- filters -----------------------------------------------------------------------------------------------------

    def choose(self, wanted: NoteFilter) -> None:
        """List other notes."""
        if wanted != self.wanted:
            self.wanted = wanted
            if self.filter.text() != wanted.text:
                self.filter.setText(wanted.text)
                self._typed.stop()
            self.renew()

    def _set(self, **changed: object) -> None:
        self.choose(replace(self.wanted, **changed))  # type: ignore[arg-type]

    def _fill_menu(self) -> None:
        """What there is to choose from, as it is now."""
        t, menu, wanted = self._t, self.menu, self.wanted
        menu.clear()
        saved = self._workspace.record.filters
        for kept in saved:
            self._check(menu, kept.name, find_named(saved, wanted) == kept.name, partial(self._take, kept.name))
        if saved:
            menu.addSeparator()
        for status in Status:
            title = name(STATUSES, status.value, t)
            self._check(menu, title, status in wanted.statuses, partial(self._flip, "statuses", status))
        menu.addSeparator()
        for least in range(4):
            title = t("significance {how} and up", how=t(SIGNIFICANCE[least]))
            self._check(menu, title, wanted.least == least, partial(self._least, least))
        menu.addSeparator()
        self._submenu(menu, t("Tags"), "tags", self._workspace.noting.tags)
        authors = sorted({n.author for n in self._workspace.record.notes if n.author}, key=str.casefold)[:MAX_AUTHORS]
        self._submenu(menu, t("People"), "authors", authors)
        menu.addSeparator()
        keep = menu.addAction(t("Keep this filter…"), self._keep)
        keep.setEnabled(wanted.hides)
        drop = menu.addAction(t("Forget this filter"), self._drop)
        drop.setEnabled(bool(find_named(saved, wanted)))

    @staticmethod
    def _check(menu: QMenu, title: str, is_on: bool, then: Callable[[], object]) -> None:
        action = menu.addAction(shown(title).replace("&", "&&"))
        action.setCheckable(True)
        action.setChecked(is_on)
        action.triggered.connect(lambda _: then())

    def _submenu(self, menu: QMenu, title: str, what: str, values: Iterable[str]) -> None:
        sub = menu.addMenu(title)
        some = False
        for value in values:
            some = True
            self._check(sub, value, value in getattr(self.wanted, what), partial(self._flip, what, value))
        sub.setEnabled(some)

    def _flip(self, what: str, value: object) -> None:
        there: tuple[object, ...] = getattr(self.wanted, what)
        self._set(**{what: tuple(v for v in there if v != value) if value in there else (*there, value)})

    def _least(self, least: int) -> None:
        self._set(least=None if self.wanted.least == least else least)

    def _take(self, title: str) -> None:
        kept = next((f for f in self._workspace.record.filters if f.name == title), None)
        if kept is not None:
            self.choose(NoteFilter.of(kept))

    def _keep(self) -> None:
        t = self._t
        title, is_given = QInputDialog.getText(self, t("Keep this filter"), t("Its name:"))
        if is_given and title.strip():
            self._set_filters(named(self._workspace.record.filters, self.wanted, title.strip()))

    def _set_filters(self, filters: tuple[SavedFilter, ...]) -> None:
        from desktop.project.decisions import set_filters

        self._workspace.change_project(set_filters(filters))

    def _drop(self) -> None:
        self._set_filters(without(self._workspace.record.filters, self.wanted))


def _changed(was: _Listed, now: _Listed) -> list[tuple[Annotation | None, Annotation | None]] | None:
    """Notes that are others than those listed, as they were and are; None where more than a few are, or more than
    notes is another."""
    if replace(was, notes=()) != replace(now, notes=()):
        return None
    before, notes = was.notes, now.notes
    if len(before) == len(notes):
        pairs = [(a, b) for a, b in zip(before, notes, strict=True) if a is not b]
        few = len(pairs) <= FEW and all(a.id == b.id for a, b in pairs)
        return list(pairs) if few else None
    longer, shorter = (notes, before) if len(notes) > len(before) else (before, notes)
    if len(longer) - len(shorter) != 1:
        return None
    at = next((i for i, (a, b) in enumerate(zip(longer, shorter, strict=False)) if a is not b), len(shorter))
    if longer[at + 1 :] != shorter[at:]:
        return None
    return [(None, longer[at])] if longer is notes else [(longer[at], None)]


def words_of(note: Annotation) -> str:
    """The words that a note was about; where a person selected them, without the row that stands beside them."""
    found = [p.exact for p in (note.anchor.old, note.anchor.new) if p is not None and p.exact]
    if note.target.kind is TargetKind.SELECTION:
        found = sorted(found, key=len)[:1]
    return " → ".join(dict.fromkeys(shown(" ".join(words.split())) for words in found))
