"""Where the reader is on the page: going to changes, sections, hits and other ends; selecting and copying.

In: names of places. Out: the page brought there, signals, the clipboard.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QMimeData
from PySide6.QtGui import (
    QGuiApplication,
)

from desktop.colors import load_colors
from desktop.ui.compare.find import Hit, Hits
from desktop.ui.compare.page_view import REVEAL_AT, PageView
from desktop.ui.compare.rows import RowKind, Side
from desktop.ui.compare.selection import (
    Place,
    Selection,
    Stretch,
    change_text,
    plain_text,
    rich_text,
    selected_parts,
    side_cells,
)


class ReadingView(PageView):
    """A page with a reader on it."""

    # going places ----------------------------------------------------------------------------------------------------

    def go_to_row(self, row: int) -> None:
        """Make a row the current one and bring it into sight."""
        if self.rows:
            self._go(min(max(row, 0), len(self.rows) - 1), None)

    def go_to_change(self, change: int) -> None:
        """Make a change the current one and bring it into sight."""
        row = self.places.row_of_change(change)
        if row is not None:
            self._go(row, change)

    def go_to_section(self, section: int) -> None:
        """To the first row of a section."""
        row = self.places.section_start(section)
        if row is not None:
            self._go(row, None, at_top=True)

    def show_place(self, slot: int, into: int) -> None:
        """Bring a place in a shown row to the middle of the window; the reader's own place stays."""
        box = self.page.box(slot)
        self.page.place(slot, min(into, box.height), self.page.height // 2)
        self._sync()
        self.viewport().update()

    def other_end(self) -> bool:
        """From what moved to where it stood, and back. Whether there was another end."""
        target = self.places.other_end(self.current_row) if self._is_somewhere else None
        if target is not None:
            self._go(target, None)
        return target is not None

    def follow_note(self) -> bool:
        """From a reference to its note, and from a note back. Whether there was one."""
        found = self.places.note(self.current_row, self.active_side) if self._is_somewhere else None
        if found is not None:
            self._go(found[0], None)
            self.active_side = Side.BOTH if self.columns.inline else found[1]
        return found is not None

    def step_change(self, step: int) -> int | None:
        """Go to the next change (step 1) or the one before (-1), counted from where the reader is; None at the end."""
        row = self.current_row
        if not self._is_somewhere:
            row = max(self.visible_rows()[0], 0) - (1 if step > 0 else 0)
        found = self.places.next_change(row, self.current_change, step)
        if found is None:
            return None
        self._go(*found)
        return found[1]

    def step_section(self, step: int) -> int | None:
        """Go to the next section or the one before; None at the end."""
        row = self.places.next_section(self._here, step)
        if row is None:
            return None
        self._go(row, None, at_top=True)
        return self.rows[row].part

    @property
    def _is_somewhere(self) -> bool:
        return 0 <= self.current_row < len(self.rows)

    @property
    def _here(self) -> int:
        """The row the reader is at, or the first in sight."""
        return self.current_row if self._is_somewhere else max(self.visible_rows()[0], 0)

    def _go(self, row: int, change: int | None, at_top: bool = False) -> None:
        self._unfold(row)
        slot = self.slot_of(row)
        top, high = self._extent(slot, change)
        where = self.page.where(slot)
        margin = self.type.line
        seen = where is not None and where[0] + top >= margin and where[0] + top + high <= self.page.height - margin
        if at_top:
            self.page.place(slot, 0, 0)
        elif not seen:
            self.page.place(slot, top, round(self.page.height * REVEAL_AT))
        self._sync()
        self._be_at(row, change)

    def _extent(self, slot: int, change: int | None) -> tuple[int, int]:
        """What of a row should be in sight: top and height of the change, or of the row."""
        box = self.page.box(slot)
        if change is not None:
            rects = [
                s.rect
                for c in box.cells
                for span in c.cell.changes
                if span.change == change
                for s in c.strokes(span.start, span.end)
            ]
            if rects:
                top = min(r.top() for r in rects)
                return int(top), int(max(r.bottom() for r in rects) - top)
        return 0, min(box.height, self.page.height // 2)

    def _unfold(self, row: int) -> None:
        if not self.shown.rows:
            return
        slot = self.slot_of(row)
        if self.shown.rows[slot].kind is RowKind.FOLD:
            self._opened.add(self.shown.index[slot])
            self._reshow()

    def _be_at(self, row: int, change: int | None) -> None:
        if (row, change) != (self.current_row, self.current_change):
            self.current_row, self.current_change = row, change
            part = self.rows[row].part if 0 <= row < len(self.rows) else -1
            self.current_changed.emit(row, change, part)
        self.viewport().update()

    # search ---------------------------------------------------------------------------------------------------

    def set_find_hits(self, hits: Sequence[Hit], current: int = -1) -> None:
        """Mark what a search found; current: which of the hits to go to."""
        self.hits, self.current_hit = Hits.of(hits), current
        if 0 <= current < len(hits):
            self._go_to_hit(hits[current])
        self.viewport().update()
        self.hits_changed.emit()

    def go_to_hit(self, hit: int) -> None:
        """Go to one of the hits."""
        if 0 <= hit < len(self.hits):
            self.current_hit = hit
            self._go_to_hit(self.hits[hit])
            self.viewport().update()

    def _go_to_hit(self, hit: Hit) -> None:
        self._go(hit.row, None)
        slot = self.slot_of(hit.row)
        hit = next(iter(self.inline_hits(hit)), hit) if self.columns.inline else hit
        cell = self.page.box(slot).cell(hit.side, hit.cell)
        where = self.page.where(slot)
        stroke = next(iter(cell.strokes(hit.start, hit.end)), None) if cell else None
        if stroke is None or where is None:
            return
        y = where[0] + stroke.rect.top()
        if not 0 <= y <= self.page.height - 2 * self.type.line:
            self.page.place(slot, int(stroke.rect.top()), round(self.page.height * REVEAL_AT))
            self._sync()

    # selection and copying ------------------------------------------------------------------------------------

    def selected_text(self, side: Side | None = None) -> str:
        """What is selected, as it stands in its edition; "" when that is not on the side asked for."""
        if self.selection is None or (side is not None and side is not self.selection.side):
            return ""
        return plain_text(selected_parts(self.rows, self.selection, self.is_shown))

    def selected_stretches(self) -> tuple[Side, list[Stretch]] | None:
        """What is selected of which cells, and on which side; None where nothing is."""
        if self.selection is None or self.selection.is_empty:
            return None
        return self.selection.side, list(selected_parts(self.rows, self.selection, self.is_shown))

    def is_shown(self, row: int) -> bool:
        """Whether a row is on the page, not folded away."""
        slot = self.slot_of(row)
        return (
            bool(self.shown.rows) and self.shown.index[slot] == row and self.shown.rows[slot].kind is not RowKind.FOLD
        )

    def select_all(self, side: Side | None = None) -> None:
        """Select all of one edition."""
        chosen = Side.BOTH if self.columns.inline else side or self.active_side
        filled = [i for i, r in enumerate(self.rows) if side_cells(r, chosen)] if chosen is not Side.BOTH else None
        if filled is None:
            filled = [i for i, r in enumerate(self.rows) if r.old or r.new]
        if not filled:
            return
        last = side_cells(self.rows[filled[-1]], chosen)
        end = Place(filled[-1], len(last) - 1, len(last[-1].text))
        self.active_side = chosen
        self.selection = Selection(chosen, Place(filled[0], 0, 0), end)
        self.viewport().update()

    def clear_selection(self) -> None:
        """Select nothing."""
        self.selection = None
        self.viewport().update()

    def copy(self) -> bool:
        """Put what is selected on the clipboard, plain and rich; else the current change; else the row."""
        data = QMimeData()
        if self.selection is not None and not self.selection.is_empty:
            data.setText(self.selected_text())
            html = rich_text(selected_parts(self.rows, self.selection, self.is_shown), self._color)
            data.setHtml(html)
        elif 0 <= self.current_row < len(self.rows):
            row = self.rows[self.current_row]
            if self.current_change is not None:
                data.setText(change_text(row, self.current_change))
            else:
                side = Side.BOTH if self.columns.inline else self.active_side
                cells = side_cells(row, side) or row.new or row.old
                data.setText("\n".join(c.text for c in cells))
        if not data.text():
            return False
        QGuiApplication.clipboard().setMimeData(data)
        return True

    def _color(self, role: str) -> str:
        return str(getattr(load_colors("light"), role))  # what is pasted stands on white paper
