"""Where a place of an earlier text is to be expected in a later one, told by runs of words that stand once in both.

    earlier  ... het kabinet zet in op ▮ ...      "kabinet zet in op" once in both: expect the place just after it
    later    ... Het kabinet zet in op ▮ ...

Text that moved takes its runs along, so no order is assumed.
"""

from __future__ import annotations

import numpy as np

from desktop.project.reading import Offsets, Reading

RUN_WORDS = 4
"""Runs of so many words: of those left by changing a fifth of all words four in ten are whole, while few stand more
than once in a document."""


class Guide:
    """Leads from the places of one reading to those of another."""

    def __init__(self, earlier: Reading, later: Reading) -> None:
        self.earlier, self.later = earlier, later
        self.is_same = earlier.text == later.text
        self._from, self._to = (np.zeros(0, np.int64),) * 2 if self.is_same else _runs(earlier, later)

    def expect(self, offset: int) -> list[int]:
        """Offsets in the later text, the likeliest first; none where nothing speaks for any."""
        if self.is_same:
            return [offset]
        if not len(self._from):
            return []
        word = self.earlier.first_word(offset)
        right = int(np.searchsorted(self._from, word))
        found: list[tuple[int, int]] = []
        for k in (right - 1, right):
            if 0 <= k < len(self._from):
                shift = word - int(self._from[k])
                found.append((abs(shift), int(self._to[k]) + shift))
        starts = self.later.word_start
        last = len(starts) - 1
        return [int(starts[min(max(index, 0), last)]) for _, index in sorted(found)]


def _runs(earlier: Reading, later: Reading) -> tuple[Offsets, Offsets]:
    """Word indices of runs that stand once on each side; ascending in the earlier text."""
    numbers = {w: k for k, w in enumerate(dict.fromkeys([*earlier.folded, *later.folded]))}
    keys = [_hashes(np.array([numbers[w] for w in r.folded], np.uint64)) for r in (earlier, later)]
    once = [np.unique(k, return_index=True, return_counts=True) for k in keys]
    (a, at_a, n_a), (b, at_b, n_b) = once
    a, at_a, b, at_b = a[n_a == 1], at_a[n_a == 1], b[n_b == 1], at_b[n_b == 1]
    _, i, j = np.intersect1d(a, b, assume_unique=True, return_indices=True)
    order = np.argsort(at_a[i])
    return at_a[i][order].astype(np.int64), at_b[j][order].astype(np.int64)


def _hashes(words: np.ndarray[tuple[int], np.dtype[np.uint64]]) -> np.ndarray[tuple[int], np.dtype[np.uint64]]:
    """A number for each run; wraps around on purpose. The odd multiplier is that of splitmix64."""
    count = max(len(words) - RUN_WORDS + 1, 0)
    total = np.zeros(count, np.uint64)
    for k in range(RUN_WORDS):
        total = (total ^ (words[k : k + count] + np.uint64(1))) * np.uint64(0x9E3779B97F4A7C15)
        total ^= total >> np.uint64(29)
    return total
