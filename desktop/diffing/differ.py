"""Word differences of every block match, and the text that moved between matches.

Inside a match the sentence pairs are anchors: each pair is compared word by word, what lies between them only by common
runs of three words or more. Moves are found in what is left (diffing.moves). All matches are compared at once, by
columns of their tokens laid match after match (diffing.laid); the ops are in token indices of the two documents.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from desktop.diffing.anchors import find_anchors
from desktop.diffing.cleanup import Runs, clean_edges, running_weight, slide
from desktop.diffing.edits import Edits, in_order, joined
from desktop.diffing.laid import Laid, lay
from desktop.diffing.moves import MoveFinder
from desktop.diffing.token_ops import DELETE, EQUAL, INSERT, REPLACE, MatchOps, Row, Rows, TokenOp, mark_moves, table
from desktop.model.matched import Matched, Members
from desktop.model.stretches import edges_of, gaps
from desktop.model.units import UnitPairs, Units
from desktop.text.tokens import Tokens

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

CLAUSE_SIGNS = frozenset(".,;:()")


class Differ:
    """Compares the matches of one pair of documents. chars: both documents as word-chars."""

    def __init__(self, tokens: Tokens, chars: tuple[str, str], units: tuple[Units, Units], pairs: UnitPairs) -> None:
        self.tokens, self.chars, self.units = tokens, chars, units
        self.rows = tokens.old, tokens.new
        self.mate = np.full(len(units[0]) + 1, -1), np.full(len(units[1]) + 1, -1)
        self.mate[0][pairs.old], self.mate[1][pairs.new] = pairs.new, pairs.old

    def run(self, matches: Matched) -> tuple[MatchOps, list[TokenOp], list[TokenOp]]:
        """Ops of each match (tiling its tokens on both sides), the moves as pairs of equal runs, and the changes inside
        moved sentences."""
        blocks, both = matches.sides, matches.both
        same = both & ~matches.changed & (matches.old.count == 1) & (matches.new.count == 1)
        rows, owner, apart, of_apart = self._compared(np.flatnonzero(both & ~same), blocks, matches.changed)
        parts, owners = [rows], [owner]
        for part, of_part in (
            self._equal(same, blocks),
            self._lone(0, ~both, blocks[0]),
            self._lone(1, ~both, blocks[1]),
        ):
            parts.append(part)
            owners.append(of_part)
        lost, of_lost = self._lost(~both, blocks[0])
        order = np.argsort(np.concatenate(owners), kind="stable")
        ops = MatchOps(np.concatenate(parts)[order], np.concatenate(owners)[order], len(matches))
        elsewhere = np.concatenate([apart, lost])[np.argsort(np.concatenate([of_apart, of_lost]), kind="stable")]
        pairs = list(zip(elsewhere.tolist(), self.mate[0][elsewhere].tolist(), strict=True))
        weight = running_weight(self.tokens.weight, self.tokens.old.key)
        moves, inner = MoveFinder(self.tokens, self.chars, *self.units, weight).run(ops, pairs)
        return mark_moves(ops, [*moves, *inner], (len(self.tokens.old), len(self.tokens.new))), moves, inner

    # ---- matches that need no comparison -----------------------------------------------------------------------

    def _spans(self, side: int, blocks: Ints) -> tuple[Ints, Ints]:
        """First and last + 1 token of some blocks."""
        at = edges_of(self.rows[side].block, int(blocks.max(initial=0)) + 1)
        return at[blocks], at[blocks + 1]

    def _equal(self, which: Bools, blocks: Sequence[Members]) -> tuple[Rows, Ints]:
        """Matches of one block on each side that say the same."""
        spans = [self._spans(side, blocks[side].id[which[blocks[side].match]]) for side in (0, 1)]
        rows = np.stack([np.full(len(spans[0][0]), EQUAL), *spans[0], *spans[1]], axis=1)
        shown = rows[:, 2] > rows[:, 1]
        return rows[shown], np.flatnonzero(which)[shown]

    def _lone(self, side: int, which: Bools, blocks: Members) -> tuple[Rows, Ints]:
        """Blocks without a partner."""
        mine = which[blocks.match]
        start, end = self._spans(side, blocks.id[mine])
        none = np.zeros(len(start), np.int64)
        columns = [none + DELETE, start, end, none, none] if side == 0 else [none + INSERT, none, none, start, end]
        shown = end > start
        return np.stack(columns, axis=1)[shown], blocks.match[mine][shown]

    def _lost(self, which: Bools, blocks: Members) -> tuple[Ints, Ints]:
        """Old units of blocks without a partner that have a partner themselves, and their matches."""
        match_of_block = np.full(int(self.rows[0].block.max(initial=-1)) + 1, -1)
        mine = which[blocks.match] & (blocks.id < len(match_of_block))
        match_of_block[blocks.id[mine]] = blocks.match[mine]
        match = match_of_block[self.units[0].block]
        lost = np.flatnonzero((match >= 0) & (self.mate[0][:-1] >= 0))
        return lost, match[lost]

    # ---- matches that do ---------------------------------------------------------------------------------------

    def _compared(self, which: Ints, blocks: Sequence[Members], changed: Bools) -> tuple[Rows, Ints, Ints, Ints]:
        """Ops of some matches with the match of each, and their old units that stand elsewhere, with the match of each.
        which: numbers of matches that have blocks on both sides."""
        sign = np.fromiter(map(CLAUSE_SIGNS.__contains__, self.tokens.keys), bool, len(self.tokens.keys))
        number = np.full(len(changed), -1)
        number[which] = np.arange(len(which))
        old, new = (
            lay(row, chars, units, sign, some.id[mine], number[some.match[mine]], len(which))
            for row, chars, units, some in zip(self.rows, self.chars, self.units, blocks, strict=True)
            for mine in [number[some.match] >= 0]
        )
        runs, match, apart = self._runs(old, new, changed[which])
        rows, match = _as_tokens(runs, match, old, new)
        return rows, which[match], old.unit[apart], which[old.unit_match[apart]]

    def _runs(self, old: Laid, new: Laid, changed: Bools) -> tuple[Runs, Ints, Ints]:
        """Runs of laid matches with the match of each, and the places of units that stand elsewhere."""
        anchors = find_anchors(old, new, *self.mate)
        used = changed[anchors.match]
        i1, i2, j1, j2, match = (
            column[used] for column in (anchors.i1, anchors.i2, anchors.j1, anchors.j2, anchors.match)
        )
        between = gaps((i1, i2), (j1, j2), match, (old.edge, new.edge))
        whole = np.zeros(len(between), bool)
        whole[len(match) :] = np.bincount(match, minlength=len(changed)) == 0  # no anchor: the match is one pair
        weight = running_weight(self.tokens.weight, old.key)
        keys = [key[0] for key in self.tokens.keys]
        digits = {sign for sign in set(keys) if sign.isdigit()}
        figure = np.fromiter(map(digits.__contains__, keys), bool, len(keys))[old.key]
        edits = Edits(old, new, weight.data, figure.data)
        pairs = np.concatenate([np.stack([i1, i2, j1, j2], axis=1), between[whole]])
        runs = in_order(np.concatenate([edits.whole(pairs), edits.loose(between[~whole])]))
        runs, match = joined(runs, _match_of(runs, old, new))
        runs, match = clean_edges(runs, match, weight)
        runs = slide(runs, match, old.text, new.text, old.begins.data, new.begins.data)
        return runs, match, np.flatnonzero(anchors.apart & changed[old.unit_match])


def _match_of(runs: Runs, old: Laid, new: Laid) -> Ints:
    """The match of each run. Runs tile both sides, so their places on both together ascend."""
    return np.searchsorted(old.edge + new.edge, runs[:, 1] + runs[:, 3], side="right") - 1


def _as_tokens(runs: Runs, match: Ints, old: Laid, new: Laid) -> tuple[Rows, Ints]:
    """Runs as ops in token indices, cut where a block ends; and the match of each."""
    equal, i1, i2, j1, j2 = runs.T
    has_old, has_new = i2 > i1, j2 > j1
    tag = np.where(equal == 1, EQUAL, np.where(has_old, np.where(has_new, REPLACE, DELETE), INSERT))
    columns = [tag, *_tokens(old, i1, i2, match), *_tokens(new, j1, j2, match)]
    cut = np.zeros(len(runs), bool)
    cut[has_old] |= old.block[i1[has_old]] != old.block[i2[has_old] - 1]
    cut[has_new] |= new.block[j1[has_new]] != new.block[j2[has_new] - 1]
    rows = np.stack(columns, axis=1)
    if not cut.any():
        return rows, match
    at = np.flatnonzero(cut)
    cutter = _Cutter(old, new)
    pieces = [cutter.cut(run, of) for run, of in zip(runs[at].tolist(), match[at].tolist(), strict=True)]
    place = np.concatenate([np.flatnonzero(~cut), np.repeat(at, [len(p) for p in pieces])])
    order = np.argsort(place, kind="stable")
    return np.concatenate([rows[~cut], table(list(itertools.chain(*pieces)))])[order], match[place[order]]


def _tokens(side: Laid, start: Ints, end: Ints, match: Ints) -> tuple[Ints, Ints]:
    """First and last + 1 token of stretches; an empty one stands before the token at its place, or behind the last of
    its match."""
    token = np.append(side.token, 0)
    behind = start == side.edge[match + 1]
    first = np.where(behind, token[start - 1] + 1, token[start])
    return first, np.where(end > start, token[end - 1] + 1, first)


class _Cutter:
    """Cuts runs where blocks end."""

    def __init__(self, old: Laid, new: Laid) -> None:
        self.old, self.new = old, new
        self.ends = tuple((np.flatnonzero(np.diff(side.block) != 0) + 1).tolist() for side in (old, new))

    def _inside(self, side: int, start: int, end: int) -> list[int]:
        """Where blocks end within a stretch."""
        ends = self.ends[side]
        return ends[bisect_right(ends, start) : bisect_left(ends, end)]

    def _token(self, side: Laid, place: int, match: int) -> int:
        return int(side.token[place]) if place < side.edge[match + 1] else int(side.token[place - 1]) + 1

    def cut(self, run: Sequence[int], match: int) -> list[Row]:
        """Ops of one run in which a block ends on either side."""
        equal, i1, i2, j1, j2 = run
        ends_old, ends_new = self._inside(0, i1, i2), self._inside(1, j1, j2)
        if equal:
            points = sorted({i1, i2, *ends_old, *(i1 + end - j1 for end in ends_new)})
            ops: list[Row] = []
            for a, b in itertools.pairwise(points):
                i, j = int(self.old.token[a]), int(self.new.token[j1 + a - i1])
                ops.append((EQUAL, i, i + b - a, j, j + b - a))
            return ops
        i, j = self._token(self.old, i2, match), self._token(self.new, j1, match)
        ops = []
        for a, b in itertools.pairwise([i1, *ends_old, i2]):
            if b > a:
                first = int(self.old.token[a])
                ops.append((DELETE, first, first + b - a, j, j))
        for a, b in itertools.pairwise([j1, *ends_new, j2]):
            if b > a:
                first = int(self.new.token[a])
                ops.append((INSERT, i, i, first, first + b - a))
        return ops
