"""Pages in typewriter type: their lines are lines of a text, and are read as those of a text file are.

In type of one width and one size nothing tells a title from a sentence but what it says and where its lines end. That
is what the rules for plain text look at; so they get what a text file would have: blank lines, indents, page breaks.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from desktop.model.layout import Layout
from desktop.text.lines import Lines

MIN_LINES, MIN_CHARS = 5, 20
EVEN, EVEN_SHARE = 0.01, 0.95
"""Lines of proportional type differ in width for each letter by a tenth; a few may be broken by an odd sign."""
NARROWEST, WIDEST = 0.55, 0.65
"""Letters of typewriters are 0.6 em wide; those of other type half an em in the mean."""
CELLS_SHARE = 0.05
"""With more of the lines in tables the pages are read by their places: those know cells, a text has only spaces."""
FRAMES_A_PAGE = 1.3


def typed_lines(lines: Lines, layout: Layout) -> Lines | None:
    """The lines as a text file would have them, or None where pages are set in other type or in columns."""
    long = np.flatnonzero(lines.chars >= MIN_CHARS)
    if len(long) < MIN_LINES or (layout.row >= 0).mean() > CELLS_SHARE or (layout.rotation != 0).any():
        return None
    if len(layout.frame_x0) > FRAMES_A_PAGE * len(layout.height):
        return None
    letter = (layout.x1[long] - layout.x0[long]) / lines.chars[long]
    usual, size = float(np.median(letter)), float(np.median(layout.size[long]))
    even = (np.abs(letter - usual) <= EVEN * usual) & (np.abs(layout.size[long] - size) <= EVEN * size)
    if not NARROWEST <= usual / size <= WIDEST:
        return None
    if even.mean() < EVEN_SHARE or layout.italic.any() or len(set(layout.weight.tolist())) > 1:
        return None
    breaks = np.zeros(len(layout), bool)
    breaks[1:] = layout.page[1:] != layout.page[:-1]
    down = np.diff(layout.y, prepend=layout.y[0])
    steps = down[1:][~breaks[1:] & (down[1:] > 0.8 * size)]
    gap = np.zeros(len(layout), np.int64)
    if len(steps):
        leading = float(np.percentile(steps, 20))
        gap[1:] = np.where(breaks[1:], 0, np.maximum(np.round(down[1:] / leading).astype(np.int64) - 1, 0))
    lead = np.round((layout.x0 - layout.x0.min()) / usual).astype(lines.lead.dtype)
    return replace(lines, gap=gap.astype(lines.gap.dtype), breaks=breaks, lead=lead)
