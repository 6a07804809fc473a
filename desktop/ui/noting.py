"""What a person says of places: notes, tags and judgements on changes, sections and rows, and where each stands now.

noting.annotate("write_note", anchor, change)      made, altered or dropped through the record: changed
noting.go_to("a1")                                 shows what it is about
noting.accept_place("a1")                          a guessed place is the right one
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.model.annotation import TargetKind
from desktop.model.options import Side
from desktop.ui.reader import Reader
from desktop.ui.record import Record
from desktop.ui.remarks import Anchor, Annotated, Remark, Where, altered, anchor_of_change, anchor_of_section
from desktop.ui.shown import Scene
from desktop.ui.state import Work
from desktop.wording import shortened

if TYPE_CHECKING:  # loaded with the first comparison
    from desktop.model.comparison import Change

MAX_NAME = 40
"""Letters of a note in the name of a step."""


class Noting(QObject):
    """See the module."""

    changed = Signal()

    def __init__(self, record: Record, scene: Scene, reader: Reader, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._record, self._scene, self._reader = record, scene, reader
        self._writing: tuple[str, Work] | None = None
        """The remark that was written in last, and the work as it was then: while nothing else is decided, writing on
        is no step of its own."""

    @property
    def _remarks(self) -> tuple[Remark, ...]:
        return self._record.work.annotations

    # --- what a note would be about ----------------------------------------------------------------------------------

    def anchor(self, about_section: bool = False) -> Anchor | None:
        """What a note would be about: the current change, else the current section."""
        shown, cursor = self._scene.shown, self._reader.cursor
        change = shown.change(cursor.change)
        if change is not None and not about_section:
            return anchor_of_change(change)
        if shown.result is None:
            return None
        match = next((m for m in shown.result.section_matches if m.id == cursor.section), None)
        return anchor_of_section(match) if match else None

    def row_anchor(self) -> Anchor | None:
        """The current row as what a note is about."""
        row, rows = self._reader.cursor.row, self._scene.shown.rows
        if row is None or not 0 <= row < len(rows):
            return None
        sides = (rows[row].old, rows[row].new)
        old, new = (tuple((c.block.id, 0, len(c.block.text)) for c in cells) for cells in sides)
        return Anchor(TargetKind.BLOCK, old, new)

    def words_at(self, anchor: Anchor) -> str:
        """The words of an anchor that is about words."""
        texts = []
        for side, places in ((Side.OLD, anchor.old), (Side.NEW, anchor.new)):
            blocks = [(self._scene.shown.block(side, block), start, end) for block, start, end in places]
            texts.append(" ".join(block.text[start:end] for block, start, end in blocks if block is not None))
        return " → ".join(dict.fromkeys(t for t in texts if t))

    # --- what was said -----------------------------------------------------------------------------------------------

    def annotation(self, anchor: Anchor | None) -> Remark | None:
        """What was said about an anchor: of the same words, else of the change or section that they are now."""
        if anchor is None or not self._remarks or self._record.attaching is None:
            return None
        where = self._record.attaching.where(anchor)
        if where.kind == "change":
            return self._scene.annotated.changes.get(where.id)
        if where.kind == "section":
            return self._scene.annotated.sections.get(where.id)
        return next((a for a in self._remarks if a.anchor == anchor), None)

    def remark(self, id: str) -> Remark | None:
        """What was said, by its id."""
        return next((r for r in self._remarks if r.id == id), None)

    def annotate(self, code: str, anchor: Anchor, change: Callable[[Remark], Remark], id: str = "") -> str:
        """Alter, make or drop what was said of an anchor, or by its id. Writing on in one note is one step. The id of
        the remark; "" where nothing was altered."""
        before = (self.remark(id) if id else self.annotation(anchor)) or Remark(anchor)
        after = change(before)
        if after == before:
            return ""
        from desktop.project.project import new_id

        after = after if after.id else replace(after, id=new_id())
        writes = code == "write_note"
        goes_on = writes and self._goes_on_in(after)
        facts = ("count", "1"), ("text", shortened(after.text, MAX_NAME))
        if not self._decide(code, altered(self._remarks, after), facts, goes_on):
            return ""
        self._writing = (after.id, self._record.work) if writes and not after.is_empty else None
        self.attach()
        return after.id

    def _goes_on_in(self, remark: Remark) -> bool:
        return self._writing is not None and self._writing[0] == remark.id and self._writing[1] is self._record.work

    def change_at(self, anchor: Anchor) -> Change | None:
        """The change that an anchor is about now."""
        where = self._record.attaching.where(anchor) if self._record.attaching is not None else None
        return self._scene.shown.change(where.id) if where is not None and where.kind == "change" else None

    def equal_changes(self, remark: Remark | None) -> list[Change]:
        """The changes equal to the one that a remark is about which have nothing said of them yet."""
        change = self.change_at(remark.anchor) if remark is not None and remark.says else None
        result = self._scene.shown.result
        if change is None or result is None:
            return []
        noted = self._scene.annotated.changes
        return [
            c
            for c in result.changes
            if c.group == change.group and c.id != change.id and not (c.id in noted and noted[c.id].says)
        ]

    def copy_to_equal(self, remark: Remark) -> int:
        """The same note on every change that is equal; on how many more."""
        from desktop.project.project import new_id

        changes, noted = self.equal_changes(remark), self._scene.annotated.changes
        there = {noted[c.id].id: noted[c.id] for c in changes if c.id in noted}
        added = [replace(remark, anchor=anchor_of_change(c), id=new_id()) for c in changes if c.id not in noted]
        says = {"text": remark.text, "tags": remark.tags, "significance": remark.significance, "status": remark.status}
        notes = tuple(replace(r, **says) if r.id in there else r for r in self._remarks)  # type: ignore[arg-type]
        facts = ("count", str(len(changes))), ("text", shortened(remark.text, MAX_NAME))
        if not changes or not self._decide("write_notes", (*notes, *added), facts):
            return 0
        self.attach()
        return len(changes)

    def drop(self, remark: Remark) -> bool:
        """Throw a note away."""
        done = self._decide("drop_note", tuple(r for r in self._remarks if r.id != remark.id))
        if done:
            self.attach()
        return done

    def _decide(
        self, code: str, remarks: tuple[Remark, ...], facts: tuple[tuple[str, str], ...] = (), goes_on: bool = False
    ) -> bool:
        return self._record.decide(code, replace(self._record.work, annotations=remarks), facts, goes_on)

    @property
    def tags(self) -> tuple[str, ...]:
        """The tags to choose from: those of the codebook, then others in use."""
        book = [code.name for code in self._record.codebook]
        others = {t for a in self._remarks for t in a.tags} - set(book)
        return (*book, *sorted(others, key=str.casefold))

    @property
    def reviewed_count(self) -> int:
        return sum(a.reviewed for a in self._scene.annotated.changes.values())

    # --- where it stands ---------------------------------------------------------------------------------------------

    def attach(self, quietly: bool = False) -> None:
        """Find for each remark what it is about in what is shown."""
        if not self._remarks:
            self._scene.annotated = Annotated()
        elif self._record.attaching is not None:
            self._scene.annotated = self._record.attaching.attach(self._remarks)
        self._reader.relist()
        if not quietly:
            self.changed.emit()

    def row_of(self, where: Where) -> int | None:
        """The row in which a remark stands."""
        shown = self._scene.shown
        if where.kind == "change":
            return shown.row_of_change.get(where.id)
        if where.kind == "section":
            return shown.row_of_section.get(where.id)
        return shown.row_of_block.get((where.side, where.id)) if where.kind == "block" else None

    def match_of(self, where: Where) -> int:
        """The block match of that row; -1 where there is none."""
        row = self.row_of(where)
        return self._scene.shown.rows[row].match if row is not None else -1

    def go_to(self, id: str, origin: str = "command") -> bool:
        """Show what a remark is about; False where it stands nowhere."""
        where = self._scene.annotated.where.get(id, Where(""))
        row = self.row_of(where)
        if where.kind == "change":
            self._reader.go_to_change(where.id, origin)
        elif where.kind == "section":
            self._reader.go_to_section(where.id, origin)
        elif row is not None:
            self._reader.go_to_row(row, origin)
        return row is not None

    # --- places in doubt ---------------------------------------------------------------------------------------------

    @property
    def doubts(self) -> dict[str, str]:
        """Notes of the project whose place is a "guess", or that were not found: "orphan"; by their id."""
        return self._record.doubts

    def go_to_proposal(self, id: str, origin: str = "command") -> None:
        """Show where an orphan may belong: a change there, where it was about one, else the row."""
        row, remark = self.proposed_row(id), self.remark(id)
        if row is None or remark is None:
            return
        changes = self._scene.shown.rows[row].changes if remark.anchor.kind is TargetKind.CHANGE else ()
        if changes:
            self._reader.go_to_change(changes[0], origin)
        else:
            self._reader.go_to_row(row, origin)

    def proposed_row(self, id: str) -> int | None:
        """The row in which an orphan may belong."""
        target = self._record.proposals.get(id)
        if target is None:
            return None
        return next((i for i, row in enumerate(self._scene.shown.rows) if row.match == target.id), None)

    def accept_place(self, id: str) -> bool:
        """A note belongs where it was guessed; one that was not found, at the current change, else at the current row.
        False where there is none."""
        if self.doubts.get(id) == "orphan":
            at_change = self._reader.cursor.change is not None
            anchor = self.anchor() if at_change else self.row_anchor() or self.anchor()
        else:
            where = self._scene.annotated.where.get(id, Where(""))
            change = self._scene.shown.change(where.id) if where.kind == "change" else None
            anchor = anchor_of_change(change) if change is not None else None
        done = self._record.put_note_at(id, anchor)
        if done:
            self.attach()
        return done
