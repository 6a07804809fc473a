"""Which blocks belong together: those that share half of the smaller one's words; definitions of one term, rows of one
label; and what stands between linked blocks on both sides and is alike enough as a whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from desktop.alignment.block_facts import NUMBER_OF_KIND, BlockFacts
from desktop.alignment.order import heaviest_rows
from desktop.alignment.similarity import pair_scores
from desktop.alignment.terms import defined_term, row_label
from desktop.model.document import BlockKind, Document
from desktop.model.options import PinKind
from desktop.model.stretches import edges_of, gaps, places
from desktop.model.units import UnitPairs, Units
from desktop.text.tokens import TokenRow

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
Decided = dict[tuple[int, int], PinKind]

LINK_SHARE = 0.40
WEAK_SHARE = 0.18
HEADING_TIMES = 3
REWRITTEN_SCORE = 0.30
ALONE_SCORE = 0.12
MAX_GAP = 900
MIN_SHARED = 0.5
ROW = "\t"
"""Before the label of a row: no term begins so."""


class BlockSide:
    """The blocks of one side. chars: the document as word-chars; at: where the tokens of each block begin; words: of
    each block; group: the group of linked sections of each block, -1 without section."""

    def __init__(
        self, document: Document, facts: BlockFacts, units: Units, row: TokenRow, chars: str, groups: Sequence[int]
    ) -> None:
        self.document, self.facts, self.chars = document, facts, chars
        count = len(document.blocks)
        self.at = edges_of(row.block, count)
        self.words = np.bincount(units.block, units.words, count).astype(np.int64)
        self.group = np.append(np.asarray(groups, np.int64), -1)[self.facts.section]

    def texts(self, blocks: Ints) -> list[str]:
        """Some blocks as word-chars."""
        spans = zip(self.at[blocks].tolist(), self.at[blocks + 1].tolist(), strict=True)
        return [self.chars[a:b] for a, b in spans]


@dataclass(frozen=True, slots=True, eq=False)
class Links:
    """Pairs of blocks that belong together, each once; shape (n,)."""

    old: Ints
    new: Ints

    def __getitem__(self, which: Bools) -> Links:
        return Links(self.old[which], self.new[which])


def find_links(old: BlockSide, new: BlockSide, units: tuple[Units, Units], pairs: UnitPairs, decided: Decided) -> Links:
    """Links of blocks. decided: what a person's pins say."""
    links = _by_words(old, new, units, pairs, decided)
    links = _by_name(old, new, links, _equal(old, new, units, links), decided)
    more = _rewritten(old, new, links, decided)
    return Links(np.concatenate([links.old, more.old]), np.concatenate([links.new, more.new]))


def _by_words(old: BlockSide, new: BlockSide, units: tuple[Units, Units], pairs: UnitPairs, decided: Decided) -> Links:
    """Blocks whose sentences are pairs."""
    width = len(new.words) + 1
    code, place = np.unique(units[0].block[pairs.old] * width + units[1].block[pairs.new], return_inverse=True)
    words = np.maximum(pairs.score * (units[0].words[pairs.old] + units[1].words[pairs.new]) / 2, MIN_SHARED)
    common = np.bincount(place, words, len(code))
    a, b = code // width, code % width
    best_old, best_new = np.zeros(len(old.words)), np.zeros(len(new.words))
    np.maximum.at(best_old, a, common)
    np.maximum.at(best_new, b, common)
    heading_old, heading_new = old.facts.heading[a], new.facts.heading[b]
    fewer, more = np.minimum(old.words[a], new.words[b]), np.maximum(old.words[a], new.words[b])
    share = common / np.maximum(1, fewer)
    leading_old, leading_new = common >= best_old[a], common >= best_new[b]
    linked = ((share >= LINK_SHARE) & (leading_old | leading_new)) | (
        leading_old & leading_new & ((share >= WEAK_SHARE) | (heading_old & heading_new))
    )
    linked &= (heading_old == heading_new) | (fewer * HEADING_TIMES >= more)
    if not decided:
        return Links(a[linked], b[linked])
    kept = set(zip(a[linked].tolist(), b[linked].tolist(), strict=True))
    content_old, content_new = old.facts.content, new.facts.content
    kept |= {(x, y) for (x, y), kind in decided.items() if kind is PinKind.LINK and content_old[x] and content_new[y]}
    kept -= {pair for pair, kind in decided.items() if kind is PinKind.FORBID}
    return Links(*np.asarray(sorted(kept), np.int64).reshape(-1, 2).T)


