"""Moving the end of a selection by keys: by letters, words, lines, to the ends of a paragraph or of the edition.

In: a place in the text, a step. Out: another place. Lines are known only where text is laid out, so a `Page` is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum

from desktop.ui.compare.boxes import CellBox
from desktop.ui.compare.rows import Side, ViewRow
from desktop.ui.compare.selection import Place, side_cells


class Unit(StrEnum):
    """How far a step reaches."""

    LETTER = "letter"
    WORD = "word"
    LINE = "line"
    PARAGRAPH = "paragraph"
    EDITION = "edition"


class Caret:
    """Steps through the text of one side. shows: whether a row is on the page; box: a cell, laid out."""

    def __init__(
        self,
        rows: Sequence[ViewRow],
        side: Side,
        shows: Callable[[int], bool],
        box: Callable[[Place], CellBox | None],
    ) -> None:
        self.rows, self.side, self.shows, self.box = rows, side, shows, box

    def text(self, place: Place) -> str:
        cells = side_cells(self.rows[place.row], self.side)
        return cells[place.cell].text if place.cell < len(cells) else ""

    def first_at(self, row: int) -> Place | None:
        """The beginning of the first cell in or after a row."""
        return self._next_cell(Place(row, -1, 0), 1)

    def moved(self, place: Place, unit: Unit, step: int) -> Place:
        """One step on (1) or back (-1)."""
        if unit is Unit.LINE:
            return self._line(place, step)
        if unit is Unit.PARAGRAPH:
            return place._replace(at=len(self.text(place)) if step > 0 else 0)
        if unit is Unit.EDITION:
            if step < 0:
                return self.first_at(0) or place
            last = self._next_cell(Place(len(self.rows), 0, 0), -1)
            return last._replace(at=len(self.text(last))) if last else place
        text = self.text(place)
        at = next_word(text, place.at, step) if unit is Unit.WORD else place.at + step
        if 0 <= at <= len(text) and at != place.at:
            return place._replace(at=at)
        following = self._next_cell(place, step)
        if following is None:
            return place
        return following._replace(at=len(self.text(following))) if step < 0 else following

    def _line(self, place: Place, step: int) -> Place:
        """A line up or down at the same height in the column; over the edge of a cell into the next."""
        box = self.box(place)
        if box is None:
            return place
        at = box.caret(place.at)
        y = at.center().y() + step * box.style.line
        if box.rect.top() <= y <= box.rect.bottom():
            moved = place._replace(at=box.offset_at(at.left(), y))
            if moved != place:
                return moved
        following = self._next_cell(place, step)
        if following is None:
            return place._replace(at=len(box.cell.text) if step > 0 else 0)
        target = self.box(following)
        if target is None:
            return following
        edge = target.rect.top() + 1 if step > 0 else target.rect.bottom() - 1
        return following._replace(at=target.offset_at(at.left(), edge))

    def _next_cell(self, place: Place, step: int) -> Place | None:
        """The next cell of the side that is on the page, or the one before."""
        row, number = place.row, place.cell + step
        while True:
            if 0 <= row < len(self.rows) and self.shows(row):
                cells = side_cells(self.rows[row], self.side)
                if 0 <= number < len(cells):
                    return Place(row, number, 0)
            row += step
            if not 0 <= row < len(self.rows):
                return None
            number = 0 if step > 0 else len(side_cells(self.rows[row], self.side)) - 1


def word_at(text: str, at: int) -> tuple[int, int]:
    """The word around an offset."""
    start = end = at
    while start > 0 and _in_word(text[start - 1]):
        start -= 1
    while end < len(text) and _in_word(text[end]):
        end += 1
    return start, end


def _in_word(character: str) -> bool:
    return character.isalnum() or character in "-‑’'"


def next_word(text: str, at: int, step: int) -> int:
    """The next beginning of a word, or the one before."""
    if step > 0:
        while at < len(text) and not text[at].isspace():
            at += 1
        while at < len(text) and text[at].isspace():
            at += 1
        return at
    while at > 0 and text[at - 1].isspace():
        at -= 1
    while at > 0 and not text[at - 1].isspace():
        at -= 1
    return at
