"""Scores of likeness; the door to rapidfuzz' scorers.

Strings of word-chars (text.word_chars) are compared, so that a scorer for strings compares words.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz, process
from rapidfuzz.distance import Indel, LCSseq

Scores = npt.NDArray[np.float32]
Counts = npt.NDArray[np.int32]

MAX_CELLS = 4e8


def pair_scores(left: Sequence[str], right: Sequence[str], cutoff: float) -> Scores:
    """Normalised Indel similarity (0–1) of left[k] and right[k], shape (n,); below the cutoff 0."""
    if not left:
        return np.zeros(0, np.float32)
    result: Scores = process.cpdist(
        left, right, scorer=Indel.normalized_similarity, score_cutoff=cutoff, dtype=np.float32
    )
    return result


def common_words(left: Sequence[str], right: Sequence[str]) -> Counts:
    """Length of the longest common subsequence of left[k] and right[k], shape (n,)."""
    if not left:
        return np.zeros(0, np.int32)
    result: Counts = process.cpdist(left, right, scorer=LCSseq.similarity, dtype=np.int32)
    return result


def equal_runs(left: str, right: str) -> list[tuple[int, int, int]]:
    """Longest common subsequence as runs (start in left, start in right, length). Of texts so long that their tables
    would be, only the common ends."""
    if len(left) * len(right) <= MAX_CELLS:
        return [(x, y, n) for x, y, n in LCSseq.editops(left, right).as_matching_blocks() if n]
    shorter = min(len(left), len(right))
    low = next((k for k in range(shorter) if left[k] != right[k]), shorter)
    high = next((k for k in range(shorter - low) if left[-1 - k] != right[-1 - k]), shorter - low)
    a, b = left[low : len(left) - high], right[low : len(right) - high]
    between = equal_runs(a, b) if len(a) * len(b) <= MAX_CELLS else []
    runs = [(0, 0, low), *((low + x, low + y, n) for x, y, n in between), (len(left) - high, len(right) - high, high)]
    return [run for run in runs if run[2]]


def word_likeness(left: str, right: str, least: float = 0.0) -> float:
    """Likeness of two words by their letters, 0–1; 0 where it is below the least that counts."""
    return fuzz.ratio(left, right, score_cutoff=100 * least) / 100
