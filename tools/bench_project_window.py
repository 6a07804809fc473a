"""How fast is a project of many notes in the window? Part of `make bench-project`; drawn without a screen.

In: a project file. Out: milliseconds to open it (until rows and notes are on the screen), of the longest time in which
a click would have had to wait meanwhile, to type a letter of a note, to judge, to filter the list, to undo; wall time
and the processor time of the window's process, which others on the machine do not lengthen as much.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from desktop.model.annotation import Status
from desktop.ui.app import Application
from desktop.ui.jobs import Jobs
from desktop.ui.note_filter import NoteFilter
from desktop.ui.process import WorkerProcess
from desktop.ui.window import Window

PATIENCE_S = 120
BEAT_MS = 5
Times = list[tuple[float, float]]
"""Wall and processor time, milliseconds."""


class Gaps:
    """The longest time in which the window answered nothing."""

    def __init__(self) -> None:
        self.longest = 0.0
        self._last = time.perf_counter()
        self._timer = QTimer()
        self._timer.setInterval(BEAT_MS)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def _beat(self) -> None:
        now = time.perf_counter()
        self.longest = max(self.longest, now - self._last)
        self._last = now

    def stop(self) -> float:
        """Milliseconds."""
        self._timer.stop()
        return self.longest * 1000


@contextmanager
def timed(into: Times) -> Iterator[None]:
    wall, cpu = time.perf_counter(), time.process_time()
    yield
    into.append(((time.perf_counter() - wall) * 1000, (time.process_time() - cpu) * 1000))


def until(app: QApplication, there: Callable[[], bool]) -> None:
    """Let the window live until something is so."""
    end = time.monotonic() + PATIENCE_S
    while not there():
        if time.monotonic() > end:
            raise TimeoutError("the window does not get there")
        # Waits as the program does: a loop that asks without pause would take the interpreter from the other threads.
        app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def settle(app: QApplication) -> None:
    """All that is due is done and drawn."""
    for _ in range(3):
        app.processEvents()


def measure(path: str, times: int = 5) -> dict[str, Times]:
    """By what was done."""
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    found: dict[str, Times] = {}
    jobs = Jobs(WorkerProcess())
    with tempfile.TemporaryDirectory() as settings:
        application = Application(app, jobs, Path(settings), "en")
        window = application.window
        window.resize(1280, 800)
        application.show()
        settle(app)
        time.sleep(1.5)  # the worker loads its modules
        try:
            _measure(app, window, path, times, found)
        finally:
            application.close()
            jobs.close()
            window.close()
    return found


def _measure(app: QApplication, window: Window, path: str, times: int, found: dict[str, Times]) -> None:
    workspace = window.workspace
    for k in range(times):
        if k:
            workspace.close()
            settle(app)
        gaps = Gaps()
        with timed(found.setdefault("open", [])):
            window.open_project(path)
            until(app, lambda: workspace.result is not None and not workspace.is_busy)
            if not k:
                window.panes.show_page("notes", focus=False)
            settle(app)
        found.setdefault("longest wait while opening", []).append((gaps.stop(), 0.0))
    notes = window.panes.notes
    changes = [c.id for c in workspace.result.changes] if workspace.result else []
    for k in range(30):
        workspace.reader.go_to_change(changes[(k * 37) % len(changes)])
        settle(app)
        notes.write()
        with timed(found.setdefault("type a letter of a note", [])):
            notes.text.insertPlainText("x")
            settle(app)
        window.panes.focus_text()
        with timed(found.setdefault("judge", [])):
            window.run("note.significance_2")
            settle(app)
    for _ in range(30):
        with timed(found.setdefault("undo", [])):
            window.run("edit.undo")
            settle(app)
    wanted = (
        NoteFilter(statuses=(Status.OPEN,)),
        NoteFilter(tags=("geld",), least=2),
        NoteFilter(authors=("Jan",), text="NOTITIE 99"),
        NoteFilter(),
    )
    for k in range(20):
        with timed(found.setdefault("filter", [])):
            notes.notes.choose(replace(wanted[k % 4]))
            settle(app)


def middle(times: Times) -> tuple[float, float]:
    """Medians of wall and processor time."""
    return statistics.median(w for w, _ in times), statistics.median(c for _, c in times)
