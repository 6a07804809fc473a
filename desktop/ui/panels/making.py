"""Small parts that several panels and dialogs are made of, so that they look the same everywhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from desktop.ui.qt_numbers import PLAIN_TEXT
from desktop.ui.theme import Theme

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLineEdit


USUAL_LETTER_PX = 6
"""Width of a letter, on average, of the face and size that sizes in pixels were chosen with."""


def by_letters(widget: QWidget, width: int) -> int:
    """A width in pixels, wider where the system's letters are larger than usual."""
    return max(width, width * widget.fontMetrics().averageCharWidth() // USUAL_LETTER_PX)


def label(text: str = "", role: str = "", wrap: bool = False, scale: float = 1.0, bold: bool = False) -> QLabel:
    """A text that cannot be mistaken for markup, whatever stands in it."""
    result = QLabel(text)
    result.setProperty("textFormat", PLAIN_TEXT)
    result.setWordWrap(wrap)
    if role:
        result.setProperty("role", role)
    if scale != 1.0 or bold:
        font = QFont(result.font())
        font.setPointSizeF(font.pointSizeF() * scale)
        if bold:
            font.setWeight(QFont.Weight.DemiBold)
        result.setFont(font)
    return result


def button(text: str, then: Callable[[], object], kind: str = "") -> QPushButton:
    """A push button. kind: primary, quiet or nothing."""
    result = QPushButton(text)
    if kind:
        result.setProperty(kind, True)
    result.clicked.connect(lambda: then())
    return result


class IconButton(QToolButton):
    """A small button with an icon that follows the theme."""

    def __init__(self, theme: Theme, icon: str, name: str) -> None:
        super().__init__()
        self._theme, self._icon = theme, icon
        self.setToolTip(name)
        self.setAccessibleName(name)
        theme.changed.connect(self._draw)
        self._draw()

    def _draw(self) -> None:
        self.setIcon(self._theme.icons(self._icon))


def tool(theme: Theme, icon: str, name: str, then: Callable[[], object]) -> IconButton:
    """A small button with an icon; its name is said on hovering and to screen readers."""
    result = IconButton(theme, icon, name)
    result.clicked.connect(lambda: then())
    return result


def field(placeholder: str, name: str) -> QLineEdit:
    """A line to type in."""
    from PySide6.QtWidgets import QLineEdit

    result = QLineEdit()
    result.setPlaceholderText(placeholder)
    result.setAccessibleName(name)
    result.setClearButtonEnabled(True)
    return result


def rule() -> QFrame:
    """A line between things."""
    result = QFrame()
    result.setProperty("role", "rule")
    return result


def row(*widgets: QWidget | int | None, spacing: int = 8) -> QHBoxLayout:
    """Widgets beside each other; None stretches, a number is a space in pixels."""
    layout = QHBoxLayout()
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(spacing)
    for widget in widgets:
        if widget is None:
            layout.addStretch(1)
        elif isinstance(widget, int):
            layout.addSpacing(widget)
        else:
            layout.addWidget(widget)
    return layout


def restyle(widget: QWidget, **properties: object) -> None:
    """Set properties that the style sheet looks at, and draw anew."""
    for key, value in properties.items():
        widget.setProperty(key, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


class Elided(QLabel):
    """A line that gives way when there is no room: the middle goes, as of names of files, else the end; the whole is
    said on hovering. inset: pixels at both ends together that the style sheet leaves free."""

    def __init__(
        self, role: str = "", scale: float = 1.0, bold: bool = False, to_the_end: bool = False, inset: int = 2
    ) -> None:
        super().__init__()
        from PySide6.QtWidgets import QSizePolicy

        self._whole, self._to_the_end, self._inset = "", to_the_end, inset
        self.setProperty("textFormat", PLAIN_TEXT)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        if role:
            self.setProperty("role", role)
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * scale)
        if bold:
            font.setWeight(QFont.Weight.DemiBold)
        self.setFont(font)

    def say(self, text: str) -> None:
        """Show this text, as much of it as there is room for."""
        self._whole = text
        self.setAccessibleName(text)
        self._fit()

    def resizeEvent(self, event: object) -> None:
        self._fit()

    def showEvent(self, event: object) -> None:
        self._fit()

    def _fit(self) -> None:
        """Not before it is seen: until then it has no width of its own, and to shorten loads half of Qt's names."""
        if not self.isVisible():
            self.setText(self._whole)
            return
        metrics, room = self.fontMetrics(), max(self.width() - self._inset, 0)
        shown = self._whole
        if metrics.horizontalAdvance(shown) > room:
            from PySide6.QtCore import Qt

            modes = Qt.TextElideMode
            mode = modes.ElideRight if self._to_the_end else modes.ElideMiddle
            shown = metrics.elidedText(shown, mode, room)
        self.setText(shown)
        self.setToolTip(self._whole if shown != self._whole else "")
