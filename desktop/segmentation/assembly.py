"""Clean text out of drafts: lines joined, broken words repaired, note marks and bullets out, and the way back kept.

Every run copied from the file is a piece (place in text, place in source); see `OriginMap`.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

import numpy as np

from desktop.model.document import FURNITURE, Block, OriginMap, Repair
from desktop.model.words import Words
from desktop.segmentation.clean_words import clean_words
from desktop.segmentation.drafts import Draft
from desktop.segmentation.notes import Notes
from desktop.text.hyphenation import Break, Hyphenation
from desktop.text.languages import CONJUNCTIONS
from desktop.text.lines import Bools, Ints, Lines

HYPHENS = "-\u2010\u2011\u00ad\u0002"
LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "ĳ": "ij", "Ĳ": "IJ"}
_ODD = "[ﬀ-ﬆĳĲ\t\u00ad\u200b\u2060\ufeff\x00-\x08\x0e-\x1b\x7f\ud800-\udfff]"
ODD_CHARACTERS = re.compile(_ODD)
ODD = re.compile(_ODD + "|[^\\S\n]{2,}")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+$", re.I)
_ADDRESS_SIGN = re.compile(r"[\w)][/\-_=&?%#~.][\w(]|[/_=&?%#~]|\d")
# mensenhandel en -⏎smokkel: after a conjunction a lone hyphen begins a word
_LEADING = re.compile(rf"\s(?:{'|'.join(sorted(CONJUNCTIONS))})\s-$", re.I)
LOST_SHARE = 0.02
MIN_LONG_LINES = 15
LONG_LINE_CHARS = 40


def has_lost_hyphens(lines: Lines) -> bool:
    """Whether a document of long lines has (nearly) no hyphens at line ends: its extractor dropped them.

    Below 2 % of lines over 40 characters: flags exactly the one seed that lost them (see docs/decisions).
    """
    long_lines = lines.chars > LONG_LINE_CHARS
    hyphens = np.isin(lines.last, [ord(c) for c in HYPHENS]) & long_lines
    return int(long_lines.sum()) >= MIN_LONG_LINES and int(hyphens.sum()) < LOST_SHARE * int(long_lines.sum())


@dataclass(slots=True)
class Assembly:
    """Blocks with their clean texts, the text of the document, the map to the source, and the repairs made."""

    texts: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    text_at: list[int] = field(default_factory=list)
    source_at: list[int] = field(default_factory=list)
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
) -> tuple[Assembly, str]:
    """Join the lines of each draft. lossy: hyphens were lost; trailing: wrapped lines keep their last space. forced:
    where given, the only lines whose last word may be broken without a hyphen, for it was too long for its place.

    Returns the assembly and the text of the whole document, blocks joined by line feeds. Lines with note marks or odd
    characters are taken piece by piece; all others are one piece each, laid out for the whole document at once.
    """
    out = Assembly()
    texts = lines.texts
    sizes = lines.chars.copy()
    pieces = [text + " " for text in texts]
    sizes += 1
    joined: list[tuple[int, int, bool]] = []
    for k, following in sorted(_breaks(lines, drafts, trailing, None if lossy or trailing else hyphenation, forced)):
        join = _join(texts[k], texts[following], bool(lines.trail[k]), hyphenation, lossy or bool(forced), trailing)
        if join is not None:
            kind, certain = join
            pieces[k] = texts[k][:-1] if kind is Break.SOFT else texts[k]
            sizes[k] = len(pieces[k])
            joined.append((k, following, kind is Break.SOFT))
            _record(out, texts[k], texts[following], kind, certain, int(lines.number[k]))
    careful = _odd_lines(lines) | notes.marks.keys()
    position = 0
    simple: list[int] = []
    simple_start: list[int] = []
    simple_skip: list[int] = []
    rewritten: list[tuple[int, str]] = []
    for draft in drafts:
        members = draft.lines
        out.starts.append(position)
        if careful and not careful.isdisjoint(members):
            clean, position = _careful_block(draft, lines, pieces, notes, out, position)
            rewritten.append((out.starts[-1], clean))
        else:
            if len(members) == 1:
                clean = texts[members[0]]
            else:
                clean = "".join([pieces[k] for k in members[:-1]]) + texts[members[-1]]
            simple += members
            simple_start += [position] + [-1] * (len(members) - 1)
            simple_skip += [draft.skip] + [0] * (len(members) - 1)
            clean = clean[draft.skip :]
            position += len(clean)
        out.texts.append(clean)
        position += 1
    text_at = _lay_out(out, lines, simple, simple_start, simple_skip, sizes)
    taken, skips = np.asarray(simple, np.int64), np.asarray(simple_skip, np.int64)
    out.words = clean_words(lines, taken, skips, text_at, joined, rewritten)
    return out, "\n".join(out.texts)


def _breaks(
    lines: Lines, drafts: Sequence[Draft], trailing: bool, printed: Hyphenation | None, forced: Collection[int] | None
) -> list[tuple[int, int]]:
    """Line ends inside blocks at which a word may be broken, with the line that follows: after a hyphen, or a letter or
    bracket before a lower-case letter. printed: where given, only bare line ends whose halves the editions print as one
    word are worth a look; forced: where given, only these lines."""
    last, n = lines.last, len(lines)
    prose = np.zeros(n, np.int64)
    for draft in drafts:
        if draft.kind not in FURNITURE and len(draft.lines) > 1:
            prose[draft.lines[:-1]] = draft.lines[1:]
    inside = np.flatnonzero(prose)
    following = prose[inside]
    hyphen = np.isin(last[inside], [ord(c) for c in HYPHENS])
    first = lines.first[following]
    lower = ((first >= 97) & (first <= 122)) | (first >= 0xDF)
    end = last[inside]
    letter = ((end >= 97) & (end <= 122)) | ((end >= 65) & (end <= 90)) | (end >= 0xC0)
    bracket = lower & (end == ord(")"))
    sure = hyphen | bracket | (np.isin(end, [ord(c) for c in "/_=&?%#~.:"]) & _in_addresses(lines, inside))
    bare = lower & letter & ~(lines.trail[inside] & trailing) & ~sure
    result = list(zip(inside[sure].tolist(), following[sure].tolist(), strict=True))
    pairs = zip(inside[bare].tolist(), following[bare].tolist(), strict=True)
    if forced is not None:
        return [*result, *(pair for pair in pairs if pair[0] in forced)]
    if printed is None:
        return [*result, *pairs]
    words, bare_words = printed.words, lines.pieces.bare()
    left = lines.piece[lines.word[1:][inside[bare]] - 1].tolist()
    right = lines.piece[lines.word[:-1][following[bare]]].tolist()
    whole = (bare_words[a] + bare_words[b] in words for a, b in zip(left, right, strict=True))
    return [*result, *itertools.compress(pairs, whole)]


def _in_addresses(lines: Lines, index: Ints) -> Bools:
    """Which of these lines end inside a web address."""
    result = np.zeros(len(index), bool)
    for i in np.flatnonzero(np.isin(lines.last[index], [ord(c) for c in "/_=&?%#~.:"])).tolist():
        result[i] = _ADDRESS.search(lines.texts[index[i]]) is not None
    return result


def _odd_lines(lines: Lines) -> set[int]:
    """Lines with ligatures, soft hyphens, control characters or doubled spaces inside."""
    found = {k for k in lines.spaced.tolist() if ODD.search(lines.texts[k])}
    pieces = "\n".join(lines.pieces)
    odd = [match.start() for match in ODD_CHARACTERS.finditer(pieces)]
    if odd:
        ends = np.cumsum(np.fromiter(map(len, lines.pieces), np.int64, len(lines.pieces)) + 1)
        words = np.flatnonzero(np.isin(lines.piece, np.searchsorted(ends, odd, side="right")))
        found.update((np.searchsorted(lines.word, words, side="right") - 1).tolist())
    return found


def _careful_block(
    draft: Draft, lines: Lines, pieces: list[str], notes: Notes, out: Assembly, position: int
) -> tuple[str, int]:
    """A block with note marks or odd characters, piece by piece."""
    begin, skip, parts = position, draft.skip, []
    for i, k in enumerate(draft.lines):
        text = lines.texts[k]
        final = i == len(draft.lines) - 1
        joined = text if final else pieces[k].rstrip(" ")
        for piece, at in _careful_pieces(text, skip, len(joined), notes.marks.get(k, ()), out, int(lines.number[k])):
            out.text_at.append(position)
            out.source_at.append(int(lines.start[k]) + at)
            parts.append(piece)
            position += len(piece)
        if not final and pieces[k].endswith(" "):
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


def _lay_out(out: Assembly, lines: Lines, simple: list[int], starts: list[int], skips: list[int], sizes: Ints) -> Ints:
    """Places of all lines that are one piece each; the map has them merged with the careful ones."""
    at = np.asarray(simple, np.int64)
    skip = np.asarray(skips, np.int64)
    given = np.asarray(starts, np.int64)
    size = sizes[at] - skip
    total = np.cumsum(size) - size
    first = np.flatnonzero(given >= 0)
    base = np.zeros(len(at), np.int64)
    if len(first):
        base[first] = given[first] - total[first]
        counts = np.diff(np.append(first, len(at)))
        base = np.repeat(base[first], counts)
    places: Ints = total + base
    text_at = np.concatenate([places, np.asarray(out.text_at, np.int64)])
    source_at = np.concatenate([lines.start[at] + skip, np.asarray(out.source_at, np.int64)])
    order = np.argsort(text_at, kind="stable")
    out.map = OriginMap(
        text_at[order] if len(order) else np.zeros(1, np.int64),
        source_at[order] if len(order) else np.zeros(1, np.int64),
    )
    return places


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


def _join(
    left: str, right: str, trail: bool, hyphenation: Hyphenation, lossy: bool, trailing: bool
) -> tuple[Break, bool] | None:
    """How two lines of one block are joined, or None for a space."""
    final = left[-1]
    address = _inside_address(left, right)
    if address is not None:
        return Break.KEPT, address
    if final == "-" and right[0].islower() and not trail and _LEADING.search(left):
        return Break.KEPT, True
    if final in HYPHENS and len(left) > 1 and not left[-2].isspace():
        if final in "\u00ad\u2010\u2011":
            return (Break.SOFT if final == "\u00ad" else Break.KEPT), True
        rest, _, word = left[:-1].rpartition(" ")
        if not word[-1].isalnum() or not (right[0].isalnum()):
            return None
        kind, certain = hyphenation.after_hyphen(word, right.split(None, 1)[0], rest.rpartition(" ")[2])
        return None if kind is Break.SPACE else (kind, certain)
    if final == ")" and right[0].islower():
        return hyphenation.after_bracket(left.rsplit(None, 1)[-1], right.split(None, 1)[0])
    if not final.isalpha() or not right[0].islower() or (trailing and trail):
        return None
    word, following = left.rpartition(" ")[2], right.partition(" ")[0]
    kind, certain = hyphenation.without_hyphen(word, following, lossy, trailing)
    return None if kind is Break.SPACE else (kind, certain)


def _inside_address(left: str, right: str) -> bool | None:
    """Whether a web address goes on in the next line, and whether that is certain; None where none does. It is broken
    behind a sign of its own, and what follows it looks like an address too."""
    found = _ADDRESS.search(left)
    if found is None or found.group()[-1] not in "/-_=&?%#~.:" or found.group().endswith(("...", "-)")):
        return None
    following = right.split(None, 1)[0].rstrip(".,;:)»”\"'")
    if found.group()[-1] in "-_=&?%#~":
        return bool(_ADDRESS_SIGN.search(following)) or None if found.group()[-1] == "-" else True
    return False if _ADDRESS_SIGN.search(following) and not following[0].isupper() else None


def _record(out: Assembly, left: str, right: str, kind: Break, certain: bool, number: int) -> None:
    a, b = left.rsplit(None, 1)[-1], right.split(None, 1)[0]
    whole = (a[:-1] if kind is Break.SOFT else a) + b
    out.repairs.append(Repair(kind.value, number, f"{a}⏎{b}", whole, certain))


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
        if not any(s <= found.start() < e for s, e, _ in cuts):
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


def make_blocks(drafts: Sequence[Draft], assembly: Assembly, lines: Lines, notes: Notes) -> list[Block]:
    """Blocks without level and section; empty ones (a lone bullet) keep their place with empty text left out."""
    blocks: list[Block] = []
    numbers = lines.number.tolist()
    for draft, text, start in zip(drafts, assembly.texts, assembly.starts, strict=True):
        refs: tuple[str, ...] = ()
        if notes.marks and not notes.marks.keys().isdisjoint(draft.lines):
            refs = tuple(label for k in draft.lines for _, _, label in notes.marks.get(k, ()))
        label = draft.note or (draft.numbering.label.rstrip(".:)") if draft.numbering else "")
        blocks.append(
            Block(
                id=len(blocks),
                kind=draft.kind,
                text=text,
                start=start,
                lines=line_ranges([numbers[k] for k in draft.lines]),
                marker=draft.marker,
                label=label,
                refs=refs,
                cells=draft.cells,
                marker_at=int(lines.start[draft.lines[0]]) if draft.skip else -1,
            )
        )
    return blocks
