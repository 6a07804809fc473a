"""The list of notes as Qt sees it, and how a line of it is drawn.

Toetsingskader 2009 → 2014            what it is about
⚠ place guessed · Why this year?      whether its place is in doubt, and what was said
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from desktop.i18n import Translator, mark
from desktop.model.annotation import Annotation, Status
from desktop.text.emphasis import plain
from desktop.ui.models.changes import ARROW, told_apart
from desktop.ui.models.sections import draw_row_back, smaller
from desktop.ui.theme import Theme
from desktop.wording import STATUSES, name

ROW = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex

SIGNIFICANCE = (mark("none"), mark("little"), mark("some"), mark("great"))
SHORT_DOUBTS = {
    "guess": mark("place guessed"),
    "orphan": mark("not found again"),
    "conflict": mark("changed by two people"),
}


@dataclass(frozen=True, slots=True)
class NoteRow:
    """A note in the list. order: the row of the text in which it stands; before all of them -1, for what was not found
    -2. doubt: guess, orphan, conflict or "". shows_author: more than one person wrote."""

    note: Annotation
    order: int
    doubt: str = ""
    shows_author: bool = False


class NotesModel(QAbstractListModel):
    """Notes in the order in which they are listed. about: what a note is about, in words."""

    def __init__(self, t: Translator, about: Callable[[NoteRow], str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._t, self.about = t, about
        self.rows: list[NoteRow] = []
        self._row_of: dict[str, int] | None = None

    def set_rows(self, rows: Sequence[NoteRow]) -> None:
        """List other notes."""
        self.beginResetModel()
        self.rows = list(rows)
        self._row_of = None
        self.endResetModel()

    def put(self, at: int, row: NoteRow) -> None:
        """A line says something else."""
        self.rows[at] = row
        self.dataChanged.emit(self.index(at), self.index(at))

    def insert(self, at: int, row: NoteRow) -> None:
        """A line more."""
        self.beginInsertRows(QModelIndex(), at, at)
        self.rows.insert(at, row)
        self._row_of = None
        self.endInsertRows()

    def remove(self, at: int) -> None:
        """A line less."""
        self.beginRemoveRows(QModelIndex(), at, at)
        del self.rows[at]
        self._row_of = None
        self.endRemoveRows()

    def row_of(self, id: str) -> int:
        """Where a note is listed; -1 where it is not."""
        if self._row_of is None:
            self._row_of = {r.note.id: i for i, r in enumerate(self.rows)}
        return self._row_of.get(id, -1)

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == ROW:
            return row
        if role in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.ToolTipRole,
            Qt.ItemDataRole.AccessibleTextRole,
        ):
            return f"{self.about(row)}\n{self.said(row)}"
        return None

    def said(self, row: NoteRow) -> str:
        """What a note says, in a line."""
        t, note = self._t, row.note
        parts = [t(SHORT_DOUBTS[row.doubt])] if row.doubt else []
        if note.status in (Status.QUESTION, Status.DISMISSED):
            parts.append(name(STATUSES, note.status.value, t))
        if note.text.strip():
            parts.append(" ".join(" ".join(plain(line) for line in note.text.splitlines()).split()))
        parts += [f"#{tag}" for tag in note.tags]
        if note.significance is not None:
            parts.append(t("significance: {how}", how=t(SIGNIFICANCE[note.significance])))
        if row.shows_author and note.author:
            parts.append(note.author)
        return " · ".join(parts)


def fitted(about: str, metrics: QFontMetrics, room: int) -> str:
    """What a note is about, so that in little room the difference is still seen."""
    old, arrow, new = about.partition(ARROW)
    ways = [f"{a}{ARROW}{b}" for a, b in told_apart(old, new)] if arrow else [about]
    return next((way for way in ways if metrics.horizontalAdvance(way) <= room), ways[-1])


def height_of(metrics: QFontMetrics) -> int:
    """Of a line of the list."""
    return metrics.height() * 2 + 14


class NoteDelegate(QStyledItemDelegate):
    """Draws a note in two lines."""

    def __init__(self, model: NotesModel, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model, self._theme = model, theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(120, height_of(option.fontMetrics))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: NoteRow = index.data(ROW)
        c = self._theme.colors
        rect: QRect = option.rect
        painter.save()
        draw_row_back(painter, rect, option.state, self._theme)
        line = option.fontMetrics.height()
        top, left, right = rect.top() + 6, rect.left() + 10, rect.right() - 10
        if row.note.status is Status.REVIEWED:
            right -= 18
            self._theme.icons("check", c.success).paint(painter, right, top + (line - 16) // 2, 16, 16)
        about = fitted(self._model.about(row), option.fontMetrics, right - left)
        self._draw(painter, QRect(left, top, right - left, line), about, c.text)
        painter.setFont(smaller(option.font))
        below, right = top + line + 2, rect.right() - 10
        if row.doubt:
            self._theme.icons("warning", c.error).paint(painter, left, below + (line - 14) // 2, 14, 14)
            left += 18
        self._draw(painter, QRect(left, below, right - left, line), self._model.said(row), c.muted)
        painter.restore()

    @staticmethod
    def _draw(painter: QPainter, box: QRect, text: str, color: str) -> None:
        painter.setPen(QColor(color))
        elided = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, elided)
