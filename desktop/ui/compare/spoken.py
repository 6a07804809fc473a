"""A row in words, for those who hear it: what became of it, then its text with each change said. Knows nothing of Qt.

In: a `ViewRow`, a translator. Out: sentences.

    edited. … conform het Toetsingskader [removed: 2009] [added: 2014] in nauwe afstemming …
"""

from __future__ import annotations

from desktop.i18n import Translator, mark
from desktop.model.comparison import Mark
from desktop.reports.runs import RunKind
from desktop.ui.compare.captions import edge_words, fold_words, head_status, moved_from, moved_to
from desktop.ui.compare.inline import inline_cells
from desktop.ui.compare.rows import RowKind, ViewCell, ViewRow
from desktop.wording import BLOCKS, FATES, MARKS, name

SIGNS = {**FATES, "moved": MARKS["moved"]}
_RUNS = {
    RunKind.REMOVED: mark("[removed: {text}]"),
    RunKind.ADDED: mark("[added: {text}]"),
    RunKind.MOVED_AWAY: mark("[moved away: {text}]"),
    RunKind.MOVED_HERE: mark("[moved here: {text}]"),
}


def sign_word(row: ViewRow, t: Translator) -> str:
    """The sign in the gutter as a word; "" where there is none."""
    return "" if row.kind in (RowKind.EDGE, RowKind.FOLD) else name(SIGNS, row.sign.value, t)


def row_words(row: ViewRow, labels: tuple[str, str], t: Translator, marks: tuple[str, ...] = ()) -> str:
    """Everything a row says to the eye. marks: what the reader noted beside it."""
    if row.kind is RowKind.FOLD:
        return fold_words(row, t)
    if row.kind is RowKind.EDGE:
        return edge_words(row, labels, t)
    if row.kind is RowKind.STOOD:
        return f"{moved_to(row, t)}: {row.opening}"
    status = head_status(row, t)
    # Of a heading whose section changed the section is told; that its own words did not would only confuse.
    said = [] if status and row.is_same else [sign_word(row, t)]
    if row.moved:
        said.append(moved_from(row, t))
    if status:
        said.append(status)
    said.extend(marks)
    page = next((c.page for c in (*row.new, *row.old) if c.page is not None), None)
    if page is not None:
        said.append(t("page {page}", page=t.number(page)))
    whole = row.kind in (RowKind.ADDED, RowKind.REMOVED, RowKind.OUTSIDE)
    texts = [_cell_words(cell, t, whole) for cell in inline_cells(row)]
    return ". ".join([", ".join(x for x in said if x), *texts])


def _cell_words(cell: ViewCell, t: Translator, whole: bool) -> str:
    block = cell.block
    lead = f"{name(BLOCKS, block.kind.value, t)}: " if block.is_heading or block.kind.value == "footnote" else ""
    label = f"{block.label} " if lead and block.label and not block.is_heading else ""
    if block.cells and not cell.runs:
        return lead + "; ".join(block.cells)
    if whole:
        return lead + label + cell.text
    pieces = []
    at = 0
    for run in cell.runs:
        message = _RUNS.get(run.kind)
        if message is not None:
            pieces.append(cell.text[at : run.start] + " " + t(message, text=cell.text[run.start : run.end]) + " ")
            at = run.end
    return lead + label + " ".join("".join([*pieces, cell.text[at:]]).split())


def mark_words(note: bool, reviewed: bool, pinned: bool, t: Translator) -> tuple[str, ...]:
    """The marks beside a row."""
    words = ((reviewed, t("reviewed")), (note, t("has a note")), (pinned, name(MARKS, Mark.PINNED.value, t)))
    return tuple(word for there, word in words if there)
