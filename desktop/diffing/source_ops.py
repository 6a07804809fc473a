"""Ops in the two files as decoded: every code point of either file is in one op of its side, in order.

Main ops rise on both sides. A block match that stands out of order on the new side, and moved sentences, become `move`
ops: their old span is covered at its old place, their new span at its new place. All is done on columns; only where
something moved are ops made one by one.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from desktop.diffing.token_ops import (
    DELETE,
    EQUAL,
    INSERT,
    MOVE,
    REPLACE,
    TAGS,
    MatchOps,
    Row,
    TokenOp,
    covered,
    cut_at_moves,
    table,
)
from desktop.model.comparison import Ops
from desktop.model.document import Document
from desktop.model.matched import Matched
from desktop.model.words import Ids
from desktop.text.tokens import TokenRow, Tokens

Edges = Ids
Spans = npt.NDArray[np.int64]
"""Shape (n, 4): a run from i1 to i2 and from j1 to j2."""


def source_ops(
    old: Document,
    new: Document,
    tokens: Tokens,
    matches: Matched,
    ops: MatchOps,
    moves: Sequence[TokenOp],
) -> Ops:
    """Lay the ops of all matches along both files."""
    if not len(tokens.old) or not len(tokens.new):
        return _whole(old.source, new.source, nothing=not len(tokens.old) and not len(tokens.new))
    (edges_old, rank_old), (edges_new, rank_new) = _edges(old, tokens.old), _edges(new, tokens.new)
    equal, jumps = _equal_runs(tokens, matches, ops)
    moved = np.asarray([(m.i1, m.i2, m.j1, m.j2) for m in moves], np.int64).reshape(-1, 4)
    equal = _as_in_file(equal, rank_old, rank_new)
    jumps = _as_in_file(np.concatenate([moved, jumps]), rank_old, rank_new)
    main, crossing = _rising(equal[np.argsort(equal[:, 0], kind="stable")])
    jumps = np.concatenate([jumps, crossing])
    rows = _lay(main, jumps, len(tokens.old), len(tokens.new))
    tag, i1, i2, j1, j2 = rows.T
    spans = np.stack([edges_old[i1], edges_old[i2], edges_new[j1], edges_new[j2]], axis=1)
    shown = (spans[:, 1] > spans[:, 0]) | (spans[:, 3] > spans[:, 2])
    return Ops([TAGS[k] for k in tag[shown].tolist()], spans[shown])


def _equal_runs(tokens: Tokens, matches: Matched, ops: MatchOps) -> tuple[Spans, Spans]:
    """Runs of equal tokens of matches that keep their order, and of the others."""
    both, rising = matches.both[ops.owner], ~matches.moved[ops.owner]
    tag, i1, i2 = ops.rows[:, 0], ops.rows[:, 1], ops.rows[:, 2]
    # a lone full stop between two changes is no common text; it goes with them
    words = np.zeros(len(tokens.old) + 1, np.int32)
    np.cumsum(tokens.word[tokens.old.key], out=words[1:])
    alone = np.diff(ops.first)[ops.owner] == 1
    equal = (tag == EQUAL) & both
    main = equal & rising & (alone | (words[i2] > words[i1]))
    return ops.rows[main, 1:], ops.rows[equal & ~rising, 1:]


def _lay(main: Spans, jumps: Spans, size_old: int, size_new: int) -> npt.NDArray[np.int64]:
    """Ops in token indices, in the order of the file: the main runs and what lies between them."""
    a, b, c, d = np.concatenate([main, [[size_old, size_old, size_new, size_new]]]).T
    i, j = np.concatenate([[0], b[:-1]]), np.concatenate([[0], d[:-1]])
    moved_old, moved_new = covered(jumps[:, 0], jumps[:, 1], size_old), covered(jumps[:, 2], jumps[:, 3], size_new)
    moved = (moved_old[a] > moved_old[i]) | (moved_new[c] > moved_new[j])
    plain = np.flatnonzero(~moved & ((a > i) | (c > j)))
    tag = np.where(a > i, np.where(c > j, REPLACE, DELETE), INSERT)
    gaps = np.stack([tag, i, a, j, c], axis=1)
    rows, place = [gaps[plain]], [2 * plain]
    crossed = _Crossed(jumps.tolist())
    at = np.flatnonzero(moved)
    cut = [crossed.gap((i1, i2), (j1, j2)) for _, i1, i2, j1, j2 in gaps[at].tolist()]
    rows.append(table(list(itertools.chain(*cut))))
    place.append(np.repeat(2 * at, [len(ops) for ops in cut]))
    rows.append(np.insert(main, 0, EQUAL, axis=1))
    place.append(2 * np.arange(len(main)) + 1)
    order = np.argsort(np.concatenate(place), kind="stable")
    return np.concatenate(rows)[order]


class _Crossed:
    """Gaps of the main line in which words stand that moved. jumps: where moved runs stand on both sides."""

    def __init__(self, jumps: Sequence[list[int]]) -> None:
        self.old = sorted((a, b) for a, b, _, _ in jumps)
        self.new = sorted((c, d) for _, _, c, d in jumps)
        self.by_new = {(c, d): (a, b) for a, b, c, d in sorted(jumps)}

    def gap(self, old: tuple[int, int], new: tuple[int, int]) -> list[Row]:
        """Ops of one gap. Moved words have their op on the new side; on the old side they are left to that op."""
        left = [(a, b) for a, b, moved in cut_at_moves(*old, self.old) if not moved]
        right = cut_at_moves(*new, self.new)
        if len(left) == len(right) == 1 and not right[0][2]:
            return [(REPLACE, *left[0], *right[0][:2])]
        rows: list[Row] = [(DELETE, a, b, new[0], new[0]) for a, b in left]
        for c, d, moved in right:
            if moved and (c, d) in self.by_new:
                rows.append((MOVE, *self.by_new[c, d], c, d))
            else:
                rows.append((INSERT, old[1], old[1], c, d))
        return rows


def _whole(old: str, new: str, nothing: bool) -> Ops:
    """Both files in one op, when one of them has no words; nothing: neither has."""
    tag = EQUAL if nothing else REPLACE if old and new else DELETE if old else INSERT
    size = 1 if old or new else 0
    return Ops([TAGS[tag]] * size, np.asarray([[0, len(old), 0, len(new)]] * size, np.int64).reshape(-1, 4))


def _edges(document: Document, row: TokenRow) -> tuple[Edges, Edges | None]:
    """Where the share of each token begins in the file, in the order of the file, and each token's rank in that order.

    The first token takes what stands before it, each takes what stands up to the next. The rank is None where tokens
    stand in the order of the file: nearly always; a paragraph that goes on behind a footnote makes the exception.
    """
    at = document.origin.all_to_source(row.start.astype(np.int64)).astype(np.int32)
    first = np.concatenate([[True], row.block[1:] != row.block[:-1]])
    marker = np.fromiter((b.marker_at for b in document.blocks), np.int64, len(document.blocks))[row.block[first]]
    at[first] = np.where((marker >= 0) & (marker < at[first]), marker, at[first])
    rank: Edges | None = None
    if bool((at[1:] < at[:-1]).any()):
        order = np.argsort(at, kind="stable")
        rank = np.empty(len(order), np.int32)
        rank[order] = np.arange(len(order), dtype=np.int32)
        at = at[order]
    edges: Edges = np.append(at, np.int32(len(document.source)))
    edges[0] = 0
    return edges, rank


def _as_in_file(runs: Spans, rank_old: Edges | None, rank_new: Edges | None) -> Spans:
    """Runs of equal tokens in the order of the files, cut where they do not run on in both."""
    if rank_old is None and rank_new is None:
        return runs
    ranks = [
        np.arange(int(runs[:, k].max(initial=0))) if rank is None else rank
        for k, rank in ((1, rank_old), (3, rank_new))
    ]
    breaks = [np.flatnonzero(np.diff(rank) != 1) + 1 for rank in ranks]
    whole = np.ones(len(runs), bool)
    for k, cut in ((0, breaks[0]), (2, breaks[1])):
        whole &= np.searchsorted(cut, runs[:, k], side="right") == np.searchsorted(cut, runs[:, k + 1])
    i1, i2, j1, j2 = runs[whole].T
    kept = np.stack([ranks[0][i1], ranks[0][i2 - 1] + 1, ranks[1][j1], ranks[1][j2 - 1] + 1], axis=1)
    cut_up = [
        (int(old[a]), int(old[b - 1]) + 1, int(new[a]), int(new[b - 1]) + 1)
        for i1, i2, j1, j2 in runs[~whole].tolist()
        for old, new in [(ranks[0][i1:i2], ranks[1][j1:j2])]
        for a, b in itertools.pairwise(
            [0, *(np.flatnonzero((np.diff(old) != 1) | (np.diff(new) != 1)) + 1).tolist(), len(old)]
        )
    ]
    return np.concatenate([kept, np.asarray(cut_up, np.int64).reshape(-1, 4)])


def _rising(runs: Spans) -> tuple[Spans, Spans]:
    """Runs, sorted by their old place, that rise on the new side, too, and the others; of two that cross the longer one
    stays."""
    if bool((runs[1:, 0] >= runs[:-1, 1]).all() and (runs[1:, 2] >= runs[:-1, 3]).all()):
        return runs, runs[:0]
    kept: list[int] = []
    rows = runs.tolist()
    for k, run in enumerate(rows):
        while kept and run[2] < rows[kept[-1]][3] and run[1] - run[0] > rows[kept[-1]][1] - rows[kept[-1]][0]:
            kept.pop()
        if not kept or (run[0] >= rows[kept[-1]][1] and run[2] >= rows[kept[-1]][3]):
            kept.append(k)
    stays = np.zeros(len(runs), bool)
    stays[kept] = True
    return runs[stays], runs[~stays]
