"""A row in one column: what was removed and what was added one after the other. Knows nothing of Qt.

In: a `ViewRow`. Out: cells whose text holds both editions; each word that is the same stands once.

    old "conform kader 2009."   new "conform kader 2014."   →   "conform kader 20092014."   2009 removed, 2014 added
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest

from desktop.model.comparison import Op, Tag
from desktop.reports.runs import RunKind
from desktop.ui.compare.rows import ChangeSpan, RowKind, Side, ViewCell, ViewRow, ViewRun


@dataclass(slots=True)
class _Piece:
    """Part of a block's text and where it goes. side: BOTH where it is the same."""

    side: Side
    cell: int
    start: int
    end: int
    at: int = 0


@dataclass(slots=True)
class _Draft:
    """A cell in the making."""

    texts: list[str] = field(default_factory=list)
    pieces: list[_Piece] = field(default_factory=list)
    runs: list[ViewRun] = field(default_factory=list)
    size: int = 0

    def put(self, text: str) -> None:
        self.texts.append(text)
        self.size += len(text)

    @property
    def ends_in_space(self) -> bool:
        return not self.texts or self.texts[-1][-1:].isspace()


def inline_cells(row: ViewRow) -> tuple[ViewCell, ...]:
    """The cells of a row in one column, one for each block of the new edition."""
    if not _is_woven(row):
        return row.new or row.old
    return tuple(_finish(draft, row.new[i], row.old) for i, draft in enumerate(_drafts(row)))


