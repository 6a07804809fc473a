"""What is so at this moment, out of the workspace: which commands make sense, and the signs beside the rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from desktop.ui.actions.table import Facts
from desktop.ui.corrections import Target
from desktop.ui.remarks import Remark
from desktop.ui.state import Phase
from desktop.ui.workspace import Workspace

if TYPE_CHECKING:  # loaded with the first comparison
    from desktop.ui.compare.painter import RowMarks


def facts_of(workspace: Workspace, targets: Sequence[Target], remark: Remark | None = None) -> Facts:
    """targets: what pairing commands would be about. remark: the note that is shown."""
    w, result = workspace, workspace.result
    row = w.rows[w.reader.cursor.row] if w.reader.cursor.row is not None and w.reader.cursor.row < len(w.rows) else None
    return Facts(
        sources=w.work.sources is not None and w.phase is not Phase.START,
        comparison=result is not None,
        changes=bool(result and result.changes),
        change=w.reader.cursor.change is not None,
        place=result is not None and (row is not None or w.reader.cursor.section is not None),
        pair=any(t.is_pair for t in targets),
        pinned=any(w.corrections.is_pinned(t) for t in targets),
        busy=w.is_busy,
        undo=w.can_undo,
        redo=w.can_redo,
        doubt=bool(w.noting.doubts),
        project=result is not None and w.keeper.project is not None,
        renewal=w.record.renewal is not None,
        noted=bool(w.work.annotations),
        note=remark is not None,
        equal=bool(remark is not None and w.noting.equal_changes(remark)),
        conflict=bool(w.record.conflicts),
        moved=row is not None and (row.moved or any(r.other is not None for c in (*row.old, *row.new) for r in c.runs)),
    )


def row_marks(workspace: Workspace) -> dict[int, RowMarks]:
    """Signs by row: what a person noted, reviewed or linked."""
    from desktop.ui.compare.painter import RowMarks

    result = workspace.result
    if result is None:
        return {}
    blocks = (workspace.shown.row_of_block.get(block) for block in workspace.annotated.blocks)
    noted = {row for row in blocks if row is not None}
    reviewed: set[int] = set()
    for change, note in workspace.annotated.changes.items():
        row = workspace.shown.row_of_change.get(change)
        if row is not None:
            if note.says:
                noted.add(row)
            if note.reviewed:
                reviewed.add(row)
    marks = {row: RowMarks(note=row in noted, reviewed=row in reviewed) for row in noted | reviewed}
    pinned = {m.id for m in result.block_matches if "pinned" in m.marks}
    if pinned:
        for i, shown in enumerate(workspace.rows):
            if shown.match in pinned:
                marks[i] = replace(marks.get(i, RowMarks()), pinned=True)
    return marks
