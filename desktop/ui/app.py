"""Wiring: settings, worker, workspace, window; and what happens when something goes wrong that nobody foresaw.

    run_window(["old.txt", "new.txt"], "nl", timings=False)   → exit code

With two files the worker is started before Qt is loaded: they are read while the window is still being drawn.
"""

from __future__ import annotations

import gc
import os
import sys
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from desktop.collector import collector_held
from desktop.errors import NaastError
from desktop.i18n import choose_language, translator
from desktop.settings import Settings
from desktop.settings import load as load_settings
from desktop.settings import save as save_settings
from desktop.ui import memory as memories

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from desktop.ui.jobs import Jobs
    from desktop.ui.window import Window
    from desktop.ui.workspace import Workspace


def run_window(paths: Sequence[str], language: str | None, timings: bool = False) -> int:
    """Open the window and stay until it is closed.

    Raises:
        NaastError: no_display; no_window_library when Qt is not installed.
    """
    began = _process_began()
    _check_display()
    with collector_held():
        application = _make_application(paths, language, began if timings else None)
        application.show()
    gc.freeze()  # modules and window stay: the collector need not visit them
    _open_paths(application.window, paths)
    try:
        code = application.app.exec()
    finally:
        application.close()
        application.delete_window()
        application.jobs.close()
    return code


def _open_paths(window: Window, paths: Sequence[str]) -> None:
    """Show what was asked for: two files, a project, the first of two files, or nothing."""
    if len(paths) == 2:
        window.open_paths(*paths)
    elif _is_project(paths):
        window.open_project(paths[0])
    elif paths:
        window.take_file(os.path.abspath(paths[0]))


def _is_project(paths: Sequence[str]) -> bool:
    return len(paths) == 1 and memories.is_project(paths[0])


def _make_application(paths: Sequence[str], language: str | None, began: float | None) -> Application:
    """The program with its window, not shown yet. began: when the process did, where times are to be told."""
    process = None
    if len(paths) == 2 or _is_project(paths):  # reading begins while the window is still being drawn
        from desktop.ui.process import WorkerProcess

        process = WorkerProcess()
    try:
        from PySide6.QtWidgets import QApplication
    except ImportError as error:
        if process is not None:
            process.kill()
        raise NaastError("no_window_library") from error
    # The same style on every system, for `look.qss` is made for it; asked for here, `setStyle` would cost 20 ms.
    arguments = [*sys.argv[:1], "-style", "Fusion"]
    if sys.platform == "darwin":
        from desktop.ui.file_open import OpeningApplication

        app: QApplication = OpeningApplication(arguments)
    else:
        app = QApplication(arguments)
    from desktop.ui.folders import data_folder, settings_folder

    jobs = None
    if process is not None:
        from desktop.ui.jobs import Jobs

        jobs = Jobs(process)
    application = Application(app, jobs, settings_folder(), language, data_folder())
    opened: Any = getattr(app, "asked_to_open", None)
    if opened is not None:
        opened.connect(lambda path: _open_paths(application.window, [path]))
    if began is not None:
        from desktop.ui.timings import Timings

        application.timings = Timings(application.window, began)
    return application


def _check_display() -> None:
    """Without a screen Qt ends the process with a message nobody understands; say it in time."""
    if sys.platform.startswith("linux"):
        given = os.environ
        if not (given.get("QT_QPA_PLATFORM") or given.get("DISPLAY") or given.get("WAYLAND_DISPLAY")):
            raise NaastError("no_display")


def _process_began() -> float:
    """When this process began, on the clock of `time.time`."""
    if sys.platform.startswith("linux"):
        with suppress(OSError, ValueError, IndexError):
            ticks = int(Path("/proc/self/stat").read_text().rpartition(")")[2].split()[19])
            up = float(Path("/proc/uptime").read_text().split()[0])
            return time.time() - (up - ticks / os.sysconf("SC_CLK_TCK"))
    return time.time()


