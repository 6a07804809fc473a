"""One edition as read: its blocks, its section tree, and the way back to the file.

A `Document` holds two texts. `source` is the file as decoded. `text` is what a person reads: blocks joined by "\\n",
each with line breaks, hyphenation, bullets and note marks taken away. `origin` maps every character of `text` back:

    source  "De Neder-\\nlandse inzet1."      text  "De Nederlandse inzet."
             ^^^^^^^^   ^^^^^^^^^^^^ ^                pieces (0→0) (8→10) (20→23)
"""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from desktop.model.layout import Layout
from desktop.model.words import Words

Offsets = npt.NDArray[np.int64]


class BlockKind(StrEnum):
    """What a block is to a reader."""

    HEADING = "heading"
    BOX_HEADING = "box_heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    TABLE_ROW = "table_row"
    FOOTNOTE = "footnote"
    LETTER_CLOSING = "letter_closing"
    PAGE_HEADER = "page_header"
    PAGE_FOOTER = "page_footer"
    PAGE_NUMBER = "page_number"
    CONTENTS = "contents"
    RULE = "rule"

    # as its value: that of `Enum` is written in Python, and kinds are looked up for every block
    __hash__ = str.__hash__


FURNITURE = frozenset(
    {BlockKind.PAGE_HEADER, BlockKind.PAGE_FOOTER, BlockKind.PAGE_NUMBER, BlockKind.CONTENTS, BlockKind.RULE}
)
HEADINGS = frozenset({BlockKind.HEADING, BlockKind.BOX_HEADING})


@dataclass(frozen=True, slots=True)
class Edition:
    """Which edition a document is. Guessed from text, furniture and file name unless given by the user."""

    title: str = ""
    year: int | None = None
    session_year: str = ""
    series: str = ""
    language: str = ""
    source: str = ""

    @property
    def label(self) -> str:
        """Short name of the edition: `2022 · 36 360 V`; falls back on the title, then on the file."""
        parts = [str(self.year) if self.year else "", self.series]
        return " · ".join(p for p in parts if p) or self.title or self.source


