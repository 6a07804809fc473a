"""What a person says about a change or a section: reviewed or not, how much it matters, tags, a note.

    Remark(anchor of "2009 → 2014", text="See letter of 3 March", tags=("export",), significance=2, reviewed=True)

An `Anchor` is tied to words, not to a number in a list: where the pairing was corrected, the change that covers the
same words of either edition has the remark. A report is told of remarks as `model.annotation` has them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.model.annotation import Annotation
    from desktop.model.comparison import Change, Match

Place = tuple[int, int, int]
"""A block and a range of code points in its text."""


class AnchorKind(StrEnum):
    """What an annotation is about."""

    CHANGE = "change"
    SECTION = "section"


@dataclass(frozen=True, slots=True)
class Anchor:
    """Places of a change (block, start, end), or ids of sections as (id, 0, 0); either side may be empty."""

    kind: AnchorKind
    old: tuple[Place, ...] = ()
    new: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Remark:
    """significance: 0 to 3, None where nobody said. id: of the note in a project."""

    anchor: Anchor
    text: str = ""
    tags: tuple[str, ...] = ()
    significance: int | None = None
    reviewed: bool = False
    id: str = ""

    @property
    def is_empty(self) -> bool:
        return not (self.text.strip() or self.tags or self.significance is not None or self.reviewed)


def anchor_of_change(change: Change) -> Anchor:
    """The words of a change. A side without words has no place, so that inserted text is known by itself alone."""
    old = () if change.block_old is None or not change.old else ((change.block_old, *change.span_old),)
    new = () if change.block_new is None or not change.new else ((change.block_new, *change.span_new),)
    return Anchor(AnchorKind.CHANGE, old, new)


def anchor_of_section(match: Match) -> Anchor:
    """The sections of a section match."""
    return Anchor(AnchorKind.SECTION, tuple((s, 0, 0) for s in match.old), tuple((s, 0, 0) for s in match.new))


def overlap(one: Anchor, other: Anchor) -> int:
    """How much two anchors have in common: places for sections, code points for changes; 0 when they are apart."""
    if one.kind is not other.kind:
        return 0
    common = 0
    for left, right in ((one.old, other.old), (one.new, other.new)):
        for block, start, end in left:
            for other_block, other_start, other_end in right:
                if block == other_block:
                    width = min(end, other_end) - max(start, other_start)
                    common += 1 if one.kind is AnchorKind.SECTION else max(0, width)
    return common


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
    from desktop.model.annotation import Annotation, Status, Target, TargetKind

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
    at = next((i for i, note in enumerate(annotations) if note.anchor == anchor), len(annotations))
    changed = change(annotations[at] if at < len(annotations) else Remark(anchor))
    put = () if changed.is_empty else (changed,)
    return (*annotations[:at], *put, *annotations[at + 1 :])
