"""Text on pages: lays paragraphs out, breaks pages, draws; one of the two modules of the core that know Qt (QtGui).

In: paragraphs with formats, side by side or alone. Out: pages in a PDF, and where on them marks and links stand.
Lengths are in points; y runs down the page.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import (
    QPointF,
    QRectF,
    Qt,
)
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QImage,
    QPen,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)

from desktop.colors import Colors
from desktop.reports.pdf_device import HEIGHT, SCALE, WIDTH, Device

MARGIN, TOP, BOTTOM = 45.0, 48.0, 48.0
LEADING = 1.16
TEXT_FACES = ["Noto Serif", "Georgia", "Cambria", "Liberation Serif", "DejaVu Serif", "Times New Roman"]
PLAIN_FACES = ["Noto Sans", "Segoe UI", "Helvetica Neue", "Arial", "Liberation Sans", "DejaVu Sans"]

Span = tuple[int, int, str]
"""Start, length in UTF-16 units, and the name of a format."""


@dataclass(slots=True)
class Box:
    """A paragraph that was laid out. height in points; lines: the y of each line's end."""

    layout: Any
    height: float
    ends: list[float]
    indent: float = 0.0
    marker: str = ""
    color: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A place on a page that leads to a mark: page from 0, rectangle in points from the top left."""

    page: int
    x: float
    y: float
    width: float
    height: float
    mark: str


@dataclass(slots=True)
class Places:
    """What stands where: marks as (page, y), links, and the outline as (level, title, mark)."""

    marks: dict[str, tuple[int, float]] = field(default_factory=dict)
    links: list[Link] = field(default_factory=list)
    outline: list[tuple[int, str, str]] = field(default_factory=list)


class Pages:
    """Sets paragraphs on pages, one after another."""

    def __init__(self, device: Device, colors: Colors, title: str, on_page: Callable[[int], None]) -> None:
        self.device, self.painter = device, device.painter
        self.colors, self.on_page = colors, on_page
        self.places = Places()
        self.page, self.y = 0, TOP
        self.head: Callable[[], None] | None = None
        self.foot = title
        self.page_word = "{}"
        self._fonts: dict[tuple[bool, float, bool], Any] = {}
        self._formats = self._make_formats()
        self._option = QTextOption()
        self._option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)

    # ---- letters ------------------------------------------------------------------------------------------------

    def font(self, size: float, bold: bool = False, plain: bool = False) -> Any:
        """A face of so many points; plain: without serifs."""
        key = (plain, size, bold)
        if key not in self._fonts:
            font = QFont(PLAIN_FACES if plain else TEXT_FACES)
            font.setPixelSize(round(size * SCALE))
            font.setBold(bold)
            font.setHintingPreference(QFont.HintingPreference.PreferFullHinting)
            self._fonts[key] = font
        return self._fonts[key]

    def _make_formats(self) -> dict[str, Any]:
        c = self.colors
        made = {}
        for key, role, struck, line in (
            ("removed", "removed", True, None),
            ("added", "added", False, QTextCharFormat.UnderlineStyle.SingleUnderline),
            ("moved_away", "moved", True, None),
            ("moved_here", "moved", False, QTextCharFormat.UnderlineStyle.DashUnderline),
        ):
            made[key] = QTextCharFormat()
            made[key].setForeground(QColor(getattr(c, role)))
            made[key].setBackground(QColor(getattr(c, f"{role}_back")))
            made[key].setFontStrikeOut(struck)
            if line is not None:
                made[key].setUnderlineStyle(line)
        for key, role in (("outside", "outside"), ("muted", "muted"), ("link", "accent")):
            made[key] = QTextCharFormat()
            made[key].setForeground(QColor(getattr(c, role)))
        made["bold"] = QTextCharFormat()
        made["bold"].setFontWeight(QFont.Weight.Bold)
        return made

    def lay(
        self,
        text: str,
        font: Any,
        width: float,
        spans: Sequence[Span] = (),
        indent: float = 0.0,
        marker: str = "",
        color: str = "",
        stops: Sequence[float] = (),
    ) -> Box:
        """Lay a paragraph out in a width; indent: of the whole paragraph, its marker before it; stops: of tabs."""
        layout = QTextLayout(text, font)
        option = self._option
        if stops:
            option = QTextOption(option)
            option.setTabArray([stop * SCALE for stop in stops])
        layout.setTextOption(option)
        layout.setCacheEnabled(True)  # else it is shaped again when it is drawn
        if spans:
            ranges = []
            for start, length, key in spans:
                piece = QTextLayout.FormatRange()
                piece.start, piece.length, piece.format = start, length, self._formats[key]
                ranges.append(piece)
            layout.setFormats(ranges)
        room = (width - indent) * SCALE
        layout.beginLayout()
        y = 0.0
        ends = []
        while True:
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(room)
            line.setPosition(QPointF(0.0, y))
            y += line.height() * LEADING
            ends.append(y / SCALE)
        layout.endLayout()
        return Box(layout, y / SCALE, ends, indent, marker, color)

    # ---- pages --------------------------------------------------------------------------------------------------

    @property
    def room(self) -> float:
        """Points left on this page."""
        return HEIGHT - BOTTOM - self.y

    def begin(self) -> None:
        """The first page."""
        self.on_page(0)
        self._draw_foot()

    def new_page(self) -> None:
        """Go on on a new page, below the running head if there is one."""
        self.device.new_page()
        self.page += 1
        self.y = TOP
        self.on_page(self.page)
        self._draw_foot()
        if self.head is not None:
            self.head()

    def need(self, points: float) -> None:
        """A new page, unless there is so much room."""
        if points > self.room and self.y > TOP:
            self.new_page()

    def _draw_foot(self) -> None:
        font = self.font(7.5, plain=True)
        at = HEIGHT - BOTTOM + 22
        self.draw(self.lay(self.foot, font, WIDTH - 2 * MARGIN - 90, color=self.colors.muted), MARGIN, at, lines=1)
        said = self.page_word.format(self.page + 1)
        width = self.width(said, font)
        self.draw(self.lay(said, font, width + 4, color=self.colors.muted), WIDTH - MARGIN - width, at)

    def width(self, text: str, font: Any) -> float:
        """Points a text takes on one line."""
        return float(QFontMetricsF(font).horizontalAdvance(text)) / SCALE

    # ---- drawing ------------------------------------------------------------------------------------------------

    def draw(self, box: Box, x: float, y: float, first: int = 0, lines: int | None = None) -> None:
        """Draw a paragraph, or some lines of it, with its top at y."""
        painter = self.painter
        at = QPointF((x + box.indent) * SCALE, y * SCALE)
        if box.marker and not first:
            mark = self.lay(box.marker, box.layout.font(), max(box.indent, 60.0))
            painter.setPen(QColor(self.colors.muted))
            mark.layout.draw(painter, QPointF(x * SCALE, y * SCALE))
        painter.setPen(QColor(box.color or self.colors.text))
        if not first and (lines is None or lines >= len(box.ends)):
            box.layout.draw(painter, at)
            return
        above = box.ends[first - 1] if first else 0.0
        last = len(box.ends) if lines is None else min(first + lines, len(box.ends))
        for k in range(first, last):
            box.layout.lineAt(k).draw(painter, QPointF(at.x(), at.y() - above * SCALE))

    def put(self, box: Box, x: float = MARGIN, after: float = 0.0) -> None:
        """A paragraph by itself, over as many pages as it needs."""
        self.columns([[box]], [x], after)

    def columns(self, columns: Sequence[Sequence[Box]], xs: Sequence[float], after: float = 0.0) -> None:
        """Paragraphs below each other in columns beside each other. What fits on a page stays on one unless it is
        long; then it goes on on the next."""
        heights = [sum(b.height for b in column) + GAP * max(len(column) - 1, 0) for column in columns]
        height = max(heights, default=0.0)
        if height > self.room and (height <= WHOLE or self.room < FEWEST) and self.y > TOP:
            self.new_page()
        if height <= self.room:
            for column, x in zip(columns, xs, strict=True):
                y = self.y
                for box in column:
                    self.draw(box, x, y)
                    y += box.height + GAP
            self.y += height + after
            return
        waiting = [[(box, k) for box in column for k in range(len(box.ends))] for column in columns]
        while any(waiting):
            used = max(self._fill(lines, x) for lines, x in zip(waiting, xs, strict=True))
            self.y += used
            if any(waiting):
                self.new_page()
        self.y += after

    def _fill(self, lines: list[tuple[Box, int]], x: float) -> float:
        """Draw as many lines as there is room for, and take them away; how high they were."""
        y, bottom = self.y, HEIGHT - BOTTOM
        count = 0
        for box, k in lines:
            size = box.ends[k] - (box.ends[k - 1] if k else 0.0)
            gap = GAP if count and not k else 0.0
            if y + gap + size > bottom and count:
                break
            y += gap
            self.draw(box, x, y, k, 1)
            y += size
            count += 1
        del lines[:count]
        return y - self.y

    def rule(self, x: float, width: float, color: str, thick: float = 0.5) -> None:
        """A line across at the present height."""
        self.painter.setPen(QPen(QColor(color), thick * SCALE))
        self.painter.drawLine(QPointF(x * SCALE, self.y * SCALE), QPointF((x + width) * SCALE, self.y * SCALE))

    def picture(self, data: bytes, height: float) -> None:
        """A picture at the left, so many points high."""
        image = QImage.fromData(data)
        if image.isNull():
            return
        width = min(height * image.width() / max(image.height(), 1), WIDTH - 2 * MARGIN)
        self.painter.drawImage(QRectF(MARGIN * SCALE, self.y * SCALE, width * SCALE, height * SCALE), image)
        self.y += height + 10

    def mark(self, key: str) -> None:
        """Remember this place."""
        self.places.marks[key] = (self.page, self.y)

    def link(self, x: float, y: float, width: float, height: float, mark: str) -> None:
        """Make a place of this page lead to a mark."""
        self.places.links.append(Link(self.page, x, y, width, height, mark))


GAP = 3.0
"""Between paragraphs of one cell."""
WHOLE = 160.0
"""A row up to so many points high is not broken over pages."""
FEWEST = 40.0
"""A row that is broken begins only where there is room for some lines."""


def units(text: str) -> int:
    """UTF-16 code units of a text, as Qt counts."""
    return len(text) if text.isascii() or max(text) <= "\uffff" else len(text.encode("utf-16-le", "replace")) // 2


def uncovered(characters: set[str], font: Any) -> list[str]:
    """The characters for which no installed font has a glyph."""
    missing = []
    for char in sorted(characters):
        layout = QTextLayout(char, font)
        layout.beginLayout()
        line = layout.createLine()
        line.setLineWidth(1000)
        layout.endLayout()
        if any(0 in run.glyphIndexes() for run in layout.glyphRuns()):
            missing.append(char)
    return missing
