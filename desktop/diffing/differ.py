"""Word differences of every block match, and the text that moved between matches.

Inside a match the sentence pairs are anchors: each pair is compared word by word, what lies between them only by common
runs of three words or more. Sentences that alignment found elsewhere, and long runs of words that stand elsewhere, are
moves. Everything here is in token indices of the two documents.
"""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from desktop.diffing.cleanup import clean, clean_edges, slide
from desktop.diffing.engine import Run, common_tokens, long_runs, word_runs
from desktop.model.comparison import Match, Tag
from desktop.model.units import UnitPair, Units, block_spans
from desktop.text.tokens import Tokens

Bools = npt.NDArray[np.bool_]

MOVED_RUN = 8
GRAM = 6
PIECE_GAP = 10
PIECE_DRIFT = 4
PIECE_SEEDS = 3
PIECE_WEIGHT = 4.0
GROWTH_SHARE = 0.5
MIN_GROWTH = 3


@dataclass(frozen=True, slots=True)
class TokenOp:
    """A run in token indices; empty sides have start == end at the place where the text would stand."""

    tag: Tag
    i1: int
    i2: int
    j1: int
    j2: int


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

    def __init__(
        self, tokens: Tokens, chars: tuple[str, str], old: Units, new: Units, pairs: Sequence[UnitPair]
    ) -> None:
        self.tokens, self.chars = tokens, chars
        self.units = (old, new)
        self.starts = old.start.tolist(), new.start.tolist()
        self.ends = old.end.tolist(), new.end.tolist()
        self.spans = block_spans(tokens.old.block), block_spans(tokens.new.block)
        self.unit_spans = block_spans(old.block), block_spans(new.block)
        self.partner = {p.old: p for p in pairs}
        self.taken = {p.new for p in pairs}
        weight = tokens.weight
        self.weight = np.concatenate([[0.0], np.cumsum(weight[tokens.old.key], dtype=np.float64)])
        clause = np.fromiter((k in ".,;:()" for k in tokens.keys), bool, len(tokens.keys))
        self.clause = clause[tokens.old.key], clause[tokens.new.key]
        self.new_block = new.block.tolist()

    def run(self, matches: Sequence[Match]) -> tuple[list[list[TokenOp]], list[TokenOp], list[TokenOp]]:
        """Ops of each match (tiling its tokens on both sides), the moves as pairs of equal runs, and the changes inside
        moved sentences."""
        done: list[list[TokenOp]] = []
        match_of_new: dict[int, int] = {b: k for k, m in enumerate(matches) for b in m.new}
        apart: list[UnitPair] = []
        for k, match in enumerate(matches):
            ops, left_over = self._match(k, match, match_of_new)
            done.append(ops)
            apart.extend(left_over)
        free = self._free(done)
        moves, inner = self._moved_sentences(apart, *free)
        moves += self._moved_runs(*free)
        moves += self._moved_pieces(*free)
        moves = [piece for move in moves for piece in self._cut_at_blocks(move)]
        return _mark_moves(done, [*moves, *inner]), moves, inner

    def _cut_at_blocks(self, move: TokenOp) -> list[TokenOp]:
        """A moved run in pieces that lie in one block on either side."""
        old, new = self.tokens.old.block[move.i1 : move.i2], self.tokens.new.block[move.j1 : move.j2]
        cuts = [0, *(np.flatnonzero((old[1:] != old[:-1]) | (new[1:] != new[:-1])) + 1).tolist(), len(old)]
        return [
            TokenOp(Tag.MOVE, move.i1 + a, move.i1 + b, move.j1 + a, move.j1 + b) for a, b in itertools.pairwise(cuts)
        ]

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

    def _match(self, index: int, match: Match, match_of_new: dict[int, int]) -> tuple[list[TokenOp], list[UnitPair]]:
        apart: list[UnitPair] = []
        if not match.old or not match.new:
            side, blocks = (0, match.old) if match.old else (1, match.new)
            if side == 0:
                apart = [
                    self.partner[u]
                    for b in blocks
                    for u in range(*self.unit_spans[0].get(b, (0, 0)))
                    if u in self.partner
                ]
            ops = []
            for b in blocks:
                s, e = self.spans[side].get(b, (0, 0))
                if e > s:
                    ops.append(TokenOp(Tag.DELETE, s, e, 0, 0) if side == 0 else TokenOp(Tag.INSERT, 0, 0, s, e))
            return ops, apart
        left, right = self._side(match.old, 0), self._side(match.new, 1)
        if left.text == right.text:
            runs: list[Run] = [(True, 0, len(left.text), 0, len(right.text))] if left.text else []
        else:
            anchors, apart = self._anchors(index, match, left, right, match_of_new)
            runs = self._runs(left, right, anchors)
        return _to_tokens(runs, left, right), apart

    def _anchors(
        self, index: int, match: Match, left: _Side, right: _Side, match_of_new: dict[int, int]
    ) -> tuple[list[tuple[int, int, int, int]], list[UnitPair]]:
        """Sentence pairs of the match in order, as (i1, i2, j1, j2) of the joined texts; the others are apart."""
        units_old, units_new = self._units(match.old, 0, left), self._units(match.new, 1, right)
        place_new = {u: (a, b) for u, a, b in units_new}
        rising: list[tuple[int, int, int, int]] = []
        apart: list[UnitPair] = []
        last = -1
        for u, a, b in units_old:
            pair = self.partner.get(u)
            if pair is None:
                continue
            where = place_new.get(pair.new)
            if where is None or where[0] <= last:
                apart.append(pair)
                continue
            rising.append((a, b, *where))
            last = where[0]
        free_old = [(a, b) for u, a, b in units_old if u not in self.partner]
        free_new = [(a, b) for u, a, b in units_new if u not in self.taken]
        return self._grow(rising, free_old, free_new, left.text, right.text), apart

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
        clause = self._clauses(left, 0), self._clauses(right, 1)
        if not anchors:
            return slide(clean_edges(clean(word_runs(x, y), weight), weight), x, y, *clause)
        out: list[Run] = []
        i = j = 0
        for i1, i2, j1, j2 in [*anchors, (len(x), len(x), len(y), len(y))]:
            if i1 > i or j1 > j:
                gap = long_runs(x[i:i1], y[j:j1]) if i1 > i and j1 > j else [(False, 0, i1 - i, 0, j1 - j)]
                _extend(out, clean(_shift(gap, i, j), weight))
            if i2 > i1 or j2 > j1:
                p, q = x[i1:i2], y[j1:j2]
                pair = [(True, 0, len(p), 0, len(q))] if p == q else word_runs(p, q)
                _extend(out, clean(_shift(pair, i1, j1), weight))
            i, j = i2, j2
        return slide(clean_edges(out, weight), x, y, *clause)

    def _weights(self, side: _Side) -> list[float]:
        if len(side.pieces) == 1:
            _, first, size = side.pieces[0]
            return [float(w) for w in (self.weight[first : first + size + 1] - self.weight[first]).tolist()]
        total = [0.0]
        for _, first, size in side.pieces:
            base = total[-1]
            total += (self.weight[first + 1 : first + size + 1] - self.weight[first] + base).tolist()
        return total

    def _clauses(self, side: _Side, which: int) -> list[bool]:
        """Whether a token begins a clause: it follows a sign or begins the text, or is a sign that joins a new part."""
        signs = (
            np.concatenate([self.clause[which][a : a + n] for _, a, n in side.pieces])
            if side.pieces
            else np.zeros(0, bool)
        )
        begins = np.zeros(len(signs), bool)
        begins[:1] = True
        begins[1:] = signs[:-1]
        result: list[bool] = begins.tolist()
        return result

    # ---- moves -------------------------------------------------------------------------------------------------

    def _moved_sentences(
        self, apart: Sequence[UnitPair], free_old: Bools, free_new: Bools
    ) -> tuple[list[TokenOp], list[TokenOp]]:
        """Equal runs of sentence pairs that stand in different matches, and what changed between them. Words that some
        match already has stay there."""
        moves: list[TokenOp] = []
        inner: list[TokenOp] = []
        for pair in apart:
            i1, i2 = self.starts[0][pair.old], self.ends[0][pair.old]
            j1, j2 = self.starts[1][pair.new], self.ends[1][pair.new]
            carried = self._carried(i1, i2, j1, j2)
            whole = bool(free_old[i1:i2].all() and free_new[j1:j2].all())
            at_i, at_j = i1, j1
            for a, b, c in [*carried, (i2 - i1, i2 - i1, j2 - j1)]:
                if whole and (i1 + a > at_i or j1 + c > at_j):
                    inner.append(TokenOp(_tag(False, at_i, i1 + a, at_j, j1 + c), at_i, i1 + a, at_j, j1 + c))
                    free_old[at_i : i1 + a] = False
                    free_new[at_j : j1 + c] = False
                moves += _free_parts(i1 + a, j1 + c, b - a, free_old, free_new)
                at_i, at_j = i1 + b, j1 + c + b - a
        return moves, inner

    def _carried(self, i1: int, i2: int, j1: int, j2: int) -> list[tuple[int, int, int]]:
        """Equal runs of a moved stretch as (start, end, start in new), relative: those of three tokens or a content
        word. The stretch is known to be one text, so lighter runs count than between texts that only stand beside
        each other."""
        runs = word_runs(self.chars[0][i1:i2], self.chars[1][j1:j2])
        return [
            (a, b, c)
            for equal, a, b, c, _ in runs
            if equal and (b - a >= 3 or self.weight[i1 + b] - self.weight[i1 + a] >= 1)
        ]

    def _moved_runs(self, free_old: Bools, free_new: Bools) -> list[TokenOp]:
        """Runs of eight equal words and more that went out in one place and came in at another."""
        grams_old, grams_new = _grams(self.tokens.old.key, free_old), _grams(self.tokens.new.key, free_new)
        if not len(grams_old[0]) or not len(grams_new[0]):
            return []
        values_old, first_old, count_old = np.unique(grams_old[0], return_index=True, return_counts=True)
        values_new, first_new, count_new = np.unique(grams_new[0], return_index=True, return_counts=True)
        _, a, b = np.intersect1d(
            values_old[count_old == 1], values_new[count_new == 1], assume_unique=True, return_indices=True
        )
        at_old = grams_old[1][first_old[count_old == 1][a]].tolist()
        at_new = grams_new[1][first_new[count_new == 1][b]].tolist()
        found: list[TokenOp] = []
        key_old, key_new = self.tokens.old.key, self.tokens.new.key
        word = self.tokens.word
        for i, j in sorted(zip(at_old, at_new, strict=True)):
            if not (free_old[i] and free_new[j]):
                continue
            lo_i, lo_j = i, j
            while (
                lo_i > 0
                and lo_j > 0
                and free_old[lo_i - 1]
                and free_new[lo_j - 1]
                and key_old[lo_i - 1] == key_new[lo_j - 1]
            ):
                lo_i, lo_j = lo_i - 1, lo_j - 1
            hi_i, hi_j = i, j
            while (
                hi_i < len(key_old)
                and hi_j < len(key_new)
                and free_old[hi_i]
                and free_new[hi_j]
                and key_old[hi_i] == key_new[hi_j]
            ):
                hi_i, hi_j = hi_i + 1, hi_j + 1
            if int(word[key_old[lo_i:hi_i]].sum()) >= MOVED_RUN:
                found.append(TokenOp(Tag.MOVE, lo_i, hi_i, lo_j, hi_j))
                free_old[lo_i:hi_i] = False
                free_new[lo_j:hi_j] = False
        return found

    def _moved_pieces(self, free_old: Bools, free_new: Bools) -> list[TokenOp]:
        """Moved text that was also rewritten: pairs of words that are left over once on either side, close together
        in the same order. The stretch they span is compared word by word."""
        left, right = _pairs_of_words(self.tokens, 0, free_old), _pairs_of_words(self.tokens, 1, free_new)
        _, a, b = np.intersect1d(left[0], right[0], assume_unique=True, return_indices=True)
        seeds = sorted(zip(left[1][a].tolist(), right[1][b].tolist(), strict=True))
        groups: list[list[tuple[int, int]]] = []
        for i, j in seeds:
            for group in groups[-3:][::-1]:
                di, dj = i - group[-1][0], j - group[-1][1]
                if 0 < di <= PIECE_GAP and 0 < dj <= PIECE_GAP and abs(di - dj) <= PIECE_DRIFT:
                    group.append((i, j))
                    break
            else:
                groups.append([(i, j)])
        moves: list[TokenOp] = []
        for group in groups:
            if len(group) < PIECE_SEEDS:
                continue
            i1, i2, j1, j2 = group[0][0], group[-1][0] + 2, group[0][1], group[-1][1] + 2
            equal = self._carried(i1, i2, j1, j2)
            content = sum(float(self.weight[i1 + p[1]] - self.weight[i1 + p[0]]) for p in equal)
            if content >= PIECE_WEIGHT:
                for start, end, other in equal:
                    moves += _free_parts(i1 + start, j1 + other, end - start, free_old, free_new)
        return moves

    def _free(self, done: Sequence[Sequence[TokenOp]]) -> tuple[Bools, Bools]:
        """Tokens of either side that no match found equal."""
        free_old, free_new = np.ones(len(self.tokens.old), bool), np.ones(len(self.tokens.new), bool)
        for ops in done:
            for op in ops:
                if op.tag is Tag.EQUAL:
                    free_old[op.i1 : op.i2] = False
                    free_new[op.j1 : op.j2] = False
        return free_old, free_new


