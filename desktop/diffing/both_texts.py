"""Both documents with their tokens, for questions about single tokens: their words, where they stand in their block,
what whole pieces they are part of. side: 0 is the old document, 1 the new."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from desktop.diffing.atoms import Atom, find_atoms
from desktop.model.document import Block, Document
from desktop.model.words import Ids
from desktop.text.tokens import Tokens

ATOM_REACH = 60
Columns = tuple["array[int]", "array[int]", "array[int]"]
"""Start, end and block of the tokens of a side."""


class BothTexts:
    """Two documents and their tokens."""

    def __init__(self, old: Document, new: Document, tokens: Tokens) -> None:
        self.documents = old, new
        self.rows = tokens.old, tokens.new
        self.columns: tuple[Columns, ...] = tuple(
            (_compact(row.start), _compact(row.end), _compact(row.block)) for row in self.rows
        )

    def word(self, side: int, k: int) -> str:
        """A token as written."""
        row = self.rows[side]
        return self.documents[side].text[row.start[k] : row.end[k]]

    def span(self, side: int, first: int, last: int, block: Block) -> tuple[int, int]:
        """Where a stretch of tokens stands in the text of its block."""
        starts, ends, _ = self.columns[side]
        if last <= first:
            return 0, 0
        return starts[first] - block.start, ends[last - 1] - block.start

    def place(self, side: int, k: int, block: Block) -> int:
        """Where text before a token would stand in a block: right behind the token before it."""
        starts, ends, owner = self.columns[side]
        if 0 < k <= len(owner) and owner[k - 1] == block.id:
            return ends[k - 1] - block.start
        return max(0, starts[k] - block.start) if k < len(starts) and owner[k] == block.id else 0

    def beside(self, blocks: Sequence[int], owner: Sequence[int], k: int) -> int:
        """Block of an empty side: that of the token before it, if it is in the match."""
        for at in (k - 1, k):
            if 0 <= at < len(owner) and owner[at] in blocks:
                return owner[at]
        return blocks[0]

    def atoms(self, side: int, block: int, lo: int, hi: int) -> list[Atom]:
        """Atoms within reach of a stretch of a block's text."""
        text = self.documents[side].blocks[block].text
        begin = max(0, lo - ATOM_REACH)
        return [Atom(a.start + begin, a.end + begin, a.kind) for a in find_atoms(text[begin : hi + ATOM_REACH])]


def _compact(column: Ids) -> array[int]:
    """A column whose numbers are read one by one: as quick as a list, and a tenth of its size."""
    return array("i", column.tobytes())
