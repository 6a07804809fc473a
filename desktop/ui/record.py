"""The record: what was decided about the editions at hand, kept in a project from the first decision on, taken back.

    record.decide("link", work)        once that is on the disk the work is another: changed
    record.undo()                      the work before it, and the name of what was taken back
    record.open_project(path)          later: opened, or told(Notice)

The worker hands over both texts as a project keeps them; with the first decision a project is begun on them, though
nobody has saved it. The workspace shows what the record says.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.errors import NaastError
from desktop.i18n import translator
from desktop.ui.keeper import Keeper, same_file
from desktop.ui.state import Notice, Work

if TYPE_CHECKING:  # not loaded for the start page
    from desktop.model.annotation import Annotation, Target
    from desktop.project.history import Decision, Name
    from desktop.project.project import Code, KeptEdition, Project, SavedFilter
    from desktop.ui.messages import Source
    from desktop.ui.placing import Placing
    from desktop.ui.remarks import Anchor, Attaching
    from desktop.ui.result import Placed, Renewal, Result


class Record(QObject):
    """See the module. work: what was decided, about which editions. result: what it came to, once that is there.
    expected: sources and options of a project whose notes are still being read. revised: the project is another by what
    came from elsewhere; whether it must be compared again. renewal: of editions that were replaced, as it was told
    last. t: in whose language a project begins."""

    changed = Signal()
    opened = Signal()
    saved = Signal(str)
    told = Signal(object)
    revised = Signal(bool)
    expected = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.t = translator("en")
        self.work = Work()
        self.result: Result | None = None
        self.renewal: Renewal | None = None
        self.keeper = Keeper(self)
        self._editions: tuple[KeptEdition, KeptEdition] | None = None
        self._asked: Project | None = None
        self._placing: Placing | None = None
        self._in_conflict: tuple[tuple[Annotation, ...], frozenset[str]] = (), frozenset()
        self._can_keep = True
        self._is_new = False
        self.keeper.opened.connect(self._opened)
        self.keeper.announced.connect(lambda p: self.expected.emit(_sources((p.old, p.new)), p.options))
        self.keeper.saved.connect(self._saved)
        self.keeper.refused.connect(self._not_kept)

    # --- what is open ------------------------------------------------------------------------------------------------

    def begin(self, work: Work) -> None:
        """Other editions, or none: what was open is let go of."""
        self.keeper.close()
        self.work, self._editions, self.renewal = work, None, None
        self.changed.emit()

    def compare_instead(self, work: Work) -> None:
        """The same decisions about other files; what is kept stays as it is until they were compared."""
        self.work = work

    def expect_result(self) -> None:
        """What it came to is out of date."""
        self.result = self._placing = None

    def asked(self) -> Project | None:
        """What a new result is to be made for. Its notes are of interest only where other texts may come."""
        project = self._asked = self.keeper.project
        if project is None or any(s.packed is None for s in self.work.sources or ()):
            return project
        return replace(project, notes=())

    def look_for_notes(self, result: Result, then: Callable[[tuple[Annotation, ...]], None]) -> None:
        """A result is coming: which notes have to be looked for in it, because they are not where they were."""
        from desktop.ui.placing import Placing

        placing, project = Placing(result), self.keeper.project
        self._placing = placing
        if project is None or not project.notes or result.renewal is not None:
            then(())
        else:
            self.keeper.ask(lambda: placing.unsettled(project), then)

    @property
    def attaching(self) -> Attaching | None:
        """Finds what remarks are about in the result at hand."""
        return self._placing.attaching if self._placing is not None else None

    def take(self, result: Result, placements: tuple[Placed, ...]) -> bool:
        """A result has come. False where it is not of what the project says, so that another must be made."""
        project = self.keeper.project
        if result.renewal is not None and not self._renew(result.renewal):
            return False
        self.result = result
        if result.kept is not None and project is None:
            self._editions = result.kept
            self.work = replace(self.work, sources=_sources(result.kept), options=result.options)
        project = self.keeper.project
        if project is not None:
            placing = self._the_placing()
            placing.take(project, placements)
            self.work = replace(self._work_of(project), options=result.options)
            self.keeper.beside(placing.ground.prepare)
        return True

    def _renew(self, renewal: Renewal) -> bool:
        """The files say something else than the project: it holds what is compared. A note tells of each correction
        that has no place any more."""
        from desktop.project.decisions import become
        from desktop.project.editions import with_lost_pins
        from desktop.project.pinning import Carried

        project, asked = self.keeper.project, self._asked
        if project is None or project is not asked:  # something was decided meanwhile
            self.work = self._work_of(project) if project is not None else self.work
            return False
        lost = Carried(project.options, renewal.pins, renewal.kinds)
        later = with_lost_pins(renewal.project, project.places, lost, self.t)
        try:
            self.keeper.apply(become(later, "replace_edition"))
        except NaastError as error:
            self._refused(error)
            self.work = self._work_of(project)
            return False
        self.renewal = renewal
        self.changed.emit()
        doubtful = renewal.guesses or renewal.orphans or renewal.pins or renewal.kinds
        code, level = ("replaced_in_doubt", "error") if doubtful else ("replaced", "success")
        lost_count = len(renewal.pins) + len(renewal.kinds)
        facts = {"guess": len(renewal.guesses), "orphan": len(renewal.orphans), "lost": lost_count}
        self.tell(code, level, "file.renewal", **facts)
        return True

    def tell_what_was_opened(self) -> None:
        """What there is to say of a project that was just opened."""
        if self.keeper.project is None or not self._is_new:
            return
        self._is_new = False
        if self.keeper.is_unsaved:
            self.tell("restored", "info", "file.save")
        path, holder = self.keeper.path, self.keeper.holder
        if holder is not None:
            facts = {"user": holder.user, "computer": holder.computer, "since": holder.since}
            self.tell("project_held", "info", "file.save", path=path, **facts)
        elif self.keeper.read_only:
            self.tell("project_read_only", "info", "file.save", path=path)

    def leave(self) -> None:
        """Nothing is decided any more."""
        self.keeper.leave()

    # --- deciding and taking back -------------------------------------------------------------------------------------

    def decide(self, code: str, after: Work, facts: tuple[tuple[str, str], ...] = (), goes_on: bool = False) -> bool:
        """The work is another from now on, once that is on the disk: False, and told, where it cannot be written; all
        is then as it was. code: of `wording.DECISIONS`. goes_on: it belongs to the step before."""
        before = self.work
        if not self.begin_keeping():  # nothing was read yet: there is nothing to keep, or to take back
            self.work = after
            self.changed.emit()
            return True
        from desktop.project.history import Decision
        from desktop.project.history import Name as Called

        project = self.keeper.project
        assert project is not None
        later = self._project_after(project, before, after)
        if not self._apply(Decision(Called(code, facts), _step_to(project, later)), goes_on):
            return False
        self.work = after
        self.changed.emit()
        return True

    def change(self, decision: Decision) -> bool:
        """The project is another from now on: its codebook, filters, notes from elsewhere. False as with `decide`."""
        if not self.begin_keeping() or not self._apply(decision):
            return False
        project = self.keeper.project
        assert project is not None
        self.work = self._work_of(project)
        self.changed.emit()
        return True

    def _apply(self, decision: Decision, goes_on: bool = False) -> bool:
        try:
            self.keeper.apply(decision, goes_on)
        except NaastError as error:
            self._refused(error)
            return False
        return True

    def begin_keeping(self) -> bool:
        """With the first decision about two files a project is begun. False where nothing was read yet."""
        if self.keeper.project is not None:
            return True
        if self._editions is None or self.result is None:
            return False
        from desktop.project.codebook import default_codebook
        from desktop.project.project import Project, new_id

        project = Project(*self._editions, self.work.options, codebook=default_codebook(self.t), id=new_id())
        try:
            self.keeper.begin(project)
        except NaastError as error:
            if self._can_keep:  # said once; the work goes on in memory
                self._can_keep = False
                self._refused(error)
        return True

    @property
    def can_undo(self) -> bool:
        return self.keeper.undo_name is not None

    @property
    def can_redo(self) -> bool:
        return self.keeper.redo_name is not None

    def undo(self) -> Name | None:
        """Take back the last step; its name, None when there is none or it cannot be written."""
        return self._step(self.keeper.undo, self.keeper.undo_name)

    def redo(self) -> Name | None:
        """Do the last undone step again; its name, None when there is none or it cannot be written."""
        return self._step(self.keeper.redo, self.keeper.redo_name)

    def _step(self, step: Callable[[], Project], name: Name | None) -> Name | None:
        if name is None:
            return None
        try:
            project = step()
        except NaastError as error:
            self._refused(error)
            return None
        self.work = self._work_of(project)
        self.changed.emit()
        return name

    # --- notes whose place is in doubt --------------------------------------------------------------------------------

    @property
    def doubts(self) -> dict[str, str]:
        """Notes of the project whose place is a "guess", or that were not found: "orphan"; by their id."""
        return self._placing.doubts if self._placing is not None else {}

    @property
    def proposals(self) -> dict[str, Target]:
        """What orphans may be about, by their id."""
        return self._placing.proposals if self._placing is not None else {}

    # --- what a project holds ----------------------------------------------------------------------------------------

    @property
    def notes(self) -> tuple[Annotation, ...]:
        """All notes and marks, as they are kept."""
        return self.keeper.project.notes if self.keeper.project is not None else ()

    def note(self, id: str) -> Annotation | None:
        """A note as the project keeps it."""
        return self.keeper.project.note(id) if self.keeper.project is not None else None

    @property
    def filters(self) -> tuple[SavedFilter, ...]:
        """Filters that were kept."""
        return self.keeper.project.filters if self.keeper.project is not None else ()

    @property
    def codebook(self) -> tuple[Code, ...]:
        """The tags to choose from; a new project begins with those for policy work."""
        if self.keeper.project is not None:
            return self.keeper.project.codebook
        from desktop.project.codebook import default_codebook

        return default_codebook(self.t)

    @property
    def conflicts(self) -> frozenset[str]:
        """Notes of which another version stands beside, and those versions; by their ids."""
        notes = self.notes
        if self._in_conflict[0] is not notes:
            pairs = [(n.id, n.conflict) for n in notes if n.conflict]
            self._in_conflict = notes, frozenset(id for pair in pairs for id in pair)
        return self._in_conflict[1]

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
        from desktop.project.history import Decision
        from desktop.project.history import Name as Called
        from desktop.ui.kept import put_at

        later = put_at(project, note, anchor, placing.ground)
        return self.change(Decision(Called("place_notes"), _step_to(project, later)))

    def revise(self, anew: bool = True) -> None:
        """The project is another by what came from elsewhere. anew: it must be compared again."""
        project = self.keeper.project
        if project is not None:
            self.work = self._work_of(project)
            self.changed.emit()
            self.revised.emit(anew)

    # --- a project saved, opened -------------------------------------------------------------------------------------

    def open_project(self, path: str) -> None:
        """Open a project; what is open stays until that is done, and where it fails."""
        if self.keeper.project is None or not same_file(path, self.keeper.path):
            self.keeper.open(path)

    def save_project(self, path: str) -> None:
        """Keep what is open in a new file, and go on in it."""
        if self.begin_keeping():
            self.keeper.save_as(path)

    def _not_kept(self, code: str, facts: tuple[tuple[str, object], ...]) -> None:
        """A project could not be opened, or made."""
        self.told.emit(Notice(code, facts, "error"))

    def _opened(self, project: Project) -> None:
        self.work = Work(_sources((project.old, project.new)), project.options)
        self._editions, self._is_new, self.renewal = None, True, None
        self.opened.emit()

    def _saved(self, path: str) -> None:
        self.changed.emit()
        self.saved.emit(path)
        self.tell("project_saved", "success", path=os.path.basename(path))

    # --- work and project --------------------------------------------------------------------------------------------

    def _project_after(self, project: Project, before: Work, after: Work) -> Project:
        if _are_swapped(before, after):
            from desktop.ui.kept import turned

            return turned(project, after.options)
        return self._the_placing().project_after(project, before, after)

    def _work_of(self, project: Project) -> Work:
        """What a project says, for the result at hand."""
        sources = _sources((project.old, project.new))
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

    def tell(self, code: str, level: str, *commands: str, **facts: object) -> None:
        """Tell something in place; see `Notice`."""
        self.told.emit(Notice(code, tuple(facts.items()), level, commands))


def _step_to(before: Project, after: Project) -> Callable[[Project], Project]:
    """What makes one project of another, also where something else was decided between."""

    def make(now: Project) -> Project:
        from desktop.project.history import difference

        return after if now is before else difference(before, after).apply(now)

    return make


def _sources(editions: tuple[KeptEdition, KeptEdition]) -> tuple[Source, Source]:
    """Editions to be compared as they are kept."""
    from desktop.ui.messages import Source

    old, new = (Source(e.path, packed=e.packed) for e in editions)
    return old, new


def _are_swapped(before: Work, after: Work) -> bool:
    """Whether the editions changed sides."""
    sources = before.sources
    return sources is not None and after.sources == sources[::-1] != sources
