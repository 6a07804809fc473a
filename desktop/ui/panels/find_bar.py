"""The line for searching: what, how, in which edition; hits are counted and a faulty pattern is explained in place."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.i18n import Translator
from desktop.ui.panels.making import field, label, restyle, tool
from desktop.ui.theme import Theme
from desktop.ui.words import pattern_trouble

WAIT_MS = 120
"""After the last letter: long enough not to search for each of them, short enough not to be noticed."""
BOTH, OLD, NEW, CHANGES = "both", "old", "new", "changes"


class FindBar(QFrame):
    """Says what is looked for; the window looks."""

    searched = Signal()
    stepped = Signal(int)
    closed = Signal()

    def __init__(self, theme: Theme, t: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._t = t
        self.setProperty("role", "bar")
        self.text = field(t("Find"), t("Find"))
        self.text.setMinimumWidth(180)
        self.where = QComboBox()
        self.where.setAccessibleName(t("Where to look"))
        for value, title in (
            (BOTH, t("in both editions")),
            (OLD, t("in the older edition")),
            (NEW, t("in the newer edition")),
            (CHANGES, t("in changes only")),
        ):
            self.where.addItem(title, value)
        self.case = QCheckBox(t("Case"))
        self.words = QCheckBox(t("Whole words"))
        self.accents = QCheckBox(t("Accents"))
        self.accents.setToolTip(t("Tell é from e"))
        self.regex = QCheckBox(t("Pattern"))
        self.regex.setToolTip(t("A regular expression, such as artikel \\d+"))
        self.count = label(role="muted")
        self.count.setMinimumWidth(self.count.fontMetrics().horizontalAdvance("0000 / 0000"))
        self.trouble = label(role="error", wrap=True)
        self.trouble.hide()
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.text, 2)
        line.addWidget(self.count)
        line.addWidget(tool(theme, "previous", t("Find previous"), lambda: self.stepped.emit(-1)))
        line.addWidget(tool(theme, "next", t("Find next"), lambda: self.stepped.emit(1)))
        line.addWidget(tool(theme, "close", t("Close"), self.close_bar))
        how = QHBoxLayout()
        how.setSpacing(12)
        how.addWidget(self.where)
        for box in (self.case, self.words, self.accents, self.regex):
            how.addWidget(box)
            box.toggled.connect(self._changed)
        how.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 6, 8, 6)
        layout.setSpacing(4)
        layout.addLayout(line)
        layout.addLayout(how)
        layout.addWidget(self.trouble)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(WAIT_MS)
        self._wait.timeout.connect(self.searched)
        self.text.textChanged.connect(lambda _: self._wait.start())
        self.text.returnPressed.connect(self._enter)
        self.where.currentIndexChanged.connect(self._changed)
        self.hide()

    def open_bar(self, words: str = "") -> None:
        """Come into sight, with words to look for where some are selected."""
        self.show()
        if words:
            self.text.setText(words)
        self.text.selectAll()
        self.text.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if self.text.text():
            self.searched.emit()

    def close_bar(self) -> None:
        """Go out of sight; nothing is marked any more."""
        if not self.isHidden():
            self.hide()
            self.closed.emit()

    def _changed(self, _: object) -> None:
        self.searched.emit()

    def _enter(self) -> None:
        if self._wait.isActive():
            self._wait.stop()
            self.searched.emit()
        else:
            self.stepped.emit(1)

    def say(self, at: int, count: int) -> None:
        """Which hit is shown, from 1, of how many."""
        t = self._t
        self.trouble.hide()
        restyle(self.text, wrong=False)
        if not self.text.text():
            self.count.setText("")
        elif not count:
            self.count.setText(t("nothing found"))
        else:
            self.count.setText(f"{t.number(at)} / {t.number(count)}" if at else t.number(count))

    def say_wrong(self, reason: str, at: int | None) -> None:
        """Explain what is wrong with a pattern."""
        t, reason = self._t, pattern_trouble(reason, self._t)
        self.count.setText("")
        restyle(self.text, wrong=True)
        if at is None:
            self.trouble.setText(t("This is no pattern: {reason}.", reason=reason))
        else:
            self.trouble.setText(
                t("This is no pattern: {reason}, at character {n}.", reason=reason, n=t.number(at + 1))
            )
        self.trouble.show()
