"""The start page: a place for the older and one for the newer file, samples, pasted texts, what was open lately."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop.i18n import Translator
from desktop.ui.icons import pixmap
from desktop.ui.memory import is_project
from desktop.ui.panels.making import Elided, button, label, restyle, rule, tool
from desktop.ui.qt_numbers import (
    CENTER,
    KEY_ENTER,
    KEY_RETURN,
    MIDDLE,
    NO_FOCUS,
    NO_FRAME,
    RIGHT,
)
from desktop.ui.theme import Theme
from desktop.wording import shown

if TYPE_CHECKING:  # events are loaded when there is one
    from datetime import datetime

    from PySide6.QtCore import QSize
    from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QEnterEvent, QKeyEvent

PAGE_WIDTH = 760
PAGE_LINES = 54
"""How many lines of text high it would be, were it as high as it is wide: large type has more room."""
YEAR = r"(?<!\d)(?:1[89]|20)\d\d(?!\d)"


def older_first(paths: Sequence[str]) -> tuple[str, str]:
    """Two dropped files in order: by the year in their names, else as they came."""
    years = [re.findall(YEAR, os.path.basename(p)) for p in paths[:2]]
    if all(years) and years[0][0] > years[1][0]:
        return paths[1], paths[0]
    return paths[0], paths[1]


def dropped_files(event: QDropEvent) -> list[str]:
    """The files that are dropped, without folders and addresses."""
    paths = [u.toLocalFile() for u in event.mimeData().urls() if u.isLocalFile()]
    return [p for p in paths if os.path.isfile(p)]


class FileCard(QPushButton):
    """A place for one file: drop it, or press to choose."""

    chosen = Signal()
    filled = Signal(list)

    def __init__(self, title: str, hint: str, theme: Theme) -> None:
        super().__init__()
        self._theme, self._hint, self._title = theme, hint, title
        self.path = ""
        self.setProperty("role", "card")
        self.setAcceptDrops(True)
        self.setMinimumHeight(150)
        self.clicked.connect(self.chosen)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 18)
        layout.setSpacing(6)
        self._icon = QLabel()
        self._icon.setProperty("alignment", CENTER)
        self._name = label(title, bold=True)
        self._name.setProperty("alignment", CENTER)
        self._says = label(hint, role="muted", wrap=True)
        self._says.setProperty("alignment", CENTER)
        self._names: Elided | None = None
        layout.addStretch(1)
        layout.addWidget(self._icon)
        layout.addSpacing(2)
        layout.addWidget(self._name)
        layout.addWidget(self._says)
        layout.addStretch(1)
        theme.changed.connect(self._draw)
        self.setAccessibleName(f"{title}: {hint}")
        self._draw()

    def set_path(self, path: str) -> None:
        """Hold a file, or none."""
        self.path = path
        said = shown(os.path.basename(path)) if path else self._hint
        if self._names is None:  # made for the first file: to elide takes more than a start has
            self._names = Elided(role="muted")
            self._names.setProperty("alignment", CENTER)
            layout = self.layout()
            assert isinstance(layout, QVBoxLayout)
            layout.replaceWidget(self._says, self._names)
            self._says.deleteLater()
        self._names.say(said)
        self.setAccessibleName(f"{self._title}: {said}")
        self._draw()

    def _draw(self) -> None:
        c = self._theme.colors
        ratio = self.devicePixelRatioF()
        name, color = ("check", c.success) if self.path else ("file", c.accent)
        self._icon.setPixmap(pixmap(name, color, 32, ratio))

    def enterEvent(self, event: QEnterEvent) -> None:
        from PySide6.QtCore import Qt

        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        """As large as what it holds: a button knows of its text alone."""
        layout = self.layout()
        return layout.sizeHint() if layout is not None else super().sizeHint()

    minimumSizeHint = sizeHint

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (KEY_RETURN, KEY_ENTER):
            self.click()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_files(event):
            event.acceptProposedAction()
            restyle(self, over=True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        restyle(self, over=False)

    def dropEvent(self, event: QDropEvent) -> None:
        restyle(self, over=False)
        event.acceptProposedAction()
        self.filled.emit(dropped_files(event))


class RecentRow(QFrame):
    """A comparison that was open lately."""

    chosen = Signal(str, str)
    dropped = Signal(str, str)

    def __init__(self, old: str, new: str, theme: Theme, t: Translator) -> None:
        super().__init__()
        paths = [p for p in (old, new) if p]  # a project is one file
        names = [shown(os.path.basename(p)) for p in paths]
        there = all(map(os.path.isfile, paths))
        open_it = button("  →  ".join(names), lambda: self.chosen.emit(old, new), "quiet")
        open_it.setToolTip("\n".join(map(shown, paths)))
        open_it.setEnabled(there)
        forget = tool(theme, "close", t("Forget {name}", name=" → ".join(names)), lambda: self.dropped.emit(old, new))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(open_it)
        folders = dict.fromkeys(shown(os.path.basename(os.path.dirname(p))) for p in paths)
        where = Elided(role="muted", scale=0.9)
        where.say(" · ".join(f for f in folders if f) if there else t("no longer there"))
        where.setProperty("alignment", RIGHT | MIDDLE)
        layout.addWidget(where, 1)
        layout.addWidget(forget)


class UnsavedRow(QFrame):
    """A comparison somebody worked in and has not saved."""

    chosen = Signal(str)
    dropped = Signal(str)

    def __init__(self, path: str, files: Sequence[str], changed: datetime, theme: Theme, t: Translator) -> None:
        super().__init__()
        from PySide6.QtCore import QDateTime, QLocale

        title = "  →  ".join(map(shown, files)) or shown(os.path.basename(path))
        open_it = button(title, lambda: self.chosen.emit(path), "quiet")
        throw = tool(theme, "close", t("Throw away {name}", name=title), lambda: self.dropped.emit(path))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(open_it)
        when = Elided(role="muted", scale=0.9)
        when.say(
            QLocale(t.language).toString(
                QDateTime.fromSecsSinceEpoch(int(changed.timestamp())), QLocale.FormatType.ShortFormat
            )
        )
        when.setProperty("alignment", RIGHT | MIDDLE)
        layout.addWidget(when, 1)
        layout.addWidget(throw)


def _empty(layout: QVBoxLayout) -> None:
    while layout.count():
        item = layout.takeAt(0)
        widget = item.widget() if item is not None else None
        if widget is not None:
            widget.setParent(None)  # gone from the page at once, whatever is still to be done
            widget.deleteLater()


class StartPage(QScrollArea):
    """See the module. What is asked for goes out as signals."""

    commanded = Signal(str)
    choose = Signal(str)
    compare = Signal(str, str)
    discard = Signal(str)
    forget = Signal(str, str)

    def __init__(self, theme: Theme, t: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._t = theme, t
        self.setWidgetResizable(True)
        self.setProperty("frameShape", NO_FRAME)
        self.setProperty("focusPolicy", NO_FOCUS)
        self.setAcceptDrops(True)
        page = QWidget()
        page.setObjectName("page")
        self.setWidget(page)
        outer = QHBoxLayout(page)
        inner = QWidget()
        inner.setMaximumWidth(max(PAGE_WIDTH, PAGE_LINES * self.fontMetrics().height()))
        outer.addStretch(1)
        outer.addWidget(inner, 20)
        outer.addStretch(1)
        layout = QVBoxLayout(inner)
        layout.setContentsMargins(24, 32, 24, 32)
        layout.setSpacing(10)
        layout.addStretch(2)
        layout.addLayout(self._title())
        layout.addSpacing(16)
        cards = QHBoxLayout()
        cards.setSpacing(16)
        hint = t("Drop a file here, or press to choose")
        self.old = FileCard(t("Older edition"), hint, theme)
        self.new = FileCard(t("Newer edition"), hint, theme)
        for card, side in ((self.old, "old"), (self.new, "new")):
            cards.addWidget(card, 1)
            card.chosen.connect(lambda s=side: self.choose.emit(s))
            card.filled.connect(lambda paths, c=card: self.take(paths, c))
        layout.addLayout(cards)
        layout.addSpacing(4)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(button(t("Open a sample"), lambda: self.commanded.emit("file.sample"), "quiet"))
        line.addWidget(button(t("Paste two texts…"), lambda: self.commanded.emit("file.paste"), "quiet"))
        line.addWidget(button(t("All commands…"), lambda: self.commanded.emit("help.palette"), "quiet"))
        line.addStretch(1)
        layout.addLayout(line)
        layout.addSpacing(8)
        self._invitation = self._invite()
        layout.addWidget(self._invitation)
        layout.addSpacing(10)
        self._unsaved = QWidget()
        self._unsaved_layout = QVBoxLayout(self._unsaved)
        self._unsaved_layout.setContentsMargins(0, 0, 0, 10)
        self._unsaved_layout.setSpacing(4)
        self._unsaved.hide()
        layout.addWidget(self._unsaved)
        self._recent = QWidget()
        self._recent_layout = QVBoxLayout(self._recent)
        self._recent_layout.setContentsMargins(0, 0, 0, 0)
        self._recent_layout.setSpacing(4)
        layout.addWidget(self._recent)
        layout.addStretch(3)
        quiet = label(
            t("Everything stays on this machine: nothing is sent anywhere; texts are kept only of what you worked on."),
            role="muted",
            wrap=True,
            scale=0.9,
        )
        quiet.setProperty("alignment", CENTER)
        layout.addWidget(quiet)

    def _title(self) -> QHBoxLayout:
        logo = QLabel()
        logo.setPixmap(pixmap("naast", "", 56, self.devicePixelRatioF()))
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(label("Naast", scale=1.9, bold=True))
        words.addWidget(
            label(self._t("Two editions beside each other, and in words what changed."), role="muted", scale=1.05)
        )
        line = QHBoxLayout()
        line.setSpacing(18)
        line.addWidget(logo)
        line.addLayout(words, 1)
        return line

    def _invite(self) -> QFrame:
        t = self._t
        line = QFrame()
        line.setProperty("role", "card")
        inside = QHBoxLayout(line)
        inside.setContentsMargins(18, 12, 12, 12)
        inside.setSpacing(12)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(label(t("New here?"), bold=True))
        words.addWidget(
            label(t("A tour of one minute shows the window on a sample; Esc leaves it."), role="muted", wrap=True)
        )
        inside.addLayout(words, 1)
        inside.addWidget(button(t("Take the tour"), lambda: self.commanded.emit("help.tour"), "primary"))
        return line

    def invite(self, shown: bool) -> None:
        """Offer the tour, to who has not been here before."""
        self._invitation.setHidden(not shown)

    def set_recent(self, pairs: Sequence[tuple[str, str]]) -> None:
        """List what was open lately."""
        _empty(self._recent_layout)
        if not pairs:
            return
        self._recent_layout.addWidget(label(self._t("Lately"), role="muted"))
        self._recent_layout.addWidget(rule())
        for old, new in pairs:
            line = RecentRow(old, new, self._theme, self._t)
            line.chosen.connect(self.compare)
            line.dropped.connect(self.forget)
            self._recent_layout.addWidget(line)

    def set_unsaved(self, found: Sequence[tuple[str, Sequence[str], datetime]]) -> None:
        """List comparisons that were decided about and not saved: the path each is kept in, the names of its files,
        when something was last decided."""
        _empty(self._unsaved_layout)
        self._unsaved.setVisible(bool(found))
        if not found:
            return
        self._unsaved_layout.addWidget(label(self._t("Not saved yet: go on where you were"), role="muted"))
        self._unsaved_layout.addWidget(rule())
        for path, files, changed in found:
            line = UnsavedRow(path, files, changed, self._theme, self._t)
            line.chosen.connect(lambda p: self.compare.emit(p, ""))
            line.dropped.connect(self.discard)
            self._unsaved_layout.addWidget(line)

    def take(self, paths: Sequence[str], card: FileCard | None = None) -> None:
        """Files were dropped or chosen: two are compared, one is put where it was dropped, else in the free place."""
        if paths and is_project(paths[0]):
            self.compare.emit(paths[0], "")
            return
        if len(paths) >= 2:
            old, new = older_first(paths)
            self.old.set_path(old)
            self.new.set_path(new)
        elif len(paths) == 1:
            free = self.old if not self.old.path else self.new
            (card or free).set_path(paths[0])
        if self.old.path and self.new.path:
            old, new = self.old.path, self.new.path
            self.clear()
            self.compare.emit(old, new)

    def clear(self) -> None:
        """Empty both places."""
        self.old.set_path("")
        self.new.set_path("")

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_files(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.take(dropped_files(event))