class Block(NamedTuple):  # a document has ten thousands: made in a quarter of the time of a frozen dataclass
    """A paragraph, heading, list item, table row, note or piece of page furniture.

    start, end: code points in `Document.text`. lines: 1-based inclusive ranges of lines of the file. section: id of
    the section the block stands in (its own for a heading), None for furniture and notes before any heading. page: the
    physical page it begins on, from 1; printed_page: the number printed there, as printed.
    """

    id: int
    kind: BlockKind
    text: str
    start: int
    lines: tuple[tuple[int, int], ...]
    level: int | None = None
    section: int | None = None
    page: int | None = None
    marker: str = ""
    label: str = ""
    refs: tuple[str, ...] = ()
    cells: tuple[str, ...] = ()
    marker_at: int = -1
    printed_page: str = ""

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def is_furniture(self) -> bool:
        return self.kind in FURNITURE

    @property
    def is_heading(self) -> bool:
        return self.kind in HEADINGS


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with the blocks directly under it. `heading` is None for text before the first heading."""

    id: int
    heading: int | None
    parent: int | None
    title: str
    blocks: tuple[int, ...]
    level: int = 0


class Repair(NamedTuple):
    """Extraction damage undone: what stood in the file at `line` and what a person reads instead."""

    kind: str
    line: int
    before: str
    after: str
    certain: bool = True


@dataclass(frozen=True, slots=True)
class Warning:
    """Something a person should know about how a file was read; `code` is worded by `desktop.wording`."""

    code: str
    facts: tuple[tuple[str, str], ...] = ()
    page: int | None = None


COMMENT = "comment"
"""Code of the warning that tells a comment written beside the text."""


@dataclass(frozen=True, slots=True, eq=False)
class OriginMap:
    """Piecewise map from `Document.text` to `Document.source` (code points).

    text_at, source_at: where each copied run begins in either text; both ascending in text order.
    """

    text_at: Offsets
    source_at: Offsets

    def to_source(self, offsets: Sequence[int] | Offsets) -> Offsets:
        """Where characters of the clean text stand in the source. Shape (n,) in, shape (n,) out."""
        at = np.asarray(offsets, dtype=np.int64)
        piece = np.maximum(np.searchsorted(self.text_at, at, side="right") - 1, 0)
        result: Offsets = self.source_at[piece] + (at - self.text_at[piece])
        return result

    def all_to_source(self, offsets: Offsets) -> Offsets:
        """As `to_source`, of many offsets that ascend: each run is looked for among them, not each of them among the
        runs."""
        first = np.searchsorted(offsets, self.text_at)
        first[:1] = 0
        result: Offsets = offsets + np.repeat(self.source_at - self.text_at, np.diff(first, append=len(offsets)))
        return result


def line_break(source: str) -> str:
    """What ends a line of a decoded file: LF (also in CR LF), or CR where a file has no LF at all."""
    return "\n" if "\n" in source or "\r" not in source else "\r"


@dataclass(frozen=True, slots=True)
class Part:
    """A block as the format itself tells it. Its text is `Extract.source[start + skip : end]`.

    Parts stand in reading order and cover whole lines, each line in one part; a part of several lines is one block with
    hard breaks in it. Lines in no part are blank. skip: code points at the start that are not text but the bullet or
    number of an item, the number of a note. marker: that bullet or number as printed. A heading's number is part of its
    text. level: of a heading, or depth of an item, from 1; None where the format does not say. marks: where note marks
    stand in the source, and the label of their note. bold, size: how all of a paragraph looks (size in points, 0 where
    unknown); it may be a heading that was only made to look like one.
    """

    kind: BlockKind
    start: int
    end: int
    level: int | None = None
    skip: int = 0
    marker: str = ""
    label: str = ""
    cells: tuple[str, ...] = ()
    marks: tuple[tuple[int, int, str], ...] = ()
    page: int | None = None
    bold: bool = False
    size: float = 0.0


@dataclass(frozen=True, slots=True, eq=False)
class Extract:
    """What a reader gives: the decoded text and what was odd about it. Readers do not interpret.

    parts: the blocks, where the format has any; `source` is then a plain rendition that the reader wrote: one line for
    each paragraph, cells of a row with tabs between them, an empty line for an empty paragraph.
    layout: where the lines of `source` are printed, where the file tells that; they are then in reading order.
    """

    source: str
    path: str
    format: str
    sha256: str
    warnings: tuple[Warning, ...] = ()
    parts: tuple[Part, ...] | None = None
    layout: Layout | None = None


@dataclass(frozen=True, eq=False)
class Document:
    """One edition, cleaned and segmented. See the module for the two texts. words: those of `text`, furniture
    included."""

    extract: Extract
    edition: Edition
    origin: OriginMap
    words: Words
    blocks: tuple[Block, ...]
    sections: tuple[Section, ...]
    repairs: tuple[Repair, ...] = ()
    warnings: tuple[Warning, ...] = field(default=())

    @property
    def source(self) -> str:
        return self.extract.source

    @cached_property
    def text(self) -> str:
        """What a person reads: the blocks joined by line feeds. Made when it is asked for, for it doubles the texts of
        the blocks; who only looks at those needs none."""
        return "\n".join([block.text for block in self.blocks])

    @property
    def asides(self) -> tuple[Warning, ...]:
        """Warnings, and what people wrote beside the text (comments): too much for a report, wanted on inspection."""
        return (*self.warnings, *(w for w in self.extract.warnings if w.code == COMMENT))

    @cached_property
    def content(self) -> tuple[Block, ...]:
        """Blocks that are compared: everything but page furniture."""
        return tuple(b for b in self.blocks if not b.is_furniture)

    @cached_property
    def _line_starts(self) -> list[int]:
        lengths = [len(line) + 1 for line in self.source.split(line_break(self.source))]
        return [0, *itertools.accumulate(lengths[:-1])]

    def locate(self, offset: int) -> tuple[int, int]:
        """Line (1-based) and column (0-based, code points) in the file of a character of the clean text."""
        at = int(self.origin.to_source([offset])[0])
        line = bisect_right(self._line_starts, at)
        return line, at - self._line_starts[line - 1]
