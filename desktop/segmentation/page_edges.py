"""Page furniture by its place: lines at the top and bottom of pages that repeat or count from page to page.

    ... voor een veilige omgeving.          last line of the text
    Versie 3.1, pagina 7 van 12             bottom edge, counts with the pages
    ␌Handboek dienstverlening               top edge, stands on every page
    Doel                                    the text again: stands elsewhere too, not only at edges

In: where pages begin, and what is known to be furniture already. Only edges are looked at, from the outermost line
inwards, so that nothing inside a page can be taken; and a line that stands nowhere but at edges keeps its first place,
for there it is the title that the pages repeat.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from desktop.model.document import BlockKind
from desktop.text.lines import Lines
from desktop.text.numbering import parse_numbering

MAX_DEPTH = 3
MAX_EDGE_CHARS = 160
MIN_REPEATS = 3
MIN_SLOT_SHARE = 0.6
MIN_COUNTING_SHARE = 0.6
MAX_PAGES_BETWEEN = 2
_NUMBER = re.compile(r"\d{1,4}")
_NOTHING_ELSE = re.compile(r"[^\w.,]*\d{1,4}[^\w.,]*")


@dataclass(frozen=True, slots=True)
class _Edge:
    """A line at the edge of a page: which page, which line, what it says without its numbers, and those."""

    page: int
    line: int
    key: str
    numbers: tuple[int, ...]


def letters_of(text: str) -> str:
    """A line without its numbers and outer signs: what the same head says on every page."""
    return " ".join(re.sub(r"\d+", " ", text).split()).strip(" .-–|").casefold()


def find_edges(
    lines: Lines, index: Sequence[int], starts: Sequence[int], known: Mapping[int, BlockKind]
) -> dict[int, BlockKind]:
    """Furniture at page edges. index: lines with text. starts: lines that begin a page, ascending; known: furniture
    found before, which may stand outside of what is found here."""
    pages = _pages(index, starts)
    if len(pages) < 2:
        return {}
    whole = Counter(lines.texts[k] for k in index)
    found: dict[int, BlockKind] = {}
    for kind in (BlockKind.PAGE_HEADER, BlockKind.PAGE_FOOTER):
        sides = [page if kind is BlockKind.PAGE_HEADER else page[::-1] for page in pages]
        for _ in range(MAX_DEPTH):
            edges = list(_outermost(lines, sides, known, found))
            chosen = _furniture_among(lines, edges, len(pages), whole, kind)
            if not chosen:
                break
            found.update(chosen)
    return found


def _pages(index: Sequence[int], starts: Sequence[int]) -> list[list[int]]:
    """Lines with text, page by page."""
    pages: list[list[int]] = []
    of: dict[int, list[int]] = {}
    for k in index:
        number = bisect_right(starts, k)
        if number not in of:
            of[number] = []
            pages.append(of[number])
        of[number].append(k)
    return pages


def _outermost(
    lines: Lines, sides: Sequence[Sequence[int]], known: Mapping[int, object], found: Mapping[int, object]
) -> Iterator[_Edge]:
    """The outermost line of each page that is not furniture yet; a page keeps half of its lines in any case."""
    for page, side in enumerate(sides):
        for at, k in enumerate(side):
            if k in known or k in found:
                continue
            text = lines.texts[k]
            if at < max(1, len(side) // 2) and len(text) <= MAX_EDGE_CHARS:
                yield _Edge(page, k, letters_of(text), tuple(int(n) for n in _NUMBER.findall(text)))
            break


def _furniture_among(
    lines: Lines, edges: Sequence[_Edge], pages: int, whole: Mapping[str, int], kind: BlockKind
) -> dict[int, BlockKind]:
    """Which of the outermost lines count with the pages, or repeat."""
    by_key: dict[str, list[_Edge]] = defaultdict(list)
    by_text: dict[str, list[_Edge]] = defaultdict(list)
    for edge in edges:
        if lines.texts[edge.line][-1] in ".,;:":
            continue  # a sentence, or a part of one
        by_key[edge.key].append(edge)
        by_text[lines.texts[edge.line]].append(edge)
    chosen: dict[int, BlockKind] = {}
    for key, group in by_key.items():
        counting = _counting(
            lines, group if key else [e for e in group if _NOTHING_ELSE.fullmatch(lines.texts[e.line])]
        )
        least = 2 if key or pages < 4 else MIN_REPEATS
        if len(counting) >= max(least, MIN_COUNTING_SHARE * len(group)):
            chosen.update({e.line: kind if key else BlockKind.PAGE_NUMBER for e in counting})
    repeated = {
        text: group
        for text, group in by_text.items()
        if len(group) >= 2
        and any(c.isalpha() for c in text)
        and text[-1:] not in ",;:-.!?"
        and not text[:1].islower()
        and not any(e.line in chosen for e in group)
        and whole[text] - len(group) <= max(1, len(group) // 2)
        and _side_by_side(group)
    }
    titles = {text for text, group in by_text.items() if len(group) < whole[text] and text not in repeated}
    explained = sum(len(g) for g in repeated.values()) + sum(len(by_text[t]) for t in titles) + len(chosen)
    slot = explained >= MIN_SLOT_SHARE * pages and pages >= MIN_REPEATS
    for text, group in repeated.items():
        if len(group) < MIN_REPEATS and not slot:
            continue
        stands_inside = whole[text] > len(group)
        chosen.update({e.line: kind for e in (group if stands_inside or kind is BlockKind.PAGE_FOOTER else group[1:])})
    return chosen


def _counting(lines: Lines, group: Sequence[_Edge]) -> list[_Edge]:
    """Those of one key in which a number counts with the pages. "Artikel 5" at the top of page 5 counts articles."""
    division = parse_numbering(lines.texts[group[0].line]) if group else None
    if division is not None and division.rank:
        return []
    offsets = Counter(offset for e in group for offset in {n - e.page for n in e.numbers})
    if not offsets:
        return []
    offset, count = max(offsets.items(), key=lambda item: item[1])
    return [e for e in group if offset in {n - e.page for n in e.numbers}] if count >= 2 else []


def _side_by_side(group: Sequence[_Edge]) -> bool:
    """Whether a line stands on pages that follow each other (or on every second, where left and right differ), as a
    running head does; a heading that recurs stands here and there."""
    near = sum(b.page - a.page <= MAX_PAGES_BETWEEN for a, b in itertools.pairwise(group))
    return near >= 0.5 * (len(group) - 1)
