"""Which version this is, under which licence, and on whose work it stands."""

from __future__ import annotations

import platform

from PySide6.QtCore import qVersion
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.i18n import Translator
from desktop.ui.icons import pixmap
from desktop.ui.panels.making import label


class AboutDialog(QDialog):
    """A few lines."""

    def __init__(self, version: str, t: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(t("About Naast"))
        self.setMinimumWidth(460)
        logo = QLabel()
        logo.setPixmap(pixmap("naast", "", 64, self.devicePixelRatioF()))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 22, 24, 18)
        layout.setSpacing(8)
        layout.addWidget(logo)
        layout.addWidget(label(f"Naast {version}", scale=1.4, bold=True))
        layout.addWidget(label(t("Two editions beside each other, and in words what changed."), wrap=True))
        layout.addSpacing(6)
        for line in (
            t("Apache License 2.0. The libraries it stands on and their licences are listed in NOTICE."),
            t("Qt is used under the LGPL, version 3; it can be replaced by another build of the same version."),
            f"Python {platform.python_version()} · Qt {qVersion()} · {platform.system()}",
        ):
            layout.addWidget(label(line, role="muted", wrap=True))
        layout.addSpacing(10)
        close = QPushButton(t("Close"))
        close.clicked.connect(self.accept)
        layout.addWidget(close)
