"""What a screen reader gets: the view as a document, its rows as paragraphs and headings that say their changes.

In: a `CompareView`, and `install()` once before the first. Out: interfaces for the rows in sight and the current one;
all others are reached by scrolling, as for the eye. Qt keeps no reference to Python interfaces: the view holds them.
"""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QObject, QPoint, QRect
from PySide6.QtGui import QAccessible, QAccessibleEvent, QAccessibleInterface, QColor, QWindow
from PySide6.QtWidgets import QAccessibleWidget

from desktop.ui.compare.painter import RowMarks
from desktop.ui.compare.rows import RowKind
from desktop.ui.compare.spoken import mark_words, row_words
from desktop.ui.compare.view import CompareView

_installed: list[bool] = []


def install() -> None:
    """Let Qt ask here for the interface of a view."""
    if not _installed:
        QAccessible.installFactory(_factory)
        _installed.append(True)


def _factory(key: str, thing: QObject) -> QAccessibleInterface | None:
    if not isinstance(thing, CompareView):
        return None
    # A new one each time: Qt asks again when the class of the view has grown a slot, and deletes each it was given.
    made = ViewInterface(thing)
    thing.interfaces.append(made)
    return made


class ViewInterface(QAccessibleWidget):
    """The view: a document whose children are its rows in sight."""

    def __init__(self, view: CompareView) -> None:
        super().__init__(view, QAccessible.Role.Document, view.accessibleName())
        self.view = view
        self._rows: dict[int, RowInterface] = {}
        view.rows_changed.connect(self.forget_rows)
        view.destroyed.connect(self.forget_rows)
        view.current_changed.connect(self._say)

    def forget_rows(self) -> None:
        """Let go of rows that are no more. Qt has them in its register by then: they must leave it first, or a screen
        reader that asks for one later, and the end of the program, would find what is gone."""
        rows, self._rows = list(self._rows.values()), {}
        for row in rows:
            if shiboken6.isValid(row):
                QAccessible.deleteAccessibleInterface(QAccessible.uniqueId(row))

    def slots(self) -> list[int]:
        """The shown rows that are exposed, in order."""
        view = self.view
        slots = {slot for slot, _, _ in view.page.visible()}
        if view.current_row >= 0 and view.shown.rows:
            slots.add(view.slot_of(view.current_row))
        return sorted(slots)

    def row(self, slot: int) -> RowInterface:
        found = self._rows.get(slot)
        if found is None:
            found = self._rows[slot] = RowInterface(self, slot)
        return found

    def childCount(self) -> int:
        return len(self.slots())

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        slots = self.slots()
        return self.row(slots[index]) if 0 <= index < len(slots) else None

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        slots = self.slots()
        return next((i for i, slot in enumerate(slots) if self._rows.get(slot) is child), -1)

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]
        found = self.view.page.slot_at(self.view.viewport().mapFromGlobal(QPoint(x, y)).y())
        return self.row(found[0]) if found else None

    def focusChild(self) -> QAccessibleInterface | None:  # type: ignore[override]
        view = self.view
        return self.row(view.slot_of(view.current_row)) if view.current_row >= 0 and view.shown.rows else None

    def _say(self) -> None:
        """The reader is elsewhere: let it be spoken."""
        view = self.view
        if not QAccessible.isActive() or view.current_row < 0 or not view.shown.rows:
            return
        slots = self.slots()
        slot = view.slot_of(view.current_row)
        if slot in slots and view.hasFocus():
            event = QAccessibleEvent(view, QAccessible.Event.Focus)
            event.setChild(slots.index(slot))
            QAccessible.updateAccessibility(event)


class RowInterface(QAccessibleInterface):
    """One row: its name is all it says to the eye."""

    def __init__(self, parent: ViewInterface, slot: int) -> None:
        super().__init__()
        self._parent, self.slot = parent, slot

    def isValid(self) -> bool:
        return self.slot < len(self._parent.view.shown.rows)

    def object(self) -> QObject | None:  # type: ignore[override]
        return None

    def window(self) -> QWindow | None:  # type: ignore[override]
        return None

    def parent(self) -> QAccessibleInterface:
        return self._parent

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        return None

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]
        return None

    def childCount(self) -> int:
        return 0

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return -1

    def rect(self) -> QRect:
        view = self._parent.view
        where = view.page.where(self.slot)
        if where is None:
            return QRect()
        corner = view.viewport().mapToGlobal(QPoint(0, where[0]))
        return QRect(corner.x(), corner.y(), view.viewport().width(), where[1] - where[0])

    def role(self) -> QAccessible.Role:
        row = self._parent.view.shown.rows[self.slot]
        if row.kind is RowKind.FOLD:
            return QAccessible.Role.Button
        return QAccessible.Role.Heading if row.is_heading else QAccessible.Role.Paragraph

    def state(self) -> QAccessible.State:
        view = self._parent.view
        state = QAccessible.State()
        state.readOnly = True
        state.focusable = True
        state.focused = view.hasFocus() and view.current_row >= 0 and view.slot_of(view.current_row) == self.slot
        state.offscreen = view.page.where(self.slot) is None
        return state

    def text(self, kind: QAccessible.Text) -> str:
        if kind is not QAccessible.Text.Name or not self.isValid():
            return ""
        view = self._parent.view
        marks = view.marks_of(view.shown.index[self.slot])
        return row_words(view.shown.rows[self.slot], view.labels, view.t, _said(marks, view))

    def setText(self, kind: QAccessible.Text, text: str) -> None:
        return None

    def backgroundColor(self) -> QColor:
        return QColor(self._parent.view.colors.surface)

    def foregroundColor(self) -> QColor:
        return QColor(self._parent.view.colors.text)


def _said(marks: RowMarks, view: CompareView) -> tuple[str, ...]:
    return mark_words(marks.note, marks.reviewed, marks.pinned, view.t)
