"""The lines of a file with what can be measured of each, vectorised: words, place, width, first and last character.

A `Lines` is a table; row k is line k + 1 of the file. The lines are split into words once; widths and digits are
measured for each distinct piece (text.pieces) and summed for the words of a line. Widths are estimated twice, in
characters and in Helvetica units (1/1000 em), because text out of a PDF was wrapped at a width of proportional type,
other text at a number of characters. `find_wrap` says which of the two explains the line ends better and where the
right margin stands.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TypedDict

import numpy as np
import numpy.typing as npt

from desktop.model.document import line_break
from desktop.model.words import Ids
from desktop.text.pieces import PIECE, Pieces

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
Codes = npt.NDArray[np.uint32]

UNSEEN = " \u00ad\u200b\u2060\ufeff\x7f" + "".join(map(chr, (*range(9), *range(14, 28))))
CHUNK_LINES = 512
SPACE_WIDTH = 278
_CODE_LIMIT = 0x3000

# Adobe's core font metrics of Helvetica, characters 32 to 126.
_HELVETICA = (
    "278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 556 "
    "278 278 584 584 584 "
    "556 1015 667 667 722 722 667 611 778 722 278 500 667 556 833 722 778 667 778 722 667 611 722 667 944 667"
    " 667 611 278 278 278 "
    "469 556 333 556 556 500 556 556 278 556 556 222 222 500 222 833 556 556 556 556 333 500 278 556 500 722 "
    "500 500 500 334 260 "
    "334 584"
)
_OTHER_WIDTHS = {
    "–": 556,
    "—": 1000,
    "•": 350,
    "’": 222,
    "‘": 222,
    "“": 333,
    "”": 333,
    "€": 556,
    "…": 1000,
    "ﬁ": 500,
    "ﬂ": 500,
}


@dataclass(frozen=True, slots=True, eq=False)
class Lines:
    """All lines of a file. Arrays have shape (n,); offsets are code points of the file as decoded.

    number: which line of the file it is, from 1. texts: lines without surrounding white space. start, end: where that
    text stands. lead: white space before it. trail: whether white space follows it. gap: blank lines since the last
    line with text. breaks: a form feed before it. first, last: code points of the outer characters, 0 when blank.
    digits: how many digits it has. chars, width: width in characters and in 1/1000 em. first_chars, first_width: the
    same of its first word.

    The words of all lines in order, shape (words,): piece, number in `pieces`; at, place in the line's text. The words
    of line k are those from word[k] to word[k + 1]. spaced: lines between whose words stands more, or other white
    space than single blanks.
    """

    number: Ints
    texts: list[str]
    start: Ints
    end: Ints
    lead: Ints
    trail: Bools
    gap: Ints
    breaks: Bools
    first: Codes
    last: Codes
    digits: Ints
    chars: Ints
    width: Ints
    first_chars: Ints
    first_width: Ints
    pieces: Pieces
    word: Ints
    piece: Ids
    at: Ids
    spaced: Ints

    def __len__(self) -> int:
        return len(self.texts)


@cache
def _tables() -> tuple[Ids, Ids]:
    widths = np.full(_CODE_LIMIT, 556, np.int32)
    widths[32:127] = [int(w) for w in _HELVETICA.split()]
    widths[:32] = 0
    import unicodedata

    for code in range(160, 0x250):
        base = unicodedata.normalize("NFD", chr(code))[0]
        if ord(base) < 127:
            widths[code] = widths[ord(base)]
    for char, width in _OTHER_WIDTHS.items():
        if ord(char) < _CODE_LIMIT:
            widths[ord(char)] = width
    digit = np.zeros(_CODE_LIMIT, np.int32)
    digit[ord("0") : ord("9") + 1] = 1
    return widths, digit


def codes_of(text: str) -> Codes:
    """Code points of a text, shape (len(text),); lone surrogates pass through."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def split_lines(source: str, pieces: Pieces | None = None) -> Lines:
    """Measure every line of a decoded file. Lines end at LF, CR LF, or CR where a file has no LF at all.

    pieces: the distinct words met so far, of all texts at hand.
    """
    pieces = Pieces() if pieces is None else pieces
    raw = source.split(line_break(source))
    n = len(raw)
    lengths = np.fromiter(map(len, raw), np.int64, n)
    begin = np.zeros(n, np.int64)
    np.cumsum(lengths[:-1] + 1, out=begin[1:])
    texts = [line.rstrip() for line in raw]
    lead = np.fromiter(map(len, texts), np.int64, n)
    texts = [line.lstrip() for line in texts]
    sizes = np.fromiter(map(len, texts), np.int64, n)
    lead = np.where(sizes > 0, lead - sizes, lengths)
    first, last = np.zeros(n, np.uint32), np.zeros(n, np.uint32)
    first[sizes > 0] = codes_of("".join([text[0] for text in texts if text]))
    unseen = np.sort(codes_of(UNSEEN))  # looked up here: np.isin would import numpy.ma, 10 ms
    for k in np.flatnonzero(unseen[np.searchsorted(unseen, first) % len(unseen)] == first).tolist():
        if not texts[k].strip(UNSEEN):
            texts[k], sizes[k], first[k] = "", 0, 0  # nothing that is ever shown: a blank line
    last[sizes > 0] = codes_of("".join([text[-1] for text in texts if text]))
    start = begin + lead
    breaks = np.zeros(n, bool)
    if "\f" in source:
        breaks[[k for k in np.flatnonzero(lead).tolist() if "\f" in raw[k][: int(lead[k])]]] = True
    carriage = np.zeros(n, np.int64)
    if "\r\n" in source:
        carriage = np.fromiter((line.endswith("\r") for line in raw), np.int64, n)
    trail = (lengths - carriage - sizes - lead) > 0
    index = np.flatnonzero(sizes > 0)
    gap = np.zeros(n, np.int64)
    if len(index):
        gap[index] = np.diff(np.concatenate([[-1], index])) - 1
    return Lines(
        np.arange(1, n + 1),
        texts,
        start,
        start + sizes,
        lead,
        trail,
        gap,
        breaks,
        first,
        last,
        chars=sizes,
        **_words(texts, sizes, pieces),
    )


