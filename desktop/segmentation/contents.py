"""Tables of contents in running text: lines that end in page numbers which do not fall.

Inhoud
Werkwijze ...... 4        stands as a line of its own elsewhere, above its text
Organisatie ..... 9
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection

import numpy as np

from desktop.segmentation.page_edges import MAX_EDGE_CHARS, MAX_PAGE_DIGITS, NO_LETTERS, has_letters
from desktop.text.lines import Lines

MIN_PAGE_LINES = 8
MIN_CONTENTS_SPAN = 5
MAX_GAP_BELOW_TITLE = 3
_CONTENTS_TITLE = re.compile(r"inhoud|contents|inhalt|sommaire|table des mati", re.I)
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
        titled = short and _CONTENTS_TITLE.search(head)
        found_again = known >= 0.4 * len(run)
        # with dots before its pages the table may belong to more pages than the text at hand
        if (plausible and found_again) or (dotted >= 0.6 * len(run) and (titled or found_again)):
            result.extend(members)
            if head and (titled or (short and above == run[0][0] - 1)) and above not in kinds:
                result.append(above)
    return result


def _bare_title(text: str) -> str:
    return text.casefold().strip("0123456789 .")
