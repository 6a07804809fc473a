"""What is selected, and the text of it: plain, and rich with the changes marked. Knows nothing of Qt.

In: rows and two places on one side. Out: text as it stands in that edition; a change as `old → new`.

    Selection(OLD, Place(3, 0, 8), Place(4, 0, 2))    "kader 2009.\\nDe"
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import NamedTuple

from desktop.model.document import BlockKind
from desktop.reports.runs import RunKind
from desktop.ui.compare.inline import inline_cells
from desktop.ui.compare.rows import Side, ViewCell, ViewRow

ARROW = " → "


class Place(NamedTuple):
    """Between two characters: row, cell of the side, code points into its text. Ordered as the text is."""

    row: int
    cell: int
    at: int


@dataclass(frozen=True, slots=True)
class Selection:
    """From where it was begun to where the caret is, either way round."""

    side: Side
    anchor: Place
    caret: Place

    @property
    def first(self) -> Place:
        return min(self.anchor, self.caret)

    @property
    def last(self) -> Place:
        return max(self.anchor, self.caret)

    @property
    def is_empty(self) -> bool:
        return self.anchor == self.caret

    def range_in(self, row: int, cell: int, length: int) -> tuple[int, int] | None:
        """What of a cell is selected."""
        first, last = self.first, self.last
        if not first[:2] <= (row, cell) <= last[:2]:
            return None
        start = first.at if first[:2] == (row, cell) else 0
        end = last.at if last[:2] == (row, cell) else length
        return (start, end) if start < end else None


def side_cells(row: ViewRow, side: Side) -> tuple[ViewCell, ...]:
    """The cells of a side; of both in one where they stand in one column."""
    return inline_cells(row) if side is Side.BOTH else row.cells(side)


Stretch = tuple[ViewRow, ViewCell, int, int]
"""A row, one of its cells, and what of its text."""
Parts = Iterator[Stretch]


def selected_parts(rows: Sequence[ViewRow], selection: Selection, shows: Callable[[int], bool]) -> Parts:
    """The cells a selection touches, with what of each. shows: whether a row is on the page, not folded away."""
    for index in range(selection.first.row, min(selection.last.row + 1, len(rows))):
        if shows(index):
            for number, cell in enumerate(side_cells(rows[index], selection.side)):
                stretch = selection.range_in(index, number, len(cell.text))
                if stretch:
                    yield rows[index], cell, *stretch


def plain_text(parts: Parts) -> str:
    """Text as in the edition: a line a block; the cells of a table row with tabs between, as spreadsheets take them."""
    return "\n".join(_plain(cell, start, end) for _, cell, start, end in parts)


def _plain(cell: ViewCell, start: int, end: int) -> str:
    if not cell.cuts:
        return cell.text[start:end]
    texts = (cell.text[max(a, start) : min(b, end)] for a, b in cell.cuts if a < end and b > start)
    return "\t".join(texts)


_TAGS = {
    RunKind.REMOVED: "del",
    RunKind.ADDED: "ins",
    RunKind.MOVED_AWAY: "del",
    RunKind.MOVED_HERE: "ins",
}


def rich_text(parts: Parts, colors: Callable[[str], str]) -> str:
    """HTML with the changes marked. colors: the colour of a role, as "#rrggbb"."""
    lines = []
    in_table = False
    for _, cell, start, end in parts:
        if bool(cell.cuts) != in_table:
            lines.append("</table>" if in_table else "<table>")
            in_table = not in_table
        if cell.cuts:
            cells = ((max(a, start), min(b, end)) for a, b in cell.cuts if a < end and b > start)
            lines.append("<tr>" + "".join(f"<td>{_marked(cell, a, b, colors)}</td>" for a, b in cells) + "</tr>")
        else:
            tag = f"h{min((cell.block.level or 1) + 1, 6)}" if cell.form is BlockKind.HEADING else "p"
            lines.append(f"<{tag}>{_marked(cell, start, end, colors)}</{tag}>")
    return "".join([*lines, "</table>" if in_table else ""])


def _marked(cell: ViewCell, start: int, end: int, colors: Callable[[str], str]) -> str:
    pieces = []
    at = start
    for run in cell.runs:
        a, b = max(run.start, start), min(run.end, end)
        tag = _TAGS.get(run.kind)
        if a >= b or tag is None:
            continue
        moved = run.kind in (RunKind.MOVED_AWAY, RunKind.MOVED_HERE)
        role = "moved" if moved else "removed" if tag == "del" else "added"
        line = "line-through" if tag == "del" else "underline"
        style = f"color:{colors(role)};background-color:{colors(role + '_back')};text-decoration:{line}"
        pieces.append(escape(cell.text[at:a]) + f'<{tag} style="{style}">{escape(cell.text[a:b])}</{tag}>')
        at = b
    return "".join([*pieces, escape(cell.text[at:end])])


def change_text(row: ViewRow, change: int) -> str:
    """`Toetsingskader 2009 → Toetsingskader 2014`; one side alone for what was only added or removed."""
    old, new = (
        " ".join(
            cell.text[s.start : s.end] for cell in row.cells(side) for s in cell.changes if s.change == change
        ).strip()
        for side in (Side.OLD, Side.NEW)
    )
    return f"{old}{ARROW}{new}".strip()
