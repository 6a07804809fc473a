"""What pages are drawn on: a PDF, or one page as a picture. With `pdf_page` the only modules of the core that know Qt.

In: a title, a size. Out: a painter to draw with, and in the end the bytes. Lengths are in points.
"""

from __future__ import annotations

import os
from typing import Any

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QSizeF, qInstallMessageHandler
from PySide6.QtGui import QColor, QGuiApplication, QImage, QImageWriter, QPageLayout, QPageSize, QPainter, QPdfWriter

SCALE = 10.0
"""Units of the page a point. Qt measures in whole units here and there: a tenth of a point is small enough."""
WIDTH, HEIGHT = 595.0, 842.0

_application: list[Any] = []


def ensure_application() -> None:
    """Qt lays out text only where there is an application: the one that runs, else one that shows nothing. It stays
    until the process ends, for fonts must not outlive it."""
    if QGuiApplication.instance() is None:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        # Where no language is set Qt says on standard error which one it takes; nobody asked.
        before = qInstallMessageHandler(lambda *_: None)
        try:
            _application.append(QGuiApplication(["naast"]))
        finally:
            qInstallMessageHandler(before)


class PdfDevice:
    """Pages of a PDF."""

    def __init__(self, title: str, author: str) -> None:
        self._buffer = QBuffer()
        self._buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        self.writer = QPdfWriter(self._buffer)
        self.writer.setResolution(int(72 * SCALE))
        self.writer.setPageLayout(
            QPageLayout(
                QPageSize(QSizeF(WIDTH, HEIGHT), QPageSize.Unit.Point),
                QPageLayout.Orientation.Portrait,
                QMarginsF(0, 0, 0, 0),
            )
        )
        self.writer.setTitle(title)
        self.writer.setAuthor(author)
        self.writer.setCreator("Naast")
        self.painter = QPainter(self.writer)

    def new_page(self) -> None:
        self.writer.newPage()

    def end(self) -> None:
        """Finish the file."""
        self.painter.end()

    @property
    def data(self) -> bytes:
        """The file, once it is finished."""
        return bytes(self._buffer.data().data())


class PageFull(Exception):
    """A picture has one page, and that is full."""


class PictureDevice:
    """One page as a picture; what would come on the next one is not set."""

    def __init__(self, pixels_a_point: float) -> None:
        size = QSizeF(WIDTH, HEIGHT) * pixels_a_point
        self._image = QImage(size.toSize(), QImage.Format.Format_RGB32)
        self._image.fill(QColor("white"))
        self.painter = QPainter(self._image)
        self.painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        self.painter.scale(pixels_a_point / SCALE, pixels_a_point / SCALE)

    def new_page(self) -> None:
        raise PageFull

    def end(self) -> None:
        """Finish the picture."""
        self.painter.end()

    @property
    def data(self) -> bytes:
        """The picture as PNG, once it is finished."""
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        QImageWriter(buffer, QByteArray(b"png")).write(self._image)
        return bytes(buffer.data().data())


Device = PdfDevice | PictureDevice
