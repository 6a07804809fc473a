"""The one mutable holder: what is open, how far it is, and what belongs to it. Methods make new frozen values and emit
one typed signal each; views repaint from it.

    workspace.open(old, new)  →  phase_changed, rows_changed, rows_added …, result_changed
    workspace.undo()          →  history_changed, and the comparison anew where that needs it

Its parts each hold one thing: `record` what was decided, `reader` where the reader is, `corrections` what he says of
the pairing, `noting` what he says of places, `exporting` reports under way.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.model.options import Ignore, Options, Side
from desktop.settings import Settings
from desktop.ui.arrival import Arrival
from desktop.ui.corrections import Corrections
from desktop.ui.exporting import Exporting
from desktop.ui.file_watch import FileWatch
from desktop.ui.noting import Noting
from desktop.ui.reader import Reader
from desktop.ui.record import Record
from desktop.ui.remarks import Annotated, as_annotations
from desktop.ui.shown import Scene, Shown
from desktop.ui.state import Notice, Phase, Work

if TYPE_CHECKING:  # numpy and the reports are not loaded for the start page
    from desktop.model.document import Edition
    from desktop.project.history import Decision, Name
    from desktop.ui.compare.rows import ViewRow
    from desktop.ui.exporting import Subject
    from desktop.ui.jobs import Jobs
    from desktop.ui.keeper import Keeper
    from desktop.ui.messages import Failed, Source
    from desktop.ui.result import Placed, Result


class Workspace(QObject):
    """See the module."""

    phase_changed = Signal()
    progressed = Signal(object)
    named = Signal()
    rows_changed = Signal()
    rows_added = Signal(object)
    result_changed = Signal()
    history_changed = Signal()
    noticed = Signal(object)
    opened = Signal(str, str)
    project_opened = Signal(str)
    busy_changed = Signal()

    def __init__(self, jobs: Jobs, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.jobs, self.settings = jobs, settings
        self.phase = Phase.START
        self.editions: tuple[Edition, Edition] | None = None
        self.failure: Notice | None = None
        self.scene = Scene()
        self.record = Record(self)
        self.record.changed.connect(self.history_changed)
        self.record.told.connect(self.noticed)
        self.record.expected.connect(self._expect)
        self.record.opened.connect(self._project_opened)
        self.record.saved.connect(self._project_saved)
        self.record.revised.connect(self._revised)
        self.reader = Reader(self.scene, self)
        self.corrections = Corrections(self.record, self.scene, self)
        self.corrections.made.connect(self._recompute)
        self.noting = Noting(self.record, self.scene, self.reader, self)
        self.exporting = Exporting(jobs, self._reported, self)
        self.exporting.changed.connect(lambda state: self.busy_changed.emit())
        self._instead_of: Work | None = None
        self._late: Notice | None = None
        self._arrival = Arrival(jobs, self.record, self)
        self._arrival.staged.connect(self.progressed)
        self._arrival.named.connect(self._name)
        self._arrival.rows.connect(self._show)
        self._arrival.whole.connect(self._complete)
        self._arrival.failed.connect(self._failed)
        self._arrival.changed.connect(self.busy_changed)
        self._files = FileWatch(self)
        self._files.changed.connect(self._file_changed)

    @property
    def work(self) -> Work:
        """What was decided, about which editions."""
        return self.record.work

    @property
    def shown(self) -> Shown:
        """What is shown of it."""
        return self.scene.shown

    @property
    def rows(self) -> list[ViewRow]:
        """The rows that have come."""
        return self.scene.shown.rows

    @property
    def annotated(self) -> Annotated:
        """What was said of what is shown."""
        return self.scene.annotated

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
        self.reader.begin()
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
        if self.record.decide("swap_sides", Work((new, old), turned, notes)):
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
        self._arrival.drop()
        self._unwatch()
        self._instead_of = None
        self.reader.begin()
        self._forget()
        self._enter(Phase.START)
        self.record.begin(Work())

    def stop(self) -> None:
        """Break off what is under way. A correction that was being worked out is taken back."""
        self.exporting.stop()
        if not self._arrival.is_on:
            return
        self._arrival.drop()
        if self.result is not None and not self._arrival.is_streaming and self.can_undo:
            if self.record.undo() is not None:
                self.noting.attach()
                self._tell("stopped_correction")
        elif self._instead_of is not None:
            self._go_back(Notice("stopped"))
        elif self.result is None:
            self.close()
            self._tell("stopped")

    def leave(self) -> None:
        """Nothing that is under way is wanted any more."""
        self._arrival.drop()
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
        return self._arrival.is_on or self.exporting.is_busy

    def _start_afresh(self, keep: bool = False) -> None:
        place = self.shown.place(self.reader.cursor) if keep else None
        self._forget()
        self.reader.come_back_to(place)
        self._watch()
        self._arrival.is_streaming = True
        self._enter(Phase.LOADING)
        self._arrival.begin(streams=True)

    def _forget(self) -> None:
        self.record.expect_result()
        self.scene.clear()
        self.reader.leave()
        self.corrections.leave()
        self.failure = None
        gc.unfreeze()

    def _recompute(self) -> None:
        """The same two editions under other options: what is shown stays until the new result is whole."""
        self.reader.come_back_to(self.shown.place(self.reader.cursor))
        streams = self.result is None
        if streams:
            self.scene.shown = Shown()
        self._arrival.begin(streams)

    # --- what arrives ------------------------------------------------------------------------------------------------

    def _name(self, editions: tuple[Edition, Edition]) -> None:
        self.editions = editions
        self.named.emit()

    def _show(self, rows: tuple[ViewRow, ...]) -> None:
        first = not self.rows
        self.shown.add(rows)
        if first:
            self._enter(Phase.READY)
            self.rows_changed.emit()
        else:
            self.rows_added.emit(rows)

    def _complete(self, result: Result, placements: tuple[Placed, ...]) -> None:
        if not self._arrival.is_streaming:
            self.scene.shown = self._arrival.fresh
        self.shown.complete(result)
        if not self.rows:
            self._enter(Phase.READY)
        self._instead_of = None
        if not self.record.take(result, placements):
            gc.enable()
            self._start_afresh()
            return
        self.noting.attach(quietly=True)
        if not self._arrival.is_streaming:
            self.rows_changed.emit()
        self._arrival.is_streaming = False
        gc.enable()
        gc.freeze()  # what was read stays until it is closed; the collector need not look at it again
        self.result_changed.emit()
        self.reader.return_to_place()
        if self.work.annotations or self.keeper.project is not None:
            self.noting.changed.emit()
        self.busy_changed.emit()
        late, self._late = self._late, None
        if late is not None:
            self.noticed.emit(late)
        self.record.tell_what_was_opened()

    def _failed(self, message: Failed) -> None:
        notice = Notice(message.code, message.facts, "error", ("file.reload", "file.open"), message.report)
        if self._instead_of is not None and not message.code.startswith("password"):
            self._go_back(replace(notice, commands=()))
            return
        if self.result is not None and not self._arrival.is_streaming:
            self.noticed.emit(replace(notice, commands=("file.reload",)))
        else:
            self.failure = notice
            self._enter(Phase.FAILED)
        self.busy_changed.emit()

    def _go_back(self, notice: Notice) -> None:
        """What was to be compared instead is not: all as it was, and why once that is shown."""
        assert self._instead_of is not None
        self.record.compare_instead(self._instead_of)
        self._instead_of, self._late = None, notice
        self._start_afresh()

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

    # --- taking back, and what else alters the whole work ------------------------------------------------------------

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
        if not same_texts(self.work, before):
            self._start_afresh()
        elif self.work.options != before.options:
            self._recompute()
        else:
            self.noting.attach()
        if [s.path for s in self.work.sources or ()] != [s.path for s in before.sources or ()]:
            self._watch()
            self.named.emit()

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
        self._arrival.drop()
        self._instead_of = None
        self.reader.begin()
        self.history_changed.emit()
        self._start_afresh()
        if not self.keeper.is_unsaved:
            self.project_opened.emit(self.keeper.path)

    def _project_saved(self, path: str) -> None:
        self.named.emit()
        self.project_opened.emit(path)

    def _revised(self, anew: bool) -> None:
        """Notes or places of files came from elsewhere."""
        if self.result is None:
            return
        self.noting.attach()
        if anew:
            self._recompute()
        else:
            self._watch()
            self.named.emit()

    def _reported(self) -> Subject | None:
        """What a report is of."""
        if self.work.sources is None:
            return None
        notes = as_annotations(self.work.annotations, self.annotated, self.noting.match_of)
        return self.work.sources, self.work.options, notes


def same_texts(one: Work, other: Work) -> bool:
    """Whether two works are about the same texts, wherever their files are."""
    texts = [[(s.text, s.packed or s.path) for s in w.sources or ()] for w in (one, other)]
    return texts[0] == texts[1]
