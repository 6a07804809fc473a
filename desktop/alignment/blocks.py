"""From sentence pairs to block and section matches: every block in exactly one match of its side.

Blocks that share half of the smaller one's words belong together; what hangs together so is one match. 1:1 is
paired, 1:n split, n:1 merged. A block without partner is removed or added – or lies outside the excerpt, where a
document begins or ends in the middle.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from desktop.alignment.aligner import UnitAlignment, block_pins
from desktop.alignment.excerpt import find_outside
from desktop.alignment.groups import connected
from desktop.alignment.order import heaviest_chain
from desktop.alignment.similarity import all_scores, common_tokens
from desktop.alignment.terms import defined_term
from desktop.model.comparison import Level, Mark, Match, Relation
from desktop.model.document import Block, Document
from desktop.model.options import Pin, PinKind
from desktop.model.units import block_spans

LINK_SHARE = 0.40
WEAK_SHARE = 0.18
REWRITTEN_SCORE = 0.30
ALONE_SCORE = 0.12
MAX_GAP = 900
BlockChars = tuple[dict[int, str], dict[int, str]]
Decided = dict[tuple[int, int], PinKind]


@dataclass(frozen=True, slots=True)
class Alignment:
    """Block and section matches in reading order of the new side, removed ones where they stood."""

    blocks: tuple[Match, ...]
    sections: tuple[Match, ...]


def match_blocks(old: Document, new: Document, units: UnitAlignment, pins: Sequence[Pin] = ()) -> Alignment:
    """Turn unit pairs into matches."""
    decided = block_pins(pins)
    words_old, words_new = _block_words(old, units, 0), _block_words(new, units, 1)
    shared: dict[tuple[int, int], float] = defaultdict(float)
    i, j = units.pairs.old, units.pairs.new
    places = zip(units.old.block[i].tolist(), units.new.block[j].tolist(), strict=True)
    words = np.maximum(units.pairs.score * (units.old.words[i] + units.new.words[j]) / 2, 0.5)
    for place, common in zip(places, words.tolist(), strict=True):
        shared[place] += common
    linked = _link(shared, words_old, words_new, old, new, decided)
    chars = _block_chars(units, 0), _block_chars(units, 1)
    linked = _by_term(old, new, units, linked, decided)
    linked |= _rewritten(old, new, units, chars, linked, decided)
    return _assemble(old, new, units, chars, linked, words_old, decided)


def _block_words(document: Document, units: UnitAlignment, side: int) -> list[int]:
    column = units.old if side == 0 else units.new
    words = np.zeros(len(document.blocks), np.int64)
    np.add.at(words, column.block, column.words)
    result: list[int] = words.tolist()
    return result


def _link(
    shared: dict[tuple[int, int], float],
    words_old: list[int],
    words_new: list[int],
    old: Document,
    new: Document,
    decided: Decided,
) -> set[tuple[int, int]]:
    best_old: dict[int, float] = defaultdict(float)
    best_new: dict[int, float] = defaultdict(float)
    for (a, b), common in shared.items():
        best_old[a] = max(best_old[a], common)
        best_new[b] = max(best_new[b], common)
    linked: set[tuple[int, int]] = set()
    heads_old, heads_new = ({b.id for b in document.blocks if b.is_heading} for document in (old, new))
    for (a, b), common in shared.items():
        if (a in heads_old) != (b in heads_new) and min(words_old[a], words_new[b]) * 3 < max(
            words_old[a], words_new[b]
        ):
            continue
        share = common / max(1, min(words_old[a], words_new[b]))
        best = common >= best_old[a] and common >= best_new[b]
        leading = common >= best_old[a] or common >= best_new[b]
        if (
            (share >= LINK_SHARE and leading)
            or (best and share >= WEAK_SHARE)
            or (best and a in heads_old and b in heads_new)
        ):
            linked.add((a, b))
    linked |= {pair for pair, kind in decided.items() if kind is PinKind.LINK}
    return linked - {pair for pair, kind in decided.items() if kind is PinKind.FORBID}


def _by_term(
    old: Document, new: Document, units: UnitAlignment, linked: set[tuple[int, int]], decided: Decided
) -> set[tuple[int, int]]:
    """Definitions by the term they define: in linked sections the only two of one term belong together, and neither
    becomes part of another definition."""
    left, right = _definitions(old, units.group_old), _definitions(new, units.group_new)
    same = {(a, right[place]) for place, a in left.items() if place in right}
    known_old, known_new = {a for a, _ in same}, {b for _, b in same}
    terms_old, terms_new = set(left.values()), set(right.values())
    kept = {
        (a, b)
        for a, b in linked
        if (a, b) in same
        or decided.get((a, b)) is PinKind.LINK
        or not ((a in known_old and b in terms_new) or (b in known_new and a in terms_old))
    }
    busy_old, busy_new = {a for a, _ in kept}, {b for _, b in kept}
    found = {(a, b) for a, b in same if a not in busy_old and b not in busy_new and (a, b) not in decided}
    return kept | found


def _definitions(document: Document, groups: Sequence[int]) -> dict[tuple[int, str], int]:
    """Blocks that define a term, by group of sections and term; only those that do so alone in their group."""
    found: dict[tuple[int, str], int] = {}
    twice: set[tuple[int, str]] = set()
    for block in document.content:
        term = "" if block.is_heading or block.section is None else defined_term(block.text)
        if term and block.section is not None:
            place = groups[block.section], term
            if place in found:
                twice.add(place)
            found[place] = block.id
    return {place: block for place, block in found.items() if place not in twice}


def _rewritten(
    old: Document,
    new: Document,
    units: UnitAlignment,
    chars: BlockChars,
    linked: set[tuple[int, int]],
    decided: Decided,
) -> set[tuple[int, int]]:
    """Blocks of linked sections that stand between the same linked blocks and share enough words as wholes; one that
    stands alone on both sides beside a linked block may be rewritten almost entirely."""
    used_old, used_new = {a for a, _ in linked}, {b for _, b in linked}
    texts_old, texts_new = chars
    found: set[tuple[int, int]] = set()
    by_group: tuple[dict[int, list[int]], dict[int, list[int]]] = (defaultdict(list), defaultdict(list))
    for side, document, groups, texts in ((0, old, units.group_old, texts_old), (1, new, units.group_new, texts_new)):
        for block in document.content:
            if block.section is not None and block.id in texts:
                by_group[side][groups[block.section]].append(block.id)
    partner: dict[int, int] = {}
    for a, b in linked:
        partner[a] = max(partner.get(a, -1), b)
    for group, left in by_group[0].items():
        right = by_group[1].get(group)
        if not right:
            continue
        place = {b: k for k, b in enumerate(right)}
        anchors = [(k, place[partner[a]]) for k, a in enumerate(left) if a in partner and partner[a] in place]
        kept = heaviest_chain([x for x, _ in anchors], [y for _, y in anchors], [1.0] * len(anchors))
        edges = [(-1, -1), *(anchors[k] for k in kept), (len(left), len(right))]
        for (a0, b0), (a1, b1) in itertools.pairwise(edges):
            if a1 - a0 < 2 or b1 - b0 < 2:
                continue
            free_left = [a for a in left[a0 + 1 : a1] if a not in used_old and not old.blocks[a].is_heading]
            free_right = [b for b in right[b0 + 1 : b1] if b not in used_new and not new.blocks[b].is_heading]
            if not free_left or not free_right or len(free_left) * len(free_right) > MAX_GAP:
                continue
            scores = all_scores([texts_old[a] for a in free_left], [texts_new[b] for b in free_right], REWRITTEN_SCORE)
            alone = len(free_left) == len(free_right) == 1 and (a0 >= 0 or a1 < len(left))
            if alone and not scores[0, 0]:
                scores = all_scores([texts_old[free_left[0]]], [texts_new[free_right[0]]], ALONE_SCORE)
            pairs = [
                (x, y)
                for x in range(len(free_left))
                for y in range(len(free_right))
                if scores[x, y] > 0
                and decided.get((free_left[x], free_right[y])) is not PinKind.FORBID
                and old.blocks[free_left[x]].kind == new.blocks[free_right[y]].kind
            ]
            for k in heaviest_chain(
                [x for x, _ in pairs], [y for _, y in pairs], [float(scores[x, y]) for x, y in pairs]
            ):
                x, y = pairs[k]
                found.add((free_left[x], free_right[y]))
    return found


def _block_chars(units: UnitAlignment, side: int) -> dict[int, str]:
    row = (units.tokens.old, units.tokens.new)[side].block
    return {block: units.chars[side][a:b] for block, (a, b) in block_spans(row).items()}


def _assemble(
    old: Document,
    new: Document,
    units: UnitAlignment,
    chars: BlockChars,
    linked: set[tuple[int, int]],
    words_old: list[int],
    decided: Decided,
) -> Alignment:
    members = _reading_order(connected(linked, (b.id for b in old.content), (b.id for b in new.content)))
    in_order = _in_order(members, words_old)
    outside = find_outside(old, new, members)
    matches = []
    for index, (left, right) in enumerate(members):
        relation = _relation(left, right)
        marks: list[Mark] = []
        score, changed = 0.0, not (left and right)
        evidence: list[tuple[str, float]] = []
        if left and right:
            x = "".join([chars[0].get(a, "") for a in left])
            y = "".join([chars[1].get(b, "") for b in right])
            changed = x != y
            score = 1.0 if not changed else 2 * common_tokens(x, y) / max(1, len(x) + len(y))
            if index not in in_order:
                marks.append(Mark.MOVED)
            if decided and any(decided.get((a, b)) is PinKind.LINK for a in left for b in right):
                marks.append(Mark.PINNED)
            marks += _number_marks(old.blocks[left[0]], new.blocks[right[0]], changed)
            evidence.append(("common_words", round(score, 4)))
        elif index in outside:
            relation = Relation.OUTSIDE
        matches.append(
            Match(
                index,
                Level.BLOCK,
                tuple(left),
                tuple(right),
                relation,
                tuple(marks),
                changed,
                round(score, 4),
                tuple(evidence),
            )
        )
    return Alignment(tuple(matches), _section_matches(old, new, units, matches, len(matches)))


def _reading_order(groups: list[tuple[list[int], list[int]]]) -> list[tuple[list[int], list[int]]]:
    """Groups in the order of the new side; what was removed stands after what stood before it on the old side."""
    place: dict[int, float] = {}
    at = -1.0
    partner = {left[0]: right[0] for left, right in groups if left and right}
    for k in sorted(left[0] for left, _ in groups if left):
        at = float(partner[k]) if k in partner else at
        place[k] = at
    return sorted(groups, key=lambda g: (float(g[1][0]), 0, 0) if g[1] else (place[g[0][0]], 1, g[0][0]))


def _relation(left: Sequence[int], right: Sequence[int]) -> Relation:
    if not left:
        return Relation.ADDED
    if not right:
        return Relation.REMOVED
    if len(right) > 1 and len(left) == 1:
        return Relation.SPLIT
    return Relation.MERGED if len(left) > 1 and len(right) == 1 else Relation.PAIRED


def _number_marks(left: Block, right: Block, changed: bool) -> list[Mark]:
    marks = []
    if left.is_heading and right.is_heading:
        if left.label != right.label:
            marks.append(Mark.RENUMBERED)
        if changed and _bare(left) != _bare(right):
            marks.append(Mark.RENAMED)
    return marks


def _bare(block: Block) -> str:
    text = block.text[len(block.label) :] if block.text.startswith(block.label) else block.text
    return text.strip(" .:)–-").casefold()


def _in_order(members: Sequence[tuple[list[int], list[int]]], words: Sequence[int]) -> set[int]:
    both = [k for k, (left, right) in enumerate(members) if left and right]
    weight = [20.0 + sum(words[a] for a in members[k][0]) for k in both]
    kept = heaviest_chain([members[k][0][0] for k in both], [members[k][1][0] for k in both], weight)
    return {both[k] for k in kept}


def _section_matches(
    old: Document, new: Document, units: UnitAlignment, blocks: Sequence[Match], first_id: int
) -> tuple[Match, ...]:
    """Sections by their links; the words their blocks share are the evidence."""
    links = units.links
    groups = connected(links.all, (s.id for s in old.sections), (s.id for s in new.sections))
    beyond = [m for m in blocks if m.relation is Relation.OUTSIDE]
    outside = {a for m in beyond for a in m.old}, {b for m in beyond for b in m.new}
    kept = [m for m in blocks if not m.changed and Mark.MOVED not in m.marks]
    unchanged = {a for m in kept for a in m.old}, {b for m in kept for b in m.new}
    result: list[Match] = []
    for left, right in _reading_order(groups):
        marks: list[Mark] = []
        relation = _relation(left, right)
        score = 0.0
        changed = True
        if left and right:
            words = sum(links.flow.get((a, b), 0.0) for a in left for b in right)
            sizes = min(sum(units.nodes[0][a].words for a in left), sum(units.nodes[1][b].words for b in right))
            score = min(1.0, words / sizes) if sizes else 1.0
            if any(a in links.moved for a in left) and links.pairs.get(left[0]) in right:
                marks.append(Mark.MOVED)
            x, y = units.nodes[0][left[0]], units.nodes[1][right[0]]
            if x.title and y.title and x.title != y.title:
                marks.append(Mark.RENAMED)
            if x.headed and y.headed and x.label != y.label:
                marks.append(Mark.RENUMBERED)
            changed = not all(unchanged[0].issuperset(_all_blocks(old, a)) for a in left) or not all(
                unchanged[1].issuperset(_all_blocks(new, b)) for b in right
            )
        else:
            side, document, ids = (0, old, left) if left else (1, new, right)
            inside = [i for s in ids for i in _all_blocks(document, s)]
            if inside and outside[side].issuperset(inside):
                relation = Relation.OUTSIDE
        result.append(
            Match(
                first_id + len(result),
                Level.SECTION,
                tuple(left),
                tuple(right),
                relation,
                tuple(marks),
                changed,
                round(score, 4),
                (("shared_words", round(score, 4)),) if left and right else (),
            )
        )
    return tuple(result)


def _all_blocks(document: Document, section: int) -> list[int]:
    s = document.sections[section]
    return ([s.heading] if s.heading is not None else []) + list(s.blocks)
