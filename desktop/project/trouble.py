"""What SQLite and the system say when a file cannot be read or written, in our words.

with writing_errors(path): …        sqlite3 SQLITE_FULL, OSError ENOSPC  →  CannotWrite("project_full")
"""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from desktop.errors import CannotWrite, NaastError, UnreadableFile
from desktop.project import schema


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