def _equal(old: BlockSide, new: BlockSide, units: tuple[Units, Units], links: Links) -> tuple[Bools, Bools]:
    """Which blocks of either side are linked with one of the same words."""
    sums = np.zeros(len(old.words), np.uint64), np.zeros(len(new.words), np.uint64)
    for total, side in zip(sums, units, strict=True):
        np.add.at(total, side.block, side.hash)
    same = links[sums[0][links.old] == sums[1][links.new]]
    equal = np.zeros(len(old.words), bool), np.zeros(len(new.words), bool)
    equal[0][same.old], equal[1][same.new] = True, True
    return equal


def _by_name(old: BlockSide, new: BlockSide, links: Links, equal: tuple[Bools, Bools], decided: Decided) -> Links:
    """Definitions by the term they define, rows of tables by their first cell: in linked sections the only two of one
    name belong together and neither becomes part of another; rows of one name also where both sides have as many."""
    left, right = _named(old, equal[0]), _named(new, equal[1])
    same = [
        pair
        for place, blocks in left.items()
        if len(blocks) == len(right.get(place, ()))
        for pair in zip(blocks, right[place], strict=True)
    ]
    if not same:
        return links
    mate_old, mate_new = np.full(len(old.words), -1), np.full(len(new.words), -1)
    term_old, term_new = np.zeros(len(old.words), bool), np.zeros(len(new.words), bool)
    for named, terms in ((left, term_old), (right, term_new)):
        terms[[blocks[0] for blocks in named.values() if len(blocks) == 1]] = True
    for x, y in same:
        if term_old[x] and term_new[y]:
            mate_old[x], mate_new[y] = y, x
    a, b = links.old, links.new
    apart = (mate_old[a] != b) & (((mate_old[a] >= 0) & term_new[b]) | ((mate_new[b] >= 0) & term_old[a]))
    for k in np.flatnonzero(apart).tolist() if decided else ():
        apart[k] = decided.get((int(a[k]), int(b[k]))) is not PinKind.LINK
    kept = links[~apart]
    busy_old, busy_new = set(kept.old.tolist()), set(kept.new.tolist())
    found = [(x, y) for x, y in same if x not in busy_old and y not in busy_new and (x, y) not in decided]
    more = np.asarray(found, np.int64).reshape(-1, 2)
    return Links(np.concatenate([kept.old, more[:, 0]]), np.concatenate([kept.new, more[:, 1]]))


def _named(side: BlockSide, equal: Bools) -> dict[tuple[int, str], list[int]]:
    """Blocks that define a term and rows that begin with a label, by group of sections and name; of definitions only
    those that stand alone in their group. equal: blocks that have an equal partner; of rows they are passed over."""
    found: dict[tuple[int, str], list[int]] = defaultdict(list)
    asked = side.facts.content & ~side.facts.heading & (side.facts.section >= 0)
    asked &= ~(equal & (side.facts.kind == NUMBER_OF_KIND[BlockKind.TABLE_ROW]))
    blocks = side.document.blocks
    for block, group in zip(np.flatnonzero(asked).tolist(), side.group[asked].tolist(), strict=True):
        row = blocks[block].kind is BlockKind.TABLE_ROW
        name = row_label(blocks[block].cells) if row else defined_term(blocks[block].text)
        if name:
            found[group, f"{ROW}{name}" if row else name].append(block)
    return {place: found for place, found in found.items() if len(found) == 1 or place[1].startswith(ROW)}


