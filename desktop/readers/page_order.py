"""Reading order of a printed page: columns, notes in the margin, tables, lines.

In: the pieces of a sheet. Out: lines in the order in which a person reads them, each with the frame it was set in
and, in a table, its row and cell.

    ┌ Heading over both columns ┐      a gutter is white space with text on both sides over several lines;
    │ one   │ three │                  it makes columns when both sides are prose (lines mostly filled),
    │ two   │ four  │                  else what stands in it may be a table
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from desktop.readers.drawn_tables import TableRow, take_tables
from desktop.readers.page_grid import Stroke
from desktop.readers.page_lines import Piece, Sheet, merged, rows_of
from desktop.readers.page_tables import MAX_RUNNING, find_tables
from desktop.readers.table_rows import ROW_GAP, Cells, Column, is_figure

GUTTER_EM = 0.85
"""Columns stand at least so far apart: LaTeX 10 pt at 10 pt type, newspapers 12 pt, LibreOffice 14-23 pt."""
MIN_SIDE_LINES = 3
"""Lines on each side of a gutter; one is enough where a page before had its gutter at the same place."""
PROSE_CHARS = 18
"""Mean letters of a line of prose; three columns on A4 at 9 pt have 33, a column of amounts has 7, labels 5-20."""
PROSE_FILLED = 0.5
PROSE_RUN = 5
FILLED_SHARE = 0.6
"""Half of the lines of a prose column fill 60 % of its width; in columns of labels it is a third or less."""
HALF_SHARE, LEVEL_SHARE = 0.05, 0.5
"""Two columns of a page are as wide as each other, but for ragged ends; few lines beside a table are level."""
LABELS_SHARE = 0.7
"""Labels have fewer lines than the texts beside them, columns of one page as many."""
FIGURES_SHARE = 0.8
"""A column of amounts or page numbers is a table's or a list's."""
MARKER_GAP_EM = 4
MARGIN_LINES = 6
MARGIN_SHARE = 0.5
"""Beside six lines of text one short line may stand in the margin; notes there have at most half of the lines."""
MAX_DEPTH = 3
MAX_ROWS, LOOK_AHEAD = 400, 40
"""Work is bounded: a page of three columns has 250 base lines at most; on one with more, columns are not looked for.
Text on both sides of a gutter is met within forty of them."""
TRAILING_GAP = 1.6
FAR_SHARE = 0.25
"""A line that begins in the first quarter of the width, alone on its base line, stands beside nothing."""
_MARKER = re.compile(
    r"[^\w\s]{1,2}|[^\W\d_]|\(?(?:\d{1,3}|[^\W\d_]|[ivxlIVXL]{1,6})[.):°]{0,2}|§+|\d{1,2}(?:\.\d{1,3}){1,4}\.?|Art\.?|\uf0b7|\uf0a7"
)


Span = tuple[float, float]


@dataclass(slots=True)
class Line:
    """A line of a page in reading order. row, cell: its place in a table, -1 outside one."""

    piece: Piece
    frame: int
    row: int = -1
    cell: int = -1


@dataclass(slots=True)
class Arranged:
    """Lines in reading order, the frames they stand in, and the gutters that were found. rows: how many rows of tables
    there are. columns: of the table that ends the last frame."""

    lines: list[Line] = field(default_factory=list)
    frames: list[Span] = field(default_factory=list)
    gutters: list[float] = field(default_factory=list)
    rows: int = 0
    columns: Sequence[Column] = ()


def arrange(sheet: Sheet, hints: Sequence[float] = (), columns: Sequence[Column] = ()) -> Arranged:
    """Put the pieces of a sheet in reading order. hints: where the page before had its gutters; columns: those of the
    table it ended with."""
    result = Arranged(columns=columns)
    pieces, rows, across = take_tables(sheet)
    _Order(across, rows, hints, result).run([*pieces, *rows], 0)
    return result


class _Order:
    def __init__(
        self, across: Sequence[Stroke], drawn: Sequence[TableRow], hints: Sequence[float], out: Arranged
    ) -> None:
        self.across, self.hints, self.out = across, hints, out
        self.drawn: dict[int, list[TableRow]] = {}
        for row in drawn:
            self.drawn.setdefault(row.table, []).append(row)

    def run(self, pieces: list[Piece], depth: int) -> None:
        """Columns first; what is not in columns goes on as it stands."""
        if not pieces:
            return
        rows = rows_of(pieces)
        waiting: list[list[Piece]] = []
        k = 0
        free = _Free(rows)
        last = free.last if depth < MAX_DEPTH and len(rows) <= MAX_ROWS else -1
        while k < len(rows):
            found = self._columns(rows, k, free) if k < last and free.is_near(k) else None
            if found is None:
                waiting.append(rows[k])
                k += 1
                continue
            end, columns, kind = found
            self._plain(waiting)
            waiting = []
            if kind == "margin":
                self._margin(*columns)
            elif kind == "rows":
                self._labelled(*columns)
            else:
                for column in columns:
                    self.run(column, depth + 1)
            k = end
        self._plain(waiting)

    # ---- columns -----------------------------------------------------------------------------------------------

    def _columns(self, rows: list[list[Piece]], k: int, space: _Free) -> tuple[int, list[list[Piece]], str] | None:
        """The columns that begin at row k: the row after them, their pieces, and whether one is a margin."""
        least = GUTTER_EM * min(p.size for p in rows[k])
        free = space.of(k, least)
        best: tuple[int, list[Span]] | None = None
        j = k + 1
        while j < len(rows) and free and (best is not None or j - k <= LOOK_AHEAD):
            free = _common(free, space.of(j, 0), least)
            j += 1
            inner = [g for g in free if space.is_inside(g)] if space.beside[j - 1] else []
            valid = [g for g in inner if self._has_sides(rows[k:j], g)]
            if valid:
                best = j, valid
        if best is None:
            return None
        end, _ = best
        region = [p for row in rows[k:end] for p in row]
        gutters = _without_markers(region, best[1])
        if len(gutters) > 1:
            prose = [g for g in gutters if self._parts_prose(region, g)]
            gutters = (
                prose or [g for g in gutters if self._is_known(g, rows[k][0].size)] or self._halves(region, gutters)
            )
        if not gutters:
            return None
        end, gutters = self._extend(rows, k, end, gutters, space)
        end = self._trimmed(rows, k, end, gutters)
        region = [p for row in rows[k:end] for p in row]
        edges = sorted((a + b) / 2 for a, b in gutters)
        columns = _split(region, edges)
        kind = self._kind(columns, gutters)
        if kind is None:
            return None
        self.out.gutters.extend(edges)
        return end, columns, kind

    def _extend(
        self, rows: list[list[Piece]], k: int, end: int, gutters: list[Span], space: _Free
    ) -> tuple[int, list[Span]]:
        """Go on below the last row with text on both sides as long as a gutter stays free."""
        while end < len(rows):
            left = _common(gutters, space.of(end, 0), 0.5)
            if len(left) < len(gutters):
                break
            gutters, end = left, end + 1
        return end, gutters

    def _has_sides(self, rows: Sequence[Sequence[Piece]], gutter: Span) -> bool:
        needed = 1 if self._is_known(gutter, rows[0][0].size) else MIN_SIDE_LINES
        left = right = 0
        for row in rows:
            left += any(p.x1 <= gutter[0] + 0.5 for p in row)
            right += any(p.x0 >= gutter[1] - 0.5 for p in row)
            if min(left, right) >= needed or (min(left, right) >= 1 and max(left, right) >= MARGIN_LINES):
                return True
        return False

    def _parts_prose(self, pieces: Sequence[Piece], gutter: Span) -> bool:
        """Whether there is prose on both sides of a gutter; the gutters inside a table have none on one."""
        return all(_is_prose(side) for side in _split(pieces, [(gutter[0] + gutter[1]) / 2]) if side)

    def _halves(self, pieces: Sequence[Piece], gutters: list[Span]) -> list[Span]:
        """Of the gutters of a page with a table in a column, the one that parts it in two halves; or all of them."""
        return next(([g] for g in gutters if _is_halved(*_split(pieces, [(g[0] + g[1]) / 2]))), gutters)

    def _is_known(self, gutter: Span, size: float) -> bool:
        """Whether the page before had a gutter here."""
        return any(gutter[0] - size / 2 <= h <= gutter[1] + size / 2 for h in self.hints)

    def _trimmed(self, rows: list[list[Piece]], k: int, end: int, gutters: list[Span]) -> int:
        """Where lines over the full width follow, what stands to the left below the last line to the right, after more
        than a line's space, belongs to them: a heading."""
        if end >= len(rows):
            return end
        edge = min(a + b for a, b in gutters) / 2
        last = max((i for i in range(k, end) if any(p.x0 > edge for p in rows[i])), default=end - 1)
        for i in range(last + 1, end):
            if rows[i][0].y - rows[i - 1][0].y > TRAILING_GAP * max(p.size for p in rows[i]):
                return i
        return end

    def _kind(self, columns: list[list[Piece]], gutters: list[Span]) -> str | None:
        """ "columns", "margin" or "rows", or None when the pieces are a table, a list, or nothing of the kind."""
        if any(not column for column in columns) or self._is_ruled(columns, gutters):
            return None
        if len(columns) == 2:
            top = min(p.y for p in columns[1]) - 1
            labels = [p for p in columns[0] if p.y >= top]
            if _is_labelled(labels, columns[1]):
                # the last line of the text above may stand over the labels: the next row begins the table
                return "rows" if len(labels) == len(columns[0]) else None
        prose = [_is_prose(column) for column in columns]
        if all(prose):
            return "columns"
        if any(sum(is_figure(p.text) for p in column) > FIGURES_SHARE * len(column) for column in columns):
            return None
        lines = [len(rows_of(column)) for column in columns]
        if all(self._is_known(g, columns[0][0].size) for g in gutters) and (any(prose) or min(lines) >= MIN_SIDE_LINES):
            return "columns"  # a table or a few lines stand in one of them
        most = max(range(len(columns)), key=lambda i: sum(len(p.text) for p in columns[i]))
        if any(prose) and len(columns) == 2 and _is_halved(*columns):
            return "columns"
        if not prose[most]:
            return None
        if len(columns) == 2 and lines[1 - most] <= MARGIN_SHARE * lines[most] and _letters(columns[1 - most]) >= 3:
            return "margin"
        return None

    def _is_ruled(self, columns: list[list[Piece]], gutters: list[Span]) -> bool:
        """Whether two drawn lines or more cross a gutter between the lines of text."""
        if not self.across:
            return False
        top = min(p.y - p.size for c in columns for p in c)
        bottom = max(p.y for c in columns for p in c)
        crossing = {
            round(line.at)
            for line in self.across
            for a, b in gutters
            if line.low < a and line.high > b and top + 1 < line.at < bottom - 1
        }
        return len(crossing) >= 2

    def _margin(self, left: list[Piece], right: list[Piece]) -> None:
        """A column of short notes or headings beside the text: each stands before the line it begins at."""
        main, side = (left, right) if _letters(left) * len(left) >= _letters(right) * len(right) else (right, left)
        groups = _groups(side)
        waiting: list[list[Piece]] = []
        for row in rows_of(main):
            while groups and groups[0][0][0].y <= row[0].y + 0.5 * row[0].size:
                self._plain(waiting)
                waiting = []
                self._plain(groups.pop(0))
            waiting.append(row)
        self._plain(waiting)
        for group in groups:
            self._plain(group)

    def _labelled(self, left: list[Piece], right: list[Piece]) -> None:
        """Labels beside texts: the rows of a table, each from a label to the line above the next."""
        out = self.out
        out.frames.append((min(p.x0 for p in left), max(p.x1 for p in right)))
        starts = [group[0][0].y - 0.5 * group[0][0].size for group in _groups(left)]
        for above, below in itertools.pairwise([*starts, float("inf")]):
            self._row([[p for row in rows_of(c) for p in row if above <= p.y < below] for c in (left, right)])

    # ---- lines and tables --------------------------------------------------------------------------------------

    def _plain(self, rows: list[list[Piece]]) -> None:
        """Rows of one column: tables by row and cell, all else line by line. A drawn table stands where it begins."""
        if not rows:
            return
        out = self.out
        out.frames.append((min(p.x0 for r in rows for p in r), max(p.x1 for r in rows for p in r)))
        waiting: list[list[Piece]] = []
        for row in rows:
            drawn = {p.table for p in row if isinstance(p, TableRow)}
            beside = [p for p in row if not isinstance(p, TableRow)]
            if beside:
                waiting.append(beside)
            for table in sorted(drawn & self.drawn.keys()):
                self._lines(waiting)
                waiting = []
                for line in self.drawn.pop(table):
                    self._row(line.cells)
                out.columns = ()
        self._lines(waiting)

    def _lines(self, rows: list[list[Piece]]) -> None:
        """Rows of one column, none of a drawn table among them."""
        if not rows:
            return
        out = self.out
        tables = find_tables(rows, self.across, lambda text: _MARKER.fullmatch(text) is not None, out.columns)
        out.columns = ()
        k = 0
        while k < len(rows):
            table = tables.get(k)
            if table is None:
                out.lines.append(Line(_as_line(rows[k]), len(out.frames) - 1))
                k += 1
                continue
            for row in table.rows:
                self._row(row)
            k = table.end
            out.columns = table.columns if len(rows) - k <= MAX_RUNNING else ()

    def _row(self, cells: Cells) -> None:
        out = self.out
        for cell, pieces in enumerate(cells):
            out.lines.extend(Line(p, len(out.frames) - 1, out.rows, cell) for p in pieces)
        out.rows += 1


