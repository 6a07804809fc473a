"""One row, laid out: lines of text with their places, and where any stretch of a cell's text is on the page.

The typesetter makes them, the painter draws them. Places are pixels from the row's own top left; offsets in text are
code points (a `Utf16` a piece turns them into Qt's).

    RowBox
      CellBox old   Piece  QTextLayout of 3 lines, RunBox removed: 2 rectangles
      CellBox new   Piece  QTextLayout of 4 lines, RunBox added: 1 rectangle
      Caption       "moved from Aanbod", a link
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QTextLayout

from desktop.reports.runs import RunKind
from desktop.text.utf16 import Utf16
from desktop.ui.compare.rows import Side, ViewCell, ViewRow
from desktop.ui.compare.typography import Style

NOTE = "note:"
"""Begins the link from a reference to its note ("note:to:old:3") and from a note back ("note:back:old:3")."""
ROLES = {
    RunKind.REMOVED: "removed",
    RunKind.ADDED: "added",
    RunKind.MOVED_AWAY: "moved",
    RunKind.MOVED_HERE: "moved",
    RunKind.OUTSIDE: "outside",
}
"""The colour role of each kind of run."""


@dataclass(frozen=True, slots=True)
class Stroke:
    """A stretch of text on one line: its rectangle, and where the letters stand."""

    rect: QRectF
    baseline: float


@dataclass(frozen=True, slots=True)
class RunBox:
    """A run that is not the same, where it is on the page."""

    kind: RunKind
    strokes: tuple[Stroke, ...]


@dataclass(slots=True)
class Piece:
    """Text set as one paragraph: a whole cell, or one cell of a table. at: where it stands in the row."""

    start: int
    end: int
    layout: QTextLayout
    units: Utf16
    at: QPointF
    width: float
    height: float
    has_bidi: bool


@dataclass(frozen=True, slots=True)
class Caption:
    """Words of the program beside those of the editions. link: what a click does, "" for nothing."""

    text: str
    rect: QRectF
    role: str
    font: QFont
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft
    link: str = ""


@dataclass(slots=True)
class CellBox:
    """A cell with its pieces. number: which cell of its side. forms: where only capitals or punctuation differ."""

    cell: ViewCell
    side: Side
    number: int
    rect: QRectF
    style: Style
    pieces: list[Piece] = field(default_factory=list)
    runs: list[RunBox] = field(default_factory=list)
    forms: list[Stroke] = field(default_factory=list)
    marker: Caption | None = None
    notes: list[Caption] = field(default_factory=list)

    def strokes(self, start: int, end: int) -> Iterator[Stroke]:
        """Where code points start to end of the text are, one stroke a line (more where directions mix)."""
        for piece in self.pieces:
            a, b = max(start, piece.start), min(end, piece.end)
            text = self.cell.text
            while a < b and text[a].isspace():
                a += 1
            while a < b and text[b - 1].isspace():
                b -= 1
            if a < b:
                yield from line_strokes(piece, piece.units.units(a - piece.start), piece.units.units(b - piece.start))

    def caret(self, offset: int) -> QRectF:
        """The thin place between two letters."""
        piece = self.piece_at(offset)
        at = piece.units.units(min(max(offset - piece.start, 0), piece.end - piece.start))
        line = piece.layout.lineForTextPosition(at)
        if not line.isValid():
            return QRectF(piece.at.x(), piece.at.y(), 1, piece.height)
        x = _x(line.cursorToX(at))
        return QRectF(piece.at.x() + x, piece.at.y() + line.y(), 1, line.height())

    def piece_at(self, offset: int) -> Piece:
        """The piece an offset is in, or the nearest after it."""
        return next((p for p in self.pieces if offset <= p.end), self.pieces[-1])

    def offset_at(self, x: float, y: float) -> int:
        """The offset nearest to a place."""
        piece = min(self.pieces, key=lambda p: _distance(p, x, y))
        count = piece.layout.lineCount()
        if not count:
            return piece.start
        line = piece.layout.lineAt(count - 1)
        for k in range(count):
            candidate = piece.layout.lineAt(k)
            if y - piece.at.y() < candidate.y() + candidate.height():
                line = candidate
                break
        units = line.xToCursor(x - piece.at.x())
        return piece.start + min(piece.units.points(int(units)), piece.end - piece.start)


@dataclass(slots=True)
class RowBox:
    """A row as it is drawn. text_top: where the first line of text begins; line: its height."""

    row: ViewRow
    height: int
    cells: list[CellBox] = field(default_factory=list)
    captions: list[Caption] = field(default_factory=list)
    text_top: float = 0.0
    line: float = 0.0

    def cell_at(self, side: Side, y: float) -> CellBox | None:
        """The cell of a side at a height, or the nearest."""
        cells = [c for c in self.cells if c.side is side]
        return next((c for c in cells if y < c.rect.bottom()), cells[-1] if cells else None)

    def cell(self, side: Side, number: int) -> CellBox | None:
        return next((c for c in self.cells if c.side is side and c.number == number), None)


def _distance(piece: Piece, x: float, y: float) -> float:
    left, top = piece.at.x(), piece.at.y()
    return max(left - x, x - left - piece.width, 0.0) + 4 * max(top - y, y - top - piece.height, 0.0)


def _x(answer: object) -> float:
    """What `cursorToX` says: PySide gives place and cursor, its stubs only the place."""
    return float(answer[0]) if isinstance(answer, tuple) else float(answer)  # type: ignore[arg-type]


def line_strokes(piece: Piece, start: int, end: int) -> Iterator[Stroke]:
    for k in range(piece.layout.lineCount()):
        line = piece.layout.lineAt(k)
        first, last = line.textStart(), line.textStart() + line.textLength()
        if last <= start:
            continue
        if first >= end:
            return
        a, b = max(first, start), min(last, end)
        top = piece.at.y() + line.y()
        baseline = top + line.ascent()
        if piece.has_bidi:
            for glyphs in line.glyphRuns(a, b - a):
                box = glyphs.boundingRect()
                yield Stroke(QRectF(piece.at.x() + box.x(), top, box.width(), line.height()), baseline)
            continue
        left, right = _x(line.cursorToX(a)), _x(line.cursorToX(b))
        if b == last:
            right = min(right, line.naturalTextRect().right())
        yield Stroke(QRectF(piece.at.x() + left, top, right - left, line.height()), baseline)
