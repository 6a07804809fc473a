"""Clean text out of drafts: lines joined, broken words repaired, note marks and bullets out, and the way back kept.

Every run copied from the file is a piece (place in text, place in source); see `OriginMap`.
"""

from __future__ import annotations

import itertools
import re
from array import array
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from desktop.model.document import Block, OriginMap, Repair
from desktop.model.words import Words
from desktop.segmentation.broken_words import HYPHENS, Breaking, Joints, Rows, join_lines, rows_of
from desktop.segmentation.clean_words import Squeezed, clean_words, squeeze
from desktop.segmentation.drafts import Draft
from desktop.segmentation.notes import Notes
from desktop.segmentation.outline import Place
from desktop.text.char_tables import among
from desktop.text.hyphenation import Hyphenation
from desktop.text.lines import Bools, Ints, Lines

LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "ĳ": "ij", "Ĳ": "IJ"}
_ODD = "[ﬀ-ﬆĳĲ\t\u00ad\u200b\u2060\ufeff\x00-\x08\x0e-\x1b\x7f\ud800-\udfff]"
ODD_CHARACTERS = re.compile(_ODD)
ODD = re.compile(_ODD + "|[^\\S\n]{2,}")
LOST_SHARE = 0.02
MIN_LONG_LINES = 15
LONG_LINE_CHARS = 40
DRAFTS_AT_ONCE = 500
"""Texts of lines are needed for a moment only: so many drafts have a hundred kilobytes of them."""


def has_lost_hyphens(lines: Lines) -> bool:
    """Whether a document of long lines has (nearly) no hyphens at line ends: its extractor dropped them.

    Below 2 % of lines over 40 characters: flags exactly the one seed that lost them (see docs/decisions).
    """
    long_lines = lines.chars > LONG_LINE_CHARS
    hyphens = among(lines.last, HYPHENS) & long_lines
    return int(long_lines.sum()) >= MIN_LONG_LINES and int(hyphens.sum()) < LOST_SHARE * int(long_lines.sum())


@dataclass(slots=True)
class Assembly:
    """Blocks with their clean texts, the text of the document, the map to the source, and the repairs made."""

    texts: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    text_at: array[int] = field(default_factory=lambda: array("q"))
    source_at: array[int] = field(default_factory=lambda: array("q"))
    repairs: list[Repair] = field(default_factory=list)
    map: OriginMap | None = None
    words: Words | None = None

    def origin(self) -> OriginMap:
        """The way back; known after `assemble`."""
        assert self.map is not None
        return self.map

    def clean_words(self) -> Words:
        """The words of the clean text; known after `assemble`."""
        assert self.words is not None
        return self.words


def assemble(
    lines: Lines,
    drafts: Sequence[Draft],
    notes: Notes,
    hyphenation: Hyphenation,
    lossy: bool,
    trailing: bool,
    forced: Collection[int] | None = None,
) -> Assembly:
    """Join the lines of each draft. lossy: hyphens were lost; trailing: wrapped lines keep their last space. forced:
    where given, the only lines whose last word may be broken without a hyphen, for it was too long for its place.

    Lines with note marks or odd characters are taken piece by piece; all others are one piece each, laid out for the
    whole document at once.
    """
    out = Assembly()
    rows = rows_of(lines, drafts)
    joints = join_lines(lines, drafts, rows, Breaking(hyphenation, lossy, trailing, forced), out.repairs)
    squeezed = squeeze(lines)
    careful, rewritten = _words_and_places(lines, drafts, notes, rows, joints, squeezed, out)
    # the texts last: until then there are columns of numbers beside them
    out.texts = _texts(lines, rows, joints, squeezed, careful, rewritten)
    return out