def _free_parts(i: int, j: int, size: int, free_old: Bools, free_new: Bools) -> list[TokenOp]:
    """The stretches of an equal run that are free on both sides; they are taken."""
    parts: list[TokenOp] = []
    at = 0
    while at < size:
        end = at
        while end < size and free_old[i + end] and free_new[j + end]:
            end += 1
        if end - at >= 1:
            parts.append(TokenOp(Tag.MOVE, i + at, i + end, j + at, j + end))
            free_old[i + at : i + end] = False
            free_new[j + at : j + end] = False
        at = max(end, at) + 1
    return parts


def _pairs_of_words(tokens: Tokens, side: int, free: Bools) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Pairs of neighbouring free words that occur once among the free words of a side: (pair, token index), by pair."""
    row = tokens.old if side == 0 else tokens.new
    word = tokens.word[row.key]
    at = np.flatnonzero(free[:-1] & free[1:] & word[:-1] & word[1:]) if len(row) > 1 else np.zeros(0, np.int64)
    heavy = (tokens.weight[row.key[at]] + tokens.weight[row.key[at + 1]]) >= 1 if len(at) else np.zeros(0, bool)
    at = at[heavy]
    pair = row.key[at].astype(np.int64) << 32 | row.key[at + 1] if len(at) else np.zeros(0, np.int64)
    values, first, count = np.unique(pair, return_index=True, return_counts=True)
    return values[count == 1], at[first[count == 1]]


def _grams(key: np.ndarray, free: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Hashes of six free tokens in a row, and where they begin."""
    n = len(key) - GRAM + 1
    if n <= 0 or not free.any():
        return np.zeros(0, np.uint64), np.zeros(0, np.int64)
    whole = np.concatenate([[0], np.cumsum(~free)])
    at = np.flatnonzero(whole[GRAM:] == whole[:n])
    value = np.zeros(len(at), np.uint64)
    for k in range(GRAM):
        value = value * np.uint64(0x9E3779B97F4A7C15) + key[at + k].astype(np.uint64) + np.uint64(1)
    return value, at


