"""Text that moved: sentences that alignment found elsewhere, and long runs of words that stand elsewhere.

Everything is in token indices of the two documents. Words that some match already has in common stay there.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from desktop.diffing.cleanup import CONTENT, LIGHT
from desktop.diffing.engine import word_runs
from desktop.diffing.token_ops import EQUAL, TAGS, MatchOps, TokenOp, covered, tag_of
from desktop.model.comparison import Tag
from desktop.model.units import Units
from desktop.text.tokens import Tokens

Bools = npt.NDArray[np.bool_]

MOVED_RUN = 8
GRAM = 6
PIECE_GAP = 10
PIECE_DRIFT = 4
PIECE_SEEDS = 3
PIECE_WEIGHT = 4


class MoveFinder:
    """Finds what moved in one pair of documents. chars: both documents as word-chars; weight: running total of the
    weights of the old tokens (diffing.cleanup)."""

    def __init__(
        self, tokens: Tokens, chars: tuple[str, str], old: Units, new: Units, weight: npt.NDArray[np.int64]
    ) -> None:
        self.tokens, self.chars, self.weight = tokens, chars, weight
        self.old, self.new = old, new

    def run(self, ops: MatchOps, apart: Sequence[tuple[int, int]]) -> tuple[list[TokenOp], list[TokenOp]]:
        """The moves as pairs of equal runs, and the changes inside moved sentences. apart: sentence pairs that stand in
        different matches, or out of order in one."""
        equal = ops.rows[ops.rows[:, 0] == EQUAL]
        free_old = np.diff(covered(equal[:, 1], equal[:, 2], len(self.tokens.old))) == 0
        free_new = np.diff(covered(equal[:, 3], equal[:, 4], len(self.tokens.new))) == 0
        moves, inner = self._moved_sentences(apart, free_old, free_new)
        moves += self._moved_runs(free_old, free_new)
        moves += self._moved_pieces(free_old, free_new)
        return [piece for move in moves for piece in self._cut_at_blocks(move)], inner

    def _cut_at_blocks(self, move: TokenOp) -> list[TokenOp]:
        """A moved run in pieces that lie in one block on either side."""
        old, new = self.tokens.old.block[move.i1 : move.i2], self.tokens.new.block[move.j1 : move.j2]
        if old[0] == old[-1] and new[0] == new[-1]:
            return [move]
        cuts = [0, *(np.flatnonzero((old[1:] != old[:-1]) | (new[1:] != new[:-1])) + 1).tolist(), len(old)]
        return [
            TokenOp(Tag.MOVE, move.i1 + a, move.i1 + b, move.j1 + a, move.j1 + b) for a, b in itertools.pairwise(cuts)
        ]

    def _moved_sentences(
        self, apart: Sequence[tuple[int, int]], free_old: Bools, free_new: Bools
    ) -> tuple[list[TokenOp], list[TokenOp]]:
        """Equal runs of sentence pairs that stand in different matches, and what changed between them. Words that some
        match already has stay there."""
        moves: list[TokenOp] = []
        inner: list[TokenOp] = []
        for old, new in apart:
            i1, i2 = int(self.old.start[old]), int(self.old.end[old])
            j1, j2 = int(self.new.start[new]), int(self.new.end[new])
            carried = self._carried(i1, i2, j1, j2)
            whole = bool(free_old[i1:i2].all() and free_new[j1:j2].all())
            at_i, at_j = i1, j1
            for a, b, c in [*carried, (i2 - i1, i2 - i1, j2 - j1)]:
                if whole and (i1 + a > at_i or j1 + c > at_j):
                    tag = TAGS[tag_of(False, at_i, i1 + a, at_j, j1 + c)]
                    inner.append(TokenOp(tag, at_i, i1 + a, at_j, j1 + c))
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
            if equal and (b - a >= 3 or self.weight[i1 + b] - self.weight[i1 + a] >= LIGHT)
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
            content = sum(int(self.weight[i1 + p[1]] - self.weight[i1 + p[0]]) for p in equal)
            if content >= PIECE_WEIGHT * CONTENT:
                for start, end, other in equal:
                    moves += _free_parts(i1 + start, j1 + other, end - start, free_old, free_new)
        return moves


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
    at = np.flatnonzero(free[:-1] & free[1:])
    left, right = row.key[at], row.key[at + 1]
    telling = tokens.word[left] & tokens.word[right] & (tokens.weight[left] + tokens.weight[right] >= 1)
    at = at[telling]
    pair = left[telling].astype(np.int64) << 32 | right[telling]
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
