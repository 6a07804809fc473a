"""What narrow cells and the ends of pages do to the rows of tables: parts of a row are one row, and a word too long for
its cell is known as such.

    2.4 Bevordering van veiligheid, stabiliteit │ 203.114      at the foot of a page
    en rechtsorde in internationaal verband     │              at the top of the next

In: drafts in reading order. Out: the same with the parts of a row joined cell by cell; lines that fill a cell.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from desktop.model.document import FURNITURE, BlockKind
from desktop.segmentation.drafts import Draft
from desktop.segmentation.line_facts import SENTENCE_END
from desktop.segmentation.page_facts import Facts
from desktop.text.lines import Lines

FILLED_EM = 0.6
"""A line filled to the last letter leaves less room than the widest small letters take."""
ASIDE = FURNITURE | {BlockKind.FOOTNOTE}


def join_split_rows(drafts: Sequence[Draft], lines: Lines, facts: Facts) -> list[Draft]:
    """Join each row with its rest in the next column or on the next page, notes and furniture between them allowed."""
    result: list[Draft] = []
    last: Draft | None = None
    for draft in drafts:
        if draft.kind in ASIDE:
            result.append(draft)
            continue
        if last is not None and _is_rest(draft, last, lines, facts):
            last.lines = [k for cell in _by_cell(last, facts, _by_cell(draft, facts)).values() for k in cell]
            continue
        result.append(draft)
        last = draft
    return result


def _is_rest(draft: Draft, last: Draft, lines: Lines, facts: Facts) -> bool:
    """Whether a row is the rest of the row before it: it begins a column or page, and each of its cells goes on with
    one that was cut short there; a cell of its own may only stand beside such a one."""
    layout = facts.layout
    k, p = draft.lines[0], last.lines[-1]
    if draft.kind is not BlockKind.TABLE_ROW or last.kind is not BlockKind.TABLE_ROW:
        return False
    if layout.row[k] < 0 or layout.row[p] < 0 or layout.frame[k] == layout.frame[p]:
        return False
    rest, before = _by_cell(draft, facts), _by_cell(last, facts)
    shared = rest.keys() & before.keys()
    if not shared or not all(_goes_on(before[c][-1], rest[c][0], c, lines, facts) for c in shared):
        return False
    return len(shared) == len(rest) or all(lines.texts[rest[c][0]][0].islower() for c in shared)


def _goes_on(end: int, begin: int, cell: int, lines: Lines, facts: Facts) -> bool:
    """Whether the text of a cell goes on in another: in the middle of a sentence, in its face, with a small letter or
    because its next word would not have fitted."""
    left, right = lines.texts[end], lines.texts[begin]
    if left[-1] in SENTENCE_END or left[-1] in ":;" or not right[0].isalpha() or not left[-1].isalpha():
        return left[-1] in ",-" and right[0].isalpha()
    if facts.size[end] != facts.size[begin] or facts.bold[end] != facts.bold[begin]:
        return False
    layout = facts.layout
    column = (layout.frame == layout.frame[end]) & (layout.row >= 0) & (layout.cell == cell)
    room = float(np.max(layout.x1[column])) - float(layout.x1[end])
    return right[0].islower() or (int(column.sum()) > 2 and room < 0.3 * facts.size[end] + facts.head[begin])


def _by_cell(draft: Draft, facts: Facts, more: dict[int, list[int]] | None = None) -> dict[int, list[int]]:
    """The lines of a row by cell, in the order of the cells; those of `more` behind them."""
    cells: dict[int, list[int]] = {}
    for k in draft.lines:
        cells.setdefault(max(int(facts.layout.cell[k]), 0), []).append(k)
    for cell, ks in (more or {}).items():
        cells.setdefault(cell, []).extend(ks)
    return dict(sorted(cells.items()))


def filled_cells(lines: Lines, facts: Facts) -> frozenset[int]:
    """Lines of one word that are as wide as their cell: only there do programs break a word without a hyphen."""
    layout = facts.layout
    inside = np.flatnonzero(layout.row >= 0)
    if not len(inside):
        return frozenset()
    width = layout.x1[inside] - layout.x0[inside]
    _, column = np.unique(np.stack([layout.frame[inside], layout.cell[inside]]), axis=1, return_inverse=True)
    widest = np.zeros(int(column.max()) + 1)
    np.maximum.at(widest, column.ravel(), width)
    full = inside[width >= widest[column.ravel()] - FILLED_EM * facts.size[inside]]
    return frozenset(k for k in full.tolist() if " " not in lines.texts[k])
