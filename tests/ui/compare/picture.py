"""Rows as text, to be read in a test: sign, old cells, new cells; changed words between marks.

removed [-x-], added [+x+], moved [~x~], outside the excerpt (x)
"""

from __future__ import annotations

from collections.abc import Sequence

from desktop.reports.runs import RunKind
from desktop.ui.compare.rows import RowKind, Sign, ViewCell, ViewRow

SIGNS = {
    Sign.SAME: "=",
    Sign.EDITED: "≈",
    Sign.ADDED: "+",
    Sign.REMOVED: "−",
    Sign.MOVED: "⇄",
    Sign.SPLIT: "<",
    Sign.MERGED: ">",
    Sign.OUTSIDE: "…",
    Sign.NONE: " ",
}
MARKS = {
    RunKind.REMOVED: ("[-", "-]"),
    RunKind.ADDED: ("[+", "+]"),
    RunKind.MOVED_AWAY: ("[~", "~]"),
    RunKind.MOVED_HERE: ("[~", "~]"),
    RunKind.OUTSIDE: ("(", ")"),
}


def cell_picture(cell: ViewCell) -> str:
    text, at = "", 0
    for run in cell.runs:
        before, after = MARKS[run.kind]
        text += cell.text[at : run.start] + before + cell.text[run.start : run.end] + after
        at = run.end
    return text + cell.text[at:]


def picture(rows: Sequence[ViewRow]) -> list[str]:
    return [row_picture(row) for row in rows]


def row_picture(row: ViewRow) -> str:
    if row.kind is RowKind.EDGE:
        return f"  {row.side.value} {'begins' if row.begins else 'ends'}"
    if row.kind is RowKind.FOLD:
        return f"  {row.count} folded as {row.sign.value}"
    if row.kind is RowKind.STOOD:
        return f"⇄ moved to {row.place or 'here'}: {row.opening} |"
    old, new = (" ¶ ".join(map(cell_picture, cells)) for cells in (row.old, row.new))
    return f"{SIGNS[row.sign]} {old} | {new}"
