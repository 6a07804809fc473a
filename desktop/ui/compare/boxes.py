"""One row, laid out: lines of text with their places, and where any stretch of a cell's text is on the page.

In: a `ViewRow`, its `Geometry`, `Typography` and colours. Out: a `RowBox`. Nothing is drawn here. Places are pixels
from the row's own top left; offsets in text are code points (a `Utf16` a piece turns them into Qt's).

    RowBox
      CellBox old   Piece  QTextLayout of 3 lines, RunBox removed: 2 rectangles
      CellBox new   Piece  QTextLayout of 4 lines, RunBox added: 1 rectangle
      Caption       "moved from Aanbod", a link
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from unicodedata import bidirectional

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QTextCharFormat, QTextLayout, QTextOption

from desktop.colors import Colors
from desktop.model.document import BlockKind
from desktop.reports.runs import RunKind
from desktop.text.utf16 import Utf16
from desktop.ui.compare.geometry import Geometry
from desktop.ui.compare.inline import inline_cells
from desktop.ui.compare.rows import MOVED_KINDS, RowKind, Side, ViewCell, ViewRow
from desktop.ui.compare.typography import Style, Typography

_BIDI = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
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
                yield from _strokes(piece, piece.units.units(a - piece.start), piece.units.units(b - piece.start))

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


def _strokes(piece: Piece, start: int, end: int) -> Iterator[Stroke]:
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
            right = min(right, line.x() + line.naturalTextWidth())
        yield Stroke(QRectF(piece.at.x() + left, top, right - left, line.height()), baseline)


def is_rtl(text: str) -> bool:
    """Whether a text begins in a script that runs from right to left."""
    if text.isascii():
        return False
    strong = next((b for b in map(bidirectional, text) if b in ("L", "R", "AL")), "L")
    return strong != "L"


@cache
def _option(align: Qt.AlignmentFlag) -> QTextOption:
    option = QTextOption(align)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    return option


class BoxMaker:
    """Lays out rows for one width, size and theme."""

    def __init__(self, geometry: Geometry, type_: Typography, colors: Colors) -> None:
        self.geometry, self.type, self.colors = geometry, type_, colors
        self._formats: dict[str, QTextCharFormat] = {}

    def text_box(self, row: ViewRow, lead: int = 0) -> RowBox:
        """A row with text; captions are added by who knows the words for them. lead: room for one above the text."""
        geometry = self.geometry
        sides: list[tuple[Side, Sequence[ViewCell]]] = (
            [(Side.BOTH, inline_cells(row))] if geometry.inline else [(Side.OLD, row.old), (Side.NEW, row.new)]
        )
        level = next((c.block.level for _, cells in reversed(sides) for c in cells[:1] if c.block.is_heading), None)
        top = max((self.type.style(c.block, level).before for _, cells in sides for c in cells[:1]), default=0) + lead
        box = RowBox(row, top, text_top=float(top))
        for side, cells in sides:
            y = float(top)
            after = 0
            for number, cell in enumerate(cells):
                style = self.type.style(cell.block, level)
                if number:
                    y += after + style.before
                made = self._cell(row, cell, side, number, y, style)
                box.cells.append(made)
                y += made.rect.height()
                after = style.after
                if not number:
                    box.line = float(style.line)
            box.height = max(box.height, round(y + after))
        return box

    def _cell(self, row: ViewRow, cell: ViewCell, side: Side, number: int, y: float, style: Style) -> CellBox:
        geometry = self.geometry
        left, width = float(geometry.x(side)), float(geometry.text)
        box = CellBox(cell, side, number, QRectF(left, y, width, 0), style)
        rtl = is_rtl(cell.text)
        x, room = left, width
        marker = _marker(cell)
        if style.indent or marker:
            wide = QFontMetricsF(style.font).horizontalAdvance(marker) if marker else 0.0
            step = min(float(self.type.em) * 1.35, style.indent or 1e9)
            indent = max(float(style.indent), style.indent - step + wide + self.type.em * 0.45)
            indent = min(indent, width / 2)
            if not rtl:
                x += indent
            room -= indent
            if marker:
                at = left + style.indent - step
                if cell.form is BlockKind.FOOTNOTE:
                    at = left
                edge = left + width - (style.indent - step) - wide
                place = QRectF(edge if rtl else at, y, wide + 2, style.line)
                box.marker = Caption(marker, place, "muted", style.font)
        if cell.cuts and len(cell.columns) == len(cell.cuts):
            self._table(box, row, cell, x, y, room, style)
        else:
            end = len(cell.text)
            box.pieces.append(self._piece(row, cell, 0, end, x, y, room, style, Qt.AlignmentFlag.AlignLeft))
        height = max(p.height for p in box.pieces)
        box.rect = QRectF(left, y, width, height)
        whole = row.kind in (RowKind.ADDED, RowKind.REMOVED, RowKind.OUTSIDE)
        for run in cell.runs:
            if not (whole and run.kind is RunKind.OUTSIDE):
                box.runs.append(RunBox(run.kind, tuple(box.strokes(run.start, run.end))))
        for span in cell.changes:
            if span.is_form and not any(r.start < span.end and r.end > span.start for r in cell.runs):
                box.forms.extend(box.strokes(span.start, span.end))
        return box

    def _table(self, box: CellBox, row: ViewRow, cell: ViewCell, x: float, y: float, room: float, style: Style) -> None:
        gap = self.type.em
        share = (room - gap * (len(cell.cuts) - 1)) / sum(c.weight for c in cell.columns)
        for column, (start, end) in zip(cell.columns, cell.cuts, strict=True):
            wide = max(share * column.weight, 1.0)
            align = Qt.AlignmentFlag.AlignRight if column.is_numeric else Qt.AlignmentFlag.AlignLeft
            box.pieces.append(self._piece(row, cell, start, end, x, y, wide, style, align))
            x += wide + gap

    def _piece(
        self,
        row: ViewRow,
        cell: ViewCell,
        start: int,
        end: int,
        x: float,
        y: float,
        width: float,
        style: Style,
        align: Qt.AlignmentFlag,
    ) -> Piece:
        text = cell.text[start:end]
        units = Utf16(text)
        notes = "\u2009" + ", ".join(cell.block.refs) if cell.block.refs and end == len(cell.text) else ""
        layout = QTextLayout(text + notes, style.font)
        layout.setTextOption(_option(align))
        layout.setCacheEnabled(True)
        ranges = []
        role = "outside" if row.kind is RowKind.OUTSIDE else "text"
        whole = row.kind in (RowKind.ADDED, RowKind.REMOVED)  # read as text: its ground and the sign say what it is
        at = 0
        for run in cell.runs:
            a, b = max(run.start, start) - start, min(run.end, end) - start
            if a >= b:
                continue
            ranges.append(self._range(units.units(at), units.units(a), role))
            inked = role if whole and run.kind not in MOVED_KINDS else ROLES.get(run.kind, role)
            ranges.append(self._range(units.units(a), units.units(b), inked))
            at = b
        size = units.units(end - start)
        ranges.append(self._range(units.units(at), size, role))
        if notes:
            ranges.append(self._range(size, size + len(notes), "note"))
        layout.setFormats([r for r in ranges if r.length > 0])
        layout.beginLayout()
        bottom = 0.0
        while True:
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(width)
            high = max(float(style.line), line.height())
            line.setPosition(QPointF(0, bottom + (high - line.height()) / 2))
            bottom += high
        layout.endLayout()
        has_bidi = not text.isascii() and bool(_BIDI.search(text))
        return Piece(start, end, layout, units, QPointF(x, y), width, bottom, has_bidi)

    def _range(self, start: int, end: int, role: str) -> QTextLayout.FormatRange:
        made = QTextLayout.FormatRange()
        made.start, made.length, made.format = start, end - start, self._format(role)
        return made

    def _format(self, role: str) -> QTextCharFormat:
        found = self._formats.get(role)
        if found is None:
            found = QTextCharFormat()
            found.setForeground(QColor(getattr(self.colors, "accent" if role == "note" else role)))
            if role == "note":
                found.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignSuperScript)
            self._formats[role] = found
        return found


def _marker(cell: ViewCell) -> str:
    """What stands before the text: the mark of a list item, the number of a note."""
    block = cell.block
    if block.kind is BlockKind.LIST_ITEM:
        return "•" if block.marker in ("", "\ufffd") else block.marker
    return block.label if block.kind is BlockKind.FOOTNOTE else ""
