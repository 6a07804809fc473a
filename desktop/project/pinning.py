"""Pins and corrected kinds name blocks by number; numbers change when a file is read anew. So the words of the
blocks are kept beside them, and lead to the new numbers.

    link 12 ↔ 9      12 "De inzet is ...", 9 "De inzet blijft ..."      read anew: link 14 ↔ 9
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from desktop.model.comparison import Comparison
from desktop.model.document import Document
from desktop.model.options import KindPin, Options, Pin, Side
from desktop.project.anchoring import Certainty, find
from desktop.project.guide import Guide
from desktop.project.project import PinPlace
from desktop.project.reading import Reading
from desktop.project.sides import Sided

CARRIED_SHARE = 0.6
"""A pin follows its block when so much of the block and its surroundings is still there: a fifth of the words may have
changed. `tools.anchors` finds no place wrongly above this."""


@dataclass(frozen=True, slots=True)
class Carried:
    """options: with numbers of the document read anew. pins, kinds: those whose block was not found again."""

    options: Options
    pins: tuple[Pin, ...] = ()
    kinds: tuple[KindPin, ...] = ()


def pin_places(options: Options, old: Document, new: Document) -> tuple[PinPlace, ...]:
    """The words of all blocks and sections that pins and corrected kinds name."""
    wanted: dict[tuple[Side, int, str], None] = {}
    for pin in options.pins:
        wanted[Side.OLD, pin.old, pin.level] = None
        wanted[Side.NEW, pin.new, pin.level] = None
    for kind in options.kinds:
        wanted[kind.side, kind.block, "block"] = None
    if not wanted:
        return ()
    sides = {Side.OLD: Sided(old, Reading(old.text)), Side.NEW: Sided(new, Reading(new.text))}
    found = []
    for side, id, level in wanted:
        span = sides[side].section_span((id,)) if level == "section" else sides[side].blocks_span((id,))
        place = sides[side].describe(span)
        if place is not None:
            found.append(PinPlace(side, id, place, level))
    return tuple(found)


def carry(options: Options, places: Sequence[PinPlace], side: Side, later: Document, guide: Guide | None) -> Carried:
    """Pins and corrected kinds of one side brought over to a document that was read anew."""
    there = Sided(later, guide.later if guide else Reading(later.text))
    ids: dict[tuple[str, int], int] = {}
    for kept in places:
        if kept.side is not side:
            continue
        found = find(kept.place, there.reading, guide)
        block = there.block_at(found.start, found.end)
        if block is None or found.share < CARRIED_SHARE or found.certainty is Certainty.ORPHAN:
            continue
        number = block.section if kept.level == "section" else block.id
        if number is not None:
            ids[kept.level, kept.block] = number
    pins, kinds = [], []
    lost_pins, lost_kinds = [], []
    for pin in options.pins:
        now = ids.get((pin.level, pin.old if side is Side.OLD else pin.new))
        if now is None:
            lost_pins.append(pin)
        else:
            pins.append(replace(pin, old=now) if side is Side.OLD else replace(pin, new=now))
    for kind in options.kinds:
        if kind.side is not side:
            kinds.append(kind)
        elif ("block", kind.block) in ids:
            kinds.append(replace(kind, block=ids["block", kind.block]))
        else:
            lost_kinds.append(kind)
    return Carried(replace(options, pins=tuple(pins), kinds=tuple(kinds)), tuple(lost_pins), tuple(lost_kinds))


def settle(options: Options, places: Sequence[PinPlace], comparison: Comparison) -> Carried:
    """The same for an unchanged text that this program reads otherwise than the one that wrote the project. Where every
    number still has its words, the options are the very same."""
    result = Carried(options)
    for side, document in ((Side.OLD, comparison.old), (Side.NEW, comparison.new)):
        texts = {b.id: b.text for b in document.blocks}
        heads = {
            s.id: texts.get(s.heading if s.heading is not None else next(iter(s.blocks), -1)) for s in document.sections
        }
        if any(
            p.place.exact != (texts if p.level == "block" else heads).get(p.block) for p in places if p.side is side
        ):
            step = carry(result.options, places, side, document, None)
            result = Carried(step.options, (*result.pins, *step.pins), (*result.kinds, *step.kinds))
    return result
