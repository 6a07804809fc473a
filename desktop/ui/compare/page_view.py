"""Rows under one scroll bar, of which only those in sight are laid out: painting, scrolling, looks.

In: `ViewRow`s, colours, a face, a zoom. Out: the page. What a reader does on it is in `reading_view` and `view`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from desktop.colors import Colors, load_colors
from desktop.i18n import Translator, translator
from desktop.ui.compare.boxes import RowBox
from desktop.ui.compare.captions import RowWriter
from desktop.ui.compare.find import Hit, Hits
from desktop.ui.compare.folding import ViewMode, show
from desktop.ui.compare.geometry import Geometry, lay_out
from desktop.ui.compare.header import Header
from desktop.ui.compare.inline import inline_stretches
from desktop.ui.compare.page import Page
from desktop.ui.compare.painter import Painter, RowMarks, RowState
from desktop.ui.compare.places import Places
from desktop.ui.compare.rows import Side, ViewRow
from desktop.ui.compare.selection import (
    Selection,
)
from desktop.ui.compare.typesetter import BoxMaker
from desktop.ui.compare.typography import DEFAULT_SIZE_PT, Typography

ZOOM_PERCENT = (50, 300)
REVEAL_AT = 0.28
"""Where in the window a place jumped to comes to stand: what led up to it is in sight, and more of what follows."""
NO_MARKS = RowMarks()
MANY_ROWS = 40
"""So many do not fit into a window."""


class PageView(QAbstractScrollArea):
    """Rows behind a window: laid out, painted, scrolled; looks that can be set."""

    current_changed = Signal(int, object, int)
    """Row, change (or None), section: where the reader is."""
    row_activated = Signal(int)
    visible_changed = Signal(int, int)
    """First and last row in sight."""
    context_requested = Signal(int, str, QPoint)
    """Row, side ("old", "new", "both"), place on the screen."""
    zoom_asked = Signal(int)
    """Per cent, by Control and the wheel; the window sets it, for it remembers it."""
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
        self.places = Places(self.rows)
        self._syncing = False
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
        if not self.rows and len(rows) >= MANY_ROWS:  # the scroll bar takes its room before rows are set
            self.verticalScrollBar().setRange(0, 1)
        self.rows = tuple(rows)
        self.places = Places(self.rows)
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
        self.places = Places(self.rows)
        if self.mode is ViewMode.CHANGES_ONLY:
            self._reshow()
        else:
            self.shown = show(self.rows, self.mode)
            self.page.extend(self.shown.rows, len(rows))
            self._sync()
            self.viewport().update()
        self.rows_changed.emit()

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
        if marks != self._marks:
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
        whole = self.devicePixelRatioF().is_integer()  # else pixels of the page are no pixels of the screen
        if whole and 0 < abs(pixels) < self.page.height:
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
        hits = self._hits_in(row)
        if self.columns.inline:
            hits = [(shown, current) for hit, current in hits for shown in self.inline_hits(hit)]
        return RowState(row, row == self.current_row, change, selection, hits, self.marks_of(row))

    def inline_hits(self, hit: Hit) -> list[Hit]:
        """Where a hit stands when both editions are in one column."""
        found = inline_stretches(self.rows[hit.row], hit.side, hit.cell, hit.start, hit.end)
        return [Hit(hit.row, Side.BOTH, *stretch) for stretch in found]

    def _hits_in(self, row: int) -> Sequence[tuple[Hit, bool]]:
        first = bisect_left(self.hits.rows, row)
        last = bisect_right(self.hits.rows, row, first)
        return [(self.hits[i], i == self.current_hit) for i in range(first, last)]
