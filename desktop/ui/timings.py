"""Measures the way from the start of the process to a whole comparison on the screen, prints it, and closes.

{"window_ms": 310, "first_rows_ms": 720, "complete_ms": 800}
"""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer

from desktop.ui.state import Phase

if TYPE_CHECKING:
    from desktop.ui.window import Window


class Timings(QObject):
    """Watches for what is painted. began: on the clock of `time.time`."""

    def __init__(self, window: Window, began: float) -> None:
        super().__init__()
        self._window, self._began = window, began
        self._at: dict[str, float] = {}
        self._whole = self._is_over = False
        window.installEventFilter(self)
        window.workspace.rows_changed.connect(self._watch_rows)
        window.workspace.result_changed.connect(self._complete)
        window.workspace.phase_changed.connect(self._failed)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint:
            if watched is self._window:
                self._mark("window_ms")
                watched.removeEventFilter(self)
                if self._is_over:
                    QTimer.singleShot(0, self._print)
            else:
                # What is painted is there once the event has been dealt with.
                QTimer.singleShot(0, self._painted)
        return False

    def _watch_rows(self) -> None:
        self._window.panes.view.viewport().installEventFilter(self)

    def _complete(self) -> None:
        self._whole = True
        self._window.panes.view.viewport().update()

    def _painted(self) -> None:
        self._mark("first_rows_ms")
        if self._whole:
            self._mark("complete_ms")
            self._print()

    def _failed(self) -> None:
        if self._window.workspace.phase is Phase.FAILED:
            self._is_over = True
            if "window_ms" in self._at:
                self._print()

    def _mark(self, name: str) -> None:
        self._at.setdefault(name, round((time.time() - self._began) * 1000))

    def _print(self) -> None:
        if not self._window.isVisible():
            return
        print(json.dumps(self._at), flush=True)
        self._window.close()