def _words_and_places(
    lines: Lines,
    drafts: Sequence[Draft],
    notes: Notes,
    rows: Rows,
    joints: Joints,
    squeezed: Squeezed,
    out: Assembly,
) -> tuple[list[int], list[tuple[int, str]]]:
    """Where blocks begin, the words of their texts, and the way back. Which drafts had to be rewritten, and (place,
    text) of each."""
    taken = lines.chars + 1 - squeezed.saved
    taken[joints.line] -= 1 + joints.soft
    size = taken[rows.line] - rows.skip
    after = np.cumsum(size)
    sizes = np.diff(after[rows.first + rows.count - 1], prepend=0)
    starts = np.cumsum(sizes) - sizes
    careful, rewritten = _careful_blocks(lines, drafts, rows, joints, notes, squeezed, starts, sizes, out)
    simple = ~np.repeat(careful, rows.count)
    places = after - size + np.repeat(starts - (after - size)[rows.first], rows.count)
    out.starts = starts.tolist()
    members, skips, text_at = rows.line[simple], rows.skip[simple], places[simple]
    del taken, size, after, sizes, starts, simple, places
    _lay_out(out, lines, squeezed, members, skips, text_at)
    out.words = clean_words(lines, members, skips, text_at, joints, rewritten, squeezed.at)
    return np.flatnonzero(careful).tolist(), rewritten


def _careful_blocks(
    lines: Lines,
    drafts: Sequence[Draft],
    rows: Rows,
    joints: Joints,
    notes: Notes,
    squeezed: Squeezed,
    starts: Ints,
    sizes: Ints,
    out: Assembly,
) -> tuple[Bools, list[tuple[int, str]]]:
    """Assemble the blocks with note marks or odd characters: which those are, and (place, text) of each. starts, sizes:
    of all blocks, as if each line were one piece; those after a careful block move up."""
    odd = np.zeros(len(lines), bool)
    odd[[*_odd_lines(lines), *notes.marks]] = True
    careful = np.logical_or.reduceat(odd[rows.line], rows.first) if len(drafts) else np.zeros(0, bool)
    # and those with more than a blank behind a marker
    careful |= squeezed.line[rows.line[rows.first]] & (rows.skip[rows.first] > 0)
    index = np.flatnonzero(careful).tolist()
    if not index:
        return careful, []
    inside = {k for i in index for k in drafts[i].lines}
    joined = {k: soft for k, soft in zip(joints.line.tolist(), joints.soft.tolist(), strict=True) if k in inside}
    rewritten = []
    shift = np.zeros(len(drafts), np.int64)
    moved = 0
    for i in index:
        start = int(starts[i]) + moved
        clean, end = _careful_block(drafts[i], lines, joined, notes, out, start)
        rewritten.append((start, clean))
        change = end + 1 - start - int(sizes[i])
        moved += change
        shift[i + 1 : i + 2] = change
    starts += np.cumsum(shift)
    return careful, rewritten


def _texts(
    lines: Lines,
    rows: Rows,
    joints: Joints,
    squeezed: Squeezed,
    careful: Sequence[int],
    rewritten: Sequence[tuple[int, str]],
) -> list[str]:
    """The texts of all drafts. careful: those that were rewritten."""
    after = np.full(len(lines) + 1, " ", dtype="U1")
    after[joints.line] = ""
    endings = after[rows.line]
    endings[rows.last] = ""
    soft = np.zeros(len(lines), bool)
    soft[joints.line[joints.soft]] = True
    hyphens = soft[rows.line] & ~rows.last
    clean = dict(zip(careful, (text for _, text in rewritten), strict=True))
    result: list[str] = []
    for begin in range(0, len(rows.first), DRAFTS_AT_ONCE):
        firsts = rows.first[begin : begin + DRAFTS_AT_ONCE]
        offset, end = int(firsts[0]), int(firsts[-1] + rows.count[begin + len(firsts) - 1])
        line, skip = rows.line[offset:end], rows.skip[offset:end]
        parts = list(map(lines.texts.__getitem__, line.tolist()))
        for row in np.flatnonzero(squeezed.line[line]).tolist():
            parts[row] = " ".join(parts[row].split())
        ends = endings[offset:end].tolist()
        for row in np.flatnonzero(hyphens[offset:end]).tolist():
            parts[row] = parts[row][:-1]
        for row in np.flatnonzero(skip).tolist():
            size = int(skip[row])
            ends[row] = (parts[row] + ends[row])[max(size, len(parts[row])) :]
            parts[row] = parts[row][size:]
        woven = [""] * (2 * len(parts))
        woven[::2], woven[1::2] = parts, ends
        bounds = [*(2 * (firsts - offset)).tolist(), len(woven)]
        result += ["".join(woven[a:b]) for a, b in itertools.pairwise(bounds)]
    for i, text in clean.items():
        result[i] = text
    return result


