"""The rows of the comparison view, made from the outline that reports use. Knows nothing of Qt.

In: a `Comparison`. Out: `ViewRow`s in reading order; a row's index in that tuple is its name everywhere else.

    outline  Part "Regisseren"                         ViewRow(kind=PAIR, part=31, head=Part(...))
               Row old [heading] new [heading]           old cell "Regisseren"      new cell "Regisseren"
               Row old [item]    new [item]            ViewRow(kind=PAIR)
                                                         old cell "… kader 2009."   run 14–18 removed, change 4 at 10–18

A cell is one block of one side. Its runs are only what is not the same; all between them is. Besides what the
outline has there are rows for the edges of excerpts. Each word of both editions is in exactly one cell.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from desktop.model.comparison import ChangeKind, Comparison, Mark, Op, Relation
from desktop.model.document import Block, BlockKind
from desktop.reports.outline import Cell, Outline, Part, Row, build_outline
from desktop.reports.runs import Run, RunKind
from desktop.ui.compare.tables import Column, cell_cuts, columns_of


class Side(StrEnum):
    """Which edition. BOTH is the one column of the inline view."""

    OLD = "old"
    NEW = "new"
    BOTH = "both"


class RowKind(StrEnum):
    """What a row is to a reader."""

    PAIR = "pair"
    ADDED = "added"
    REMOVED = "removed"
    OUTSIDE = "outside"
    STOOD = "stood"
    """No text: here stood what moved."""
    EDGE = "edge"
    """No text: an excerpt begins or ends here."""
    FOLD = "fold"
    """No text: equal rows that are folded away."""


class Sign(StrEnum):
    """What stands between the columns."""

    SAME = "same"
    EDITED = "edited"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    SPLIT = "split"
    MERGED = "merged"
    OUTSIDE = "outside_excerpt"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class ViewRun:
    """Code points start to end of a cell's text that are not the same. other: block where moved text stands."""

    start: int
    end: int
    kind: RunKind
    other: int | None = None


@dataclass(frozen=True, slots=True)
class ChangeSpan:
    """Where a change stands in a cell's text; start is end where something was added or removed in between.

    is_form: only capitals or punctuation differ, so that no run of words tells of it.
    """

    start: int
    end: int
    change: int
    is_form: bool = False


@dataclass(frozen=True, slots=True)
class ViewCell:
    """A block as shown. page: where it differs from the page of the cell before. cuts, columns: of a table row."""

    block: Block
    text: str
    runs: tuple[ViewRun, ...] = ()
    changes: tuple[ChangeSpan, ...] = ()
    page: int | None = None
    cuts: tuple[tuple[int, int], ...] = ()
    columns: tuple[Column, ...] = ()

    @property
    def form(self) -> BlockKind:
        return self.block.kind


@dataclass(frozen=True, slots=True)
class ViewRow:
    """Cells that stand beside each other. part: id of the section. head: the section, on its first row.

    moved: the row stands where its old side did not; `place` then is the title of the other end, "" within the
    section. chars: of the longest side, for an estimate of the height. ops: of the match, for the inline view.
    count: rows folded away in a FOLD. begins: of an EDGE, whether the excerpt begins there; side: which excerpt. An
    OUTSIDE row with `begins` is the first of them.
    """

    kind: RowKind
    part: int = -1
    match: int = -1
    sign: Sign = Sign.NONE
    old: tuple[ViewCell, ...] = ()
    new: tuple[ViewCell, ...] = ()
    ops: tuple[Op, ...] = ()
    changes: tuple[int, ...] = ()
    head: Part | None = None
    moved: bool = False
    place: str = ""
    opening: str = ""
    chars: int = 0
    count: int = 0
    begins: bool = False
    side: Side = Side.OLD

    def cells(self, side: Side) -> tuple[ViewCell, ...]:
        """The cells of one edition."""
        return self.old if side is Side.OLD else self.new

    @property
    def is_same(self) -> bool:
        """Whether a reader may skip it."""
        return self.sign is Sign.SAME

    @property
    def is_heading(self) -> bool:
        cells = self.new or self.old
        return bool(cells) and cells[0].block.is_heading

    @property
    def is_table(self) -> bool:
        cells = self.new or self.old
        return bool(cells) and bool(cells[0].cuts)


