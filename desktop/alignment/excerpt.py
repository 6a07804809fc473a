"""Documents that are excerpts: they begin or end in the middle, and what lies beyond their edge is not "removed"."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.model.document import BlockKind, Document

MIN_CUT_WORDS = 5


def find_outside(old: Document, new: Document, members: Sequence[tuple[list[int], list[int]]]) -> set[int]:
    """Unpaired blocks before the first or after the last pair, where the other document is cut off there."""
    both = [k for k, (left, right) in enumerate(members) if left and right]
    if not both:
        return set()
    result: set[int] = set()
    for side, other in ((0, new), (1, old)):
        begins, ends = cut_at_start(other), cut_at_end(other)
        if not begins and not ends:
            continue
        mine = [members[k][side] for k in both]
        theirs = [members[k][1 - side] for k in both]
        first, last = min(m[0] for m in mine), max(m[-1] for m in mine)
        first_other, last_other = min(t[0] for t in theirs), max(t[-1] for t in theirs)
        before = sum(not b.is_furniture for b in other.blocks[:first_other])
        near_start = before <= max(3, len(other.content) // 10)
        near_end = all(b.is_furniture for b in other.blocks[last_other + 1 :])
        for k, group in enumerate(members):
            ids, empty = group[side], group[1 - side]
            if not ids or empty:
                continue
            if (begins and near_start and ids[-1] < first) or (ends and near_end and ids[0] > last):
                result.add(k)
    return result


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
