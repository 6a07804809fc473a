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

import errno
import os
import shutil
import sqlite3
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from urllib.parse import quote

from desktop import __version__
from desktop.errors import CannotWrite, NaastError, UnreadableFile
from desktop.project import schema
from desktop.project.copies import JOURNAL, WAL, copy_project
from desktop.project.decisions import Decision
from desktop.project.history import Edit, History, Name, difference
from desktop.project.lock import Held, Holder, Lock
from desktop.project.project import Project

MAGIC = b"SQLite format 3\x00"
BUSY_MS = 3000
"""Another program that reads the file, a virus scanner or `sqlite3`, may hold it so long."""
SUFFIX = ".naast"
SETTLE_S = 5.0
"""At most so long decisions stand only in the log beside the file, as long as more are made."""


class Store:
    """One open project. project: as it stands on the disk. read_only: whether it cannot be changed here, because
    `holder` has it open or the file or its folder is protected."""

    def __init__(self, path: str, connection: sqlite3.Connection, project: Project, lock: Lock | None) -> None:
        self.path = path
        self.project = project
        self.holder: Holder | None = None
        self.history = History()
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
    def open(cls, path: str, read_only: bool = False) -> Store:
        """Open a project; to read only where somebody else has it open or it may not be written.

        Raises:
            UnreadableFile: file_missing, is_directory, no_permission, cannot_read, no_project_file, project_newer,
            project_damaged. Nothing is written to such a file.
            CannotWrite: project_full, when a file of an earlier version cannot be brought up to date.
        """
        path = os.path.abspath(path)
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
                store = cls._writable(path, lock) if lock else cls._readable(path)
        except BaseException:
            if lock:
                lock.release()
            raise
        store.holder = holder
        return store

    @classmethod
    def _writable(cls, path: str, lock: Lock) -> Store:
        if any(_has_content(path + suffix) for suffix in (WAL, JOURNAL)):
            # A crash left something beside the file. It is put in only when the whole of it is sound.
            cls._readable(path).close()
        connection = connect(path, HELD)
        try:
            # Nothing is written before all of it was read: a damaged file stays as it is.
            _check(connection)
            if _version(connection, path) < schema.VERSION:
                _migrate(connection, path)
            project = schema.read(connection)
            connection.execute("PRAGMA journal_mode = WAL")
        except BaseException:
            connection.close()
            raise
        return cls(path, connection, project, lock)

    @classmethod
    def _readable(cls, path: str) -> Store:
        folder = tempfile.mkdtemp(prefix="naast-")
        connection = None
        try:
            connection = connect(copy_project(path, folder), LOOSE)
            _check(connection)
            if _version(connection, path) < schema.VERSION:
                _migrate(connection, "")
            store = cls(path, connection, schema.read(connection), None)
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

    def apply(self, decision: Decision, goes_on: bool = False) -> Project:
        """Carry out a decision and return the project after it, which is then on the disk. goes_on: it belongs to the
        decision before, as the next letter of a note does, and is undone together with it.

        Raises:
            CannotWrite: project_read_only, project_full, project_busy, project_gone, cannot_write; the project is then
            as it was.
        """
        after = decision.make(self.project)
        edit = difference(self.project, after)
        if edit:
            self._write(edit)
            self.history.record(decision.name, edit, goes_on)
            self.project = after
        return self.project

    def undo(self) -> Project:
        """Take back the last decision that was not taken back. Raises as `apply`."""
        return self._step(self.history.done, self.history.undone)

    def redo(self) -> Project:
        """Carry out again what was taken back last. Raises as `apply`."""
        return self._step(self.history.undone, self.history.done)

    def _step(self, source: list[tuple[Name, Edit]], target: list[tuple[Name, Edit]]) -> Project:
        if source:
            name, edit = source[-1]
            back = edit.inverse()
            self._write(back)
            self.project = back.apply(self.project)
            source.pop()
            target.append((name, back))
        return self.project

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
        if self._lock is not None and self._connection is not None:
            with suppress(sqlite3.Error):
                self._connection.execute("PRAGMA wal_checkpoint(PASSIVE)")

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