def inline_stretches(row: ViewRow, side: Side, cell: int, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """Where a stretch of a cell of one edition stands in the cells of `inline_cells`: in which, from where to where."""
    if not _is_woven(row):
        shown = row.new or row.old
        if cell < len(shown):
            yield cell, start, min(end, len(shown[cell].text))
        return
    sought = [(side, cell, start, end)]
    if side is Side.OLD:  # words that are the same stand there as the new edition has them
        low, high = (row.old[cell].block.start + at for at in (start, end))
        for op in row.ops:
            a, b = max(op.old_start, low), min(op.old_end, high)
            if op.tag is Tag.EQUAL and a < b:
                shift = op.new_start - op.old_start
                sought += [(Side.NEW, *cut) for cut in _cut(row.new, a + shift, min(b + shift, op.new_end))]
    for number, draft in enumerate(_drafts(row)):
        for piece in draft.pieces:
            for of, at, first, last in sought:
                a, b = max(first, piece.start), min(last, piece.end)
                if piece.cell == at and (piece.side is Side.OLD) == (of is Side.OLD) and a < b:
                    yield number, piece.at + a - piece.start, piece.at + b - piece.start


def _is_woven(row: ViewRow) -> bool:
    """Whether both texts go into one; else the new one stands for both, or there is but one."""
    return row.kind is RowKind.PAIR and bool(row.ops and row.old and row.new) and not row.is_same


def _drafts(row: ViewRow) -> list[_Draft]:
    drafts = [_Draft() for _ in row.new]
    here = 0
    last_old = 0
    for op in _by_columns(row):
        if op.tag is not Tag.EQUAL:
            for cell, start, end in _cut(row.old, op.old_start, op.old_end):
                draft = drafts[here]
                if cell != last_old and not draft.ends_in_space:
                    draft.put(" ")
                last_old = cell
                _add(draft, row.old[cell], _Piece(Side.OLD, cell, start, end))
        side = Side.BOTH if op.tag is Tag.EQUAL else Side.NEW
        for cell, start, end in _cut(row.new, op.new_start, op.new_end):
            here = cell
            piece = _Piece(side, cell, start, end)
            if drafts[cell].pieces and drafts[cell].pieces[-1].side is Side.OLD and not drafts[cell].ends_in_space:
                _part(drafts[cell], row.new[cell], start)
            _add(drafts[cell], row.new[cell], piece)
            if side is Side.BOTH:
                last_old = next((c for c, _, _ in _cut(row.old, op.old_start, op.old_end)), last_old)
    return drafts


def _by_columns(row: ViewRow) -> Iterator[Op]:
    """The ops of a row; one over several columns of a table comes apart, so that what was in a column stands beside
    what is in it now."""
    if len(row.old) != 1 or len(row.new) != 1 or not (row.old[0].cuts and row.new[0].cuts):
        yield from row.ops
        return
    olds, news = _columns(row.old[0]), _columns(row.new[0])
    for op in row.ops:
        if op.tag is Tag.EQUAL:
            yield op
            continue
        for (old_from, old_to), (new_from, new_to) in zip_longest(olds, news, fillvalue=(0, 0)):
            old = max(op.old_start, old_from), min(op.old_end, old_to)
            new = max(op.new_start, new_from), min(op.new_end, new_to)
            if old[0] < old[1] or new[0] < new[1]:
                yield replace(op, old_start=old[0], old_end=old[1], new_start=new[0], new_end=new[1])


def _columns(cell: ViewCell) -> list[tuple[int, int]]:
    """From where to where each column goes in the text of the document, up to the next one."""
    starts = [cell.block.start, *(cell.block.start + a for a, _ in cell.cuts[1:])]
    return list(zip(starts, [*starts[1:], cell.block.end], strict=True))


def _cut(cells: Sequence[ViewCell], start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """A stretch of a document's text by cells: which, and from where to where in its text."""
    if end <= start:
        return
    first = max(bisect_right(cells, start, key=lambda c: c.block.start) - 1, 0)
    for i in range(first, len(cells)):
        block = cells[i].block
        if block.start >= end:
            return
        a, b = max(start, block.start), min(end, block.end)
        if a < b:
            yield i, a - block.start, b - block.start


def _part(draft: _Draft, cell: ViewCell, start: int) -> None:
    """A space before added words that would run on from removed ones, where they are no part of a word."""
    if (not start or cell.text[start - 1].isspace()) and not cell.text[start].isspace():
        draft.put(" ")


def _add(draft: _Draft, cell: ViewCell, piece: _Piece) -> None:
    piece.at = draft.size
    draft.pieces.append(piece)
    draft.put(cell.text[piece.start : piece.end])
    for run in cell.runs:
        a, b = max(run.start, piece.start), min(run.end, piece.end)
        if a < b:
            draft.runs.append(ViewRun(piece.at + a - piece.start, piece.at + b - piece.start, run.kind, run.other))


def _finish(draft: _Draft, cell: ViewCell, olds: Sequence[ViewCell]) -> ViewCell:
    text = "".join(draft.texts)
    spans: dict[int, tuple[int, int]] = {}
    form: set[int] = set()
    for piece in draft.pieces:
        source = olds[piece.cell] if piece.side is Side.OLD else cell
        for span in source.changes:
            a, b = max(span.start, piece.start), min(span.end, piece.end)
            if a < b:
                at, to = piece.at + a - piece.start, piece.at + b - piece.start
                low, high = spans.get(span.change, (at, to))
                spans[span.change] = min(low, at), max(high, to)
                if span.is_form:
                    form.add(span.change)
    cuts = tuple(_cut_at(draft, a, b) for a, b in cell.cuts)
    if cuts:  # what was removed before a cell of the table goes with it
        starts = [0, *(a for a, _ in cuts[1:])]
        cuts = tuple((a, _trimmed(text, a, b)) for a, b in zip(starts, [*starts[1:], len(text)], strict=True))
    return ViewCell(
        cell.block,
        text,
        _joined(draft.runs, text),
        tuple(ChangeSpan(a, b, change, change in form) for change, (a, b) in sorted(spans.items(), key=lambda s: s[1])),
        cell.page,
        cuts,
        cell.columns,
    )


def _cut_at(draft: _Draft, start: int, end: int) -> tuple[int, int]:
    """Where a cell of a table begins and ends in the text of both."""
    found = [p for p in draft.pieces if p.side is not Side.OLD and p.start < end and p.end > start]
    if not found:
        return 0, 0
    first, last = found[0], found[-1]
    at = first.at + max(start - first.start, 0)
    k = draft.pieces.index(first)
    if start <= first.start and k and draft.pieces[k - 1].side is Side.OLD:  # replaced words stand before it
        at = draft.pieces[k - 1].at
    return at, last.at + min(end, last.end) - last.start


def _trimmed(text: str, start: int, end: int) -> int:
    return start + len(text[start:end].rstrip())


def _joined(runs: Sequence[ViewRun], text: str) -> tuple[ViewRun, ...]:
    """Runs of one kind with nothing but space between them are one."""
    result: list[ViewRun] = []
    for run in runs:
        before = result[-1] if result else None
        if before and before.kind is run.kind and not text[before.end : run.start].strip():
            result[-1] = ViewRun(before.start, run.end, run.kind, before.other if run.other is None else run.other)
        else:
            result.append(run)
    return tuple(result)


REMOVED_KINDS = frozenset({RunKind.REMOVED, RunKind.MOVED_AWAY})
ADDED_KINDS = frozenset({RunKind.ADDED, RunKind.MOVED_HERE})
