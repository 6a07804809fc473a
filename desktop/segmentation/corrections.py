"""A person's word about what a block is wins over what was read: applied after finding blocks, before joining lines.

    drafts   3 paragraph "Doelstellingen en instrumenten"      correction   3 is a heading
    out      3 heading   "Doelstellingen en instrumenten"      so a section begins there

In: drafts, kinds by block id (the place of the draft). Out: the same drafts, corrected. Blocks are neither joined nor
cut, so their ids stay.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from desktop.model.document import HEADINGS, BlockKind
from desktop.segmentation.drafts import Draft
from desktop.text.numbering import parse_numbering


def correct_kinds(drafts: Sequence[Draft], kinds: Mapping[int, BlockKind], texts: Sequence[str]) -> list[Draft]:
    """The drafts with the kinds that a person gave. texts: the stripped lines of the file."""
    return [_corrected(d, kinds[i], texts) if i in kinds else d for i, d in enumerate(drafts)]


def correct_boxes(boxes: Mapping[int, int], drafts: Sequence[Draft], kinds: Mapping[int, BlockKind]) -> dict[int, int]:
    """Boxes (heading → first draft after the box) where a person said which headings are those of boxes. A box that
    a person opened ends at the next heading."""
    result = {i: end for i, end in boxes.items() if kinds.get(i, BlockKind.BOX_HEADING) is BlockKind.BOX_HEADING}
    for i, kind in kinds.items():
        if kind is BlockKind.BOX_HEADING and i not in result and i < len(drafts):
            following = (j for j in range(i + 1, len(drafts)) if drafts[j].kind is BlockKind.HEADING)
            result[i] = next(following, len(drafts))
    return result


def _corrected(draft: Draft, kind: BlockKind, texts: Sequence[str]) -> Draft:
    # The outline knows headings of boxes by `correct_boxes`; until there they are headings.
    becomes = BlockKind.HEADING if kind in HEADINGS else kind
    numbering, skip, note, cells = draft.numbering, draft.skip, draft.note, draft.cells
    if becomes is BlockKind.HEADING and numbering is None:
        numbering = parse_numbering(texts[draft.lines[0]])
    if draft.kind is BlockKind.FOOTNOTE and kind is not BlockKind.FOOTNOTE:
        skip, note = 0, ""  # the number belongs to the text again
    if kind is not BlockKind.TABLE_ROW:
        cells = ()
    elif not cells:
        cells = (" ".join(texts[k] for k in draft.lines),)
    return replace(draft, kind=becomes, numbering=numbering, skip=skip, note=note, cells=cells)
