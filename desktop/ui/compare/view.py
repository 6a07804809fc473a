"""The comparison view: what mouse and keys do on the page.

In: `ViewRow`s and events. Out: the page, and signals about where the reader is. A row is named by its index in `rows`,
whatever is folded away. Nothing here knows of a comparison, a workflow or a command: the window calls the methods.
"""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QEvent, QPointF, Qt, QTimer
from PySide6.QtGui import (
    QAccessibleInterface,
    QClipboard,
    QContextMenuEvent,
    QCursor,
    QFocusEvent,
    QGuiApplication,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from desktop.i18n import Translator
from desktop.reports.runs import RunKind
from desktop.ui.compare.boxes import NOTE, CellBox
from desktop.ui.compare.captions import OTHER_END, UNFOLD, moved_from, moved_to
from desktop.ui.compare.caret import Caret, Unit, word_at
from desktop.ui.compare.page_view import ZOOM_PERCENT
from desktop.ui.compare.reading_view import ReadingView
from desktop.ui.compare.rows import MOVED_KINDS, RowKind, Side
from desktop.ui.compare.selection import (
    Place,
    Selection,
    side_cells,
)
from desktop.ui.compare.spoken import mark_words, sign_word

ZOOM_STEP = 10
DRIFT_MS = 40
"""Between two steps while a selection is dragged beyond the edge."""


class CompareView(ReadingView):
    """Two editions, row by row."""

    def __init__(self, t: Translator | None = None, parent: QWidget | None = None) -> None:
        from desktop.ui.compare.accessibility import install  # it knows this class

        install()
        self.interfaces: list[QAccessibleInterface] = []
        super().__init__(t, parent)
        self._dragging = False
        self._clicked = QElapsedTimer()
        self._drift = QTimer(self, interval=DRIFT_MS)
        self._drift.timeout.connect(self._drag_on)

    # mouse ----------------------------------------------------------------------------------------------------

    def place_at(self, pos: QPointF) -> tuple[Side, Place] | None:
        """The place in the text nearest to a point of the viewport."""
        found = self.page.slot_at(pos.y())
        if found is None:
            return None
        slot, box, top = found
        side = self.columns.side_at(pos.x())
        cell = box.cell_at(side, pos.y() - top)
        if cell is None:
            return side, Place(self.shown.index[slot], 0, 0)
        return side, Place(self.shown.index[slot], cell.number, cell.offset_at(pos.x(), pos.y() - top))

    def link_at(self, pos: QPointF) -> tuple[int, str] | None:
        """Row and name of the link at a point."""
        found = self.page.slot_at(pos.y())
        if found is None:
            return None
        slot, box, top = found
        at = QPointF(pos.x(), pos.y() - top)
        captions = (*box.captions, *(note for cell in box.cells for note in cell.notes))
        link = next((c.link for c in captions if c.link and c.rect.contains(at)), None)
        return (self.shown.index[slot], link) if link else None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        link = self.link_at(event.position())
        if link is not None:
            self._follow(*link)
            return
        found = self.place_at(event.position())
        if found is None:
            return
        side, place = found
        self.active_side = side
        if (
            self._clicked.isValid()
            and self._clicked.elapsed() < QGuiApplication.styleHints().mouseDoubleClickInterval()
        ):
            self._clicked.invalidate()
            self._select_around(side, place, whole=True)
            return
        extends = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if extends and self.selection is not None and self.selection.side is side:
            self.selection = Selection(side, self.selection.anchor, place)
        else:
            self.selection = Selection(side, place, place)
        self._dragging = True
        self._be_at(place.row, self._change_at(side, place))

    def _change_at(self, side: Side, place: Place) -> int | None:
        cells = side_cells(self.rows[place.row], side)
        if place.cell >= len(cells):
            return None
        spans = [s for s in cells[place.cell].changes if s.start <= place.at <= s.end and s.start < s.end]
        return min(spans, key=lambda s: s.end - s.start).change if spans else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._dragging:
            self._drag_to(event.position())
            outside = not 0 <= event.position().y() <= self.page.height
            if outside != self._drift.isActive():
                self._drift.start() if outside else self._drift.stop()
        else:
            shape = Qt.CursorShape.PointingHandCursor if self.link_at(event.position()) else Qt.CursorShape.IBeamCursor
            self.viewport().setCursor(shape)

    def _drag_on(self) -> None:
        """The pointer rests beyond the edge: the page goes on under it, the faster the further out it is."""
        pos = QPointF(self.viewport().mapFromGlobal(QCursor.pos()))
        beyond = pos.y() if pos.y() < 0 else max(pos.y() - self.page.height, 0)
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + round(beyond))
        self._drag_to(pos)

    def _drag_to(self, pos: QPointF) -> None:
        """The end of the selection follows the pointer in its own column, wherever that is."""
        found = self.page.slot_at(min(max(pos.y(), 0), self.page.height - 1))
        if self.selection is None or found is None:
            return
        slot, box, top = found
        side = self.selection.side
        cell = box.cell_at(side, pos.y() - top)
        place = Place(self.shown.index[slot], cell.number, cell.offset_at(pos.x(), pos.y() - top)) if cell else None
        self.selection = Selection(side, self.selection.anchor, place or Place(self.shown.index[slot], 0, 0))
        self.viewport().update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            step = (event.angleDelta().y() > 0) - (event.angleDelta().y() < 0)
            if step:
                self.zoom_asked.emit(min(max(self.zoom + step * ZOOM_STEP, ZOOM_PERCENT[0]), ZOOM_PERCENT[1]))
            event.accept()
        else:
            super().wheelEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._dragging = False
        self._drift.stop()
        clipboard = QGuiApplication.clipboard()
        if clipboard.supportsSelection() and self.selected_text():
            clipboard.setText(self.selected_text(), QClipboard.Mode.Selection)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Select a word; a third click selects the paragraph."""
        found = self.place_at(event.position())
        if found is not None and event.button() is Qt.MouseButton.LeftButton:
            self._clicked.start()
            self._select_around(*found, whole=False)

    def _select_around(self, side: Side, place: Place, whole: bool) -> None:
        cells = side_cells(self.rows[place.row], side)
        if place.cell < len(cells):
            text = cells[place.cell].text
            start, end = (0, len(text)) if whole else word_at(text, place.at)
            self.selection = Selection(side, place._replace(at=start), place._replace(at=end))
            self.viewport().update()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            side, row, at = self.active_side, self.current_row, self.viewport().rect().center()
        else:
            pos = self.viewport().mapFromGlobal(event.globalPos())
            found = self.place_at(QPointF(pos))
            if found is None:
                return
            side, row, at = found[0], found[1].row, pos
            if self.selection is None or not self.selection.first.row <= row <= self.selection.last.row:
                self.active_side = side
                self._be_at(row, self._change_at(*found))
        if row >= 0:
            self.context_requested.emit(row, side.value, self.viewport().mapToGlobal(at))

    def _follow(self, row: int, link: str) -> None:
        if link == UNFOLD:
            self._unfold(row)
            self._be_at(row, None)
        elif link == OTHER_END:
            self._be_at(row, None)
            self.other_end()
        elif link.startswith(NOTE):
            self._be_at(row, None)
            _, kind, named, label = link.split(":", 3)
            side = Side.NEW if named == Side.BOTH else Side(named)
            target = self.places.note_place(row, side, label, back=kind == "back")
            if target is not None:
                self._go(target, None)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self.words_at(QPointF(event.pos())), self.viewport())
            return True
        return bool(super().viewportEvent(event))

    def words_at(self, pos: QPointF) -> str:
        """What is meant by what stands at a point: the sign and marks in the gutter, where moved words went."""
        found = self.page.slot_at(pos.y())
        if found is None:
            return ""
        slot, box, top = found
        row = box.row
        columns = self.columns
        if columns.gutter_x <= pos.x() < columns.gutter_x + columns.gutter:
            marks = self.marks_of(self.shown.index[slot])
            said = (sign_word(row, self.t), *mark_words(marks.note, marks.reviewed, marks.pinned, self.t))
            return " · ".join(word for word in said if word)
        at = QPointF(pos.x(), pos.y() - top)
        for cell in box.cells:
            for run in cell.runs:
                if run.kind in MOVED_KINDS and any(stroke.rect.contains(at) for stroke in run.strokes):
                    title = self.places.other_title(cell.cell, run.kind) or "…"
                    away = run.kind is RunKind.MOVED_AWAY
                    return (
                        self.t("moved to {title}", title=title) if away else self.t("moved from {title}", title=title)
                    )
        if row.moved and any(c.rect.contains(at) for c in box.captions):
            return moved_to(row, self.t) if row.kind is RowKind.STOOD else moved_from(row, self.t)
        return ""

    # keys -----------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        bar = self.verticalScrollBar()
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self.select_all()
        elif shift and (Qt.Key(key), control) in _SELECTING:
            self._extend(*_SELECTING[Qt.Key(key), control])
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and not control:
            self._step_row(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and not control and not self.columns.inline:
            self.active_side = Side.OLD if key == Qt.Key.Key_Left else Side.NEW
            self.viewport().update()
        elif key == Qt.Key.Key_Home:
            self._end_to(0)
        elif key == Qt.Key.Key_End:
            self._end_to(len(self.rows) - 1)
        elif key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            bar.setValue(bar.value() + (1 if key == Qt.Key.Key_PageDown else -1) * bar.pageStep())
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current_row >= 0:
            self._activate()
        else:
            event.ignore()
            return
        event.accept()

    def _end_to(self, row: int) -> None:
        if not self.rows:
            return
        if row:
            self._to_end()
        else:
            self.page.jump(0)
        self._sync()
        self._be_at(self.shown.index[self.slot_of(row)], None)

    def _activate(self) -> None:
        slot = self.slot_of(self.current_row)
        if self.shown.rows[slot].kind is RowKind.FOLD:
            self._follow(self.shown.index[slot], UNFOLD)
        else:
            self.row_activated.emit(self.current_row)

    def _step_row(self, step: int) -> None:
        """To the next row; through one that is higher than the window line by line."""
        if not self.shown.rows:
            return
        if self.current_row < 0:
            self._be_at(max(self.visible_rows()[0], 0), None)
            return
        slot = self.slot_of(self.current_row)
        where = self.page.where(slot)
        if where is not None:
            beyond = where[1] - self.page.height if step > 0 else -where[0]
            if beyond > 0:
                self.page.scroll(step * min(beyond, 3 * self.type.line))
                self._sync()
                self.viewport().update()
                return
        following = min(max(slot + step, 0), len(self.shown.rows) - 1)
        if following == slot:
            return
        high = self.page.box(following).height
        place = self.page.where(following)
        if place is None or place[0] < 0 or place[1] > self.page.height:
            if step > 0:
                self.page.place(following, min(high, self.page.height), self.page.height)
            else:
                self.page.place(following, max(high - self.page.height, 0), 0)
            self._sync()
        self._be_at(self.shown.index[following], None)

    def _extend(self, unit: Unit, step: int) -> None:
        """Move the end of the selection."""
        if not self.rows:
            return
        side = Side.BOTH if self.columns.inline else self.active_side
        caret = Caret(self.rows, side, self.is_shown, lambda place: self._cell_box(side, place))
        if self.selection is None or self.selection.side is not side:
            start = caret.first_at(self._here)
            if start is None:
                return
            self.selection = Selection(side, start, start)
        moved = caret.moved(self.selection.caret, unit, step)
        self.selection = Selection(side, self.selection.anchor, moved)
        self._show_caret()

    def _cell_box(self, side: Side, place: Place) -> CellBox | None:
        return self.page.box(self.slot_of(place.row)).cell(side, place.cell)

    def _show_caret(self) -> None:
        assert self.selection is not None
        caret = self.selection.caret
        slot = self.slot_of(caret.row)
        cell = self.page.box(slot).cell(self.selection.side, caret.cell)
        where = self.page.where(slot)
        at = cell.caret(caret.at) if cell else None
        if at is not None:
            if where is None or where[0] + at.top() < 0:
                self.page.place(slot, int(at.top()), self.type.line)
            elif where[0] + at.bottom() > self.page.height:
                self.page.place(slot, int(at.bottom()), self.page.height - self.type.line)
            self._sync()
        self._be_at(caret.row, self.current_change if caret.row == self.current_row else None)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.current_row < 0 and self.rows and event.reason() is not Qt.FocusReason.MouseFocusReason:
            self._be_at(max(self.visible_rows()[0], 0), None)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.ApplicationFontChange:
            self._retype()


_SELECTING = {
    (Qt.Key.Key_Right, False): (Unit.LETTER, 1),
    (Qt.Key.Key_Left, False): (Unit.LETTER, -1),
    (Qt.Key.Key_Right, True): (Unit.WORD, 1),
    (Qt.Key.Key_Left, True): (Unit.WORD, -1),
    (Qt.Key.Key_Down, False): (Unit.LINE, 1),
    (Qt.Key.Key_Up, False): (Unit.LINE, -1),
    (Qt.Key.Key_End, False): (Unit.PARAGRAPH, 1),
    (Qt.Key.Key_Home, False): (Unit.PARAGRAPH, -1),
    (Qt.Key.Key_End, True): (Unit.EDITION, 1),
    (Qt.Key.Key_Home, True): (Unit.EDITION, -1),
}
"""With Shift held; the second says whether Control is held too."""
