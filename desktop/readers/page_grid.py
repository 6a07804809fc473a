"""Tables that are drawn: the cells that lines on a page enclose.

    ┌─────────┬───────┬───────┐      lines that cross make a grid; where a line between two places of the grid is
    │         │ 2014  │ 2015  │      missing, these are one cell. Outer lines may be missing too.
    ├─────────┼───────┴───────┤
    │ Missies │ zie bijlage   │      rows 2, cells of the second: 0 "Missies", 1 "zie bijlage"
    └─────────┴───────────────┘

Pure geometry; y counts from the top down. Lines with nothing across them make no grid: they lie between the rows of a
table that is found by how its texts stand (`page_tables`).
"""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

THICKNESS = 2.5
"""Points; what is thicker is a box."""
NEAR = 2.0
"""Lines of one grid meet within this, and places closer together are one: borders are drawn with gaps of a line's
thickness at the corners, and each cell may have borders of its own."""
NARROW = 6.0
"""No column of a table is so narrow, and no row so low: the lines are one double line, or a bar beside a text."""
LEAST = 4.0
"""Shorter lines are signs and parts of drawings."""
CLOSED_SHARE = 0.6
"""So much of the side of a cell must be drawn for it to be closed there."""
MAX_LINES = 150
"""Of a grid, in either direction. Drawings and squared paper have more."""

Rule = tuple[float, float, float, float]
"""Bounds of a drawn line or box: x0, y0, x1, y1."""


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight line along one axis: `at` on the other axis, from `low` to `high`."""

    at: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Box:
    """A cell of a grid: its place on the page, and the row and column it begins in."""

    x0: float
    y0: float
    x1: float
    y1: float
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Grid:
    """A drawn table. xs, ys: where its lines stand, from the left and the top. boxes: its cells, by row and column.
    owner: which of them each place of the grid belongs to, row by row."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    boxes: tuple[Box, ...]
    owner: tuple[int, ...]

    @property
    def rows(self) -> int:
        return len(self.ys) - 1

    @property
    def columns(self) -> int:
        return len(self.xs) - 1

    def at(self, x: float, y: float) -> Box | None:
        """The cell at a point, or None outside the grid."""
        column, row = bisect_right(self.xs, x) - 1, bisect_right(self.ys, y) - 1
        if not (0 <= column < self.columns and 0 <= row < self.rows):
            return None
        return self.boxes[self.owner[row * self.columns + column]]


def strokes(rules: Iterable[Rule]) -> tuple[list[Stroke], list[Stroke]]:
    """Lines across and lines down out of drawn lines and the sides of boxes, those in one line joined."""
    across: list[Stroke] = []
    down: list[Stroke] = []
    for x0, y0, x1, y1 in rules:
        wide, high = x1 - x0 > THICKNESS, y1 - y0 > THICKNESS
        if wide:
            across.extend(Stroke(y, x0, x1) for y in ((y0, y1) if high else ((y0 + y1) / 2,)))
        if high:
            down.extend(Stroke(x, y0, y1) for x in ((x0, x1) if wide else ((x0 + x1) / 2,)))
    return _joined(across), _joined(down)


def _joined(lines: list[Stroke]) -> list[Stroke]:
    """Lines that lie on each other or follow each other, as one."""
    groups: list[list[Stroke]] = []
    for line in sorted(lines, key=lambda s: s.at):
        if groups and line.at - groups[-1][0].at <= NEAR:
            groups[-1].append(line)
        else:
            groups.append([line])
    result: list[Stroke] = []
    for group in groups:
        at = sum(s.at for s in group) / len(group)
        parts: list[list[float]] = []
        for line in sorted(group, key=lambda s: s.low):
            if parts and line.low <= parts[-1][1] + NEAR:
                parts[-1][1] = max(parts[-1][1], line.high)
            else:
                parts.append([line.low, line.high])
        result.extend(Stroke(at, low, high) for low, high in parts if high - low >= LEAST)
    return result


