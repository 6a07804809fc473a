"""A row as one text: deletions struck, additions underlined, in reading order.

In: a row of the outline. Out: its paragraphs, each with runs that know which change they are part of. Where blocks were
split or merged the paragraphs are those of the new side; what was dropped stands where it stood.

    same "conform het " · same "kader " (change 4) · removed "2009" (change 4) · added "2014" (change 4) · same "."
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from desktop.model.comparison import Change
from desktop.model.document import Block
from desktop.reports.outline import Cell, Row
from desktop.reports.runs import RunKind
from desktop.reports.weave import Weaver


@dataclass(frozen=True, slots=True)
class InlineRun:
    """A piece of text. change: id of the change it belongs to; that is a phrase, so words that stayed can be part of
    it. other: id of the block where the other end of moved text stands."""

    kind: RunKind
    text: str
    change: int | None = None
    other: int | None = None


@dataclass(frozen=True, slots=True)
class InlineParagraph:
    """One paragraph. block: whose looks it has."""

    block: Block
    runs: tuple[InlineRun, ...]

    @property
    def texts(self) -> tuple[tuple[RunKind, str], ...]:
        """The runs as kinds and texts, neighbours of one kind joined."""
        found: list[tuple[RunKind, str]] = []
        for run in self.runs:
            if found and found[-1][0] is run.kind:
                found[-1] = (run.kind, found[-1][1] + run.text)
            else:
                found.append((run.kind, run.text))
        return tuple(found)


def inline_paragraphs(row: Row, weaver: Weaver) -> list[InlineParagraph]:
    """The paragraphs of a row that has text."""
    if not row.old or not row.new:
        return one_sided(row.new or row.old, row.changes, bool(row.new))
    spans_old = _spans(row.old, row.changes, False)
    spans_new = _spans(row.new, row.changes, True)
    news = [cell.block for cell in row.new]
    paragraphs: list[InlineParagraph] = []
    runs: list[InlineRun] = []
    old_at = new_at = 0
    parted = False
    for piece in weaver.weave(row.match):
        by_new = bool(piece.new) or piece.kind is RunKind.SAME
        text = piece.new if by_new else piece.old
        spans, at = (spans_new, new_at) if by_new else (spans_old, old_at)
        other = weaver.other_end(piece)
        # "heid en een" against "heid, een": the blank before what was dropped is not in the new text.
        lead = " " if parted and not by_new and text and not text[0].isspace() else ""
        parted = by_new and piece.old[-1:].isspace() and not text[-1:].isspace()
        for change, part in spans.cut(text, at) if text else ():
            if lead:
                part, lead = lead + part, ""
            first, *rest = part.split("\n") if by_new else [part.replace("\n", " ")]
            if first:
                runs.append(InlineRun(piece.kind, first, change, other))
            for following in rest:
                paragraphs.append(InlineParagraph(news[min(len(paragraphs), len(news) - 1)], tuple(runs)))
                runs = [InlineRun(piece.kind, following, change, other)] if following else []
        old_at += len(piece.old)
        new_at += len(piece.new)
    paragraphs.append(InlineParagraph(news[min(len(paragraphs), len(news) - 1)], tuple(runs)))
    return paragraphs


def one_sided(cells: Sequence[Cell], changes: Sequence[Change], is_new: bool) -> list[InlineParagraph]:
    """The paragraphs of one side by itself."""
    paragraphs = []
    for cell in cells:
        spans = _spans([cell], changes, is_new)
        at, runs = 0, []
        for run in cell.runs:
            runs += [InlineRun(run.kind, text, change, run.other) for change, text in spans.cut(run.text, at)]
            at += len(run.text)
        paragraphs.append(InlineParagraph(cell.block, tuple(runs)))
    return paragraphs


class _Spans:
    """Which change a place of a text is in; changes of one side never overlap."""

    def __init__(self, spans: Iterable[tuple[int, int, int]]) -> None:
        self._spans = sorted(spans)
        self._starts = [start for start, _, _ in self._spans]

    def cut(self, text: str, at: int) -> Iterator[tuple[int | None, str]]:
        """A text that begins at a place, cut where changes begin and end."""
        if not self._spans:
            yield None, text
            return
        end, begin = at + len(text), at
        for start, stop, change in self._spans[max(bisect_right(self._starts, at) - 1, 0) :]:
            if start >= end:
                break
            if stop <= at:
                continue
            if start > at:
                yield None, text[at - begin : start - begin]
                at = start
            yield change, text[at - begin : min(stop, end) - begin]
            at = min(stop, end)
        if at < end:
            yield None, text[at - begin :]


def _spans(cells: Sequence[Cell], changes: Sequence[Change], is_new: bool) -> _Spans:
    """Where changes stand in the texts of blocks joined by line feeds."""
    starts: dict[int | None, int] = {}
    at = 0
    for cell in cells:
        starts[cell.block.id] = at
        at += len(cell.block.text) + 1
    found = []
    for change in changes:
        start = starts.get(change.block_new if is_new else change.block_old)
        low, high = change.span_new if is_new else change.span_old
        if start is not None and high > low:
            found.append((start + low, start + high, change.id))
    return _Spans(found)
