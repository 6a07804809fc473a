"""What the program says between the rows: what moved whence, where an excerpt ends, how much is folded away.

In: a `RowBox` or a row without text, a translator. Out: captions with their places, and boxes for rows without text.

    moved from Aanbod                       ∙ ∙ ∙  2014 ends here  ∙ ∙ ∙                   12 equal paragraphs
"""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF

from desktop.i18n import Translator
from desktop.model.comparison import Mark
from desktop.reports.outline import Fate
from desktop.reports.phrases import part_status, stood_after
from desktop.ui.compare.boxes import Caption, RowBox
from desktop.ui.compare.rows import RowKind, Side, Sign, ViewRow
from desktop.ui.compare.typesetter import BoxMaker
from desktop.wording import FATES, name

OTHER_END = "other_end"
UNFOLD = "unfold"
LINKED = ("moved", "accent")


class RowWriter:
    """Makes the box of any row: its text, and what the program adds."""

    def __init__(self, maker: BoxMaker, t: Translator, labels: tuple[str, str]) -> None:
        self.maker, self.t, self.labels = maker, t, labels
        self.type, self.geometry = maker.type, maker.geometry

    def box(self, row: ViewRow) -> RowBox:
        """The row, laid out."""
        if row.kind is RowKind.FOLD:
            return self._fold(row)
        if row.kind is RowKind.EDGE:
            return self._edge(row)
        if row.kind is RowKind.STOOD:
            return self._stood(row)
        box = self.maker.text_box(row, self.type.label_line if row.moved else 0)
        if row.moved:
            self._lead(box, moved_from(row, self.t))
        status = head_status(row, self.t)
        if status:
            self._status(box, status)
        if row.kind is RowKind.OUTSIDE and row.begins and not self.geometry.inline:
            self._outside(box)
        self._pages(box)
        return box

    def _lead(self, box: RowBox, text: str) -> None:
        """A line above the text of what moved: where it stood, and a way there."""
        side = self.geometry.sides[0]
        high = self.type.label_line
        place = QRectF(self.geometry.x(side), box.text_top - high, self.geometry.text, high)
        box.captions.append(Caption(self._fit(text, place.width()), place, "moved", self.type.label, link=OTHER_END))

    def _status(self, box: RowBox, text: str) -> None:
        """A line under a heading: what became of its section."""
        side = Side.NEW if box.row.new else Side.OLD
        if self.geometry.inline:
            side = Side.BOTH
        cell = next((c for c in reversed(box.cells) if c.side is side), None)
        if cell is None:
            return
        high = self.type.label_line
        y = cell.rect.bottom() + round(self.type.em * 0.1)
        place = QRectF(self.geometry.x(side), y, self.geometry.text, high)
        box.captions.append(Caption(self._fit(text, place.width()), place, "muted", self.type.label))
        box.height = max(box.height, round(place.bottom() + self.type.em * 0.3))

    def _outside(self, box: RowBox) -> None:
        """In the empty column: why it is empty."""
        side = Side.NEW if box.row.old else Side.OLD
        place = QRectF(self.geometry.x(side), box.text_top, self.geometry.text, box.line)
        align = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        text = self._fit(name(FATES, Fate.OUTSIDE.value, self.t), place.width())
        box.captions.append(Caption(text, place, "muted", self.type.label, align))

    def _pages(self, box: RowBox) -> None:
        """Page numbers in the outer margins, on the first line of the page."""
        geometry = self.geometry
        for cell in box.cells:
            if cell.cell.page is None:
                continue
            room = geometry.margin - self.type.em * 0.9
            high = cell.style.line
            outer = cell.side is not Side.OLD
            x = (
                geometry.x(cell.side) + geometry.text + self.type.em * 0.7
                if outer
                else geometry.old_x - geometry.margin
            )
            align = Qt.AlignmentFlag.AlignLeft if outer else Qt.AlignmentFlag.AlignRight
            if not outer:
                x += self.type.em * 0.2
            text = self.t.number(cell.cell.page)
            place = QRectF(x, cell.rect.top(), room, high)
            box.captions.append(Caption(text, place, "muted", self.type.label, align | Qt.AlignmentFlag.AlignVCenter))

    def _fold(self, row: ViewRow) -> RowBox:
        high = round(self.type.em * 2.6)
        geometry = self.geometry
        left = geometry.gutter_x if geometry.inline else geometry.old_x
        place = QRectF(left, 0, geometry.new_x + geometry.text - left, high)
        centre = Qt.AlignmentFlag.AlignCenter
        caption = Caption(fold_words(row, self.t), place, "muted", self.type.label, centre, UNFOLD)
        return RowBox(row, high, captions=[caption], text_top=0, line=high)

    def _edge(self, row: ViewRow) -> RowBox:
        high = round(self.type.em * 2.4)
        side = Side.BOTH if self.geometry.inline else row.side
        place = QRectF(self.geometry.x(side), 0, self.geometry.text, high)
        text = edge_words(row, self.labels, self.t)
        caption = Caption(self._fit(text, place.width()), place, "muted", self.type.label, Qt.AlignmentFlag.AlignCenter)
        return RowBox(row, high, captions=[caption], text_top=0, line=high)

    def _stood(self, row: ViewRow) -> RowBox:
        high = self.type.label_line
        top = round(self.type.em * 0.5)
        side = self.geometry.sides[0]
        left, width = self.geometry.x(side), self.geometry.text
        said = Caption(
            self._fit(moved_to(row, self.t), width),
            QRectF(left, top, width, high),
            "moved",
            self.type.label,
            link=OTHER_END,
        )
        opening = Caption(
            self._fit(f"“{row.opening}”", width), QRectF(left, top + high, width, high), "muted", self.type.label
        )
        return RowBox(row, top * 2 + 2 * high, captions=[said, opening], text_top=top, line=high)

    def _fit(self, text: str, width: float) -> str:
        return QFontMetricsF(self.type.label).elidedText(text, Qt.TextElideMode.ElideRight, width)


def moved_from(row: ViewRow, t: Translator) -> str:
    """Where a row stood in the old edition."""
    if row.place and row.head is not None and Mark.MOVED in row.head.marks and row.is_heading:
        return stood_after(row.place, t)
    return t("moved from {title}", title=row.place) if row.place else t("moved within this section")


def moved_to(row: ViewRow, t: Translator) -> str:
    """Where what stood here stands now."""
    return t("moved to {title}", title=row.place) if row.place else t("moved within this section")


def fold_words(row: ViewRow, t: Translator) -> str:
    """How much is folded away, and why."""
    if row.sign is Sign.OUTSIDE:
        return t.plural("{n} paragraph outside the excerpt", "{n} paragraphs outside the excerpt", row.count)
    return t.plural("{n} equal paragraph", "{n} equal paragraphs", row.count)


def edge_words(row: ViewRow, labels: tuple[str, str], t: Translator) -> str:
    """Whose excerpt begins or ends."""
    label = labels[row.side is Side.NEW]
    if row.begins:
        return t("the excerpt of {edition} begins here", edition=label)
    return t("the excerpt of {edition} ends here", edition=label)


def head_status(row: ViewRow, t: Translator) -> str:
    """What became of the section a row heads, where there is something to say that the sign does not."""
    head = row.head
    if head is None or not row.is_heading or head.fate not in (Fate.EDITED, Fate.SPLIT, Fate.MERGED, Fate.SAME):
        return ""
    notable = {Mark.MOVED, Mark.RENAMED, Mark.RENUMBERED} & set(head.marks)
    return part_status(head, t) if head.share_changed or notable or head.fate is not Fate.SAME else ""
