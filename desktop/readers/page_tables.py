"""Tables on a printed page, from how pieces stand under each other, and from drawn lines where there are any.

Wapenbeheersing      9.377   9.402      two rows and more with pieces whose edges agree;
Bevordering van                         a row with text in one cell only goes on with the cell above,
  veiligheid       203.114 206.215      or leads on to the row below
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from desktop.readers.page_lines import Piece, Rule

EDGE_PT = 2.5
"""Edges that agree: cells are set to a hundredth of a point, but figures and signs have white space at their sides."""
MIN_ROWS = 2
MAX_LONE_ROWS = 6
"""So many rows with text in one cell only may stand between two rows with more; a cell of seven lines is rare and has
drawn lines around it."""
WIDE_GAP_EM = 1.4
"""Edges of two neighbouring cells are only believed with such a gap somewhere between them."""
RULE_THICKNESS = 2.5
MAX_CELL_LINES = 40
MAX_ROW_EM, PADDING_EM = 4, 2
BOX_FOOT_EM, BOX_HEAD_EM = 1.1, 1.9
"""Drawn lines this close under and above text are the borders of a cell and not those of the tables around a paragraph:
LibreOffice pads 0.1 cm, 0.5 em under the base line and 1.2 em over it; Word less."""
ROW_GAP = 1.25
"""Rows of a table stand further apart than lines of one cell: at least a quarter of the line distance."""
LINE_PITCH = 1.5


@dataclass(frozen=True, slots=True)
class Table:
    """rows: each a list of cells, each a list of pieces from the top. end: index of the line after the table."""

    rows: list[list[list[Piece]]]
    end: int


def find_tables(
    rows: Sequence[Sequence[Piece]], rules: Sequence[Rule], is_marker: Callable[[str], bool]
) -> Mapping[int, Table]:
    """Tables by their first row. rows: base lines from the top with their pieces."""
    result: dict[int, Table] = {}
    k = 0
    wide = [_is_wide(row, is_marker) for row in rows]
    while k < len(rows):
        if not wide[k]:
            k += 1
            continue
        end = _extent(rows, wide, k, rules)
        many = [i for i in range(k, end) if wide[i]]
        alone = len(many) == 1 and end == k + 1 and _is_boxed_row(rows, k, rules)
        if not alone and (len(many) < MIN_ROWS or not _aligned([rows[i] for i in many])):
            k += 1
            continue
        columns = _column_intervals([rows[i] for i in many])
        begin = _head(rows, k, columns, result, rules)
        result[begin] = Table(_rows(rows[begin:end], columns, rules), end)
        k = end
    return result


def _is_wide(row: Sequence[Piece], is_marker: Callable[[str], bool]) -> bool:
    """Whether a row has cells: two pieces or more, the first of two being no bullet or number of an item."""
    if len(row) < 2:
        return False
    ordered = sorted(row, key=lambda p: p.x0)
    gaps = [b.x0 - a.x1 for a, b in itertools.pairwise(ordered)]
    marked = len(row) == 2 and is_marker(ordered[0].text) and gaps[0] < 4 * ordered[1].size
    return not marked and any(g >= WIDE_GAP_EM * 0.75 * ordered[0].size for g in gaps)


def _extent(rows: Sequence[Sequence[Piece]], wide: Sequence[bool], k: int, rules: Sequence[Rule]) -> int:
    """The row after the table that may begin at row k."""
    left, right = min(p.x0 for p in rows[k]), max(p.x1 for p in rows[k])
    columns = _column_intervals([rows[k]])
    end, lone = k + 1, 0
    last = k
    j = k + 1
    while j < len(rows):
        row = rows[j]
        pitch = row[0].y - rows[j - 1][0].y
        size = max(p.size for p in row)
        ruled = any(rows[j - 1][0].y < y < row[0].y for y in _levels(rules, left, right))
        if pitch > MAX_ROW_EM * size:
            break
        if wide[j]:
            if not _agree(rows[last], row) and not _fits(row, columns):
                break
            left, right = min(left, *(p.x0 for p in row)), max(right, *(p.x1 for p in row))
            columns = _column_intervals([rows[i] for i in range(k, j + 1) if wide[i]])
            last, end, lone = j, j + 1, 0
        else:
            lone += 1
            inside = _fits(row, columns)
            boxed = _boxed(rows, last, j, rules, left, right)
            if not boxed and (lone > MAX_LONE_ROWS or (not inside and not ruled) or (pitch > 2.2 * size and not ruled)):
                break
            # the rest of a cell of the last row: directly under it, in one of its columns but the first, or
            # closed off by a drawn line below
            tail = inside and lone == j - end + 1 and pitch < LINE_PITCH * size
            if (tail and row[0].x0 > columns[0][1]) or boxed:
                end, lone = j + 1, 0
        j += 1
    return end


def _boxed(
    rows: Sequence[Sequence[Piece]], last: int, j: int, rules: Sequence[Rule], left: float, right: float
) -> bool:
    """Whether row j is one of the lines of a cell: lines are drawn close above the first and close below the last of
    them, and none is wider than the table."""
    levels = _levels(rules, left, right)
    if not levels:
        return False
    first, end = j, j
    while first - 1 > last and _same_cell(rows, first - 1, levels):
        first -= 1
    while end + 1 < len(rows) and _same_cell(rows, end, levels) and end - j < MAX_CELL_LINES:
        end += 1
    top, foot = rows[first][0], rows[end][0]
    inside = all(
        p.x0 >= left - 2 * p.size and p.x1 <= right + 2 * p.size for k in range(first, end + 1) for p in rows[k]
    )
    return (
        inside
        and any(top.y - BOX_HEAD_EM * top.size < y < top.y for y in levels)
        and any(foot.y < y < foot.y + BOX_FOOT_EM * foot.size for y in levels)
    )


def _is_boxed_row(rows: Sequence[Sequence[Piece]], k: int, rules: Sequence[Rule]) -> bool:
    """Whether a row by itself is drawn as the row of a table: the rest of one that began on the page before."""
    left, right = min(p.x0 for p in rows[k]), max(p.x1 for p in rows[k])
    return _boxed(rows, k - 1, k, rules, left, right)


def _is_within(row: Sequence[Piece], left: float, right: float) -> bool:
    """Whether a line stands within the width of a table, the padding of its cells allowed."""
    return all(p.x0 >= left - PADDING_EM * p.size and p.x1 <= right + PADDING_EM * p.size for p in row)


def _same_cell(rows: Sequence[Sequence[Piece]], k: int, levels: Sequence[float]) -> bool:
    """Whether line k + 1 stands close under line k, and no line is drawn between them."""
    a, b = rows[k][0], rows[k + 1][0]
    return b.y - a.y <= LINE_PITCH * max(a.size, b.size) and not any(a.y < y < b.y for y in levels)


def _agree(one: Sequence[Piece], two: Sequence[Piece]) -> bool:
    """Whether an edge inside one row agrees with one inside the other: the beginning of a cell after the first, or its
    end, but the last cell's end only where it is not the end of all text."""
    a, b = sorted(one, key=lambda p: p.x0), sorted(two, key=lambda p: p.x0)
    starts = any(abs(p.x0 - q.x0) <= EDGE_PT for p in a[1:] for q in b[1:])
    ends = any(
        abs(p.x1 - q.x1) <= EDGE_PT and (p is not a[-1] or q is not b[-1] or _is_figure(p.text) or _is_figure(q.text))
        for p in a[1:]
        for q in b[1:]
    )
    middles = any(abs(p.x0 + p.x1 - q.x0 - q.x1) <= EDGE_PT for p in a[1:] for q in b[1:] if abs(p.x1 - q.x1) > EDGE_PT)
    return starts or ends or middles


