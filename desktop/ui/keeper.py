"""The project that is open: its store lives on a thread of its own, so that the window never waits for a large file.

    keeper.open(path)          later: opened(project)  or  refused(code, facts)
    keeper.apply(decision)     once it is on the disk (4–8 ms), the project after it

What was asked for is done in turn. A decision is waited for: what the screen shows is kept.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.errors import NaastError

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor
    from datetime import datetime

    from desktop.project.history import Decided, Decision, Name
    from desktop.project.lock import Holder
    from desktop.project.project import Project
    from desktop.project.store import Store

T = TypeVar("T")

UNSAVED = "unsaved"
"""As in `project.unsaved`, which is not loaded to see that there is nothing."""
IDLE_MS = 1000
"""So long after the last decision all of them are brought into the file itself."""


class Keeper(QObject):
    """See the module."""

    opened = Signal(object)
    saved = Signal(str)
    found = Signal(object)
    announced = Signal(object)
    refused = Signal(str, object)
    _done = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.folder: Path | None = None
        self._store: Decided | None = None
        self._threads: ThreadPoolExecutor | None = None
        self._done.connect(self._take)
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval(IDLE_MS)
        self._idle.timeout.connect(self._settle)

    # --- what is open ------------------------------------------------------------------------------------------------

    @property
    def project(self) -> Project | None:
        """The project as it stands on the disk."""
        return self._store.project if self._store is not None else None

    @property
    def path(self) -> str:
        return self._store.path if self._store is not None else ""

    @property
    def is_unsaved(self) -> bool:
        """Whether the project has no file of its own yet."""
        if self._store is not None and not self.path:
            return True
        return self.folder is not None and self.path.startswith(str(self.folder / UNSAVED) + os.sep)

    @property
    def read_only(self) -> bool:
        return self._store is not None and self._store.read_only

    @property
    def holder(self) -> Holder | None:
        """Who else has it open."""
        return self._store.holder if self._store is not None else None

    @property
    def undo_name(self) -> Name | None:
        """What undo would undo."""
        return self._store.history.undo_name if self._store is not None else None

    @property
    def redo_name(self) -> Name | None:
        """What redo would do again."""
        return self._store.history.redo_name if self._store is not None else None

    # --- opening and saving ------------------------------------------------------------------------------------------

    def open(self, path: str) -> None:
        """Open a project in the place of the one that is open, which stays where that fails."""

        def work() -> Store:
            from desktop.project.store import Store

            return Store.open(path, early=self._announce)

        self.ask(work, self._opened)

    def begin(self, project: Project) -> None:
        """Begin to keep a project that nobody has saved yet. It is waited for, since a decision is to follow.

        Raises:
            CannotWrite: it can be kept nowhere; it is then held in memory alone.
        """
        from desktop.project.history import Decided

        folder = self.folder

        def work() -> Store:
            from desktop.project.unsaved import keep_unsaved

            assert folder is not None
            return keep_unsaved(folder, project)

        self.close()
        self._store = Decided(project)
        if folder is not None:
            self._store = self._run(work).result()

    def save_as(self, path: str) -> None:
        """Go on in another file; the one before stays as it is, unless it was there because nothing was saved."""
        store, unsaved = self._store, self.path if self.is_unsaved else ""
        assert store is not None

        def work() -> None:
            from desktop.project.unsaved import forget

            store.save_as(path)
            if unsaved:
                forget(unsaved)

        def create() -> Decided:
            from desktop.project.store import Store

            created = Store.create(path, store.project)
            created.history = store.history
            return created

        if store.path:
            self.ask(work, lambda _: self.saved.emit(path))
            return
        try:  # it was held in memory alone; nothing may be decided meanwhile
            self._store = self._run(create).result()
        except NaastError as error:
            self._refuse(error)
        else:
            self.saved.emit(path)

    def look(self) -> None:
        """See what was not saved; told by `found`: path, names of files, when."""
        folder = self.folder
        if folder is None or not os.path.isdir(folder / UNSAVED):
            return  # nothing is loaded for it

        def work() -> tuple[tuple[str, tuple[str, ...], datetime], ...]:
            from desktop.project.unsaved import find_unsaved

            return tuple((u.path, u.files, u.changed) for u in find_unsaved(folder))

        self.ask(work, self.found.emit)

    def throw_away(self, path: str) -> None:
        """A comparison that was not saved is not wanted."""

        def work() -> None:
            from desktop.project.unsaved import forget

            forget(path)

        self._run(work)
        self.look()

    def close(self) -> None:
        """Let go of the project; all is in its file."""
        is_unsaved, project = self.is_unsaved, self.project
        store, self._store = self._store, None
        self._idle.stop()
        if store is None:
            return
        self._run(store.close)
        if is_unsaved and store.path and project is not None and not store.read_only:
            options = project.options
            if not (project.notes or options.pins or options.kinds):
                self.throw_away(store.path)
            else:
                self.look()

    def leave(self) -> None:
        """Close, and wait for it."""
        self.close()
        if self._threads is not None:
            self._threads.shutdown(wait=True)
            self._threads = None

    def beside(self, work: Callable[[], object]) -> None:
        """Do something that nobody waits for."""
        self._run(work)

    def _announce(self, project: Project) -> None:
        """On the thread: all of a project but its notes was read."""
        with suppress(RuntimeError):
            self.announced.emit(project)

    def _opened(self, store: Store) -> None:
        self.close()
        self._store = store
        self.opened.emit(store.project)

    # --- deciding ----------------------------------------------------------------------------------------------------

    def apply(self, decision: Decision, goes_on: bool = False) -> Project:
        """Carry out a decision. Raises as `Store.apply`; all is then as it was."""
        store = self._store
        assert store is not None
        return self._wait(lambda: store.apply(decision, goes_on))

    def undo(self) -> Project:
        """Take back the last decision. Raises as `Store.apply`."""
        assert self._store is not None
        return self._wait(self._store.undo)

    def redo(self) -> Project:
        """Carry out again what was taken back last. Raises as `Store.apply`."""
        assert self._store is not None
        return self._wait(self._store.redo)

    def on_store(self, work: Callable[[Decided], T], then: Callable[[T], None]) -> None:
        """Do something with the store that takes long; it may decide. What is decided in the window meanwhile comes
        after it. then: on the window's thread. Refusals are told by `refused`."""
        store = self._store
        if store is not None:
            self._idle.start()
            self.ask(lambda: work(store), then)

    def _wait(self, work: Callable[[], Project]) -> Project:
        self._idle.start()
        return self._run(work).result()

    def _settle(self) -> None:
        if self._store is not None:
            self._run(self._store.settle)

    # --- the thread --------------------------------------------------------------------------------------------------

    def _run(self, work: Callable[[], T]) -> Future[T]:
        if self._threads is None:
            from concurrent.futures import ThreadPoolExecutor

            self._threads = ThreadPoolExecutor(1, "keeper")
        return self._threads.submit(work)

    def ask(self, work: Callable[[], T], then: Callable[[T], None]) -> None:
        """Do something in its turn; then: with what came of it, on the window's thread."""

        def told(future: Future[T]) -> None:
            with suppress(RuntimeError):  # the window may be gone meanwhile
                self._done.emit(future, then)

        self._run(work).add_done_callback(told)

    def _take(self, future: Future[T], then: Callable[[T], None]) -> None:
        """Back on the window's thread."""
        try:
            value = future.result()
        except NaastError as error:
            self._refuse(error)
            return
        then(value)

    def _refuse(self, error: NaastError) -> None:
        self.refused.emit(error.code, tuple((k, str(v)) for k, v in error.facts.items()))


def same_file(one: str, other: str) -> bool:
    """Whether two paths lead to one file."""
    with suppress(OSError):
        return os.path.samefile(one, other)
    return False
