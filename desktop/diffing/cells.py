"""Where the cells of a table row stand in its text, so that no change reaches over two of them.

old  North  12  340.0        new  North  14  355.0        12 → 14 and 340.0 → 355.0, not "12 340.0 → 14 355.0"
"""

from __future__ import annotations

from bisect import bisect_right

from desktop.model.document import Block, BlockKind


def cell_starts(block: Block) -> list[int]:
    """Where each cell begins in the text of a row, in code points; empty when the block is no row, or its cells are not
    its text in order."""
    if block.kind is not BlockKind.TABLE_ROW or len(block.cells) < 2:
        return []
    starts, at = [], 0
    for cell in block.cells:
        found = block.text.find(cell, at)
        if found < 0:
            return []
        starts.append(found)
        at = found + len(cell)
    return starts


def cut_at_cells(old: Block, new: Block, old_at: list[int], new_at: list[int]) -> list[tuple[int, int, int, int]]:
    """A stretch of two rows cell by cell: (old start, old end, new start, new end), counted in tokens from its start.

    old_at, new_at: where the tokens of the stretch begin in the texts of the rows. Uncut where the rows do not have the
    same number of cells.
    """
    whole = [(0, len(old_at), 0, len(new_at))]
    left, right = cell_starts(old), cell_starts(new)
    if not left or len(left) != len(right):
        return whole
    cells_old = [bisect_right(left, at) for at in old_at]
    cells_new = [bisect_right(right, at) for at in new_at]
    parts = []
    i = j = 0
    for cell in sorted({*cells_old, *cells_new}):
        i2, j2 = i + cells_old.count(cell), j + cells_new.count(cell)
        parts.append((i, i2, j, j2))
        i, j = i2, j2
    return parts
