"""The tables of a project file, what is written to them and read from them, and how files of earlier versions are
brought up to date. docs/project-file.md describes the file for others.

Each row carries a check sum of itself: a byte that flipped on a disk is told, not read as if someone had written it.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from desktop.model.annotation import Anchor, Annotation, Status, Target, TargetKind
from desktop.model.options import Options
from desktop.project.history import Edit
from desktop.project.packing import digest, from_json, to_json
from desktop.project.project import Code, KeptEdition, PinPlace, Project, SavedFilter

APPLICATION_ID = 0x4E616173
"""'Naas' in ASCII: `file` and others tell the format by it."""
VERSION = 1

TABLES = """
CREATE TABLE about (
    key TEXT PRIMARY KEY,           -- id, title, options, places, codebook, filters, made_by
    value TEXT NOT NULL,            -- plain text (id, title, made_by) or JSON
    digest TEXT NOT NULL
);
CREATE TABLE edition (
    side TEXT PRIMARY KEY,          -- old, new
    path TEXT NOT NULL,             -- where the file was
    format TEXT NOT NULL,
    sha256 TEXT NOT NULL,           -- of the file
    read TEXT,                      -- when, ISO 8601
    packed BLOB NOT NULL,           -- the text as read: JSON, compressed with zlib
    "check" TEXT NOT NULL,          -- sha256 of packed
    digest TEXT NOT NULL
);
CREATE TABLE note (
    id TEXT PRIMARY KEY,
    about TEXT NOT NULL,            -- comparison, section, block, change, selection
    number INTEGER NOT NULL,        -- of that thing, when it was last seen
    text TEXT NOT NULL,
    tags TEXT NOT NULL,             -- JSON list
    significance INTEGER,           -- 0 to 3, NULL where nobody judged
    status TEXT NOT NULL,           -- open, question, reviewed, dismissed
    author TEXT NOT NULL,
    changed TEXT,                   -- ISO 8601
    conflict TEXT NOT NULL,         -- id of the note of which this is another person's version
    anchor TEXT NOT NULL,           -- JSON: quote, surroundings and position on both sides
    digest TEXT NOT NULL
);
CREATE TABLE version (              -- of each note, by check sum of its content: tells, on merging, whose is newer
    note TEXT NOT NULL,
    content TEXT NOT NULL,          -- '' where it was thrown away
    PRIMARY KEY (note, content)
);
"""

COLUMNS = {
    "about": "key value digest",
    "edition": "side path format sha256 read packed check digest",
    "note": "id about number text tags significance status author changed conflict anchor digest",
    "version": "note content",
}
"""What each table has at least, first and in this order."""

Migration = Callable[[sqlite3.Connection], None]
MIGRATIONS: dict[int, Migration] = {}
"""Version → what makes the next one of it, inside one transaction. Never back."""

_JSON: dict[str, Any] = {
    "options": Options,
    "places": tuple[PinPlace, ...],
    "codebook": tuple[Code, ...],
    "filters": tuple[SavedFilter, ...],
}

JSON_KEYS = tuple(_JSON)


class Damaged(Exception):
    """A row that is not as it was written. what: of which kind."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


def make(connection: sqlite3.Connection, project: Project, made_by: str) -> None:
    """The tables of a new file, filled, in one transaction."""
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute("BEGIN IMMEDIATE")
    for statement in TABLES.split(";\n"):
        if statement.strip():
            connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {VERSION}")
    _put_about(connection, "made_by", made_by)
    _put_about(connection, "id", project.id)
    _put_about(connection, "title", project.title)
    for key in _JSON:
        _put_about(connection, key, to_json(getattr(project, key)))
    for side in ("old", "new"):
        _put_edition(connection, side, getattr(project, side))
    _put_notes(connection, project.notes)
    connection.execute("COMMIT")


def write(connection: sqlite3.Connection, edit: Edit) -> None:
    """The rows that an edit changes; the caller holds the transaction."""
    for name, _, after in edit.fields:
        if name in ("old", "new"):
            _put_edition(connection, name, after)
        elif name in _JSON:
            _put_about(connection, name, to_json(after))
        else:
            _put_about(connection, name, after)
    _put_notes(connection, [after for _, after in edit.notes if after is not None])
    for before, after in edit.notes:
        if before is not None and after is None:
            connection.execute("DELETE FROM note WHERE id = ?", (before.id,))
            if not edit.unlearned:  # else it is as if the copy with that note had not been seen
                connection.execute("INSERT OR IGNORE INTO version VALUES (?, '')", (before.id,))
    connection.executemany("INSERT OR IGNORE INTO version VALUES (?, ?)", sorted(edit.learned))
    connection.executemany("DELETE FROM version WHERE note = ? AND content = ?", sorted(edit.unlearned))


def check_tables(connection: sqlite3.Connection) -> None:
    """Whether the tables are ours. Raises Damaged."""
    for table, columns in COLUMNS.items():
        there = [row[1] for row in connection.execute(f'PRAGMA table_info("{table}")')]
        if " ".join(there[: len(columns.split())]) != columns:
            raise Damaged("table")


def read(connection: sqlite3.Connection, early: Callable[[Project], None] | None = None) -> Project:
    """The project of a file. early: told it without its notes, before these are read.

    Raises:
        Damaged: where a row is missing or is not what its check sum says.
        sqlite3.DatabaseError: where SQLite finds the file damaged.
    """
    about = dict(read_about(row) for row in connection.execute("SELECT key, value, digest FROM about"))
    editions = dict(read_edition(row) for row in connection.execute("SELECT * FROM edition"))
    missing = [k for k in ("id", "title", *_JSON) if k not in about] + [s for s in ("old", "new") if s not in editions]
    if missing:
        raise Damaged(missing[0])
    bare = project_of(about, editions, ())
    if early is not None:
        early(bare)
    return replace(bare, notes=tuple(read_note(row) for row in connection.execute("SELECT * FROM note ORDER BY id")))


