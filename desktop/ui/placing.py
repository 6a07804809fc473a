"""Where the notes of a project stand in the result at hand, and which of them are in doubt.

    placing.take(project)              the worker's word on each note: "sure", "guess" or "orphan", and where
    placing.notes(project)             notes as they are to be kept now, where that is not how they are kept
    placing.remarks(project)           what the window shows of them

There is one for each result. Knows no Qt.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from desktop.model.annotation import Anchor as KeptAnchor
from desktop.model.annotation import Annotation, TargetKind
from desktop.project.project import Project
from desktop.ui.kept import Ground, project_after, remarks_of
from desktop.ui.remarks import Remark
from desktop.ui.result import Result
from desktop.ui.state import Work


class Placing:
    """See the module. doubts: "guess" or "orphan", by the id of the note; as of the last look at the project."""

    def __init__(self, result: Result) -> None:
        self.ground = Ground(result)
        self.doubts: dict[str, str] = {}
        self._placed: dict[str, tuple[KeptAnchor, Annotation, str]] = {}

    def take(self, project: Project) -> None:
        """What the result says of the notes of the project."""
        kept = {n.id: n.anchor for n in project.notes}
        placements = self.ground.result.placements
        self._placed = {n.id: (kept[n.id], n, how) for n, how in placements if n.id in kept}

    def notes(self, project: Project) -> list[Annotation]:
        """The notes whose place in the result is not the one that is kept, or in doubt: as they are to be kept."""
        self.doubts, found = {}, []
        for id, (asked, placed, how) in self._placed.items():
            note = project.note(id)
            if note is not None and note.anchor in (asked, placed.anchor):  # else a person put it elsewhere since
                found.append(replace(note, target=placed.target, anchor=placed.anchor))
                if how != "sure":
                    self.doubts[id] = how
        return found

    def remarks(self, project: Project) -> tuple[Remark, ...]:
        """The notes of the project as remarks on the blocks of the result."""
        placed = {n.id: n for n in self.notes(project)}
        notes = [placed.get(n.id, n) for n in project.notes]
        orphans = [id for id, how in self.doubts.items() if how == "orphan"]
        return remarks_of(notes, self.ground, orphans)

    def project_after(self, project: Project, before: Work, after: Work) -> Project:
        """The project after a step of the work; see `kept.project_after`."""
        return project_after(project, before, after, self.ground, {n.id: n for n in self.notes(project)})


def elsewhere(
    project: Project, shown: Collection[str], doubts: Mapping[str, str]
) -> tuple[tuple[Annotation, str], ...]:
    """Notes that the text does not show: those not found again ("orphan"), those on the comparison as a whole
    ("whole"), and those for which another note stands already, as after merging ("beside"). shown: ids of those that
    it shows."""
    found: dict[str, list[tuple[Annotation, str]]] = {"orphan": [], "whole": [], "beside": []}
    for note in project.notes:
        if note.id in shown or (note.is_mark and note.id not in doubts):
            continue
        whole = "whole" if note.target.kind is TargetKind.COMPARISON else "beside"
        how = "orphan" if doubts.get(note.id) == "orphan" else whole
        found[how].append((note, how))
    return (*found["orphan"], *found["whole"], *found["beside"])
