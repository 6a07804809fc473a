"""Documents that are excerpts: they begin or end in the middle, and what lies beyond their edge is not "removed"."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from desktop.model.document import BlockKind, Document
from desktop.model.matched import Members

Bools = npt.NDArray[np.bool_]

MIN_CUT_WORDS = 5


def find_outside(documents: tuple[Document, Document], sides: tuple[Members, Members]) -> Bools:
    """Which matches are unpaired blocks before the first or after the last pair, where the other document is cut off
    there."""
    outside = np.zeros(len(sides[0].first) - 1, bool)
    both = (sides[0].count > 0) & (sides[1].count > 0)
    if not both.any():
        return outside
    for side in (0, 1):
        other, mine, theirs = documents[1 - side], sides[side], sides[1 - side]
        begins, ends = cut_at_start(other), cut_at_end(other)
        if not begins and not ends:
            continue
        paired, paired_other = mine.id[both[mine.match]], theirs.id[both[theirs.match]]
        before = sum(not b.is_furniture for b in other.blocks[: int(paired_other.min())])
        near_start = begins and before <= max(3, len(other.content) // 10)
        near_end = ends and all(b.is_furniture for b in other.blocks[int(paired_other.max()) + 1 :])
        alone = np.flatnonzero((mine.count > 0) & (theirs.count == 0))
        first, last = mine.id[mine.first[alone]], mine.id[mine.first[alone + 1] - 1]
        outside[alone] |= (near_start & (last < paired.min())) | (near_end & (first > paired.max()))
    return outside


def cut_at_start(document: Document) -> bool:
    """Whether a document begins in the middle: with a list item, or in lower case, before any heading."""
    first = next(iter(document.content), None)
    if first is None or first.is_heading:
        return False
    return bool(first.text[:1].islower() or (first.marker and first.label not in ("1", "a", "A", "I")))


def cut_at_end(document: Document) -> bool:
    """Whether a document stops in the middle of a sentence: five words and more that end in a letter."""
    aside = (BlockKind.FOOTNOTE, BlockKind.TABLE_ROW)
    last = next((b for b in reversed(document.content) if b.kind not in aside), None)
    if last is None or last.is_heading:
        return False
    text = last.text.rstrip("\"'»”’)")
    return len(text.split()) >= MIN_CUT_WORDS and text[-1:].isalpha()
