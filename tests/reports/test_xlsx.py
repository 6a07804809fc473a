"""The workbook and the CSV, read back by independent readers: text stays text and comes back unchanged."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import datetime

import openpyxl
import pytest

from desktop.i18n import translator
from desktop.model.annotation import Annotation, Status, Target, TargetKind
from desktop.model.comparison import Comparison
from desktop.progress import Progress, Stage
from desktop.reports.base import Logo, ReportOptions, Selection
from desktop.reports.csv import CSV
from desktop.reports.xlsx import CELL_UNITS, XLSX
from tests.reports.making import comparison, document
from tests.reports.test_outline import arms

ODD = [
    "=1+1",
    "+31 6",
    "@import",
    "-5 %",
    "=HYPERLINK(1)",
    "<b>vet</b>",
    'zeg "ja"; nee',
    "עברית",
    "👩‍👧 emoji",
    "a,b;c\td",
]
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c6390f26f0300017600f058eb"
    "53d50000000049454e44ae426082"
)


def book(made: Comparison, options: ReportOptions | None = None) -> openpyxl.Workbook:
    stream = io.BytesIO()
    XLSX.write(made, stream, options or ReportOptions())
    return openpyxl.load_workbook(io.BytesIO(stream.getvalue()))


def lines(made: Comparison, options: ReportOptions | None = None) -> list[list[str]]:
    csv.field_size_limit(1 << 20)
    stream = io.BytesIO()
    CSV.write(made, stream, options or ReportOptions())
    return list(csv.reader(io.StringIO(stream.getvalue().decode("utf-8-sig"), newline="")))


def replaced(old: list[str], new: list[str]) -> Comparison:
    """A comparison of one-block sections, each text replaced as a whole."""
    a = document([("paragraph", f"{x}") for x in old])
    b = document([("paragraph", f"{x}") for x in new], "new.txt", 2022)
    return comparison(a, b, [], [([0], [0])])


def test_four_sheets_with_frozen_heads_and_filters() -> None:
    made = book(arms())
    assert made.sheetnames == ["Summary", "Sections", "Changes", "Coverage"]
    for name in made.sheetnames[1:]:
        sheet = made[name]
        assert sheet.freeze_panes == "A2" and sheet.auto_filter.ref.startswith("A1:"), name
        assert sheet.column_dimensions["B"].width > 10
    assert book(arms(), ReportOptions(translator("nl"))).sheetnames == [
        "Samenvatting", "Paragrafen", "Wijzigingen", "Dekking",
    ]  # fmt: skip


def test_each_change_is_a_row_with_its_kind_weight_and_section() -> None:
    rows = list(book(arms())["Changes"].iter_rows(values_only=True))
    assert rows[0][:6] == ("no.", "old", "new", "kind", "weight", "section")
    assert rows[1][:6] == (1, "2009", "2014", "number", 3, "Rol")
    moved = [row for row in rows if row[3] == "moved"]
    assert [(row[1], row[2], row[5]) for row in moved] == [("Dit blijft.", "Dit blijft.", "Slot → Slotwoord")]
    assert len(rows) == 1 + len(arms().changes) + 1
    assert [[str(c) if c is not None else "" for c in row] for row in rows] == lines(arms())


def test_notes_tags_and_status_stand_with_their_change() -> None:
    made = arms()
    notes = (
        Annotation(Target(TargetKind.CHANGE, 1), "Waarom?", ("kader", "jaar"), 3, Status.QUESTION),
        Annotation(Target(TargetKind.SECTION, made.section_matches[0].id), "Let op"),
    )
    written = book(made, ReportOptions(annotations=notes))
    assert [c.value for c in written["Changes"][2]][9:] == ["Waarom?", "kader, jaar", "question"]
    assert written["Sections"]["H2"].value == "Let op"
    row = next(m for m in made.block_matches if m.old == (2,))
    noted = book(made, ReportOptions(annotations=(Annotation(Target(TargetKind.BLOCK, row.id), "Over de alinea"),)))
    lines = [[c.value for c in line] for line in noted["Changes"]]
    assert ["Dit blijft.", "Dit blijft.", "moved"] in [line[1:4] for line in lines if line[9] == "Over de alinea"]
    without = book(made, ReportOptions(annotations=notes, selection=Selection(notes=False)))
    assert [c.value for c in without["Changes"][2]][9:] == [None, None, None]


@pytest.mark.parametrize("text", ODD)
def test_text_that_looks_like_something_else_stays_text(text: str) -> None:
    made = replaced(["oud"], [text])
    (cell,) = [c for c in book(made)["Changes"]["C"][1:] if c.value]
    assert cell.value == text and cell.data_type == "s"
    assert text in [row[2] for row in lines(made)]


def test_control_characters_are_valid_and_visible() -> None:
    made = replaced(["oud"], ["a\x00b\x07c\x1bd"])
    (cell,) = [c for c in book(made)["Changes"]["C"][1:] if c.value]
    assert cell.value == "a␀b␇c␛d"
    assert lines(made)[-1][2] == "a␀b\x07c\x1bd"


@pytest.mark.parametrize("word", ["woord", "😀"])
def test_a_text_longer_than_a_cell_goes_on_in_the_next_rows(word: str) -> None:
    text = " ".join(f"{word}{i}" for i in range(30_000))
    sheet = book(replaced(["oud"], [text]))["Changes"]
    cells = [c.value for c in sheet["C"][1:] if c.value]
    assert "".join(cells) == text
    assert all(len(c.encode("utf-16-le")) // 2 <= CELL_UNITS for c in cells)
    number = next(row[0] for row in sheet.iter_rows(values_only=True) if row[2] == cells[0])
    assert [row[0] for row in sheet.iter_rows(values_only=True) if row[2] in cells] == [number] * len(cells)
    assert text in [row[2] for row in lines(replaced(["oud"], [text]))]


def test_summary_names_both_editions_author_and_date() -> None:
    options = ReportOptions(
        title="Wapenexport", author="A. de Vries", made=datetime(2024, 3, 14), logo=Logo(PNG, "png", 1, 1)
    )
    made = book(arms(), options)
    cells = {str(c) for row in made["Summary"].iter_rows(values_only=True) for c in row}
    assert {"Wapenexport", "A. de Vries · 14 March 2024", "old.txt", "new.txt", "2014", "2022"} <= cells
    assert made.properties.title == "Wapenexport" and made.properties.creator == "A. de Vries"
    stream = io.BytesIO()
    XLSX.write(arms(), stream, options)
    assert zipfile.ZipFile(stream).read("xl/media/image1.png") == PNG


def test_the_same_bytes_each_time() -> None:
    streams = io.BytesIO(), io.BytesIO()
    for stream in streams:
        XLSX.write(arms(), stream, ReportOptions())
    assert streams[0].getvalue() == streams[1].getvalue()


@pytest.mark.parametrize("report", [XLSX, CSV])
def test_it_can_be_interrupted(report: object) -> None:
    class Stop(Progress):
        def check(self, stage: Stage, done: int = 0, total: int = 0) -> None:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        report.write(arms(), io.BytesIO(), ReportOptions(progress=Stop()))
