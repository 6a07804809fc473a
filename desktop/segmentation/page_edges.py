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
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from desktop.model.document import BlockKind
from desktop.text.char_tables import among, is_letter, of_kind
from desktop.text.lines import Lines
from desktop.text.numbering import parse_numbering

MAX_DEPTH = 3
MAX_EDGE_CHARS = 160
MIN_REPEATS = 3
MIN_SLOT_SHARE = 0.6
MIN_COUNTING_SHARE = 0.6
MAX_PAGES_BETWEEN = 2
MAX_PAIR_DIGITS = 8
MAX_FIRST_PAGE = 2
MIN_PAGE_LINES = 5
MIN_LETTERS = 4
MAX_PAGE_DIGITS = 4
MAX_PAGE_RATIO = 4
ENDS = frozenset(",;:-.")
_PAGE_WORD = r"(?:pagina|page|seite|blad|p\.|pag\.|blz\.)"
_TOTAL = r"(?:\s*(?:van|of|von|sur|/)\s*\d{1,4})?"
# A page number set off by a bar, or named as one, at the end or beginning of a line.
PAGED = re.compile(rf"(?:\||\b{_PAGE_WORD})\s*\d{{1,4}}{_TOTAL}$|^\d{{1,4}}\s*\|", re.I)
NAMED_PAGE = re.compile(rf"\b{_PAGE_WORD}\s*\d{{1,4}}$", re.I)
PAGE_NUMBER = re.compile(rf"(?:[-–—|\[]\s*)?(?:{_PAGE_WORD}\s*)?(\d{{1,4}}){_TOTAL}(?:\s*[-–—|\]])?", re.I)
_NUMBER = re.compile(r"\d{1,4}")
NO_LETTERS = re.compile(r"[\d\s.\-–|]*")
"""Of these `letters_of` keeps nothing."""
_OF_TOTAL = re.compile(r"(\d{1,4})\s*(?:van|of|von|sur|/)\s*\d{1,4}\W*$", re.I)
# What every total and every page number that is named or set off has before it; each begins with one of few signs, so
# that lines without it are passed over quickly.
_OF = re.compile(r"[vVoOsS/](?:[aA][nN]|[oO][nN]|[fF]|[uU][rR]|(?<=/))\s*\d")
PAGE_SIGN = re.compile(r"[|pPsSbB](?:(?<=\|)|[aA][gG]|[eE][iI]|[lL][aAzZ]|\.)")
_NOTHING_ELSE = re.compile(r"[^\w.,]*\d{1,4}[^\w.,]*")


@dataclass(frozen=True, slots=True)
class _Edge:
    """A line at the edge of a page: which page, which line, what it says without its numbers, and those."""

    page: int
    line: int
    key: str
    numbers: tuple[int, ...]


def page_numbers_of(text: str) -> tuple[int, ...]:
    """Numbers of a line that may be that of its page: at its beginning, at its end, or before a total: "3 van 12"."""
    last = text.rsplit(None, 1)[-1]
    if text[0].isalpha() and len(last) > MAX_PAGE_DIGITS and _is_figure(last):
        return ()  # most rows of tables
    if NO_LETTERS.fullmatch(text):
        return tuple(int(n) for n in _NUMBER.findall(text))
    words = [word.strip("-–—|[]·•") for word in (text.split(None, 1)[0], last)]
    if _OF.search(text) and (total := _OF_TOTAL.search(text)):
        words.append(total[1])
    found = [word for word in words if len(word) <= MAX_PAGE_DIGITS and word.isdecimal()]
    return tuple(int(word) for word in dict.fromkeys(found)) if found else ()


def _is_figure(word: str) -> bool:
    """Whether a word is figures with points or commas between them."""
    return word[0].isdecimal() and word[-1].isdecimal() and word.replace(".", "").replace(",", "").isdecimal()


def is_paged(text: str) -> bool:
    """Whether a line has a page number that is set off by a bar or named as one (`PAGED`)."""
    digit = text[-1:].isdigit() or text[:1].isdigit()
    return digit and PAGE_SIGN.search(text) is not None and PAGED.search(text) is not None


