"""Notes go out as JSON and Excel and come back as they were; what was changed outside is taken, what was changed on
both sides is kept twice."""

from __future__ import annotations

import io
import json
from dataclasses import replace

import pytest
from openpyxl import load_workbook

from desktop.errors import UnreadableFile
from desktop.i18n import translator
from desktop.model.annotation import Annotation, Status
from desktop.project.exchange import Sent, receive, send
from desktop.project.history import with_notes
from desktop.project.notes_json import read_json, write_json
from desktop.project.notes_xlsx import CELL, read_xlsx, write_xlsx
from tests.project.making import NEW, OLD, compare, note, on_change, project

NL, EN = translator("nl"), translator("en")
NOTES = (
    on_change(compare(OLD, NEW), "2009", "=SOM(A1)\nregel 2 «é» 👩", id="1"),
    note("x", id="2", tags=("doel", "geld, begroting"), significance=0, status=Status.DISMISSED),
    note("lang " * 14_000, id="3"),
    note("", id="4", status=Status.REVIEWED),
)


def as_json(sent: tuple[Sent, ...]) -> bytes:
    stream = io.BytesIO()
    write_json(sent, stream)
    return stream.getvalue()


def as_xlsx(sent: tuple[Sent, ...], language: str = "nl") -> bytes:
    stream = io.BytesIO()
    write_xlsx(sent, stream, translator(language))
    return stream.getvalue()


def test_json_brings_notes_back_whole() -> None:
    sent = send(NOTES)
    assert read_json(as_json(sent), "n.json") == sent


@pytest.mark.parametrize("language", ["nl", "en"])
def test_excel_brings_notes_back_whole_in_either_language(language: str) -> None:
    sent = send(NOTES)
    assert read_xlsx(as_xlsx(sent, language), "n.xlsx", (NL, EN)) == sent


def test_in_excel_text_is_text_and_reads_well() -> None:
    sheet = load_workbook(io.BytesIO(as_xlsx(send(NOTES)))).worksheets[0]
    assert [c.value for c in sheet[1]][:4] == ["Notitie", "Labels", "Belang (0–3)", "Status"]
    assert (sheet["A3"].value, sheet["A3"].data_type) == ("=SOM(A1)\nregel 2 «é» 👩", "s")
    assert (sheet["D4"].value, sheet["C4"].value, sheet["B4"].value) == ("afgedaan", 0, "doel; geld, begroting")
    assert len(sheet["A5"].value) == CELL
    assert sheet.freeze_panes == "A2" and sheet.row_dimensions[2].hidden


def mine() -> tuple[object, tuple[Annotation, ...]]:
    return replace(project(), notes=with_notes((), NOTES)), NOTES


def test_what_was_changed_outside_is_taken() -> None:
    have = replace(project(), notes=NOTES)
    book = load_workbook(io.BytesIO(as_xlsx(send(NOTES))))
    sheet = book.worksheets[0]
    sheet["A4"].value = "y"
    sheet["C4"].value = 3
    sheet.append(["nieuw van buiten"])
    stream = io.BytesIO()
    book.save(stream)
    result = receive(have, read_xlsx(stream.getvalue(), "n.xlsx", (NL, EN)), {})
    assert (result.added, result.updated, result.conflicts) == (1, 1, ())
    changed = result.project.note("2")
    assert changed is not None and (changed.text, changed.significance) == ("y", 3)
    assert any(n.text == "nieuw van buiten" for n in result.project.notes)
    assert result.project.note("1") == NOTES[0]


def test_what_was_changed_on_both_sides_is_kept_twice() -> None:
    sent = send(NOTES)
    have = replace(project(), notes=with_notes(NOTES, [replace(NOTES[1], text="hier")]))
    result = receive(have, (replace(sent[1], note=replace(NOTES[1], text="daar")),), {})
    ((here, there),) = result.conflicts
    assert result.project.note(here).text == "hier"  # type: ignore[union-attr]
    assert result.project.note(there).text == "daar"  # type: ignore[union-attr]


def test_an_unchanged_file_changes_nothing() -> None:
    have = replace(project(), notes=NOTES)
    assert receive(have, send(NOTES), {}).project == have


@pytest.mark.parametrize(
    "data",
    [b"", b"{", b"[]", b'{"schema": "other/1", "notes": []}', b"[" * 100_000]
    + [
        json.dumps({"schema": "naast.notes/1", "notes": [row]}).encode()
        for row in (
            5,
            {"about": "x"},
            {"text": 5},
            {"significance": 4},
            {"time": "gisteren"},
            {"anchor": [1]},
            {"tags": [1]},
        )
    ],
)
def test_json_that_is_no_notes_is_refused_with_its_row(data: bytes) -> None:
    with pytest.raises(UnreadableFile) as told:
        read_json(data, "n.json")
    assert told.value.code == "bad_notes_file"


def test_a_sheet_that_is_no_notes_is_refused() -> None:
    for data in (b"", b"PK\x03\x04", as_json(send(NOTES)), as_xlsx(send(NOTES))[:-200]):
        with pytest.raises(UnreadableFile):
            read_xlsx(data, "n.xlsx", (NL, EN))
    book = load_workbook(io.BytesIO(as_xlsx(send(NOTES))))
    book.worksheets[0]["D3"].value = "misschien"
    stream = io.BytesIO()
    book.save(stream)
    with pytest.raises(UnreadableFile) as told:
        read_xlsx(stream.getvalue(), "n.xlsx", (NL, EN))
    assert "row 3" in str(told.value.facts["reason"])
