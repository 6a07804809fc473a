"""The lines of a file with what can be measured of each, vectorised: words, place, width, first and last character.

A `Lines` is a table; row k is line k + 1 of the file. Words are found and looked up once, in stretches of text that
stay in the cache (docs/decisions, 1); widths and digits are running totals over its characters. Widths are estimated
twice, in characters and in Helvetica units (1/1000 em), because text out of a PDF was wrapped at a width of
proportional type, other text at a number of characters. `find_wrap` says which of the two explains the line ends better
and where the right margin stands.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any, overload

import numpy as np
import numpy.typing as npt

from desktop.model.document import line_break
from desktop.model.words import Ids
from desktop.text.char_tables import CODE_LIMIT, DIGITS_FROM, WIDTHS, Codes, char_tables, codes_of
from desktop.text.pieces import Pieces

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
UNSEEN = " \u00ad\u200b\u2060\ufeff\x7f" + "".join(map(chr, (*range(9), *range(14, 28))))
CHUNK_CHARS = 1 << 17
"""A text is measured in pieces of this size: their columns stay in the cache."""
MIN_FIGURED_SHARE = 0.25
"""Where so many lines end in a digit there may be tables, and their figures are looked for at once."""
_ALIKE = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True, slots=True, eq=False)
class Lines:
    """All lines of a file. Arrays have shape (n,); offsets are code points of the file as decoded.

    number: which line of the file it is, from 1. texts: lines without surrounding white space. start, end: where that
    text stands. lead: white space before it. trail: whether white space follows it. gap: blank lines since the last
    line with text. breaks: a form feed before it. first, second, third, last: code points of its outer characters, 0
    where it has none. digits: how many digits it has. figures: how many of its last two words, from the end, are
    figures ("1.234,5") for sure; only looked for where many lines end in one. chars, width: width in characters and in
    1/1000 em. first_chars, first_width: the same of its first word.

    The words of all lines in order, shape (words,): piece, number in `pieces`; at, place in the line's text. The words
    of line k are those from word[k] to word[k + 1]. spaced: lines between whose words stands more, or other white
    space than single blanks; mixed: those of them in which a single sign stands that is neither blank nor tab.
    """

    number: Ints
    texts: Sequence[str]
    start: Ints
    end: Ints
    lead: Ints
    trail: Bools
    gap: Ints
    breaks: Bools
    first: Codes
    second: Codes
    third: Codes
    last: Codes
    digits: Ints
    figures: Ids
    chars: Ints
    width: Ints
    first_chars: Ints
    first_width: Ints
    pieces: Pieces
    word: Ints
    piece: Ids
    at: Ids
    spaced: Ints
    mixed: Ints

    def __len__(self) -> int:
        return len(self.texts)


class Slices(Sequence[str]):
    """Texts that are cut out of a file each time they are asked for: as strings they take more room than the file."""

    def __init__(self, source: str, start: Ints, end: Ints) -> None:
        self._source = source
        self._start, self._end = (array("i", at.astype(np.int32).tobytes()) for at in (start, end))

    @overload
    def __getitem__(self, k: int) -> str: ...
    @overload
    def __getitem__(self, k: slice) -> list[str]: ...
    def __getitem__(self, k: int | slice) -> str | list[str]:
        if isinstance(k, slice):
            return [self[i] for i in range(*k.indices(len(self)))]
        return self._source[self._start[k] : self._end[k]]

    def __len__(self) -> int:
        return len(self._start)


def split_lines(source: str, pieces: Pieces | None = None, sparing: bool = False) -> Lines:
    """Measure every line of a decoded file. Lines end at LF, CR LF, or CR where a file has no LF at all.

    pieces: the distinct words met so far, of all texts at hand. sparing: in half the room; each look at a text of a
    line then takes a little longer, and numbers are of 32 bits.
    """
    pieces = Pieces() if pieces is None else pieces
    end_of_line = line_break(source)
    carriages = "\r" in source and "\r\n" in source  # a single sign is found several times as fast
    chunks: list[dict[str, Any]] = []
    at = 0
    while not chunks or at < len(source):
        end = source.find(end_of_line, at + CHUNK_CHARS) + 1 or len(source)
        chunk = _chunk(source[at:end], at, end == len(source), ord(end_of_line), carriages, pieces)
        chunks.append({name: getattr(chunk, name) for name in _COLUMNS})
        if sparing:
            chunks[-1].update({k: v.astype(np.int32) for k, v in chunks[-1].items() if v.dtype == np.int64})
        at = end
    columns: dict[str, Any] = {name: np.concatenate([chunk.pop(name) for chunk in chunks]) for name in _COLUMNS}
    n = len(columns["start"])
    word = np.zeros(n + 1, np.int64)
    np.cumsum(columns.pop("words"), out=word[1:])
    index = np.flatnonzero(columns["chars"] > 0)
    gap = np.zeros(n, columns["lead"].dtype)
    if len(index):
        gap[index] = np.diff(np.concatenate([[-1], index])) - 1
    return Lines(
        number=np.arange(1, n + 1, dtype=columns["lead"].dtype),
        texts=(
            Slices(source, columns["start"], columns["end"])
            if sparing
            else _texts(source, end_of_line, columns["chars"])
        ),
        gap=gap,
        pieces=pieces,
        word=word,
        spaced=np.flatnonzero(columns.pop("odd")),
        mixed=np.flatnonzero(columns.pop("strange")),
        **columns,
    )


def _texts(source: str, end_of_line: str, chars: Ints) -> list[str]:
    """The text of each line without the white space around it. chars: how long each is."""
    texts = list(map(str.strip, source.split(end_of_line)))
    for k in np.flatnonzero(chars == 0).tolist():
        texts[k] = ""  # it may hold signs that are never shown
    return texts


def looking_alike(lines: Lines, index: Ints, least: int) -> Ints:
    """Those of some lines of which at least so many measure the same: among them are all
    whose text stands so often. Most lines of a document are like no other, so few are left whose texts must be looked
    at."""
    columns = (lines.width, lines.first_width, lines.chars, lines.last)
    mark = np.zeros(len(index), np.uint64)
    for column in columns:
        mark = mark * _ALIKE + column[index].astype(np.uint64)
    in_order = np.sort(mark)
    first, last = in_order[: max(0, len(mark) - least + 1)], in_order[least - 1 :]
    often = first[first == last]
    result: Ints = index[often[np.searchsorted(often, mark) % len(often)] == mark] if len(often) else index[:0]
    return result


def find_in_lines(lines: Lines, index: Ints, pattern: re.Pattern[str]) -> list[tuple[int, int]]:
    """Where a pattern that matches within a line is found in some lines, ascending: (line, place in its text). One
    search over all of them is quicker than one for each where few hold it."""
    found = [match.start() for match in pattern.finditer("\n".join([lines.texts[k] for k in index.tolist()]))]
    begins = np.cumsum(lines.chars[index] + 1) - lines.chars[index] - 1
    row = np.searchsorted(begins, found, side="right") - 1
    return list(zip(index[row].tolist(), (np.asarray(found, np.int64) - begins[row]).tolist(), strict=True))


@dataclass(frozen=True, slots=True, eq=False)
class _Chunk:
    """Some whole lines measured. Columns as in `Lines`; besides, words: how many a line has; odd, strange: whether it
    is one of the spaced, of the mixed lines."""

    start: Ints
    end: Ints
    lead: Ints
    trail: Bools
    breaks: Bools
    first: Codes
    second: Codes
    third: Codes
    last: Codes
    digits: Ints
    figures: Ids
    chars: Ints
    width: Ints
    first_chars: Ints
    first_width: Ints
    words: Ints
    odd: Bools
    strange: Bools
    piece: Ids
    at: Ids


_COLUMNS = tuple(field.name for field in fields(_Chunk))


def _chunk(part: str, offset: int, final: bool, end_of_line: int, carriages: bool, pieces: Pieces) -> _Chunk:
    """Measure whole lines. offset: where they begin in the file; final: whether they are its last."""
    tables = char_tables()
    size = len(part)
    codes = codes_of(part + "\0")
    kinds = np.minimum(codes[:-1], CODE_LIMIT).astype(np.intp)
    blank = np.ones(size + 2, bool)
    np.take(tables.blank, kinds, out=blank[1:-1])
    edges = np.flatnonzero(blank[1:] != blank[:-1])
    starts, ends = edges[::2], edges[1::2]
    stop = np.flatnonzero(codes[:-1] == end_of_line)
    if final:
        stop = np.append(stop, size)
    begin = np.zeros(len(stop), np.int64)
    begin[1:] = stop[:-1] + 1
    word = np.searchsorted(starts, np.append(begin, size + 1))
    words = np.diff(word)
    full = words > 0

    start, end = stop.copy(), stop.copy()
    start[full], end[full] = starts[word[:-1][full]], ends[word[1:][full] - 1]
    lead = start - begin
    first = np.where(full, codes[start], np.uint32(0))
    unseen = np.sort(codes_of(UNSEEN))  # looked up here: np.isin would import numpy.ma, 10 ms
    nothing = [
        k
        for k in np.flatnonzero(full & (unseen[np.searchsorted(unseen, first) % len(unseen)] == first)).tolist()
        if not part[start[k] : end[k]].strip(UNSEEN)
    ]
    if nothing:  # nothing that is ever shown: blank lines
        kept = np.ones(len(starts), bool)
        for k in nothing:
            kept[word[k] : word[k + 1]] = False
        starts, ends = starts[kept], ends[kept]
        end[nothing], words[nothing], full[nothing], first[nothing] = start[nothing], 0, False, 0
        word = np.concatenate([[0], np.cumsum(words)])
    chars = end - start

    owner = np.repeat(np.arange(len(stop)), words)
    follows = np.flatnonzero(owner[1:] == owner[:-1])
    single, sign = starts[follows + 1] - ends[follows] == 1, codes[ends[follows]]
    apart = ~single | (sign != ord(" "))
    odd, strange = np.zeros(len(stop), bool), np.zeros(len(stop), bool)
    odd[owner[follows[apart]]] = True
    strange[owner[follows[single & (sign != ord(" ")) & (sign != ord("\t"))]]] = True

    # the first word ends at the first single blank
    head = end.copy()
    head[full] = ends[word[:-1][full]]
    if apart.any():
        blanks = np.append(np.flatnonzero(codes == ord(" ")), size)
        head[odd] = np.minimum(blanks[np.searchsorted(blanks, start[odd])], end[odd])
    total = np.zeros(size + 1, np.int64)
    np.cumsum(tables.sums[kinds], out=total[1:])
    of_line, of_head = total[end] - total[start], total[head] - total[start]
    carriage = np.zeros(len(stop), np.int64)
    if carriages:
        carriage[:] = (codes[np.maximum(stop, 1) - 1] == ord("\r")) & (stop > begin)
    breaks = np.zeros(len(stop), bool)
    if "\f" in part:
        feeds = np.concatenate([[0], np.cumsum(codes == ord("\f"))])
        breaks = feeds[start] > feeds[begin]
    return _Chunk(
        start=start + offset,
        end=end + offset,
        lead=lead,
        trail=stop - carriage - end > 0,
        breaks=breaks,
        first=first,
        second=np.where(chars > 1, codes[np.minimum(start + 1, size)], np.uint32(0)),
        third=np.where(chars > 2, codes[np.minimum(start + 2, size)], np.uint32(0)),
        last=np.where(full, codes[np.maximum(end, 1) - 1], np.uint32(0)),
        digits=of_line >> DIGITS_FROM,
        figures=_figures(codes, starts, ends, word),
        chars=chars,
        width=of_line & WIDTHS,
        first_chars=head - start,
        first_width=of_head & WIDTHS,
        words=words,
        odd=odd,
        strange=strange,
        piece=pieces.numbers(part, codes, starts, ends),
        at=(starts - np.repeat(start, words)).astype(np.int32),
    )


def _figures(codes: Codes, starts: Ints, ends: Ints, word: Ints) -> Ids:
    """How many of the last two words of each line are figures. word: which words are those of a line."""
    found = np.zeros(len(word) - 1, np.int32)
    digit = (codes >= ord("0")) & (codes <= ord("9"))
    lines = np.flatnonzero(word[1:] > word[:-1])
    lines = lines[digit[ends[word[1:][lines] - 1] - 1]]
    if len(lines) < MIN_FIGURED_SHARE * len(found):
        return found
    total = np.zeros(len(codes) + 1, np.int32)
    np.cumsum(digit | (codes == ord(".")) | (codes == ord(",")), out=total[1:])
    for back in (1, 2):
        lines = lines[word[1:][lines] - back >= word[:-1][lines]]
        start, end = starts[word[1:][lines] - back], ends[word[1:][lines] - back]
        lines = lines[digit[start] & digit[end - 1] & (total[end] - total[start] == end - start)]
        found[lines] = back
    return found


@dataclass(frozen=True, slots=True, eq=False)
class Wrap:
    """How a file was wrapped. measure: "chars", "width", or "none" for files whose paragraphs are single lines.

    margin: right margin in that measure. size: width of each line; head: width of its first word; space: of a space.
    doubt: share of surely running-on lines on which the next word would have fitted; high where lines are ragged.
    size, head, space are in the unit of the measure.
    """

    measure: str
    margin: float
    size: Ints
    head: Ints
    space: float
    doubt: float

    def fits(self, k: int, following: int, margin: float | None = None, slack: float = 0.0) -> bool:
        """Whether the first word of line `following` would have fitted on line `k`: then `k` was ended on purpose."""
        limit = (self.margin if margin is None else margin) * (1 - slack)
        return bool(self.size[k] + self.space + self.head[following] <= limit)


FEW_RUNNING_LINES = 8
UNWRAPPED_SHARE = 0.02
DOUBTFUL = 0.5
WIDE_CHARS = 150
"""A text is not wrapped where most lines that seem to run on had room for the next word, and one line in ten is longer
than any column. Of 325 licences taken for wrapped 41 were not: each paragraph a line, items in lower case below each
other (doubt 0.73 and more); of 190 texts that are wrapped, none is of that kind."""


def no_wrap(lines: Lines) -> Wrap:
    """The wrap of a text in which each line is whole."""
    return Wrap("none", float("inf"), lines.chars, lines.first_chars, 1.0, 0.0)


def find_wrap(lines: Lines, lower: Bools) -> Wrap:
    """Right margin of a file, from lines that surely run on: the next line follows at once and begins in lower case.

    lower: shape (n,), lines that begin with a lower-case letter. Under greedy wrapping such a line is no wider than the
    margin, and wider than it with the next word; the margin that explains most lines is taken (notes in smaller type
    do not disturb it), and the measure with the fewer contradictions wins.
    """
    n = len(lines)
    index = np.flatnonzero(lines.chars > 0)
    none = no_wrap(lines)
    if len(index) < 2:
        return none
    goes_on = lower[index[1:]] & (lines.gap[index[1:]] == 0)
    runs_on = index[:-1][goes_on & (lines.last[index[:-1]] != ord("-"))]
    runs_on = runs_on[lines.chars[runs_on] >= 12]
    broken = int((goes_on & (lines.last[index[:-1]] == ord("-")) & (lines.chars[index[:-1]] >= 12)).sum())
    if len(runs_on) + broken < max(1.0, UNWRAPPED_SHARE * len(index)):
        return none
    if not len(runs_on):
        # words broken at line ends say that the lines were wrapped; the widest line says where
        return Wrap("chars", float(lines.chars.max()), lines.chars, lines.first_chars, 1.0, 1.0)
    following = np.minimum(runs_on + 1, n - 1)
    best = none
    for name, size, head, space in (
        ("width", lines.width, lines.first_width, 278.0),
        ("chars", lines.chars, lines.first_chars, 1.0),
    ):
        margin, agreeing = _most_common_margin(size[runs_on], size[runs_on] + space + head[following])
        if len(runs_on) < FEW_RUNNING_LINES:
            # too few lines for a vote: the widest of them is the best witness of the margin
            margin = float(size[index].max())
            agreeing = int((size[runs_on] + space + head[following] > margin).sum())
        doubt = 1 - agreeing / len(runs_on)
        if best is none or doubt < best.doubt:
            best = Wrap(name, margin, size, head, space, doubt)
    if best.doubt > DOUBTFUL and np.percentile(lines.chars[index], 90) > WIDE_CHARS:
        return none
    return best


def _most_common_margin(low: Ints, high: npt.NDArray[np.float64]) -> tuple[float, int]:
    """The margin that lies in most of the intervals [low, high), and in how many; none is empty."""
    begin, end = np.sort(low), np.sort(high)
    depth = np.arange(1, len(begin) + 1) - np.searchsorted(end, begin, side="right")
    at = int(np.argmax(depth))
    # up to the next place at which one begins or ends
    following = np.searchsorted(end, begin[at], side="right")
    edge = min(float(end[following]), float(begin[at + 1]) if at + 1 < len(begin) else np.inf)
    return (float(begin[at]) + edge) / 2, int(depth[at])