def _as_line(row: Sequence[Piece]) -> Piece:
    row = sorted(row, key=lambda p: p.x0)
    line = row[0]
    for piece in row[1:]:
        line = merged(line, piece)
    return line


class _Free:
    """White space in the rows of a region. beside: rows with text that may stand beside other text. last: of these."""

    def __init__(self, rows: Sequence[Sequence[Piece]]) -> None:
        self._left = min(p.x0 for row in rows for p in row)
        self._right = max(p.x1 for row in rows for p in row)
        far = self._left + FAR_SHARE * (self._right - self._left)
        self.beside = [_has_parts(row) or row[0].x0 > far for row in rows]
        self.last = max((i for i, b in enumerate(self.beside) if b), default=-1)
        self._rows = rows
        self._known: dict[int, list[Span]] = {}

    def is_near(self, k: int) -> bool:
        """Whether text that may stand beside other text is met soon below a row, or in it."""
        return any(self.beside[k : k + LOOK_AHEAD + 1])

    def is_inside(self, gutter: Span) -> bool:
        """Whether text may stand on both sides; not where white space reaches the edge of the region."""
        return gutter[0] > self._left + 0.5 and gutter[1] < self._right - 0.5

    def of(self, k: int, least: float) -> list[Span]:
        """White space of a row between, before and behind its pieces."""
        spans = self._known.get(k)
        if spans is None:
            spans = self._known[k] = []
            at = self._left
            for piece in sorted(self._rows[k], key=lambda p: p.x0):
                if piece.x0 > at:
                    spans.append((at, piece.x0))
                at = max(at, piece.x1)
            if at < self._right:
                spans.append((at, self._right))
        return [s for s in spans if s[1] - s[0] >= least] if least else spans


