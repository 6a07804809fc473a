"""One line above the text that tells something and offers what can be done about it; no box to click away first."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from desktop.i18n import Translator
from desktop.ui.actions.table import BY_ID
from desktop.ui.icons import pixmap
from desktop.ui.panels.making import button, label, restyle, tool
from desktop.ui.state import Notice
from desktop.ui.theme import Theme
from desktop.ui.words import notice_sentence

SHOWN_MS = 6000
"""What asks for nothing goes by itself; long enough to read two lines (WCAG 2.2.1 does not apply: nothing is lost)."""


class NoticeBar(QFrame):
    """Shows one notice at a time, the latest."""

    commanded = Signal(str)
    copied = Signal(str)

    def __init__(self, theme: Theme, t: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._t = theme, t
        self.setProperty("role", "notice")
        self._icon = QLabel()
        self._words = label(wrap=True)
        self._code = ""
        self._buttons: list[QPushButton] = []
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(12, 5, 6, 5)
        self._layout.setSpacing(10)
        self._layout.addWidget(self._icon)
        self._layout.addWidget(self._words, 1)
        self._close = tool(theme, "close", t("Close this message"), self.hide)
        self._layout.addWidget(self._close)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        self.hide()

    def show_notice(self, notice: Notice) -> None:
        """Tell something."""
        self._code = notice.code
        for old in self._buttons:
            self._layout.removeWidget(old)
            old.deleteLater()
        self._buttons = []
        c = self._theme.colors
        icon, color = {"error": ("warning", c.error), "success": ("check", c.success)}.get(
            notice.level, ("info", c.accent)
        )
        restyle(self, level=notice.level)
        self._icon.setPixmap(pixmap(icon, color, 18, self.devicePixelRatioF()))
        sentence = notice_sentence(notice.code, dict(notice.facts), self._t)
        self._words.setText(sentence)
        self.setAccessibleName(sentence)
        for id in notice.commands:
            title = self._t(BY_ID[id].title).rstrip("…")
            self._add(button(title, partial(self._press, id)))
        if notice.report:
            self._add(button(self._t("Copy a report"), lambda: self.copied.emit(notice.report)))
        self.show()
        self._timer.stop()
        if notice.level != "error" and not notice.commands:
            self._timer.start(SHOWN_MS)

    @property
    def says(self) -> str:
        """The code of what is told; "" when nothing is."""
        return "" if self.isHidden() else self._code

    def _add(self, made: QPushButton) -> None:
        self._buttons.append(made)
        self._layout.insertWidget(self._layout.count() - 1, made)

    def _press(self, id: str) -> None:
        self.hide()
        self.commanded.emit(id)
