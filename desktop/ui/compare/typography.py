"""The typographic scale: faces, sizes, line heights and indents of what is read.

In: a reading family, its size in points, a zoom. Out: `Typography`, one `Style` for each form of block; all
measures are pixels.

    body 12 pt / 1.5      heading 1: 1.55 × semibold      note 0.88 ×      labels in the system's face, 0.8 ×
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase, QFontInfo, QFontMetricsF, QGuiApplication

from desktop.model.document import Block, BlockKind

FONTS = Path(__file__).parent.parent / "fonts"
READING_FAMILY = "Source Serif Pro"
"""Comes with the program: an open face made for reading on screens, the same on every machine."""
FALLBACK_FAMILIES = ("Georgia", "Noto Serif", "Liberation Serif", "DejaVu Serif")

DEFAULT_SIZE_PT = 12.0
LINE_HEIGHT = 1.5
"""Of the size of the face. Readers with low vision ask for 1.5 (WCAG 2.2, 1.4.12)."""
HEADING_LINE_HEIGHT = 1.28
HEADING_SCALE = (1.6, 1.36, 1.18, 1.06)
"""By level, the deepest for all below it: steps a reader sees without a heading becoming a poster in half a window."""
NOTE_SCALE = 0.88
TABLE_SCALE = 0.94
SYSTEM_SCALE = 1.15
"""Running text is at least so much larger than the system's own letters, unless a size was chosen: who has those
enlarged wants all letters large."""


@dataclass(frozen=True, slots=True)
class Style:
    """How one form of block is set. before, after: white space above and below."""

    font: QFont
    line: int
    before: int
    after: int
    indent: int = 0


@cache
def reading_family() -> str:
    """The family of the reading face, loaded once."""
    for file in sorted(FONTS.glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(file))
    families = set(QFontDatabase.families())
    return next((f for f in (READING_FAMILY, *FALLBACK_FAMILIES) if f in families), QGuiApplication.font().family())


class Typography:
    """All styles at one size."""

    def __init__(self, family: str = "", size_pt: float = DEFAULT_SIZE_PT, zoom_percent: int = 100) -> None:
        self.family = family or reading_family()
        system = QGuiApplication.font()
        system_pt = system.pointSizeF() if system.pointSizeF() > 0 else QFontInfo(system).pointSizeF()
        if size_pt == DEFAULT_SIZE_PT:
            size_pt = max(size_pt, system_pt * SYSTEM_SCALE)
        self.size_pt = size_pt * zoom_percent / 100
        self.label_pt = system_pt * zoom_percent / 100
        self._styles: dict[tuple[BlockKind, int], Style] = {}

    def _font(self, scale: float = 1.0, heavy: bool = False, italic: bool = False) -> QFont:
        font = QFont([self.family, *FALLBACK_FAMILIES])
        font.setPointSizeF(self.size_pt * scale)
        if heavy:
            font.setWeight(QFont.Weight.DemiBold)
        font.setItalic(italic)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        return font

    @cached_property
    def em(self) -> float:
        """Size of the body face in pixels."""
        return QFontMetricsF(self._font()).height() / _leading(self._font())

    @cached_property
    def char(self) -> float:
        """Mean width of a letter of running text. The letters of a sentence tell more than the font's own figure."""
        sample = "Wat er in de wereld om ons heen gebeurt, heeft direct gevolgen voor onze eigen veiligheid."
        return QFontMetricsF(self._font()).horizontalAdvance(sample) / len(sample)

    @cached_property
    def line(self) -> int:
        """Height of a line of body text."""
        return round(self.em * LINE_HEIGHT)

    @cached_property
    def label(self) -> QFont:
        """Captions, page numbers, signs: the system's own face."""
        font = QFont(QGuiApplication.font())
        font.setPointSizeF(self.label_pt)
        return font

    @cached_property
    def label_line(self) -> int:
        return round(QFontMetricsF(self.label).height() * 1.15)

    def style(self, block: Block, level: int | None = None) -> Style:
        """How a block is set. level: of its heading, where it follows that of the other side."""
        depth = (level or block.level or 1) if block.is_heading or block.kind is BlockKind.LIST_ITEM else 1
        key = block.kind, min(max(depth, 1), 6)
        if key not in self._styles:
            self._styles[key] = self._make(*key)
        return self._styles[key]

    def _make(self, kind: BlockKind, level: int) -> Style:
        em = self.em
        gap = round(em * 0.36)
        if kind in (BlockKind.HEADING, BlockKind.BOX_HEADING):
            boxed = kind is BlockKind.BOX_HEADING
            scale = HEADING_SCALE[min(level, len(HEADING_SCALE)) - 1] if not boxed else HEADING_SCALE[-1]
            before = round(em * (1.5 if level == 1 else 1.2))
            line = round(em * scale * HEADING_LINE_HEIGHT)
            return Style(self._font(scale, heavy=True, italic=boxed), line, before, round(em * 0.3))
        if kind is BlockKind.LIST_ITEM:
            return Style(self._font(), self.line, round(em * 0.22), round(em * 0.22), round(em * 1.35 * level))
        if kind is BlockKind.FOOTNOTE:
            line = round(em * NOTE_SCALE * LINE_HEIGHT)
            return Style(self._font(NOTE_SCALE), line, gap, gap, round(em * 1.9))
        if kind is BlockKind.TABLE_ROW:
            return Style(self._font(TABLE_SCALE), round(em * TABLE_SCALE * 1.4), round(em * 0.28), round(em * 0.28))
        return Style(self._font(), self.line, gap, gap)


def _leading(font: QFont) -> float:
    """How much higher the face's own line is than its size."""
    probe = QFont(font)
    probe.setPixelSize(100)
    return QFontMetricsF(probe).height() / 100