class Application:
    """Holds what lives as long as the program: settings, theme, worker, workspace; and the window, which may be made
    anew in another language. jobs: None to start the worker once the window is there."""

    def __init__(
        self, app: QApplication, jobs: Jobs | None, folder: Path, language: str | None, data: Path | None = None
    ) -> None:
        from desktop.ui.actions.binder import KeyGuard
        from desktop.ui.theme import Theme

        self.app, self.folder, self._jobs = app, folder, jobs
        app.setApplicationName("naast")
        app.setApplicationDisplayName("Naast")
        app.setDesktopFileName("org.naast.Naast")  # by which a Linux desktop finds name and icon
        app.setQuitOnLastWindowClosed(True)
        self.settings, trouble = load_settings(folder)
        self.memory = memories.load(folder)
        self._asked_language = language
        self.theme = Theme(app, self.settings.theme)
        self._data = data or folder
        self._workspace: Workspace | None = None
        self.guard = KeyGuard(app)
        self.timings: object = None
        self._closed = False
        self._kept_trouble = ""
        self.window = self._make_window()
        self._hook()
        if trouble:
            self.window.notice(trouble, "error")

    @property
    def jobs(self) -> Jobs:
        """The worker, as the window sees it."""
        if self._jobs is None:
            from desktop.ui.jobs import Jobs

            self._jobs = Jobs()
        return self._jobs

    @property
    def workspace(self) -> Workspace:
        """What is open; made when it is first asked for, which is once the window is there."""
        if self._workspace is None:
            from desktop.ui.workspace import Workspace

            self._workspace = Workspace(self.jobs, self.settings)
            self._workspace.keeper.folder = self._data
        return self._workspace

    def show(self) -> None:
        """Bring the window onto the screen; once it is there, start the worker and load what a comparison will need."""
        from PySide6.QtCore import QTimer

        self.window.show()
        QTimer.singleShot(0, self._get_ready)

    def _get_ready(self) -> None:
        self.guard.watch()
        self._speak()
        self.jobs.warm()
        threading.Thread(target=self._load_ahead, daemon=True).start()

    def _load_ahead(self) -> None:
        """Load the modules of a comparison; the interpreter is shared with the window, which goes on meanwhile."""
        import desktop.ui.desk
        import desktop.ui.workspace

        with suppress(RuntimeError):  # the window may have been closed meanwhile
            self._from_threads.loaded.emit(self._look_for_work)
        import desktop.ui.editions
        import desktop.ui.handlers.files
        import desktop.ui.handlers.travel
        import desktop.ui.panes
        import desktop.ui.placing
        import desktop.ui.result
        import desktop.ui.search  # noqa: F401

        with suppress(RuntimeError):
            self._from_threads.loaded.emit(self._make_ahead)

    def _look_for_work(self) -> None:
        if not self._closed:
            self.window.workspace.keeper.look()

    def _speak(self) -> None:
        from desktop.ui.qt_words import speak

        speak(self.app, self.window.t.language)

    def _make_ahead(self) -> None:
        if not self._closed:
            self.window.desk.make_ahead()

    def _make_window(self) -> Window:
        from desktop.ui.icons import pixmap
        from desktop.ui.window import Window

        asked = self._asked_language or (self.settings.language if self.settings.language != "system" else None)
        t = translator(choose_language(asked))
        window = Window(lambda: self.workspace, self.theme, self.settings, self.memory, t, self.guard)
        window.setWindowIcon(pixmap("naast", "", 64))
        window.settings_changed.connect(self.set_settings)
        window.memory_changed.connect(self._remember)
        return window

    def set_settings(self, settings: Settings) -> None:
        """Other settings: seen at once, kept for the next time."""
        before, self.settings = self.settings, settings
        self.workspace.settings = settings
        self.theme.choose(settings.theme)
        self.window.apply(settings)
        if not settings.remember and before.remember:
            self.window.forget_recent()
        try:
            save_settings(settings, self.folder)
        except OSError as error:
            self.window.notice("cannot_keep", "error", reason=error.strerror or type(error).__name__)
        if settings.language != before.language:
            self._asked_language = None
            self._change_window()

    def _change_window(self) -> None:
        """A window in another language in the place of this one; the work stays."""
        old = self.window
        old.keep_place()
        self.memory = old.memory
        self.app.setQuitOnLastWindowClosed(False)
        self.window = self._make_window()
        self._speak()
        self.window.desk.renew_facts()
        self.window.show()
        old.hide()
        old.deleteLater()
        self.app.setQuitOnLastWindowClosed(True)

    def _remember(self, memory: memories.Memory) -> None:
        self.memory = memory
        with suppress(OSError):  # it is no loss worth a word when the place of the window is not kept
            memories.save(memory, self.folder)

    def _hook(self) -> None:
        """Unexpected errors, wherever they come from, are told in the window; the work stays."""
        from PySide6.QtCore import QObject, Signal

        class FromThreads(QObject):
            error = Signal(object)
            loaded = Signal(object)

        self._from_threads = FromThreads()
        self._from_threads.error.connect(self.tell_mishap)
        self._from_threads.loaded.connect(lambda then: then())
        self._before = sys.excepthook, threading.excepthook

        def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
            if issubclass(kind, KeyboardInterrupt):
                self.app.quit()
                return
            if os.environ.get("NAAST_DEBUG"):
                self._before[0](kind, error, trace)
            self._from_threads.error.emit(error)

        def thread_hook(given: threading.ExceptHookArgs) -> None:
            if given.exc_value is not None:
                self._from_threads.error.emit(given.exc_value)

        sys.excepthook = hook
        threading.excepthook = thread_hook

    def tell_mishap(self, error: BaseException) -> None:
        """Show that something went wrong, with a report that can be copied."""
        from desktop.ui.mishap import report_of
        from desktop.ui.state import Notice

        self.window.notices.show_notice(Notice("mishap", (), "error", (), report_of(error)))

    def delete_window(self) -> None:
        """Take the window apart while everything it needs is there: at the end of the program the order is nobody's."""
        from PySide6.QtCore import QCoreApplication, QEvent

        self.window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def close(self) -> None:
        """Break off what is under way and give back what was taken over; the worker is whose it was."""
        if self._closed:
            return
        self._closed = True
        sys.excepthook, threading.excepthook = self._before
        if self._workspace is not None:
            self._workspace.leave()
