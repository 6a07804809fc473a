"""Quotes found again in a text that was read anew, corrected or replaced.

In: a `Place` (words, what stood around them, where) and a `Reading`; a `Guide` where the earlier text is known too.
Out: where the words stand now, and how certain that is.

    sure     the very words, with their surroundings, and nowhere else as likely
    guess    the likeliest place: words or surroundings changed, or it is not the only one
    orphan   nothing like it; the span is only a proposal

What is altered beside letters and figures (line breaks, hyphens, accents, signs, case) is no difference at all.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from enum import IntEnum

import numpy as np
from rapidfuzz.distance import Indel, LCSseq

from desktop.model.annotation import Place
from desktop.project.guide import Guide
from desktop.project.reading import Reading, squeeze, words_of

CONTEXT = 80
"""Code points kept before and after a quote, about twelve words; more where the quote is not alone with these."""
MAX_CONTEXT = 320
CONTEXT_WORDS = 12
"""So many words on each side are compared; when a fifth of all words changed, about ten of them are left."""
MAX_QUOTES = 300
"""Of a word that stands in a text more often, only places near the expected one are looked at."""
SURE_SHARE = 0.5
"""Half of the quote and its surroundings must stand there. Unrelated Dutch text agrees in about a sixth."""
MARGIN_WORDS = 3
"""So many words more must agree than at the next best place."""
LIKE_SHARE = 0.4
"""A quote is not alone where its words stand a second time and so much of the surroundings agrees, or half of those on
one side: when the one is edited or moved away, the other may come to look likelier."""
EDGE = 30
"""Letters just before and just after a quote by which places with like surroundings are told: five words a side."""
SHORT_QUOTE = 2
"""A quote of so few words stands in many sentences; of the four words next to it two must agree."""
NEAR = 400
"""Code points from the expected place that still count as there: four or five lines."""
GUESS_SHARE = 0.3
"""Less than this agrees by chance, at the best of all places."""


class Certainty(IntEnum):
    """How well a place was found again; the higher the better."""

    ORPHAN = 0
    GUESS = 1
    SURE = 2


@dataclass(frozen=True, slots=True)
class Found:
    """Where a quote stands now: code points of the text. share: 0 to 1, of quote and surroundings that agree."""

    start: int
    end: int
    certainty: Certainty
    share: float = 1.0


def describe(reading: Reading, start: int, end: int, heading: str = "") -> Place:
    """A place of a text, with as much of what surrounds it as makes it the only one; code points."""
    text = reading.text
    size = CONTEXT
    while True:
        before, after = _word_edge(text, start - size, -1), _word_edge(text, end + size, 1)
        if _count(reading, before, after) == 1 or size >= MAX_CONTEXT or (before == 0 and after == len(text)):
            place = Place(text[start:end], text[before:start], text[end:after], start, end, heading)
            return replace(place, alone=_is_alone(place, reading))
        size *= 2


def find(place: Place, reading: Reading, guide: Guide | None = None) -> Found:
    """Where a place is now. guide: leads from the text in which `place.start` was counted; without one the place is
    expected where it was."""
    expected = guide.expect(place.start) if guide else [place.start]
    for at in expected[:1]:
        # Of twins with the same surroundings one may have come to stand there.
        if _stands_at(place, reading, at) and (place.alone or guide is None or guide.is_same):
            return Found(at, at + len(place.exact), Certainty.SURE)
    pattern = _Pattern(place, reading)
    best = _exact(place, pattern, reading, expected, guide)
    if best is not None and best.certainty is Certainty.SURE:
        return best
    like = _alike(pattern, reading, expected if guide else [])
    if best is None or (like is not None and like.share > best.share + 1 / max(len(pattern.words), 1)):
        best = like and _sign(place, reading, like)
    if best is not None and best.share >= GUESS_SHARE:
        return best
    at = best.start if best else min(expected[0] if expected else 0, len(reading.text))
    return Found(at, best.end if best else at, Certainty.ORPHAN, best.share if best else 0.0)


class _Pattern:
    """The words before, in and after a quote, in the numbers of a reading."""

    def __init__(self, place: Place, reading: Reading) -> None:
        before = words_of(place.prefix)[-CONTEXT_WORDS:]
        inside = words_of(place.exact)
        after = words_of(place.suffix)[:CONTEXT_WORDS]
        self.first, self.last = len(before), len(before) + len(inside)
        self.words = reading.numbers(" ".join([*before, *inside, *after]))

    @property
    def before(self) -> list[int]:
        return self.words[: self.first]

    @property
    def after(self) -> list[int]:
        return self.words[self.last :]


def _word_edge(text: str, at: int, step: int) -> int:
    """The nearest offset from `at` outwards that does not cut a word."""
    at = min(max(at, 0), len(text))
    while 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum():
        at += step
    return at


def _count(reading: Reading, start: int, end: int) -> int:
    """How often a piece of the text stands in it, up to two; signs and line breaks do not count."""
    first, last = reading.squeezed_index(start), reading.squeezed_index(end)
    piece = reading.squeezed[first:last]
    if not piece:
        return 2
    return 1 + (reading.squeezed.find(piece, reading.squeezed.find(piece) + 1) >= 0)


def _is_alone(place: Place, reading: Reading) -> bool:
    """Whether no other place of the text has the same words in like surroundings."""
    pattern = _Pattern(place, reading)
    around = max(len(pattern.words) - pattern.last + pattern.first, 1)
    spans = _occurrences(place, squeeze(place.exact), reading, [place.start])
    others = [s for s in spans if abs(s[0] - place.start) > len(place.exact)]
    if _context_stands_twice(place, reading):
        return False
    for span in others:
        sides = _sides(pattern, reading, *span)
        if sum(same for same, _ in sides) >= LIKE_SHARE * around or any(_is_half(*side) for side in sides):
            return False
    return True


def _context_stands_twice(place: Place, reading: Reading) -> bool:
    """Whether another place has the same words before and after, with other words between: where those change, it
    would look like this one."""
    before, after = squeeze(place.prefix)[-EDGE:], squeeze(place.suffix)[:EDGE]
    if not before or not after:
        return False
    text, inside = reading.squeezed, len(squeeze(place.exact))
    here = reading.squeezed_index(place.start) - len(before)
    at = text.find(before)
    while at >= 0:
        end = at + len(before)
        if at != here and text.find(after, end, end + 2 * inside + EDGE + len(after)) >= 0:
            return True
        at = text.find(before, at + 1)
    return False


def _is_half(same: int, of: int) -> bool:
    """Whether half of the words of one side are there; of none, none can be."""
    return of > 0 and same >= SURE_SHARE * of


def _stands_at(place: Place, reading: Reading, at: int) -> bool:
    """Whether the very words stand there, with just what surrounded them."""
    end = at + len(place.exact)
    text = reading.text
    return (
        text.startswith(place.exact, at)
        and text.endswith(place.prefix, 0, at)
        and text.startswith(place.suffix, end)
        and bool(place.exact or place.prefix or place.suffix)
    )


def _exact(place: Place, pattern: _Pattern, reading: Reading, expected: list[int], guide: Guide | None) -> Found | None:
    """The likeliest of the places where the words of a quote stand as they were."""
    quote = squeeze(place.exact)
    spans = _occurrences(place, quote, reading, expected)
    if not spans:
        return None
    total = max(len(pattern.words), 1)
    weighed = []
    for start, end in spans:
        agree = _context(pattern, reading, start, end) + (pattern.last - pattern.first)
        away = min((abs(start - e) for e in expected), default=len(reading.text))
        weighed.append((agree, -away, start, end))
    # Surroundings decide; where they say about the same, what is nearest to the expected place.
    most = max(agree for agree, *_ in weighed)
    close = [w for w in weighed if w[0] > most - MARGIN_WORDS]
    agree, away, start, end = max(close, key=lambda w: (w[1], w[0]))
    others = [w for w in close if w[2] != start]
    share = agree / total
    if guide is None:
        sure = place.alone and not others
    else:
        # A twin elsewhere is no danger as long as all of them are still there, and one place is to be expected.
        twins = place.alone or (
            bool(quote)
            and guide.earlier.squeezed.count(quote) == reading.squeezed.count(quote)
            and max(expected, default=0) - min(expected, default=0) <= NEAR
        )
        sure = twins and -away <= NEAR and all(-w[1] > 2 * -away + NEAR / 4 for w in others)
    if sure and share < 1.0:
        here = _sides(pattern, reading, start, end)
        # Where its paragraph moved away, a twin that came to stand before the same next paragraph has the surroundings
        # on one side. Nor is it enough that the words stood once before: another sentence may have been edited to them.
        sure = place.alone and all(same >= SURE_SHARE * of for same, of in here)
        # And the place it moved to has those of the other side: neither is certain.
        sure = sure and not any(_is_likelier(pattern, reading, here, w[2], w[3]) for w in weighed if w[2] != start)
        inside = pattern.last - pattern.first
        sure = sure and (inside > SHORT_QUOTE or _neighbours(pattern, reading, start, end) >= SHORT_QUOTE)
    sure = sure and share >= SURE_SHARE
    return Found(start, end, Certainty.SURE if sure else Certainty.GUESS, share)


def _is_likelier(
    pattern: _Pattern, reading: Reading, here: tuple[tuple[int, int], tuple[int, int]], start: int, end: int
) -> bool:
    """Whether a twin has more of the surroundings of one side, and half of them."""
    there = _sides(pattern, reading, start, end)
    return any(its[0] > ours[0] and _is_half(*its) for its, ours in zip(there, here, strict=True))


def _neighbours(pattern: _Pattern, reading: Reading, start: int, end: int) -> int:
    """How many of the two words before and the two after stand just there."""
    first, last = reading.first_word(start), int(np.searchsorted(reading.word_start, end, side="left"))
    before = zip(reversed(pattern.before[-2:]), reversed(reading.words[max(first - 2, 0) : first]), strict=False)
    after = zip(pattern.after[:2], reading.words[last : last + 2], strict=False)
    return sum(a == b for a, b in (*before, *after))


def _occurrences(place: Place, quote: str, reading: Reading, expected: list[int]) -> list[tuple[int, int]]:
    """Where the letters of a quote stand, as spans of the text; a quote without letters stands between its
    surroundings."""
    squeezed, at = reading.squeezed, reading.at
    inside = 0
    if not quote:
        before, after = squeeze(place.prefix)[-30:], squeeze(place.suffix)[:30]
        quote, inside = before + after, len(before)
        if not quote:
            return []
    found: list[int] = []
    first = squeezed.find(quote)
    while first >= 0:
        found.append(first)
        first = squeezed.find(quote, first + 1)
    if len(found) > MAX_QUOTES:
        wanted = reading.squeezed_index(expected[0]) if expected else 0
        found = sorted(found, key=lambda k: abs(k - wanted))[:MAX_QUOTES]
    text = reading.text
    spans = []
    for k in found:
        if inside or not squeeze(place.exact):
            end = int(at[k + inside - 1]) + 1 if inside else int(at[k])
            point = int(at[k + inside]) if k + inside < len(at) else len(text)
            # Signs alone: they stand somewhere between the words before and after.
            sign = text.find(place.exact, end, point) if place.exact else -1
            spans.append((sign, sign + len(place.exact)) if sign >= 0 else (point, point))
            continue
        start, end = int(at[k]), int(at[k + len(quote) - 1]) + 1
        cut = (start and text[start - 1].isalnum() and not place.prefix[-1:].isalnum()) or (
            end < len(text) and text[end].isalnum() and not place.suffix[:1].isalnum()
        )
        if not cut:
            spans.append((start, end))
    return spans


def _context(pattern: _Pattern, reading: Reading, start: int, end: int) -> int:
    """How many words of the surroundings stand around a span."""
    return sum(same for same, _ in _sides(pattern, reading, start, end))


def _sides(pattern: _Pattern, reading: Reading, start: int, end: int) -> tuple[tuple[int, int], tuple[int, int]]:
    """How many of how many words stand before, and after a span."""
    first, last = reading.first_word(start), int(np.searchsorted(reading.word_start, end, side="left"))
    words = reading.words
    before = words[max(first - len(pattern.before), 0) : first]
    after = words[last : last + len(pattern.after)]
    return (
        (int(LCSseq.similarity(pattern.before, before)), len(pattern.before)),
        (int(LCSseq.similarity(pattern.after, after)), len(pattern.after)),
    )


def _alike(pattern: _Pattern, reading: Reading, expected: list[int]) -> Found | None:
    """The place where most of a quote and its surroundings stand in their order, as a guess."""
    size = len(pattern.words)
    if not size or not reading.words:
        return None
    slack = max(4, size // 5)
    starts = [reading.first_word(e) - pattern.first for e in expected]
    best: Found | None = None
    rank = -1.0
    for start in dict.fromkeys([*starts, *_likely(pattern, reading, slack)]):
        low, high = max(start - slack, 0), min(start + size + slack, len(reading.words))
        if low >= high:
            continue
        span = _aligned(pattern, reading, low, high)
        away = min((abs(span.start - e) for e in expected), default=0)
        weight = span.share + (0.1 * math.exp(-away / NEAR) if expected else 0.0)
        if weight > rank:
            best, rank = span, weight
    return best


def _sign(place: Place, reading: Reading, point: Found) -> Found:
    """Signs alone, sought between the words around the point where they should be."""
    word = reading.first_word(point.start)
    if point.start != point.end or not place.exact or not 0 < word < len(reading.words):
        return point
    at = reading.text.find(place.exact, int(reading.word_end[word - 1]), int(reading.word_start[word]))
    return replace(point, start=at, end=at + len(place.exact)) if at >= 0 else point


def _likely(pattern: _Pattern, reading: Reading, slack: int) -> list[int]:
    """Word indices at which the pattern may begin: where many of its rare words agree on that."""
    votes: list[np.ndarray[tuple[int], np.dtype[np.int64]]] = []
    weights: list[np.ndarray[tuple[int], np.dtype[np.float64]]] = []
    total = len(reading.words)
    rare = sorted((len(reading.positions[w]), k) for k, w in enumerate(pattern.words) if w in reading.positions)[:40]
    for count, k in rare:
        if count > MAX_QUOTES and votes:
            break
        votes.append(reading.positions[pattern.words[k]] - k)
        weights.append(np.full(count, math.log(1 + total / count)))
    if not votes:
        return []
    at, weight = np.concatenate(votes), np.concatenate(weights)
    order = np.argsort(at, kind="stable")
    at, weight = at[order], np.concatenate([[0.0], np.cumsum(weight[order])])
    ends = np.searchsorted(at, at + slack, side="right")
    sums = weight[ends] - weight[:-1]
    result: list[int] = []
    for k in np.argsort(-sums, kind="stable").tolist():
        middle = int(at[(k + int(ends[k]) - 1) // 2])
        if all(abs(middle - r) > slack for r in result):
            result.append(middle)
            if len(result) == 4:
                break
    return result


def _aligned(pattern: _Pattern, reading: Reading, low: int, high: int) -> Found:
    """The quote laid over words low to high: its span there and how much of it all agrees."""
    window = reading.words[low:high]
    ops = Indel.opcodes(pattern.words, window)
    same = sum(op.src_end - op.src_start for op in ops if op.tag == "equal")
    first = last = None
    before = after = None
    for op in ops:
        if op.tag != "equal":
            continue
        for i, j in zip(range(op.src_start, op.src_end), range(op.dest_start, op.dest_end), strict=True):
            if i < pattern.first:
                before = j
            elif i < pattern.last:
                first = j if first is None else first
                last = j
            elif after is None:
                after = j
    # Between the last agreeing word before and the first after the quote stands what became of it.
    inside = pattern.last - pattern.first
    begin = before + 1 if before is not None else (first if first is not None else 0)
    finish = after if after is not None else (last + 1 if last is not None else len(window))
    longest = 2 * inside + 2
    if finish - begin > longest:
        begin = max(begin, first if first is not None else finish - longest)
        finish = min(finish, (last + 1) if last is not None else begin + longest)
    if finish <= begin or not inside:
        word = low + (begin if inside or before is not None else finish)
        point = int(reading.word_start[word]) if word < len(reading.words) else len(reading.text)
        return Found(point, point, Certainty.GUESS, same / len(pattern.words))
    start, end = int(reading.word_start[low + begin]), int(reading.word_end[low + finish - 1])
    return Found(start, end, Certainty.GUESS, same / len(pattern.words))