def find_grids(across: Sequence[Stroke], down: Sequence[Stroke]) -> list[Grid]:
    """Drawn tables of two cells or more that stand beside each other, from the top."""
    if not 2 <= len(across) <= 4 * MAX_LINES or not 1 <= len(down) <= 4 * MAX_LINES:
        return []
    grids = (_grid(a, d) for a, d in _crossing(across, down))
    return sorted((g for g in grids if g is not None), key=lambda g: (g.ys[0], g.xs[0]))


def _crossing(across: Sequence[Stroke], down: Sequence[Stroke]) -> list[tuple[list[Stroke], list[Stroke]]]:
    """Lines that hang together, each group with one at least in either direction."""
    parent = list(range(len(across) + len(down)))

    def root(k: int) -> int:
        while parent[k] != k:
            parent[k] = parent[parent[k]]
            k = parent[k]
        return k

    for i, a in enumerate(across):
        for j, d in enumerate(down):
            if a.low - NEAR <= d.at <= a.high + NEAR and d.low - NEAR <= a.at <= d.high + NEAR:
                parent[root(i)] = root(len(across) + j)
    groups: dict[int, tuple[list[Stroke], list[Stroke]]] = {}
    for k in range(len(parent)):
        group = groups.setdefault(root(k), ([], []))
        if k < len(across):
            group[0].append(across[k])
        else:
            group[1].append(down[k - len(across)])
    return [g for g in groups.values() if g[0] and g[1]]


def _grid(across: Sequence[Stroke], down: Sequence[Stroke]) -> Grid | None:
    """The cells these lines enclose, or None where no two stand beside each other."""
    left, right = min(s.low for s in across), max(s.high for s in across)
    top, bottom = min(s.low for s in down), max(s.high for s in down)
    xs = _places([*(s.at for s in down), left, right])
    ys = _places([*(s.at for s in across), top, bottom])
    if len(xs) < 3 or len(ys) < 2 or max(len(xs), len(ys)) > MAX_LINES:
        return None
    columns, rows = len(xs) - 1, len(ys) - 1
    parent = list(range(columns * rows))

    def root(k: int) -> int:
        while parent[k] != k:
            k = parent[k]
        return k

    for row, column in itertools.product(range(rows), range(columns)):
        here = row * columns + column
        if column + 1 < columns and not _closed(down, xs[column + 1], ys[row], ys[row + 1]):
            parent[root(here + 1)] = root(here)
        if row + 1 < rows and not _closed(across, ys[row + 1], xs[column], xs[column + 1]):
            parent[root(here + columns)] = root(here)
    members: dict[int, list[int]] = {}
    for k in range(columns * rows):
        members.setdefault(root(k), []).append(k)
    boxes: list[Box] = []
    owner = [0] * (columns * rows)
    for ks in members.values():
        first, last = min(ks) // columns, max(ks) // columns
        begin, end = min(k % columns for k in ks), max(k % columns for k in ks)
        if len(ks) != (last - first + 1) * (end - begin + 1):
            return None  # no table has cells with corners cut out; a drawing does
        for k in ks:
            owner[k] = len(boxes)
        boxes.append(Box(xs[begin], ys[first], xs[end + 1], ys[last + 1], first, begin))
    if all(box.column == 0 for box in boxes):
        return None
    return Grid(tuple(xs), tuple(ys), tuple(boxes), tuple(owner))


def _places(values: Iterable[float]) -> list[float]:
    """Where lines stand, those with no room for text between them as one."""
    result: list[float] = []
    for value in sorted(values):
        if not result or value - result[-1] > NARROW:
            result.append(value)
    return result


def _closed(lines: Sequence[Stroke], at: float, low: float, high: float) -> bool:
    """Whether a line is drawn along most of the side of a cell."""
    drawn = sum(
        max(0.0, min(s.high, high) - max(s.low, low)) for s in lines if abs(s.at - at) <= NARROW and s.high > low
    )
    return drawn >= CLOSED_SHARE * (high - low)
