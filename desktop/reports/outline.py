"""What a report says, built once: parts (sections and their fate), rows (blocks side by side), runs of text.

In: a `Comparison`. Out: an `Outline` that every report renders; no words of a language are in it but those of
the files.

    Outline
      Part  "Regisseren", edited, 12 % changed
        Row   old [paragraph 9]  new [paragraph 7]
          runs  same "conform het "  removed "kader 2009"      same "conform het "  added "kader 2014"

Each word of both editions is in exactly one row. Where a block stood before it moved there is a row without
text that leads to the row where it stands now.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from desktop.model.annotation import Annotation, TargetKind
from desktop.model.comparison import Change, Comparison, Coverage, Mark, Match, Relation
from desktop.model.document import Block, Document
from desktop.reports.runs import Run, RunKind, Runs

OPENING_CHARS = 60


class Fate(StrEnum):
    """What became of a section, in one word."""

    SAME = "same"
    EDITED = "edited"
    SPLIT = "split"
    MERGED = "merged"
    ADDED = "added"
    REMOVED = "removed"
    OUTSIDE = "outside_excerpt"


@dataclass(frozen=True, slots=True)
class Cell:
    """One block of one side, as runs."""

    block: Block
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """Blocks that stand beside each other.

    stood: this row has no text; it marks the place where the blocks stood that are now in row `match.id`
    elsewhere. changes: those in its blocks. notes: on the row and on its changes. folded: this row has no text; it
    says that so many unchanged rows stood here (`selection` makes such rows).
    """

    match: Match
    old: tuple[Cell, ...]
    new: tuple[Cell, ...]
    stood: bool = False
    changes: tuple[Change, ...] = ()
    notes: tuple[Annotation, ...] = ()
    folded: int = 0

    @property
    def is_same(self) -> bool:
        """Whether a reader may skip the row: it is unchanged and nobody noted anything."""
        return not self.notes and self.is_unchanged

    @property
    def is_unchanged(self) -> bool:
        """Whether the row says the same in both editions, in the same place."""
        return (
            not self.stood
            and self.match.relation in (Relation.PAIRED, Relation.SPLIT, Relation.MERGED)
            and Mark.MOVED not in self.match.marks
            and all(run.kind is RunKind.SAME for cell in (*self.old, *self.new) for run in cell.runs)
        )


@dataclass(frozen=True, slots=True)
class ChangeGroup:
    """Equal changes: the first of them and how many there are, here and in the whole comparison."""

    change: Change
    count: int
    total: int


@dataclass(frozen=True, slots=True)
class Part:
    """A section (or the sections it was split into or merged from) with its rows and changes.

    words: of both sides. share_changed: 0 to 1, of those that are not outside the excerpt.
    """

    id: int
    fate: Fate
    marks: tuple[Mark, ...]
    level: int
    old_titles: tuple[str, ...]
    new_titles: tuple[str, ...]
    rows: tuple[Row, ...]
    groups: tuple[ChangeGroup, ...]
    words: int
    share_changed: float
    notes: tuple[Annotation, ...] = ()

    @property
    def is_quiet(self) -> bool:
        """Whether one line says all there is to say."""
        notable = {Mark.MOVED, Mark.RENAMED, Mark.RENUMBERED} & set(self.marks)
        return self.fate is Fate.SAME and not notable and not self.notes and all(row.is_same for row in self.rows)


@dataclass(frozen=True, slots=True)
class Side:
    """What the head of a report says of one edition."""

    document: Document
    coverage: Coverage
    set_aside: tuple[Block, ...]


@dataclass(frozen=True, eq=False)
class Outline:
    """A comparison, told."""

    comparison: Comparison
    old: Side
    new: Side
    parts: tuple[Part, ...]
    changes: int
    """How many there are in the parts it is made of."""
    kinds: tuple[tuple[str, int], ...]
    fates: tuple[tuple[Fate, int], ...]
    place: dict[int, int]
    """Id of each block match to the id of the part in which its row stands."""
    moved: int
    """How many blocks moved by themselves, not along with their section."""
    notes: tuple[Annotation, ...] = ()
    """Those on the comparison as a whole."""
    notes_of_change: Mapping[int, tuple[Annotation, ...]] = field(default_factory=dict)
    parts_left_out: int = 0
    """How many parts are not in `parts` because they were not chosen, or hold no change where only those are told."""

    @property
    def has_changes(self) -> bool:
        return has_changes(self.comparison)

    def opening(self, row: Row) -> str:
        """The first words of what a row is about, in quotes: now, for a row that marks where it stood."""
        text = " ".join(self._texts_new.get(b, "") for b in row.match.new)
        if len(text) > OPENING_CHARS:
            text = text[:OPENING_CHARS].rsplit(" ", 1)[0] + " …"
        return f"“{text}”"

    @cached_property
    def _texts_new(self) -> dict[int, str]:
        return {b.id: b.text for b in self.comparison.new.blocks}


def has_changes(comparison: Comparison) -> bool:
    """Whether there is anything to report: a change of words, or something that stands elsewhere."""
    matches = (*comparison.block_matches, *comparison.section_matches)
    return bool(comparison.changes) or any(Mark.MOVED in m.marks for m in matches)


def build_outline(comparison: Comparison, notes: Sequence[Annotation] = ()) -> Outline:
    """Everything a report says, in the order of the new edition; what was dropped stands where it stood."""
    noted = _by_target(notes)
    parts = _Parts(comparison, noted).build()
    return Outline(
        comparison=comparison,
        old=_side(comparison.old, comparison.coverage_old),
        new=_side(comparison.new, comparison.coverage_new),
        parts=tuple(parts),
        **counts(parts)._asdict(),
        place={row.match.id: part.id for part in parts for row in part.rows if not row.stood},
        notes=noted.get((TargetKind.COMPARISON, 0), ()),
        notes_of_change={i: n for (kind, i), n in noted.items() if kind is TargetKind.CHANGE},
    )


class Counts(NamedTuple):
    """What there is in some parts: changes, how many of which kind, fates of sections, blocks that moved."""

    changes: int
    kinds: tuple[tuple[str, int], ...]
    fates: tuple[tuple[Fate, int], ...]
    moved: int


def counts(parts: Sequence[Part]) -> Counts:
    """What there is in these parts."""
    kinds = Counter(c.kind.value for part in parts for row in part.rows for c in row.changes)
    return Counts(
        changes=kinds.total(),
        kinds=tuple(kinds.most_common()),
        fates=tuple(Counter(p.fate for p in parts if p.old_titles or p.new_titles).most_common()),
        moved=sum(row.stood for part in parts for row in part.rows),
    )


Noted = Mapping[tuple[TargetKind, int], tuple[Annotation, ...]]


def _by_target(notes: Iterable[Annotation]) -> Noted:
    found: dict[tuple[TargetKind, int], tuple[Annotation, ...]] = {}
    for note in notes:
        key = (note.target.kind, note.target.id)
        found[key] = (*found.get(key, ()), note)
    return found


def _side(document: Document, coverage: Coverage) -> Side:
    return Side(document, coverage, tuple(b for b in document.blocks if b.is_furniture))


class _Parts:
    """Works out which row stands in which part, and in which order."""

    def __init__(self, comparison: Comparison, noted: Noted) -> None:
        self.comparison = comparison
        self.noted = noted
        self.changes: dict[int | None, list[Change]] = {}
        self.runs = Runs(comparison)
        self.blocks_old = {b.id: b for b in comparison.old.blocks}
        self.blocks_new = {b.id: b for b in comparison.new.blocks}
        self.order_old = {b: i for i, b in enumerate(self.blocks_old)}
        self.order_new = {b: i for i, b in enumerate(self.blocks_new)}
        self.sections_old = {s.id: s for s in comparison.old.sections}
        self.sections_new = {s.id: s for s in comparison.new.sections}
        self.section_order = {s: i for i, s in enumerate(self.sections_old)}
        # rows that begin a section that moved as a whole
        self.whole: set[int] = set()
        self.totals = Counter(c.group for c in comparison.changes)

    def build(self) -> list[Part]:
        c = self.comparison
        order = in_order(
            c.section_matches,
            {s.id: i for i, s in enumerate(c.new.sections)},
            {s.id: i for i, s in enumerate(c.old.sections)},
        )
        part_of_old = {s: m.id for m in order for s in m.old}
        part_of_new = {s: m.id for m in order for s in m.new}
        members: dict[int | None, list[Match]] = {}
        stood: dict[int | None, list[Match]] = {}
        home: dict[int, int | None] = {}
        went = {m.id for m in c.section_matches if Mark.MOVED in m.marks}
        along: dict[int, list[Match]] = {}
        for match in c.block_matches:
            old = [b for b in match.old if not self.blocks_old[b].is_furniture]
            new = [b for b in match.new if not self.blocks_new[b].is_furniture]
            if not old and not new:
                continue
            was = part_of_old.get(_or(self.blocks_old[old[0]].section)) if old else None
            now = part_of_new.get(_or(self.blocks_new[new[0]].section)) if new else was
            home[match.id] = now
            if old and new and was == now and was in went:
                along.setdefault(was, []).append(match)
                continue
            members.setdefault(now, []).append(match)
            if old and new and (was != now or Mark.MOVED in match.marks):
                stood.setdefault(was, []).append(match)
        stayed = sorted(
            (min(self.section_order[s] for s in m.old), m.id) for m in order if m.old and m.new and m.id not in went
        )
        for part, matches in along.items():
            kept = self._moved_along(matches)
            members.setdefault(part, []).extend(kept)
            stood.setdefault(part, []).extend(m for m in kept if Mark.MOVED in m.marks)
            first = min(kept, key=lambda m: self.order_old[m.old[0]])
            section = self.section_order[_or(self.blocks_old[first.old[0]].section)]
            before = bisect_left(stayed, (section, -1))
            if before:  # a row where the section stood leads to where it stands now
                stood.setdefault(stayed[before - 1][1], []).append(first)
                self.whole.add(first.id)
        changes: dict[int | None, list[Change]] = {}
        match_of_old = {b: m.id for m in c.block_matches for b in m.old}
        match_of_new = {b: m.id for m in c.block_matches for b in m.new}
        for change in c.changes:
            match_id = match_of_new.get(_or(change.block_new), match_of_old.get(_or(change.block_old)))
            changes.setdefault(home.get(_or(match_id)), []).append(change)
            self.changes.setdefault(match_id, []).append(change)
        parts = []
        if None in members or None in stood:  # blocks outside every section; should not be, but no word may be lost
            lost = Match(-1, order[0].level if order else c.block_matches[0].level, (), (), Relation.PAIRED)
            parts.append(self._part(lost, members.get(None, []), stood.get(None, []), changes.get(None, [])))
        for match in order:
            parts.append(
                self._part(match, members.get(match.id, []), stood.get(match.id, []), changes.get(match.id, []))
            )
        return parts

    def _moved_along(self, matches: Sequence[Match]) -> list[Match]:
        """Blocks of a section that moved as a whole: moved are only those that changed places within it."""
        matches = sorted(matches, key=lambda m: self.order_new[m.new[0]])
        stays = longest_rise([self.order_old[m.old[0]] for m in matches])
        return [
            replace(m, marks=(*(k for k in m.marks if k is not Mark.MOVED), *(() if i in stays else (Mark.MOVED,))))
            for i, m in enumerate(matches)
        ]

    def _part(self, match: Match, members: Sequence[Match], stood: Sequence[Match], changes: Sequence[Change]) -> Part:
        rows = self._rows(members, stood)
        count = Counter(c.group for c in changes)
        firsts: dict[int, Change] = {}
        for change in changes:
            firsts.setdefault(change.group, change)
        groups = tuple(ChangeGroup(change, count[g], self.totals[g]) for g, change in firsts.items())
        same, words, outside = 0, 0, 0
        for row in rows:
            for cell in (*row.old, *row.new):
                for run in cell.runs:
                    size = len(run.text.split())
                    words += size
                    same += size if run.kind is RunKind.SAME else 0
                    outside += size if run.kind is RunKind.OUTSIDE else 0
        compared = words - outside
        olds = [self.sections_old[s] for s in match.old]
        news = [self.sections_new[s] for s in match.new]
        own = [row for row in rows if not (row.stood and row.match.id in self.whole)]
        elsewhere = any(row.stood or Mark.MOVED in row.match.marks for row in own) and Mark.MOVED not in match.marks
        is_same = not changes and same == compared and not elsewhere
        return Part(
            id=match.id,
            fate=_fate(match, is_same),
            marks=match.marks,
            level=(news or olds)[0].level if news or olds else 0,
            old_titles=tuple(s.title for s in olds if s.title),
            new_titles=tuple(s.title for s in news if s.title),
            rows=rows,
            groups=groups,
            words=words,
            share_changed=(compared - same) / compared if compared else 0.0,
            notes=self.noted.get((TargetKind.SECTION, match.id), ()),
        )

    def _rows(self, members: Sequence[Match], stood: Sequence[Match]) -> tuple[Row, ...]:
        left = {m.id for m in stood}
        here = {m.id for m in members}
        rows: list[Row] = []
        # A block that moved within the part has two rows: where it stands and where it stood.
        ghosts = [Match(m.id, m.level, m.old, (), m.relation, m.marks) for m in stood]
        anchored = [m if m.id not in left else Match(m.id, m.level, (), m.new, m.relation, m.marks) for m in members]
        full = {m.id: m for m in (*members, *stood)}
        for item in in_order([*anchored, *ghosts], self.order_new, self.order_old):
            match = full[item.id]
            if item.id in left and not item.new:
                rows.append(Row(match, (), (), stood=True))
            else:
                rows.append(self._row(match))
        assert len(rows) == len(here) + len(left)
        return tuple(rows)

    def _row(self, match: Match) -> Row:
        old = tuple(Cell(self.blocks_old[b], self.runs.old(match, self.blocks_old[b])) for b in match.old)
        new = tuple(Cell(self.blocks_new[b], self.runs.new(match, self.blocks_new[b])) for b in match.new)
        changes = tuple(self.changes.get(match.id, ()))
        notes = self.noted.get((TargetKind.BLOCK, match.id), ())
        if self.noted:
            notes = (*notes, *(n for c in changes for n in self.noted.get((TargetKind.CHANGE, c.id), ())))
        return Row(match, old, new, changes=changes, notes=notes)


def _or(value: int | None) -> int:
    """An id to look up; -1 is nobody's."""
    return -1 if value is None else value


