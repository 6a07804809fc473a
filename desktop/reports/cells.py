"""Rows of tables in columns: where the cells of a row begin in its text, and whether they fit beside each other.

In: a block with cells and its runs. Out: the runs cell by cell; what was dropped stands in the cell where it stood. The
blank between two cells belongs to the first of them.

    "Woningbouw 1.200 1.350"    ("Woningbouw", "1.200", "1.350")    edges (11, 17)
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from desktop.model.document import Block
from desktop.reports.inline import InlineRun
from desktop.reports.runs import RunKind

FIRST = 2.0
"""How many times as wide as the others the first column is: it holds the labels."""
MOST = 8
"""Columns; more are too narrow for half a page."""
GONE = frozenset({RunKind.REMOVED, RunKind.MOVED_AWAY})


def edges(block: Block) -> tuple[int, ...]:
    """Where the second cell of a row begins in its text, the third and so on; none where it cannot be told."""
    if not 1 < len(block.cells) <= MOST:
        return ()
    found, at = [], 0
    for cell in block.cells:
        place = block.text.find(cell, at)
        if place < 0 or block.text[at:place].strip():
            return ()
        found.append(place)
        at = place + len(cell)
    return tuple(found[1:]) if len(set(found)) == len(found) else ()


def by_cell(block: Block, runs: Sequence[InlineRun]) -> list[list[InlineRun]]:
    """The runs of a row cell by cell; all of them as one cell where it is no row, or its cells cannot be told."""
    starts = edges(block)
    if not starts:
        return [list(runs)]
    # Inline there is text among them that is not the block's own: what was dropped from it.
    without = GONE if sum(len(run.text) for run in runs) != len(block.text) else frozenset()
    cells: list[list[InlineRun]] = [[]]
    waiting, at = list(starts), 0
    for run in runs:
        if run.kind in without:
            if waiting and at == waiting[0]:  # what stood at the beginning of a cell
                cells.append([])
                del waiting[0]
            cells[-1].append(run)
            continue
        text = run.text
        while waiting and at + len(text) > waiting[0]:
            size = waiting.pop(0) - at
            if size:
                cells[-1].append(replace(run, text=text[:size]))
            cells.append([])
            text, at = text[size:], at + size
        if text:
            cells[-1].append(replace(run, text=text))
        at += len(text)
    return cells


def stops(count: int, width: float) -> list[float]:
    """Where columns begin in a width, the first apart."""
    each = width / (count - 1 + FIRST)
    return [each * (FIRST + k) for k in range(count - 1)]


def tabbed(
    block: Block,
    runs: Sequence[tuple[RunKind, str]],
    width: float,
    measure: Callable[[str], float],
) -> tuple[list[tuple[RunKind, str]], list[float]]:
    """Runs of a row with tabs between its cells, and the stops for them; unchanged and none where a cell does not fit.

    A tab takes the place of the blank before a cell, so that nothing else moves.
    """
    cells = by_cell(block, [InlineRun(kind, text) for kind, text in runs]) if block.cells else []
    if len(cells) < 2:
        return list(runs), []
    places = [0.0, *stops(len(cells), width), width]
    texts = ["".join(run.text for run in cell) for cell in cells]
    if any(measure(text.strip()) > b - a - measure(" ") for text, a, b in zip(texts, places, places[1:], strict=False)):
        return list(runs), []
    found: list[tuple[RunKind, str]] = []
    for k, cell in enumerate(cells):
        if k:
            if found and found[-1][1][-1:] == " ":
                kind, text = found.pop()
                found.append((kind, text[:-1]))
            found.append((RunKind.SAME, "\t"))
        found += [(run.kind, run.text) for run in cell]
    found = [run for run in found if run[1]]
    return found, places[1:-1]