def has_letters(text: str) -> bool:
    """Whether a text has letters enough to say something."""
    return next(itertools.islice(filter(str.isalpha, text), MIN_LETTERS - 1, None), None) is not None


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
    whole = Counter(lines.texts[k] for k in index if k not in known)
    found: dict[int, BlockKind] = {}
    for kind in (BlockKind.PAGE_HEADER, BlockKind.PAGE_FOOTER):
        sides = [page if kind is BlockKind.PAGE_HEADER else page[::-1] for page in pages]
        for _ in range(MAX_DEPTH):
            edges = list(_outermost(lines, sides, known, found))
            chosen = _furniture_among(lines, edges, len(pages), whole, kind)
            if not chosen:
                break
            found.update(chosen)
            whole.subtract(lines.texts[k] for k in chosen)
    return found


def find_pairs(lines: Lines, index: Sequence[int]) -> dict[int, BlockKind]:
    """Furniture where no page is known: a foot that counts and the head of the next page, side by side, twice or more.

    oktober                          5       counts on from "4      oktober", whichever side the number is on
    Visie op warmte – gemeente Duinrade      stood under that, too
    """
    groups: dict[tuple[str, str, int], list[tuple[int, int]]] = defaultdict(list)
    numbered = (lines.digits > 0) & (lines.digits <= MAX_PAIR_DIGITS) & (lines.chars <= MAX_EDGE_CHARS)
    full = np.asarray(index)
    head = (lines.chars <= MAX_EDGE_CHARS) & of_kind(lines.first, _begins_head) & ~among(lines.last, ".,;:")
    beside_head = np.zeros(len(lines), bool)
    beside_head[full[:-1]] = head[full[1:]]
    beside_head[full[1:]] |= head[full[:-1]]
    # a line that begins and ends in a letter has no page number
    numberless = is_letter(lines.first) & is_letter(lines.last)
    for k in np.flatnonzero(numbered & beside_head & ~numberless).tolist():
        if not page_numbers_of(lines.texts[k]):
            continue
        place = bisect_left(index, k)
        if not has_letters(key := letters_of(lines.texts[k])):
            continue
        for at, step in ((place + 1, 1), (place - 1, -1)):
            if 0 <= at < len(index) and head[n := index[at]]:
                groups[key, lines.texts[n], step].append((k, n))
    found: dict[int, BlockKind] = {}
    for (key, title_above, _), members in groups.items():
        counted = [k for k, _ in members]
        if len(members) < 2 or not is_on_every_page(counted, index):
            continue
        series = _series(lines, counted)
        if series is None:
            continue
        found.update({k: BlockKind.PAGE_FOOTER for k in counted} | {n: BlockKind.PAGE_HEADER for _, n in members})
        first, last = series
        for k in np.flatnonzero(numbered).tolist():  # the foot of the last page has no head below it
            if k not in found and letters_of(lines.texts[k]) == key:
                numbers = set(page_numbers_of(lines.texts[k]))
                if (k > counted[-1] and last + 1 in numbers) or (k < counted[0] and first - 1 in numbers):
                    found[k] = BlockKind.PAGE_FOOTER
        title = index[0]
        if lines.texts[title] == title_above and first > MAX_FIRST_PAGE and lines.gap[index[1]] == 0:
            found[title] = BlockKind.PAGE_HEADER  # the document begins in the middle; what stands first is no title
    return found


def _begins_head(sign: str) -> bool:
    return sign.isalnum() and not sign.islower()


def counts_divisions(texts: Sequence[str]) -> bool:
    """Whether the number that grows is that of a heading or item: "Artikel 5", "3.1 Taken", not "Staatsblad 2019 9" and
    not "4 oktober", whose rest is the same all the time."""
    numbers = [parse_numbering(text) for text in texts[:3]]
    if numbers[0] is None or numbers[0].style == "bare" or PAGED.search(texts[0]):
        return False
    return numbers[0].rank > 0 or len({n.value for n in numbers if n is not None}) > 1


