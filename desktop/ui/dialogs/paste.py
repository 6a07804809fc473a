"""Two places for texts out of other programs."""

from __future__ import annotations

from functools import partial

from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from desktop.i18n import Translator
from desktop.ui.messages import Source
from desktop.ui.panels.making import button, by_letters, label


def _paste(edit: QPlainTextEdit) -> None:
    edit.setPlainText(QGuiApplication.clipboard().text())


class PasteDialog(QDialog):
    """Gives two pasted texts as sources."""

    def __init__(self, t: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._t = t
        self.setWindowTitle(t("Paste two texts"))
        self.resize(by_letters(self, 860), 520)
        grid = QGridLayout()
        grid.setSpacing(10)
        self.old, self.new = QPlainTextEdit(), QPlainTextEdit()
        for column, (edit, title) in enumerate(((self.old, t("Older text")), (self.new, t("Newer text")))):
            edit.setAccessibleName(title)
            edit.setTabChangesFocus(True)
            edit.setPlaceholderText(t("Paste or type here"))
            edit.textChanged.connect(self._typed)
            head = QHBoxLayout()
            head.addWidget(label(title, bold=True), 1)
            head.addWidget(button(t("Paste"), partial(_paste, edit), "quiet"))
            grid.addLayout(head, 0, column)
            grid.addWidget(edit, 1, column)
        self.go = button(t("Compare"), self.accept, "primary")
        self.go.setEnabled(False)
        self.go.setDefault(True)
        foot = QHBoxLayout()
        foot.addWidget(label(t("Texts that are pasted are not kept anywhere."), role="muted"), 1)
        foot.addWidget(button(t("Cancel"), self.reject))
        foot.addWidget(self.go)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(12)
        layout.addLayout(grid, 1)
        layout.addLayout(foot)
        self.setTabOrder(self.old, self.new)  # from text to text, and on to what is done with them
        self.setTabOrder(self.new, self.go)
        QShortcut(QKeySequence("Ctrl+Return"), self).activated.connect(self.go.click)
        self.old.setFocus()

    def _typed(self) -> None:
        self.go.setEnabled(bool(self.old.toPlainText().strip() and self.new.toPlainText().strip()))

    def sources(self) -> tuple[Source, Source]:
        """What was pasted."""
        t = self._t
        return (
            Source(t("older text"), self.old.toPlainText()),
            Source(t("newer text"), self.new.toPlainText()),
        )
