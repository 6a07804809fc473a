"""The strip above the rows: which edition is in which column. It stands still while the rows move."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from desktop.colors import Colors
from desktop.ui.compare.geometry import Geometry


class Header(QWidget):
    """Two labels over two columns, or one over one."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.labels = ("", "")
        self.details = ("", "")
        self._geometry: Geometry | None = None
        self._colors: Colors | None = None
        self._font = QFont()

    def show_labels(self, old: str, new: str, details: tuple[str, str] = ("", "")) -> None:
        """Name the editions: what sets them apart, and what else there is to say."""
        self.labels, self.details = (old, new), details
        self.setAccessibleName(f"{old} → {new}")
        self.setToolTip("\n".join(" · ".join(x for x in pair if x) for pair in zip(self.labels, details, strict=True)))
        self.update()

    def adapt(self, geometry: Geometry, colors: Colors, font: QFont) -> None:
        """Follow the columns."""
        self._geometry, self._colors, self._font = geometry, colors, font
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, round(QFontMetricsF(self._font).height() * 2.1))

    def paintEvent(self, event: QPaintEvent) -> None:
        geometry, colors = self._geometry, self._colors
        if geometry is None or colors is None:
            return
        p = QPainter(self)
        p.fillRect(self.rect(), QColor(colors.surface))
        p.setPen(QPen(QColor(colors.rule), 1))
        p.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        old, new = self.labels
        if geometry.inline:
            label = old if old == new else f"{old}  →  {new}"
            self._label(p, geometry.new_x, geometry.text, label, "")
        else:
            self._label(p, geometry.old_x, geometry.text, old, self.details[0])
            self._label(p, geometry.new_x, geometry.text, new, self.details[1])
        p.end()

    def _label(self, p: QPainter, x: int, width: int, label: str, detail: str) -> None:
        assert self._colors is not None
        heavy = QFont(self._font)
        heavy.setPointSizeF(heavy.pointSizeF() * 1.08)
        heavy.setWeight(QFont.Weight.DemiBold)
        metrics = QFontMetricsF(heavy)
        text = metrics.elidedText(label, Qt.TextElideMode.ElideRight, width)
        align = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
        p.setFont(heavy)
        p.setPen(QColor(self._colors.text))
        p.drawText(QRectF(x, 0, width, self.height() - 1), align, text)
        gone = metrics.horizontalAdvance(text) + metrics.averageCharWidth() * 1.6
        if detail and width - gone > metrics.averageCharWidth() * 8:
            p.setFont(self._font)
            p.setPen(QColor(self._colors.muted))
            said = QFontMetricsF(self._font).elidedText(detail, Qt.TextElideMode.ElideRight, width - gone)
            p.drawText(QRectF(x + gone, 0, width - gone, self.height() - 1), align, said)
