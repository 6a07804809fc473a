"""Icons of one family: line drawings on a grid of 24, kept as SVG without a colour, drawn in the colour of the theme at
whatever size and sharpness the screen asks for.

    icons = Icons(colors)        icons("open")        icons("added", colors.added)
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, QSize
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from desktop.colors import Colors

FOLDER = Path(__file__).parent / "icons"
SIZES = (16, 24)
"""In menus and lists; in the tool bar."""


@cache
def drawing(name: str) -> str:
    """The SVG of an icon, without a colour."""
    return (FOLDER / f"{name}.svg").read_text(encoding="utf-8")


def pixmap(name: str, color: str, size: int, scale: float = 1.0) -> QPixmap:
    """One icon as a picture of `size` logical pixels."""
    renderer = QSvgRenderer(QByteArray(drawing(name).replace("currentColor", color).encode()))
    result = QPixmap(QSize(round(size * scale), round(size * scale)))
    result.fill(QColor(0, 0, 0, 0))
    painter = QPainter(result)
    renderer.render(painter, QRectF(0, 0, size * scale, size * scale))
    painter.end()
    result.setDevicePixelRatio(scale)
    return result


class Icons:
    """The icons in the colours of a theme; each is drawn once, as sharp as the sharpest screen."""

    def __init__(self, colors: Colors) -> None:
        self._colors = colors
        self._made: dict[tuple[str, str], QIcon] = {}
        self._scale = max((screen.devicePixelRatio() for screen in QGuiApplication.screens()), default=1.0)

    def __call__(self, name: str, color: str | None = None) -> QIcon:
        """An icon; color: "#rrggbb", else that of text."""
        color = color or self._colors.text
        made = self._made.get((name, color))
        if made is None:
            made = self._made[name, color] = QIcon()
            for size in SIZES:
                made.addPixmap(pixmap(name, color, size, self._scale))
                faint = _faded(pixmap(name, self._colors.muted, size, self._scale))
                made.addPixmap(faint, QIcon.Mode.Disabled)
        return made


def _faded(picture: QPixmap) -> QPixmap:
    result = QPixmap(picture.size())
    result.setDevicePixelRatio(picture.devicePixelRatio())
    result.fill(QColor(0, 0, 0, 0))
    painter = QPainter(result)
    painter.setOpacity(0.55)
    painter.drawPixmap(0, 0, picture)
    painter.end()
    return result
