"""Which section, row or change each note is about, in a comparison that may be another than the one it was written in.

In: notes with their anchors, a comparison, guides where an edition was read anew. Out: a `Placement` for each note, in
order; none is dropped. What is certain gets the anchor of its new place, what is a guess keeps the words it was about.

    written   change 4 "2009" → "2014"                 anchor   old "2009" at 812, new "2014" at 790
    later     change 9 "2009" → "2014"                 placed   change 9, sure
              no change there any more                 placed   the row of these words, a guess
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from desktop.model.annotation import NOWHERE, Anchor, Annotation, Place, Target, TargetKind
from desktop.model.comparison import Change, Comparison
from desktop.model.options import Side
from desktop.project.anchoring import Certainty, Found, find
from desktop.project.guide import Guide
from desktop.project.reading import Reading
from desktop.project.sides import Sided, known


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a note stands. note: with its target in this comparison, to show. kept: to keep in the project: with the
    anchor of its place, but still about the kind of thing it was written about, even where there is none now. old, new:
    its words there, None where it has none on that side. For an orphan the target is a proposal."""

    note: Annotation
    kept: Annotation
    certainty: Certainty
    old: Found | None = None
    new: Found | None = None

    @property
    def reported(self) -> Annotation:
        """The note for a report: an orphan is told with the comparison as a whole, never left out."""
        if self.certainty is Certainty.ORPHAN:
            return replace(self.note, target=Target(TargetKind.COMPARISON))
        return self.note


Guides = tuple[Guide | None, Guide | None]
NO_GUIDES: Guides = (None, None)


