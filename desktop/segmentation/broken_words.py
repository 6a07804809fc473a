"""Where one word goes on in the next line of a block: after a hyphen, where one was lost, inside a web address.

In: the lines of all drafts; out: line ends without a blank, as columns, and a repair each.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from desktop.model.document import FURNITURE, Repair
from desktop.segmentation.drafts import Draft
from desktop.text.char_tables import among
from desktop.text.hyphenation import Break, Hyphenation
from desktop.text.languages import CONJUNCTIONS
from desktop.text.lines import Bools, Ints, Lines
from desktop.text.pieces import bare_word, of_pieces

HYPHENS = "-\u2010\u2011\u00ad\u0002"
_ADDRESS_ENDS = "/-_=&?%#~.:"
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+$", re.I)
_ADDRESS_SIGN = re.compile(r"[\w)][/\-_=&?%#~.][\w(]|[/_=&?%#~]|\d")
# mensenhandel en -⏎smokkel: after a conjunction a lone hyphen begins a word
_LEADING = re.compile(rf"\s(?:{'|'.join(sorted(CONJUNCTIONS))})\s-$", re.I)


@dataclass(frozen=True, slots=True)
class Breaking:
    """How a document breaks words; see `assemble`."""

    hyphenation: Hyphenation
    lossy: bool
    trailing: bool
    forced: Collection[int] | None


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """The lines of all drafts, one after the other. line: which line; last: whether it is the last of its draft; skip:
    how many characters are left out at its start. first, count: of each draft its first row, and how many it has."""

    line: Ints
    last: Bools
    skip: Ints
    first: Ints
    count: Ints


def rows_of(lines: Lines, drafts: Sequence[Draft]) -> Rows:
    count = np.fromiter((len(draft.lines) for draft in drafts), np.int64, len(drafts))
    total = int(count.sum())
    line = np.fromiter(itertools.chain.from_iterable(draft.lines for draft in drafts), np.int64, total)
    last = np.zeros(total, bool)
    last[np.cumsum(count) - 1] = True
    first = np.cumsum(count) - count
    skip = np.zeros(total, np.int64)
    skip[first] = np.fromiter((draft.skip for draft in drafts), np.int64, len(drafts))
    alone = first[count == 1]
    skip[alone] = np.minimum(
        skip[alone], lines.chars[line[alone]]
    )  # behind a lone bullet there is no blank to leave out
    return Rows(line, last, skip, first, count)


@dataclass(frozen=True, slots=True, eq=False)
class Joints:
    """Line ends at which a word goes on in another line; columns of shape (n,), by line. line; following: the line it
    goes on in; soft: whether a hyphen falls away. word: number in `words` of the word they make."""

    line: Ints
    following: Ints
    soft: Bools
    word: Ints
    words: list[str]


def join_lines(lines: Lines, drafts: Sequence[Draft], rows: Rows, breaking: Breaking, repairs: list[Repair]) -> Joints:
    """Lines whose last word goes on in another line; the repairs are recorded.

    What the same words look like at a line end is decided once."""
    lossy = breaking.lossy or bool(breaking.forced)
    line, following = _breaks(lines, drafts, rows, breaking)
    trail = lines.trail[line]
    of_case, case, sides = _cases(lines, line, following, trail)
    words: list[str] = []
    repaired: list[tuple[str, str, str, bool]] = []
    word, soft = np.full(len(of_case), -1, np.int64), np.zeros(len(of_case), bool)
    for i, ((left, right), behind) in enumerate(zip(sides, trail[of_case].tolist(), strict=True)):
        join = _join(left, right, behind, breaking.hyphenation, lossy, breaking.trailing)
        if join is not None:
            kind, certain = join
            a, b = left.rsplit(None, 1)[-1], right.split(None, 1)[0]
            soft[i] = kind is Break.SOFT
            word[i] = len(words)
            words.append((a[:-1] if soft[i] else a) + b)
            repaired.append((kind.value, f"{a}⏎{b}", words[-1], certain))
    joined = np.flatnonzero(word[case] >= 0)
    line, following, case = line[joined], following[joined], case[joined]
    facts = zip(word[case].tolist(), lines.number[line].tolist(), strict=True)
    repairs += [
        Repair(name, number, before, after, certain)
        for (name, before, after, certain), number in ((repaired[i], number) for i, number in facts)
    ]
    return Joints(line, following, soft[case], word[case], words)


def _cases(lines: Lines, line: Ints, following: Ints, trail: Bools) -> tuple[Ints, Ints, list[tuple[str, str]]]:
    """Which line ends are alike in all that decides them: the words around, whether the word before is a capital's, and
    the blank behind; odd white space and lone signs are their own. Of each case one line end, the case of each line
    end, and of each case what stands before and behind: the words that decide, or both lines."""
    final = lines.word[line + 1] - 1
    left, right = lines.piece[final].astype(np.int64), lines.piece[lines.word[following]].astype(np.int64)
    names = list(lines.pieces)
    before = np.where(final > lines.word[line], lines.piece[np.maximum(final - 1, 0)], left)
    capital = of_pieces(lines.pieces, before, lambda word: word[:1].isupper())
    odd = np.zeros(len(lines), bool)
    odd[lines.spaced] = True
    plain = ~odd[line] & ~odd[following] & (lines.chars[line] - lines.at[final] > 1)
    mark = ((left * len(names) + right) * 2 + (capital & (final > lines.word[line]))) * 2 + trail
    _, first, case = np.unique(np.where(plain, mark, -1 - np.arange(len(line))), return_index=True, return_inverse=True)
    # in the order in which they are met
    order = np.argsort(first)
    rank = np.empty(len(first), np.int64)
    rank[order] = np.arange(len(first))
    first = first[order]
    columns = (line, following, left, right, np.where(final > lines.word[line], before, -1), plain)
    sides = [
        (f"{names[p]} {names[a]}" if p >= 0 else names[a], names[b]) if alone else (lines.texts[k], lines.texts[n])
        for k, n, a, b, p, alone in zip(*(column[first].tolist() for column in columns), strict=True)
    ]
    return first, rank[case], sides


def _breaks(lines: Lines, drafts: Sequence[Draft], rows: Rows, breaking: Breaking) -> tuple[Ints, Ints]:
    """Line ends inside blocks at which a word may be broken, ascending, with the line that follows: after a hyphen, or
    a letter or bracket before a lower-case letter. Where no hyphens were lost, only bare line ends whose halves the
    editions print as one word, and not both by themselves, are worth a look."""
    last = lines.last
    prose = np.fromiter((draft.kind not in FURNITURE for draft in drafts), bool, len(drafts))
    goes_on = np.flatnonzero(np.repeat(prose, rows.count) & ~rows.last)
    inside, following = rows.line[goes_on], rows.line[goes_on + 1]
    hyphen = among(last[inside], HYPHENS)
    first = lines.first[following]
    lower = ((first >= 97) & (first <= 122)) | (first >= 0xDF)
    end = last[inside]
    letter = ((end >= 97) & (end <= 122)) | ((end >= 65) & (end <= 90)) | (end >= 0xC0)
    bracket = lower & (end == ord(")"))
    sure = hyphen | bracket | _in_addresses(lines, inside)
    bare = lower & letter & ~(lines.trail[inside] & breaking.trailing) & ~sure
    if breaking.forced is not None:
        forced = np.zeros(len(lines), bool)
        forced[list(breaking.forced)] = True
        bare &= forced[inside]
    elif not breaking.lossy and not breaking.trailing:
        asked = np.flatnonzero(bare)
        bare[asked] = _printed_whole(lines, inside[asked], following[asked], breaking.hyphenation)
    chosen = np.flatnonzero(sure | bare)
    chosen = chosen[np.argsort(inside[chosen], kind="stable")]
    return inside[chosen], following[chosen]


def _printed_whole(lines: Lines, inside: Ints, following: Ints, hyphenation: Hyphenation) -> Bools:
    """At which of these line ends the editions print both halves as one word, and not each by itself."""
    words, bare = hyphenation.words, lines.pieces.bare()
    left, right = lines.piece[lines.word[inside + 1] - 1], lines.piece[lines.word[following]]
    printed = of_pieces(lines.pieces, np.concatenate([left, right]), lambda word: bare_word(word) in words)
    whole = ~(printed[: len(left)] & printed[len(left) :])
    asked = np.flatnonzero(whole)
    pairs = zip(left[asked].tolist(), right[asked].tolist(), strict=True)
    whole[asked] = [bare[a] + bare[b] in words for a, b in pairs]
    return whole


def _in_addresses(lines: Lines, index: Ints) -> Bools:
    """Which of these lines end inside a web address."""
    result = np.zeros(len(index), bool)
    asked = np.flatnonzero(among(lines.last[index], _ADDRESS_ENDS.replace("-", "")))
    last = lines.piece[lines.word[index[asked] + 1] - 1]
    result[asked] = of_pieces(lines.pieces, last, lambda word: _ADDRESS.search(word) is not None)
    return result


def _join(
    left: str, right: str, trail: bool, hyphenation: Hyphenation, lossy: bool, trailing: bool
) -> tuple[Break, bool] | None:
    """How two lines of one block are joined, or None for a space."""
    final = left[-1]
    if final in _ADDRESS_ENDS and ("/" in left or "." in left):
        address = _inside_address(left, right)
        if address is not None:
            return Break.KEPT, address
    if final == "-" and left[-2:-1].isspace() and right[0].islower() and not trail and _LEADING.search(left):
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
    behind a sign of its own (`left` ends in one), and what follows it looks like an address too."""
    word = left.rsplit(None, 1)[-1]
    found = _ADDRESS.search(word)
    if found is None or found.group().endswith("..."):
        return None
    following = right.split(None, 1)[0].rstrip(".,;:)»”\"'")
    if found.group()[-1] in "-_=&?%#~":
        return bool(_ADDRESS_SIGN.search(following)) or None if found.group()[-1] == "-" else True
    return False if _ADDRESS_SIGN.search(following) and not following[0].isupper() else None