def _fate(match: Match, is_same: bool) -> Fate:
    if match.relation is Relation.PAIRED:
        return Fate.SAME if is_same else Fate.EDITED
    return Fate(match.relation.value)


def longest_rise(values: Sequence[int]) -> set[int]:
    """Positions of a longest rising run of values, not necessarily neighbours (patience sorting)."""
    ends: list[int] = []  # the position at which the best run of each length ends
    before: list[int] = []
    for i, value in enumerate(values):
        length = bisect_left(ends, value, key=lambda k: values[k])
        before.append(ends[length - 1] if length else -1)
        ends[length : length + 1] = [i]
    found: set[int] = set()
    at = ends[-1] if ends else -1
    while at >= 0:
        found.add(at)
        at = before[at]
    return found


def in_order(matches: Iterable[Match], order_new: dict[int, int], order_old: dict[int, int]) -> list[Match]:
    """Matches in the order of the new edition; those without a new side follow what stood before them.

    What moved is no landmark: a dropped section follows the nearest section before it that stayed in place.
    """
    with_new = sorted((m for m in matches if m.new), key=lambda m: order_new[m.new[0]])
    without = sorted((m for m in matches if not m.new), key=lambda m: order_old[m.old[0]])
    staying = sorted((order_old[m.old[-1]], i) for i, m in enumerate(with_new) if m.old and Mark.MOVED not in m.marks)
    after: dict[int, list[Match]] = {}
    k, anchor = 0, -1
    for match in without:
        while k < len(staying) and staying[k][0] < order_old[match.old[0]]:
            anchor = staying[k][1]
            k += 1
        after.setdefault(anchor, []).append(match)
    result = list(after.get(-1, ()))
    for i, match in enumerate(with_new):
        result.append(match)
        result.extend(after.get(i, ()))
    return result
