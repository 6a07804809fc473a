"""The tree of sections as Qt sees it, with a filter; and how a line of it is drawn.

✎ Regisseren                    title, that of the new edition
  renamed · 12 % changed        its fate in words; a tick when it was reviewed
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.i18n import Translator
from desktop.model.comparison import Mark
from desktop.reports.outline import Fate
from desktop.ui.actions.finder import plain
from desktop.ui.digest import SectionNode
from desktop.ui.remarks import Remark
from desktop.ui.theme import Theme
from desktop.wording import FATES, MARKS, name

NODE = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex


def fate_icon(node: SectionNode) -> str:
    """The icon of what became of a section: the mark that says most."""
    for mark, icon in ((Mark.MOVED, "moved"), (Mark.RENAMED, "renamed"), (Mark.RENUMBERED, "renumbered")):
        if mark in node.marks and node.fate in (Fate.SAME, Fate.EDITED):
            return icon
    return {
        Fate.SAME: "same",
        Fate.EDITED: "edited",
        Fate.SPLIT: "split",
        Fate.MERGED: "merged",
        Fate.ADDED: "added",
        Fate.REMOVED: "removed",
        Fate.OUTSIDE: "outside_excerpt",
    }[node.fate]


def fate_color(node: SectionNode, theme: Theme) -> str:
    """Its colour; never the only sign."""
    c = theme.colors
    if Mark.MOVED in node.marks:
        return c.moved
    return {
        Fate.SAME: c.changed if node.marks else c.muted,
        Fate.ADDED: c.added,
        Fate.REMOVED: c.removed,
        Fate.OUTSIDE: c.outside,
    }.get(node.fate, c.changed)


def fate_words(node: SectionNode, t: Translator) -> str:
    """`renamed, moved · 12 % changed`."""
    marks = [name(MARKS, m.value, t) for m in node.marks]
    said = marks if marks and node.fate in (Fate.SAME, Fate.EDITED) else [name(FATES, node.fate.value, t), *marks]
    text = ", ".join(said)
    if node.share and node.fate not in (Fate.ADDED, Fate.REMOVED, Fate.OUTSIDE):
        text += f" · {t('{share} changed', share=t.percent(node.share))}"
    if node.by_hand:
        text += f" · {name(MARKS, 'pinned', t)}"
    return text


class SectionsModel(QAbstractItemModel):
    """Nodes in a tree; with a filter only those whose title has its words, and what they stand under."""

    def __init__(self, t: Translator, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._t = t
        self._nodes: tuple[SectionNode, ...] = ()
        self._notes: Mapping[int, Remark] = {}
        self._children: dict[int, list[int]] = {}
        self._place: dict[int, int] = {}
        self._index: dict[int, int] = {}
        self._filter = ""

    def set_nodes(self, nodes: Sequence[SectionNode], notes: Mapping[int, Remark]) -> None:
        """Show other sections."""
        self.beginResetModel()
        self._nodes, self._notes = tuple(nodes), notes
        self._index = {node.match: i for i, node in enumerate(self._nodes)}
        self._arrange()
        self.endResetModel()

    def set_notes(self, notes: Mapping[int, Remark]) -> None:
        """What a person said of them changed."""
        self._notes = notes
        if self._nodes:
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, 0))

    def set_filter(self, text: str) -> None:
        """Show only sections whose title or fate has these words."""
        if text != self._filter:
            self.beginResetModel()
            self._filter = text
            self._arrange()
            self.endResetModel()

    def _arrange(self) -> None:
        words = plain(self._filter).split()
        kept: set[int] = set()
        for i, node in enumerate(self._nodes):
            if not words or self._is_wanted(node, words):
                at: int | None = i
                while at is not None and at not in kept:
                    kept.add(at)
                    at = self._nodes[at].parent
        self._children = {-1: []} if kept else {}
        self._place = {}
        for i in sorted(kept):
            parent = self._nodes[i].parent
            siblings = self._children.setdefault(-1 if parent is None else parent, [])
            self._place[i] = len(siblings)
            siblings.append(i)

    def _is_wanted(self, node: SectionNode, words: Sequence[str]) -> bool:
        said = plain(f"{node.old_title} {node.new_title} {fate_words(node, self._t)}")
        return all(w in said for w in words)

    def _at(self, index: Index) -> int:
        return int(index.internalId()) if index.isValid() else -1

    def index(self, row: int, column: int, parent: Index | None = None) -> QModelIndex:
        above = self._at(parent) if parent is not None else -1
        children = self._children.get(above, [])
        if column == 0 and 0 <= row < len(children):
            return self.createIndex(row, 0, children[row])
        return QModelIndex()

    def parent(self, index: Index | None = None) -> QModelIndex:  # type: ignore[override]
        if index is None or not index.isValid():
            return QModelIndex()
        above = self._nodes[self._at(index)].parent
        return QModelIndex() if above is None else self.createIndex(self._place[above], 0, above)

    def rowCount(self, parent: Index | None = None) -> int:
        return len(self._children.get(self._at(parent) if parent is not None else -1, []))

    def hasChildren(self, parent: Index | None = None) -> bool:
        """Said here, for Qt asks it of every line when a tree unfolds and would count rows and columns."""
        return (self._at(parent) if parent is not None else -1) in self._children

    def columnCount(self, parent: Index | None = None) -> int:
        return 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        node = self._nodes[self._at(index)]
        if role == Qt.ItemDataRole.DisplayRole:
            return self.title(node)
        if role == NODE:
            return node
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._said(node)
        return None

    def title(self, node: SectionNode) -> str:
        """What a section is called in the tree."""
        return node.title or self._t("Before the first heading")

    def note(self, node: SectionNode) -> Remark | None:
        """What a person said of a section."""
        return self._notes.get(node.match)

    def _said(self, node: SectionNode) -> str:
        t = self._t
        title = self.title(node)
        if node.old_title and node.new_title and node.old_title != node.new_title:
            title = f"{node.old_title} → {node.new_title}"
        parts = [title, fate_words(node, t)]
        if node.changes:
            parts.append(t.plural("{n} change", "{n} changes", node.changes))
        note = self.note(node)
        if note and note.reviewed:
            parts.append(t("reviewed"))
        if note and note.text:
            parts.append(t("has a note"))
        return "\n".join(parts)

    def index_of(self, match: int) -> QModelIndex:
        """Where a section match stands in the tree; invalid where the filter hides it."""
        i = self._index.get(match, -1)
        return self.createIndex(self._place[i], 0, i) if i in self._place else QModelIndex()


class SectionDelegate(QStyledItemDelegate):
    """Draws a section in two lines."""

    def __init__(self, model: SectionsModel, theme: Theme, t: Translator, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model, self._theme, self._t = model, theme, t

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(120, option.fontMetrics.height() * 2 + 11)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        node = index.data(NODE)
        c = self._theme.colors
        rect: QRect = option.rect
        state = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_row_back(painter, rect, state, self._theme)
        size = 16
        line = option.fontMetrics.height()
        icon = self._theme.icons(fate_icon(node), fate_color(node, self._theme))
        icon.paint(painter, rect.left() + 4, rect.top() + 5 + (line - size) // 2, size, size)
        left, right = rect.left() + 26, rect.right() - 8
        note = self._model.note(node)
        for shown, drawing, color in (
            (bool(note and note.reviewed), "check", c.success),
            (bool(note and (note.text or note.tags or note.significance is not None)), "note", c.muted),
            (node.by_hand, "by_hand", c.accent),
        ):
            if shown:
                right -= 18
                self._theme.icons(drawing, color).paint(painter, right, rect.top() + 5 + (line - size) // 2, size, size)
        font = QFont(option.font)
        if not node.is_quiet:
            font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(QColor(c.muted if node.is_quiet else c.text))
        title = painter.fontMetrics().elidedText(self._model.title(node), Qt.TextElideMode.ElideRight, right - left - 2)
        painter.drawText(QRect(left, rect.top() + 4, right - left, line), Qt.AlignmentFlag.AlignVCenter, title)
        painter.setFont(smaller(option.font))
        painter.setPen(QColor(c.muted))
        words = painter.fontMetrics().elidedText(
            fate_words(node, self._t), Qt.TextElideMode.ElideRight, rect.right() - 8 - left
        )
        painter.drawText(
            QRect(left, rect.top() + 5 + line, rect.right() - left, line), Qt.AlignmentFlag.AlignVCenter, words
        )
        painter.restore()


def smaller(font: QFont) -> QFont:
    """The system's face for what stands in the second line."""
    result = QFont(font)
    result.setPointSizeF(font.pointSizeF() * 0.9)
    return result


def draw_row_back(painter: QPainter, rect: QRect, state: QStyle.StateFlag, theme: Theme) -> None:
    """The background of a line of a list: what is chosen, what the pointer is over, what has the focus."""
    c = theme.colors
    box = rect.adjusted(2, 1, -3, -1)
    if state & QStyle.StateFlag.State_Selected:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(c.changed_back))
        painter.drawRoundedRect(box, 6, 6)
        focused = bool(state & QStyle.StateFlag.State_HasFocus) or c.name == "high_contrast"
        if focused:
            painter.setPen(QColor(c.accent))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, 6, 6)
    elif state & QStyle.StateFlag.State_MouseOver:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(c.raised))
        painter.drawRoundedRect(box, 6, 6)
