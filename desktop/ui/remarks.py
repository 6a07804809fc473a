"""What a person says about a change, a section, a row, selected words or the whole: how far he is, how much it matters,
tags, a note.

    Remark(anchor of "2009 → 2014", text="See letter of 3 March", tags=("export",), significance=2, status=REVIEWED)

An `Anchor` is tied to words, not to a number in a list: where the pairing was corrected, the change that covers the
same words of either edition has the remark. A report is told of remarks as `model.annotation` has them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from desktop.model.annotation import Annotation, Status, Target, TargetKind
from desktop.model.options import Side

if TYPE_CHECKING:
    from desktop.model.comparison import Change, Match

Place = tuple[int, int, int]
"""A block and a range of code points in its text."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a remark is about. old, new: places of words (block, start, end), or ids of sections as (id, 0, 0); either
    side may be empty, and both are for the comparison as a whole."""

    kind: TargetKind
    old: tuple[Place, ...] = ()
    new: tuple[Place, ...] = ()


WHOLE = Anchor(TargetKind.COMPARISON)


@dataclass(frozen=True, slots=True)
class Remark:
    """significance: 0 to 3, None where nobody said. id: of the note in a project. author: who wrote it last."""

    anchor: Anchor
    text: str = ""
    tags: tuple[str, ...] = ()
    significance: int | None = None
    status: Status = Status.OPEN
    id: str = ""
    author: str = ""

    @property
    def reviewed(self) -> bool:
        return self.status is Status.REVIEWED

    @property
    def is_empty(self) -> bool:
        return not self.says and self.status is Status.OPEN

    @property
    def says(self) -> bool:
        """Whether more was said than how far one is."""
        return bool(self.text.strip() or self.tags or self.significance is not None)

    def marked(self, reviewed: bool) -> Remark:
        """Reviewed, or to be looked at again."""
        return replace(self, status=Status.REVIEWED if reviewed else Status.OPEN)


def anchor_of_change(change: Change) -> Anchor:
    """The words of a change. A side without words has no place, so that inserted text is known by itself alone."""
    old = () if change.block_old is None or not change.old else ((change.block_old, *change.span_old),)
    new = () if change.block_new is None or not change.new else ((change.block_new, *change.span_new),)
    return Anchor(TargetKind.CHANGE, old, new)


def anchor_of_section(match: Match) -> Anchor:
    """The sections of a section match."""
    return Anchor(TargetKind.SECTION, tuple((s, 0, 0) for s in match.old), tuple((s, 0, 0) for s in match.new))


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
                    common += 1 if one.kind is TargetKind.SECTION else max(0, width)
    return common


class Where(NamedTuple):
    """Where a remark stands: at a change, a section match, a block of a side, or nowhere (""); id of that."""

    kind: str
    id: int = -1
    side: Side = Side.NEW


@dataclass(frozen=True, slots=True)
class Annotated:
    """Remarks by the change and by the section match they belong to now, one each; the blocks that others are about;
    and where every one of them stands, by its id."""

    changes: Mapping[int, Remark] = field(default_factory=dict)
    sections: Mapping[int, Remark] = field(default_factory=dict)
    blocks: frozenset[tuple[Side, int]] = frozenset()
    where: Mapping[str, Where] = field(default_factory=dict)


class Attaching:
    """Finds for each remark the change or section that has most of its words. One for a result: what was found for an
    anchor is remembered."""

    def __init__(self, changes: Sequence[Change], sections: Sequence[Match]) -> None:
        self._by_anchor = {anchor_of_change(c): c.id for c in changes}
        self._by_block: dict[tuple[int, int], list[Change]] = {}
        for change in changes:
            for side, block in enumerate((change.block_old, change.block_new)):
                if block is not None:
                    self._by_block.setdefault((side, block), []).append(change)
        self._sections = [(m.id, anchor_of_section(m)) for m in sections]
        self._known: dict[int, tuple[Anchor, Where]] = {}
        self._last: tuple[tuple[Remark, ...], Annotated] = (), Annotated()

    def attach(self, remarks: tuple[Remark, ...]) -> Annotated:
        """All of them. Where few are others than the last time, only these are looked at."""
        self._last = remarks, self._again(remarks) or self._all(remarks)
        return self._last[1]

    def _again(self, remarks: tuple[Remark, ...]) -> Annotated | None:
        """As the last time but for those that are others, or one more at the end; None where it must be done from the
        beginning."""
        last, there = self._last
        if not last or len(remarks) - len(last) not in (0, 1):
            return None
        others = [(a, b) for a, b in zip(last, remarks, strict=False) if a is not b]
        if any(a.id != b.id or a.anchor != b.anchor for a, b in others):
            return None
        changes, sections = dict(there.changes), dict(there.sections)
        for was, now in others:
            where = there.where[now.id]
            held = {"change": changes, "section": sections}.get(where.kind)
            if held is not None and held.get(where.id) is was:
                held[where.id] = now
        if len(remarks) == len(last):
            return Annotated(changes, sections, there.blocks, there.where)
        more = self._all(remarks[-1:])
        return Annotated(
            {**more.changes, **changes},
            {**more.sections, **sections},
            there.blocks | more.blocks,
            {**there.where, **more.where},
        )

    def _all(self, remarks: Iterable[Remark]) -> Annotated:
        changes: dict[int, Remark] = {}
        sections: dict[int, Remark] = {}
        places: dict[str, Where] = {}
        for remark in remarks:
            where = places[remark.id] = self.find(remark.anchor)
            if where.kind == "change":
                changes.setdefault(where.id, remark)
            elif where.kind == "section":
                sections.setdefault(where.id, remark)
        blocks = frozenset((where.side, where.id) for where in places.values() if where.kind == "block")
        return Annotated(changes, sections, blocks, places)

    def find(self, anchor: Anchor) -> Where:
        """Where an anchor is; remembered."""
        found = self._known.get(id(anchor))
        if found is None or found[0] is not anchor:
            found = self._known[id(anchor)] = anchor, self.where(anchor)
        return found[1]

    def is_exact(self, anchor: Anchor) -> bool:
        """Whether there is a change with just these words."""
        return anchor in self._by_anchor

    def where(self, anchor: Anchor) -> Where:
        """Where an anchor is."""
        if anchor.kind is TargetKind.SECTION:
            best = max(self._sections, key=lambda x: overlap(anchor, x[1]), default=None)
            return Where("section", best[0]) if best and overlap(anchor, best[1]) else Where("")
        if anchor.kind is TargetKind.CHANGE:
            found = self._by_anchor.get(anchor)
            if found is None:
                near = [
                    c
                    for side, places in enumerate((anchor.old, anchor.new))
                    for block, _, _ in places
                    for c in self._by_block.get((side, block), ())
                ]
                scored = [(overlap(anchor, anchor_of_change(c)), c.id) for c in near]
                found = max((s for s in scored if s[0]), default=(0, None))[1]
            if found is not None:
                return Where("change", found)
        for side, places in ((Side.NEW, anchor.new), (Side.OLD, anchor.old)):
            if places:
                return Where("block", places[0][0], side)
        return Where("")


def as_annotations(
    remarks: Iterable[Remark], noted: Annotated, match_of: Callable[[Where], int]
) -> tuple[Annotation, ...]:
    """Remarks as a report takes them: with the ids of the comparison at hand. match_of: the block match of a place; -1
    where there is none. What stands nowhere is told with the comparison as a whole, so that nothing is missing."""
    found = []
    for remark in remarks:
        where = noted.where.get(remark.id, Where(""))
        target = Target(TargetKind.COMPARISON)
        if where.kind == "section":
            target = Target(TargetKind.SECTION, where.id)
        elif where.kind == "change":
            target = Target(TargetKind.CHANGE, where.id)
        elif where.kind == "block" and (match := match_of(where)) >= 0:
            target = Target(TargetKind.BLOCK, match)
        found.append(Annotation(target, remark.text, remark.tags, remark.significance, remark.status, remark.author))
    return tuple(found)


def altered(remarks: Sequence[Remark], remark: Remark) -> tuple[Remark, ...]:
    """Remarks with one of them changed, made, or gone when nothing is left of it. It is known by its id; one without an
    id is new."""
    at = next((i for i, r in enumerate(remarks) if r.id == remark.id), len(remarks)) if remark.id else len(remarks)
    put = () if remark.is_empty else (remark,)
    return (*remarks[:at], *put, *remarks[at + 1 :])
