"""Matches as objects, with what spoke for them: made when somebody asks. Ops alone need none of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from desktop.alignment.block_links import BlockSide
from desktop.alignment.groups import connected
from desktop.alignment.section_nodes import Links, Node
from desktop.alignment.similarity import common_words
from desktop.model.comparison import Level, Mark, Match, Relation
from desktop.model.document import Block, Document
from desktop.model.matched import Matched


@dataclass(frozen=True, slots=True)
class Alignment:
    """Block matches as columns, in reading order of the new side, removed ones where they stood; and what matches of
    blocks and sections are told from."""

    matched: Matched
    left: BlockSide
    right: BlockSide
    links: Links
    nodes: tuple[list[Node], list[Node]]

    def blocks(self) -> tuple[Match, ...]:
        """Block matches."""
        matched = self.matched
        old, new = self.left.document.blocks, self.right.document.blocks
        score = self._scores()
        columns = zip(
            matched.old.lists(), matched.new.lists(), matched.changed.tolist(), matched.moved.tolist(),
            matched.outside.tolist(), matched.pinned.tolist(), score, strict=True,
        )  # fmt: skip
        return tuple(
            Match(
                index,
                Level.BLOCK,
                tuple(left),
                tuple(right),
                Relation.OUTSIDE if outside else relation(left, right),
                (
                    *((Mark.MOVED,) if moved else ()),
                    *((Mark.PINNED,) if pinned else ()),
                    *(_number_marks(old[left[0]], new[right[0]], changed) if left and right else ()),
                ),
                changed,
                share,
                (("common_words", share),) if left and right else (),
            )
            for index, (left, right, changed, moved, outside, pinned, share) in enumerate(columns)
        )

    def _scores(self) -> list[float]:
        """Share of the words of each match that both sides have."""
        matched = self.matched
        score = np.where(matched.both, 1.0, 0.0)
        at = np.flatnonzero(matched.both & matched.changed)
        texts = []
        for side, members in ((self.left, matched.old), (self.right, matched.new)):
            blocks, first = side.texts(members.id), members.first.tolist()
            texts.append(["".join(blocks[first[k] : first[k + 1]]) for k in at.tolist()])
        sizes = np.asarray([len(x) + len(y) for x, y in zip(*texts, strict=True)], np.int64)
        score[at] = 2 * common_words(*texts) / np.maximum(1, sizes)
        return [round(share, 4) for share in score.tolist()]

    def sections(self, blocks: Sequence[Match]) -> tuple[Match, ...]:
        """Sections by their links; the words their blocks share are the evidence."""
        old, new, links = self.left.document, self.right.document, self.links
        groups = connected(links.all, (s.id for s in old.sections), (s.id for s in new.sections))
        outside = [set(m.id[self.matched.outside[m.match]].tolist()) for m in self.matched.sides]
        kept = self.matched.both & ~self.matched.changed & ~self.matched.moved
        unchanged = [set(m.id[kept[m.match]].tolist()) for m in self.matched.sides]
        return tuple(
            self._section(len(blocks) + k, left, right, outside, unchanged)
            for k, (left, right) in enumerate(_reading_order(groups))
        )

    def _section(
        self, number: int, left: list[int], right: list[int], outside: list[set[int]], unchanged: list[set[int]]
    ) -> Match:
        documents, links = (self.left.document, self.right.document), self.links
        if not left or not right:
            side = 0 if left else 1
            inside = [b for s in left or right for b in _all_blocks(documents[side], s)]
            beyond = bool(inside) and outside[side].issuperset(inside)
            what = Relation.OUTSIDE if beyond else relation(left, right)
            return Match(number, Level.SECTION, tuple(left), tuple(right), what, (), True)
        marks: list[Mark] = []
        words = sum(links.flow.get((a, b), 0.0) for a in left for b in right)
        sizes = min(sum(self.nodes[0][a].words for a in left), sum(self.nodes[1][b].words for b in right))
        score = round(min(1.0, words / sizes) if sizes else 1.0, 4)
        if any(a in links.moved for a in left) and links.pairs.get(left[0]) in right:
            marks.append(Mark.MOVED)
        x, y = self.nodes[0][left[0]], self.nodes[1][right[0]]
        if x.title and y.title and x.title != y.title:
            marks.append(Mark.RENAMED)
        if x.headed and y.headed and x.label != y.label:
            marks.append(Mark.RENUMBERED)
        changed = not all(
            unchanged[side].issuperset(_all_blocks(documents[side], s)) for side in (0, 1) for s in (left, right)[side]
        )
        return Match(
            number, Level.SECTION, tuple(left), tuple(right), relation(left, right), tuple(marks), changed, score,
            (("shared_words", score),),
        )  # fmt: skip


def relation(left: Sequence[int], right: Sequence[int]) -> Relation:
    """What became of some blocks or sections."""
    if not left:
        return Relation.ADDED
    if not right:
        return Relation.REMOVED
    if len(right) > 1 and len(left) == 1:
        return Relation.SPLIT
    return Relation.MERGED if len(left) > 1 and len(right) == 1 else Relation.PAIRED


def _number_marks(left: Block, right: Block, changed: bool) -> list[Mark]:
    marks = []
    if left.is_heading and right.is_heading:
        if left.label != right.label:
            marks.append(Mark.RENUMBERED)
        if changed and _bare(left) != _bare(right):
            marks.append(Mark.RENAMED)
    return marks


def _bare(block: Block) -> str:
    text = block.text[len(block.label) :] if block.text.startswith(block.label) else block.text
    return text.strip(" .:)–-").casefold()


def _reading_order(groups: list[tuple[list[int], list[int]]]) -> list[tuple[list[int], list[int]]]:
    """Groups in the order of the new side; what was removed stands after what stood before it on the old side."""
    place: dict[int, float] = {}
    at = -1.0
    partner = {left[0]: right[0] for left, right in groups if left and right}
    for k in sorted(left[0] for left, _ in groups if left):
        at = float(partner[k]) if k in partner else at
        place[k] = at
    return sorted(groups, key=lambda g: (float(g[1][0]), 0, 0) if g[1] else (place[g[0][0]], 1, g[0][0]))


def _all_blocks(document: Document, section: int) -> list[int]:
    s = document.sections[section]
    return ([s.heading] if s.heading is not None else []) + list(s.blocks)