MOVED_KINDS = frozenset({RunKind.MOVED_AWAY, RunKind.MOVED_HERE})
OPENING_CHARS = 70
"""Of moved text, shown where it stood: enough to know it by."""
_KINDS = {Relation.ADDED: RowKind.ADDED, Relation.REMOVED: RowKind.REMOVED, Relation.OUTSIDE: RowKind.OUTSIDE}


def build_rows(comparison: Comparison, outline: Outline | None = None) -> tuple[ViewRow, ...]:
    """All rows of a comparison. outline: where it is at hand already."""
    return tuple(with_edges(part_rows(outline or build_outline(comparison))))


def part_rows(outline: Outline) -> Iterator[ViewRow]:
    """The rows of the outline, in order, one after the other: what streams."""
    return _Builder(outline).rows()


def change_order(rows: Iterable[ViewRow]) -> tuple[int, ...]:
    """The ids of all changes in the order in which a reader meets them."""
    return tuple(dict.fromkeys(change for row in rows for change in row.changes))


class _Builder:
    def __init__(self, outline: Outline) -> None:
        self.outline = outline
        comparison = outline.comparison
        self.ops = {d.match: d.ops for d in comparison.diffs}
        self.titles = {p.id: p for p in outline.parts}
        self.stood_in = {row.match.id: p.id for p in outline.parts for row in p.rows if row.stood}
        self.new_text = {b.id: b.text for b in comparison.new.blocks}
        self.moves = {c.id for c in comparison.changes if c.kind is ChangeKind.MOVED}
        self.spans_old: dict[int, list[ChangeSpan]] = {}
        self.spans_new: dict[int, list[ChangeSpan]] = {}
        for c in comparison.changes:
            is_form = c.kind in (ChangeKind.CASE, ChangeKind.PUNCTUATION)
            if c.block_old is not None:
                self.spans_old.setdefault(c.block_old, []).append(ChangeSpan(*c.span_old, c.id, is_form))
            if c.block_new is not None:
                self.spans_new.setdefault(c.block_new, []).append(ChangeSpan(*c.span_new, c.id, is_form))
        self.page_old: int | None = None
        self.page_new: int | None = None

    def rows(self) -> Iterator[ViewRow]:
        for part in self.outline.parts:
            head: Part | None = _head(part)
            columns = columns_of(part.rows)
            for row in part.rows:
                yield self._row(row, part, head, columns)
                head = None

    def _row(self, row: Row, part: Part, head: Part | None, columns: dict[int, tuple[Column, ...]]) -> ViewRow:
        match = row.match
        stood_in = self.stood_in.get(match.id)
        if row.stood:
            there = self.outline.place.get(match.id)
            return ViewRow(
                RowKind.STOOD,
                part.id,
                match.id,
                Sign.MOVED,
                head=head,
                moved=True,
                place="" if there == part.id else self._title(there, new=True),
                opening=_opening(" ".join(self.new_text.get(b, "") for b in match.new)),
                chars=OPENING_CHARS,
            )
        old = tuple(self._cell(c, self.spans_old, Side.OLD, columns) for c in row.old)
        new = tuple(self._cell(c, self.spans_new, Side.NEW, columns) for c in row.new)
        return ViewRow(
            _KINDS.get(match.relation, RowKind.PAIR),
            part.id,
            match.id,
            _sign(row, moved=stood_in is not None),
            old,
            new,
            self.ops.get(match.id, ()),
            _in_order(old, new),
            head=head,
            moved=stood_in is not None,
            place="" if stood_in in (None, part.id) else self._title(stood_in, new=False),
            chars=max(sum(len(c.text) for c in cells) for cells in (old, new)),
        )

    def _cell(
        self, cell: Cell, spans: dict[int, list[ChangeSpan]], side: Side, columns: dict[int, tuple[Column, ...]]
    ) -> ViewCell:
        block = cell.block
        page = None
        if block.page is not None:
            if side is Side.OLD:
                page, self.page_old = (block.page if block.page != self.page_old else None), block.page
            else:
                page, self.page_new = (block.page if block.page != self.page_new else None), block.page
        cuts = cell_cuts(block)
        at = tuple(spans.get(block.id, ()))
        runs = changed_runs(cell.runs)
        if any(run.kind in MOVED_KINDS for run in runs):
            inner = [s for s in at if s.start < s.end and s.change not in self.moves]
            runs = tuple(r for run in runs for r in _with_inner(run, inner, side))
        return ViewCell(
            block,
            block.text,
            runs,
            at,
            page,
            cuts,
            columns.get(len(cuts), ()) if cuts else (),
        )

    def _title(self, part_id: int | None, new: bool) -> str:
        part = self.titles.get(-1 if part_id is None else part_id)
        if part is None:
            return ""
        return " + ".join((part.new_titles if new else part.old_titles) or part.old_titles or part.new_titles)


