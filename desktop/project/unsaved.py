"""Comparisons nobody has saved yet: kept in a folder of the program from the first decision on, and found again after a
crash.

    folder/unsaved/0191f3….naast      an ordinary project file; the lock tells whether someone still works in it
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from desktop.errors import CannotWrite
from desktop.project.copies import WAL
from desktop.project.files import SUFFIX
from desktop.project.lock import holder_of
from desktop.project.project import Project, new_id
from desktop.project.store import Store

FOLDER = "unsaved"


@dataclass(frozen=True, slots=True)
class Unsaved:
    """A comparison nobody saved, as after a crash. changed: when something was last decided in it. files: the names of
    its editions' files; empty where they cannot be read."""

    path: str
    changed: datetime
    files: tuple[str, ...] = ()


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
                changed = max(_changed(entry.path), _changed(entry.path + WAL))
                found.append(Unsaved(entry.path, datetime.fromtimestamp(changed, UTC), _files(entry.path)))
    return tuple(sorted(found, key=lambda u: u.changed, reverse=True))


def _changed(path: str) -> float:
    try:
        return os.stat(path).st_mtime
    except OSError:
        return 0.0


def _files(path: str) -> tuple[str, ...]:
    """The names of the files; read without taking in what a crash left beside the project."""
    try:
        with closing(sqlite3.connect(f"{Path(path).as_uri()}?immutable=1", uri=True)) as connection:
            rows = connection.execute("SELECT path FROM edition ORDER BY side = 'new'").fetchall()
    except sqlite3.Error:
        return ()
    return tuple(os.path.basename(str(row[0])) for row in rows)


def forget(path: str) -> None:
    """Take an unsaved comparison away: it was saved elsewhere, or a person does not want it."""
    for name in (path + "-journal", path + "-wal", path + ".lock", path):
        with suppress(OSError):
            os.unlink(name)
