"""Where the reader is, and which changes are listed: going from change to change, to a section, a row, a block.

reader.go_to_change(4)        moved("command"); the row and the section of that change with it
reader.next_change(1)         to the next that the list shows; False at the end
reader.listed                 the changes that the filter leaves, in the order wished
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.model.options import Side
from desktop.ui.listing import ChangeFilter, Listed, list_changes
from desktop.ui.shown import Place, Scene
from desktop.ui.state import Cursor

if TYPE_CHECKING:  # loaded with the first comparison
    from desktop.ui.digest import SectionNode


class Reader(QObject):
    """See the module. moved says what moved him: "view" where the text was scrolled, else where it was asked for."""

    moved = Signal(object)
    filter_changed = Signal()

    def __init__(self, scene: Scene, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._scene = scene
        self.cursor = Cursor()
        self.filter = ChangeFilter()
        self._listed: Listed | None = None
        self._kept: Place | None = None

    def begin(self) -> None:
        """Other editions: all their changes are listed."""
        self.filter = ChangeFilter()

    def leave(self) -> None:
        """What was shown is shown no more."""
        self.cursor, self._listed, self._kept = Cursor(), None, None

    # --- moving about ------------------------------------------------------------------------------------------------

    def arrived(self, row: int | None, change: int | None, section: int | None) -> None:
        """The view moved by itself (scrolling, a click)."""
        self._set_cursor(Cursor(row, change, section), "view")

    def go_to_change(self, change: int, origin: str = "command") -> None:
        """Show a change."""
        shown = self._scene.shown
        self._set_cursor(Cursor(shown.row_of_change.get(change), change, shown.section_of_change.get(change)), origin)

    def go_to_section(self, section: int, origin: str = "command") -> None:
        """Show the first row of a section match."""
        self._set_cursor(Cursor(self._scene.shown.row_of_section.get(section), None, section), origin)

    def go_to_row(self, row: int, origin: str = "command") -> None:
        """Show a row."""
        rows = self._scene.shown.rows
        if 0 <= row < len(rows):
            self._set_cursor(Cursor(row, None, rows[row].part), origin)

    def go_to_block(self, side: Side, block: int) -> bool:
        """Show the row with a block; False where there is none, as for what was set aside."""
        row = self._scene.shown.row_of_block.get((side, block))
        if row is not None:
            self.go_to_row(row)
        return row is not None

    def next_change(self, step: int, open_only: bool = False) -> bool:
        """To the next or previous change that the list shows, in the order of the text; False at the end. open_only:
        that is not reviewed."""
        shown = self._stepped()
        if open_only:
            noted, here = self._scene.annotated.changes, self.cursor.change
            shown = [c for c in shown if c == here or not (c in noted and noted[c].reviewed)]
        if not shown:
            return False
        row, change = self.cursor.row, self.cursor.change
        if change in shown:
            at = shown.index(change) + step
        elif row is None:
            at = 0 if step > 0 else len(shown) - 1
        else:
            rows = [self._scene.shown.row_of_change[c] for c in shown]
            later = next((i for i, r in enumerate(rows) if r >= row), len(rows))
            at = later if step > 0 else later - 1
        if not 0 <= at < len(shown):
            return False
        self.go_to_change(shown[at])
        return True

    def _stepped(self) -> list[int]:
        """Ids of the changes to step through: those the filter leaves, each of them also where equal ones are one line
        of the list."""
        order = self._scene.shown.order
        if not self.filter.hides or self._scene.shown.result is None:
            return order
        kept = {c.id for c in self._list(replace(self.filter, grouped=False)).changes}
        if self.cursor.change is not None:
            kept.add(self.cursor.change)  # also when it was just reviewed and so left the list
        return [c for c in order if c in kept]

    def next_section(self, step: int, open_only: bool = False) -> bool:
        """To the next or previous section; open_only: that changed and is not reviewed. False at the end."""
        result = self._scene.shown.result
        nodes = result.sections if result else ()
        if not nodes:
            return False
        current = next(
            (i for i, n in enumerate(nodes) if n.match == self.cursor.section), -1 if step > 0 else len(nodes)
        )
        i = current + step
        while 0 <= i < len(nodes):
            if not open_only or self._is_open(nodes[i]):
                self.go_to_section(nodes[i].match)
                return True
            i += step
        return False

    def _is_open(self, node: SectionNode) -> bool:
        """Whether a section changed and is not reviewed yet."""
        note = self._scene.annotated.sections.get(node.match)
        return not node.is_quiet and not (note and note.reviewed)

    def _set_cursor(self, cursor: Cursor, origin: str) -> None:
        if cursor != self.cursor or origin == "command":
            self.cursor = cursor
            self.moved.emit(origin)

    def place_of_change(self) -> tuple[int, int]:
        """Which change in the order of the text, from 1 (0: none), and how many there are."""
        shown = self._scene.shown
        at = shown.order.index(self.cursor.change) + 1 if self.cursor.change in shown.row_of_change else 0
        return at, len(shown.order)

    def come_back_to(self, place: Place | None) -> None:
        """Where to go once that is shown: the same words in another comparison."""
        self._kept = place

    def return_to_place(self) -> None:
        """To the words where he was, as far as they are there."""
        place, self._kept = self._kept, None
        found = self._scene.shown.find(place) if place is not None else None
        if found is not None and found.change is not None:
            self.go_to_change(found.change)
        elif found is not None and found.row is not None:
            self.go_to_row(found.row)

    # --- the list ----------------------------------------------------------------------------------------------------

    @property
    def listed(self) -> Listed:
        """The changes that the list shows."""
        if self._listed is None:
            self._listed = self._list(self.filter) if self._scene.shown.result else Listed()
        return self._listed

    def relist(self) -> None:
        """The list is out of date."""
        self._listed = None

    def set_filter(self, wanted: ChangeFilter) -> None:
        """List other changes."""
        if wanted != self.filter:
            self.filter, self._listed = wanted, None
            self.filter_changed.emit()

    def _list(self, wanted: ChangeFilter) -> Listed:
        shown = self._scene.shown
        return list_changes(shown.in_order(), shown.section_of_change, self._scene.annotated.changes, wanted)
