"""The story of one printed document: furniture → notes → blocks → levels of headings, all from where lines stand.

In: lines and their layout. Out: `Printed`, what `segment` needs to make the document: the same drafts as from plain
text.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from desktop.model.document import Block, BlockKind
from desktop.model.layout import Layout
from desktop.segmentation.drafts import Draft
from desktop.segmentation.furniture import Furniture
from desktop.segmentation.notes import Notes
from desktop.segmentation.page_blocks import Look, find_page_blocks
from desktop.segmentation.page_contents import find_page_contents, repeated_heads
from desktop.segmentation.page_facts import measure
from desktop.segmentation.page_furniture import find_page_furniture
from desktop.segmentation.page_notes import find_page_notes
from desktop.segmentation.page_rows import filled_cells, join_split_rows
from desktop.text.lines import Lines


@dataclass(frozen=True, slots=True, eq=False)
class Printed:
    """What was found on the pages. printed: number printed on each page. filled: lines of one word that fill their
    cell."""

    furniture: Furniture
    notes: Notes
    drafts: list[Draft]
    printed: tuple[str, ...]
    filled: frozenset[int]


def read_pages(lines: Lines, layout: Layout) -> Printed:
    """Find furniture, notes and blocks of printed lines."""
    first = measure(lines, layout)
    found = find_page_furniture(lines, layout, first.body)
    kinds = dict(found.kinds)
    kinds.update(dict.fromkeys(repeated_heads(lines, layout, kinds), BlockKind.PAGE_HEADER))
    kinds.update(dict.fromkeys(find_page_contents(lines, layout, kinds), BlockKind.CONTENTS))
    facts = measure(lines, layout, kinds)
    notes = find_page_notes(lines, facts, kinds)
    drafts, looks = find_page_blocks(lines, facts, kinds, notes)
    drafts = join_split_rows(drafts, lines, facts)
    for draft, level in zip(drafts, heading_levels(drafts, looks, lines), strict=True):
        draft.level = level
    return Printed(Furniture(kinds, ()), notes, drafts, found.printed, filled_cells(lines, facts))


def heading_levels(drafts: Sequence[Draft], looks: Mapping[int, Look], lines: Lines) -> list[int | None]:
    """The level of each heading: larger type stands above smaller, bold above slanted above plain; of the same look,
    fewer numbers (2) above more (2.1), and a division above what is in it. A bare "Chapter 2" stands above the title
    under it, which is its name, though that may be printed larger."""
    heads = [d for d in drafts if d.kind is BlockKind.HEADING]
    ranks = {d.lines[0]: _rank(d, looks[d.lines[0]]) for d in heads}
    named = {a.lines[0]: ranks[b.lines[0]] for a, b in itertools.pairwise(drafts) if _is_name(a, b, lines)}
    over = {
        style: min(named[d.lines[0]] for d in heads if d.lines[0] in named and _style(d) == style)
        for style in {_style(d) for d in heads if d.lines[0] in named}
    }
    for d in heads:
        if _style(d) in over and ranks[d.lines[0]] > over[_style(d)]:
            ranks[d.lines[0]] = (*over[_style(d)][:-1], -1)
    order = sorted(set(ranks.values()))
    level = {rank: i + 1 for i, rank in enumerate(order)}
    return [level[ranks[d.lines[0]]] if d.kind is BlockKind.HEADING else None for d in drafts]


def _style(draft: Draft) -> str:
    return draft.numbering.style if draft.numbering is not None else ""


def _is_name(above: Draft, below: Draft, lines: Lines) -> bool:
    """Whether the first of two headings is nothing but the number of a division, and the second its name."""
    number = above.numbering
    return (
        above.kind is BlockKind.HEADING
        and below.kind is BlockKind.HEADING
        and number is not None
        and number.rank > 0
        and len(above.lines) == 1
        and number.length >= len(lines.texts[above.lines[0]])
        and below.numbering is None
    )


def _rank(draft: Draft, look: Look) -> tuple[float, bool, bool, bool, int]:
    number = draft.numbering
    depth = 0
    if number is not None and number.style.startswith("decimal:"):
        depth = int(number.style.split(":")[1])
    elif number is not None:
        depth = number.rank
    return (-look.size, not look.bold, not look.caps, not look.italic, depth)


def with_pages(blocks: Sequence[Block], drafts: Sequence[Draft], layout: Layout, printed: Sequence[str]) -> list[Block]:
    """Blocks with the page they begin on, as counted and as printed."""
    result = []
    for block, draft in zip(blocks, drafts, strict=True):
        page = int(layout.page[draft.lines[0]])
        result.append(block._replace(page=page, printed_page=printed[page - 1]))
    return result


def with_cells(blocks: Sequence[Block], drafts: Sequence[Draft], layout: Layout, lines: Lines) -> list[Block]:
    """Table rows with their cells, cut out of their text: words broken at line ends are whole there. Rows that follow
    each other have the same number of cells; those of several columns may stand in one of them."""
    result = list(blocks)
    rows: list[tuple[int, tuple[str, ...]]] = []

    def close() -> None:
        most = max((len(cells) for _, cells in rows), default=0)
        for at, cells in rows:
            if not result[at].cells:
                result[at] = result[at]._replace(cells=cells + ("",) * (most - len(cells)))
        rows.clear()

    for i, (block, draft) in enumerate(zip(blocks, drafts, strict=True)):
        if block.kind is BlockKind.TABLE_ROW:
            rows.append((i, block.cells or _cells(block.text, draft.lines, layout, lines)))
        elif not block.is_furniture:
            close()
    close()
    return result


def _cells(text: str, members: Sequence[int], layout: Layout, lines: Lines) -> tuple[str, ...]:
    """Cells of a row: each has as many letters of the text as its lines have; an empty cell stays empty."""
    letters: dict[int, int] = {}
    for k in members:
        cell = max(int(layout.cell[k]), 0)
        letters[cell] = letters.get(cell, 0) + sum(c.isalnum() for c in lines.texts[k])
    cells = [""] * (max(letters) + 1)
    at = 0
    ordered = list(letters)
    for i, cell in enumerate(ordered):
        end, left = at, letters[cell]
        if i == len(ordered) - 1:
            end = len(text)
        else:
            while end < len(text) and left:
                left -= text[end].isalnum()
                end += 1
            while end < len(text) and not text[end].isspace():
                end += 1
        cells[cell] = text[at:end].strip()
        at = end
    return tuple(cells)
