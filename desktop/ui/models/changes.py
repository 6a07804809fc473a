"""The list of changes as Qt sees it, and how a line of it is drawn.

▌ Toetsingskader 2009 → 2014          old and new words
  number · weighty · Regisseren   ×3  kind, importance, section, how many equal ones
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from desktop.i18n import Translator
from desktop.model.comparison import Change, ChangeKind
from desktop.ui.listing import ChangeRow, Listed
from desktop.ui.models.sections import draw_row_back, smaller
from desktop.ui.theme import Theme
from desktop.wording import KINDS, importance_name, name

ROW = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex
MAX_SHOWN_CHARS = 300
ARROW = " → "
KEPT_CHARS = 12
"""Of what two long texts have in common at their beginning: enough to know the word by."""


def shown(text: str) -> str:
    """The words of a change on one line."""
    return " ".join(text[:MAX_SHOWN_CHARS].split())


def told_apart(old: str, new: str) -> Iterator[tuple[str, str]]:
    """Two texts to be shown in little room: whole, then without most of what they begin with alike, first in the new
    one, then in both; for the difference counts."""
    yield old, new
    alike = next((i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    cut = alike - KEPT_CHARS
    if cut > 0:
        cut += old[cut:alike].find(" ") + 1  # at a word, where one begins
        yield old, "…" + new[cut:]
        yield "…" + old[cut:], "…" + new[cut:]


def said(change: Change, t: Translator) -> str:
    """A change in words: `2009 → 2014`, `added: de Minister`."""
    old, new = shown(change.old), shown(change.new)
    if change.kind is ChangeKind.MOVED:
        return t("moved: {text}", text=new or old)
    if not old:
        return t("added: {text}", text=new)
    if not new:
        return t("removed: {text}", text=old)
    return f"{old}{ARROW}{new}"


class ChangesModel(QAbstractListModel):
    """Changes in the order in which they are listed."""

    def __init__(self, t: Translator, title_of: Callable[[int | None], str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._t, self._title_of = t, title_of
        self.rows = Listed()
        self._row_of: dict[int, int] = {}
        self._row_of_group: dict[int, int] = {}

    def set_rows(self, rows: Listed) -> None:
        """List other changes; where they are the same ones, only what is said of them is drawn anew."""
        before = self.rows
        if len(rows) == len(before) and all(a is b for a, b in zip(rows.changes, before.changes, strict=True)):
            self.rows = rows
            if rows:
                self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
            return
        self.beginResetModel()
        self.rows = rows
        self._row_of = {c.id: i for i, c in enumerate(rows.changes)}
        self._row_of_group = {c.group: i for i, c in enumerate(rows.changes)}
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return said(row.change, self._t)
        if role == ROW:
            return row
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{said(row.change, self._t)}\n{self.about(row)}"
        return None

    def about(self, row: ChangeRow) -> str:
        """`number · weighty · Regisseren`."""
        t = self._t
        parts = [name(KINDS, row.change.kind.value, t), importance_name(row.change.importance, t)]
        title = self._title_of(row.section)
        if title:
            parts.append(title)
        if row.count > 1:
            parts.insert(0, t("{n} times", n=t.number(row.count)))
        if row.is_reviewed:
            parts.append(t("reviewed"))
        return " · ".join(parts)

    def row_of(self, change: Change | None) -> int:
        """Where a change, or the one it is equal to, is listed; -1 where it is not."""
        if change is None:
            return -1
        return self._row_of.get(change.id, self._row_of_group.get(change.group, -1))


class ChangeDelegate(QStyledItemDelegate):
    """Draws a change in two lines, its importance as a bar of one to four steps at the edge."""

    def __init__(
        self, theme: Theme, t: Translator, title_of: Callable[[int | None], str], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._theme, self._t, self._title_of = theme, t, title_of

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(120, option.fontMetrics.height() * 2 + 14)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: ChangeRow = index.data(ROW)
        c, t = self._theme.colors, self._t
        rect: QRect = option.rect
        font: QFont = option.font
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_row_back(painter, rect, option.state, self._theme)
        line = option.fontMetrics.height()
        top, left, right = rect.top() + 6, rect.left() + 18, rect.right() - 10
        self._draw_steps(painter, rect.left() + 8, top, line, row.change.importance)
        if row.count > 1:
            right = self._draw_count(painter, row.count, font, right, top, line)
        if row.is_reviewed:
            right -= 18
            self._theme.icons("check", c.success).paint(painter, right, top + (line - 16) // 2, 16, 16)
        note = row.annotation
        if note and (note.text or note.tags or note.significance is not None):
            right -= 18
            self._theme.icons("note", c.muted).paint(painter, right, top + (line - 16) // 2, 16, 16)
        self._draw_words(painter, QRect(left, top, right - left - 4, line), font, row.change)
        painter.setFont(smaller(font))
        painter.setPen(QColor(c.muted))
        about = f"{name(KINDS, row.change.kind.value, t)} · {importance_name(row.change.importance, t)}"
        title = self._title_of(row.section)
        text = f"{about} · {title}" if title else about
        box = QRect(left, top + line + 2, rect.right() - 10 - left, line)
        elided = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, elided)
        painter.restore()

    def _draw_steps(self, painter: QPainter, left: int, top: int, line: int, importance: int) -> None:
        """One to four steps: more to look at, more important."""
        c = self._theme.colors
        painter.setPen(Qt.PenStyle.NoPen)
        height, gap = max(4, line // 3), 2
        total = 4 * height + 3 * gap
        y = top + (2 * line + 2 - total) // 2
        for step in range(3, -1, -1):
            painter.setBrush(QColor(c.importance(importance) if step <= importance else c.rule))
            painter.drawRoundedRect(left, y, 3, height, 1.5, 1.5)
            y += height + gap

    def _draw_count(self, painter: QPainter, count: int, font: QFont, right: int, top: int, line: int) -> int:
        c = self._theme.colors
        painter.setFont(smaller(font))
        text = f"×{count}"
        width = painter.fontMetrics().horizontalAdvance(text) + 12
        box = QRect(right - width, top, width, line)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(c.raised))
        painter.drawRoundedRect(box, line / 2, line / 2)
        painter.setPen(QColor(c.text))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
        return right - width - 4

    def _draw_words(self, painter: QPainter, box: QRect, font: QFont, change: Change) -> None:
        """Old words struck, new ones underlined, an arrow between; the room is shared when both are long."""
        c = self._theme.colors
        old, new = shown(change.old), shown(change.new)
        if change.kind is ChangeKind.MOVED:
            self._theme.icons("moved", c.moved).paint(painter, box.left(), box.top() + (box.height() - 16) // 2, 16, 16)
            self._draw(painter, box.adjusted(20, 0, 0, 0), font, new or old, c.moved)
            return
        struck, lined = QFont(font), QFont(font)
        struck.setStrikeOut(True)
        lined.setUnderline(True)
        metrics = QFontMetrics(font)
        arrow = metrics.horizontalAdvance(ARROW) if old and new else 0
        room = box.width() - arrow
        ways = list(told_apart(old, new))
        fitting = (way for way in ways if sum(map(metrics.horizontalAdvance, way)) <= room)
        old, new = next(fitting, ways[-1])
        old_width, new_width = metrics.horizontalAdvance(old), metrics.horizontalAdvance(new)
        if old and new and old_width + new_width > room:
            old_width = max(min(old_width, room // 2), room - new_width)
        at = box.left()
        if old:
            width = min(old_width + 1, room)
            self._draw(painter, QRect(at, box.top(), width, box.height()), struck, old, c.removed)
            at += width
        if arrow:
            self._draw(painter, QRect(at, box.top(), arrow, box.height()), font, ARROW, c.muted)
            at += arrow
        if new:
            self._draw(painter, QRect(at, box.top(), box.right() - at, box.height()), lined, new, c.added)

    @staticmethod
    def _draw(painter: QPainter, box: QRect, font: QFont, text: str, color: str) -> None:
        painter.setFont(font)
        painter.setPen(QColor(color))
        elided = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, box.width() + 1)
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, elided)
