"""Where a search finds something in the rows. Knows nothing of Qt.

In: rows, a `Query`. Out: `Hits` in reading order, old before new within a row. Offsets are code points in the text of a
cell as it stands in its edition.

    find(rows, Query("kader"))    Hit(row=3, side=OLD, cell=0, start=8, end=13)

Words are sought in bytes: texts are folded to Latin-1 with one byte a character, which takes a tenth of the time that
folding them as text takes. Only what cannot be written so is sought as text.
"""

from __future__ import annotations

import codecs
import re
from array import array
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, islice
from typing import NamedTuple, overload
from unicodedata import normalize

from desktop.ui.compare.rows import Side, ViewCell, ViewRow


@dataclass(frozen=True, slots=True)
class Query:
    """What to look for. sides: in which editions. changes_only: only in words that changed."""

    text: str
    case: bool = False
    whole_words: bool = False
    regex: bool = False
    diacritics: bool = False
    """Whether é and e differ; a regular expression always tells them apart."""
    sides: tuple[Side, ...] = (Side.OLD, Side.NEW)
    changes_only: bool = False


class Hit(NamedTuple):
    """A place found."""

    row: int
    side: Side
    cell: int
    start: int
    end: int


class Hits(Sequence[Hit]):
    """Hits as columns: a single letter is found some million times in a long document."""

    def __init__(self) -> None:
        self.rows = array("l")
        self._places = array("l")
        self.is_complete = True
        """False where the search stopped at its limit."""

    @classmethod
    def of(cls, hits: Sequence[Hit]) -> Hits:
        """Hits that were gathered otherwise, in reading order."""
        if isinstance(hits, cls):
            return hits
        made = cls()
        for hit in hits:
            made.add(*hit)
        return made

    def add(self, row: int, side: Side, cell: int, start: int, end: int) -> None:
        self.rows.append(row)
        self._places.extend((side is Side.NEW, cell, start, end))

    def add_all(self, found: Found) -> None:
        """As `add`, in half the time."""
        in_row, place, new = self.rows.append, self._places.extend, Side.NEW
        for (row, side, cell, _), start, end in found:
            in_row(row)
            place((side is new, cell, start, end))

    def __len__(self) -> int:
        return len(self.rows)

    @overload
    def __getitem__(self, index: int) -> Hit: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Hit, ...]: ...
    def __getitem__(self, index: int | slice) -> Hit | tuple[Hit, ...]:
        if isinstance(index, slice):
            return tuple(self[i] for i in range(*index.indices(len(self))))
        if not -len(self) <= index < len(self):
            raise IndexError(index)
        at = index % len(self)
        new, cell, start, end = self._places[4 * at : 4 * at + 4]
        return Hit(self.rows[at], Side.NEW if new else Side.OLD, cell, start, end)


Owner = tuple[int, Side, int, ViewCell]
Found = Iterator[tuple[Owner, int, int]]


MAX_HITS = 100_000
"""Nobody walks through more, and the first letter of a word should not take seconds."""


def find(rows: Sequence[ViewRow], query: Query, limit: int = MAX_HITS) -> Hits:
    """All hits, or about the first `limit`.

    Raises:
        re.error: when a regular expression is none; its `msg` and `pos` say why and where.
    """
    hits = Hits()
    if not query.text:
        return hits
    words = None if query.regex else _Words.of(query)
    found = (words or _Pattern(query)).in_cells(_cells(rows, query))
    if query.changes_only:
        found = (f for f in found if _touches_change(f[0][3], f[1], f[2]))
    hits.add_all(islice(found, limit))
    hits.is_complete = next(found, None) is None
    return hits


def _cells(rows: Sequence[ViewRow], query: Query) -> Iterator[Owner]:
    old, new, all_cells = Side.OLD in query.sides, Side.NEW in query.sides, not query.changes_only
    for index, row in enumerate(rows):
        if old:
            for number, cell in enumerate(row.old):
                if all_cells or cell.runs or cell.changes:
                    yield index, Side.OLD, number, cell
        if new:
            for number, cell in enumerate(row.new):
                if all_cells or cell.runs or cell.changes:
                    yield index, Side.NEW, number, cell


