"""Gutters: white space with text on both sides over several lines, and what stands on these sides.

    one   │ three        both sides are running text: columns, read one after the other
    two   │ four
    Doel  │ een lange    labels beside texts: the rows of a table
          │ tekst        one side is short notes: a margin

In: rows of a region from the top, gutters of the page before. Out: `Columns`, for the region that begins at a row.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import cached_property
from operator import attrgetter

from desktop.readers.column_kinds import (
    MIN_SIDE_LINES,
    TRAILING_GAP,
    has_parts,
    is_halved,
    is_labelled,
    is_marker,
    is_of_figures,
    is_prose,
    mean_letters,
)
from desktop.readers.page_grid import Stroke
from desktop.readers.page_lines import Piece, rows_of

GUTTER_EM = 0.85
"""Columns stand at least so far apart: LaTeX 10 pt at 10 pt type, newspapers 12 pt, LibreOffice 14-23 pt."""
MARGIN_LINES = 6
MARGIN_SHARE = 0.5
"""Beside six lines of text one short line may stand in the margin; notes there have at most half of the lines."""
MAX_ROWS, LOOK_AHEAD = 400, 40
"""Work is bounded: a page of three columns has 250 base lines at most; on one with more, columns are not looked for.
Text on both sides of a gutter is met within forty of them."""
UNIT_EM, MAX_UNITS, LEAST_UNIT = 0.1, 4000, 0.01
FAR_SHARE = 0.25
"""A line that begins in the first quarter of the width, alone on its base line, stands beside nothing."""


Span = tuple[float, float]


class Kind(Enum):
    """How the sides of gutters are read."""

    COLUMNS = auto()
    MARGIN = auto()
    LABELLED = auto()


@dataclass(frozen=True, slots=True)
class Columns:
    """A region with gutters. end: the row after it. sides: pieces from the left. rows: of each side. gutters: where
    their middles are."""

    end: int
    sides: list[list[Piece]]
    rows: list[list[list[Piece]]]
    kind: Kind
    gutters: list[float]


class Gutters:
    """Finds columns. across: drawn lines. hints: where the page before had its gutters."""

    def __init__(self, across: Sequence[Stroke], hints: Sequence[float]) -> None:
        self._across, self._hints = across, hints

    def find(self, rows: list[list[Piece]], k: int, space: Free) -> Columns | None:
        """The columns that begin at row k."""
        least = GUTTER_EM * min(p.size for p in rows[k])
        free = space.of(k, least)
        best: tuple[int, list[Span]] | None = None
        proven: set[Span] = set()  # with text on both sides; more rows and less white do not change that
        valid: list[Span] = []
        j = k + 1
        while j < len(rows) and free and (best is not None or j - k <= LOOK_AHEAD):
            spans = space.of(j, 0)
            j += 1
            if not _lies_in(free, spans):
                free = _common(free, spans, least)
                valid = []
            if not space.beside[j - 1]:
                continue
            if len(valid) < len(free):
                valid = [g for g in free if g in proven or (space.is_inside(g) and self._has_sides(rows[k:j], g))]
                proven.update(valid)
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
        own = [rows_of(column) for column in columns]
        kind = self._kind(columns, own, gutters)
        if kind is None:
            return None
        return Columns(end, columns, own, kind, edges)

    def _extend(
        self, rows: list[list[Piece]], k: int, end: int, gutters: list[Span], space: Free
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
        return all(is_prose(side) for side in _split(pieces, [(gutter[0] + gutter[1]) / 2]) if side)

    def _halves(self, pieces: Sequence[Piece], gutters: list[Span]) -> list[Span]:
        """Of the gutters of a page with a table in a column, the one that parts it in two halves; or all of them."""
        for gutter in gutters:
            left, right = _split(pieces, [(gutter[0] + gutter[1]) / 2])
            if left and right and is_halved(left, right):
                return [gutter]
        return gutters

    def _is_known(self, gutter: Span, size: float) -> bool:
        """Whether the page before had a gutter here."""
        return any(gutter[0] - size / 2 <= h <= gutter[1] + size / 2 for h in self._hints)

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

    def _kind(self, columns: list[list[Piece]], rows: list[list[list[Piece]]], gutters: list[Span]) -> Kind | None:
        """What the columns are, or None when the pieces are a table, a list, or nothing of the kind."""
        if any(not column for column in columns) or self._is_ruled(columns, gutters):
            return None
        if len(columns) == 2:
            top = min(p.y for p in columns[1]) - 1
            labels = [p for p in columns[0] if p.y >= top]
            if is_labelled(labels, columns[1]):
                # the last line of the text above may stand over the labels: the next row begins the table
                return Kind.LABELLED if len(labels) == len(columns[0]) else None
        prose = [is_prose(*side) for side in zip(columns, rows, strict=True)]
        if all(prose):
            return Kind.COLUMNS
        if any(map(is_of_figures, columns)):
            return None
        lines = [len(side) for side in rows]
        if all(self._is_known(g, columns[0][0].size) for g in gutters) and (any(prose) or min(lines) >= MIN_SIDE_LINES):
            return Kind.COLUMNS  # a table or a few lines stand in one of them
        most = max(range(len(columns)), key=lambda i: sum(len(p.text) for p in columns[i]))
        if any(prose) and len(columns) == 2 and is_halved(*columns):
            return Kind.COLUMNS
        if not prose[most]:
            return None
        if len(columns) == 2 and lines[1 - most] <= MARGIN_SHARE * lines[most] and mean_letters(columns[1 - most]) >= 3:
            return Kind.MARGIN
        return None

    def _is_ruled(self, columns: list[list[Piece]], gutters: list[Span]) -> bool:
        """Whether two drawn lines or more cross a gutter between the lines of text."""
        if not self._across:
            return False
        top = min(p.y - p.size for c in columns for p in c)
        bottom = max(p.y for c in columns for p in c)
        crossing = {
            round(line.at)
            for line in self._across
            for a, b in gutters
            if line.low < a and line.high > b and top + 1 < line.at < bottom - 1
        }
        return len(crossing) >= 2


class Free:
    """White space in the rows of a region. beside: rows with text that may stand beside other text. last: of these."""

    def __init__(self, rows: Sequence[Sequence[Piece]]) -> None:
        self._left = min([p.x0 for row in rows for p in row])
        self._right = max([p.x1 for row in rows for p in row])
        far = self._left + FAR_SHARE * (self._right - self._left)
        self.beside = [has_parts(row) or row[0].x0 > far for row in rows]
        self.last = max((i for i, b in enumerate(self.beside) if b), default=-1)
        self._rows = rows
        self._known: dict[int, list[Span]] = {}
        self._free: dict[int, int] = {}

    @cached_property
    def _unit(self) -> float:
        least = UNIT_EM * min([p.size for row in self._rows for p in row])
        return max(least, (self._right - self._left) / MAX_UNITS, LEAST_UNIT)

    @cached_property
    def _units(self) -> int:
        return int((self._right - self._left) / self._unit)

    def may_begin(self, k: int) -> bool:
        """Whether columns may begin at a row: some white space stays free down to one with text that may stand beside
        other text. A rough look by tenths of an em, which spares most rows a close one."""
        free, known = self._bits(k), self._free
        for j in range(k + 1, min(k + LOOK_AHEAD + 2, len(self._rows))):
            free &= known[j] if j in known else self._bits(j)
            if not free:
                return False
            if self.beside[j]:
                # without what reaches the edges of the region
                taken = ((1 << self._units) - 1) ^ free
                if free & (free + 1) & ((1 << taken.bit_length()) - 1):
                    return True
        return False

    def _bits(self, k: int) -> int:
        """The white space of a row, a bit for each unit that is not wholly taken."""
        bits = self._free.get(k)
        if bits is None:
            bits = (1 << self._units) - 1
            for piece in self._rows[k]:
                first = math.ceil((piece.x0 - self._left) / self._unit)
                after = min(int((piece.x1 - self._left) / self._unit), self._units)
                if after > first:
                    bits &= ~((1 << after) - (1 << first))
            self._free[k] = bits
        return bits

    def is_inside(self, gutter: Span) -> bool:
        """Whether text may stand on both sides; not where white space reaches the edge of the region."""
        return gutter[0] > self._left + 0.5 and gutter[1] < self._right - 0.5

    def of(self, k: int, least: float) -> list[Span]:
        """White space of a row between, before and behind its pieces."""
        spans = self._known.get(k)
        if spans is None:
            spans = self._known[k] = []
            at = self._left
            row = self._rows[k]
            for piece in sorted(row, key=attrgetter("x0")) if len(row) > 1 else row:
                if piece.x0 > at:
                    spans.append((at, piece.x0))
                if piece.x1 > at:
                    at = piece.x1
            if at < self._right:
                spans.append((at, self._right))
        return [s for s in spans if s[1] - s[0] >= least] if least else spans


def _lies_in(one: Sequence[Span], two: Sequence[Span]) -> bool:
    """Whether each of some intervals lies in one of others: most rows leave the gutters as they are."""
    for a, b in one:
        for c, d in two:
            if c <= a and b <= d:
                break
        else:
            return False
    return True


def _common(one: Sequence[Span], two: Sequence[Span], least: float) -> list[Span]:
    """What two lists of intervals have in common, pieces narrower than `least` left out."""
    result = []
    for a, b in one:
        for c, d in two:
            low, high = a if a > c else c, b if b < d else d
            if high - low >= least:
                result.append((low, high))
    return result


def _without_markers(pieces: Sequence[Piece], gutters: Sequence[Span]) -> list[Span]:
    """Gutters without those between the bullets or numbers of a list and its items."""
    kept = sorted(gutters)
    columns = _split(pieces, [(a + b) / 2 for a, b in kept])
    return [g for g, left in zip(kept, columns, strict=False) if not all(is_marker(p.text) for p in left)]


def _split(pieces: Sequence[Piece], edges: Sequence[float]) -> list[list[Piece]]:
    columns: list[list[Piece]] = [[] for _ in range(len(edges) + 1)]
    for piece in pieces:
        columns[bisect_left(edges, (piece.x0 + piece.x1) / 2)].append(piece)
    return columns
