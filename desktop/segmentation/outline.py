"""Levels of headings and the section tree.

A level that the format told counts. Otherwise a heading's style (its division word, depth of its number, kind of
letter, or none) decides: a style met before returns to its level, a new style opens a deeper one; a title right under
a bare "Chapter 2" is that chapter's name. A heading whose text stands narrower than the column is a box; after the box
the section it interrupted goes on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from desktop.model.document import FURNITURE, BlockKind, Section
from desktop.segmentation.drafts import Draft
from desktop.text.languages import ANNEX_RANK, ANNEXES
from desktop.text.lines import Wrap

BOX_SHARE = 0.965
MIN_BOX_LINES = 3
_CHAPTERS = frozenset({"decimal:1", "roman.", "roman", "capital."})


@dataclass(slots=True)
class _Open:
    style: str
    rank: int
    section: int
    told: int | None = None


def find_boxes(drafts: Sequence[Draft], wrap: Wrap) -> dict[int, int]:
    """Headings of boxes: draft index → index of the first draft after the box.

    A box is a bare heading whose paragraphs (three lines or more) all stay under 96.5 % of the column.
    """
    if wrap.measure != "width":
        return {}
    boxes: dict[int, int] = {}
    margin = wrap.margin
    for i, draft in enumerate(drafts):
        if draft.kind is not BlockKind.HEADING or draft.numbering is not None or not draft.after_gap:
            continue
        narrow_lines, end = 0, i + 1
        for j in range(i + 1, len(drafts)):
            other = drafts[j]
            if other.kind is BlockKind.HEADING:
                break
            if other.kind not in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM):
                end = j + 1
                continue
            sizes = [float(wrap.size[k]) for k in other.lines]
            if max(sizes) >= BOX_SHARE * margin:
                break
            running = [s for s in sizes[:-1] if s > 0.8 * margin]
            narrow_lines += len(running) if other.kind is BlockKind.PARAGRAPH else 0
            if not running and not narrow_lines:
                break
            end = j + 1
        if narrow_lines >= MIN_BOX_LINES:
            boxes[i] = end
    return boxes


class Place(NamedTuple):
    """Where a block stands: its kind, the section it is in, its level."""

    kind: BlockKind
    section: int | None = None
    level: int | None = None


def build_outline(
    drafts: Sequence[Draft], texts: Sequence[str], boxes: dict[int, int]
) -> tuple[list[Place], list[Section]]:
    """The place of each block, and the sections in reading order. texts: of the blocks."""
    places: list[Place] = []
    members: dict[int, list[int]] = {}
    heads: list[tuple[int | None, int | None, str, int]] = []
    stack: list[_Open] = []
    current: int | None = None
    resume: tuple[int, int | None] | None = None
    named: int | None = None

    def new_section(heading: int | None, parent: int | None, title: str, level: int) -> int:
        heads.append((heading, parent, title, level))
        members[len(heads) - 1] = []
        return len(heads) - 1

    for i, draft in enumerate(drafts):
        kind = draft.kind
        if resume is not None and i >= resume[0]:
            current, resume = resume[1], None
        if kind in FURNITURE:
            places.append(Place(kind))
            continue
        if kind is BlockKind.HEADING:
            if i in boxes:
                parent = stack[-1].section if stack else None
                before = current
                current = new_section(i, parent, texts[i], len(stack) + 1)
                resume = (boxes[i], before if before is not None else current)
                places.append(Place(BlockKind.BOX_HEADING, current, len(stack) + 1))
                continue
            style, rank = _style(draft, not heads, texts[i])
            if style == "bare" and stack and named is not None and named == i - 1:
                style = f"name of {stack[-1].style}"
            number = draft.numbering
            named = i if number is not None and number.length >= len(texts[i]) else None
            if draft.level is None:
                _unwind(stack, style, rank)
            else:
                _unwind_to(stack, draft.level)
            parent = stack[-1].section if stack else None
            level = len(stack) + 1
            current = new_section(i, parent, texts[i], level)
            stack.append(_Open(style, rank, current, draft.level))
            places.append(Place(kind, current, level))
            continue
        if current is None:
            current = new_section(None, None, "", 0)
        members[current].append(i)
        places.append(Place(kind, current, draft.level))
    sections = [
        Section(i, heading, parent, title, tuple(members[i]), level)
        for i, (heading, parent, title, level) in enumerate(heads)
    ]
    return places, sections


def _style(draft: Draft, first: bool, text: str) -> tuple[str, int]:
    number = draft.numbering
    if number is None:
        word = text.casefold()
        if word in ANNEXES:
            return f"word:{word}", ANNEX_RANK  # "Annex", the only one
        return ("title", 0) if first else ("bare", 0)
    # "2 Aims" numbers chapters as "2. Aims" does; its style is that of no heading without a number
    return "decimal:1" if number.style == "bare" else number.style, number.rank


def _unwind_to(stack: list[_Open], level: int) -> None:
    """Close the sections that a heading of this told level ends; those of no told level are deeper than any."""
    ended = [i for i, o in enumerate(stack) if o.told is None or o.told >= level]
    if ended:
        del stack[ended[0] :]


def _unwind(stack: list[_Open], style: str, rank: int) -> None:
    """Close the sections that a heading of this style ends."""
    known = [i for i, o in enumerate(stack) if o.style == style]
    if known:
        del stack[known[-1] :]
        return
    if rank:
        annex = style.removeprefix("word:") in ANNEXES  # it ends numbered chapters: "3 Costs", "Annex 1"
        higher = [i for i, o in enumerate(stack) if o.rank >= rank or (annex and o.style in _CHAPTERS)]
        if higher:
            del stack[higher[0] :]
        elif stack and stack[-1].style == "bare":
            stack.pop()
    elif style.startswith("decimal:"):
        depth = int(style.split(":")[1])
        deeper = [
            i for i, o in enumerate(stack) if o.style.startswith("decimal:") and int(o.style.split(":")[1]) >= depth
        ]
        if deeper:
            del stack[deeper[0] :]
        elif stack and stack[-1].style == "bare":
            stack.pop()
    elif style != "bare" and stack and stack[-1].style == "bare":
        stack.pop()
