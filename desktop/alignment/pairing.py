"""Which unit became which, once sections are linked: in order within linked sections first, then in other orders, then
across sections.

All groups of linked sections are paired in one go. Their units are laid one group after the other on both sides, so a
chain that rises there is one that rises in each group:

    old   1 Doel: a b c │ 3 Werkwijze: d e            chain   a–a  b–b │ e–e
    new   1 Doel: a b   │ 2 Werkwijze: f e            gap     c        │ d with f, if they have enough in common
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from desktop.alignment.equals import Equals, in_order
from desktop.alignment.order import heaviest_rows
from desktop.alignment.section_nodes import Links, Node
from desktop.alignment.sections import add_links
from desktop.alignment.similarity import equal_runs, pair_scores
from desktop.model.options import PinKind
from desktop.model.stretches import edges_of, gaps
from desktop.model.units import UnitPairs, Units

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Pair = tuple[int, int]

CHAIN_SCORE = 0.45
GAP_SCORE = 0.40
MOVE_SCORE = 0.60
MOVE_WORDS = 6
MAX_GAP = 900
MAX_UNIT_WEIGHT = 60
MAX_GAP_WEIGHT = 20
HEADING_WEIGHT = 30.0
HEADING_SCORE = 0.5


@dataclass(frozen=True, slots=True, eq=False)
class Scored:
    """Pairs of units that have something in common, as columns of shape (n,). score: 0–1."""

    old: Ints
    new: Ints
    score: Floats

    def __getitem__(self, which: Bools | Ints) -> Scored:
        return Scored(self.old[which], self.new[which], self.score[which])


class Decisions:
    """What a person's pins say about pairs of blocks. block: of each unit, on either side."""

    def __init__(self, pins: dict[Pair, PinKind], block: tuple[Ints, Ints]) -> None:
        self.pins, self.block = pins, block
        self.linked_old: dict[int, set[int]] = defaultdict(set)
        self.linked_new: dict[int, set[int]] = defaultdict(set)
        for (a, b), kind in pins.items():
            if kind is PinKind.LINK:
                self.linked_old[a].add(b)
                self.linked_new[b].add(a)

    def allow(self, old: Ints, new: Ints) -> Bools:
        """Which units may pair."""
        if not self.pins:
            return np.ones(len(old), bool)
        blocks = zip(self.block[0][old].tolist(), self.block[1][new].tolist(), strict=True)
        return np.fromiter((self._allows(a, b) for a, b in blocks), bool, len(old))

    def allows(self, old: int, new: int) -> bool:
        """Whether two units may pair."""
        return not self.pins or self._allows(int(self.block[0][old]), int(self.block[1][new]))

    def _allows(self, a: int, b: int) -> bool:
        if self.pins.get((a, b)) is PinKind.FORBID or (a in self.linked_old and b not in self.linked_old[a]):
            return False
        return b not in self.linked_new or a in self.linked_new[b]


