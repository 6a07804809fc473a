"""Scores of likeness; the door to rapidfuzz' scorers.

Token keys become characters ("word-chars"), so that a scorer for strings compares words. Keys that only one document has
can never match and share one character each side, which keeps any vocabulary within Unicode.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz, process
from rapidfuzz.distance import Indel, LCSseq

from desktop.text.tokens import Tokens

Scores = npt.NDArray[np.float32]
_SURROGATES = 0xD800
_ONLY_OLD, _ONLY_NEW, _FIRST_SHARED = 1, 2, 3


def word_chars(tokens: Tokens) -> tuple[str, str]:
    """Both documents as strings with one character per token; equal characters are equal keys on both sides."""
    n = len(tokens.keys)
    seen_old, seen_new = np.zeros(n, bool), np.zeros(n, bool)
    seen_old[tokens.old.key] = True
    seen_new[tokens.new.key] = True
    code = np.where(seen_old, _ONLY_OLD, _ONLY_NEW).astype(np.uint32)
    shared = np.flatnonzero(seen_old & seen_new)
    values = np.arange(len(shared), dtype=np.uint32) + _FIRST_SHARED
    code[shared] = np.where(values >= _SURROGATES, values + 0x800, values)
    old, new = (code[row.key].tobytes().decode("utf-32-le") for row in (tokens.old, tokens.new))
    return old, new


def pair_scores(left: Sequence[str], right: Sequence[str], cutoff: float) -> Scores:
    """Normalised Indel similarity (0–1) of left[k] and right[k], shape (n,); below the cutoff 0."""
    if not left:
        return np.zeros(0, np.float32)
    result: Scores = process.cpdist(left, right, scorer=Indel.normalized_similarity, score_cutoff=cutoff, dtype=np.float32)
    return result


def all_scores(left: Sequence[str], right: Sequence[str], cutoff: float) -> Scores:
    """Normalised Indel similarity of every left with every right, shape (len(left), len(right))."""
    result: Scores = process.cdist(left, right, scorer=Indel.normalized_similarity, score_cutoff=cutoff, dtype=np.float32)
    return result


def common_tokens(left: str, right: str) -> int:
    """Length of the longest common subsequence of two strings of word-chars."""
    return int(LCSseq.similarity(left, right))


def equal_runs(left: str, right: str) -> list[tuple[int, int, int]]:
    """Longest common subsequence as runs (start in left, start in right, length)."""
    return [(o.src_start, o.dest_start, o.src_end - o.src_start) for o in LCSseq.opcodes(left, right) if o.tag == "equal"]


def title_score(left: str, right: str) -> float:
    """Likeness of two folded titles, 0–1: the better of letters in order and words in any order."""
    if left == right:
        return 1.0
    return max(fuzz.ratio(left, right), 0.95 * fuzz.token_sort_ratio(left, right)) / 100
