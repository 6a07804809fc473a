"""The one mutable holder: what is open, what was decided about it, where the reader is. Methods make new frozen values
and emit one typed signal each; views repaint from it.

    workspace.open(old, new)  →  phase_changed, rows_changed, rows_added …, result_changed
    workspace.link(…)         →  history_changed, and the comparison anew
"""

from __future__ import annotations

import gc
import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.model.annotation import TargetKind
from desktop.model.options import Ignore, KindPin, Options, Side
from desktop.settings import Settings
from desktop.ui import pairing
from desktop.ui.exporting import Exporting
from desktop.ui.file_watch import FileWatch
from desktop.ui.listing import ChangeFilter, Listed, list_changes
from desktop.ui.record import Record
from desktop.ui.remarks import (
    Anchor,
    Annotated,
    Remark,
    Where,
    altered,
    anchor_of_change,
    anchor_of_section,
    as_annotations,
)
from desktop.ui.shown import Place, Shown
from desktop.ui.state import (
    Cursor,
    Notice,
    Phase,
    Work,
)
from desktop.wording import shortened

if TYPE_CHECKING:  # numpy and the reports are not loaded for the start page
    from desktop.model.annotation import Annotation
    from desktop.model.comparison import Change, Match
    from desktop.model.document import BlockKind, Edition
    from desktop.project.history import Decision, Name
    from desktop.ui.compare.rows import ViewRow
    from desktop.ui.digest import SectionNode
    from desktop.ui.exporting import Subject
    from desktop.ui.jobs import Jobs
    from desktop.ui.keeper import Keeper
    from desktop.ui.messages import Failed, Piece, Source, Staged
    from desktop.ui.result import Collector, Result

MAX_NAME = 40
"""Letters of a title in the name of a step."""


@dataclass(frozen=True, slots=True)
class Target:
    """What a pairing command is about: sections or blocks of either side."""

    level: str
    old: tuple[int, ...]
    new: tuple[int, ...]
    title: str = ""

    @property
    def is_pair(self) -> bool:
        return bool(self.old and self.new)


