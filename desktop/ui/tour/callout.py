"""What the tour is drawn with: a veil with a window in it around what is spoken of, and a card beside that.

┌───────────────────────────────┐
│ ░░░░░░┌─────────┐░░░░░░░░░░░░ │   the veil lets the mouse through: the window below can be used
│ ░░░░░░│ target  │ ┌ card ───┐ │
│ ░░░░░░└─────────┘ │ 2 of 8  │ │
│ ░░░░░░░░░░░░░░░░░ └─────────┘ │
└───────────────────────────────┘
"""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.i18n import Translator
from desktop.ui.panels.making import button, label
from desktop.ui.theme import Theme

WIDTH = 340
WIDTH_LETTERS = 46
"""For who has the system's letters large."""
GAP = 12
ROUND = 8
VEIL = 0.28
"""How much of the veil is seen: what is spoken of stands out, and the rest stays readable."""


class Veil(QWidget):
    """Darkens all but one place."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._hole = QRect()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_place(self, place: QRect) -> None:
        """Leave this place free."""
        self._hole = place
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        hole = QRectF(self._hole).adjusted(1, 1, -1, -1)
        path = QPainterPath()
        path.addRect(QRectF(self.rect()))
        around = QPainterPath()
        around.addRoundedRect(hole, ROUND, ROUND)
        shade = QColor("black")
        shade.setAlphaF(VEIL)
        painter.fillPath(path.subtracted(around), shade)
        painter.setPen(QPen(QColor(self._theme.colors.accent), 2))
        painter.drawPath(around)


class Card(QFrame):
    """Title, a few lines, back and on."""

    back = Signal()
    onward = Signal()
    left = Signal()

    def __init__(self, theme: Theme, t: Translator, parent: QWidget) -> None:
        super().__init__(parent)
        self._t = t
        self.setProperty("role", "sheet")
        self._wide = max(WIDTH, WIDTH_LETTERS * self.fontMetrics().averageCharWidth())
        self.setFixedWidth(self._wide)
        self.setAutoFillBackground(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 14, 14, 12)
        layout.setSpacing(6)
        self._count = label(role="muted", scale=0.9)
        self._title = label(scale=1.12, bold=True, wrap=True)
        self._text = label(wrap=True)
        for widget in (self._count, self._title, self._text):
            layout.addWidget(widget)
        layout.addSpacing(6)
        self.leave = button(t("Leave (Esc)"), self.left.emit, "quiet")
        self.previous = button(t("Back"), self.back.emit)
        self.next = button("", self.onward.emit, "primary")
        for each in (self.leave, self.previous, self.next):
            each.setAutoDefault(True)  # Enter presses it, also outside a dialog
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.leave)
        line.addStretch(1)
        line.addWidget(self.previous)
        line.addWidget(self.next)
        layout.addLayout(line)

    def say(self, number: int, count: int, title: str, text: str) -> None:
        """Show a step; the keyboard is on the button that goes on, and a screen reader reads it all."""
        t = self._t
        self._count.setText(t("{n} of {all}", n=t.number(number), all=t.number(count)))
        self._title.setText(title)
        self.previous.setEnabled(number > 1)
        self.next.setText(t("Done") if number == count else t("Next"))
        self.next.setAccessibleName(self.next.text())
        self.tell(text)

    def tell(self, text: str) -> None:
        """Other words under the same title."""
        self._text.setText(text)
        self.setAccessibleName(f"{self._title.text()}. {text}")
        self.next.setAccessibleDescription(f"{self._count.text()}. {self._title.text()}. {text}")
        self.setFixedHeight(self._height())

    def _height(self) -> int:
        """Wrapped words take their height from the width; asked of the layout, for the card stands in none."""
        layout = self.layout()
        assert layout is not None
        layout.invalidate()
        layout.activate()
        return layout.totalHeightForWidth(self._wide)


def place_beside(target: QRect, card: QSize, room: QRect) -> QPoint:
    """Where a card stands best: right of a place, left, below, above; else over its lower end. Always inside."""
    w, h = card.width(), card.height()
    top = min(max(target.top(), room.top() + GAP), room.bottom() - h - GAP)
    left = min(max(target.center().x() - w // 2, room.left() + GAP), room.right() - w - GAP)
    for at in (
        QPoint(target.right() + GAP, top),
        QPoint(target.left() - GAP - w, top),
        QPoint(left, target.bottom() + GAP),
        QPoint(left, target.top() - GAP - h),
    ):
        if room.contains(QRect(at, card)):
            return at
    return QPoint(left, max(room.top(), min(target.bottom(), room.bottom()) - h - 3 * GAP))