def _aligned(rows: Sequence[Sequence[Piece]]) -> bool:
    """Whether most neighbouring rows agree in an edge; wide spaces in justified prose do so by chance only."""
    agreeing = sum(_agree(a, b) for a, b in itertools.pairwise(rows))
    figures = sum(any(_is_figure(p.text) for p in row) for row in rows)
    gaps = [max(b.x0 - a.x1 for a, b in itertools.pairwise(o)) for o in (sorted(r, key=lambda p: p.x0) for r in rows)]
    wide = sum(g >= WIDE_GAP_EM * r[0].size for g, r in zip(gaps, rows, strict=True))
    return agreeing >= 0.6 * (len(rows) - 1) and (wide >= 0.5 * len(rows) or figures >= 0.5 * len(rows))


def _is_figure(text: str) -> bool:
    digits = sum(c.isdigit() for c in text)
    return digits > 0 and digits >= 0.4 * len(text)


def _column_intervals(rows: Sequence[Sequence[Piece]]) -> list[tuple[float, float]]:
    """Where the columns of a table are: pieces of the richest rows, and of others where these leave room."""
    columns: list[tuple[float, float]] = []
    for row in sorted(rows, key=len, reverse=True):
        for piece in row:
            touched = [c for c in columns if piece.x0 < c[1] and piece.x1 > c[0]]
            if not touched:
                columns.append((piece.x0, piece.x1))
            elif len(touched) == 1:
                columns.remove(touched[0])
                columns.append((min(touched[0][0], piece.x0), max(touched[0][1], piece.x1)))
    return sorted(columns)


def _fits(row: Sequence[Piece], columns: Sequence[tuple[float, float]]) -> bool:
    """Whether each piece stands in or under one column, or between two."""
    return all(sum(p.x0 < b and p.x1 > a for a, b in columns) <= 1 for p in row) and all(
        columns[0][0] - EDGE_PT <= p.x0 and p.x1 <= columns[-1][1] + EDGE_PT for p in row
    )


def _head(
    rows: Sequence[Sequence[Piece]],
    k: int,
    columns: Sequence[tuple[float, float]],
    taken: Mapping[int, Table],
    rules: Sequence[Rule],
) -> int:
    """Rows above that belong to the header of a table: one piece in a column after the first, close above."""
    least = max((t.end for t in taken.values()), default=0)
    levels = _levels(rules, columns[0][0], columns[-1][1])
    while k > least:
        above = rows[k - 1]
        close = rows[k][0].y - above[0].y <= LINE_PITCH * above[0].size
        if close and all(p.x0 > columns[0][1] for p in above) and _fits(above, columns):
            k -= 1
            continue
        box = _box_above(rows, k, levels, least, columns)
        if box == k:
            break
        k = box
    return k


