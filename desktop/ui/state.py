"""What the window is showing, as frozen values: phase, cursor, filters, what was done. Pure; knows no Qt.

work = Work(sources, options, annotations)         what a person made of two files; undo is a list of earlier ones
history = History().did(mark("Link"), before)      History(undo: [Link], redo: [])
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from desktop.model.annotation import Annotation, Status, Target, TargetKind
from desktop.model.options import Options
from desktop.ui.messages import Source
from desktop.ui.remarks import (
    Anchor,
    AnchorKind,
    Remark,
    anchor_of_change,
    anchor_of_section,
    overlap,
)

if TYPE_CHECKING:
    from desktop.model.comparison import Change, ChangeKind, Match


class Phase(StrEnum):
    """What the middle of the window shows."""

    START = "start"
    LOADING = "loading"
    READY = "ready"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where the reader is: a row of the view, a change in it, a section (id of its match)."""

    row: int | None = None
    change: int | None = None
    section: int | None = None


class Review(StrEnum):
    """Which changes are listed."""

    ALL = "all"
    OPEN = "open"
    DONE = "done"
    NOTED = "noted"


class Sort(StrEnum):
    """In which order changes are listed."""

    PLACE = "place"
    IMPORTANCE = "importance"
    KIND = "kind"
    COUNT = "count"


@dataclass(frozen=True, slots=True)
class ChangeFilter:
    """Which changes are listed and how. kinds: none means all. section: id of a section match. importance: at least."""

    text: str = ""
    kinds: frozenset[ChangeKind] = frozenset()
    section: int | None = None
    review: Review = Review.ALL
    importance: int = 0
    sort: Sort = Sort.PLACE
    grouped: bool = True

    @property
    def hides(self) -> bool:
        return bool(
            self.text.strip() or self.kinds or self.section is not None or self.importance or self.review != Review.ALL
        )


@dataclass(frozen=True, slots=True)
class Work:
    """All that a person decided about two editions."""

    sources: tuple[Source, Source] | None = None
    options: Options = field(default_factory=Options)
    annotations: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """Something done, by its name, and the work before (in the list of undone steps: after) it."""

    name: str
    work: Work


MAX_STEPS = 500


@dataclass(frozen=True, slots=True)
class History:
    """What can be taken back and done again; last things last."""

    undo: tuple[Step, ...] = ()
    redo: tuple[Step, ...] = ()

    def did(self, name: str, before: Work) -> History:
        """Something new was done: what was undone cannot be done again."""
        return History((*self.undo, Step(name, before))[-MAX_STEPS:], ())

    def back(self, now: Work) -> tuple[History, Step]:
        """Take back the last step. Raises IndexError when there is none."""
        step = self.undo[-1]
        return History(self.undo[:-1], (*self.redo, Step(step.name, now))), step

    def forth(self, now: Work) -> tuple[History, Step]:
        """Do the last undone step again. Raises IndexError when there is none."""
        step = self.redo[-1]
        return History((*self.undo, Step(step.name, now)), self.redo[:-1]), step


@dataclass(frozen=True, slots=True)
class Annotated:
    """Annotations by the change and by the section match they belong to now."""

    changes: Mapping[int, Remark] = field(default_factory=dict)
    sections: Mapping[int, Remark] = field(default_factory=dict)


def attach(annotations: Iterable[Remark], changes: Sequence[Change], sections: Sequence[Match]) -> Annotated:
    """Find for each annotation the change or section that has most of its words."""
    annotations = tuple(annotations)
    if not annotations:
        return Annotated()
    of_changes: dict[int, Remark] = {}
    of_sections: dict[int, Remark] = {}
    by_anchor = {anchor_of_change(c): c.id for c in changes}
    by_block: dict[tuple[int, int], list[Change]] = {}
    for change in changes:
        for side, block in enumerate((change.block_old, change.block_new)):
            if block is not None:
                by_block.setdefault((side, block), []).append(change)
    section_anchors = [(m.id, anchor_of_section(m)) for m in sections]
    for note in annotations:
        if note.anchor.kind is AnchorKind.SECTION:
            best = max(section_anchors, key=lambda x: overlap(note.anchor, x[1]), default=None)
            if best and overlap(note.anchor, best[1]):
                of_sections.setdefault(best[0], note)
            continue
        found = by_anchor.get(note.anchor)
        if found is None:
            near = [
                c
                for side, places in enumerate((note.anchor.old, note.anchor.new))
                for block, _, _ in places
                for c in by_block.get((side, block), ())
            ]
            scored = [(overlap(note.anchor, anchor_of_change(c)), c.id) for c in near]
            found = max((s for s in scored if s[0]), default=(0, None))[1]
        if found is not None:
            of_changes.setdefault(found, note)
    return Annotated(of_changes, of_sections)


