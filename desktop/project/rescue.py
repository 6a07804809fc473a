"""What can still be read of a damaged project. The file itself is never written to.

In: a path. Out: `Rescued`: editions, options and notes whose check sums are right, and what is known to be lost.
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from desktop.errors import UnreadableFile
from desktop.model.annotation import Annotation
from desktop.project import pages, schema
from desktop.project.copies import copy_project
from desktop.project.files import LOOSE, MAGIC, connect
from desktop.project.project import KeptEdition, Project, new_id

_COLUMNS = {table: len(columns.split()) for table, columns in schema.COLUMNS.items()}


@dataclass(frozen=True, slots=True)
class Rescued:
    """project: None where the text of an edition is lost. notes: all that were found. lost_notes: how many more there
    were, as far as the file tells. lost: of what else nothing was found: old, new, options, places, codebook, filters,
    title. whole: whether nothing was damaged; else there may have been more than is known. editions: side → path and
    sha256 of editions whose text is lost but whose file is known."""

    project: Project | None
    notes: tuple[Annotation, ...]
    versions: dict[str, frozenset[str]]
    lost_notes: int
    lost: tuple[str, ...]
    whole: bool
    editions: dict[str, tuple[str, str]]
    about: dict[str, str]
    kept: dict[str, KeptEdition]

    def completed(self, found: dict[str, KeptEdition]) -> Project | None:
        """The project with editions that were read again from their files."""
        return _project(self.about, {**self.kept, **found}, self.notes)


def rescue(path: str) -> Rescued:
    """Read what is left of a project.

    Raises:
        UnreadableFile: file_missing, is_directory, cannot_read, no_project_file when nothing of a project is in it.
    """
    try:
        if os.path.isdir(path):
            raise UnreadableFile("is_directory", path=path)
        with tempfile.TemporaryDirectory(prefix="naast-") as folder:
            copy = copy_project(path, folder)
            found = _Found()
            whole = _is_whole(copy)
            # The way through the tables first: it knows what is of today; loose pages only add to it.
            for table, row in _walk(copy):
                found.take(table, row)
            with open(copy, "rb") as stream:
                data = stream.read()
        names = {count: table for table, count in _COLUMNS.items()}
        for loose in pages.rows(data):
            if len(loose) in names:
                found.take(names[len(loose)], loose)
    except FileNotFoundError as error:
        raise UnreadableFile("file_missing", path=path) from error
    except OSError as error:
        raise UnreadableFile("cannot_read", path=path, reason=error.strerror or type(error).__name__) from error
    if not (found.about or found.editions or found.notes):
        raise UnreadableFile("nothing_to_rescue" if data.startswith(MAGIC) else "no_project_file", path=path)
    return found.result(whole)


def _is_whole(copy: str) -> bool:
    with suppress(sqlite3.Error, OverflowError, UnicodeDecodeError, schema.Damaged):
        connection = connect(copy, LOOSE)
        try:
            if connection.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok":
                schema.read(connection)
                return True
        finally:
            connection.close()
    return False


def _walk(copy: str) -> Iterator[tuple[str, Sequence[Any]]]:
    """Rows by way of the tables, as far as they can be followed; also rolls back what a crash left half written."""
    with suppress(sqlite3.Error, OverflowError, UnicodeDecodeError):
        connection = connect(copy, LOOSE)
        try:
            connection.text_factory = _text
            for table in _COLUMNS:
                with suppress(sqlite3.Error, OverflowError, UnicodeDecodeError):
                    for row in connection.execute(f"SELECT * FROM {table} NOT INDEXED"):
                        yield table, row
        finally:
            connection.close()


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


class _Found:
    """Rows whose check sums are right; of two with the same key the first counts, but a later note is preferred."""

    def __init__(self) -> None:
        self.about: dict[str, str] = {}
        self.editions: dict[str, KeptEdition] = {}
        self.files: dict[str, tuple[str, str]] = {}
        self.notes: dict[str, Annotation] = {}
        self.versions: dict[str, set[str]] = {}

    def take(self, table: str, row: Sequence[Any]) -> None:
        try:
            if table == "about":
                key, value = schema.read_about(row)
                self.about.setdefault(key, value)
            elif table == "edition":
                side, file = schema.read_edition_file(row)
                self.files.setdefault(side, file)
                self.editions.setdefault(*schema.read_edition(row))
            elif table == "note":
                note = schema.read_note(row)
                self.notes.setdefault(note.id, note)
            elif isinstance(row[0], str) and isinstance(row[1], str) and len(row[1]) in (0, 32):
                self.versions.setdefault(row[0], set()).add(row[1])
        except (schema.Damaged, TypeError, ValueError, AttributeError):
            return

    def result(self, whole: bool) -> Rescued:
        notes = tuple(self.notes[id] for id in sorted(self.notes))
        wanted = ("old", "new", "title", *schema.JSON_KEYS)
        lost = tuple(k for k in wanted if k not in self.about and k not in self.editions)
        gone = [n for n, contents in self.versions.items() if n not in self.notes and "" not in contents]
        known = {n: frozenset(c) for n, c in self.versions.items() if n in self.notes or "" in c}
        files = {side: file for side, file in self.files.items() if side not in self.editions}
        project = _project(self.about, self.editions, notes)
        return Rescued(project, notes, known, len(gone), lost, whole, files, self.about, self.editions)


def _project(about: dict[str, str], editions: dict[str, KeptEdition], notes: tuple[Annotation, ...]) -> Project | None:
    if not {"old", "new"} <= set(editions):
        return None
    return schema.project_of({"id": new_id(), **about}, editions, notes)
