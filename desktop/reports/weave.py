"""The two texts of a block match woven into one: what stayed, what went, what came, in reading order.

In: a comparison; a match. Out: pieces. The old texts of the pieces join to the old blocks of the match, the new ones
to the new blocks, block from block parted by "\\n": nothing is lost on either side.

    old "conform het kader 2009."    new "conform het kader 2014."
    same "conform het kader " · removed "2009" · added "2014" · same "."

Pieces that are the same may be written differently (quotes, dashes, spaces): `weave` lets that pass, `exact` parts them
into what is the same to the letter and what is not.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from desktop.model.comparison import BlockDiff, Comparison, Match, Relation, Tag
from desktop.model.document import Block, Document
from desktop.reports.runs import Places, RunKind

_LETTERS = re.compile(r"\w+|\s|[^\w\s]")
MAX_CELLS = 400_000
"""Two equal runs whose spelling differs are compared token by token up to so many pairs; beyond, as wholes. Runs are
paragraphs, so this is met only by those of thousands of words."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Text that both sides, or one of them, have at this place. move: index in `Comparison.moves` of moved text."""

    kind: RunKind
    old: str
    new: str
    move: int | None = None


_Moves = Sequence[tuple[int, int, int]]


class Weaver:
    """Weaves the matches of one comparison."""

    def __init__(self, comparison: Comparison) -> None:
        self._diffs: dict[int, BlockDiff] = {d.match: d for d in comparison.diffs}
        self._old = {b.id: b for b in comparison.old.blocks}
        self._new = {b.id: b for b in comparison.new.blocks}
        moves = [(k, m) for k, m in enumerate(comparison.moves) if m.old_end > m.old_start and m.new_end > m.new_start]
        self._moves = comparison.moves
        self._places_old, self._places_new = Places(comparison.old), Places(comparison.new)
        self._old_moves = sorted((m.old_start, m.old_end, k) for k, m in moves)
        self._new_moves = sorted((m.new_start, m.new_end, k) for k, m in moves)

    def weave(self, match: Match) -> tuple[Piece, ...]:
        """The pieces of a match as a reader sees them."""
        old = _Stream([self._old[b] for b in match.old], self._old_moves)
        new = _Stream([self._new[b] for b in match.new], self._new_moves)
        if match.relation is Relation.OUTSIDE:
            return (Piece(RunKind.OUTSIDE, old.text, new.text),)
        return tuple(_pieces(old, new, _ranges(self._diffs.get(match.id), old, new)))

    def other_end(self, piece: Piece) -> int | None:
        """Id of the block where moved text also stands: of an old piece on the new side, of a new one on the old."""
        if piece.move is None:
            return None
        move = self._moves[piece.move]
        return self._places_old.block_at(move.old_start) if piece.new else self._places_new.block_at(move.new_start)

    def exact(self, match: Match) -> tuple[Piece, ...]:
        """The pieces of a match, equal ones equal to the letter."""
        return tuple(joined(p for piece in self.weave(match) for p in _to_the_letter(piece)))


class _Stream:
    """The texts of some blocks, joined by line feeds, and the way there from code points of the document."""

    def __init__(self, blocks: Sequence[Block], moves: _Moves) -> None:
        self.text = "\n".join(b.text for b in blocks)
        self._starts: list[int] = []
        self._places: list[tuple[int, int]] = []
        self.moves: list[tuple[int, int, int]] = []
        at = 0
        by_start = []
        for block in blocks:
            by_start.append((block.start, at, len(block.text)))
            self.moves += _inside(block, at, moves)
            at += len(block.text) + 1
        for start, place, size in sorted(by_start):
            self._starts.append(start)
            self._places.append((place, size))

    def place(self, offset: int) -> int:
        """Where a code point of the document's text stands in the joined text; the nearest place if it does not."""
        k = bisect_right(self._starts, offset) - 1
        if k < 0:
            return 0
        place, size = self._places[k]
        return place + min(offset - self._starts[k], size)


def _inside(block: Block, at: int, moves: _Moves) -> Iterator[tuple[int, int, int]]:
    """The moved stretches of a block, in places of the joined text, with the index of their move."""
    k = max(bisect_right(moves, block.start, key=lambda m: m[0]) - 1, 0)
    for start, end, move in moves[k:]:
        if start >= block.end:
            return
        low, high = max(start, block.start), min(end, block.end)
        if high > low:
            yield at + low - block.start, at + high - block.start, move


_Range = tuple[bool, int, int, int, int]


