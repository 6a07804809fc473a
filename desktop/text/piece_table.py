"""Words looked up by the thousand: each word of a text becomes a hash of 64 bits, for which a table has its number.

A dict needs a string for every word of a text and goes to cold memory for each; numpy makes the hashes of a stretch of
text at once and gathers their numbers. Only a word not met before is cut out of the text (docs/decisions, 1).

Two words of one hash would be taken for one. The hash is keyed anew in every process, so that no text can be made to
have such words; by chance it happens once in 10^8 comparisons of 9 MB.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from functools import cache

import numpy as np
import numpy.typing as npt

from desktop.model.words import Ids
from desktop.text.char_tables import Codes

Ints = npt.NDArray[np.int64]
Hashes = npt.NDArray[np.uint64]

BLOCK_CHARS = 1 << 17
_FIRST_BITS = 12
_BASE, _MIX, _SPREAD = (np.uint64(int.from_bytes(os.urandom(8), "little") | 1) for _ in range(3))
_INVERSE = np.uint64(pow(int(_BASE), -1, 1 << 64))


def _powers(count: int) -> tuple[Hashes, Hashes]:
    """The powers of the base and of its inverse."""
    rising, falling = np.full(count, _BASE, np.uint64), np.full(count, _INVERSE, np.uint64)
    rising[0] = falling[0] = 1
    return np.multiply.accumulate(rising), np.multiply.accumulate(falling)


@cache
def _powers_of_a_block() -> tuple[Hashes, Hashes]:
    """Those that are enough for all but a word that is longer than a block; 2 MB."""
    return _powers(BLOCK_CHARS)


class PieceTable:
    """Hashes of words → their numbers. numbers_of: gives distinct words their numbers, when their hashes are
    met for the first time."""

    def __init__(self, numbers_of: Callable[[list[str]], Sequence[int]]) -> None:
        self._numbers_of = numbers_of
        self._bits, self._size = _FIRST_BITS, 0
        self._hash = np.zeros(1 << _FIRST_BITS, np.uint64)
        self._number = np.zeros(1 << _FIRST_BITS, np.int32)

    def numbers(self, text: str, codes: Codes, starts: Ints, ends: Ints) -> Ids:
        """The number of each word. codes: code points of the text; starts, ends: where its words stand, in order."""
        result = np.empty(len(starts), np.int32)
        first = 0
        while first < len(starts):
            last = max(first + 1, int(np.searchsorted(starts, starts[first] + BLOCK_CHARS)))
            begin, end = int(starts[first]), int(ends[last - 1])
            hashes = self._hashes(codes[begin:end], starts[first:last] - begin, ends[first:last] - begin)
            result[first:last] = self._look_up(text, hashes, starts[first:last], ends[first:last])
            first = last
        return result

    def _hashes(self, codes: Codes, starts: Ints, ends: Ints) -> Hashes:
        """A polynomial of the mixed letters of each word, never 0: the sum of all before its end without that before
        its start, divided by the power at which it starts."""
        known = _powers_of_a_block()
        rising, falling = known if len(codes) <= len(known[0]) else _powers(len(codes))
        letters = codes.astype(np.uint64)
        letters += np.uint64(1)
        letters *= _MIX
        letters ^= letters >> np.uint64(29)
        letters *= rising[: len(codes)]
        total = np.zeros(len(codes) + 1, np.uint64)
        np.cumsum(letters, out=total[1:])
        hashes: Hashes = (total[ends] - total[starts]) * falling[starts]
        hashes ^= hashes >> np.uint64(32)
        hashes[hashes == 0] = 1
        return hashes

    def _look_up(self, text: str, hashes: Hashes, starts: Ints, ends: Ints) -> Ids:
        slots = self._slots(hashes)
        numbers: Ids = self._number[slots]
        missing = np.flatnonzero(self._hash[slots] != hashes)
        numbers[missing] = -1
        slots = slots[missing]
        while len(missing):  # the slot holds another word, or none
            there = self._hash[slots]
            hit = there == hashes[missing]
            numbers[missing[hit]] = self._number[slots[hit]]
            going = ~hit & (there != 0)
            missing, slots = missing[going], self._next(slots[going])
        unknown = np.flatnonzero(numbers < 0)
        if len(unknown):
            new, first, which = np.unique(hashes[unknown], return_index=True, return_inverse=True)
            at = unknown[first]
            order = np.argsort(at)
            spans = zip(starts[at[order]].tolist(), ends[at[order]].tolist(), strict=True)
            given = np.empty(len(new), np.int32)
            given[order] = self._numbers_of([text[a:b] for a, b in spans])
            numbers[unknown] = given[which]
            self._add(new, given)
        return numbers

    def _slots(self, hashes: Hashes) -> Ints:
        return ((hashes * _SPREAD) >> np.uint64(64 - self._bits)).astype(np.int64)

    def _next(self, slots: Ints) -> Ints:
        return (slots + 1) & (len(self._hash) - 1)

    def _add(self, hashes: Hashes, numbers: Ids) -> None:
        """Put new hashes into the table, which is never more than half full."""
        self._size += len(hashes)
        if 2 * self._size > len(self._hash):
            kept = np.flatnonzero(self._hash)
            hashes, numbers = np.append(self._hash[kept], hashes), np.append(self._number[kept], numbers)
            self._bits = max(self._bits + 2, int(2 * self._size).bit_length())
            self._hash, self._number = np.zeros(1 << self._bits, np.uint64), np.zeros(1 << self._bits, np.int32)
        slots = self._slots(hashes)
        while len(hashes):
            free = self._hash[slots] == 0
            self._hash[slots[free]] = hashes[free]  # of several that want one slot the last has it
            placed = self._hash[slots] == hashes
            self._number[slots[placed]] = numbers[placed]
            hashes, numbers, slots = hashes[~placed], numbers[~placed], self._next(slots[~placed])
