"""What is measured of printed lines before anything is decided: body size, line distance, margins, faces.

In: lines and their layout. Out: `Facts`, one value a line. Decisions are made by the modules beside it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from desktop.model.layout import Bools, Layout, Points
from desktop.text.lines import Lines

SIZE_STEP = 0.5
"""Sizes are told apart by half points: the smallest step people choose."""
MIN_FRAME_LINES = 5
JUSTIFIED_SHARE = 0.3
EDGE_PT = 2.0
BOLD = 600
COMMON_SHARE = 0.25
EVEN_PT, EVEN_SHARE = 0.25, 0.7
LOOSE, LOOSE_PT, TIGHT, TIGHT_PT = 0.22, 1.5, 0.07, 0.8
"""Paragraphs are set apart by 2 pt or more. Where lines stand evenly a twelfth of their distance is a space; where they
do not (scans, raised figures that push lines down in Word, by up to 15 %) it takes a fifth."""
MIN_CAPITALS = 4
TABLE_SHARE = 0.2
"""Letters in tables count less: they are often small, and there may be more of them than of text."""
WIDER = 1.12
"""Lines of other sizes stand at most so much wider, for their size, than those of running text."""


@dataclass(frozen=True, slots=True, eq=False)
class Facts:
    """body: size in which most letters are set. body_bold, body_italic: whether most of those are. size: rounded.
    bold, italic, caps: of the whole line. left, right: margins of the column each line stands in. head: width of its
    first word. pitch: distance to the line before in the same frame, NaN without one. leading: usual distance between
    lines of its size. slack: how much more is still the same distance."""

    layout: Layout
    body: float
    body_bold: bool
    body_italic: bool
    size: Points
    bold: Bools
    italic: Bools
    caps: Bools
    left: Points
    right: Points
    head: Points
    pitch: Points
    leading: Points
    slack: Points

    def fits(self, k: int, n: int, slack_em: float = 0.0) -> bool:
        """Whether the first word of line n would have fitted on line k: then k was ended on purpose."""
        space = 0.3 * float(self.size[k])
        slack = slack_em * float(self.size[k])
        return bool(self.layout.x1[k] + space + self.head[n] + slack <= self.right[k] + 0.5)


def measure(lines: Lines, layout: Layout, furniture: Collection[int] = ()) -> Facts:
    """Measure printed lines. furniture: lines that do not count for what is usual."""
    n = len(layout)
    size = (np.round(layout.size / SIZE_STEP) * SIZE_STEP).astype(np.float32)
    counted = np.ones(n, bool)
    counted[list(furniture)] = False
    body, bold, italic = _body(lines, layout, size, counted)
    width = np.maximum(layout.x1 - layout.x0, 0.1)
    head = (width * lines.first_width / np.maximum(lines.width, 1)).astype(np.float32)
    left, right = _margins(layout)
    pitch = np.full(n, np.nan, np.float32)
    same = (layout.frame[1:] == layout.frame[:-1]) & (layout.row[1:] < 0) & (layout.row[:-1] < 0)
    pitch[1:][same] = (layout.y[1:] - layout.y[:-1])[same]
    leading, slack = _leading(size, pitch, counted, body)
    caps = np.fromiter((_is_caps(t) for t in lines.texts), bool, n)
    return Facts(
        layout=layout,
        body=body,
        body_bold=bold,
        body_italic=italic,
        size=size,
        bold=layout.weight >= BOLD,
        italic=layout.italic,
        caps=caps,
        left=left,
        right=right,
        head=head,
        pitch=pitch,
        leading=leading,
        slack=slack,
    )


def _body(lines: Lines, layout: Layout, size: Points, counted: Bools) -> tuple[float, bool, bool]:
    """Size of most letters outside tables, and whether most letters of that size are bold, or slanted."""
    weight = np.where(layout.row >= 0, TABLE_SHARE, 1.0) * lines.chars * counted
    bold, italic = layout.weight >= BOLD, layout.italic
    values, which = np.unique(size, return_inverse=True)
    if not len(values) or not counted.any():
        return 10.0, False, False
    body = int(np.argmax(np.bincount(which, weight, len(values))))
    faces = np.bincount((2 * bold + italic)[which == body], weight[which == body], 4)
    face = int(np.argmax(faces))
    return float(values[body]), face >= 2, face % 2 == 1


def _margins(layout: Layout) -> tuple[Points, Points]:
    """Left and right margin of each line's column. A frame of few lines takes the margin of a fuller one that begins at
    the same place, the nearest in the document."""
    count = len(layout.frame_x0)
    order = np.argsort(layout.frame, kind="stable")
    order = order[layout.row[order] < 0]  # tables may be wider than the text
    begin = np.searchsorted(layout.frame[order], np.arange(count + 1))
    left, right = layout.frame_x0.copy(), layout.frame_x1.copy()
    full: list[int] = []
    for f in range(count):
        members = order[begin[f] : begin[f + 1]]
        if not len(members):
            continue
        ends = layout.x1[members]
        left[f], right[f] = layout.x0[members].min(), ends.max()
        if len(members) < MIN_FRAME_LINES:
            continue
        full.append(f)
        value, many = Counter(np.round(ends).tolist()).most_common(1)[0]
        near = int((np.abs(ends - value) <= 1).sum())
        if many > 2 and near >= JUSTIFIED_SHARE * len(members) and value >= np.median(ends):
            right[f] = value
    places = np.asarray(full, np.int64)
    for f in range(count):
        if begin[f + 1] - begin[f] >= MIN_FRAME_LINES or not len(places):
            continue
        near_left = np.abs(left[places] - left[f]) <= EDGE_PT
        alike = places[near_left & (right[places] >= right[f] - 1)]
        if len(alike):
            right[f] = right[alike[int(np.argmin(np.abs(alike - f)))]]
    return left[layout.frame], right[layout.frame]


def _leading(size: Points, pitch: Points, counted: Bools, body: float) -> tuple[Points, Points]:
    """Usual distance between lines of each size, as for running text where that size never runs on; and by how much it
    varies: hardly at all in what a program has set, more in scanned pages."""
    result = 1.2 * size
    slack = LOOSE * result
    known = counted & ~np.isnan(pitch) & (pitch > 0.5 * size) & (pitch < 3 * size)
    known[1:] &= size[1:] == size[:-1]
    # running text first: no other size is set much wider, for its lines may be headings that never run on
    widest = float("inf")
    for value in sorted(np.unique(size[known]).tolist(), key=lambda v: v != body):
        exact = pitch[known & (size == value)]
        of = np.round(exact * 2) / 2
        values, counts = np.unique(of, return_counts=True)
        # the smallest distance that is common: headings and short items stand further apart
        common = float(values[counts >= COMMON_SHARE * counts.max()].min())
        near = exact[np.abs(exact - common) <= 1]
        usual = min(float(np.median(near)), widest * value)
        same = size == value
        result[same] = usual
        even = int((np.abs(near - usual) <= EVEN_PT).sum()) >= EVEN_SHARE * len(near)
        slack[same] = max(TIGHT * usual, TIGHT_PT) if even else max(LOOSE * usual, LOOSE_PT)
        if value == body:
            widest = WIDER * usual / body
    return result, slack


def _is_caps(text: str) -> bool:
    """Whether a line is in capitals: four letters or more, and no small one."""
    return text.isupper() and sum(map(str.isalpha, text)) >= MIN_CAPITALS
