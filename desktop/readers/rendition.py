"""A structured file written out as plain text in reading order, with the parts that say what stands where.

    add(HEADING, "Doel", level=1)                          Doel
    add(LIST_ITEM, "kosten", marker="a.")                  a. kosten
    add(TABLE_ROW, cells=("Inzet", "9.377"))               Inzet ⇥ 9.377
    add(FOOTNOTE, "Kamerstuk 35 207.", label="1")          1 Kamerstuk 35 207.

Readers of structured formats write through this; none of them counts offsets itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from desktop.model.document import BlockKind, Extract, Part, Warning

_LINE_ENDS = re.compile("[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_SPACES = re.compile(r"\s+")


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
        text: str = "",
        *,
        level: int | None = None,
        marker: str = "",
        label: str = "",
        cells: Sequence[str] = (),
        marks: Sequence[tuple[int, int, str]] = (),
        page: int | None = None,
        bold: bool = False,
        size: float = 0.0,
    ) -> None:
        """One block. text: line feeds in it are hard breaks. marks: of notes, (start, end, label) in the text. A row is
        given by its cells. A marker or a note's label is written before the text. Nothing to see makes an empty line.
        """
        if kind is BlockKind.TABLE_ROW:
            cells = tuple(_SPACES.sub(" ", cell).strip() for cell in cells)
            text = "\t".join(cells)
        else:
            text = _one_for_one(text)
        lead = f"{marker or (label if kind is BlockKind.FOOTNOTE else '')} ".lstrip()
        if not text.strip() and not lead:
            self.blank()
            return
        start = self._at + len(lead)
        self._parts.append(
            Part(
                kind=kind,
                start=self._at,
                end=start + len(text),
                level=level,
                skip=len(lead),
                marker=marker,
                label=label,
                cells=tuple(cells),
                marks=tuple((start + a, start + b, name) for a, b, name in marks),
                page=page,
                bold=bold,
                size=size,
            )
        )
        self._lines.append(lead + text)
        self._at = start + len(text) + 1

    def __len__(self) -> int:
        """Code points written so far."""
        return self._at

    def extract(self, path: str, key: str, sha256: str, warnings: Sequence[Warning] = ()) -> Extract:
        """What was written, as a reader hands it over."""
        return Extract("\n".join(self._lines), path, key, sha256, tuple(warnings), tuple(self._parts))


def _one_for_one(text: str) -> str:
    """Whatever ends a line becomes a line feed, without a change of length where marks are counted."""
    if "\r\n" in text:
        text = text.replace("\r\n", "\n ")
    return _LINE_ENDS.sub("\n", text)
