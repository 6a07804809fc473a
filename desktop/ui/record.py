"""The record: what was decided about the editions at hand, kept in a project from the first decision on, taken back.

    record.decide("Link", work)        once that is on the disk the work is another: changed
    record.undo()                      the work before it, and the name of what was taken back
    record.open_project(path)          later: opened, or told(Notice)

Without a project the steps are a list of earlier `Work`s; with the first one the texts are packed by the worker, and
the steps go into the project. The workspace shows what the record says.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.errors import NaastError
from desktop.i18n import Translator, mark
from desktop.ui.keeper import Keeper, same_file
from desktop.ui.state import History, Notice, Work

if TYPE_CHECKING:  # not loaded for the start page
    from desktop.model.annotation import Annotation
    from desktop.project.history import Name
    from desktop.project.project import Code, KeptEdition, Project
    from desktop.ui.jobs import Jobs
    from desktop.ui.messages import Failed, Piece, Source
    from desktop.ui.placing import Placing
    from desktop.ui.remarks import Anchor
    from desktop.ui.result import Result

DECISIONS = {
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


class Record(QObject):
    """See the module. work: what was decided, about which editions. result: what it came to, once that is there."""

    changed = Signal()
    opened = Signal()
    saved = Signal(str)
    told = Signal(object)

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.work = Work()
        self.result: Result | None = None
        self.keeper = Keeper(self)
        self._jobs = jobs
        self._history = History()
        self._placing: Placing | None = None
        self._saving: _Saving | None = None
        self._checks: tuple[str, str] | None = None
        self._can_keep = True
        self._is_new = False
        self.keeper.opened.connect(self._opened)
        self.keeper.saved.connect(self._saved)
        self.keeper.begun.connect(self._begun)
        self.keeper.refused.connect(self._not_kept)
        jobs.piece.connect(self._piece)
        jobs.failed.connect(self._failed)

    # --- what is open ------------------------------------------------------------------------------------------------

    def begin(self, work: Work) -> None:
        """Other editions, or none: what was open is let go of."""
        self.keeper.close()
        self.work, self._history = work, History()
        self.changed.emit()

    def compare_instead(self, work: Work) -> None:
        """The same decisions about other files; what is kept stays as it is until they were compared."""
        self.work = work

    def expect_result(self) -> None:
        """What it came to is out of date."""
        self._saving = self.result = self._placing = None

    def take(self, result: Result, is_read_anew: bool) -> None:
        """A result has come: where the notes of the project stand in it. is_read_anew: from the editions up."""
        self.result = result
        project = self.keeper.project
        if project is None:
            return
        placing = self._the_placing()
        placing.take(project)
        self.work = replace(self._work_of(project), options=result.options)
        self.keeper.beside(placing.ground.prepare)
        sources = self.work.sources
        if is_read_anew and sources and any(s.is_file for s in sources):
            self._saving = _Saving(self._jobs.keep(*sources, self.work.options), "", (), self.work)

    def tell_what_was_opened(self) -> None:
        """What there is to say of a project that was just opened."""
        if self.keeper.project is None or not self._is_new:
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

    def leave(self) -> None:
        """Nothing is decided any more."""
        self.keeper.leave()

    # --- deciding and taking back -------------------------------------------------------------------------------------

    def decide(self, name: str, after: Work, facts: tuple[tuple[str, str], ...] = (), goes_on: bool = False) -> bool:
        """The work is another from now on. In a project only once that is on the disk: False, and told, where it cannot
        be written; all is then as it was. goes_on: it belongs to the step before."""
        before, project = self.work, self.keeper.project
        if project is not None:
            from desktop.project.decisions import Decision
            from desktop.project.history import Name

            later = self._project_after(project, before, after)
            try:
                self.keeper.apply(Decision(Name(DECISIONS[name], facts), lambda _: later), goes_on)
            except NaastError as error:
                self._refused(error)
                return False
            if self._checks is not None and _are_swapped(before, after):
                self._checks = self._checks[1], self._checks[0]
        else:
            if not goes_on:
                self._history = self._history.did(name, before, facts)
            self._begin_keeping(before)
        self.work = after
        self.changed.emit()
        return True

    @property
    def can_undo(self) -> bool:
        return self.keeper.undo_name is not None or (self.keeper.project is None and bool(self._history.undo))

    @property
    def can_redo(self) -> bool:
        return self.keeper.redo_name is not None or (self.keeper.project is None and bool(self._history.redo))

    def undo(self) -> str | Name | None:
        """Take back the last step; its name, None when there is none or it cannot be written."""
        if self.keeper.project is not None:
            return self._step(self.keeper.undo, self.keeper.undo_name)
        if not self._history.undo:
            return None
        self._history, step = self._history.back(self.work)
        self.work = step.work
        self.changed.emit()
        return step.name

    def redo(self) -> str | Name | None:
        """Do the last undone step again; its name, None when there is none or it cannot be written."""
        if self.keeper.project is not None:
            return self._step(self.keeper.redo, self.keeper.redo_name)
        if not self._history.redo:
            return None
        self._history, step = self._history.forth(self.work)
        self.work = step.work
        self.changed.emit()
        return step.name

    def _step(self, step: Callable[[], Project], name: Name | None) -> Name | None:
        if name is None:
            return None
        try:
            self.work = self._work_of(step())
        except NaastError as error:
            self._refused(error)
            return None
        self.changed.emit()
        return name

    # --- notes whose place is in doubt --------------------------------------------------------------------------------

    @property
    def doubts(self) -> dict[str, str]:
        """Notes of the project whose place is a "guess", or that were not found: "orphan"; by their id."""
        return self._placing.doubts if self._placing is not None else {}

    def notes_elsewhere(self, shown: Collection[str]) -> tuple[tuple[Annotation, str], ...]:
        """Notes that the text does not show, and why; see `placing.elsewhere`. shown: ids of those that it shows."""
        project = self.keeper.project
        if project is None:
            return ()
        from desktop.ui.placing import elsewhere

        return elsewhere(project, shown, self.doubts)

    def put_note_at(self, id: str, anchor: Anchor | None) -> bool:
        """A note belongs at an anchor; without one, where it was guessed. False where there is no such note, or it
        cannot be written."""
        project = self.keeper.project
        if project is None or self.result is None:
            return False
        placing = self._the_placing()
        note = next((n for n in placing.notes(project) if n.id == id), None)
        if note is None or (anchor is None and self.doubts.get(id) == "orphan"):
            return False
        from desktop.project.decisions import become
        from desktop.ui.kept import put_at

        try:
            later = put_at(project, note, anchor, placing.ground)
            self.work = self._work_of(self.keeper.apply(become(later, "place_notes")))
        except NaastError as error:
            self._refused(error)
            return False
        self.changed.emit()
        return True

    # --- a project begun, saved, opened ------------------------------------------------------------------------------

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

            job = self._jobs.keep(*self.work.sources, self.work.options)
            self._saving = _Saving(job, path, default_codebook(t), self.work)

    def _begin_keeping(self, before: Work) -> None:
        """With the first decision about two files these and all that follow are kept, though nobody has saved them."""
        if self.keeper.folder is not None and self._can_keep and self._saving is None and before.sources is not None:
            job = self._jobs.keep(*before.sources, before.options)
            self._saving = _Saving(job, "", (), before)

    def _piece(self, message: Piece) -> None:
        if self._saving is not None and message.job == self._saving.job:
            self._editions_packed(message.items)

    def _failed(self, message: Failed) -> None:
        if self._saving is not None and message.job == self._saving.job:
            self._saving = None
            self.told.emit(Notice(message.code, message.facts, "error", report=message.report))

    def _editions_packed(self, editions: tuple[KeptEdition, KeptEdition]) -> None:
        from desktop.project.project import Project, new_id

        saving = self._saving
        if saving is None or self.result is None:
            self._saving = None
            return
        self._saving = replace(saving, work=self.work)
        if _are_swapped(saving.work, self.work):
            editions = editions[1], editions[0]
        project = self.keeper.project
        if project is not None:
            self._put_editions(project, editions)
            return
        if saving.path:
            self._checks = editions[0].check, editions[1].check
            empty = Project(*editions, codebook=saving.codebook, id=new_id())
            self.keeper.create(saving.path, self._project_after(empty, Work(), self.work))
            return
        first = self._history.undo[0].work if self._history.undo else self.work
        if first.sources != self.work.sources:
            editions = editions[1], editions[0]
        self._checks = editions[0].check, editions[1].check
        self.keeper.begin(Project(*editions, first.options, id=new_id()))

    def _begun(self) -> None:
        """What was decided until now is brought into the project, step by step, so that it can be undone there."""
        from desktop.project.decisions import become
        from desktop.project.history import Name

        if self._saving is None:  # something else was opened meanwhile
            self.keeper.close()
            return
        then, self._saving = self._saving.then, None
        steps, works = self._history.undo, [*(s.work for s in self._history.undo), self.work]
        try:
            for step, before, after in zip(steps, works, works[1:], strict=False):
                project = self.keeper.project
                if project is None:
                    return
                later = self._project_after(project, before, after)
                self.keeper.apply(replace(become(later, ""), name=Name(DECISIONS[step.name], step.facts)))
        except NaastError as error:
            self._refused(error)
            return
        if self._checks is not None and works[0].sources != self.work.sources:
            self._checks = self._checks[1], self._checks[0]
        self._history = History()
        self.changed.emit()
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
        self.changed.emit()
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
        self.told.emit(Notice(code, facts, "error"))

    def _opened(self, project: Project) -> None:
        from desktop.ui.kept import sources_of

        self.work, self._history = Work(sources_of(project), project.options), History()
        self._saving, self._is_new = None, True
        self._checks = project.old.check, project.new.check
        self.opened.emit()

    def _saved(self, path: str) -> None:
        from desktop.ui.kept import sources_of

        saving, project = self._saving, self.keeper.project
        if project is None:
            return
        if saving is not None and saving.path:
            self._saving = None
            later, self.work = self.work, saving.work
            self._history = History()
            if later != saving.work:  # decided while the file was being written
                self.decide(mark("Write a note"), later)
        if self._saving is None:  # else the files were read again, and their texts are on their way into the project
            self.work = replace(self.work, sources=sources_of(self.keeper.project or project))
            self._checks = project.old.check, project.new.check
        self.changed.emit()
        self.saved.emit(path)
        self._tell("project_saved", "success", path=os.path.basename(path))

    # --- work and project --------------------------------------------------------------------------------------------

    def _project_after(self, project: Project, before: Work, after: Work) -> Project:
        if _are_swapped(before, after):
            from desktop.ui.kept import turned

            return turned(project, after.options)
        return self._the_placing().project_after(project, before, after)

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

    def _refused(self, error: NaastError) -> None:
        self.told.emit(Notice(error.code, tuple(error.facts.items()), "error", ("file.save",)))

    def _tell(self, code: str, level: str, *commands: str, **facts: object) -> None:
        self.told.emit(Notice(code, tuple(facts.items()), level, commands))


@dataclass(frozen=True, slots=True)
class _Saving:
    """A project about to be made, in a file of its own where path says so. work: what it holds. then: where a person
    wants it meanwhile."""

    job: int
    path: str
    codebook: tuple[Code, ...]
    work: Work
    then: str = ""


def _are_swapped(before: Work, after: Work) -> bool:
    """Whether the editions changed sides."""
    sources: tuple[Source, Source] | None = before.sources
    return sources is not None and after.sources == sources[::-1] != sources
