"""Columns that were read across: a page of two columns whose lines stand side by side in the file.

    Het kabinet kiest voor een           en geen ministerie ook. De
    veilige omgeving, want geen          inzet van middelen volgt de

Out come the lines of the left column, then those of the right one, page by page; each knows its line of the file. Only
pages are touched on which most lines are split at one place and both sides read as running text: a table is not.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from desktop.text.lines import Lines, split_lines
from desktop.text.pieces import Pieces

GUTTER = "   "
_GUTTER = re.compile(r"\s{3,}")
MIN_SPLIT_LINES = 6
MIN_SPLIT_SHARE = 0.3
MIN_TOLD_SHARE = 0.12
MIN_SIDE_CHARS = 22
MAX_DIGIT_SHARE = 0.1
MAX_FULL_SHARE = 0.35
TOLERANCE = 2
MAX_COMBED_SHARE = 0.3


@dataclass(frozen=True, slots=True)
class _Prose:
    """Running text: at least so many characters a line, and such a share of lines that begin small."""

    chars: int
    lower_share: float


STRICT, LENIENT = _Prose(MIN_SIDE_CHARS, 0.25), _Prose(15, 0.05)


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a line: which line, and where in its text it begins and ends."""

    line: int
    start: int
    end: int


def read_columns(lines: Lines, pieces: Pieces) -> Lines:
    """Lines in the order in which columns are read; the same lines where there are none."""
    wide = [k for k, text in enumerate(lines.texts) if GUTTER in text]
    if len(wide) < MIN_SPLIT_LINES:
        return lines
    parts: list[_Part] = []
    begins: set[int] = set()
    found = False
    bounds = [0, *np.flatnonzero(lines.breaks).tolist(), len(lines)]
    pages = [range(first, end) for first, end in itertools.pairwise(bounds) if first < end]
    columns = [_column(lines, page, STRICT) for page in pages]
    told = {column for column in columns if column}
    if told:
        # one page of a document tells of the others, which may hold more headings or contents, or a right column
        # that ends early
        columns = [
            column or _column(lines, page, LENIENT) or _column(lines, page, LENIENT, told)
            for column, page in zip(columns, pages, strict=True)
        ]
    for page, column in zip(pages, columns, strict=True):
        begins.add(len(parts))
        if column is None:
            parts += [_Part(k, 0, len(lines.texts[k])) for k in page]
        else:
            found = True
            parts += _unwoven(lines, page, column)
    return _rebuilt(lines, parts, begins, pieces) if found else lines


def _places(lines: Lines, k: int) -> Iterator[tuple[int, int, int]]:
    """Gutters of line `k`: start and end in its text, and the place on the page at which what follows begins."""
    lead = int(lines.lead[k]) - bool(lines.breaks[k])
    for found in _GUTTER.finditer(lines.texts[k]):
        yield found.start(), found.end(), lead + found.end()


