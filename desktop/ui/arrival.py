"""A comparison on its way: asked of the worker, put together from what it says, told once it is whole.

    arrival.begin(streams=True)     staged …, named, rows …, whole(result, placements) | failed
    arrival.drop()                  nothing more is heard of it

The first one of two editions streams: its rows are shown as they come. Later ones are shown when they are whole; their
rows wait in `fresh`. Before a result counts as whole, the worker is asked where notes stand that are not where they
were.
"""

from __future__ import annotations

import gc
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.ui.record import Record
from desktop.ui.shown import Shown

if TYPE_CHECKING:  # loaded with the first comparison
    from desktop.model.annotation import Annotation
    from desktop.ui.jobs import Jobs
    from desktop.ui.messages import Failed, Piece, Staged
    from desktop.ui.result import Collector, Result


class Arrival(QObject):
    """See the module. is_streaming: rows are told as they come; it stays so until the next begins."""

    staged = Signal(object)
    named = Signal(object)
    rows = Signal(object)
    whole = Signal(object, object)
    failed = Signal(object)
    changed = Signal()

    def __init__(self, jobs: Jobs, record: Record, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs, self._record = jobs, record
        self._job: int | None = None
        self._collector: Collector | None = None
        self._coming: Result | None = None
        self.is_streaming = False
        self.fresh = Shown()
        jobs.staged.connect(self._staged)
        jobs.piece.connect(self._piece)
        jobs.finished.connect(self._finished)
        jobs.failed.connect(self._failed)

    @property
    def is_on(self) -> bool:
        return self._job is not None

    def begin(self, streams: bool) -> None:
        """Ask for a comparison of what the record says; one that is under way is given up."""
        from desktop.ui.result import Collector

        work = self._record.work
        assert work.sources is not None
        self.is_streaming = streams
        self._collector, self._coming = Collector(), None
        self.fresh = Shown()
        gc.disable()  # the result comes as many small objects: collecting among them would halt the window
        self._job = self._jobs.compare(*work.sources, work.options, self._record.asked())
        self.changed.emit()

    def drop(self) -> None:
        """It is not wanted any more."""
        if self._job is not None:
            job, self._job, self._coming = self._job, None, None
            self._jobs.cancel(job)
            gc.enable()
            self.changed.emit()

    def _staged(self, message: Staged) -> None:
        if message.job == self._job:
            self.staged.emit(message)

    def _piece(self, message: Piece) -> None:
        if message.job != self._job or self._collector is None:
            return
        if message.name == "editions":
            self.named.emit(message.items)
        elif message.name != "rows":
            self._collector.take(message.name, message.items)
        elif self.is_streaming:
            self.rows.emit(message.items)
        else:
            self.fresh.add(message.items)

    def _finished(self, job: int) -> None:
        if job != self._job or self._collector is None:
            return
        if self._coming is None:
            self._coming = self._collector.result()
            self._record.look_for_notes(self._coming, partial(self._look_for, self._coming))
        else:
            self._complete(self._coming)

    def _look_for(self, result: Result, notes: tuple[Annotation, ...]) -> None:
        sources = self._record.work.sources
        if self._coming is not result or sources is None:
            return  # something else was begun meanwhile
        if notes:
            self._job = self._jobs.place(*sources, result.options, notes)
        else:
            self._complete(result)

    def _complete(self, result: Result) -> None:
        assert self._collector is not None
        placements = self._collector.placements
        self._job = self._collector = self._coming = None
        self.whole.emit(result, placements)

    def _failed(self, message: Failed) -> None:
        if message.job == self._job:
            self._job = None
            gc.enable()
            self.failed.emit(message)
