"""An edition replaced by a corrected file: what becomes of notes, pins and corrected kinds.

In: a project, the comparison before and the one after. Out: the project with the other edition, and a report: which
notes kept their place, which moved, which are guesses or orphans. Nothing is dropped silently: pins whose block is not
found again are reported. The comparisons are made by the caller, this wing knows no workflow:

    carried = carry_over(project, Side.NEW, before.new, later)       options for the other text
    after = compare_extracts(old, extract, carried.options)
    replaced = replace_edition(project, Side.NEW, extract, before, after, carried)
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from desktop.model.comparison import Comparison
from desktop.model.document import Document, Extract
from desktop.model.options import Side
from desktop.project.anchoring import Certainty
from desktop.project.guide import Guide
from desktop.project.history import with_notes
from desktop.project.pinning import Carried, carry, pin_places
from desktop.project.placing import Placement, Places
from desktop.project.project import Project, keep
from desktop.project.reading import Reading


@dataclass(frozen=True, slots=True)
class Replaced:
    """project: with the edition, and everything in its new place. placements: of all notes. moved: how many stand at
    another place of the text, for certain. carried: what became of pins and corrected kinds."""

    project: Project
    placements: tuple[Placement, ...]
    moved: int
    carried: Carried

    def count(self, certainty: Certainty) -> int:
        """How many notes are that certain."""
        return sum(p.certainty is certainty for p in self.placements)


def carry_over(project: Project, side: Side, before: Document, after: Document) -> Carried:
    """The options of a project for the edition of one side read anew, or another one in its place."""
    return carry(project.options, project.places, side, after, Guide(Reading(before.text), Reading(after.text)))


def replace_edition(
    project: Project, side: Side, extract: Extract, before: Comparison, after: Comparison, carried: Carried
) -> Replaced:
    """A project whose edition of one side is another text. after: compared with the options of `carried`."""
    guides = (
        Guide(Reading(before.old.text), Reading(after.old.text)),
        Guide(Reading(before.new.text), Reading(after.new.text)),
    )
    placements = Places(after, (guides[0].later, guides[1].later)).place(project.notes, guides)
    moved = sum(
        p.certainty is Certainty.SURE and _moved(p, side, was.anchor.old if side is Side.OLD else was.anchor.new)
        for p, was in zip(placements, project.notes, strict=True)
    )
    edition = keep(extract, datetime.now(UTC))
    changed = replace(
        project,
        old=edition if side is Side.OLD else project.old,
        new=edition if side is Side.NEW else project.new,
        options=carried.options,
        places=pin_places(carried.options, after.old, after.new),
        notes=with_notes(project.notes, [p.kept for p in placements]),
    )
    return Replaced(changed, placements, moved, carried)


def _moved(placement: Placement, side: Side, was: object) -> bool:
    now = placement.kept.anchor.old if side is Side.OLD else placement.kept.anchor.new
    return now != was
