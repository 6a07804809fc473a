"""Blocks in the making, and what the pass over the lines remembers of them."""

from __future__ import annotations

from collections.abc import Mapping, MutableSequence
from dataclasses import dataclass, field

from desktop.model.document import BlockKind
from desktop.text.numbering import Numbering


@dataclass(slots=True)
class Draft:
    """A block in the making: indices of its lines, in order; a list, or an array that takes a tenth of its room."""

    kind: BlockKind
    lines: MutableSequence[int]
    marker: str = ""
    numbering: Numbering | None = None
    cells: tuple[str, ...] = ()
    skip: int = 0
    indent: int = 0
    note: str = ""
    after_gap: bool = False
    level: int | None = None


@dataclass(frozen=True, slots=True)
class Hints:
    """What the format told about lines. fixed: first line → a heading or item that needs no guess. joined: lines that
    go on with the line before them. paragraphs: every other line is a block of its own. headings: there may be
    headings that the format does not tell. bare: also some without a number."""

    fixed: Mapping[int, Draft] = field(default_factory=dict)
    joined: frozenset[int] = frozenset()
    paragraphs: bool = False
    headings: bool = True
    bare: bool = True


NO_HINTS = Hints()


@dataclass(slots=True)
class Walk:
    """What the pass remembers: blocks so far, the one that may go on, the last number of each style of item and
    heading, and items whose markers were read in a pile before their texts."""

    drafts: list[Draft] = field(default_factory=list)
    current: Draft | None = None
    items: dict[str, Numbering] = field(default_factory=dict)
    heads: dict[str, Numbering] = field(default_factory=dict)
    owed: list[Draft] = field(default_factory=list)

    @property
    def in_list(self) -> bool:
        """Whether the block that may go on is a list item."""
        return self.current is not None and self.current.kind is BlockKind.LIST_ITEM
