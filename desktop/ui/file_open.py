"""Files that macOS hands over: a double click there is an event to the program, not an argument of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication


class OpeningApplication(QApplication):
    """An application that says which file it is asked to open. Only what is sent to itself passes through `event`."""

    asked_to_open = Signal(str)

    def __init__(self, arguments: Sequence[str]) -> None:
        super().__init__(list(arguments))

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.FileOpen:
            self.asked_to_open.emit(cast(QFileOpenEvent, event).file())
            return True
        return super().event(event)
