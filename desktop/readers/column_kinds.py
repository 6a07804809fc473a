"""What stands in a column of a page: running text, labels beside texts, markers of a list.

In: pieces of one side of a gutter, or of both. Out: yes or no, from how many letters the lines have, how far they reach
and where they stand.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from desktop.readers.page_lines import Piece, rows_of
from desktop.readers.table_rows import ROW_GAP, is_figure

MIN_SIDE_LINES = 3
"""So few lines say nothing about what a column is."""
PROSE_CHARS = 18
"""Mean letters of a line of prose; three columns on A4 at 9 pt have 33, a column of amounts has 7, labels 5-20."""
PROSE_FILLED = 0.5
PROSE_RUN = 5
FILLED_SHARE = 0.6
"""Half of the lines of a prose column fill 60 % of its width; in columns of labels it is a third or less."""
HALF_SHARE, LEVEL_SHARE = 0.05, 0.5
"""Two columns of a page are as wide as each other, but for ragged ends; few lines beside a table are level."""
LABELS_SHARE = 0.7
"""Labels have fewer lines than the texts beside them, columns of one page as many."""
FIGURES_SHARE = 0.8
"""A column of amounts or page numbers is a table's or a list's."""
MARKER_GAP_EM = 4
TRAILING_GAP = 1.6
_MARKER = re.compile(
    r"[^\w\s]{1,2}|[^\W\d_]|\(?(?:\d{1,3}|[^\W\d_]|[ivxlIVXL]{1,6})[.):°]{0,2}|§+|\d{1,2}(?:\.\d{1,3}){1,4}\.?|Art\.?|\uf0b7|\uf0a7"
)


def is_marker(text: str) -> bool:
    """Whether a text is the bullet or number of an item."""
    return _MARKER.fullmatch(text) is not None


def has_parts(row: Sequence[Piece]) -> bool:
    """Whether a row is more than one text: a bullet or number and its item are one."""
    if len(row) != 2:
        return len(row) > 2
    first, second = row if row[0].x0 <= row[1].x0 else (row[1], row[0])
    return not (is_marker(first.text) and second.x0 - first.x1 < MARKER_GAP_EM * second.size)


def mean_letters(pieces: Sequence[Piece]) -> float:
    """Mean number of letters of the pieces."""
    return sum(sum(c.isalpha() for c in p.text) for p in pieces) / max(len(pieces), 1)


def groups_of(column: Sequence[Piece]) -> list[list[list[Piece]]]:
    """Lines of a column with no more than a line's space between them, together."""
    groups: list[list[list[Piece]]] = []
    for row in rows_of(column):
        if groups and row[0].y - groups[-1][-1][0].y <= TRAILING_GAP * row[0].size:
            groups[-1].append(row)
        else:
            groups.append([row])
    return groups


def is_labelled(left: Sequence[Piece], right: Sequence[Piece]) -> bool:
    """Whether these are labels in the face of the text, each level with the first line of a text beside it that stands
    apart from the one above: a table without drawn lines. Labels in another face are headings in the margin."""
    if len(left) > LABELS_SHARE * len(right) or len({p.weight for p in left}) > 1:
        return False
    labels, texts = groups_of(left), _pitched(right)
    if len(labels) < MIN_SIDE_LINES or len(texts) < len(labels) - 1:
        return False
    if len({(round(p.size, 1), p.weight, p.italic) for p in (*left, *right)}) > 1:
        return False
    return all(any(abs(group[0][0].y - y) <= 1 for y in texts) for group in labels)


def _pitched(column: Sequence[Piece]) -> list[float]:
    """Where lines stand that are further from the line above than the lines of a text are, the first one included."""
    rows = rows_of(column)
    pitches = [b[0].y - a[0].y for a, b in itertools.pairwise(rows)]
    usual = min(pitches, default=0.0)
    return [rows[0][0].y, *(row[0].y for row, pitch in zip(rows[1:], pitches, strict=True) if pitch > ROW_GAP * usual)]


def is_halved(left: Sequence[Piece], right: Sequence[Piece]) -> bool:
    """Whether texts stand in two columns of the same width whose lines go their own ways: those of a table, of a label
    and the text beside it, stand on the same base lines."""
    rows = rows_of(left), rows_of(right)
    widths = [max(p.x1 for p in side) - min(p.x0 for p in side) for side in (left, right)]
    if min(map(len, rows)) < MIN_SIDE_LINES or abs(widths[0] - widths[1]) > HALF_SHARE * max(widths):
        return False
    few, many = sorted(rows, key=len)
    level = sum(any(abs(r[0].y - o[0].y) <= 1 for o in many) for r in few)
    return level <= LEVEL_SHARE * len(few)


def is_prose(column: Sequence[Piece], rows: Sequence[Sequence[Piece]] = ()) -> bool:
    """Whether a column is text that runs on: most lines are filled, or some in a row where a table stands too. rows: of
    the column, where they are known."""
    rows = rows or rows_of(column)
    width = max([p.x1 for p in column]) - min([p.x0 for p in column])
    chars = sum([len(p.text) for p in column]) / len(rows)
    filled = [sum([p.x1 - p.x0 for p in row]) >= FILLED_SHARE * width for row in rows]
    if len(rows) >= MIN_SIDE_LINES and chars >= PROSE_CHARS and sum(filled) >= PROSE_FILLED * len(rows):
        return True
    run = 0
    for row, full in zip(rows, filled, strict=True):
        run = run + 1 if full and not has_parts(row) and sum(len(p.text) for p in row) >= PROSE_CHARS else 0
        if run >= PROSE_RUN:
            return True
    return False


def is_of_figures(column: Sequence[Piece]) -> bool:
    """Whether a column holds amounts or page numbers: it is a table's or a list's."""
    return sum(is_figure(p.text) for p in column) > FIGURES_SHARE * len(column)
