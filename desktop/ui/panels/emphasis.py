"""The little Markdown of notes as it is typed: strong and stressed words look so, their signs step back."""

from __future__ import annotations

from PySide6.QtGui import QColor, QFont, QSyntaxHighlighter, QTextCharFormat, QTextDocument

from desktop.text.emphasis import spans
from desktop.text.utf16 import Utf16
from desktop.ui.theme import Theme


class Emphasis(QSyntaxHighlighter):
    """Belongs to a document and follows the theme."""

    def __init__(self, document: QTextDocument, theme: Theme) -> None:
        super().__init__(document)
        self._theme = theme
        theme.changed.connect(self.rehighlight)

    def highlightBlock(self, text: str) -> None:
        far = Utf16(text)
        for span in spans(text):
            if not (span.strong or span.stressed):
                continue
            width = 2 if span.strong else 1
            look, sign = QTextCharFormat(), QTextCharFormat()
            if span.strong:
                look.setFontWeight(QFont.Weight.Bold)
            else:
                look.setFontItalic(True)
            sign.setForeground(QColor(self._theme.colors.muted))
            start, end = far.units(span.start), far.units(span.end)
            self.setFormat(start, width, sign)
            self.setFormat(start + width, end - start - 2 * width, look)
            self.setFormat(end - width, width, sign)