def _ranges(diff: BlockDiff | None, old: _Stream, new: _Stream) -> list[_Range]:
    """(equal, old start, old end, new start, new end): the ops of a match, laid so that they tile both texts. Ops that
    follow each other and are not equal become one."""
    ends = len(old.text), len(new.text)
    if diff is None or not diff.ops:
        return [(False, 0, ends[0], 0, ends[1])]
    starts: list[tuple[bool, int, int]] = []
    a = b = 0
    for op in diff.ops:
        # Each op reaches to where the next begins: what lies between two blocks belongs to the op before it.
        if op.old_end > op.old_start:
            a = max(a, old.place(op.old_start))
        if op.new_end > op.new_start:
            b = max(b, new.place(op.new_start))
        starts.append((op.tag is Tag.EQUAL, a, b))
    starts[0] = (starts[0][0], 0, 0)
    # An op without text of a side begins there where the next one with text does.
    fixed: list[tuple[bool, int, int]] = []
    a, b = ends
    for op, (equal, x, y) in zip(reversed(diff.ops), reversed(starts), strict=True):
        a = x if op.old_end > op.old_start else a
        b = y if op.new_end > op.new_start else b
        fixed.append((equal, a, b))
    fixed.reverse()
    fixed[0] = (fixed[0][0], 0, 0)
    result: list[_Range] = []
    for k, (equal, a, b) in enumerate(fixed):
        _, c, d = fixed[k + 1] if k + 1 < len(fixed) else (False, *ends)
        if result and not equal and not result[-1][0]:
            _, i, _, j, _ = result.pop()
            result.append((False, i, c, j, d))
        else:
            result.append((equal, a, c, b, d))
    return result


def _pieces(old: _Stream, new: _Stream, ranges: Iterable[_Range]) -> Iterator[Piece]:
    for equal, a, b, c, d in ranges:
        if equal:
            if b > a or d > c:
                yield Piece(RunKind.SAME, old.text[a:b], new.text[c:d])
            continue
        lead = _common_space(old.text[a:b], new.text[c:d])
        if lead:
            yield Piece(RunKind.SAME, old.text[a : a + lead], new.text[c : c + lead])
        a, c = a + lead, c + lead
        trail = _common_space(old.text[a:b][::-1], new.text[c:d][::-1])
        b, d = b - trail, d - trail
        for start, end, move in _cut(a, b, old.moves):
            yield Piece(RunKind.REMOVED if move is None else RunKind.MOVED_AWAY, old.text[start:end], "", move)
        for start, end, move in _cut(c, d, new.moves):
            yield Piece(RunKind.ADDED if move is None else RunKind.MOVED_HERE, "", new.text[start:end], move)
        if trail:
            yield Piece(RunKind.SAME, old.text[b : b + trail], new.text[d : d + trail])


def _common_space(old: str, new: str) -> int:
    """How many blanks both begin with: nobody calls them a change."""
    size = 0
    for x, y in zip(old, new, strict=False):
        if x != y or not x.isspace():
            break
        size += 1
    return size


def _cut(start: int, end: int, moves: Sequence[tuple[int, int, int]]) -> Iterator[tuple[int, int, int | None]]:
    """The parts of a stretch that moved, each with its move, and those that did not."""
    at = start
    for low, high, move in moves:
        low, high = max(low, at), min(high, end)
        if high <= low:
            continue
        if low > at:
            yield at, low, None
        yield low, high, move
        at = high
    if end > at:
        yield at, end, None


def _to_the_letter(piece: Piece) -> Iterator[Piece]:
    old, new = piece.old, piece.new
    if piece.kind is not RunKind.SAME:
        if piece.kind is not RunKind.OUTSIDE:
            yield piece
            return
        if old:
            yield Piece(RunKind.REMOVED, old, "")
        if new:
            yield Piece(RunKind.ADDED, "", new)
        return
    if old == new:
        yield piece
        return
    a, b = _LETTERS.findall(old), _LETTERS.findall(new)
    if len(a) * len(b) > MAX_CELLS:
        yield Piece(RunKind.REMOVED, old, "")
        yield Piece(RunKind.ADDED, "", new)
        return
    for tag, i, j, k, m in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        left, right = "".join(a[i:j]), "".join(b[k:m])
        if tag == "equal":
            yield Piece(RunKind.SAME, left, right)
            continue
        if left:
            yield Piece(RunKind.REMOVED, left, "")
        if right:
            yield Piece(RunKind.ADDED, "", right)


def joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Pieces with neighbours of one kind (and one move) as one."""
    last: Piece | None = None
    for piece in pieces:
        if last is not None and last.kind is piece.kind and last.move == piece.move:
            last = Piece(last.kind, last.old + piece.old, last.new + piece.new, last.move)
            continue
        if last is not None:
            yield last
        last = piece
    if last is not None:
        yield last


def content_order(document: Document) -> dict[int, int]:
    """Place of each block that is no furniture in the order of the document."""
    return {b.id: i for i, b in enumerate(document.content)}