class Places:
    """The places of a comparison: makes anchors for its parts and finds those of notes."""

    def __init__(self, comparison: Comparison, readings: tuple[Reading, Reading] | None = None) -> None:
        self.comparison = comparison
        self.old = Sided(comparison.old, readings[0] if readings else Reading(comparison.old.text))
        self.new = Sided(comparison.new, readings[1] if readings else Reading(comparison.new.text))
        self._match_of_old = {b: m.id for m in comparison.block_matches for b in m.old}
        self._match_of_new = {b: m.id for m in comparison.block_matches for b in m.new}
        self._matches = {m.id: m for m in comparison.block_matches}
        self._section_of_old = {s: m.id for m in comparison.section_matches for s in m.old}
        self._section_of_new = {s: m.id for m in comparison.section_matches for s in m.new}
        self._sections = {m.id: m for m in comparison.section_matches}

    @cached_property
    def _changes(self) -> dict[int, Change]:
        return {c.id: c for c in self.comparison.changes}

    @cached_property
    def _changes_of_match(self) -> dict[int, list[Change]]:
        found: dict[int, list[Change]] = {}
        for change in self.comparison.changes:
            ids = {self._match_of_old.get(known(change.block_old)), self._match_of_new.get(known(change.block_new))}
            for match in ids - {None}:
                found.setdefault(match or 0, []).append(change)
        return found

    # ---- anchors of what a person points at ------------------------------------------------------------------------

    def anchor(self, target: Target) -> Anchor:
        """The anchor of a section match, a row or a change.

        Raises:
            KeyError: when the comparison has no such thing.
        """
        if target.kind is TargetKind.COMPARISON:
            return NOWHERE
        if target.kind is TargetKind.CHANGE:
            old, new = self._change_spans(self._changes[target.id])
            return Anchor(self.old.describe(old), self.new.describe(new))
        if target.kind is TargetKind.SECTION:
            match = self._sections[target.id]
            return Anchor(
                self.old.describe(self.old.section_span(match.old)), self.new.describe(self.new.section_span(match.new))
            )
        match = self._matches[target.id]
        return Anchor(
            self.old.describe(self.old.blocks_span(match.old)), self.new.describe(self.new.blocks_span(match.new))
        )

    def selection(self, side: Side, start: int, end: int) -> tuple[Target, Anchor]:
        """Target and anchor of words selected in one edition; code points of its text. The other side gets the whole
        row the words stand in, if it has one."""
        here, there = (self.old, self.new) if side is Side.OLD else (self.new, self.old)
        block = here.block_at(start, end)
        match_id = (self._match_of_old if side is Side.OLD else self._match_of_new).get(block.id if block else -1)
        other: Place | None = None
        if match_id is not None:
            match = self._matches[match_id]
            other = there.describe(there.blocks_span(match.new if side is Side.OLD else match.old))
        place = here.describe((start, end))
        target = Target(TargetKind.SELECTION, match_id if match_id is not None else 0)
        return target, Anchor(place, other) if side is Side.OLD else Anchor(other, place)

    def on_equal_changes(self, note: Annotation) -> tuple[Annotation, ...]:
        """A note on a change, once for each change equal to it (×N); the others are new notes."""
        change = self._changes[note.target.id]
        result = [note]
        for other in self.comparison.changes:
            if other.group == change.group and other.id != change.id:
                target = Target(TargetKind.CHANGE, other.id)
                result.append(replace(note, id="", target=target, anchor=self.anchor(target)))
        return tuple(result)

    # ---- notes placed ----------------------------------------------------------------------------------------------

    def place(self, notes: Iterable[Annotation], guides: Guides = NO_GUIDES) -> tuple[Placement, ...]:
        """Where each note stands in this comparison."""
        return tuple(self._placed(note, guides) for note in notes)

    def _placed(self, note: Annotation, guides: Guides) -> Placement:
        if note.target.kind is TargetKind.COMPARISON:
            return Placement(note, note, Certainty.SURE)
        anchor = note.anchor
        old = find(anchor.old, self.old.reading, guides[0]) if anchor.old else None
        new = find(anchor.new, self.new.reading, guides[1]) if anchor.new else None
        found = [f for f in (old, new) if f is not None]
        if not found:
            return Placement(note, note, Certainty.ORPHAN)
        # One side found for certain leads; what became of the other is then told by the comparison itself.
        certainty = min(f.certainty for f in found)
        target, fits = self._target(note.target.kind, old, new)
        if certainty is Certainty.ORPHAN and max(f.certainty for f in found) > Certainty.ORPHAN:
            certainty = Certainty.GUESS
        if not fits:
            certainty = min(certainty, Certainty.GUESS)
        moved = Anchor(_follow(anchor.old, old, self.old), _follow(anchor.new, new, self.new))
        kept = note if moved == anchor else replace(note, anchor=moved)
        if target is None:
            return Placement(kept, kept, Certainty.ORPHAN, old, new)
        if target == note.target:
            return Placement(kept, kept, certainty, old, new)
        shown = replace(kept, target=target)
        return Placement(shown, shown if target.kind is note.target.kind else kept, certainty, old, new)

    def _target(self, kind: TargetKind, old: Found | None, new: Found | None) -> tuple[Target | None, bool]:
        """The thing of a kind at some words, or else the row they stand in; whether it is of that kind, and the same
        on both sides."""
        by_old = self._match_at(self.old, self._match_of_old, old)
        by_new = self._match_at(self.new, self._match_of_new, new)
        lead_old = new is None or (old is not None and old.certainty > new.certainty)
        lead = by_old if lead_old and by_old is not None else by_new if by_new is not None else by_old
        agree = by_old is None or by_new is None or by_old == by_new
        if kind is TargetKind.SECTION:
            section_old = self._section_at(self.old, self._section_of_old, old)
            section_new = self._section_at(self.new, self._section_of_new, new)
            section = section_old if lead_old and section_old is not None else section_new
            section = section if section is not None else section_old
            if section is not None:
                return Target(kind, section), section_old is None or section_new is None or section_old == section_new
        if kind is TargetKind.CHANGE:
            change = self._change_at(by_old, by_new, old, new)
            if change is not None:
                spans = self._change_spans(change)
                return Target(kind, change.id), _fits(spans[0], old) and _fits(spans[1], new)
        if lead is None:
            return None, False
        if kind is TargetKind.SELECTION:
            return Target(kind, lead), agree
        return Target(TargetKind.BLOCK, lead), agree and kind is TargetKind.BLOCK

    @staticmethod
    def _match_at(side: Sided, matches: dict[int, int], found: Found | None) -> int | None:
        block = side.block_at(found.start, found.end) if found else None
        return matches.get(block.id) if block else None

    @staticmethod
    def _section_at(side: Sided, matches: dict[int, int], found: Found | None) -> int | None:
        block = side.block_at(found.start, found.end) if found else None
        return matches.get(known(block.section)) if block else None

    def _change_at(self, by_old: int | None, by_new: int | None, old: Found | None, new: Found | None) -> Change | None:
        """The change that shares most with the words on both sides."""
        best: Change | None = None
        most = 0.0
        for match in dict.fromkeys((by_old, by_new)):
            for change in self._changes_of_match.get(known(match), ()):
                spans = self._change_spans(change)
                share = _shared(spans[0], old) + _shared(spans[1], new)
                if share > most:
                    best, most = change, share
        return best

    def _change_spans(self, change: Change) -> tuple[tuple[int, int] | None, tuple[int, int] | None]:
        return (
            self.old.span_in(change.block_old, change.span_old),
            self.new.span_in(change.block_new, change.span_new),
        )


def _follow(place: Place | None, found: Found | None, side: Sided) -> Place | None:
    """The place as it is now. What is a guess keeps its words, so that a person can judge, and is sought where it was
    guessed the next time."""
    if place is None or found is None:
        return place
    if found.certainty is Certainty.SURE:
        if (place.start, place.end) == (found.start, found.end) and side.reading.text.startswith(
            place.prefix + place.exact + place.suffix, place.start - len(place.prefix)
        ):
            return place
        return side.describe((found.start, found.end))
    return replace(place, start=found.start, end=found.end)


def _fits(span: tuple[int, int] | None, found: Found | None) -> bool:
    """Whether a side of a change is where a note has words, or has none where the note has none."""
    return (span is None and found is None) or _shared(span, found) > 0


def _shared(span: tuple[int, int] | None, found: Found | None) -> float:
    """How much two spans share, 0 to 1; places between words that touch count a little."""
    if span is None or found is None:
        return 0.0
    shared = min(span[1], found.end) - max(span[0], found.start)
    if shared < 0:
        return 0.0
    whole = max(span[1], found.end) - min(span[0], found.start)
    return max(shared / whole, 0.01) if whole else 1.0
