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


def pair_scores(left: Sequence[str], right: Sequence[str], cutoff: float) -> Scores:
    """Normalised Indel similarity (0–1) of left[k] and right[k], shape (n,); below the cutoff 0."""
    if not left:
        return np.zeros(0, np.float32)
    result: Scores = process.cpdist(
        left, right, scorer=Indel.normalized_similarity, score_cutoff=cutoff, dtype=np.float32
    )
    return result


def all_scores(left: Sequence[str], right: Sequence[str], cutoff: float) -> Scores:
    """Normalised Indel similarity of every left with every right, shape (len(left), len(right))."""
    result: Scores = process.cdist(
        left, right, scorer=Indel.normalized_similarity, score_cutoff=cutoff, dtype=np.float32
    )
    return result


def common_tokens(left: str, right: str) -> int:
    """Length of the longest common subsequence of two strings of word-chars."""
    return int(LCSseq.similarity(left, right))


def equal_runs(left: str, right: str) -> list[tuple[int, int, int]]:
    """Longest common subsequence as runs (start in left, start in right, length)."""
    return [
        (o.src_start, o.dest_start, o.src_end - o.src_start) for o in LCSseq.opcodes(left, right) if o.tag == "equal"
    ]


def word_likeness(left: str, right: str, least: float = 0.0) -> float:
    """Likeness of two words by their letters, 0–1; 0 where it is below the least that counts."""
    return fuzz.ratio(left, right, score_cutoff=100 * least) / 100