class Workspace(QObject):
    """See the module."""

    phase_changed = Signal()
    progressed = Signal(object)
    named = Signal()
    rows_changed = Signal()
    rows_added = Signal(object)
    result_changed = Signal()
    cursor_moved = Signal(object)
    filter_changed = Signal()
    annotations_changed = Signal()
    history_changed = Signal()
    pending_changed = Signal()
    noticed = Signal(object)
    opened = Signal(str, str)
    project_opened = Signal(str)
    busy_changed = Signal()

    def __init__(self, jobs: Jobs, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.jobs, self.settings = jobs, settings
        self.phase = Phase.START
        self.record = Record(self)
        self.record.changed.connect(self.history_changed)
        self.record.told.connect(self.noticed)
        self.record.expected.connect(self._expect)
        self.record.opened.connect(self._project_opened)
        self.record.saved.connect(self._project_saved)
        self.record.revised.connect(self._revised)
        self.editions: tuple[Edition, Edition] | None = None
        self.shown = Shown()
        self.cursor = Cursor()
        self.filter = ChangeFilter()
        self.annotated = Annotated()
        self.pending: Target | None = None
        self.failure: Notice | None = None
        self._listed: Listed | None = None
        self._job: int | None = None
        self.exporting = Exporting(jobs, self._reported, self)
        self.exporting.changed.connect(lambda state: self.busy_changed.emit())
        self._collector: Collector | None = None
        self._streaming = False
        self._fresh = Shown()
        self._coming: Result | None = None
        self._writing: str = ""
        self._kept_place: Place | None = None
        self._instead_of: Work | None = None
        self._late: Notice | None = None
        jobs.staged.connect(self._staged)
        jobs.piece.connect(self._piece)
        jobs.finished.connect(self._finished)
        jobs.failed.connect(self._failed)
        self._files = FileWatch(self)
        self._files.changed.connect(self._file_changed)

    @property
    def work(self) -> Work:
        """What was decided, about which editions."""
        return self.record.work

    @property
    def rows(self) -> list[ViewRow]:
        """The rows that have come."""
        return self.shown.rows

    @property
    def result(self) -> Result | None:
        """What it came to."""
        return self.record.result

    @property
    def keeper(self) -> Keeper:
        """Who keeps the project that is open."""
        return self.record.keeper

    # --- opening -----------------------------------------------------------------------------------------------------

    def open(self, old: Source, new: Source) -> None:
        """Compare two editions from the beginning; corrections and notes of the ones before go with them."""
        self._instead_of = None
        ignore = frozenset(Ignore(name) for name in self.settings.ignore)
        self.filter = ChangeFilter()
        self.record.begin(Work((old, new), Options(ignore=ignore)))
        self._start_afresh()
        if old.is_file and new.is_file:
            self.opened.emit(old.path, new.path)

    def swap(self) -> None:
        """The older edition becomes the newer one. Corrections and notes are turned along with them."""
        if self.work.sources is None:
            return
        old, new = self.work.sources
        options = self.work.options
        turned = Options(
            ignore=options.ignore,
            pins=tuple(replace(p, old=p.new, new=p.old) for p in options.pins),
            old=options.new,
            new=options.old,
            kinds=tuple(replace(k, side=Side.NEW if k.side is Side.OLD else Side.OLD) for k in options.kinds),
        )
        notes = tuple(
            replace(a, anchor=replace(a.anchor, old=a.anchor.new, new=a.anchor.old)) for a in self.work.annotations
        )
        if self._decide("swap_sides", Work((new, old), turned, notes)):
            self._start_afresh()

    def reload(self) -> None:
        """Read both files again, where they still are; corrections and notes stay."""
        if self.work.sources is None:
            return
        if not self.keeper.read_only:
            from desktop.ui.messages import Source

            self._instead_of = self.work if self.result is not None else None
            old, new = (Source(s.path) if s.packed and os.path.isfile(s.path) else s for s in self.work.sources)
            self.record.compare_instead(replace(self.work, sources=(old, new)))
        self._start_afresh(keep=True)

    def replace_edition(self, side: Side, path: str) -> None:
        """Another file in the place of an edition: a corrected one, or the same where it is now. Corrections and
        notes go along; where it cannot be read all is as it was."""
        from desktop.ui.messages import Source

        if self.work.sources is None:
            return
        if self.keeper.read_only:
            self._tell("project_read_only", "error", "file.save", path=self.keeper.path)
            return
        old, new = self.work.sources
        self._instead_of = self.work
        sources = (Source(path), new) if side is Side.OLD else (old, Source(path))
        self.record.compare_instead(replace(self.work, sources=sources))
        self._start_afresh(keep=True)

    def unlock(self, path: str, password: str) -> None:
        """Read a locked file with its password."""
        if self.work.sources is None:
            return
        old, new = (replace(s, password=password) if s.path == path else s for s in self.work.sources)
        self.record.compare_instead(replace(self.work, sources=(old, new)))
        self._start_afresh()

    def close(self) -> None:
        """Back to the start page."""
        self._drop_job()
        self._unwatch()
        self._instead_of = None
        self.filter = ChangeFilter()
        self._forget()
        self._enter(Phase.START)
        self.record.begin(Work())

    def stop(self) -> None:
        """Break off what is under way. A correction that was being worked out is taken back."""
        self.exporting.stop()
        if self._job is None:
            return
        self._drop_job()
        if self.result is not None and not self._streaming and self.can_undo:
            if self.record.undo() is not None:
                self._annotate_again()
                self._tell("stopped_correction")
        elif self._instead_of is not None:
            self.record.compare_instead(self._instead_of)
            self._instead_of = None
            self._late = Notice("stopped")
            self._start_afresh()
        elif self.result is None:
            self.close()
            self._tell("stopped")

    def leave(self) -> None:
        """Nothing that is under way is wanted any more."""
        self._drop_job()
        self.exporting.forget()
        self._unwatch()
        self.record.leave()
        gc.unfreeze()

    @property
    def file_names(self) -> tuple[str, ...]:
        """The names of both files, without their folders; none where nothing is open."""
        return tuple(os.path.basename(s.path) for s in self.work.sources or ())

    @property
    def is_busy(self) -> bool:
        return self._job is not None or self.exporting.is_busy

    def _start_afresh(self, keep: bool = False) -> None:
        anchor = self.shown.place(self.cursor) if keep else None
        self._forget()
        self._kept_place = anchor
        self._streaming = True
        self._watch()
        self._enter(Phase.LOADING)
        self._compare()

    def _forget(self) -> None:
        self.record.expect_result()
        self.shown, self.cursor, self._listed = Shown(), Cursor(), None
        self.annotated, self.pending, self.failure = Annotated(), None, None
        self._kept_place = None
        gc.unfreeze()

    def _compare(self) -> None:
        from desktop.ui.result import Collector

        assert self.work.sources is not None
        self._collector, self._coming = Collector(), None
        self._fresh = Shown()
        gc.disable()  # the result comes as many small objects: collecting among them would halt the window
        self._job = self.jobs.compare(*self.work.sources, self.work.options, self.record.asked())
        self.busy_changed.emit()

    def _drop_job(self) -> None:
        if self._job is not None:
            job, self._job, self._coming = self._job, None, None
            self.jobs.cancel(job)
            gc.enable()
            self.busy_changed.emit()

    def _recompute(self) -> None:
        """The same two editions under other options: what is shown stays until the new result is whole."""
        self._kept_place = self.shown.place(self.cursor)
        self._streaming = self.result is None
        if self._streaming:
            self.shown = Shown()
        self._compare()

    # --- what the worker says ----------------------------------------------------------------------------------------

    def _staged(self, message: Staged) -> None:
        if message.job == self._job:
            self.progressed.emit(message)

    def _piece(self, message: Piece) -> None:
        if message.job != self._job or self._collector is None:
            return
        if message.name == "editions":
            self.editions = message.items
            self.named.emit()
        elif message.name != "rows":
            self._collector.take(message.name, message.items)
        elif self._streaming:
            first = not self.rows
            self.shown.add(message.items)
            if first:
                self._enter(Phase.READY)
                self.rows_changed.emit()
            else:
                self.rows_added.emit(message.items)
        else:
            self._fresh.add(message.items)

    def _finished(self, job: int) -> None:
        if job != self._job or self._collector is None:
            return
        if self._coming is None:
            self._coming = self._collector.result()
            self.record.look_for_notes(self._coming, partial(self._look_for, self._coming))
        else:
            self._complete(self._coming)

    def _look_for(self, result: Result, notes: tuple[Annotation, ...]) -> None:
        """Notes that are not where they were are looked for before the result counts as whole."""
        if self._coming is not result or self.work.sources is None:
            return  # something else was begun meanwhile
        if notes:
            self._job = self.jobs.place(*self.work.sources, result.options, notes)
        else:
            self._complete(result)

    def _complete(self, result: Result) -> None:
        assert self._collector is not None
        placements = self._collector.placements
        self._job = self._collector = self._coming = None
        if not self._streaming:
            self.shown, self._fresh = self._fresh, Shown()
        self.shown.complete(result)
        if not self.rows:
            self._enter(Phase.READY)
        self._instead_of = None
        if not self.record.take(result, placements):
            gc.enable()
            self._start_afresh()
            return
        self._annotate_again(quietly=True)
        self._listed = None
        if not self._streaming:
            self.rows_changed.emit()
        self._streaming = False
        gc.enable()
        gc.freeze()  # what was read stays until it is closed; the collector need not look at it again
        self.result_changed.emit()
        self._return_to_place()
        if self.work.annotations or self.keeper.project is not None:
            self.annotations_changed.emit()
        self.busy_changed.emit()
        late, self._late = self._late, None
        if late is not None:
            self.noticed.emit(late)
        self.record.tell_what_was_opened()

    def _failed(self, message: Failed) -> None:
        facts: tuple[tuple[str, object], ...] = message.facts
        if message.job != self._job:
            return
        self._job = None
        gc.enable()
        notice = Notice(message.code, facts, "error", ("file.reload", "file.open"), message.report)
        if self._instead_of is not None and not message.code.startswith("password"):
            self.record.compare_instead(self._instead_of)
            self._instead_of = None
            self._late = replace(notice, commands=())
            self._start_afresh()
            return
        if self.result is not None and not self._streaming:
            self.noticed.emit(replace(notice, commands=("file.reload",)))
        else:
            self.failure = notice
            self._enter(Phase.FAILED)
        self.busy_changed.emit()

    def _enter(self, phase: Phase) -> None:
        self.phase = phase
        self.phase_changed.emit()

    def _tell(self, code: str, level: str = "info", *commands: str, **facts: object) -> None:
        self.noticed.emit(Notice(code, tuple(facts.items()), level, commands))

    # --- files that change on the disk -------------------------------------------------------------------------------

    def _watch(self) -> None:
        sources = self.work.sources if self.settings.watch and self.work.sources is not None else ()
        self._files.watch([s.path for s in sources if s.text is None and os.path.isfile(s.path)])

    def _unwatch(self) -> None:
        self._files.watch(())

    def _file_changed(self, path: str) -> None:
        self._tell("file_changed", "info", "file.reload", path=os.path.basename(path))

    # --- moving about ------------------------------------------------------------------------------------------------

    def arrived(self, row: int | None, change: int | None, section: int | None) -> None:
        """The view moved by itself (scrolling, a click)."""
        self._set_cursor(Cursor(row, change, section), "view")

    def go_to_change(self, change: int, origin: str = "command") -> None:
        """Show a change."""
        row = self.shown.row_of_change.get(change)
        self._set_cursor(Cursor(row, change, self.shown.section_of_change.get(change)), origin)

    def go_to_section(self, section: int, origin: str = "command") -> None:
        """Show the first row of a section match."""
        row = self.shown.row_of_section.get(section)
        self._set_cursor(Cursor(row, None, section), origin)

    def go_to_row(self, row: int, origin: str = "command") -> None:
        """Show a row."""
        if 0 <= row < len(self.rows):
            self._set_cursor(Cursor(row, None, self.rows[row].part), origin)

    def go_to_block(self, side: Side, block: int) -> bool:
        """Show the row with a block; False where there is none, as for what was set aside."""
        row = self.shown.row_of_block.get((side, block))
        if row is not None:
            self.go_to_row(row)
        return row is not None

    def next_change(self, step: int, open_only: bool = False) -> bool:
        """To the next or previous change that the list shows, in the order of the text; False at the end. open_only:
        that is not reviewed."""
        shown = self._stepped()
        if open_only:
            noted, here = self.annotated.changes, self.cursor.change
            shown = [c for c in shown if c == here or not (c in noted and noted[c].reviewed)]
        if not shown:
            return False
        row, change = self.cursor.row, self.cursor.change
        if change in shown:
            at = shown.index(change) + step
        elif row is None:
            at = 0 if step > 0 else len(shown) - 1
        else:
            rows = [self.shown.row_of_change[c] for c in shown]
            later = next((i for i, r in enumerate(rows) if r >= row), len(rows))
            at = later if step > 0 else later - 1
        if not 0 <= at < len(shown):
            return False
        self.go_to_change(shown[at])
        return True

    def _stepped(self) -> list[int]:
        """Ids of the changes to step through: those the filter leaves, each of them also where equal ones are one line
        of the list."""
        if not self.filter.hides:
            return self.shown.order
        ungrouped = replace(self.filter, grouped=False)
        if self.result is None:
            return self.shown.order
        listed = list_changes(self.shown.in_order(), self.shown.section_of_change, self.annotated.changes, ungrouped)
        kept = {c.id for c in listed.changes}
        if self.cursor.change is not None:
            kept.add(self.cursor.change)  # also when it was just reviewed and so left the list
        return [c for c in self.shown.order if c in kept]

    def next_section(self, step: int, open_only: bool = False) -> bool:
        """To the next or previous section; open_only: that changed and is not reviewed. False at the end."""
        nodes = self.result.sections if self.result else ()
        if not nodes:
            return False
        current = next(
            (i for i, n in enumerate(nodes) if n.match == self.cursor.section), -1 if step > 0 else len(nodes)
        )
        i = current + step
        while 0 <= i < len(nodes):
            if not open_only or self.is_open(nodes[i]):
                self.go_to_section(nodes[i].match)
                return True
            i += step
        return False

    def is_open(self, node: SectionNode) -> bool:
        """Whether a section changed and is not reviewed yet."""
        note = self.annotated.sections.get(node.match)
        return not node.is_quiet and not (note and note.reviewed)

    def _set_cursor(self, cursor: Cursor, origin: str) -> None:
        if cursor != self.cursor or origin == "command":
            self.cursor = cursor
            self.cursor_moved.emit(origin)

    def _return_to_place(self) -> None:
        place, self._kept_place = self._kept_place, None
        found = self.shown.find(place) if place is not None else None
        if found is not None and found.change is not None:
            self.go_to_change(found.change)
        elif found is not None and found.row is not None:
            self.go_to_row(found.row)

    # --- lists -------------------------------------------------------------------------------------------------------

    @property
    def listed(self) -> Listed:
        """The changes that the list shows."""
        if self._listed is None:
            self._listed = (
                list_changes(self.shown.in_order(), self.shown.section_of_change, self.annotated.changes, self.filter)
                if self.result
                else Listed()
            )
        return self._listed

    def set_filter(self, wanted: ChangeFilter) -> None:
        """List other changes."""
        if wanted != self.filter:
            self.filter, self._listed = wanted, None
            self.filter_changed.emit()

    def change(self, id: int | None) -> Change | None:
        """A change by its id."""
        return self.shown.change(id)

    def node(self, section: int | None) -> SectionNode | None:
        """A section of the tree by its match."""
        return self.shown.node(section)

    def place_of_change(self) -> tuple[int, int]:
        """Which change in the order of the text, from 1 (0: none), and how many there are."""
        at = self.shown.order.index(self.cursor.change) + 1 if self.cursor.change in self.shown.row_of_change else 0
        return at, len(self.shown.order)

    @property
    def reviewed_count(self) -> int:
        return sum(a.reviewed for a in self.annotated.changes.values())

    # --- corrections -------------------------------------------------------------------------------------------------

    def match_of_row(self, row: int | None) -> Match | None:
        """The block match that a row shows."""
        return self.shown.match_of_row(row)

    def _match_of(self, where: Where) -> int:
        row = self.row_of(where)
        return self.rows[row].match if row is not None else -1

    def target_of_row(self, row: int | None) -> Target | None:
        """The blocks of a row, for a pairing command."""
        match = self.match_of_row(row)
        if match is None:
            return None
        shown = self.rows[row or 0]
        texts = [c.text for c in (*shown.new, *shown.old)]
        return Target("block", match.old, match.new, texts[0] if texts else shown.opening)

    def target_of_section(self, section: int | None) -> Target | None:
        """The sections of a match, for a pairing command."""
        node = self.node(section)
        return None if node is None else Target("section", node.old, node.new, node.title)

    def is_pinned(self, target: Target | None) -> bool:
        """Whether a person said anything about this pairing."""
        return target is not None and pairing.has_pin(self.work.options, target.level, target.old, target.new)

    def link(self, one: Target, other: Target, also: bool = False) -> bool:
        """The old side of one and the new side of the other belong together. False when that says nothing."""
        pair = _across(one, other)
        if pair is None:
            self._tell("link_needs_two")
            return False
        level, old, new = pair
        self._set_pending(None)
        if also:
            present = [(t.old, t.new) for t in (one, other)]
            options = pairing.link_also(self.work.options, level, old, new, present)
            return self._correct("link", options, self._titles(level, old, new))
        options = pairing.link(self.work.options, level, old, new)
        return self._correct("link", options, self._titles(level, old, new))

    def begin_link(self, target: Target | None) -> None:
        """Remember one side of a link; the other is chosen next."""
        self._set_pending(target)

    def accept(self, target: Target) -> bool:
        """Fix a pairing as it is."""
        options = pairing.link_also(self.work.options, target.level, target.old, target.new, ())
        return self._correct("accept", options, self._titles(target.level, target.old, target.new))

    def unlink(self, target: Target) -> bool:
        """Take a pairing apart."""
        options = pairing.unlink(self.work.options, target.level, target.old, target.new)
        return self._correct("forbid", options, self._titles(target.level, target.old, target.new))

    def forbid(self, one: Target, other: Target) -> bool:
        """These two are never paired. False when that says nothing."""
        pair = _across(one, other)
        if pair is None:
            self._tell("link_needs_two")
            return False
        self._set_pending(None)
        return self._correct("forbid", pairing.unlink(self.work.options, *pair), self._titles(*pair))

    def clear_correction(self, target: Target) -> bool:
        """Let the program decide again."""
        options = pairing.clear(self.work.options, target.level, target.old, target.new)
        return self._correct("drop_pin", options, self._titles(target.level, target.old, target.new))

    def set_kind(self, side: Side, block: int, kind: BlockKind) -> bool:
        """Say what a block is."""
        kinds = (*self._kinds_but(side, block), KindPin(side, block, kind))
        return self._correct("set_kind", replace(self.work.options, kinds=kinds))

    def clear_kind(self, side: Side, block: int) -> bool:
        """Let the program decide again what a block is."""
        options = replace(self.work.options, kinds=self._kinds_but(side, block))
        return self._correct("set_kind", options)

    def _kinds_but(self, side: Side, block: int) -> tuple[KindPin, ...]:
        return tuple(k for k in self.work.options.kinds if not (k.side is side and k.block == block))

    def set_ignored(self, rule: Ignore, is_ignored: bool) -> bool:
        """Leave a kind of difference out, or show it."""
        ignore = self.work.options.ignore | {rule} if is_ignored else self.work.options.ignore - {rule}
        return self._correct("set_options", replace(self.work.options, ignore=ignore))

    def _correct(self, code: str, options: Options, facts: tuple[tuple[str, str], ...] = ()) -> bool:
        if options == self.work.options or not self._decide(code, replace(self.work, options=options), facts):
            return False
        self._recompute()
        return True

    def _titles(self, level: str, old: tuple[int, ...], new: tuple[int, ...]) -> tuple[tuple[str, str], ...]:
        """What to call a pair: the titles of its sections, the first words of its blocks."""
        result = self.result
        if result is None:
            return ()
        names = []
        for reading, ids in ((result.old, old), (result.new, new)):
            if level == "section":
                found = next((s.title for s in reading.sections if s.id in ids), "")
            else:
                found = next((b.text for b in reading.blocks if b.id in ids), "")
            names.append(shortened(found, MAX_NAME))
        return ("old", names[0]), ("new", names[1])

    def _set_pending(self, target: Target | None) -> None:
        if target != self.pending:
            self.pending = target
            self.pending_changed.emit()

    # --- notes -------------------------------------------------------------------------------------------------------

    def anchor(self, about_section: bool = False) -> Anchor | None:
        """What a note would be about: the current change, else the current section."""
        change = self.change(self.cursor.change)
        if change is not None and not about_section:
            return anchor_of_change(change)
        if self.result is None:
            return None
        match = next((m for m in self.result.section_matches if m.id == self.cursor.section), None)
        return anchor_of_section(match) if match else None

    def row_anchor(self) -> Anchor | None:
        """The current row as what a note is about."""
        row = self.cursor.row
        if row is None or not 0 <= row < len(self.rows):
            return None
        sides = (self.rows[row].old, self.rows[row].new)
        old, new = (tuple((c.block.id, 0, len(c.block.text)) for c in cells) for cells in sides)
        return Anchor(TargetKind.BLOCK, old, new)

    def annotation(self, anchor: Anchor | None) -> Remark | None:
        """What was said about an anchor: of the same words, else of the change or section that they are now."""
        if anchor is None or not self.work.annotations or self.record.attaching is None:
            return None
        where = self.record.attaching.where(anchor)
        if where.kind == "change":
            return self.annotated.changes.get(where.id)
        if where.kind == "section":
            return self.annotated.sections.get(where.id)
        return next((a for a in self.work.annotations if a.anchor == anchor), None)

    def remark(self, id: str) -> Remark | None:
        """What was said, by its id."""
        return next((r for r in self.work.annotations if r.id == id), None)

    def annotate(self, code: str, anchor: Anchor, change: Callable[[Remark], Remark], id: str = "") -> str:
        """Alter, make or drop what was said of an anchor, or by its id. Writing on in one note is one step. The id of
        the remark; "" where nothing was altered."""
        before = (self.remark(id) if id else self.annotation(anchor)) or Remark(anchor)
        after = change(before)
        if after == before:
            return ""
        from desktop.project.project import new_id

        after = after if after.id else replace(after, id=new_id())
        notes = altered(self.work.annotations, after)
        writes = code == "write_note"
        facts = ("count", "1"), ("text", shortened(after.text, MAX_NAME))
        if not self._decide(code, replace(self.work, annotations=notes), facts, writes and self._writing == after.id):
            return ""
        self._writing = after.id if writes and not after.is_empty else ""
        self._annotate_again()
        return after.id

    def change_at(self, anchor: Anchor) -> Change | None:
        """The change that an anchor is about now."""
        where = self.record.attaching.where(anchor) if self.record.attaching is not None else None
        return self.change(where.id) if where is not None and where.kind == "change" else None

    def words_at(self, anchor: Anchor) -> str:
        """The words of an anchor that is about words."""
        texts = []
        for side, places in ((Side.OLD, anchor.old), (Side.NEW, anchor.new)):
            blocks = [(self.shown.block(side, block), start, end) for block, start, end in places]
            texts.append(" ".join(block.text[start:end] for block, start, end in blocks if block is not None))
        return " → ".join(dict.fromkeys(t for t in texts if t))

    def equal_changes(self, remark: Remark | None) -> list[Change]:
        """The changes equal to the one that a remark is about which have nothing said of them yet."""
        change = self.change_at(remark.anchor) if remark is not None and remark.says else None
        if change is None or self.result is None:
            return []
        noted = self.annotated.changes
        return [
            c
            for c in self.result.changes
            if c.group == change.group and c.id != change.id and not (c.id in noted and noted[c.id].says)
        ]

    def copy_to_equal(self, remark: Remark) -> int:
        """The same note on every change that is equal; on how many more."""
        from desktop.project.project import new_id

        changes, noted = self.equal_changes(remark), self.annotated.changes
        there = {noted[c.id].id: noted[c.id] for c in changes if c.id in noted}
        added = [replace(remark, anchor=anchor_of_change(c), id=new_id()) for c in changes if c.id not in noted]
        says = {"text": remark.text, "tags": remark.tags, "significance": remark.significance, "status": remark.status}
        notes = tuple(replace(r, **says) if r.id in there else r for r in self.work.annotations)  # type: ignore[arg-type]
        facts = ("count", str(len(changes))), ("text", shortened(remark.text, MAX_NAME))
        if not changes or not self._decide("write_notes", replace(self.work, annotations=(*notes, *added)), facts):
            return 0
        self._annotate_again()
        return len(changes)

    def drop_remark(self, remark: Remark) -> bool:
        """Throw a note away."""
        left = tuple(r for r in self.work.annotations if r.id != remark.id)
        done = self._decide("drop_note", replace(self.work, annotations=left))
        if done:
            self._annotate_again()
        return done

    @property
    def tags(self) -> tuple[str, ...]:
        """The tags to choose from: those of the codebook, then others in use."""
        book = [code.name for code in self.record.codebook]
        others = {t for a in self.work.annotations for t in a.tags} - set(book)
        return (*book, *sorted(others, key=str.casefold))

    def _annotate_again(self, quietly: bool = False) -> None:
        if not self.work.annotations:
            self.annotated = Annotated()
        elif self.record.attaching is not None:
            self.annotated = self.record.attaching.attach(self.work.annotations)
        self._listed = None
        if not quietly:
            self.annotations_changed.emit()

    # --- undo --------------------------------------------------------------------------------------------------------

    @property
    def can_undo(self) -> bool:
        return self.record.can_undo

    @property
    def can_redo(self) -> bool:
        return self.record.can_redo

    def undo(self) -> Name | None:
        """Take back the last step; its name, None when there is none."""
        return self._shown_after(self.record.undo)

    def redo(self) -> Name | None:
        """Do the last undone step again; its name, None when there is none."""
        return self._shown_after(self.record.redo)

    def _shown_after(self, step: Callable[[], Name | None]) -> Name | None:
        before, name = self.work, step()
        if name is not None:
            self._show_after(before)
        return name

    def change_project(self, decision: Decision) -> bool:
        """Decide something about the project as a whole: see `Record.change`."""
        before = self.work
        done = self.record.change(decision)
        if done:
            self._show_after(before)
        return done

    def _show_after(self, before: Work) -> None:
        """The work is another: compare again where that needs it."""
        self._writing = ""
        if not same_texts(self.work, before):
            self._start_afresh()
        elif self.work.options != before.options:
            self._recompute()
        else:
            self._annotate_again()
        if [s.path for s in self.work.sources or ()] != [s.path for s in before.sources or ()]:
            self._watch()
            self.named.emit()

    def _decide(self, code: str, after: Work, facts: tuple[tuple[str, str], ...] = (), goes_on: bool = False) -> bool:
        """See `Record.decide`."""
        done = self.record.decide(code, after, facts, goes_on)
        if done:
            self._writing = ""
        return done

    # --- projects ----------------------------------------------------------------------------------------------------

    def open_project(self, path: str) -> None:
        """Open a project; what is open stays until that is done, and where it fails."""
        self.record.open_project(path)

    def save_project(self, path: str) -> None:
        """Keep what is open in a new file, and go on in it."""
        self.record.save_project(path)

    def _expect(self, sources: tuple[Source, Source], options: Options) -> None:
        """A project is being read: the comparison can be made ready meanwhile."""
        self.jobs.prepare(sources[0], sources[1], options)

    def _project_opened(self) -> None:
        self._drop_job()
        self._instead_of = None
        self.filter = ChangeFilter()
        self.history_changed.emit()
        self._start_afresh()
        if not self.keeper.is_unsaved:
            self.project_opened.emit(self.keeper.path)

    def _project_saved(self, path: str) -> None:
        self.named.emit()
        self.project_opened.emit(path)

    @property
    def doubts(self) -> dict[str, str]:
        """Notes of the project whose place is a "guess", or that were not found: "orphan"; by their id."""
        return self.record.doubts

    def _revised(self, anew: bool) -> None:
        """Notes or places of files came from elsewhere."""
        if self.result is None:
            return
        self._annotate_again()
        if anew:
            self._recompute()
        else:
            self._watch()
            self.named.emit()

    def row_of(self, where: Where) -> int | None:
        """The row in which a remark stands."""
        if where.kind == "change":
            return self.shown.row_of_change.get(where.id)
        if where.kind == "section":
            return self.shown.row_of_section.get(where.id)
        return self.shown.row_of_block.get((where.side, where.id)) if where.kind == "block" else None

    def go_to_remark(self, id: str, origin: str = "command") -> bool:
        """Show what a remark is about; False where it stands nowhere."""
        where = self.annotated.where.get(id, Where(""))
        row = self.row_of(where)
        if where.kind == "change":
            self.go_to_change(where.id, origin)
        elif where.kind == "section":
            self.go_to_section(where.id, origin)
        elif row is not None:
            self.go_to_row(row, origin)
        return row is not None

    def go_to_proposal(self, id: str, origin: str = "command") -> None:
        """Show where an orphan may belong: a change there, where it was about one, else the row."""
        row, remark = self.proposed_row(id), self.remark(id)
        if row is None or remark is None:
            return
        changes = self.rows[row].changes if remark.anchor.kind is TargetKind.CHANGE else ()
        if changes:
            self.go_to_change(changes[0], origin)
        else:
            self.go_to_row(row, origin)

    def proposed_row(self, id: str) -> int | None:
        """The row in which an orphan may belong."""
        target = self.record.proposals.get(id)
        if target is None:
            return None
        return next((i for i, row in enumerate(self.rows) if row.match == target.id), None)

    def accept_place(self, id: str) -> bool:
        """A note belongs where it was guessed; one that was not found, at the current change, else at the current row.
        False where there is none."""
        if self.doubts.get(id) == "orphan":
            anchor = self.anchor() if self.cursor.change is not None else self.row_anchor() or self.anchor()
        else:
            where = self.annotated.where.get(id, Where(""))
            change = self.change(where.id) if where.kind == "change" else None
            anchor = anchor_of_change(change) if change is not None else None
        done = self.record.put_note_at(id, anchor)
        if done:
            self._annotate_again()
        return done

    # --- export ------------------------------------------------------------------------------------------------------

    def _reported(self) -> Subject | None:
        """What a report is of."""
        if self.work.sources is None:
            return None
        notes = as_annotations(self.work.annotations, self.annotated, self._match_of)
        return self.work.sources, self.work.options, notes


def same_texts(one: Work, other: Work) -> bool:
    """Whether two works are about the same texts, wherever their files are."""
    texts = [[(s.text, s.packed or s.path) for s in w.sources or ()] for w in (one, other)]
    return texts[0] == texts[1]


def _across(one: Target, other: Target) -> tuple[str, tuple[int, ...], tuple[int, ...]] | None:
    """Which old and which new ones two targets bring together: the old side of the first with the new side of the
    second, the other way round where the first has no old side or the second no new one."""
    if one.level != other.level or one == other:
        return None
    if one.old and other.new and (one.old, other.new) not in ((one.old, one.new), (other.old, other.new)):
        return one.level, one.old, other.new
    if other.old and one.new:
        return one.level, other.old, one.new
    return None