def _odd_lines(lines: Lines) -> set[int]:
    """Lines with ligatures, soft hyphens, control characters or odd white space inside."""
    found = {k for k in lines.mixed.tolist() if ODD.search(lines.texts[k])}
    pieces = "\n".join(lines.pieces)
    odd = [match.start() for match in ODD_CHARACTERS.finditer(pieces)]
    if odd:
        ends = np.cumsum(np.fromiter(map(len, lines.pieces), np.int64, len(lines.pieces)) + 1)
        words = np.flatnonzero(np.isin(lines.piece, np.searchsorted(ends, odd, side="right")))
        found.update((np.searchsorted(lines.word, words, side="right") - 1).tolist())
    return found


def _careful_block(
    draft: Draft, lines: Lines, joints: Mapping[int, bool], notes: Notes, out: Assembly, position: int
) -> tuple[str, int]:
    """A block with note marks or odd characters, piece by piece. joints: lines whose last word goes on in the next one,
    and whether a hyphen falls away."""
    begin, skip, parts = position, draft.skip, []
    for i, k in enumerate(draft.lines):
        text = lines.texts[k]
        final = i == len(draft.lines) - 1
        size = len(text) - 1 if joints.get(k, False) and not final else len(text)
        for piece, at in _careful_pieces(text, skip, size, notes.marks.get(k, ()), out, int(lines.number[k])):
            out.text_at.append(position)
            out.source_at.append(int(lines.start[k]) + at)
            parts.append(piece)
            position += len(piece)
        if not final and k not in joints:
            parts.append(" ")
            out.text_at.append(position)
            out.source_at.append(int(lines.start[k]) + len(text))
            position += 1
        skip = 0
    clean = "".join(parts)
    if clean[:1] == " " or clean[-1:] == " " or "  " in clean:
        clean, position = _tidy(clean, begin, out)
    out.text_at.append(position)
    out.source_at.append(int(lines.start[draft.lines[-1]]) + len(lines.texts[draft.lines[-1]]))
    return clean, position


def _lay_out(out: Assembly, lines: Lines, squeezed: Squeezed, members: Ints, skips: Ints, text_at: Ints) -> None:
    """Make the map. Each line is one piece, or one for each stretch between squeezed blanks; those of careful lines are
    there already."""
    source_at = lines.start[members] + skips
    if out.text_at or len(squeezed.word):
        place = np.full(len(lines), -1, np.int64)
        place[members] = text_at
        word = squeezed.word
        line = np.searchsorted(lines.word, word, side="right") - 1
        word, line = word[place[line] >= 0], line[place[line] >= 0]
        text_at = np.concatenate([text_at, place[line] + squeezed.at[word], np.asarray(out.text_at, np.int64)])
        source_at = np.concatenate([source_at, lines.start[line] + lines.at[word], np.asarray(out.source_at, np.int64)])
        order = np.argsort(text_at, kind="stable")
        text_at, source_at = text_at[order], source_at[order]
        out.text_at, out.source_at = array("q"), array("q")
    nothing = np.zeros(1, np.int64)
    out.map = OriginMap(text_at, source_at) if len(text_at) else OriginMap(nothing, nothing)


