"""The words a document prints whole: the first witness of how a word broken at a line end was spelt.

Only words inside lines count, for the first and last of a line may be halves. Editions help each other: the
vocabularies of both are added.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

EDGE = " .,;:!?()[]{}«»\"“”„‘’'…•/"


def inner_words(texts: Sequence[str]) -> Counter[str]:
    """Lower-case words inside the lines, without outer punctuation, with how often they occur."""
    rough: Counter[str] = Counter()
    for k in range(0, len(texts), 65536):
        part = texts[k : k + 65536]
        rough.update(" ".join(part).split())
        edges = Counter([line.partition(" ")[0] for line in part if line])
        edges.update([line.rpartition(" ")[2] for line in part if " " in line])
        rough.subtract(edges)
    words: Counter[str] = Counter()
    for word, count in rough.items():
        if count > 0:
            words[word.strip(EDGE).lower()] += count
    return words