class _Words(TypedDict):
    digits: Ints
    width: Ints
    first_chars: Ints
    first_width: Ints
    pieces: Pieces
    word: Ints
    piece: Ids
    at: Ids
    spaced: Ints


def _words(texts: list[str], sizes: Ints, pieces: Pieces) -> _Words:
    """The words of all lines, and what is measured by them."""
    n = len(texts)
    ends = [0]
    found: list[Ids] = [np.zeros(0, np.int32)]
    for k in range(0, n, CHUNK_LINES):
        chunk: list[str] = []
        before = ends[-1]
        for text in texts[k : k + CHUNK_LINES]:
            chunk += text.split()
            ends.append(before + len(chunk))
        found.append(np.fromiter(map(pieces.__getitem__, chunk), np.int32, len(chunk)))
    piece, word = np.concatenate(found), np.asarray(ends, np.int64)
    count = np.diff(word)
    kinds = list(pieces)
    piece_chars = np.fromiter(map(len, kinds), np.int32, len(kinds))
    piece_width, piece_digits = _measure(kinds)

    full = np.flatnonzero(count)
    opening = word[:-1][full]
    step = piece_chars[piece] + np.int32(1)
    at = np.cumsum(step, dtype=np.int32) - step
    at -= np.repeat(at[opening], count[full])
    digits, width, first_chars, first_width, reach = (np.zeros(n, np.int64) for _ in range(5))
    if len(full):
        digits[full] = np.add.reduceat(piece_digits[piece], opening)
        width[full] = np.add.reduceat(piece_width[piece], opening) + (count[full] - 1) * SPACE_WIDTH
        reach[full] = np.add.reduceat(step, opening) - 1
        first_chars[full], first_width[full] = piece_chars[piece[opening]], piece_width[piece[opening]]

    # Lines in which other white space than single blanks stands between the words are measured letter by letter.
    spaces = np.fromiter(map(str.count, texts, itertools.repeat(" ")), np.int64, n)
    spaced = np.flatnonzero((reach != sizes) | ((spaces != count - 1) & (count > 0)))
    odd = spaced.tolist()
    if odd:
        lines = [texts[k] for k in odd]
        heads = [text.partition(" ")[0] for text in lines]
        width[odd], first_width[odd] = _measure(lines)[0], _measure(heads)[0]
        first_chars[odd] = [len(head) for head in heads]
        for k in odd:
            at[word[k] : word[k + 1]] = [match.start() for match in PIECE.finditer(texts[k])]
    return {
        "digits": digits,
        "width": width,
        "first_chars": first_chars,
        "first_width": first_width,
        "pieces": pieces,
        "word": word,
        "piece": piece,
        "at": at,
        "spaced": spaced,
    }


