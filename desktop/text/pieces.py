"""Distinct white-space pieces: the words of a text are looked up once, and whatever is measured is measured per piece.

A million words of prose have some ten thousands of distinct pieces (docs/decisions, 1). Widths, digits, folded forms
and tokens are therefore made for pieces and gathered for words by numpy.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np

from desktop.model.words import Ids, Words
from desktop.text.char_tables import Bools, Codes
from desktop.text.piece_table import Ints, PieceTable

EDGE = " .,;:!?()[]{}«»\"“”„‘’'…•/"
PIECE = re.compile(r"\S+")


class Pieces(dict[str, int]):
    """Distinct pieces of any number of texts → their number; one not met before gets the next number when asked for."""

    def __init__(self) -> None:
        super().__init__()
        self._bare: list[str] = []
        self._table = PieceTable(self._numbered)

    def numbers(self, text: str, codes: Codes, starts: Ints, ends: Ints) -> Ids:
        """The numbers of many words of a text. codes: its code points; starts, ends: where they stand, in order."""
        return self._table.numbers(text, codes, starts, ends)

    def __missing__(self, piece: str) -> int:
        number = self[piece] = len(self)
        return number

    def _numbered(self, words: list[str]) -> Sequence[int]:
        """The numbers of distinct words, most of them not met before."""
        new = [word for word in words if word not in self]
        numbers = range(len(self), len(self) + len(new))
        self.update(zip(new, numbers, strict=True))
        return numbers if len(new) == len(words) else list(map(self.__getitem__, words))

    def bare(self) -> list[str]:
        """Each piece in lower case and without outer signs, by number."""
        known = len(self._bare)
        self._bare += [piece.strip(EDGE).lower() for piece in list(self)[known:]]
        return self._bare


def bare_word(piece: str) -> str:
    """A piece in lower case and without outer signs."""
    return piece.strip(EDGE).lower()


def of_pieces(pieces: Mapping[str, int], numbers: Ids | Ints, test: Callable[[str], bool]) -> Bools:
    """For which of many words a test holds; each distinct one is asked once. numbers: of the words."""
    table, names = np.zeros(len(pieces), bool), list(pieces)
    table[numbers] = True
    distinct = np.flatnonzero(table)
    table[distinct] = [test(names[number]) for number in distinct.tolist()]
    return table[numbers]


def words_of(text: str, pieces: Pieces) -> Words:
    """The words of a text by themselves."""
    number, start = array("i"), array("i")
    for match in PIECE.finditer(text):
        number.append(pieces[match.group()])
        start.append(match.start())
    return Words(pieces, np.frombuffer(number, np.int32), np.frombuffer(start, np.int32))


def columns(pieces: Pieces, piece: Iterable[int], start: Iterable[int], size: int) -> Words:
    """Words from their numbers and places."""
    return Words(pieces, np.fromiter(piece, np.int32, size), np.fromiter(start, np.int32, size))
