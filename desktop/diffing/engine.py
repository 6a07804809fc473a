"""Word runs of two token sequences; the door to rapidfuzz' edit operations.

Sequences are strings of word-chars (see alignment.similarity). A run is (equal, i1, i2, j1, j2), end exclusive.
"""

from __future__ import annotations

from rapidfuzz.distance import Indel, LCSseq

Run = tuple[bool, int, int, int, int]

MAX_CELLS = 4e8
TRIGRAM = 3


def word_runs(left: str, right: str) -> list[Run]:
    """Shortest edit of left into right by insertion and deletion, as alternating equal and changed runs."""
    low = high = 0
    if len(left) * len(right) > MAX_CELLS:
        low, high = _common_ends(left, right)
    a, b = left[low : len(left) - high], right[low : len(right) - high]
    blocks = (
        [] if len(a) * len(b) > MAX_CELLS else [(x, y, n) for x, y, n in Indel.editops(a, b).as_matching_blocks() if n]
    )
    if high:
        blocks.append((len(a), len(b), high))
    runs: list[Run] = []
    i = j = 0
    for x, y, size in [(-low, -low, low), *blocks, (len(left) - low, len(right) - low, 0)]:
        x, y = x + low, y + low
        if x > i or y > j:
            runs.append((False, i, x, j, y))
        if size:
            _append(runs, True, x, x + size, y, y + size)
        i, j = x + size, y + size
    return runs


def _common_ends(left: str, right: str) -> tuple[int, int]:
    """How many tokens two texts begin and end with in common."""
    shorter = min(len(left), len(right))
    low = next((k for k in range(shorter) if left[k] != right[k]), shorter)
    rest = shorter - low
    return low, next((k for k in range(rest) if left[-1 - k] != right[-1 - k]), rest)


def long_runs(left: str, right: str) -> list[Run]:
    """Only common runs of three tokens and more, by the longest common subsequence of token trigrams; so no stray word
    is matched between texts that have little in common."""
    n, m = len(left), len(right)
    whole: Run = (False, 0, n, 0, m)
    if n < TRIGRAM or m < TRIGRAM or n * m > MAX_CELLS:
        return [whole]
    grams_left = [left[k : k + TRIGRAM] for k in range(n - TRIGRAM + 1)]
    grams_right = [right[k : k + TRIGRAM] for k in range(m - TRIGRAM + 1)]
    if set(grams_left).isdisjoint(grams_right):
        return [whole]
    runs: list[Run] = []
    i = j = 0
    for a, b, size in LCSseq.editops(grams_left, grams_right).as_matching_blocks():
        end = a + size + TRIGRAM - 1
        shift = max(i - a, j - b, 0)
        a, b = a + shift, b + shift
        if end - a < TRIGRAM:
            continue
        if a > i or b > j:
            runs.append((False, i, a, j, b))
        _append(runs, True, a, end, b, b + end - a)
        i, j = end, b + end - a
    if i < n or j < m:
        runs.append((False, i, n, j, m))
    return runs


def _append(runs: list[Run], equal: bool, i1: int, i2: int, j1: int, j2: int) -> None:
    if runs and runs[-1][0] == equal:
        _, a1, _, b1, _ = runs[-1]
        runs[-1] = (equal, a1, i2, b1, j2)
    else:
        runs.append((equal, i1, i2, j1, j2))


def common_tokens(left: str, right: str) -> int:
    """Length of the longest common subsequence."""
    return int(LCSseq.similarity(left, right))
