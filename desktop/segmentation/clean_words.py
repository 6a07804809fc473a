"""The words of the clean text, told from the words of the lines: nothing is split twice.

lines  "- De Neder-" "landse inzet"      marker skipped, a word joined      words  De · Nederlandse · inzet
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from desktop.model.words import Ids, Words
from desktop.segmentation.broken_words import Joints
from desktop.text.lines import Bools, Ints, Lines
from desktop.text.pieces import words_of

LINES_AT_ONCE, WORDS_AT_ONCE = 2048, 1 << 16
"""Columns of numbers that are needed for a moment only are made for so many lines or words: some hundred kilobytes."""


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
    joints: Joints,
    rewritten: Sequence[tuple[int, str]],
    squeezed_at: Ids,
) -> Words:
    """Words of a document's clean text.

    members, skip, text_at: lines taken over as they are, how many characters of each are left out at its start, and
    where the rest stands in the clean text; in its order. joints: line ends at which a word goes on. rewritten: blocks
    that were changed inside, as (place, text).
    squeezed_at: see `Squeezed.at`.
    """
    others, others_at = _words_of(lines, rewritten)
    first = lines.word[members]
    count = lines.word[members + 1] - first
    opening = np.cumsum(count) - count
    shift = (text_at - skip).astype(np.int32)
    total = int(count.sum())
    piece, start = np.empty(total + len(others), np.int32), np.empty(total + len(others), np.int32)
    kept = np.ones(total, bool)
    for a in range(0, len(members), LINES_AT_ONCE):
        some = slice(a, a + LINES_AT_ONCE)
        begin, end = int(opening[a]), int(opening[some][-1] + count[some][-1])
        index = np.repeat(first[some] - opening[some], count[some]) + np.arange(begin, end)
        piece[begin:end] = lines.piece[index]
        start[begin:end] = squeezed_at[index] + np.repeat(shift[some], count[some])
    word_of = np.full(len(lines), -1, np.int64)
    word_of[members] = opening
    marked = np.flatnonzero(skip > 0)
    for r, k, size in zip(marked.tolist(), members[marked].tolist(), skip[marked].tolist(), strict=True):
        _skip_marker(lines, k, size, int(opening[r]), int(text_at[r]), piece, start, kept)
    skipped = dict(zip(members[marked].tolist(), skip[marked].tolist(), strict=True))
    _join(lines, joints, skipped, word_of, piece, kept)
    left = _move_up(piece, start, kept)
    place = np.searchsorted(start[:left], others_at)
    size = left + len(others)
    _insert(piece, left, place, others)
    _insert(start, left, place, others_at)
    return Words(lines.pieces, piece[:size], start[:size])


def _words_of(lines: Lines, rewritten: Sequence[tuple[int, str]]) -> tuple[Ids, Ids]:
    """The words of rewritten blocks, and where they stand."""
    others = words_of("\n".join(text for _, text in rewritten), lines.pieces)
    sizes = np.asarray([len(text) + 1 for _, text in rewritten], np.int64)
    joined_at = np.cumsum(sizes) - sizes
    moved = np.asarray([place for place, _ in rewritten], np.int64) - joined_at
    block = np.searchsorted(joined_at, others.start, side="right") - 1
    return others.piece, others.start + moved[block].astype(np.int32)


def _move_up(piece: Ids, start: Ids, kept: Bools) -> int:
    """Close the gaps of words that are left out, in place; how many are left."""
    done = 0
    for a in range(0, len(kept), WORDS_AT_ONCE):
        some = kept[a : a + WORDS_AT_ONCE]
        size = int(some.sum())
        for column in (piece, start):
            column[done : done + size] = column[a : a + len(some)][some]
        done += size
    return done


def _insert(column: Ids, size: int, place: Ints, more: Ids) -> None:
    """Insert values before others of the first `size`, in place and so from the end; the column has room for them."""
    firsts = np.flatnonzero(np.diff(place, prepend=-1)).tolist()
    end = size
    for a, b in reversed(list(itertools.pairwise([*firsts, len(place)]))):
        at = int(place[a])
        column[at + b : end + b] = column[at:end]
        column[at + a : at + b] = more[a:b]
        end = at


def _skip_marker(
    lines: Lines, k: int, size: int, opening: int, text_at: int, piece: Ids, start: Ids, kept: Bools
) -> None:
    """Take out the words of a marker; of a word glued to its bullet ("•Doel") the rest stays. opening: which of the
    words kept is the first of the line."""
    text = lines.texts[k]
    first, last = int(lines.word[k]), int(lines.word[k + 1])
    word = opening + int(np.searchsorted(lines.at[first:last], size))
    kept[opening:word] = False
    if size < len(text) and not text[size - 1].isspace() and not text[size].isspace():
        kept[word - 1] = True
        piece[word - 1] = lines.pieces[text[size:].split(None, 1)[0]]
        start[word - 1] = text_at


def _join(lines: Lines, joints: Joints, skip: Mapping[int, int], opening: Ints, piece: Ids, kept: Bools) -> None:
    """Make one word of the last of a line and the first of the next; it stands where the first part stood. skip: how
    much of a line is left out at its start; opening: for each line, which of the words is its first, -1 for none."""
    used = np.flatnonzero(opening[joints.line] >= 0)
    line, following = joints.line[used], joints.following[used]
    left = opening[line] + lines.word[line + 1] - lines.word[line] - 1
    right = opening[following]
    kept[right] = False
    piece[left] = np.asarray([lines.pieces[word] for word in joints.words], piece.dtype)[joints.word[used]]
    # words over three lines and more, and those glued to a marker
    part = np.zeros(len(kept), bool)
    part[right] = True
    marked = np.zeros(len(lines), bool)
    marked[list(skip)] = True
    careful = part[left] | marked[line]
    part[:] = False
    part[left[careful]] = True
    index = np.flatnonzero(careful | part[right])
    changed: dict[int, str] = {}
    part_of: dict[int, int] = {}
    rows = (column[index].tolist() for column in (line, following, left, right, joints.soft[used]))
    for k, n, a, b, soft in zip(*rows, strict=True):
        at = part_of.get(a, a)
        whole = changed.get(at) or lines.texts[k][skip.get(k, 0) :].rsplit(None, 1)[-1]
        changed[at] = (whole[:-1] if soft else whole) + lines.texts[n].split(None, 1)[0]
        part_of[b] = at
    piece[list(changed)] = [lines.pieces[word] for word in changed.values()]
