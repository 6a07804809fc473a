"""Where one word goes on in the next line of a block: after a hyphen, where one was lost, inside a web address.

In: the lines of all drafts; out: line ends without a blank, and a repair each.
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


def join_lines(
    lines: Lines, drafts: Sequence[Draft], rows: Rows, breaking: Breaking, repairs: list[Repair]
) -> list[tuple[int, int, bool]]:
    """Lines whose last word goes on in another line: (line, that line, whether a hyphen falls away), in order; the
    repairs are recorded."""
    texts = lines.texts
    lossy = breaking.lossy or bool(breaking.forced)
    joined = []
    breaks = sorted(_breaks(lines, drafts, rows, breaking))
    at = [k for k, _ in breaks]
    facts = zip(breaks, lines.trail[at].tolist(), lines.number[at].tolist(), strict=True)
    for (k, following), trail, number in facts:
        left, right = texts[k], texts[following]
        join = _join(left, right, trail, breaking.hyphenation, lossy, breaking.trailing)
        if join is not None:
            kind, certain = join
            joined.append((k, following, kind is Break.SOFT))
            _record(repairs, left, right, kind, certain, number)
    return joined


def _breaks(lines: Lines, drafts: Sequence[Draft], rows: Rows, breaking: Breaking) -> list[tuple[int, int]]:
    """Line ends inside blocks at which a word may be broken, with the line that follows: after a hyphen, or a letter or
    bracket before a lower-case letter. Where no hyphens were lost, only bare line ends whose halves the editions print
    as one word are worth a look."""
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
    result = list(zip(inside[sure].tolist(), following[sure].tolist(), strict=True))
    pairs = zip(inside[bare].tolist(), following[bare].tolist(), strict=True)
    if breaking.forced is not None:
        return [*result, *(pair for pair in pairs if pair[0] in breaking.forced)]
    if breaking.lossy or breaking.trailing:
        return [*result, *pairs]
    words, bare_words = breaking.hyphenation.words, lines.pieces.bare()
    left = lines.piece[lines.word[1:][inside[bare]] - 1].tolist()
    right = lines.piece[lines.word[:-1][following[bare]]].tolist()
    whole = (bare_words[a] + bare_words[b] in words for a, b in zip(left, right, strict=True))
    return [*result, *itertools.compress(pairs, whole)]


def _in_addresses(lines: Lines, index: Ints) -> Bools:
    """Which of these lines end inside a web address."""
    result = np.zeros(len(index), bool)
    for i in np.flatnonzero(among(lines.last[index], _ADDRESS_ENDS.replace("-", ""))).tolist():
        result[i] = _ADDRESS.search(lines.texts[index[i]]) is not None
    return result


def _join(
    left: str, right: str, trail: bool, hyphenation: Hyphenation, lossy: bool, trailing: bool
) -> tuple[Break, bool] | None:
    """How two lines of one block are joined, or None for a space."""
    final = left[-1]
    if final in _ADDRESS_ENDS:
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
    found = _ADDRESS.search(word) if "/" in word or "." in word else None
    if found is None or found.group().endswith("..."):
        return None
    following = right.split(None, 1)[0].rstrip(".,;:)»”\"'")
    if found.group()[-1] in "-_=&?%#~":
        return bool(_ADDRESS_SIGN.search(following)) or None if found.group()[-1] == "-" else True
    return False if _ADDRESS_SIGN.search(following) and not following[0].isupper() else None


def _record(repairs: list[Repair], left: str, right: str, kind: Break, certain: bool, number: int) -> None:
    a, b = left.rsplit(None, 1)[-1], right.split(None, 1)[0]
    whole = (a[:-1] if kind is Break.SOFT else a) + b
    repairs.append(Repair(kind.value, number, f"{a}⏎{b}", whole, certain))