def _shift(runs: Sequence[Run], i: int, j: int) -> list[Run]:
    return [(equal, a + i, b + i, c + j, d + j) for equal, a, b, c, d in runs]


def _extend(out: list[Run], runs: Sequence[Run]) -> None:
    for run in runs:
        if out and out[-1][0] == run[0]:
            last = out[-1]
            out[-1] = (run[0], last[1], run[2], last[3], run[4])
        else:
            out.append(run)


def _to_tokens(runs: Sequence[Run], left: _Side, right: _Side) -> list[TokenOp]:
    """Runs of the joined texts as ops in token indices, cut where a block ends."""
    if len(left.pieces) == 1 and len(right.pieces) == 1:
        i0, j0 = left.pieces[0][1], right.pieces[0][1]
        return [TokenOp(_tag(e, a, b, c, d), i0 + a, i0 + b, j0 + c, j0 + d) for e, a, b, c, d in runs]
    ops: list[TokenOp] = []
    cuts_left = [v + n for v, _, n in left.pieces]
    cuts_right = [v + n for v, _, n in right.pieces]
    for equal, a, b, c, d in runs:
        if equal:
            points = sorted({a, b} | {x for x in cuts_left if a < x < b} | {a + y - c for y in cuts_right if c < y < d})
            for p, q in itertools.pairwise(points):
                i, j = left.token(p), right.token(c + p - a)
                ops.append(TokenOp(Tag.EQUAL, i, i + q - p, j, j + q - p))
            continue
        old = [a, *(x for x in cuts_left if a < x < b), b] if b > a else []
        new = [c, *(y for y in cuts_right if c < y < d), d] if d > c else []
        if len(old) == 2 and len(new) == 2:
            i, j = left.token(a), right.token(c)
            ops.append(TokenOp(Tag.REPLACE, i, i + b - a, j, j + d - c))
            continue
        j = right.token(c) if right.pieces else 0
        for p, q in itertools.pairwise(old):
            i = left.token(p)
            ops.append(TokenOp(Tag.DELETE, i, i + q - p, j, j))
        i = left.token(b) if left.pieces else 0
        for p, q in itertools.pairwise(new):
            j = right.token(p)
            ops.append(TokenOp(Tag.INSERT, i, i, j, j + q - p))
    return ops


