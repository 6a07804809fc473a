"""A copy of a project file as it stands at one moment, also while somebody works in it or after a crash left it.

Beside the file there may be what SQLite wrote last: `-wal`, decisions not yet in the file itself, or `-journal`, the
way back from half a change. Both belong to the copy.
"""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path

WAL, JOURNAL = "-wal", "-journal"
WAL_HEADER_BYTES = 32
TRIES, PAUSE_S = 50, 0.02


def copy_project(path: str, folder: str) -> str:
    """Copy a project into a folder; the path of the copy.

    Decisions are added at the end of the `-wal` until all of it went into the file; then it begins anew. So file and
    `-wal` belong together when it only grew while the file was copied. If it never holds still, the last try counts:
    its check sums tell whether it is whole.

    Raises:
        OSError: when it cannot be read, or there is no room for the copy.
    """
    copy = os.path.join(folder, "copy.naast")
    for attempt in range(TRIES):
        before = _bytes(path + WAL)
        shutil.copyfile(path, copy)
        after = _bytes(path + WAL)
        if after[: len(before)] == before and (len(before) > WAL_HEADER_BYTES or len(after) <= WAL_HEADER_BYTES):
            break
        if attempt < TRIES - 1:
            time.sleep(PAUSE_S)
    if after:
        Path(copy + WAL).write_bytes(after)
    journal = _bytes(path + JOURNAL)
    if journal:
        Path(copy + JOURNAL).write_bytes(journal)
    return copy


def _bytes(path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except FileNotFoundError:
        return b""
