"""Where the cells of a table row stand in its text, so that no change reaches over two of them.

old  North  12  340.0        new  North  14  355.0        12 → 14 and 340.0 → 355.0, not "12 340.0 → 14 355.0"
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from desktop.diffing.token_ops import TokenOp
from desktop.model.comparison import Tag
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


def by_cell(ops: Sequence[TokenOp], old_cells: Sequence[int], new_cells: Sequence[int]) -> list[list[TokenOp]]:
    """The ops of two rows cell by cell; in one piece where equal tokens stand in different cells.

    old_cells, new_cells: the cell of each token of the rows, whose first tokens are those of the first op.
    """
    if not ops:
        return []
    i0, j0 = ops[0].i1, ops[0].j1
    found: dict[int, list[TokenOp]] = defaultdict(list)
    for op in ops:
        left, right = old_cells[op.i1 - i0 : op.i2 - i0], new_cells[op.j1 - j0 : op.j2 - j0]
        if op.tag is Tag.EQUAL and left != right:
            return [list(ops)]
        i, j = op.i1, op.j1
        for cell in sorted({*left, *right}):
            i2, j2 = i + left.count(cell), j + right.count(cell)
            found[cell].append(TokenOp(op.tag, i, i2, j, j2))
            i, j = i2, j2
    return [found[cell] for cell in sorted(found)]
