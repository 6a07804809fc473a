"""The text of a block as runs: same, removed, added, moved here or away, outside the excerpt.

In: a comparison; a match and one of its blocks. Out: runs that join to the block's text, each with the id of
the block at the other end when it moved.

    ops  equal 0–12, replace 12–22 by 12–22   runs of the old block  same "conform het ", removed "kader 2009"
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from desktop.model.comparison import Comparison, Match, Relation, Tag
from desktop.model.document import Block, Document


class RunKind(StrEnum):
    """What a piece of text is to a reader who holds the two editions beside each other."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"
    MOVED_AWAY = "moved_away"
    MOVED_HERE = "moved_here"
    OUTSIDE = "outside"


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a block's text. other: id of the block on the other side where moved text stands."""

    kind: RunKind
    text: str
    other: int | None = None


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Code points start to end of a side's text, told from other text by `tag`."""

    start: int
    end: int
    tag: Tag


_WHOLE = {
    Relation.REMOVED: RunKind.REMOVED,
    Relation.ADDED: RunKind.ADDED,
    Relation.OUTSIDE: RunKind.OUTSIDE,
}


class Runs:
    """Cuts blocks into runs; holds the ops of each match and the moves of either side in order."""

    def __init__(self, comparison: Comparison) -> None:
        self._old_ops: dict[int, list[_Stretch]] = {}
        self._new_ops: dict[int, list[_Stretch]] = {}
        for diff in comparison.diffs:
            self._old_ops[diff.match] = [
                _Stretch(op.old_start, op.old_end, op.tag) for op in diff.ops if op.old_end > op.old_start
            ]
            self._new_ops[diff.match] = [
                _Stretch(op.new_start, op.new_end, op.tag) for op in diff.ops if op.new_end > op.new_start
            ]
        moves = [m for m in comparison.moves if m.old_end > m.old_start and m.new_end > m.new_start]
        self._old_moves = sorted((m.old_start, m.old_end, m.new_start) for m in moves)
        self._new_moves = sorted((m.new_start, m.new_end, m.old_start) for m in moves)
        self._old_blocks, self._new_blocks = Places(comparison.old), Places(comparison.new)

    def old(self, match: Match, block: Block) -> tuple[Run, ...]:
        """Runs of a block of the old side."""
        return tuple(
            self._cut(
                match,
                block,
                self._old_ops,
                RunKind.REMOVED,
                RunKind.MOVED_AWAY,
                self._old_moves,
                self._new_blocks,
            )
        )

    def new(self, match: Match, block: Block) -> tuple[Run, ...]:
        """Runs of a block of the new side."""
        return tuple(
            self._cut(
                match,
                block,
                self._new_ops,
                RunKind.ADDED,
                RunKind.MOVED_HERE,
                self._new_moves,
                self._old_blocks,
            )
        )

    def _cut(
        self,
        match: Match,
        block: Block,
        ops: dict[int, list[_Stretch]],
        changed: RunKind,
        moved: RunKind,
        moves: Sequence[tuple[int, int, int]],
        others: Places,
    ) -> Iterator[Run]:
        whole = _WHOLE.get(match.relation)
        if whole is RunKind.OUTSIDE:
            yield Run(whole, block.text)
            return
        stretches = ops.get(match.id)
        if stretches is None:
            stretches = [_Stretch(block.start, block.end, Tag.REPLACE if whole else Tag.EQUAL)]
        at = block.start
        first = 0
        if len(stretches) > 1 and stretches[1].start <= block.start:
            first = max(bisect_right(stretches, block.start, key=lambda s: s.start) - 1, 0)
        for stretch in stretches[first:]:
            start, end = max(stretch.start, at), min(stretch.end, block.end)
            if stretch.start >= block.end:
                break
            if end <= start:
                continue
            if start > at:  # ops tile the blocks; a gap would be a defect, but text is never left out
                yield Run(RunKind.SAME, block.text[at - block.start : start - block.start])
            at = end
            if stretch.tag is Tag.EQUAL:
                yield Run(RunKind.SAME, block.text[start - block.start : end - block.start])
                continue
            plain = moved if stretch.tag is Tag.MOVE else changed
            for a, b, target in _split(start, end, moves):
                text = block.text[a - block.start : b - block.start]
                run = Run(plain, text) if target is None else Run(moved, text, others.block_at(target))
                yield from _without_outer_space(run)
        if at < block.end:
            yield Run(RunKind.SAME, block.text[at - block.start :])


def _without_outer_space(run: Run) -> Iterator[Run]:
    """A changed run with the space around its words apart: nobody calls an underlined space a change."""
    if not run.text[:1].isspace() and not run.text[-1:].isspace():
        yield run
        return
    words = run.text.strip()
    if not words:
        yield Run(RunKind.SAME, run.text)
        return
    lead = len(run.text) - len(run.text.lstrip())
    if lead:
        yield Run(RunKind.SAME, run.text[:lead])
    yield Run(run.kind, words, run.other)
    if lead + len(words) < len(run.text):
        yield Run(RunKind.SAME, run.text[lead + len(words) :])


def _split(start: int, end: int, moves: Sequence[tuple[int, int, int]]) -> Iterator[tuple[int, int, int | None]]:
    """Parts of start to end inside a move, with where its other end begins, and parts that are in none."""
    if not moves:
        yield start, end, None
        return
    k = max(bisect_right(moves, start, key=lambda m: m[0]) - 1, 0)
    for move_start, move_end, target in moves[k:]:
        if move_start >= end:
            break
        if move_end <= start:
            continue
        if move_start > start:
            yield start, move_start, None
            start = move_start
        yield start, min(move_end, end), target
        start = min(move_end, end)
    if start < end:
        yield start, end, None


class Places:
    """Which block a code point of a document's text is in."""

    def __init__(self, document: Document) -> None:
        self._blocks = sorted(document.blocks, key=lambda b: b.start)
        self._starts = [b.start for b in self._blocks]

    def block_at(self, offset: int) -> int | None:
        """Id of the block with this code point; None in an empty document."""
        k = bisect_right(self._starts, offset) - 1
        return self._blocks[k].id if k >= 0 else None
