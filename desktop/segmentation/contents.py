"""Tables of contents in running text: lines that end in page numbers which do not fall, or titles in a row.

Inhoud
Werkwijze ...... 4        stands as a line of its own elsewhere, above its text
Organisatie ..... 9

Without pages, as in a text made from a web page, the titles stand below each other, and then again each above its text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from itertools import pairwise

import numpy as np

from desktop.segmentation.page_edges import MAX_EDGE_CHARS, MAX_PAGE_DIGITS, NO_LETTERS, has_letters
from desktop.text.char_tables import among
from desktop.text.lines import Lines
from desktop.text.numbering import parse_numbering

MIN_PAGE_LINES = 8
MIN_CONTENTS_SPAN = 5
MAX_GAP_BELOW_TITLE = 3
MIN_LISTED, MAX_STEP_LISTED, MAX_BROKEN_LISTED = 5, 3, 10
"""A title that is broken over two lines in the table is not found again."""
MIN_LONG, LONG_SHARE = 12, 0.75
_MIX = np.uint64(0x9E3779B97F4A7C15)
LISTED_SHARE, RISING_SHARE, TEXT_SHARE = 0.7, 0.9, 0.5
_CONTENTS_TITLE = re.compile(r"inhoud|contents|inhalt|sommaire|table des mati|índice|contenidos", re.I)
# What every line of contents ends in.
MAX_PAGE_END = 6
_PAGE_END = re.compile(r"(?:\s|[.…]{2})\d{1,4}$")
_CONTENTS_LINE = re.compile(r"(.{2,140}?)(?:\s*[.…]{2,}\s*|\s+)(\d{1,4})")


def find_contents(lines: Lines, index: list[int], kinds: Collection[int]) -> list[int]:
    """Lines of a table of contents: four or more in a row that end in page numbers which do not fall, and whose titles
    mostly stand as lines of their own elsewhere."""
    runs: list[list[tuple[int, int, str]]] = [[]]
    numbered = (lines.last >= 48) & (lines.last <= 57) & (lines.chars <= MAX_EDGE_CHARS)
    ends = numbered.copy()
    ended = np.flatnonzero(ends)
    glued = ended[lines.chars[ended] - lines.at[lines.word[ended + 1] - 1] > MAX_PAGE_DIGITS]
    if not any(".." in tail or "…" in tail for tail in [lines.texts[k][-MAX_PAGE_END:] for k in glued.tolist()]):
        ends[glued] = False  # without dots before it the page is a word by itself
        ends[[k for k in kinds if numbered[k]]] = True
    place = np.flatnonzero(ends[index])
    follows = (np.diff(place, prepend=-2) == 1).tolist()
    for k, beside in zip(np.asarray(index)[place].tolist(), follows, strict=True):
        if not beside and runs[-1]:
            runs.append([])
        if k in kinds:
            continue
        text = lines.texts[k]
        ends_in_page = _PAGE_END.search(text[-MAX_PAGE_END:]) is not None and NO_LETTERS.fullmatch(text) is None
        found = _CONTENTS_LINE.fullmatch(text) if ends_in_page else None
        if found and not has_letters(found[1]):
            found = None
        page = int(found[2]) if found else 0
        if found and (not runs[-1] or page >= runs[-1][-1][1]):
            runs[-1].append((k, page, found[1].strip(" .…")))
        elif runs[-1]:
            runs.append([(k, page, found[1].strip(" .…"))] if found else [])
    result: list[int] = []
    runs = [run for run in runs if len(run) >= 4 and run[-1][1] != run[0][1]]
    titles = Counter(_bare_title(t) for t in lines.texts) if runs else Counter()
    for run in runs:
        members = {k for k, _, _ in run}
        inside = Counter(_bare_title(lines.texts[k]) for k in members)
        dotted = sum(".." in lines.texts[k] or "…" in lines.texts[k] for k in members)
        bare = [_bare_title(title) for _, _, title in run]
        known = sum(titles[t] > inside[t] for t in bare)
        plausible = run[-1][1] - run[0][1] <= MIN_CONTENTS_SPAN + len(index) / MIN_PAGE_LINES
        above = run[0][0] - 1
        while above > 0 and not lines.chars[above] and run[0][0] - above <= MAX_GAP_BELOW_TITLE:
            above -= 1
        head = lines.texts[above] if above >= 0 else ""
        short = len(head.split()) <= 3
        titled = _is_contents_title(head)
        found_again = known >= 0.4 * len(run)
        # with dots before its pages the table may belong to more pages than the text at hand
        if (plausible and found_again) or (dotted >= 0.6 * len(run) and (titled or found_again)):
            result.extend(members)
            if head and (titled or (short and above == run[0][0] - 1)) and above not in kinds:
                result.append(above)
    return result


def find_listed_titles(lines: Lines, index: list[int]) -> list[int]:
    """Lines of tables of contents without page numbers, below a title that says so: five titles and more in a row that
    come again behind it, in the same order, most of them above a text. Without such a title a part of a table that is
    repeated with its headings looks the same."""
    again_at = _last_of_alike(lines)
    if len(again_at) < MIN_LISTED:
        return []
    listed = sorted(again_at)
    content = np.asarray(index)
    place = np.searchsorted(content, listed)
    found: list[int] = []
    end = -MAX_BROKEN_LISTED - 1
    for run in np.split(np.arange(len(listed)), np.flatnonzero(np.diff(place) > MAX_STEP_LISTED) + 1):
        first, last = int(place[run[0]]), int(place[run[-1]])
        again = [again_at[listed[i]] for i in run.tolist() if again_at[listed[i]] > index[last]]
        if len(again) < max(MIN_LISTED, LISTED_SHARE * (last - first + 1)):
            continue
        rising = sum(a < b for a, b in pairwise(again))
        titles = set(again)
        below = (np.searchsorted(content, again) + 1).tolist()
        above_text = sum(k < len(index) and index[k] not in titles for k in below)
        if rising < RISING_SHARE * (len(again) - 1) - 1 or above_text < TEXT_SHARE * len(again):
            continue
        begin = next((i for i in range(max(0, first - 1), first + 2) if _is_contents_title(lines.texts[index[i]])), -1)
        if begin < 0 and first - end <= MAX_BROKEN_LISTED:
            begin = end  # the table goes on behind titles that are broken over lines
        if begin < 0 and len(again) >= LONG_SHARE * (last - first + 1) and _counts_up(lines, index[first : last + 1]):
            begin = first  # so many numbers in a row say it without a title
        if begin >= 0:
            found.extend(index[begin : last + 1])
            end = last + 1
    return found


def _last_of_alike(lines: Lines) -> dict[int, int]:
    """Lines that may be titles and whose words stand once more as a line, further down → the last such line."""
    size = np.diff(lines.word)
    upper = (lines.first < 97) | (lines.first > 122)
    may = (size > 0) & (lines.chars <= MAX_EDGE_CHARS) & upper & ~among(lines.last, ".,;:-")
    index = np.flatnonzero(may)
    if len(index) < 2 * MIN_LISTED:
        return {}
    count = size[index]
    begin = np.cumsum(count) - count
    inside = np.arange(int(count.sum())) - np.repeat(begin, count)
    piece = lines.piece[np.repeat(lines.word[index], count) + inside].astype(np.uint64)
    mixed = (piece + np.uint64(1)) * _MIX
    mixed ^= mixed >> np.uint64(29)
    mark = np.add.reduceat(mixed * (np.uint64(2) * inside.astype(np.uint64) + np.uint64(1)), begin)
    order = np.lexsort((index, mark))
    alike = mark[order]
    end = np.flatnonzero(np.append(alike[1:] != alike[:-1], True))
    last = index[order][np.repeat(end, np.diff(end, prepend=-1))]
    first = index[order]
    return {
        a: b
        for a, b in zip(first[first < last].tolist(), last[first < last].tolist(), strict=True)
        if lines.texts[a].split() == lines.texts[b].split()
    }


def _counts_up(lines: Lines, run: Sequence[int]) -> bool:
    """Whether most lines of a long run begin with the number of a chapter or of a part of one."""
    numbers = [n for k in run if (n := parse_numbering(lines.texts[k])) is not None and n.style.startswith("decimal:")]
    return len(run) >= MIN_LONG and len(numbers) >= LONG_SHARE * len(run)


def _is_contents_title(text: str) -> bool:
    return len(text.split()) <= 3 and _CONTENTS_TITLE.search(text) is not None


def _bare_title(text: str) -> str:
    return text.casefold().strip("0123456789 .")
