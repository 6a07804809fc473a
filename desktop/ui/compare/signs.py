"""The signs between the columns, drawn as lines so that they are crisp at any size and in any font.

In: a `Sign`. Out: a path in a square of 1 × 1, to be scaled; its word is in `desktop.wording`.

    =  same    ≈  edited    +  added    −  removed    ⇄  moved    one becomes two  split    two become one  merged
"""

from __future__ import annotations

from functools import cache

from PySide6.QtGui import QPainterPath, QTransform

from desktop.ui.compare.rows import Sign

ROLES = {
    Sign.SAME: "muted",
    Sign.EDITED: "changed",
    Sign.ADDED: "added",
    Sign.REMOVED: "removed",
    Sign.MOVED: "moved",
    Sign.SPLIT: "changed",
    Sign.MERGED: "changed",
    Sign.OUTSIDE: "muted",
}


@cache
def sign_path(sign: Sign) -> QPainterPath:
    """The strokes of a sign, in a unit square."""
    path = QPainterPath()

    def line(x1: float, y1: float, x2: float, y2: float) -> None:
        path.moveTo(x1, y1)
        path.lineTo(x2, y2)

    def wave(y: float) -> None:
        path.moveTo(0.12, y + 0.06)
        path.cubicTo(0.30, y - 0.22, 0.46, y - 0.02, 0.5, y)
        path.cubicTo(0.54, y + 0.02, 0.70, y + 0.22, 0.88, y - 0.06)

    if sign is Sign.SAME:
        line(0.22, 0.40, 0.78, 0.40)
        line(0.22, 0.60, 0.78, 0.60)
    elif sign is Sign.EDITED:
        wave(0.37)
        wave(0.63)
    elif sign is Sign.ADDED:
        line(0.15, 0.5, 0.85, 0.5)
        line(0.5, 0.15, 0.5, 0.85)
    elif sign is Sign.REMOVED:
        line(0.15, 0.5, 0.85, 0.5)
    elif sign is Sign.MOVED:
        line(0.08, 0.34, 0.92, 0.34)
        line(0.72, 0.16, 0.92, 0.34)
        line(0.72, 0.52, 0.92, 0.34)
        line(0.08, 0.70, 0.92, 0.70)
        line(0.28, 0.52, 0.08, 0.70)
        line(0.28, 0.88, 0.08, 0.70)
    elif sign is Sign.SPLIT:
        line(0.06, 0.5, 0.42, 0.5)
        path.moveTo(0.92, 0.18)
        path.cubicTo(0.62, 0.18, 0.66, 0.5, 0.42, 0.5)
        path.cubicTo(0.66, 0.5, 0.62, 0.82, 0.92, 0.82)
    elif sign is Sign.OUTSIDE:
        for x in (0.2, 0.5, 0.8):
            path.addEllipse(x - 0.035, 0.465, 0.07, 0.07)
    elif sign is Sign.MERGED:
        return QTransform(-1, 0, 0, 1, 1, 0).map(sign_path(Sign.SPLIT))
    return path


@cache
def check_path() -> QPainterPath:
    """Reviewed."""
    path = QPainterPath()
    path.moveTo(0.14, 0.54)
    path.lineTo(0.40, 0.80)
    path.lineTo(0.88, 0.22)
    return path


@cache
def note_path() -> QPainterPath:
    """A note: a small sheet with two lines."""
    path = QPainterPath()
    path.addRoundedRect(0.16, 0.12, 0.68, 0.76, 0.1, 0.1)
    path.moveTo(0.32, 0.38)
    path.lineTo(0.68, 0.38)
    path.moveTo(0.32, 0.60)
    path.lineTo(0.56, 0.60)
    return path


@cache
def pin_path() -> QPainterPath:
    """Paired by hand: two links of a chain."""
    path = QPainterPath()
    path.addRoundedRect(0.06, 0.34, 0.52, 0.32, 0.16, 0.16)
    path.addRoundedRect(0.42, 0.34, 0.52, 0.32, 0.16, 0.16)
    return path
