"""Page numbers that an extractor glued to the words beside them are taken off again.

12Ruimte voor                  a series that grows from page to page
de inzet van Nederland13
"""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np

from desktop.text.lines import Lines, split_lines

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
    first = (lines.first >= 48) & (lines.first <= 57)
    edge = first | ((lines.last >= 48) & (lines.last <= 57) & (lines.figures == 0))
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
        second=changed.second,
        third=changed.third,
        last=changed.last,
        digits=changed.digits,
        figures=changed.figures,
        chars=changed.chars,
        width=changed.width,
        first_chars=changed.first_chars,
        first_width=changed.first_width,
        word=changed.word,
        piece=changed.piece,
        at=changed.at,
        spaced=changed.spaced,
        mixed=changed.mixed,
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
