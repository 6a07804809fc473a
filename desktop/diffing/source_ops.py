"""Ops in the two files as decoded: every code point of either file is in one op of its side, in order.

Main ops rise on both sides. A block match that stands out of order on the new side, and moved sentences, become `move`
ops: their old span is covered at its old place, their new span at its new place.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from desktop.diffing.differ import TokenOp, cut_at_moves
from desktop.model.comparison import Match, Op, Tag
from desktop.model.document import Document
from desktop.text.tokens import TokenRow, Tokens

Edges = npt.NDArray[np.int64]
Run = tuple[int, int, int, int]


def source_ops(
    old: Document,
    new: Document,
    tokens: Tokens,
    matches: Sequence[Match],
    ops: Sequence[Sequence[TokenOp]],
    moves: Sequence[TokenOp],
    in_order: Sequence[bool],
) -> tuple[Op, ...]:
    """Lay the ops of all matches along both files. in_order: for each match whether it belongs to the rising chain."""
    rows, word = (tokens.old, tokens.new), tokens.word
    if not len(rows[0]) or not len(rows[1]):
        return _whole(old.source, new.source, nothing=not len(rows[0]) and not len(rows[1]))
    (edges_old, rank_old), (edges_new, rank_new) = _edges(old, rows[0]), _edges(new, rows[1])
    equal: list[Run] = []
    jumps: list[Run] = [(m.i1, m.i2, m.j1, m.j2) for m in moves]
    for match, list_of_ops, rising in zip(matches, ops, in_order, strict=True):
        if match.old and match.new:
            runs = [(o.i1, o.i2, o.j1, o.j2) for o in list_of_ops if o.tag is Tag.EQUAL]
            if rising and len(list_of_ops) > 1:
                # a lone full stop between two changes is no common text; it goes with them
                runs = [run for run in runs if bool(word[rows[0].key[run[0] : run[1]]].any())]
            (equal if rising else jumps).extend(runs)
    if rank_old is not None or rank_new is not None:
        equal = [piece for run in equal for piece in _as_in_file(run, rank_old, rank_new)]
        jumps = [piece for run in jumps for piece in _as_in_file(run, rank_old, rank_new)]
    main = _rising(sorted(equal))
    if len(main) != len(equal):
        kept = set(main)
        jumps += [r for r in equal if r not in kept]
    jumps.sort()
    moved_old = sorted((a, b) for a, b, _, _ in jumps)
    moved_new = sorted((c, d) for _, _, c, d in jumps)
    result: list[Op] = []
    i = j = 0
    n, m = len(rows[0]), len(rows[1])
    by_new = {(c, d): (a, b) for a, b, c, d in jumps}
    for a, b, c, d in [*main, (n, n, m, m)]:
        if a > i or c > j:
            _gap(result, (i, a), (j, c), moved_old, moved_new, by_new, edges_old, edges_new)
        if b > a:
            result.append(_op(Tag.EQUAL, edges_old[a], edges_old[b], edges_new[c], edges_new[d]))
        i, j = b, d
    return tuple(op for op in result if op.old_end > op.old_start or op.new_end > op.new_start)


def _whole(old: str, new: str, nothing: bool) -> tuple[Op, ...]:
    """Both files in one op, when one of them has no words; nothing: neither has."""
    if not old and not new:
        return ()
    tag = Tag.EQUAL if nothing else Tag.REPLACE if old and new else Tag.DELETE if old else Tag.INSERT
    return (_op(tag, 0, len(old), 0, len(new)),)


def _edges(document: Document, row: TokenRow) -> tuple[Edges, Edges | None]:
    """Where the share of each token begins in the file, in the order of the file, and each token's rank in that order.

    The first token takes what stands before it, each takes what stands up to the next. The rank is None where tokens
    stand in the order of the file: nearly always; a paragraph that goes on behind a footnote makes the exception.
    """
    at = document.origin.to_source(row.start.astype(np.int64))
    first = np.concatenate([[True], row.block[1:] != row.block[:-1]])
    for k in np.flatnonzero(first).tolist():
        marker = document.blocks[int(row.block[k])].marker_at
        if 0 <= marker < at[k]:
            at[k] = marker
    rank: Edges | None = None
    if bool((at[1:] < at[:-1]).any()):
        order = np.argsort(at, kind="stable")
        rank = np.empty(len(order), np.int64)
        rank[order] = np.arange(len(order))
        at = at[order]
    edges: Edges = np.append(at, len(document.source))
    edges[0] = 0
    return edges, rank


def _as_in_file(run: Run, rank_old: Edges | None, rank_new: Edges | None) -> list[Run]:
    """A run of equal tokens in pieces that run on in both files."""
    i1, i2, j1, j2 = run
    old = np.arange(i1, i2) if rank_old is None else rank_old[i1:i2]
    new = np.arange(j1, j2) if rank_new is None else rank_new[j1:j2]
    cuts = [0, *(np.flatnonzero((np.diff(old) != 1) | (np.diff(new) != 1)) + 1).tolist(), len(old)]
    return [
        (int(old[a]), int(old[b - 1]) + 1, int(new[a]), int(new[b - 1]) + 1)
        for a, b in itertools.pairwise(cuts)
        if b > a
    ]


def _rising(runs: Sequence[Run]) -> list[Run]:
    """Runs, sorted by their old place, that rise on the new side, too; of two that cross the longer one stays."""
    kept: list[Run] = []
    for run in runs:
        while kept and run[2] < kept[-1][3] and run[1] - run[0] > kept[-1][1] - kept[-1][0]:
            kept.pop()
        if not kept or (run[0] >= kept[-1][1] and run[2] >= kept[-1][3]):
            kept.append(run)
    return kept


def _gap(
    result: list[Op],
    old: tuple[int, int],
    new: tuple[int, int],
    moved_old: Sequence[tuple[int, int]],
    moved_new: Sequence[tuple[int, int]],
    by_new: dict[tuple[int, int], tuple[int, int]],
    edges_old: Edges,
    edges_new: Edges,
) -> None:
    """What lies between two equal runs of the main line. Moved words keep their own op on the new side; on the old side
    they are left to that op."""
    left = [(a, b) for a, b in _without(old, moved_old)]
    right = _pieces(new, moved_new)
    plain = [(c, d) for c, d, moved in right if not moved]
    if len(left) == 1 and len(plain) == 1 and len(right) == 1:
        (a, b), (c, d) = left[0], plain[0]
        result.append(_op(Tag.REPLACE, edges_old[a], edges_old[b], edges_new[c], edges_new[d]))
        return
    place_new = edges_new[new[0]]
    for a, b in left:
        result.append(_op(Tag.DELETE, edges_old[a], edges_old[b], place_new, place_new))
    place_old = edges_old[old[1]]
    for c, d, moved in right:
        if moved and (c, d) in by_new:
            a, b = by_new[c, d]
            result.append(_op(Tag.MOVE, edges_old[a], edges_old[b], edges_new[c], edges_new[d]))
        else:
            result.append(_op(Tag.INSERT, place_old, place_old, edges_new[c], edges_new[d]))


def _op(tag: Tag, a: np.int64 | int, b: np.int64 | int, c: np.int64 | int, d: np.int64 | int) -> Op:
    return Op(tag, int(a), int(b), int(c), int(d))


def _without(span: tuple[int, int], moved: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    return [(a, b) for a, b, m in _pieces(span, moved) if not m]


def _pieces(span: tuple[int, int], moved: Sequence[tuple[int, int]]) -> list[tuple[int, int, bool]]:
    return cut_at_moves(span[0], span[1], moved)
