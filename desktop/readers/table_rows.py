"""Which lines of a table are one row, where no lines enclose its cells.

2.1 Goede internationale samen-    16.204      drawn lines between rows part them; else more white space than between
    werking                                    the lines of a cell; else a new row begins where the first cell begins
2.2 Wapenbeheersing                 9.377      anew
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from desktop.readers.page_lines import Piece

Cells = Sequence[Sequence[Piece]]
"""The cells of a row from the left, each with its pieces from the top."""
Column = tuple[float, float]

EDGE_PT = 2.5
"""Edges that agree: cells are set to a hundredth of a point, but figures and signs have white space at their sides."""
ROW_GAP = 1.25
"""Rows of a table stand further apart than lines of one cell: at least a quarter of the line distance."""
LEAST_PITCH_EM = 0.95
"""Lines of one cell stand at least so far apart; closer base lines belong to cells centred beside each other."""
LOOSE_ROW = 1.4
"""Lines of text stand closer, as a rule at 1.15 to 1.25 times their size."""
FIGURE_SHARE = 0.4
_DIGIT = re.compile(r"\d")


def is_figure(text: str) -> bool:
    """Whether a text is an amount, a year or the like."""
    digits = len(_DIGIT.findall(text))
    return digits > 0 and digits >= FIGURE_SHARE * len(text)


def row_gap(lines: Sequence[Sequence[Piece]]) -> float | None:
    """From which distance of base lines on a new row begins, or None where all stand as close as lines of text."""
    pitches = [b[0].y - a[0].y for a, b in itertools.pairwise(lines)]
    least = LEAST_PITCH_EM * max((p.size for line in lines for p in line), default=0.0)
    usual = min((p for p in pitches if p >= least), default=0.0)
    if usual >= LOOSE_ROW * least / LEAST_PITCH_EM:
        return usual / ROW_GAP
    wide = [p >= ROW_GAP * usual for p in pitches]
    return ROW_GAP * usual if any(wide) and not all(wide) else None


def gather_rows(
    lines: Sequence[Sequence[Piece]], columns: Sequence[Column], levels: Sequence[float]
) -> list[list[list[Piece]]]:
    """Lines of a table gathered to rows. levels: heights at which lines are drawn across it."""
    cells = [cells_of(line, columns) for line in lines]
    between = [any(a[0].y < y <= b[0].y for y in levels) for a, b in itertools.pairwise(lines)]
    ruled = sum(between) >= 2 or (sum(between) == 1 and len(lines) <= 3)
    gap = row_gap(lines)
    result: list[list[list[Piece]]] = []
    for k, cell in enumerate(cells):
        if k == 0:
            starts = True
        elif ruled and (len(lines) <= 2 * sum(between) + 2 or between[k - 1]):
            starts = between[k - 1]
        elif gap is not None:
            starts = lines[k][0].y - lines[k - 1][0].y >= gap or _has_own_amount(cell, result[-1])
        else:
            starts = _begins_row(cells, k, result[-1])
        if starts:
            result.append([list(c) for c in cell])
        else:
            for into, more in zip(result[-1], cell, strict=True):
                into.extend(more)
    return result


def cells_of(line: Sequence[Piece], columns: Sequence[Column]) -> list[list[Piece]]:
    """The pieces of a line by column, one that spans several in the first of them."""
    result: list[list[Piece]] = [[] for _ in columns]
    for piece in sorted(line, key=lambda p: p.x0):
        touched = [i for i, (a, b) in enumerate(columns) if piece.x0 < b and piece.x1 > a]
        nearest = min(range(len(columns)), key=lambda i: abs(columns[i][0] + columns[i][1] - piece.x0 - piece.x1))
        result[touched[0] if touched else nearest].append(piece)
    return result


def _has_own_amount(cells: Sequence[Sequence[Piece]], row: Sequence[Sequence[Piece]]) -> bool:
    """Whether a line has a label and, under an amount of the row above, an amount of its own."""
    under = any(
        is_figure(c[0].text) and is_figure(r[-1].text) for c, r in zip(cells[1:], row[1:], strict=True) if c and r
    )
    return under and bool(cells[0]) and not cells[0][0].text[:1].islower()


def _begins_row(cells: Sequence[list[list[Piece]]], k: int, row: Sequence[Sequence[Piece]]) -> bool:
    """Whether a line begins a row of a table whose lines all stand equally far apart. row: the one above so far."""
    filled = [i for i, c in enumerate(cells[k]) if c]
    before = [i for i, c in enumerate(cells[k - 1]) if c]
    if 0 not in filled:
        # a cell goes on; amounts alone may be the end of a label that began above, but never under an amount
        return all(is_figure(p.text) for i in filled for p in (*cells[k][i], *row[i])) and all(row[i] for i in filled)
    if len(filled) > 1 and before == [0]:
        # the label above ran on into this line?
        label, text = cells[k - 1][0][-1], cells[k][0][0]
        return not (text.text[:1].islower() or text.x0 > label.x0 + EDGE_PT)
    if len(filled) == 1:
        text = cells[k][0][0]
        label = next((cells[j][0][0] for j in range(k - 1, -1, -1) if cells[j][0]), text)
        return not (text.text[:1].islower() or text.x0 > label.x0 + EDGE_PT)
    return True