def _rewritten(old: BlockSide, new: BlockSide, links: Links, decided: Decided) -> Links:
    """Blocks of linked sections that stand between the same linked blocks and share enough words as wholes; one that
    stands alone on both sides beside a linked block may be rewritten almost entirely."""
    groups = int(max(old.group.max(initial=-1), new.group.max(initial=-1))) + 1
    laid_old, laid_new = _by_group(old), _by_group(new)
    edges = edges_of(old.group[laid_old], groups), edges_of(new.group[laid_new], groups)
    anchors = _anchors(old, new, links, (laid_old, laid_new))
    group = old.group[laid_old[anchors[0]]]
    between = gaps((anchors[0], anchors[0] + 1), (anchors[1], anchors[1] + 1), group, edges)
    beside = np.ones(len(between), bool)  # is there a linked block beside the gap
    beside[len(group) :] = np.bincount(group, minlength=groups) > 0
    free_old, count_old = _free(old, laid_old, links.old)
    free_new, count_new = _free(new, laid_new, links.new)
    i, n = count_old[between[:, 0]], count_old[between[:, 1]] - count_old[between[:, 0]]
    j, m = count_new[between[:, 2]], count_new[between[:, 3]] - count_new[between[:, 2]]
    asked = (n > 0) & (m > 0) & (n * m <= MAX_GAP)
    i, n, j, m, alone = i[asked], n[asked], j[asked], m[asked], (beside & (n == 1) & (m == 1))[asked]
    cell = places(np.zeros(len(n), np.int64), n * m)
    width = np.repeat(m, n * m)
    x, y = np.repeat(i, n * m) + cell // width, np.repeat(j, n * m) + cell % width
    a, b = free_old[x], free_new[y]
    texts = old.texts(a), new.texts(b)
    score = pair_scores(*texts, REWRITTEN_SCORE)
    weak = np.flatnonzero(np.repeat(alone, n * m) & (score == 0))
    score[weak] = pair_scores([texts[0][k] for k in weak], [texts[1][k] for k in weak], ALONE_SCORE)
    good = (score > 0) & (old.facts.kind[a] == new.facts.kind[b])
    for k in np.flatnonzero(good).tolist() if decided else ():
        good[k] = decided.get((int(a[k]), int(b[k]))) is not PinKind.FORBID
    chain = heaviest_rows(x[good], y[good], score[good].astype(np.float64))
    return Links(a[good][chain], b[good][chain])


def _by_group(side: BlockSide) -> Ints:
    """The blocks of linked sections that have words, one group after the other."""
    blocks = np.flatnonzero(side.facts.content & (side.group >= 0) & (side.at[1:] > side.at[:-1]))
    return blocks[np.argsort(side.group[blocks], kind="stable")]


def _anchors(old: BlockSide, new: BlockSide, links: Links, laid: tuple[Ints, Ints]) -> tuple[Ints, Ints]:
    """Linked blocks of each group that keep their order, by their places as laid."""
    partner = np.full(len(old.words), -1)
    np.maximum.at(partner, links.old, links.new)
    place = np.full(len(new.words) + 1, -1)  # one more, for blocks without partner
    place[laid[1]] = np.arange(len(laid[1]))
    to = place[partner[laid[0]]]
    at = np.flatnonzero((to >= 0) & (old.group[laid[0]] == np.append(new.group, -1)[partner[laid[0]]]))
    chain = heaviest_rows(at, to[at], np.ones(len(at)))
    return at[chain], to[at][chain]


def _free(side: BlockSide, laid: Ints, linked: Ints) -> tuple[Ints, Ints]:
    """Blocks as laid that are no headings and not linked, and how many of them stand before each place."""
    free = ~side.facts.heading
    free[linked] = False
    total = np.zeros(len(laid) + 1, np.int64)
    np.cumsum(free[laid], out=total[1:])
    return laid[free[laid]], total