def write_file(path: str, project: Project, known: dict[str, frozenset[str]] | None = None) -> None:
    """Write a project to a new file, whole or not at all. known: versions of its notes from earlier.

    Raises:
        CannotWrite: project_exists, folder_missing, write_forbidden, project_full, cannot_write.
    """
    if os.path.lexists(path):
        raise CannotWrite("project_exists", path=path)
    folder = os.path.dirname(path)
    if not os.path.isdir(folder):
        raise CannotWrite("folder_missing", path=path)
    temporary = os.path.join(folder, f".naast-{os.getpid()}-{uuid.uuid4().hex[:8]}.tmp")
    try:
        with writing_errors(path):
            connection = connect(temporary, LOOSE, create=True)
            try:
                schema.make(connection, project, f"naast {__version__}")
                if known:
                    connection.execute("BEGIN IMMEDIATE")
                    schema.put_versions(connection, known)
                    connection.execute("COMMIT")
            finally:
                with suppress(sqlite3.Error):
                    connection.close()
            if os.path.lexists(path):
                raise CannotWrite("project_exists", path=path)
            os.rename(temporary, path)
            _sync_folder(folder)
    finally:
        _remove(temporary)


HELD = ("locking_mode = EXCLUSIVE", "synchronous = FULL")
"""For a project that is worked in, until it is found sound; then its log begins. Held alone, the log needs no memory
shared with other processes, which network folders cannot give."""
FIRM = (*HELD, "journal_mode = WAL")
LOOSE = ("journal_mode = DELETE", "synchronous = FULL")
"""For a file that is made or copied: one file, nothing beside it."""


def connect(path: str, how: tuple[str, ...] = FIRM, create: bool = False) -> sqlite3.Connection:
    """A connection that waits until what it wrote is on the disk."""
    uri = f"{_uri(path)}?mode={'rwc' if create else 'rw'}"
    connection = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=BUSY_MS / 1000)
    try:
        connection.execute("PRAGMA trusted_schema = OFF")  # the file may be a stranger's
        for pragma in how:
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("PRAGMA secure_delete = ON")  # what was thrown away is not mailed along
    except BaseException:
        connection.close()
        raise
    return connection


def check_file(path: str) -> int:
    """Whether a file is a project this program can read; its version. Only its first bytes are looked at.

    Raises:
        UnreadableFile: file_missing, is_directory, no_permission, cannot_read, no_project_file, project_newer,
        project_damaged.
    """
    try:
        if os.path.isdir(path):
            raise UnreadableFile("is_directory", path=path)
        with open(path, "rb") as stream:
            head = stream.read(100)
    except OSError as error:
        code = {errno.ENOENT: "file_missing", errno.ENOTDIR: "file_missing", errno.EACCES: "no_permission"}.get(
            error.errno or 0, "cannot_read"
        )
        raise UnreadableFile(code, path=path, reason=error.strerror or type(error).__name__) from error
    if len(head) < 100 or not head.startswith(MAGIC):
        looks_like_ours = path.lower().endswith(SUFFIX)
        raise UnreadableFile("project_damaged" if looks_like_ours else "no_project_file", path=path)
    if int.from_bytes(head[68:72], "big") != schema.APPLICATION_ID:
        raise UnreadableFile("no_project_file", path=path)
    version = int.from_bytes(head[60:64], "big")
    if version > schema.VERSION:
        raise UnreadableFile("project_newer", path=path, version=version)
    return version


def _check(connection: sqlite3.Connection) -> None:
    """Whether the pages of the file hang together and its tables are ours; content is judged by its check sums."""
    if connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
        raise schema.Damaged("page")
    schema.check_tables(connection)


def _has_content(path: str) -> bool:
    try:
        return os.path.getsize(path) > 0
    except OSError:
        return False


