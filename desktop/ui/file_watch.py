"""Watches the files that are compared, and says which of them another program has changed."""

from __future__ import annotations

import os
from collections.abc import Sequence

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

SETTLE_MS = 400
"""Programs write a file in several goes; it is looked at when they have been quiet for this long."""


class FileWatch(QObject):
    """changed: the path of a file that is not as it was; of several that changed at once, the first."""

    changed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._watcher = QFileSystemWatcher(self)
        self._watcher.fileChanged.connect(self._touched)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MS)
        self._settle.timeout.connect(self._look_again)
        self._stamps: dict[str, tuple[int, int]] = {}

    def watch(self, paths: Sequence[str]) -> None:
        """From now on these files and no others."""
        if self._watcher.files():
            self._watcher.removePaths(self._watcher.files())
        self._stamps = {path: _stamp(path) for path in paths}
        if paths:
            self._watcher.addPaths(list(paths))

    def _touched(self, path: str) -> None:
        self._settle.start()

    def _look_again(self) -> None:
        changed = [p for p, stamp in self._stamps.items() if _stamp(p) != stamp]
        for path in self._stamps:  # a program that replaces the file takes the watch away with it
            if path not in self._watcher.files() and os.path.isfile(path):
                self._watcher.addPath(path)
        if changed:
            self._stamps = {p: _stamp(p) for p in self._stamps}
            self.changed.emit(changed[0])


def _stamp(path: str) -> tuple[int, int]:
    try:
        about = os.stat(path)
    except OSError:
        return 0, -1
    return about.st_mtime_ns, about.st_size
