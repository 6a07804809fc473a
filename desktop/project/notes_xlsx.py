"""Notes as an Excel sheet to work on, and back (door to openpyxl).

One row a note. Text, tags, significance and status can be changed there, and rows added; the hidden columns at the end
lead a row back to its note and its words. Text stays text, also where it begins with "=".
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, BinaryIO

from desktop.errors import UnreadableFile
from desktop.i18n import Translator, mark
from desktop.model.annotation import Anchor, Annotation, Place, Status, Target, TargetKind
from desktop.project.exchange import Sent, is_weight
from desktop.project.packing import from_json, to_json
from desktop.wording import STATUSES, TARGETS, name

CELL = 32_767
"""Characters a cell holds. A longer note goes on in further columns of text."""
MAX_BYTES = 200_000_000
"""Bound on the sheet unpacked: 10,000 notes are 20 MB."""
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")

COLUMNS = (
    ("text", mark("Note"), 60),
    ("tags", mark("Tags"), 24),
    ("significance", mark("Significance (0–3)"), 12),
    ("status", mark("Status"), 14),
    ("author", mark("Author"), 18),
    ("time", mark("Changed"), 18),
    ("about", mark("About"), 14),
    ("heading", mark("Section"), 30),
    ("old", mark("Old words"), 40),
    ("new", mark("New words"), 40),
    ("id", "id", 12),
    ("content", "content", 12),
    ("conflict", "conflict", 12),
    ("number", "number", 12),
    ("anchor", "anchor", 12),
)
HIDDEN = frozenset({"id", "content", "conflict", "number", "anchor"})


def write_xlsx(sent: Iterable[Sent], stream: BinaryIO, t: Translator) -> None:
    """Write notes as a sheet, its headings and words in the language of `t`."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    sent = tuple(sent)
    more = max((len(_clean(item.note.text)) - 1 for item in sent), default=0) // CELL
    columns = [*COLUMNS, *((f"text{k + 2}", t("Note, part {n}", n=k + 2), 20) for k in range(max(more, 0)))]
    book = Workbook(write_only=True)
    sheet = book.create_sheet(t("Notes"))
    sheet.freeze_panes = "A2"
    for k, (key, _, width) in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(k)].width = width
        sheet.column_dimensions[get_column_letter(k)].hidden = key in HIDDEN
    heads = []
    for key, title, _ in columns:
        cell = WriteOnlyCell(sheet, t(title) if key not in HIDDEN else title)
        cell.font = Font(bold=True)
        heads.append(cell)
    sheet.append(heads)
    # The names of the columns, for reading back in any language.
    sheet.row_dimensions[2].hidden = True
    sheet.append([key for key, *_ in columns])
    wrap = Alignment(wrap_text=True, vertical="top")
    for item in sent:
        row = []
        facts = _facts(item, t)
        for key, *_ in columns:
            cell = WriteOnlyCell(sheet, facts.get(key))
            if isinstance(cell.value, str):
                cell.data_type = "s"
            cell.alignment = wrap
            row.append(cell)
        sheet.append(row)
    if sent:
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{len(sent) + 2}"
    book.save(stream)


def _facts(item: Sent, t: Translator) -> dict[str, Any]:
    note = item.note
    anchor = to_json(note.anchor)
    places = [p for p in (note.anchor.new, note.anchor.old) if p]
    text = _clean(note.text)
    facts: dict[str, Any] = {
        "tags": "; ".join(_clean(tag) for tag in note.tags)[:CELL],
        "significance": note.significance,
        "status": name(STATUSES, note.status.value, t),
        "author": _clean(note.author)[:CELL],
        "time": note.time.isoformat(timespec="seconds") if note.time else None,
        "about": name(TARGETS, note.target.kind.value, t),
        "heading": _clean(next((p.heading for p in places if p.heading), ""))[:CELL],
        "old": _clean(note.anchor.old.exact)[:CELL] if note.anchor.old else None,
        "new": _clean(note.anchor.new.exact)[:CELL] if note.anchor.new else None,
        "id": note.id,
        "content": item.content,
        "conflict": note.conflict,
        "number": note.target.id,
        "anchor": _clean(anchor) if len(anchor) <= CELL else None,
    }
    for k in range(0, max(len(text), 1), CELL):
        facts["text" if not k else f"text{k // CELL + 1}"] = text[k : k + CELL]
    return facts


def read_xlsx(data: bytes, path: str, translators: Iterable[Translator]) -> tuple[Sent, ...]:
    """The notes of a sheet that `write_xlsx` wrote. translators: languages its words may be in.

    Raises:
        UnreadableFile: bad_notes_file, with the row that is wrong; notes_too_large.
    """
    from openpyxl import load_workbook

    statuses = {name(STATUSES, s.value, t).casefold(): s for t in translators for s in Status}
    kinds = {name(TARGETS, k.value, t).casefold(): k for t in translators for k in TargetKind}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(member.file_size for member in archive.infolist()) > MAX_BYTES:
                raise UnreadableFile("notes_too_large", path=path)
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        rows = book.worksheets[0].iter_rows(values_only=True)
        next(rows)
        keys = [str(value) for value in next(rows)]
    except UnreadableFile:
        raise
    except Exception as error:  # openpyxl lets through whatever its parsers say about a damaged file
        raise UnreadableFile("bad_notes_file", path=path, reason=type(error).__name__) from error
    if "text" not in keys or "status" not in keys:
        raise UnreadableFile("bad_notes_file", path=path, reason="no sheet of notes")
    found = []
    number = 2
    try:
        for values in rows:
            number += 1
            facts = dict(zip(keys, values, strict=False))
            if any(value not in (None, "") for value in values):
                found.append(_sent(facts, statuses, kinds))
    except Exception as error:
        raise UnreadableFile("bad_notes_file", path=path, reason=f"row {number}: {error}") from error
    return tuple(found)


def _sent(facts: Mapping[str, Any], statuses: Mapping[str, Status], kinds: Mapping[str, TargetKind]) -> Sent:
    def said(key: str) -> str:
        value = facts.get(key)
        return "" if value is None else str(value)

    weight = facts.get("significance")
    if isinstance(weight, (float, str)):
        weight = int(weight) if str(weight).strip() else None
    if weight is not None and not is_weight(weight):
        raise ValueError(f"significance {weight}")
    status = said("status").strip().casefold()
    if status and status not in statuses:
        raise ValueError(f"status {status}")
    anchor = Anchor(*(Place(said(side)) if said(side) else None for side in ("old", "new")))
    if said("anchor"):
        anchor = from_json(Anchor, said("anchor"))
    time = facts.get("time")
    if isinstance(time, str) and time:
        time = datetime.fromisoformat(time)
    text = said("text") + "".join(said(key) for key in facts if re.fullmatch(r"text\d+", key))
    note = Annotation(
        Target(kinds.get(said("about").strip().casefold(), TargetKind.COMPARISON), int(said("number") or 0)),
        text,
        tuple(tag.strip() for tag in said("tags").split(";") if tag.strip()),
        weight,
        statuses.get(status, Status.OPEN),
        said("author"),
        time if isinstance(time, datetime) else None,
        said("id"),
        anchor,
        said("conflict"),
    )
    return Sent(note, said("content"))


def _clean(text: str) -> str:
    """Text without control characters, which XML cannot hold; half surrogates neither."""
    return _CONTROLS.sub("\ufffd", text).encode("utf-8", "replace").decode("utf-8")