def _column(lines: Lines, page: range, prose: _Prose, told: Collection[int] = ()) -> int | None:
    """Where the right column of a page begins, or nothing. prose: what both sides must be like. told: where it begins
    on other pages; then it is looked for there alone, and may be short."""
    texts = lines.texts
    full = [k for k in page if texts[k]]
    places = Counter(place for k in full for start, _, place in _places(lines, k) if start >= MIN_SIDE_CHARS // 2)
    if told:
        places = Counter({p: n for p, n in places.items() if any(abs(p - q) <= TOLERANCE for q in told)})
    if not places:
        return None
    around = {p: sum(places[q] for q in range(p - TOLERANCE, p + TOLERANCE + 1)) for p in places}
    column = min(places) if told else max(around, key=lambda p: (around[p], places[p], -p))
    sides = [(texts[k][:start], texts[k][end:]) for k in full for start, end in [_split(lines, k, column)] if end]
    if len(sides) < max(MIN_SPLIT_LINES, (MIN_TOLD_SHARE if told else MIN_SPLIT_SHARE) * len(full)):
        return None
    crossing = sum(_crosses(lines, k, column) for k in full)
    if crossing > MAX_FULL_SHARE * len(full):
        return None
    for side in zip(*sides, strict=True):
        size = sum(map(len, side))
        digits = sum(c.isdigit() for text in side for c in text)
        if (
            size < prose.chars * len(side)
            or sum(text[:1].islower() for text in side) < prose.lower_share * len(side)
            or digits > MAX_DIGIT_SHARE * size
        ):
            return None
    return column


def _split(lines: Lines, k: int, column: int) -> tuple[int, int]:
    """Where line `k` is split at the column: end of the left part, start of the right one; (0, 0) when it is not."""
    for start, end, place in _places(lines, k):
        if place - (end - start) < column and place >= column - TOLERANCE:
            return start, end  # the right part may be indented
    return 0, 0


def _crosses(lines: Lines, k: int, column: int) -> bool:
    """Whether the text of line `k` runs over the gutter."""
    lead = int(lines.lead[k]) - bool(lines.breaks[k])
    if _split(lines, k, column)[1] or lead >= column - TOLERANCE:
        return False
    return lead + len(lines.texts[k]) >= column


def _unwoven(lines: Lines, page: range, column: int) -> list[_Part]:
    """Parts of a page in the order of reading: what stands above the columns, left, right, what stands below."""
    texts = lines.texts
    split = [k for k in page if texts[k] and _split(lines, k, column)[1]]
    last = split[-1]
    while last + 1 < page.stop and (texts[last + 1] or (last + 2 < page.stop and texts[last + 2])):
        if texts[last + 1] and _crosses(lines, last + 1, column):
            break
        last += 1  # the longer column goes on
    whole: list[_Part] = []
    left: list[_Part] = []
    right: list[_Part] = []
    out: list[_Part] = []
    for k in page:
        text = texts[k]
        lead = int(lines.lead[k]) - bool(lines.breaks[k])
        start, end = _split(lines, k, column) if text else (0, 0)
        if k < split[0] or k > last:
            whole.append(_Part(k, 0, len(text)))
        elif end:
            left.append(_Part(k, 0, start))
            right.append(_Part(k, end, len(text)))
        elif not text:
            left.append(_Part(k, 0, 0))
            right.append(_Part(k, 0, 0))
        elif lead >= column - TOLERANCE:
            left.append(_Part(k, 0, 0))
            right.append(_Part(k, 0, len(text)))
        elif not _crosses(lines, k, column):
            left.append(_Part(k, 0, len(text)))
            right.append(_Part(k, len(text), len(text)))
        else:  # over both columns: what stood above is read first
            out += [*_uncombed(lines, left), *_uncombed(lines, right)]
            left, right = [], []
            out += _notes_apart(lines, k)
        if k == split[0] - 1:
            out += whole
            whole = []
    return [
        *out,
        *_uncombed(lines, left),
        *_uncombed(lines, right),
        *(p for w in whole for p in _notes_apart(lines, w.line)),
    ]


def _uncombed(lines: Lines, parts: Sequence[_Part]) -> list[_Part]:
    """A column without the gaps that only the other one made: those at its ends, and where lines of the two stand in
    turns, every second."""
    filled = [i for i, p in enumerate(parts) if p.start < p.end]
    column = parts[filled[0] : filled[-1] + 1] if filled else []
    empty = [p.start == p.end for p in column]
    gaps = [i for i in range(1, len(column) - 1) if empty[i] and not empty[i - 1] and not empty[i + 1]]
    made = {i for i in gaps if lines.texts[column[i].line]}
    if len(made) <= MAX_COMBED_SHARE * (len(column) - sum(empty)):
        return list(column)
    return [p for i, p in enumerate(column) if i not in made]


def _notes_apart(lines: Lines, k: int) -> list[_Part]:
    """A line below or between the columns; two notes side by side are set in smaller type and have a gutter of their
    own."""
    text = lines.texts[k]
    gutters = [(start, end) for start, end, _ in _places(lines, k)]
    if len(gutters) == 1 and min(gutters[0][0], len(text) - gutters[0][1]) >= MIN_SIDE_CHARS:
        return [_Part(k, 0, gutters[0][0]), _Part(k, gutters[0][1], len(text))]
    return [_Part(k, 0, len(text))]


def _rebuilt(lines: Lines, parts: Sequence[_Part], begins: set[int], pieces: Pieces) -> Lines:
    """Lines measured anew, each with its place and line in the file."""
    text = "\n".join(
        ("\f" if i in begins and i else "") + lines.texts[p.line][p.start : p.end] for i, p in enumerate(parts)
    )
    made = split_lines(text, pieces)
    line = np.fromiter((p.line for p in parts), np.int64, len(parts))
    start = lines.start[line] + np.fromiter((p.start for p in parts), np.int64, len(parts))
    return replace(
        made,
        start=start,
        end=start + np.fromiter((p.end - p.start for p in parts), np.int64, len(parts)),
        lead=np.zeros(len(parts), np.int64),
        number=lines.number[line],
    )
