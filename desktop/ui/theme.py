"""The looks of the window: palette and style sheet made from colour roles, icons in their colour, and when they change.

theme = Theme(app, "system")      follows the system between light and dark
theme.colors.removed · theme.icons("open") · theme.changed
"""

from __future__ import annotations

from pathlib import Path
from string import Template
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTemporaryDir, Signal
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from desktop.colors import ROLES, SIGN_CONTRAST, Colors, contrast, load_colors
from desktop.ui.icons import Icons, drawing

if TYPE_CHECKING:
    from PySide6.QtCore import Qt

LOOK = Path(__file__).parent / "look.qss"
R = QPalette.ColorRole
G = QPalette.ColorGroup


class Theme(QObject):
    """The colours in force; says when they change."""

    changed = Signal()

    def __init__(self, app: QApplication, chosen: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app, self._chosen = app, chosen
        app.setPalette(QPalette())  # the system's, which shows what the system wants; to ask would load all names of Qt
        behind, written = (app.palette().color(role).lightness() for role in (R.Window, R.WindowText))
        self._system_is_dark = behind < written
        self.colors: Colors = load_colors(self._effective())
        self.icons = Icons(self.colors)
        self._apply()
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self._system_changed)

    def choose(self, chosen: str) -> None:
        """Use another theme, or "system"."""
        self._chosen = chosen
        self._renew()

    def _system_changed(self, scheme: Qt.ColorScheme) -> None:
        from PySide6.QtCore import Qt

        self._system_is_dark = scheme is Qt.ColorScheme.Dark
        if self._chosen == "system":
            self._renew()

    def _renew(self) -> None:
        name = self._effective()
        if name != self.colors.name:
            self.colors = load_colors(name)
            self.icons = Icons(self.colors)
            self._apply()
            self.changed.emit()

    def _effective(self) -> str:
        if self._chosen != "system":
            return self._chosen
        return "dark" if self._system_is_dark else "light"

    def _apply(self) -> None:
        self._app.setPalette(palette(self.colors))
        self._app.setStyleSheet(style_sheet(self.colors))


def palette(c: Colors) -> QPalette:
    """Qt's own roles out of ours, for whatever the style sheet says nothing about."""
    result = QPalette()
    for role, color in (
        (R.Window, c.window), (R.WindowText, c.text), (R.Base, c.surface), (R.AlternateBase, c.raised),
        (R.Text, c.text), (R.Button, c.window), (R.ButtonText, c.text), (R.ToolTipBase, c.raised),
        (R.ToolTipText, c.text), (R.PlaceholderText, c.muted), (R.Highlight, c.accent),
        (R.HighlightedText, c.accent_text), (R.Link, c.accent), (R.LinkVisited, c.accent), (R.Accent, c.accent),
        (R.BrightText, c.error), (R.Light, c.surface), (R.Midlight, c.raised), (R.Mid, c.rule), (R.Dark, c.muted),
        (R.Shadow, c.muted),
    ):  # fmt: skip
        result.setColor(role, QColor(color))
    for role in (R.WindowText, R.Text, R.ButtonText):
        result.setColor(G.Disabled, role, QColor(c.muted))
    return result


def style_sheet(c: Colors) -> str:
    """`look.qss` in the colours of a theme; in high contrast lines are as strong as text."""
    strong = c.name == "high_contrast"
    names = {role: getattr(c, role) for role in ROLES}
    names["line"] = c.text if strong else c.rule
    names["sheet_line"] = c.text if strong else c.muted
    names["field_line"] = c.text if strong else _towards(c.muted, c.surface)
    names["checked_line"] = c.accent if strong else c.changed_back
    names["bar_line"] = f"1px solid {c.text}" if strong else "none"
    names["arrow_down"], names["arrow_up"] = (arrow_file(name, c.muted) for name in ("arrow_down", "arrow_up"))
    names["branch_closed"], names["branch_open"] = arrow_file("arrow_right", c.muted), names["arrow_down"]
    names["check"] = arrow_file("tick", c.accent_text)
    names["handle"] = c.muted if strong else _between(c.rule, c.muted)
    return Template(LOOK.read_text(encoding="utf-8")).substitute(names)


_drawn: dict[tuple[str, str], str] = {}
_folder: list[QTemporaryDir] = []


def arrow_file(name: str, color: str) -> str:
    """A style sheet takes pictures from files alone: an icon in a colour, written where this process keeps such."""
    made = _drawn.get((name, color))
    if made is None:
        if not _folder:
            _folder.append(QTemporaryDir())
        made = _folder[0].filePath(f"{name}-{color.lstrip('#')}.svg")
        Path(made).write_text(drawing(name).replace("currentColor", color), encoding="utf-8")
        _drawn[name, color] = made
    return made


def _towards(color: str, other: str) -> str:
    """A colour a little nearer to another, as far as a line that says where to type may go."""
    least = SIGN_CONTRAST + 0.2
    a, b = QColor(color), QColor(other)
    mixed = color
    for step in range(1, 10):
        part = step / 10
        channels = (
            round(x + (y - x) * part) for x, y in ((a.red(), b.red()), (a.green(), b.green()), (a.blue(), b.blue()))
        )
        candidate = QColor(*channels).name()
        if contrast(candidate, other) < least:
            break
        mixed = candidate
    return mixed


def _between(one: str, other: str) -> str:
    a, b = QColor(one), QColor(other)
    return QColor((a.red() + b.red()) // 2, (a.green() + b.green()) // 2, (a.blue() + b.blue()) // 2).name()
