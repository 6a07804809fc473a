"""Running heads, feet and page numbers of printed pages: by their place, and by what recurs there from page to page.

    page 12  Tweede Kamer, 2016–2017, 34 725 V, nr. 1   12     same place, same words, a number that counts
    page 13  Inleiding                                  13     same place and look, other words: a chapter's name

Everything is looked for from the edge of the page inwards and ends at the first line that is none.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from desktop.model.document import BlockKind
from desktop.model.layout import Layout
from desktop.segmentation.page_facts import BOLD
from desktop.text.lines import Lines
from desktop.text.numbering import roman_value

MAX_EDGE_ROWS = 5
EDGE_SHARE = 0.22
"""Heads and feet stand in the outer fifth of the page: letterheads of ministries reach down to 20 % on A4."""
PLACE_PT = 3.0
"""The same place on two pages: heads are set to a tenth of a point; scans and mixed sources move by some points."""
ROW_PT = 3.0
COUNTING_SHARE = 0.6
VARIED_SHARE = 0.5
ALONE_EDGE_SHARE = 0.1
ALONE_GAP = 1.9
"""A line met on one page only is furniture when it stands in the outer tenth, twice the line distance from all text."""
FEW_PAGES = 3
"""On so few pages numbers of notes ("24 Kamerstuk 29 614, nr. 108.") may go up with the pages by chance."""
LARGE, TITLE_SHARE = 1.3, 0.6
"""Large type at the top of fewer pages than this are titles of chapters, even when their numbers go up with the
pages."""
NEAR_SHARE = 0.5
"""Running heads come back on the next page, or the one after it; the word "Chapter" over titles does so by chance."""
MIN_TABLE_ROWS = 3
MIN_PLACED, PLACED_SHARE, PLAIN_SIZE = 4, 0.8, 1.06
_TOKEN = re.compile(r"\d+|(?<![^\W\d_])[ivxlc]{1,7}(?![^\W\d_])")
_SECTION = re.compile(r"(?:[A-Z]|\d{1,2})(?:\.\d{1,2}){1,4}\.?\s+[^\W\d_]")
_ALONE = re.compile(
    r"(?:[-–—|\[]\s*)?(?:(?:pagina|page|seite|blad|bladzijde|p\.|pag\.|blz\.|s\.)\s*)?(?:\d{1,4}|[ivxlc]{1,7})"
    r"(?:\s*(?:van|of|von|sur|de|/)\s*\d{1,4})?(?:\s*[-–—|\]])?",
    re.I,
)


@dataclass(frozen=True, slots=True)
class PageFurniture:
    """kinds: line → kind. printed: printed number of each page, "" where none was found."""

    kinds: dict[int, BlockKind]
    printed: tuple[str, ...]


@dataclass(slots=True)
class _Row:
    """Lines on one base line at the edge of a page. rank: how many rows stand further out. apart: distance to the
    next row inwards. key: the text with `#` for numbers. noted: begins with a raised figure, as notes do. tabled:
    stands in a table of some rows, as its head or last row does."""

    page: int
    y: float
    lines: list[int]
    text: str
    size: float
    top: bool
    rank: int
    apart: float
    key: str
    numbers: list[tuple[int, str]]
    noted: bool
    tabled: bool
    stands_out: bool


def find_page_furniture(lines: Lines, layout: Layout, body: float) -> PageFurniture:
    """Mark page furniture. body: size of running text."""
    rows = _edge_rows(lines, layout)
    found: set[int] = set()
    numbers: dict[int, str] = {}
    pages = len(layout.height)
    places = _places(rows)
    for members in places:
        _recurring(rows, members, pages, body, found, numbers)
    for members in places:
        _varied(rows, members, found)
    for members in places:
        _above_text(rows, members, found, body)
    _lone(rows, found, numbers, body)
    kinds: dict[int, BlockKind] = {}
    outer: Counter[tuple[int, bool]] = Counter()
    for i in sorted(found, key=lambda i: (rows[i].page, rows[i].top, rows[i].rank)):
        row = rows[i]
        missed = row.rank - outer[row.page, row.top]
        outer[row.page, row.top] += 1
        if missed > (1 if row.page in numbers and numbers[row.page] in row.text else 0):
            continue  # text stands further out; one line there may be a name that was not met twice
        alone = _ALONE.fullmatch(row.text) is not None
        kind = BlockKind.PAGE_NUMBER if alone else BlockKind.PAGE_HEADER if row.top else BlockKind.PAGE_FOOTER
        kinds.update(dict.fromkeys(row.lines, kind))
    _turned(lines, layout, kinds)
    printed = tuple(numbers.get(p, "") or layout.labels[p - 1] for p in range(1, pages + 1))
    return PageFurniture(kinds, printed)


def _edge_rows(lines: Lines, layout: Layout) -> list[_Row]:
    """The outer rows of each page, those of the top from above, those of the foot from below."""
    result: list[_Row] = []
    noted = {k for k, start, _ in layout.marks if start == 0}
    starts, tables = _tables(layout)
    order = np.lexsort((layout.x0, layout.y, layout.page))
    order = order[(layout.rotation[order] % 360 == 0) & (lines.chars[order] > 0)]  # signs may be such as nobody sees
    begin = np.searchsorted(layout.page[order], np.arange(1, len(layout.height) + 2))
    for page in range(1, len(layout.height) + 1):
        members = order[begin[page - 1] : begin[page]].tolist()
        height = float(layout.height[page - 1])
        rows: list[list[int]] = []
        for k in members:
            if rows and layout.y[k] - layout.y[rows[-1][0]] <= ROW_PT:
                rows[-1].append(k)
            else:
                rows.append([k])
        for top in (True, False):
            ordered = rows if top else rows[::-1]
            for rank, row in enumerate(ordered[:MAX_EDGE_ROWS]):
                y = float(layout.y[row[0]])
                if (y if top else height - y) > EDGE_SHARE * height:
                    break
                inner = ordered[rank + 1][0] if rank + 1 < len(ordered) else None
                apart = abs(float(layout.y[inner]) - y) if inner is not None else height
                text = " ".join(lines.texts[k] for k in sorted(row, key=lambda k: layout.x0[k]))
                size = max(float(layout.size[k]) for k in row)
                numbers = [(_number(m), m) for m in _TOKEN.findall(text) if _number(m)]
                key = " ".join(_TOKEN.sub("#", text.casefold()).split())
                rowed = layout.row[row]
                tabled = bool((rowed >= 0).all()) and tables[_table_of(int(rowed[0]), starts)] >= MIN_TABLE_ROWS
                where = y if top else y - height
                heavy = bool((layout.weight[row] >= BOLD).any())
                result.append(
                    _Row(page, where, row, text, size, top, rank, apart, key, numbers, row[0] in noted, tabled, heavy)
                )
    return result


def _tables(layout: Layout) -> tuple[list[int], list[int]]:
    """First row of each table of a page, and how many rows it has."""
    inside = np.flatnonzero(layout.row >= 0)
    starts: list[int] = []
    sizes: list[int] = []
    before = -2
    for k in inside.tolist():
        row = int(layout.row[k])
        if k != before + 1 or layout.page[k] != layout.page[before]:
            starts.append(row)
            sizes.append(0)
        sizes[-1] = row - starts[-1] + 1
        before = k
    return starts, sizes


def _table_of(row: int, starts: Sequence[int]) -> int:
    return bisect_right(starts, row) - 1


def _number(token: str) -> int:
    if token.isdigit():
        return int(token) if len(token) <= 4 else 0
    value = roman_value(token.upper())
    return value if value < 200 else 0


def _places(rows: Sequence[_Row]) -> list[list[int]]:
    """Rows by place: the same side and, within some points, the same distance from the edge."""
    result: list[list[int]] = []
    for i in sorted(range(len(rows)), key=lambda i: (rows[i].top, rows[i].y)):
        if result and rows[result[-1][-1]].top is rows[i].top and rows[i].y - rows[result[-1][-1]].y <= PLACE_PT / 2:
            result[-1].append(i)
        else:
            result.append([i])
    return result


def _recurring(
    rows: Sequence[_Row],
    members: Sequence[int],
    pages: int,
    body: float,
    found: set[int],
    numbers: dict[int, str],
) -> None:
    """Rows of one place that say the same on several pages, or count them."""
    by_key: dict[str, list[int]] = defaultdict(list)
    for i in sorted(members, key=lambda i: rows[i].page):
        if not rows[i].noted and not rows[i].tabled:
            by_key[rows[i].key].append(i)
    for same in by_key.values():
        of_pages = {rows[i].page for i in same}
        if len(of_pages) < 2:
            continue
        counted = _counting(rows, same)
        sentence = rows[same[0]].text.endswith(".") and len(of_pages) <= FEW_PAGES
        sentence |= _begins_section(rows[same[0]]) and len(of_pages) <= FEW_PAGES
        title = rows[same[0]].size > LARGE * body and len(of_pages) < max(TITLE_SHARE * pages, MIN_PLACED)
        if counted and not sentence and not title:
            found.update(same)
            numbers.update({p: n for p, n in counted.items() if p not in numbers})
            continue
        texts = Counter(rows[i].text for i in same)
        for text, count in texts.items():
            chosen = [i for i in same if rows[i].text == text]
            steps = [b - a for a, b in itertools.pairwise(rows[i].page for i in chosen)]
            near = sum(step <= 2 for step in steps) >= NEAR_SHARE * len(steps)
            large = rows[chosen[0]].size > LARGE * body and count < max(TITLE_SHARE * pages, MIN_PLACED)
            letters = sum(c.isalpha() for c in text)
            if count >= 2 and near and not large and letters >= 2:
                found.update(chosen)
    # numbers that count the pages although the words beside them change: "Inleiding 12", "13 Bijlagen"
    free = [i for i in members if i not in found and rows[i].numbers and not rows[i].noted]
    free = [i for i in free if not _begins_section(rows[i])]
    if sum(rows[i].page in numbers for i in free) > VARIED_SHARE * len(free):
        return  # their pages are counted elsewhere
    counted = _counting(rows, free) if len(free) >= 3 else {}
    large = (
        bool(free)
        and min(rows[i].size for i in free) > LARGE * body
        and len(free) < max(TITLE_SHARE * pages, MIN_PLACED)
    )
    if counted and not large:
        chosen = [i for i in free if rows[i].page in counted]
        if len(chosen) >= COUNTING_SHARE * len({rows[i].page for i in members}):
            found.update(chosen)
            numbers.update({p: n for p, n in counted.items() if p not in numbers})


def _begins_section(row: _Row) -> bool:
    """Whether a row is numbered as titles of sections are; at the top of a page one may begin: "3.1 Doel"."""
    return row.top and _SECTION.match(row.text) is not None


def _counting(rows: Sequence[_Row], members: Sequence[int]) -> dict[int, str]:
    """Page → number, when a number in these rows goes up by one from page to page, roman ones apart."""
    best: dict[int, str] = {}
    for roman in (False, True):
        offsets: Counter[int] = Counter()
        for i in members:
            offsets.update({value - rows[i].page for value, text in rows[i].numbers if text.isdigit() is not roman})
        if not offsets:
            continue
        offset, _ = max(offsets.items(), key=lambda item: (item[1], -abs(item[0])))
        hits = {
            rows[i].page: text
            for i in members
            for value, text in rows[i].numbers
            if value - rows[i].page == offset and text.isdigit() is not roman
        }
        if len(hits) >= 2:
            best.update({p: t for p, t in hits.items() if p not in best})
    return best if len(best) >= COUNTING_SHARE * len({rows[i].page for i in members}) else {}


def _varied(rows: Sequence[_Row], members: Sequence[int], found: set[int]) -> None:
    """Rows of a place where most are furniture are furniture too, when they look the same: names of chapters."""
    known = [i for i in members if i in found]
    if len(known) < 2 or len(known) < VARIED_SHARE * len(members):
        return
    sizes = Counter(round(rows[i].size) for i in known)
    for i in members:
        if i not in found and round(rows[i].size) in sizes and len(rows[i].text) <= 160:
            found.add(i)


def _above_text(rows: Sequence[_Row], members: Sequence[int], found: set[int], body: float) -> None:
    """Heads that say something else on each page: all at one place, none larger or heavier than text, set apart from
    it, and where they are missing the page begins further in. A text's first lines are not set apart, and titles
    stand out.
    """
    free = [i for i in members if not (rows[i].noted or rows[i].tabled or _begins_section(rows[i]))]
    if len({rows[i].page for i in free}) < MIN_PLACED or not rows[free[0]].top:
        return
    apart = sum(rows[i].apart >= ALONE_GAP * 1.2 * max(rows[i].size, 0.8 * body) for i in free)
    plain = sum(not rows[i].stands_out and rows[i].size <= PLAIN_SIZE * body for i in free)
    ended = sum(rows[i].text[-1] in ".:;" or rows[i].text[0].islower() for i in free)
    sizes = Counter(round(rows[i].size * 2) for i in free).most_common(1)[0][1]
    if min(apart, plain, sizes, len(free) - ended) < PLACED_SHARE * len(free):
        return
    pages = {rows[i].page for i in free}
    y = max(rows[i].y for i in free)
    outermost = [row for i, row in enumerate(rows) if row.top and row.rank == 0 and i not in found]
    others = [row for row in outermost if row.page not in pages]
    if sum(row.y > y + body / 2 for row in others) >= PLACED_SHARE * len(others):
        found.update(free)


def _lone(rows: Sequence[_Row], found: set[int], numbers: dict[int, str], body: float) -> None:
    """Rows met on one page only: far out, set apart, no larger than text, and no note or end of a sentence."""
    for i, row in enumerate(rows):
        if i in found or row.rank > 2:
            continue
        if any(
            rows[j].page == row.page and rows[j].top is row.top and rows[j].rank < row.rank and j not in found
            for j in range(max(0, i - 2 * MAX_EDGE_ROWS), min(len(rows), i + 2 * MAX_EDGE_ROWS))
        ):
            continue
        far = abs(row.y) <= ALONE_EDGE_SHARE * 842
        number = _ALONE.fullmatch(row.text) is not None
        apart = row.apart >= ALONE_GAP * 1.2 * max(row.size, 0.8 * body)
        small = row.size <= 0.95 * body
        sentence = row.text.rstrip("»”\"')")[-1:] in ".!?:;" or row.text[:1].islower()
        note = row.noted or (re.match(r"\(?\d{1,3}\)?[.)]?\s+\S|[*†‡]", row.text) is not None and not row.top)
        if far and apart and (number or (small and not sentence and not note and not _begins_section(row))):
            found.add(i)
            if number and row.page not in numbers:
                token = _TOKEN.findall(row.text)
                if token:
                    numbers[row.page] = token[0]


def _turned(lines: Lines, layout: Layout, kinds: dict[int, BlockKind]) -> None:
    """Words printed across or up the side of several pages: stamps, watermarks, running heads of turned tables."""
    places: dict[tuple[str, int], set[int]] = defaultdict(set)
    turned = np.flatnonzero(layout.rotation % 360 != 0).tolist()
    for k in turned:
        places[_TOKEN.sub("#", lines.texts[k].casefold()), int(layout.rotation[k])].add(int(layout.page[k]))
    for k in turned:
        if len(places[_TOKEN.sub("#", lines.texts[k].casefold()), int(layout.rotation[k])]) >= 2:
            kinds[k] = BlockKind.PAGE_HEADER
        elif layout.rotation[k] % 90 and k not in kinds:
            kinds[k] = BlockKind.PAGE_HEADER  # a stamp across one page
