"""Notes as JSON, `naast.notes/1`: out of a project and back. docs/project-file.md describes it.

{"schema": "naast.notes/1", "notes": [
 {"id": "…", "about": "change", "text": "Why?", "tags": ["goal"], "significance": 2, "status": "open", …}]}
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any, BinaryIO

from desktop.errors import UnreadableFile
from desktop.model.annotation import Anchor, Annotation, Status, Target, TargetKind
from desktop.project.exchange import Sent, is_weight
from desktop.project.packing import pack, unpack

SCHEMA = "naast.notes/1"


def write_json(sent: Iterable[Sent], stream: BinaryIO) -> None:
    """Write notes, one a line."""
    rows = [json.dumps(_row(item), ensure_ascii=False) for item in sent]
    text = f'{{"schema": "{SCHEMA}", "notes": [' + ",".join(f"\n {row}" for row in rows) + "\n]}\n"
    stream.write(text.encode("utf-8", "replace"))


def read_json(data: bytes, path: str) -> tuple[Sent, ...]:
    """The notes of a file.

    Raises:
        UnreadableFile: bad_notes_file, with the row that is wrong.
    """
    try:
        told = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise UnreadableFile("bad_notes_file", path=path, reason="no JSON") from error
    if not isinstance(told, dict) or told.get("schema") != SCHEMA or not isinstance(told.get("notes"), list):
        raise UnreadableFile("bad_notes_file", path=path, reason=f"no {SCHEMA}")
    found = []
    for number, row in enumerate(told["notes"], 1):
        try:
            found.append(_sent(row))
        except (ValueError, TypeError, KeyError, RecursionError) as error:
            raise UnreadableFile("bad_notes_file", path=path, reason=f"note {number}: {error}") from error
    return tuple(found)


def _row(item: Sent) -> dict[str, Any]:
    note = item.note
    return {
        "id": note.id,
        "about": note.target.kind.value,
        "number": note.target.id,
        "text": note.text,
        "tags": list(note.tags),
        "significance": note.significance,
        "status": note.status.value,
        "author": note.author,
        "time": note.time.isoformat() if note.time else None,
        "conflict": note.conflict,
        "anchor": pack(note.anchor),
        "content": item.content,
    }


def _sent(row: Any) -> Sent:
    if not isinstance(row, dict):
        raise TypeError("no note")
    weight, number = row.get("significance"), row.get("number", 0)
    if weight is not None and not is_weight(weight):
        raise ValueError(f"significance {weight}")
    texts = {key: row.get(key, "") for key in ("id", "text", "author", "conflict", "content")}
    tags = row.get("tags", [])
    if not all(isinstance(value, str) for value in (*texts.values(), *tags)):
        raise TypeError("text")
    time = row.get("time")
    note = Annotation(
        Target(TargetKind(row.get("about", "comparison")), number if isinstance(number, int) else 0),
        texts["text"],
        tuple(tags),
        weight,
        Status(row.get("status", "open")),
        texts["author"],
        datetime.fromisoformat(time) if time else None,
        texts["id"],
        unpack(Anchor, row["anchor"]) if row.get("anchor") else Anchor(),
        texts["conflict"],
    )
    return Sent(note, texts["content"])
