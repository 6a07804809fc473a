"""Where in the rows something is: changes, sections, other ends of moves, notes. Knows nothing of Qt.

In: all rows of a view. Out: indexes of rows, None where there is nothing. What must be asked of all rows is worked out
when it is first asked.

    places.row_of_change(4)    15        places.other_end(8)    21        places.note(3, NEW)    19
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property

from desktop.model.document import BlockKind
from desktop.reports.outline import Part
from desktop.reports.runs import RunKind
from desktop.ui.compare.rows import RowKind, Side, ViewCell, ViewRow

OPPOSITE = {Side.OLD: Side.NEW, Side.NEW: Side.OLD}


class Places:
    """An index of rows."""

    def __init__(self, rows: Sequence[ViewRow]) -> None:
        self.rows = rows

    @cached_property
    def _of_change(self) -> dict[int, int]:
        found: dict[int, int] = {}
        for i, row in enumerate(self.rows):
            for change in row.changes:
                if change not in found or any(s.change == change for cell in row.new for s in cell.changes):
                    found[change] = i
        return found

    @cached_property
    def _ends(self) -> dict[tuple[int, bool], int]:
        """Rows that moved, by match and whether it is where they stood."""
        return {(r.match, r.kind is RowKind.STOOD): i for i, r in enumerate(self.rows) if r.moved}

    @cached_property
    def _of_block(self) -> dict[tuple[Side, int], int]:
        return {
            (side, cell.block.id): i
            for i, row in enumerate(self.rows)
            for side in (Side.OLD, Side.NEW)
            for cell in row.cells(side)
        }

    @cached_property
    def _starts(self) -> list[int]:
        """Where sections begin."""
        parts = [row.part for row in self.rows]
        return [i for i, part in enumerate(parts) if not i or part != parts[i - 1]]

    def row_of_change(self, change: int | None) -> int | None:
        """The row a change stands in; for one that stands in two, where the new words are."""
        return None if change is None else self._of_change.get(change)

    def section_start(self, section: int) -> int | None:
        """The first row of a section."""
        return next((i for i, row in enumerate(self.rows) if row.part == section), None)

    def head_of(self, row: int) -> Part | None:
        """The section a row stands in."""
        at = bisect_right(self._starts, row) - 1
        return self.rows[self._starts[at]].head if at >= 0 else None

    def next_change(self, row: int, change: int | None, step: int) -> tuple[int, int] | None:
        """Row and id of the change after (step 1) or before (-1) a place; a row of -1 or beyond the last is an end."""
        if 0 <= row < len(self.rows):
            here = self.rows[row].changes
            if change in here:
                at = here.index(change) + step
                if 0 <= at < len(here):
                    return row, here[at]
            elif step > 0 and here:
                return row, here[0]
        row += step
        while 0 <= row < len(self.rows):
            here = self.rows[row].changes
            if here:
                return row, here[0 if step > 0 else -1]
            row += step
        return None

    def next_section(self, row: int, step: int) -> int | None:
        """The first row of the section after (1) or before (-1) that of a row; backwards its own comes first."""
        at = bisect_right(self._starts, row) - 1
        if step > 0:
            return self._starts[at + 1] if at + 1 < len(self._starts) else None
        if at >= 0 and self._starts[at] < row:
            return self._starts[at]
        return self._starts[at - 1] if at > 0 else None

    def other_end(self, row: int) -> int | None:
        """Where what moved stood, and from there where it stands; for words that moved, the row of their other end."""
        made = self.rows[row]
        if made.moved:
            return self._ends.get((made.match, made.kind is not RowKind.STOOD))
        for side in (Side.OLD, Side.NEW):
            for run in (r for c in made.cells(side) for r in c.runs if r.other is not None):
                found = self._of_block.get((OPPOSITE[side], run.other))  # type: ignore[arg-type]
                if found is not None and found != row:
                    return found
        return None

    def other_title(self, cell: ViewCell, kind: RunKind) -> str:
        """The title of the section where the other end of a cell's moved words is; "" when unknown."""
        side = Side.NEW if kind is RunKind.MOVED_AWAY else Side.OLD
        other = next((r.other for r in cell.runs if r.kind is kind and r.other is not None), -1)
        row = self._of_block.get((side, other))
        head = self.head_of(row) if row is not None else None
        return part_name(head, side) if head is not None else ""

    def note(self, row: int, side: Side) -> tuple[int, Side] | None:
        """From a row that refers to a note to the note; from a note to what refers to it. side: where to look first."""
        for at in dict.fromkeys((side, Side.NEW, Side.OLD)):
            for cell in self.rows[row].cells(at):
                label = cell.block.label if cell.form is BlockKind.FOOTNOTE else ""
                if label:
                    found = self.note_place(row, at, label, back=True)
                elif cell.block.refs:
                    found = self.note_place(row, at, cell.block.refs[0], back=False)
                else:
                    continue
                if found is not None:
                    return found, at
        return None

    def note_place(self, row: int, side: Side, label: str, back: bool) -> int | None:
        """The row of a note of this label, or (back) of a reference to it. Labels may begin again: a note stands after
        what refers to it, so the nearest on that side counts first."""
        after = 1 if not back else -1
        return min(
            (i for i, r in enumerate(self.rows) if any(_has_note(c, label, back) for c in r.cells(side))),
            key=lambda i: ((i - row) * after < 0, abs(i - row)),
            default=None,
        )


def _has_note(cell: ViewCell, label: str, back: bool) -> bool:
    if back:
        return label in cell.block.refs
    return cell.form is BlockKind.FOOTNOTE and cell.block.label == label


def part_name(part: Part, side: Side = Side.NEW) -> str:
    """How one edition calls a section, or else the other."""
    old, new = part.old_titles, part.new_titles
    return " + ".join((new or old) if side is Side.NEW else (old or new))
