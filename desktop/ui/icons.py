"""Icons of one family: line drawings on a grid of 24, kept as SVG without a colour, drawn in the colour of the theme at
whatever size and sharpness the screen asks for.

    icons = Icons(colors)        icons("open")        icons("added", colors.added)
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from PySide6.QtGui import QGuiApplication, QIcon, QPixmap

from desktop.colors import Colors

FOLDER = Path(__file__).parent / "icons"
SMALL, LARGE = 16, 24
"""In menus and lists; in the tool bar."""
FAINT = 0.55
"""How much is seen of an icon whose command cannot be done."""
SIZE = 'width="24" height="24"'
"""As every drawing says at its head."""


@cache
def drawing(name: str) -> str:
    """The SVG of an icon, without a colour."""
    return (FOLDER / f"{name}.svg").read_text(encoding="utf-8")


def pixmap(name: str, color: str, size: int, scale: float = 1.0, opacity: float = 1.0) -> QPixmap:
    """One icon as a picture of `size` logical pixels. By Qt's reader of pictures: to draw it on a painter of our own
    would load a dozen classes of Qt more."""
    whole = round(size * scale)
    head = f'width="{whole}" height="{whole}"'
    if opacity < 1:
        head += f' stroke-opacity="{opacity}" fill-opacity="{opacity}"'
    result = QPixmap()
    result.loadFromData(drawing(name).replace(SIZE, head, 1).replace("currentColor", color).encode(), "SVG")
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
            for size in (SMALL, LARGE):
                made.addPixmap(pixmap(name, color, size, self._scale))
                made.addPixmap(self._pale(name, size), QIcon.Mode.Disabled)
        return made

    def sketch(self, name: str, enabled: bool) -> QIcon:
        """An icon of the tool bar for as long as its command can be done, or cannot: a quarter of the work."""
        made = QIcon()
        if enabled:
            made.addPixmap(pixmap(name, self._colors.text, LARGE, self._scale))
        else:
            made.addPixmap(self._pale(name, LARGE), QIcon.Mode.Disabled)
        return made

    def _pale(self, name: str, size: int) -> QPixmap:
        return pixmap(name, self._colors.muted, size, self._scale, FAINT)
