"""Comparisons nobody has saved yet: kept in a folder of the program from the first decision on, and found again after a
crash.

    folder/unsaved/0191f3….naast      an ordinary project file; the lock tells whether someone still works in it
"""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from desktop.errors import CannotWrite
from desktop.project.lock import holder_of
from desktop.project.project import Project, new_id
from desktop.project.store import SUFFIX, Store

FOLDER = "unsaved"


@dataclass(frozen=True, slots=True)
class Unsaved:
    """A comparison left behind by a crash. changed: when something was last decided in it."""

    path: str
    changed: datetime


def keep_unsaved(folder: Path, project: Project) -> Store:
    """Begin to keep a project that has no file of its own; `Store.save_as` gives it one, then `forget` this.

    Raises:
        CannotWrite: folder_missing where the folder cannot be made; as `Store.create`.
    """
    place = folder / FOLDER
    try:
        place.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotWrite("cannot_write", path=str(place), reason=error.strerror or type(error).__name__) from error
    return Store.create(str(place / f"{project.id or new_id()}{SUFFIX}"), project)


def find_unsaved(folder: Path) -> tuple[Unsaved, ...]:
    """Comparisons nobody has open, the latest first."""
    found = []
    with suppress(OSError):
        for entry in os.scandir(folder / FOLDER):
            if entry.name.endswith(SUFFIX) and entry.is_file() and holder_of(entry.path) is None:
                found.append(Unsaved(entry.path, datetime.fromtimestamp(entry.stat().st_mtime, UTC)))
    return tuple(sorted(found, key=lambda u: u.changed, reverse=True))


def forget(path: str) -> None:
    """Take an unsaved comparison away: it was saved elsewhere, or a person does not want it."""
    for name in (path + "-journal", path + "-wal", path + ".lock", path):
        with suppress(OSError):
            os.unlink(name)
