"""The process beside the window that reads, compares and writes reports, so that the window never waits.

    stdin   requests       stdout   messages       both as `pipes` writes them

It stays warm: what it read and segmented last is kept, and a corrected pair or another option makes new only what
depends on it. When the window goes, its end of the pipe closes and the worker leaves. Knows no Qt (a PDF report draws
with it, but that is the report's affair).
"""

from __future__ import annotations

import gc
import os
import sys
import threading
import time
from queue import SimpleQueue
from typing import IO, TYPE_CHECKING

from desktop.errors import Cancelled, NaastError
from desktop.progress import Progress, Stage
from desktop.ui.answers import compared, placed
from desktop.ui.messages import (
    Cancel,
    Compare,
    Export,
    Failed,
    Finished,
    Message,
    Piece,
    Place,
    Request,
    Staged,
    Stopped,
    Work,
)
from desktop.ui.pipes import receive, send
from desktop.ui.worker_memory import Memory

if TYPE_CHECKING:
    from desktop.model.comparison import Comparison

REPORT_EVERY_S = 0.04


class _Telling(Progress):
    """Progress that is sent to the window, now and then, and learns of cancelling."""

    def __init__(self, worker: Worker, job: int) -> None:
        self._worker, self._job = worker, job
        self._last: tuple[str, float] = ("", 0.0)

    def check(self, stage: Stage, done: int = 0, total: int = 0) -> None:
        if self._job in self._worker.cancelled:
            raise Cancelled
        now = time.monotonic()
        if stage != self._last[0] or now - self._last[1] >= REPORT_EVERY_S:
            self._last = stage, now
            self._worker.say(Staged(self._job, stage.value, done, total))


class Worker:
    """Answers requests one after another; a thread of its own listens, so that a cancel is heard at once."""

    def __init__(self, requests: IO[bytes], messages: IO[bytes]) -> None:
        self._requests, self._messages = requests, messages
        self._waiting: SimpleQueue[Work | None] = SimpleQueue()
        self.cancelled: set[int] = set()
        self._memory = Memory()

    def serve(self) -> None:
        """Work until the window goes."""
        threading.Thread(target=self._listen, daemon=True).start()
        while (request := self._waiting.get()) is not None:
            self._answer(request)

    def say(self, message: Message) -> None:
        send(self._messages, message)

    def _listen(self) -> None:
        try:
            while True:
                request: Request = receive(self._requests)
                if isinstance(request, Cancel):
                    self.cancelled.add(request.job)
                else:
                    self._waiting.put(request)
        except (EOFError, OSError):
            os._exit(0)  # the window is gone: whatever is under way is for nobody

    def _answer(self, request: Work) -> None:
        job = request.job
        gc.disable()  # a result is millions of small values and no rings: looking for those takes longer than making it
        try:
            progress = _Telling(self, job)
            if isinstance(request, Compare | Place):
                answer = compared if isinstance(request, Compare) else placed
                for name, items in answer(request, self._memory, progress):  # type: ignore[arg-type]
                    if job in self.cancelled:
                        raise Cancelled
                    self.say(Piece(job, name, items))
            else:
                comparison = self._memory.comparison(request.old, request.new, request.options, progress)
                if isinstance(request, Export):
                    self._report(comparison, request, progress)
            self.say(Finished(job))
        except Cancelled:
            self.say(Stopped(job))
        except NaastError as error:
            self.say(Failed(job, error.code, tuple((k, str(v)) for k, v in error.facts.items())))
        except MemoryError:
            self._memory = Memory()
            self.say(Failed(job, "no_memory"))
        except Exception as error:
            from desktop.ui.mishap import report_of

            self.say(Failed(job, "defect", (("reason", type(error).__name__),), report_of(error)))
        finally:
            gc.enable()

    def _report(self, comparison: Comparison, request: Export, progress: Progress) -> None:
        """Write one report, whole or not at all; or draw its first page."""
        key = request.wishes.key
        if not request.path:
            from desktop.reports.preview import first_page

            page = first_page(key, comparison, request.wishes.options(request.annotations, progress))
            self.say(Piece(request.job, "page", page))
            return
        from desktop.reports import catalogue
        from desktop.reports.files import write_whole

        options = request.wishes.options(
            request.annotations, progress, lambda warning: self.say(Piece(request.job, "warning", warning))
        )
        report = catalogue.report(key)
        write_whole([(request.path, lambda stream: report.write(comparison, stream, options))], progress)


def main() -> None:
    """Serve on the standard pipes. What is printed by mistake must not disturb them, so printing goes to stderr."""
    messages = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    # Load what the first comparison needs while the window is still being drawn.
    import desktop.ui.compare.rows
    import desktop.ui.result
    import desktop.workflow  # noqa: F401

    Worker(sys.stdin.buffer, messages).serve()


if __name__ == "__main__":
    main()
