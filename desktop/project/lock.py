"""Who has a project open. Whoever comes second reads only, and is told who was first.

A file `NAME.naast.lock` beside the project names the holder; that it is held is told by the system's own lock on it,
which ends with the process however that ends. So a file left by a crash holds nobody up.

    {"user": "j.jansen", "computer": "LT-0417", "process": 4711, "since": "2026-03-01T09:12:00+00:00"}
"""

from __future__ import annotations

import getpass
import json
import os
import socket
import sys
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime

SUFFIX = ".lock"
MAX_BYTES = 4096
FAR = 1 << 30
"""Windows locks bytes so that others cannot read them; this one lies behind what is written."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has a project open; empty where the lock does not say."""

    user: str = ""
    computer: str = ""
    process: int = 0
    since: str = ""


class Held(Exception):
    """Somebody else has the project open."""

    def __init__(self, holder: Holder) -> None:
        super().__init__(holder)
        self.holder = holder


class Lock:
    """Holds a project from its making to `release`."""

    def __init__(self, project_path: str) -> None:
        """Take the lock.

        Raises:
            Held: when somebody has it.
            OSError: when no lock can be made there.
        """
        self.path = project_path + SUFFIX
        self._file = -1
        while self._file < 0:
            file = os.open(self.path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o666)
            try:
                if not _take(file):
                    raise Held(_read(file))
                # The holder before may have taken the file away after it was opened here.
                if _is_file(file, self.path):
                    self._file = file
            finally:
                if self._file != file:
                    os.close(file)
        me = Holder(_user(), socket.gethostname(), os.getpid(), datetime.now(UTC).isoformat(timespec="seconds"))
        with suppress(OSError):  # on a full disk nobody is told who it is, but the lock holds
            os.ftruncate(self._file, 0)
            os.lseek(self._file, 0, os.SEEK_SET)
            os.write(self._file, json.dumps(asdict(me)).encode("ascii"))

    def release(self) -> None:
        """Let others have it."""
        if self._file < 0:
            return
        file, self._file = self._file, -1
        if sys.platform != "win32":  # there an open file cannot be taken away
            with suppress(OSError):
                os.unlink(self.path)
        os.close(file)
        if sys.platform == "win32":
            with suppress(OSError):
                os.unlink(self.path)


def holder_of(project_path: str) -> Holder | None:
    """Who has a project open now; None where nobody has."""
    try:
        file = os.open(project_path + SUFFIX, os.O_RDWR)
    except OSError:
        return None
    try:
        return None if _take(file) else _read(file)
    finally:
        os.close(file)


def _take(file: int) -> bool:
    if sys.platform == "win32":
        import msvcrt

        os.lseek(file, FAR, os.SEEK_SET)
        try:
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        finally:
            os.lseek(file, 0, os.SEEK_SET)
        return True
    import fcntl

    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _is_file(file: int, path: str) -> bool:
    try:
        return os.path.samestat(os.fstat(file), os.stat(path))
    except OSError:
        return False


def _read(file: int) -> Holder:
    try:
        os.lseek(file, 0, os.SEEK_SET)
        told = json.loads(os.read(file, MAX_BYTES))
        return Holder(str(told["user"]), str(told["computer"]), int(told["process"]), str(told["since"]))
    except (OSError, ValueError, KeyError, TypeError):
        return Holder()


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""