def _touches_change(cell: ViewCell, start: int, end: int) -> bool:
    return any(run.start < end and run.end > start for run in cell.runs) or any(
        span.start < end and span.end > start for span in cell.changes
    )


# words ---------------------------------------------------------------------------------------------------------------

UNKNOWN = "\x00"
"""Stands for a character that Latin-1 does not have: it is found by no word in Latin-1."""
_PLAIN = {"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-", "\u202f": " "}
"""What people type for what print has. One for one: places must stay."""


def _base(character: str) -> str:
    """The letter without its mark."""
    return normalize("NFD", character)[0]


def _fold_far(error: UnicodeError) -> tuple[str, int]:
    """Stand-ins for the characters that Latin-1 does not have, as many as there are."""
    assert isinstance(error, UnicodeEncodeError)
    far = error.object[error.start : error.end]
    bases = (_PLAIN.get(c) or _base(c) for c in far)
    return "".join(b if b < "\u0100" else UNKNOWN for b in bases), error.end


def _drop_far(error: UnicodeError) -> tuple[str, int]:
    """The same where é and e differ: a letter with a mark is not that without it."""
    assert isinstance(error, UnicodeEncodeError)
    far = error.object[error.start : error.end]
    return "".join(_PLAIN.get(c, UNKNOWN) for c in far), error.end


codecs.register_error("naast-fold", _fold_far)
codecs.register_error("naast-drop", _drop_far)


def _table(case: bool, diacritics: bool) -> bytes:
    """What each byte of Latin-1 is compared as."""
    result = []
    for c in map(chr, range(256)):
        kept = c if diacritics else _base(c)
        folded = kept if case else kept.lower()
        result.append(folded if len(folded) == 1 and folded < "\u0100" else c)
    return "".join(result).encode("latin-1")


TEXTS_AT_ONCE = 256
"""Cells that are folded and searched as one text: most hold no hit; to look at each by itself takes as long again."""


class _Words:
    """Finds words as they are, by the rules of a query."""

    def __init__(self, query: Query, needle: bytes, handler: str, table: bytes) -> None:
        self.query, self.needle, self.handler, self.table = query, needle, handler, table

    @classmethod
    def of(cls, query: Query) -> _Words | None:
        """None where the words cannot be written in Latin-1."""
        handler = "naast-drop" if query.diacritics else "naast-fold"
        table = _table(query.case, query.diacritics)
        needle = query.text.encode("latin-1", handler).translate(table)
        return None if UNKNOWN.encode() in needle or b"\n" in needle else cls(query, needle, handler, table)

    def in_cells(self, cells: Iterator[Owner]) -> Found:
        while batch := list(islice(cells, TEXTS_AT_ONCE)):
            texts = [owner[3].text for owner in batch]
            folded = "\n".join(texts).encode("latin-1", self.handler).translate(self.table)
            at = folded.find(self.needle)
            if at < 0:
                continue
            starts = [0, *accumulate(len(text) + 1 for text in texts)]
            size = len(self.needle)
            while at >= 0:
                k = bisect_right(starts, at) - 1
                start = at - starts[k]
                whole = not self.query.whole_words or _is_whole(texts[k], start, start + size)
                if whole:
                    yield batch[k], start, start + size
                at = folded.find(self.needle, at + (size if whole else 1))


def _is_whole(text: str, start: int, end: int) -> bool:
    return not (start and text[start - 1].isalnum() and text[start].isalnum()) and not (
        end < len(text) and text[end - 1].isalnum() and text[end].isalnum()
    )


class _Pattern:
    """Finds what a regular expression matches, or words outside Latin-1."""

    def __init__(self, query: Query) -> None:
        source = query.text if query.regex else re.escape(query.text)
        self.pattern = re.compile(source, 0 if query.case else re.IGNORECASE)
        self.whole_words = query.whole_words

    def in_cells(self, cells: Iterator[Owner]) -> Found:
        for owner in cells:
            text = owner[3].text
            for found in self.pattern.finditer(text):
                start, end = found.span()
                if start < end and (not self.whole_words or _is_whole(text, start, end)):
                    yield owner, start, end
