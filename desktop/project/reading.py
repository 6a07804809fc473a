"""A text prepared for finding quotes in it again, whatever happened to its line breaks, hyphens, accents and signs.

In: a text as people read it. Out: its letters and figures alone, with the way back, and its words as numbers.

    text      "De Neder-landse inzet."     squeezed  "denederlandseinzet"     at  0 1 3 4 5 ...
"""

from __future__ import annotations

import re
import unicodedata
from functools import cached_property, lru_cache

import numpy as np
import numpy.typing as npt

Offsets = npt.NDArray[np.int64]
_WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f])*")


@lru_cache(maxsize=4096)
def _fold(character: str) -> str:
    """A character without accent and case; nothing for what is no letter or figure."""
    return "".join(c for c in unicodedata.normalize("NFKD", character).casefold() if c.isalnum())


class Reading:
    """A text and what is found out about it when first asked for. text: code points, as `Document.text`."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._table = {ord(c): _fold(c) for c in set(text)}
        self._codes: dict[str, int] = {}

    @cached_property
    def squeezed(self) -> str:
        """Letters and figures alone."""
        return self.text.translate(self._table)

    @cached_property
    def at(self) -> Offsets:
        """Where each character of `squeezed` stands in `text`; shape (n,)."""
        lengths = np.zeros(max(self._table, default=0) + 1, np.int64)
        for code, folded in self._table.items():
            lengths[code] = len(folded)
        codes = np.frombuffer(self.text.encode("utf-32-le", "surrogatepass"), np.uint32)
        return np.repeat(np.arange(len(codes)), lengths[codes])

    @cached_property
    def _words(self) -> tuple[list[str], Offsets, Offsets]:
        found = [(m.start(), m.end()) for m in _WORD.finditer(self.text)]
        words = [self.text[s:e].translate(self._table) for s, e in found]
        spans = np.array(found, np.int64).reshape(-1, 2)
        return words, spans[:, 0], spans[:, 1]

    @property
    def folded(self) -> list[str]:
        """The words, folded."""
        return self._words[0]

    @property
    def word_start(self) -> Offsets:
        """Where words begin; shape (words,)."""
        return self._words[1]

    @property
    def word_end(self) -> Offsets:
        """Where words end; shape (words,)."""
        return self._words[2]

    @cached_property
    def words(self) -> list[int]:
        """The words as numbers; equal words have equal numbers."""
        codes = self._codes
        return [codes.setdefault(w, len(codes)) for w in self.folded]

    @cached_property
    def positions(self) -> dict[int, Offsets]:
        """Where each word stands, as indices of words."""
        numbers = np.array(self.words, np.int64)
        order = np.argsort(numbers, kind="stable")
        edges = np.flatnonzero(np.diff(numbers[order], prepend=-1, append=-1))
        return {
            int(numbers[order[s]]): order[s:e] for s, e in zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True)
        }

    def numbers(self, quote: str) -> list[int]:
        """The words of another text in the numbers of this one; words this text lacks get negative ones."""
        self.words  # noqa: B018 - the numbers are given out while the words are read
        return [self._codes.get(w, -1 - k) for k, w in enumerate(words_of(quote))]

    def first_word(self, offset: int) -> int:
        """Index of the first word that ends after an offset."""
        return int(np.searchsorted(self.word_end, offset, side="right"))

    def squeezed_index(self, offset: int) -> int:
        """Where an offset of the text stands in `squeezed`."""
        return int(np.searchsorted(self.at, offset, side="left"))


def squeeze(text: str) -> str:
    """Letters and figures of a short text alone."""
    return "".join(map(_fold, text))


def words_of(text: str) -> list[str]:
    """Words of a short text, folded as those of a `Reading`."""
    return [squeeze(w) for w in _WORD.findall(text)]
