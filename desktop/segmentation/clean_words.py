"""The words of the clean text, told from the words of the lines: nothing is split twice.

lines  "- De Neder-" "landse inzet"      marker skipped, a word joined      words  De · Nederlandse · inzet
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from desktop.model.words import Ids, Words
from desktop.text.lines import Bools, Ints, Lines
from desktop.text.pieces import words_of


def clean_words(
    lines: Lines,
    members: Ints,
    skip: Ints,
    text_at: Ints,
    joined: Sequence[tuple[int, int, bool]],
    rewritten: Sequence[tuple[int, str]],
) -> Words:
    """Words of a document's clean text.

    members, skip, text_at: lines taken over as they are, how many characters of each are left out at its start, and
    where the rest stands in the clean text; in its order. joined: line ends at which a word goes on, as (line, line
    that follows, whether a hyphen falls away), in order. rewritten: blocks that were changed inside, as (place, text).
    """
    piece, at, kept = lines.piece.copy(), lines.at.copy(), np.ones(len(lines.piece), bool)
    _skip_markers(lines, members, skip, piece, at, kept)
    _join(lines, joined, dict(zip(members[skip > 0].tolist(), skip[skip > 0].tolist(), strict=True)), piece, kept)
    count = lines.word[members + 1] - lines.word[members]
    index = np.repeat(lines.word[members] - (np.cumsum(count) - count), count) + np.arange(int(count.sum()))
    start = at[index] + np.repeat((text_at - skip).astype(np.int32), count)
    remaining = kept[index]
    piece, start = piece[index[remaining]], start[remaining]
    if rewritten:
        others = words_of("\n".join(text for _, text in rewritten), lines.pieces)
        sizes = np.asarray([len(text) + 1 for _, text in rewritten])
        joined_at = np.cumsum(sizes) - sizes
        shift = np.asarray([place for place, _ in rewritten]) - joined_at
        block = np.searchsorted(joined_at, others.start, side="right") - 1
        piece = np.concatenate([piece, others.piece])
        start = np.concatenate([start, others.start + shift[block].astype(np.int32)])
        order = np.argsort(start, kind="stable")
        piece, start = piece[order], start[order]
    return Words(lines.pieces, piece, start)


def _skip_markers(lines: Lines, members: Ints, skip: Ints, piece: Ids, at: Ids, kept: Bools) -> None:
    """Take out the words of markers; of a word glued to its bullet ("•Doel") the rest stays."""
    for k, size in zip(members[skip > 0].tolist(), skip[skip > 0].tolist(), strict=True):
        text = lines.texts[k]
        first, last = int(lines.word[k]), int(lines.word[k + 1])
        word = first + int(np.searchsorted(lines.at[first:last], size))
        kept[first:word] = False
        if size < len(text) and not text[size - 1].isspace() and not text[size].isspace():
            kept[word - 1] = True
            piece[word - 1] = lines.pieces[text[size:].split(None, 1)[0]]
            at[word - 1] = size


def _join(
    lines: Lines, joined: Sequence[tuple[int, int, bool]], skip: Mapping[int, int], piece: Ids, kept: Bools
) -> None:
    """Make one word of the last of a line and the first of the next; it stands where the first part stood. skip: how
    much of a line is left out at its start."""
    changed: dict[int, str] = {}
    part_of: dict[int, int] = {}
    first, last = lines.word[:-1].tolist(), (lines.word[1:] - 1).tolist()
    for k, following, soft in joined:
        left, right = last[k], first[following]
        left = part_of.get(left, left)
        whole = changed.get(left) or lines.texts[k][skip.get(k, 0) :].rsplit(None, 1)[-1]
        changed[left] = (whole[:-1] if soft else whole) + lines.texts[following].split(None, 1)[0]
        part_of[right] = left
        kept[right] = False
    piece[list(changed)] = [lines.pieces[word] for word in changed.values()]