def _tag(equal: bool, a: int, b: int, c: int, d: int) -> Tag:
    if equal:
        return Tag.EQUAL
    return Tag.REPLACE if b > a and d > c else Tag.DELETE if b > a else Tag.INSERT


def _mark_moves(done: Sequence[Sequence[TokenOp]], moves: Sequence[TokenOp]) -> list[list[TokenOp]]:
    """Cut the moved words out of deletions and insertions, as one-sided MOVE ops."""
    if not moves:
        return [list(ops) for ops in done]
    old = sorted((m.i1, m.i2) for m in moves if m.i2 > m.i1)
    new = sorted((m.j1, m.j2) for m in moves if m.j2 > m.j1)
    result = []
    for ops in done:
        marked: list[TokenOp] = []
        for op in ops:
            if op.tag is Tag.EQUAL:
                marked.append(op)
                continue
            parts_old = cut_at_moves(op.i1, op.i2, old)
            parts_new = cut_at_moves(op.j1, op.j2, new)
            if not any(m for _, _, m in parts_old) and not any(m for _, _, m in parts_new):
                marked.append(op)
                continue
            marked += [TokenOp(Tag.MOVE if m else Tag.DELETE, a, b, op.j1, op.j1) for a, b, m in parts_old]
            marked += [TokenOp(Tag.MOVE if m else Tag.INSERT, op.i2, op.i2, a, b) for a, b, m in parts_new]
        result.append(marked)
    return result


def cut_at_moves(start: int, end: int, moved: Sequence[tuple[int, int]]) -> list[tuple[int, int, bool]]:
    parts: list[tuple[int, int, bool]] = []
    at = start
    k = max(0, bisect_right(moved, (start, 1 << 60)) - 1)
    while at < end and k < len(moved):
        lo, hi = max(moved[k][0], at), min(moved[k][1], end)
        if lo >= end:
            break
        if hi > lo:
            if lo > at:
                parts.append((at, lo, False))
            parts.append((lo, hi, True))
            at = hi
        k += 1
    if at < end:
        parts.append((at, end, False))
    return parts
