"""Likeness of section titles, word by word: what few titles say counts for more than what many say.

"15 Versterken van toezicht" ~ "11 Versterken van handhaving"    alike in what every other title says: 0.4
"Uitvoering van toezicht"    ~ "Toezicht: de uitvoering"         the same rare words: 0.9
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence

from desktop.alignment.similarity import word_likeness

WORD = re.compile(r"\w+")
SAME_WORD = 0.75
"""Two words of so many common letters are one word, inflected or spelt otherwise (`begroting`, `begrotingen`)."""


class Titles:
    """Knows how many titles of the two documents say each word."""

    def __init__(self, titles: Iterable[str]) -> None:
        self._words: dict[str, tuple[str, ...]] = {}
        seen: Counter[str] = Counter()
        for title in titles:
            seen.update(set(self._split(title)))
        # a word that all titles share keeps a little weight: titles may consist of such words only
        self._weight = {word: 1 / (1 + math.log2(count)) for word, count in seen.items()}

    def _split(self, title: str) -> tuple[str, ...]:
        words = self._words.get(title)
        if words is None:
            words = self._words[title] = tuple(WORD.findall(title))
        return words

    def likeness(self, left: str, right: str) -> float:
        """Share of the words, by weight, that both titles have; 0–1, 1 for equal titles (Dice 1945, weighted)."""
        if left == right:
            return 1.0
        a, b = self._split(left), self._split(right)
        total = self._sum(a) + self._sum(b)
        if not total:
            return 0.0
        rest_a, rest_b = _without(a, b), _without(b, a)
        common = total - self._sum(rest_a) - self._sum(rest_b)
        for word in rest_a:
            best, at = 0.0, -1
            for k, other in enumerate(rest_b):
                likeness = word_likeness(word, other, SAME_WORD)
                if likeness > best:
                    best, at = likeness, k
            if at >= 0:
                common += best * (self._weight[word] + self._weight[rest_b.pop(at)])
        return common / total

    def _sum(self, words: Sequence[str]) -> float:
        return sum(self._weight[w] for w in words)


def _without(left: Sequence[str], right: Sequence[str]) -> list[str]:
    """Words of the left side that the right one does not have, each as often as it has it more often."""
    if len(set(left)) == len(left):
        return [word for word in left if word not in right]
    return list((Counter(left) - Counter(right)).elements())
