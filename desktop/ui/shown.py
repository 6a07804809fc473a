"""What is shown of a comparison: the rows as they come, the result once it is whole, where each thing stands in them.
Knows no Qt.

shown.add(rows); shown.complete(result)
shown.row_of_change[4] → 15 · shown.change(4) · shown.match_of_row(15)
place = shown.place(cursor); …; later.find(place) → a cursor at the same words in another comparison
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.model.options import Side
from desktop.ui.remarks import Anchor, Annotated, anchor_of_change
from desktop.ui.state import Cursor

if TYPE_CHECKING:  # loaded with the first comparison
    from desktop.model.comparison import Change, Match
    from desktop.model.document import Block
    from desktop.ui.compare.rows import ViewRow
    from desktop.ui.digest import SectionNode
    from desktop.ui.result import Result


@dataclass(frozen=True, slots=True)
class Place:
    """Where a reader is, in terms that outlast a comparison: a block of either side, the words of a change."""

    old: int | None
    new: int | None
    words: Anchor | None


class Shown:
    """See the module. order: ids of the changes in the order of the text. result: None until it is whole."""

    def __init__(self) -> None:
        self.rows: list[ViewRow] = []
        self.order: list[int] = []
        self.row_of_change: dict[int, int] = {}
        self.section_of_change: dict[int, int] = {}
        self.row_of_section: dict[int, int] = {}
        self.row_of_block: dict[tuple[Side, int], int] = {}
        self.changes: dict[int, Change] = {}
        self.result: Result | None = None
        self._node_at: dict[int, int] = {}

    def add(self, rows: Iterable[ViewRow]) -> None:
        """More rows at the end."""
        for i, row in enumerate(rows, len(self.rows)):
            self.rows.append(row)
            self.row_of_section.setdefault(row.part, i)
            for cell in row.old:
                self.row_of_block.setdefault((Side.OLD, cell.block.id), i)
            for cell in row.new:
                self.row_of_block.setdefault((Side.NEW, cell.block.id), i)
            for change in row.changes:
                if change not in self.row_of_change:
                    self.row_of_change[change] = i
                    self.section_of_change[change] = row.part
                    self.order.append(change)

    def complete(self, result: Result) -> None:
        """All rows are there, and what they are made of."""
        self.result = result
        self.changes = {c.id: c for c in result.changes}
        self._node_at = {n.match: i for i, n in enumerate(result.sections)}

    def change(self, id: int | None) -> Change | None:
        """A change by its id."""
        return None if id is None else self.changes.get(id)

    def node(self, section: int | None) -> SectionNode | None:
        """A section of the tree by its match."""
        if self.result is None or section is None:
            return None
        at = self._node_at.get(section)
        return None if at is None else self.result.sections[at]

    def match_of_row(self, row: int | None) -> Match | None:
        """The block match that a row shows."""
        if self.result is None or row is None or not 0 <= row < len(self.rows):
            return None
        id = self.rows[row].match
        matches = self.result.block_matches
        if 0 <= id < len(matches) and matches[id].id == id:
            return matches[id]
        return next((m for m in matches if m.id == id), None)

    def block(self, side: Side, id: int) -> Block | None:
        """A block of an edition, by its id."""
        if self.result is None:
            return None
        blocks = (self.result.old if side is Side.OLD else self.result.new).blocks
        if 0 <= id < len(blocks) and blocks[id].id == id:
            return blocks[id]
        return next((b for b in blocks if b.id == id), None)

    def in_order(self) -> list[Change]:
        """The changes in the order of the text; those that no row shows, if any, come last."""
        known = [self.changes[id] for id in self.order if id in self.changes]
        if len(known) == len(self.changes):
            return known
        seen = set(self.order)
        return known + [c for id, c in self.changes.items() if id not in seen]

    def place(self, cursor: Cursor) -> Place:
        """Where a cursor stands."""
        change = self.change(cursor.change)
        words = anchor_of_change(change) if change is not None else None
        if cursor.row is None or cursor.row >= len(self.rows):
            return Place(None, None, words)
        row = self.rows[cursor.row]
        return Place(row.old[0].block.id if row.old else None, row.new[0].block.id if row.new else None, words)

    def find(self, place: Place) -> Cursor | None:
        """The same place, here: the change with these words, else the row with the block; None where neither is."""
        if place.words is not None:
            for change in self.changes.values():
                if anchor_of_change(change) == place.words:
                    return Cursor(self.row_of_change.get(change.id), change.id)
        block = (Side.NEW, place.new) if place.new is not None else (Side.OLD, place.old)
        row = self.row_of_block.get(block) if block[1] is not None else None  # type: ignore[arg-type]
        return Cursor(row) if row is not None else None


class Scene:
    """What is in sight, for all who have to do with it: what is shown, and what was said of it."""

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        """Nothing is shown."""
        self.shown, self.annotated = Shown(), Annotated()