def _measure(texts: list[str]) -> tuple[Ids, Ids]:
    """Helvetica width of each text, and its number of digits; in chunks that stay in the cache."""
    widths, digit = _tables()
    width, digits = np.zeros(len(texts), np.int32), np.zeros(len(texts), np.int32)
    for k in range(0, len(texts), CHUNK_LINES):
        part = texts[k : k + CHUNK_LINES]
        codes = np.minimum(codes_of("\n".join(part)), _CODE_LIMIT - 1)
        sizes = np.fromiter(map(len, part), np.int64, len(part))
        end = np.cumsum(sizes + 1) - 1
        for column, values in ((width, widths), (digits, digit)):
            total = np.zeros(len(codes) + 1, np.int32)
            np.cumsum(values[codes], out=total[1:])
            column[k : k + len(part)] = total[end] - total[end - sizes]
    return width, digits


MIN_GLUED = 4
MAX_MARK_DISTANCE_LINES = 150
MAX_LINES_A_PAGE = 200
MIN_PAGE_LINES = 8
_GLUED_BEFORE = re.compile(r"(\d{1,3})(?=[^\W\d_]{2})")
_GLUED_AFTER = re.compile(r"(?<=[^\W\d_])(\d{1,3})$")


def without_glued_page_numbers(lines: Lines) -> tuple[Lines, dict[int, str]]:
    """Take page numbers off the words they were glued to ("12Ruimte voor", "Nederland13"); also which, by line.

    Only a series of four or more (and one number in 200 lines) that grows by one to three at page-like distances is
    believed.
    """
    found: list[tuple[int, int, bool]] = []
    edge = ((lines.first >= 48) & (lines.first <= 57)) | ((lines.last >= 48) & (lines.last <= 57))
    for k in np.flatnonzero(edge & (lines.chars < 200)).tolist():
        text = lines.texts[k]
        before = _GLUED_BEFORE.match(text)
        after = _GLUED_AFTER.search(text[-6:])
        if before:
            found.append((k, int(before[1]), True))
        elif after:
            found.append((k, int(after[1]), False))
    chain = _page_series(found)
    while notes := {k for k, number, leading in chain if leading and _has_mark_before(lines, k, number)}:
        found = [f for f in found if f[0] not in notes]
        chain = _page_series(found)
    if len(chain) < max(MIN_GLUED, len(lines) // MAX_LINES_A_PAGE):
        return lines, {}
    texts = list(lines.texts)
    start, end = lines.start.copy(), lines.end.copy()
    numbers: dict[int, str] = {}
    for k, number, leading in chain:
        cut = len(str(number))
        numbers[k] = texts[k][:cut] if leading else texts[k][-cut:]
        texts[k] = texts[k][cut:] if leading else texts[k][:-cut]
        if leading:
            start[k] += cut
        else:
            end[k] -= cut
    changed = split_lines("\n".join(texts), lines.pieces)
    return replace(
        lines,
        texts=texts,
        start=start,
        end=end,
        first=changed.first,
        last=changed.last,
        digits=changed.digits,
        chars=changed.chars,
        width=changed.width,
        first_chars=changed.first_chars,
        first_width=changed.first_width,
        word=changed.word,
        piece=changed.piece,
        at=changed.at,
        spaced=changed.spaced,
    ), numbers


def _has_mark_before(lines: Lines, k: int, number: int) -> bool:
    """Whether the number stands glued to the end of a word in the lines before: then "3Zie" is the note of mark 3."""
    mark = re.compile(rf"(?:[^\W\d_]|(?<!\d)[.,;:!?)»”’\"]|\d{{3}}\.){number}(?![\d\w])")
    return any(mark.search(lines.texts[j]) for j in range(max(0, k - MAX_MARK_DISTANCE_LINES), k) if lines.digits[j])


def _page_series(found: list[tuple[int, int, bool]]) -> list[tuple[int, int, bool]]:
    """The longest series in which numbers grow by one to three at page-like distances."""
    best: list[int] = [1] * len(found)
    previous = [-1] * len(found)
    for i, (k, number, _) in enumerate(found):
        for j in range(max(0, i - 40), i):
            if 1 <= number - found[j][1] <= 3 and k - found[j][0] >= MIN_PAGE_LINES and best[j] + 1 > best[i]:
                best[i], previous[i] = best[j] + 1, j
    if not found:
        return []
    at = max(range(len(found)), key=lambda i: best[i])
    series = []
    while at >= 0:
        series.append(found[at])
        at = previous[at]
    return series[::-1]


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
    return best


def _most_common_margin(low: Ints, high: npt.NDArray[np.float64]) -> tuple[float, int]:
    """The margin that lies in most of the intervals [low, high), and in how many; a sweep over the ends."""
    points = np.concatenate([low.astype(np.float64), high])
    step = np.concatenate([np.ones(len(low), np.int64), -np.ones(len(high), np.int64)])
    order = np.lexsort((step, points))
    depth = np.cumsum(step[order])
    at = int(np.argmax(depth))
    edge = points[order[at : at + 2]]
    return float(edge.mean()), int(depth[at])
