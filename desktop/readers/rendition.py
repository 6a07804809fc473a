"""A structured file written out as plain text in reading order, with the parts that say what stands where.

    add(HEADING, "Doel", level=1)                          Doel
    add(LIST_ITEM, "kosten", marker="a.")                  a. kosten
    add_row([Text("Inzet"), Text("9.377")])                Inzet ⇥ 9.377
    add(FOOTNOTE, "Kamerstuk 35 207.", label="1")          1 Kamerstuk 35 207.

Readers of structured formats write through this; none of them counts offsets itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from desktop.model.document import BlockKind, Extract, Part, Warning

_LINE_ENDS = re.compile("[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_SPACES = re.compile(r"\s+")
# What no XML, HTML or screen has a use for; a tab or line feed is kept.
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f]")
_ODD = re.compile("[\x00-\x08\x0b-\x1f\x7f\x85\u2028\u2029]")
Mark = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Text:
    """Text of a block or cell. marks: of notes in it, (start, end, label); line feeds are hard breaks."""

    value: str = ""
    marks: tuple[Mark, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.value) and not self.value.isspace()

    def on_one_line(self) -> Text:
        """With each run of white space as one blank, and none around it."""
        if not self.marks:
            return Text(" ".join(self.value.split()))
        pieces: list[str] = []
        marks: list[Mark] = []
        at = size = 0
        for start, end, label in (*self.marks, (len(self.value), len(self.value), "")):
            piece = _SPACES.sub(" ", self.value[at:start])
            piece = piece.lstrip() if not size or (pieces and pieces[-1][-1:] == " ") else piece
            mark = self.value[start:end]
            pieces += [p for p in (piece, mark) if p]
            size += len(piece)
            if mark:
                marks.append((size, size + len(mark), label))
            size += len(mark)
            at = end
        return Text("".join(pieces).rstrip(), tuple(marks))

    def without_marks(self) -> str:
        """The text as read, note marks left out."""
        pieces, at = [], 0
        for start, end, _ in self.marks:
            pieces.append(self.value[at:start])
            at = end
        return " ".join("".join([*pieces, self.value[at:]]).split())


def joined(texts: Iterable[Text], between: str) -> Text:
    """Texts one after another; empty ones are left out."""
    value: list[str] = []
    marks: list[Mark] = []
    size = 0
    for text in texts:
        if not text.value:
            continue
        if value:
            value.append(between)
            size += len(between)
        marks += [(size + a, size + b, label) for a, b, label in text.marks]
        value.append(text.value)
        size += len(text.value)
    return Text("".join(value), tuple(marks))


class Rendition:
    """Grows by blocks; `extract` ends it."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._parts: list[Part] = []
        self._at = 0

    def blank(self) -> None:
        """An empty paragraph: an empty line."""
        self._lines.append("")
        self._at += 1

    def add(
        self,
        kind: BlockKind,
        text: Text | str = "",
        *,
        level: int | None = None,
        marker: str = "",
        label: str = "",
        page: int | None = None,
        bold: bool = False,
        size: float = 0.0,
    ) -> None:
        """One block. A marker, or the label of a note, is written before the text. Nothing to see: an empty line."""
        content = text if isinstance(text, Text) else Text(text)
        marker = _one_line(marker)
        lead = f"{marker or (_one_line(label) if kind is BlockKind.FOOTNOTE else '')} ".lstrip()
        value = content.value
        if _ODD.search(value):
            value = _CONTROLS.sub("\ufffd", _LINE_ENDS.sub("\n", value))
        if not content and not lead:
            self.blank()
            return
        start = self._at + len(lead)
        marks = tuple([(start + a, start + b, name) for a, b, name in content.marks])
        self._append(
            Part(kind, self._at, start + len(value), level, len(lead), marker, label, (), marks, page, bold, size),
            lead + value,
        )

    def add_row(self, cells: Sequence[Text], page: int | None = None) -> None:
        """One row of a table. A row without text makes an empty line."""
        clean = [cell.on_one_line() for cell in cells]
        if not any(clean):
            self.blank()
            return
        value: list[str] = []
        marks: list[Mark] = []
        at = self._at
        for cell in clean:
            marks += [(at + a, at + b, label) for a, b, label in cell.marks]
            value.append(_CONTROLS.sub("\ufffd", cell.value))
            at += len(cell.value) + 1
        texts = tuple(_CONTROLS.sub("\ufffd", cell.without_marks()) for cell in clean)
        self._append(
            Part(BlockKind.TABLE_ROW, self._at, at - 1, cells=texts, marks=tuple(marks), page=page), "\t".join(value)
        )

    def take(self, extract: Extract) -> None:
        """All that another reader read, as if it stood here."""
        if extract.parts is None:
            for line in extract.source.splitlines():
                self.add(BlockKind.PARAGRAPH, line)
            return
        shift = self._at
        for part in extract.parts:
            marks = tuple((start + shift, end + shift, label) for start, end, label in part.marks)
            self._parts.append(replace(part, start=part.start + shift, end=part.end + shift, marks=marks))
        self._lines.append(extract.source)
        self._at += len(extract.source) + 1

    def _append(self, part: Part, line: str) -> None:
        self._parts.append(part)
        self._lines.append(line)
        self._at += len(line) + 1

    def __len__(self) -> int:
        """Code points written so far."""
        return self._at

    @property
    def is_empty(self) -> bool:
        """Whether nothing but empty lines was written."""
        return not self._parts

    def extract(self, path: str, key: str, sha256: str, warnings: Sequence[Warning] = ()) -> Extract:
        """What was written, as a reader hands it over."""
        return Extract("\n".join(self._lines), path, key, sha256, tuple(warnings), tuple(self._parts))


def _one_line(text: str) -> str:
    return " ".join(_CONTROLS.sub("", text).split())
