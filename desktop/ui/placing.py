"""Where the notes of a project stand in the result at hand, and which of them are in doubt.

    placing.unsettled(project)         notes that have to be looked for: what they are about is not where it was
    placing.take(project, placements)  the worker's word on each of them: "sure", "guess" or "orphan", and where
    placing.notes(project)             notes as they are to be kept now, where that is not how they are kept
    placing.remarks(project)           what the window shows of them

There is one for each result. Knows no Qt.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property

from desktop.model.annotation import Anchor as KeptAnchor
from desktop.model.annotation import Annotation, Target, TargetKind
from desktop.model.options import Side
from desktop.project.project import Project
from desktop.ui.kept import Ground, project_after, remark_of
from desktop.ui.remarks import Anchor, Attaching, Remark
from desktop.ui.result import Placed, Result
from desktop.ui.state import Work


class Placing:
    """See the module. doubts: "guess" or "orphan", by the id of the note; as of the last look at the project.
    proposals: what an orphan may be about here."""

    def __init__(self, result: Result) -> None:
        self.ground = Ground(result)
        self._result = result
        self._sections = {m.id: m for m in result.section_matches}
        self.doubts: dict[str, str] = {}
        self.proposals: dict[str, Target] = {}
        self._placed: dict[str, tuple[KeptAnchor, Annotation, str]] = {}
        self._looked_at: Project | None = None
        self._found: list[Annotation] = []
        self._made: dict[str, tuple[Annotation, Annotation]] = {}
        self._remarks: dict[str, tuple[Annotation, bool, Remark]] = {}

    @cached_property
    def attaching(self) -> Attaching:
        """Finds what a remark is about; made with the first remark, for it goes through all changes."""
        return Attaching(self._result.changes, self._result.section_matches)

    @cached_property
    def _match_of(self) -> dict[tuple[Side, int], int]:
        return {
            **{(Side.OLD, b): m.id for m in self._result.block_matches for b in m.old},
            **{(Side.NEW, b): m.id for m in self._result.block_matches for b in m.new},
        }

    def unsettled(self, project: Project) -> tuple[Annotation, ...]:
        """The notes that have to be looked for: their words are not where they were, or what they are about is not
        there. For all others the words stand just where the project says, in what they are about."""
        return tuple(note for note in project.notes if not self._is_settled(note))

    def _is_settled(self, note: Annotation) -> bool:
        kind, anchor = note.target.kind, note.anchor
        if kind is TargetKind.COMPARISON:
            return True
        sides = self.ground.side(Side.OLD), self.ground.side(Side.NEW)
        places = anchor.old, anchor.new
        if places == (None, None) or not all(s.stands(p) for s, p in zip(sides, places, strict=True) if p is not None):
            return False
        remark = remark_of(note, self.ground)
        self._remarks[note.id] = note, False, remark
        where = self.attaching.find(remark.anchor)
        if kind is TargetKind.CHANGE:
            return self.attaching.is_exact(remark.anchor)
        old, new = (tuple(dict.fromkeys(id for id, _, _ in spans)) for spans in (remark.anchor.old, remark.anchor.new))
        if kind is TargetKind.SECTION:
            match = self._sections.get(where.id)
            return match is not None and {*old} <= {*match.old} and {*new} <= {*match.new} and bool(old or new)
        matches = {self._match_of.get((Side.OLD, b)) for b in old} | {self._match_of.get((Side.NEW, b)) for b in new}
        return len(matches) == 1 and None not in matches

    def take(self, project: Project, placements: Iterable[Placed]) -> None:
        """What was found out about notes of the project."""
        for note, how, target in placements:
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
