"""Columns that were read across: a page of two columns whose lines stand side by side in the file.

    Het kabinet kiest voor een           en geen ministerie ook. De
    veilige omgeving, want geen          inzet van middelen volgt de

Out come the lines of the left column, then those of the right one, page by page; each knows its line of the file. Only
pages are touched on which most lines are split at one place and both sides read as running text: a table is not.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from desktop.text.lines import Ints, Lines, split_lines
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


@dataclass(frozen=True, slots=True, eq=False)
class _Gutters:
    """White space of three signs and more inside lines, in order; columns of shape (n,). line; start, end: where it
    stands in the text of the line; place: where on the page the text behind it begins."""

    line: Ints
    start: Ints
    end: Ints
    place: Ints

    def of(self, page: range) -> _Gutters:
        """Those of some lines."""
        a, b = np.searchsorted(self.line, [page.start, page.stop]).tolist()
        return _Gutters(self.line[a:b], self.start[a:b], self.end[a:b], self.place[a:b])


def read_columns(lines: Lines, pieces: Pieces) -> Lines:
    """Lines in the order in which columns are read; the same lines where there are none."""
    if sum(GUTTER in lines.texts[k] for k in lines.spaced.tolist()) < MIN_SPLIT_LINES:
        return lines
    gutters = _gutters(lines)
    bounds = [0, *np.flatnonzero(lines.breaks).tolist(), len(lines)]
    pages = [range(first, end) for first, end in itertools.pairwise(bounds) if first < end]
    columns = [_column(lines, page, gutters.of(page), STRICT) for page in pages]
    told = {column for column in columns if column}
    if not told:
        return lines
    # one page of a document tells of the others, which may hold more headings or contents, or a right column that
    # ends early
    columns = [
        column
        or _column(lines, page, gutters.of(page), LENIENT)
        or _column(lines, page, gutters.of(page), LENIENT, told)
        for column, page in zip(columns, pages, strict=True)
    ]
    parts: list[_Part] = []
    begins: set[int] = set()
    for page, column in zip(pages, columns, strict=True):
        begins.add(len(parts))
        if column is None:
            parts += [_Part(k, 0, len(lines.texts[k])) for k in page]
        else:
            parts += _unwoven(lines, page, column)
    return _rebuilt(lines, parts, begins, pieces)


def _gutters(lines: Lines) -> _Gutters:
    spaced = np.zeros(len(lines), bool)
    spaced[lines.spaced] = True
    word = np.append(np.repeat(spaced, np.diff(lines.word)), False)
    word[lines.word] = False  # the first of a line
    behind = np.flatnonzero(word)
    size = np.fromiter(map(len, lines.pieces), np.int64, len(lines.pieces))
    start = lines.at[behind - 1] + size[lines.piece[behind - 1]]
    end = lines.at[behind].astype(np.int64)
    wide = end - start >= len(GUTTER)
    line = np.searchsorted(lines.word, behind[wide], side="right") - 1
    return _Gutters(line, start[wide], end[wide], (lines.lead - lines.breaks)[line] + end[wide])


def _places(lines: Lines, k: int) -> Iterator[tuple[int, int, int]]:
    """Gutters of line `k`: start and end in its text, and the place on the page at which what follows begins."""
    lead = int(lines.lead[k]) - bool(lines.breaks[k])
    for found in _GUTTER.finditer(lines.texts[k]):
        yield found.start(), found.end(), lead + found.end()


def _column(lines: Lines, page: range, gutters: _Gutters, prose: _Prose, told: Collection[int] = ()) -> int | None:
    """Where the right column of a page begins, or nothing. prose: what both sides must be like. told: where it begins
    on other pages; then it is looked for there alone, and may be short."""
    inner = gutters.place[gutters.start >= MIN_SIDE_CHARS // 2]
    if told:
        near = np.abs(inner[:, None] - np.asarray(sorted(told))[None, :]) <= TOLERANCE
        inner = inner[near.any(axis=1)]
    if not len(inner):
        return None
    count = np.bincount(inner, minlength=int(inner.max()) + 1)
    around = np.convolve(count, np.ones(2 * TOLERANCE + 1, np.int64))[TOLERANCE:-TOLERANCE]
    most = np.lexsort((-np.arange(len(count)), count, np.where(count > 0, around, 0)))[-1]
    column = int(inner.min() if told else most)
    chars = lines.chars[page.start : page.stop]
    lead = (lines.lead - lines.breaks)[page.start : page.stop]
    fits = (gutters.place - (gutters.end - gutters.start) < column) & (gutters.place >= column - TOLERANCE)
    line, first = np.unique(gutters.line[fits], return_index=True)
    start, end = gutters.start[fits][first], gutters.end[fits][first]
    full = int((chars > 0).sum())
    if len(line) < max(MIN_SPLIT_LINES, (MIN_TOLD_SHARE if told else MIN_SPLIT_SHARE) * full):
        return None
    crosses = (chars > 0) & (lead < column - TOLERANCE) & (lead + chars >= column)
    crosses[line - page.start] = False
    if int(crosses.sum()) > MAX_FULL_SHARE * full:
        return None
    if min(int(start.sum()), int((lines.chars[line] - end).sum())) < prose.chars * len(line):
        return None
    split = list(zip(line.tolist(), start.tolist(), end.tolist(), strict=True))
    for side in ([lines.texts[k][:a] for k, a, _ in split], [lines.texts[k][b:] for k, _, b in split]):
        digits = sum(c.isdigit() for text in side for c in text)
        if sum(text[:1].islower() for text in side) < prose.lower_share * len(side) or digits > MAX_DIGIT_SHARE * sum(
            map(len, side)
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