def _box_above(
    rows: Sequence[Sequence[Piece]], k: int, levels: Sequence[float], least: int, columns: Sequence[tuple[float, float]]
) -> int:
    """First row of a box that is drawn right above row k, or k: a line close under it, and one close above it."""
    if k <= least:
        return k
    foot = rows[k - 1][0]
    closed = any(foot.y < y < foot.y + BOX_FOOT_EM * foot.size and y < rows[k][0].y for y in levels)
    j = k - 1
    while closed:
        top = rows[j][0]
        if not _is_within(rows[j], columns[0][0], columns[-1][1]):
            break
        if any(top.y - BOX_HEAD_EM * top.size < y < top.y for y in levels):
            return j
        if j <= least or top.y - rows[j - 1][0].y > LINE_PITCH * top.size:
            break
        j -= 1
    return k


def _levels(rules: Sequence[Rule], left: float, right: float) -> list[float]:
    """Heights at which lines are drawn under the larger part of a table, each cell's border counted once."""
    spans: dict[int, list[tuple[float, float]]] = {}
    for x0, y0, x1, y1 in rules:
        if x1 <= left or x0 >= right or x1 - x0 < 4:
            continue
        for y in {y0, y1} if y1 - y0 > RULE_THICKNESS else {(y0 + y1) / 2}:
            key = next((n for n in (round(y), round(y) - 1, round(y) + 1) if n in spans), round(y))
            spans.setdefault(key, []).append((max(x0, left), min(x1, right)))
    return sorted(float(y) for y, parts in spans.items() if _covered(parts) >= 0.5 * (right - left))


def _covered(parts: Sequence[tuple[float, float]]) -> float:
    total, at = 0.0, float("-inf")
    for a, b in sorted(parts):
        total += max(0.0, b - max(a, at))
        at = max(at, b)
    return total


def _rows(
    lines: Sequence[Sequence[Piece]], columns: Sequence[tuple[float, float]], rules: Sequence[Rule]
) -> list[list[list[Piece]]]:
    """Lines of a table gathered to rows, each a list of cells."""
    cells = [_cells(line, columns) for line in lines]
    left, right = columns[0][0], columns[-1][1]
    levels = [y for y in _levels(rules, left, right) if lines[0][0].y < y < lines[-1][0].y]
    between = [sum(a[0].y < y <= b[0].y for y in levels) > 0 for a, b in itertools.pairwise(lines)]
    ruled = sum(between) >= 2 or (sum(between) == 1 and len(lines) <= 3)
    pitches = [b[0].y - a[0].y for a, b in itertools.pairwise(lines)]
    least = min(pitches, default=0.0)
    wide = [p >= ROW_GAP * least for p in pitches]
    spaced = any(wide) and not all(wide)
    result: list[list[list[Piece]]] = []
    for k, cell in enumerate(cells):
        if k == 0:
            starts = True
        elif ruled and (len(lines) <= 2 * sum(between) + 2 or between[k - 1]):
            starts = between[k - 1]
        else:
            starts = _begins_row(cells, k, spaced and wide[k - 1], spaced)
        if starts:
            result.append([list(c) for c in cell])
        else:
            for into, more in zip(result[-1], cell, strict=True):
                into.extend(more)
    return result


def _cells(line: Sequence[Piece], columns: Sequence[tuple[float, float]]) -> list[list[Piece]]:
    """The pieces of a line by column, one that spans several in the first of them."""
    result: list[list[Piece]] = [[] for _ in columns]
    for piece in sorted(line, key=lambda p: p.x0):
        touched = [i for i, (a, b) in enumerate(columns) if piece.x0 < b and piece.x1 > a]
        nearest = min(range(len(columns)), key=lambda i: abs(columns[i][0] + columns[i][1] - piece.x0 - piece.x1))
        result[touched[0] if touched else nearest].append(piece)
    return result


def _begins_row(cells: Sequence[list[list[Piece]]], k: int, apart: bool, spaced: bool) -> bool:
    """Whether a line begins a row of an unruled table."""
    filled = [i for i, c in enumerate(cells[k]) if c]
    before = [i for i, c in enumerate(cells[k - 1]) if c]
    if spaced:
        return apart
    if 0 not in filled:
        # a cell goes on; amounts alone may also be the end of a label that began above
        return False
    if len(filled) > 1 and before == [0]:
        # the label above ran on into this line?
        label, text = cells[k - 1][0][-1], cells[k][0][0]
        return not (text.text[:1].islower() or text.x0 > label.x0 + EDGE_PT)
    if len(filled) == 1:
        text = cells[k][0][0]
        label = next((cells[j][0][0] for j in range(k - 1, -1, -1) if cells[j][0]), text)
        return not (text.text[:1].islower() or text.x0 > label.x0 + EDGE_PT)
    return True
