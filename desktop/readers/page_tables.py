"""Tables on a printed page, from how pieces stand under each other, and from drawn lines where there are any.

Wapenbeheersing      9.377   9.402      two rows and more with pieces whose edges agree;
Bevordering van                         a row with text in one cell only goes on with the cell above,
  veiligheid       203.114 206.215      or leads on to the row below
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from desktop.readers.page_grid import Stroke
from desktop.readers.page_lines import Piece
from desktop.readers.table_rows import EDGE_PT, LOOSE_ROW, Column, gather_rows, is_figure, row_gap

MIN_ROWS = 2
MAX_LONE_ROWS = 6
"""So many rows with text in one cell only may stand between two rows with more; a cell of seven lines is rare and has
drawn lines around it."""
WIDE_GAP_EM = 1.4
"""Edges of two neighbouring cells are only believed with such a gap somewhere between them."""
MAX_CELL_LINES = 40
MAX_ROW_EM, PADDING_EM = 4, 2
BOX_FOOT_EM, BOX_HEAD_EM = 1.1, 1.9
"""Drawn lines this close under and above text are the borders of a cell and not those of the tables around a paragraph:
LibreOffice pads 0.1 cm, 0.5 em under the base line and 1.2 em over it; Word less."""
LINE_PITCH = 1.5
MAX_RUNNING = 2
"""Running heads above, or feet below, the part of a table that goes on on the next page."""
RHYTHM_PT = 0.6
"""Rows of one table stand apart by the same padding; programs round to half a point at most."""


@dataclass(frozen=True, slots=True)
class Table:
    """rows: each a list of cells, each a list of pieces from the top. end: index of the line after the table. columns:
    from the left side of the frame."""

    rows: list[list[list[Piece]]]
    end: int
    columns: tuple[Column, ...]


def find_tables(
    rows: Sequence[Sequence[Piece]],
    across: Sequence[Stroke],
    is_marker: Callable[[str], bool],
    before: Sequence[Column] = (),
) -> Mapping[int, Table]:
    """Tables by their first row. rows: base lines of one frame from the top with their pieces. across: lines drawn
    there. before: columns of a table that ended the frame before, from the left side of the frame: one row under the
    same columns goes on with it."""
    result: dict[int, Table] = {}
    k = 0
    wide = [_is_wide(row, is_marker) for row in rows]
    margin = min((p.x0 for row in rows for p in row), default=0.0)
    expected = [(a + margin, b + margin) for a, b in before]
    while k < len(rows):
        if not wide[k]:
            k += 1
            continue
        goes_on = k <= MAX_RUNNING and not result and bool(expected) and _stands_under(rows[k], expected)
        end = _extent(rows, wide, k, across, expected if goes_on else ())
        many = [i for i in range(k, end) if wide[i]]
        alone = len(many) == 1 and (goes_on or (end == k + 1 and _is_boxed_row(rows, k, across)))
        if not alone and (len(many) < MIN_ROWS or not _aligned([rows[i] for i in many])):
            k += 1
            continue
        columns = _column_intervals([rows[i] for i in many])
        if goes_on and len(columns) <= len(expected):
            columns = _widened(expected, columns)
        begin = _head(rows, k, end, columns, result, across)
        levels = [y for y in _levels(across, columns[0][0], columns[-1][1]) if rows[begin][0].y < y]
        lines = rows[begin:end]
        found = gather_rows(lines, columns, [y for y in levels if y < lines[-1][0].y])
        result[begin] = Table(found, end, tuple((a - margin, b - margin) for a, b in columns))
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


def _stands_under(row: Sequence[Piece], columns: Sequence[Column]) -> bool:
    """Whether the pieces of a row stand in these columns, each in one of its own and at its side or middle."""
    places = []
    for piece in row:
        near = [
            i
            for i, (a, b) in enumerate(columns)
            if min(abs(piece.x0 - a), abs(piece.x1 - b), abs(piece.x0 + piece.x1 - a - b) / 2) <= EDGE_PT
        ]
        if len(near) != 1:
            return False
        places.append(near[0])
    return len(set(places)) == len(places) and _fits(row, columns)


def _widened(columns: Sequence[Column], by: Sequence[Column]) -> list[Column]:
    """Columns with those others that lie in one of them taken in."""
    result = list(columns)
    for a, b in by:
        at = max(range(len(result)), key=lambda i: min(result[i][1], b) - max(result[i][0], a))
        result[at] = min(result[at][0], a), max(result[at][1], b)
    return result


def _extent(
    rows: Sequence[Sequence[Piece]],
    wide: Sequence[bool],
    k: int,
    across: Sequence[Stroke],
    expected: Sequence[Column],
) -> int:
    """The row after the table that may begin at row k."""
    margin = min(p.x0 for row in rows for p in row)  # labels may be set to the right of their column
    left, right = min(p.x0 for p in rows[k]), max(p.x1 for p in rows[k])
    columns = list(expected) or _column_intervals([rows[k]])
    end, lone = k + 1, 0
    last = k
    j = k + 1
    while j < len(rows):
        row = rows[j]
        pitch = row[0].y - rows[j - 1][0].y
        size = max(p.size for p in row)
        ruled = any(rows[j - 1][0].y < y < row[0].y for y in _levels(across, left, right))
        if pitch > MAX_ROW_EM * size:
            break
        if wide[j]:
            if not _agree(rows[last], row) and not _fits(row, columns) and not _in_rhythm(pitch, rows[k:end]):
                break
            left, right = min(left, *(p.x0 for p in row)), max(right, *(p.x1 for p in row))
            columns = _column_intervals([rows[i] for i in range(k, j + 1) if wide[i]])
            last, end, lone = j, j + 1, 0
        else:
            lone += 1
            inside = _fits(row, [(min(margin, columns[0][0]), columns[0][1]), *columns[1:]])
            boxed = _boxed(rows, last, j, across, left, right)
            # a line that stays beside the next column is a cell's, however many there are
            narrow = inside and pitch < LINE_PITCH * size and lone <= MAX_CELL_LINES and _beside(row, columns)
            far = lone > MAX_LONE_ROWS and not narrow
            if not boxed and (far or (not inside and not ruled) or (pitch > 2.2 * size and not ruled)):
                break
            # the rest of a cell of the last row: directly under it, in one of its columns but the first, or
            # closed off by a drawn line below
            tail = inside and lone == j - end + 1 and pitch < LINE_PITCH * size
            if (tail and row[0].x0 > columns[0][1]) or boxed:
                end, lone = j + 1, 0
        j += 1
    return max(end, _tail(rows, k, end, columns))


def _in_rhythm(pitch: float, rows: Sequence[Sequence[Piece]]) -> bool:
    """Whether a line stands as far off as the rows of a table do from each other, further apart than lines of text: a
    cell may then take several columns."""
    size = max(p.size for row in rows for p in row)
    starts = [b[0].y - a[0].y for a, b in itertools.pairwise(rows)]
    starts = [s for s in starts if s >= max(row_gap(rows) or 0.0, LOOSE_ROW * size)]
    return bool(starts) and abs(pitch - min(starts)) <= RHYTHM_PT


def _beside(row: Sequence[Piece], columns: Sequence[Column]) -> bool:
    """Whether the pieces of a row leave room before the next column after the one they begin in."""
    begins = [a - EDGE_PT for a, _ in columns[1:]]
    return all(p.x1 <= next((b for b in begins if b > p.x0), p.x1) for p in row)


def _tail(rows: Sequence[Sequence[Piece]], k: int, end: int, columns: Sequence[Column]) -> int:
    """The row after the last label of a table: lines close under its last row, in its face, that end before the second
    column begins, and more white space, or another face, or nothing below them."""
    first = min(rows[end - 1], key=lambda p: p.x0)
    if len(columns) < 2 or first.x0 > columns[0][1]:
        return end
    gap = row_gap(rows[k:end]) or LINE_PITCH * first.size
    j = end
    while j < len(rows) and rows[j][0].y - rows[j - 1][0].y < min(gap, LINE_PITCH * first.size):
        row = rows[j]
        alike = all((p.size, p.weight) == (first.size, first.weight) for p in row)
        if not alike or len(row) > 1 or row[0].x1 > columns[1][0] - EDGE_PT:
            break
        j += 1
    if j == end:
        return end
    below = rows[j] if j < len(rows) else ()
    apart = not below or below[0].y - rows[j - 1][0].y >= min(gap, LINE_PITCH * first.size)
    return j if apart or (below[0].size, below[0].weight) != (first.size, first.weight) else end


def _boxed(
    rows: Sequence[Sequence[Piece]], last: int, j: int, across: Sequence[Stroke], left: float, right: float
) -> bool:
    """Whether row j is one of the lines of a cell: lines are drawn close above the first and close below the last of
    them, and none is wider than the table."""
    levels = _levels(across, left, right)
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


def _is_boxed_row(rows: Sequence[Sequence[Piece]], k: int, across: Sequence[Stroke]) -> bool:
    """Whether a row by itself is drawn as the row of a table: the rest of one that began on the page before."""
    left, right = min(p.x0 for p in rows[k]), max(p.x1 for p in rows[k])
    return _boxed(rows, k - 1, k, across, left, right)


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
        abs(p.x1 - q.x1) <= EDGE_PT and (p is not a[-1] or q is not b[-1] or is_figure(p.text) or is_figure(q.text))
        for p in a[1:]
        for q in b[1:]
    )
    middles = any(abs(p.x0 + p.x1 - q.x0 - q.x1) <= EDGE_PT for p in a[1:] for q in b[1:] if abs(p.x1 - q.x1) > EDGE_PT)
    return starts or ends or middles


def _aligned(rows: Sequence[Sequence[Piece]]) -> bool:
    """Whether most neighbouring rows agree in an edge; wide spaces in justified prose do so by chance only."""
    agreeing = sum(_agree(a, b) for a, b in itertools.pairwise(rows))
    figures = sum(any(is_figure(p.text) for p in row) for row in rows)
    gaps = [max(b.x0 - a.x1 for a, b in itertools.pairwise(o)) for o in (sorted(r, key=lambda p: p.x0) for r in rows)]
    wide = sum(g >= WIDE_GAP_EM * r[0].size for g, r in zip(gaps, rows, strict=True))
    return agreeing >= 0.6 * (len(rows) - 1) and (wide >= 0.5 * len(rows) or figures >= 0.5 * len(rows))


def _column_intervals(rows: Sequence[Sequence[Piece]]) -> list[Column]:
    """Where the columns of a table are: pieces of the richest rows, and of others where these leave room."""
    columns: list[Column] = []
    for row in sorted(rows, key=len, reverse=True):
        for piece in row:
            touched = [c for c in columns if piece.x0 < c[1] and piece.x1 > c[0]]
            if not touched:
                columns.append((piece.x0, piece.x1))
            elif len(touched) == 1:
                columns.remove(touched[0])
                columns.append((min(touched[0][0], piece.x0), max(touched[0][1], piece.x1)))
    return sorted(columns)


def _fits(row: Sequence[Piece], columns: Sequence[Column]) -> bool:
    """Whether each piece stands in or under one column, or between two."""
    return all(sum(p.x0 < b and p.x1 > a for a, b in columns) <= 1 for p in row) and all(
        columns[0][0] - EDGE_PT <= p.x0 and p.x1 <= columns[-1][1] + EDGE_PT for p in row
    )


def _head(
    rows: Sequence[Sequence[Piece]],
    k: int,
    end: int,
    columns: Sequence[Column],
    taken: Mapping[int, Table],
    across: Sequence[Stroke],
) -> int:
    """The first row of the header of a table whose rows with cells begin at row k: above them, close, in columns after
    the first; or in any column, at the distances the rows of the table have; or in a drawn box."""
    least = max((t.end for t in taken.values()), default=0)
    levels = _levels(across, columns[0][0], columns[-1][1])
    body = rows[k:end]
    size = rows[k][0].size
    while k > least:
        above = rows[k - 1]
        pitch = rows[k][0].y - above[0].y
        fits = _fits(above, columns)
        if pitch <= LINE_PITCH * above[0].size and all(p.x0 > columns[0][1] for p in above) and fits:
            k -= 1
            continue
        rhythm = _in_rhythm(pitch, body) or (row_gap(body) is not None and pitch <= LINE_PITCH * size)
        if rhythm and above[0].size == size and (len(above) > 1 or (fits and _beside(above, columns))):
            k -= 1
            continue
        box = _box_above(rows, k, levels, least, columns)
        if box == k:
            break
        k = box
    return k


def _box_above(
    rows: Sequence[Sequence[Piece]], k: int, levels: Sequence[float], least: int, columns: Sequence[Column]
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


def _levels(across: Sequence[Stroke], left: float, right: float) -> list[float]:
    """Heights at which lines are drawn under the larger part of a table, each cell's border counted once."""
    spans: dict[int, list[Column]] = {}
    for line in across:
        if line.high > left and line.low < right:
            key = next((n for n in (round(line.at), round(line.at) - 1, round(line.at) + 1) if n in spans), None)
            spans.setdefault(round(line.at) if key is None else key, []).append(
                (max(line.low, left), min(line.high, right))
            )
    return sorted(float(y) for y, parts in spans.items() if _covered(parts) >= 0.5 * (right - left))


def _covered(parts: Sequence[Column]) -> float:
    total, at = 0.0, float("-inf")
    for a, b in sorted(parts):
        total += max(0.0, b - max(a, at))
        at = max(at, b)
    return total
