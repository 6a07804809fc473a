"""The alignment of two documents: sentences scored, sections paired by them, then sentences and blocks within sections.

tokens → units → candidates → scores ─┬→ flow → section links → groups
                                      └→ per group: chain, gaps, moves → unit pairs → block matches
"""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from desktop.alignment.candidates import MAX_COUNT, find_candidates
from desktop.alignment.excerpt import cut_at_start
from desktop.alignment.groups import connected
from desktop.alignment.order import heaviest_chain
from desktop.alignment.sections import Links, Node, add_links, find_flow, match_sections
from desktop.alignment.similarity import all_scores, equal_runs, pair_scores
from desktop.alignment.units import find_units
from desktop.model.document import Document
from desktop.model.options import Pin, PinKind
from desktop.model.units import Hashes, UnitPair, Units
from desktop.progress import SILENT, Progress, Stage
from desktop.text.numbering import parse_numbering
from desktop.text.tokens import Tokens
from desktop.text.word_chars import past_surrogates, text_of, word_chars

Ints = npt.NDArray[np.int64]
Scored = tuple[int, int, float]

CANDIDATE_SCORE = 0.40
CHAIN_SCORE = 0.45
GAP_SCORE = 0.40
MOVE_SCORE = 0.60
MOVE_WORDS = 6
MAX_GAP = 900
MAX_EQUAL_CELLS = 4e8
MAX_UNIT_WEIGHT = 60
FEW_UNITS = 500


@dataclass(slots=True)
class UnitAlignment:
    """What the aligner knows before blocks are matched."""

    tokens: Tokens
    chars: tuple[str, str]
    old: Units
    new: Units
    pairs: list[UnitPair]
    links: Links
    old_section: Ints
    new_section: Ints
    nodes: tuple[list[Node], list[Node]]
    group_old: list[int] = field(default_factory=list)
    group_new: list[int] = field(default_factory=list)


def align_units(
    old: Document, new: Document, tokens: Tokens, pins: Sequence[Pin] = (), progress: Progress = SILENT
) -> UnitAlignment:
    """Pair the sentences and sections of two documents."""
    left, right = find_units(tokens.old, tokens), find_units(tokens.new, tokens)
    chars = word_chars(tokens)
    progress.check(Stage.ALIGNING, 0, 4)
    same_i, same_j, skip_old, skip_new = _unique_equals(left, right)
    i, j = find_candidates(tokens, left, right, skip_old, skip_new)
    progress.check(Stage.ALIGNING, 1, 4)
    old_text, new_text = _slices(chars[0], left), _slices(chars[1], right)
    score = pair_scores([old_text[k] for k in i.tolist()], [new_text[k] for k in j.tolist()], CANDIDATE_SCORE)
    more_i, more_j = _repeated_equals(left, right, skip_old, skip_new)
    good = score > 0
    i, j = np.concatenate([i[good], same_i, more_i]), np.concatenate([j[good], same_j, more_j])
    score = np.concatenate([score[good], np.ones(len(same_i) + len(more_i), np.float32)])
    progress.check(Stage.ALIGNING, 2, 4)
    old_section, new_section = _section_of(old, left), _section_of(new, right)
    heading_old, heading_new = _in_heading(old, left), _in_heading(new, right)
    nodes = (_nodes(old, left, old_section, heading_old), _nodes(new, right, new_section, heading_new))
    weight = np.minimum(np.minimum(left.words[i], right.words[j]), MAX_UNIT_WEIGHT)
    weight[heading_old[i] & heading_new[j]] = 0  # titles are weighed by themselves
    flow = find_flow(i, j, score.astype(np.float64), weight.astype(np.float64), old_section, new_section)
    fixed, forbidden = _section_pins(old, new, pins)
    links = match_sections(nodes[0], nodes[1], flow, fixed, forbidden, (cut_at_start(old), cut_at_start(new)))
    progress.check(Stage.ALIGNING, 3, 4)
    result = UnitAlignment(tokens, chars, left, right, [], links, old_section, new_section, nodes)
    _Pairing(result, old_text, new_text, i, j, score, block_pins(pins), forbidden).run(old, new)
    return result


