"""The whole document at a glance: what changed where, what was found, which part is in sight. A click goes there.

In: a `CompareView`. Out: a strip as high as the view, one line a pixel, the weightiest kind of row winning a line.

    ┌──┐
    │▒ │  removed        left half: the old edition
    │ ▒│  added          right half: the new one
    │▓▓│  edited         both
    ╞══╡  in sight
    └──┘
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QHelpEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from desktop.ui.compare.places import part_name
from desktop.ui.compare.rows import RowKind, Side, Sign, ViewRow
from desktop.wording import FATES, MARKS, name

if TYPE_CHECKING:
    from desktop.ui.compare.view import CompareView

WIDTH = 26
MARGIN = 5
LEAST_MARK_PX = 2
"""A change of one word in a thousand pages must be seen."""
LEAST_FRAME_PX = 10

_ORDER = (
    Sign.NONE,
    Sign.SAME,
    Sign.OUTSIDE,
    Sign.EDITED,
    Sign.SPLIT,
    Sign.MERGED,
    Sign.MOVED,
    Sign.REMOVED,
    Sign.ADDED,
)
"""From least to most: what wins where several rows share a line."""
_RANK = {sign: i for i, sign in enumerate(_ORDER)}
_ROLE = {
    Sign.EDITED: "changed",
    Sign.SPLIT: "changed",
    Sign.MERGED: "changed",
    Sign.MOVED: "moved",
    Sign.REMOVED: "removed",
    Sign.ADDED: "added",
    Sign.OUTSIDE: "rule",
}


class Ruler(QWidget):
    """A map of the view beside it."""

    def __init__(self, view: CompareView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._picture: QImage | None = None
        self._ranks = {side: np.zeros(0, dtype=np.int64) for side in (Side.OLD, Side.NEW)}
        self._ranked: Sequence[ViewRow] = ()
        self._ranked_in = view.mode
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(view.t("Overview of the changes"))
        view.rows_changed.connect(self._renew)
        view.hits_changed.connect(self._renew)
        view.laid_out.connect(self.update)
        view.current_changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, 200)

    def _renew(self) -> None:
        self._picture = None
        self.update()

    # from rows to pixels --------------------------------------------------------------------------------------

    def _track(self) -> tuple[int, int]:
        """Top and height of what stands for the document: beside the rows, below the strip with the labels."""
        top = self._view.viewport().geometry().top() if self._view.height() == self.height() else 0
        return top + MARGIN, max(self.height() - top - 2 * MARGIN, 1)

    def y_of(self, slot: int, into: int = 0) -> float:
        """Where in the strip a row stands. A document shorter than the strip is not stretched to fill it."""
        top, high = self._track()
        heights = self._view.page.heights
        return top + (heights.before(slot) + into) * high / max(heights.total, high, 1)

    def slot_at(self, y: float) -> tuple[int, int]:
        """The shown row for a height in the strip, and how far into it."""
        top, high = self._track()
        heights = self._view.page.heights
        return heights.at(round((y - top) * max(heights.total, high) / high))

    def lines(self, side: Side) -> list[Sign]:
        """What each pixel line of a half of the track shows."""
        _, high = self._track()
        heights, rows = self._view.page.heights, self._view.shown.rows
        best = np.zeros(high, dtype=np.int64)
        if rows:
            self._rank(rows)
            scale = high / max(heights.total, high)
            starts = heights.starts() * scale
            ends = np.concatenate((starts[1:], [heights.total * scale]))
            for rank in range(1, len(_ORDER)):
                chosen = self._ranks[side] == rank
                least = LEAST_MARK_PX if rank > _RANK[Sign.OUTSIDE] else 0
                first = starts[chosen].astype(np.int64)
                last = np.maximum(np.ceil(ends[chosen]).astype(np.int64), first + least)
                edges = np.bincount(np.minimum(first, high), minlength=high + 1)
                edges -= np.bincount(np.minimum(last, high), minlength=high + 1)
                best[np.cumsum(edges)[:high] > 0] = rank
        return [_ORDER[k] for k in best]

    def _rank(self, rows: Sequence[ViewRow]) -> None:
        """What each row weighs; of rows that were only added to, the added ones alone are looked at."""
        known = self._ranked
        same_mode, self._ranked_in = self._ranked_in is self._view.mode, self._view.mode
        goes_on = same_mode and 0 < len(known) <= len(rows)
        goes_on = goes_on and rows[0] is known[0] and rows[len(known) - 1] is known[-1]
        first = len(known) if goes_on else 0
        for side, before in self._ranks.items():
            self._ranks[side] = np.concatenate((before[:first], _ranks(rows[first:], side)))
        self._ranked = rows

    def _hit_lines(self) -> list[int]:
        """Where hits of a search are."""
        view = self._view
        if not len(view.hits) or not view.shown.rows:
            return []
        top, high = self._track()
        index = np.fromiter(view.shown.index, dtype=np.int64, count=len(view.shown.rows))
        slots = np.searchsorted(index, np.frombuffer(view.hits.rows, dtype=np.int64), side="right") - 1
        starts = view.page.heights.starts()[slots] * (high / max(view.page.heights.total, high))
        lines: list[int] = (np.unique(starts.astype(np.int64)) + top).tolist()
        return lines

    # drawing --------------------------------------------------------------------------------------------------

    def _draw(self) -> QImage:
        colors = self._view.colors
        ratio = self.devicePixelRatioF()
        image = QImage(QSize(round(self.width() * ratio), round(self.height() * ratio)), QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(ratio)
        image.fill(QColor(colors.window))
        top, _ = self._track()
        half = (self.width() - 2 * MARGIN - 2) / 2
        p = QPainter(image)
        for side, x in ((Side.OLD, MARGIN), (Side.NEW, MARGIN + half + 2)):
            y = top
            for sign, run in groupby(self.lines(side)):
                high = sum(1 for _ in run)
                role = _ROLE.get(sign)
                if role is not None:
                    p.fillRect(QRectF(x, y, half, high), QColor(getattr(colors, role)))
                y += high
        for y in self._hit_lines():
            p.fillRect(QRectF(0, y, MARGIN - 1, 2), QColor(colors.find_current_back))
            p.fillRect(QRectF(self.width() - MARGIN + 1, y, MARGIN - 1, 2), QColor(colors.find_current_back))
        p.end()
        self._key = self._state()
        return image

    def _state(self) -> tuple[object, ...]:
        view = self._view
        return view.colors.name, self.width(), self.height(), view.columns, view.type.size_pt, id(view.shown)

    _key: tuple[object, ...] = ()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._picture is None or self._key != self._state():
            self._picture = self._draw()
        view, colors = self._view, self._view.colors
        p = QPainter(self)
        p.drawImage(0, 0, self._picture)
        if view.shown.rows:
            p.setRenderHint(QPainter.RenderHint.Antialiasing)
            if view.page.heights.total > view.page.height:
                fill = QColor(colors.text)
                fill.setAlphaF(0.07)
                p.setBrush(fill)
                p.setPen(QPen(QColor(colors.muted), 1))
                p.drawRoundedRect(self._frame(), 3, 3)
            if view.current_row >= 0:
                y = self.y_of(view.slot_of(view.current_row)) + 1
                p.setBrush(QColor(colors.current))
                p.setPen(Qt.PenStyle.NoPen)
                w = float(self.width())
                p.drawPolygon([QPoint(int(w), int(y) - 4), QPoint(int(w), int(y) + 4), QPoint(int(w) - 5, int(y))])
        p.end()

    def _frame(self) -> QRectF:
        """What is in sight."""
        top, high = self._track()
        view = self._view
        y = self.y_of(*view.page.top)
        size = view.page.height * high / max(view.page.heights.total, high)
        size = max(size, LEAST_FRAME_PX)
        return QRectF(1.5, min(y, top + high - size) - 0.5, self.width() - 3, size)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._picture = None

    # mouse ----------------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._go(event.position().y())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._go(event.position().y())

    def _go(self, y: float) -> None:
        """The place clicked comes to the middle of the view."""
        if self._view.shown.rows:
            slot, into = self.slot_at(y)
            self._view.show_place(slot, into)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._view.wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._view.keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent) and self._view.shown.rows:
            QToolTip.showText(event.globalPos(), self.words_at(event.pos().y()), self)
            return True
        return super().event(event)

    def words_at(self, y: float) -> str:
        """What stands at a height, in words: the section and what happened there."""
        view = self._view
        slot, _ = self.slot_at(y)
        row = view.shown.rows[slot]
        head = view.places.head_of(view.shown.index[slot])
        title = part_name(head) if head is not None else ""
        said = name({**FATES, **MARKS}, row.sign.value, view.t) if row.kind not in (RowKind.FOLD, RowKind.EDGE) else ""
        return " · ".join(x for x in (title, said) if x)


def _ranks(rows: Sequence[ViewRow], side: Side) -> npt.NDArray[np.int64]:
    """How much each row weighs in one half: nothing where that edition has no text there."""
    old = side is Side.OLD
    weights = (_RANK[r.sign] if (r.old if old else r.new) or (old and r.kind is RowKind.STOOD) else 0 for r in rows)
    return np.fromiter(weights, dtype=np.int64, count=len(rows))
