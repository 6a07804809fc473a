"""One document of a comparison: its blocks and sections by place, and places by block and section."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from desktop.model.annotation import Place
from desktop.model.document import Block, Document
from desktop.project.anchoring import describe
from desktop.project.reading import Reading


class Sided:
    """One document: its blocks by place, and its reading."""

    def __init__(self, document: Document, reading: Reading) -> None:
        self.document = document
        self.reading = reading
        self._blocks = document.blocks
        self._starts = [b.start for b in document.blocks]
        self._by_id = {b.id: b for b in document.blocks}
        self._sections = {s.id: s for s in document.sections}

    def block_at(self, start: int, end: int) -> Block | None:
        """The block that holds most of a span; one that is no page furniture, if there is a choice."""
        if not self._blocks:
            return None
        at = max(bisect_right(self._starts, start) - 1, 0)
        best, most = self._blocks[at], -1
        for block in self._blocks[at:]:
            if block.start > max(end, start):
                break
            shared = min(end, block.end) - max(start, block.start)
            weight = shared if not block.is_furniture else min(shared, 0) - 1
            if weight > most:
                best, most = block, weight
        return best

    def span_in(self, block: int | None, span: tuple[int, int]) -> tuple[int, int] | None:
        """A span of a block's text as one of the document's."""
        if block is None:
            return None
        start = self._by_id[block].start
        return start + span[0], start + span[1]

    def blocks_span(self, ids: Sequence[int]) -> tuple[int, int] | None:
        """What blocks cover, from the first to the last; a block that stands far from the first is left out."""
        blocks = [self._by_id[i] for i in ids if i in self._by_id]
        if not blocks:
            return None
        first = blocks[0]
        apart = bisect_right(self._starts, blocks[-1].start) - bisect_right(self._starts, first.start)
        last = blocks[-1] if 0 <= apart < len(ids) else first
        return first.start, last.end

    def section_span(self, ids: Sequence[int]) -> tuple[int, int] | None:
        """The heading of the first of some sections, or its first block where it has none."""
        for id in ids:
            section = self._sections.get(id)
            if section is not None:
                lead = section.heading if section.heading is not None else next(iter(section.blocks), None)
                return self.blocks_span((lead,)) if lead is not None else None
        return None

    def describe(self, span: tuple[int, int] | None) -> Place | None:
        """The place of a span."""
        if span is None:
            return None
        block = self.block_at(*span)
        section = self._sections.get(known(block.section)) if block else None
        return describe(self.reading, span[0], span[1], section.title if section else "")


def known(value: int | None) -> int:
    """An id to look up; -1 is nobody's."""
    return -1 if value is None else value
