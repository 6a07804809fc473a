"""The alignment of two documents: sentences scored, sections paired by them, then sentences and blocks within sections.

tokens → units → candidates → scores ─┬→ flow → section links → groups
                                      └→ per group: chain, gaps, moves → unit pairs → block matches
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from desktop.alignment.block_facts import BlockFacts, block_facts
from desktop.alignment.candidates import find_candidates
from desktop.alignment.equals import find_equals, repeated_equals, unique_equals
from desktop.alignment.excerpt import cut_at_start
from desktop.alignment.groups import connected
from desktop.alignment.pairing import MAX_UNIT_WEIGHT, Decisions, Pairing, Scored
from desktop.alignment.section_nodes import Links, Node
from desktop.alignment.sections import find_flow, match_sections
from desktop.alignment.similarity import pair_scores
from desktop.alignment.units import find_units
from desktop.model.document import Document
from desktop.model.options import Pin, PinKind
from desktop.model.units import UnitPairs, Units
from desktop.progress import SILENT, Progress, Stage
from desktop.text.numbering import parse_numbering
from desktop.text.tokens import Tokens
from desktop.text.word_chars import word_chars

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

CANDIDATE_SCORE = 0.40


@dataclass(frozen=True, slots=True)
class UnitAlignment:
    """What the aligner knows before blocks are matched. group_old, group_new: of each section, the number of the group
    of linked sections it is in."""

    tokens: Tokens
    chars: tuple[str, str]
    old: Units
    new: Units
    pairs: UnitPairs
    links: Links
    nodes: tuple[list[Node], list[Node]]
    facts: tuple[BlockFacts, BlockFacts]
    group_old: list[int]
    group_new: list[int]


def align_units(
    old: Document, new: Document, tokens: Tokens, pins: Sequence[Pin] = (), progress: Progress = SILENT
) -> UnitAlignment:
    """Pair the sentences and sections of two documents."""
    left, right = find_units(tokens.old, tokens), find_units(tokens.new, tokens)
    chars = word_chars(tokens)
    progress.check(Stage.ALIGNING, 0, 4)
    equals = find_equals(left, right)
    same_i, same_j = unique_equals(equals, left, right)
    skip_old, skip_new = np.zeros(len(left), bool), np.zeros(len(right), bool)
    skip_old[same_i], skip_new[same_j] = True, True
    i, j = find_candidates(tokens, left, right, skip_old, skip_new)
    progress.check(Stage.ALIGNING, 1, 4)
    old_text, new_text = _slices(chars[0], left), _slices(chars[1], right)
    score = pair_scores([old_text[k] for k in i.tolist()], [new_text[k] for k in j.tolist()], CANDIDATE_SCORE)
    good = score > 0
    more_i, more_j = repeated_equals(equals)
    i, j = np.concatenate([i[good], same_i, more_i]), np.concatenate([j[good], same_j, more_j])
    known: Floats = score[good].astype(np.float64)
    scored = Scored(i, j, np.concatenate([known, np.ones(len(same_i) + len(more_i))]))
    progress.check(Stage.ALIGNING, 2, 4)
    facts = block_facts(old), block_facts(new)
    old_section, new_section = _section_of(facts[0], left), _section_of(facts[1], right)
    heading_old, heading_new = facts[0].heading[left.block], facts[1].heading[right.block]
    nodes = (_nodes(old, left, old_section, heading_old), _nodes(new, right, new_section, heading_new))
    weight = np.minimum(np.minimum(left.words[i], right.words[j]), MAX_UNIT_WEIGHT)
    weight[heading_old[i] & heading_new[j]] = 0  # titles are weighed by themselves
    flow = find_flow(i, j, scored.score, weight.astype(np.float64), old_section, new_section)
    fixed, forbidden = _section_pins(old, new, pins)
    links = match_sections(nodes[0], nodes[1], flow, fixed, forbidden, (cut_at_start(old), cut_at_start(new)))
    progress.check(Stage.ALIGNING, 3, 4)
    decisions = Decisions(block_pins(pins), (left.block, right.block))
    first = _heading_units(facts[0], left, old_text), _heading_units(facts[1], right, new_text)
    heads = _heading_pairs(links, *first, decisions)
    pairing = Pairing((left, right), (old_section, new_section), (old_text, new_text), equals, scored, heads, decisions)
    pairs = pairing.run(links, nodes, forbidden)
    return UnitAlignment(tokens, chars, left, right, pairs, links, nodes, facts, *_groups(links, nodes))


def _slices(text: str, units: Units) -> list[str]:
    return [text[a:b] for a, b in zip(units.start.tolist(), units.end.tolist(), strict=True)]


def _section_of(facts: BlockFacts, units: Units) -> Ints:
    """The section each unit stands in; notes before any heading count to the first."""
    return np.maximum(facts.section, 0)[units.block]


def _nodes(document: Document, units: Units, section: Ints, heading: npt.NDArray[np.bool_]) -> list[Node]:
    sizes = [0.0] * len(document.sections)
    if len(units):
        body = ~heading
        capped = np.minimum(units.words[body], MAX_UNIT_WEIGHT)
        sizes = np.bincount(section[body], capped, len(document.sections)).astype(np.float64).tolist()
    below = [0.0] * len(document.sections)
    for s in reversed(document.sections):
        if s.parent is not None:
            below[s.parent] += sizes[s.id] + below[s.id]
    nodes = []
    for s, size in zip(document.sections, sizes, strict=True):
        number = parse_numbering(s.title) if s.title else None
        rest = s.title[number.length :] if number else s.title
        title = " ".join(rest.casefold().split()).strip(" .:–-")
        label = number.label.rstrip(".:)") if number else ""
        parent = -1 if s.parent is None else s.parent
        nodes.append(Node(title, label, parent, s.level, size, s.heading is not None, below[s.id]))
    return nodes


def _section_pins(
    old: Document, new: Document, pins: Sequence[Pin]
) -> tuple[list[tuple[int, int]], set[tuple[int, int]]]:
    fixed = [(p.old, p.new) for p in pins if p.level == "section" and p.kind is PinKind.LINK]
    forbidden = {(p.old, p.new) for p in pins if p.level == "section" and p.kind is PinKind.FORBID}
    return fixed, forbidden


def block_pins(pins: Sequence[Pin]) -> dict[tuple[int, int], PinKind]:
    """What a person decided about pairs of blocks, the last word on each."""
    return {(p.old, p.new): p.kind for p in pins if p.level == "block"}


def _heading_units(facts: BlockFacts, units: Units, texts: Sequence[str]) -> dict[int, tuple[int, str]]:
    """The first unit of the heading of each section, and what it says."""
    first: dict[int, tuple[int, str]] = {}
    headings = np.flatnonzero(facts.heading[units.block])
    for k, section in zip(headings.tolist(), facts.section[units.block[headings]].tolist(), strict=True):
        if section >= 0:
            first.setdefault(section, (k, texts[k]))
    return first


def _heading_pairs(
    links: Links, old: dict[int, tuple[int, str]], new: dict[int, tuple[int, str]], decisions: Decisions
) -> dict[int, int]:
    """First heading units of sections that are primary pairs. A pair of different titles, one of which stands word
    for word on the other side, gives way to that: text that went to the next section takes no title along."""
    same = _same_once(old.values(), new.values())
    same_new = {j: i for i, j in same.items()}
    linked = [
        (old[a][0], new[b][0]) for a, b in links.pairs.items() if a not in links.reheaded and a in old and b in new
    ]
    pairs = {i: j for i, j in linked if decisions.allows(i, j)}
    kept = {i: j for i, j in pairs.items() if same.get(i, j) == j and same_new.get(j, i) == i}
    for i, j in pairs.items():
        if i not in kept:
            for left, right in ((i, same.get(i)), (same_new.get(j), j)):
                if left is not None and right is not None and decisions.allows(left, right):
                    kept[left] = right
    return kept


def _same_once(old: Iterable[tuple[int, str]], new: Iterable[tuple[int, str]]) -> dict[int, int]:
    """Units whose text stands once on each side: old unit → new unit."""
    count_old, count_new = Counter(text for _, text in old), Counter(text for _, text in new)
    place = {text: j for j, text in new}
    return {i: place[text] for i, text in old if count_old[text] == 1 and count_new[text] == 1}


def _groups(links: Links, nodes: tuple[Sequence[Node], Sequence[Node]]) -> tuple[list[int], list[int]]:
    """Connected groups of linked sections; unlinked sections of either side form a group with nobody."""
    group_old, group_new = [0] * len(nodes[0]), [0] * len(nodes[1])
    for k, (left, right) in enumerate(connected(links.all, range(len(group_old)), range(len(group_new)))):
        for a in left:
            group_old[a] = k
        for b in right:
            group_new[b] = k
    return group_old, group_new
