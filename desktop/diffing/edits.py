"""Word runs of many pairs of stretches at once.

Most sentences that changed did so in one place. What they have in common before and after it is found for all of them
by columns; only where both sides of what lies between share a word are they compared word by word.

    De inzet van 2021 geldt nog.  ·  De inzet van 2022 geldt nog.       equal 3 · changed 1, 1 · equal 3
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from desktop.diffing.cleanup import Ints, Runs, clean
from desktop.diffing.engine import TRIGRAM, Run, long_runs, word_runs
from desktop.diffing.laid import Laid
from desktop.model.stretches import alike


class Edits:
    """Compares stretches of two laid sides. weight: running total of the weights of the old places; figures: whether
    there stands a figure."""

    def __init__(self, old: Laid, new: Laid, weight: Sequence[int], figures: Sequence[int]) -> None:
        self.old, self.new, self.weight, self.figures = old, new, weight, figures

    def whole(self, pairs: Ints) -> Runs:
        """Runs of stretches that are each other's. pairs: shape (n, 4)."""
        i1, i2, j1, j2 = pairs.T
        shorter = np.minimum(i2 - i1, j2 - j1)
        before = alike(self.old.key, self.new.key, i1, j1, shorter)
        after = np.zeros(len(pairs), np.int64)
        changed = (before < i2 - i1) | (before < j2 - j1)
        rest = shorter[changed] - before[changed]
        after[changed] = alike(
            self.old.key[::-1],
            self.new.key[::-1],
            len(self.old.key) - i2[changed],
            len(self.new.key) - j2[changed],
            rest,
        )
        between = np.stack([i1 + before, i2 - after, j1 + before, j2 - after], axis=1)
        parts = [
            _runs(True, np.stack([i1, i1 + before, j1, j1 + before], axis=1)),
            _runs(True, np.stack([i2 - after, i2, j2 - after, j2], axis=1)),
        ]
        return np.concatenate([*parts, self._between(between)])

    def _between(self, between: Ints) -> Runs:
        """Runs of stretches that neither begin nor end alike."""
        old, new = between[:, 1] - between[:, 0], between[:, 3] - between[:, 2]
        compared = (old > 0) & (new > 0) & (old + new > 2)
        x, y = self.old.text, self.new.text
        plain, runs = np.flatnonzero(~compared).tolist(), []
        for k, (i1, i2, j1, j2) in zip(np.flatnonzero(compared).tolist(), between[compared].tolist(), strict=True):
            a, b = x[i1:i2], y[j1:j2]
            if set(a).isdisjoint(b):
                plain.append(k)
            else:
                runs += self._cleaned(word_runs(a, b), i1, j1)
        return np.concatenate([_runs(False, between[plain]), _table(runs)])

    def loose(self, gaps: Ints) -> Runs:
        """Runs of stretches that only stand beside each other: common runs of three words and more count."""
        short = np.minimum(gaps[:, 1] - gaps[:, 0], gaps[:, 3] - gaps[:, 2]) < TRIGRAM
        runs: list[Run] = []
        for i1, i2, j1, j2 in gaps[~short].tolist():
            runs += self._cleaned(long_runs(self.old.text[i1:i2], self.new.text[j1:j2]), i1, j1)
        return np.concatenate([_runs(False, gaps[short]), _table(runs)])

    def _cleaned(self, runs: Sequence[Run], i: int, j: int) -> list[Run]:
        return clean([(equal, a + i, b + i, c + j, d + j) for equal, a, b, c, d in runs], self.weight, self.figures)


def _runs(equal: bool, spans: Ints) -> Runs:
    return np.insert(spans, 0, equal, axis=1)


def _table(runs: Sequence[Run]) -> Runs:
    return np.asarray(runs, np.int64).reshape(-1, 5)


def in_order(runs: Runs) -> Runs:
    """Runs in the order of their places, those that are of one kind and touch as one. Runs tile both sides; empty ones
    are left out."""
    runs = runs[(runs[:, 2] > runs[:, 1]) | (runs[:, 4] > runs[:, 3])]
    return runs[np.argsort(runs[:, 1] + runs[:, 3], kind="stable")]


def joined(runs: Runs, match: Ints) -> tuple[Runs, Ints]:
    """Neighbouring runs of one kind in one match as one. match: of each run."""
    if not len(runs):
        return runs, match
    fresh = np.ones(len(runs), bool)
    fresh[1:] = (runs[1:, 0] != runs[:-1, 0]) | (match[1:] != match[:-1])
    first = np.flatnonzero(fresh)
    last = np.append(first[1:], len(runs)) - 1
    return np.stack([runs[first, 0], runs[first, 1], runs[last, 2], runs[first, 3], runs[last, 4]], axis=1), match[
        first
    ]