def is_on_every_page(places: Sequence[int], index: Sequence[int]) -> bool:
    """Whether lines stand at distances of pages all through a document: none is much longer than another."""
    inner = [b - a for a, b in itertools.pairwise(places)]
    outer = [places[0] - index[0], index[-1] - places[-1]]
    return min(inner) >= MIN_PAGE_LINES and max(inner + outer) <= MAX_PAGE_RATIO * sorted(inner)[len(inner) // 2]


def _series(lines: Lines, counted: Sequence[int]) -> tuple[int, int] | None:
    """First and last number of lines in which one number grows by one from each to the next, and which are no numbered
    headings."""
    if len({lines.texts[k] for k in counted}) < len(counted):
        return None
    if counts_divisions([lines.texts[k] for k in counted]):
        return None
    found = [page_numbers_of(lines.texts[k]) for k in counted]
    for first in found[0]:
        if all(first + i in numbers for i, numbers in enumerate(found)):
            return first, first + len(found) - 1
    return None


def head_of_excerpt(lines: Lines, index: Sequence[int]) -> dict[int, BlockKind]:
    """The first line of a page taken out of the middle, where its number tells: chapter 2 does not begin with 2.3."""
    if len(index) < 2 or lines.gap[index[1]] > 0:
        return {}
    chapter, part = parse_numbering(lines.texts[index[0]]), parse_numbering(lines.texts[index[1]])
    if chapter is None or part is None or not chapter.rank or not part.style.startswith("decimal:"):
        return {}
    inside = len(part.value) > 1 and part.value[:1] == chapter.value and max(part.value[1:]) > 1
    return {index[0]: BlockKind.PAGE_HEADER} if inside else {}


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
                yield _Edge(page, k, letters_of(text), page_numbers_of(text))
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
        least = max(2, min(MIN_REPEATS, pages // 2))
        if len(counting) >= max(least, MIN_COUNTING_SHARE * len(group)):
            chosen.update({e.line: kind if key else BlockKind.PAGE_NUMBER for e in counting})
    repeated = {
        text: group
        for text, group in by_text.items()
        if len(group) >= 2
        and any(c.isalpha() for c in text)
        and text[-1:] not in ENDS
        and not text[:1].islower()
        and not any(e.line in chosen for e in group)
        and whole[text] - len(group) <= max(1, len(group) // 2)
        and _side_by_side(group)
    }
    # the name of the chapter over a page, which stands once more as its heading
    titles = {
        text
        for text, group in by_text.items()
        if whole[text] == len(group) + 1 and text not in repeated and any(c.isalpha() for c in text)
    }
    explained = sum(len(g) for g in repeated.values()) + sum(len(by_text[t]) for t in titles) + len(chosen)
    slot = explained >= MIN_SLOT_SHARE * pages and pages >= MIN_REPEATS
    if slot and kind is BlockKind.PAGE_HEADER:
        repeated |= {text: by_text[text] for text in titles if text[-1:] not in ENDS and not text[:1].islower()}
    for text, group in repeated.items():
        if len(group) < MIN_REPEATS and not slot:
            continue
        stands_inside = whole[text] > len(group)
        chosen.update({e.line: kind for e in (group if stands_inside or kind is BlockKind.PAGE_FOOTER else group[1:])})
    return chosen


def _counting(lines: Lines, group: Sequence[_Edge]) -> list[_Edge]:
    """Those of one key in which a number counts with the pages. "Artikel 5" at the top of page 5 counts articles."""
    if group and counts_divisions([lines.texts[e.line] for e in group]):
        return []
    offsets = Counter(offset for e in group for offset in {n - e.page for n in e.numbers})
    if not offsets:
        return []
    offset, count = max(offsets.items(), key=lambda item: item[1])
    counting = [e for e in group if offset in {n - e.page for n in e.numbers}]
    # the same words on two pages do not count: "4,5 miljoen" on pages 4 and 5
    return counting if count >= 2 and len({lines.texts[e.line] for e in counting}) == len(counting) else []


def _side_by_side(group: Sequence[_Edge]) -> bool:
    """Whether a line stands on pages that follow each other (or on every second, where left and right differ), as a
    running head does; a heading that recurs stands here and there."""
    near = sum(b.page - a.page <= MAX_PAGES_BETWEEN for a, b in itertools.pairwise(group))
    return near >= 0.5 * (len(group) - 1)