def _migrate(connection: sqlite3.Connection, path: str) -> None:
    """Bring a file up to date, step by step, each whole or not at all; a copy of the file as it was is kept first."""
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if any(step not in schema.MIGRATIONS for step in range(version, schema.VERSION)):
        raise schema.Damaged("version")
    if path:
        backup = f"{path}.v{version}.bak"
        if not os.path.exists(backup):
            write_backup(connection, backup)
    while version < schema.VERSION:
        connection.execute("BEGIN IMMEDIATE")
        try:
            schema.MIGRATIONS[version](connection)
            connection.execute(f"PRAGMA user_version = {version + 1}")
            connection.execute("COMMIT")
        except BaseException:
            with suppress(sqlite3.Error):
                connection.execute("ROLLBACK")
            raise
        version += 1


def write_backup(connection: sqlite3.Connection, path: str) -> None:
    """A copy of an open file, whole or not at all."""
    temporary = f"{path}.tmp"
    _remove(temporary)
    copy = sqlite3.connect(temporary, isolation_level=None)
    try:
        connection.backup(copy)
    finally:
        copy.close()
    os.replace(temporary, path)


def _version(connection: sqlite3.Connection, path: str) -> int:
    """The version of an open file; its head may be older than what a crash left beside it. Raises UnreadableFile:
    project_newer."""
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if version > schema.VERSION:
        raise UnreadableFile("project_newer", path=path, version=version)
    return version


def _remove(path: str) -> None:
    for suffix in ("", JOURNAL, WAL):
        with suppress(OSError):
            os.unlink(path + suffix)


def _uri(path: str) -> str:
    return Path(path).as_uri() if os.name == "nt" else "file:" + quote(os.fsencode(path))


def _sync_folder(folder: str) -> None:
    """Make the name of a new file as safe as its content, where the system can."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextmanager
def reading_errors(path: str) -> Iterator[None]:
    """Says in our words what SQLite and the system say on reading a file."""
    try:
        yield
    except (schema.Damaged, sqlite3.DatabaseError, OverflowError, UnicodeDecodeError) as error:
        if isinstance(error, sqlite3.OperationalError) and _name(error).startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
            raise UnreadableFile("project_busy", path=path) from error
        if isinstance(error, sqlite3.OperationalError) and _name(error).startswith("SQLITE_FULL"):
            raise CannotWrite("project_full", path=path) from error
        raise UnreadableFile("project_damaged", path=path) from error
    except OSError as error:
        raise UnreadableFile("cannot_read", path=path, reason=error.strerror or type(error).__name__) from error


_WRITING = (
    ("SQLITE_FULL", "project_full"),
    ("SQLITE_BUSY", "project_busy"),
    ("SQLITE_LOCKED", "project_busy"),
    ("SQLITE_READONLY", "write_forbidden"),
    ("SQLITE_PERM", "write_forbidden"),
    ("SQLITE_CORRUPT", "project_damaged"),
    ("SQLITE_NOTADB", "project_damaged"),
)


@contextmanager
def writing_errors(path: str) -> Iterator[None]:
    """Says in our words what SQLite and the system say on writing a file."""
    try:
        yield
    except UnicodeDecodeError as error:  # of the message itself, which quotes a damaged file
        raise CannotWrite("project_damaged", path=path) from error
    except sqlite3.Error as error:
        code = next((code for start, code in _WRITING if _name(error).startswith(start)), "cannot_write")
        raise CannotWrite(code, path=path, reason=str(error)) from error
    except NaastError:
        raise
    except OSError as error:
        codes = {errno.ENOSPC: "project_full", errno.EACCES: "write_forbidden", errno.EROFS: "write_forbidden"}
        code = codes.get(error.errno or 0, "cannot_write")
        raise CannotWrite(code, path=path, reason=error.strerror or type(error).__name__) from error


def _name(error: sqlite3.Error) -> str:
    return str(getattr(error, "sqlite_errorname", ""))