def _head(part: Part) -> Part:
    """A part without its rows, and with nothing that was made while the outline was: one small value kept from each of
    its parts would keep all memory around it when the outline goes."""
    return replace(
        part,
        rows=(),
        groups=(),
        old_titles=tuple(list(part.old_titles)),
        new_titles=tuple(list(part.new_titles)),
        words=part.words + 0,
        share_changed=part.share_changed + 0.0,
    )


def _in_order(old: tuple[ViewCell, ...], new: tuple[ViewCell, ...]) -> tuple[int, ...]:
    """The changes of a row as a reader of the new side meets them; what it lacks, by its place on the old side."""
    places: dict[int, tuple[int, int]] = {}
    for cells in (new, old):
        for i, cell in enumerate(cells):
            for span in cell.changes:
                places.setdefault(span.change, (i, span.start))
    return tuple(sorted(places, key=lambda change: places[change]))


def changed_runs(runs: Sequence[Run]) -> tuple[ViewRun, ...]:
    """Runs that are not the same, with their places; a space between two of one kind is no break."""
    text = "".join(run.text for run in runs)
    result: list[ViewRun] = []
    at = 0
    for run in runs:
        end = at + len(run.text)
        if run.kind is not RunKind.SAME and run.text:
            before = result[-1] if result else None
            if before and before.kind is run.kind and not text[before.end : at].strip():
                other = run.other if before.other is None else before.other
                result[-1] = ViewRun(before.start, end, run.kind, other)
            else:
                result.append(ViewRun(at, end, run.kind, run.other))
        at = end
    return tuple(result)


def _with_inner(run: ViewRun, inner: Sequence[ChangeSpan], side: Side) -> Iterator[ViewRun]:
    """A moved run, cut where its words changed on the way."""
    at = run.start
    if run.kind in MOVED_KINDS:
        kind = RunKind.REMOVED if side is Side.OLD else RunKind.ADDED
        for span in sorted(inner, key=lambda s: s.start):
            if at <= span.start and span.end <= run.end:
                if at < span.start:
                    yield ViewRun(at, span.start, run.kind, run.other)
                yield ViewRun(span.start, span.end, kind)
                at = span.end
    if at < run.end:
        yield ViewRun(at, run.end, run.kind, run.other)


def _sign(row: Row, moved: bool) -> Sign:
    relation = row.match.relation
    if relation in _KINDS:
        return Sign(relation.value)
    if moved or Mark.MOVED in row.match.marks:
        return Sign.MOVED
    if relation in (Relation.SPLIT, Relation.MERGED):
        return Sign(relation.value)
    if row.is_same:
        return Sign.SAME
    changed = {run.kind for cell in (*row.old, *row.new) for run in cell.runs} - {RunKind.SAME}
    return Sign.MOVED if changed and changed <= MOVED_KINDS else Sign.EDITED


def _opening(text: str) -> str:
    if len(text) <= OPENING_CHARS:
        return text
    return text[:OPENING_CHARS].rsplit(" ", 1)[0] + " …"


def with_edges(rows: Iterable[ViewRow]) -> Iterator[ViewRow]:
    """Rows with an EDGE where one side's excerpt begins or ends: at the border of what lies outside it."""
    listed = list(rows)
    spread: dict[Side, tuple[int, int]] = {}
    for side in (Side.OLD, Side.NEW):
        inside = [i for i, r in enumerate(listed) if r.cells(side) and r.kind is not RowKind.OUTSIDE]
        if inside:
            spread[side] = (inside[0], inside[-1])
    before: Side | None = None
    for i, row in enumerate(listed):
        lacks = _lacks(row)
        for edge, begins in ((before, True), (lacks, False)):
            if edge is None or before is lacks or edge not in spread:
                continue
            first, last = spread[edge]
            if (begins and i <= first) or (not begins and i > last):
                yield ViewRow(RowKind.EDGE, row.part, begins=begins, side=edge)
        yield replace(row, begins=True) if lacks is not None and lacks is not before else row
        before = lacks


def _lacks(row: ViewRow) -> Side | None:
    """Which side's excerpt does not reach to a row."""
    if row.kind is not RowKind.OUTSIDE:
        return None
    return Side.NEW if row.old else Side.OLD