def project_of(about: dict[str, str], editions: dict[str, KeptEdition], notes: Iterable[Annotation]) -> Project:
    """The project that rows make up. Raises Damaged."""
    try:
        values = {key: from_json(kind, about[key]) for key, kind in _JSON.items() if key in about}
    except (ValueError, TypeError, KeyError) as error:
        raise Damaged("options") from error
    return Project(
        editions["old"],
        editions["new"],
        notes=tuple(notes),
        title=about.get("title", ""),
        id=about.get("id", ""),
        **values,
    )


def versions(connection: sqlite3.Connection) -> dict[str, frozenset[str]]:
    """All contents each note ever had, by check sum; '' where it was thrown away."""
    found: dict[str, set[str]] = {}
    for note, content in connection.execute("SELECT note, content FROM version"):
        found.setdefault(note, set()).add(content)
    return {note: frozenset(contents) for note, contents in found.items()}


def put_versions(connection: sqlite3.Connection, known: dict[str, frozenset[str]]) -> None:
    """Versions that came with another copy."""
    connection.executemany(
        "INSERT OR IGNORE INTO version VALUES (?, ?)", [(n, c) for n, contents in known.items() for c in contents]
    )


def content_of(note: Annotation) -> str:
    """Check sum of what a person wrote; where the note stands is no part of it, nor when it was written."""
    return digest(note.text, note.tags, note.significance, note.status.value, note.author)


# ---- rows ------------------------------------------------------------------------------------------------------------


def read_about(row: Sequence[Any]) -> tuple[str, str]:
    """Key and value of a row. Raises Damaged."""
    key, value, check = row
    _check("about", check, key, value)
    return key, value


def read_edition(row: Sequence[Any]) -> tuple[str, KeptEdition]:
    """Side and edition of a row. Raises Damaged."""
    side, path, format, sha256, read, packed, packed_check, check = row
    shown = _path_text(path)
    _check("edition", check, side, shown, format, sha256, read, packed_check)
    if hashlib.sha256(packed).hexdigest() != packed_check:
        raise Damaged("edition")
    return side, KeptEdition(shown, format, sha256, packed, packed_check, _time(read))


def read_edition_file(row: Sequence[Any]) -> tuple[str, tuple[str, str]]:
    """Side, path and sha256 of the file of a row whose text may be damaged. Raises Damaged."""
    side, path, format, sha256, read, _, packed_check, check = row
    _check("edition", check, side, _path_text(path), format, sha256, read, packed_check)
    return side, (_path_text(path), sha256)


def read_note(row: Sequence[Any]) -> Annotation:
    """The note of a row. Raises Damaged."""
    id, about, number, text, tags, significance, status, author, changed, conflict, anchor, check = row
    _check("note", check, *row[:-1])
    try:
        return Annotation(
            Target(TargetKind(about), number),
            text,
            tuple(json.loads(tags)),
            significance,
            Status(status),
            author,
            _time(changed),
            id,
            from_json(Anchor, anchor),
            conflict,
        )
    except (ValueError, TypeError, KeyError) as error:
        raise Damaged("note") from error


def note_row(note: Annotation) -> tuple[Any, ...]:
    """A note as a row."""
    row = (
        note.id,
        note.target.kind.value,
        note.target.id,
        _storable(note.text),
        json.dumps([_storable(t) for t in note.tags], ensure_ascii=False),
        note.significance,
        note.status.value,
        _storable(note.author),
        note.time.isoformat() if note.time else None,
        note.conflict,
        _storable(to_json(note.anchor)),
    )
    return (*row, digest(*row))


def _put_about(connection: sqlite3.Connection, key: str, value: str) -> None:
    value = _storable(value)
    connection.execute("INSERT OR REPLACE INTO about VALUES (?, ?, ?)", (key, value, digest(key, value)))


def _put_edition(connection: sqlite3.Connection, side: str, edition: KeptEdition) -> None:
    read = edition.read.isoformat() if edition.read else None
    check = digest(side, edition.path, edition.format, edition.sha256, read, edition.check)
    path: str | bytes = edition.path
    try:
        edition.path.encode("utf-8")
    except UnicodeEncodeError:  # a file name that is no UTF-8
        path = edition.path.encode("utf-8", "surrogateescape")
    connection.execute(
        "INSERT OR REPLACE INTO edition VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (side, path, edition.format, edition.sha256, read, edition.packed, edition.check, check),
    )


def _put_notes(connection: sqlite3.Connection, notes: Iterable[Annotation]) -> None:
    notes = tuple(notes)
    marks = ", ".join("?" * 12)
    connection.executemany(f"INSERT OR REPLACE INTO note VALUES ({marks})", map(note_row, notes))
    connection.executemany("INSERT OR IGNORE INTO version VALUES (?, ?)", [(n.id, content_of(n)) for n in notes])


def _path_text(path: str | bytes) -> str:
    return path.decode("utf-8", "surrogateescape") if isinstance(path, bytes) else path


def _storable(text: str) -> str:
    """Text that can be UTF-8: half a surrogate pair becomes a question mark."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _time(text: str | None) -> datetime | None:
    if text is None:
        return None
    time = datetime.fromisoformat(text)
    return time if time.tzinfo else time.replace(tzinfo=UTC)


def _check(what: str, check: object, *values: object) -> None:
    try:
        right = digest(*values) == check
    except TypeError as error:  # bytes where text should be
        raise Damaged(what) from error
    if not right:
        raise Damaged(what)
