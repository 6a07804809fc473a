"""What is known of each character, in tables by code point: whether it is blank or a digit, and how wide it is.

Widths are Helvetica's, in 1/1000 em; letters outside its table have an average.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
Codes = npt.NDArray[np.uint32]

CODE_LIMIT = 0x3001
"""Tables end here: no code point beyond it is blank."""
AVERAGE_WIDTH = 556
DIGITS_FROM = 40
WIDTHS = (1 << DIGITS_FROM) - 1
"""Which bits of a running total are digits, and which are widths."""

# Adobe's core font metrics of Helvetica, characters 32 to 126.
_HELVETICA = (
    "278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 556 "
    "278 278 584 584 584 "
    "556 1015 667 667 722 722 667 611 778 722 278 500 667 556 833 722 778 667 778 722 667 611 722 667 944 667"
    " 667 611 278 278 278 "
    "469 556 333 556 556 500 556 556 278 556 556 222 222 500 222 833 556 556 556 556 333 500 278 556 500 722 "
    "500 500 500 334 260 "
    "334 584"
)
_OTHER_WIDTHS = {
    "–": 556,
    "—": 1000,
    "•": 350,
    "’": 222,
    "‘": 222,
    "“": 333,
    "”": 333,
    "€": 556,
    "…": 1000,
}


@dataclass(frozen=True, slots=True, eq=False)
class CharTables:
    """Shape (CODE_LIMIT + 1,) each; the last entry stands for all code points beyond. blank: whether it is white space.
    sums: its width, and 1 << DIGITS_FROM more when it is a digit, so that one running total tells both."""

    blank: Bools
    sums: Ints


@cache
def char_tables() -> CharTables:
    """The tables, made when first asked for."""
    sums = np.full(CODE_LIMIT + 1, AVERAGE_WIDTH, np.int64)
    sums[32:127] = [int(w) for w in _HELVETICA.split()]
    sums[:32] = 0
    for code in range(160, 0x250):
        base = unicodedata.normalize("NFD", chr(code))[0]
        if ord(base) < 127:
            sums[code] = sums[ord(base)]
    for char, wide in _OTHER_WIDTHS.items():
        sums[ord(char)] = wide
    sums[ord("0") : ord("9") + 1] += 1 << DIGITS_FROM
    blank = np.zeros(CODE_LIMIT + 1, bool)
    blank[:CODE_LIMIT] = [chr(code).isspace() for code in range(CODE_LIMIT)]
    return CharTables(blank, sums)


def codes_of(text: str) -> Codes:
    """Code points of a text, shape (len(text),); lone surrogates pass through."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def text_of_codes(codes: Codes) -> str:
    """The characters of code points, the way back of `codes_of`."""
    return codes.tobytes().decode("utf-32-le", "surrogatepass")


def among(codes: Codes, signs: Iterable[str]) -> Bools:
    """Which code points are one of a few signs; far quicker for these than `np.isin`."""
    found = np.zeros(len(codes), bool)
    for sign in signs:
        found |= codes == ord(sign)
    return found


def of_kind(codes: Codes, test: Callable[[str], bool]) -> Bools:
    """For which code points a test of their character holds; each distinct one is asked once."""
    table = np.zeros(int(codes.max(initial=0)) + 1, bool)
    table[codes] = True
    distinct = np.flatnonzero(table)
    table[distinct] = [test(chr(code)) for code in distinct.tolist()]
    return table[codes]


def is_letter(codes: Codes) -> Bools:
    """Which code points are letters of Latin alphabets; others may be letters too."""
    ascii_letter = ((codes | 32) >= 97) & ((codes | 32) <= 122)
    letter: Bools = ascii_letter | ((codes >= 0xC0) & (codes < 0x250) & (codes != 0xD7) & (codes != 0xF7))
    return letter
