"""The words a document prints whole: the first witness of how a word broken at a line end was spelt.

Only words inside lines count, for the first and last of a line may be halves. Editions help each other: the words of
all are counted together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container

import numpy as np

from desktop.text.lines import Ints, Lines

WORDS_AT_ONCE = 1 << 18
"""Counting makes numbers of 64 bits out of those of words, for so many at a time."""


def inner_words(*documents: Lines) -> Counter[str]:
    """Lower-case words inside the lines, without outer punctuation, with how often they occur. documents: lines of one
    or more texts over the same pieces."""
    words: Counter[str] = Counter()
    bare = documents[0].pieces.bare()
    counts = sum((_counts(lines, len(bare)) for lines in documents), start=np.zeros(len(bare), np.int64))
    met = np.flatnonzero(counts)
    known = words.get  # `words[word] +=` would ask a method in Python for each new word
    for k, count in zip(met.tolist(), counts[met].tolist(), strict=True):
        words[bare[k]] = known(bare[k], 0) + count
    return words


def counted_words(document: Lines, wanted: Container[str]) -> Counter[str]:
    """The same of one text, only for the wanted words; all others are counted together as ""."""
    bare = document.pieces.bare()
    counts = _counts(document, len(bare))
    words: Counter[str] = Counter()
    for k in [k for k, word in enumerate(bare) if word in wanted]:
        words[bare[k]] += int(counts[k])
    words[""] += int(counts.sum()) - words.total()
    return words


def _counts(lines: Lines, size: int) -> Ints:
    """How often each piece stands inside a line, neither first nor last in it."""
    full = np.diff(lines.word) > 0
    inner = np.ones(len(lines.piece), bool)
    inner[lines.word[:-1][full]] = False
    inner[lines.word[1:][full] - 1] = False
    counts: Ints = np.zeros(size, np.int64)
    for a in range(0, len(inner), WORDS_AT_ONCE):
        some = slice(a, a + WORDS_AT_ONCE)
        counts += np.bincount(lines.piece[some][inner[some]], minlength=size)
    return counts