def _has_parts(row: Sequence[Piece]) -> bool:
    """Whether a row is more than one text: a bullet or number and its item are one."""
    if len(row) != 2:
        return len(row) > 2
    first, second = sorted(row, key=lambda p: p.x0)
    return not (_MARKER.fullmatch(first.text) and second.x0 - first.x1 < MARKER_GAP_EM * second.size)


def _common(one: Sequence[Span], two: Sequence[Span], least: float) -> list[Span]:
    """What two lists of intervals have in common, pieces narrower than `least` left out."""
    result = []
    for a, b in one:
        for c, d in two:
            low, high = max(a, c), min(b, d)
            if high - low >= least:
                result.append((low, high))
    return result


def _without_markers(pieces: Sequence[Piece], gutters: Sequence[Span]) -> list[Span]:
    """Gutters without those between the bullets or numbers of a list and its items."""
    kept = sorted(gutters)
    columns = _split(pieces, [(a + b) / 2 for a, b in kept])
    return [g for g, left in zip(kept, columns, strict=False) if not all(_MARKER.fullmatch(p.text) for p in left)]


def _split(pieces: Sequence[Piece], edges: Sequence[float]) -> list[list[Piece]]:
    columns: list[list[Piece]] = [[] for _ in range(len(edges) + 1)]
    for piece in pieces:
        columns[sum((piece.x0 + piece.x1) / 2 > e for e in edges)].append(piece)
    return columns