def _tidy(clean: str, begin: int, out: Assembly) -> tuple[str, int]:
    """Drop outer and doubled spaces that cut-out marks left behind; pieces after them move up."""
    keep = [i for i, c in enumerate(clean) if not (c == " " and (i == 0 or clean[i - 1] == " "))]
    while keep and clean[keep[-1]] == " ":
        keep.pop()
    first = next(i for i in range(len(out.text_at) - 1, -1, -1) if i == 0 or out.text_at[i - 1] < begin)
    while first < len(out.text_at) and out.text_at[first] < begin:
        first += 1
    old_at, old_source = out.text_at[first:], out.source_at[first:]
    del out.text_at[first:], out.source_at[first:]
    piece = 0
    for new, i in enumerate(keep):
        while piece + 1 < len(old_at) and old_at[piece + 1] <= begin + i:
            piece += 1
        at = old_source[piece] + (begin + i - old_at[piece])
        if not new or i != keep[new - 1] + 1 or old_at[piece] == begin + i:
            out.text_at.append(begin + new)
            out.source_at.append(at)
    return "".join(clean[i] for i in keep), begin + len(keep)


def _careful_pieces(
    text: str, skip: int, end: int, marks: Sequence[tuple[int, int, str]], out: Assembly, number: int
) -> list[tuple[str, int]]:
    """Pieces of a line with note marks cut out and odd characters replaced: (text, offset in the line)."""
    cuts: list[tuple[int, int, str]] = [(s, e, "") for s, e, _ in marks]
    for found in ODD.finditer(text):
        odd = found.group()
        if odd.isspace():
            replacement = " "
        elif odd in LIGATURES:
            replacement = LIGATURES[odd]
            out.repairs.append(Repair("ligature", number, odd, replacement))
        elif "\ud800" <= odd <= "\udfff":
            replacement = "\ufffd"
        else:
            replacement = ""
        if not any(s <= found.start() < e for s, e, _ in marks):
            cuts.append((found.start(), found.end(), replacement))
    pieces: list[tuple[str, int]] = []
    at = skip
    for start, stop, replacement in sorted(cuts):
        if start >= end or stop <= skip:
            continue
        if start > at:
            pieces.append((text[at:start], at))
        if replacement:
            pieces.append((replacement, start))
        at = max(at, stop)
    if at < end:
        pieces.append((text[at:end], at))
    return pieces


def line_ranges(numbers: Sequence[int]) -> tuple[tuple[int, int], ...]:
    """Inclusive ranges of line numbers: [4, 5, 9] → ((4, 5), (9, 9))."""
    if numbers and numbers[-1] - numbers[0] == len(numbers) - 1:
        return ((numbers[0], numbers[-1]),)
    ranges: list[list[int]] = []
    for number in numbers:
        if ranges and ranges[-1][1] == number - 1:
            ranges[-1][1] = number
        else:
            ranges.append([number, number])
    return tuple((a, b) for a, b in ranges)


def make_blocks(
    drafts: Sequence[Draft], places: Sequence[Place], assembly: Assembly, lines: Lines, notes: Notes
) -> list[Block]:
    """The blocks; empty ones (a lone bullet) keep their place with empty text left out."""
    blocks: list[Block] = []
    numbers = lines.number
    first = np.fromiter((draft.lines[0] for draft in drafts), np.int64, len(drafts))
    last = np.fromiter((draft.lines[-1] for draft in drafts), np.int64, len(drafts))
    facts = zip(
        drafts,
        places,
        assembly.texts,
        assembly.starts,
        numbers[first].tolist(),
        numbers[last].tolist(),
        lines.start[first].tolist(),
        strict=True,
    )
    for draft, (kind, section, level), text, start, top, bottom, at in facts:
        whole = bottom - top == len(draft.lines) - 1
        refs: tuple[str, ...] = ()
        if notes.marks and not notes.marks.keys().isdisjoint(draft.lines):
            refs = tuple(label for k in draft.lines for _, _, label in notes.marks.get(k, ()))
        label = draft.note or (draft.numbering.label.rstrip(".:)") if draft.numbering else "")
        blocks.append(
            Block(
                len(blocks),
                kind,
                text,
                start,
                ((top, bottom),) if whole else line_ranges([int(numbers[k]) for k in draft.lines]),
                level,
                section,
                None,
                draft.marker,
                label,
                refs,
                draft.cells,
                at if draft.skip else -1,
            )
        )
    return blocks
