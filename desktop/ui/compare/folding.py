"""Which rows a view mode shows: all of them, or only what changed with the rest folded. Knows nothing of Qt.

In: rows. Out: the rows as shown, each with the row it stands for; a fold stands for the first of those it hides.

    rows    0 heading  1 same  2 same  3 edited  4 same        shown    0 heading  fold(1–2)  3 edited  fold(4)
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from desktop.ui.compare.rows import RowKind, Sign, ViewRow


class ViewMode(StrEnum):
    """How a comparison is laid out."""

    SIDE_BY_SIDE = "side_by_side"
    INLINE = "inline"
    CHANGES_ONLY = "changes_only"


@dataclass(frozen=True, slots=True)
class Shown:
    """What is on the page, in order. index: for each shown row the row it stands for; ascending."""

    rows: Sequence[ViewRow]
    index: Sequence[int]


def show(rows: Sequence[ViewRow], mode: ViewMode, opened: Iterable[int] = ()) -> Shown:
    """The rows a mode shows. opened: first rows of folds that the reader has unfolded."""
    if mode is not ViewMode.CHANGES_ONLY:
        return Shown(rows, range(len(rows)))
    unfolded = frozenset(opened)
    shown: list[ViewRow] = []
    index: list[int] = []
    first = 0
    for sign, group in groupby(_folded_as(rows)):
        after = first + sum(1 for _ in group)
        if sign is None or first in unfolded:
            shown.extend(rows[first:after])
            index.extend(range(first, after))
        else:
            count = sum(bool(row.old or row.new) for row in rows[first:after])
            shown.append(ViewRow(RowKind.FOLD, rows[first].part, sign=sign, count=count))
            index.append(first)
        first = after
    return Shown(shown, index)


def _folded_as(rows: Sequence[ViewRow]) -> list[Sign | None]:
    """For each row what folds it away; None for rows that stay: those with a change, and the heading of each section
    that has one, for a change without its place says little."""
    outside = (RowKind.OUTSIDE, RowKind.EDGE)
    changed = {row.part for row in rows if not row.is_same and row.kind not in outside}
    return [
        Sign.OUTSIDE
        if row.kind in outside
        else Sign.SAME
        if row.is_same and not (row.head is not None and row.is_heading and row.part in changed)
        else None
        for row in rows
    ]