class Pairing:
    """Pairs the units of two documents. section: of each unit, on either side; texts: of each unit, as word-chars;
    heads: heading units of linked sections, old → new."""

    def __init__(
        self,
        units: tuple[Units, Units],
        section: tuple[Ints, Ints],
        texts: tuple[Sequence[str], Sequence[str]],
        equals: Equals,
        scored: Scored,
        heads: dict[int, int],
        decisions: Decisions,
    ) -> None:
        self.section, self.texts, self.equals = section, texts, equals
        self.words = units[0].words, units[1].words
        self.decisions = decisions
        self.strong = scored[scored.score >= MOVE_SCORE]
        inside = scored[scored.score >= np.float32(CHAIN_SCORE)]  # of as many bits as scores are made with
        self.inside = inside[decisions.allow(inside.old, inside.new)]
        self.heads = Scored(
            np.fromiter(heads, np.int64, len(heads)),
            np.fromiter(heads.values(), np.int64, len(heads)),
            np.asarray([1.0 if texts[0][i] == texts[1][j] else HEADING_SCORE for i, j in heads.items()], np.float64),
        )
        self.mate = np.full(len(units[0]), -1), np.full(len(units[1]), -1)
        self.score = np.zeros(len(units[0]))
        self.members = tuple(_by_section(column) for column in section)

    def run(self, links: Links, nodes: tuple[Sequence[Node], Sequence[Node]], forbidden: set[Pair]) -> UnitPairs:
        """Pair what stands in sections that are each other's; what is left over shows splits, merges and moves. Links
        that it shows are added to the links."""
        for some in _apart(sorted(links.pairs.items())):
            self._pair_groups(some)
        self._take_free(self.heads)
        self.inside = self.inside[self._free(self.inside)]
        add_links(links, *nodes, self._left_over(), forbidden)
        for some in _apart(sorted(links.more)):
            self._pair_groups(some)
        across = self.strong[self._free(self.strong)]  # sentences that went to another section
        self._take_best(across[self.decisions.allow(across.old, across.new)])
        old = np.flatnonzero(self.mate[0] >= 0)
        old = old[np.argsort(self.mate[0][old], kind="stable")]
        return UnitPairs(old, self.mate[0][old], self.score[old])

    # ---- taking ------------------------------------------------------------------------------------------------

    def _free(self, scored: Scored) -> Bools:
        free: Bools = (self.mate[0][scored.old] < 0) & (self.mate[1][scored.new] < 0)
        return free

    def _take(self, scored: Scored) -> None:
        """Pair units that stand in no other of these pairs."""
        self.mate[0][scored.old] = scored.new
        self.mate[1][scored.new] = scored.old
        self.score[scored.old] = scored.score

    def _take_free(self, scored: Scored) -> None:
        """Pair units one after the other, where both are free still."""
        for i, j, s in zip(scored.old.tolist(), scored.new.tolist(), scored.score.tolist(), strict=True):
            if self.mate[0][i] < 0 and self.mate[1][j] < 0:
                self.mate[0][i], self.mate[1][j], self.score[i] = j, i, s

    def _take_best(self, scored: Scored) -> None:
        """Pair what is alike enough to have moved, those that share most first."""
        long = np.minimum(self.words[0][scored.old], self.words[1][scored.new]) >= MOVE_WORDS
        scored = scored[long & (scored.score >= MOVE_SCORE)]
        value = scored.score * np.minimum(self.words[0][scored.old], MAX_UNIT_WEIGHT)
        self._take_free(scored[np.lexsort((scored.new, scored.old, -value))])

    # ---- groups of linked sections -----------------------------------------------------------------------------

    def _laid(self, side: int, sections: Sequence[int]) -> tuple[Ints, Ints]:
        """Free units of some sections, one section after the other, and the group of each."""
        none = np.zeros(0, np.int64)
        parts = [self.members[side].get(s, none) for s in sections]
        unit, group = np.concatenate(parts), np.repeat(np.arange(len(parts)), [len(p) for p in parts])
        free = self.mate[side][unit] < 0
        return unit[free], group[free]

    def _pair_groups(self, links: Sequence[Pair]) -> None:
        """Chain the units of linked sections, fill the gaps, then take what stands in another order. No section stands
        in two of the links."""
        old, group_old = self._laid(0, [a for a, _ in links])
        new, group_new = self._laid(1, [b for _, b in links])
        place_old, place_new = np.full(len(self.mate[0]), -1), np.full(len(self.mate[1]), -1)
        place_old[old], place_new[new] = np.arange(len(old)), np.arange(len(new))
        edges = edges_of(group_old, len(links)), edges_of(group_new, len(links))

        def together(scored: Scored) -> Scored:
            i, j = place_old[scored.old], place_new[scored.new]
            both = (i >= 0) & (j >= 0)
            both[both] = group_old[i[both]] == group_new[j[both]]
            return scored[both]

        found, weight = self._weighed(
            together(self.inside), self._equal_in_order((old, new), edges), together(self.heads)
        )
        chain = heaviest_rows(place_old[found.old], place_new[found.new], weight)
        self._take(found[chain])
        i, j = place_old[found.old[chain]], place_new[found.new[chain]]
        self._fill((old, new), gaps((i, i + 1), (j, j + 1), group_old[i], edges))
        self._take_best(found[self._free(found)])

    def _equal_in_order(self, laid: tuple[Ints, Ints], edges: Sequence[Ints]) -> Scored:
        """Equal units of each group in order, repeats included."""
        left, right = (_text_at(text, at) for text, at in zip(self.equals.text, laid, strict=True))
        runs: list[tuple[int, int, int]] = []
        for (a, b), (c, d) in zip(*(_stretches(column) for column in edges), strict=True):
            if b > a and d > c:
                runs += [(a + x, c + y, n) for x, y, n in equal_runs(left[a:b], right[c:d])]
        i, j = in_order(runs)
        old, new = laid[0][i], laid[1][j]
        allowed = self.decisions.allow(old, new)
        return Scored(old[allowed], new[allowed], np.ones(int(allowed.sum())))

    def _weighed(self, inside: Scored, equal: Scored, heads: Scored) -> tuple[Scored, Floats]:
        """All pairs of units of the groups once, with their weight in a chain."""
        mate_equal, mate_head = np.full(len(self.mate[0]), -1), np.full(len(self.mate[0]), -1)
        mate_equal[equal.old], mate_head[heads.old] = equal.new, heads.new
        known = np.zeros(len(self.mate[0]))
        is_head = mate_head[inside.old] == inside.new
        known[inside.old[is_head]] = inside.score[is_head]
        heads = Scored(heads.old, heads.new, np.maximum(heads.score, known[heads.old]))
        equal = equal[mate_head[equal.old] != equal.new]
        inside = inside[~is_head & (mate_equal[inside.old] != inside.new)]
        old, new, score = (
            np.concatenate([getattr(part, name) for part in (inside, equal, heads)]) for name in ("old", "new", "score")
        )
        weight = score * score * np.minimum(self.words[0][old] + 1, MAX_UNIT_WEIGHT)
        weight[len(old) - len(heads.old) :] = HEADING_WEIGHT
        return Scored(old, new, score), weight

    def _fill(self, laid: tuple[Ints, Ints], between: Ints) -> None:
        """Pair what stands in the gaps of a chain. between: shape (n, 4), from a to b of the old units as laid, from
        c to d of the new ones."""
        cells = (between[:, 1] - between[:, 0]) * (between[:, 3] - between[:, 2])
        between, cells = between[(cells > 0) & (cells <= MAX_GAP)], cells[(cells > 0) & (cells <= MAX_GAP)]
        first, _, second, end = np.repeat(between, cells, axis=0).T
        cell = np.arange(len(first)) - np.repeat(np.cumsum(cells) - cells, cells)
        i, j = first + cell // (end - second), second + cell % (end - second)
        old, new = laid[0][i], laid[1][j]
        score = pair_scores(
            [self.texts[0][k] for k in old.tolist()], [self.texts[1][k] for k in new.tolist()], GAP_SCORE
        ).astype(np.float64)
        kept = np.flatnonzero(score > 0)
        kept = kept[self.decisions.allow(old[kept], new[kept])]
        weight = score[kept] * np.minimum(self.words[0][old[kept]] + 1, MAX_GAP_WEIGHT)
        self._take(Scored(old, new, score)[kept[heaviest_rows(i[kept], j[kept], weight)]])

    def _left_over(self) -> dict[Pair, float]:
        """Words that went to a section other than the partner: of units that found none in it, best pairs first."""
        found = self.inside
        value = found.score * found.score * np.minimum(self.words[0][found.old], MAX_UNIT_WEIGHT)
        order = np.lexsort((found.new, found.old, -value))
        found, value = found[order], value[order]
        sections = zip(self.section[0][found.old].tolist(), self.section[1][found.new].tolist(), strict=True)
        taken_old: set[int] = set()
        taken_new: set[int] = set()
        words: dict[Pair, float] = defaultdict(float)
        for i, j, pair, share in zip(found.old.tolist(), found.new.tolist(), sections, value.tolist(), strict=True):
            if i not in taken_old and j not in taken_new:
                taken_old.add(i)
                taken_new.add(j)
                words[pair] += share
        return words


def _by_section(section: Ints) -> dict[int, Ints]:
    """Units of each section, in order."""
    order = np.argsort(section, kind="stable")
    parts = np.split(order, np.flatnonzero(np.diff(section[order])) + 1)
    return {int(section[part[0]]): part for part in parts if len(part)}


def _text_at(text: str, at: Ints) -> str:
    """The characters at some places of a string."""
    return "".join(map(text.__getitem__, at.tolist()))


def _stretches(edges: Ints) -> Iterator[Pair]:
    places = edges.tolist()
    return itertools.pairwise(places)


def _apart(links: Iterable[Pair]) -> Iterator[list[Pair]]:
    """Links in order, as many at a time as have no section in common."""
    some: list[Pair] = []
    old: set[int] = set()
    new: set[int] = set()
    for a, b in links:
        if a in old or b in new:
            yield some
            some, old, new = [], set(), set()
        some.append((a, b))
        old.add(a)
        new.add(b)
    if some:
        yield some
