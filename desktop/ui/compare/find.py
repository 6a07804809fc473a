"""Where a search finds something in the rows. Knows nothing of Qt.

In: rows, a `Query`. Out: `Hit`s in reading order, old before new within a row. Offsets are code points in the text of
a cell as it stands in its edition.

    find(rows, Query("kader"))    Hit(row=3, side=OLD, cell=0, start=8, end=13)
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
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
    """Whether é and e differ."""
    sides: tuple[Side, ...] = (Side.OLD, Side.NEW)
    changes_only: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """A place found."""

    row: int
    side: Side
    cell: int
    start: int
    end: int


Finder = Callable[[str], list[tuple[int, int]]]


def find(rows: Sequence[ViewRow], query: Query) -> tuple[Hit, ...]:
    """All hits.

    Raises:
        re.error: when a regular expression is none; its `msg` and `pos` say why and where.
    """
    return tuple(find_in(enumerate(rows), query))


def find_in(rows: Iterator[tuple[int, ViewRow]] | enumerate[ViewRow], query: Query) -> Iterator[Hit]:
    """Hits in some of the rows, by index."""
    if not query.text:
        return
    search = _literal(query) if not query.regex else _pattern(query)
    for index, row in rows:
        for side in query.sides:
            for number, cell in enumerate(row.cells(side)):
                if query.changes_only and not cell.runs and not cell.changes:
                    continue
                for start, end in search(cell.text):
                    if not query.changes_only or _touches_change(cell, start, end):
                        yield Hit(index, side, number, start, end)


def _touches_change(cell: ViewCell, start: int, end: int) -> bool:
    return any(run.start < end and run.end > start for run in cell.runs) or any(
        span.start < end and span.end > start for span in cell.changes
    )


def _fold(text: str, query: Query) -> str | None:
    """The text as compared, of equal length; None where its length would change."""
    folded = text
    if not query.diacritics and not text.isascii():
        folded = "".join(c if c < "\u00c0" else (normalize("NFD", c)[0]) for c in text)
    if not query.case:
        folded = folded.lower()
    return folded if len(folded) == len(text) else None


def _literal(query: Query) -> Finder:
    needle = _fold(query.text, query)
    if needle is None:
        return _pattern(query)
    careful = _pattern(query)
    size = len(needle)

    def search(text: str) -> list[tuple[int, int]]:
        folded = _fold(text, query)
        if folded is None:
            return careful(text)
        at = folded.find(needle)
        found = []
        while at >= 0:
            end = at + size
            if not query.whole_words or _is_whole(folded, at, end):
                found.append((at, end))
                at = folded.find(needle, end)
            else:
                at = folded.find(needle, at + 1)
        return found

    return search


def _is_whole(text: str, start: int, end: int) -> bool:
    return not (start and text[start - 1].isalnum() and text[start].isalnum()) and not (
        end < len(text) and text[end - 1].isalnum() and text[end].isalnum()
    )


def _pattern(query: Query) -> Finder:
    source = query.text if query.regex else re.escape(query.text)
    pattern = re.compile(source, 0 if query.case else re.IGNORECASE)

    def search(text: str) -> list[tuple[int, int]]:
        spans = (m.span() for m in pattern.finditer(text))
        return [(a, b) for a, b in spans if a < b and (not query.whole_words or _is_whole(text, a, b))]

    return search
