"""A project as the window works in it, and back: notes as remarks on blocks, pins with the words of their blocks.

    remark_of(note, ground)          "2009 → 2014" at 812 / 790   →   a remark on block 12, 20–24 and block 9, 20–24
    project_after(project, work, …)  the project that says what the window's work says

A note's place counts in the text of its edition; the blocks of the result at hand say which of them that is. Knows no
Qt.
"""

from __future__ import annotations

import getpass
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import cast

from desktop.model.annotation import NOWHERE, Annotation, Place, Target, TargetKind
from desktop.model.annotation import Anchor as KeptAnchor
from desktop.model.comparison import Change, Match
from desktop.model.document import Document
from desktop.model.options import Options, Side
from desktop.project.anchoring import CONTEXT
from desktop.project.history import where_they_differ, with_notes
from desktop.project.project import PinPlace, Project
from desktop.project.reading import Reading as Text
from desktop.project.sides import Sided
from desktop.ui.remarks import WHOLE, Anchor, Remark, anchor_of_change
from desktop.ui.remarks import Place as Span
from desktop.ui.result import Reading, Result
from desktop.ui.state import Work

MAX_PREPARED = 600_000
"""Code points of a text that is prepared for telling whether a quote is the only one of its kind: 50 ms. In a longer
text a note is kept with what stands around it, and its place counts."""


class Ground:
    """The two texts of a result: places made, and found in blocks."""

    def __init__(self, result: Result) -> None:
        self.result = result
        self._sides: dict[Side, _Side] = {}

    def side(self, side: Side) -> _Side:
        """One of the texts."""
        if side not in self._sides:
            self._sides[side] = _Side(self.result.old if side is Side.OLD else self.result.new)
        return self._sides[side]

    def prepare(self) -> None:
        """Do what takes long; may be done beside the window."""
        for side in Side:
            self.side(side).prepare()


class _Side:
    """One text."""

    def __init__(self, reading: Reading) -> None:
        parts, at = [], 0
        for block in reading.blocks:
            parts += ["\n" * (block.start - at), block.text]
            at = block.end
        text = Text("".join(parts))
        self.sided = Sided(cast(Document, reading), text)  # of a document it needs blocks and sections alone
        self._is_long = len(text.text) > MAX_PREPARED

    def prepare(self) -> None:
        if not self._is_long:
            self.sided.describe((0, 1))

    def place(self, span: tuple[int, int] | None) -> Place | None:
        """The place of a span of the text."""
        if span is None or not self._is_long:
            return self.sided.describe(span)
        text = self.sided.reading.text
        start, end = span
        before, after = text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
        return Place(text[start:end], before, after, start, end, alone=False)

    def stands(self, place: Place) -> bool:
        """Whether the words of a place stand there, with just what surrounded them."""
        text, start = self.sided.reading.text, place.start
        end = start + len(place.exact)
        return (
            bool(place.exact or place.prefix or place.suffix)
            and text.startswith(place.exact, start)
            and text.startswith(place.suffix, end)
            and text.endswith(place.prefix, 0, start)
        )

    def place_of(self, spans: tuple[Span, ...]) -> Place | None:
        """The place of spans in blocks, from the first to the last."""
        inside = [self.sided.span_in(block, (start, end)) for block, start, end in spans]
        found = [s for s in inside if s is not None]
        return self.place((min(s for s, _ in found), max(e for _, e in found))) if found else None

    def spans_of(self, place: Place | None) -> tuple[Span, ...]:
        """The block that holds a place, and where in it."""
        if place is None or not place.exact:
            return ()
        block = self.sided.block_at(place.start, place.end)
        if block is None:
            return ()
        start, end = max(place.start - block.start, 0), min(place.end - block.start, len(block.text))
        return ((block.id, start, max(start, end)),)

    def section_of(self, place: Place | None) -> tuple[Span, ...]:
        block = self.sided.block_at(place.start, place.end) if place else None
        return ((block.section, 0, 0),) if block is not None and block.section is not None else ()


# --- notes ------------------------------------------------------------------------------------------------------------


def remark_of(note: Annotation, ground: Ground) -> Remark:
    """A note as a remark."""
    old, new = ground.side(Side.OLD), ground.side(Side.NEW)
    kind = note.target.kind
    if kind is TargetKind.COMPARISON:
        anchor = WHOLE
    elif kind is TargetKind.SECTION:
        anchor = Anchor(kind, old.section_of(note.anchor.old), new.section_of(note.anchor.new))
    else:
        anchor = Anchor(kind, old.spans_of(note.anchor.old), new.spans_of(note.anchor.new))
    return Remark(anchor, note.text, note.tags, note.significance, note.status, note.id, note.author)


def note_of(remark: Remark, before: Annotation | None, ground: Ground, author: str) -> Annotation:
    """A remark as a note to keep. before: as it was kept."""
    if before is None:
        target, anchor = _target(remark.anchor, ground)
        before = Annotation(target, id=remark.id, anchor=anchor, author=author)
    return replace(
        before,
        text=remark.text,
        tags=remark.tags,
        significance=remark.significance,
        status=remark.status,
        author=author or before.author,
        time=datetime.now(UTC),
    )


