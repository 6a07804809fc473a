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
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.errors import NaastError
from desktop.i18n import Translator, mark
from desktop.model.options import Ignore, KindPin, Options, Side
from desktop.settings import Settings
from desktop.ui import pairing
from desktop.ui.file_watch import FileWatch
from desktop.ui.keeper import Keeper, same_file
from desktop.ui.remarks import (
    Anchor,
    Annotated,
    Remark,
    anchor_of_change,
    anchor_of_section,
    annotated,
    as_annotations,
    attach,
)
from desktop.ui.state import (
    ChangeFilter,
    ChangeRow,
    Cursor,
    History,
    Phase,
    Work,
    change_rows,
)

if TYPE_CHECKING:  # numpy and the reports are not loaded for the start page
    from desktop.model.annotation import Annotation
    from desktop.model.comparison import Change, Match
    from desktop.model.document import BlockKind, Edition
    from desktop.project.history import Name
    from desktop.project.project import Code, KeptEdition, Project
    from desktop.ui.compare.rows import ViewRow
    from desktop.ui.digest import SectionNode
    from desktop.ui.jobs import Jobs
    from desktop.ui.messages import Failed, Piece, Source, Staged
    from desktop.ui.placing import Placing
    from desktop.ui.result import Collector, Result

MAX_NAME = 40
"""Letters of a title in the name of a step."""


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to tell in place. level: info, success or error. commands: what can be done about it."""

    code: str
    facts: tuple[tuple[str, object], ...] = ()
    level: str = "info"
    commands: tuple[str, ...] = ()
    report: str = ""


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
    export_changed = Signal(object)
    opened = Signal(str, str)
    project_opened = Signal(str)
    busy_changed = Signal()

    def __init__(self, jobs: Jobs, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.jobs, self.settings = jobs, settings
        self.phase = Phase.START
        self.work = Work()
        self.history = History()
        self.editions: tuple[Edition, Edition] | None = None
        self.rows: list[ViewRow] = []
        self.result: Result | None = None
        self.cursor = Cursor()
        self.filter = ChangeFilter()
        self.annotated = Annotated()
        self.pending: Target | None = None
        self.failure: Notice | None = None
        self.row_of_change: dict[int, int] = {}
        self.section_of_change: dict[int, int] = {}
        self._changes: dict[int, Change] = {}
        self._node_at: dict[int, int] = {}
        self._order: list[int] = []
        self._listed: tuple[ChangeRow, ...] | None = None
        self._job: int | None = None
        self._export_job: int | None = None
        self._collector: Collector | None = None
        self._streaming = self._streamed = False
        self._fresh_rows: list[ViewRow] = []
        self._writing: Anchor | None = None
        self._kept_place: tuple[int | None, int | None, Anchor | None] | None = None
        self.keeper = Keeper(self)
        self.keeper.opened.connect(self._project_opened)
        self.keeper.saved.connect(self._project_saved)
        self.keeper.begun.connect(self._project_begun)
        self.keeper.refused.connect(self._not_kept)
        self._placing: Placing | None = None
        self._saving: _Saving | None = None
        self._checks: tuple[str, str] | None = None
        self._can_keep = True
        self._is_new = False
        self._instead_of: Work | None = None
        self._late: Notice | None = None
        jobs.staged.connect(self._staged)
        jobs.piece.connect(self._piece)
        jobs.finished.connect(self._finished)
        jobs.failed.connect(self._failed)
        self._files = FileWatch(self)
        self._files.changed.connect(self._file_changed)

    # --- opening -----------------------------------------------------------------------------------------------------

    def open(self, old: Source, new: Source) -> None:
        """Compare two editions from the beginning; corrections and notes of the ones before go with them."""
        self.keeper.close()
        self._instead_of = None
        ignore = frozenset(Ignore(name) for name in self.settings.ignore)
        self.work = Work((old, new), Options(ignore=ignore))
        self.history = History()
        self.filter = ChangeFilter()
        self.history_changed.emit()
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
        if self._decide(mark("Swap sides"), Work((new, old), turned, notes)):
            if self._checks is not None and self.keeper.project is not None:
                self._checks = self._checks[1], self._checks[0]
            self._start_afresh()

    def reload(self) -> None:
        """Read both files again; corrections and notes stay."""
        if self.work.sources is not None:
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
        self.work = replace(self.work, sources=sources)
        self._start_afresh(keep=True)

    def unlock(self, path: str, password: str) -> None:
        """Read a locked file with its password."""
        if self.work.sources is None:
            return
        old, new = (replace(s, password=password) if s.path == path else s for s in self.work.sources)
        self.work = replace(self.work, sources=(old, new))
        self._start_afresh()

    def close(self) -> None:
        """Back to the start page."""
        self._drop_job()
        self._unwatch()
        self.keeper.close()
        self._instead_of = None
        self.work, self.history, self.filter = Work(), History(), ChangeFilter()
        self._forget()
        self._enter(Phase.START)
        self.history_changed.emit()

    def stop(self) -> None:
        """Break off what is under way. A correction that was being worked out is taken back."""
        if self._export_job is not None:
            job, self._export_job = self._export_job, None
            self.jobs.cancel(job)
            self.export_changed.emit("stopped")
            self.busy_changed.emit()
        if self._job is None:
            return
        self._drop_job()
        if self.result is not None and not self._streaming and self.can_undo:
            if self.keeper.project is not None:
                before = self._stepped_back(self.keeper.undo)
                if before is None:
                    return
                self.work = before
            else:
                _, step = self.history.back(self.work)
                self.work, self.history = step.work, History(self.history.undo[:-1], ())
            self._annotate_again()
            self.history_changed.emit()
            self._tell("stopped_correction")
        elif self._instead_of is not None:
            self.work, self._instead_of = self._instead_of, None
            self._late = Notice("stopped")
            self._start_afresh()
        elif self.result is None:
            self.close()
            self._tell("stopped")

    def leave(self) -> None:
        """Nothing that is under way is wanted any more."""
        self._drop_job()
        if self._export_job is not None:
            self.jobs.cancel(self._export_job)
        self._unwatch()
        self.keeper.leave()
        gc.unfreeze()

    @property
    def is_busy(self) -> bool:
        return self._job is not None or self._export_job is not None

    def _start_afresh(self, keep: bool = False) -> None:
        anchor = self._place() if keep else None
        self._forget()
        self._kept_place = anchor
        self._streaming = True
        self._watch()
        self._enter(Phase.LOADING)
        self._compare()

    def _forget(self) -> None:
        self._saving = None
        self.rows, self.result, self.cursor = [], None, Cursor()
        self.row_of_change, self.section_of_change = {}, {}
        self._changes, self._order, self._listed = {}, [], None
        self.annotated, self.pending, self.failure = Annotated(), None, None
        self._kept_place = None
        self._placing = None
        gc.unfreeze()

    def _compare(self) -> None:
        from desktop.ui.result import Collector

        assert self.work.sources is not None
        self._collector = Collector()
        self._fresh_rows = []
        gc.disable()  # the result comes as many small objects: collecting among them would halt the window
        project = self.keeper.project
        notes, places = (project.notes, project.places) if project is not None else ((), ())
        self._job = self.jobs.compare(*self.work.sources, self.work.options, notes, places)
        self.busy_changed.emit()

    def _drop_job(self) -> None:
        if self._job is not None:
            job, self._job = self._job, None
            self.jobs.cancel(job)
            gc.enable()
            self.busy_changed.emit()

    def _recompute(self) -> None:
        """The same two editions under other options: what is shown stays until the new result is whole."""
        self._kept_place = self._place()
        self._streaming = self.result is None
        if self._streaming:
            self.rows = []
        self._compare()

    # --- what the worker says ----------------------------------------------------------------------------------------

    def _staged(self, message: Staged) -> None:
        if message.job in (self._job, self._export_job):
            self.progressed.emit(message)

    def _piece(self, message: Piece) -> None:
        if self._saving is not None and message.job == self._saving.job:
            self._editions_packed(message.items)
            return
        if message.job != self._job or self._collector is None:
            return
        if message.name == "editions":
            self.editions = message.items
            self.named.emit()
        elif message.name != "rows":
            self._collector.take(message.name, message.items)
        elif self._streaming:
            first = not self.rows
            self._index(message.items, len(self.rows))
            self.rows.extend(message.items)
            if first:
                self._enter(Phase.READY)
                self.rows_changed.emit()
            else:
                self.rows_added.emit(message.items)
        else:
            self._fresh_rows.extend(message.items)

    def _index(self, rows: tuple[ViewRow, ...], first: int) -> None:
        for i, row in enumerate(rows, first):
            for change in row.changes:
                if change not in self.row_of_change:
                    self.row_of_change[change] = i
                    self.section_of_change[change] = row.part
                    self._order.append(change)

    def _finished(self, job: int) -> None:
        if job == self._export_job:
            self._export_job = None
            self.export_changed.emit("done")
            self.busy_changed.emit()
            return
        if job != self._job or self._collector is None:
            return
        self._job = None
        self.result = self._collector.result()
        self._collector = None
        self._changes = {c.id: c for c in self.result.changes}
        self._node_at = {n.match: i for i, n in enumerate(self.result.sections)}
        if not self._streaming:
            self.rows, self._fresh_rows = self._fresh_rows, []
            self.row_of_change, self.section_of_change, self._order = {}, {}, []
            self._index(tuple(self.rows), 0)
        if not self.rows:
            self._enter(Phase.READY)
        self._instead_of = None
        self._take_notes()
        self._annotate_again(quietly=True)
        self._listed = None
        if not self._streaming:
            self.rows_changed.emit()
        self._streamed, self._streaming = self._streaming, False
        gc.enable()
        gc.freeze()  # what was read stays until it is closed; the collector need not look at it again
        self.result_changed.emit()
        self._return_to_place()
        if self.work.annotations or self.keeper.project is not None:
            self.annotations_changed.emit()
        self.busy_changed.emit()
        self._tell_of_project()

    def _failed(self, message: Failed) -> None:
        facts: tuple[tuple[str, object], ...] = message.facts
        if message.job == self._export_job:
            self._export_job = None
            self.export_changed.emit(Notice(message.code, facts, "error", report=message.report))
            self.busy_changed.emit()
            return
        if self._saving is not None and message.job == self._saving.job:
            self._saving = None
            self.noticed.emit(Notice(message.code, facts, "error", report=message.report))
            return
        if message.job != self._job:
            return
        self._job = None
        gc.enable()
        notice = Notice(message.code, facts, "error", ("file.reload", "file.open"), message.report)
        if self._instead_of is not None and not message.code.startswith("password"):
            self.work, self._instead_of = self._instead_of, None
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
        self._files.watch([s.path for s in sources if s.is_file and os.path.isfile(s.path)])

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
        row = self.row_of_change.get(change)
        self._set_cursor(Cursor(row, change, self.section_of_change.get(change)), origin)

    def go_to_section(self, section: int, origin: str = "command") -> None:
        """Show the first row of a section match."""
        row = next((i for i, r in enumerate(self.rows) if r.part == section), None)
        self._set_cursor(Cursor(row, None, section), origin)

    def go_to_row(self, row: int, origin: str = "command") -> None:
        """Show a row."""
        if 0 <= row < len(self.rows):
            self._set_cursor(Cursor(row, None, self.rows[row].part), origin)

    def go_to_block(self, side: Side, block: int) -> bool:
        """Show the row with a block; False where there is none, as for what was set aside."""
        for i, row in enumerate(self.rows):
            if any(c.block.id == block for c in (row.old if side is Side.OLD else row.new)):
                self.go_to_row(i)
                return True
        return False

    def next_change(self, step: int) -> bool:
        """To the next or previous change that the list shows, in the order of the text; False at the end."""
        shown = self._stepped()
        if not shown:
            return False
        row, change = self.cursor.row, self.cursor.change
        if change in shown:
            at = shown.index(change) + step
        elif row is None:
            at = 0 if step > 0 else len(shown) - 1
        else:
            rows = [self.row_of_change[c] for c in shown]
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
            return self._order
        ungrouped = replace(self.filter, grouped=False)
        if self.result is None:
            return self._order
        rows = change_rows(self._in_order(), self.section_of_change, self.annotated.changes, ungrouped)
        kept = {r.change.id for r in rows}
        if self.cursor.change is not None:
            kept.add(self.cursor.change)  # also when it was just reviewed and so left the list
        return [c for c in self._order if c in kept]

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

    def _place(self) -> tuple[int | None, int | None, Anchor | None]:
        """Where the reader is, in terms that outlast a comparison: a block of either side, the words of a change."""
        change = self._changes.get(-1 if self.cursor.change is None else self.cursor.change)
        old = new = None
        if self.cursor.row is not None and self.cursor.row < len(self.rows):
            row = self.rows[self.cursor.row]
            old = row.old[0].block.id if row.old else None
            new = row.new[0].block.id if row.new else None
        return old, new, anchor_of_change(change) if change else None

    def _return_to_place(self) -> None:
        place, self._kept_place = self._kept_place, None
        if place is None:
            return
        old, new, anchor = place
        if anchor is not None:
            for change in self._changes.values():
                if anchor_of_change(change) == anchor:
                    self.go_to_change(change.id)
                    return
        for i, row in enumerate(self.rows):
            if (new is not None and any(c.block.id == new for c in row.new)) or (
                new is None and old is not None and any(c.block.id == old for c in row.old)
            ):
                self.go_to_row(i)
                return

    # --- lists -------------------------------------------------------------------------------------------------------

    @property
    def listed(self) -> tuple[ChangeRow, ...]:
        """The changes that the list shows."""
        if self._listed is None:
            self._listed = (
                change_rows(self._in_order(), self.section_of_change, self.annotated.changes, self.filter)
                if self.result
                else ()
            )
        return self._listed

    def _in_order(self) -> list[Change]:
        """The changes in the order of the text; those that no row shows, if any, come last."""
        known = [self._changes[id] for id in self._order if id in self._changes]
        if len(known) == len(self._changes):
            return known
        shown = set(self._order)
        return known + [c for id, c in self._changes.items() if id not in shown]

    def set_filter(self, wanted: ChangeFilter) -> None:
        """List other changes."""
        if wanted != self.filter:
            self.filter, self._listed = wanted, None
            self.filter_changed.emit()

    def change(self, id: int | None) -> Change | None:
        """A change by its id."""
        return None if id is None else self._changes.get(id)

    def node(self, section: int | None) -> SectionNode | None:
        """A section of the tree by its match."""
        if self.result is None or section is None:
            return None
        at = self._node_at.get(section)
        return None if at is None else self.result.sections[at]

    def place_of_change(self) -> tuple[int, int]:
        """Which change in the order of the text, from 1 (0: none), and how many there are."""
        at = self._order.index(self.cursor.change) + 1 if self.cursor.change in self.row_of_change else 0
        return at, len(self._order)

    @property
    def reviewed_count(self) -> int:
        return sum(a.reviewed for a in self.annotated.changes.values())

    # --- corrections -------------------------------------------------------------------------------------------------

    def match_of_row(self, row: int | None) -> Match | None:
        """The block match that a row shows."""
        if self.result is None or row is None or not 0 <= row < len(self.rows):
            return None
        id = self.rows[row].match
        matches = self.result.block_matches
        if 0 <= id < len(matches) and matches[id].id == id:
            return matches[id]
        return next((m for m in matches if m.id == id), None)

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
            return self._correct(mark("Link as well"), options, self._titles(level, old, new))
        options = pairing.link(self.work.options, level, old, new)
        return self._correct(mark("Link"), options, self._titles(level, old, new))

    def begin_link(self, target: Target | None) -> None:
        """Remember one side of a link; the other is chosen next."""
        self._set_pending(target)

    def accept(self, target: Target) -> bool:
        """Fix a pairing as it is."""
        options = pairing.link_also(self.work.options, target.level, target.old, target.new, ())
        return self._correct(mark("Accept the pairing"), options, self._titles(target.level, target.old, target.new))

    def unlink(self, target: Target) -> bool:
        """Take a pairing apart."""
        options = pairing.unlink(self.work.options, target.level, target.old, target.new)
        return self._correct(mark("Unlink"), options, self._titles(target.level, target.old, target.new))

    def forbid(self, one: Target, other: Target) -> bool:
        """These two are never paired. False when that says nothing."""
        pair = _across(one, other)
        if pair is None:
            self._tell("link_needs_two")
            return False
        self._set_pending(None)
        return self._correct(mark("Never link"), pairing.unlink(self.work.options, *pair), self._titles(*pair))

    def clear_correction(self, target: Target) -> bool:
        """Let the program decide again."""
        options = pairing.clear(self.work.options, target.level, target.old, target.new)
        return self._correct(mark("Drop the correction"), options, self._titles(target.level, target.old, target.new))

    def set_kind(self, side: Side, block: int, kind: BlockKind) -> bool:
        """Say what a block is."""
        kinds = (*self._kinds_but(side, block), KindPin(side, block, kind))
        return self._correct(mark("Correct a kind"), replace(self.work.options, kinds=kinds))

    def clear_kind(self, side: Side, block: int) -> bool:
        """Let the program decide again what a block is."""
        options = replace(self.work.options, kinds=self._kinds_but(side, block))
        return self._correct(mark("Drop the corrected kind"), options)

    def _kinds_but(self, side: Side, block: int) -> tuple[KindPin, ...]:
        return tuple(k for k in self.work.options.kinds if not (k.side is side and k.block == block))

    def set_ignored(self, rule: Ignore, is_ignored: bool) -> bool:
        """Leave a kind of difference out, or show it."""
        ignore = self.work.options.ignore | {rule} if is_ignored else self.work.options.ignore - {rule}
        name = mark("Leave differences out") if is_ignored else mark("Show differences")
        return self._correct(name, replace(self.work.options, ignore=ignore))

    def _correct(self, name: str, options: Options, facts: tuple[tuple[str, str], ...] = ()) -> bool:
        if options == self.work.options or not self._decide(name, replace(self.work, options=options), facts):
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
            names.append(_short(found))
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

    def annotation(self, anchor: Anchor | None) -> Remark | None:
        """What was said about an anchor."""
        return next((a for a in self.work.annotations if a.anchor == anchor), None)

    def annotate(self, name: str, anchor: Anchor, change: Callable[[Remark], Remark]) -> None:
        """Alter, make or drop an annotation. Writing on in one note is one step."""
        notes = annotated(self.work.annotations, anchor, change)
        if notes == self.work.annotations:
            return
        from desktop.project.project import new_id

        notes = tuple(n if n.id else replace(n, id=new_id()) for n in notes)
        goes_on = name == mark("Write a note") and self._writing == anchor
        text = next((n.text for n in notes if n.anchor == anchor), "")
        facts = ("count", "1"), ("text", _short(text))
        self._decide(name, replace(self.work, annotations=notes), facts, goes_on)
        self._writing = anchor if name == mark("Write a note") else None
        self._annotate_again()

    @property
    def tags(self) -> tuple[str, ...]:
        """All tags in use, to choose from."""
        return tuple(sorted({t for a in self.work.annotations for t in a.tags}, key=str.casefold))

    def _annotate_again(self, quietly: bool = False) -> None:
        if self.result is not None:
            self.annotated = attach(self.work.annotations, self.result.changes, self.result.section_matches)
        self._listed = None
        if not quietly:
            self.annotations_changed.emit()

    # --- undo --------------------------------------------------------------------------------------------------------

    @property
    def can_undo(self) -> bool:
        return self.keeper.undo_name is not None or (self.keeper.project is None and bool(self.history.undo))

    @property
    def can_redo(self) -> bool:
        return self.keeper.redo_name is not None or (self.keeper.project is None and bool(self.history.redo))

    def undo(self) -> str | Name | None:
        """Take back the last step; its name, None when there is none."""
        if self.keeper.project is not None:
            return self._step(self.keeper.undo, self.keeper.undo_name)
        if not self.history.undo:
            return None
        self.history, step = self.history.back(self.work)
        self._become(step.work)
        return step.name

    def redo(self) -> str | Name | None:
        """Do the last undone step again; its name, None when there is none."""
        if self.keeper.project is not None:
            return self._step(self.keeper.redo, self.keeper.redo_name)
        if not self.history.redo:
            return None
        self.history, step = self.history.forth(self.work)
        self._become(step.work)
        return step.name

    def _step(self, step: Callable[[], Project], name: Name | None) -> Name | None:
        work = self._stepped_back(step) if name is not None else None
        if work is None:
            return None
        self._become(work)
        return name

    def _stepped_back(self, step: Callable[[], Project]) -> Work | None:
        """The work as the project says it after undo or redo; None where it cannot be written."""
        try:
            return self._work_of(step())
        except NaastError as error:
            self._refused(error)
            return None

    def _become(self, work: Work) -> None:
        before, self.work = self.work, work
        self._writing = None
        self.history_changed.emit()
        if work.sources != before.sources:
            self._start_afresh()
        elif work.options != before.options:
            self._recompute()
        else:
            self._annotate_again()

    def _decide(self, name: str, after: Work, facts: tuple[tuple[str, str], ...] = (), goes_on: bool = False) -> bool:
        """The work is another from now on. In a project only once that is on the disk: False, and told, where it cannot
        be written; all is then as it was. goes_on: it belongs to the step before."""
        before, project = self.work, self.keeper.project
        if project is not None:
            from desktop.project.decisions import Decision
            from desktop.project.history import Name

            later = self._project_after(project, before, after)
            try:
                self.keeper.apply(Decision(Name(_DECISIONS[name], facts), lambda _: later), goes_on)
            except NaastError as error:
                self._refused(error)
                return False
        else:
            if not goes_on:
                self.history = self.history.did(name, before, facts)
            self._begin_keeping(before)
        self._writing = None
        self.work = after
        self.history_changed.emit()
        return True

    def _refused(self, error: NaastError) -> None:
        self.noticed.emit(Notice(error.code, tuple(error.facts.items()), "error", ("file.save",)))

    # --- projects ----------------------------------------------------------------------------------------------------

    def open_project(self, path: str) -> None:
        """Open a project; what is open stays until that is done, and where it fails."""
        if self.keeper.project is None or not same_file(path, self.keeper.path):
            self.keeper.open(path)

    def save_project(self, path: str, t: Translator) -> None:
        """Keep what is open in a new file, and go on in it. t: in whose language the codebook begins."""
        if self.keeper.project is not None:
            self.keeper.save_as(path)
        elif self._saving is not None:
            self._saving = replace(self._saving, then=path)
        elif self.work.sources is not None and self.result is not None:
            from desktop.project.codebook import default_codebook

            job = self.jobs.keep(*self.work.sources, self.work.options)
            self._saving = _Saving(job, path, default_codebook(t), self.work)

    def _editions_packed(self, editions: tuple[KeptEdition, KeptEdition]) -> None:
        from desktop.project.project import Project, new_id

        saving = self._saving
        if saving is None or self.result is None:
            self._saving = None
            return
        self._saving = replace(saving, work=self.work)
        assert self.work.sources is not None
        if saving.sources == self.work.sources[::-1] != self.work.sources:
            editions = editions[1], editions[0]
        project = self.keeper.project
        if project is not None:
            self._put_editions(project, editions)
            return
        self._checks = editions[0].check, editions[1].check
        if saving.path:
            empty = Project(*editions, codebook=saving.codebook, id=new_id())
            self.keeper.create(saving.path, self._project_after(empty, Work(), self.work))
            return
        first = self.history.undo[0].work if self.history.undo else self.work
        if first.sources != self.work.sources:
            editions = editions[1], editions[0]
        self._checks = editions[0].check, editions[1].check
        self.keeper.begin(Project(*editions, first.options, id=new_id()))

    def _begin_keeping(self, before: Work) -> None:
        """With the first decision about two files these and all that follow are kept, though nobody has saved them."""
        if self.keeper.folder is not None and self._can_keep and self._saving is None and before.sources is not None:
            job = self.jobs.keep(*before.sources, before.options)
            self._saving = _Saving(job, "", (), before)

    def _project_begun(self) -> None:
        """What was decided until now is brought into the project, step by step, so that it can be undone there."""
        from desktop.project.decisions import become
        from desktop.project.history import Name

        if self._saving is None:  # something else was opened meanwhile
            self.keeper.close()
            return
        then, self._saving = self._saving.then, None
        steps, works = self.history.undo, [*(s.work for s in self.history.undo), self.work]
        try:
            for step, before, after in zip(steps, works, works[1:], strict=False):
                project = self.keeper.project
                if project is None:
                    return
                later = self._project_after(project, before, after)
                self.keeper.apply(replace(become(later, ""), name=Name(_DECISIONS[step.name], step.facts)))
        except NaastError as error:
            self._refused(error)
            return
        if self._checks is not None and works[0].sources != self.work.sources:
            self._checks = self._checks[1], self._checks[0]
        self.history = History()
        self.history_changed.emit()
        if then:
            self.keeper.save_as(then)

    def _put_editions(self, project: Project, editions: tuple[KeptEdition, KeptEdition]) -> None:
        """The files were read again and say something else: the project holds what is compared."""
        from desktop.project.decisions import become
        from desktop.ui.kept import renewed

        self._saving = None
        checks = editions[0].check, editions[1].check
        if checks == (project.old.check, project.new.check):
            return
        placing = self._the_placing()
        later = renewed(project, editions, self.work.options, placing.notes(project), placing.ground)
        try:
            self.keeper.apply(become(later, "replace_edition"))
        except NaastError as error:
            self._refused(error)
            return
        self._checks = checks
        self.history_changed.emit()
        doubts = list(self.doubts.values())
        lost = len(project.options.pins) + len(project.options.kinds)
        lost -= len(later.options.pins) + len(later.options.kinds)
        code, level = ("replaced_in_doubt", "error") if doubts or lost else ("replaced", "success")
        self._tell(code, level, guess=doubts.count("guess"), orphan=doubts.count("orphan"), lost=lost)

    def _not_kept(self, code: str, facts: tuple[tuple[str, object], ...]) -> None:
        """A project could not be opened, or made."""
        if self._saving is not None and not self._saving.path:
            self._can_keep = False  # said once; the work goes on without
        self._saving = None
        self.noticed.emit(Notice(code, facts, "error"))

    def _project_opened(self, project: Project) -> None:
        from desktop.ui.kept import sources_of

        self._drop_job()
        self.work, self.history, self.filter = Work(sources_of(project), project.options), History(), ChangeFilter()
        self._saving, self._is_new, self._instead_of = None, True, None
        self._checks = project.old.check, project.new.check
        self.history_changed.emit()
        self._start_afresh()
        if not self.keeper.is_unsaved:
            self.project_opened.emit(self.keeper.path)

    def _project_saved(self, path: str) -> None:
        from desktop.ui.kept import sources_of

        saving, project = self._saving, self.keeper.project
        if project is None:
            return
        if saving is not None and saving.path:
            self._saving = None
            later, self.work = self.work, saving.work
            self.history = History()
            if later != saving.work:  # decided while the file was being written
                self._decide(mark("Write a note"), later)
        if self._saving is None:  # else the files were read again, and their texts are on their way into the project
            self.work = replace(self.work, sources=sources_of(self.keeper.project or project))
            self._checks = project.old.check, project.new.check
            self._unwatch()
        self.history_changed.emit()
        self.named.emit()
        self.project_opened.emit(path)
        self._tell("project_saved", "success", path=os.path.basename(path))

    def _project_after(self, project: Project, before: Work, after: Work) -> Project:
        if before.sources is not None and after.sources == before.sources[::-1] != before.sources:
            from desktop.ui.kept import turned

            return turned(project, after.options)
        return self._the_placing().project_after(project, before, after)

    @property
    def doubts(self) -> dict[str, str]:
        """Notes of the project whose place is a "guess", or that were not found: "orphan"; by their id."""
        return self._placing.doubts if self._placing is not None else {}

    def notes_elsewhere(self) -> tuple[tuple[Annotation, str], ...]:
        """Notes that the text does not show, and why; see `placing.elsewhere`."""
        project = self.keeper.project
        if project is None:
            return ()
        from desktop.ui.placing import elsewhere

        shown = {r.id for r in (*self.annotated.changes.values(), *self.annotated.sections.values())}
        return elsewhere(project, shown, self.doubts)

    def accept_place(self, id: str) -> bool:
        """A note belongs where it was guessed; one that was not found, at the current change or section. False where
        there is none."""
        project = self.keeper.project
        if project is None or self.result is None:
            return False
        placing = self._the_placing()
        note = next((n for n in placing.notes(project) if n.id == id), None)
        if note is None:
            return False
        from desktop.project.decisions import become
        from desktop.ui.kept import put_at

        if self.doubts.get(id) == "orphan":
            anchor = self.anchor()
            if anchor is None:
                return False
        else:
            remarks = (*self.annotated.changes.items(),)
            change = self.change(next((c for c, r in remarks if r.id == id), None))
            anchor = anchor_of_change(change) if change is not None else None
        try:
            later = put_at(project, note, anchor, placing.ground)
            self.work = self._work_of(self.keeper.apply(become(later, "place_notes")))
        except NaastError as error:
            self._refused(error)
            return False
        self.history_changed.emit()
        self._annotate_again()
        return True

    def _work_of(self, project: Project) -> Work:
        """What a project says, for the result at hand."""
        from desktop.ui.kept import sources_of

        sources, checks = self.work.sources, (project.old.check, project.new.check)
        if sources is None or self._checks is None or checks not in (self._checks, self._checks[::-1]):
            sources = sources_of(project)
        elif checks != self._checks:
            sources = sources[1], sources[0]
        self._checks = checks
        if self.result is None:
            return Work(sources, project.options)
        return Work(sources, project.options, self._the_placing().remarks(project))

    def _the_placing(self) -> Placing:
        from desktop.ui.placing import Placing

        assert self.result is not None
        if self._placing is None or self._placing.ground.result is not self.result:
            self._placing = Placing(self.result)
        return self._placing

    def _take_notes(self) -> None:
        """Where the notes of the project stand in the result that has just come."""
        project = self.keeper.project
        if project is None or self.result is None:
            return
        placing = self._the_placing()
        placing.take(project)
        self.work = replace(self._work_of(project), options=self.result.options)
        self.keeper.beside(placing.ground.prepare)

    def _tell_of_project(self) -> None:
        late, self._late = self._late, None
        if late is not None:
            self.noticed.emit(late)
        project = self.keeper.project
        if project is None:
            return
        sources = self.work.sources
        if self._streamed and self._saving is None and sources and any(s.is_file for s in sources):
            self._saving = _Saving(self.jobs.keep(*sources, self.work.options), "", (), self.work)
        if not self._is_new:
            return
        self._is_new = False
        if self.keeper.is_unsaved:
            self._tell("restored", "info", "file.save")
        path, holder = self.keeper.path, self.keeper.holder
        if holder is not None:
            facts = {"user": holder.user, "computer": holder.computer, "since": holder.since}
            self._tell("project_held", "info", "file.save", path=path, **facts)
        elif self.keeper.read_only:
            self._tell("project_read_only", "info", "file.save", path=path)

    # --- export ------------------------------------------------------------------------------------------------------

    def export(self, path: str, key: str, language: str) -> None:
        """Write a report."""
        if self.work.sources is None or self._export_job is not None:
            return
        from desktop.model.annotation import Target as About
        from desktop.model.annotation import TargetKind

        elsewhere = tuple(replace(n, target=About(TargetKind.COMPARISON)) for n, _ in self.notes_elsewhere())
        noted = (*as_annotations(self.annotated), *elsewhere)
        self._export_job = self.jobs.export(self.work.sources, self.work.options, path, key, language, noted)
        self.export_changed.emit("started")
        self.busy_changed.emit()


_DECISIONS = {
    "Swap sides": "swap_sides",
    "Link": "link",
    "Link as well": "link",
    "Accept the pairing": "accept",
    "Unlink": "forbid",
    "Never link": "forbid",
    "Drop the correction": "drop_pin",
    "Correct a kind": "set_kind",
    "Drop the corrected kind": "set_kind",
    "Leave differences out": "set_options",
    "Show differences": "set_options",
    "Write a note": "write_note",
    "Tag": "tag_notes",
    "Judge": "judge_notes",
    "Reviewed": "review",
}
"""What each step is called in a project, by its name in the window."""


@dataclass(frozen=True, slots=True)
class _Saving:
    """A project about to be made, in a file of its own where path says so. work: what it holds. then: where a person
    wants it meanwhile."""

    job: int
    path: str
    codebook: tuple[Code, ...]
    work: Work
    then: str = ""

    @property
    def sources(self) -> tuple[Source, Source]:
        assert self.work.sources is not None
        return self.work.sources


def _short(text: str) -> str:
    """The beginning of a text on one line, for the name of a step."""
    line = " ".join(text.split())
    return line if len(line) <= MAX_NAME else f"{line[: MAX_NAME - 1]}…"


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