def _slices(text: str, units: Units) -> list[str]:
    return [text[a:b] for a, b in zip(units.start.tolist(), units.end.tolist(), strict=True)]


def _unique_equals(left: Units, right: Units) -> tuple[Ints, Ints, npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """Units that stand once on each side with the same tokens (five or more): they need no search."""
    skip_old, skip_new = np.zeros(len(left), bool), np.zeros(len(right), bool)
    if not len(left) or not len(right):
        return np.zeros(0, np.int64), np.zeros(0, np.int64), skip_old, skip_new
    values, index, count = np.unique(left.hash, return_index=True, return_counts=True)
    index = index[count == 1]
    once = values[count == 1]
    other, other_index, other_count = np.unique(right.hash, return_index=True, return_counts=True)
    other_index = other_index[other_count == 1]
    _shared, a, b = np.intersect1d(once, other[other_count == 1], assume_unique=True, return_indices=True)
    i, j = index[a], other_index[b]
    size = left.end[i] - left.start[i]
    keep = (size >= 5) & (size == right.end[j] - right.start[j])
    i, j = i[keep].astype(np.int64), j[keep].astype(np.int64)
    skip_old[i] = True
    skip_new[j] = True
    return i, j, skip_old, skip_new


def _repeated_equals(
    left: Units, right: Units, skip_old: npt.NDArray[np.bool_], skip_new: npt.NDArray[np.bool_]
) -> tuple[Ints, Ints]:
    """Units that stand more often than candidates are looked for, paired in order: formulas are text, too."""
    rest_old, rest_new = np.flatnonzero(~skip_old), np.flatnonzero(~skip_new)
    values, count = np.unique(left.hash[rest_old], return_counts=True)
    often = values[count > MAX_COUNT]
    rest_old = rest_old[np.isin(left.hash[rest_old], often)]
    rest_new = rest_new[np.isin(right.hash[rest_new], often)]
    pairs = equal_in_order(left.hash[rest_old], right.hash[rest_new])
    return (
        rest_old[np.asarray([a for a, _ in pairs], np.int64)],
        rest_new[np.asarray([b for _, b in pairs], np.int64)],
    )


def equal_in_order(left: Hashes, right: Hashes) -> list[tuple[int, int]]:
    """Equal values in order: common ends first, then the longest common subsequence of what lies between."""
    if len(left) <= FEW_UNITS and len(right) <= FEW_UNITS:
        return _few_equal_in_order(left.tolist(), right.tolist())
    shorter = min(len(left), len(right))
    differs = np.flatnonzero(left[:shorter] != right[:shorter])
    low = int(differs[0]) if len(differs) else shorter
    rest = shorter - low
    differs = np.flatnonzero(left[::-1][:rest] != right[::-1][:rest])
    tail = int(differs[0]) if len(differs) else rest
    pairs = [(k, k) for k in range(low)]
    a, b = left[low : len(left) - tail], right[low : len(right) - tail]
    if len(a) and len(b):
        shared, codes = np.unique(np.concatenate([a, b]), return_inverse=True)
        if len(shared) < len(a) + len(b) and len(a) * len(b) <= MAX_EQUAL_CELLS and len(shared) < 0x10FFFF - 0x803:
            text = text_of(past_surrogates(codes.astype(np.uint32) + 1))
            for s, t, n in equal_runs(text[: len(a)], text[len(a) :]):
                pairs += [(low + s + k, low + t + k) for k in range(n)]
    pairs += [(len(left) - tail + k, len(right) - tail + k) for k in range(tail)]
    return pairs


def _few_equal_in_order(left: list[int], right: list[int]) -> list[tuple[int, int]]:
    """The same of a few values, for which arrays would cost more than they save."""
    n, m = len(left), len(right)
    shorter = min(n, m)
    low = next((k for k in range(shorter) if left[k] != right[k]), shorter)
    rest = shorter - low
    tail = next((k for k in range(rest) if left[-1 - k] != right[-1 - k]), rest)
    pairs = [(k, k) for k in range(low)]
    a, b = left[low : n - tail], right[low : m - tail]
    if a and b and not set(a).isdisjoint(b):
        codes: dict[int, str] = {}
        x, y = ("".join([codes.setdefault(value, chr(len(codes) + 1)) for value in side]) for side in (a, b))
        for s, t, size in equal_runs(x, y):
            pairs += [(low + s + k, low + t + k) for k in range(size)]
    pairs += [(n - tail + k, m - tail + k) for k in range(tail)]
    return pairs


def _section_of(document: Document, units: Units) -> Ints:
    sections = np.fromiter(
        (b.section if b.section is not None else 0 for b in document.blocks), np.int64, len(document.blocks)
    )
    return sections[units.block] if len(units) else np.zeros(0, np.int64)


def _in_heading(document: Document, units: Units) -> npt.NDArray[np.bool_]:
    """Whether each unit stands in a heading, shape (units,)."""
    return np.fromiter((b.is_heading for b in document.blocks), bool, len(document.blocks))[units.block]


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


class _Pairing:
    """Pairs units within groups of linked sections, then across groups."""

    def __init__(
        self,
        result: UnitAlignment,
        old_text: list[str],
        new_text: list[str],
        i: Ints,
        j: Ints,
        score: npt.NDArray[np.float32],
        pins: dict[tuple[int, int], PinKind],
        forbidden: set[tuple[int, int]],
    ) -> None:
        self.result = result
        self.old_text, self.new_text = old_text, new_text
        self.i, self.j, self.score = i, j, score
        self.old_words, self.new_words = result.old.words.tolist(), result.new.words.tolist()
        self.old_block, self.new_block = result.old.block.tolist(), result.new.block.tolist()
        self.pins, self.forbidden = pins, forbidden
        self.heads: dict[int, int] = {}
        self.of_old: dict[int, int] = {}
        self.of_new: dict[int, int] = {}
        self.kept: dict[int, tuple[float, bool]] = {}
        self.pinned_old: dict[int, set[int]] = defaultdict(set)
        self.pinned_new: dict[int, set[int]] = defaultdict(set)
        for (a, b), kind in pins.items():
            if kind is PinKind.LINK:
                self.pinned_old[a].add(b)
                self.pinned_new[b].add(a)

    def allowed(self, i: int, j: int) -> bool:
        """Whether a person's pins let these units pair."""
        if not self.pins:
            return True
        a, b = self.old_block[i], self.new_block[j]
        if self.pins.get((a, b)) is PinKind.FORBID:
            return False
        if a in self.pinned_old and b not in self.pinned_old[a]:
            return False
        return b not in self.pinned_new or a in self.pinned_new[b]

    def run(self, old: Document, new: Document) -> None:
        """Pair what stands in sections that are each other's; what is left over shows splits, merges and moves."""
        self.heads = self._heading_pairs(old, new)
        of_old, of_new = self._by_section(self.result.old_section), self._by_section(self.result.new_section)
        inside = self._candidates_between()
        links = self.result.links
        for a, b in sorted(links.pairs.items()):
            self._pair_group(of_old[a], of_new[b], inside.get((a, b), []))
        for i, j in self.heads.items():
            if i not in self.of_old and j not in self.of_new:
                self._take(i, j, 0.5 if self.old_text[i] != self.new_text[j] else 1.0, True)
        add_links(links, *self.result.nodes, self._left_over(inside), self.forbidden)
        for a, b in sorted(links.more):
            free_old = [i for i in of_old[a] if i not in self.of_old]
            free_new = [j for j in of_new[b] if j not in self.of_new]
            self._pair_group(free_old, free_new, inside.get((a, b), []))
        self.result.group_old, self.result.group_new = _groups(self.result)
        self._pair_across()
        pairs = [UnitPair(a, b, *self.kept[a]) for a, b in self.of_old.items()]
        pairs.sort(key=lambda p: p.new)
        self.result.pairs = pairs

    @staticmethod
    def _by_section(section: Ints) -> dict[int, list[int]]:
        """Units of each section, in order."""
        members: dict[int, list[int]] = defaultdict(list)
        for unit, s in enumerate(section.tolist()):
            members[s].append(unit)
        return members

    def _candidates_between(self) -> dict[tuple[int, int], list[Scored]]:
        """Scored unit pairs good enough for a chain, by the sections they stand in."""
        found: dict[tuple[int, int], list[Scored]] = defaultdict(list)
        good = np.flatnonzero(self.score >= CHAIN_SCORE)
        i, j = self.i[good], self.j[good]
        sections = zip(self.result.old_section[i].tolist(), self.result.new_section[j].tolist(), strict=True)
        for pair, a, b, s in zip(sections, i.tolist(), j.tolist(), self.score[good].tolist(), strict=True):
            if self.allowed(a, b):
                found[pair].append((a, b, s))
        return found

    def _left_over(self, inside: dict[tuple[int, int], list[Scored]]) -> dict[tuple[int, int], float]:
        """Words that went to a section other than the partner: of units that found none in it, best pairs first."""
        free = [
            (s * s * self._weight(i), i, j, pair)
            for pair, found in inside.items()
            for i, j, s in found
            if i not in self.of_old and j not in self.of_new
        ]
        taken_old: set[int] = set()
        taken_new: set[int] = set()
        words: dict[tuple[int, int], float] = defaultdict(float)
        for value, i, j, pair in sorted(free, key=lambda f: (-f[0], f[1], f[2])):
            if i not in taken_old and j not in taken_new:
                taken_old.add(i)
                taken_new.add(j)
                words[pair] += value
        return words

    def _weight(self, i: int) -> float:
        return float(min(self.old_words[i], MAX_UNIT_WEIGHT))

    def _heading_pairs(self, old: Document, new: Document) -> dict[int, int]:
        """First heading units of sections that are primary pairs. A pair of different titles, one of which stands word
        for word on the other side, gives way to that: text that went to the next section takes no title along."""
        reheaded = self.result.links.reheaded
        first_old, first_new = _heading_units(old, self.result.old), _heading_units(new, self.result.new)
        same = _same_once(
            {i: self.old_text[i] for i in first_old.values()}, {j: self.new_text[j] for j in first_new.values()}
        )
        same_new = {j: i for i, j in same.items()}
        pairs = {
            first_old[a]: first_new[b]
            for a, b in self.result.links.pairs.items()
            if a not in reheaded and a in first_old and b in first_new and self.allowed(first_old[a], first_new[b])
        }
        kept = {i: j for i, j in pairs.items() if same.get(i, j) == j and same_new.get(j, i) == i}
        for i, j in pairs.items():
            if i not in kept:
                for left, right in ((i, same.get(i)), (same_new.get(j), j)):
                    if left is not None and right is not None and self.allowed(left, right):
                        kept[left] = right
        return kept

    def _take(self, i: int, j: int, score: float, moved: bool) -> None:
        self.of_old[i] = j
        self.of_new[j] = i
        self.kept[i] = (score, moved)

    def _pair_group(self, old: list[int], new: list[int], found: list[Scored]) -> None:
        """Chain the units of two sections, fill the gaps, then take what stands in another order."""
        place_old = {u: k for k, u in enumerate(old)}
        place_new = {u: k for k, u in enumerate(new)}
        weighted: dict[tuple[int, int], tuple[float, float]] = {}
        for i, j, s in found:
            if i in place_old and j in place_new:
                weighted[i, j] = (s, s * s * min(self.old_words[i] + 1, MAX_UNIT_WEIGHT))
        for i, j in self._equal_in_order(old, new):
            if self.allowed(i, j):
                weighted.setdefault((i, j), (1.0, float(min(self.old_words[i] + 1, MAX_UNIT_WEIGHT))))
        headed = {i: self.heads[i] for i in old if self.heads.get(i) in place_new}
        for i, j in headed.items():
            same = self.old_text[i] == self.new_text[j]
            weighted[i, j] = (1.0 if same else max(weighted.get((i, j), (0.0, 0.0))[0], 0.5), 30.0)
        keys = list(weighted)
        chain = heaviest_chain(
            [place_old[i] for i, _ in keys], [place_new[j] for _, j in keys], [weighted[k][1] for k in keys]
        )
        edges = [(-1, -1), *((place_old[keys[k][0]], place_new[keys[k][1]]) for k in chain), (len(old), len(new))]
        for k in chain:
            i, j = keys[k]
            self._take(i, j, weighted[i, j][0], False)
        for (a0, b0), (a1, b1) in itertools.pairwise(edges):
            if a1 - a0 > 1 and b1 - b0 > 1:
                self._fill_gap(old[a0 + 1 : a1], new[b0 + 1 : b1])
        for i, j, s in sorted(
            ((i, j, s) for (i, j), (s, _) in weighted.items() if i not in self.of_old and j not in self.of_new),
            key=lambda p: (-p[2] * min(self.old_words[p[0]], 60), p[0], p[1]),
        ):
            if (
                i not in self.of_old
                and j not in self.of_new
                and s >= MOVE_SCORE
                and min(self.old_words[i], self.new_words[j]) >= MOVE_WORDS
            ):
                self._take(i, j, s, True)

    def _equal_in_order(self, old: list[int], new: list[int]) -> list[tuple[int, int]]:
        """Equal units of a group in order, repeats included."""
        left, right = self.result.old.hash[old], self.result.new.hash[new]
        return [(old[a], new[b]) for a, b in equal_in_order(left, right)]

    def _fill_gap(self, old: list[int], new: list[int]) -> None:
        if not old or not new or len(old) * len(new) > MAX_GAP:
            return
        scores = all_scores([self.old_text[i] for i in old], [self.new_text[j] for j in new], GAP_SCORE)
        gi, gj = np.nonzero(scores)
        if not len(gi):
            return
        keep = [(a, b) for a, b in zip(gi.tolist(), gj.tolist(), strict=True) if self.allowed(old[a], new[b])]
        weight = [float(scores[a, b]) * min(self.old_words[old[a]] + 1, 20) for a, b in keep]
        for k in heaviest_chain([a for a, _ in keep], [b for _, b in keep], weight):
            a, b = keep[k]
            self._take(old[a], new[b], float(scores[a, b]), False)

    def _pair_across(self) -> None:
        """Sentences that went to another section: strong pairs of which both sides are free."""
        good = np.flatnonzero(self.score >= MOVE_SCORE)
        strong = [
            (s * self._weight(a), a, b, s)
            for a, b, s in zip(self.i[good].tolist(), self.j[good].tolist(), self.score[good].tolist(), strict=True)
            if a not in self.of_old and b not in self.of_new and min(self.old_words[a], self.new_words[b]) >= MOVE_WORDS
        ]
        for _, a, b, s in sorted(strong, key=lambda p: (-p[0], p[1], p[2])):
            if a not in self.of_old and b not in self.of_new and self.allowed(a, b):
                self._take(a, b, s, True)


def _same_once(old: dict[int, str], new: dict[int, str]) -> dict[int, int]:
    """Units whose text stands once on each side: old unit → new unit."""
    count_old, count_new = Counter(old.values()), Counter(new.values())
    place = {text: j for j, text in new.items()}
    return {i: place[text] for i, text in old.items() if count_old[text] == 1 and count_new[text] == 1}


def _heading_units(document: Document, units: Units) -> dict[int, int]:
    """The first unit of the heading of each section."""
    first: dict[int, int] = {}
    headings = np.flatnonzero(_in_heading(document, units))
    for k, block in zip(headings.tolist(), units.block[headings].tolist(), strict=True):
        section = document.blocks[block].section
        if section is not None:
            first.setdefault(section, k)
    return first


def _groups(result: UnitAlignment) -> tuple[list[int], list[int]]:
    """Connected groups of linked sections; unlinked sections of either side form a group with nobody."""
    group_old, group_new = [0] * len(result.nodes[0]), [0] * len(result.nodes[1])
    groups = connected(result.links.all, range(len(group_old)), range(len(group_new)))
    for k, (left, right) in enumerate(groups):
        for a in left:
            group_old[a] = k
        for b in right:
            group_new[b] = k
    return group_old, group_new
