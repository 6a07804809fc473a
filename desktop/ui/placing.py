"""Where the notes of a project stand in the result at hand, and which of them are in doubt.

    placing.take(project)              the worker's word on each note: "sure", "guess" or "orphan", and where
    placing.notes(project)             notes as they are to be kept now, where that is not how they are kept
    placing.remarks(project)           what the window shows of them

There is one for each result. Knows no Qt.
"""

from __future__ import annotations

from dataclasses import replace

from desktop.model.annotation import Anchor as KeptAnchor
from desktop.model.annotation import Annotation, Target
from desktop.project.project import Project
from desktop.ui.kept import Ground, project_after, remark_of
from desktop.ui.remarks import Anchor, Remark
from desktop.ui.result import Result
from desktop.ui.state import Work


class Placing:
    """See the module. doubts: "guess" or "orphan", by the id of the note; as of the last look at the project.
    proposals: what an orphan may be about here."""

    def __init__(self, result: Result) -> None:
        self.ground = Ground(result)
        self.doubts: dict[str, str] = {}
        self.proposals: dict[str, Target] = {}
        self._placed: dict[str, tuple[KeptAnchor, Annotation, str]] = {}
        self._looked_at: Project | None = None
        self._found: list[Annotation] = []
        self._made: dict[str, tuple[Annotation, Annotation]] = {}
        self._remarks: dict[str, tuple[Annotation, bool, Remark]] = {}

    def take(self, project: Project) -> None:
        """What the result says of the notes of the project."""
        for note, how, target in self.ground.result.placements:
            kept = project.note(note.id)
            if kept is not None:
                self._placed[note.id] = kept.anchor, note, how
                if how == "orphan":
                    self.proposals[note.id] = target
        self._looked_at = None

    def notes(self, project: Project) -> list[Annotation]:
        """The notes whose place in the result is not the one that is kept, or in doubt: as they are to be kept."""
        if project is self._looked_at:
            return self._found
        self.doubts, found = {}, []
        for id, (asked, placed, how) in self._placed.items():
            note = project.note(id)
            if note is not None and note.anchor in (asked, placed.anchor):  # else a person put it elsewhere since
                made = self._made.get(id)
                if made is None or made[0] is not note:
                    made = self._made[id] = note, replace(note, target=placed.target, anchor=placed.anchor)
                found.append(made[1])
                if how != "sure":
                    self.doubts[id] = how
        self._looked_at, self._found = project, found
        return found

    def remarks(self, project: Project) -> tuple[Remark, ...]:
        """The notes of the project as remarks on the blocks of the result; what was not found again has no place."""
        placed = {n.id: n for n in self.notes(project)}
        known, doubts = self._remarks, self.doubts
        found = []
        for kept in project.notes:
            id = kept.id
            note = placed.get(id, kept) if placed else kept
            is_orphan = doubts.get(id) == "orphan" if doubts else False
            there = known.get(id)
            if there is None or there[0] is not note or there[1] is not is_orphan:
                remark = remark_of(note, self.ground)
                if is_orphan:
                    remark = replace(remark, anchor=Anchor(remark.anchor.kind))
                there = known[id] = note, is_orphan, remark
            found.append(there[2])
        return tuple(found)

    def project_after(self, project: Project, before: Work, after: Work) -> Project:
        """The project after a step of the work; see `kept.project_after`."""
        return project_after(project, before, after, self.ground, {n.id: n for n in self.notes(project)})
