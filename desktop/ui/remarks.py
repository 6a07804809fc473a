"""What a person says about a change or a section: reviewed or not, how much it matters, tags, a note.

    Remark(anchor of "2009 → 2014", text="See letter of 3 March", tags=("export",), significance=2, reviewed=True)

An `Anchor` is tied to words, not to a number in a list: where the pairing was corrected, the change that covers the
same words of either edition has the remark. A report is told of remarks as `model.annotation` has them.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
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
    """significance: 0 to 3, None where nobody said."""

    anchor: Anchor
    text: str = ""
    tags: tuple[str, ...] = ()
    significance: int | None = None
    reviewed: bool = False

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
