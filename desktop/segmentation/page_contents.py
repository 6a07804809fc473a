"""Tables of contents of printed documents, and the head of a table that is printed again on its next page.

2.1 Doel van het beleid ........ 12      lines or rows in a run whose last figures are pages that do not fall
3   Uitvoering                   15
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from desktop.model.layout import Layout
from desktop.text.lines import Lines

MIN_ENTRIES = 4
KNOWN_SHARE = 0.4
DOTTED_SHARE = 0.6
_ENTRY = re.compile(r"(.*?\S)(?:\s*[.…·_]{3,}\s*|[\s.…·_]{2,}|\s)(\d{1,4})")
_DOTS = re.compile(r"(?:[.…·_]\s?){4,}")
_TITLE = re.compile(r"inhoud|contents|inhalt|sommaire|table des mati", re.I)


@dataclass(slots=True)
class _Entry:
    lines: list[int]
    title: str
    page: int
    dotted: bool


def find_page_contents(lines: Lines, layout: Layout, furniture: Collection[int]) -> list[int]:
    """Lines of tables of contents: runs of entries, with the heading above them."""
    units = _units(lines, layout, furniture)
    pages = len(layout.height)
    result: list[int] = []
    titles = Counter(_bare(" ".join(lines.texts[k] for k in u)) for u in units)
    run: list[_Entry] = []
    waiting: list[list[int]] = []
    head: list[int] = []
    previous: list[int] = []

    def close() -> None:
        nonlocal run, waiting
        if len(run) >= MIN_ENTRIES and run[-1].page > run[0].page:
            known = sum(titles[_bare(e.title)] > 0 for e in run)
            dotted = sum(e.dotted for e in run)
            titled = bool(head) and _TITLE.search(lines.texts[head[0]]) is not None
            if known >= KNOWN_SHARE * len(run) or dotted >= DOTTED_SHARE * len(run) or titled:
                result.extend(k for e in run for k in e.lines)
                if head and titled:
                    result.extend(head)
        run, waiting = [], []

    for unit in units:
        text = " ".join(lines.texts[k] for k in unit)
        found = _ENTRY.fullmatch(text)
        page = int(found[2]) if found else 0
        fits = found is not None and any(c.isalpha() for c in found[1]) and page <= 10 * pages + 100
        if found is not None and fits and (not run or page >= run[-1].page):
            entry = _Entry([k for w in waiting for k in w] + unit, found[1], page, bool(_DOTS.search(text)))
            if not run:
                head = previous
                entry.lines = list(unit)
            run.append(entry)
            waiting = []
        elif run and not waiting and len(text) > 12 and text[-1] not in ".:;":
            waiting = [unit]  # an entry of two lines
        else:
            close()
            if found is not None and fits:
                head = previous
                run = [_Entry(list(unit), found[1], page, bool(_DOTS.search(text)))]
        previous = unit
    close()
    return result


def _units(lines: Lines, layout: Layout, furniture: Collection[int]) -> list[list[int]]:
    """Lines outside tables one by one, rows of tables as wholes."""
    result: list[list[int]] = []
    row = -1
    for k, text in enumerate(lines.texts):
        if not text or k in furniture:
            continue
        if layout.row[k] >= 0 and layout.row[k] == row:
            result[-1].append(k)
        else:
            result.append([k])
        row = int(layout.row[k])
    return result


def _bare(text: str) -> str:
    return " ".join(_DOTS.sub(" ", text).casefold().strip("0123456789 .ivx").split())


def repeated_heads(lines: Lines, layout: Layout, furniture: Collection[int]) -> list[int]:
    """Rows at the beginning of a column or page that say what the first rows of the table said."""
    rows: list[list[int]] = []
    for unit in _units(lines, layout, furniture):
        if layout.row[unit[0]] >= 0:
            rows.append(unit)
    result: list[int] = []
    head: list[str] = []
    fresh: list[int] = []
    for i, row in enumerate(rows):
        text = "\t".join(lines.texts[k] for k in row)
        before = rows[i - 1] if i else None
        joined = before is not None and before[-1] + 1 == row[0]
        page = int(layout.page[row[0]])
        apart = before is None or layout.frame[before[0]] != layout.frame[row[0]]
        near = before is not None and page - int(layout.page[before[0]]) <= 1
        if apart and near and head and text == head[0]:
            fresh = [0]
        elif not fresh and (apart or not joined):
            head = [text]
            fresh = []
            continue
        if fresh:
            at = fresh[-1]
            if at < len(head) and text == head[at]:
                result.extend(row)
                fresh.append(at + 1)
                continue
            fresh = []
        elif len(head) < 3:
            head.append(text)
    return result
