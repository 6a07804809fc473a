"""Rows of tables in running text: lines that end in columns of figures, and the labels that wrap before them.

2.4 Bevordering van veiligheid, stabiliteit en rechtsorde in
internationaal verband 203.114 206.215 214.008                 one row, four cells
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from desktop.text.char_tables import among
from desktop.text.languages import CAPTIONS
from desktop.text.lines import Lines
from desktop.text.numbering import parse_numbering

_CELL = r"(?:[-–−+]?(?:[€$£]\s?)?\d[\d.,\u00a0\u202f]*\d%?|[-–−+]?\d%?|[-–−]|n\.?v\.?t\.?|p\.?m\.?)"
# The plainest cell, which most rows end in.
_FIGURE = re.compile(r"\d[\d.,]*\d|\d")
_FIGURES = re.compile(r"(?:\d(?:[\d.,]*\d)?\s+)*\d(?:[\d.,]*\d)?")
_ROW_END = re.compile(rf"(?:(?:^|\s+){_CELL}){{2,}}$", re.I)
_CELL_SPLIT = re.compile(rf"(?<!\S){_CELL}(?!\S)", re.I)
_UNIT_LINE = re.compile(
    r"(?:[x×]|in)\s*(?:€|\$|£|eur(?:o)?)?\s*"
    r"(?:1[.,  ]?000(?:[.,  ]?000)?|mln|mld|miljoen|miljard|million|mio|tsd|duizend)\b",
    re.I,
)
WIDE = "  "
_WIDE_GAP = re.compile(r"\s{2,}|\t|\s*\|\s*")
_REFERENCE_END = re.compile(r"\b(?:nr|no|art|artikel|blz|p)\.?\s*\d+\s*\S*$", re.I)
MAX_REFERENCE_WORDS = 3
MAX_LABEL_LINES = 3
MIN_ROWS = 2
MIN_FIGURES = 2
MIN_WORD = 4
NOWHERE, ROWS_MEASURED = 1 << 30, 200
EMPTY_SHARE = 0.6
"""A row that begins so far to the right, by the place of the second column, has nothing in the first."""


class Row(NamedTuple):
    """Lines of one row and its cells."""

    lines: tuple[int, ...]
    cells: tuple[str, ...]


def cells_of(text: str) -> tuple[str, ...]:
    """Label and figures of a row. `Wapenbeheersing 9.377 9.402` → ('Wapenbeheersing', '9.377', '9.402')."""
    plain = _is_plain(text)
    gaps = text.split(WIDE) if plain else _WIDE_GAP.split(text)
    parts = tuple(filter(None, map(str.strip, gaps)))
    if len(parts) > 1:
        return parts
    cells = _plain_cells(text) if plain else ()
    if cells:
        return cells
    found = _ROW_END.search(text)
    if not found:
        return (text,)
    label = text[: found.start()].strip()
    figures = tuple(cell.strip() for cell in _CELL_SPLIT.findall(found.group()))
    return (label, *figures) if label else figures


def _is_plain(text: str) -> bool:
    """Whether blanks are all the white space of a line, and it has no bars: then its gaps need no search."""
    return text.isascii() and text.isprintable() and "|" not in text


def _plain_cells(text: str) -> tuple[str, ...]:
    """The cells of a plain row of which nothing but a word stands before its figures; else nothing."""
    words = text.split()
    if len(words) >= MIN_FIGURES and _FIGURES.fullmatch(text):
        return tuple(words)
    figures = len(words)
    while figures and _FIGURE.fullmatch(words[figures - 1]):
        figures -= 1
    if len(words) - figures < MIN_FIGURES:
        return ()
    if not figures:
        return tuple(words)
    before = words[figures - 1]
    if not before.isalpha() or len(before) < MIN_WORD:
        return ()  # "€ 5", "n.v.t. 12"
    return (" ".join(words[:figures]), *words[figures:])


def ends_in_figures(text: str) -> bool:
    """Whether a line ends in two cells of figures or more."""
    words = text.rsplit(None, 2)
    if len(words) > 1 and _FIGURE.fullmatch(words[-1]) and _FIGURE.fullmatch(words[-2]):
        return True
    return _ROW_END.search(text) is not None


def find_rows(lines: Lines, taken: Mapping[int, object]) -> dict[int, Row]:
    """Rows by first line. Only regions with at least two lines that end in two or more figures count as tables."""
    last = lines.last
    enders = (last >= 48) & (last <= 57) | among(last, "%–−-.tTmM")
    figured = (lines.figures == 2).tolist()
    rows = [
        k
        for k in np.flatnonzero(enders & ((lines.digits >= 2) | (lines.digits > 0.3 * lines.chars))).tolist()
        if k not in taken and (figured[k] or ends_in_figures(lines.texts[k])) and not _dated(lines.texts[k])
    ]
    regions: list[list[int]] = []
    for k in rows:
        above = k - regions[-1][-1] if regions else MAX_LABEL_LINES + 2
        if above == 1 or (
            above <= MAX_LABEL_LINES + 1 and all(_label_like(lines, j, taken) for j in range(k - above + 1, k))
        ):
            regions[-1].append(k)
        else:
            regions.append([k])
    result: dict[int, Row] = {}
    for region in regions:
        wide = (k for k in region if len(cells_of(lines.texts[k])) >= 3)
        if len(list(itertools.islice(wide, MIN_ROWS))) < MIN_ROWS:
            continue
        figures = set(region)
        begin = region[0]
        while begin - 1 >= 0 and region[0] - begin < MAX_LABEL_LINES and header_like(lines, begin - 1, taken):
            begin -= 1
        lead = lines.lead
        empty = EMPTY_SHARE * _second_column(lines, region) if lead[begin : region[-1] + 1].any() else NOWHERE
        pending: list[int] = []
        for k in range(begin, region[-1] + 1):
            text = lines.texts[k]
            if not text or k in taken:
                continue
            if k in figures and not pending:
                cells = cells_of(text)
                result[k] = Row((k,), ("", *cells) if lead[k] >= empty else cells)
                continue
            pending.append(k)
            if k in figures or _UNIT_LINE.search(text) or len(_WIDE_GAP.split(text)) >= 3:
                joined = " ".join([lines.texts[j] for j in pending])
                cells = cells_of(joined)
                blank = len(pending) == 1 and lead[k] >= empty  # names of columns, none above the labels
                result[pending[0]] = Row(tuple(pending), ("", *cells) if blank else cells)
                pending = []
    return result


def _second_column(lines: Lines, region: Sequence[int]) -> int:
    """Where the second column begins in the middle of the rows of a table set with spaces; past any where it is not."""
    found = []
    for k in region[:ROWS_MEASURED]:
        gap = lines.texts[k].find(WIDE)
        if gap > 0:
            rest = lines.texts[k][gap:]
            found.append(int(lines.lead[k]) + gap + len(rest) - len(rest.lstrip()))
    return sorted(found)[len(found) // 2] if found else NOWHERE


def _dated(text: str) -> bool:
    words = text.split()
    return len(words) > 6 and bool(_REFERENCE_END.search(" ".join(words[-MAX_REFERENCE_WORDS:])))


def _label_like(lines: Lines, k: int, taken: Mapping[int, object]) -> bool:
    text = lines.texts[k]
    return not text or (k not in taken and text[-1] not in ".;:!?" and len(text) <= 110)


def header_like(lines: Lines, k: int, taken: Mapping[int, object]) -> bool:
    """Column titles: a unit line, or words that repeat, or years; no sentence and no numbered heading."""
    text = lines.texts[k]
    if not text or k in taken or text[-1] in ".;:!?" or len(text) > 110:
        return False
    if is_caption(text):
        return False  # "Tabel 8 Uitgaven (x € 1.000)" is the title of the table
    words = text.split()
    repeats = len(words) - len(set(words))
    years = sum(bool(re.fullmatch(r"(?:19|20)\d\d", w)) for w in words)
    if len([p for p in _WIDE_GAP.split(text) if p.strip()]) >= 3:
        return True
    return (
        bool(_UNIT_LINE.search(text))
        or (repeats >= 1 and repeats >= len(words) / 3)
        or (years >= 1 and parse_numbering(text) is None)
    )


def is_caption(text: str) -> bool:
    """Whether a line is the title of a figure or table: "Figuur 2.1: Afvalstoffen"."""
    word, _, rest = text.partition(" ")
    return rest[:1].isdigit() and word.casefold().rstrip(".") in CAPTIONS
