"""Work off the window's thread: requests to the worker, its messages as signals, cancel, a new worker when one dies.

    job = jobs.compare(old, new, options)       staged … piece … finished | failed | stopped, each with the job's number

A newer comparison cancels the older; what comes late is dropped. All signals belong to `Jobs`, on the window's
thread; a Python thread waits for messages and only hands them over. However many there are, the window takes them in
turns of `TURN_S`, and sees to its own events in between; no more are read ahead than `AHEAD`, for reading them takes
the interpreter from the window. What is not read yet waits in the pipe.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

if TYPE_CHECKING:  # loaded with the first job: not needed to be there
    from desktop.model.annotation import Annotation
    from desktop.model.options import Options
    from desktop.project.project import Project
    from desktop.ui.messages import Cancel, Message, Source, Work
    from desktop.ui.process import WorkerProcess
    from desktop.ui.wishes import Wishes

HEARING_MS = 1500
"""A worker that does not break off within this time is ended: some steps of the work cannot be interrupted."""
LEAVING_S = 2.0
"""How long leaving waits for who listens to a worker that is gone; what he still has to read is there already."""
TURN_S = 0.008
"""How long messages are taken in before a key or a click has its turn; one message takes up to 6 ms."""
AHEAD = 3
"""Messages that are read and not taken in yet: enough that neither waits for the other."""
MAX_DEATHS = 3
"""Workers that die one after another without a word: something is wrong with the installation."""


class Jobs(QObject):
    """The worker, as the window sees it."""

    staged = Signal(object)
    piece = Signal(object)
    finished = Signal(int)
    stopped = Signal(int)
    failed = Signal(object)
    _arrived = Signal()

    def __init__(self, process: WorkerProcess | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._count = 0
        self._generation = 0
        self._deaths = 0
        self._live: dict[int, Work] = {}
        self._process: WorkerProcess | None = None
        self._listener: threading.Thread | None = None
        self._closing = False
        self._inbox: deque[tuple[int, Message | None]] = deque()  # by generation; None: that worker is gone
        self._room = threading.Semaphore(AHEAD)
        self._turn = QTimer(self)  # not the signal itself: Qt would go on until all that came meanwhile is taken in
        self._turn.setSingleShot(True)
        self._turn.setInterval(0)
        self._turn.timeout.connect(self._take_some)
        self._arrived.connect(self._turn.start)
        self._impatience = QTimer(self)
        self._impatience.setSingleShot(True)
        self._impatience.setInterval(HEARING_MS)
        self._impatience.timeout.connect(self._restart_deaf)
        self._cancelled: set[int] = set()
        if process is not None:
            self._adopt(process)

    def warm(self) -> None:
        """Start the worker, so that it is ready when there is work."""
        if self._process is None and not self._closing:
            from desktop.ui.process import WorkerProcess

            self._adopt(WorkerProcess())

    @property
    def worker_pid(self) -> int:
        """For tests and for a report: which process works."""
        assert self._process is not None
        return self._process.pid

    @property
    def is_busy(self) -> bool:
        return bool(self._live)

    def compare(
        self,
        old: Source,
        new: Source,
        options: Options,
        project: Project | None = None,
    ) -> int:
        """Start comparing; an older comparison is cancelled. project: what is known of the editions."""
        from desktop.ui.messages import Compare, Place

        for job, request in list(self._live.items()):
            if isinstance(request, Compare | Place):
                self.cancel(job)
        self._count += 1
        return self._ask(Compare(self._count, old, new, options, project))

    def prepare(self, old: Source, new: Source, options: Options) -> int:
        """Have a comparison made ready that will be asked for."""
        from desktop.ui.messages import Prepare

        self._count += 1
        return self._ask(Prepare(self._count, old, new, options))

    def place(self, old: Source, new: Source, options: Options, notes: tuple[Annotation, ...]) -> int:
        """Find notes in a comparison."""
        from desktop.ui.messages import Place

        self._count += 1
        return self._ask(Place(self._count, old, new, options, notes))

    def export(
        self,
        sources: tuple[Source, Source],
        options: Options,
        wishes: Wishes,
        annotations: tuple[Annotation, ...] = (),
        path: str = "",
    ) -> int:
        """Start writing a report, or where no path is named drawing its first page."""
        from desktop.ui.messages import Export

        self._count += 1
        return self._ask(Export(self._count, *sources, options, wishes, annotations, path))

    def cancel(self, job: int) -> None:
        """Break off a job. Its `stopped` comes at once; the worker may need a moment more."""
        if self._live.pop(job, None) is None:
            return
        from desktop.ui.messages import Cancel

        self._cancelled.add(job)
        self._tell(Cancel(job))
        self._impatience.start()
        self.stopped.emit(job)

    def close(self) -> None:
        """Leave, whatever is under way."""
        self._closing = True
        self._room.release(AHEAD)  # who listens need not wait for a window that takes nothing in any more
        self._live.clear()
        self._impatience.stop()
        if self._process is not None:
            if self._cancelled:
                self._process.kill()
            self._process.close()
        if self._listener is not None:  # it may be handing over the last words while Qt is taken down under it
            self._listener.join(LEAVING_S)

    def _ask(self, request: Work) -> int:
        self.warm()
        self._live[request.job] = request
        self._tell(request)
        return request.job

    def _tell(self, request: Work | Cancel) -> None:
        assert self._process is not None
        with suppress(OSError):  # a worker that is gone is noticed by who listens to it
            self._process.ask(request)

    def _adopt(self, process: WorkerProcess) -> None:
        self._process = process
        self._generation += 1
        self._listener = threading.Thread(target=self._listen, args=(process, self._generation), daemon=True)
        self._listener.start()

    def _listen(self, process: WorkerProcess, generation: int) -> None:
        """On a thread of its own: hand over what the worker says until it is gone."""
        with suppress(RuntimeError):  # the window, and with it this object, may be gone meanwhile
            try:
                while True:
                    self._inbox.append((generation, process.next_message()))
                    self._arrived.emit()
                    if not self._closing:
                        self._room.acquire()
            except (EOFError, OSError, ValueError):
                self._inbox.append((generation, None))
                self._arrived.emit()

    @Slot()
    def _take_some(self) -> None:
        """Take in what has come, as much as fits into one turn."""
        until = time.monotonic() + TURN_S
        while self._inbox:
            generation, message = self._inbox.popleft()
            if message is None:
                self._buried(generation)
            else:
                self._room.release()
                self._take(generation, message)
            if time.monotonic() >= until:
                break
        if self._inbox:
            self._turn.start()

    def _take(self, generation: int, message: Message) -> None:
        from desktop.ui.messages import Failed, Finished, Piece, Staged, Stopped

        if generation != self._generation or self._closing:
            return
        self._deaths = 0
        job = message.job
        ended = isinstance(message, Finished | Stopped | Failed)
        if job in self._cancelled:
            if ended:
                self._cancelled.discard(job)
                if not self._cancelled:
                    self._impatience.stop()
            return
        if job not in self._live:
            return
        if ended:
            del self._live[job]
        if isinstance(message, Staged):
            self.staged.emit(message)
        elif isinstance(message, Piece):
            self.piece.emit(message)
        elif isinstance(message, Finished):
            self.finished.emit(job)
        elif isinstance(message, Stopped):
            self.stopped.emit(job)
        else:
            self.failed.emit(message)

    def _buried(self, generation: int) -> None:
        """A worker died: say so for what it was doing, and start another."""
        from desktop.ui.messages import Failed

        if generation != self._generation or self._closing:
            return
        self._deaths += 1
        self._impatience.stop()
        self._cancelled.clear()
        lost, self._live = list(self._live), {}
        if self._process is not None:
            self._process.close()
            self._process = None
        if self._deaths <= MAX_DEATHS:
            self.warm()
        for job in lost:
            self.failed.emit(Failed(job, "worker_died" if self._deaths <= MAX_DEATHS else "worker_dead"))

    @Slot()
    def _restart_deaf(self) -> None:
        """The worker did not hear that it must stop. What was asked since goes to a new one."""
        if self._closing or not self._cancelled or self._process is None:
            return
        self._cancelled.clear()
        old, waiting = self._process, list(self._live.values())
        self._process = None
        self.warm()
        old.kill()
        threading.Thread(target=old.close, daemon=True).start()
        for request in waiting:
            self._tell(request)
