"""The words of the clean text, told from the words of the lines: nothing is split twice.

lines  "- De Neder-" "landse inzet"      marker skipped, a word joined      words  De · Nederlandse · inzet
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from desktop.model.words import Ids, Words
from desktop.text.lines import Bools, Ints, Lines
from desktop.text.pieces import words_of


@dataclass(frozen=True, slots=True, eq=False)
class Squeezed:
    """Lines whose words stand far apart, as those of table rows do, as if single blanks stood between them.

    line: shape (lines,), which ones. saved: shape (lines,), how many characters shorter each is. at: shape (words,),
    where each word of the document then stands in its line. word: those that moved up against the word before them.
    """

    line: Bools
    saved: Ints
    at: Ids
    word: Ints


def squeeze(lines: Lines) -> Squeezed:
    """Squeeze all lines but those in which odd white space stands."""
    wide = np.zeros(len(lines), bool)
    wide[lines.spaced] = True
    wide[lines.mixed] = False
    saved = np.zeros(len(lines), np.int64)
    index = np.flatnonzero(wide)
    if not len(index):
        return Squeezed(wide, saved, lines.at, np.zeros(0, np.int64))
    count = lines.word[index + 1] - lines.word[index]
    opening = np.cumsum(count) - count
    word = np.repeat(lines.word[index] - opening, count) + np.arange(int(count.sum()))
    size = np.fromiter(map(len, lines.pieces), np.int32, len(lines.pieces))[lines.piece[word]]
    more = np.zeros(len(word), np.int32)
    more[1:] = lines.at[word[1:]] - lines.at[word[:-1]] - size[:-1] - 1
    more[opening] = 0
    saved[index] = np.add.reduceat(more, opening)
    total = np.cumsum(more)
    at = lines.at.copy()
    at[word] -= (total - np.repeat(total[opening], count)).astype(np.int32)
    return Squeezed(wide, saved, at, word[more > 0])


def clean_words(
    lines: Lines,
    members: Ints,
    skip: Ints,
    text_at: Ints,
    joined: Sequence[tuple[int, int, bool]],
    rewritten: Sequence[tuple[int, str]],
    squeezed_at: Ids,
) -> Words:
    """Words of a document's clean text.

    members, skip, text_at: lines taken over as they are, how many characters of each are left out at its start, and
    where the rest stands in the clean text; in its order. joined: line ends at which a word goes on, as (line, line
    that follows, whether a hyphen falls away), in order. rewritten: blocks that were changed inside, as (place, text).
    squeezed_at: see `Squeezed.at`.
    """
    piece, at, kept = lines.piece.copy(), squeezed_at.copy(), np.ones(len(lines.piece), bool)
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
