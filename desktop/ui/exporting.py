"""Reports of the comparison in the window: written, and shown as they will be, beside the window by its worker.

    preview(wishes)  ──▶ worker ──▶ previewed(picture of the first page, or what is wrong)
    write(path, wishes)  ──▶ worker ──▶ changed("started"), warned(…), changed("done" or "stopped" or what is wrong)

One preview is under way at a time; what is wished meanwhile is drawn next, and only the last of it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.ui.state import Notice

if TYPE_CHECKING:
    from desktop.model.annotation import Annotation
    from desktop.model.options import Options
    from desktop.ui.jobs import Jobs
    from desktop.ui.messages import Failed, Piece, Source, Staged
    from desktop.ui.wishes import Wishes

    Subject = tuple[tuple[Source, Source], Options, tuple[Annotation, ...]]
    """What a report is of: files, options, and notes with the numbers of that comparison."""


class Exporting(QObject):
    """See the module. subject: what is compared now; None where nothing is."""

    changed = Signal(object)
    staged = Signal(object)
    previewed = Signal(object)
    warned = Signal(object)

    def __init__(self, jobs: Jobs, subject: Callable[[], Subject | None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs, self._subject = jobs, subject
        self._job: int | None = None
        self._preview_job: int | None = None
        self._next: Wishes | None = None
        jobs.staged.connect(self._staged)
        jobs.piece.connect(self._piece)
        jobs.finished.connect(self._finished)
        jobs.failed.connect(self._failed)

    @property
    def is_busy(self) -> bool:
        """Whether a report is being written."""
        return self._job is not None

    def write(self, path: str, wishes: Wishes) -> None:
        """Start writing a report, unless one is being written."""
        subject = self._subject()
        if subject is None or self._job is not None:
            return
        sources, options, annotations = subject
        self._job = self._jobs.export(sources, options, wishes, annotations, path)
        self.changed.emit("started")

    def preview(self, wishes: Wishes) -> None:
        """Draw the first page, after the one that is being drawn."""
        self._next = wishes
        self._draw_next()

    def stop(self) -> None:
        """Break off the writing; nothing of it is left."""
        if self._job is not None:
            job, self._job = self._job, None
            self._jobs.cancel(job)
            self.changed.emit("stopped")

    def forget(self) -> None:
        """The comparison is another, or the window goes: nobody waits any more."""
        if self._job is not None:
            self._jobs.cancel(self._job)
            self._job = None
        self._next = self._preview_job = None

    def _draw_next(self) -> None:
        subject = self._subject()
        if self._next is None or self._preview_job is not None or subject is None:
            return
        wishes, self._next = self._next, None
        sources, options, annotations = subject
        self._preview_job = self._jobs.export(sources, options, wishes, annotations)

    def _staged(self, message: Staged) -> None:
        if message.job == self._job:
            self.staged.emit(message)

    def _piece(self, message: Piece) -> None:
        if message.job == self._preview_job and message.name == "page":
            self.previewed.emit(message.items)
        elif message.job == self._job and message.name == "warning":
            self.warned.emit(message.items)

    def _finished(self, job: int) -> None:
        if job == self._preview_job:
            self._preview_job = None
            self._draw_next()
        elif job == self._job:
            self._job = None
            self.changed.emit("done")

    def _failed(self, message: Failed) -> None:
        notice = Notice(message.code, tuple(message.facts), "error", report=message.report)
        if message.job == self._preview_job:
            self._preview_job = None
            self.previewed.emit(notice)
            self._draw_next()
        elif message.job == self._job:
            self._job = None
            self.changed.emit(notice)
