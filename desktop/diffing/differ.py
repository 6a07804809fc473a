"""Word differences of every block match, and the text that moved between matches.

Inside a match the sentence pairs are anchors: each pair is compared word by word, what lies between them only by common
runs of three words or more. Moves are found in what is left (diffing.moves). Everything here is in token indices of the
two documents.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from desktop.diffing.cleanup import clean, clean_edges, running_weight, slide
from desktop.diffing.engine import Run, common_tokens, long_runs, word_runs
from desktop.diffing.moves import MoveFinder
from desktop.diffing.token_ops import (
    DELETE,
    EQUAL,
    INSERT,
    REPLACE,
    MatchOps,
    Row,
    TokenOp,
    mark_moves,
    table,
    tag_of,
)
from desktop.model.comparison import Match
from desktop.model.units import UnitPairs, Units, block_spans
from desktop.model.words import Ids
from desktop.text.tokens import Bools, Tokens

GROWTH_SHARE = 0.5
MIN_GROWTH = 3


@dataclass(slots=True)
class _Side:
    """The tokens of one side of a match as one string, with the pieces it was put together from."""

    text: str
    pieces: list[tuple[int, int, int]]

    def token(self, at: int) -> int:
        """Token index of a place in the joined text."""
        for virtual, first, size in self.pieces:
            if at < virtual + size:
                return first + at - virtual
        virtual, first, size = self.pieces[-1]
        return first + size


class Differ:
    """Compares the matches of one pair of documents. chars: both documents as word-chars."""

    def __init__(self, tokens: Tokens, chars: tuple[str, str], old: Units, new: Units, pairs: UnitPairs) -> None:
        self.tokens, self.chars = tokens, chars
        self.units = (old, new)
        self.starts = old.start.tolist(), new.start.tolist()
        self.ends = old.end.tolist(), new.end.tolist()
        self.spans = block_spans(tokens.old.block), block_spans(tokens.new.block)
        self.unit_spans = block_spans(old.block), block_spans(new.block)
        self.partner = dict(zip(pairs.old.tolist(), pairs.new.tolist(), strict=True))
        self.mate = [-1] * len(old)
        for i, j in self.partner.items():
            self.mate[i] = j
        self.taken = set(self.partner.values())
        clause = np.fromiter((k in ".,;:()" for k in tokens.keys), bool, len(tokens.keys))
        self.clause = clause[tokens.old.key], clause[tokens.new.key]
        figure = np.fromiter((k[0].isdigit() for k in tokens.keys), bool, len(tokens.keys))
        self.figure = figure[tokens.old.key]
        self.weight = running_weight(tokens.weight[tokens.old.key])
        # what is asked about the tokens of one block is a window on all tokens; only joined blocks need a list of it
        self.weight_view: Sequence[int] = self.weight.data
        self.figure_view: Sequence[int] = self.figure.data
        begins = _begins(self.clause[0], tokens.old.block), _begins(self.clause[1], tokens.new.block)
        self.begin_views: tuple[Sequence[int], Sequence[int]] = begins[0].data, begins[1].data
        self.moves = MoveFinder(tokens, chars, old, new, self.weight)

    def run(self, matches: Sequence[Match]) -> tuple[MatchOps, list[TokenOp], list[TokenOp]]:
        """Ops of each match (tiling its tokens on both sides), the moves as pairs of equal runs, and the changes inside
        moved sentences."""
        rows: list[Row] = []
        ends = [0]
        apart: list[tuple[int, int]] = []
        for match in matches:
            self._match(match, rows, apart)
            ends.append(len(rows))
        owner = np.repeat(np.arange(len(matches)), np.diff(ends))
        ops = MatchOps(table(rows), owner, len(matches))
        moves, inner = self.moves.run(ops, apart)
        return mark_moves(ops, [*moves, *inner], (len(self.tokens.old), len(self.tokens.new))), moves, inner

    # ---- one match ---------------------------------------------------------------------------------------------

    def _side(self, blocks: Sequence[int], side: int) -> _Side:
        spans = [self.spans[side].get(b, (0, 0)) for b in blocks]
        if len(spans) == 1:
            a, b = spans[0]
            return _Side(self.chars[side][a:b], [(0, a, b - a)])
        pieces, at = [], 0
        for a, b in spans:
            pieces.append((at, a, b - a))
            at += b - a
        return _Side("".join(self.chars[side][a:b] for a, b in spans), pieces)

    def _match(self, match: Match, rows: list[Row], apart: list[tuple[int, int]]) -> None:
        """Add the ops of a match to the rows, and its sentence pairs that stand elsewhere to those apart."""
        if not match.changed and len(match.old) == len(match.new) == 1:
            (a, b), (c, d) = (self.spans[k].get(x, (0, 0)) for k, x in enumerate((*match.old, *match.new)))
            if b > a:
                rows.append((EQUAL, a, b, c, d))
            return
        if match.old and match.new:
            left, right = self._side(match.old, 0), self._side(match.new, 1)
            if left.text != right.text:
                rows += _to_tokens(self._runs(left, right, self._anchors(match, left, right, apart)), left, right)
            elif left.text:
                rows += _to_tokens([(True, 0, len(left.text), 0, len(right.text))], left, right)
            return
        for b in match.old:
            start, end = self.spans[0].get(b, (0, 0))
            if end > start:
                rows.append((DELETE, start, end, 0, 0))
            apart += [(u, self.partner[u]) for u in range(*self.unit_spans[0].get(b, (0, 0))) if u in self.partner]
        for b in match.new:
            start, end = self.spans[1].get(b, (0, 0))
            if end > start:
                rows.append((INSERT, 0, 0, start, end))

    def _anchors(
        self, match: Match, left: _Side, right: _Side, apart: list[tuple[int, int]]
    ) -> list[tuple[int, int, int, int]]:
        """Sentence pairs of the match in order, as (i1, i2, j1, j2) of the joined texts; the others are apart."""
        if len(match.old) == len(match.new) == 1:
            (lo, hi), (low, high) = (self.unit_spans[k].get(b, (0, 0)) for k, b in enumerate((*match.old, *match.new)))
            if self.mate[lo:hi] == list(range(low, high)):  # each sentence is paired with the one at its place
                i, j = left.pieces[0][1], right.pieces[0][1]
                old = zip(self.starts[0][lo:hi], self.ends[0][lo:hi], strict=True)
                new = zip(self.starts[1][low:high], self.ends[1][low:high], strict=True)
                return [(a - i, b - i, c - j, d - j) for (a, b), (c, d) in zip(old, new, strict=True)]
        units_old, units_new = self._units(match.old, 0, left), self._units(match.new, 1, right)
        place_new = {u: (a, b) for u, a, b in units_new}
        rising: list[tuple[int, int, int, int]] = []
        last = -1
        for u, a, b in units_old:
            pair = self.partner.get(u)
            if pair is None:
                continue
            where = place_new.get(pair)
            if where is None or where[0] <= last:
                apart.append((u, pair))
                continue
            rising.append((a, b, *where))
            last = where[0]
        free_old = [(a, b) for u, a, b in units_old if u not in self.partner]
        free_new = [(a, b) for u, a, b in units_new if u not in self.taken]
        return self._grow(rising, free_old, free_new, left.text, right.text)

    def _units(self, blocks: Sequence[int], side: int, whole: _Side) -> list[tuple[int, int, int]]:
        result = []
        for block, (virtual, first, _) in zip(blocks, whole.pieces, strict=True):
            lo, hi = self.unit_spans[side].get(block, (0, 0))
            for u in range(lo, hi):
                result.append((u, virtual + self.starts[side][u] - first, virtual + self.ends[side][u] - first))
        return result

    def _grow(
        self,
        anchors: list[tuple[int, int, int, int]],
        free_old: list[tuple[int, int]],
        free_new: list[tuple[int, int]],
        left: str,
        right: str,
    ) -> list[tuple[int, int, int, int]]:
        """Let an anchor take a free sentence beside it when half of that sentence's words are its own: split
        sentences."""
        if not free_old and not free_new:
            return anchors
        starts_old, ends_old = {a: b for a, b in free_old}, {b: a for a, b in free_old}
        starts_new, ends_new = {a: b for a, b in free_new}, {b: a for a, b in free_new}
        grown = []
        for i1, i2, j1, j2 in anchors:
            if left[i1:i2] == right[j1:j2]:
                grown.append((i1, i2, j1, j2))
                continue
            base = common_tokens(left[i1:i2], right[j1:j2])
            for _ in range(8):
                trials = [
                    (i1, i2, j1, starts_new.get(j2, -1)),
                    (i1, starts_old.get(i2, -1), j1, j2),
                    (i1, i2, ends_new.get(j1, -1), j2),
                    (ends_old.get(i1, -1), i2, j1, j2),
                ]
                for trial in trials:
                    if min(trial) < 0:
                        continue
                    added = (trial[1] - trial[0]) - (i2 - i1) + (trial[3] - trial[2]) - (j2 - j1)
                    common = common_tokens(left[trial[0] : trial[1]], right[trial[2] : trial[3]])
                    if common - base >= max(MIN_GROWTH, GROWTH_SHARE * added):
                        base = common
                        i1, i2, j1, j2 = trial
                        break
                else:
                    break
            if grown and (i1 < grown[-1][1] or j1 < grown[-1][3]):
                i1, j1 = max(i1, grown[-1][1]), max(j1, grown[-1][3])
            grown.append((i1, i2, j1, j2))
        return grown

    def _runs(self, left: _Side, right: _Side, anchors: list[tuple[int, int, int, int]]) -> list[Run]:
        x, y = left.text, right.text
        weight = self._weights(left)
        figures = self._figures(left)
        clause = self._clauses(left, 0), self._clauses(right, 1)
        if not anchors:
            return slide(clean_edges(clean(word_runs(x, y), weight, figures), weight), x, y, *clause)
        out: list[Run] = []
        i = j = 0
        for i1, i2, j1, j2 in [*anchors, (len(x), len(x), len(y), len(y))]:
            if i1 > i or j1 > j:
                gap = long_runs(x[i:i1], y[j:j1]) if i1 > i and j1 > j else [(False, 0, i1 - i, 0, j1 - j)]
                _extend(out, clean(_shift(gap, i, j), weight, figures))
            p, q = x[i1:i2], y[j1:j2]
            if p != q:
                _extend(out, clean(_shift(word_runs(p, q), i1, j1), weight, figures))
            elif p:
                _extend(out, [(True, i1, i2, j1, j2)])
            i, j = i2, j2
        return slide(clean_edges(out, weight), x, y, *clause)

    def _figures(self, side: _Side) -> Sequence[int]:
        """Whether each token of the old side of a match is a figure."""
        if len(side.pieces) == 1:
            _, first, size = side.pieces[0]
            return self.figure_view[first : first + size]
        return [f for _, first, size in side.pieces for f in self.figure[first : first + size].tolist()]

    def _weights(self, side: _Side) -> Sequence[int]:
        """Running total of the weights of the old side of a match from anywhere on, shape (tokens + 1,)."""
        if len(side.pieces) == 1:
            _, first, size = side.pieces[0]
            return self.weight_view[first : first + size + 1]
        total = [0]
        for _, first, size in side.pieces:
            base = total.pop()
            total += (self.weight[first : first + size + 1] - (int(self.weight[first]) - base)).tolist()
        return total

    def _clauses(self, side: _Side, which: int) -> Sequence[int]:
        """Whether a token begins a clause: it follows a sign or begins the text."""
        if len(side.pieces) == 1:
            _, first, size = side.pieces[0]
            return self.begin_views[which][first : first + size]
        signs: list[bool] = [True]
        for _, first, size in side.pieces:
            signs += self.clause[which][first : first + size].tolist()
        return signs[:-1]


def _begins(sign: Bools, block: Ids) -> Bools:
    """Whether each token follows a sign or begins its block. sign: whether each token is one."""
    begins = np.ones(len(sign), bool)
    begins[1:] = sign[:-1] | (block[1:] != block[:-1])
    return begins


def _shift(runs: Sequence[Run], i: int, j: int) -> list[Run]:
    return [(equal, a + i, b + i, c + j, d + j) for equal, a, b, c, d in runs]


def _extend(out: list[Run], runs: Sequence[Run]) -> None:
    for run in runs:
        if out and out[-1][0] == run[0]:
            last = out[-1]
            out[-1] = (run[0], last[1], run[2], last[3], run[4])
        else:
            out.append(run)


def _to_tokens(runs: Sequence[Run], left: _Side, right: _Side) -> list[Row]:
    """Runs of the joined texts as ops in token indices, cut where a block ends."""
    if len(left.pieces) == 1 and len(right.pieces) == 1:
        i0, j0 = left.pieces[0][1], right.pieces[0][1]
        return [(tag_of(e, a, b, c, d), i0 + a, i0 + b, j0 + c, j0 + d) for e, a, b, c, d in runs]
    ops: list[Row] = []
    cuts_left = [v + n for v, _, n in left.pieces]
    cuts_right = [v + n for v, _, n in right.pieces]
    for equal, a, b, c, d in runs:
        if equal:
            points = sorted({a, b} | {x for x in cuts_left if a < x < b} | {a + y - c for y in cuts_right if c < y < d})
            for p, q in itertools.pairwise(points):
                i, j = left.token(p), right.token(c + p - a)
                ops.append((EQUAL, i, i + q - p, j, j + q - p))
            continue
        old = [a, *(x for x in cuts_left if a < x < b), b] if b > a else []
        new = [c, *(y for y in cuts_right if c < y < d), d] if d > c else []
        if len(old) == 2 and len(new) == 2:
            i, j = left.token(a), right.token(c)
            ops.append((REPLACE, i, i + b - a, j, j + d - c))
            continue
        j = right.token(c) if right.pieces else 0
        for p, q in itertools.pairwise(old):
            i = left.token(p)
            ops.append((DELETE, i, i + q - p, j, j))
        i = left.token(b) if left.pieces else 0
        for p, q in itertools.pairwise(new):
            j = right.token(p)
            ops.append((INSERT, i, i, j, j + q - p))
    return ops
