"""One order for both editions: the paragraphs of a document with tracked changes.

In: a comparison. Out: paragraphs of runs, each run and each paragraph end kept, inserted, deleted, moved here or moved
away. Leave out what was inserted and moved here and you have the old text, block by block and letter for letter; leave
out what was deleted and moved away and you have the new one.

    old  A B C    new  A C B    A kept · C moved here · B kept · C moved away      (B is heavier than C)

What stays must stand in the same order on both sides: the heaviest chain of block matches. Everything else goes on one
side and comes on the other.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from desktop.model.comparison import Comparison, Mark, Match
from desktop.model.document import Block
from desktop.reports.runs import RunKind
from desktop.reports.weave import Piece, Weaver, content_order


class Track(Enum):
    """What happened to a run or to the end of a paragraph."""

    KEPT = auto()
    INSERTED = auto()
    DELETED = auto()
    MOVED_HERE = auto()
    MOVED_AWAY = auto()

    @property
    def comes(self) -> bool:
        """Whether only the new text has it."""
        return self in (Track.INSERTED, Track.MOVED_HERE)

    @property
    def goes(self) -> bool:
        """Whether only the old text has it."""
        return self in (Track.DELETED, Track.MOVED_AWAY)


@dataclass(frozen=True, slots=True)
class TrackedRun:
    """A stretch of text with one fate. move: names the other end of moved text."""

    track: Track
    text: str
    move: str = ""


@dataclass(slots=True)
class Paragraph:
    """A paragraph, with what happened to its end. block: whose looks it has; match: which match it came from."""

    block: Block
    match: int
    runs: list[TrackedRun] = field(default_factory=list)
    end: Track = Track.KEPT
    end_move: str = ""


_OF_PIECE = {
    RunKind.SAME: Track.KEPT,
    RunKind.ADDED: Track.INSERTED,
    RunKind.REMOVED: Track.DELETED,
    RunKind.MOVED_HERE: Track.MOVED_HERE,
    RunKind.MOVED_AWAY: Track.MOVED_AWAY,
}
MOVED_SHARE = 0.01
"""Weight of a match that alignment calls moved, against one in place: it stays only where nothing else would."""


def tracked_paragraphs(comparison: Comparison) -> list[Paragraph]:
    """The paragraphs of both editions in one order; furniture is no part of the text."""
    paragraphs = list(_Tracks(comparison).run())
    _settle_moves(paragraphs)
    return paragraphs


_WITHOUT_MOVE = {Track.MOVED_AWAY: Track.DELETED, Track.MOVED_HERE: Track.INSERTED}


def _settle_moves(paragraphs: Sequence[Paragraph]) -> None:
    """What moved but has no other end in the document went, or came, like any other text."""
    away = {run.move for p in paragraphs for run in p.runs if run.track is Track.MOVED_AWAY}
    here = {run.move for p in paragraphs for run in p.runs if run.track is Track.MOVED_HERE}
    whole = away & here
    for paragraph in paragraphs:
        if any(run.move and run.move not in whole for run in paragraph.runs):
            paragraph.runs = [
                run if not run.move or run.move in whole else TrackedRun(_WITHOUT_MOVE[run.track], run.text)
                for run in paragraph.runs
            ]
        if paragraph.end_move and paragraph.end_move not in whole:
            paragraph.end, paragraph.end_move = _WITHOUT_MOVE[paragraph.end], ""


class _Tracks:
    def __init__(self, comparison: Comparison) -> None:
        self.weaver = Weaver(comparison)
        self.order_old, self.order_new = content_order(comparison.old), content_order(comparison.new)
        self.blocks_old = {b.id: b for b in comparison.old.blocks}
        self.blocks_new = {b.id: b for b in comparison.new.blocks}
        self.content_old, self.content_new = comparison.old.content, comparison.new.content
        self.match_of_old: dict[int, Match] = {}
        self.match_of_new: dict[int, Match] = {}
        for match in comparison.block_matches:
            self.match_of_old.update((b, match) for b in match.old)
            self.match_of_new.update((b, match) for b in match.new)
        self.chain = self._chain(comparison.block_matches)

    def run(self) -> Iterator[Paragraph]:
        i = j = 0
        for match in self.chain:
            first_old, first_new = self.order_old[match.old[0]], self.order_new[match.new[0]]
            yield from self._gone(self.content_old[i:first_old])
            yield from self._come(self.content_new[j:first_new])
            yield from self._stay(match)
            i, j = first_old + len(match.old), first_new + len(match.new)
        yield from self._gone(self.content_old[i:])
        yield from self._come(self.content_new[j:])

    def _chain(self, matches: Sequence[Match]) -> list[Match]:
        """The heaviest run of matches that ascends on both sides; each match an unbroken run of blocks on either."""
        fit = [m for m in matches if m.old and m.new and self._unbroken(m)]
        fit.sort(key=lambda m: self.order_old[m.old[0]])
        ends = sorted({self.order_new[m.new[-1]] for m in fit})
        best = _Heaviest(len(ends))
        came_from: list[int] = []
        for k, match in enumerate(fit):
            weight = sum(len(self.blocks_old[b].text) for b in match.old) + 1.0
            if Mark.MOVED in match.marks:
                weight *= MOVED_SHARE
            # Blocks are unbroken runs, so what ends before this match begins does not overlap it.
            before, total = best.until(bisect_left(ends, self.order_new[match.new[0]]))
            came_from.append(before)
            best.put(bisect_left(ends, self.order_new[match.new[-1]]), total + weight, k)
        k, _ = best.until(len(ends))
        chain: list[Match] = []
        while k >= 0:
            chain.append(fit[k])
            k = came_from[k]
        return chain[::-1]

    def _unbroken(self, match: Match) -> bool:
        for ids, order in ((match.old, self.order_old), (match.new, self.order_new)):
            first = order.get(ids[0])
            if first is None or any(order.get(b) != first + n for n, b in enumerate(ids)):
                return False
        return True

    def _gone(self, blocks: Sequence[Block]) -> Iterator[Paragraph]:
        for block in blocks:
            match = self.match_of_old.get(block.id)
            if match is not None and len(match.old) == len(match.new) == 1:
                move = f"block{match.id}"
                runs = [TrackedRun(Track.MOVED_AWAY, block.text, move)] if block.text else []
                yield Paragraph(block, match.id, runs, Track.MOVED_AWAY, move)
            else:
                yield self._whole(block, match, Track.DELETED)

    def _come(self, blocks: Sequence[Block]) -> Iterator[Paragraph]:
        for block in blocks:
            match = self.match_of_new.get(block.id)
            if match is not None and len(match.old) == len(match.new) == 1:
                move = f"block{match.id}"
                runs = []
                for piece in self.weaver.exact(match):
                    if piece.new:
                        same = piece.kind is RunKind.SAME
                        track, name = (Track.MOVED_HERE, move) if same else (Track.INSERTED, "")
                        runs.append(TrackedRun(track, piece.new, name))
                yield Paragraph(block, match.id, runs, Track.MOVED_HERE, move)
            else:
                yield self._whole(block, match, Track.INSERTED)

    def _whole(self, block: Block, match: Match | None, track: Track) -> Paragraph:
        """A paragraph that is in one edition only; sentences in it may have moved."""
        paragraph = Paragraph(block, -1 if match is None else match.id, end=track)
        if match is None or (match.old and match.new) or len(match.old) + len(match.new) != 1:
            paragraph.runs = [TrackedRun(track, block.text)] if block.text else []
            return paragraph
        paragraph.runs = [_tracked(piece) for piece in self.weaver.exact(match)]
        return paragraph

    def _stay(self, match: Match) -> Iterator[Paragraph]:
        olds = [self.blocks_old[b] for b in match.old]
        news = [self.blocks_new[b] for b in match.new]
        k = 0
        paragraph = Paragraph(news[0], match.id)
        for piece in self.weaver.exact(match):
            run = _tracked(piece)
            *whole, last = run.text.split("\n")
            for part in whole:
                if part:
                    paragraph.runs.append(TrackedRun(run.track, part, run.move))
                paragraph.end, paragraph.end_move = run.track, run.move
                yield paragraph
                k += not run.track.goes
                paragraph = Paragraph(news[min(k, len(news) - 1)] if k < len(news) else olds[-1], match.id)
            if last:
                paragraph.runs.append(TrackedRun(run.track, last, run.move))
        yield paragraph


def _tracked(piece: Piece) -> TrackedRun:
    move = "" if piece.move is None else f"move{piece.move}"
    return TrackedRun(_OF_PIECE[piece.kind], piece.new or piece.old, move)


class _Heaviest:
    """The heaviest chain that ends at or before a place: a Fenwick tree of maxima. Places count from 0."""

    def __init__(self, size: int) -> None:
        self._best = [(0.0, -1)] * (size + 1)

    def until(self, place: int) -> tuple[int, float]:
        """(link, weight) of the heaviest chain that ends before `place`; link -1 where there is none."""
        best = (0.0, -1)
        while place > 0:
            best = max(best, self._best[place])
            place -= place & -place
        return best[1], best[0]

    def put(self, place: int, weight: float, link: int) -> None:
        """A chain that ends at `place`."""
        place += 1
        while place < len(self._best):
            self._best[place] = max(self._best[place], (weight, link))
            place += place & -place