def _letters(pieces: Sequence[Piece]) -> float:
    """Mean number of letters of the pieces."""
    return sum(sum(c.isalpha() for c in p.text) for p in pieces) / max(len(pieces), 1)


def _groups(column: Sequence[Piece]) -> list[list[list[Piece]]]:
    """Lines of a column with no more than a line's space between them, together."""
    groups: list[list[list[Piece]]] = []
    for row in rows_of(column):
        if groups and row[0].y - groups[-1][-1][0].y <= TRAILING_GAP * row[0].size:
            groups[-1].append(row)
        else:
            groups.append([row])
    return groups


def _is_labelled(left: Sequence[Piece], right: Sequence[Piece]) -> bool:
    """Whether these are labels in the face of the text, each level with the first line of a text beside it that stands
    apart from the one above: a table without drawn lines. Labels in another face are headings in the margin."""
    if len(left) > LABELS_SHARE * len(right) or len({p.weight for p in left}) > 1:
        return False
    labels, texts = _groups(left), _pitched(right)
    if len(labels) < MIN_SIDE_LINES or len(texts) < len(labels) - 1:
        return False
    if len({(round(p.size, 1), p.weight, p.italic) for p in (*left, *right)}) > 1:
        return False
    return all(any(abs(group[0][0].y - y) <= 1 for y in texts) for group in labels)


