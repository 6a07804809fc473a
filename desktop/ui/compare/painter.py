"""Draws one laid-out row: grounds, text, the marks of changes, signs in the gutter.

In: a `RowBox`, what is selected, found and current in it. Out: pixels. Removed words are struck, added ones
underlined, moved ones dashed: a change is never told by its colour alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QTextCharFormat, QTextLayout

from desktop.colors import Colors
from desktop.reports.runs import RunKind
from desktop.ui.compare import signs
from desktop.ui.compare.boxes import ROLES, Caption, CellBox, Piece, RowBox, Stroke
from desktop.ui.compare.find import Hit
from desktop.ui.compare.geometry import Geometry
from desktop.ui.compare.rows import RowKind, Side, Sign
from desktop.ui.compare.selection import Selection
from desktop.ui.compare.typography import Typography


@dataclass(frozen=True, slots=True)
class RowMarks:
    """What a reader noted beside a row."""

    note: bool = False
    reviewed: bool = False
    pinned: bool = False


@dataclass(frozen=True, slots=True)
class RowState:
    """What of a row is chosen at the moment. hits: with whether each is the one a reader is at."""

    index: int = -1
    is_current: bool = False
    change: int | None = None
    selection: Selection | None = None
    hits: Sequence[tuple[Hit, bool]] = ()
    marks: RowMarks = field(default_factory=RowMarks)


NO_STATE = RowState()
STRUCK = frozenset({RunKind.REMOVED, RunKind.MOVED_AWAY})
MOVED = frozenset({RunKind.MOVED_HERE, RunKind.MOVED_AWAY})
WHOLE = {RowKind.ADDED: "added", RowKind.REMOVED: "removed"}
WHOLE_LINE_ALPHA = 0.3
"""A whole block struck at full strength cannot be read; the ground, the bar and the sign say it too."""


QUIET_ALPHA = 0.75
"""Of the signs that say nothing happened: less than the others, and still 3 : 1 against the page."""


class Painter:
    """Draws rows of one width, size and theme."""

    def __init__(self, geometry: Geometry, type_: Typography, colors: Colors) -> None:
        self.geometry, self.type, self.colors = geometry, type_, colors
        self.em = type_.em
        self._selected = QTextCharFormat()
        self._selected.setForeground(QColor(colors.selection))
        self._selected.setBackground(QColor(colors.selection_back))

    def color(self, role: str, alpha: float = 1.0) -> QColor:
        color = QColor(getattr(self.colors, role))
        color.setAlphaF(alpha)
        return color

    def pen(self, role: str, width: float, alpha: float = 1.0) -> QPen:
        return QPen(
            self.color(role, alpha), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
        )

    def row(self, p: QPainter, box: RowBox, y: float, state: RowState = NO_STATE) -> None:
        """Draw a row at a height. The painter's hints are set by the caller."""
        p.save()
        p.translate(0, y)
        self._ground(p, box, state)
        for cell in box.cells:
            self._cell(p, box, cell, state)
        if state.change is not None:
            self._change(p, box, state.change)
        for caption in box.captions:
            self._caption(p, caption)
        self._gutter(p, box, state)
        p.restore()

    # grounds -----------------------------------------------------------------------------------------------------

    def _ground(self, p: QPainter, box: RowBox, state: RowState) -> None:
        if state.is_current:
            p.fillRect(QRectF(0, 0, self.geometry.width, box.height), self.color("current_back"))
        role = WHOLE.get(box.row.kind)
        if role:
            self._whole(p, box, role)
        if box.row.kind is RowKind.EDGE:
            self._torn(p, box)
        elif box.row.kind is RowKind.FOLD:
            self._folded(p, box)
        elif box.row.is_table:
            self._table_rule(p, box)
        if state.is_current:
            p.fillRect(QRectF(0, 0, max(round(self.em * 0.19), 2), box.height), self.color("current"))

    def _whole(self, p: QPainter, box: RowBox, role: str) -> None:
        """The ground of a block that stands on one side only, with a bar towards the gutter."""
        side = Side.BOTH if self.geometry.inline else Side.OLD if role == "removed" else Side.NEW
        pad = round(self.em * 0.6)
        left, right = self.geometry.x(side) - pad, self.geometry.x(side) + self.geometry.text + pad
        p.fillRect(QRectF(left, 0, right - left, box.height), self.color(f"{role}_back", 0.55))
        bar = max(round(self.em * 0.19), 2)
        p.fillRect(QRectF(right - bar if side is Side.OLD else left, 0, bar, box.height), self.color(role))

    def _torn(self, p: QPainter, box: RowBox) -> None:
        """The open edge of an excerpt: a torn line on the side that has no more text."""
        caption = box.captions[0]
        step = round(self.em * 0.42)
        y, rect = caption.rect.center().y(), caption.rect
        p.setFont(caption.font)
        from_middle = p.fontMetrics().horizontalAdvance(caption.text) / 2 + self.em * 0.8
        p.setPen(self.pen("muted", 1.0, 0.75))
        for start, end in (
            (rect.left(), rect.center().x() - from_middle),
            (rect.center().x() + from_middle, rect.right()),
        ):
            points = [
                QPointF(start + k * step, y + (step / 3 if k % 2 else -step / 3))
                for k in range(int((end - start) / step))
            ]
            if len(points) > 1:
                p.drawPolyline(points)

    def _folded(self, p: QPainter, box: RowBox) -> None:
        caption = box.captions[0]
        p.setFont(caption.font)
        half = p.fontMetrics().horizontalAdvance(caption.text) / 2 + self.em * 0.9
        y, rect = round(caption.rect.center().y()) + 0.5, caption.rect
        p.setPen(self.pen("rule", 1.0))
        p.drawLine(QPointF(rect.left(), y), QPointF(rect.center().x() - half, y))
        p.drawLine(QPointF(rect.center().x() + half, y), QPointF(rect.right(), y))

    def _table_rule(self, p: QPainter, box: RowBox) -> None:
        p.setPen(self.pen("rule", 1.0))
        y = box.height - 0.5
        for side in self.geometry.sides:
            if any(c.side is side for c in box.cells):
                x = self.geometry.x(side)
                p.drawLine(QPointF(x, y), QPointF(x + self.geometry.text, y))

    # text --------------------------------------------------------------------------------------------------------

    def _cell(self, p: QPainter, box: RowBox, cell: CellBox, state: RowState) -> None:
        whole = box.row.kind in WHOLE
        for run in cell.runs:
            if run.kind in ROLES and run.kind is not RunKind.OUTSIDE and (not whole or run.kind in MOVED):
                self._fill(p, run.strokes, self.color(f"{ROLES[run.kind]}_back"))
        for hit, current in state.hits:
            if hit.side is cell.side and hit.cell == cell.number:
                role = "find_current_back" if current else "find_back"
                self._fill(p, tuple(cell.strokes(hit.start, hit.end)), self.color(role))
        if cell.marker:
            self._caption(p, cell.marker)
        chosen = None
        if state.selection is not None and state.selection.side is cell.side:
            chosen = state.selection.range_in(state.index, cell.number, len(cell.cell.text))
        p.setPen(self.color("outside" if box.row.kind is RowKind.OUTSIDE else "text"))
        for piece in cell.pieces:
            piece.layout.draw(p, piece.at, self._overlays(piece, cell, chosen, state))
        for run in cell.runs:
            self._line(p, run.kind, run.strokes, WHOLE_LINE_ALPHA if whole and run.kind not in MOVED else 1.0)
        self._dots(p, cell.forms)

    def _overlays(
        self, piece: Piece, cell: CellBox, chosen: tuple[int, int] | None, state: RowState
    ) -> list[QTextLayout.FormatRange]:
        """Formats on top of the text's own: what was found, what is selected."""
        ranges = []
        for hit, current in state.hits:
            if hit.side is cell.side and hit.cell == cell.number:
                format_ = QTextCharFormat()
                format_.setForeground(self.color("find_current" if current else "find"))
                ranges.append(_range(piece, hit.start, hit.end, format_))
        if chosen is not None:
            ranges.append(_range(piece, *chosen, self._selected))
        return [r for r in ranges if r is not None]

    def _fill(self, p: QPainter, strokes: Iterable[Stroke], color: QColor) -> None:
        p.setPen(Qt.PenStyle.NoPen)
        p.setBrush(color)
        side = self.em * 0.1
        for stroke in strokes:
            p.drawRoundedRect(stroke.rect.adjusted(-side, 0.5, side, -0.5), self.em * 0.16, self.em * 0.16)
        p.setBrush(Qt.BrushStyle.NoBrush)

    def _line(self, p: QPainter, kind: RunKind, strokes: Iterable[Stroke], alpha: float) -> None:
        role = ROLES.get(kind)
        if role in (None, "outside"):
            return
        pen = self.pen(str(role), max(self.em * 0.065, 1.0), alpha)
        if kind in MOVED:
            pen.setDashPattern([3.0, 2.4])
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        p.setPen(pen)
        drop = -self.em * 0.25 if kind in STRUCK else self.em * 0.17
        for stroke in strokes:
            y = stroke.baseline + drop
            p.drawLine(QPointF(stroke.rect.left(), y), QPointF(stroke.rect.right(), y))

    def _dots(self, p: QPainter, strokes: Iterable[Stroke]) -> None:
        """Under words that differ in form only."""
        pen = self.pen("changed", max(self.em * 0.09, 1.2))
        pen.setDashPattern([0.1, 2.6])
        p.setPen(pen)
        for stroke in strokes:
            y = stroke.baseline + self.em * 0.19
            p.drawLine(QPointF(stroke.rect.left(), y), QPointF(stroke.rect.right(), y))

    def _change(self, p: QPainter, box: RowBox, change: int) -> None:
        """A frame around the change the reader is at; a caret where the other side has words and this has none."""
        p.setPen(self.pen("current", max(self.em * 0.1, 1.5)))
        for cell in box.cells:
            for span in cell.cell.changes:
                if span.change != change:
                    continue
                if span.start == span.end:
                    self._caret(p, cell.caret(span.start))
                elif not (box.row.kind in WHOLE and span.end - span.start == len(cell.cell.text)):
                    p.drawPath(self._frame(cell, list(cell.strokes(span.start, span.end))))

    def _frame(self, cell: CellBox, strokes: Sequence[Stroke]) -> QPainterPath:
        """One outline around all lines of a stretch; boxes line by line would look like many."""
        side, radius = self.em * 0.15, self.em * 0.2
        if len(strokes) == 1:
            path = QPainterPath()
            path.addRoundedRect(strokes[0].rect.adjusted(-side, -0.5, side * 0.6, 0.5), radius, radius)
            return path
        # Lines are set apart: what is between two of them belongs to the frame.
        gap = max((cell.style.line - strokes[0].rect.height()) / 2, 0.0)
        region = QPainterPath()
        for stroke in strokes:
            piece = QPainterPath()
            piece.addRect(stroke.rect.adjusted(-side, -gap - 0.5, side, gap + 0.5))
            region = region.united(piece)
        return region.simplified()

    def _caret(self, p: QPainter, at: QRectF) -> None:
        x, half = at.left(), self.em * 0.22
        p.drawLine(QPointF(x, at.top() + half), QPointF(x, at.bottom() - half * 0.4))
        p.drawPolyline([QPointF(x - half, at.bottom()), QPointF(x, at.bottom() - half), QPointF(x + half, at.bottom())])

    # beside the text -----------------------------------------------------------------------------------------------

    def _caption(self, p: QPainter, caption: Caption) -> None:
        p.setFont(caption.font)
        p.setPen(self.color(caption.role))
        p.drawText(caption.rect, int(caption.align | Qt.TextFlag.TextSingleLine), caption.text)

    def _gutter(self, p: QPainter, box: RowBox, state: RowState) -> None:
        geometry = self.geometry
        size = self.em * 0.86
        middle = geometry.gutter_x + geometry.gutter / 2
        y = box.text_top + box.line / 2
        sign = box.row.sign
        if sign is not Sign.NONE and box.row.kind not in (RowKind.FOLD, RowKind.EDGE):
            quiet = sign in (Sign.SAME, Sign.OUTSIDE)
            pen = self.pen(
                signs.ROLES[sign], max(self.em * (0.075 if quiet else 0.11), 1.0), QUIET_ALPHA if quiet else 1.0
            )
            self._sign(p, signs.sign_path(sign), middle, y, size, pen)
        marks = state.marks
        beside = self.em * 1.08
        if marks.reviewed:
            self._sign(p, signs.check_path(), middle - beside, y, size * 0.8, self.pen("success", self.em * 0.11))
        if marks.note:
            self._sign(p, signs.note_path(), middle + beside, y, size * 0.95, self.pen("accent", self.em * 0.08))
        if marks.pinned:
            under = min(y + self.em * 0.95, box.height - self.em * 0.3)
            self._sign(p, signs.pin_path(), middle, under, size * 0.9, self.pen("accent", self.em * 0.08))

    def _sign(self, p: QPainter, path: QPainterPath, x: float, y: float, size: float, pen: QPen) -> None:
        p.save()
        p.translate(x - size / 2, y - size / 2)
        p.scale(size, size)
        pen = QPen(pen)
        pen.setWidthF(pen.widthF() / size)
        p.setPen(pen)
        p.setBrush(Qt.BrushStyle.NoBrush)
        p.drawPath(path)
        p.restore()


def _range(piece: Piece, start: int, end: int, format_: QTextCharFormat) -> QTextLayout.FormatRange | None:
    a, b = max(start, piece.start), min(end, piece.end)
    if a >= b:
        return None
    made = QTextLayout.FormatRange()
    made.start = piece.units.units(a - piece.start)
    made.length = piece.units.units(b - piece.start) - made.start
    made.format = format_
    return made
