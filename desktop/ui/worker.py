"""The process beside the window that reads, compares and writes reports, so that the window never waits.

    stdin   requests       stdout   messages       both as `pipes` writes them

It stays warm: what it read and segmented last is kept, and a corrected pair or another option makes new only what
depends on it. When the window goes, its end of the pipe closes and the worker leaves. Knows no Qt (a PDF report draws
with it, but that is the report's affair).
"""

from __future__ import annotations

import gc
import hashlib
import os
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from queue import SimpleQueue
from typing import IO, TYPE_CHECKING, Any

from desktop.errors import Cancelled, NaastError
from desktop.progress import Progress, Stage
from desktop.ui.messages import (
    Cancel,
    Compare,
    Export,
    Failed,
    Finished,
    Keep,
    Message,
    Piece,
    Request,
    Source,
    Staged,
    Stopped,
)
from desktop.ui.pipes import receive, send

if TYPE_CHECKING:
    from desktop.model.comparison import Comparison
    from desktop.model.document import Document, Extract
    from desktop.model.options import EditionGuess, Options
    from desktop.project.project import KeptEdition

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
        self._waiting: SimpleQueue[Compare | Export | Keep | None] = SimpleQueue()
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

    def _answer(self, request: Compare | Export | Keep) -> None:
        job = request.job
        gc.disable()  # a result is millions of small values and no rings: looking for those takes longer than making it
        try:
            progress = _Telling(self, job)
            comparison = self._memory.comparison(request.old, request.new, request.options, progress)
            if isinstance(request, Keep):
                self.say(Piece(job, "kept", _kept(comparison)))
            elif isinstance(request, Compare):
                comparison = self._settled(comparison, request, progress)
                for name, items in _told(comparison, request, progress):
                    if job in self.cancelled:
                        raise Cancelled
                    self.say(Piece(job, name, items))
            else:
                _write(comparison, request, progress)
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

    def _settled(self, comparison: Comparison, request: Compare, progress: Progress) -> Comparison:
        """The comparison with pins on the numbers that their blocks have, as this program reads the texts."""
        if not request.places:
            return comparison
        from desktop.project.pinning import settle

        options = settle(request.options, request.places, comparison).options
        if options == request.options:
            return comparison
        return self._memory.comparison(request.old, request.new, options, progress)


class Memory:
    """What was made last, stage by stage, with what it was made from."""

    def __init__(self) -> None:
        self._extracts: dict[object, Extract] = {}
        self._documents: tuple[object, tuple[Document, Document]] | None = None
        self._comparison: tuple[object, Comparison] | None = None

    def comparison(self, old: Source, new: Source, options: Options, progress: Progress) -> Comparison:
        """The comparison, made from the first stage whose inputs are new.

        Raises:
            UnreadableFile: a file cannot be read. Cancelled.
        """
        from desktop import workflow

        stamps = _stamp(old), _stamp(new)
        key = (stamps, options)
        if self._comparison and self._comparison[0] == key:
            return self._comparison[1]
        of_documents = (stamps, options.old, options.new, options.kinds)
        if self._documents is None or self._documents[0] != of_documents:
            wanted = [(*stamps[0], options.old.tracked), (*stamps[1], options.new.tracked)]
            guesses = options.old, options.new
            extracts = [
                self._extract(source, key, guess, progress)
                for source, key, guess in zip((old, new), wanted, guesses, strict=True)
            ]
            self._extracts = dict(zip(wanted, extracts, strict=True))
            self._documents = of_documents, workflow.read_documents(extracts[0], extracts[1], options, progress)
        comparison = workflow.compare_documents(*self._documents[1], options, progress)
        self._comparison = key, comparison
        return comparison

    def _extract(self, source: Source, key: object, guess: EditionGuess, progress: Progress) -> Extract:
        from desktop import workflow
        from desktop.model.document import Extract
        from desktop.model.options import ReadOptions

        if key in self._extracts:
            return self._extracts[key]
        if source.packed is not None:
            from desktop.project.packing import expand

            return replace(expand(Extract, source.packed), path=source.path)
        if source.text is None:
            return workflow.read_file(source.path, progress, ReadOptions(source.password, guess.tracked))
        if not source.text.strip():
            raise NaastError("empty_file", path=source.path)
        digest = hashlib.sha256(source.text.encode("utf-8", "surrogatepass")).hexdigest()
        return Extract(source.text, source.path, "text", digest)


def _stamp(source: Source) -> tuple[object, ...]:
    """What tells whether a source is still the same."""
    if source.packed is not None:
        return source.path, source.packed
    if source.text is not None:
        return source.path, source.text
    try:
        about = os.stat(source.path)
    except OSError:
        return source.path, 0, -1
    return source.path, about.st_mtime_ns, about.st_size, source.password


def _told(comparison: Comparison, request: Compare, progress: Progress) -> Iterator[tuple[str, Any]]:
    """The result in pieces, then what became of notes: those that are elsewhere or not found for certain."""
    from desktop.reports.outline import build_outline
    from desktop.ui.compare.rows import build_rows
    from desktop.ui.digest import section_nodes
    from desktop.ui.result import pieces

    progress.check(Stage.DIFFING)
    outline = build_outline(comparison)
    progress.check(Stage.DIFFING)
    rows = build_rows(comparison, outline)
    progress.check(Stage.DIFFING)
    yield from pieces(comparison, rows, section_nodes(outline))
    if request.notes:
        from desktop.project.placing import Places
        from desktop.ui.result import PIECE

        places = Places(comparison)
        for at in range(0, len(request.notes), PIECE):
            progress.check(Stage.DIFFING)
            placed = places.place(request.notes[at : at + PIECE])
            asked = request.notes[at : at + PIECE]
            yield (
                "placements",
                tuple(
                    (p.kept, p.certainty.name.lower())
                    for p, was in zip(placed, asked, strict=True)
                    if p.kept != was or p.certainty.name != "SURE"
                ),
            )


def _kept(comparison: Comparison) -> tuple[KeptEdition, KeptEdition]:
    from datetime import UTC, datetime

    from desktop.project.project import keep

    now = datetime.now(UTC)
    return keep(comparison.old.extract, now), keep(comparison.new.extract, now)


def _write(comparison: Comparison, request: Export, progress: Progress) -> None:
    """Write one report, whole or not at all."""
    from desktop.i18n import translator
    from desktop.reports import catalogue
    from desktop.reports.base import ReportOptions
    from desktop.reports.files import write_whole

    report = catalogue.report(request.key)
    looks = ReportOptions(t=translator(request.language), annotations=request.annotations, progress=progress)
    write_whole([(request.path, lambda stream: report.write(comparison, stream, looks))], progress)


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
