"""Project files as SQLite has them: made whole or not at all, checked before they are trusted, brought up to date.

check_file("arms.naast")        its version, from its first bytes; nothing is opened
connect(path, HELD)             a connection that waits until what it wrote is on the disk
write_file(path, project)       a new file
"""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import uuid
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

from desktop import __version__
from desktop.errors import CannotWrite, UnreadableFile
from desktop.project import schema
from desktop.project.copies import JOURNAL, WAL
from desktop.project.project import Project
from desktop.project.trouble import writing_errors

MAGIC = b"SQLite format 3\x00"
BUSY_MS = 3000
"""Another program that reads the file, a virus scanner or `sqlite3`, may hold it so long."""
SUFFIX = ".naast"
COPY = "-copy"
"""Ends the name of a copy in the making, beside the file it is for."""

HELD = ("locking_mode = EXCLUSIVE", "synchronous = FULL")
"""For a project that is worked in, until it is found sound; then its log begins. Held alone, the log needs no memory
shared with other processes, which network folders cannot give."""
LOGGED = ("journal_mode = WAL", "wal_autocheckpoint = 0")
"""And with a log. SQLite would bring the log into the file page after page; `fold` does it at once."""
LOOSE = ("journal_mode = DELETE", "synchronous = FULL")
"""For a file that is made or copied: one file, nothing beside it."""


def connect(path: str, how: tuple[str, ...] = (*HELD, *LOGGED), create: bool = False) -> sqlite3.Connection:
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


def check_sound(connection: sqlite3.Connection) -> None:
    """Whether the pages of the file hang together and its tables are ours; content is judged by its check sums."""
    if connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
        raise schema.Damaged("page")
    schema.check_tables(connection)


def migrate(connection: sqlite3.Connection, path: str) -> None:
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


def write_backup(connection: sqlite3.Connection, path: str, like: str = "") -> None:
    """A copy of an open file, whole or not at all. like: a file of which the copy takes the permissions."""
    temporary = path + COPY
    remove(temporary)
    try:
        copy = sqlite3.connect(temporary, isolation_level=None)
        try:
            connection.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")
        finally:
            copy.close()
        if like:
            shutil.copymode(like, temporary)
        os.replace(temporary, path)
    except BaseException:
        remove(temporary)
        raise
    _sync_folder(os.path.dirname(path))


def fold(connection: sqlite3.Connection, path: str) -> bool:
    """Bring what stands in the log into the file; whether another file has its place now, and the connection is closed.

    A copy with all decisions in it takes the place of the file, so that the file by itself is of one moment whenever
    the process is killed: SQLite writes page after page into it, and of a file half through only its log makes a whole.
    A log that is left by a kill between two steps says again what the file says already. Where an open file cannot be
    replaced (Windows), SQLite's way is taken.

    Raises:
        sqlite3.Error, OSError: the file, its log and the connection are as they were.
    """
    if os.name == "nt":
        connection.execute("PRAGMA wal_checkpoint(PASSIVE)")
        return False
    write_backup(connection, path, like=path)
    with suppress(sqlite3.Error):
        connection.close()  # it has the file that was: it leaves the new one and the log alone
    with suppress(OSError):
        os.unlink(path + WAL)
    return True


def version_of(connection: sqlite3.Connection, path: str) -> int:
    """The version of an open file; its head may be older than what a crash left beside it. Raises UnreadableFile:
    project_newer."""
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if version > schema.VERSION:
        raise UnreadableFile("project_newer", path=path, version=version)
    return version


def remove(path: str) -> None:
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
        remove(temporary)
