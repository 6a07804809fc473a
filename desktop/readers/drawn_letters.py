"""Type whose size the file does not tell: letters that are small drawings (fonts of type 3), as old programs made them
that printed through PostScript. Their units are of the font's own making, and PDFium takes them for thousandths.

    told    size 0.12     an "h" is 7.6 points high
    drawn   size 10.9

In: words of a page, boxes of the ink of its characters. Out: sizes by face.
"""

from __future__ import annotations

import numpy as np

from desktop.model.layout import Floats, Ints

WIDEST_EM = 1.5
"""Letters take half an em in the mean, capitals 0.7. Where they take three times as much, the size is no size."""
TALL = frozenset("bdfhklABCDEFGHIJKLMNOPRSTUVWXYZ")
TALL_EM = 0.69
"""How high these are: 0.66 in Times, 0.68 in Computer Modern, 0.72 in Helvetica."""
MIN_TALL = 3
LEAST_GROWTH = 2.0


def is_size_told(start: Floats, letters: Ints, size: Floats) -> bool:
    """Whether letters are about as wide as type of their sizes is. start: of words, shape (n, 2)."""
    across, down = np.diff(start[:, 0]), np.diff(start[:, 1])
    level = (np.abs(down) < 0.01) & (across > 0)
    if not level.any():
        return True
    needed = np.maximum((letters[:-1] + 0.5) * size[:-1], 1e-6)
    return bool(np.median(across[level] / needed[level]) <= WIDEST_EM)


def drawn_sizes(chars: str, boxes: Floats, first: Ints, after: Ints, face: Ints, told: Floats) -> Floats:
    """The size of each face by how high its tall letters are; one with too few of them grows as the others do. Where
    letters are about as high as told, they only stand far apart. boxes: left, bottom, right, top of each character.
    told: sizes by face."""
    owner = np.repeat(face, after - first)
    index = np.concatenate([np.arange(a, b) for a, b in zip(first.tolist(), after.tolist(), strict=True)])
    tall = np.fromiter((chars[k] in TALL for k in index.tolist()), bool, len(index))
    height = boxes[index, 3] - boxes[index, 1]
    result = np.full(len(told), np.nan)
    for k in range(len(told)):
        high = height[tall & (owner == k) & (height > 0)]
        if told[k] > 0 and len(high) >= MIN_TALL:
            result[k] = np.median(high) / TALL_EM
    known = ~np.isnan(result)
    growth = float(np.median(result[known] / told[known])) if known.any() else 1.0
    return np.where(known, result, told * growth) if growth > LEAST_GROWTH else told