def _pitched(column: Sequence[Piece]) -> list[float]:
    """Where lines stand that are further from the line above than the lines of a text are, the first one included."""
    rows = rows_of(column)
    pitches = [b[0].y - a[0].y for a, b in itertools.pairwise(rows)]
    usual = min(pitches, default=0.0)
    return [rows[0][0].y, *(row[0].y for row, pitch in zip(rows[1:], pitches, strict=True) if pitch > ROW_GAP * usual)]


def _is_halved(left: Sequence[Piece], right: Sequence[Piece]) -> bool:
    """Whether texts stand in two columns of the same width whose lines go their own ways: those of a table, of a label
    and the text beside it, stand on the same base lines."""
    rows = rows_of(left), rows_of(right)
    widths = [max(p.x1 for p in side) - min(p.x0 for p in side) for side in (left, right)]
    if min(map(len, rows)) < MIN_SIDE_LINES or abs(widths[0] - widths[1]) > HALF_SHARE * max(widths):
        return False
    few, many = sorted(rows, key=len)
    level = sum(any(abs(r[0].y - o[0].y) <= 1 for o in many) for r in few)
    return level <= LEVEL_SHARE * len(few)


def _is_prose(column: Sequence[Piece]) -> bool:
    """Whether a column is text that runs on: most lines are filled, or some in a row where a table stands too."""
    rows = rows_of(column)
    width = max(p.x1 for p in column) - min(p.x0 for p in column)
    chars = sum(len(p.text) for p in column) / len(rows)
    filled = [sum(p.width for p in row) >= FILLED_SHARE * width for row in rows]
    if len(rows) >= MIN_SIDE_LINES and chars >= PROSE_CHARS and sum(filled) >= PROSE_FILLED * len(rows):
        return True
    run = 0
    for row, full in zip(rows, filled, strict=True):
        run = run + 1 if full and not _has_parts(row) and sum(len(p.text) for p in row) >= PROSE_CHARS else 0
        if run >= PROSE_RUN:
            return True
    return False
