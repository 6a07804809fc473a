"""The comparison view: aligned rows under one scroll bar, of which only those in sight are laid out.

In: `ViewRow`s. Out: the page, and signals about where the reader is. A row is named by its index in `rows`, whatever
is folded away. Nothing here knows of a comparison, a workflow or a command: the window calls the methods.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from desktop.colors import Colors, load_colors
from desktop.i18n import Translator, translator
from desktop.ui.compare.boxes import BoxMaker, RowBox
from desktop.ui.compare.captions import OTHER_END, UNFOLD, RowWriter
from desktop.ui.compare.find import Hit, Hits
from desktop.ui.compare.folding import ViewMode, show
from desktop.ui.compare.geometry import Geometry, lay_out
from desktop.ui.compare.header import Header
from desktop.ui.compare.page import Page
from desktop.ui.compare.painter import Painter, RowMarks, RowState
from desktop.ui.compare.rows import RowKind, Side, ViewRow
from desktop.ui.compare.selection import (
    Place,
    Selection,
    change_text,
    plain_text,
    rich_text,
    selected_parts,
    side_cells,
)
from desktop.ui.compare.typography import DEFAULT_SIZE_PT, Typography

ZOOM_PERCENT = (50, 300)
REVEAL_AT = 0.28
"""Where in the window a place jumped to comes to stand: what led up to it is in sight, and more of what follows."""
NO_MARKS = RowMarks()


class CompareView(QAbstractScrollArea):
    """Two editions, row by row."""

    current_changed = Signal(int, object, int)
    """Row, change (or None), section: where the reader is."""
    row_activated = Signal(int)
    visible_changed = Signal(int, int)
    """First and last row in sight."""
    context_requested = Signal(int, str, QPoint)
    """Row, side ("old", "new", "both"), place on the screen."""
    rows_changed = Signal()
    """Other rows, or other ones shown: who draws all of them draws anew."""
    hits_changed = Signal()
    """Other hits of a search."""
    laid_out = Signal()
    """Heights are other than they were."""

    def __init__(self, t: Translator | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.t = t or translator("en")
        self.rows: tuple[ViewRow, ...] = ()
        self.mode = ViewMode.SIDE_BY_SIDE
        self.colors: Colors = load_colors("light")
        self.hits = Hits()
        self.current_hit = -1
        self.current_row = -1
        self.current_change: int | None = None
        self.selection: Selection | None = None
        self.active_side = Side.NEW
        self._family, self._size_pt, self._zoom, self._chars = "", DEFAULT_SIZE_PT, 100, 0
        self._labels = (self.t("older edition"), self.t("newer edition"))
        self._marks: Mapping[int, RowMarks] = {}
        self._opened: set[int] = set()
        self._row_of_change: dict[int, int] | None = None
        self._ends: dict[int, dict[bool, int]] | None = None
        self._syncing = False
        self._dragging = False
        self._last_visible = (-1, -1)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.t("Comparison"))
        self.viewport().setMouseTracking(True)
        self.header = Header(self)
        self.type = Typography(self._family, self._size_pt, self._zoom)
        self.shown = show(self.rows, self.mode)
        self.page = Page((), lambda row: RowBox(row, 0), 1, 1.0)
        self._rebuild()

    # what is shown --------------------------------------------------------------------------------------------

    def set_rows(self, rows: Sequence[ViewRow]) -> None:
        """Show other rows, from their beginning."""
        self.rows = tuple(rows)
        self._forget()
        self._opened.clear()
        self.current_row, self.current_change, self.selection = -1, None, None
        self.hits, self.current_hit, self._marks = Hits(), -1, {}
        self.shown = show(self.rows, self.mode)
        self._has_pages = any(c.page is not None for r in self.rows[:200] for c in (*r.old, *r.new))
        self._rebuild(keep_place=False)
        self.rows_changed.emit()

    def append_rows(self, rows: Sequence[ViewRow]) -> None:
        """More rows at the end; what is read does not move."""
        if not self.rows:
            self.set_rows(rows)
            return
        self.rows += tuple(rows)
        self._forget()
        if self.mode is ViewMode.CHANGES_ONLY:
            self._reshow()
        else:
            self.shown = show(self.rows, self.mode)
            self.page.extend(self.shown.rows, len(rows))
            self._sync()
            self.viewport().update()
        self.rows_changed.emit()

    def _forget(self) -> None:
        self._row_of_change = None
        self._ends = None

    def set_labels(self, old: str, new: str, details: tuple[str, str] = ("", "")) -> None:
        """The names of the editions, for the strip above the columns and the edges of excerpts."""
        self._labels = (old, new)
        self.header.show_labels(old, new, details)
        self._rebuild()

    def set_mode(self, mode: ViewMode) -> None:
        """Side by side, inline or changes only; the reader stays where they were."""
        if mode is self.mode:
            return
        was_inline = self.mode is ViewMode.INLINE
        self.mode = mode
        if was_inline or mode is ViewMode.INLINE:
            self.selection = None
        if mode is not ViewMode.INLINE and self.active_side is Side.BOTH:
            self.active_side = Side.NEW
        self._reshow()

    def _reshow(self) -> None:
        """Fold anew; the row the reader is at stays where it is in the window."""
        anchor = self._anchor()
        self.shown = show(self.rows, self.mode, self._opened)
        self._rebuild(keep_place=False)
        if anchor is not None:
            row, y = anchor
            self.page.place(self.slot_of(row), 0, y)
            self._sync()
        self.rows_changed.emit()

    def _anchor(self) -> tuple[int, int] | None:
        """A row in sight and where it is: the current one, or the first."""
        first = None
        for slot, _, y in self.page.visible():
            row = self.shown.index[slot]
            if row == self.current_row:
                return row, y
            first = first or (row, y)
        return first

    def set_theme(self, theme: Colors) -> None:
        """Other colours."""
        self.colors = theme
        self._rebuild()

    def set_font(self, family: str, size_pt: float) -> None:
        """Another reading face; "" is the one that comes with the program."""
        self._family, self._size_pt = family, size_pt
        self._retype()

    def set_zoom(self, percent: int) -> None:
        """Larger or smaller text."""
        self._zoom = min(max(percent, ZOOM_PERCENT[0]), ZOOM_PERCENT[1])
        self._retype()

    @property
    def zoom(self) -> int:
        return self._zoom

    def set_column_width(self, characters: int) -> None:
        """The longest line, in characters; 0 lets columns fill the window."""
        self._chars = max(characters, 0)
        self._rebuild()

    def set_marks(self, marks: Mapping[int, RowMarks]) -> None:
        """What a reader noted beside rows."""
        self._marks = marks
        self.viewport().update()

    def marks_of(self, row: int) -> RowMarks:
        """What a reader noted beside a row."""
        return self._marks.get(row, NO_MARKS)

    @property
    def labels(self) -> tuple[str, str]:
        """The names of the editions."""
        return self._labels

    def _retype(self) -> None:
        self.type = Typography(self._family, self._size_pt, self._zoom)
        self._rebuild()

    # layout ---------------------------------------------------------------------------------------------------

    _has_pages = False

    def _lay_out(self) -> Geometry:
        width = max(self.viewport().width(), 1)
        inline = self.mode is ViewMode.INLINE
        return lay_out(width, self.type.em, self.type.char, inline, self._has_pages, self._chars)

    def _rebuild(self, keep_place: bool = True) -> None:
        """Begin again with other measures; the place stays."""
        top = self.page.top if keep_place else (0, 0)
        share = top[1] / max(self.page.heights[top[0]], 1) if top[1] else 0.0
        self.columns = self._lay_out()
        maker = BoxMaker(self.columns, self.type, self.colors)
        self._writer = RowWriter(maker, self.t, self._labels)
        self._painter = Painter(self.columns, self.type, self.colors)
        per_line = max(self.columns.text / self.type.char, 1.0)
        self.page = Page(self.shown.rows, self._writer.box, self.type.line, per_line)
        self.page.height = self.viewport().height()
        self.header.adapt(self.columns, self.colors, self.type.label)
        high = self.header.sizeHint().height()
        self.setViewportMargins(0, high, 0, 0)
        self._place_header()
        if self.shown.rows and top != (0, 0):
            slot = min(top[0], len(self.shown.rows) - 1)
            self.page.top = slot, round(share * self.page.box(slot).height)
        self.page.settle()
        self._sync()
        self.viewport().update()

    def _place_header(self) -> None:
        area = self.viewport().geometry()
        high = self.header.sizeHint().height()
        self.header.setGeometry(area.left(), area.top() - high, area.width(), high)

    def _sync(self) -> None:
        """The scroll bar follows the page."""
        bar = self.verticalScrollBar()
        self._syncing = True
        bar.setPageStep(max(self.page.height - 2 * self.type.line, 1))
        bar.setSingleStep(self.type.line)
        bar.setRange(0, max(self.page.heights.total - self.page.height, 0))
        bar.setValue(self.page.y())
        self._syncing = False
        self._tell_visible()
        self.laid_out.emit()

    def _tell_visible(self) -> None:
        visible = self.visible_rows()
        if visible != self._last_visible:
            self._last_visible = visible
            self.visible_changed.emit(*visible)

    def visible_rows(self) -> tuple[int, int]:
        """First and last row in sight; (-1, -1) when there is none."""
        slots = [slot for slot, _, _ in self.page.visible()]
        return (self.shown.index[slots[0]], self.shown.index[slots[-1]]) if slots else (-1, -1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        if self.columns.width != self.viewport().width():
            self._rebuild()
        else:
            self.page.height = self.viewport().height()
            self.page.settle()
            self._place_header()
            self._sync()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        if self._syncing:
            return
        before = self.page.top
        bar = self.verticalScrollBar()
        if bar.value() == bar.maximum():
            self._to_end()
        elif abs(dy) <= 2 * self.page.height:
            self.page.scroll(-dy)
        else:
            self.page.jump(bar.value())
        self._sync()
        self._shift(self.page.distance(before))

    def _shift(self, pixels: int) -> None:
        """Move what is painted, and paint only what came into sight: text takes most of the time of a frame."""
        if 0 < abs(pixels) < self.page.height:
            self.viewport().scroll(0, -pixels)
        elif pixels:
            self.viewport().update()

    def _to_end(self) -> None:
        if self.page.rows:
            last = len(self.page.rows) - 1
            self.page.place(last, self.page.box(last).height, self.page.height)

    def slot_of(self, row: int) -> int:
        """Where among the shown rows a row is, or the fold that hides it."""
        return min(max(bisect_right(self.shown.index, row) - 1, 0), max(len(self.shown.rows) - 1, 0))

    # painting -------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        p = QPainter(self.viewport())
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = event.rect()
        p.fillRect(area, QColor(self.colors.surface))
        for slot, box, y in self.page.visible():
            if y + box.height >= area.top() and y <= area.bottom():
                self._painter.row(p, box, y, self._state(self.shown.index[slot], box))
        p.end()

    def _state(self, row: int, box: RowBox) -> RowState:
        selection = self.selection
        if selection is not None and not selection.first.row <= row <= selection.last.row:
            selection = None
        change = self.current_change if self.current_change in box.row.changes else None
        hits = () if self.columns.inline else self._hits_in(row)
        return RowState(row, row == self.current_row, change, selection, hits, self.marks_of(row))

    # going places ---------------------------------------------------------------------------------------------

    def go_to_row(self, row: int) -> None:
        """Make a row the current one and bring it into sight."""
        if self.rows:
            self._go(min(max(row, 0), len(self.rows) - 1), None)

    def go_to_change(self, change: int) -> None:
        """Make a change the current one and bring it into sight."""
        row = self.row_of_change(change)
        if row is not None:
            self._go(row, change)

    def go_to_section(self, section: int) -> None:
        """To the first row of a section."""
        row = next((i for i, r in enumerate(self.rows) if r.part == section), None)
        if row is not None:
            self._go(row, None, at_top=True)

    def show_place(self, slot: int, into: int) -> None:
        """Bring a place in a shown row to the middle of the window; the reader's own place stays."""
        box = self.page.box(slot)
        self.page.place(slot, min(into, box.height), self.page.height // 2)
        self._sync()
        self.viewport().update()

    def set_current_change(self, change: int | None) -> None:
        """Make a change the current one where it is; the page stays."""
        row = self.row_of_change(change) if change is not None else None
        self._be_at(self.current_row if row is None else row, change)

    def other_end(self) -> bool:
        """From what moved to where it stood, and back. Whether there was another end."""
        if not 0 <= self.current_row < len(self.rows):
            return False
        row = self.rows[self.current_row]
        target = self._other_end_of(row)
        if target is None:
            return False
        self._go(target, None)
        return True

    def _other_end_of(self, row: ViewRow) -> int | None:
        if row.moved:
            if self._ends is None:
                self._ends = {}
                for i, r in enumerate(self.rows):
                    if r.moved:
                        self._ends.setdefault(r.match, {})[r.kind is RowKind.STOOD] = i
            return self._ends.get(row.match, {}).get(row.kind is not RowKind.STOOD)
        here = self.current_row
        for own, other in ((row.old, Side.NEW), (row.new, Side.OLD)):
            for run in (r for c in own for r in c.runs if r.other is not None):
                found = self._row_of_block(other, run.other)
                if found is not None and found != here:
                    return found
        return None

    def _row_of_block(self, side: Side, block: int | None) -> int | None:
        return next((i for i, r in enumerate(self.rows) if any(c.block.id == block for c in r.cells(side))), None)

    def row_of_change(self, change: int) -> int | None:
        """The row a change stands in; for one that stands in two, where the new words are."""
        if self._row_of_change is None:
            self._row_of_change = {}
            for i, row in enumerate(self.rows):
                for c in row.changes:
                    if c not in self._row_of_change or any(s.change == c for cell in row.new for s in cell.changes):
                        self._row_of_change[c] = i
        return self._row_of_change.get(change)

    def step_change(self, step: int) -> int | None:
        """Go to the next change (step 1) or the one before (-1), counted from where the reader is; None at the end."""
        row, change = self.current_row, self.current_change
        if row < 0:
            row = max(self.visible_rows()[0], 0) - (1 if step > 0 else -1)
        elif change is not None and change in self.rows[row].changes:
            at = self.rows[row].changes.index(change) + step
            if 0 <= at < len(self.rows[row].changes):
                return self._found(row, self.rows[row].changes[at])
        elif step > 0 and self.rows[row].changes:
            return self._found(row, self.rows[row].changes[0])
        row += step
        while 0 <= row < len(self.rows):
            if self.rows[row].changes:
                return self._found(row, self.rows[row].changes[0 if step > 0 else -1])
            row += step
        return None

    def _found(self, row: int, change: int) -> int:
        self._go(row, change)
        return change

    def step_section(self, step: int) -> int | None:
        """Go to the next section or the one before; None at the end."""
        row = self.current_row if self.current_row >= 0 else max(self.visible_rows()[0], 0)
        if not self.rows:
            return None
        part = self.rows[row].part
        at = row
        if step < 0:  # the beginning of this one comes before that of the one before
            while at > 0 and self.rows[at - 1].part == part:
                at -= 1
            if at == row and at > 0:
                part, at = self.rows[at - 1].part, at - 1
                while at > 0 and self.rows[at - 1].part == part:
                    at -= 1
            elif at == row:
                return None
        else:
            while at < len(self.rows) and self.rows[at].part == part:
                at += 1
            if at == len(self.rows):
                return None
        self._go(at, None, at_top=True)
        return self.rows[at].part

    def _go(self, row: int, change: int | None, at_top: bool = False) -> None:
        self._unfold(row)
        slot = self.slot_of(row)
        top, high = self._extent(slot, change)
        where = self.page.where(slot)
        margin = self.type.line
        seen = where is not None and where[0] + top >= margin and where[0] + top + high <= self.page.height - margin
        if at_top:
            self.page.place(slot, 0, 0)
        elif not seen:
            self.page.place(slot, top, round(self.page.height * REVEAL_AT))
        self._sync()
        self._be_at(row, change)

    def _extent(self, slot: int, change: int | None) -> tuple[int, int]:
        """What of a row should be in sight: top and height of the change, or of the row."""
        box = self.page.box(slot)
        if change is not None:
            rects = [
                s.rect
                for c in box.cells
                for span in c.cell.changes
                if span.change == change
                for s in c.strokes(span.start, span.end)
            ]
            if rects:
                top = min(r.top() for r in rects)
                return int(top), int(max(r.bottom() for r in rects) - top)
        return 0, min(box.height, self.page.height // 2)

    def _unfold(self, row: int) -> None:
        if not self.shown.rows:
            return
        slot = self.slot_of(row)
        if self.shown.rows[slot].kind is RowKind.FOLD:
            self._opened.add(self.shown.index[slot])
            self._reshow()

    def _be_at(self, row: int, change: int | None) -> None:
        if (row, change) != (self.current_row, self.current_change):
            self.current_row, self.current_change = row, change
            part = self.rows[row].part if 0 <= row < len(self.rows) else -1
            self.current_changed.emit(row, change, part)
        self.viewport().update()

    # search ---------------------------------------------------------------------------------------------------

    def set_find_hits(self, hits: Hits, current: int = -1) -> None:
        """Mark what a search found; current: which of the hits to go to."""
        self.hits, self.current_hit = hits, current
        if 0 <= current < len(hits):
            self._go_to_hit(hits[current])
        self.viewport().update()
        self.hits_changed.emit()

    def go_to_hit(self, hit: int) -> None:
        """Go to one of the hits."""
        if 0 <= hit < len(self.hits):
            self.current_hit = hit
            self._go_to_hit(self.hits[hit])
            self.viewport().update()

    def _hits_in(self, row: int) -> Sequence[tuple[Hit, bool]]:
        first = bisect_left(self.hits.rows, row)
        last = bisect_right(self.hits.rows, row, first)
        return [(self.hits[i], i == self.current_hit) for i in range(first, last)]

    def _go_to_hit(self, hit: Hit) -> None:
        self._go(hit.row, None)
        slot = self.slot_of(hit.row)
        cell = self.page.box(slot).cell(hit.side, hit.cell)
        where = self.page.where(slot)
        stroke = next(iter(cell.strokes(hit.start, hit.end)), None) if cell else None
        if stroke is None or where is None:
            return
        y = where[0] + stroke.rect.top()
        if not 0 <= y <= self.page.height - 2 * self.type.line:
            self.page.place(slot, int(stroke.rect.top()), round(self.page.height * REVEAL_AT))
            self._sync()

    # selection and copying ------------------------------------------------------------------------------------

    def selected_text(self, side: Side | None = None) -> str:
        """What is selected, as it stands in its edition; "" when that is not on the side asked for."""
        if self.selection is None or (side is not None and side is not self.selection.side):
            return ""
        return plain_text(selected_parts(self.rows, self.selection, self.is_shown))

    def is_shown(self, row: int) -> bool:
        """Whether a row is on the page, not folded away."""
        slot = self.slot_of(row)
        return (
            bool(self.shown.rows) and self.shown.index[slot] == row and self.shown.rows[slot].kind is not RowKind.FOLD
        )

    def select_all(self, side: Side | None = None) -> None:
        """Select all of one edition."""
        chosen = Side.BOTH if self.columns.inline else side or self.active_side
        filled = [i for i, r in enumerate(self.rows) if side_cells(r, chosen)] if chosen is not Side.BOTH else None
        if filled is None:
            filled = [i for i, r in enumerate(self.rows) if r.old or r.new]
        if not filled:
            return
        last = side_cells(self.rows[filled[-1]], chosen)
        end = Place(filled[-1], len(last) - 1, len(last[-1].text))
        self.active_side = chosen
        self.selection = Selection(chosen, Place(filled[0], 0, 0), end)
        self.viewport().update()

    def clear_selection(self) -> None:
        """Select nothing."""
        self.selection = None
        self.viewport().update()

    def copy(self) -> bool:
        """Put what is selected on the clipboard, plain and rich; else the current change; else the row."""
        data = QMimeData()
        if self.selection is not None and not self.selection.is_empty:
            data.setText(self.selected_text())
            html = rich_text(selected_parts(self.rows, self.selection, self.is_shown), self._color)
            data.setHtml(html)
        elif 0 <= self.current_row < len(self.rows):
            row = self.rows[self.current_row]
            if self.current_change is not None:
                data.setText(change_text(row, self.current_change))
            else:
                side = Side.BOTH if self.columns.inline else self.active_side
                cells = side_cells(row, side) or row.new or row.old
                data.setText("\n".join(c.text for c in cells))
        if not data.text():
            return False
        QGuiApplication.clipboard().setMimeData(data)
        return True

    def _color(self, role: str) -> str:
        return str(getattr(load_colors("light"), role))  # what is pasted stands on white paper

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
        link = next((c.link for c in box.captions if c.link and c.rect.contains(at)), None)
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
        if not self._dragging or self.selection is None:
            link = self.link_at(event.position())
            shape = Qt.CursorShape.PointingHandCursor if link else Qt.CursorShape.IBeamCursor
            self.viewport().setCursor(shape)
            return
        found = self.place_at(event.position())
        if found is None:
            return
        side, place = found
        if side is not self.selection.side:
            place = self._edge_place(place.row, event.position())
        self.selection = Selection(self.selection.side, self.selection.anchor, place)
        y = event.position().y()
        if y < 0 or y > self.page.height:
            self.verticalScrollBar().setValue(self.verticalScrollBar().value() + (-1 if y < 0 else 1) * self.type.line)
        self.viewport().update()

    def _edge_place(self, row: int, pos: QPointF) -> Place:
        """Where a drag that left its column is: the nearest place in the column."""
        assert self.selection is not None
        side = self.selection.side
        found = self.page.slot_at(pos.y())
        if found is None:
            return self.selection.caret
        _, box, top = found
        cell = box.cell_at(side, pos.y() - top)
        return Place(row, cell.number, cell.offset_at(pos.x(), pos.y() - top)) if cell else Place(row, 0, 0)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._dragging = False

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Select a word."""
        found = self.place_at(event.position())
        if found is None or event.button() is not Qt.MouseButton.LeftButton:
            return
        side, place = found
        cells = side_cells(self.rows[place.row], side)
        if place.cell < len(cells):
            start, end = _word_at(cells[place.cell].text, place.at)
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
        elif key in _MOVES and shift:
            self._extend(key, control)
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

    def _extend(self, key: int, words: bool) -> None:
        """Move the end of the selection."""
        if not self.rows:
            return
        side = Side.BOTH if self.columns.inline else self.active_side
        if self.selection is None or self.selection.side is not side:
            row = self.current_row if self.current_row >= 0 else max(self.visible_rows()[0], 0)
            start = self._next_cell(side, Place(row, -1, 0), 1)
            if start is None:
                return
            self.selection = Selection(side, start, start)
        caret = self._moved(side, self.selection.caret, key, words)
        self.selection = Selection(side, self.selection.anchor, caret)
        self._show_caret()

    def _moved(self, side: Side, caret: Place, key: int, words: bool) -> Place:
        cells = side_cells(self.rows[caret.row], side)
        if caret.cell >= len(cells):
            return self._next_cell(side, caret, 1) or caret
        text = cells[caret.cell].text
        if key in (Qt.Key.Key_Right, Qt.Key.Key_Left):
            step = 1 if key == Qt.Key.Key_Right else -1
            at = _next_word(text, caret.at, step) if words else caret.at + step
            if 0 <= at <= len(text) and at != caret.at:
                return caret._replace(at=at)
            following = self._next_cell(side, caret, step)
            if following is None:
                return caret
            if step < 0:
                size = len(side_cells(self.rows[following.row], side)[following.cell].text)
                return following._replace(at=size)
            return following
        if key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            if not words:
                return caret._replace(at=0 if key == Qt.Key.Key_Home else len(text))
            if key == Qt.Key.Key_Home:
                return self._next_cell(side, Place(0, -1, 0), 1) or caret
            last = self._next_cell(side, Place(len(self.rows), 0, 0), -1)
            return last._replace(at=len(side_cells(self.rows[last.row], side)[last.cell].text)) if last else caret
        return self._line_moved(side, caret, 1 if key == Qt.Key.Key_Down else -1)

    def _line_moved(self, side: Side, caret: Place, step: int) -> Place:
        """A line up or down, at the same height in the column; over the edge of a cell into the next."""
        box = self.page.box(self.slot_of(caret.row)).cell(side, caret.cell)
        if box is None:
            return caret
        at = box.caret(caret.at)
        y = at.center().y() + step * box.style.line
        if box.rect.top() <= y <= box.rect.bottom():
            moved = caret._replace(at=box.offset_at(at.left(), y))
            if moved != caret:
                return moved
        following = self._next_cell(side, caret, step)
        if following is None:
            return caret._replace(at=len(box.cell.text) if step > 0 else 0)
        target = self.page.box(self.slot_of(following.row)).cell(side, following.cell)
        if target is None:
            return following
        edge = target.rect.top() + 1 if step > 0 else target.rect.bottom() - 1
        return following._replace(at=target.offset_at(at.left(), edge))

    def _next_cell(self, side: Side, place: Place, step: int) -> Place | None:
        """The next cell of a side that is on the page, or the one before."""
        row, number = place.row, place.cell + step
        while 0 <= row < len(self.rows) or (step < 0 and row >= len(self.rows)):
            if row < len(self.rows) and self.is_shown(row):
                cells = side_cells(self.rows[row], side)
                if 0 <= number < len(cells):
                    return Place(row, number, 0)
            row += step
            if row < 0 or row >= len(self.rows):
                return None
            number = 0 if step > 0 else len(side_cells(self.rows[row], side)) - 1
        return None

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


_MOVES = frozenset({Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End})


def _word_at(text: str, at: int) -> tuple[int, int]:
    """The word around an offset."""
    start = end = at
    while start > 0 and (text[start - 1].isalnum() or text[start - 1] in "-’'"):
        start -= 1
    while end < len(text) and (text[end].isalnum() or text[end] in "-’'"):
        end += 1
    return start, end


def _next_word(text: str, at: int, step: int) -> int:
    """The next border between words."""
    if step > 0:
        while at < len(text) and not text[at].isspace():
            at += 1
        while at < len(text) and text[at].isspace():
            at += 1
        return at
    while at > 0 and text[at - 1].isspace():
        at -= 1
    while at > 0 and not text[at - 1].isspace():
        at -= 1
    return at
