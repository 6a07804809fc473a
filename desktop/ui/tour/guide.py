"""What the window asks of the first minutes: begin the tour, hear what was run, give a hint once.

guide.begin() · guide.ran("note.write") · guide.leave()
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop.ui.actions.binder import Binder
from desktop.ui.memory import Memory
from desktop.ui.state import Notice
from desktop.ui.tour.stage import Stage, native_keys, tool_of
from desktop.ui.tour.steps import sentence
from desktop.ui.tour.tips import COMPARED, TIPS, tip_after

if TYPE_CHECKING:
    from desktop.ui.tour.tour import Tour


class Guide(QObject):
    """Holds the tour, once it was asked for. noticed: a hint; seen: the memory, with what was told."""

    noticed = Signal(object)
    seen = Signal(object)

    def __init__(self, window: QWidget, stage: Stage, binder: Binder, memory: Memory) -> None:
        super().__init__(window)
        self._window, self._stage, self._binder = window, stage, binder
        self.told, self.tour_done = memory.tips, memory.tour_done
        self.keys: Mapping[str, str] = {}
        self.tour: Tour | None = None

    def begin(self) -> None:
        """The tour, from its first step."""
        from desktop.ui.tour.tour import Tour

        if self.tour is None:
            self.tour = Tour(self._window, self._stage, tool_of(self._window, self._binder.actions.__getitem__))
            self.tour.ended.connect(self._done)
        self.tour.begin(self.keys)

    def leave(self) -> bool:
        """Put the tour away. Whether it was on."""
        return self.tour is not None and self.tour.leave()

    def ran(self, id: str) -> None:
        """A command was run."""
        if self.tour is not None and self.tour.is_on:
            self.tour.ran(id)
        else:
            self._hint(id)

    def compared(self) -> None:
        """A comparison is whole."""
        workspace = self._stage.workspace
        if workspace.result is not None and workspace.result.has_changes and not self._is_touring():
            self._hint(COMPARED)

    def _is_touring(self) -> bool:
        return self.tour is not None and (self.tour.is_on or self.tour.waits)

    def _done(self) -> None:
        """Who took the tour needs no hint that offers it."""
        self.tour_done = True
        self._tell((*self.told, TIPS[0].id))

    def _hint(self, happened: str) -> None:
        if not self._stage.notices.isHidden():
            return
        keeper = self._stage.workspace.keeper
        tip = tip_after(happened, self.told, is_saved=bool(keeper.path) and not keeper.is_unsaved)
        if tip is not None:
            t = self._stage.t
            text = sentence(tip.text, self.keys, native_keys(self.keys, t), t)
            self.noticed.emit(Notice("tip", (("text", text),), "info", tip.offers))
            self._tell((*self.told, tip.id))

    def _tell(self, told: tuple[str, ...]) -> None:
        self.told = tuple(dict.fromkeys(told))
        self.seen.emit(None)