def as_annotations(noted: Annotated) -> tuple[Annotation, ...]:
    """Remarks as a report takes them: with the ids of the comparison at hand."""
    kinds = ((TargetKind.SECTION, noted.sections), (TargetKind.CHANGE, noted.changes))
    return tuple(
        Annotation(
            Target(kind, id),
            remark.text,
            remark.tags,
            remark.significance,
            Status.REVIEWED if remark.reviewed else Status.OPEN,
        )
        for kind, remarks in kinds
        for id, remark in sorted(remarks.items())
    )


def annotated(annotations: Sequence[Remark], anchor: Anchor, change: Callable[[Remark], Remark]) -> tuple[Remark, ...]:
    """Annotations with that of one anchor changed, made, or gone when nothing is left of it."""
    result, done = [], False
    for note in annotations:
        if note.anchor == anchor:
            note, done = change(note), True
        if not note.is_empty:
            result.append(note)
    if not done:
        fresh = change(Remark(anchor))
        if not fresh.is_empty:
            result.append(fresh)
    return tuple(result)


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A line of the list of changes: the change, how many equal ones it stands for, and what a person said of it."""

    change: Change
    count: int
    section: int | None
    annotation: Remark | None

    @property
    def is_reviewed(self) -> bool:
        return bool(self.annotation and self.annotation.reviewed)


def change_rows(
    changes: Sequence[Change],
    order: Mapping[int, int],
    section_of: Mapping[int, int],
    notes: Mapping[int, Remark],
    wanted: ChangeFilter,
) -> tuple[ChangeRow, ...]:
    """The changes to list. order: the row in which each change stands; section_of: its section match."""
    words = wanted.text.casefold().split()
    kept: list[ChangeRow] = []
    place_of_group: dict[int, int] = {}
    for change in sorted(changes, key=lambda c: (order.get(c.id, 1 << 60), c.id)):
        note = notes.get(change.id)
        if (wanted.kinds and change.kind not in wanted.kinds) or change.importance < wanted.importance:
            continue
        if wanted.section is not None and section_of.get(change.id) != wanted.section:
            continue
        if not _reviewed_as(wanted.review, note):
            continue
        if words:
            text = f"{change.old}\n{change.new}\n{note.text if note else ''}\n{' '.join(note.tags) if note else ''}"
            text = text.casefold()
            if not all(w in text for w in words):
                continue
        row = ChangeRow(change, 1, section_of.get(change.id), note)
        at = place_of_group.get(change.group) if wanted.grouped else None
        if at is None:
            place_of_group[change.group] = len(kept)
            kept.append(row)
        else:
            kept[at] = replace(kept[at], count=kept[at].count + 1)
    if wanted.sort is Sort.IMPORTANCE:
        kept.sort(key=lambda r: -r.change.importance)
    elif wanted.sort is Sort.KIND:
        kept.sort(key=lambda r: (r.change.kind.value, -r.change.importance))
    elif wanted.sort is Sort.COUNT:
        kept.sort(key=lambda r: -r.count)
    return tuple(kept)


def _reviewed_as(wanted: Review, note: Remark | None) -> bool:
    if wanted is Review.OPEN:
        return not (note and note.reviewed)
    if wanted is Review.DONE:
        return bool(note and note.reviewed)
    if wanted is Review.NOTED:
        return bool(note and (note.text or note.tags or note.significance is not None))
    return True
