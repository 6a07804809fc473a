"""Which version this is, under which licence, and on whose work it stands."""

from __future__ import annotations

import platform

from PySide6.QtCore import qVersion
from PySide6.QtWidgets import QDialog, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from desktop import licences
from desktop.i18n import Translator
from desktop.ui.icons import pixmap
from desktop.ui.panels.making import by_letters, label

LINES_SEEN = 9


class AboutDialog(QDialog):
    """A few lines."""

    def __init__(self, version: str, t: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(t("About Naast"))
        self.setMinimumWidth(by_letters(self, 460))
        logo = QLabel()
        logo.setPixmap(pixmap("naast", "", 64, self.devicePixelRatioF()))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 22, 24, 18)
        layout.setSpacing(8)
        layout.addWidget(logo)
        layout.addWidget(label(f"Naast {version}", scale=1.4, bold=True))
        layout.addWidget(label(t("Two editions beside each other, and in words what changed."), wrap=True))
        layout.addSpacing(6)
        layout.addWidget(label(t("Apache License 2.0. It stands on:"), role="muted", wrap=True))
        layout.addWidget(_parts())
        for line in (
            t("naast --licences says where the texts of these licences are."),
            t("Qt is used under the LGPL, version 3; it can be replaced by another build of the same version."),
            f"Python {platform.python_version()} · Qt {qVersion()} · {platform.system()}",
        ):
            layout.addWidget(label(line, role="muted", wrap=True))
        layout.addSpacing(10)
        close = QPushButton(t("Close"))
        close.clicked.connect(self.accept)
        layout.addWidget(close)


def _parts() -> QPlainTextEdit:
    """What it is made of, a line each: to read and to copy."""
    lines = (f"{part.name} {part.version} – {part.licence}" for part in licences.parts()[1:])
    result = QPlainTextEdit("\n".join(lines))
    result.setReadOnly(True)
    result.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
    result.setMinimumHeight(result.fontMetrics().lineSpacing() * LINES_SEEN)
    return result
