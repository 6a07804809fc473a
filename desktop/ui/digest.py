"""What the panels show of a comparison, worked out beside the window: the tree of sections with their fate.

In: an `Outline`. Out: `SectionNode`s in reading order, each with its parent's place in the row. Knows no Qt, no words
of a language.

    0  "B. Rol en verantwoordelijkheid"   same           parent None
    1  "Regisseren"                       edited, 12 %   parent 0
"""

from __future__ import annotations

from dataclasses import dataclass

from desktop.model.comparison import Mark
from desktop.model.options import PinKind
from desktop.reports.outline import Fate, Outline, Part


@dataclass(frozen=True, slots=True)
class SectionNode:
    """A section match in the tree. match: its id. parent: index of the node it stands under. share: 0 to 1, of its
    words changed. old, new: ids of its sections. score: 0 to 1, words in common. by_hand: a person linked it."""

    match: int
    parent: int | None
    old_title: str
    new_title: str
    fate: Fate
    marks: tuple[Mark, ...]
    share: float
    words: int
    changes: int
    importance: int
    old: tuple[int, ...]
    new: tuple[int, ...]
    score: float
    by_hand: bool

    @property
    def title(self) -> str:
        """The title a reader looks for: that of the new edition."""
        return self.new_title or self.old_title

    @property
    def is_quiet(self) -> bool:
        return self.fate is Fate.SAME and not self.marks and not self.changes


def section_nodes(outline: Outline) -> tuple[SectionNode, ...]:
    """The tree of sections, those of both editions in one, in reading order of the new edition."""
    comparison = outline.comparison
    matches = {m.id: m for m in comparison.section_matches}
    parts = [p for p in outline.parts if p.id in matches]
    index = {p.id: i for i, p in enumerate(parts)}
    of_old = {s: index[m.id] for m in matches.values() if m.id in index for s in m.old}
    of_new = {s: index[m.id] for m in matches.values() if m.id in index for s in m.new}
    linked = {(p.old, p.new) for p in comparison.options.pins if p.level == "section" and p.kind is PinKind.LINK}

    def parent(part: Part) -> int | None:
        match = matches[part.id]
        if match.new:
            above = comparison.new.sections[match.new[0]].parent
            found = None if above is None else of_new.get(above)
        else:
            above = comparison.old.sections[match.old[0]].parent
            found = None if above is None else of_old.get(above)
        # A part stands under one that was met before it: so there are no rings, whatever moved where.
        return found if found is not None and found < index[part.id] else None

    nodes = []
    for part in parts:
        match = matches[part.id]
        nodes.append(
            SectionNode(
                match=part.id,
                parent=parent(part),
                old_title=" + ".join(part.old_titles),
                new_title=" + ".join(part.new_titles),
                fate=part.fate,
                marks=tuple(m for m in part.marks if m is not Mark.PINNED),
                share=part.share_changed,
                words=part.words,
                changes=sum(g.count for g in part.groups),
                importance=max((g.change.importance for g in part.groups), default=0),
                old=match.old,
                new=match.new,
                score=match.score,
                by_hand=any((a, b) in linked for a in match.old for b in match.new),
            )
        )
    return tuple(nodes)
