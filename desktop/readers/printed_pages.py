"""All pages of a printed document put together: the source, its layout, and what was odd about pages.

Pages are added one by one, so that only their lines stay in memory.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from functools import cache
from itertools import chain
from typing import Any

import numpy as np
import numpy.typing as npt

from desktop.model.document import Warning
from desktop.model.layout import Layout
from desktop.readers.page_lines import PageWords, sheets
from desktop.readers.page_order import arrange
from desktop.readers.table_rows import Column

COLUMNS = "iiffffhbihih"
PLAIN, ODD = 1, 2
MIN_LETTERS_JUDGED = 40
BROKEN_SHARE = 0.15
"""Of the characters of a page with a broken map mostly more than half are odd; in good text, symbols included, under
2 %."""
FEW_LETTERS = 0.45
"""Letters, digits and spaces are over 90 % of any prose and over 60 % of a page of figures."""


class Pages:
    """Gathers the lines of pages."""

    def __init__(self) -> None:
        self._text = bytearray()  # all lines so far in UTF-8: a text with one dash takes two bytes a letter
        self._count = 0
        # a number each line and column: tuples of Python numbers would take four times the room
        self._columns: list[array[Any]] = [array(kind) for kind in COLUMNS]
        self._frames = array("f")  # left and right of each
        self._fonts: dict[str, int] = {}
        self._marks: list[tuple[int, int, int]] = []
        self._heights = array("f")
        self._labels: list[str] = []
        self._odd: dict[str, list[int]] = {}
        self._rows = 0
        self._gutters: list[float] = []
        self._table: Sequence[Column] = ()

    def add(self, page: PageWords | None, label: str) -> None:
        """Add the next page; None where it could not be read."""
        number = len(self._heights) + 1
        self._heights.append(page.height if page is not None else 0.0)
        self._labels.append(label)
        if page is None:
            self._odd.setdefault("page_unreadable", []).append(number)
            return
        if not page.texts:
            if page.pictures:
                self._odd.setdefault("page_without_text", []).append(number)
            return
        if is_broken(page.texts):
            self._odd.setdefault("page_with_broken_characters", []).append(number)
        if page.cut:
            self._odd.setdefault("page_cut", []).append(number)
        gutters: list[float] = []
        texts: list[str] = []
        for sheet in sheets(page):
            arranged = arrange(sheet, self._gutters, self._table)
            gutters.extend(arranged.gutters)
            self._table = arranged.columns
            lines = [line for line in arranged.lines if line.piece.text.strip()]
            pieces = [line.piece for line in lines]
            for piece in pieces:
                if piece.marks:
                    at, lead = self._count + len(texts), len(piece.text) - len(piece.text.lstrip())
                    self._marks.extend((at, a - lead, b - lead) for a, b in piece.marks if a >= lead)
                texts.append(piece.text.strip())
            frames, rows = len(self._frames) // 2, self._rows
            values: tuple[Sequence[Any], ...] = (
                [number] * len(lines),
                [frames + line.frame for line in lines],
                [piece.x0 for piece in pieces],
                [piece.x1 for piece in pieces],
                [piece.y for piece in pieces],
                [piece.size for piece in pieces],
                [piece.weight for piece in pieces],
                [piece.italic for piece in pieces],
                [self._fonts.setdefault(piece.font, len(self._fonts)) for piece in pieces],
                [sheet.angle] * len(lines),
                [rows + line.row if line.row >= 0 else -1 for line in lines],
                [line.cell for line in lines],
            )
            for column, added in zip(self._columns, values, strict=True):
                column.extend(added)
            self._frames.extend(chain.from_iterable(arranged.frames))
            self._rows += arranged.rows
        self._gutters = gutters
        if texts:
            if self._text:
                self._text += b"\n"
            self._text += "\n".join(texts).encode("utf-8", "surrogatepass")
            self._count += len(texts)

    def finish(self) -> tuple[str, Layout, tuple[Warning, ...]]:
        """Source, layout and warnings of all pages. The columns are handed over as they are, not copied."""
        source = self._text.decode("utf-8", "surrogatepass")
        self._text.clear()
        kinds = {"i": np.int32, "h": np.int16, "f": np.float32, "b": np.bool_}
        columns: list[Any] = [np.frombuffer(c, kinds[c.typecode]) for c in self._columns]
        frames = np.frombuffer(self._frames, np.float32).reshape(-1, 2)
        layout = Layout(
            page=columns[0],
            frame=columns[1],
            x0=columns[2],
            x1=columns[3],
            y=columns[4],
            size=columns[5],
            weight=columns[6],
            italic=columns[7],
            font=columns[8],
            rotation=columns[9],
            row=columns[10],
            cell=columns[11],
            frame_x0=frames[:, 0].copy(),
            frame_x1=frames[:, 1].copy(),
            height=np.frombuffer(self._heights, np.float32),
            fonts=tuple(self._fonts),
            marks=tuple(self._marks),
            labels=tuple(self._labels),
        )
        warnings = [_warning(code, run) for code, pages in self._odd.items() for run in _runs(pages)]
        return source, layout, tuple(sorted(warnings, key=lambda w: w.page or 0))


def _runs(pages: Sequence[int]) -> list[list[int]]:
    """Pages in a row together: [3, 5, 6] → [[3], [5, 6]]."""
    runs: list[list[int]] = []
    for page in pages:
        if runs and runs[-1][-1] + 1 == page:
            runs[-1].append(page)
        else:
            runs.append([page])
    return runs


def _warning(code: str, run: Sequence[int]) -> Warning:
    pages = str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}"
    return Warning(code, (("pages", pages),), page=run[0])


@cache
def _classes() -> npt.NDArray[np.int8]:
    """Per character below U+3000: PLAIN letters, digits, spaces, what stands in rows of dots; ODD what no text has."""
    result = np.zeros(0x3000, np.int8)
    for code in range(0x3000):
        char = chr(code)
        if char.isalnum() or char.isspace() or char in "….-_":
            result[code] = PLAIN
        elif char < " " or "\x7f" <= char < "\xa0":
            result[code] = ODD
    return result


def is_broken(texts: Sequence[str]) -> bool:
    """Whether the characters of a page are not what is printed: its fonts do not tell which letters they draw."""
    codes = np.frombuffer(" ".join(texts).encode("utf-32-le", "surrogatepass"), np.uint32)
    if len(codes) < MIN_LETTERS_JUDGED:
        return False
    kinds = _classes()[np.minimum(codes, 0x2FFF)]
    far = codes >= 0x3000
    private = ((codes >= 0xE000) & (codes <= 0xF8FF)) | (codes == 0xFFFD)
    odd = int(((kinds == ODD) & ~far).sum()) + int(private.sum())
    plain = int(((kinds == PLAIN) & ~far).sum()) + int((far & ~private).sum())
    return odd > BROKEN_SHARE * len(codes) or plain < FEW_LETTERS * len(codes)
