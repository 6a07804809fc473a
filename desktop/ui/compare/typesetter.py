"""Sets a row: text in lines of its column, markers hanging, cells of tables beside each other, runs in their colours.

In: a `ViewRow`, `Geometry`, `Typography`, colours. Out: a `RowBox`. Nothing is drawn here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from unicodedata import bidirectional

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QTextCharFormat, QTextLayout, QTextOption

from desktop.colors import Colors
from desktop.model.document import BlockKind
from desktop.reports.runs import RunKind
from desktop.text.utf16 import Utf16
from desktop.ui.compare.boxes import NOTE, ROLES, Caption, CellBox, Piece, RowBox, RunBox, line_strokes
from desktop.ui.compare.geometry import Geometry
from desktop.ui.compare.inline import inline_cells
from desktop.ui.compare.rows import MOVED_KINDS, RowKind, Side, ViewCell, ViewRow
from desktop.ui.compare.tables import column_widths
from desktop.ui.compare.typography import Style, Typography

_BIDI = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
FIGURES_INLINE = 2.2
"""In one column a figure stands behind the one it replaced."""
_BEFORE_NOTES = "\u2009"
_BETWEEN_NOTES = ", "


def is_rtl(text: str) -> bool:
    """Whether a text begins in a script that runs from right to left."""
    if text.isascii():
        return False
    strong = next((b for b in map(bidirectional, text) if b in ("L", "R", "AL")), "L")
    return strong != "L"


@cache
def _option(align: Qt.AlignmentFlag, rtl: bool) -> QTextOption:
    option = QTextOption(Qt.AlignmentFlag.AlignRight if rtl else align)
    option.setTextDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
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
                if cell.form is BlockKind.FOOTNOTE:
                    link = f"{NOTE}back:{side.value}:{cell.block.label}"
                    box.marker = Caption(marker, place, "accent", style.font, link=link)
                    box.notes.append(box.marker)
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
        box.notes.extend(self._note_links(box))
        for span in cell.changes:
            if span.is_form and not any(r.start < span.end and r.end > span.start for r in cell.runs):
                box.forms.extend(box.strokes(span.start, span.end))
        return box

    def _note_links(self, box: CellBox) -> Iterator[Caption]:
        """Where the references to notes stand, after the text."""
        piece = box.pieces[-1]
        at = piece.units.units(piece.end - piece.start) + len(_BEFORE_NOTES)
        for label in box.cell.block.refs:
            for stroke in line_strokes(piece, at, at + len(label)):
                room = stroke.rect.adjusted(-self.type.em * 0.15, 0, self.type.em * 0.15, 0)
                yield Caption(label, room, "accent", box.style.font, link=f"{NOTE}to:{box.side.value}:{label}")
            at += len(label) + len(_BETWEEN_NOTES)

    def _table(self, box: CellBox, row: ViewRow, cell: ViewCell, x: float, y: float, room: float, style: Style) -> None:
        gap = self.type.em
        figure = QFontMetricsF(style.font).horizontalAdvance("0") * (FIGURES_INLINE if self.geometry.inline else 1.02)
        widths = column_widths(cell.columns, room - gap * (len(cell.cuts) - 1), figure)
        for column, wide, (start, end) in zip(cell.columns, (max(w, 1.0) for w in widths), cell.cuts, strict=True):
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
        refs = cell.block.refs if end == len(cell.text) else ()
        notes = _BEFORE_NOTES + _BETWEEN_NOTES.join(refs) if refs else ""
        layout = QTextLayout(text + notes, style.font)
        layout.setTextOption(_option(align, is_rtl(text)))
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
