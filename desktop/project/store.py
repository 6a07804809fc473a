"""A project in its file: every decision is on the disk before it is acknowledged.

    store = Store.open("arms.naast")          or Store.create(path, project)
    project = store.apply(put_notes(note))    written, then returned
    store.undo()                              written too
    store.close()

SQLite keeps the file: a transaction for each decision in a write-ahead log, every write waited for (decision 7). A
process that is killed at any moment leaves the project as it was before or after a decision. One process writes; others
read a copy (`lock`, `copies`). A `Store` belongs to the thread that made it.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from types import TracebackType

from desktop.errors import CannotWrite, NaastError
from desktop.project import schema
from desktop.project.copies import JOURNAL, WAL, copy_project
from desktop.project.files import (
    COPY,
    HELD,
    LOGGED,
    LOOSE,
    check_file,
    check_sound,
    connect,
    fold,
    migrate,
    remove,
    version_of,
    write_file,
)
from desktop.project.history import Decided, Edit
from desktop.project.lock import Held, Holder, Lock
from desktop.project.project import Project
from desktop.project.trouble import reading_errors, writing_errors

SETTLE_S = 30.0
"""At most so long decisions stand only in the log beside the file, as long as more are made without a pause. Settling
copies the file: 0.1 s with 10,000 notes (`make bench-project`), in which a decision would wait."""


class Store(Decided):
    """One open project. project: as it stands on the disk. read_only: whether it cannot be changed here, because
    `holder` has it open or the file or its folder is protected.

    `apply`, `undo` and `redo` raise CannotWrite: project_read_only, project_full, project_busy, project_gone,
    cannot_write; the project is then as it was. What they return is on the disk."""

    def __init__(self, path: str, connection: sqlite3.Connection, project: Project, lock: Lock | None) -> None:
        super().__init__(project)
        self.path = path
        self._connection: sqlite3.Connection | None = connection
        self._lock = lock
        self._folder: str | None = None
        self._settled = time.monotonic()
        self._file = os.stat(path)

    @property
    def read_only(self) -> bool:
        """Whether decisions are refused."""
        return self._lock is None

    # ---- opening and making ----------------------------------------------------------------------------------------

    @classmethod
    def open(cls, path: str, read_only: bool = False, early: Callable[[Project], None] | None = None) -> Store:
        """Open a project; to read only where somebody else has it open or it may not be written. early: told the
        project without its notes, as soon as that much is read; notes are most of it.

        Raises:
            UnreadableFile: file_missing, is_directory, no_permission, cannot_read, no_project_file, project_newer,
            project_damaged. Nothing is written to such a file.
            CannotWrite: project_full, when a file of an earlier version cannot be brought up to date.
        """
        path = os.path.realpath(path) if os.path.islink(path) else os.path.abspath(path)
        check_file(path)
        lock: Lock | None = None
        holder: Holder | None = None
        if not read_only and os.access(path, os.W_OK):
            try:
                lock = Lock(path)
            except Held as held:
                holder = held.holder
            except OSError:
                lock = None
        try:
            with reading_errors(path):
                store = cls._writable(path, lock, early) if lock else cls._readable(path, early)
        except BaseException:
            if lock:
                lock.release()
            raise
        store.holder = holder
        return store

    @classmethod
    def _writable(cls, path: str, lock: Lock, early: Callable[[Project], None] | None) -> Store:
        if any(_has_content(path + suffix) for suffix in (WAL, JOURNAL)):
            # A crash left something beside the file. It is put in only when the whole of it is sound.
            cls._readable(path).close()
        remove(path + COPY)  # a copy that a crash left half made
        connection = connect(path, HELD)
        try:
            # Nothing is written before all of it was read: a damaged file stays as it is.
            check_sound(connection)
            if version_of(connection, path) < schema.VERSION:
                migrate(connection, path)
            project = schema.read(connection, early)
            for pragma in LOGGED:
                connection.execute(f"PRAGMA {pragma}")
        except BaseException:
            connection.close()
            raise
        return cls(path, connection, project, lock)

    @classmethod
    def _readable(cls, path: str, early: Callable[[Project], None] | None = None) -> Store:
        folder = tempfile.mkdtemp(prefix="naast-")
        connection = None
        try:
            connection = connect(copy_project(path, folder), LOOSE)
            check_sound(connection)
            if version_of(connection, path) < schema.VERSION:
                migrate(connection, "")
            store = cls(path, connection, schema.read(connection, early), None)
        except BaseException:
            if connection is not None:
                connection.close()
            shutil.rmtree(folder, ignore_errors=True)
            raise
        store._folder = folder
        return store

    @classmethod
    def create(cls, path: str, project: Project) -> Store:
        """A new project file; it is there whole or not at all.

        Raises:
            CannotWrite: project_exists, folder_missing, write_forbidden, project_full, cannot_write.
        """
        path = os.path.abspath(path)
        write_file(path, project)
        return cls.open(path)

    # ---- deciding --------------------------------------------------------------------------------------------------

    def versions(self) -> dict[str, frozenset[str]]:
        """Which contents each note had, for merging."""
        with reading_errors(self.path):
            return schema.versions(self._open())

    def _write(self, edit: Edit) -> None:
        if self._lock is None:
            raise CannotWrite("project_read_only", path=self.path, user=self.holder.user if self.holder else "")
        if not self._is_there():
            raise CannotWrite("project_gone", path=self.path)
        with writing_errors(self.path):
            connection = self._open()
            try:
                connection.execute("BEGIN IMMEDIATE")
                schema.write(connection, edit)
                connection.execute("COMMIT")
            except BaseException:
                self._back_out(connection)
                raise
        if time.monotonic() - self._settled > SETTLE_S:
            self.settle()

    def settle(self) -> None:
        """Bring all decisions into the file itself, so that it can be copied alone. For a moment when nobody waits; it
        is done from time to time while decisions are made, and on closing. Nothing is lost where it fails."""
        self._settled = time.monotonic()
        with suppress(sqlite3.Error, OSError):
            if self._fold():
                self._open()

    def _fold(self) -> bool:
        connection = self._connection
        if self._lock is None or connection is None or not _has_content(self.path + WAL) or not self._is_there():
            return False
        if fold(connection, self.path):
            self._connection, self._file = None, os.stat(self.path)
        return True

    def _is_there(self) -> bool:
        """Whether the file is still the one that was opened. After a pulled stick, or where a program that keeps
        folders alike put another in its place, SQLite would go on writing to what has no name any more."""
        try:
            return os.path.samestat(self._file, os.stat(self.path))
        except OSError:
            return False

    def _back_out(self, connection: sqlite3.Connection) -> None:
        """Leave a transaction that failed; a connection that cannot even do that is opened anew when it is needed."""
        try:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
        except sqlite3.Error:
            with suppress(sqlite3.Error):
                connection.close()
            self._connection = None

    def _open(self) -> sqlite3.Connection:
        if self._connection is None:
            self._connection = connect(self.path)
        return self._connection

    # ---- leaving ---------------------------------------------------------------------------------------------------

    def save_as(self, path: str) -> None:
        """Go on in another file, as new as this one; this one stays as it is.

        Raises:
            CannotWrite: as `create`.
        """
        path = os.path.abspath(path)
        known: dict[str, frozenset[str]] = {}
        with suppress(NaastError):  # the file may be gone; what is in memory is not
            known = self.versions()
        write_file(path, self.project, known)
        other = Store.open(path)
        history = self.history
        self.close()
        self.path, self._connection, self._lock, self.holder = path, other._connection, other._lock, other.holder
        self.project, self.history, self._file = other.project, history, other._file

    def close(self) -> None:
        """Let go of the file. Everything was written before."""
        with suppress(sqlite3.Error, OSError):
            self._fold()
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(sqlite3.Error):
                if self._lock is not None:
                    connection.execute("PRAGMA journal_mode = DELETE")
            with suppress(sqlite3.Error):
                connection.close()
        if self._lock is not None:
            self._lock.release()
            self._lock = None
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _has_content(path: str) -> bool:
    try:
        return os.path.getsize(path) > 0
    except OSError:
        return False
