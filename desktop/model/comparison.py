"""The result: which block and section became which, and what changed in words.

matches   blocks  [11] ↔ [4] paired        sections  [3] ↔ [2] paired, renamed
ops       equal "conform het Toetsingskader", replace "2009" "2014", equal ", in nauwe ..."
changes   Toetsingskader 2009 → Toetsingskader 2014   number, importance 3
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from operator import eq
from typing import overload

import numpy as np
import numpy.typing as npt

from desktop.model.document import Document
from desktop.model.options import Options


class Relation(StrEnum):
    """What became of a block or section."""

    PAIRED = "paired"
    SPLIT = "split"
    MERGED = "merged"
    ADDED = "added"
    REMOVED = "removed"
    OUTSIDE = "outside_excerpt"


class Mark(StrEnum):
    """What may be said beside the relation."""

    RENAMED = "renamed"
    RENUMBERED = "renumbered"
    MOVED = "moved"
    PINNED = "pinned"


class Level(StrEnum):
    """Whether a match is about blocks or sections."""

    SECTION = "section"
    BLOCK = "block"


@dataclass(frozen=True, slots=True)
class Match:
    """Blocks (or sections) of both sides that belong together; one side is empty for added and removed ones.

    score: 0 to 1, share of words in common. evidence: names and figures of what spoke for the pair.
    """

    id: int
    level: Level
    old: tuple[int, ...]
    new: tuple[int, ...]
    relation: Relation
    marks: tuple[Mark, ...] = ()
    changed: bool = False
    score: float = 0.0
    evidence: tuple[tuple[str, float], ...] = ()


class Tag(StrEnum):
    """What happened to a run of tokens."""

    EQUAL = "equal"
    REPLACE = "replace"
    DELETE = "delete"
    INSERT = "insert"
    MOVE = "move"


@dataclass(frozen=True, slots=True)
class Op:
    """A run of both sides. Offsets are code points, end exclusive; in which text is said where ops are stored."""

    tag: Tag
    old_start: int
    old_end: int
    new_start: int
    new_end: int


class Ops(Sequence[Op]):
    """Many ops as columns: their tags, and spans, shape (n, 4), old_start, old_end, new_start, new_end. An `Op` is made
    when asked for."""

    def __init__(self, tags: Sequence[Tag], spans: npt.NDArray[np.int64]) -> None:
        self.tags, self.spans = tags, spans

    def __len__(self) -> int:
        return len(self.tags)

    @overload
    def __getitem__(self, index: int) -> Op: ...
    @overload
    def __getitem__(self, index: slice) -> Ops: ...
    def __getitem__(self, index: int | slice) -> Op | Ops:
        if isinstance(index, slice):
            return Ops(self.tags[index], self.spans[index])
        return Op(self.tags[index], *self.spans[index].tolist())

    def __iter__(self) -> Iterator[Op]:
        return map(Op, self.tags, *self.spans.T.tolist())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and len(self) == len(other) and all(map(eq, self, other))

    __hash__ = None  # type: ignore[assignment]


class ChangeKind(StrEnum):
    """What kind of thing changed."""

    NUMBER = "number"
    DATE = "date"
    AMOUNT = "amount"
    REFERENCE = "reference"
    NAME = "name"
    WORDING = "wording"
    INSERTION = "insertion"
    DELETION = "deletion"
    MOVED = "moved"
    CASE = "case"
    PUNCTUATION = "punctuation"


@dataclass(frozen=True, slots=True)
class Change:
    """A difference a reader would name. Spans are code points in the text of `block_old` and `block_new`.

    importance: 0 form, 1 small, 2 content, 3 figures, dates, names, references and whole sentences of weight. group:
    equal changes share it. certain: False where an excerpt was cut off. letters: runs ("=", "-", "+"; text) inside
    one replaced word, where they help.
    """

    id: int
    old: str
    new: str
    kind: ChangeKind
    importance: int
    block_old: int | None
    block_new: int | None
    section_old: int | None
    section_new: int | None
    span_old: tuple[int, int]
    span_new: tuple[int, int]
    group: int
    certain: bool = True
    letters: tuple[tuple[str, str], ...] = ()

    def numbered(self, number: int, group: int) -> Change:
        """The same change with its id and group; `dataclasses.replace` takes seven times as long."""
        return Change(
            number, self.old, self.new, self.kind, self.importance, self.block_old, self.block_new, self.section_old,
            self.section_new, self.span_old, self.span_new, group, self.certain, self.letters,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Coverage:
    """How the words of one side are accounted for. words = compared + ignored + unpaired + outside."""

    words: int
    compared: int
    ignored: int
    unpaired: int
    outside: int


@dataclass(frozen=True, slots=True)
class BlockDiff:
    """Word ops of one block match. Ops are in code points of the two clean document texts and tile the blocks'
    texts."""

    match: int
    ops: tuple[Op, ...]


@dataclass(frozen=True, slots=True)
class Details:
    """What is read out of the ops: made when first asked for, for ops alone need none of it."""

    diffs: tuple[BlockDiff, ...]
    moves: tuple[Op, ...]
    changes: tuple[Change, ...]
    coverage_old: Coverage
    coverage_new: Coverage
    ignored: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, eq=False)
class Comparison:
    """Everything a report or a window shows. make_matches (of blocks, of sections), make_details, make_source_ops:
    called once, when first needed; source ops are in code points of the two files as decoded."""

    old: Document
    new: Document
    options: Options
    make_matches: Callable[[], tuple[tuple[Match, ...], tuple[Match, ...]]]
    make_details: Callable[[], Details]
    make_source_ops: Callable[[], Sequence[Op]]

    @cached_property
    def _matches(self) -> tuple[tuple[Match, ...], tuple[Match, ...]]:
        return self.make_matches()

    @property
    def block_matches(self) -> tuple[Match, ...]:
        return self._matches[0]

    @property
    def section_matches(self) -> tuple[Match, ...]:
        return self._matches[1]

    @cached_property
    def details(self) -> Details:
        return self.make_details()

    @cached_property
    def source_ops(self) -> Sequence[Op]:
        """Ops in code points of the two files as decoded; both files are covered whole."""
        return self.make_source_ops()

    @property
    def diffs(self) -> tuple[BlockDiff, ...]:
        return self.details.diffs

    @property
    def moves(self) -> tuple[Op, ...]:
        return self.details.moves

    @property
    def changes(self) -> tuple[Change, ...]:
        return self.details.changes

    @property
    def coverage_old(self) -> Coverage:
        return self.details.coverage_old

    @property
    def coverage_new(self) -> Coverage:
        return self.details.coverage_new

    @property
    def ignored(self) -> tuple[tuple[str, int], ...]:
        return self.details.ignored