def _target(anchor: Anchor, ground: Ground) -> tuple[Target, KeptAnchor]:
    """The thing a new note is about, and its words."""
    sides, result = (ground.side(Side.OLD), ground.side(Side.NEW)), ground.result
    if anchor.kind is TargetKind.COMPARISON:
        return Target(TargetKind.COMPARISON), NOWHERE
    if anchor.kind is TargetKind.SECTION:
        section: Match | None = next(
            (m for m in result.section_matches if all(s in m.old for s, _, _ in anchor.old) and
             all(s in m.new for s, _, _ in anchor.new)), None)  # fmt: skip
        spans = [
            side.sided.section_span([s for s, _, _ in ids])
            for side, ids in zip(sides, (anchor.old, anchor.new), strict=True)
        ]
        places = [side.place(span) for side, span in zip(sides, spans, strict=True)]
        return Target(TargetKind.SECTION, section.id if section else 0), KeptAnchor(*places)
    change: Change | None = None
    if anchor.kind is TargetKind.CHANGE:
        change = next((c for c in result.changes if anchor_of_change(c) == anchor), None)
    if change is None:
        kept = KeptAnchor(sides[0].place_of(anchor.old), sides[1].place_of(anchor.new))
        if anchor.kind is TargetKind.CHANGE:
            return Target(TargetKind.CHANGE, 0), kept
        block = next((b for b, _, _ in (*anchor.new, *anchor.old)), -1)
        match = next((m.id for m in result.block_matches if block in (m.new if anchor.new else m.old)), 0)
        return Target(anchor.kind, match), kept
    # A side without words is a place between words there: that too leads back to the change.
    ends = [
        side.place(side.sided.span_in(block, span))
        for side, block, span in zip(
            sides, (change.block_old, change.block_new), (change.span_old, change.span_new), strict=True
        )
    ]
    return Target(TargetKind.CHANGE, change.id), KeptAnchor(*ends)


def put_at(project: Project, note: Annotation, anchor: Anchor | None, ground: Ground) -> Project:
    """The project with a note where a person says it belongs: at an anchor, or where it was guessed."""
    if anchor is not None:
        target, kept = _target(anchor, ground)
        note = replace(note, target=target, anchor=kept)
    else:
        sides = zip((ground.side(Side.OLD), ground.side(Side.NEW)), (note.anchor.old, note.anchor.new), strict=True)
        note = replace(note, anchor=KeptAnchor(*(s.place((p.start, p.end)) if p else None for s, p in sides)))
    return replace(project, notes=with_notes(project.notes, [note]))


# --- corrections ------------------------------------------------------------------------------------------------------


def pin_places(options: Options, known: Iterable[PinPlace], ground: Ground) -> tuple[PinPlace, ...]:
    """The words of all blocks and sections that pins and corrected kinds name. known: those told before."""
    wanted: dict[tuple[Side, int, str], None] = {}
    for pin in options.pins:
        wanted[Side.OLD, pin.old, pin.level] = None
        wanted[Side.NEW, pin.new, pin.level] = None
    for kind in options.kinds:
        wanted[kind.side, kind.block, "block"] = None
    told = {(p.side, p.block, p.level): p for p in known}
    found = []
    for key in wanted:
        side, id, level = key
        there = ground.side(side)
        sided = there.sided
        place = there.place(sided.section_span((id,)) if level == "section" else sided.blocks_span((id,)))
        if place is not None:
            found.append(PinPlace(side, id, place, level))
        elif key in told:
            found.append(told[key])
    return tuple(found)


# --- the whole --------------------------------------------------------------------------------------------------------


def project_after(
    project: Project, before: Work, after: Work, ground: Ground, kept: Mapping[str, Annotation] | None = None
) -> Project:
    """The project once the window's work is another. kept: notes as they are to be kept now, where that differs."""
    changed, gone = _others(before.annotations, after.annotations)
    known = kept or {}
    put = [note_of(r, known.get(r.id) or project.note(r.id), ground, person()) for r in changed]
    notes = with_notes(project.notes, put, gone)
    if after.options == before.options:
        return replace(project, notes=notes)
    places = pin_places(after.options, project.places, ground)
    return replace(project, notes=notes, options=after.options, places=places)


def _others(before: tuple[Remark, ...], after: tuple[Remark, ...]) -> tuple[list[Remark], list[str]]:
    """Remarks that were made or say something else, and the ids of those that are gone."""
    changed = where_they_differ(before, after)
    was, now = ({r.id: r for r in part} for part in changed)
    return [r for id, r in now.items() if (b := was.get(id)) is not r and b != r], [id for id in was if id not in now]


def turned(project: Project, options: Options) -> Project:
    """The project with the sides swapped. options: turned already."""
    return replace(
        project,
        old=project.new,
        new=project.old,
        options=options,
        places=tuple(replace(p, side=_other(p.side)) for p in project.places),
        notes=tuple(replace(n, anchor=KeptAnchor(n.anchor.new, n.anchor.old)) for n in project.notes),
    )


def _other(side: Side) -> Side:
    return Side.NEW if side is Side.OLD else Side.OLD


def person() -> str:
    """Who writes."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""
