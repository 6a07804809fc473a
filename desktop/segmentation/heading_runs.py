"""What headings say of each other: lone capitals in a row are numbers, many titles with nothing under them are a list.

A Doel · B Rol · C Middelen            numbered "capital"
Water, Lucht, Bodem, Natuur, Geluid, Licht, each a line and nothing below        paragraphs
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from desktop.model.document import FURNITURE, BlockKind
from desktop.segmentation.drafts import Draft
from desktop.text.numbering import Numbering

MAX_STACKED_HEADINGS = 5
MIN_LETTERED = 3


def number_letters(drafts: Sequence[Draft], texts: Sequence[str]) -> None:
    """Give headings that begin with a lone capital their number where three and more follow one another: "A Doel",
    "B Rol", "C Middelen". One by itself may be an English article."""
    runs: list[list[tuple[Draft, str]]] = [[]]
    for draft in drafts:
        if draft.kind is not BlockKind.HEADING or draft.numbering is not None:
            continue
        text = texts[draft.lines[0]]
        if not ("A" <= text[0] <= "Z" and text[1:2] == " " and text[2:3].isupper()):
            continue
        if not runs[-1] or ord(text[0]) - ord(runs[-1][-1][1]) != 1:
            runs.append([])
        runs[-1].append((draft, text[0]))
    for run in runs:
        if len(run) >= MIN_LETTERED:
            for draft, letter in run:
                draft.numbering = Numbering("capital", (ord(letter) - 64,), letter, 2)


def demote_stacks(drafts: list[Draft], told: Collection[int], annexes: Callable[[Draft], bool]) -> None:
    """More than five bare headings in a row with nothing under them are lines of a list, not headings. told: ids of
    drafts that the format says are headings. annexes: whether a draft says "Annexes" and no more: at the beginning it
    is the title of that list."""
    stack: list[Draft] = []

    def close(body: bool) -> None:
        bare = [d for d in stack if d.numbering is None and id(d) not in told]
        if len(bare) > MAX_STACKED_HEADINGS:
            for d in bare[annexes(bare[0]) : len(bare) - (1 if body else 0)]:
                d.kind = BlockKind.PARAGRAPH
        stack.clear()

    if not any(draft.kind is BlockKind.HEADING for draft in drafts):
        return
    for draft in drafts:
        if draft.kind is BlockKind.HEADING:
            stack.append(draft)
        elif draft.kind not in FURNITURE and draft.kind is not BlockKind.FOOTNOTE:
            close(body=True)
    close(body=False)
