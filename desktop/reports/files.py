"""Files written whole or not at all: first beside their targets, at the end all into place.

In: paths with a function that writes to a stream. Out: the files, or a `CannotWrite` and nothing left behind.
"""

from __future__ import annotations

import errno
import os
import re
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import BinaryIO

from desktop.collector import collector_held
from desktop.errors import CannotWrite
from desktop.progress import SILENT, Progress, Stage

Writer = Callable[[BinaryIO], None]
LEFT_OVER_S = 3600.0
"""A file that has been in the making for so long is one whose writer was killed."""

_TEMPORARY = re.compile(r"\.naast-\d+-\d+\.tmp")
_REASONS = {
    errno.ENOENT: "folder_missing",
    errno.ENOTDIR: "folder_missing",
    errno.EISDIR: "output_is_directory",
    errno.EACCES: "write_forbidden",
    errno.EPERM: "write_forbidden",
    errno.EROFS: "write_forbidden",
}


def write_whole(files: Sequence[tuple[str, Writer]], progress: Progress = SILENT) -> None:
    """Write all files, then put them in place; on any error, also an interruption, no target is touched.

    Raises:
        CannotWrite: folder_missing, output_is_directory, write_forbidden, cannot_write.
    """
    ready: list[tuple[str, str]] = []
    try:
        for done, (path, writer) in enumerate(files):
            progress.check(Stage.WRITING, done, len(files))
            with _errors_of(path):
                target = os.path.realpath(path)  # a link stays a link
                _check(target, path)
                temporary = os.path.join(os.path.dirname(target), f".naast-{os.getpid()}-{done}.tmp")
                _sweep(os.path.dirname(target))
                ready.append((temporary, target))
                with open(temporary, "xb") as stream:
                    with collector_held():  # a report makes many small pieces and no cycles
                        writer(stream)
                    stream.flush()
                    os.fsync(stream.fileno())
                with suppress(OSError):
                    os.chmod(temporary, os.stat(target).st_mode & 0o7777)
        for (temporary, target), (path, _) in zip(ready, files, strict=True):
            with _errors_of(path):
                os.replace(temporary, target)
    finally:
        for temporary, _ in ready:
            with suppress(OSError):
                os.unlink(temporary)


def check_target(path: str) -> None:
    """Whether a file can be written there, as far as can be told before the work begins.

    Raises:
        CannotWrite: as `write_whole`.
    """
    target = os.path.realpath(path)
    _check(target, path)
    if not os.path.isdir(os.path.dirname(target)):
        raise CannotWrite("folder_missing", path=path)
    if not os.access(os.path.dirname(target), os.W_OK):
        raise CannotWrite("write_forbidden", path=path)


def _sweep(folder: str) -> None:
    """Remove what writers that were killed left in a folder; no report lies there for an hour under such a name."""
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if _TEMPORARY.fullmatch(entry.name) and time.time() - entry.stat().st_mtime > LEFT_OVER_S:
                os.unlink(entry.path)


def _check(target: str, path: str) -> None:
    if os.path.isdir(target):
        raise CannotWrite("output_is_directory", path=path)
    # Replacing needs leave for the folder only; a file that its owner protected shall stay.
    if os.path.exists(target) and not os.access(target, os.W_OK):
        raise CannotWrite("write_forbidden", path=path)


class _errors_of:
    """Turns what the system says about a file into a `CannotWrite` about `path`."""

    def __init__(self, path: str) -> None:
        self.path = path

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, OSError):
            code = _REASONS.get(error.errno or 0, "cannot_write")
            raise CannotWrite(code, path=self.path, reason=error.strerror or type(error).__name__) from error
