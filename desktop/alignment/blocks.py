"""From links of blocks to matches: every block in exactly one match of its side.

What hangs together is one match. 1:1 is paired, 1:n split, n:1 merged. A block without partner is removed or added – or
lies outside the excerpt, where a document begins or ends in the middle.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from desktop.alignment.aligner import UnitAlignment, block_pins
from desktop.alignment.block_links import BlockSide, Decided, Links, find_links
from desktop.alignment.excerpt import find_outside
from desktop.alignment.groups import connected
from desktop.alignment.matches import Alignment
from desktop.alignment.order import heaviest_rows
from desktop.model.document import Document
from desktop.model.matched import Matched, Members, members
from desktop.model.options import Pin, PinKind
from desktop.model.stretches import alike

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

PAIR_WEIGHT = 20.0


def match_blocks(old: Document, new: Document, units: UnitAlignment, pins: Sequence[Pin] = ()) -> Alignment:
    """Turn unit pairs into matches."""
    decided = block_pins(pins)
    tokens = units.tokens
    left = BlockSide(old, units.facts[0], units.old, tokens.old, units.chars[0], units.group_old)
    right = BlockSide(new, units.facts[1], units.new, tokens.new, units.chars[1], units.group_new)
    links = find_links(left, right, (units.old, units.new), units.pairs, decided)
    olds, news = _in_reading_order(*_members(left, right, links))
    both = (olds.count > 0) & (news.count > 0)
    matched = Matched(
        olds,
        news,
        _changed(units, left, right, olds, news),
        both & ~_in_order(left, olds, news, both),
        find_outside((old, new), (olds, news)),
        _pinned(olds, news, decided),
    )
    return Alignment(matched, left, right, units.links, units.nodes)


def _members(old: BlockSide, new: BlockSide, links: Links) -> tuple[Members, Members]:
    """What hangs together, in any order."""
    alone = (np.bincount(links.old, minlength=len(old.words))[links.old] == 1) & (
        np.bincount(links.new, minlength=len(new.words))[links.new] == 1
    )
    rest = links[~alone]
    groups = connected(
        zip(rest.old.tolist(), rest.new.tolist(), strict=True),
        sorted(set(rest.old.tolist())),
        sorted(set(rest.new.tolist())),
    )
    count = int(alone.sum())
    match_old, match_new = np.full(len(old.words), -1), np.full(len(new.words), -1)
    match_old[links.old[alone]] = match_new[links.new[alone]] = np.arange(count)
    for k, (left, right) in enumerate(groups, count):
        match_old[left], match_new[right] = k, k
    count += len(groups)
    for match, side in ((match_old, old), (match_new, new)):
        single = np.flatnonzero(side.facts.content & (match < 0))
        match[single] = np.arange(count, count + len(single))
        count += len(single)
    blocks = np.flatnonzero(match_old >= 0), np.flatnonzero(match_new >= 0)
    return members(match_old[blocks[0]], blocks[0], count), members(match_new[blocks[1]], blocks[1], count)


def _in_reading_order(old: Members, new: Members) -> tuple[Members, Members]:
    """In the order of the new side; what was removed stands after what stood before it on the old side."""
    has_old, has_new = old.count > 0, new.count > 0
    first_old, first_new = np.full(len(has_old), -1), np.full(len(has_new), -1)
    first_old[has_old], first_new[has_new] = old.id[old.first[:-1][has_old]], new.id[new.first[:-1][has_new]]
    along = np.flatnonzero(has_old)
    along = along[np.argsort(first_old[along], kind="stable")]
    # the last match before each that stands on both sides
    known = np.maximum.accumulate(np.where(has_new[along], np.arange(len(along)), -1))
    place = first_new.copy()
    place[along] = np.where(known >= 0, first_new[along[known]], -1)
    order = np.lexsort((np.where(has_new, 0, first_old), ~has_new, place))
    rank = np.empty(len(order), np.int64)
    rank[order] = np.arange(len(order))
    return members(rank[old.match], old.id, len(rank)), members(rank[new.match], new.id, len(rank))


def _changed(units: UnitAlignment, left: BlockSide, right: BlockSide, old: Members, new: Members) -> Bools:
    """Whether the words of the two sides of each match differ."""
    single = (old.count == 1) & (new.count == 1)
    changed = np.ones(len(single), bool)
    a, b = old.id[old.first[:-1][single]], new.id[new.first[:-1][single]]
    i, j = left.at[a], right.at[b]
    size = left.at[a + 1] - i
    same = np.flatnonzero(size == right.at[b + 1] - j)
    changed[np.flatnonzero(single)[same]] = (
        alike(units.tokens.old.key, units.tokens.new.key, i[same], j[same], size[same]) < size[same]
    )
    for k in np.flatnonzero(~single & (old.count > 0) & (new.count > 0)).tolist():
        x, y = (
            "".join(side.texts(some.id[some.first[k] : some.first[k + 1]]))
            for side, some in ((left, old), (right, new))
        )
        changed[k] = x != y
    return changed


def _in_order(left: BlockSide, old: Members, new: Members, both: Bools) -> Bools:
    """Which matches keep their order on both sides."""
    at = np.flatnonzero(both)
    words = np.bincount(old.match, left.words[old.id], len(both))[at].astype(np.float64)
    kept = np.zeros(len(both), bool)
    kept[at[heaviest_rows(old.id[old.first[at]], new.id[new.first[at]], PAIR_WEIGHT + words)]] = True
    return kept


def _pinned(old: Members, new: Members, decided: Decided) -> Bools:
    """Which matches hold a pair of blocks that a person fixed."""
    pinned = np.zeros(len(old.first) - 1, bool)
    if decided:
        match_old, match_new = (dict(zip(s.id.tolist(), s.match.tolist(), strict=True)) for s in (old, new))
        fixed = [pair for pair, kind in decided.items() if kind is PinKind.LINK]
        both = [match_old[a] for a, b in fixed if a in match_old and match_old[a] == match_new.get(b)]
        pinned[both] = True
    return pinned
