"""A block that grows while the elements of a page or publication are walked, and is written when it ends.

    put("De inzet") mark("1", "1", note) put(" groeit.") flush()     →  paragraph "De inzet1 groeit.", then its note

What the readers of HTML and XML share; each knows its own elements. Office formats have their paragraphs ready-made and
need none of this.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from desktop.model.document import BlockKind
from desktop.progress import Progress, Stage
from desktop.readers.rendition import Mark, Rendition, Text, joined
from desktop.readers.story import PROGRESS_BLOCKS

SPACES = re.compile(r"[ \t\n\r\f]+")
Note = TypeVar("Note")


@dataclass(slots=True)
class Item:
    """The item of a list that is open; marker is None once it was written."""

    marker: str | None
    level: int


@dataclass(slots=True)
class Line(Generic[Note]):
    """The block that grows. size: its code points. blank: whether white space that follows goes. owed: whether a blank
    was taken away before a mark, which a word right behind the mark needs."""

    out: list[str] = field(default_factory=list)
    size: int = 0
    blank: bool = True
    owed: bool = False
    marks: list[Mark] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    def collapsed(self, text: str) -> str:
        """Text as it would be added: each run of white space as one blank, none at the start."""
        value = SPACES.sub(" ", text)
        return value[1:] if self.blank and value[:1] == " " else value

    def add(self, value: str) -> None:
        """Text as it stands; nothing adds nothing."""
        if value:
            if self.owed:
                value = f" {value}" if value[0].isalnum() else value
                self.owed = False
            self.out.append(value)
            self.size += len(value)
            self.blank = value[-1] in " \n"

    def mark(self, shown: str, label: str, note: Note) -> None:
        """The mark of a note, right after the word before it."""
        owed = bool(self.out) and self.out[-1][-1] == " "
        if owed:
            self.out[-1] = self.out[-1][:-1]
            self.size -= 1
            self.owed = False
        self.marks.append((self.size, self.size + len(shown), label))
        self.add(shown)
        self.owed = owed
        self.notes.append(note)

    def text(self) -> Text:
        """What has grown, with its marks."""
        return Text("".join(self.out), tuple(self.marks))


class Flow(Generic[Note]):
    """Where the blocks of a walk go. kind: what the open block is, with its level, where an element says so."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._line = self._new_line()
        self._items: list[Item] = []
        self._kind: tuple[BlockKind, int | None] | None = None
        self._cell: list[Text] | None = None
        self._cell_notes: list[Note] = []
        self._done = 0
        self.out = Rendition()

    def _new_line(self) -> Line[Note]:
        return Line()

    def _paragraph(self, line: Line[Note], text: Text) -> None:
        self.out.add(BlockKind.PARAGRAPH, text)

    def _note(self, note: Note) -> None:
        """Write a note after the block that marks it."""
        raise NotImplementedError  # abstract

    def flush(self) -> None:
        """End the block and write it, with its notes after it; in a cell it is kept for the row."""
        line, self._line = self._line, self._new_line()
        text = line.text()
        text = Text(text.value.rstrip(" \n"), text.marks)
        if not text:
            return
        self._done += 1
        if self._done % PROGRESS_BLOCKS == 0:
            self._progress.check(Stage.READING)
        item = self._items[-1] if self._items else None
        if self._cell is not None:
            marker = (item.marker or "") if item is not None else ""
            if item is not None:
                item.marker = None
            self._cell.append(joined((Text(marker), text.on_one_line()), " "))
            self._cell_notes += line.notes
            return
        if self._kind is not None:
            self.out.add(self._kind[0], text, level=self._kind[1])
        elif item is not None and item.marker is not None:
            self.out.add(BlockKind.LIST_ITEM, text, level=item.level, marker=item.marker)
            item.marker = None
        else:
            self._paragraph(line, text)
        for note in line.notes:
            self._note(note)

    def _read_cell(self, read: Callable[[], None]) -> tuple[Text, list[Note]]:
        """The text of a cell on one line, its blocks one after another, and the notes marked in it. read: walks it."""
        outer = self._items, self._kind, self._cell, self._cell_notes
        self._items, self._kind, self._cell, self._cell_notes = [], None, [], []
        read()
        self.flush()
        texts, noted = self._cell, self._cell_notes
        self._items, self._kind, self._cell, self._cell_notes = outer
        return joined(texts, " "), noted
