"""A line to type in and a list below it: all commands, or all sections, found by a few letters of their names."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop.i18n import Translator
from desktop.ui.actions.finder import rank
from desktop.ui.models.sections import Index, smaller
from desktop.ui.panels.making import label
from desktop.ui.theme import Theme

WIDTH = 600
LINES = 9
ENTRY = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Entry:
    """Something to choose. about: what it does, below; keys: at the right edge."""

    id: str
    title: str
    about: str = ""
    keys: str = ""
    icon: str = ""


class Palette(QFrame):
    """Lies over the window; goes away by Esc, by choosing, or when the focus goes elsewhere."""

    def __init__(self, theme: Theme, parent: QWidget, t: Translator) -> None:
        super().__init__(parent)
        self._over = parent
        self._entries: tuple[Entry, ...] = ()
        self.setProperty("role", "sheet")
        self.setAutoFillBackground(True)
        self.text = QLineEdit()
        self.text.installEventFilter(self)
        self.list = QListWidget()
        self.list.setItemDelegate(_EntryDelegate(theme, self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMouseTracking(True)
        self.list.itemClicked.connect(lambda _: self._choose())
        self._empty = label(t("Nothing is called that."), role="muted")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 10, 10, 10)
        layout.setSpacing(8)
        layout.addWidget(self.text)
        layout.addWidget(self.list)
        layout.addWidget(self._empty)
        self.text.textChanged.connect(self._search)
        self._back: QWidget | None = None
        self._then: Callable[[str], None] = lambda _: None
        self.hide()

    def ask(self, entries: Sequence[Entry], prompt: str, then: Callable[[str], None]) -> None:
        """Offer these; the id of what is chosen goes to `then`."""
        self._then = then
        window = self._over
        self._back = window.window().focusWidget()
        self._entries = tuple(entries)
        self.text.setPlaceholderText(prompt)
        self.text.setAccessibleName(prompt)
        self.list.setAccessibleName(prompt)
        self.text.clear()
        self._search("")
        line = self.list.fontMetrics().height() * 2 + 12
        width = min(WIDTH, window.width() - 40)
        self.list.setFixedHeight(min(line * LINES, max(line * 2, window.height() - 160)))
        self.resize(width, self.sizeHint().height())
        self.move((window.width() - width) // 2, min(72, window.height() // 10))
        self.raise_()
        self.show()
        self.text.setFocus(Qt.FocusReason.PopupFocusReason)

    def _search(self, query: str) -> None:
        self.list.clear()
        found = rank(query, [e.title for e in self._entries])
        if query and not found:  # what a command does may say more than what it is called
            found = rank(query, [f"{e.title} {e.about}" for e in self._entries])
        for i, letters in found[:200]:
            item = QListWidgetItem(self._entries[i].title)
            entry = self._entries[i]
            item.setData(ENTRY, (entry, letters))
            item.setData(
                Qt.ItemDataRole.AccessibleTextRole, ", ".join(x for x in (entry.title, entry.about, entry.keys) if x)
            )
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.list.setVisible(bool(found))
        self._empty.setVisible(not found)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: LINES, Qt.Key.Key_PageUp: -LINES}
            if event.key() in steps:
                row = self.list.currentRow() + steps[Qt.Key(event.key())]
                self.list.setCurrentRow(min(max(row, 0), self.list.count() - 1))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._choose()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.dismiss()
                return True
        override = event.type() is QEvent.Type.ShortcutOverride
        if override and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            event.accept()
            return True
        if event.type() is QEvent.Type.FocusOut and self.isVisible():
            self.dismiss(back=False)
        return super().eventFilter(watched, event)

    def dismiss(self, back: bool = True) -> None:
        """Go away. back: the focus returns to where it was."""
        if self.isHidden():
            return
        self.hide()
        if back and self._back is not None:
            self._back.setFocus(Qt.FocusReason.PopupFocusReason)

    def _choose(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            entry: Entry = item.data(ENTRY)[0]
            self.dismiss()
            self._then(entry.id)


class _EntryDelegate(QStyledItemDelegate):
    """Title with the letters that were meant, what it does, and its keys."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, option.fontMetrics.height() * 2 + 12)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry, letters = index.data(ENTRY)
        c = self._theme.colors
        rect: QRect = option.rect
        font: QFont = option.font
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(QColor(c.accent) if c.name == "high_contrast" else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(c.changed_back))
            painter.drawRoundedRect(rect.adjusted(1, 1, -2, -1), 6, 6)
        if entry.icon:
            self._theme.icons(entry.icon, c.muted).paint(painter, rect.left() + 10, rect.center().y() - 8, 17, 17)
        left, line = rect.left() + 38, option.fontMetrics.height()
        right = rect.right() - 12
        painter.setFont(smaller(font))
        if entry.keys:
            width = painter.fontMetrics().horizontalAdvance(entry.keys) + 14
            box = QRect(right - width, rect.top() + 6, width, line)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(c.raised))
            painter.drawRoundedRect(box, 4, 4)
            painter.setPen(QColor(c.muted))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, entry.keys)
            right -= width + 8
        painter.setPen(QColor(c.muted))
        about = painter.fontMetrics().elidedText(entry.about, Qt.TextElideMode.ElideRight, rect.right() - 12 - left)
        painter.drawText(
            QRect(left, rect.top() + 6 + line, rect.right() - left, line), Qt.AlignmentFlag.AlignVCenter, about
        )
        painter.setPen(QColor(c.text))
        self._draw_title(painter, QRect(left, rect.top() + 5, right - left, line), font, entry.title, letters)
        painter.restore()

    def _draw_title(self, painter: QPainter, box: QRect, font: QFont, title: str, letters: tuple[int, ...]) -> None:
        strong = QFont(font)
        strong.setBold(True)
        strong.setUnderline(True)
        painter.setFont(font)
        shown = painter.fontMetrics().elidedText(title, Qt.TextElideMode.ElideRight, box.width())
        meant = set(letters)
        at = box.left()
        start = 0
        while start < len(shown):
            end = start
            is_meant = start in meant
            while end < len(shown) and (end in meant) == is_meant:
                end += 1
            piece = shown[start:end]
            painter.setFont(strong if is_meant else font)
            painter.drawText(
                QRect(at, box.top(), box.right() - at + 1, box.height()), Qt.AlignmentFlag.AlignVCenter, piece
            )
            at += painter.fontMetrics().horizontalAdvance(piece)
            start = end
